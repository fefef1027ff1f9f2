"""What stands around the sample county's cases: legal steps, kept clocks, valid papers, logs that agree."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from unicodedata import normalize

import pytest

from bureau.calendar.working import WorkCalendar
from bureau.market.deadlines import Deadline, due_when_found
from bureau.market.ledgers import LEDGERS
from bureau.market.ledgers.watched import REGISTERS
from bureau.market.notice_kinds import MEND, RECTIFY, SUPERVISION, notice_faults
from bureau.market.seizures import KEPT, proposed_due
from bureau.market.serving import delivery_faults
from bureau.market.workflow import CASE_FLOW
from bureau.opening import open_desk
from bureau.workflow import STAYS
from tests.demo.samples import Rows, Sample

FIRST, LAST = "2025-10-01", "2026-03-31"
CLOSED, NOT_FILED, TRANSFERRED, PENALISED, VOID = 2206, 2207, 2209, 2210, 2211
HOTLINES = {2002: 3401, 2003: 3402}
REWORK, EXTEND, SUPERVISE, CALL_BACK = 3310, 3311, 3319, 3320


def by_id(rows: Rows) -> dict[object, dict[str, object]]:
    """Records by id."""
    return {row["id"]: row for row in rows}


def trails(sample: Sample) -> Mapping[object, Rows]:
    """The steps of each case, oldest first."""
    steps = sorted(sample.rows("case-steps"), key=lambda row: (str(row["at"]), str(row["id"])))
    steps.sort(key=lambda row: str(row["case"]))
    return {case: list(rows) for case, rows in groupby(steps, key=lambda row: row["case"])}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_every_ledger_is_filled_and_passes_its_checks(half_year: Sample, ledger: object) -> None:
    rows = half_year.rows(ledger.name)  # type: ignore[attr-defined]  # a Ledger
    assert rows
    for row in rows:
        assert ledger.faults(row) == []  # type: ignore[attr-defined]  # a Ledger
        for field in ledger.stored:  # type: ignore[attr-defined]  # a Ledger
            assert row[field.key] is not None or not field.required, field.key


def test_every_case_came_to_its_state_by_legal_steps(half_year: Sample) -> None:
    cases, found = by_id(half_year.rows("market-cases")), trails(half_year)
    assert found.keys() == cases.keys()
    for case, steps in found.items():
        assert (steps[0]["step"], steps[0]["state_before"]) == (3301, None)
        for earlier, later in pairwise(steps):
            assert later["state_before"] == earlier["state_after"]
            fitting = [
                step
                for step in CASE_FLOW.steps
                if step.item == later["step"]
                and later["state_before"] in step.from_states
                and later["state_after"] == (later["state_before"] if step.to is STAYS else step.to)
            ]
            assert fitting, later
            for question in fitting[0].asks:
                if question.required and question.key in later:
                    assert later[question.key], (question.key, later)
        assert steps[-1]["state_after"] == cases[case]["state"]
        assert steps[0]["at"] == cases[case]["registered_at"]
        assert str(steps[-1]["at"])[:10] <= LAST
        named = [step for step in steps if step["unit"] is not None]
        assert (named[-1]["unit"], named[-1]["person"]) == (
            cases[case]["unit"],
            cases[case]["person"],
        )


def test_the_steps_say_when_it_was_put_right_reviewed_and_called_back(half_year: Sample) -> None:
    cases = by_id(half_year.rows("market-cases"))
    counts: Counter[object] = Counter()
    for number, steps in trails(half_year).items():
        case = cases[number]
        counts.update(step["step"] for step in steps)
        days = {step["step"]: str(step["at"])[:10] for step in steps}
        if case["state"] == CLOSED:
            assert days.get(3308, days[3309]) == case["closed_on"]
            assert days[3309] == (case["reviewed_on"] or case["closed_on"])
        assert days.get(CALL_BACK) == case["called_back_on"]
        if EXTEND in days:
            assert [s["until"] for s in steps if s["step"] == EXTEND] == [case["due_on"]]
    for step in (3306, REWORK, EXTEND, SUPERVISE, CALL_BACK):
        assert counts[step] > 10, step
    assert counts[REWORK] < counts[3308] / 10


def test_limits_are_those_that_the_program_gives(half_year: Sample) -> None:
    put_off = {row["case"] for row in half_year.rows("case-steps") if row["step"] == EXTEND}
    with open_desk(half_year.root, writable=False) as desk:
        conn = desk.store.reader()
        for case in half_year.rows("market-cases")[::29]:
            limit = due_when_found(conn, case, datetime(2026, 4, 1, 8, 30))
            assert isinstance(limit, Deadline)
            if case["id"] not in put_off:
                assert (case["due_on"], case["due_time"]) == (limit.on, limit.time)


def test_planted_rebounds_are_recognised(half_year: Sample) -> None:
    with open_desk(half_year.root, writable=True) as desk:
        while desk.store.index_waiting(20_000):
            pass
        rows = desk.store.reader().execute("SELECT record, previous FROM recurrence").fetchall()
    previous = {row["record"]: row["previous"] for row in rows}
    links = [pair for rebound in half_year.filled.rebounds for pair in pairwise(rebound.cases)]
    found = sum(previous.get(later) is not None for _, later in links)
    assert found >= len(links) * 95 / 100
    cases, doors = by_id(half_year.rows("market-cases")), half_year.rows("roads")
    names = {str(row["name"]): str(row["name"]) for row in doors}
    for row in doors:
        names |= dict.fromkeys(str(row["aliases"] or "").split("、"), str(row["name"]))
    apart = [pair for pair in previous.items() if not meet(cases[pair[0]], cases[pair[1]], names)]
    assert len(apart) <= len(previous) * 5 / 100


def meet(one: Mapping[str, object], other: Mapping[str, object], names: Mapping[str, str]) -> bool:
    """Whether two cases may be at one place: they name no different roads and doors."""
    found = []
    for case in (one, other):
        text = normalize("NFKC", str(case["address"]))
        doors = set(re.findall(r"(\d+)号(?!楼)", text))
        found.append(({road for name, road in names.items() if name and name in text}, doors))
    return all(not here or not there or here & there for here, there in zip(*found, strict=True))


def test_a_case_from_a_hotline_has_its_order(half_year: Sample) -> None:
    orders = half_year.rows("hotline")
    cases = by_id(half_year.rows("market-cases"))
    linked = Counter(order["case"] for order in orders if order["case"])
    for record, case in cases.items():
        if case["source"] in HOTLINES and case["state"] != VOID:
            assert linked[record] == 1
    assert 380 < len(orders) < 620
    assert len({order["number"] for order in orders}) == len(orders)
    for order in orders:
        moments = [order[key] for key in ("received_at", "assigned_at", "signed_at", "answered_at")]
        known = [str(moment) for moment in moments if moment]
        assert known == sorted(known)
        assert (order["state"] in (3504, 3505, 3506)) == (order["answered_at"] is not None)
        if order["case"] is None:
            continue
        case = cases[order["case"]]
        assert order["address"] == case["address"]
        if order["state"] in (3504, 3505, 3506):
            assert case["state"] in (CLOSED, NOT_FILED)
            assert str(order["answered_at"])[:10] >= str(case["closed_on"] or case["found_on"])
        if case["satisfaction"] is not None and order["satisfaction"] is not None:
            assert order["satisfaction"] == case["satisfaction"]


def test_petitions_and_media_are_followed_up(half_year: Sample) -> None:
    complaints = half_year.rows("complaints")
    linked = {row["case"] for row in complaints}
    for case in half_year.rows("market-cases"):
        if case["source"] in (2008, 2009) and case["state"] != VOID:
            assert case["id"] in linked
    for row in complaints:
        assert (row["state"] in (4603, 4604)) == (row["replied_on"] is not None)


def test_penalties_follow_their_cases_and_the_law(half_year: Sample) -> None:
    cases = by_id(half_year.rows("market-cases"))
    penalties = half_year.rows("penalties")
    pursued = {row["id"] for row in cases.values() if row["state"] == PENALISED}
    assert pursued <= {row["case"] for row in penalties}
    for row in penalties:
        case = cases[row["case"]]
        assert row["party_name"] == case["party_name"] is not None
        assert str(row["filed_on"]) >= str(case["found_on"])
        if row["decided_on"]:
            decided, filed = (date.fromisoformat(str(row[k])) for k in ("decided_on", "filed_on"))
            assert decided - filed <= timedelta(90)
            assert row["decision_number"]
        if row["procedure"] == 3701 and row["fine_fen"] is not None:
            limit = 200_00 if row["party_kind"] == 2401 else 3000_00
            assert 0 < int(str(row["fine_fen"])) <= limit
    numbers = [row["decision_number"] for row in penalties if row["decision_number"]]
    assert len(set(numbers)) == len(numbers)


def test_goods_taken_have_their_clocks(half_year: Sample) -> None:
    calendar = WorkCalendar()
    seizures = half_year.rows("seizures")
    for row in seizures:
        measure, taken = row["measure"], date.fromisoformat(str(row["taken_on"]))
        assert isinstance(measure, int)
        due = proposed_due(measure, taken, calendar)
        assert isinstance(due, date)
        if row["extended_on"] is not None:
            assert measure != KEPT
            due += timedelta(30)
        assert row["due_on"] == due.isoformat()
        assert (row["disposed_on"] is None) == (row["disposal"] is None)
    assert any(row["disposed_on"] is None for row in seizures)


def test_papers_could_have_been_issued_and_served_by_the_program(half_year: Sample) -> None:
    people, cases = by_id(half_year.rows("people")), by_id(half_year.rows("market-cases"))
    notices = half_year.rows("notices")
    for row in notices:
        officers = [people[one] for one in json.loads(str(row["officers"] or "[]"))]
        kind = row["kind"]
        assert isinstance(kind, int)
        assert notice_faults(kind, row, officers, date.fromisoformat(str(row["issued_on"]))) == []
        assert delivery_faults(row, f"{LAST} 23:59", witnessed=False) == []
        if kind != SUPERVISION:
            assert cases[row["case"]]["notice_number"] == row["number"]
            assert cases[row["case"]]["delivered_on"] == str(row["delivered_at"])[:10]
    kinds = Counter(row["kind"] for row in notices)
    named = sum(case["notice_number"] is not None for case in cases.values())
    assert kinds[RECTIFY] + kinds[MEND] == named
    assert min(kinds[RECTIFY], kinds[MEND], kinds[SUPERVISION]) > 10
    assert len({row["number"] for row in notices}) == len(notices)


def test_the_next_paper_gets_a_number_that_nobody_has(half_year: Sample) -> None:
    used = [
        str(row["number"])
        for row in half_year.rows("notices")
        if "责改字〔2026〕" in str(row["number"])
    ]
    with open_desk(half_year.root, writable=False) as desk:
        last = desk.store.reader().execute(
            "SELECT last FROM number_counter WHERE pattern = 'notices:4201' AND year = 2026"
        )
        assert last.fetchone()["last"] == len(used)


def test_one_certificate_runs_out_soon_and_none_has(half_year: Sample) -> None:
    until = [
        str(row["certificate_until"]) for row in half_year.rows("people") if row["certificate"]
    ]
    assert all(day > LAST for day in until)
    assert sum(day <= "2026-04-30" for day in until) == 1


def test_reports_of_actions_never_say_more_than_the_daily_log(half_year: Sample) -> None:
    logs = {(row["date"], row["unit"]): row["id"] for row in half_year.rows("market-daily")}
    logged = {
        (row["record"], row["kind"]): row["value"] for row in half_year.rows("market-daily.counts")
    }
    reports, campaigns = by_id(half_year.rows("campaign-days")), by_id(half_year.rows("campaigns"))
    assert len(campaigns) >= 2
    for row in half_year.rows("campaign-days.counts"):
        report = reports[row["record"]]
        campaign = campaigns[report["campaign"]]
        log = logs[report["date"], report["unit"]]
        assert row["value"] == logged[log, row["kind"]]
        assert str(campaign["begins_on"]) <= str(report["date"]) <= str(campaign["ends_on"])
        assert report["unit"] in json.loads(str(campaign["units"]))
    for case in half_year.rows("market-cases"):
        if case["campaign"] is not None:
            campaign = campaigns[case["campaign"]]
            assert str(campaign["begins_on"]) <= str(case["found_on"]) <= str(campaign["ends_on"])


def test_registers_are_checked_in_their_cycle_and_a_few_are_not(half_year: Sample) -> None:
    sizes = {ledger.name: len(half_year.rows(ledger.name)) for ledger in REGISTERS}
    assert (sizes["signs"], sizes["sites"], sizes["frontages"]) == (150, 25, 200)
    assert 100 < sizes["restaurants"] <= 120
    cases = by_id(half_year.rows("market-cases"))
    for register in REGISTERS:
        checks = half_year.rows(f"{register.name[:-1]}-checks")
        results = Counter(row["result"] for row in checks)
        assert 0.6 < results[4401] / (results[4401] + results[4402]) < 0.97
        for row in checks:
            assert FIRST <= str(row["checked_on"]) <= LAST
            assert (row["found"] is not None) == (row["result"] == 4402)
            if row["case"] is not None:
                case = cases[row["case"]]
                assert row["checked_on"] == case["found_on"]
                assert row["righted_on"] == case["closed_on"]
