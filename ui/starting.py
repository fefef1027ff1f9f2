"""Opening the program: the frame is painted at once, the data folder is opened behind it."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QProcess, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bureau.access.rights import NOBODY
from bureau.desk import ANYBODY, system_clock
from bureau.errors import BureauError, EnvironmentFault
from bureau.pc_settings import (
    ACTOR,
    DATA_FOLDER,
    RECENT_DATA_FOLDERS,
    SECTION,
    WINDOW_GEOMETRY,
    PcSettings,
)
from bureau.storage.paths import DataFolder, default_root
from ui.app import prepare_application
from ui.asker import WindowAsker
from ui.context import Asker
from ui.crash import CrashGuard
from ui.errand import Errand, nothing_to_do
from ui.gaps import collect_rarely, leave_present_objects
from ui.lanes import threaded_lanes
from ui.logs import log_what_qt_says, start_log, stop_log
from ui.qt_classes import QtClasses
from ui.tasks import RefusingRunner, Ticket
from ui.window import USUAL, MainWindow

if TYPE_CHECKING:
    from bureau.desk import Desk

LOG = logging.getLogger("start")
READ_ONLY, OTHER, RETRY, QUIT = "只读打开", "换一个数据文件夹…", "再试一次", "退出"
MOST_FOLDERS = 8
TITLE_BAR = 40
LONGEST_UNSEEN = 500
"""Milliseconds: a window that starts minimised isn't painted, and its data are opened all the same."""
LATER = (
    "ui.ledger.page", "ui.ledger.form", "ui.market.matters", "ui.market.watching", "ui.market.campaigns",
    "ui.month.page", "ui.settings.page",
)  # fmt: skip
"""What a look at a page needs beside the modules that the pages and their acts name."""
LATER_BY = 1500
"""Milliseconds after the first page: its rows come first."""
WIDEST, HIGHEST = 1600, 1000
SAMPLE_SUFFIX = "-示例县"


@dataclass
class OpenFolder:
    """A desk and how to close it; what the folder is called in the bar."""

    desk: Desk
    closing: ExitStack
    bureau: str
    sample: str
    keeps_accounts: bool = False


def open_folder_at(
    root: Path, *, writable: bool, actor: str = ANYBODY, section: str = ""
) -> OpenFolder:
    """Opens a data folder. Raises UserError, EnvironmentFault."""
    from bureau.opening import open_desk
    from bureau.settings.declared import BUREAU_NAME
    from bureau.settings.reading import SAMPLE_MARK, read_settings

    with ExitStack() as stack:
        desk = stack.enter_context(open_desk(root, writable=writable, actor=actor, section=section))
        with desk.store.snapshot() as conn:
            texts = read_settings(conn, desk.today()).texts
        name = texts.get(BUREAU_NAME.key, "")
        guarded = desk.rights is NOBODY
        return OpenFolder(desk, stack.pop_all(), name, texts.get(SAMPLE_MARK, ""), guarded)


def fill_sample(root: Path, ticket: Ticket) -> None:
    """Makes the sample county in its own folder, where there is none yet."""
    from bureau.commands.demonstration import SEED, last_month, make_county

    if not DataFolder(root).database.exists():
        make_county(
            root, SEED, last_month(system_clock()), lambda _doing, part: ticket.step(part, 100)
        )


def load_editing() -> None:
    """What changes of data and the first menu need and the first look at them doesn't."""
    import bureau.editing
    import bureau.storage.recurrence  # noqa: F401 - loaded, used elsewhere
    import ui.market.papers
    import ui.market.steps  # noqa: F401 - loaded, used elsewhere


def load_pages() -> None:
    """What pages and forms need that aren't looked at yet: their first look doesn't wait for it."""
    from ui.handlings import modules
    from ui.pages import OwnPage
    from ui.tabs import TABS

    pages = (page.make for tab in TABS for page in tab.pages)
    own = (make.module for make in pages if isinstance(make, OwnPage))
    for module in dict.fromkeys((*LATER, *modules(), *own)):
        import_module(module)


def as_it_is(_result: object) -> None:
    """For work whose end nobody waits for."""


