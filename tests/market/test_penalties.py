"""Penalties as facts: what is counted and summed, what waits, what a case hands over, and no score."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

from bureau.calendar.periods import Period
from bureau.market import penalties
from bureau.market.figures_penalties import PenaltyFacts, penalty_figures
from bureau.market.ledgers import PENALTIES
from bureau.market.penalties import penalty_from_case
from tests.market.incoming import found, put
from tests.market.street import Street

ROOT = Path(__file__).resolve().parents[2]
SIMPLE, ORDINARY, QUICK = 3701, 3702, 3703
SLIGHT, FIRST_TIME = 3801, 3802
AMOUNT_FIELDS = re.compile(r"\b(fine_fen|confiscated_fen|paid_fen)\b")
JUDGING = re.compile(r"assess|scor|rank|settle|bulletin|reward", re.IGNORECASE)
FACTS = {"bureau/market/ledgers/penalties.py", "bureau/market/figures_penalties.py"}
"""Where the amounts are declared and summed."""


def penalty(street: Street, number: str, filed_on: str, **more: object) -> int:
    """One penalty case."""
    return put(street, "penalties", number=number, filed_on=filed_on, cause="占道经营", **more)


def fill(street: Street) -> dict[str, int]:
    """Eight cases around October; ids by number."""
    squad = {"unit": street.squad}
    lines: dict[str, tuple[str, dict[str, object]]] = {
        # Filed in September, decided and paid in October without an amount of its own.
        "A": (
            "2026-09-20",
            {
                "procedure": ORDINARY,
                "decided_on": "2026-10-02",
                "fine_fen": 200_000,
                "confiscated_fen": 5_000,
                "paid_on": "2026-10-10",
                "closed_on": "2026-10-10",
                "published_on": "2026-10-09",
            },
        ),
        "B": (
            "2026-10-01",
            {
                "procedure": SIMPLE,
                "decided_on": "2026-10-01",
                "fine_fen": 10_000,
                **squad,
                "paid_on": "2026-10-01",
                "paid_fen": 10_000,
                "closed_on": "2026-10-01",
            },
        ),
        "C": (
            "2026-10-31",
            {"procedure": QUICK, "decided_on": "2026-10-31", "fine_fen": 30_050, **squad},
        ),
        # A warning only.
        "D": ("2026-10-05", {"procedure": SIMPLE, "decided_on": "2026-10-05", "warned": 1}),
        # Not punished: with a decision, and without one.
        "E": ("2026-10-06", {"decided_on": "2026-10-08", "exemption": SLIGHT}),
        "F": ("2026-10-07", {"closed_on": "2026-10-20", "exemption": FIRST_TIME}),
        # Decided in November.
        "G": ("2026-10-09", {"decided_on": "2026-11-02", "fine_fen": 99_999, "warned": 1}),
        # Paid part in October, of a decision of September.
        "H": (
            "2026-06-01",
            {"decided_on": "2026-09-01", "fine_fen": 50_000, "paid_on": "2026-10-15"}
            | {"paid_fen": 20_000},
        ),
        "I": ("2026-07-01", {"procedure": ORDINARY}),
    }
    return {number: penalty(street, number, day, **more) for number, (day, more) in lines.items()}


def facts(street: Street) -> PenaltyFacts:
    """The facts of October, seen in November."""
    with street.desk.store.snapshot() as conn:
        return penalty_figures(conn, Period.month(2026, 10), date(2026, 11, 5))


def test_every_figure_counts_and_finds_these_cases(street: Street) -> None:
    named = {record: number for number, record in fill(street).items()}
    told = facts(street)
    listed = {
        key: "".join(sorted(named[one] for one in found(street, PENALTIES, figure.where)))
        for key, figure in told.figures.by_key.items()
    }
    assert listed == {
        "filed": "BCDEFG",
        "simple": "BD",
        "ordinary": "C",
        "closed": "ABF",
        "decided": "ABCD",
        "warned": "D",
        "fined": "ABC",
        "exempted": "EF",
        "published": "A",
        "paid": "ABH",
    }
    assert {key: told.figures.count(key) for key in listed} == {
        key: len(names) for key, names in listed.items()
    }
    assert told.publication_rate.share == Fraction(1, 4)


def test_amounts_are_exact_sums_in_fen(street: Street) -> None:
    fill(street)
    told = facts(street)
    # A 2,000.00 + B 100.00 + C 300.50; G was decided in November.
    assert told.amounts.fined == 240_050
    assert told.amounts.confiscated == 5_000
    # A pays all it owes, 2,050.00; B 100.00; H the 200.00 that are entered.
    assert told.amounts.paid == 205_000 + 10_000 + 20_000
    assert told.fined_by_unit == {street.squad: 40_050, None: 200_000}


def test_reasons_not_to_punish_are_told_one_by_one(street: Street) -> None:
    fill(street)
    lines = facts(street).parts["exemption"]
    assert [
        (line.label, line.figures.count("exempted"))
        for line in lines
        if line.figures.count("exempted")
    ] == [
        ("违法行为轻微并及时改正，没有造成危害后果", 1),
        ("初次违法且危害后果轻微并及时改正", 1),
    ]


def test_what_waits_for_a_decision_or_a_payment(street: Street) -> None:
    records = fill(street)
    # I was filed on 1 July: its ninetieth day is 29 September.
    late = penalties.undecided_long
    assert found(street, PENALTIES, late(date(2026, 9, 28), 90)) == []
    assert found(street, PENALTIES, late(date(2026, 9, 29), 90)) == [records["I"]]
    # Sixty days where the bureau's own rules say so: 30 August.
    assert found(street, PENALTIES, late(date(2026, 8, 29), 60)) == []
    assert found(street, PENALTIES, late(date(2026, 8, 30), 60)) == [records["I"]]
    soon = penalties.undecided_soon
    assert found(street, PENALTIES, soon(date(2026, 9, 18), 90, 10)) == []
    assert found(street, PENALTIES, soon(date(2026, 9, 19), 90, 10)) == [records["I"]]
    assert found(street, PENALTIES, soon(date(2026, 9, 29), 90, 10)) == []
    # C was decided on 31 October: its fifteenth day is 15 November.
    assert found(street, PENALTIES, penalties.unpaid_late(date(2026, 11, 15))) == []
    assert found(street, PENALTIES, penalties.unpaid_late(date(2026, 11, 16))) == [records["C"]]
    unpublished = found(street, PENALTIES, penalties.UNPUBLISHED)
    assert unpublished == [records[number] for number in "BCDGH"]


def test_a_case_hands_over_its_party_and_place(street: Street) -> None:
    case = street.case(
        party_kind=2701, party_name="陈某", party_licence="92", unit=street.squad, subcategory=1051
    )
    names = street.desk.store.names()
    made = penalty_from_case(street.row(case), date(2026, 10, 8), names)
    assert made == {
        "case": case,
        "filed_on": "2026-10-08",
        "cause": "流动摊贩",
        "party_kind": 2701,
        "party_name": "陈某",
        "party_licence": "92",
        "address": "人民路1号",
        "town": None,
        "unit": street.squad,
    }
    assert penalty_from_case({}, date(2026, 10, 8), names, "擅自占道")["cause"] == "擅自占道"


def test_amounts_are_read_where_facts_are_told_and_never_where_anything_is_judged() -> None:
    """行政处罚法 art. 74: what is fined has no part in an assessment."""
    readers = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in (ROOT / "bureau").rglob("*.py")
        if AMOUNT_FIELDS.search(path.read_text(encoding="utf-8"))
    }
    assert set(readers) >= FACTS
    assert [name for name in readers if JUDGING.search(name)] == []
    # Their own department tells them, the sample county makes them up; nobody else knows them.
    rooms = {name.split("/")[1] for name in readers}
    assert rooms <= {"market", "demo"}


def test_no_score_knows_the_facts_of_penalties() -> None:
    """Nor through the figures that sum them."""
    facts_module = re.compile(r"figures_penalties|market[./]penalties|ledgers\.penalties")
    for path in (ROOT / "bureau").rglob("*.py"):
        room = path.relative_to(ROOT / "bureau").parts[0]
        if room in ("assessment", "sanitation", "towns", "party") or JUDGING.search(path.stem):
            assert not facts_module.search(path.read_text(encoding="utf-8")), path
