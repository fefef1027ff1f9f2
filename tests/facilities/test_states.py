"""变更状态: a trail that past months can be reckoned from, and approvals that nobody types twice."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.facilities.register.figures_states import StoppedSpells, stopped_spells
from bureau.facilities.register.states import Change, change_states, settle_cards
from bureau.facilities.register.stopping import resume, stop_cards
from bureau.storage.undo import next_undo, undo
from tests.facilities.lamp_books import Lights

STOPPED, INTACT, MISSING = 7203, 7201, 7204


def spells(lights: Lights, month: int) -> StoppedSpells:
    with lights.desk.store.snapshot() as conn:
        return stopped_spells(conn, Period.month(2026, month))


def stop(lights: Lights, records: list[int], day: int, approval: str = "") -> str:
    change = Change(state=STOPPED, on=date(2026, 3, day), reason="道路施工", approval=approval)
    return change_states(lights.desk, records, change).sentence


def test_a_lamp_stopped_in_march_and_back_in_may_stays_stopped_in_march(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    stop(lights, [lamp], 11)
    back = Change(state=INTACT, on=date(2026, 5, 6))
    assert change_states(lights.desk, [lamp], back).sentence == "已改为“正常” 1 件。"
    row = lights.row("facilities", lamp)
    assert (row["state"], row["state_on"]) == (INTACT, "2026-05-06")
    for month, dark in ((2, 0), (3, 1), (4, 1), (5, 1), (6, 0)):
        assert len(spells(lights, month).unapproved) == dark, month
    (march,) = spells(lights, 3).unapproved
    assert (march.asset, march.begin, march.end) == (lamp, date(2026, 3, 11), date(2026, 5, 6))
    assert spells(lights, 3).known == {lamp}


def test_an_approved_stop_is_noted_once_and_ended_with_the_lamp(lights: Lights) -> None:
    lamps = [lights.lamp("A-1"), lights.lamp("A-2")]
    assert stop(lights, lamps, 11, "崇城管〔2026〕8号") == (
        "已改为“停用” 2 件，并登记停用审批 2 条。"
    )
    first, _second = lights.all("lamp-stops")
    assert (first["begins_on"], first["asset"], first["approval"]) == (
        "2026-03-11",
        lamps[0],
        "崇城管〔2026〕8号",
    )
    assert lights.row("facilities", lamps[0])["state_reason"] == "崇城管〔2026〕8号 道路施工"
    assert len(spells(lights, 3).approved) == 2
    back = Change(state=INTACT, on=date(2026, 5, 6))
    told = change_states(lights.desk, lamps[:1], back).sentence
    assert told == "已改为“正常” 1 件，并填了停用审批的恢复日期 1 条。"
    assert [row["ends_on"] for row in lights.all("lamp-stops")] == ["2026-05-06", None]


def test_a_stop_without_approval_leaves_its_reason_out_of_the_card(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    stop(lights, [lamp], 11)
    assert lights.row("facilities", lamp)["state_reason"] is None
    assert lights.all("facility-states")[0]["reason"] == "道路施工"
    assert lights.all("lamp-stops") == []


def test_a_road_that_is_approved_needs_no_second_approval(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    lights.add("lamp-stops", begins_on="2026-03-01", road="人民路", approval="崇城管〔2026〕8号")
    stop(lights, [lamp], 11)
    assert len(lights.all("lamp-stops")) == 1
    assert lights.all("facility-states")[0]["approval"] == "崇城管〔2026〕8号"


def test_what_the_card_said_before_there_was_a_trail_is_kept(lights: Lights) -> None:
    lamp = lights.lamp("A-1", state="停用", state_on="2026-02-10", state_reason="批准3号")
    change_states(lights.desk, [lamp], Change(state=INTACT, on=date(2026, 4, 1)))
    first, second = lights.all("facility-states")
    assert (first["changed_on"], first["state"], first["approval"]) == (
        "2026-02-10",
        STOPPED,
        "批准3号",
    )
    assert (second["before"], second["state"]) == (STOPPED, INTACT)
    assert [spell.end for spell in spells(lights, 3).approved] == [date(2026, 4, 1)]
    assert spells(lights, 4).approved == ()


def test_a_lamp_that_was_stolen_and_put_up_again_was_away_between(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    for state, on in ((MISSING, date(2026, 3, 11)), (INTACT, date(2026, 3, 21))):
        change_states(lights.desk, [lamp], Change(state=state, on=on))
    (away,) = spells(lights, 3).gone
    assert (away.begin, away.end) == (date(2026, 3, 11), date(2026, 3, 21))


def test_a_state_that_was_set_by_hand_on_the_card_counts_from_its_day(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    stop(lights, [lamp], 11)
    with lights.desk.store.operation(lights.desk, "改正") as op:
        op.update("facilities", lamp, {"state": INTACT, "state_on": "2026-03-15"})
    (march,) = spells(lights, 3).unapproved
    assert march.end == date(2026, 3, 15)


def test_cards_that_dont_fit_are_named_and_left(lights: Lights) -> None:
    one, two = lights.lamp("A-1"), lights.lamp("A-2", state="停用", state_on="2026-03-01")
    assert stop(lights, [one, two], 11) == ("已改为“停用” 1 件；1 件没有改：A-2（已经是“停用”）。")
    with pytest.raises(UserError, match="2026-03-11 已经变更过"):
        change_states(lights.desk, [one], Change(state=INTACT, on=date(2026, 3, 1)))
    with pytest.raises(UserError, match="不能晚于今天"):
        change_states(lights.desk, [one], Change(state=INTACT, on=date(2026, 12, 1)))


def test_a_change_that_was_typed_reaches_the_card_when_it_is_the_last(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    typed = {"facility": "A-1", "reason": "被盗"}
    late = lights.add("facility-states", changed_on="2026-06-01", state="丢失", **typed)
    early = lights.add("facility-states", changed_on="2026-03-01", state="损坏", **typed)
    with pytest.raises(UserError, match="没有要写回的"):
        settle_cards(lights.desk, [early])
    assert settle_cards(lights.desk, [early, late]).cards == (lamp,)
    row = lights.row("facilities", lamp)
    assert (row["state"], row["state_on"], row["state_reason"]) == (MISSING, "2026-06-01", "被盗")


def test_all_of_it_is_one_step_back(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    stop(lights, [lamp], 11, "批准8号")
    with lights.desk.store.snapshot() as conn:
        latest = next_undo(lights.desk, conn)
    assert latest is not None
    undo(lights.desk, latest.ref)
    assert lights.row("facilities", lamp)["state"] is None
    assert lights.all("facility-states") == lights.all("lamp-stops") == []


def test_an_approval_of_a_cabinet_stops_all_that_hangs_on_it_until_it_ends(lights: Lights) -> None:
    box = lights.add("facilities", code="XB-1", kind="控制箱")
    circuit = lights.add("facilities", code="XB-1-1", kind="照明回路", parent="XB-1")
    lamp = lights.lamp("A-1", parent="XB-1-1")
    other = lights.lamp("A-2")
    made = lights.add("lamp-stops", begins_on="2026-10-05", facility="XB-1", approval="批准8号")
    carried = stop_cards(lights.desk, [made])
    assert carried.sentence == "已按审批停用 3 件设施。"
    assert set(carried.cards) == {box, circuit, lamp}
    assert lights.row("facilities", other)["state"] is None
    assert len(lights.all("lamp-stops")) == 1
    with pytest.raises(UserError, match="没有要停用的设施"):
        stop_cards(lights.desk, [made])
    assert resume(lights.desk, [made], date(2026, 10, 20)).sentence == (
        "已恢复 1 条停用审批，3 件设施改回“正常”。"
    )
    assert lights.row("lamp-stops", made)["ends_on"] == "2026-10-20"
    assert lights.row("facilities", lamp)["state_on"] == "2026-10-20"
    with pytest.raises(UserError, match="都已经恢复"):
        resume(lights.desk, [made], date(2026, 10, 21))


def test_an_approval_of_a_road_stops_its_lamps(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    lights.add("facilities", code="YS-1", kind="雨水井盖", road="人民路")
    made = lights.add("lamp-stops", begins_on="2026-10-05", road="人民路", approval="批准8号")
    assert stop_cards(lights.desk, [made]).cards == (lamp,)
    with pytest.raises(UserError, match="早于停用日期"):
        resume(lights.desk, [made], date(2026, 10, 1))
