"""Conditions as people write them, and the filters that they mean."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.errors import UserError
from bureau.ledger.conditions import condition, field_named, read_computed
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Entry, EntryFault, Item
from bureau.ledger.query import All, Any, Between, Blank, Contains, Is, Not, OneOf
from bureau.ledger.types import (
    Choice,
    Choices,
    Computed,
    Date,
    DateTime,
    Lines,
    Money,
    Month,
    Photos,
    Point,
    Reference,
    Scaled,
    Text,
    YesNo,
)

FRUIT, APPLE, STONE = 1, 2, 3
ITEMS = (
    Item(FRUIT, "kind", "水果", synonyms=("果品",), position=1),
    Item(APPLE, "kind", "苹果", parent=FRUIT, position=2),
    Item(STONE, "kind", "石头", position=3),
)
TOWN = 77


class Names:
    """Three kinds and one town."""

    def item(self, catalogue: str, text: str) -> Item | None:
        return next((item for item in ITEMS if text in (item.title, *item.synonyms)), None)

    def item_by_id(self, item_id: int) -> Item | None:
        return next((item for item in ITEMS if item.id == item_id), None)

    def items(self, catalogue: str) -> tuple[Item, ...]:
        return ITEMS

    def record(self, ledger: str, text: str) -> int | None:
        return TOWN if text == "河东镇" else None

    def label(self, ledger: str, record: int) -> str:
        return "河东镇"


LEDGER = Ledger(
    name="things",
    title="物品",
    department="register",
    label="name",
    fields=(
        Field(key="name", title="名称", type=Text(), synonyms=("品名",)),
        Field(key="kind", title="类别", type=Choice(catalogue="kind", child="sort")),
        Field(key="sort", title="小类", type=Choice(catalogue="kind")),
        Field(key="maker", title="产地类别", type=Choice(catalogue="kind", open=True)),
        Field(key="tags", title="标签", type=Choices(catalogue="kind")),
        Field(key="town", title="镇街", type=Reference(ledger="towns")),
        Field(key="day", title="日期", type=Date()),
        Field(key="at", title="登记时间", type=DateTime()),
        Field(key="month", title="月份", type=Month()),
        Field(key="weight", title="重量", type=Scaled(scale=2)),
        Field(key="price", title="价格", type=Money()),
        Field(key="good", title="完好", type=YesNo(), none_words=False),
        Field(key="point", title="坐标", type=Point()),
        Field(key="pictures", title="照片", type=Photos()),
        Field(key="counts", title="工作量", type=Lines(catalogue="kind")),
        Field(key="late", title="超期天数", type=Computed(expression="1")),
        Field(
            key="grade",
            title="等次",
            type=Computed(expression="1", words=((1, "优秀"), (2, "合格"))),
        ),
    ),
)
ENTRY = Entry(date(2026, 11, 2), Names(), 2026)


def meant(text: str) -> object:
    """The filter of a condition."""
    return condition(LEDGER, text, ENTRY)


def said(text: str) -> str:
    """The sentence with which a condition is refused."""
    with pytest.raises(UserError) as refused:
        condition(LEDGER, text, ENTRY)
    assert refused.value.sentence.endswith(("。", "？"))
    return refused.value.sentence


@pytest.mark.parametrize("word", ["name", "名称", "品名", " 名 称 "])
def test_a_field_is_named_by_key_title_or_synonym(word: str) -> None:
    assert field_named(LEDGER, word.strip()).key == "name"


def test_an_unknown_field_is_answered_with_those_there_are() -> None:
    sentence = said("颜色=红")
    assert "没有字段“颜色”" in sentence
    assert "name（名称）" in sentence


@pytest.mark.parametrize("text", ["", "名称", "=水果", "名称:水果"])
def test_what_is_no_condition(text: str) -> None:
    assert "看不懂条件" in said(text)


@pytest.mark.parametrize("text", ["名称=石头", "名称 = 石头", "名称＝石头", "名称==石头"])
def test_equality(text: str) -> None:
    assert meant(text) == Is("name", "石头")


@pytest.mark.parametrize("text", ["名称!=石头", "名称！=石头", "名称≠石头", "名称！＝石头"])
def test_inequality(text: str) -> None:
    assert meant(text) == Not(Is("name", "石头"))


def test_the_value_may_hold_signs() -> None:
    assert meant("名称=a=b>c") == Is("name", "a=b>c")


def test_several_values() -> None:
    both = (Is("kind", FRUIT), Is("kind", STONE))
    assert meant("类别=水果,石头") == Any(both)
    assert meant("类别=果品、石头") == Any(both)
    assert meant("类别!=水果，石头") == Not(Any(both))
    assert meant("类别=水果,") == Is("kind", FRUIT)


def test_text_with_a_comma_is_also_taken_whole() -> None:
    assert meant("名称=人民路1、2号") == Any(
        (Is("name", "人民路1"), Is("name", "2号"), Is("name", "人民路1、2号"))
    )


@pytest.mark.parametrize("text", ["镇街=", "镇街=空白", "镇街=（空白）", "照片="])
def test_blank(text: str) -> None:
    key = "pictures" if text.startswith("照片") else "town"
    assert meant(text) == Blank(key)
    assert meant(text.replace("=", "!=")) == Not(Blank(key))


def test_blank_among_values() -> None:
    assert meant("类别=石头,空白") == Any((Is("kind", STONE), Blank("kind")))


def test_a_list_of_nothing() -> None:
    assert "没有写值" in said("类别=,")


def test_a_sub_class_asks_for_both_fields() -> None:
    assert meant("类别=苹果") == All((Is("kind", FRUIT), Is("sort", APPLE)))
    assert meant("小类=苹果") == Is("sort", APPLE)


def test_several_choices_are_looked_for_inside() -> None:
    assert meant("标签=石头") == OneOf("tags", (STONE,))


def test_words_that_no_catalogue_has() -> None:
    assert "是不是“水果”" in said("类别=水裹")
    assert "不在分类里" in said("产地类别=火星")


def test_references_by_name() -> None:
    assert meant("镇街=河东镇") == Is("town", TOWN)
    assert "名册里没有“河西镇”" in said("镇街=河西镇")


def test_containing() -> None:
    assert meant("名称~果") == Contains("name", "果")
    assert meant("名称～果") == Contains("name", "果")
    assert meant("镇街~河") == Contains("town", "河")
    assert "要找的文字" in said("名称~")
    assert "不能用 ~" in said("照片~a")
    assert "不能用 ~" in said("超期天数~1")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("日期=2026-10", "2026-10-01", "2026-10-31"),
        ("日期=2026-2", "2026-02-01", "2026-02-28"),
        ("日期=2028年2月", "2028-02-01", "2028-02-29"),
        ("日期=2026.9月份", "2026-09-01", "2026-09-30"),
        ("日期=2026", "2026-01-01", "2026-12-31"),
        ("日期=２０２６年", "2026-01-01", "2026-12-31"),
        ("日期>=2026-02", "2026-02-01", None),
        ("日期<=2026-02", None, "2026-02-28"),
        ("日期=2026-01..2026-02", "2026-01-01", "2026-02-28"),
        ("日期=2026-10-08..2026-10-09", "2026-10-08", "2026-10-09"),
        ("日期=10.8..", "2026-10-08", None),
        ("日期=..10月8日", None, "2026-10-08"),
        ("日期>=今天", "2026-11-02", None),
    ],
)
def test_spans_of_days(text: str, low: str | None, high: str | None) -> None:
    assert meant(text) == Between("day", low, high)


def test_months_are_compared_as_the_days_they_are() -> None:
    assert meant("月份=2026-10") == Between("month", "2026-10-01", "2026-10-31")
    assert meant("月份=2026") == Between("month", "2026-01-01", "2026-12-31")
    assert meant("月份=10月") == Is("month", "2026-10-01")
    assert meant("月份=上月..本月") == Between("month", "2026-10-01", "2026-11-01")
    assert meant("月份>=9月") == Between("month", "2026-09-01", None)
    assert "看不出是哪一个月" in said("月份=秋天")


def test_a_day_of_moments_is_the_whole_day() -> None:
    assert meant("登记时间=2026-10-08") == Between("at", "2026-10-08", "2026-10-08")
    assert meant("登记时间=2026-02") == Between("at", "2026-02-01", "2026-02-28")
    assert meant("日期=2026-10-08") == Is("day", "2026-10-08")


def test_strictly_more_and_less_leave_blanks_out() -> None:
    nonblank = Not(Blank("day"))
    assert meant("日期>2026-02") == All((Not(Between("day", high="2026-02-28")), nonblank))
    assert meant("日期<2026-02") == All((Not(Between("day", low="2026-02-01")), nonblank))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重量>=1.5", Between("weight", low=150)),
        ("重量≤2", Between("weight", high=200)),
        ("重量=1..2.5", Between("weight", 100, 250)),
        ("价格>=1.2万", Between("price", low=1_200_000)),
        ("超期天数=5", Is("late", 5)),
        ("超期天数>=3", Between("late", low=3)),
        ("等次=合格", Is("grade", 2)),
        ("完好=是", Is("good", 1)),
        ("坐标=119.5,26.25", Is("point", "119.500000,26.250000")),
    ],
)
def test_numbers_and_others(text: str, expected: object) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("名称>1", "不是日期或数字"),
        ("日期>", "后面写出日期或数字"),
        ("日期=2026-13", "月份不在 1 到 12 之间"),
        ("日期=2026-00..2026-02", "月份不在 1 到 12 之间"),
        ("日期=2026-02-30", "条件“日期=2026-02-30”"),
        ("日期=2026-10-09..2026-10-08", "起点在终点之后"),
        ("重量=3..2", "起点在终点之后"),
        ("重量=..", "没有写起点和终点"),
        ("重量=重", "条件“重量=重”"),
        ("超期天数=1.5", "不是整数"),
        ("照片=三张", "照片只能按有没有筛选"),
        ("工作量=3", "是明细"),
    ],
)
def test_refused(text: str, words: str) -> None:
    assert words in said(text)


def test_dots_in_text_are_no_range() -> None:
    assert meant("名称=待定..") == Is("name", "待定..")


def test_a_computed_sum_of_money_is_asked_for_in_yuan() -> None:
    cost = Computed(expression="1", scale=2)
    assert read_computed(cost, "448.26") == 44826
    assert read_computed(cost, "12") == 1200
    with pytest.raises(EntryFault, match="小数超过 2 位"):
        read_computed(cost, "0.001")
