"""Field types: what each takes from a clerk's hand, how it keeps it and how it shows it."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ledger.entry import Entry, EntryFault, Item, Provisional, Raw, Spill
from bureau.ledger.field_type import FieldType
from bureau.ledger.lenient.texts import fold
from bureau.ledger.types import (
    TYPES,
    Choice,
    Choices,
    Computed,
    Date,
    DateTime,
    IdNumber,
    Lines,
    LongText,
    Money,
    Phone,
    Photos,
    Point,
    Quantity,
    Reference,
    References,
    Scaled,
    Text,
    Whole,
    YesNo,
)
from bureau.ledger.words import exact, scaled_text, split_words

ITEMS = (
    Item(1, "category", "占道经营", synonyms=("出店经营",), position=1),
    Item(2, "category", "流动摊贩", parent=1, position=2),
    Item(3, "category", "餐饮油烟", code="YY", position=3),
    Item(11, "count", "拆除面积", unit="㎡", scale=2, position=1),
    Item(12, "count", "出动人员", unit="人次", position=2),
)
RECORDS = {"towns": {"城关镇": 101, "安平镇": 102}}


class FewNames:
    """The names that these tests know."""

    def item(self, catalogue: str, text: str) -> Item | None:
        for item in self.items(catalogue):
            if fold(text) in map(fold, filter(None, (item.title, *item.synonyms, item.code))):
                return item
        return None

    def item_by_id(self, item_id: int) -> Item | None:
        return next((item for item in ITEMS if item.id == item_id), None)

    def items(self, catalogue: str) -> tuple[Item, ...]:
        return tuple(item for item in ITEMS if item.catalogue == catalogue)

    def record(self, ledger: str, text: str) -> int | None:
        return RECORDS.get(ledger, {}).get(text)

    def label(self, ledger: str, record: int) -> str:
        return next((name for name, key in RECORDS[ledger].items() if key == record), "?")


NAMES = FewNames()
ENTRY = Entry(date(2026, 10, 8), NAMES, 2026)
TOWN = Reference(ledger="towns")
CATEGORY = Choice(catalogue="category", child="subcategory")


def refusal(kind: FieldType, raw: Raw) -> EntryFault:
    with pytest.raises(EntryFault) as caught:
        kind.parse(raw, ENTRY)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "raw", "stored", "shown"),
    [
        (Text(), "　解放路　", "解放路", "解放路"),
        (Text(), 5.0, "5", "5"),
        (Text(), "１２", "12", "12"),
        (LongText(), "一\n二", "一\n二", "一\n二"),
        (Whole(), "1,200", 1200, "1200"),
        (Whole(), "３", 3, "3"),
        (Scaled(), "46.3", 4630, "46.30"),
        (Scaled(), 0.07, 7, "0.07"),
        (Scaled(scale=1), "46.3", 463, "46.3"),
        (Scaled(minimum=None), "-5", -500, "-5.00"),
        (Money(), "1.2万元", 1_200_000, "12000.00"),
        (Money(), "1,234.5元", 123_450, "1234.50"),
        (Money(in_ten_thousands=True), "1.2", 1_200_000, "12000.00"),
        (Quantity(), "3.5", 350, "3.50"),
        (Date(), "3.4", "2026-03-04", "2026-03-04"),
        (Date(), "今天", "2026-10-08", "2026-10-08"),
        (Date(), "+3", "2026-10-11", "2026-10-11"),
        (Date(), datetime(2026, 10, 8), "2026-10-08", "2026-10-08"),
        (DateTime(), "2026-10-08 9:30", "2026-10-08 09:30", "2026-10-08 09:30"),
        (DateTime(), "2026-10-08", "2026-10-08", "2026-10-08"),
        (YesNo(), "√", 1, "是"),
        (YesNo(), True, 1, "是"),
        (YesNo(), 0, 0, "否"),
        (YesNo(), "无", 0, "否"),
        (CATEGORY, "占道经营", 1, "占道经营"),
        (CATEGORY, "出店经营", 1, "占道经营"),
        (CATEGORY, "yy", 3, "餐饮油烟"),
        (Choices(catalogue="category"), "餐饮油烟、占道经营", "[1,3]", "占道经营、餐饮油烟"),
        (TOWN, "城关镇", 101, "城关镇"),
        (References(ledger="towns"), "安平镇，城关镇", "[102,101]", "安平镇、城关镇"),
        (Phone(), "138 0000 0000", "13800000000", "13800000000"),
        (Point(), "119.1，26.25", "119.100000,26.250000", "119.100000,26.250000"),
    ],
)
def test_what_is_entered_is_kept_and_shown(
    kind: FieldType, raw: Raw, stored: object, shown: str
) -> None:
    value = kind.parse(raw, ENTRY)
    assert value == stored
    assert not isinstance(value, Provisional | Spill)
    assert kind.show(value, NAMES) == shown
    assert isinstance(value, int if kind.sql == "INTEGER" else str)


@pytest.mark.parametrize(
    ("kind", "raw", "reason"),
    [
        (Text(limit=3), "解放路段", "超过 3 个字"),
        (Whole(), "1.5", ""),
        (Whole(), "-1", "小于 0"),
        (Whole(maximum=10), "11", "大于 10"),
        (Scaled(), "很多", ""),
        (Scaled(maximum=10_000), "100.01", "大于 100.00"),
        (Money(), "-1", "小于 0.00"),
        (Date(), "2026-13-01", ""),
        (Date(), "下雨", ""),
        (YesNo(), "也许", "看不出是“是”还是“否”"),
        (CATEGORY, "占道", "“占道”不在分类里"),
        (Choices(catalogue="category"), "占道经营、别的", "“别的”不在分类里"),
        (References(ledger="towns"), "城关镇、别处", "名册里没有“别处”"),
        (IdNumber(), "110101199003070000", ""),
        (Point(), "119.1", "坐标要有经度和纬度两个数"),
        (Point(), "26.25,119.1", "坐标不在国内"),
        (Photos(), "1.jpg", "照片不能当文字填写"),
        (Lines(catalogue="count"), "3", "明细要逐项填写"),
    ],
)
def test_what_cannot_be_taken_says_why(kind: FieldType, raw: Raw, reason: str) -> None:
    fault = refusal(kind, raw)
    assert reason in fault.reason
    assert fault.reason
    assert not fault.reason.endswith("。")


@pytest.mark.parametrize("raw", [10**30, "9" * 25, "99999999999999999999万"])
@pytest.mark.parametrize("kind", [Whole(), Scaled(), Money(), Quantity()])
def test_numbers_beyond_all_use_are_refused_and_never_reach_the_database(
    kind: FieldType, raw: Raw
) -> None:
    assert refusal(kind, raw).reason


def test_a_word_near_a_class_is_suggested() -> None:
    assert "占道经营" in refusal(CATEGORY, "占道").suggestion
    assert refusal(CATEGORY, "xyz").suggestion == "请从这些里选：占道经营、餐饮油烟"


def test_a_subclass_fills_its_class_too() -> None:
    assert CATEGORY.parse("流动摊贩", ENTRY) == Spill(1, {"subcategory": 2})
    assert Choice(catalogue="category").parse("流动摊贩", ENTRY) == 2


def test_a_time_behind_a_date_goes_to_its_own_field() -> None:
    found_on = Date(time_field="found_time")
    assert found_on.parse("2026-10-08 9:05", ENTRY) == Spill("2026-10-08", {"found_time": "09:05"})
    assert found_on.parse(datetime(2026, 10, 8, 0, 0), ENTRY) == "2026-10-08"


def test_a_unit_behind_a_quantity_goes_to_its_own_field() -> None:
    assert Quantity(unit_field="unit").parse("3车", ENTRY) == Spill(300, {"unit": "车"})
    assert Quantity(unit_field="unit").parse("3", ENTRY) == 300


def test_an_unknown_name_is_taken_provisionally() -> None:
    assert TOWN.parse("新设镇", ENTRY) == Provisional("towns", "新设镇")
    opened = Choice(catalogue="category", open=True)
    assert opened.parse("新类别", ENTRY) == Provisional("catalogue:category", "新类别")


def test_a_name_that_is_gone_is_shown_as_such() -> None:
    assert TOWN.show(999, NAMES) == "?"
    assert CATEGORY.show(999, NAMES) == ""


def test_blanks_are_shown_as_nothing() -> None:
    for kind in (Text(), Whole(), Money(), Date(), YesNo(), CATEGORY, TOWN, Point(), Photos()):
        assert kind.show(None, NAMES) == ""
        assert kind.cell(None, NAMES) in (None, "")


def test_numbers_go_out_exactly() -> None:
    assert Scaled().plain(4630, NAMES) == Decimal("46.30")
    assert Scaled().cell(4600, NAMES) == 46
    assert isinstance(Scaled().cell(4600, NAMES), int)
    assert Money().plain(123_450, NAMES) == 123_450  # 分, whole
    assert Money().cell(123_450, NAMES) == Decimal("1234.50")
    assert Date().cell("2026-10-08", NAMES) == date(2026, 10, 8)
    assert Photos().plain('["ab","cd"]', NAMES) == ["ab", "cd"]
    assert Photos().show('["ab","cd"]', NAMES) == "2 张"


def test_personal_values_are_masked() -> None:
    assert Phone().mask("13812345678", NAMES) == "138****5678"
    assert Date().mask("1990-03-07", NAMES) == "1990-**-**"
    assert "三" not in Text().mask("张三", NAMES)
    assert "1990" not in IdNumber().mask("11010119900307123X", NAMES)


def test_lines_keep_each_kinds_own_decimals() -> None:
    lines = Lines(catalogue="count")
    area, people = ITEMS[3], ITEMS[4]
    assert lines.parse_line("12.5", area) == 1250
    assert lines.parse_line("12.5㎡", area) == 1250
    assert lines.parse_line("12", people) == 1200
    assert lines.show_line(1250, area) == "12.50"
    assert lines.show_line(1200, people) == "12"
    assert lines.show_line(None, people) == ""
    for raw, kind in (("1.5", people), ("-1", people), ("3㎡", people), ("3米", area)):
        with pytest.raises(EntryFault):
            lines.parse_line(raw, kind)


def test_computed_values_may_have_words() -> None:
    overdue = Computed(expression="1", words=((1, "超期"), (0, "按时")))
    assert overdue.show(1, NAMES) == "超期"
    assert overdue.plain(0, NAMES) == "按时"
    assert Computed(expression="1").plain(3, NAMES) == 3
    assert Computed(expression="1").plain(None, NAMES) is None


def test_every_type_is_known_by_its_kind() -> None:
    assert all(kind == TYPES[kind].kind for kind in TYPES)
    assert len(TYPES) == 22


def test_cells_that_name_several_things() -> None:
    assert split_words("一中队、二中队/三中队；四中队\n五中队") == [
        "一中队", "二中队", "三中队", "四中队", "五中队",
    ]  # fmt: skip
    assert split_words(" ，、 ") == []


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_scaled_numbers_are_printed_exactly_and_read_back(value: int, scale: int) -> None:
    text = scaled_text(value, scale)
    assert Decimal(text) == Decimal(value) / 10**scale
    assert "E" not in text.upper()
    number = exact(value, scale)
    assert number is not None
    assert Decimal(number) * 10**scale == value


@given(st.integers(0, 10**12))
def test_money_shown_is_money_entered(fen: int) -> None:
    assert Money().parse(Money().show(fen, NAMES), ENTRY) == fen


@given(st.text(max_size=40))
def test_any_text_is_taken_so_that_the_database_gives_it_back(text: str) -> None:
    value = Text().parse(text, ENTRY)
    conn = sqlite3.connect(":memory:")
    row = conn.execute("SELECT ?, json_array(?)", (value, value)).fetchone()
    conn.close()
    assert row[0] == value
    assert json.loads(row[1]) == [value]  # the journal's form


def test_computed_sums_of_money_are_shown_in_yuan() -> None:
    cost = Computed(expression="1", scale=2)
    assert cost.show(44826, NAMES) == "448.26"
    assert cost.show(0, NAMES) == "0.00"
    assert cost.show(None, NAMES) == ""
    assert cost.plain(44826, NAMES) == 44826


def test_a_text_that_names_a_record_fills_the_reference_too() -> None:
    pole = Text(names="towns", into="asset")
    entry = Entry(None, NAMES)
    (known, record) = next(iter(RECORDS["towns"].items()))
    assert pole.parse(known, entry) == Spill(known, {"asset": record})
    assert pole.parse("邮政局门口第三盏", entry) == Spill("邮政局门口第三盏", {"asset": None})
    assert pole.parse(" ", entry) is None
