"""Where pictures are taken: a screen of a named size off-screen, the window on it, and what it opens."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from bureau.errors import EnvironmentFault
from ui import tokens
from ui.asker import CANCEL, WindowAsker

if TYPE_CHECKING:
    from ui.window import MainWindow

PAUSE = 150
"""Milliseconds for what a page does a moment later: searches, details, thumbnails."""
TITLE = 30
POPUPS = Qt.WindowType.Popup, Qt.WindowType.Tool, Qt.WindowType.ToolTip


@dataclass(frozen=True, slots=True)
class Look:
    """A screen: its size in its own dots, and how much everything on it is enlarged."""

    width: int = 1366
    height: int = 768
    scale: float = 1.0


def turn_off_screen(look: Look, folder: Path) -> None:
    """Tells Qt of the screen before it starts; afterwards it takes no other."""
    screen = {"name": "pictures", "x": 0, "y": 0, "width": look.width, "height": look.height}
    plan = {"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}
    file = folder / "screen.json"
    file.write_text(json.dumps(plan), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
    if look.scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(look.scale)


class Agreeing(WindowAsker):
    """Nobody sits there: what is asked is agreed to, what is told is read."""

    def confirm(
        self, parent: QWidget | None, text: str, yes: str, *, dangerous: bool = False
    ) -> bool:
        """Yes."""
        return True

    def choose(
        self, parent: QWidget | None, text: str, answers: list[str], *, cancel: str = CANCEL
    ) -> str | None:
        """The first answer."""
        return answers[0]

    def tell(self, parent: QWidget | None, text: str) -> None:
        """Read."""

    def ask_text(self, parent: QWidget | None, text: str, value: str = "") -> str | None:
        """What stands there."""
        return value


@dataclass(frozen=True, slots=True)
class Stage:
    """The window in its application, and the folder that takes the pictures."""

    window: MainWindow
    application: QApplication
    folder: Path
    pause: int = 0

    def today(self) -> date:
        """The day that the open desk lives in."""
        assert self.window.context is not None
        return self.window.context.desk.today()

    def fill_screen(self) -> None:
        """As large as the screen, as a maximised window is."""
        self.window.resize(self.window.screen().size())

    def settle(self) -> None:
        """Lets what was queued be laid out and painted, and what was closed be deleted."""
        if self.pause:
            waiting = QEventLoop()
            QTimer.singleShot(self.pause, waiting.quit)
            waiting.exec()
        for _ in range(5):
            self.application.processEvents()
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def take(self, name: str) -> Path:
        """A picture of the window as it stands, with what is open over it. Raises EnvironmentFault."""
        self.settle()
        target = self.folder / f"窗口-{name}.png"
        if not picture_with(self.window, self.opened()).save(str(target)):
            raise EnvironmentFault(f"图片写不进去（{target}）；请检查磁盘和权限。")
        return target

    def opened(self) -> list[QWidget]:
        """Dialogs and other windows that stand over the main one, popups last."""
        tops = (top for top in self.application.topLevelWidgets() if top.isVisible())
        others = [top for top in tops if top is not self.window]
        return sorted(others, key=lambda top: (is_popup(top), depth(top)))

    def clear(self) -> None:
        """Closes whatever a scene has opened."""
        for top in reversed(self.opened()):
            if isinstance(top, QDialog):
                top.done(QDialog.DialogCode.Rejected)
            else:
                top.close()
        self.settle()

    def play(self, scenes: Iterable[Scene]) -> Iterator[str]:
        """Plays scene after scene, each from a window with nothing open; gives their names."""
        for name, scene in scenes:
            scene(self)
            self.settle()
            yield name
            self.clear()


Scene = tuple[str, Callable[[Stage], object]]
"""A name, and what brings about what is to be seen."""


def is_popup(top: QWidget) -> bool:
    """Whether it has no title bar: a menu, a list below a box, a tip."""
    frameless = bool(top.windowFlags() & Qt.WindowType.FramelessWindowHint)
    return frameless or isinstance(top, QMenu | QLabel) or top.windowType() in POPUPS


def depth(top: QWidget) -> int:
    """How many windows it was opened from."""
    above, count = top.parentWidget(), 0
    while above is not None:
        above, count = above.window().parentWidget(), count + 1
    return count


def picture_with(window: QWidget, over: Iterable[QWidget]) -> QPixmap:
    """The window's picture with other windows where they stand on the screen."""
    picture = window.grab()
    painter = QPainter(picture)
    for top in over:
        place = top.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
        if not is_popup(top):
            draw_title(painter, QRect(place - QPoint(0, TITLE), top.size()), top.windowTitle())
        painter.drawPixmap(place, top.grab())
        painter.setPen(QColor(tokens.INK_FAINT))
        painter.drawRect(QRect(place, top.size()).adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def draw_title(painter: QPainter, frame: QRect, title: str) -> None:
    """What the desktop would draw above a window."""
    bar = QRect(frame.x(), frame.y(), frame.width(), TITLE)
    painter.fillRect(bar, QColor(tokens.INK_SOFT))
    painter.setPen(QColor(tokens.PAPER))
    centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(bar.adjusted(2 * tokens.GRID, 0, 0, 0), centre, title)
