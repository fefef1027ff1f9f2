"""The sample county's lights and facilities: sound ledgers, and the facts that were planted, by the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.facilities.ledgers import LEDGERS, MATERIALS
from bureau.facilities.lighting.reading import read_lighting
from bureau.facilities.register.figures_stocktake import stock_take
from bureau.facilities.repairs.figures_repeats import repeated
from bureau.ledger.declaration import Ledger
from bureau.opening import open_desk
from bureau.storage import rows
from tests.demo.samples import Sample
from tests.demo.test_sample_market import by_id

TODAY = date(2026, 4, 1)
MARCH = Period.month(2026, 3)
DEFAULTS = ("lighting-targets", "lighting-caps")
"""The county keeps to what is shipped."""
LAMP, CABINET, CIRCUIT = 6701, 6702, 6704
DAMAGED, STOPPED, REMOVED = 7202, 7203, 7206
FALSE_ALARM = 8201
OUT, COUNTED = 7702, 7703


@pytest.fixture(scope="module")
def reading(half_year: Sample) -> Iterator[Desk]:
    """A desk that reads the half year."""
    with open_desk(half_year.root, writable=False) as desk:
        yield desk


@pytest.mark.parametrize(
    "ledger", [one for one in LEDGERS if one.name not in DEFAULTS], ids=lambda ledger: ledger.name
)
def test_every_ledger_is_filled_and_passes_its_checks(half_year: Sample, ledger: Ledger) -> None:
    held = half_year.rows(ledger.name)
    assert held
    for row in held:
        assert ledger.faults(row) == []  # type: ignore[arg-type]  # stored values


def test_every_lamp_hangs_on_a_circuit_of_a_cabinet_but_those_under_the_sun(
    half_year: Sample,
) -> None:
    cards = by_id(half_year.rows("facilities"))
    lamps = [row for row in cards.values() if row["kind"] == LAMP]
    assert 1_400 < len(lamps) < 1_700
    roads = by_id(half_year.rows("roads"))
    for lamp in lamps:
        if lamp["parent"] is None:
            assert roads[lamp["road"]]["name"] == "环城北路"
            continue
        circuit = cards[lamp["parent"]]
        cabinet = cards[circuit["parent"]]
        assert (circuit["kind"], cabinet["kind"]) == (CIRCUIT, CABINET)
        assert f"{lamp['cabinet']}-{lamp['circuit']}" == circuit["code"]
        assert lamp["cabinet"] == cabinet["code"]
    assert len({row["code"] for row in cards.values()}) == len(cards)


def test_one_main_road_is_under_its_target_and_one_small_road_over_its_cap(reading: Desk) -> None:
    with reading.store.snapshot() as conn:
        names = reading.store.names(conn)
        light = read_lighting(conn, names, MARCH, TODAY)
        before = read_lighting(conn, names, Period.month(2026, 1), TODAY)
    assert {line.sample.road for line in light.roads_that("missed")} == {"城东大道", "振兴路"}
    small = {line.sample.road: line.is_small for line in light.roads}
    assert (small["城东大道"], small["振兴路"], small["豆腐巷"]) == (False, True, True)
    assert before.roads_that("missed") == ()
    assert light.missed == ()
    assert light.sampled.rate is not None
    assert 0.97 < light.sampled.rate < 0.99


def test_the_same_lamp_failed_three_times_within_ninety_days(reading: Desk) -> None:
    with reading.store.snapshot() as conn:
        found = repeated(conn, reading.store.names(conn), MARCH, TODAY)
    lamp = next(line for line in found if line.code == "LD02-036")
    # 17 January, 6 February and 5 March; 3 December and 14 October lie before.
    assert (lamp.road, lamp.faults, lamp.latest) == ("人民路", 3, date(2026, 3, 5))


def test_nothing_has_two_open_repairs_and_what_is_broken_is_marked(half_year: Sample) -> None:
    cards = by_id(half_year.rows("facilities"))
    repairs = half_year.rows("repairs")
    still = [row for row in repairs if row["repaired_on"] is None and row["void"] is None]
    assert still
    open_of = Counter(row["asset"] for row in still if row["asset"] is not None)
    assert set(open_of.values()) == {1}
    damaged = {record for record, row in cards.items() if row["state"] == DAMAGED}
    assert damaged == set(open_of)
    for row in repairs:
        if row["asset"] is not None:
            assert cards[row["asset"]]["code"] == row["facility"]
            assert cards[row["asset"]]["road"] == row["road"]
    assert any(row["facility"] == "邮政局门口第三盏" and row["asset"] is None for row in repairs)
    assert {row["void"] for row in repairs} == {None, FALSE_ALARM}
    assert any(row["rework_of"] is not None for row in repairs)


def test_every_dark_lamp_of_a_patrol_has_a_repair(half_year: Sample) -> None:
    reported: dict[object, list[str]] = {}
    for row in half_year.rows("repairs"):
        reported.setdefault(row["facility"], []).append(str(row["reported_on"]))
    patrols = half_year.rows("light-patrols")
    for row in patrols:
        for code in str(row["lamps"] or "").split("、"):
            if code:
                assert min(reported[code]) <= str(row["patrolled_on"])
        assert bool(row["dark"]) == bool(row["lamps"])
    # Two rounds over thirty roads in six months; a road that is closed isn't patrolled.
    assert 350 < len(patrols) <= 360


def test_lamps_are_off_with_leave_but_one(half_year: Sample) -> None:
    cards = half_year.rows("facilities")
    off = [row for row in cards if row["state"] == STOPPED]
    assert sorted(row["state_reason"] is None for row in off) == [False, True]
    stopped = {row["asset"] for row in half_year.rows("lamp-stops")}
    assert [row["id"] in stopped for row in off if row["state_reason"]] == [True]
    assert sum(row["state"] == REMOVED for row in cards) == 2
    trail = Counter(row["state"] for row in half_year.rows("facility-states"))
    assert trail == {STOPPED: 2, REMOVED: 2}


def test_the_store_never_goes_below_nothing_and_one_material_is_low(reading: Desk) -> None:
    with reading.store.snapshot() as conn:
        ids = rows.ids(conn, MATERIALS, today=TODAY)
        held = {row["name"]: row for row in rows.page(conn, MATERIALS, ids, today=TODAY)}
    assert all(isinstance(row["stock"], int) and row["stock"] >= 0 for row in held.values())
    assert [name for name, row in held.items() if row["is_low"]] == ["雨水箅子 450×750"]


def test_material_taken_for_a_repair_is_what_the_repair_says(half_year: Sample) -> None:
    repairs = by_id(half_year.rows("repairs"))
    materials = by_id(half_year.rows("materials"))
    taken = [row for row in half_year.rows("stock-moves") if row["repair"] is not None]
    assert taken
    for move in taken:
        repair = repairs[move["repair"]]
        assert move["way"] == OUT
        assert str(repair["materials"]).startswith(str(materials[move["material"]]["name"]))
        assert move["moved_on"] == repair["repaired_on"]
        price = materials[move["material"]]["price_fen"]
        assert repair["materials_fen"] == int(str(move["quantity"])) * int(str(price)) // 100


def test_a_grave_hazard_is_watched_and_one_hazard_is_overdue(half_year: Sample) -> None:
    hazards = half_year.rows("hazards")
    grave = [row for row in hazards if row["grade"] == 7903]
    assert [row["watcher"] for row in grave] == ["县安委办"]
    late = [row for row in hazards if not row["righted_on"] and str(row["due_on"]) < "2026-04-01"]
    assert len(late) == 1
    assert all(row["closed_by"] for row in hazards if row["closed_on"])


def test_the_count_of_the_year_missed_two_cards_and_met_a_lamp_without_one(reading: Desk) -> None:
    with reading.store.snapshot() as conn:
        found = stock_take(conn, reading.store.names(conn), 2026, TODAY)
    assert (found.whole.counts["missed"], found.whole.counts["surplus"]) == (2, 1)
