"""Classifications edited by the bureau: names, synonyms, order and retirement, each one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.ledger.entry import Item
from bureau.register.actions import (
    add_item,
    confirm_item,
    merge_item,
    move_item,
    rename_item,
    restore_item,
    retire_item,
    set_synonyms,
)
from bureau.storage.check import check
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.storage.offices import exists, furnish, hurry, item, opened, value_of

CATEGORY = "market-category"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """王芳 at a desk over an empty office."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "data")) as desk:
        yield desk


def named(desk: Desk, title: str, catalogue: str = CATEGORY) -> Item:
    """An item by any of its names."""
    found = desk.store.names().item(catalogue, title)
    assert found is not None, title
    return found


def last_label(desk: Desk) -> str:
    """What history says last."""
    return operation_rows(desk.store.reader())[-1].label


def test_an_added_class_stands_at_the_end_and_is_found(desk: Desk) -> None:
    record = add_item(desk, CATEGORY, "  无人机  乱飞 ")
    new = named(desk, "无人机 乱飞")
    assert new.id == record
    assert desk.store.names().items(CATEGORY)[-1].id == record
    assert new.active
    assert last_label(desk) == "分类目录：新增“无人机 乱飞”"


def test_a_sub_class_stands_under_its_class_and_has_none_below(desk: Desk) -> None:
    above = item(desk, CATEGORY, "占道经营")
    below = add_item(desk, CATEGORY, "共享单车揽客", above)
    assert named(desk, "共享单车揽客").parent == above
    with pytest.raises(UserError, match="已经是小类"):
        add_item(desk, CATEGORY, "再小一类", below)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("占道经营", "已经有“占道经营”"),
        ("占道 摆摊", "“占道 摆摊”是“占道经营”的同义词"),
        ("  ", "请填写分类的名称"),
        ("长" * 65, "超过 64 个字"),
    ],
)
def test_a_title_that_is_taken_is_refused(desk: Desk, title: str, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        add_item(desk, CATEGORY, title)


def test_a_renamed_class_is_still_known_by_its_old_name(desk: Desk) -> None:
    record = item(desk, CATEGORY, "户外广告")
    rename_item(desk, record, "户外广告设施")
    assert named(desk, "户外广告").id == record
    assert named(desk, "户外广告").title == "户外广告设施"
    assert last_label(desk) == "分类目录：“户外广告”改名为“户外广告设施”"
    # Back again: the title isn't kept twice.
    rename_item(desk, record, "户外广告")
    assert "户外广告" not in named(desk, "户外广告").synonyms
    assert named(desk, "户外广告设施").id == record


def test_renaming_can_be_undone(desk: Desk) -> None:
    record = item(desk, CATEGORY, "户外广告")
    before = named(desk, "户外广告")
    rename_item(desk, record, "户外广告设施")
    step = next_undo(desk, desk.store.reader())
    assert step is not None
    undo(desk, step.ref)
    assert named(desk, "户外广告") == before


def test_synonyms_are_split_and_kept_to_one_class(desk: Desk) -> None:
    record = desk.store.names().items("review")[0].id
    set_synonyms(desk, record, "过关，没问题;可以")
    assert named(desk, "没问题", "review").id == record
    assert value_of(desk, "catalogue-items", record, "synonyms") == "过关、没问题、可以"
    other = desk.store.names().items("review")[1]
    with pytest.raises(UserError, match="“过关”已经是"):
        set_synonyms(desk, other.id, "过关")


def test_a_retired_class_keeps_its_records_and_its_name(desk: Desk) -> None:
    record = item(desk, CATEGORY, "占道经营")
    with desk.store.operation(desk, "登记案件") as op:
        case = op.insert("market-cases", {"number": "ZZ-1", "category": record})
    retire_item(desk, record)
    assert not named(desk, "占道经营").active
    below = [one for one in desk.store.names().items(CATEGORY) if one.parent == record]
    assert below
    assert not any(one.active for one in below)
    assert value_of(desk, "market-cases", case, "category") == record
    restore_item(desk, below[0].id)
    assert named(desk, "占道经营").active
    assert named(desk, below[0].title).active
    assert not named(desk, below[1].title).active


def test_what_the_rules_count_on_is_neither_added_to_nor_retired(desk: Desk) -> None:
    with pytest.raises(UserError, match="不能增减"):
        add_item(desk, "case-state", "挂起")
    with pytest.raises(UserError, match="不能增减"):
        retire_item(desk, item(desk, "handling", "服务"))
    with pytest.raises(UserError, match="不能增减"):
        add_item(desk, "appeal-ruling", "部分维持")
    rename_item(desk, item(desk, "handling", "服务"), "服务引导")
    assert named(desk, "服务", "handling").title == "服务引导"


def test_moving_changes_places_within_a_level(desk: Desk) -> None:
    items = desk.store.names().items("review")
    titles = [one.title for one in items]
    assert move_item(desk, items[0].id, 1)
    moved = [one.title for one in desk.store.names().items("review")]
    assert moved == [titles[1], titles[0], *titles[2:]]
    assert not move_item(desk, items[1].id, -1)


def test_classes_of_one_position_are_moved_all_the_same(desk: Desk) -> None:
    upper = add_item(desk, CATEGORY, "本地专项")
    below = [add_item(desk, CATEGORY, title, upper) for title in ("甲", "乙", "丙")]
    with desk.store.operation(desk, "程序自带的分类占了同一位置") as op:
        for record, position in zip(below, (800, 900, 900), strict=True):
            op.update("catalogue-items", record, {"position": position})
    assert move_item(desk, below[2], -1)
    titles = [one.title for one in desk.store.names().items(CATEGORY) if one.parent == upper]
    assert titles == ["甲", "丙", "乙"]


def test_an_imported_name_is_confirmed(desk: Desk) -> None:
    with desk.store.operation(desk, "导入") as op:
        record = op.insert(
            "catalogue-items",
            {"catalogue": CATEGORY, "title": "新叫法", "active": 1, "provisional": 1},
        )
    confirm_item(desk, record)
    assert value_of(desk, "catalogue-items", record, "provisional") == 0


def test_a_merged_class_hands_over_its_records_and_names(desk: Desk) -> None:
    record = add_item(desk, CATEGORY, "摆摊子")
    set_synonyms(desk, record, "摊子乱摆")
    with desk.store.operation(desk, "登记案件") as op:
        case = op.insert("market-cases", {"number": "ZZ-1", "category": record})
    target = item(desk, CATEGORY, "占道经营")
    assert merge_item(desk, record, "占道经营") == 1
    assert value_of(desk, "market-cases", case, "category") == target
    assert named(desk, "摊子乱摆").id == named(desk, "摆摊子").id == target
    assert not exists(desk, "catalogue-items", record)
    assert check(desk.store) == []
    step = next_undo(desk, desk.store.reader())
    assert step is not None
    undo(desk, step.ref)
    assert value_of(desk, "market-cases", case, "category") == record
    assert named(desk, "摆摊子").id == record


def test_a_class_is_not_merged_into_nothing_itself_or_away_from_its_sub_classes(
    desk: Desk,
) -> None:
    record = item(desk, CATEGORY, "占道经营")
    with pytest.raises(UserError, match="没有“天上掉的”"):
        merge_item(desk, record, "天上掉的")
    with pytest.raises(UserError, match="不能并入自己"):
        merge_item(desk, record, "占道经营")
    with pytest.raises(UserError, match="下面还有小类"):
        merge_item(desk, record, "户外广告")


def test_a_kind_of_count_that_logs_use_is_not_merged_away(desk: Desk) -> None:
    kinds = desk.store.names().items("daily-count")
    unit = 0
    with desk.store.operation(desk, "登记日志") as op:
        unit = op.insert("units", {"name": "一中队"})
        op.insert("market-daily", {"date": "2026-10-08", "unit": unit, "counts": {kinds[0].id: 3}})
    with pytest.raises(UserError, match="还在引用"):
        merge_item(desk, kinds[0].id, kinds[1].title)
    assert exists(desk, "catalogue-items", kinds[0].id)


def test_a_class_that_is_gone_is_said_to_be(desk: Desk) -> None:
    with pytest.raises(UserError, match="已经不在了"):
        rename_item(desk, 987654321, "什么")
