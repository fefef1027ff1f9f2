"""The sample county's contractors: legal months, frozen as they were issued, with the facts that were planted."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest

from bureau.assessment.deductions import unsettled
from bureau.assessment.snapshot import UnitMonth, holds, thaw
from bureau.calendar.periods import Period
from bureau.ledger.declaration import Ledger
from bureau.opening import open_desk
from bureau.sanitation.absent import lacking
from bureau.sanitation.judging import judge_month
from bureau.sanitation.ledgers import LEDGERS
from bureau.sanitation.months import MONTH_FLOW
from bureau.storage.known_records import KnownRecords
from tests.demo.samples import Rows, Sample
from tests.demo.test_sample_market import by_id

CONSULTED, ISSUED = 5202, 5205
LAST, TODAY = date(2026, 3, 31), date(2026, 4, 1)
MARCH = Period.month(2026, 3)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_every_ledger_is_filled_and_passes_its_checks(half_year: Sample, ledger: Ledger) -> None:
    rows = half_year.rows(ledger.name)
    assert rows
    with open_desk(half_year.root, writable=False) as desk:
        known = KnownRecords(desk.store.reader(), desk.store.ledgers.values())
        for row in rows:
            assert ledger.faults(row, known) == []  # type: ignore[arg-type]  # stored values
            for field in ledger.stored:
                assert row[field.key] is not None or not field.required, field.key


def test_months_are_issued_but_the_last_and_came_there_by_legal_steps(half_year: Sample) -> None:
    months = by_id(half_year.rows("sanitation-months"))
    states = Counter((str(row["month"])[:7], row["state"]) for row in months.values())
    assert states.pop(("2026-03", CONSULTED)) == 3
    assert states == dict.fromkeys(
        [(month, ISSUED) for month in ("2025-10", "2025-11", "2025-12", "2026-01", "2026-02")], 3
    )
    trail = sorted(
        half_year.rows("sanitation-month-steps"), key=lambda row: (row["month"], str(row["at"]))
    )
    for record, steps in groupby(trail, key=lambda row: row["month"]):
        taken = list(steps)
        assert taken[0]["state_before"] == MONTH_FLOW.initial
        for earlier, later in pairwise(taken):
            assert later["state_before"] == earlier["state_after"]
        for one in taken:
            step = next(step for step in MONTH_FLOW.steps if step.item == one["step"])
            assert one["state_before"] in step.from_states
            assert one["state_after"] == step.to
            assert str(one["at"])[:10] <= LAST.isoformat()
        assert taken[-1]["state_after"] == months[record]["state"]


def frozen(sample: Sample) -> dict[tuple[str, str], str]:
    """The frozen content of the contractors' months, by contract and month."""
    return {
        (str(row["subject"]), str(row["month"])): str(row["content"])
        for row in sample.rows("issued-months")
        if row["family"] == "sanitation"
    }


def test_issued_months_are_kept_as_they_were_judged(half_year: Sample) -> None:
    kept = frozen(half_year)
    assert len(kept) == 15
    for month in half_year.rows("sanitation-months"):
        if month["state"] != ISSUED:
            continue
        content = kept[str(month["contract"]), str(month["month"])].encode()
        assert holds(content)
        made = thaw(content)
        assert isinstance(made, UnitMonth)
        fee = made.fee()
        assert fee is not None
        assert (month["base_fen"], month["payable_fen"]) == (fee.base_fen, fee.payable_fen)
        printed = json.loads(content)["figures"]["score"]["score"]
        assert f"{int(str(month['score'])) / 100:.2f}" == printed
        assert made.inputs is not None
        issued_on = date.fromisoformat(str(month["issued_on"]))
        assert unsettled(made.inputs.deductions, issued_on) == ()


def test_two_failed_months_lead_to_one_warning_that_the_contract_may_end(half_year: Sample) -> None:
    found = []
    for content in frozen(half_year).values():
        made = thaw(content.encode())
        assert isinstance(made, UnitMonth)
        fee = made.fee()
        assert fee is not None
        assert made.contract is not None
        found += [
            (made.contract.month, fee.failures)
            for one in fee.applied
            if one.clause.weight == "termination"
        ]
    assert found == [("2026-02", 2)]


def test_appeals_have_every_ruling_and_one_waits(half_year: Sample) -> None:
    contested = [row for row in half_year.rows("sanitation-deductions") if row["appealed_on"]]
    assert {row["ruling"] for row in contested} == {5101, 5102, 5103, 5104, 5105, None}
    (waiting,) = [row for row in contested if row["ruling"] is None]
    assert str(waiting["found_on"])[:7] == "2026-03"
    sections = by_id(half_year.rows("sections"))
    assert sections[waiting["section"]]["name"] == "二标段"


def test_the_last_month_is_judged_but_for_a_block_that_nobody_inspected(half_year: Sample) -> None:
    with open_desk(half_year.root, writable=False) as desk:
        conn = desk.store.reader()
        names = desk.store.names(conn)
        judged = judge_month(conn, names, MARCH, TODAY)
        scored = [one.section for one in judged if one.score is not None]
        assert scored == ["一标段", "二标段"]
        (block,) = lacking(conn, names, judged[2], judged, TODAY)
    assert (block.block.title, block.chosen) == ("综合评价", None)


