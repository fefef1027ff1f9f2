"""The menus of a ledger page, filled when they are opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from bureau.ledger.query import Sort
from bureau.ledger.spelled import SpelledSort, has_places
from ui.ledger import doors, printing
from ui.ledger.acts import BY_NAME, CELL_MENU, key_words
from ui.ledger.wording import conditions_of

if TYPE_CHECKING:
    from ui.ledger.columns import Column
    from ui.ledger.handling import Offer
    from ui.ledger.page import LedgerPage

LONGEST = 36
LINES = {1: "一行", 2: "两行，长内容换行", 3: "三行，长内容换行"}


def popup(page: LedgerPage, menu: QMenu, place: QPoint) -> None:
    """Opens a menu that is thrown away afterwards."""
    menu.setParent(page, menu.windowFlags())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def add_act(page: LedgerPage, menu: QMenu, name: str) -> None:
    """One act with its key beside it."""
    act = BY_NAME[name]
    keys = f"\t{key_words(act.keys[0])}" if act.keys else ""
    line = menu.addAction(f"{act.title}{keys}", lambda: page.act(name))
    line.setObjectName(name)
    line.setEnabled(
        (page.context.writable or not act.writes) and bool(page.model.ids or not act.many)
    )


def handle_menu(page: LedgerPage, parent: QWidget) -> QMenu:
    """The ledger's own acts with the selected records; empty where it has none."""
    menu = QMenu(page.handling.title if page.handling is not None else "", parent)
    menu.setObjectName("handle-menu")
    fill_handle(page, menu)
    return menu


def fill_handle(page: LedgerPage, menu: QMenu) -> None:
    """What can be done with the selected records as they are; the obvious next act comes first."""
    menu.clear()
    if page.handling is not None:
        records = page.selected_records()
        fill_offers(page, menu, page.handling.offers(page.context.desk, records), records)
        if menu.isEmpty():
            menu.addAction("请先选中记录").setEnabled(False)


def fill_offers(page: LedgerPage, menu: QMenu, offers: list[Offer], records: Sequence[int]) -> None:
    """Lines for what can be done with these records, with how many where it isn't all."""
    offers.sort(key=lambda offer: not offer.main)
    group = offers[0].group if offers else ""
    for offer in offers:
        if offer.group != group and not menu.isEmpty():
            menu.addSeparator()
        group = offer.group
        part = offer.count is not None and offer.count < len(records)
        words = f"{offer.title}（{offer.count:,} 条）" if part else offer.title
        line = menu.addAction(words, lambda offer=offer: offer.open(page, records))
        line.setObjectName(f"handle-{offer.key}")
        line.setEnabled(offer.enabled and (page.context.writable or not offer.writes))


def cell_menu(page: LedgerPage) -> QMenu:
    """The right-click menu of cells."""
    menu = QMenu(page)
    menu.setObjectName("cell-menu")
    if page.handling is not None:
        menu.addMenu(handle_menu(page, menu))
        menu.addSeparator()
    for name in CELL_MENU:
        if name:
            add_act(page, menu, name)
        else:
            menu.addSeparator()
    return menu


def column_menu(page: LedgerPage, at: int) -> QMenu:
    """The right-click menu of a heading."""
    column = page.model.columns[at]
    arranging = page.arranging
    menu = QMenu(page)
    menu.setObjectName("column-menu")
    for words, down in (("升序排列", False), ("降序排列", True)):
        sort = Sort(column.key, down)
        menu.addAction(words, lambda sort=sort: page.filtering.order(sort))
    if has_places(page.ledger, column.key):
        menu.addMenu(spelled_menu(page, menu, column))
    menu.addAction("加到排序后面\tShift+单击", lambda: page.filtering.sort_by(at, True))
    line = menu.addAction("取消排序", lambda: page.filtering.order())
    line.setEnabled(bool(page.filtering.selection.sorts))
    menu.addSeparator()
    menu.addAction("筛选…\tAlt+↓", lambda: page.filtering.open_value_list(at))
    clear = menu.addAction("清除本列筛选", lambda: page.filtering.put(column.key, None))
    clear.setEnabled(column.key in page.filtering.selection.conditions)
    menu.addSeparator()
    menu.addAction("隐藏这一列", lambda: arranging.hide(column.key))
    menu.addMenu(shown_columns_menu(page, menu))
    if at + 1 != arranging.frozen:
        menu.addAction("冻结到这一列", lambda: arranging.freeze(at + 1))
    if arranging.frozen:
        menu.addAction("取消冻结", lambda: arranging.freeze(0))
    menu.addAction("列宽适合内容\t双击边线", lambda: page.table.fit(at))
    menu.addSeparator()
    menu.addAction("恢复默认的列", arranging.reset)
    return menu


def chip_menu(page: LedgerPage, place: str) -> QMenu:
    """The right-click menu of an active filter."""
    filtering, at = page.filtering, page.model.column_at(place)
    menu = QMenu(page)
    menu.setObjectName("chip-menu")
    if at is not None:
        menu.addAction("改这个筛选…", lambda: filtering.open_value_list(at))
    menu.addAction("取消这个筛选\t空格", lambda: filtering.drop(place))
    line = menu.addAction("只留这个筛选", lambda: filtering.keep_only(place))
    line.setEnabled(len(filtering.selection.conditions) > 1)
    menu.addSeparator()
    line = menu.addAction("保存这组筛选…", filtering.save)
    line.setEnabled(filtering.kept() is not None)
    add_act(page, menu, "clear_filters")
    return menu


