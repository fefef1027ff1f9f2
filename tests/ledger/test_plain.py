"""Filters, sorts and declarations as JSON and back, and what becomes of what is gone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.errors import UserError
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Item
from bureau.ledger.plain import (
    has_plain,
    keys_of,
    plain_filter,
    plain_ledger,
    plain_sorts,
    read_filter,
    read_ledger,
    read_sorts,
)
from bureau.ledger.query import (
    All,
    Any,
    Between,
    Blank,
    Contains,
    Everything,
    Filter,
    Ids,
    Is,
    Not,
    OneOf,
    Sort,
    Titled,
)
from bureau.ledger.types import Money, Month, Scaled, Text, Whole
from bureau.market.ledgers import CASES, DAILY
from bureau.office import LEDGERS

KEYS = ("number", "found_on", "category", "town", "address", "id", "overdue_days")
key = st.sampled_from(KEYS)
value = st.none() | st.integers(0, 2**53) | st.text(max_size=5)
leaf: st.SearchStrategy[Filter] = st.one_of(
    st.just(Everything()),
    st.builds(Is, key, value),
    st.builds(OneOf, key, st.lists(value, max_size=4).map(tuple)),
    st.builds(Blank, key),
    st.builds(Between, key, value, value),
    st.builds(Contains, key, st.text(max_size=5)),
    st.builds(Ids, st.lists(st.integers(1, 2**53), max_size=4).map(tuple)),
)
filters: st.SearchStrategy[Filter] = st.recursive(
    leaf,
    lambda below: st.one_of(
        st.builds(All, st.lists(below, max_size=3).map(tuple)),
        st.builds(Any, st.lists(below, max_size=3).map(tuple)),
        st.builds(Not, below),
    ),
    max_leaves=8,
)


class SomeNames:
    """One class of the catalogue and one town."""

    def item(self, catalogue: str, text: str) -> Item | None:
        return None

    def item_by_id(self, item_id: int) -> Item | None:
        return Item(3101, "market-category", "占道经营") if item_id == 3101 else None

    def items(self, catalogue: str) -> tuple[Item, ...]:
        return ()

    def record(self, ledger: str, text: str) -> int | None:
        return None

    def label(self, ledger: str, record: int) -> str:
        return "城关镇" if (ledger, record) == ("towns", 7) else "?"


def through_json(plain: object) -> object:
    return json.loads(json.dumps(plain, ensure_ascii=False))


@given(filters)
def test_every_filter_comes_back(where: Filter) -> None:
    found = read_filter(through_json(plain_filter(where)), CASES)
    assert (found.where, found.dropped) == (where, [])


def test_a_title_comes_back_and_what_is_made_of_own_sql_has_no_plain_form() -> None:
    where = Titled("发现案件：2026年10月", Between("found_on", "2026-10-01", "2026-10-31"))
    assert read_filter(through_json(plain_filter(where)), CASES).where == where
    assert keys_of(where) == {"found_on"}
    assert has_plain(where)
    assert not has_plain(All((where, Filter())))


def test_a_line_is_a_column_by_its_kind() -> None:
    where = Between("counts.3201", 100, None)
    assert read_filter(plain_filter(where), DAILY).where == where
    assert keys_of(where) == {"counts"}
    for gone in ("counts", "counts.x", "date.1"):
        assert read_filter(plain_filter(Blank(gone)), DAILY).where == Everything()


def test_fields_that_are_gone_are_left_out() -> None:
    where = All((Is("colour", 1), Blank("address"), Not(Blank("colour")), Any((Is("colour", 2),))))
    found = read_filter(plain_filter(where), CASES)
    assert found.where == All((Blank("address"),))
    assert found.dropped == ["“colour”这一栏已经没有了，它的条件已略去"]
    assert read_filter(plain_filter(All((Is("colour", 1),))), CASES).where == Everything()


def test_items_and_records_that_are_gone_are_left_out() -> None:
    where = All((OneOf("category", (3101, 9, None)), Is("town", 7), Is("town", 8)))
    found = read_filter(plain_filter(where), CASES, SomeNames())
    assert found.where == All((OneOf("category", (3101, None)), Is("town", 7)))
    assert found.dropped == [
        "“问题类别”条件里有一项已经不在名册或分类里，已略去",
        "“镇街”条件里有一项已经不在名册或分类里，已略去",
    ]
    only = read_filter(plain_filter(OneOf("category", (9,))), CASES, SomeNames())
    assert only.where == Everything()


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {},
        {"kind": "no such", "key": "town"},
        {"kind": "is", "key": 3},
        {"kind": "one-of", "key": "town", "values": 3},
        {"kind": "is", "key": "town", "value": {"a": 1}},
        {"kind": "between", "key": "found_on", "low": [], "high": None},
        {"kind": "contains", "key": "address", "words": None},
        {"kind": "ids", "ids": ["1"]},
        {"kind": "all", "parts": {}},
        {"kind": "not", "part": 3},
    ],
)
def test_what_can_not_be_read_is_no_condition(plain: object) -> None:
    found = read_filter(plain, CASES)
    assert found.where == Everything()
    assert found.dropped == ["有一个条件读不出来，已略去"]


def test_sorts_come_back_without_what_is_gone() -> None:
    sorts = (Sort("town"), Sort("found_on", descending=True), Sort("id"))
    assert read_sorts(through_json(plain_sorts(sorts)), CASES) == sorts
    broken = [{"key": "colour"}, {"key": "town", "descending": 1}, 3, {"key": "town"}]
    assert read_sorts(broken, CASES) == (Sort("town"),)
    assert read_sorts("town", CASES) == ()


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_every_declaration_comes_back(ledger: Ledger) -> None:
    assert read_ledger(through_json(plain_ledger(ledger))) == ledger


def test_a_declaration_says_only_what_is_unusual() -> None:
    ledger = Ledger(
        name="dogs",
        title="犬只登记",
        department="own",
        label="tag",
        fields=(
            Field(key="tag", title="犬牌号", type=Text(limit=16), required=True),
            Field(key="fee", title="管理费", type=Money(maximum=50_000)),
        ),
    )
    plain = through_json(plain_ledger(ledger))
    assert plain == {
        "format": 1,
        "name": "dogs",
        "title": "犬只登记",
        "department": "own",
        "label": "tag",
        "fields": [
            {
                "key": "tag",
                "title": "犬牌号",
                "type": {"kind": "text", "limit": 16},
                "required": True,
            },
            {"key": "fee", "title": "管理费", "type": {"kind": "money", "maximum": 50000}},
        ],
    }
    assert read_ledger(plain) == ledger


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 2}, "不是本程序认得的格式"),
        ({"colour": "red"}, "台账的声明里不认得“colour”"),
        ({"title": 3}, "台账的 title写得不对"),
        ({"fields": [{"key": "a", "title": "甲"}]}, "“a”的声明里缺少“type”"),
        (
            {"fields": [{"key": "a", "title": "甲", "type": {"kind": "smell"}}]},
            "“a”的 type是本版本不认得的种类“smell”",
        ),
        (
            {"fields": [{"key": "a", "title": "甲", "type": {"kind": "whole", "maximum": "9"}}]},
            "“a”的 type的 maximum写得不对",
        ),
    ],
)
def test_a_wrong_declaration_says_where(change: dict[str, object], told: str) -> None:
    ledger = Ledger(
        name="dogs",
        title="犬只登记",
        department="own",
        label="n",
        fields=(Field(key="n", title="数", type=Whole()),),
    )
    with pytest.raises(UserError, match=told):
        read_ledger(plain_ledger(ledger) | change)


def test_where_a_value_is_told_is_one_of_three() -> None:
    told = Field(key="month", title="月份", type=Month(), told="month")
    ledger = Ledger(name="x", title="x", department="towns", label="month", fields=(told,))
    plain = json.loads(json.dumps(plain_ledger(ledger)))
    assert plain["fields"] == [
        {"key": "month", "title": "月份", "type": {"kind": "month"}, "told": "month"}
    ]
    assert read_ledger(plain) == ledger
    plain["fields"][0]["told"] = "elsewhere"
    with pytest.raises(UserError, match="told写得不对"):
        read_ledger(plain)


def test_a_bound_that_is_lifted_comes_back() -> None:
    points = Field(key="points", title="加减分", type=Scaled(minimum=None, absolute=True))
    ledger = Ledger(name="x", title="x", department="towns", label="points", fields=(points,))
    assert read_ledger(json.loads(json.dumps(plain_ledger(ledger)))) == ledger