def test_an_appraisal_that_was_left_out_counts_as_was_chosen(half_year: Sample) -> None:
    (month,) = [row for row in half_year.rows("sanitation-months") if row["absences"]]
    (choice,) = json.loads(str(month["absences"]))
    assert (month["month"], choice["choice"]) == ("2025-11-01", "carry")
    october = [
        row["points"]
        for row in half_year.rows("sanitation-rounds")
        if row["kind"] == 6003 and str(row["inspected_on"]).startswith("2025-10")
    ]
    assert [round(float(choice["value"]) * 100)] == october


def test_contracts_begin_within_a_month_and_change_within_one(half_year: Sample) -> None:
    contracts = {row["section"]: row for row in half_year.rows("contracts")}
    names = {row["name"]: row["id"] for row in half_year.rows("sections")}
    assert contracts[names["三标段"]]["begins_on"] == "2025-10-16"
    (supplement,) = half_year.rows("contract-supplements")
    assert supplement["begins_on"] == "2026-01-11"
    bases = {
        str(row["month"])[:7]: row["base_fen"]
        for row in half_year.rows("sanitation-months")
        if row["section"] == names["一标段"]
    }
    # 216 800 元 for ten days and 224 600 元 for twenty-one of January's 31.
    assert (bases["2025-12"], bases["2026-01"], bases["2026-02"]) == (21680000, 22208387, 22460000)


def test_a_correction_comes_with_the_month_after(half_year: Sample) -> None:
    (correction,) = half_year.rows("sanitation-corrections")
    (section,) = [row for row in half_year.rows("sections") if row["name"] == "三标段"]
    assert (correction["section"], correction["month"]) == (section["id"], "2025-12-01")
    months = {
        str(row["month"]): row
        for row in half_year.rows("sanitation-months")
        if row["section"] == section["id"]
    }
    settled = months["2026-02-01"]
    base, cut, fen = settled["base_fen"], settled["deducted_fen"], correction["fen"]
    assert settled["payable_fen"] == base - cut + fen  # type: ignore[operator]  # whole numbers
    assert int(str(fen)) > 0


def test_payments_are_those_of_issued_months_and_one_is_missing(half_year: Sample) -> None:
    payable = {
        (row["contract"], str(row["month"])): int(str(row["payable_fen"]))
        for row in half_year.rows("sanitation-months")
        if row["state"] == ISSUED
    }
    payments = half_year.rows("sanitation-payments")
    for row in payments:
        if row["kind"] == 6103:
            continue
        months = [
            month
            for contract, month in payable
            if contract == row["contract"]
            and str(row["first_month"]) <= month <= str(row["last_month"] or row["first_month"])
        ]
        assert row["amount_fen"] == sum(payable.pop((row["contract"], month)) for month in months)
    kinds = Counter(row["kind"] for row in payments)
    # Two sections a month, five months each, less the one that is missing; the last quarter of 2025.
    assert kinds == {6101: 9, 6102: 1, 6103: 3}
    # The third section's quarter isn't over.
    assert sorted(month for _, month in payable) == ["2026-01-01", "2026-01-01", "2026-02-01"]


def test_some_deductions_came_from_cases(half_year: Sample) -> None:
    cases = by_id(half_year.rows("market-cases"))
    taken = [row for row in half_year.rows("sanitation-deductions") if row["case"]]
    assert 5 < len(taken) < 40
    for row in taken:
        case = cases[row["case"]]
        assert (row["found_on"], row["road"], row["place"]) == (
            case["found_on"],
            case["road"],
            case["address"],
        )
    assert sum(bool(row["photos"]) for row in half_year.rows("sanitation-deductions")) == 4


def test_some_events_came_from_complaints(half_year: Sample) -> None:
    complaints = by_id(half_year.rows("complaints"))
    taken = [row for row in half_year.rows("sanitation-events") if row["complaint"]]
    assert taken
    for row in taken:
        assert row["happened_on"] == complaints[row["complaint"]]["received_on"]


def test_about_nine_tenths_of_the_plan_are_done(half_year: Sample) -> None:
    planned = sum(
        int(str(row["per_week"]))
        * ((LAST - date.fromisoformat(str(row["begins_on"]))).days + 1)
        / 7
        for row in half_year.rows("road-work-plans")
    )
    assert 0.87 < len(half_year.rows("road-work")) / planned < 0.93


def test_one_net_weight_is_wrong(half_year: Sample) -> None:
    weighings = half_year.rows("weighings")
    assert len(weighings) == 360
    wrong = [
        row
        for row in weighings
        if int(str(row["gross_t"])) - int(str(row["tare_t"])) != row["weight_t"]
    ]
    assert len(wrong) == 1


def test_logs_of_every_day_have_every_day(half_year: Sample) -> None:
    days = {f"{date(2025, 10, 1) + timedelta(days=n)}" for n in range(182)}
    for ledger in ("landfill-days", "leachate-days"):
        logged: Rows = half_year.rows(ledger)
        assert {row["date"] for row in logged} == days
        assert len(logged) == len(days)
