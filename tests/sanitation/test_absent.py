"""Blocks that nobody inspected: which they are, and what carrying and averaging would mean."""

from __future__ import annotations

from fractions import Fraction

from bureau.assessment.deductions import Absence
from bureau.assessment.uninspected import Lacking
from bureau.sanitation.absent import lacking
from bureau.sanitation.months import open_months, set_absences
from tests.sanitation.sanitation_books import OCTOBER, Sanitation


def lacked(bureau: Sanitation, number: str) -> tuple[Lacking, ...]:
    """What one contract's October lacks."""
    judged = bureau.judged()
    others = tuple(one for key, one in judged.items() if key != number)
    with bureau.desk.store.snapshot() as conn:
        names = bureau.desk.store.names(conn)
        return lacking(conn, names, judged[number], others, bureau.desk.today())


def test_a_month_with_one_inspection_lacks_nothing(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("2")
    assert lacked(sanitation, "HT-一标段") == ()


def test_a_month_without_inspection_lacks_every_block(sanitation: Sanitation) -> None:
    sanitation.contract("一标段")
    sanitation.contract("二标段")
    sanitation.contract("三标段")
    sanitation.deduct("6", "2026-09-10", "一标段")
    sanitation.deduct("4", "2026-10-10", "二标段")
    sanitation.deduct("9", "2026-10-10", "三标段")
    found = lacked(sanitation, "HT-一标段")
    roads = found[0]
    assert roads.block.title == "道路清扫保洁"
    assert len(found) == 8
    # Carried: 40 − 6 of September. Average of the others: (36 + 31) / 2.
    assert (roads.carried, roads.average) == (Fraction(34), Fraction(67, 2))
    assert roads.chosen is None


def test_a_first_month_has_nothing_to_carry(sanitation: Sanitation) -> None:
    sanitation.contract(begins_on="2026-10-01")
    assert {(one.carried, one.average) for one in lacked(sanitation, "HT-一标段")} == {(None, None)}


def test_what_was_chosen_stays_seen(sanitation: Sanitation) -> None:
    sanitation.contract()
    (record,) = open_months(sanitation.desk, OCTOBER)
    first, *rest = lacked(sanitation, "HT-一标段")
    chosen = [Absence(block=one.block.key, choice="full", reason="确认") for one in rest]
    chosen.append(Absence(block=first.block.key, choice="carry", value=Fraction(30)))
    set_absences(sanitation.desk, record, chosen)
    found = {one.block.key: one.chosen for one in lacked(sanitation, "HT-一标段")}
    carried = found[first.block.key]
    assert carried is not None
    assert (carried.choice, carried.value) == ("carry", Fraction(30))
    score = sanitation.only().score
    assert score is not None
    # 30 of the roads' 40 and full marks elsewhere.
    assert score.total == Fraction(90)
