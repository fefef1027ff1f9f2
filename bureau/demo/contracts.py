"""Sections, contractors, contracts and the supplement of the sample county, and a rubric of one contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bureau.assessment.books import NAMED
from bureau.assessment.ledgers import RUBRICS
from bureau.assessment.plain import as_json, to_plain
from bureau.assessment.rubric import Block, Rubric
from bureau.assessment.shipped import shipped_rubrics
from bureau.calendar.periods import Period
from bureau.demo.county import County, Road
from bureau.demo.entered import Row
from bureau.demo.people import Chance, Naming, phone
from bureau.demo.scenery import read, table
from bureau.ledger.words import id_list
from bureau.sanitation.ledgers import CONTRACTORS, CONTRACTS, SECTIONS, SUPPLEMENTS
from bureau.sanitation.terms import FAMILY
from bureau.storage.operation import Operation

HUNDREDTHS = 100
YEARS = 3
CLEANING = {"一级": 2801, "二级": 2802, "三级": 2803, "四级": 2804}
MOST_STAFFED = 360_000
"""Square metres of the section that `staffing` is written for."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its contract, its roads, and the scores that the story aims at, the last month first."""

    id: int
    name: str
    contract: int
    begins: date
    roads: tuple[Road, ...]
    plan: tuple[int, ...]
    term: str
    deposit_fen: int
    rubric: Rubric

    @property
    def own(self) -> bool:
        """Whether it is judged by a rubric of its own."""
        return self.rubric.family != FAMILY


class Contracts:
    """Enters them."""

    def __init__(
        self, op: Operation, county: County, periods: Sequence[Period], chance: Chance
    ) -> None:
        self.op = op
        self.county = county
        self.periods = periods
        self.chance = chance
        self.naming = Naming(chance)
        self.words = read("sanitation")
        self.shipped = next(one for one in shipped_rubrics() if one.family == FAMILY)

    def enter(self) -> tuple[Section, ...]:
        """All sections with their contracts; the first has a supplement."""
        listed = [self.section(n, one) for n, one in enumerate(self.words["sections"], start=1)]
        self.supplement(listed[0])
        return tuple(listed)

    def section(self, position: int, entry: dict[str, Any]) -> Section:
        """One section, who cleans it, and the contract."""
        name, begins = entry["name"], self.periods[0].first + timedelta(days=entry["begins"])
        section = self.op.insert(
            SECTIONS.name, {"name": name, "position": position, "scope": entry["scope"]}
        )
        company = self.op.insert(
            CONTRACTORS.name,
            {
                "name": entry["company"],
                "code": entry["code"],
                "person": self.naming.person(),
                "phone": phone(self.chance),
                "address": f"示例县{self.chance.choice(self.county.roads).name}",
            },
        )
        roads = tuple(self.roads_of(name))
        rubric, record = self.shipped, None
        if entry.get("own"):
            rubric, record = self.own_rubric()
        values: Row = {
            "number": entry["number"].format(year=begins.year),
            "section": section,
            "company": company,
            "begins_on": begins.isoformat(),
            "ends_on": f"{begins.replace(year=begins.year + YEARS) - timedelta(days=1)}",
            "fee_fen": entry["fee"] * HUNDREDTHS if "fee" in entry else None,
            "price": entry.get("price"),
            "rule": entry["rule"],
            "rubric": record,
            "payment_term": entry["term"],
            "deposit_fen": entry["deposit"] * HUNDREDTHS,
            "roads": id_list([road.id for road in roads]),
            **self.extent(name),
        }
        contract = self.op.insert(CONTRACTS.name, values)
        return Section(
            section, name, contract, begins, roads, tuple(entry["plan"]), entry["term"],
            entry["deposit"] * HUNDREDTHS, rubric,
        )  # fmt: skip

    def roads_of(self, section: str) -> Iterator[Road]:
        """The roads of a section."""
        by_name = {road.name: road for road in self.county.roads}
        for entry in table(read("places"), "roads"):
            if entry["section"] == section:
                yield by_name[entry["name"]]

    def extent(self, section: str) -> Row:
        """Square metres by grade, and the people, vehicles and places that a contract names."""
        areas: dict[int, int] = {}
        homes: dict[str, str] = {}
        for entry in table(read("places"), "roads"):
            homes[entry["name"]] = entry["section"]
            if entry["section"] == section:
                grade = CLEANING[entry["clean"]]
                area = entry["length"] * entry["width"] * HUNDREDTHS
                areas[grade] = areas.get(grade, 0) + area
        whole = sum(areas.values())
        share = Fraction(whole, MOST_STAFFED * HUNDREDTHS)
        staffing = self.words["staffing"]
        lines = {
            key: {
                int(kind): max(1, round(number * share)) for kind, number in staffing[key].items()
            }
            for key in ("staff", "vehicles")
        }
        toilets = [homes[one["road"]] for one in table(self.words, "toilets")].count(section)
        stations = [homes[one["road"]] for one in table(self.words, "stations")].count(section)
        return {
            **lines,
            "areas": areas,
            "area_m2": whole,
            "toilets": toilets,
            "stations": stations,
            "containers": whole // 120_000,
            "waste_t": whole // 20,
        }

    def own_rubric(self) -> tuple[Rubric, int]:
        """The shipped blocks as the daily part, and marks for the others; with its record."""
        entry = self.words["own"]
        daily = tuple(
            replace(block, weight=block.share * entry["daily"] / HUNDREDTHS)
            for block in self.shipped.blocks
        )
        parts = tuple(
            Block(
                key=key, title=title, full=Fraction(HUNDREDTHS), weight=Fraction(weight), by="given"
            )
            for key, title, weight in entry["parts"]
        )
        rubric = replace(
            self.shipped,
            key="sanitation-section-three",
            title=entry["title"],
            family=f"{FAMILY}{NAMED}",
            valid_from=self.periods[0].first,
            blocks=(*daily, *parts),
            note="日常检查占 70 分，月度检查占 20 分，综合评价占 10 分",
        )
        values: Row = {
            "family": rubric.family,
            "code": rubric.key,
            "title": rubric.title,
            "valid_from": rubric.valid_from.isoformat(),
            "content": as_json(to_plain(rubric)),
        }
        return rubric, self.op.insert(RUBRICS.name, values)

    def supplement(self, section: Section) -> None:
        """More area for more money, from within a month in the middle."""
        entry = self.words["supplement"]
        begins = self.periods[len(self.periods) // 2].first + timedelta(days=10)
        self.op.insert(
            SUPPLEMENTS.name,
            {
                "contract": section.contract,
                "number": entry["number"].format(year=section.begins.year),
                "begins_on": begins.isoformat(),
                "fee_fen": entry["fee"] * HUNDREDTHS,
                "area_m2": entry["area"] * HUNDREDTHS,
                "reason": entry["reason"],
            },
        )
