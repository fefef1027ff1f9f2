"""What is typed into filter boxes, what chips say, what the status line adds up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.errors import UserError
from bureau.exchange.export import ShownColumn
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Entry
from bureau.ledger.query import All, Any, Between, Blank, Contains, Filter, Is, Not, OneOf
from bureau.ledger.types import Money, Text, Whole
from bureau.office import ledger_named
from ui.context import Context
from ui.ledger.columns import Column, arranged, columns_of, with_unit
from ui.ledger.filters import Condition, Selection
from ui.ledger.model import DAMAGED, spelled
from ui.ledger.sums import Sums
from ui.ledger.typed import typed_filter
from ui.ledger.value_counts import ChosenDays, chosen_words, parts_counted, span_filter
from ui.ledger.wording import conditions_of

CASES, DAILY = ledger_named("market-cases"), ledger_named("market-daily")


def columns(context: Context, ledger: str = "market-cases") -> dict[str, Column]:
    """All columns by key."""
    names = context.desk.store.names()
    return {column.key: column for column in columns_of(ledger_named(ledger), names)}


def typed(context: Context, key: str, words: str, ledger: str = "market-cases") -> Filter | None:
    """The condition that words in a filter box mean on 8 October 2026."""
    names, today = context.desk.store.names(), context.desk.today()
    towns = {7: "城东街道", 8: "河口镇"}
    told = typed_filter(
        ledger_named(ledger),
        columns(context, ledger)[key],
        words,
        Entry(today, names, today.year),
        lambda _ledger: towns,
    )
    return told[0] if told else None


@pytest.mark.parametrize(
    ("key", "words", "where"),
    [
        ("address", "人民路", Contains("address", "人民路")),
        ("address", "=人民路", Is("address", "人民路")),
        ("address", "空白", Blank("address")),
        ("address", "非空", Not(Blank("address"))),
        ("address", " ", None),
        ("found_on", "2026-10", Between("found_on", "2026-10-01", "2026-10-31")),
        ("found_on", "2026", Between("found_on", "2026-01-01", "2026-12-31")),
        ("found_on", "10.3至10.5", Between("found_on", "2026-10-03", "2026-10-05")),
        ("found_on", "今天", Is("found_on", "2026-10-08")),
        ("found_on", ">=10.3", Between("found_on", "2026-10-03", None)),
        ("town", "hkz", OneOf("town", (8,))),
        ("town", "街道", OneOf("town", (7,))),
        ("overdue_days", "3", Is("overdue_days", 3)),
        ("overdue_days", "3..5", Between("overdue_days", 3, 5)),
    ],
)
def test_words_in_a_filter_box(
    context: Context, key: str, words: str, where: Filter | None
) -> None:
    assert typed(context, key, words) == where


def test_numbers_of_one_kind_of_lines(context: Context) -> None:
    key = next(key for key in columns(context, "market-daily") if key.startswith("counts."))
    # Lines are kept at two decimals: 5 is 500.
    assert typed(context, key, "5", "market-daily") == Between(key, 500, 500)
    assert typed(context, key, ">=5", "market-daily") == Between(key, 500, None)
    assert typed(context, key, "1..5", "market-daily") == Between(key, 100, 500)
    with pytest.raises(UserError, match="数字"):
        typed(context, key, "许多", "market-daily")


def test_photos_are_filtered_by_having_any(context: Context) -> None:
    assert typed(context, "photos_before", "有") == Not(Blank("photos_before"))
    with pytest.raises(UserError, match="按有没有筛选"):
        typed(context, "photos_before", "3")


def test_a_filter_is_split_into_one_chip_a_column(context: Context) -> None:
    where = All(
        (
            Between("found_on", "2026-10-01", "2026-10-31"),
            Any((Blank("due_on"), Between("due_on", None, "2026-10-08"))),
            Not(Blank("address")),
            Any((Contains("address", "路"), Contains("note", "路"))),
        )
    )
    shown = list(columns(context).values())
    found = conditions_of(CASES, shown, where, context.desk.store.names())
    assert [condition.sentence for condition in found] == [
        "发现时间：2026-10-01至2026-10-31",
        "整改期限：空白、到2026-10-08",
        "地点：非空白",
        "其他条件：1 项",
    ]
    again = Selection({condition.place: condition for condition in found})
    assert again.where() == where


def test_sorting_turns_and_falls_away() -> None:
    one = Selection().sorted_by("a")
    assert [(sort.key, sort.descending) for sort in one.sorts] == [("a", False)]
    two = one.sorted_by("b", also=True).sorted_by("a", also=True)
    assert [(sort.key, sort.descending) for sort in two.sorts] == [("a", True), ("b", False)]
    assert [sort.key for sort in two.sorted_by("a", also=True).sorts] == ["b"]
    assert [sort.key for sort in two.sorted_by("c").sorts] == ["c"]


def test_the_filter_of_a_column_is_left_out_of_its_own_list() -> None:
    first, second = Blank("a"), Blank("b")
    selection = Selection(
        {"a": Condition("a", "甲", "空白", first), "b": Condition("b", "乙", "", second)}
    )
    assert selection.where() == All((first, second))
    assert selection.where(without="a") == second


def test_whole_months_and_years_become_one_span() -> None:
    days = {"2026-10-02": 1, "2026-10-01": 2, "2026-09-30": 1, "2025-12-31": 4}
    chosen = ChosenDays(days, frozenset({"2026-10-01", "2026-10-02", "2025-12-31"}), blank=False)
    assert chosen.spans() == ["2026-10", "2025"]
    assert chosen.words() == "2026年10月、2025年"
    assert chosen.where("day", all_blank=False) == Any(
        (
            Between("day", "2026-10-01", "2026-10-31"),
            Between("day", "2025-01-01", "2025-12-31"),
        )
    )
    everything = ChosenDays(days, frozenset(days), blank=False)
    assert everything.where("day", all_blank=False) is None
    assert everything.where("day", all_blank=True) is not None
    assert span_filter("day", "2024-02") == Between("day", "2024-02-01", "2024-02-29")


def test_lists_of_several_are_counted_one_by_one() -> None:
    assert dict(parts_counted([("[1,2]", 3), ("[2]", 4), (None, 5)])) == {1: 3, 2: 7, None: 5}


def test_chips_name_three_values_and_count_the_rest() -> None:
    assert chosen_words(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert chosen_words(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等 4 项"


def column(field: Field, kind: int = 0) -> Column:
    """A column of a field."""
    return Column(ShownColumn(field, field.title, kind))


FINE = column(Field(key="fine", title="罚款", type=Money()))
COUNT = column(Field(key="count", title="数量", type=Whole(unit="处")))
NAME = column(Field(key="name", title="名称", type=Text()))


def test_money_is_added_exactly() -> None:
    sums = Sums()
    for fen in (10, 20, 1000_00):
        sums.add({"id": 1, "fine": fen, "name": None}, [FINE, NAME])
    assert sums.total == Decimal("1000.30")
    assert sums.sentence() == "求和 1,000.3元 · 平均 333.43元 · 计数 3"


def test_numbers_of_different_units_are_not_added() -> None:
    sums = Sums()
    sums.add({"id": 1, "fine": 100, "count": 3}, [FINE, COUNT])
    assert sums.sentence() == "计数 2"


def test_bare_numbers_for_columns_of_ten_thousands_are_yuan() -> None:
    field = Field(key="fee", title="费用", type=Money(in_ten_thousands=True))
    assert with_unit(column(field), "1234.50") == "1234.50元"
    assert with_unit(column(field), "3万元") == "3万元"
    assert with_unit(FINE, "12") == "12"


def test_a_new_field_stands_behind_its_declared_neighbour(context: Context) -> None:
    shown = list(columns(context).values())
    order = ["address", "number", "found_on"]
    keys = [each.key for each in arranged(shown, order, ["source"])]
    assert keys[0] == "address"
    assert "source" not in keys
    assert keys.index("found_time") == keys.index("found_on") + 1
    assert keys.index("place_kind") == keys.index("address") + 1


def test_a_damaged_list_is_a_word_in_its_cell_and_no_end_of_the_program(context: Context) -> None:
    photos, names = columns(context)["photos_before"], context.desk.store.names()
    assert spelled(photos, {"photos_before": "x"}, names) == DAMAGED
    assert spelled(photos, {"photos_before": None}, names) == ""


def test_of_a_long_ledger_the_names_are_looked_through_by_the_database(context: Context) -> None:
    names, today = context.desk.store.names(), context.desk.today()
    orders = ledger_named("hotline")
    case = columns(context, "hotline")["case"]
    told = typed_filter(orders, case, "2026-01", Entry(today, names, today.year), lambda _: None)
    assert told == (Contains("case", "2026-01"), "含“2026-01”")
