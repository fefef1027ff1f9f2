"""The 系统 tab: rooms listed at the left, the chosen one at the right, each made when first looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from bureau.access.rights import (
    ACCOUNTS,
    ANONYMISE,
    EDIT,
    EVERYTHING,
    EXCHANGE,
    IMPORT,
    RULES,
    VIEW,
    Rights,
)
from ui.context import Context
from ui.pages import FinishesEditing, HasStatus, Prints, Refreshes, SavesForm, exists, ledger_page
from ui.tokens import GRID, INK_FAINT, ROW_HEIGHT

if TYPE_CHECKING:
    from bureau.layouts import Layouts

LIST_WIDTH = 152
HEADING_HEIGHT = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One entry of the list. `module` and `name` say where its page is; `ledger` that it is a table.

    `right` says who sees it, where not everybody does; `whole` that it shows the books of all
    departments.
    """

    key: str
    title: str
    module: str = "ui.ledger.page"
    name: str = ""
    ledger: str = ""
    right: str = VIEW
    whole: bool = False


GROUPS: tuple[tuple[str, tuple[Room, ...]], ...] = (
    (
        "单位",
        (
            Room(
                key="bureau",
                title="单位设置",
                module="ui.settings.bureau_page",
                name="BureauPage",
                right=RULES,
            ),
            Room(
                key="calendar",
                title="工作日历",
                module="ui.settings.calendar_page",
                name="CalendarPage",
                right=RULES,
            ),
            Room(
                key="catalogues",
                title="分类目录",
                module="ui.settings.catalogue_page",
                name="CataloguePage",
                right=RULES,
            ),
        ),
    ),
    (
        "名册",
        (
            Room(key="towns", title="镇街", ledger="towns"),
            Room(key="communities", title="社区（村）", ledger="communities"),
            Room(key="roads", title="道路", ledger="roads"),
            Room(key="units", title="股室队所", ledger="units"),
            Room(key="people", title="人员", ledger="people"),
            Room(key="shops", title="沿街商户", ledger="shops"),
        ),
    ),
    (
        "记录",
        (
            Room(
                key="history",
                title="操作历史",
                module="ui.settings.history_page",
                name="HistoryPage",
                right=EDIT,
                whole=True,
            ),
            Room(
                key="bin",
                title="回收站",
                module="ui.settings.bin_page",
                name="BinPage",
                right=EDIT,
            ),
            Room(
                key="batches",
                title="导入记录",
                module="ui.exchange.batches_page",
                name="BatchesPage",
                right=IMPORT,
                whole=True,
            ),
            Room(
                key="checking",
                title="检查",
                module="ui.settings.checking_page",
                name="CheckingPage",
                whole=True,
            ),
            Room(
                key="retention",
                title="个人信息到期",
                module="ui.settings.retention_page",
                name="RetentionPage",
                right=ANONYMISE,
            ),
            Room(
                key="waiting",
                title="待补",
                module="ui.exchange.waiting_page",
                name="WaitingPage",
                right=IMPORT,
            ),
        ),
    ),
    (
        "本机",
        (
            Room(
                key="person",
                title="使用人",
                module="ui.settings.person_page",
                name="PersonPage",
            ),
            Room(
                key="keeping",
                title="数据与备份",
                module="ui.settings.keeping_page",
                name="KeepingPage",
            ),
            Room(
                key="packages",
                title="数据交换",
                module="ui.packages.page",
                name="PackagesPage",
                right=EXCHANGE,
            ),
            Room(
                key="accounts",
                title="账户",
                module="ui.accounts.page",
                name="AccountsPage",
                right=ACCOUNTS,
            ),
            Room(key="fonts", title="字体", module="ui.settings.fonts_page", name="FontsPage"),
            Room(key="about", title="关于", module="ui.settings.about_page", name="AboutPage"),
        ),
    ),
)


def rooms(rights: Rights = EVERYTHING) -> list[tuple[str, tuple[Room, ...]]]:
    """The groups with the rooms whose pages came with this build, and that somebody may look at."""
    found = [
        (title, tuple(room for room in group if exists(room.module) and is_for(room, rights)))
        for title, group in GROUPS
    ]
    return [(title, group) for title, group in found if group]


def is_for(room: Room, rights: Rights) -> bool:
    """Whether somebody sees a room."""
    return rights.may(room.right) and not (room.whole and rights.departments)