def recent_menu(page: LedgerPage, parent: QWidget) -> QMenu:
    """The records seen last; each is one click away."""
    menu = QMenu("最近的记录", parent)
    menu.setObjectName("recent-menu")
    telling = [column for column in page.model.columns if not column.masked][:4]
    for row in page.recent.listed():
        words = " · ".join(
            text for column in telling if (text := column.text(row, page.model.names))
        )
        record = row["id"]
        menu.addAction(
            shortened(words), lambda record=record: page.show_record(cast("int", record))
        )
    if menu.isEmpty():
        menu.addAction("还没有").setEnabled(False)
    return menu


def shortened(sentence: str) -> str:
    """No longer than a menu's line should be."""
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"


def heights_menu(page: LedgerPage, parent: QMenu) -> QMenu:
    """How high rows are."""
    menu = QMenu("行高", parent)
    together = QActionGroup(menu)
    for lines, words in LINES.items():
        line = menu.addAction(words)
        line.setCheckable(True)
        line.setChecked(lines == page.arranging.layout.lines)
        together.addAction(line)
        line.triggered.connect(lambda _on=False, lines=lines: page.arranging.set_lines(lines))
    return menu


def spelled_menu(page: LedgerPage, parent: QMenu, column: Column) -> QMenu:
    """The order of names that have a place of their own: by it, or by pinyin."""
    towns = getattr(column.field.type, "ledger", "") == "towns"
    place = "行政区划次序" if towns else "目录和名册里的次序"
    menu = QMenu("按什么排", parent)
    together = QActionGroup(menu)
    present = next((s for s in page.filtering.selection.sorts if s.key == column.key), None)
    for words, kind in ((place, Sort), ("拼音", SpelledSort)):
        line = menu.addAction(words)
        line.setCheckable(True)
        line.setChecked(type(present) is kind)
        together.addAction(line)
        down = present is not None and present.descending
        wanted = kind(column.key, down)
        line.triggered.connect(lambda _on=False, wanted=wanted: page.filtering.resort(wanted))
    return menu


def shown_columns_menu(page: LedgerPage, parent: QMenu) -> QMenu:
    """Every column with a mark whether it is shown."""
    menu = QMenu("显示哪些列", parent)
    hidden = page.arranging.layout.hidden
    menu.addAction("全部显示", page.arranging.show_all)
    menu.addSeparator()
    for column in page.arranging.columns:
        line = menu.addAction(column.title)
        line.setCheckable(True)
        line.setChecked(column.key not in hidden)
        key = column.key
        line.toggled.connect(lambda shown, key=key: page.arranging.hide(key, not shown))
    return menu


def fill_saved(page: LedgerPage, menu: QMenu) -> None:
    """Filters with names, then the last ten."""
    menu.clear()
    saved = page.layouts.saved(page.ledger, page.model.names)
    for kept in saved:
        line = menu.addAction(kept.name, lambda kept=kept: page.filtering.take(kept.where))
        if kept.dropped:
            line.setToolTip("；".join(kept.dropped))
    if not saved:
        menu.addAction("还没有保存的筛选").setEnabled(False)
    menu.addSeparator()
    line = menu.addAction("保存现在的筛选…", page.filtering.save)
    line.setEnabled(page.filtering.kept() is not None)
    if saved:
        below = menu.addMenu("删除保存的筛选")
        for kept in saved:
            name = kept.name
            below.addAction(name, lambda name=name: page.layouts.drop_filter(page.ledger, name))
    recent = page.layouts.recent(page.ledger, page.model.names)
    if recent:
        menu.addSeparator()
        menu.addAction("最近用过的").setEnabled(False)
    for read in recent:
        found = conditions_of(page.ledger, page.arranging.columns, read.where, page.model.names)
        sentence = "；".join(condition.sentence for condition in found)
        where = read.where
        menu.addAction(shortened(sentence), lambda where=where: page.filtering.take(where))


def fill_more(page: LedgerPage, menu: QMenu) -> None:
    """What is wanted less often."""
    menu.clear()
    for name in ("batch", "copy_record", "go_to"):
        add_act(page, menu, name)
    menu.addMenu(recent_menu(page, menu))
    menu.addSeparator()
    if page.tools_without_room:
        add_act(page, menu, "print_page")
        add_act(page, menu, "export")
    menu.addAction("打印整个台账…", lambda: printing.print_whole(page))
    menu.addSeparator()
    menu.addMenu(shown_columns_menu(page, menu))
    menu.addMenu(heights_menu(page, menu))
    menu.addAction("列宽都适合内容", page.arranging.fit_all)
    menu.addAction("恢复默认的列", page.arranging.reset)
    menu.addSeparator()
    line = menu.addAction("显示详情")
    line.setCheckable(True)
    line.setChecked(page.details is not None and not page.details.isHidden())
    line.toggled.connect(page.show_details)
    if any(field.personal for field in page.ledger.fields):
        words = "遮盖个人信息" if not page.arranging.masked else "显示个人信息…"
        menu.addAction(words, lambda: doors.reveal(page))
    menu.addSeparator()
    add_act(page, menu, "refresh")
