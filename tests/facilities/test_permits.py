"""What a permit needs before it is approved, how long it holds, and which are told."""

from datetime import datetime

import pytest

from bureau.calendar.periods import Period
from bureau.editing import EditFault
from bureau.errors import UserError
from bureau.facilities.safety import permits
from bureau.facilities.safety.figures_hazards import permit_figures
from bureau.facilities.safety.papers_permits import work_permits
from bureau.office import ledger_named
from bureau.settings.declared import GAS_MINUTES, H2S_HIGH, OXYGEN_LOW
from bureau.settings.saving import save
from tests.facilities.lamp_books import Lights

READY = {
    "workers": "张三、李四",
    "leader": "王工",
    "guard": "赵六",
    "work": "下井清淤",
    "place": "人民路雨水井",
    "ends_at": "2026-11-09 16:00",
    "rescue": "三脚架、呼吸器，孙七",
    "precautions": "先通风、救援器材",
    "gas_at": "2026-11-09 08:40",
    "oxygen": "20.9",
    "h2s": "0",
    "co": "3",
    "lel": "0",
}


def wanted(lights: Lights, **typed: str) -> int:
    """A permit for a manhole that has all it needs, but for what is said."""
    fixed = {"kind": "有限空间", "begins_at": "2026-11-09 09:00", **READY}
    return lights.add("work-permits", **{**fixed, **typed})


def faults(lights: Lights, record: int, **typed: str) -> dict[str, str]:
    """What approving it says, by field."""
    with pytest.raises(EditFault) as refused:
        permits.approve(lights.desk, [record], {"approver": "陈局", **typed})
    return {fault.field: fault.reason for fault in refused.value.faults}


def state(lights: Lights, record: int) -> str:
    """The state in words."""
    words = dict(ledger_named("work-permits").by_key["state"].type.words)  # type: ignore[attr-defined]
    return str(words[lights.row("work-permits", record)["state"]])


def test_a_confined_space_needs_readings_guard_rescue_and_air(lights: Lights) -> None:
    bare = wanted(lights, **dict.fromkeys(READY, ""))
    assert faults(lights, bare) == {
        "ends_at": "没有写结束时间",
        "leader": "没有写负责人",
        "guard": "没有写监护人",
        "work": "没有写作业内容",
        "oxygen": "没有氧气读数",
        "h2s": "没有硫化氢读数",
        "co": "没有一氧化碳读数",
        "lel": "没有可燃气体读数",
        "gas_at": "没有写检测时间",
        "rescue": "没有写应急救援",
        "precautions": "没有落实：先通风再检测后作业、应急救援器材到位",
    }
    ready = wanted(lights)
    permits.approve(lights.desk, [ready], {"approver": "陈局"})
    assert state(lights, ready) == "△ 作业中"


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"oxygen": "19.4"}, "oxygen", "氧气不在安全范围"),
        ({"oxygen": "23.6"}, "oxygen", "氧气不在安全范围"),
        ({"h2s": "10.01"}, "h2s", "硫化氢不在安全范围"),
        ({"gas_at": "2026-11-09 08:29"}, "gas_at", "检测后超过 30 分钟才作业"),
        ({"guard": "李四"}, "guard", "监护人同时是作业人员"),
        ({"ends_at": "2026-11-09 17:01"}, "ends_at", "超过一个班次（最晚到 2026-11-09 17:00）"),
    ],
)
def test_what_is_not_safe_is_refused(
    lights: Lights, typed: dict[str, str], field: str, reason: str
) -> None:
    record = wanted(lights, place="井二", **typed)
    assert faults(lights, record) == {field: reason}


def test_work_at_height_needs_belts_and_no_gas(lights: Lights) -> None:
    record = wanted(lights, kind="登高作业", precautions="", gas_at="", oxygen="", rescue="")
    assert faults(lights, record) == {"precautions": "没有落实：安全带和安全绳"}
    permits.approve(lights.desk, [record], {"approver": "陈局", "precautions": "安全带"})
    assert state(lights, record) == "△ 作业中"


def test_a_longer_time_needs_a_new_test(lights: Lights) -> None:
    record = wanted(lights)
    with pytest.raises(UserError, match="还没有批准"):
        permits.extend(lights.desk, [record], {"ends_at": "18:00", "extended_by": "陈局"})
    permits.approve(lights.desk, [record], {"approver": "陈局"})
    lights.clock.moment = datetime(2026, 11, 9, 15, 50)
    until = {"ends_at": "2026-11-09 18:00", "extended_by": "陈局"}
    with pytest.raises(EditFault, match=r"读数|检测"):
        permits.extend(lights.desk, [record], until)
    fresh = {"gas_at": "2026-11-09 15:40", "oxygen": "20.5", "h2s": "1", "co": "0", "lel": "0"}
    permits.extend(lights.desk, [record], {**until, **fresh})
    row = lights.row("work-permits", record)
    assert (row["ends_at"], row["oxygen"]) == ("2026-11-09 18:00", 2050)
    permits.finish(lights.desk, [record], {"finished_by": "陈局"})
    assert state(lights, record) == "已完工"


def test_permits_open_since_yesterday_are_told(lights: Lights) -> None:
    old = wanted(
        lights,
        begins_at="2026-11-06 09:00",
        ends_at="2026-11-06 12:00",
        approver="陈局",
        place="旧井",
    )
    wanted(lights, begins_at="2026-11-06 10:00", ends_at="2026-11-06 12:00", place="没批的井")
    today = wanted(lights, approver="陈局")
    assert state(lights, old) == "▲ 超时未完工"
    assert state(lights, today) == "△ 作业中"
    with lights.desk.store.snapshot() as conn:
        of = permit_figures(
            conn, lights.desk.store.names(conn), Period.month(2026, 11), lights.desk.today()
        )
    assert (of.begun.count, of.unfinished.count, of.unapproved.count) == (3, 1, 1)


def test_what_is_safe_is_what_the_bureau_has_set(lights: Lights) -> None:
    record = wanted(lights, h2s="8", oxygen="20")
    save(lights.desk, {H2S_HIGH.key: "7.5", OXYGEN_LOW.key: "20.25", GAS_MINUTES.key: "15"})
    assert faults(lights, record) == {
        "oxygen": "氧气不在安全范围",
        "h2s": "硫化氢不在安全范围",
        "gas_at": "检测后超过 15 分钟才作业",
    }
    paper = work_permits(lights.desk, [record])
    assert "≤7.5" in str(paper)
    assert "20.25～23.5" in str(paper)
    assert "中断超过 15 分钟" in str(paper)


def test_a_test_after_the_approval_is_none(lights: Lights) -> None:
    record = wanted(lights)
    later = {"approved_at": "2026-11-09 08:30", "gas_at": "2026-11-09 09:00"}
    lights.clock.moment = datetime(2026, 11, 9, 9, 30)
    permits.approve(lights.desk, [record], {"approver": "陈局", **later})
    other = wanted(lights, place="另一口井", gas_at="2026-11-09 09:10")
    found = faults(lights, other, approved_at="2026-11-09 08:50")
    assert found == {"gas_at": "检测在批准和作业开始以后"}


def test_the_guard_is_none_of_the_workers_however_they_are_divided(lights: Lights) -> None:
    record = wanted(lights, workers="张三 赵六;李四")
    assert faults(lights, record) == {"guard": "监护人同时是作业人员"}
