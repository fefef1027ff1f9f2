"""What the sample county is made of, read from resources/county: places, names, problems, daily work."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bureau.errors import EnvironmentFault

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "county"
Toml = Mapping[str, Any]
SITE = "建筑工地"
"""The kind of place that is a construction site."""
CATEGORY_BLOCK = 50
"""A sub-class and its upper class lie in one block of so many ids (market-category.toml)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem: how often, when, where and by whom, and the words clerks use for it.

    `seasons` are twelve factors in hundredths; `hours` the first and last hour in which it is
    found; `where` kinds of place with weights, none for what a shop does; `weight` from 0 (mild)
    to 99 (grave); `firms` are the firms that cause it, none for any; `drawn` names the picture
    that shows it, "" for none.
    """

    kind: int
    share: int
    seasons: tuple[int, ...]
    hours: tuple[int, int]
    party: str
    where: tuple[tuple[str, int], ...]
    trades: frozenset[str]
    weight: int
    again: bool
    drawn: str
    firms: tuple[str, ...]
    goods: tuple[str, ...]
    says: tuple[str, ...]
    fixed: tuple[str, ...]

    @property
    def category(self) -> int:
        """The upper class."""
        return self.kind // CATEGORY_BLOCK * CATEGORY_BLOCK


@dataclass(frozen=True, slots=True)
class DailyCount:
    """One count of the daily log.

    `mean` is in hundredths of a unit; `cases` are sub-classes whose cases are added; a count
    that is `per` another one is `low` to `high` hundredths for each unit of it.
    """

    kind: int
    mean: int
    seasons: tuple[int, ...]
    cases: frozenset[int]
    per: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade of shops: endings of their names, how common it is, whether it cooks."""

    trade: str
    endings: tuple[str, ...]
    share: int
    cooks: bool


@cache
def read(name: str) -> Toml:
    """One file of resources/county. Raises EnvironmentFault when it is missing or damaged."""
    path = FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise EnvironmentFault(
            f"程序自带的示例县资料读不出来（{path}），请重新安装程序，数据不受影响。"
        ) from None


def table(toml: Toml, name: str) -> list[dict[str, Any]]:
    """A table that is written as columns and rows."""
    part = toml[name]
    return [dict(zip(part["columns"], row, strict=True)) for row in part["rows"]]


@cache
def problems() -> tuple[Problem, ...]:
    """All kinds of problem, in the order of the catalogue."""
    toml = read("problems")
    return tuple(
        Problem(
            kind=entry["kind"],
            share=entry["share"],
            seasons=tuple(toml["seasons"][entry["season"]]),
            hours=(entry["hours"][0], entry["hours"][1]),
            party=entry["party"],
            where=tuple(weighted(text) for text in entry.get("where", ())),
            trades=frozenset(entry.get("trades", ())),
            weight=entry["weight"],
            again=entry.get("again", False),
            drawn=entry.get("drawn", ""),
            firms=tuple(entry.get("firms", ())),
            goods=tuple(entry["goods"]),
            says=tuple(entry["says"]),
            fixed=tuple(entry["fixed"]),
        )
        for entry in toml["problems"]
    )


def weighted(text: str) -> tuple[str, int]:
    """`学校周边 5` as a kind of place and its weight."""
    kind, _, weight = text.rpartition(" ")
    return kind, int(weight)


@cache
def daily_counts() -> tuple[DailyCount, ...]:
    """All counts of the daily log; one that is per another stands behind it."""
    seasons = read("problems")["seasons"]
    return tuple(
        DailyCount(
            kind=entry["kind"],
            mean=entry.get("mean", 0),
            seasons=tuple(seasons[entry.get("season", "flat")]),
            cases=frozenset(entry.get("cases", ())),
            per=entry.get("per", 0),
            low=entry.get("low", 0),
            high=entry.get("high", 0),
        )
        for entry in read("daily")["counts"]
    )


@cache
def contractors() -> dict[str, str]:
    """Who builds at each of the sites that are landmarks."""
    sites = [entry for entry in table(read("places"), "landmarks") if entry["kind"] == SITE]
    firms = read("names")["builders"]
    return {entry["name"]: firms[place % len(firms)] for place, entry in enumerate(sites)}


@cache
def trades() -> tuple[Trade, ...]:
    """All trades."""
    return tuple(
        Trade(entry["trade"], tuple(entry["endings"]), entry["share"], entry["cooks"])
        for entry in read("names")["trades"]
    )