class SettingsPage(QWidget):
    """The list of rooms and the room in sight."""

    def __init__(self, context: Context, layouts: Layouts) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context = context
        self.layouts = layouts
        self.rooms: dict[str, Room] = {}
        self.pages: dict[str, QWidget] = {}
        self.list = QListWidget()
        self.list.setObjectName("rooms")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("系统：各页")
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.status = QWidget()
        self._statuses = QHBoxLayout(self.status)
        self._statuses.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, 0, GRID // 2)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        for title, group in rooms(context.desk.rights):
            self._add_heading(title)
            for room in group:
                self._add_room(room)
        self.list.currentItemChanged.connect(lambda new, _old: self._chosen(new))
        self.setFocusProxy(self.list)
        self.show_room(next(iter(self.rooms)))

    def _add_heading(self, title: str) -> None:
        entry = QListWidgetItem(title)
        entry.setFlags(Qt.ItemFlag.NoItemFlags)
        entry.setForeground(QColor(INK_FAINT))
        entry.setData(Qt.ItemDataRole.AccessibleTextRole, title)
        entry.setSizeHint(QSize(0, HEADING_HEIGHT))
        self.list.addItem(entry)

    def _add_room(self, room: Room) -> None:
        entry = QListWidgetItem(room.title)
        entry.setData(Qt.ItemDataRole.UserRole, room.key)
        entry.setSizeHint(QSize(0, ROW_HEIGHT))
        self.list.addItem(entry)
        self.rooms[room.key] = room

    def _chosen(self, entry: QListWidgetItem | None) -> None:
        key = entry.data(Qt.ItemDataRole.UserRole) if entry is not None else None
        if isinstance(key, str):
            self.show_room(key)

    def show_room(self, key: str) -> QWidget:
        """Brings a room up; one that this person doesn't see leaves the present one."""
        if key not in self.rooms:
            self.context.news.said.emit("您的账户看不到这一页；请找有权限的同事。")
            return self.current
        if key not in self.pages:
            page = self._make(self.rooms[key])
            self.pages[key] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self.pages[key])
        self._show_status(self.pages[key])
        self.setProperty("help", self.help_anchor)
        for at in range(self.list.count()):
            entry = self.list.item(at)
            if entry.data(Qt.ItemDataRole.UserRole) == key and at != self.list.currentRow():
                self.list.setCurrentRow(at)
        return self.pages[key]

    def _show_status(self, page: object) -> None:
        """The counts of the room in sight, none where it has none."""
        shown = page.status if isinstance(page, HasStatus) else None
        if shown is not None:
            self._statuses.addWidget(shown)
        for at in range(self._statuses.count()):
            one = self._statuses.itemAt(at).widget()
            one.setVisible(one is shown)

    def _make(self, room: Room) -> QWidget:
        if room.ledger:
            return ledger_page(room.ledger)(self.context, self.layouts)
        made = cast(Callable[[Context], QWidget], getattr(import_module(room.module), room.name))
        page = made(self.context)
        # Tables bring their own margins.
        page.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        return page

    # -- what the window asks of a page ----------------------------------------------------------

    @property
    def current(self) -> QWidget:
        """The room in sight."""
        return self.stack.currentWidget()

    @property
    def help_anchor(self) -> str:
        """Where the manual speaks of the room in sight."""
        anchor = self.current.property("help")
        return anchor if isinstance(anchor, str) else "ledger"

    def show_ledger(self, ledger: str) -> QWidget | None:
        """Brings up the room of a ledger, None when there is none."""
        key = next((key for key, room in self.rooms.items() if room.ledger == ledger), None)
        return self.show_room(key) if key is not None else None

    def refresh(self) -> None:
        """F5: reads the room in sight anew."""
        page = self.current
        if isinstance(page, Refreshes):
            page.refresh()

    def print_page(self) -> None:
        """Ctrl+P: prints the room in sight, where it is a table."""
        page = self.current
        if isinstance(page, Prints):
            page.print_page()
        else:
            self.context.news.said.emit("这一页没有可以打印的内容。")

    def save_form(self) -> bool:
        """Ctrl+S: saves the form of the room in sight, where one was typed into."""
        page = self.current
        return isinstance(page, SavesForm) and page.save_form()

    def finish_editing(self) -> bool:
        """Commits the editors of all rooms; False when a person has to decide first."""
        for key, page in self.pages.items():
            if isinstance(page, FinishesEditing) and not page.finish_editing():
                self.show_room(key)
                return False
        return True
