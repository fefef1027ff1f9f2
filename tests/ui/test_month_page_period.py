"""Choosing a period by kind, year and part, by steps, by days."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Kind, Period, usual_month
from ui.month.period_bar import PeriodBar, of_kind, shifted

OCTOBER = Period.month(2026, 10)


@pytest.fixture
def bar(qtbot: QtBot) -> PeriodBar:
    """On 23 November 2026."""
    made = PeriodBar(date(2026, 11, 23), 31)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(bar: PeriodBar, kind: str, year: str = "", part: str = "") -> Period:
    """Chooses as a person does, box by box."""
    for box, text in ((bar.kind, kind), (bar.year, year), (bar.part, part)):
        if text:
            index = box.findText(text)
            assert index >= 0, f"{text} is not offered"
            box.setCurrentIndex(index)
            box.activated.emit(index)
    return bar.period


@pytest.mark.parametrize(
    ("today", "end_day", "month"),
    [
        (date(2026, 11, 3), 31, Period.month(2026, 10)),
        (date(2026, 11, 15), 31, Period.month(2026, 10)),
        (date(2026, 11, 16), 31, Period.month(2026, 11)),
        (date(2026, 1, 2), 31, Period.month(2025, 12)),
        # From the 26th of October a month called November runs; its 15th day is the 9th.
        (date(2026, 11, 9), 25, Period.month(2026, 10, 25)),
        (date(2026, 11, 10), 25, Period.month(2026, 11, 25)),
    ],
)
def test_until_its_middle_a_month_is_about_the_last_one(
    today: date, end_day: int, month: Period
) -> None:
    assert usual_month(today, end_day) == month


@pytest.mark.parametrize(
    ("period", "by", "expected"),
    [
        (OCTOBER, 1, Period.month(2026, 11)),
        (OCTOBER, -10, Period.month(2025, 12)),
        (Period.quarter(2026, 1), -1, Period.quarter(2025, 4)),
        (Period.half_year(2026, 2), 1, Period.half_year(2027, 1)),
        (Period.year(2026), -1, Period.year(2025)),
        (Period.cumulative(2026, 5), 1, Period.cumulative(2026, 6)),
        (Period.cumulative(2026, 2), -1, Period.cumulative(2025, 12)),
        (Period.cumulative(2026, 12), 1, Period.cumulative(2027, 2)),
        (
            Period(date(2026, 10, 1), date(2026, 10, 10)),
            -1,
            Period(date(2026, 9, 21), date(2026, 9, 30)),
        ),
    ],
)
def test_a_step_leads_to_the_next_of_its_kind(period: Period, by: int, expected: Period) -> None:
    assert shifted(period, by) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.QUARTER, Period.quarter(2026, 4)),
        (Kind.HALF_YEAR, Period.half_year(2026, 2)),
        (Kind.YEAR, Period.year(2026)),
        (Kind.RUN, Period.cumulative(2026, 10)),
        (Kind.MONTH, OCTOBER),
    ],
)
def test_another_kind_keeps_the_end(kind: Kind, expected: Period) -> None:
    assert of_kind(kind, OCTOBER) == expected


def test_boxes_lead_to_every_kind_of_period(bar: PeriodBar) -> None:
    assert bar.period == Period.month(2026, 11)
    assert choose(bar, "", "", "10月").title == "2026年10月"
    assert choose(bar, "季度", "2025年", "第三季度").title == "2025年第三季度"
    assert choose(bar, "半年", "", "上半年").title == "2025年上半年"
    assert choose(bar, "全年", "2026年").title == "2026年"
    assert not bar.part.isVisible()
    assert choose(bar, "1月起累计", "", "1—5月").title == "2026年1—5月"
    assert bar.period.previous is None, "no 环比 for what runs from January"
    assert choose(bar, "月", "", "").title == "2026年5月"


def test_arrows_and_their_keys_step(bar: PeriodBar) -> None:
    heard: list[str] = []
    bar.changed.connect(lambda period: heard.append(period.title))
    bar.back.click()
    QTest.keyClick(bar.year, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(bar.year, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert heard == ["2026年10月", "2026年9月", "2026年10月"]
    assert (bar.year.currentText(), bar.part.currentText()) == ("2026年", "10月")


def test_a_year_that_is_not_in_the_list_is_shown_all_the_same(bar: PeriodBar) -> None:
    bar.choose(Period.month(2009, 3))
    assert (bar.year.currentText(), bar.part.currentText()) == ("2009年", "3月")


def test_any_days_can_be_written(bar: PeriodBar) -> None:
    choose(bar, "起止日期")
    assert bar.first.isVisible()
    bar.first.setText("2026.3.4")
    bar.last.setText("2026-05-09")
    QTest.keyClick(bar.last, Qt.Key.Key_Return)
    assert bar.period.title == "2026年3月4日至5月9日"
    assert bar.first.text() == "2026-03-04"
    bar.last.setText("2026-02-30")
    QTest.keyClick(bar.last, Qt.Key.Key_Return)
    assert "没有“2026-02-30”这一天" in bar.told.text()
    assert bar.told.isVisible()
    assert bar.period.title == "2026年3月4日至5月9日", "nothing changes until it makes sense"


def test_months_that_end_on_the_25th(bar: PeriodBar) -> None:
    choose(bar, "", "", "10月")
    bar.set_month_end(25)
    assert (bar.period.first, bar.period.last) == (date(2026, 9, 26), date(2026, 10, 25))
    choose(bar, "", "", "9月")
    assert bar.period.last == date(2026, 9, 25)


def test_a_week_and_a_day_are_chosen_by_a_day(bar: PeriodBar) -> None:
    choose(bar, "", "", "10月")
    # October is over: its last day is taken.
    assert choose(bar, "周").title == "2026年第44周（10月26日至11月1日）"
    assert bar.week.text() == "第44周（10月26日至11月1日）"
    assert not bar.last.isVisible()
    bar.first.setText("2026-10-21")
    QTest.keyClick(bar.first, Qt.Key.Key_Return)
    assert bar.period == Period.week(date(2026, 10, 21))
    assert bar.first.text() == "2026-10-19"
    bar.back.click()
    assert bar.period.title == "2026年第42周（10月12日至18日）"
    assert choose(bar, "日").title == "2026年10月18日"
    bar.on.click()
    assert bar.period == Period.day(date(2026, 10, 19))
    bar.first.setText("十月")
    QTest.keyClick(bar.first, Qt.Key.Key_Return)
    assert bar.told.text() == "“十月”不是日期，请写成 2026-10-08 这样"
    assert choose(bar, "月").title == "2026年10月"
