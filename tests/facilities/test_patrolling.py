"""What is told while a night patrol is typed: the register's 应亮, codes that don't fit, a patrol that is there."""

from __future__ import annotations

from bureau.editing.checking import read
from bureau.facilities.ledgers import LIGHT_PATROLS
from bureau.facilities.lighting.patrolling import Foreseen, foresee
from tests.facilities.lamp_books import Lights


def seen(lights: Lights, record: int | None = None, **typed: str) -> Foreseen:
    values = read(lights.desk, LIGHT_PATROLS, dict(typed), record).values
    return foresee(lights.desk, values, record)


def test_the_register_says_how_many_should_shine_that_night(lights: Lights) -> None:
    lights.lamp("A-1", heads="2")
    lights.lamp("A-2", installed_on="2026-10-20")
    lights.lamp("A-3", state="停用")
    lights.lamp("B-1", road="解放路")
    assert seen(lights, road="人民路", patrolled_on="2026-10-09").due == 2
    assert seen(lights, road="人民路", patrolled_on="2026-10-21").due == 3
    assert seen(lights, road="人民路").due == 3  # without a day: today
    assert seen(lights, road="没有灯的路").due is None
    assert seen(lights, patrolled_on="2026-10-09").due is None


def test_more_codes_than_dark_lamps_are_told(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.lamp("A-2")
    said = seen(lights, road="人民路", dark="1", lamps="A-1、A-2").remarks
    assert said == ("写了 2 个灯号，未亮只有 1 盏，请核对。",)
    assert seen(lights, road="人民路", dark="2", lamps="A-1、A-2").remarks == ()
    assert seen(lights, road="人民路", dark="4", lamps="A-1、A-2").remarks == ()  # two heads each


def test_codes_without_a_card_and_of_another_road_are_told(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.lamp("B-1", road="解放路")
    said = seen(lights, road="人民路", dark="3", lamps="A-1、B-1、A-9").remarks
    assert said == (
        "A-9 不在设施档案里，可以保存，报修时算未建档。",
        "B-1 在档案里是解放路的灯，请核对路段。",
    )


def test_a_patrol_of_the_same_night_is_pointed_to(lights: Lights) -> None:
    first = lights.patrol("2026-10-09", "10", "0")
    assert seen(lights, road="人民路", patrolled_on="2026-10-09").twin == first
    assert seen(lights, first, road="人民路", patrolled_on="2026-10-09").twin is None
    assert seen(lights, road="人民路", patrolled_on="2026-10-10").twin is None
