"""Days and times as people write them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.dates import NO_YEAR, ParsedDate, parse_date, parse_datetime

TODAY = date(2026, 11, 5)


def read(raw: Raw, *, year: int | None = 2026, month: int | None = None) -> ParsedDate:
    """`raw` as typed on 5 November 2026."""
    return parse_date(raw, today=TODAY, year=year, month=month)


@pytest.mark.parametrize(
    "raw",
    [
        "2026年10月8日",
        "2026年10月08日",
        "2026 年 10 月 8 日",
        "２０２６年１０月８日",
        "2026-10-8",
        "2026-10-08",
        "2026—10—08",
        "2026/10/8",
        "2026\\10\\8",
        "2026.10.8",
        "2026。10。8",
        "２０２６．１０．８",
        "2026 10 8",
        "20261008",
        "261008",
        "26.10.8",
        "26-10-08",
        "26/10/8",
        "26年10月8日",
        "2026年10月8号",
        "2026年10月8",
        "二〇二六年十月八日",
        "二零二六年十月八日",
        "二O二六年十月八号",
        "2026年10月8日 星期四",
        "2026年10月8日（周四）",
        "2026.10.8星期四上午",
        "2026-10-08 09:30:00",
        "2026-10-08 00:00:00",
        "2026-10-08T09:30:00.000",
        "2026-10-08T09:30:00+08:00",
        "2026/10/8 9:30",
        "2026年10月8日上午9时",
        "2026年10月8日9时30分许",
        "2026年10月8日（补）",
        "2026.10.8补录",
        "20261008093000",
        " 2026-10-8\u3000",
        date(2026, 10, 8),
        datetime(2026, 10, 8, 9, 30),
        46303,
        46303.0,
        46303.395833333336,
        20261008,
        20261008.0,
        261008,
        Decimal("46303"),
    ],
)
def test_a_whole_date_in_every_writing(raw: Raw) -> None:
    assert read(raw, year=None) == ParsedDate(date(2026, 10, 8))


@pytest.mark.parametrize(
    ("raw", "month", "day"),
    [
        ("10月8日", 10, 8),
        ("10月8号", 10, 8),
        ("10月8", 10, 8),
        ("10 月 8 日", 10, 8),
        ("十月八日", 10, 8),
        ("十月二十八日", 10, 28),
        ("十二月卅一日", 12, 31),
        ("10月廿八", 10, 28),
        ("10-8", 10, 8),
        ("10/8", 10, 8),
        ("10.8", 10, 8),
        ("１０．８", 10, 8),
        ("10.10", 10, 10),
        ("3.4", 3, 4),
        ("0304", 3, 4),
        ("1231", 12, 31),
        (304, 3, 4),
        (1008.0, 10, 8),
        ("10.8 9:30", 10, 8),
        ("10月8日下午3点半", 10, 8),
        ("10月8日星期四", 10, 8),
        (3.4, 3, 4),
        (10.25, 10, 25),
        (2.3, 2, 3),
        (Decimal("9.28"), 9, 28),
    ],
)
def test_a_date_without_year_takes_the_year_that_is_known(raw: Raw, month: int, day: int) -> None:
    assert read(raw, year=2025) == ParsedDate(date(2025, month, day), inferred_year=True)


@pytest.mark.parametrize("raw", ["10月8日", "3.4", "0304", "十月八日", 10.25, "2月29日"])
def test_a_date_without_year_is_refused_where_no_year_is_known(raw: Raw) -> None:
    with pytest.raises(EntryFault) as caught:
        read(raw, year=None)
    assert caught.value.suggestion == NO_YEAR
    assert "没有写年份" in caught.value.reason


@pytest.mark.parametrize("raw", ["8日", "8号", "08日", "八日", "8", 8, 8.0])
def test_a_day_alone_takes_the_month_that_is_known(raw: Raw) -> None:
    assert read(raw, month=10) == ParsedDate(date(2026, 10, 8), True, True)
    with pytest.raises(EntryFault):
        read(raw)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("今天", date(2026, 11, 5)),
        ("昨天", date(2026, 11, 4)),
        ("前天", date(2026, 11, 3)),
        ("大前天", date(2026, 11, 2)),
        ("明天", date(2026, 11, 6)),
        ("后天", date(2026, 11, 7)),
        ("大后天", date(2026, 11, 8)),
        ("昨天下午3点", date(2026, 11, 4)),
        ("+3", date(2026, 11, 8)),
        ("＋30", date(2026, 12, 5)),
        ("-5", date(2026, 10, 31)),
        ("3天后", date(2026, 11, 8)),
        ("2天前", date(2026, 11, 3)),
        ("本月3日", date(2026, 11, 3)),
        ("上月30日", date(2026, 10, 30)),
        ("去年12月30日", date(2025, 12, 30)),
        ("今年3月4日", date(2026, 3, 4)),
    ],
)
def test_days_counted_from_today(raw: str, day: date) -> None:
    assert read(raw, year=None) == ParsedDate(day)
    with pytest.raises(EntryFault, match="要看是哪一天写的"):
        parse_date(raw, today=None, year=2026)


def test_last_month_in_january_is_december_of_the_year_before() -> None:
    found = parse_date("上月31日", today=date(2026, 1, 5), year=None)
    assert found.date == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("2026.13.45", "没有这个月"),
        ("2026-00-10", "没有这个月"),
        ("2月30日", "2月没有30日"),
        ("2026年2月29日", "2026年2月没有29日"),
        ("20260431", "4月没有31日"),
        ("10月0日", "没有0日"),
        ("8月", "只有月份"),
        ("2026年8月", "只有月份"),
        ("2026-08", "只有月份"),
        ("202608", "只有月份"),
        ("十月", "只有月份"),
        ("2026年", "只有年份"),
        (2026, "只有年份"),
        ("8日", "没有月份"),
        ("上午", "不是日期"),
        ("晴", "不是日期"),
        ("约10月8日", "不是日期"),
        ("10月8日左右", "看不出"),
        ("10月8日(左右)", "看不出"),
        ("10月8日至9日", "看不出"),
        ("10月8日-10月9日", "看不出"),
        ("10月8日、9日", "看不出"),
        ("10.8.9", "分不清哪个数是年份"),
        ("10月8日前", "看不出"),
        ("10/8/26", "分不清哪个数是年份"),
        ("10/8/2026", "看不出"),
        ("2206年10月8日", "2206"),
        ("1026-10-08", "1026"),
        (date(206, 10, 8), "206"),
        (10.1, "分不清是10月1日还是10月10日"),
        (9.3, "分不清是9月3日还是9月30日"),
        (13.5, "不是日期"),
        (3.45, "3月没有45日"),
        (0, "不是日期"),
        (-3, "不是日期"),
        (12345, "不是日期"),
        (1e300, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        (True, "不是日期"),
        (None, "不是日期"),
        (time(9, 30), "不是日期"),
        ("", "没有日期"),
        ("#REF!", "公式错误"),
        ("1" * 400, "不是日期"),
    ],
)
def test_what_is_no_day_is_refused_with_reason_and_example(raw: Raw, words: str) -> None:
    with pytest.raises(EntryFault, match=words) as caught:
        read(raw)
    assert caught.value.suggestion in (
        "请写成 2026-10-08",
        "请先在表格里改好公式，或直接填写数值",
    )


def test_a_number_with_a_point_is_month_and_day_where_the_caller_says_so() -> None:
    found = parse_date(10.1, today=TODAY, year=2026, decimal_is_month_day=True)
    assert found == ParsedDate(date(2026, 10, 1), inferred_year=True)


def test_a_deadline_may_say_before_and_may_lie_in_the_next_year() -> None:
    def due(raw: str, found_on: date) -> date:
        return parse_date(raw, today=TODAY, year=2026, forward=True, after=found_on).date

    assert due("10月8日前", date(2026, 10, 1)) == date(2026, 10, 8)
    assert due("2026年10月8日之前", date(2026, 10, 1)) == date(2026, 10, 8)
    assert due("1月5日", date(2026, 12, 28)) == date(2027, 1, 5)
    # A deadline before the finding is a slip for the clerk to see, not eleven months of time.
    assert due("10月5日", date(2026, 10, 12)) == date(2026, 10, 5)
    assert due("2026年1月5日", date(2026, 12, 28)) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("8:30", (TODAY, time(8, 30))),
        ("8：30", (TODAY, time(8, 30))),
        ("9时", (TODAY, time(9))),
        ("九点", (TODAY, time(9))),
        ("8点05分", (TODAY, time(8, 5))),
        ("下午3点半", (TODAY, time(15, 30))),
        ("下午三点一刻", (TODAY, time(15, 15))),
        ("晚上8点", (TODAY, time(20))),
        ("中午12点", (TODAY, time(12))),
        ("中午1点", (TODAY, time(13))),
        ("凌晨12:30", (TODAY, time(0, 30))),
        ("下午15:30", (TODAY, time(15, 30))),
        ("9:30 PM", (TODAY, time(21, 30))),
        (time(8, 30), (TODAY, time(8, 30))),
        (0.3541666666666667, (TODAY, time(8, 30))),
        ("2026-10-08 21:05:33", (date(2026, 10, 8), time(21, 5, 33))),
        ("10月8日下午3点半", (date(2026, 10, 8), time(15, 30))),
        ("20261008093000", (date(2026, 10, 8), time(9, 30))),
        ("昨天9时", (date(2026, 11, 4), time(9))),
        (46303.395833333336, (date(2026, 10, 8), time(9, 30))),
        (datetime(2026, 10, 8, 9, 30), (date(2026, 10, 8), time(9, 30))),
        (datetime(2026, 10, 8), (date(2026, 10, 8), None)),
        ("2026年10月8日", (date(2026, 10, 8), None)),
        ("10.8", (date(2026, 10, 8), None)),
    ],
)
def test_day_and_time(raw: Raw, expected: tuple[date, time | None]) -> None:
    assert parse_datetime(raw, today=TODAY, year=2026) == expected


def test_a_time_alone_belongs_to_the_day_given() -> None:
    found = parse_datetime("8:30", today=TODAY, year=2026, on=date(2026, 10, 8))
    assert found == (date(2026, 10, 8), time(8, 30))
    with pytest.raises(EntryFault, match="只有时刻"):
        parse_datetime("8:30", today=None, year=2026)


@pytest.mark.parametrize("raw", ["25:00", "24:00", "8:75", "晚上12点", "夜里2点", "10月8日25时"])
def test_times_that_do_not_exist_or_could_be_two_days_are_refused(raw: str) -> None:
    with pytest.raises(EntryFault) as caught:
        parse_datetime(raw, today=TODAY, year=2026)
    assert caught.value.suggestion == "请按 24 小时制写成 09:30"


HAN = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    """1 to 31 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("", "十", "二十", "三十")[tens] + (HAN[ones] if ones else "")


