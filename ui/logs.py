"""The log of the window: rotating, without field values; what Qt says goes there too."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

QT = logging.getLogger("qt")
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
OFF_SCREEN = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)
"""What the off-screen platform says of itself whenever a window or a menu is shown or raised."""
BYTES = 1_000_000
KEPT = 3


def start_log(folder: Path) -> logging.Handler | None:
    """Writes the program's log into a data folder's logs; None when that can't be written."""
    from logging.handlers import RotatingFileHandler

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "window.log", maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or logging.INFO, logging.INFO))
    return handler


def stop_log(handler: logging.Handler | None) -> None:
    """Lets go of the file."""
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()


def log_what_qt_says() -> None:
    """Sends Qt's own messages to the log instead of a console that nobody sees."""
    qInstallMessageHandler(_told)


def _told(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if message in OFF_SCREEN:
        return
    category = getattr(context, "category", None) or "default"
    QT.log(LEVELS.get(kind, logging.WARNING), "%s (%s)", message, category)
