"""下一步打算 of the bureau's report: drafted from what is late, due or weak, under its four heads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.facilities.papers_month import read_month
from bureau.market.figures import market_figures
from bureau.month.next_steps import NextSteps, in_words, next_steps
from bureau.month.papers import KINDS, Asked
from bureau.office import BY_NAME
from bureau.reports.paper import Heading, Paragraph
from bureau.sanitation.paper_source import Source
from bureau.storage import rows
from tests.facilities.lamp_books import OCTOBER, Lights, open_lights
from tests.storage.offices import hurry

# It is 9 November 2026; the report is October's.


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lights]:
    """An office without a lamp."""
    hurry(monkeypatch)
    with open_lights(tmp_path / "office") as office:
        yield office


def steps(lights: Lights) -> NextSteps:
    """What October leaves to November."""
    desk, today = lights.desk, lights.desk.today()
    with desk.store.snapshot() as conn:
        return next_steps(
            conn,
            market_figures(conn, OCTOBER, today=today),
            Source.found(desk, conn, OCTOBER),
            read_month(conn, desk.store.names(conn), OCTOBER, today),
            today,
        )


def behind(lights: Lights, of: NextSteps) -> list[list[int]]:
    """The records of each step that has any."""
    with lights.desk.store.snapshot() as conn:
        return [
            sorted(rows.ids(conn, BY_NAME[step.ledger], step.where, today=lights.desk.today()))
            for _, each in of.by_head
            for step in each
            if step.where is not None
        ]


def test_without_records_nothing_is_planned(lights: Lights) -> None:
    assert steps(lights).by_head == ()


def test_what_is_late_and_what_is_due_next_is_planned(lights: Lights) -> None:
    lights.add("facilities", code="D-1", kind="路灯", heads="1", road="人民路")
    lights.add("facilities", code="XB-1", kind="控制箱")
    lights.add("facilities", code="J-1", kind="检查井盖")
    dark = lights.repair("2026-10-20", "D-1", due_on="2026-10-25")
    cover = lights.repair("2026-10-20", "J-1", fault="井盖缺失", due_on="2026-10-30")
    lights.repair("2026-10-30", "XB-1", due_on="2026-11-02")
    first = lights.add(
        "hazards", found_on="2026-10-12", description="井盖缺失", due_on="2026-11-20"
    )
    second = lights.add("hazards", found_on="2026-10-12", description="塌陷", due_on="2026-12-20")
    boxes = lights.add(
        "maintenance-plans", name="配电箱月检", kind="控制箱", period="每月", begins_on="2026-11-01"
    )
    covers = lights.add(
        "maintenance-plans", name="井盖月检", kind="检查井盖", period="每月", begins_on="2026-11-01"
    )
    street = lights.item("market-category", "占道经营")
    case = {"found_on": "2026-10-02", "category": street}
    with lights.desk.store.operation(lights.desk, "登记") as op:
        late = op.insert("market-cases", {**case, "due_on": "2026-10-05"})
        next_month = op.insert("market-cases", {**case, "due_on": "2026-11-15"})
    of = steps(lights)
    assert [(title, in_words(each)) for title, each in of.by_head] == [
        (
            "城管执法",
            (
                "一是督办超期未整改的案件1件；二是办结11月到期的案件1件；"
                "三是继续整治本月最多的占道经营（2件）。"
            ),
        ),
        ("路灯管护", "一是修复超时的路灯故障1件；二是完成11月到期的养护1项（配电箱月检）。"),
        (
            "市政设施管理",
            (
                "一是修复超时的市政设施故障1件；二是整改安全隐患2处，其中11月底前到期1处；"
                "三是完成11月到期的养护1项（井盖月检）。"
            ),
        ),
    ]
    assert behind(lights, of) == [
        *([late], [next_month], [late, next_month]),
        *([dark], [boxes]),
        *([cover], [first, second], [covers]),
    ]
    paper = KINDS["monthly"](lights.desk, Asked(period=OCTOBER))
    heads = [block.text for block in paper.blocks if isinstance(block, Heading)]
    at = next(place for place, head in enumerate(heads) if head.endswith("、下一步打算"))
    assert heads[at + 1 :] == ["（一）城管执法", "（二）路灯管护", "（三）市政设施管理"]
    assert Paragraph(in_words(of.lighting)) in paper.blocks
