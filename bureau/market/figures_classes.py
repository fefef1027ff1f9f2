"""Names and classes that the market-order figures are broken down by, as the register has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.ledger.query import All, Any, Filter, Not, OneOf
from bureau.storage import counting

if TYPE_CHECKING:
    from bureau.storage.connection import Reader, StoredRow
UNFILLED = counting.UNFILLED
OTHER_GROUP = "其他"
GROUP_ORDER = ("脏", "乱", "差", OTHER_GROUP)


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work that the daily log counts; `handling` is 服务, 管理, 执法 or blank."""

    id: int
    title: str
    unit: str
    handling: str = ""


@dataclass(frozen=True, slots=True)
class Classes:
    """Titles by id, each in its own order; `categories` names the upper class of every class."""

    categories: Mapping[int, str]
    subcategories: Mapping[int, str]
    groups: Mapping[int, str]
    handlings: Mapping[int, str]
    sources: Mapping[int, str]
    towns: Mapping[int, str]
    units: Mapping[int, str]
    works: tuple[Work, ...]
    place_kinds: Mapping[int, str]

    def group_of(self, category: int | None, subcategory: int | None) -> str:
        """脏, 乱, 差 or 其他: what the sub-class says, else its class."""
        for item in (subcategory, category):
            if item is not None and item in self.groups:
                return self.groups[item]
        return OTHER_GROUP

    def in_group(self, label: str) -> Filter:
        """The cases whose `group_of` is this one."""
        if label == OTHER_GROUP:
            named = dict.fromkeys(group for group in self.groups.values() if group != OTHER_GROUP)
            return Not(Any(tuple(self.in_group(group) for group in named)))
        inside = tuple(item for item, group in self.groups.items() if group == label)
        return Any(
            (
                OneOf("subcategory", inside),
                All((Not(OneOf("subcategory", tuple(self.groups))), OneOf("category", inside))),
            )
        )


def read_roads(conn: Reader, towns: Mapping[int, str]) -> dict[int, str]:
    """Roads by id in their order; those of one name say in which town they lie."""
    rows = conn.execute("SELECT id, name, town FROM roads ORDER BY _sort_name, id").fetchall()
    times = Counter(row["name"] for row in rows)
    named = {}
    for row in rows:
        town = towns.get(row["town"], "") if times[row["name"]] > 1 else ""
        named[row["id"]] = f"{row['name']}（{town}）" if town else row["name"] or ""
    return named


def read_classes(conn: Reader) -> Classes:
    """The catalogues and names as they stand in the open snapshot."""
    items: dict[str, list[StoredRow]] = {}
    sql = (
        "SELECT id, catalogue, title, parent, unit, group_name, handling FROM catalogue_items"
        " WHERE catalogue IN ('market-category', 'handling', 'case-source', 'daily-count', 'place-kind')"
        " ORDER BY catalogue, position, id"
    )
    for row in conn.execute(sql):
        items.setdefault(row["catalogue"], []).append(row)

    def titles(catalogue: str) -> dict[int, str]:
        return {row["id"]: row["title"] or "" for row in items.get(catalogue, [])}

    def names(table: str) -> dict[int, str]:
        rows = conn.execute(
            f"SELECT id, name FROM {table} ORDER BY coalesce(position, 999999999), _sort_name, id"
        )
        return {row["id"]: row["name"] or "" for row in rows}

    classes, titled = items.get("market-category", []), titles("market-category")
    return Classes(
        categories={row["id"]: titled.get(row["parent"], titled[row["id"]]) for row in classes},
        subcategories={
            row["id"]: f"{titled[row['parent']]}/{titled[row['id']]}"
            for row in classes
            if row["parent"] in titled
        },
        groups={row["id"]: row["group_name"] for row in classes if row["group_name"]},
        handlings=titles("handling"),
        sources=titles("case-source"),
        towns=names("towns"),
        units=names("units"),
        works=tuple(
            Work(row["id"], row["title"] or "", row["unit"] or "", row["handling"] or "")
            for row in items.get("daily-count", [])
        ),
        place_kinds=titles("place-kind"),
    )
