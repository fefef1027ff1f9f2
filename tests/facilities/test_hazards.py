"""Hazards from being found to 回头看, their limits and the figures of a month, worked out by hand."""

import pytest

from bureau.errors import UserError
from bureau.facilities.safety import hazards
from bureau.facilities.safety.figures_hazards import HazardFigures, hazard_figures
from bureau.ledger.query import Filter
from bureau.office import ledger_named
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.facilities.lamp_books import OCTOBER, Lights


def found(lights: Lights, day: str = "2026-10-12", **typed: str) -> int:
    """A hazard: a manhole cover is gone, unless said otherwise."""
    fixed = {"kind": "井盖", "grade": "一般", "description": "井盖缺失", "place": "邮政局门口"}
    return lights.add("hazards", found_on=day, **{**fixed, **typed})


def figures(lights: Lights) -> HazardFigures:
    """October."""
    with lights.desk.store.snapshot() as conn:
        return hazard_figures(conn, lights.desk.store.names(conn), OCTOBER, lights.desk.today())


def behind(lights: Lights, where: Filter) -> list[int]:
    """The records behind a figure."""
    with lights.desk.store.snapshot() as conn:
        return sorted(rows.ids(conn, ledger_named("hazards"), where, today=lights.desk.today()))


def state(lights: Lights, record: int) -> str:
    """The state in words."""
    words = dict(ledger_named("hazards").by_key["state"].type.words)  # type: ignore[attr-defined]
    return str(words[lights.row("hazards", record)["state"]])


def test_a_manhole_has_six_hours_and_other_kinds_the_days_of_their_grade(lights: Lights) -> None:
    cover = found(lights, found_time="20:30")
    without_time = found(lights, place="车站")
    bridge = found(lights, kind="桥梁", grade="较大", place="南门桥")
    lying = found(lights, kind="其他", grade="", place="河边")
    hazards.set_limits(lights.desk, [cover, without_time, bridge, lying])
    due = [
        (row["due_on"], row["due_time"])
        for row in (lights.row("hazards", one) for one in (cover, without_time, bridge, lying))
    ]
    # Without a time the six hours run from the day's end: 05:59 of the 13th, kept as that day.
    assert due == [
        ("2026-10-13", "02:30"),
        ("2026-10-13", None),
        ("2026-10-27", None),
        ("2026-10-19", None),
    ]
    with pytest.raises(UserError, match="都已经有整改期限"):
        hazards.set_limits(lights.desk, [cover])


def test_from_waiting_to_closed(lights: Lights) -> None:
    one = found(lights, due_on="2026-11-20")
    assert state(lights, one) == "○ 待整改"
    with pytest.raises(UserError, match="还没有整改完成"):
        hazards.close(lights.desk, [one], {"closed_by": "王局"})
    hazards.right(lights.desk, [one], {"result": "换了新井盖"})
    assert lights.row("hazards", one)["righted_on"] == "2026-11-09"
    assert state(lights, one) == "△ 已整改待销号"
    hazards.give_back(lights.desk, [one], {"return_reason": "井盖松动"})
    assert state(lights, one) == "○ 待整改"
    assert lights.row("hazards", one)["return_reason"] == "井盖松动"
    hazards.right(lights.desk, [one], {"result": "重新安装"})
    hazards.close(lights.desk, [one], {"closed_by": "王局"})
    assert state(lights, one) == "已销号"


def test_a_grave_hazard_is_looked_at_by_somebody_else_before_it_is_closed(lights: Lights) -> None:
    one = found(lights, grade="重大", person="李工", due_on="2026-11-01")
    assert state(lights, one) == "▲ 超期"
    hazards.right(lights.desk, [one], {"result": "已加固"})
    with pytest.raises(UserError, match="重大隐患要先复验"):
        hazards.close(lights.desk, [one], {"closed_by": "王局"})
    with pytest.raises(UserError, match="李工 是整改责任人"):
        hazards.accept(lights.desk, [one], {"accepted_by": "李工"})
    hazards.accept(lights.desk, [one], {"accepted_by": "赵工"})
    hazards.close(lights.desk, [one], {"closed_by": "王局"})
    assert state(lights, one) == "已销号"


