"""What a clerk does in the wrong order, twice or in one go: nothing is lost, nothing counts twice."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.errors import UserError
from bureau.facilities.ledgers.register import STOPPED
from bureau.facilities.register.building import numbered, renumber
from bureau.facilities.register.linking import known_links, twice_broken
from bureau.facilities.register.states import Change, change_states
from bureau.facilities.register.stocktake import FOUND, SURPLUS, Sighting, note_cards, note_codes
from bureau.facilities.register.stopping import resume, stop_cards
from bureau.facilities.repairs.figures_links import NOT_ENOUGH
from bureau.facilities.repairs.repairing import void
from bureau.facilities.safety import hazards
from bureau.facilities.stock.drawing import draw, drawn_before
from bureau.storage.undo import next_undo, undo
from tests.facilities.lamp_books import Lights

INTACT = 7201
MAY = date(2026, 5, 6)


def back(lights: Lights) -> None:
    """撤销."""
    with lights.desk.store.snapshot() as conn:
        last = next_undo(lights.desk, conn)
    assert last is not None
    undo(lights.desk, last.ref)


def stop(lights: Lights, begins: str, **typed: str) -> int:
    """An approval that has reached the cards."""
    made = lights.add("lamp-stops", begins_on=begins, approval="批准8号", **typed)
    stop_cards(lights.desk, [made])
    return made


# -- stops -----------------------------------------------------------------------------------------


def test_a_road_that_goes_on_again_leaves_a_lamp_stopped_that_has_its_own_approval(
    lights: Lights,
) -> None:
    own, other = lights.lamp("A-1"), lights.lamp("A-2")
    mine = stop(lights, "2026-10-01", facility="A-1")
    road = stop(lights, "2026-10-05", road="人民路")
    done = resume(lights.desk, [road], date(2026, 10, 20))
    assert done.sentence == (
        "已恢复 1 条停用审批，1 件设施改回“正常”，1 件还有别的停用审批，没有改。"
    )
    assert lights.row("facilities", own)["state"] == STOPPED
    assert lights.row("facilities", other)["state"] == INTACT
    assert lights.row("lamp-stops", mine)["ends_on"] is None
    back(lights)
    assert lights.row("lamp-stops", road)["ends_on"] is None
    # Both in one go: each ends.
    resume(lights.desk, [road, mine], date(2026, 10, 20))
    assert {row["ends_on"] for row in lights.all("lamp-stops")} == {"2026-10-20"}
    assert lights.row("facilities", own)["state"] == INTACT


def test_what_an_approval_stopped_until_a_day_goes_on_again_since_that_day(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    made = stop(lights, "2026-10-05", facility="A-1", ends_on="2026-11-20")
    lights.clock.moment = lights.clock.moment.replace(day=25)
    assert lights.row("facilities", lamp)["state"] == STOPPED
    done = resume(lights.desk, [made], date(2026, 11, 25))
    assert done.sentence == "已恢复 1 件设施改回“正常”。"
    row = lights.row("facilities", lamp)
    assert (row["state"], row["state_on"]) == (INTACT, "2026-11-20")
    assert lights.row("lamp-stops", made)["ends_on"] == "2026-11-20"


def test_a_stop_with_a_last_day_may_end_before_it(lights: Lights) -> None:
    first, second = lights.lamp("A-1"), lights.lamp("A-2")
    one = stop(lights, "2026-10-05", facility="A-1", ends_on="2026-11-20")
    two = stop(lights, "2026-10-05", facility="A-2", ends_on="2026-11-20")
    resume(lights.desk, [one], date(2026, 11, 3))
    # By its card the same: its own approval ends with it.
    change_states(lights.desk, [second], Change(state=INTACT, on=date(2026, 11, 4)))
    assert lights.row("facilities", first)["state_on"] == "2026-11-03"
    assert lights.row("lamp-stops", one)["ends_on"] == "2026-11-03"
    assert lights.row("lamp-stops", two)["ends_on"] == "2026-11-04"


def test_an_approval_that_begins_tomorrow_waits_while_the_others_are_carried_out(
    lights: Lights,
) -> None:
    lights.lamp("A-1")
    lights.lamp("A-2")
    now = lights.add("lamp-stops", begins_on="2026-11-01", facility="A-1", approval="8号")
    lights.clock.moment = lights.clock.moment.replace(day=12)
    soon = lights.add("lamp-stops", begins_on="2026-11-12", facility="A-2", approval="9号")
    lights.clock.moment = lights.clock.moment.replace(day=9)
    done = stop_cards(lights.desk, [now, soon])
    assert done.sentence == "已按审批停用 1 件设施；1 条审批还没有到停用日期，到那一天再办。"
    with pytest.raises(UserError, match="还没有到停用日期"):
        stop_cards(lights.desk, [soon])


# -- a stock-take ----------------------------------------------------------------------------------


def test_the_codes_of_a_walk_typed_twice_are_noted_once(lights: Lights) -> None:
    lamp = lights.lamp("A-1", aliases="门口灯")
    sighting = Sighting(result=FOUND, on=MAY)
    told = note_codes(lights.desk, "A-1、门口灯、A-99", sighting).sentence
    assert told == "已登记清查 2 件；1 件这一天已经登记过；档案里没有 1 件，记为“多出”：A-99。"
    with pytest.raises(UserError, match="都已经登记过"):
        note_codes(lights.desk, "A-1\na-99", sighting)
    assert note_codes(lights.desk, "A-1、B-2", sighting).strange == ("B-2",)
    with pytest.raises(UserError, match="都已经登记过"):
        note_cards(lights.desk, [lamp], sighting)


def test_what_has_a_card_is_no_surplus(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    with pytest.raises(UserError, match=r"A-1.*不能记“多出”"):
        note_codes(lights.desk, "B-1、A-1", Sighting(result=SURPLUS, on=MAY))
    with pytest.raises(UserError, match="不能记“多出”"):
        note_cards(lights.desk, [lamp], Sighting(result=SURPLUS, on=MAY))
    assert lights.all("facility-checks") == []


# -- codes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", ["很长" * 40 + "{serial}", "A-{serial:0999999999}"])
def test_a_code_that_a_card_has_no_room_for_is_refused(lights: Lights, pattern: str) -> None:
    lamp = lights.lamp("A-1")
    with pytest.raises(UserError, match=r"超过 64 个字|看不懂"):
        numbered(lights.desk, [lamp], pattern)
    with pytest.raises(UserError, match="超过 64 个字"):
        renumber(lights.desk, {lamp: "A" * 65})
    assert lights.row("facilities", lamp)["code"] == "A-1"


# -- a second time ---------------------------------------------------------------------------------


def test_linking_tells_of_a_second_open_fault(lights: Lights) -> None:
    lights.lamp("A-1", aliases="门口灯")
    lamp = lights.lamp("A-2")
    lights.repair("2026-10-05", "A-2")
    lights.repair("2026-10-01", "A-3", repaired_on="2026-10-02")
    one = lights.repair("2026-10-06", "A-3")
    two = lights.repair("2026-10-07", "A-3", description="第二次")
    with lights.desk.store.snapshot() as conn:
        assert twice_broken(conn, {one: lamp}, lights.desk.today()).startswith("A-2 会有不止一张")
    lights.lamp("A-3")
    told = known_links(lights.desk).words
    assert told.startswith("3 条：维修台账 3 条；A-3 会有不止一张没修好的维修单")
    with lights.desk.store.operation(lights.desk, "修好") as op:
        op.update("repairs", two, {"repaired_on": "2026-10-08"})
    assert known_links(lights.desk).words == "3 条：维修台账 3 条"


def test_what_is_drawn_twice_is_told(lights: Lights) -> None:
    lamp = lights.add("materials", name="LED光源", unit="套", price_fen="100")
    lights.add("stock-moves", moved_on="2026-10-01", material="LED光源", way="入库", quantity="9")
    fault = lights.repair("2026-10-05", "A-1")
    assert drawn_before(lights.desk, fault) == ""
    draw(lights.desk, fault, {"materials": "LED光源 2套"})
    assert drawn_before(lights.desk, fault) == ("这张维修单已经领过：LED光源 2，再领是另外加的。")
    assert lights.row("materials", lamp)["stock"] == 700


# -- hazards ---------------------------------------------------------------------------------------


def hazard_with_repair(lights: Lights) -> tuple[int, int]:
    """A hazard whose repair was mended on 8 November."""
    one = lights.add("hazards", found_on="2026-11-05", kind="井盖", description="井盖松动")
    (repair,) = hazards.repair_it(lights.desk, [one])
    with lights.desk.store.operation(lights.desk, "修复") as op:
        op.update(
            "repairs",
            repair,
            {"reported_on": "2026-11-05", "repaired_on": "2026-11-08", "work": "换井盖"},
        )
    return one, repair


def test_what_was_given_back_isnt_righted_by_the_repair_that_didnt_hold(lights: Lights) -> None:
    one, _repair = hazard_with_repair(lights)
    hazards.right(lights.desk, [one], {"result": "换井盖"})
    assert lights.row("hazards", one)["righted_on"] == "2026-11-08"
    hazards.give_back(lights.desk, [one], {"return_reason": "又松了"})
    assert lights.row("hazards", one)["mended"] == NOT_ENOUGH
    assert hazards.proposed_righting(lights.desk, [one]) == {"righted_on": "2026-11-09"}
    (again,) = hazards.repair_it(lights.desk, [one])
    assert lights.row("hazards", one)["repair"] == again
    hazards.right(lights.desk, [one], {"result": "重新固定"})
    assert lights.row("hazards", one)["righted_on"] == "2026-11-09"


def test_a_repair_that_was_called_off_holds_no_hazard_up(lights: Lights) -> None:
    one = lights.add("hazards", found_on="2026-11-05", kind="井盖", description="井盖松动")
    (repair,) = hazards.repair_it(lights.desk, [one])
    with pytest.raises(UserError, match="已经转维修"):
        hazards.repair_it(lights.desk, [one])
    void(lights.desk, [repair], {"void_reason": "看错了井"})
    (again,) = hazards.repair_it(lights.desk, [one])
    assert lights.row("hazards", one)["repair"] == again
