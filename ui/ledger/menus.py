"""The menus of a ledger page, filled when they are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from bureau.ledger.query import Sort
from ui.ledger import doors
from ui.ledger.acts import BY_NAME, CELL_MENU
from ui.ledger.wording import conditions_of

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

LONGEST = 36


def popup(page: LedgerPage, menu: QMenu, place: QPoint) -> None:
    """Opens a menu that is thrown away afterwards."""
    menu.setParent(page, menu.windowFlags())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def add_act(page: LedgerPage, menu: QMenu, name: str) -> None:
    """One act with its key beside it."""
    act = BY_NAME[name]
    keys = f"\t{act.keys[0]}" if act.keys else ""
    line = menu.addAction(f"{act.title}{keys}", lambda: page.act(name))
    line.setObjectName(name)
    line.setEnabled(
        (page.context.writable or not act.writes) and bool(page.model.ids or not act.many)
    )


def cell_menu(page: LedgerPage) -> QMenu:
    """The right-click menu of cells."""
    menu = QMenu(page)
    menu.setObjectName("cell-menu")
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
    menu.addAction("加到排序后面\tShift+单击", lambda: page.filtering.sort_by(at, True))
    line = menu.addAction("取消排序", lambda: page.filtering.order())
    line.setEnabled(bool(page.filtering.selection.sorts))
    menu.addSeparator()
    menu.addAction("筛选…\tAlt+Down", lambda: page.filtering.open_value_list(at))
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
        short = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"
        where = read.where
        menu.addAction(short, lambda where=where: page.filtering.take(where))


def fill_more(page: LedgerPage, menu: QMenu) -> None:
    """What is wanted less often."""
    menu.clear()
    for name in ("batch", "copy_record", "go_to", ""):
        if name:
            add_act(page, menu, name)
        else:
            menu.addSeparator()
    menu.addMenu(shown_columns_menu(page, menu))
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
