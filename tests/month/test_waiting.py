"""What waits when the program is opened: late work of every department, nothing that isn't due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bureau.month.today import read_today
from bureau.month.waiting import waiting
from bureau.office import BY_NAME
from bureau.storage import rows
from bureau.workflow.waiting import Waiting
from tests.facilities.lamp_books import Lights, open_lights
from tests.market.market_books import Books
from tests.party.party_books import Party
from tests.storage.offices import hurry

# It is Monday, 9 November 2026.


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lights]:
    """An office without a lamp."""
    hurry(monkeypatch)
    with open_lights(tmp_path / "office") as office:
        yield office


def found(lights: Lights) -> dict[str, Waiting]:
    """What waits, by its title."""
    return {one.title: one for one in waiting(lights.desk)}


def records(lights: Lights, one: Waiting) -> list[int]:
    """The list that it opens."""
    assert one.where is not None
    with lights.desk.store.snapshot() as conn:
        return sorted(rows.ids(conn, BY_NAME[one.ledger], one.where, today=lights.desk.now()))


def test_an_office_without_records_is_told_nothing(lights: Lights) -> None:
    assert waiting(lights.desk) == ()


def test_what_came_back_is_news_for_seven_days(lights: Lights) -> None:
    market = Books(lights.desk)
    for address in ("人民路1号", "解放路2号"):
        market.case("2026-10-20", address=address, closed_on="2026-10-28")
    market.case("2026-11-02", address="人民路1号")
    third = market.case("2026-11-03", address="解放路2号")
    assert records(lights, read_today(lights.desk).matters["cases.rebounds"]) == [third]


def test_late_work_of_facilities_is_counted_and_listed(lights: Lights) -> None:
    late = lights.repair("2026-11-01", "R-1", due_on="2026-11-08")
    due = lights.repair("2026-11-01", "R-2", due_on="2026-11-09")
    lights.repair("2026-11-01", "R-3", due_on="2026-11-05", repaired_on="2026-11-08")
    hazard = lights.add(
        "hazards", found_on="2026-10-12", description="井盖缺失", due_on="2026-11-01"
    )
    soon = lights.add("hazards", found_on="2026-10-12", description="护栏松动", due_on="2026-11-15")
    lights.add("hazards", found_on="2026-10-12", description="树枝压线", due_on="2026-11-16")
    begun = {"kind": "有限空间", "approver": "陈局", "guard": "赵六", "place": "雨水井"}
    yesterday = lights.add(
        "work-permits", begins_at="2026-11-08 09:00", ends_at="2026-11-08 16:00", **begun
    )
    lights.add("work-permits", begins_at="2026-11-09 08:30", ends_at="2026-11-09 16:00", **begun)
    low = lights.add("materials", name="LED光源", unit="套", low="5")
    lights.add("materials", name="电缆", unit="m")
    lights.add("facilities", code="XB-1", kind="控制箱")
    plan = lights.add(
        "maintenance-plans", name="配电箱月检", kind="控制箱", period="每月", begins_on="2026-10-01"
    )
    of = found(lights)
    assert [one.words for one in of.values()] == [
        "维修今日到期 1 件",
        "维修超时未修 1 件",
        "隐患 7 天内到期 1 处",
        "隐患超期未整改 1 处",
        "作业票超时未完工 1 张",
        "养护计划超期 1 项",
        "库存低 1 种",
    ]
    assert [records(lights, one) for one in of.values()] == [
        [due],
        [late],
        [soon],
        [hazard],
        [yesterday],
        [plan],
        [low],
    ]


def test_red_tasks_and_meetings_of_spans_that_end_are_told(lights: Lights) -> None:
    party = Party(lights.desk)
    task = party.task("路灯亮化", due_on="2026-11-08")
    near = party.task("示范街", due_on="2026-11-09")
    branch = party.branch("机关党支部")
    # The quarter ends on 31 December, far off; the month on 30 November, in three weeks.
    party.meeting(branch, "支部党员大会", "2026-10-13")
    of = found(lights)
    assert [one.words for one in of.values()] == [
        "党建任务将到期 1 项",
        "党建任务逾期 1 项",
        "待办任务 2 项",
    ]
    assert records(lights, of["党建任务逾期"]) == [task]
    assert records(lights, of["党建任务将到期"]) == [near]
    assert records(lights, of["待办任务"]) == sorted((task, near))
    lights.clock.moment = datetime(2026, 11, 29, 9, 0)
    soon = found(lights)["组织生活快到期"]
    assert soon.count > 0
    assert (soon.where, soon.page) == (None, "party-matrix")
