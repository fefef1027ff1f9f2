"""Special actions: cases attached in one step, counts against targets, days passed, what could belong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.market import campaigns
from bureau.market.campaigns import OVER, PREPARED, RUNNING, attach, detach
from bureau.market.figures_campaigns import Progress, campaign_figures, progress
from bureau.market.ledgers import CAMPAIGN_DAYS, CASES
from bureau.storage.dump import logical_dump
from tests.market.incoming import found, put, take_back
from tests.market.street import SMOKE, STREET, Street

PEOPLE, ADVISED, AREA = 3201, 3203, 3207
OCTOBER = Period.month(2026, 10)


def campaign(street: Street, name: str = "秋季油烟治理", **more: object) -> int:
    """An action of 20 days from 1 to 20 October."""
    values: dict[str, object] = {
        "name": name,
        "kind": 4103,
        "begins_on": "2026-10-01",
        "ends_on": "2026-10-20",
        "targets": {PEOPLE: 10_000, ADVISED: 8_000},
        **more,
    }
    return put(street, "campaigns", **values)


def day(street: Street, action: int, date: str, counts: dict[int, int], unit: int | None) -> int:
    """One daily report; counts in hundredths, as they are stored."""
    values = {"campaign": action, "date": date, "unit": unit, "counts": counts}
    return put(street, "campaign-days", **values)


def told(street: Street, action: int, today: date, period: Period | None = None) -> Progress:
    """The progress of an action."""
    with street.desk.store.snapshot() as conn:
        one = progress(conn, action, today, period)
    assert one is not None
    return one


def test_a_selection_of_cases_is_attached_in_one_step(street: Street) -> None:
    action, other = campaign(street), campaign(street, "夜市规范")
    first, second, third = (street.case() for _ in range(3))
    attach(street.desk, other, [third])
    before = logical_dump(street.desk.store)
    done = attach(street.desk, action, [first, second, third])
    assert done.cases == (first, second)
    assert done.sentence == "已归入 2 条；另外 1 条没有办：1 条已经归入“夜市规范”。"
    assert found(street, CASES, campaigns.attached(action)) == [first, second]
    assert take_back(street) == "归入专项行动“秋季油烟治理”(2 条)"
    assert logical_dump(street.desk.store) == before

    moved = attach(street.desk, action, [third], moving=True)
    assert moved.cases == (third,)
    with pytest.raises(UserError, match="已经在这个行动里"):
        attach(street.desk, action, [third])
    assert detach(street.desk, [first, third]) == 1
    assert found(street, CASES, campaigns.attached(action)) == []


def test_an_action_that_is_gone_takes_no_cases(street: Street) -> None:
    with pytest.raises(UserError, match="已经被删除"):
        attach(street.desk, 77, [street.case()])


def test_progress_is_the_sum_of_the_days_against_the_targets(street: Street) -> None:
    action = campaign(street)
    day(street, action, "2026-10-01", {PEOPLE: 2_000, AREA: 1_250}, street.squad)
    day(street, action, "2026-10-02", {PEOPLE: 3_000, ADVISED: 2_000}, street.squad)
    day(street, action, "2026-10-02", {PEOPLE: 500}, street.room)
    day(street, campaign(street, "夜市规范"), "2026-10-02", {PEOPLE: 9_900}, street.squad)
    one = told(street, action, date(2026, 10, 5))
    assert [(count.title, count.done, count.target, count.share) for count in one.counts] == [
        ("出动人员", 55, 100, Fraction(55, 100)),
        ("劝导占道经营", 20, 80, Fraction(1, 4)),
        ("拆除面积", Decimal("12.5"), None, None),
    ]
    assert one.counts[0].by_unit == {"二中队": 50, "法规股": 5}
    assert one.reports == 3
    assert one.elapsed == Fraction(5, 20)
    behind = found(street, CAMPAIGN_DAYS, one.counts[1].where)
    assert len(behind) == 1


def test_cases_found_and_put_right_and_void_ones_not(street: Street) -> None:
    action = campaign(street)
    closed = street.case(2206, campaign=action, closed_on="2026-10-05")
    still = street.case(campaign=action)
    street.case(2211, campaign=action)
    street.case()
    one = told(street, action, date(2026, 10, 8))
    assert {key: figure.count for key, figure in one.cases.by_key.items()} == {
        "cases": 2,
        "closed": 1,
        "open": 1,
    }
    assert found(street, CASES, one.cases["closed"].where) == [closed]
    assert found(street, CASES, one.cases["open"].where) == [still]
    assert one.closing_rate == Fraction(1, 2)


def test_a_period_takes_the_actions_that_have_days_in_it_and_only_its_own_part(
    street: Street,
) -> None:
    across = campaign(street, "跨月行动", begins_on="2026-09-20", ends_on=None)
    campaign(street, "九月行动", begins_on="2026-09-01", ends_on="2026-09-30")
    campaign(street, "十一月行动", begins_on="2026-11-01", ends_on=None)
    last = campaign(street, "月末行动", begins_on="2026-10-31", ends_on="2026-11-30")
    day(street, across, "2026-09-30", {PEOPLE: 1_000}, None)
    day(street, across, "2026-10-01", {PEOPLE: 200}, None)
    with street.desk.store.snapshot() as conn:
        running = campaign_figures(conn, OCTOBER, date(2026, 11, 5))
    assert [one.campaign for one in running] == [across, last]
    assert (running[0].counts[0].done, running[0].counts[0].by_unit) == (2, {"未填": 2})
    assert running[0].elapsed is None


def test_cases_that_could_belong_to_an_action(street: Street) -> None:
    action = campaign(street, units=f"[{street.squad}]")
    fits = street.case(category=SMOKE, unit=street.squad)
    street.case(category=STREET, unit=street.squad)
    street.case(category=SMOKE, unit=street.room)
    street.case(category=SMOKE, unit=street.squad, found_on="2026-10-21")
    street.case(2211, category=SMOKE, unit=street.squad)
    street.case(category=SMOKE, unit=street.squad, campaign=action)
    row = {
        "kind": 4103,
        "begins_on": "2026-10-01",
        "ends_on": "2026-10-20",
        "units": f"[{street.squad}]",
    }
    assert found(street, CASES, campaigns.suggested(row)) == [fits]


def test_the_state_of_an_action_by_its_days() -> None:
    action = {"begins_on": "2026-10-01", "ends_on": "2026-10-20"}
    assert campaigns.state_on(action, date(2026, 9, 30)) == PREPARED
    assert campaigns.state_on(action, date(2026, 10, 1)) == RUNNING
    assert campaigns.state_on(action, date(2026, 10, 20)) == RUNNING
    assert campaigns.state_on(action, date(2026, 10, 21)) == OVER
    assert campaigns.state_on({"begins_on": "2026-10-01"}, date(2030, 1, 1)) == RUNNING
