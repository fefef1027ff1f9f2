"""Limits, codes and units of classes: read as offices write them, taken over from the upper class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.register.actions import add_item, remove_item, rename_item, uses
from bureau.register.attributes import (
    Attribute,
    Shown,
    attributes_of,
    set_attribute,
    shown_attributes,
)
from bureau.storage.check import check
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.storage.offices import exists, furnish, hurry, item, opened, value_of

CATEGORY = "market-category"
COUNTS = "daily-count"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """王芳 at a desk over an empty office."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "data")) as desk:
        yield desk


def attribute(catalogue: str, key: str) -> Attribute:
    return next(one for one in attributes_of(catalogue) if one.key == key)


def put(desk: Desk, title: str, key: str, text: str, catalogue: str = CATEGORY) -> None:
    set_attribute(desk, item(desk, catalogue, title), attribute(catalogue, key), text)


def seen(desk: Desk, title: str, key: str, catalogue: str = CATEGORY) -> Shown:
    return shown_attributes(desk, catalogue)[item(desk, catalogue, title)][key]


def test_a_sub_class_shows_the_limit_of_its_class(desk: Desk) -> None:
    assert seen(desk, "占道经营", "limit") == Shown("2 工作时")
    assert seen(desk, "流动摊贩", "limit") == Shown("", "2 工作时")
    put(desk, "占道经营", "limit", "3 工作日")
    assert seen(desk, "流动摊贩", "limit") == Shown("", "3 工作日")
    put(desk, "流动摊贩", "limit", "1工作时")
    assert seen(desk, "流动摊贩", "limit") == Shown("1 工作时")
    put(desk, "流动摊贩", "limit", " ")
    assert seen(desk, "流动摊贩", "limit") == Shown("", "3 工作日")
    assert check(desk.store) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("２４小时", "24 紧急工作时"),
        ("4个工作小时", "4 工作时"),
        ("5 个工作日", "5 工作日"),
        ("7天", "7 自然日"),
    ],
)
def test_limits_are_read_as_offices_write_them(desk: Desk, typed: str, kept: str) -> None:
    put(desk, "占道经营", "limit", typed)
    assert seen(desk, "占道经营", "limit") == Shown(kept)


def test_a_renamed_unit_still_means_the_same(desk: Desk) -> None:
    rename_item(desk, item(desk, "limit-unit", "工作日"), "上班天数")
    put(desk, "占道经营", "limit", "5 上班天数")
    assert value_of(desk, "catalogue-items", item(desk, CATEGORY, "占道经营"), "limit_unit") == (
        "工作日"
    )


