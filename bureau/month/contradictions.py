"""检查台账: records of any time that contradict the rules of their own ledger, or each other.

What a ledger refuses in a form can come in by a merge, an older program or a rule that changed; the
declared rules are asked again, record by record, and each line opens just those records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.facilities.ledgers import FACILITIES, REPAIRS
from bureau.ledger.query import All, Blank, Filter, Ids, Is, Not, Titled
from bureau.ledger.types import Lines
from bureau.market.ledgers import CASES
from bureau.market.workflow import CLOSED
from bureau.month.contradictions_books import across_books
from bureau.office import DEPARTMENTS, LEDGERS
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage import rows
from bureau.storage.known_records import KnownRecords

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader

UNCHECKED: Final = "provisional"
"""The field of registers that says a name came with an import (待核)."""
REPAIRED: Final = Not(Blank("repaired_on"))
LACKING: Final[tuple[tuple[Ledger, str, Filter], ...]] = (
    (CASES, "已结案，没有结案时间", All((Is("state", CLOSED), Blank("closed_on")))),
    (DEDUCTIONS, "扣分没有标段，算不到合同上", Blank("section")),
    (FACILITIES, "设施没有道路，不在任何亮灯率里", Blank("road")),
    (REPAIRS, "已修复，没有维修人", All((REPAIRED, Blank("repairer")))),
)
"""What no single rule forbids, but a month's figures or an inspection would stumble over."""
PICTURED: Final[tuple[tuple[Ledger, str, Filter, str], ...]] = (
    (CASES, "已结案，没有整改后照片", Is("state", CLOSED), "photos_after"),
    (REPAIRS, "已修复，没有维修后照片", REPAIRED, "photos_after"),
)
"""Asked only where the bureau keeps such photos at all."""
OWN_VALUES: Final = re.compile("（[^（）]*）$")
FEW_PHOTOS: Final = 10
"""One in so many with a photo shows that the bureau keeps them."""
AT_ONCE: Final = 500
"""Records read together."""
OTHERS: Final = "基础资料"
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """So many records of a ledger with one fault; `where` opens them."""

    department: str
    ledger: Ledger
    title: str
    count: int
    where: Filter


def contradictions(desk: Desk, step: Step) -> list[Contradiction]:
    """All of them, ledger by ledger. `step` is told how many ledgers are done; what it raises ends it."""
    found: list[Contradiction] = []
    shown = [ledger for ledger in LEDGERS if not ledger.internal]
    with desk.store.snapshot() as conn:
        known = KnownRecords(conn, LEDGERS)
        for number, ledger in enumerate(shown, 1):
            step(number, len(shown))
            for title, ids in [*doubled(conn, ledger), *faulty(desk, conn, ledger, known)]:
                found.append(line(ledger, title, ids))
        for ledger, title, ids in across_books(conn, desk.today()):
            if ids:
                found.append(line(ledger, title, ids))
        for ledger, title, where in lacking(desk, conn):
            ids = tuple(rows.ids(conn, ledger, where, today=desk.today()))
            if ids:
                found.append(line(ledger, title, ids))
    return found


def lacking(desk: Desk, conn: Reader) -> Iterator[tuple[Ledger, str, Filter]]:
    """What may be asked of this bureau's books beyond the rules of each ledger."""
    yield from LACKING
    for ledger, title, done, photos in PICTURED:
        every = rows.count(conn, ledger, done, today=desk.today())
        pictured = rows.count(conn, ledger, All((done, Not(Blank(photos)))), today=desk.today())
        if pictured * FEW_PHOTOS >= every > 0:
            yield ledger, title, All((done, Blank(photos)))
    for ledger in LEDGERS:
        if UNCHECKED in ledger.by_key:
            yield ledger, "待核的名称", Is(UNCHECKED, 1)


def line(ledger: Ledger, title: str, ids: tuple[int, ...]) -> Contradiction:
    """One line of the list."""
    department = DEPARTMENTS.get(ledger.department, OTHERS)
    return Contradiction(department, ledger, title, len(ids), Titled(title, Ids(ids)))


def doubled(conn: Reader, ledger: Ledger) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Records of one natural key (案件编号, 灯杆编号): two stations may have given it each."""
    if not ledger.key:
        return
    keys = KnownRecords(conn, [ledger]).grouped(ledger.name, ledger.key, ("id",))
    twice = [one[0] for key, of in keys.items() if None not in key and len(of) > 1 for one in of]
    if twice:
        titles = "、".join(ledger.by_key[key].title for key in ledger.key)
        yield f"{titles}重复", tuple(int(str(one)) for one in twice)


def faulty(
    desk: Desk, conn: Reader, ledger: Ledger, known: KnownRecords
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Records that their ledger's own rules would refuse now."""
    every = rows.ids(conn, ledger, today=desk.today())
    faults: dict[tuple[str, int], tuple[str, list[int]]] = {}
    for start in range(0, len(every), AT_ONCE):
        for row in rows.page(conn, ledger, every[start : start + AT_ONCE], today=desk.today()):
            record = int(str(row["id"]))
            for place, field, reason in faults_of(ledger, row, known):
                title = titled(ledger.by_key[field].title, reason)
                faults.setdefault((field, place), (title, []))[1].append(record)
    for title, ids in faults.values():
        yield title, tuple(ids)


def titled(field: str, reason: str) -> str:
    """完成时间早于发现日期: a rule's words without the one record's own values."""
    words = OWN_VALUES.sub("", reason)
    return words if words.startswith((field, f"“{field}”")) else f"{field}：{words}"


def faults_of(
    ledger: Ledger, row: dict[str, object], known: KnownRecords
) -> Iterator[tuple[int, str, str]]:
    """Which rule, at which field, with what reason; a rule is asked only where its fields are filled."""
    for field in ledger.fields:
        is_blank = field.required and field.type.stored and row.get(field.key) is None
        if is_blank and not isinstance(field.type, Lines):
            yield -1, field.key, "没有填"
    for place, check in enumerate(ledger.checks):
        fault = check.fault(row, known)  # type: ignore[arg-type]  # what a row holds of its fields
        if fault is not None:
            yield place, fault.field, fault.reason