def mark_folder(window: MainWindow, opened: OpenFolder) -> None:
    """A word beside the bureau's name where a folder isn't the bureau's own to work in."""
    if not opened.desk.store.writable:
        window.top.show_mark("只读", "另一个程序正在使用这个数据文件夹，这里只能看。")
    elif opened.sample:
        window.top.show_mark("示例县", "这是虚构的示例数据，可以随意试；正式数据在另一个文件夹。")


class AfterPaint(QObject):
    """Does something once a window has been painted for the first time; seen or not, it is done."""

    def __init__(self, window: QWidget, act: Callable[[], None]) -> None:
        super().__init__(window)
        self._act = act
        self._window = window
        window.installEventFilter(self)
        QTimer.singleShot(LONGEST_UNSEEN, self, self._begin)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Behind the painting, which Qt does after it asked here."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._begin)
        return False

    def _begin(self) -> None:
        act, self._act = self._act, lambda: None
        act()


class Starting(QObject):
    """Leads from an empty frame to an open folder, with every question on the way."""

    def __init__(
        self,
        window: MainWindow,
        asker: Asker,
        settings: PcSettings,
        *,
        root: Path | None = None,
        guard: CrashGuard | None = None,
        errand: Errand | None = None,
    ) -> None:
        super().__init__(window)
        self.window_ = window
        self.asker = asker
        self.settings = settings
        last = settings.get(DATA_FOLDER)
        self.root = root or (Path(last) if last else default_root())
        self.named = root is not None
        self.guard = guard
        self.errand = errand
        self.next_errand: Errand | None = None
        self.said = ""
        self.opened: OpenFolder | None = None
        self.log: logging.Handler | None = None
        self.began = time.perf_counter()
        window.answered.connect(self.choose)
        window.closed.connect(self.close)
        window.news.wanted_errand.connect(self.leave_for)
        window.news.wanted_person.connect(self.sit_down)

    def begin(self) -> None:
        """Opens the folder, or asks a first-time user what to begin with."""
        self.note("frame")
        if self.errand is not None:
            self.do(self.errand)
            return
        if DataFolder(self.root).database.exists():
            self.open(self.root)
            return
        gone = self.settings.get(DATA_FOLDER)
        if gone and not self.named:
            # On a stick that isn't plugged in, most likely: nothing is made there.
            self.root = default_root()
            self.window_.show_welcome(str(self.root), gone)
        else:
            self.window_.show_welcome(str(self.root))

    # -- errands -------------------------------------------------------------------------------

    def leave_for(self, errand: Errand) -> None:
        """Closes as usual; what is to be done is done by the window that comes after this one."""
        keeping = self.window_.keeping
        unsaved = keeping is not None and keeping.changed_since
        if keeping is not None and errand.keeps_data:
            keeping.changed_since = False
        self.next_errand = errand
        self.window_.close()
        if not self.window_.leaving:
            self.next_errand = None
            if keeping is not None:
                keeping.changed_since = unsaved

    def _change_person(self) -> None:
        """Somebody else signs in: the folder is opened again."""
        self.leave_for(
            Errand(
                title="正在打开数据…",
                text=str(self.root),
                act=nothing_to_do,
                root=self.root,
                back=self.root,
            )
        )

    def sit_down(self, name: str, unit: str) -> None:
        """Somebody works at this PC from now on: the folder is opened again under the name."""
        self.settings.put(ACTOR, name)
        self.settings.put(SECTION, unit)
        again = Errand(
            title="正在打开数据…",
            text=str(self.root),
            act=lambda _ticket: f"现在的使用人是“{name or ANYBODY}”。",
            root=self.root,
            back=self.root,
            room="person",
        )
        self.leave_for(again)

    def do(self, errand: Errand) -> None:
        """Does what an earlier window closed for. Without a title: to close the window gives it up."""
        self.window_.show_opening(errand.title, errand.text)
        ticket = self.window_.lanes.writing.run(
            errand.act,
            lambda said: self._done(errand, str(said)),
            lambda error: self._not_done(errand, error),
        )
        ticket.report = lambda done, of: self.window_.show_opening(
            errand.title, f"{errand.text}\n已完成 {done * 100 // max(of, 1)}%"
        )

    def _done(self, errand: Errand, said: str) -> None:
        self.said = said
        self.open(errand.root)

    def _not_done(self, errand: Errand, error: BaseException) -> None:
        if isinstance(error, BureauError):
            self.asker.tell(self.window_, error.sentence)
        self.open(errand.back)

    # -- choices -------------------------------------------------------------------------------

    def choose(self, answer: str) -> None:
        """What the welcome page was answered."""
        from ui.widgets.welcome import EMPTY, SAMPLE

        if answer == EMPTY:
            self.open(self.root)
        elif answer == SAMPLE:
            self.open_sample(self.root.with_name(self.root.name + SAMPLE_SUFFIX))
        else:
            self.open_other()

    def open_other(self) -> None:
        """Another data folder; one without data is asked about, never filled by accident."""
        folder = self.asker.open_folder(self.window_, "选择数据文件夹")
        if folder is None:
            return
        if DataFolder(folder).database.exists() or self.asker.confirm(
            self.window_,
            f"这个文件夹里还没有数据：{folder}。要在里面新建空白台账吗？",
            "新建空白台账",
        ):
            self.open(folder)

    def open_sample(self, root: Path) -> None:
        """Makes the sample county first where it isn't there yet."""
        self.window_.show_opening("正在生成示例县…", "一年的案件、日志和名册，大约需要半分钟。")
        self.window_.lanes.writing.run(
            lambda ticket: fill_sample(root, ticket),
            lambda _done: self.open(root),
            self._sample_failed,
            title="生成示例县",
        )

    def _sample_failed(self, error: BaseException) -> None:
        if isinstance(error, BureauError):
            self.asker.tell(self.window_, error.sentence)
        self.window_.show_welcome(str(self.root))

    def open(self, root: Path, *, writable: bool = True) -> None:
        """Opens a folder in the writing lane, so that the frame stays alive on a slow disk."""
        self.window_.show_opening("正在打开数据…", str(root))
        actor, section = self.settings.get(ACTOR) or ANYBODY, self.settings.get(SECTION)
        self.window_.lanes.writing.run(
            lambda _ticket: open_folder_at(root, writable=writable, actor=actor, section=section),
            lambda opened: self._opened(root, opened),
            lambda error: self._failed(root, error),
        )

    def _opened(self, root: Path, opened: object) -> None:
        assert isinstance(opened, OpenFolder)
        self.root, self.opened = root, opened
        self.note("data")
        if opened.desk.rights is NOBODY:
            from ui.accounts.at_window import ask_who

            last = self.settings.get(ACTOR)
            ask_who(self.window_, opened.desk, opened.bureau, last, lambda: self._enter(opened))
        else:
            self._enter(opened)

    def _enter(self, opened: OpenFolder) -> None:
        """Shows the data to whoever may see them."""
        from bureau.layouts import Layouts

        root, folder = self.root, opened.desk.store.folder
        writable = opened.desk.store.writable
        if writable:
            self.log = start_log(folder.logs)
        if self.guard is not None and writable:
            self.guard.keep_in(folder.logs)
        if not writable:
            self.window_.lanes.writing = RefusingRunner()
        layouts = Layouts(opened.desk.actor)
        layouts.begin_as(ANYBODY)
        self.window_.work_on(
            opened.desk,
            layouts,
            bureau=opened.bureau,
        )
        mark_folder(self.window_, opened)
        if opened.keeps_accounts:
            from ui.accounts.at_window import AtWindow

            self.settings.put(ACTOR, opened.desk.actor)
            AtWindow(self.window_, opened.desk).other_person.connect(self._change_person)
        self._remember_folder(root, opened)
        if self.errand is not None and self.errand.room:
            self.window_.show_room(self.errand.room)
        if not opened.desk.store.warning:
            self._say_at_start(writable)
        leave_present_objects()
        self.note("page")
        QtClasses(self._load_ahead, self)

    def _load_ahead(self) -> None:
        """Whoever begins to type finds it loaded."""
        upkeep = self.window_.lanes.upkeep
        upkeep.run(lambda _ticket: load_editing(), as_it_is, as_it_is)
        QTimer.singleShot(
            LATER_BY, self, lambda: upkeep.run(lambda _ticket: load_pages(), as_it_is, as_it_is)
        )

    def _say_at_start(self, writable: bool) -> None:
        """What came of an errand, else what an earlier window left unsaved."""
        from bureau.drafts import Drafts

        context = self.window_.context
        if self.said:
            self.window_.notice.show_notice(self.said, "good")
        elif writable and context is not None and Drafts(context.desk).all():
            from ui.unsaved import offer_unsaved

            offer_unsaved(self.window_, context)

    def _remember_folder(self, root: Path, opened: OpenFolder) -> None:
        """The next start opens this folder; a sample is not what a bureau comes back to."""
        if opened.sample or not opened.desk.store.writable:
            return
        place = str(root.resolve())
        self.settings.put(DATA_FOLDER, place)
        known = [other for other in self.settings.get(RECENT_DATA_FOLDERS) if other != place]
        self.settings.put(RECENT_DATA_FOLDERS, [place, *known][:MOST_FOLDERS])

    def _failed(self, root: Path, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            return
        # What the surroundings keep closed may open in a minute; a newer folder or another
        # program's won't.
        answers = [RETRY, OTHER] if isinstance(error, EnvironmentFault) else [OTHER]
        if isinstance(error, EnvironmentFault) and DataFolder(root).database.exists():
            answers.insert(0, READ_ONLY)
        answer = self.asker.choose(self.window_, error.sentence, answers, cancel=QUIT)
        if answer == READ_ONLY:
            self.open(root, writable=False)
        elif answer == RETRY:
            self.open(root)
        elif answer == OTHER:
            self.window_.show_welcome(str(root))
            self.open_other()
        else:
            self.window_.close()

    def restart(self) -> None:
        """Closes as usual, then starts the program again."""
        self.window_.closed.connect(self._start_again)
        self.window_.close()

    def _start_again(self) -> None:
        QProcess.startDetached(sys.executable, [*sys.argv])

    def close(self) -> None:
        """Closes the folder after the window, and remembers how it stood."""
        if self.opened is not None:
            shape = bytes(self.window_.saveGeometry().toHex().data()).decode("ascii")
            self.settings.put(WINDOW_GEOMETRY, shape)
            self.opened.closing.close()
            self.opened = None
        stop_log(self.log)
        self.log = None
        if self.guard is not None:
            self.guard.uninstall()

    def note(self, what: str) -> None:
        """A line of the start profile."""
        LOG.info("%s after %d ms", what, (time.perf_counter() - self.began) * 1000)


def place(window: MainWindow, shape: str) -> None:
    """As it was left; the first time whole on a small screen, in the middle of a large one."""
    if shape and window.restoreGeometry(QByteArray.fromHex(shape.encode("ascii", "replace"))):
        return
    room = window.screen().availableGeometry()
    if room.width() <= USUAL[0] or room.height() <= USUAL[1] + TITLE_BAR:
        window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        window.resize(min(WIDEST, room.width() * 9 // 10), min(HIGHEST, room.height() * 9 // 10))
        window.move(room.center() - window.rect().center())


def open_window(root: Path | None) -> int:
    """Runs the program until a window is closed for good; gives the exit status."""
    began = time.perf_counter()
    collect_rarely()
    application = prepare_application()
    log_what_qt_says()
    settings = PcSettings()
    status, errand = run_window(application, settings, began, root)
    while errand is not None:
        status, errand = run_window(application, settings, time.perf_counter(), None, errand)
    return status


def run_window(
    application: QApplication,
    settings: PcSettings,
    began: float,
    root: Path | None,
    errand: Errand | None = None,
) -> tuple[int, Errand | None]:
    """One window from its frame to its end; gives the exit status and what it was closed for."""
    guard = CrashGuard(system_clock, application)
    guard.install()
    asker = WindowAsker()
    window = MainWindow(threaded_lanes(application), asker)
    guard.window = window
    place(window, settings.get(WINDOW_GEOMETRY))
    starting = Starting(window, asker, settings, root=root, guard=guard, errand=errand)
    starting.began = began
    guard.restart = starting.restart
    AfterPaint(window, starting.begin)
    window.show()
    status = QApplication.exec()
    starting.close()
    following = starting.next_errand
    window.deleteLater()
    return status, following
