"""Appeals: how long there is, what a ruling leaves of a deduction, and what can still change when."""

from dataclasses import replace
from datetime import date

import pytest

from bureau.assessment.appeals import Appeal, Ruling, last_day
from bureau.assessment.deductions import known_on, settled, unsettled, without_appeals
from bureau.assessment.explaining import explained
from bureau.assessment.scoring import score
from bureau.calendar.working import WorkCalendar
from bureau.errors import UserError
from tests.assessment.made import CORNERS, appealed, f, found, inspected, rubric


def test_three_working_days_from_service_skip_the_weekend() -> None:
    # served on Thursday the 22nd: Friday, Monday, Tuesday the 27th
    assert last_day(date(2026, 10, 22), WorkCalendar()) == date(2026, 10, 27)


def test_natural_days_run_through_the_weekend() -> None:
    served = date(2026, 10, 22)
    assert last_day(served, WorkCalendar(), 5, "自然日") == date(2026, 10, 27)


@pytest.mark.parametrize(
    ("ruling", "reduced_to", "expected"),
    [
        ("open", "", "94"),
        ("upheld", "", "94"),
        ("late", "", "94"),
        ("dropped", "", "94"),
        ("reduced", "2", "98"),
        ("quashed", "", "100"),
    ],
)
def test_what_a_ruling_leaves(ruling: Ruling, reduced_to: str, expected: str) -> None:
    judged = score(rubric(), inspected(appealed(ruling, reduced_to)))
    assert judged.total == f(expected)
    assert judged.kept[0].loss == 6


def test_the_score_before_the_appeal_can_be_made_again() -> None:
    inputs = inspected(appealed("quashed"), found("roads.mud"))
    assert score(rubric(), inputs).total == f("99.5")
    assert score(rubric(), without_appeals(inputs)).total == f("93.5")


def test_the_score_as_it_stood_on_a_day() -> None:
    inputs = inspected(appealed("reduced", "2"))
    assert score(rubric(), known_on(inputs, date(2026, 10, 28))).total == 94
    assert score(rubric(), known_on(inputs, date(2026, 10, 29))).total == 98


def test_an_explanation_says_the_ruling_and_both_values() -> None:
    tree = explained(score(rubric(), inspected(appealed("reduced", "2"))))
    words = tree.children[0].children[0].children[0].words
    assert words == "3 × 2 ＝ 6；申诉减轻，计 2"


def test_a_deduction_is_settled_after_its_last_day() -> None:
    assert not settled(CORNERS, date(2026, 10, 26))
    assert settled(CORNERS, date(2026, 10, 27))


def test_a_deduction_that_was_never_served_stays_open() -> None:
    assert not settled(replace(CORNERS, contest_until=None), date(2027, 1, 1))


def test_a_deduction_signed_for_is_settled_at_once() -> None:
    signed = replace(CORNERS, accepted_on=date(2026, 10, 21))
    assert settled(signed, date(2026, 10, 21))
    assert not settled(signed, date(2026, 10, 20))


def test_an_appeal_keeps_it_open_until_the_ruling() -> None:
    ruled = appealed("upheld")
    assert not settled(ruled, date(2026, 10, 28))
    assert settled(ruled, date(2026, 10, 29))
    assert unsettled([ruled, found("roads.mud", ref="13")], date(2026, 10, 29)) == ("13",)


@pytest.mark.parametrize(
    ("appeal", "said"),
    [
        (Appeal(filed_on=date(2026, 10, 23), ruling="upheld"), "要填裁决日期"),
        (
            Appeal(filed_on=date(2026, 10, 23), ruling="quashed", ruled_on=date(2026, 10, 22)),
            "早于提出日期",
        ),
        (
            Appeal(filed_on=date(2026, 10, 23), ruling="reduced", ruled_on=date(2026, 10, 24)),
            "要填减轻后的扣分",
        ),
        (
            Appeal(
                filed_on=date(2026, 10, 23),
                ruling="reduced",
                ruled_on=date(2026, 10, 24),
                reduced_to=f(6),
            ),
            "要小于原扣分 6",
        ),
    ],
)
def test_an_appeal_that_makes_no_sense_is_refused(appeal: Appeal, said: str) -> None:
    with pytest.raises(UserError, match=said):
        score(rubric(), inspected(replace(CORNERS, appeal=appeal)))