@pytest.mark.parametrize(
    ("title", "key", "typed", "reason"),
    [
        ("占道经营", "limit", "尽快", "时限要写数字和单位，如 2 工作时、3 工作日"),
        ("占道经营", "limit", "2", "时限要写数字和单位"),
        ("占道经营", "limit", "0 工作日", "1 到 999 之间"),
        ("占道经营", "code_new", "9" * 33, "超过 32 个字"),
        ("占道经营", "window", "很久", "1 到 3660 之间"),
        ("户外广告", "code", "zd", "“zd”已经是“占道经营”的代码或名称"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    desk: Desk, title: str, key: str, typed: str, reason: str
) -> None:
    before = len(operation_rows(desk.store.reader()))
    with pytest.raises(UserError, match=reason):
        put(desk, title, key, typed)
    assert len(operation_rows(desk.store.reader())) == before


def test_each_change_is_one_step_with_a_name_and_can_be_undone(desk: Desk) -> None:
    put(desk, "占道经营", "code", "ZD1")
    assert operation_rows(desk.store.reader())[-1].label == (
        "分类目录：“占道经营”的本地代码改为“ZD1”"
    )
    assert item(desk, CATEGORY, "ZD1") == item(desk, CATEGORY, "占道经营")
    put(desk, "占道经营", "code", "")
    assert operation_rows(desk.store.reader())[-1].label == "分类目录：“占道经营”的本地代码清空"
    put(desk, "占道经营", "code", "")
    assert len(operation_rows(desk.store.reader())) == 2
    with desk.store.snapshot() as conn:
        last = next_undo(desk, conn)
    assert last is not None
    undo(desk, last.ref)
    assert seen(desk, "占道经营", "code") == Shown("ZD1")


def test_counts_have_a_unit_decimals_and_a_way_of_handling(desk: Desk) -> None:
    record = add_item(desk, COUNTS, "清理积水")
    for key, text in (("unit", "㎡"), ("scale", "2"), ("handling", "劝导")):
        put(desk, "清理积水", key, text, COUNTS)
    texts = {key: one.own for key, one in shown_attributes(desk, COUNTS)[record].items()}
    assert texts == {"unit": "㎡", "scale": "2", "handling": "服务"}
    with pytest.raises(UserError, match="0 到 2 之间"):
        put(desk, "清理积水", "scale", "3", COUNTS)
    with pytest.raises(UserError, match="服务、管理、执法中的一个"):
        put(desk, "清理积水", "handling", "随便", COUNTS)
    put(desk, "清理积水", "handling", "", COUNTS)
    assert seen(desk, "清理积水", "handling", COUNTS) == Shown("")


def test_decimals_of_what_was_counted_are_never_lost(desk: Desk) -> None:
    kind = add_item(desk, COUNTS, "清理积水")
    put(desk, "清理积水", "scale", "2", COUNTS)
    with desk.store.operation(desk, "登记执法日志") as op:
        unit = op.insert("units", {"name": "执法一中队"})
        op.insert("market-daily", {"date": "2026-10-08", "unit": unit, "counts": {kind: 150}})
    with pytest.raises(UserError, match=r"“执法日志” 1 条.*只能加，不能减"):
        put(desk, "清理积水", "scale", "1", COUNTS)
    with pytest.raises(UserError, match="只能加，不能减"):
        put(desk, "清理积水", "scale", "", COUNTS)
    assert seen(desk, "清理积水", "scale", COUNTS) == Shown("2")


def test_blank_decimals_are_none(desk: Desk) -> None:
    record = add_item(desk, COUNTS, "清理积水")
    put(desk, "清理积水", "scale", "2", COUNTS)
    put(desk, "清理积水", "scale", " ", COUNTS)
    assert value_of(desk, "catalogue-items", record, "scale") == 0


# -- deleting ----------------------------------------------------------------------------------------


def test_a_class_that_nothing_uses_is_deleted(desk: Desk) -> None:
    record = add_item(desk, CATEGORY, "无人机乱飞")
    remove_item(desk, record)
    assert not exists(desk, "catalogue-items", record)
    assert operation_rows(desk.store.reader())[-1].label == "分类目录：删除“无人机乱飞”"
    assert check(desk.store) == []


def test_a_class_in_use_or_shipped_is_kept(desk: Desk) -> None:
    record = add_item(desk, CATEGORY, "无人机乱飞")
    below = add_item(desk, CATEGORY, "航模乱飞", record)
    with pytest.raises(UserError, match="“分类目录” 1 条"):
        remove_item(desk, record)
    with desk.store.operation(desk, "登记案件") as op:
        state = item(desk, "case-state", "登记")
        op.insert(
            "market-cases",
            {"number": "ZZ-2026-0001", "category": below, "state": state, "found_on": "2026-10-08"},
        )
    found = desk.store.names().item_by_id(below)
    assert found is not None
    assert uses(desk, found) == {"案件台账": 1}
    with pytest.raises(UserError, match=r"“案件台账” 1 条.*不能删除；请停用它，或并入"):
        remove_item(desk, below)
    with pytest.raises(UserError, match="程序自带的，不能删除"):
        remove_item(desk, item(desk, CATEGORY, "占道经营"))
    with pytest.raises(UserError, match="不能增减"):
        remove_item(desk, item(desk, "case-state", "登记"))
