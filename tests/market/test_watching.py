"""Registers that get checked again and again: what is due, covered, passed, run out; failed checks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Filter
from bureau.market import actions, watching
from bureau.market.figures_watching import Watched, watched_figures
from bureau.market.ledgers import CHECKS, REGISTERS
from bureau.market.watching import FAILED, PASSED, REFUSED, SHUT, WATCHES
from bureau.storage.check import check
from tests.market.incoming import found, put, row_of, take_back
from tests.market.street import SMOKE, Street

RESTAURANTS, SIGNS, SITES, FRONTAGES = REGISTERS
KITCHENS, BOARDS, WORKS, FRONTS = CHECKS
TODAY = date(2026, 10, 8)
CLOSED_DOWN, GONE = 4802, 4803
UNCHECKED, SOON, IN_TIME = 3, 2, 1


def kitchen(street: Street, name: str, **more: object) -> int:
    """A restaurant that is checked every thirty days."""
    values: dict[str, object] = {"name": name, "every_days": 30, "address": "文化街1号", **more}
    return put(street, "restaurants", **values)


def look(street: Street, place: int, day: str, result: int = PASSED, **more: object) -> int:
    """One check of a restaurant."""
    values = {"checked_on": day, "place": place, "result": result, **more}
    return put(street, "restaurant-checks", **values)


def test_a_place_is_due_after_its_cycle_and_when_it_was_never_checked(street: Street) -> None:
    # Thirty days before 8 October is 8 September.
    late, last, soon, fresh = (kitchen(street, name) for name in "甲乙丙丁")
    never, shut, closed = (kitchen(street, name) for name in "戊己庚")
    uncounted = kitchen(street, "辛", every_days=None)
    look(street, late, "2026-09-07")
    look(street, last, "2026-09-08")
    look(street, soon, "2026-09-11")
    look(street, fresh, "2026-08-01")
    look(street, fresh, "2026-09-12", FAILED)
    # Who met a closed door hasn't checked.
    look(street, shut, "2026-10-01", SHUT)
    with street.desk.store.operation(street.desk, "停业") as op:
        op.update("restaurants", closed, {"state": CLOSED_DOWN})
    assert found(street, RESTAURANTS, watching.TO_CHECK) == [late, never, shut]
    lights = [
        row_of(street, "restaurants", one)["check_light"]
        for one in (late, last, soon, fresh, never, closed, uncounted)
    ]
    assert lights == [UNCHECKED, SOON, SOON, IN_TIME, UNCHECKED, None, None]
    assert row_of(street, "restaurants", fresh)["checked_ago"] == 26
    assert row_of(street, "restaurants", never)["checked_ago"] is None


def test_permits_and_purifiers_that_run_out(street: Street) -> None:
    def sign(name: str, until: str | None, **more: object) -> int:
        return put(street, "signs", name=name, permit_until=until, **more)

    past, today, last = sign("甲", "2026-10-07"), sign("乙", "2026-10-08"), sign("丙", "2026-11-07")
    sign("丁", "2026-11-08")
    sign("戊", None)
    sign("己", "2026-10-07", state=GONE)
    assert found(street, SIGNS, watching.permits_running_out(TODAY, 30)) == [today, last]
    assert found(street, SIGNS, watching.permits_run_out(TODAY)) == [past]

    # Sixty days before 8 October is 9 August.
    dirty = kitchen(street, "甲", purifier=1, cleaned_on="2026-08-08")
    kitchen(street, "乙", purifier=1, cleaned_on="2026-08-09")
    new = kitchen(street, "丙", purifier=1, installed_on="2026-08-08")
    kitchen(street, "丁", purifier=1, installed_on="2026-09-01")
    unknown = kitchen(street, "戊", purifier=1)
    without = kitchen(street, "己", purifier=0)
    kitchen(street, "庚", purifier=1, state=CLOSED_DOWN)
    assert found(street, RESTAURANTS, watching.cleaning_late(TODAY, 60)) == [dirty, new, unknown]
    assert found(street, RESTAURANTS, watching.without_purifier()) == [without]


def test_a_failed_check_becomes_a_case_with_the_name_and_place_of_what_was_checked(
    street: Street,
) -> None:
    place = kitchen(street, "张记烧烤", phone="13900001111")
    bad = look(
        *(street, place, "2026-10-07", FAILED),
        found="净化器未开启",
        due_on="2026-10-12",
        unit=street.squad,
    )
    good = look(street, place, "2026-10-01")
    made = watching.make_case(street.desk, KITCHENS, [bad, good])
    assert [one.reason for one in made.left] == ["检查结果不是不合格"]
    case = made.cases[bad]
    row = street.row(case)
    assert (row["party_name"], row["address"], row["category"]) == ("张记烧烤", "文化街1号", SMOKE)
    assert (row["found_on"], row["due_on"], row["description"], row["unit"]) == (
        "2026-10-07",
        "2026-10-12",
        "净化器未开启",
        street.squad,
    )
    assert row_of(street, "restaurant-checks", bad)["case"] == case
    assert street.steps(case)[0]["remark"] == "由2026-10-07的餐饮油烟检查转来"
    assert check(street.desk.store) == []
    with pytest.raises(UserError, match="没有已结案的关联案件"):
        watching.take_over_closing(street.desk, KITCHENS, [bad])
    actions.close_directly(street.desk, [case], {"handling": "管理"})
    assert found(street, KITCHENS, watching.RIGHTED_BY_CASE) == [bad]
    watching.take_over_closing(street.desk, KITCHENS, [bad])
    assert row_of(street, "restaurant-checks", bad)["righted_on"] == "2026-10-08"
    assert take_back(street).startswith("销号餐饮油烟检查")


def test_what_a_frontage_fails_by_must_be_chosen(street: Street) -> None:
    place = put(street, "frontages", name="便民超市", address="人民路3号")
    values = {"checked_on": "2026-10-07", "place": place, "result": FAILED}
    bad = put(street, "frontage-checks", **values)
    with pytest.raises(UserError, match="“问题类别”没有填"):
        watching.make_case(street.desk, FRONTS, [bad])
    made = watching.make_case(street.desk, FRONTS, [bad], {"category": "店外经营"})
    assert street.row(made.cases[bad])["category"] == 1100


def figures(street: Street, at: int = 0, today: date = date(2026, 11, 5)) -> Watched:
    """The figures of October of one register."""
    with street.desk.store.snapshot() as conn:
        return watched_figures(conn, WATCHES[at], Period.month(2026, 10), today)


def test_covered_passed_and_put_right(street: Street) -> None:
    first, second, third, fourth = (kitchen(street, name) for name in "甲乙丙丁")
    closed = kitchen(street, "戊", state=CLOSED_DOWN)
    one = look(street, first, "2026-10-01")
    two = look(street, first, "2026-10-31", FAILED, due_on="2026-11-03", righted_on="2026-11-04")
    three = look(street, second, "2026-10-09", FAILED, righted_on="2026-10-12", found="未清洗")
    four = look(street, third, "2026-10-09", SHUT)
    five = look(street, fourth, "2026-10-09", REFUSED)
    six = look(street, fourth, "2026-09-20", FAILED, due_on="2026-09-25")
    seven = look(street, closed, "2026-10-02")
    look(street, second, "2026-11-01")
    told = figures(street)

    def behind(where: Filter) -> list[int]:
        return found(street, KITCHENS, where)

    assert {key: behind(figure.where) for key, figure in told.checks.by_key.items()} == {
        "visits": [one, two, three, four, five, seven],
        "checks": [one, two, three, seven],
        "passed": [one, seven],
        "failed": [two, three],
        "righted": [three],
        "unrighted": [two, six],
        "late": [six],
        "shut": [four],
        "refused": [five],
        "with_case": [],
    }
    assert {key: figure.count for key, figure in told.checks.by_key.items()}["unrighted"] == 2
    covered = told.places["covered"]
    assert found(street, RESTAURANTS, covered.where) == [first, second]
    assert [told.places.count(key) for key in ("places", "covered", "never")] == [4, 2, 1]
    assert found(street, RESTAURANTS, told.places["never"].where) == [third]
    assert told.coverage.share == Fraction(1, 2)
    assert told.pass_rate.share == Fraction(1, 2)
    assert told.righting_rate.share == Fraction(1, 2)


def test_a_past_month_counts_the_places_of_its_time(street: Street) -> None:
    def state(place: int, item: int | None) -> None:
        with street.desk.store.operation(street.desk, "改状态") as op:
            op.update("restaurants", place, {"state": item})

    def told(month: int, today: str = "2027-03-01") -> list[int]:
        """Places in business and places covered in a month."""
        with street.desk.store.snapshot() as conn:
            found = watched_figures(
                conn, WATCHES[0], Period.month(2026, month), date.fromisoformat(today)
            )
        return [found.places.count(key) for key in ("places", "covered", "never")]

    # 8 October: the list that the bureau brought along; it was there in September too.
    one, two = kitchen(street, "甲"), kitchen(street, "乙")
    shut = kitchen(street, "丙", state=CLOSED_DOWN)
    look(street, one, "2026-10-09")
    look(street, two, "2026-09-20")
    assert (told(9), told(10)) == ([2, 1, 1], [2, 1, 0])
    # 10 November: another opens; 20 November: 乙 closes, 丙 opens again.
    street.at("2026-11-10 09:00")
    late = kitchen(street, "丁")
    street.at("2026-11-20 09:00")
    state(two, CLOSED_DOWN)
    state(shut, None)
    # October is what it was; in November all four were in business for a while; in December 乙
    # isn't.
    assert (told(9), told(10)) == ([2, 1, 1], [2, 1, 0])
    look(street, late, "2026-11-30")
    assert (told(11), told(12)) == ([4, 1, 1], [3, 0, 1])
    # What happens later changes none of them: 甲 closes in January and opens in February, 丁 is
    # edited otherwise.
    street.at("2027-01-10 09:00")
    state(one, GONE)
    street.at("2027-02-10 09:00")
    state(one, None)
    with street.desk.store.operation(street.desk, "改") as op:
        op.update("restaurants", late, {"phone": "13900001111"})
    assert [told(month) for month in (9, 10, 11, 12)] == [
        [2, 1, 1],
        [2, 1, 0],
        [4, 1, 1],
        [3, 0, 1],
    ]
    # Entered by mistake and removed: it was in no month.
    with street.desk.store.operation(street.desk, "删除") as op:
        op.remove("restaurants", shut)
    assert told(11) == [3, 1, 0]


def test_a_day_of_the_clock_is_the_last_of_the_month_to_midnight(street: Street) -> None:
    kitchen(street, "甲")
    street.at("2026-10-31 23:59")
    kitchen(street, "乙")
    street.at("2026-11-01 00:00")
    two = kitchen(street, "丙")
    assert [figures(street).places.count("places")] == [2]
    with street.desk.store.operation(street.desk, "停业") as op:
        op.update("restaurants", two, {"state": CLOSED_DOWN})
    take_back(street)
    assert [figures(street).places.count("places")] == [2]


@pytest.mark.parametrize("at", range(4))
def test_every_register_has_its_figures(street: Street, at: int) -> None:
    watch = WATCHES[at]
    place = put(street, watch.register.name, name="一", address="人民路1号")
    values = {"checked_on": "2026-10-07", "place": place, "result": PASSED, "unit": street.squad}
    put(street, watch.checks.name, **values)
    told = figures(street, at)
    assert [told.coverage.share, told.pass_rate.share] == [Fraction(1), Fraction(1)]
    assert [line.label for line in told.by_unit] == ["二中队"]
    assert [line.label for line in told.by_town] == ["未填"]
