"""The sample county's towns: legal months, rankings kept as they were issued, with the facts that were planted."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby, pairwise

import pytest

from bureau.assessment.ranking import Place
from bureau.assessment.snapshot import RankedMonth, holds, thaw
from bureau.calendar.periods import Period
from bureau.ledger.declaration import Ledger
from bureau.month.towns import TOWN_FLOW, judged_month
from bureau.opening import open_desk
from bureau.towns.ledgers import LEDGERS
from tests.demo.samples import Sample
from tests.demo.test_sample_market import by_id

CONSULTED, ISSUED = 5202, 5205
UNSETTLED, SETTLED, DEFERRED = 6301, 6302, 6303
FIELD = 6202
TODAY = date(2026, 4, 1)
SHOWN = [(2025, 10), (2025, 11), (2025, 12), (2026, 1), (2026, 2)]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_every_ledger_is_filled_and_passes_its_checks(half_year: Sample, ledger: Ledger) -> None:
    rows = half_year.rows(ledger.name)
    assert rows
    for row in rows:
        assert ledger.faults(row) == []  # type: ignore[arg-type]  # stored values


def rankings(sample: Sample) -> dict[str, tuple[Place, ...]]:
    """The issued rankings by month."""
    found = {}
    for row in sample.rows("issued-months"):
        if (row["family"], row["subject"]) == ("towns", "ranking"):
            content = str(row["content"]).encode()
            assert holds(content)
            made = thaw(content)
            assert isinstance(made, RankedMonth)
            found[str(row["month"])[:7]] = made.places()
    return found


def test_months_are_issued_but_the_last_and_came_there_by_legal_steps(half_year: Sample) -> None:
    months = by_id(half_year.rows("town-months"))
    states = {str(row["month"])[:7]: row["state"] for row in months.values()}
    assert states.pop("2026-03") == CONSULTED
    assert set(states.values()) == {ISSUED}
    assert len(states) == len(rankings(half_year)) == 5
    trail = sorted(
        half_year.rows("town-month-steps"), key=lambda row: (str(row["month"]), str(row["at"]))
    )
    for record, steps in groupby(trail, key=lambda row: row["month"]):
        taken = list(steps)
        assert taken[0]["state_before"] == TOWN_FLOW.initial
        for earlier, later in pairwise(taken):
            assert later["state_before"] == earlier["state_after"]
        for one in taken:
            step = next(step for step in TOWN_FLOW.steps if step.item == one["step"])
            assert one["state_before"] in step.from_states
            assert one["state_after"] == step.to
        assert taken[-1]["state_after"] == months[record]["state"]
    # A bureau doesn't 通报 towns in its own name.
    assert {row["issuer"] for row in months.values()} == {6502, None}


def test_all_towns_are_ranked_in_two_groups_and_one_once_took_no_part(half_year: Sample) -> None:
    for month, places in rankings(half_year).items():
        assert Counter(one.group for one in places) == {"城区街道": 4, "乡镇": 4}
        absent = [one.title for one in places if one.rank is None]
        assert absent == (["枫岭乡"] if month == "2025-12" else [])


def test_two_towns_tie_once_and_share_the_money_of_their_places(half_year: Sample) -> None:
    tied = [
        (month, sorted(one.title for one in within), {one.fen for one in within})
        for month, places in rankings(half_year).items()
        for _, equals in groupby(
            [one for one in places if one.rank is not None], key=lambda one: (one.group, one.rank)
        )
        if len(within := list(equals)) > 1
    ]
    ((month, towns, money),) = tied
    assert (month, towns) == ("2026-02", ["新城街道", "河滨街道"])
    assert len(money) == 1


def test_one_street_rises_from_the_last_place_to_the_first_and_a_town_falls(
    half_year: Sample,
) -> None:
    with open_desk(half_year.root, writable=False) as desk:
        conn = desk.store.reader()
        last = judged_month(conn, desk.store.names(conn), Period.month(2026, 3), TODAY)
    assert (last.is_issued, last.faults) == (False, ())
    first = {one.title: one.rank for one in rankings(half_year)["2025-10"]}
    now = {one.title: one.rank for one in last.places}
    assert (first["城西街道"], now["城西街道"]) == (4, 1)
    assert (first["青石镇"], now["青石镇"]) == (1, 4)


def test_rewards_are_those_of_the_rankings_settled_but_the_newest(half_year: Sample) -> None:
    rewards = half_year.rows("town-rewards")
    given = {(str(row["month"])[:7], str(row["town"])): row["fen"] for row in rewards}
    assert given == {
        (month, one.key): one.fen
        for month, places in rankings(half_year).items()
        for one in places
        if one.fen
    }
    states = {str(row["month"])[:7]: set[object]() for row in rewards}
    for row in rewards:
        states[str(row["month"])[:7]].add(row["state"])
        assert (row["state"] == SETTLED) == (row["settled_on"] is not None)
        assert row["basis"]
    assert states["2026-02"] == {UNSETTLED}
    assert states["2026-01"] == {SETTLED, DEFERRED}
    assert states["2025-12"] == {SETTLED}


def test_every_issued_month_has_its_meeting(half_year: Sample) -> None:
    months = {str(row["month"]): row for row in half_year.rows("town-months")}
    meetings = half_year.rows("review-meetings")
    assert [str(row["month"])[:7] for row in meetings] == [f"{y}-{m:02}" for y, m in SHOWN]
    for row in meetings:
        month = months[str(row["month"])]
        assert str(row["held_on"]) > str(month["issued_on"])
        assert (row["praised"], row["pledging"]) == (month["praised"], month["pledging"])


def test_field_checks_account_for_what_the_sheet_lacks(half_year: Sample) -> None:
    sheet = {row["id"]: row for row in half_year.rows("town-scores")}
    lost: Counter[tuple[object, str]] = Counter()
    for check in half_year.rows("town-checks"):
        lost[check["town"], str(check["checked_on"])[:7]] += int(str(check["points"]))
    for mark in half_year.rows("town-scores.marks"):
        if mark["kind"] == FIELD:
            row = sheet[mark["record"]]
            assert lost[row["town"], str(row["month"])[:7]] == 4000 - int(str(mark["value"]))


def test_a_correction_is_told_two_months_later(half_year: Sample) -> None:
    (correction,) = half_year.rows("town-corrections")
    assert (correction["month"], str(correction["found_on"])[:7]) == ("2025-12-01", "2026-02")
    for row in half_year.rows("issued-months"):
        if (row["family"], row["subject"], row["month"]) == ("towns", "ranking", "2026-02-01"):
            made = thaw(str(row["content"]).encode())
            assert isinstance(made, RankedMonth)
            assert [one.month for one in made.restated] == ["2025-12"]


def test_the_dearest_problems_of_two_months_have_photos_before_and_after(half_year: Sample) -> None:
    shown = [row for row in half_year.rows("town-checks") if row["photos"]]
    assert len(shown) == 6
    assert all(row["photos_after"] and row["photos"] != row["photos_after"] for row in shown)
    assert len({str(row["checked_on"])[:7] for row in shown}) == 2
