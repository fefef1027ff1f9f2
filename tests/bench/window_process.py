"""`python -m tests.bench.window_process WHAT [FOLDER]`: a window in a fresh process that says how far it is.

WHAT is `ours` or `bare`; a line of the output is a mark that was reached: frame (painted), rows
(first rows and details painted), whole (all ids of the ledger held, with the memory in bytes).
"""

from __future__ import annotations

import sys
from pathlib import Path

SIZE = (1366, 768)
LOOK = 1
"""Milliseconds between two looks for what can only be seen from outside."""
FRAME, ROWS, WHOLE = "frame", "rows", "whole"
OURS, BARE = "ours", "bare"
CASES = "market-cases"


def tell(mark: str, *more: int) -> None:
    """A mark for the process that waits for it."""
    print(mark, *more, flush=True)


def memory() -> int:
    """Bytes of this process that are in memory; 0 where the system doesn't say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    lines = dict(line.split(":", 1) for line in status.read_text("ascii").splitlines())
    return int(lines["VmRSS"].split()[0]) * 1024


def show_bare() -> int:
    """A window of the same size with one line in the same font."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFont, QFontDatabase, QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel

    from bureau.reports.bundled import FOLDER, SANS, SANS_FAMILY
    from ui.tokens import FONT_PIXELS

    class Bare(QLabel):
        """Tells once it is painted."""

        told = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            if not self.told:
                self.told = True
                QTimer.singleShot(0, lambda: tell(FRAME))
                QTimer.singleShot(0, lambda: tell(WHOLE, memory()))
                QTimer.singleShot(0, application.quit)

    application = QApplication(sys.argv[:1])
    QFontDatabase.addApplicationFont(str(FOLDER / SANS))
    font = QFont(SANS_FAMILY)
    font.setPixelSize(FONT_PIXELS)
    application.setFont(font)
    window = Bare("市容秩序")
    window.resize(*SIZE)
    window.show()
    return application.exec()


def show_ours(root: Path) -> int:
    """The program as it starts, its data folder named, until all of the ledger is listed."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from ui import starting
    from ui.window import MainWindow

    class Told(MainWindow):
        """Tells what is painted of it; ends the program when all is told."""

        painted = False
        rows_told = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                QTimer.singleShot(0, self.on_frame)

        def on_frame(self) -> None:
            tell(FRAME)
            # Not before: what the program loads behind its frame is none of the frame's time.
            from ui.keeping import Keeping

            # The backup that the first start of a day makes is none of the figures of a start.
            setattr(Keeping, "_day_without_backup", lambda _keeping: False)  # noqa: B010 - no such attribute for mypy
            self.looking = QTimer(self)
            self.looking.timeout.connect(self.look)
            self.looking.start(LOOK)

        def look(self) -> None:
            if self.current is None:
                return
            from ui.ledger.page import LedgerPage

            # The day's numbers are none of these figures: the cases are turned to at once.
            if self.current_key != CASES:
                self.show_page(CASES)
            page = self.current
            if not isinstance(page, LedgerPage) or page.details is None:
                return
            if not self.rows_told and page.model.ids and page.details.seen is not None:
                self.rows_told = True
                QTimer.singleShot(0, lambda: tell(ROWS))
            elif self.rows_told and page.listing.whole:
                self.looking.stop()
                tell(WHOLE, memory())
                self.lanes.close()
                QApplication.exit()  # quit() would ask the window, and the window its person

    # The same window, watched, of a size that doesn't hang on the screen.
    for name, instead in (
        ("MainWindow", Told),
        ("place", lambda window, _shape: window.resize(*SIZE)),
    ):
        setattr(starting, name, instead)
    return starting.open_window(root)


if __name__ == "__main__":
    sys.exit(show_bare() if sys.argv[1] == BARE else show_ours(Path(sys.argv[2])))
