"""月结核对: what is open, late or missing in a month, counted by hand, with the records behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bureau.bulletin.texts import keep_texts
from bureau.calendar.periods import Period
from bureau.month.approving import approve_figure
from bureau.month.papers import KINDS, Asked
from bureau.month.warnings import Concern, read_warnings
from bureau.reports.paper import Paragraph, Table
from tests.facilities.lamp_books import Lights, open_lights
from tests.market.market_books import STREET, Books
from tests.party.party_books import Party
from tests.sanitation.sanitation_books import Sanitation, open_sanitation
from tests.storage.offices import hurry

OCTOBER = Period.month(2026, 10)
# It is Monday, 9 November 2026, in the office of lamps.


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lights]:
    """An office without a record."""
    hurry(monkeypatch)
    with open_lights(tmp_path / "office") as office:
        yield office


@pytest.fixture
def cleaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sanitation]:
    """An office with a contract to come."""
    hurry(monkeypatch)
    with open_sanitation(tmp_path / "office") as office:
        yield office


def found(office: Lights | Sanitation, period: Period = OCTOBER) -> dict[str, Concern]:
    """The warnings by their keys."""
    return {one.matter.key: one for one in read_warnings(office.desk, period)}


def records(lights: Lights, one: Concern) -> list[int]:
    """What a warning opens."""
    assert one.matter.where is not None
    return lights.records(one.matter.ledger, one.matter.where)


def test_an_office_without_records_is_warned_of_nothing(lights: Lights) -> None:
    assert read_warnings(lights.desk, OCTOBER) == ()
    paper = KINDS["month-warnings"](lights.desk, Asked(period=OCTOBER))
    assert paper.blocks[0] == Paragraph("没有发现须处理的事项。", "lead")


def test_late_and_half_filled_work_is_counted_and_listed(lights: Lights) -> None:
    market = Books(lights.desk)
    late = market.case("2026-10-05", due_on="2026-10-20", handling=2101)
    market.case("2026-10-05", due_on="2026-11-20", handling=2101)
    bare = market.case("2026-10-06", None, closed_on="2026-10-07", handling=2101)
    unhandled = market.case("2026-10-07", STREET, closed_on="2026-10-08")
    repair = lights.repair("2026-10-01", "R-1", due_on="2026-10-30")
    lights.repair("2026-10-01", "R-2", due_on="2026-11-02")
    hazard = lights.add("hazards", found_on="2026-10-12", description="井盖", due_on="2026-10-20")
    of = found(lights)
    assert [one.matter.words for one in of.values()] == [
        "案件超期未整改 1 件",
        "维修超时未修复 1 件",
        "隐患超期未整改 1 处",
        "案件没有填问题类别 1 件",
        "案件没有填处置方式 1 件",
    ]
    assert [records(lights, one) for one in of.values()] == [
        [late],
        [repair],
        [hazard],
        [bare],
        [unhandled],
    ]
    paper = KINDS["month-warnings"](lights.desk, Asked(period=OCTOBER))
    assert paper.blocks[0] == Paragraph("共5项，其中须处理3项。", "lead")
    (market_table, lamp_table) = (one for one in paper.blocks if isinstance(one, Table))
    assert [row[3] for row in market_table.rows] == ["须处理", "请核对", "请核对"]
    assert [row[1] for row in lamp_table.rows] == ["维修超时未修复 1 件", "隐患超期未整改 1 处"]


def test_days_without_logs_are_named_by_squad(lights: Lights) -> None:
    market = Books(lights.desk)
    # Crews work every day. The first squad misses 29 days of October, the second two.
    for day in ("2026-10-01", "2026-10-02"):
        market.log(day, {3201: 1000}, unit="一中队")
    for number in range(1, 32):
        if number not in (4, 30):
            market.log(f"2026-10-{number:02}", {3201: 1000}, unit="二中队")
    missing = found(lights)["logs.missing"].matter
    assert missing.words == "没有执法日志 31 天次"
    assert missing.hint == ("一中队 29 天（10月3日、4日、5日等）、二中队 2 天（10月4日、30日）")
    # Of a running month only days that are over are missing: nobody wrote from the 1st to the 8th.
    running = found(lights, Period.month(2026, 11))["logs.missing"].matter
    assert running.count == 16


def test_roads_that_nobody_patrolled_by_night_are_named(lights: Lights) -> None:
    lights.lamp("L-1", "人民路")
    dark = lights.lamp("L-2", "建设路")
    assert "patrols.missing" not in found(lights), "an office that never patrols isn't told"
    lights.patrol("2026-10-08", "100", "3", "人民路")
    one = found(lights)["patrols.missing"]
    assert (one.matter.words, one.matter.hint) == ("有路灯没有夜间巡查 1 条道路", "建设路")
    assert records(lights, one) == [dark]


def test_whole_weeks_without_a_night_patrol_are_named(lights: Lights) -> None:
    lights.lamp("L-1", "人民路")
    walked = lights.patrol("2026-10-08", "100", "3", "人民路")
    # Of October 2026 the weeks of the 5th, 12th and 19th are whole.
    one = found(lights)["patrols.weeks"]
    assert one.matter.words == "没有夜间巡查 2 周"
    assert one.matter.hint == "10月12日至10月18日、10月19日至10月25日"
    assert records(lights, one) == [walked]
    lights.patrol("2026-10-18", "100", "3", "人民路")
    lights.patrol("2026-10-19", "100", "3", "人民路")
    assert "patrols.weeks" not in found(lights)


def test_numbers_that_a_text_or_an_approval_left_behind_are_told(lights: Lights) -> None:
    market = Books(lights.desk)
    market.case("2026-10-05")
    body = "本月发现⟦market.cases|1⟧件。"
    keep_texts(lights.desk, "monthly", OCTOBER, {"overview": body}, {"overview": "总体情况"})
    said = {"approved": "3件", "reason": "两件只有纸质单。", "approver": "局长办公会"}
    approve_figure(lights.desk, OCTOBER, "market.cases", said)
    assert not {"texts.changed", "approved.changed"} & set(found(lights))
    market.case("2026-10-06")
    of = found(lights)
    text, approved = of["texts.changed"].matter, of["approved.changed"].matter
    assert (text.words, text.page) == ("月报正文里要核对的数字 1 个", "month-text")
    assert text.hint == "“总体情况”1个"
    assert (approved.words, approved.page) == ("审定以后统计数又有变化 1 项", "month-approved")
    assert "审定时1件，现在2件，审定为3件" in approved.hint


def test_meetings_that_were_owed_and_late_tasks_are_told(lights: Lights) -> None:
    party = Party(lights.desk)
    branch = party.branch("机关党支部")
    party.rule("支部党员大会", "每季度", 1, "支部")
    party.meeting(branch, "支部党员大会", "2026-02-10")
    task = party.task("路灯亮化", due_on="2026-10-30")
    of = found(lights, Period.quarter(2026, 3))
    assert of["party.lacking"].matter.page == "party-matrix"
    assert "机关党支部支部党员大会" in of["party.lacking"].matter.hint
    assert records(lights, found(lights)["party.late"]) == [task]


def test_contracts_are_told_once_their_month_is_over(cleaning: Sanitation) -> None:
    cleaning.contract("一标段")
    cleaning.deduct("12", "2026-10-10", appealed_on="2026-10-12", appeal_reason="不实")
    cleaning.clock.moment = datetime(2026, 11, 5, 9, 0)
    of = found(cleaning)
    assert of["contracts.open"].matter.hint == "2026-10 一标段"
    assert of["appeals.open"].matter.hint == "最早的 10月12日提出，已 24 天"
    assert "contracts.unscored" not in of
    # Nobody looked at November yet, and it isn't over.
    assert "contracts.unscored" not in found(cleaning, Period.month(2026, 11))
    cleaning.clock.moment = datetime(2026, 11, 30, 9, 0)
    assert "contracts.unscored" not in found(cleaning, Period.month(2026, 11)), "its last day"
    cleaning.clock.moment = datetime(2026, 12, 1, 9, 0)
    assert found(cleaning, Period.month(2026, 11))["contracts.unscored"].matter.count == 1
    week = found(cleaning, Period.week(datetime(2026, 10, 14).date()))
    assert "contracts.open" not in week, "nothing is judged by the week"


def test_the_gravest_stand_first(lights: Lights) -> None:
    market = Books(lights.desk)
    market.case("2026-10-05", None, due_on="2026-10-20")
    lights.repair("2026-10-01", "R-1", due_on="2026-10-30")
    tones = [one.matter.tone for one in read_warnings(lights.desk, OCTOBER)]
    assert tones == ["danger", "danger", "warning", "warning"]
