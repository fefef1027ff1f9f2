"""Which months a change of 考核办法 judges anew: those begun and not issued, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bureau.assessment.books import NAMED, save_rubric
from bureau.assessment.issued import keep_issued
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric, copied
from bureau.assessment.shipped import shipped_awards, shipped_rubrics
from bureau.assessment.snapshot import UnitMonth
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.month.open_months import (
    months_of_awards,
    months_of_rubric,
    months_of_rule,
    words_of,
)
from tests.sanitation.sanitation_books import OCTOBER, Sanitation, open_sanitation
from tests.storage.offices import hurry
from tests.towns.town_books import Towns, open_towns

SEPTEMBER_ON, OCTOBER_ON, NOVEMBER_ON = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def sanitation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sanitation]:
    """A contract from September on, on 9 November 2026; September is issued."""
    hurry(monkeypatch)
    with open_sanitation(tmp_path / "office") as bureau:
        contract = bureau.contract(begins_on="2026-09-01")
        issue(bureau.desk, "sanitation", str(contract), SEPTEMBER_ON)
        yield bureau


@pytest.fixture
def towns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Towns]:
    """Scores of September (issued) and October, on 5 November 2026."""
    hurry(monkeypatch)
    with open_towns(tmp_path / "towns") as county:
        county.score("河口镇", "90")
        county.score("河口镇", "90", month=Period.month(2026, 9))
        issue(county.desk, "towns", "ranking", SEPTEMBER_ON)
        yield county


def issue(desk: Desk, family: str, subject: str, month: date) -> None:
    """A month frozen."""
    own = shipped(family)
    with desk.store.operation(desk, "签发") as op:
        keep_issued(op, family, subject, month, UnitMonth(rubric=own, inputs=None, unscored="首月"))


def shipped(family: str) -> Rubric:
    """The default of a family."""
    return next(one for one in shipped_rubrics() if one.key == f"{family}-default")


def own_rubric(since: date, family: str = "sanitation") -> Rubric:
    """The default copied, in force from a day on."""
    return copied(shipped(family), key="own", title="本局细则", valid_from=since)


def touched(desk: Desk, rubric: Rubric | None, key: str = "own") -> tuple[date, ...]:
    """What a rubric would judge anew."""
    with desk.store.snapshot() as conn:
        return months_of_rubric(conn, key, rubric, desk.today())


def test_one_from_next_month_on_touches_nothing(sanitation: Sanitation) -> None:
    assert touched(sanitation.desk, own_rubric(date(2026, 12, 1))) == ()


def test_one_from_an_earlier_day_touches_open_months_only(sanitation: Sanitation) -> None:
    assert touched(sanitation.desk, own_rubric(SEPTEMBER_ON)) == (OCTOBER_ON, NOVEMBER_ON)
    assert touched(sanitation.desk, own_rubric(date(2026, 10, 2))) == (NOVEMBER_ON,)
    ended = replace(own_rubric(SEPTEMBER_ON), valid_to=date(2026, 10, 31))
    assert touched(sanitation.desk, ended) == (OCTOBER_ON,)


def test_the_same_again_touches_nothing_and_deleting_it_does(sanitation: Sanitation) -> None:
    own = own_rubric(OCTOBER_ON)
    save_rubric(sanitation.desk, own)
    assert touched(sanitation.desk, own) == ()
    assert touched(sanitation.desk, replace(own, floor=own.floor + 1)) == (OCTOBER_ON, NOVEMBER_ON)
    assert touched(sanitation.desk, None) == (OCTOBER_ON, NOVEMBER_ON)


def test_one_that_a_contract_names_touches_its_months(sanitation: Sanitation) -> None:
    own = replace(own_rubric(date(2027, 1, 1)), family=f"sanitation{NAMED}")
    save_rubric(sanitation.desk, own)
    sanitation.contract("二标段", begins_on="2026-11-01", rubric=own.title)
    changed = replace(own, floor=own.floor + 1)
    assert touched(sanitation.desk, changed) == (NOVEMBER_ON,)
    # What is in force for all others doesn't judge that contract.
    assert touched(sanitation.desk, own_rubric(NOVEMBER_ON), "general") == (NOVEMBER_ON,)


def test_a_rule_touches_the_months_of_its_contracts(sanitation: Sanitation) -> None:
    sanitation.contract("二标段", rule="六档", begins_on="2026-11-01")
    with sanitation.desk.store.snapshot() as conn:
        today = sanitation.desk.today()
        three = months_of_rule(conn, sanitation.item("pay-rule", "三档"), today)
        six = months_of_rule(conn, sanitation.item("pay-rule", "六档"), today)
        none = months_of_rule(conn, sanitation.item("pay-rule", "按分"), today)
    assert (three, six, none) == ((OCTOBER_ON, NOVEMBER_ON), (NOVEMBER_ON,), ())


def test_months_of_an_ended_contract_end_with_it(sanitation: Sanitation) -> None:
    sanitation.contract("二标段", rule="六档", begins_on="2026-07-15", ends_on="2026-08-03")
    with sanitation.desk.store.snapshot() as conn:
        found = months_of_rule(conn, sanitation.item("pay-rule", "六档"), sanitation.desk.today())
    assert found == (date(2026, 7, 1), date(2026, 8, 1))


def test_a_score_changes_when_it_was_said_to(sanitation: Sanitation) -> None:
    """October was named, and its score of 98 is lifted to the new floor of 99."""
    sanitation.deduct("2")
    before = sanitation.only(OCTOBER).score
    own = own_rubric(OCTOBER_ON)
    lifted = replace(own, floor=own.floor + 99)
    assert OCTOBER.first in touched(sanitation.desk, lifted)
    save_rubric(sanitation.desk, lifted)
    after = sanitation.only(OCTOBER).score
    assert before is not None
    assert after is not None
    assert before.total == 98
    assert after.total == 99


def test_awards_and_rubrics_of_towns_touch_months_with_scores(towns: Towns) -> None:
    awards: Awards = replace(
        shipped_awards()[0], key="own", title="本局", valid_from=SEPTEMBER_ON, rewards=(1,)
    )
    with towns.desk.store.snapshot() as conn:
        today = towns.desk.today()
        assert months_of_awards(conn, "own", awards, today) == (OCTOBER_ON,)
        later = replace(awards, valid_from=NOVEMBER_ON)
        assert months_of_awards(conn, "own", later, today) == ()
    assert touched(towns.desk, own_rubric(SEPTEMBER_ON, "towns")) == (OCTOBER_ON,)
    assert touched(towns.desk, own_rubric(SEPTEMBER_ON)) == ()


def test_months_are_told_in_runs() -> None:
    months = [date(2026, month, 1) for month in (1, 2, 3, 5, 7, 8)]
    assert words_of(months) == "2026-01 至 2026-03、2026-05、2026-07 和 2026-08"
    assert words_of([date(2026, 12, 1), date(2027, 1, 1)]) == "2026-12 和 2027-01"
