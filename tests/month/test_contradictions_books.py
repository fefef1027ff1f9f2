"""Checks across ledgers, each with one record at fault beside one that isn't, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.month.contradictions import contradictions
from bureau.month.contradictions_books import across_books
from bureau.sanitation.ledgers import MONTHS
from tests.storage.offices import furnish, hurry, item, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An empty office on 8 October 2026."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "data")) as desk:
        yield desk


def add(desk: Desk, ledger: str, **values: object) -> int:
    with desk.store.operation(desk, "登记") as op:
        return op.insert(ledger, values)


def found(desk: Desk) -> dict[str, tuple[int, ...]]:
    with desk.store.snapshot() as conn:
        return {title: ids for _, title, ids in across_books(conn, desk.today()) if ids}


def contract(desk: Desk, section: int, begins: str, ends: str | None, number: str) -> int:
    company = desk.store.reader().execute("SELECT id FROM contractors").fetchone()
    return add(
        desk, "contracts", section=section, begins_on=begins, ends_on=ends, number=number,
        company=company["id"] if company else add(desk, "contractors", name="某环卫公司"),
    )  # fmt: skip


def test_deductions_on_days_without_a_contract(desk: Desk) -> None:
    section = add(desk, "sections", name="一标段")
    other = add(desk, "sections", name="二标段")
    early = add(desk, "sanitation-deductions", section=section, found_on="2026-01-31")
    late = add(desk, "sanitation-deductions", section=other, found_on="2026-03-05")
    for day in ("2026-02-01", "2026-12-31"):
        add(desk, "sanitation-deductions", section=section, found_on=day)
    assert found(desk) == {}, "an office without contracts isn't told of every deduction"
    contract(desk, section, "2026-02-01", "2026-12-31", "甲-1")
    assert found(desk) == {"扣分那天，标段没有生效的合同": (early, late)}
    titles = [one.title for one in contradictions(desk, lambda _done, _of: None)]
    assert "扣分那天，标段没有生效的合同" in titles


def test_contracts_of_one_section_at_the_same_time(desk: Desk) -> None:
    section = add(desk, "sections", name="一标段")
    other = add(desk, "sections", name="二标段")
    whole = contract(desk, section, "2026-01-01", "2026-12-31", "甲-1")
    contract(desk, other, "2026-01-01", None, "乙-1")
    contract(desk, section, "2027-01-01", None, "甲-4")
    assert found(desk) == {}
    short = contract(desk, section, "2026-02-01", "2026-03-31", "甲-2")
    later = contract(desk, section, "2026-05-01", "2026-06-30", "甲-3")
    assert found(desk) == {"同一标段的合同日期重叠": tuple(sorted((whole, short, later)))}


def test_fees_paid_for_months_that_nobody_issued(desk: Desk) -> None:
    section = add(desk, "sections", name="一标段")
    record = contract(desk, section, "2026-01-01", None, "甲-1")
    locked = MONTHS.locks[0].states[0]
    for month, state in (("2026-07", locked), ("2026-08", None)):
        add(
            desk, "sanitation-months", contract=record, section=section, month=f"{month}-01",
            state=state,
        )  # fmt: skip
    fee, deposit = (
        item(desk, "payment-kind", "月度服务费"),
        item(desk, "payment-kind", "履约保证金收取"),
    )

    def pay(first: str, last: str | None, kind: int = fee, paid: str | None = "2026-10-01") -> int:
        return add(
            desk, "sanitation-payments", contract=record, kind=kind, first_month=f"{first}-01",
            last_month=last and f"{last}-01", paid_on=paid, amount_fen=100_00,
        )  # fmt: skip

    pay("2026-07", None)
    pay("2026-09", None, deposit)
    pay("2026-09", None, paid=None)
    early, quarter = pay("2026-08", None), pay("2026-07", "2026-09")
    assert found(desk) == {"已付的服务费，所属月份没有签发": (early, quarter)}


def test_stock_below_nothing(desk: Desk) -> None:
    cable = add(desk, "materials", name="电缆")
    lamp = add(desk, "materials", name="灯泡")
    came, went = (item(desk, "stock-way", title) for title in ("入库", "领用"))
    for material, way, quantity in ((cable, came, 500), (cable, went, 500), (lamp, went, 100)):
        add(
            desk, "stock-moves", material=material, way=way, quantity=quantity,
            moved_on="2026-10-01",
        )  # fmt: skip
    assert found(desk) == {"库存是负数": (lamp,)}
