"""Names and telephone numbers of people and shops who don't exist."""

from __future__ import annotations

import random  # noqa: TID251 - only the type; chance itself comes from the desk

from bureau.demo.scenery import read

Chance = random.Random
LEADING = ("130", "135", "137", "138", "139", "150", "158", "159", "180", "186", "189")


def phone(chance: Chance) -> str:
    """A mobile number as it might be written, its middle four digits all noughts: nobody's."""
    return f"{chance.choice(LEADING)}0000{chance.randrange(10_000):04}"


class Naming:
    """Gives names, each person's once."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        names = read("names")
        self.surnames: str = names["surnames"]
        # Surnames near the front of the list are common ones.
        self.common = [len(self.surnames) + 40 - place for place in range(len(self.surnames))]
        self.given_one: str = names["given_one"]
        self.given_two: list[str] = names["given_two"]
        self.brands: list[str] = names["brands"]
        self.firms: list[str] = names["firms"]
        self.given: set[str] = set()

    def any_person(self) -> str:
        """A name that others may have too, as passers-by do."""
        surname = self.chance.choices(self.surnames, self.common)[0]
        if self.chance.randrange(100) < 28:
            return surname + self.chance.choice(self.given_one)
        return surname + self.chance.choice(self.given_two)

    def person(self) -> str:
        """A name not given before."""
        name = self.any_person()
        while name in self.given:
            name = self.any_person()
        self.given.add(name)
        return name

    def shop(self, owner: str, ending: str, community: str) -> str:
        """A shop's name, as such names are made."""
        surname, given = owner[0], owner[1:]
        made = (
            f"{surname}记{ending}",
            f"老{surname}{ending}",
            f"{self.chance.choice(self.brands)}{ending}",
            f"{self.chance.choice(self.brands)}{ending}",
            f"{given}{ending}",
            f"{community.removesuffix('社区').removesuffix('村')}{ending}",
        )
        return self.chance.choice(made)
