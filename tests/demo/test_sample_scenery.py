"""What the sample county is made of: every name known, every sentence whole, every picture a photo."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bureau.catalogue import shipped
from bureau.demo.county import METRES_A_DOOR
from bureau.demo.findings import is_festive
from bureau.demo.outcome import limits
from bureau.demo.pictures import DRAWN, picture
from bureau.demo.scenery import Problem, daily_counts, problems, read, table, trades, weighted
from bureau.storage.photos import look_at

CLASSES = {item.id: item for item in shipped()}
ALL_PROBLEMS = problems()
SLOTS = {"place": "人民路", "shop": "人民路", "goods": "水果", "n": 2, "m": 3}


def test_every_sub_class_of_the_catalogue_occurs_once() -> None:
    shipped_classes = {
        item.id
        for item in shipped()
        if item.catalogue == "market-category" and item.parent is not None
    }
    assert sorted(shipped_classes) == sorted(problem.kind for problem in ALL_PROBLEMS)


@pytest.mark.parametrize("problem", ALL_PROBLEMS, ids=lambda problem: str(problem.kind))
def test_a_problem_is_whole(problem: Problem) -> None:
    assert CLASSES[problem.kind].parent == problem.category
    assert len(problem.seasons) == 12
    assert len(problem.says) >= 4
    assert problem.fixed
    assert 0 <= problem.hours[0] <= problem.hours[1] <= 23
    assert (problem.party == "shop") == bool(problem.trades)
    assert (problem.party == "shop") != bool(problem.where)
    assert problem.trades <= {trade.trade for trade in trades()}
    assert problem.drawn in {"", *DRAWN}
    for sentence in problem.says:
        assert "人民路" in sentence.format(**SLOTS)
        assert "{" not in sentence.format(**SLOTS)


def test_places_are_kinds_of_the_catalogue() -> None:
    kinds = {item.title for item in shipped() if item.catalogue == "place-kind"}
    known = {entry["kind"] for entry in table(read("places"), "landmarks")}
    roads = {"主干道", "次干道", "背街小巷", "人行道"}
    assert known <= kinds
    for problem in ALL_PROBLEMS:
        assert {kind for kind, _ in problem.where} <= known | roads


def test_roads_are_long_enough_to_have_doors() -> None:
    assert all(entry["length"] >= METRES_A_DOOR for entry in table(read("places"), "roads"))


def test_daily_counts_are_those_of_the_catalogue_and_follow_what_they_are_per() -> None:
    known = [count.kind for count in daily_counts()]
    assert len(known) == len(set(known))
    for place, count in enumerate(daily_counts()):
        assert CLASSES[count.kind].catalogue == "daily-count"
        assert not count.per or count.per in known[:place]
        assert count.cases <= {problem.kind for problem in ALL_PROBLEMS}


def test_a_weight_stands_behind_its_kind() -> None:
    assert weighted("社区(村)周边 12") == ("社区(村)周边", 12)


def test_limits_of_upper_classes_are_inherited() -> None:
    assert limits()[1051] == (2, "工作时")  # 占道经营
    assert limits()[1154] == (2, "工作时")  # its own, not the five days of 餐饮油烟
    assert limits()[1152] == (5, "工作日")


def test_fireworks_are_in_the_air_around_the_spring_festival() -> None:
    from datetime import date

    assert is_festive(date(2026, 2, 16))
    assert is_festive(date(2026, 2, 17))
    assert not is_festive(date(2026, 2, 15))
    assert not is_festive(date(2026, 2, 24))
    assert is_festive(date(2026, 3, 3))
    assert is_festive(date(2050, 2, 5))


@pytest.mark.parametrize("drawn", sorted(DRAWN))
def test_a_picture_shows_the_problem_and_then_its_absence(drawn: str) -> None:
    before, after = (
        picture(drawn, after=put_right, street=3, caption="人民路12号", taken="2026-10-08 09:30")
        for put_right in (False, True)
    )
    assert before != after
    facts = look_at(before, "before.jpg")
    assert (facts["suffix"], facts["taken_at"]) == (".jpg", "2026-10-08 09:30")
    assert (facts["width"], facts["height"]) == (960, 720)
    sky = [Image.open(io.BytesIO(content)).getpixel((5, 5)) for content in (before, after)]
    assert sky[0] == sky[1]


def test_the_same_picture_is_drawn_twice() -> None:
    one, other = (
        picture("litter", after=False, street=5, caption="码头街", taken="2026-10-08 09:30")
        for _ in range(2)
    )
    assert one == other
