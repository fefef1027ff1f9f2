"""A section with a contract, deductions in September and October 2026, and October issued."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.desk import Desk
from tests.storage.offices import item

ISSUED, DECIDED = 5205, 5204
OCTOBER = "2026-10-01"


@dataclass(frozen=True)
class Books:
    """Ids of what a test names."""

    section: int
    other: int
    contract: int
    month: int
    september: int
    october: int


def insert(desk: Desk, ledger: str, values: dict[str, object]) -> int:
    """One record in an operation of its own."""
    with desk.store.operation(desk, "登记") as op:
        return op.insert(ledger, values)


def update(desk: Desk, ledger: str, record: int, **values: object) -> None:
    """One change in an operation of its own."""
    with desk.store.operation(desk, "改") as op:
        op.update(ledger, record, values)


def remove(desk: Desk, ledger: str, record: int) -> None:
    """One removal in an operation of its own."""
    with desk.store.operation(desk, "删除") as op:
        op.remove(ledger, record)


def set_state(desk: Desk, month: int, state: int) -> None:
    """A month locked or unlocked, as the steps 签发 and 解锁 write it."""
    with desk.store.operation(desk, "签发" if state == ISSUED else "解锁") as op:
        op.guard.unlocking.add(month)
        op.update("sanitation-months", month, {"state": state})


def deduction(section: int, day: str, **values: object) -> dict[str, object]:
    """A deduction of one point on a day."""
    fixed = {"block": "道路清扫保洁", "problem": "路面有垃圾", "count": 100, "each": 100}
    return {"section": section, "found_on": day, **fixed, **values}


def contract(desk: Desk, section: int, company: int, number: str) -> int:
    """A contract of 2026 and 2027."""
    values = {
        "number": number,
        "section": section,
        "company": company,
        "begins_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "fee_fen": 10_000_000,
        "rule": item(desk, "pay-rule", "三档"),
    }
    return insert(desk, "contracts", values)


def books(desk: Desk, *, locked: bool = True) -> Books:
    """The books, October issued unless a test wants it open."""
    section = insert(desk, "sections", {"name": "一标段"})
    other = insert(desk, "sections", {"name": "二标段"})
    company = insert(desk, "contractors", {"name": "洁美公司"})
    own = contract(desk, section, company, "H-1")
    contract(desk, other, company, "H-2")
    values = {"label": "一标段 2026-10", "contract": own, "section": section, "month": OCTOBER}
    month = insert(desk, "sanitation-months", {**values, "state": DECIDED})
    made = Books(
        section,
        other,
        own,
        month,
        insert(desk, "sanitation-deductions", deduction(section, "2026-09-30")),
        insert(desk, "sanitation-deductions", deduction(section, "2026-10-31")),
    )
    if locked:
        set_state(desk, month, ISSUED)
    return made
