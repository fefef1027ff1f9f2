"""A window over the small bureau with plain pages, which note what the window asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bureau.ledger.query import Filter
from ui.context import Context
from ui.pages import Make, PageOf, Tab

if TYPE_CHECKING:
    from bureau.layouts import Layouts


class PlainPage(QWidget):
    """A page with everything that a page may offer."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.context = context
        self.asked: list[object] = []
        self.may_leave = True
        column = QVBoxLayout(self)
        column.addWidget(QLabel(name))

    def show_record(self, record: int) -> None:
        self.asked.append(record)

    def start_record(self, template: Mapping[str, object] | None) -> None:
        self.asked.append(template)

    def show_list(self, where: Filter) -> None:
        self.asked.append(where)

    def print_page(self) -> None:
        self.asked.append("打印")

    def refresh(self) -> None:
        self.asked.append("刷新")

    def finish_editing(self) -> bool:
        self.asked.append("收尾")
        return self.may_leave


@dataclass(frozen=True)
class PlainRoom:
    """A room of a page."""

    title: str


class RoomyPage(QWidget):
    """A page with a room for roads."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.rooms = {"roads": PlainRoom("道路"), "history": PlainRoom("操作历史")}
        self.road_page = PlainPage(context, "道路")
        self.asked: list[str] = []

    def show_ledger(self, ledger: str) -> QWidget | None:
        return self.road_page if ledger == "roads" else None

    def show_room(self, key: str) -> QWidget:
        self.asked.append(key)
        return self.road_page


def plain(name: str) -> Make:
    """A maker of such a page."""

    def make(context: Context, _layouts: Layouts) -> QWidget:
        return PlainPage(context, name)

    return make


def roomy(context: Context, _layouts: Layouts) -> QWidget:
    """A maker of a page with rooms."""
    return RoomyPage(context)


def page(key: str, title: str, ledger: str = "") -> PageOf:
    """One page."""
    return PageOf(key=key, title=title, make=plain(title), ledger=ledger, help_anchor=key)


PLAIN_TABS = (
    Tab(
        key="market",
        title="市容秩序",
        pages=(
            page("market-cases", "案件台账", "market-cases"),
            page("market-daily", "执法日志", "market-daily"),
        ),
    ),
    Tab(key="month", title="统计月报", pages=(page("month", "统计月报"),)),
    Tab(
        key="settings",
        title="系统",
        pages=(PageOf(key="settings", title="系统", make=roomy, has_rooms=True),),
    ),
)
