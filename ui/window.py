"""The main window: bars around one page at a time, and the keys that hold everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ui.context import Asker, Context, News
from ui.lanes import Lanes
from ui.pages import (
    FinishesEditing,
    HasRooms,
    HasStatus,
    HasTools,
    PageOf,
    Prints,
    Refreshes,
    SavesForm,
    ShowsList,
    ShowsRecord,
    StartsRecord,
    Tab,
)
from ui.tabs import TABS, page_of_ledger, tabs_for
from ui.widgets.bars import EmptyPage, NoticeBar
from ui.widgets.focus import go_to_next_area
from ui.widgets.page_stack import PageStack
from ui.widgets.tab_strip import TabStrip
from ui.widgets.top_bar import TopBar
from ui.widgets.work_bar import WorkBar
from ui.window_keys import TAB_KEYS, WINDOW_KEYS

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.layouts import Layouts
    from ui.keeping import Keeping
    from ui.undoing import Steps, Undoing
    from ui.widgets.welcome import Welcome

SMALLEST = (880, 480)
USUAL = (1366, 768)
WAIT, STOP = "等它做完再退出", "取消它并退出"


class MainWindow(QMainWindow):
    """Holds the pages; what they show and do is theirs."""

    closed = Signal()
    """The window is gone and everything is written: the data folder may be closed."""
    answered = Signal(str)
    """What the welcome page was answered."""

    def __init__(
        self,
        lanes: Lanes,
        asker: Asker,
        tabs: tuple[Tab, ...] = TABS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("main-window")
        self.setWindowTitle("城管台账")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.lanes = lanes
        self.asker = asker
        self.news = News(self)
        self.context: Context | None = None
        self.layouts: Layouts | None = None
        self.undoing: Undoing | None = None
        self.keeping: Keeping | None = None
        self.pages: dict[str, QWidget] = {}
        self._specs = {page.key: page for tab in tabs for page in tab.pages}
        self._welcome: Welcome | None = None
        self._current = ""
        self._leaving = False
        self._left = False
        self._in_close_event = False
        self._build(tabs)
        self._bind_keys()
        for lane in lanes.threaded:
            self.work.follow(lane)

    # -- what it is made of --------------------------------------------------------------------

    def _build(self, tabs: tuple[Tab, ...]) -> None:
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top = TopBar()
        self.tabs = TabStrip(tabs)
        self.notice = NoticeBar()
        self.stack = PageStack()
        self.stack.setObjectName("pages")
        self.work = WorkBar()
        for part in (self.top, self.tabs, self.notice):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(self.work)
        self.setCentralWidget(ground)
        self.opening: QWidget = EmptyPage("正在打开数据…", "数据全部在本机，不联网。")
        self.stack.addWidget(self.opening)
        self.tabs.wanted.connect(self.show_page)
        self.top.search.opened.connect(self.show_record)
        self.top.undo.clicked.connect(lambda: self.undo())
        self.top.history.menu().aboutToShow.connect(self._fill_history)
        self.top.backup.menu().aboutToShow.connect(self._fill_backup)
        self.top.person.clicked.connect(lambda: self.show_room("person"))
        self.news.said.connect(self.work.say)
        self.news.changed.connect(self._saved)
        self.news.wanted.connect(self.show_record)
        self.news.wanted_list.connect(self.show_list)
        self.news.wanted_page.connect(self.show_place)
        self.news.wanted_backup.connect(self.back_up)
        self.news.wanted_help.connect(self.show_help)
        self._show_frame(open_=False)

    def _bind_keys(self) -> None:
        for line in WINDOW_KEYS:
            for keys in line.keys:
                QShortcut(QKeySequence(keys), self).activated.connect(getattr(self, line.act))
        for place in range(self.tabs.bar.count()):
            for held in TAB_KEYS:
                shortcut = QShortcut(QKeySequence(f"{held}+{place + 1}"), self)
                shortcut.activated.connect(self._tab_opener(place))

    def _tab_opener(self, place: int) -> Callable[[], None]:
        return lambda: self.tabs.bar.setCurrentIndex(place)

    # -- opening -------------------------------------------------------------------------------

    def _show_frame(self, *, open_: bool) -> None:
        """What makes sense only over an open folder is out of sight before."""
        self.tabs.setVisible(open_)
        for part in (self.top.undo, self.top.history, self.top.backup, self.top.person):
            part.setVisible(open_)
        self.top.search.setVisible(open_)

    def show_opening(self, title: str, text: str) -> None:
        """A page that says what is being waited for."""
        self.show_before(EmptyPage(title, text))

    def show_before(self, page: QWidget) -> None:
        """A page before data are shown; the one that stood there goes."""
        self.stack.removeWidget(self.opening)
        self.opening.deleteLater()
        self.opening = page
        self.stack.setCurrentIndex(self.stack.addWidget(page))
        page.setFocus()

    @property
    def welcome(self) -> Welcome:
        """The first page of a first start, which is seldom: made when it is wanted."""
        if self._welcome is None:
            from ui.widgets.welcome import Welcome

            self._welcome = Welcome()
            self._welcome.chosen.connect(self.answered)
            self.stack.addWidget(self._welcome)
        return self._welcome

    def show_welcome(self, root: str, gone: str = "") -> None:
        """The choice of a first start, or of one that misses the folder `gone`."""
        self.welcome.show_root(root, gone)
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.buttons["sample"].setFocus()

    def work_on(self, desk: Desk, layouts: Layouts, *, page: str = "", bureau: str = "") -> None:
        """Shows an open data folder. The lanes are the window's own; The desk is closed after it."""
        from ui.keeping import Keeping
        from ui.undoing import Undoing

        self.layouts = layouts
        context = Context(
            desk,
            self.asker,
            self.news,
            self.lanes.writing,
            self.lanes.reading,
            self.lanes.papers,
        )
        context.listen()
        self.context = context
        self.undoing = Undoing(context, self)
        self.undoing.changed.connect(self._name_steps)
        self.keeping = Keeping(context, self.lanes.upkeep, self)
        self.keeping.backed_up.connect(self._name_backup)
        self.keeping.unsound.connect(self._tell_unsound)
        self.top.search.start(context)
        self.top.bureau.setText(bureau)
        self.top.person.setText(f"本机 · {desk.actor}")
        self._keep_tabs(tabs_for(self.tabs.tabs, desk.rights))
        self._show_frame(open_=True)
        if desk.store.warning:
            self.notice.show_notice(desk.store.warning, "danger", (("立即备份", self.back_up),))
        self.undoing.refresh()
        self.keeping.start()
        self.show_page(page if page in self._specs else next(iter(self._specs)))

    def _keep_tabs(self, tabs: tuple[Tab, ...]) -> None:
        """Only what the person may look at."""
        self._specs = {page.key: page for tab in tabs for page in tab.pages}
        if tabs != self.tabs.tabs:
            self.tabs.show_tabs(tabs)

    def _tell_unsound(self, sentence: str) -> None:
        """What a look at the data found, with the way to all of it and to the backups."""
        way = ("看检查结果和备份", lambda: self.show_room("keeping"))
        self.notice.show_notice(sentence, "danger", (way,))

    # -- pages ---------------------------------------------------------------------------------

    @property
    def current(self) -> object:
        """The page in sight, None before data are open."""
        return self.pages.get(self._current)

    @property
    def current_key(self) -> str:
        """Its key, "" before data are open."""
        return self._current

    def show_page(self, key: str) -> object:
        """Brings a page up, made at the first look."""
        if self.context is None:
            return None
        if key not in self._specs:
            self.work.say("您的账户看不到这一页；请找有权限的同事。")
            return None
        if key not in self.pages:
            self.pages[key] = self._make(self._specs[key])
            self.stack.addWidget(self.pages[key])
        page = self.pages[key]
        changed, self._current = key != self._current, key
        self.tabs.show_page(key)
        shown: object = page
        self.tabs.show_tools(shown.tools() if isinstance(shown, HasTools) else None)
        self.work.show_status(shown.status if isinstance(shown, HasStatus) else None)
        self.stack.setCurrentWidget(page)
        self.setWindowTitle(f"{self._specs[key].title} - 城管台账")
        if changed:
            page.setFocus()
        return page

    def show_place(self, key: str) -> None:
        """A page by its key, or a room of 系统."""
        if key in self._specs:
            self.show_page(key)
        else:
            self.show_room(key)

    def _make(self, spec: PageOf) -> QWidget:
        assert self.context is not None
        assert self.layouts is not None
        page = spec.make(self.context, self.layouts)
        page.setProperty("page", True)
        return page

    def next_page(self) -> None:
        """Ctrl+PageDown: over the ends of tabs."""
        self._step_page(1)

    def page_before(self) -> None:
        """Ctrl+PageUp."""
        self._step_page(-1)

    def _step_page(self, step: int) -> None:
        keys = list(self._specs)
        if self._current:
            self.show_page(keys[(keys.index(self._current) + step) % len(keys)])

    def _page_for(self, ledger: str) -> object:
        found = page_of_ledger(ledger)
        if found is not None:
            return self.show_page(found[1].key)
        rooms = self._rooms()
        return rooms.show_ledger(ledger) if rooms is not None else None

    def _rooms(self) -> HasRooms | None:
        """Brings up the page that has rooms (系统)."""
        key = next((key for key, spec in self._specs.items() if spec.has_rooms), "")
        page = self.show_page(key)
        return page if isinstance(page, HasRooms) else None

    def show_record(self, ledger: str, record: object) -> None:
        """Opens a record in the page of its ledger, or the form of a new one with these values."""
        page = self._page_for(ledger)
        if isinstance(page, ShowsRecord) and isinstance(record, int):
            page.show_record(record)
        elif isinstance(page, StartsRecord) and isinstance(record, Mapping):
            page.start_record(record)

    def show_list(self, ledger: str, where: object) -> None:
        """Opens the records behind a number."""
        from bureau.ledger.query import Filter

        page = self._page_for(ledger)
        if isinstance(page, ShowsList) and isinstance(where, Filter):
            page.show_list(where)

    def show_room(self, key: str) -> None:
        """Brings up a room of 系统."""
        rooms = self._rooms()
        if rooms is not None:
            rooms.show_room(key)

    # -- keys ----------------------------------------------------------------------------------

    def search(self) -> None:
        """Ctrl+K: into the search box, its text selected."""
        if self.top.search.isVisible():
            self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top.search.selectAll()

    def next_area(self) -> None:
        """F6 where the page has no areas of its own."""
        go_to_next_area(self.tabs.bar, self.stack.currentWidget(), self.top.search)

    def undo(self) -> None:
        """Ctrl+Z."""
        if self.undoing is not None:
            self.undoing.undo()

    def redo(self) -> None:
        """Ctrl+Y."""
        if self.undoing is not None:
            self.undoing.redo()

    def save(self) -> None:
        """Ctrl+S: what is being edited is committed, and the person is told that all is kept."""
        page = self.current
        if self.context is None or (isinstance(page, SavesForm) and page.save_form()):
            return
        if self._finish_editing():
            self.work.saved.setText(f"已保存 {self.context.desk.now():%H:%M:%S} · 全部数据在本机")
            self.work.say("已保存：每一步改动都已写入本机，不用另外保存。")

    def print_page(self) -> None:
        """Ctrl+P."""
        page = self.current
        if isinstance(page, Prints):
            page.print_page()
        else:
            self.work.say("这一页没有可以打印的内容。")

    def refresh(self) -> None:
        """F5."""
        page = self.current
        if isinstance(page, Refreshes):
            page.refresh()
            self.work.say("已刷新。")

    def help_here(self) -> None:
        """F1: the manual where it speaks of this page."""
        spec = self._specs.get(self._current)
        self.show_help(spec.help_anchor if spec else "")

    def show_help(self, anchor: str) -> None:
        """Opens the manual beside the window."""
        from ui.help.viewer import show_manual

        show_manual(self, anchor)

    # -- the bars ------------------------------------------------------------------------------

    def _saved(self, _changes: object) -> None:
        if self.context is not None:
            self.work.saved.setText(f"已保存 {self.context.desk.now():%H:%M:%S} · 全部数据在本机")

    def _name_steps(self, steps: Steps) -> None:
        back = steps.back
        self.top.show_undo(back.label if back else "", can=back is not None)

    def _fill_history(self) -> None:
        if self.undoing is not None:
            menu = self.top.history.menu()
            self.undoing.fill_menu(menu)
            menu.addSeparator()
            menu.addAction("全部操作历史…", lambda: self.show_room("history"))

    def _name_backup(self, _at: object) -> None:
        from ui.keeping import backup_words, is_late

        if self.keeping is not None and self.context is not None:
            now = self.context.desk.now()
            late = is_late(self.keeping.last, now)
            self.top.show_backup(backup_words(self.keeping.last, now), late=late)

    def _fill_backup(self) -> None:
        from ui.crash import open_folder

        menu = self.top.backup.menu()
        menu.clear()
        menu.addAction("立即备份", self.back_up)
        if self.context is not None:
            backups = self.context.desk.store.folder.backups
            menu.addAction("打开备份文件夹", lambda: open_folder(backups))

    def back_up(self) -> None:
        """Makes a backup at once."""
        if self.keeping is not None:
            self.keeping.back_up(by_hand=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses the button that has the focus, as Space does; F6 where no page took it."""
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_F6:
            self.next_area()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focused, QAbstractButton) and focused.isEnabled():
            focused.click()
        else:
            super().keyPressEvent(event)

    # -- leaving -------------------------------------------------------------------------------

    def _finish_editing(self) -> bool:
        """Commits the open editors, or keeps them as drafts; False when a person has to decide."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        shown: dict[str, object] = {**self.pages}
        for key, page in shown.items():
            if isinstance(page, FinishesEditing) and not page.finish_editing():
                self.show_page(key)
                return False
        return True

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Goes when nothing is lost by it: editors first, then work under way, then a backup."""
        if self._left or self.context is None:
            self._go()
            event.accept()
            return
        event.ignore()
        if self._leaving or not self._finish_editing():
            return
        busy = self.lanes.busy
        if busy:
            asked = f"还在进行：{'、'.join(ticket.title for ticket in busy)}。"
            answer = self.asker.choose(self, asked, [WAIT, STOP], cancel="先不退出")
            if answer is None:
                return
            if answer == STOP:
                for ticket in busy:
                    ticket.cancel()
        self._leaving = True
        self.setEnabled(False)
        self.work.say("正在写完最后的改动…")
        # Behind everything that waits to be written.
        self._in_close_event = True
        self.lanes.writing.run(lambda _ticket: None, self._written, self._written)
        self._in_close_event = False
        if self.has_left():
            self._go()
            event.accept()

    @property
    def leaving(self) -> bool:
        """Whether it was closed and only last writes are waited for, or it is gone."""
        return self._leaving

    def has_left(self) -> bool:
        """Whether everything is written and only the window itself is left to close."""
        return self._left

    def _written(self, _result: object) -> None:
        if self.keeping is not None and self.keeping.changed_since and self._writable:
            self.work.say("正在备份，备份完就退出…")
            self.keeping.back_up(self._leave, title="退出前备份")
        else:
            self._leave()

    @property
    def _writable(self) -> bool:
        return self.context is not None and self.context.holds_folder

    def _leave(self) -> None:
        self._left = True
        # Qt takes no second close while the first is under way, as it is where no lane has a thread.
        if not self._in_close_event:
            self.close()

    def _go(self) -> None:
        self.top.search.start(None)
        self.lanes.close()
        self.closed.emit()
