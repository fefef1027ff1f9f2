"""年度清查: what a round saw of the register, what it missed, and what it found that nobody knew of."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.errors import UserError
from bureau.facilities.ledgers import SIGHTINGS
from bureau.facilities.register.figures_stocktake import StockTake, rounds, stock_take
from bureau.facilities.register.stocktake import (
    DAMAGED,
    FOUND,
    MISSED,
    Sighting,
    note_cards,
    note_codes,
)
from bureau.storage import rows
from tests.facilities.lamp_books import Lights

MAY = date(2026, 5, 6)


def taken(lights: Lights, year: int = 2026) -> StockTake:
    desk = lights.desk
    with desk.store.snapshot() as conn:
        return stock_take(conn, desk.store.names(conn), year, desk.today())


def behind(lights: Lights, found: StockTake, part: str, title: str) -> list[str]:
    """The codes behind the number of one line."""
    (line,) = [one for one in (found.whole, *found.kinds, *found.roads) if one.title == title]
    (ledger, where), today = found.behind(line, part), lights.desk.today()
    with lights.desk.store.snapshot() as conn:
        ids = rows.ids(conn, ledger, where, today=today)
        key = "facility" if ledger is SIGHTINGS else "code"
        codes = sorted(str(row[key]) for row in rows.page(conn, ledger, ids, today=today))
    assert len(codes) == line.counts[part]
    return codes


def test_a_round_by_kind_and_road(lights: Lights) -> None:
    lamps = [lights.lamp(f"A-{at}") for at in range(1, 6)]
    lights.lamp("B-1", "解放路")
    gully = lights.add("facilities", code="YS-1", kind="雨水井盖", road="解放路")
    desk = lights.desk
    assert note_cards(desk, lamps[:2], Sighting(result=FOUND, on=MAY)).sentence == (
        "已登记清查 2 件。"
    )
    note_cards(desk, [gully, lamps[2]], Sighting(result=DAMAGED, on=MAY))
    note_cards(desk, lamps[3:4], Sighting(result=MISSED, on=MAY))
    found = taken(lights)
    assert found.whole.counts == {
        "to_see": 7,
        "seen": 4,
        "damaged": 2,
        "missed": 1,
        "unvisited": 2,
        "surplus": 0,
    }
    assert [(one.title, one.counts["to_see"], one.counts["seen"]) for one in found.kinds] == [
        ("路灯", 6, 3),
        ("雨水井盖", 1, 1),
    ]
    assert behind(lights, found, "unvisited", "人民路") == ["A-5"]
    assert behind(lights, found, "missed", "路灯") == ["A-4"]
    assert lights.row("facilities", gully)["seen_on"] == "2026-05-06"
    assert lights.row("facilities", lamps[3])["seen_on"] is None


def test_what_was_missed_and_found_later_is_seen(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    note_cards(lights.desk, [lamp], Sighting(result=MISSED, on=MAY))
    note_cards(lights.desk, [lamp], Sighting(result=FOUND, on=date(2026, 6, 1)))
    counts = taken(lights).whole.counts
    assert (counts["seen"], counts["missed"]) == (1, 0)


def test_what_was_gone_or_not_yet_built_isnt_to_be_seen(lights: Lights) -> None:
    lights.lamp("A-1", state="移除", state_on="2025-12-01")
    lights.lamp("A-2", state="移除", state_on="2026-03-01")
    lights.lamp("A-3", state="移除")
    lights.lamp("A-4", installed_on="2026-02-01")
    assert taken(lights, 2025).whole.counts["to_see"] == 1  # A-2 stood until March
    assert taken(lights, 2026).whole.counts["to_see"] == 1


def test_codes_of_a_walk_are_noted_at_once_and_strange_ones_are_surplus(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    noted = note_codes(lights.desk, "A-1\nA-99、A-1", Sighting(result=FOUND, on=MAY))
    assert noted.sentence == "已登记清查 2 件；档案里没有 1 件，记为“多出”：A-99。"
    found = taken(lights)
    assert (found.whole.counts["seen"], found.whole.counts["surplus"]) == (1, 1)
    assert behind(lights, found, "surplus", "合计") == ["A-99"]
    assert lights.row("facilities", lamp)["seen_on"] == "2026-05-06"
    with pytest.raises(UserError, match="请写设施编号"):
        note_codes(lights.desk, " 、", Sighting(result=FOUND, on=MAY))


def test_noted_twice_on_a_day_is_noted_once(lights: Lights) -> None:
    lamps = [lights.lamp("A-1"), lights.lamp("A-2")]
    sighting = Sighting(result=FOUND, on=MAY, inspector="李军")
    note_cards(lights.desk, lamps[:1], sighting)
    assert note_cards(lights.desk, lamps, sighting).sentence == (
        "已登记清查 1 件；1 件这一天已经登记过。"
    )
    with pytest.raises(UserError, match="都已经登记过"):
        note_cards(lights.desk, lamps, sighting)
    with pytest.raises(UserError, match="不能晚于今天"):
        note_cards(lights.desk, lamps, Sighting(result=FOUND, on=date(2026, 12, 1)))


def test_a_round_may_run_into_january(lights: Lights) -> None:
    lamp = lights.lamp("A-1", installed_on="2020-01-01")
    note_cards(lights.desk, [lamp], Sighting(result=FOUND, on=date(2026, 1, 9), year=2025))
    assert taken(lights, 2025).whole.counts["seen"] == 1
    assert taken(lights, 2026).whole.counts["seen"] == 0
    lights.add("facility-checks", checked_on="2024-05-01", facility="A-1", result="见到")
    assert taken(lights, 2024).whole.counts["seen"] == 1
    with lights.desk.store.snapshot() as conn:
        assert rounds(conn, lights.desk.today()) == (2026, 2025, 2024)
