"""The bureau's settings: read leniently, checked before anything is kept, saved as one named step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.settings import declared
from bureau.settings.declared import ALL, BUREAU_NAME, HANDLING_SHARES, MONTH_END_DAY
from bureau.settings.reading import Settings, read_settings
from bureau.settings.retention import RETENTION
from bureau.settings.saving import (
    SettingsFault,
    fault_of,
    save,
    set_day,
    set_year_entered,
)
from bureau.settings.setting import Setting
from bureau.settings.types import Days, Hours, Shares, Weekdays, WholeNumber, weekdays_text
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.storage.offices import furnish, hurry, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """王芳 at a desk over an empty office."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "data")) as desk:
        yield desk


def settings(desk: Desk) -> Settings:
    """What is set now."""
    with desk.store.snapshot() as conn:
        return read_settings(conn, desk.today())


def labels(desk: Desk) -> list[str]:
    """What history says, in order."""
    return [row.label for row in operation_rows(desk.store.reader())]


# -- types -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("08:30-12:00 14:30-17:30", "08:30-12:00 14:30-17:30"),
        ("8：30—12：00，14：30—17：30", "08:30-12:00 14:30-17:30"),
        ("8点至12点、14点30分至17点半", "08:00-12:00 14:30-17:30"),
        ("8点到12点", "08:00-12:00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_offices_write_them(typed: str, kept: str) -> None:
    assert Hours().tidy(typed) == kept


@pytest.mark.parametrize(
    "typed", ["08:30", "12:00-08:30", "08:30-12:00 11:00-17:30", "早上到晚上", "8点一刻到12点"]
)
def test_hours_that_make_no_sense_are_refused(typed: str) -> None:
    with pytest.raises(UserError):
        Hours().tidy(typed)


def test_weekdays_are_kept_as_runs() -> None:
    assert Weekdays().tidy("1,2,3,4,5") == "1-5"
    assert Weekdays().tidy("1，3、5-7") == "1,3,5-7"
    assert Weekdays().value("1-5") == frozenset(range(5))
    assert weekdays_text([0, 1, 6]) == "1-2,7"
    with pytest.raises(UserError):
        Weekdays().tidy("8")


def test_shares_must_make_up_a_hundred() -> None:
    kind = Shares(parts=("服务", "管理", "执法"))
    assert kind.tidy("６０：25 ：15") == "60/25/15"
    assert kind.value("60/25/15") == {"服务": 60, "管理": 25, "执法": 15}
    with pytest.raises(UserError, match="合计是 90"):
        kind.tidy("60/20/10")
    for wrong in ("70/30", "七成"):
        with pytest.raises(UserError, match="3 个数"):
            kind.tidy(wrong)
    assert kind.tidy("//") == ""


def test_a_number_keeps_within_its_bounds() -> None:
    kind = WholeNumber(minimum=1, maximum=31, unit="日")
    assert kind.tidy(" ２５日 ") == "25"
    for wrong in ("0", "32", "月底", "-3", "2.5"):
        with pytest.raises(UserError):
            kind.tidy(wrong)


def test_days_are_kept_in_order_each_once() -> None:
    assert Days().tidy("2027年1月3日、2027-01-01 2027/1/3") == "2027-01-01 2027-01-03"
    with pytest.raises(UserError, match="不存在"):
        Days().tidy("2027-02-30")
    with pytest.raises(UserError):
        Days().tidy("元旦")


def test_every_default_is_a_text_that_its_type_takes() -> None:
    for setting in ALL:
        assert setting.type.tidy(setting.default) == setting.default, setting.key


def test_every_declared_setting_can_be_edited_and_saved() -> None:
    named = {one.key for one in vars(declared).values() if isinstance(one, Setting)}
    named |= {one.key for one in RETENTION.values()}
    assert named == {setting.key for setting in ALL}
    assert len({setting.key for setting in ALL}) == len(ALL)


def test_the_default_shares_are_seventy_twenty_and_ten() -> None:
    assert Settings().value(HANDLING_SHARES) == {"服务": 70, "管理": 20, "执法": 10}


# -- saving ------------------------------------------------------------------------------------------


def test_what_is_saved_is_read_again_with_its_type(desk: Desk) -> None:
    changed = save(desk, {"bureau-name": " 云岭县城市管理局 ", "month-end-day": "25日"})
    assert changed == ["单位全称", "统计月截止日"]
    assert settings(desk).value(BUREAU_NAME) == "云岭县城市管理局"
    assert settings(desk).value(MONTH_END_DAY) == 25
    assert labels(desk) == ["修改单位设置：单位全称、统计月截止日"]


def test_one_wrong_value_keeps_all_from_being_saved(desk: Desk) -> None:
    with pytest.raises(SettingsFault) as refused:
        save(desk, {"bureau-name": "云岭县城市管理局", "month-end-day": "32"})
    assert refused.value.faults == {"month-end-day": "要在 1 到 31 之间，请核对"}
    assert refused.value.sentence == "统计月截止日：要在 1 到 31 之间，请核对。"
    assert settings(desk).texts == {}
    assert labels(desk) == []


def test_saving_what_stands_already_writes_nothing(desk: Desk) -> None:
    save(desk, {"bureau-phone": "0797-3812345"})
    assert save(desk, {"bureau-phone": "0797-3812345", "month-end-day": "31"}) == []
    assert len(labels(desk)) == 1


def test_a_blank_goes_back_to_the_default(desk: Desk) -> None:
    save(desk, {"month-end-day": "25"})
    save(desk, {"month-end-day": ""})
    assert settings(desk).value(MONTH_END_DAY) == 31
    assert settings(desk).texts == {}


def test_saving_can_be_undone_by_name(desk: Desk) -> None:
    save(desk, {"month-end-day": "25"})
    save(desk, {"month-end-day": "20"})
    step = next_undo(desk, desk.store.reader())
    assert step is not None
    assert step.label == "修改单位设置：统计月截止日"
    undo(desk, step.ref)
    assert settings(desk).value(MONTH_END_DAY) == 25


def test_a_damaged_value_falls_back_to_the_default(desk: Desk) -> None:
    with desk.store.operation(desk, "坏值") as op:
        op.insert("settings", {"name": "handling-shares", "value": "七成"})
    assert settings(desk).value(HANDLING_SHARES) == {"服务": 70, "管理": 20, "执法": 10}


def test_fault_is_said_for_one_field_alone() -> None:
    assert fault_of("bureau-name", "云岭县城市管理局") == ""
    assert fault_of("bureau-name", "长" * 41) == "超过 40 个字，请写短一些"


def test_the_letterhead_takes_what_is_set(desk: Desk) -> None:
    save(desk, {"bureau-name": "云岭县城市管理局", "paper-maker": "王芳"})
    head = settings(desk).letterhead(datetime(2026, 11, 5, 9, 0))
    assert head.heading == "云岭县城市管理局文件"
    assert head.signatures.values == ("云岭县城市管理局", "王芳", "", "", "")


# -- calendars ---------------------------------------------------------------------------------------


def test_the_office_calendar_follows_hours_and_own_days(desk: Desk) -> None:
    save(desk, {"hours-office": "09:00-12:00 13:00-17:00"})
    # 12 October 2026 is a Monday; the bureau closes for its own reasons.
    set_day(desk, date(2026, 10, 12), False)
    calendar = settings(desk).office_calendar
    assert not calendar.is_working_day(date(2026, 10, 12))
    assert calendar.spans(date(2026, 10, 13))[0] == (
        datetime(2026, 10, 13, 9, 0),
        datetime(2026, 10, 13, 12, 0),
    )
    assert labels(desk)[-1] == "工作日历：2026年10月12日改为放假"


def test_a_day_goes_back_to_the_arrangement(desk: Desk) -> None:
    day = date(2026, 10, 1)
    set_day(desk, day, True)
    assert settings(desk).office_calendar.is_working_day(day)
    set_day(desk, day, False)
    assert settings(desk).overrides == {day: False}
    set_day(desk, day, None)
    assert settings(desk).overrides == {}
    assert not settings(desk).office_calendar.is_working_day(day)


def test_crews_work_through_holidays_until_told_otherwise(desk: Desk) -> None:
    national_day = date(2026, 10, 1)
    assert settings(desk).crew_calendar.is_working_day(national_day)
    save(desk, {"crews-work-holidays": "否"})
    assert not settings(desk).crew_calendar.is_working_day(national_day)


def test_an_entered_year_asks_nobody_else(desk: Desk) -> None:
    # 1 October 2026 is a Thursday and free by the State Council's arrangement.
    set_year_entered(desk, 2026, True)
    assert settings(desk).office_calendar.is_working_day(date(2026, 10, 1))
    set_year_entered(desk, 2026, False)
    assert not settings(desk).office_calendar.is_working_day(date(2026, 10, 1))
