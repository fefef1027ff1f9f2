"""The engine of frequencies against years worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.party.classes import (
    BRANCH,
    BRANCH_COMMITTEE,
    BRANCH_GROUP,
    COMMITTEE,
    EVERY_HALF_YEAR,
    EVERY_MONTH,
    EVERY_QUARTER,
    EVERY_YEAR,
    GENERAL,
    GROUP,
    LIFE,
    PARTY_DAY,
    PARTY_GROUP,
    TALK,
)
from bureau.party.frequency import (
    MONTHS,
    Held,
    Kept,
    Organs,
    applies,
    group_key,
    group_titles,
    in_words,
    kept,
    spans,
)
from bureau.party.rules import SHIPPED, Rule, histories

MONTHLY = Rule(PARTY_DAY, EVERY_MONTH, 1, BRANCH)
QUARTERLY = Rule(GENERAL, EVERY_QUARTER, 1, BRANCH)
OLD = Organs(1, "机关党支部", date(2019, 5, 8))
OCTOBER = date(2026, 10, 31)


def held(*days: str, group: str = "", of_year: int = 2026) -> list[Held]:
    """Meetings of these days: 3-15 is one of 2026."""
    return [Held(date(2026, *map(int, day.split("-"))), of_year, group) for day in days]


def result(rule: Rule, by: Organs, meetings: list[Held], as_of: date = OCTOBER) -> Kept:
    """How the rule was kept in 2026."""
    return kept([rule], by, meetings, 2026, as_of)


def told(found: Kept) -> tuple[int, int, tuple[str, ...]]:
    """Required, met and missing."""
    return found.required, found.met, found.missing


def test_two_in_one_month_count_once() -> None:
    found = result(MONTHLY, OLD, held("1-3", "1-26", "3-31", "5-1"), date(2026, 5, 31))
    assert told(found) == (5, 3, ("2", "4"))


def test_the_last_day_of_a_period_is_over_on_that_day_and_not_before() -> None:
    assert told(result(MONTHLY, OLD, [], date(2026, 1, 30))) == (0, 0, ())
    assert told(result(MONTHLY, OLD, [], date(2026, 1, 31))) == (1, 0, ("1",))


def test_a_quarter_that_is_not_over_is_running() -> None:
    found = result(QUARTERLY, OLD, held("2-10", "7-10", "10-9"))
    assert told(found) == (3, 2, ("2",))
    assert found.running is not None
    assert (found.running.span.label, found.running.span.last) == ("4", date(2026, 12, 31))
    assert (found.running.required, found.running.held) == (1, 1)


def test_a_branch_founded_in_may_owes_from_its_first_whole_period() -> None:
    young = Organs(1, "新支部", date(2026, 5, 8))
    assert told(result(MONTHLY, young, held("5-20", "6-1", "8-1"))) == (5, 2, ("7", "9", "10"))
    assert told(result(QUARTERLY, young, held("6-30"))) == (1, 0, ("3",))
    on_the_first = Organs(1, "新支部", date(2026, 5, 1))
    assert told(result(MONTHLY, on_the_first, held("5-20")))[0] == 6


def test_a_branch_owes_nothing_for_the_period_in_which_it_ends() -> None:
    gone = Organs(1, "老支部", date(2019, 5, 8), date(2026, 3, 15))
    assert told(result(MONTHLY, gone, [])) == (2, 0, ("1", "2"))
    assert result(MONTHLY, gone, []).running is None


def test_each_group_owes_its_own_meetings() -> None:
    rule = Rule(GROUP, EVERY_MONTH, 1, BRANCH_GROUP)
    two = Organs(1, "机关", None, groups=group_titles(2, None))
    meetings = [*held("1-5", "1-6", group="第一党小组"), *held("2-5", group="2组")]
    found = result(rule, two, meetings, date(2026, 2, 28))
    assert told(found) == (4, 2, ("1/第二党小组", "2/第一党小组"))


def test_several_times_a_period_are_counted_up_to_what_is_asked() -> None:
    rule = Rule(TALK, EVERY_HALF_YEAR, 2, BRANCH)
    found = result(rule, OLD, held("1-5", "2-5", "3-5", "8-1"), date(2026, 12, 31))
    assert told(found) == (4, 3, ("2",))
    assert told(result(rule, OLD, [], date(2026, 6, 30))) == (2, 0, ("1", "1"))


def test_a_yearly_meeting_made_up_for_in_march_belongs_to_its_year() -> None:
    rule = Rule(LIFE, EVERY_YEAR, 1, BRANCH)
    late = [Held(date(2027, 3, 10), 2026)]
    assert told(result(rule, OLD, late, date(2026, 12, 31))) == (1, 1, ())
    assert told(kept([rule], OLD, late, 2027, date(2027, 12, 31))) == (1, 0, ("2027",))
    # For a quarter nobody can say which one it was.
    assert told(kept([QUARTERLY], OLD, late, 2027, date(2027, 3, 31))) == (1, 0, ("1",))


@pytest.mark.parametrize(
    ("scope", "to", "expected"),
    [
        (BRANCH, OLD, True),
        (BRANCH_COMMITTEE, OLD, False),
        (BRANCH_COMMITTEE, Organs(1, "甲", has_committee=True), True),
        (BRANCH_GROUP, OLD, False),
        (BRANCH_GROUP, Organs(1, "甲", groups=("第一党小组",)), True),
        (PARTY_GROUP, OLD, False),
        (PARTY_GROUP, Organs(None, "党组"), True),
        (BRANCH, Organs(None, "党组"), False),
    ],
)
def test_a_rule_is_for_who_has_the_organ(scope: int, to: Organs, expected: bool) -> None:
    assert applies(Rule(COMMITTEE, EVERY_MONTH, 1, scope), to) is expected


def test_spans_of_a_year() -> None:
    assert [span.label for span in spans(EVERY_QUARTER, 2028)] == ["1", "2", "3", "4"]
    assert spans(EVERY_MONTH, 2028)[1].last == date(2028, 2, 29)
    (year,) = spans(EVERY_YEAR, 2026)
    assert (year.label, year.first, year.last) == ("2026", date(2026, 1, 1), date(2026, 12, 31))


def test_groups_are_numbered_or_have_names() -> None:
    assert group_titles(2, None) == ("第一党小组", "第二党小组")
    assert group_titles(2, "在职党小组、离退休党小组") == ("在职党小组", "离退休党小组")
    assert group_titles(None, None) == ()
    assert [in_words(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


@pytest.mark.parametrize(
    "written", ["第二党小组", "二组", "2组", "第2小组", " 第 二 党小组 ", "２"]
)
def test_spellings_of_one_group(written: str) -> None:
    assert group_key(written) == group_key("第二党小组")


def test_names_of_groups_stay_apart() -> None:
    assert group_key("离退休党小组") == group_key("离退休小组") != group_key("在职党小组")
    assert group_key("第十二党小组") == group_key("12组") != group_key("第二党小组")


def test_the_bureaus_own_rule_stands_in_for_the_shipped_one() -> None:
    twice = Rule(PARTY_DAY, EVERY_MONTH, 2, BRANCH)
    none = Rule(GENERAL, EVERY_QUARTER, 0, BRANCH)
    found = histories([twice, none])
    assert (twice,) in found
    assert (none,) in found
    assert {rules[0].kind for rules in found} == {rule.kind for rule in SHIPPED}
    assert histories([]) == tuple((rule,) for rule in SHIPPED)


def labels(rules: list[Rule], as_of: date = date(2026, 12, 31)) -> list[tuple[int, str]]:
    """The spans that the old branch is asked for in 2026: length in months and number."""
    cells = kept(rules, OLD, [], 2026, as_of).cells
    return [(MONTHS[cell.rule.period], cell.span.label) for cell in cells]


def test_a_rule_changed_within_the_year_begins_with_its_first_whole_period() -> None:
    monthly_from = Rule(GENERAL, EVERY_MONTH, 1, BRANCH, date(2026, 5, 1))
    # The second quarter had begun by the old rule: it is asked for by that one, and July by the new.
    assert labels([QUARTERLY, monthly_from]) == [
        (3, "1"),
        (3, "2"),
        *((1, str(month)) for month in range(7, 13)),
    ]
    quarterly_from = Rule(PARTY_DAY, EVERY_QUARTER, 1, BRANCH, date(2026, 5, 15))
    assert labels([MONTHLY, quarterly_from]) == [
        *((1, str(month)) for month in range(1, 7)),
        (3, "3"),
        (3, "4"),
    ]
    yearly_from = Rule(PARTY_DAY, EVERY_YEAR, 1, BRANCH, date(2026, 2, 1))
    assert len(labels([MONTHLY, yearly_from])) == 12
    assert kept([MONTHLY, yearly_from], OLD, [], 2027, date(2027, 12, 31)).missing == ("2027",)


def test_a_kind_that_is_asked_for_from_a_day_on_owes_nothing_before() -> None:
    studies = Rule(TALK, EVERY_QUARTER, 1, BRANCH, date(2026, 5, 1))
    assert labels([studies]) == [(3, "3"), (3, "4")]
    # In May it is twice a month instead of once.
    twice = Rule(PARTY_DAY, EVERY_MONTH, 2, BRANCH, date(2026, 5, 1))
    found = kept([MONTHLY, twice], OLD, held("4-3", "5-3", "5-9"), 2026, date(2026, 6, 30))
    assert told(found) == (8, 3, ("1", "2", "3", "6", "6"))
    # From July on none is.
    none = Rule(PARTY_DAY, EVERY_MONTH, 0, BRANCH, date(2026, 7, 1))
    assert len(labels([MONTHLY, none])) == 6


def test_a_branch_dissolved_in_august_owes_what_ended_before() -> None:
    gone = Organs(1, "老支部", date(2019, 5, 8), date(2026, 8, 20))
    assert told(result(MONTHLY, gone, held("3-1")))[:2] == (7, 1)
    assert told(result(QUARTERLY, gone, [], date(2026, 12, 31))) == (2, 0, ("1", "2"))
    yearly = kept([Rule(LIFE, EVERY_YEAR, 1, BRANCH)], gone, [], 2026, date(2026, 12, 31))
    assert told(yearly) == (0, 0, ())
    assert [cell.state for cell in yearly.cells] == ["free"]


def test_every_span_says_where_it_stands() -> None:
    young = Organs(1, "新支部", date(2026, 2, 10))
    found = result(QUARTERLY, young, held("4-10", "5-11", "10-9"), OCTOBER)
    assert [(cell.state, cell.required, cell.held) for cell in found.cells] == [
        ("free", 0, 0),
        ("met", 1, 1),
        ("missing", 1, 0),
        ("running", 1, 1),
    ]
    assert found.cells[2].lacking == 1
    early = result(QUARTERLY, OLD, [], date(2026, 3, 30)).cells
    assert [cell.state for cell in early] == ["running", "ahead", "ahead", "ahead"]
