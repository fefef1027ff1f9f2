"""文书用语: what notices say for each class of problem; shipped ones to begin with, then the bureau's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.errors import BugError, EnvironmentFault
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import Sort
from bureau.market.ledgers import WORDINGS
from bureau.storage.rows import Row, ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

FILE: Final = (
    Path(__file__).resolve().parent.parent.parent / "resources" / "wordings" / "notices.toml"
)
PLACES: Final = ("发现时间", "地点", "当事人", "问题描述")
"""What a wording may have filled in."""
_PLACE: Final = re.compile(r"\{\s*([^{}]*?)\s*\}")
TEXTS: Final = ("title", "violation", "broken_rule", "special_rule", "demand", "note")


@cache
def shipped_wordings() -> tuple[Mapping[str, object], ...]:
    """The wordings that come with the program, as stored values. Raises EnvironmentFault."""
    try:
        read = tomllib.loads(FILE.read_text("utf-8"))["wordings"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError):
        raise EnvironmentFault(
            f"程序自带的文书用语读不出来（{FILE}），请重新安装程序，数据不受影响。"
        ) from None
    return tuple(stored(entry) for entry in read)


def stored(entry: Mapping[str, object]) -> dict[str, object]:
    """One shipped wording as a record of the ledger. Raises BugError."""
    strange = set(entry) - {*TEXTS, "category", "at_once"}
    if strange or not entry.get("title") or not entry.get("violation"):
        raise BugError(f"resources/wordings: {entry.get('title')} has {sorted(strange)} or lacks")
    values: dict[str, object] = {key: entry[key] for key in TEXTS if entry.get(key)}
    return values | {
        "category": entry["category"],
        "at_once": 1 if entry.get("at_once") else 0,
        "active": 1,
    }


def load_wordings(desk: Desk) -> int:
    """装入默认用语: adds the shipped wordings whose names the bureau doesn't have; gives how many.

    Its own are never touched, and none comes back by itself after it was removed.
    """
    with desk.store.operation(desk, "装入默认文书用语") as op:
        known = {fold(str(row["title"])) for row in all_wordings(op.conn, desk.today())}
        fresh = [one for one in shipped_wordings() if fold(str(one["title"])) not in known]
        for one in fresh:
            op.insert(WORDINGS.name, one)
        op.label = f"装入默认文书用语({len(fresh)} 条)"
    return len(fresh)


def all_wordings(conn: Reader, today: date) -> list[Row]:
    """All wordings of the bureau by name."""
    return page(
        conn, WORDINGS, ids(conn, WORDINGS, sorts=[Sort("title")], today=today), today=today
    )


def wording_for(case: Mapping[str, object], wordings: list[Row]) -> Row | None:
    """The wording in use for a case: that of its sub-class goes before that of its class."""
    for key in ("subcategory", "category"):
        for one in wordings:
            if case.get(key) is not None and one["category"] == case[key] and one["active"] != 0:
                return one
    return None


def filled_in(text: str, places: Mapping[str, str]) -> str:
    """A wording with what the case says in its places; one that it doesn't say vanishes."""
    made = _PLACE.sub(lambda found: places.get(found[1], found[0]), text)
    made = re.sub(r"[，、；]+([，；。])", r"\1", made)
    return made.strip().rstrip("，、；。")
