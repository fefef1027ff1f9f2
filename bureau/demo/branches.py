"""The sample county's party branches, their members, and the dues that these pay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bureau.calendar.periods import Period
from bureau.demo.county import HELPER, County
from bureau.demo.entered import Row
from bureau.demo.people import Chance, Naming, phone
from bureau.demo.scenery import read
from bureau.party.dues_rates import BY_PENSION, BY_WAGE, SHIPPED, due_of
from bureau.party.membership import FULL, PROBATIONARY

OTHERS_YOUNGER = 6
"""Of those who aren't on the bureau's list the first so many work, the others are retired."""
IN_MAY = "may"
TERM_YEARS = 3
OWING_BACK = 2
"""How many months before the end one member stopped paying; of the last month two more owe."""
MEAN_WAGE, MEAN_PENSION, SPREAD = 520_000, 360_000, 160_000
"""What dues are reckoned of, in 分."""


@dataclass(slots=True, eq=False)
class Member:
    """One member: the branch's list says where they stand."""

    name: str
    values: Row
    group: str = ""
    officer: bool = False
    id: int = 0

    @property
    def votes(self) -> bool:
        """Whether they may vote."""
        return self.values["kind"] == FULL


@dataclass(slots=True, eq=False)
class Branch:
    """One branch, with its members in the order of its list."""

    name: str
    place: str
    founded: date
    groups: tuple[str, ...]
    has_committee: bool
    members: list[Member] = field(default_factory=list)
    id: int = 0

    @property
    def officers(self) -> list[Member]:
        """The committee, or the secretary and their deputy; the secretary first."""
        return [member for member in self.members if member.officer]

    def of(self, group: str) -> list[Member]:
        """The members of a group, all where it is ""."""
        return [member for member in self.members if not group or member.group == group]


class Branches:
    """Makes them out of the bureau's people."""

    def __init__(self, county: County, periods: Sequence[Period], chance: Chance) -> None:
        self.county = county
        self.periods = periods
        self.last = periods[-1].last
        self.chance = chance
        self.naming = Naming(chance)
        self.naming.given |= {one.name for people in county.people.values() for one in people}
        self.words = read("party")

    def made(self) -> list[Branch]:
        """All branches with their members."""
        return [self.branch(entry) for entry in self.words["branches"]]

    def branch(self, entry: dict[str, Any]) -> Branch:
        """One of them."""
        groups = tuple(f"第{number}党小组" for number in "一二三"[: entry["groups"]])
        if entry["founded"] == IN_MAY:
            year = self.last.year - (self.last < date(self.last.year, 7, 1))
            founded = date(year, 5, 11)
        else:
            founded = date(self.last.year - int(entry["founded"]), 7, 1)
        branch = Branch(entry["name"], entry["place"], founded, groups, bool(entry["committee"]))
        duties = self.words["duties"]["committee" if entry["committee"] else "no_committee"]
        staff = [
            person
            for unit in entry["units"]
            for person in self.county.people[unit]
            if person.post != HELPER
        ]
        for place, name in enumerate(
            [person.name for person in staff]
            + [self.naming.person() for _ in range(entry["others"])]
        ):
            retired = place >= len(staff) + OTHERS_YOUNGER
            member = Member(name, self.values(name, retired=retired))
            member.group = groups[place * len(groups) // len(staff)] if groups else ""
            branch.members.append(member)
        # The bureau's chief is the secretary of the party group, the deputy that of the branch.
        seats = entry["committee"] or len(duties)
        for duty, member in zip(duties[:seats], branch.members[1:], strict=False):
            member.officer = True
            member.values["duty"] = f"支部{duty}"
        young = branch.members[-1 if not entry["others"] else len(staff) + OTHERS_YOUNGER - 1]
        young.values |= {"kind": PROBATIONARY, "full_on": None}
        young.values["joined_on"] = (self.last - timedelta(days=200)).isoformat()
        return branch

    def values(self, name: str, *, retired: bool) -> Row:
        """What the list of members says of one."""
        chance = self.chance
        born = date(chance.randint(1950, 1962) if retired else chance.randint(1970, 1998), 1, 1)
        born += timedelta(days=chance.randrange(365))
        joined = born + timedelta(days=365 * chance.randint(21, 26))
        mean = MEAN_PENSION if retired else MEAN_WAGE
        base = (mean + chance.randint(-SPREAD, SPREAD)) // 1000 * 1000
        return {
            "name": name,
            "kind": FULL,
            "born_on": born.isoformat(),
            "joined_on": joined.isoformat(),
            "full_on": (joined + timedelta(days=366)).isoformat(),
            "phone": phone(chance),
            "dues_kind": BY_PENSION if retired else BY_WAGE,
            "dues_base": base,
        }

    def row(self, branch: Branch) -> Row:
        """The branch as it is stored."""
        elected = max(branch.founded, date(self.last.year - 1, 7, 1))
        officers = branch.officers
        return {
            "name": branch.name,
            "position": None,
            "founded_on": branch.founded.isoformat(),
            "members": len(branch.members),
            "committee": len(officers) if branch.has_committee else None,
            "groups": len(branch.groups) or None,
            "secretary": officers[0].name,
            "committee_names": "、".join(f"{x.name}（{x.values['duty']}）" for x in officers),
            "elected_on": elected.isoformat(),
            "term_ends_on": elected.replace(year=elected.year + TERM_YEARS).isoformat(),
        }

    def dues(self, branches: Sequence[Branch]) -> Iterator[Row]:
        """What everybody paid, month by month."""
        owing = branches[-1].members[-2]
        late = {owing, branches[1].members[-3], branches[1].members[-4]}
        for place, period in enumerate(self.periods):
            back = len(self.periods) - place
            for branch in branches:
                if branch.founded > period.first:
                    continue
                for member in branch.members:
                    owes = (member is owing and back <= OWING_BACK) or (
                        back == 1 and member in late
                    )
                    paid_on = period.first + timedelta(days=self.chance.randint(7, 19))
                    due = due_of({"dues_fixed": None, **member.values}, SHIPPED, period.first)
                    yield {
                        "month": period.first.isoformat(),
                        "member": member.id,
                        "branch": branch.id,
                        "base": member.values["dues_base"],
                        "due": due,
                        "paid": None if owes else due,
                        "paid_on": None if owes else paid_on.isoformat(),
                        "receiver": None if owes else branch.officers[-1].name,
                    }