def test_what_fails_when_looked_at_again_is_a_new_hazard_and_one_undo(lights: Lights) -> None:
    one = found(lights, righted_on="2026-10-13", closed_on="2026-10-14", closed_by="王局")
    count, made = hazards.look_back(lights.desk, [one], {"recheck": "不合格"})
    assert count == 1
    (again,) = made
    row = lights.row("hazards", again)
    assert (row["earlier"], row["found_on"], row["description"]) == (
        one,
        "2026-11-09",
        "回头看不合格：井盖缺失",
    )
    assert row["due_on"] == "2026-11-10"
    assert state(lights, one) == "▲ 回头看不合格"
    with lights.desk.store.snapshot() as conn:
        last = next_undo(lights.desk, conn)
    assert last is not None
    undo(lights.desk, last.ref)
    assert len(lights.all("hazards")) == 1
    assert state(lights, one) == "已销号"


def test_a_repair_of_a_hazard_proposes_its_righting(lights: Lights) -> None:
    one = found(lights, due_on="2026-11-20", facility="JG-3")
    (repair,) = hazards.repair_it(lights.desk, [one])
    assert lights.row("hazards", one)["repair"] == repair
    made = lights.row("repairs", repair)
    assert (made["facility"], made["due_on"], made["reported_on"]) == (
        "JG-3",
        "2026-11-20",
        "2026-11-09",
    )
    assert hazards.proposed_righting(lights.desk, [one]) == {"righted_on": "2026-11-09"}
    mend(lights, repair)
    assert hazards.proposed_righting(lights.desk, [one]) == {
        "righted_on": "2026-11-08",
        "result": "换井盖",
    }
    with pytest.raises(UserError, match="已经转维修"):
        hazards.repair_it(lights.desk, [one])


def mend(lights: Lights, repair: int) -> None:
    """Mended a day ago, though it was reported on that day's morrow: only the proposal matters."""
    with lights.desk.store.operation(lights.desk, "修复") as op:
        op.update("repairs", repair, {"repaired_on": "2026-11-08", "work": "换井盖"})


def test_a_later_limit_has_a_reason_and_is_no_earlier_one(lights: Lights) -> None:
    one = found(lights, due_on="2026-10-13")
    with pytest.raises(UserError, match="早于原来的期限"):
        hazards.extend(lights.desk, [one], {"due_on": "2026-10-12", "extension": "等材料"})
    hazards.extend(lights.desk, [one], {"due_on": "2026-11-30", "extension": "等材料"})
    assert state(lights, one) == "○ 待整改"


def test_the_figures_of_a_month(lights: Lights) -> None:
    carried = found(lights, "2026-09-20", place="一", due_on="2026-09-30")
    before = found(lights, "2026-09-21", place="二", righted_on="2026-10-05", due_on="2026-10-04")
    righted = found(lights, "2026-10-02", place="三", righted_on="2026-10-31", due_on="2026-10-31")
    after = found(lights, "2026-10-30", place="四", grade="较大", righted_on="2026-11-02",
                  due_on="2026-11-03")  # fmt: skip
    closed = found(lights, "2026-08-01", place="五", righted_on="2026-09-30",
                   closed_on="2026-10-08", closed_by="王局")  # fmt: skip
    found(lights, "2026-11-01", place="六")
    of = figures(lights)
    assert behind(lights, of.carried.where) == [carried, before]
    assert behind(lights, of.found.where) == [righted, after]
    assert behind(lights, of.righted.where) == [before, righted]
    assert behind(lights, of.open.where) == [carried, after]
    assert behind(lights, of.overdue.where) == [carried]
    assert behind(lights, of.closed.where) == [closed]
    assert behind(lights, of.unclosed.where) == [before, righted]
    assert of.carried.count + of.found.count - of.righted.count == of.open.count
    assert (of.rate.part.count, of.rate.whole.count) == (1, 2)
    # Due in October: the second, five days late by its own limit, and the third on its last day.
    assert (of.in_time.part.count, of.in_time.whole.count) == (1, 2)
    assert [(line.title, line.count) for line in of.by_grade] == [("一般隐患", 1), ("较大隐患", 1)]
    assert [(line.title, line.count) for line in of.by_kind] == [("井盖", 2)]
