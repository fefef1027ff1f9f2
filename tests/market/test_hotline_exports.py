"""Exports of six platforms come in with their own headings, times and states, and update by 工单号."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.exchange.importing import Confirmed
from tests.exchange.ledger_sheets import listed, parsed, taken
from tests.market.order_exports import (
    CITY_LINE,
    COUNTY_LINE,
    DIGITAL,
    MESSAGES,
    PROVINCE,
    TWO_LEVELS,
    book,
    gbk_csv,
)
from tests.storage.offices import furnish, hurry, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """王芳 at a desk over an empty office."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "office")) as desk:
        yield desk


def orders(desk: Desk) -> list[dict[str, object]]:
    """All orders as JSON shows them."""
    return listed(desk, "hotline")


def parts(record: dict[str, object], *keys: str) -> tuple[object, ...]:
    """Some fields of an order."""
    return tuple(record[key] for key in keys)


def test_the_export_of_12345_with_masked_callers_and_seconds(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "hotline", book(tmp_path / "导出.xlsx", PROVINCE))
    first, second = orders(desk)
    assert parts(first, "number", "received_at", "due_at", "answered_at") == (
        "GD20261008000123",
        "2026-10-08 09:30",
        "2026-10-13 17:30",
        "2026-10-09 16:20",
    )
    assert parts(first, "kind", "state", "satisfaction", "resolved") == (
        "投诉",
        "已办结",
        "满意",
        "是",
    )
    assert parts(first, "caller", "phone") == (None, None)
    assert parts(second, "kind", "state", "answered_at") == ("求助", "办理中", None)
    assert parts(second, "caller", "phone") == ("陈**", "139****1111")


def test_the_export_of_12319_with_a_limit_in_days(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "hotline", book(tmp_path / "12319.xlsx", CITY_LINE))
    (order,) = orders(desk)
    assert parts(order, "number", "town", "unit", "due_at", "limit_at") == (
        "12319-2026-0871",
        "城东街道",
        "二中队",
        "2026-10-10",
        "2026-10-10 23:59",
    )
    assert parts(order, "state", "answer", "satisfaction") == ("已答复", "已清理", "基本满意")
    assert order["overdue"] == "○ 期内"


def test_the_export_of_the_digital_platform_with_stages_and_its_own_classes(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, "hotline", book(tmp_path / "数字城管.xlsx", DIGITAL))
    first, second = orders(desk)
    assert parts(first, "platform", "state", "platform_class", "category") == (
        "数字城管平台",
        "已办结",
        "店外经营",
        None,
    )
    assert parts(first, "assigned_at", "due_at", "answered_at") == (
        "2026-10-08 08:40",
        "2026-10-08 12:40",
        "2026-10-08 11:05",
    )
    assert parts(second, "state", "address") == ("办理中", "解放路口")


def test_a_csv_in_gbk_with_chinese_times_and_a_state_word_for_handed_back(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, "hotline", gbk_csv(tmp_path / "工单.csv", COUNTY_LINE))
    first, second = orders(desk)
    assert parts(first, "received_at", "kind", "state", "satisfaction", "repeats") == (
        "2026-10-08 09:30",
        "投诉",
        "已答复",
        "不满意",
        3,
    )
    assert first["overdue"] == "▲ 超期"
    assert parts(second, "received_at", "kind", "state") == (
        "2026-10-08 15:00",
        "咨询",
        "已退单",
    )


def test_messages_to_leaders(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "hotline", book(tmp_path / "留言.xlsx", MESSAGES))
    (order,) = orders(desk)
    assert parts(order, "number", "received_at", "content", "due_at", "answered_at") == (
        "LY-2026-331",
        "2026-10-08",
        "学校门口电动车乱停",
        "2026-10-15",
        "2026-10-14",
    )
    assert parts(order, "town", "unit", "state") == ("城东街道", "二中队", "已答复")


def test_a_header_of_two_levels_with_an_extended_limit(desk: Desk, tmp_path: Path) -> None:
    merged = ("A1:M1", "A2:E2", "F2:L2")
    taken(desk, "hotline", book(tmp_path / "平台.xlsx", TWO_LEVELS, merged))
    (order,) = orders(desk)
    assert parts(order, "platform", "due_at", "extended_to", "limit_at", "answered_at") == (
        "网民留言",
        "2026-10-09 18:00",
        "2026-10-12 18:00",
        "2026-10-12 18:00",
        "2026-10-12 17:59",
    )
    assert parts(order, "state", "overdue") == ("已答复", "○ 期内")


def test_the_next_export_brings_new_changed_and_unchanged_orders(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, "hotline", book(tmp_path / "上午.xlsx", PROVINCE))
    later = deepcopy(PROVINCE)
    later[3][13] = "已办结"
    later[3][14] = "2026/10/15 9:05:00"
    later.append([3, "GD20261010000007", "噪音", "广场舞噪音", *[None] * 2, "2026/10/10 21:00:00"])
    again = book(tmp_path / "下午.xlsx", later)
    found = parsed(desk, "hotline", again)
    assert (found.rows, found.accepted, found.unchanged, found.changed) == (3, 1, 1, 1)

    done: Confirmed = taken(desk, "hotline", again, update=True)
    assert (done.written, done.updated) == (2, 1)
    assert [parts(order, "number", "state") for order in orders(desk)] == [
        ("GD20261008000123", "已办结"),
        ("GD20261009000045", "已办结"),
        ("GD20261010000007", None),
    ]
    repeated = parsed(desk, "hotline", again)
    assert (repeated.accepted, repeated.unchanged, repeated.changed) == (0, 3, 0)


@pytest.mark.parametrize(
    ("sheet", "unused"),
    [
        (PROVINCE, ("工单标题",)),
        (CITY_LINE, ()),
        (DIGITAL, ("大类名称",)),
        (COUNTY_LINE, ()),
        (MESSAGES, ("留言标题",)),
    ],
)
def test_only_what_the_ledger_has_no_field_for_is_left_unread(
    desk: Desk, tmp_path: Path, sheet: list[list[object]], unused: tuple[str, ...]
) -> None:
    assert parsed(desk, "hotline", book(tmp_path / "导出.xlsx", sheet)).unused == unused