WRITINGS: tuple[Callable[[date], Raw], ...] = (
    lambda day: day,
    lambda day: datetime(day.year, day.month, day.day, 23, 59, 59),
    lambda day: (day - date(1899, 12, 30)).days,
    lambda day: float((day - date(1899, 12, 30)).days) + 0.75,
    lambda day: int(f"{day:%Y%m%d}"),
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y年%m月%d日}",
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day}".translate(
        str.maketrans("0123456789.", "０１２３４５６７８９．")
    ),
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%y%m%d}",
    lambda day: f"{day:%y}年{day.month}月{day.day}日",
    lambda day: (
        "".join(HAN[int(digit)] for digit in f"{day.year}")
        + f"年{in_chinese(day.month)}月{in_chinese(day.day)}日"
    ),
    lambda day: f"{day:%Y-%m-%d} 23:59:59",
    lambda day: f"{day:%Y-%m-%d}（补）",
)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back_in_every_writing(day: date) -> None:
    for number, writing in enumerate(WRITINGS):
        assert read(writing(day), year=None).date == day, number
    if day.year > 2012:
        assert read(f"{day:%y}.{day.month}.{day.day}", year=None).date == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back_without_its_year(day: date) -> None:
    short: tuple[Raw, ...] = (
        f"{day.month}月{day.day}日",
        f"{day.month}-{day.day}",
        f"{day.month}.{day.day}",
        f"{day:%m%d}",
        int(f"{day:%m%d}"),
        f"{in_chinese(day.month)}月{in_chinese(day.day)}号",
    )
    for raw in short:
        found = parse_date(raw, today=None, year=day.year)
        assert found == ParsedDate(day, inferred_year=True), raw


@given(st.one_of(st.text(), st.integers(), st.floats(), st.decimals(), st.dates(), st.times()))
def test_anything_else_is_a_day_or_a_fault(raw: Raw) -> None:
    for reader in (parse_date, parse_datetime):
        with suppress(EntryFault):
            reader(raw, today=TODAY, year=2026, month=10)
