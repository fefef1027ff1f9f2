"""The window in the bench's own process, off-screen, on a county: acts on it and waits until it shows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.gaps import GapMeter
    from ui.ledger.page import LedgerPage
    from ui.tasks import Runner, Ticket
    from ui.window import MainWindow

SIZE = (1366, 768)
PLATFORM = "offscreen"
Answered = Callable[[], bool]


@dataclass
class WindowAtWork:
    """The window with the case ledger in sight, and a meter of its event loop."""

    window: MainWindow
    page: LedgerPage
    meter: GapMeter

    def repaint(self) -> None:
        """Everything that a new list of rows paints anew, painted as it stands."""
        table = self.page.table
        for view in (table, table.frozen):
            view.viewport().update()
            view.horizontalHeader().viewport().update()
            view.verticalHeader().viewport().update()
        self.page.status.update()
        self.paint()

    def until_shown(self, act: Callable[[], object]) -> None:
        """Does something that asks for rows; returns when the first answer is painted."""
        from PySide6.QtCore import QEventLoop

        loop = QEventLoop()
        self.page.listing.arrived.connect(loop.quit)
        act()
        loop.exec()
        self.page.listing.arrived.disconnect(loop.quit)
        self.paint()

    def paint(self) -> None:
        """What is due to be painted is."""
        from PySide6.QtWidgets import QApplication

        QApplication.processEvents()

    def settle(self) -> None:
        """Waits until all rows are listed, the details shown and no lane is at work."""
        self.until(lambda: self.page.listing.whole and self.details_shown and self.idle)

    @property
    def details_shown(self) -> bool:
        """Whether the pane shows the current record."""
        details, current = self.page.details, self.page.table.currentIndex()
        if details is None:
            return False
        seen = details.seen.record if details.seen is not None else None
        return seen == (self.page.model.id_at(current.row()) if current.isValid() else None)

    @property
    def idle(self) -> bool:
        """Whether no lane is at work."""
        return all(lane.idle for lane in self.window.lanes.threaded)

    def until(self, answered: Answered) -> None:
        """Lets the window live until something is so."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, look = QEventLoop(), QTimer()
        look.timeout.connect(lambda: loop.quit() if answered() else None)
        look.start(5)
        loop.exec()

    def until_quiet(self, looks: int) -> None:
        """Lets the window live until so many looks in a row find every lane at rest."""
        at_rest = count(1)

        def quiet() -> bool:
            nonlocal at_rest
            if not self.idle:
                at_rest = count(1)
                return False
            return next(at_rest) >= looks

        self.until(quiet)

    def work(self, lane: Runner, act: Callable[[Ticket], object]) -> object:
        """Does something in a lane while the window lives; gives what came of it."""
        answers: list[object] = []
        lane.run(act, answers.append, answers.append)
        self.until(lambda: bool(answers))
        if isinstance(answers[0], BaseException):
            raise answers[0]
        return answers[0]

    def longest_gap(self, act: Callable[[], object]) -> float:
        """Milliseconds for which the window didn't answer at worst while something was done."""
        self.meter.start()
        act()
        self.settle()
        return self.meter.stop()


@contextmanager
def window_on(root: Path) -> Iterator[WindowAtWork]:
    """The window open on a data folder, its first ledger listed whole; closed at the end."""
    os.environ["QT_QPA_PLATFORM"] = PLATFORM
    from bureau.layouts import Layouts
    from ui.app import prepare_application
    from ui.asker import WindowAsker
    from ui.gaps import GapMeter, collect_rarely, leave_present_objects
    from ui.lanes import threaded_lanes
    from ui.ledger.page import LedgerPage
    from ui.logs import log_what_qt_says
    from ui.starting import open_folder_at
    from ui.window import MainWindow

    collect_rarely()
    application = prepare_application()
    log_what_qt_says()
    opened = open_folder_at(root, writable=True)
    window = MainWindow(threaded_lanes(application), WindowAsker())
    try:
        window.resize(*SIZE)
        window.show()
        window.work_on(opened.desk, Layouts(opened.desk.actor, root))
        page = window.show_page("market-cases")
        assert isinstance(page, LedgerPage)
        at_work = WindowAtWork(window, page, GapMeter(window))
        at_work.settle()
        leave_present_objects()
        yield at_work
    finally:
        # Nothing is backed up on leaving: the county is thrown away.
        window.keeping = None
        window.lanes.close()
        window.close()
        window.deleteLater()
        application.processEvents()
        opened.closing.close()
