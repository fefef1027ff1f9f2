"""Another program on the same screen: it copies, pastes and looks, as a spreadsheet beside would.

Each line on standard input is one request, each line on standard output its answer, both JSON:
{"copy": text} · {"taken": true} · {"paste": true} · {"count": colour, "area": [x, y, width, height]}.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSocketNotifier
from PySide6.QtGui import QColor, QGuiApplication, QImage

STEP = 2
"""Every second pixel of every second line is looked at."""


class Copied(QMimeData):
    """Text that knows whether somebody has fetched it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.is_taken = False
        self.setText(text)

    def retrieveData(self, mime: str, kind: object) -> object:  # noqa: N802 - Qt's name
        """Notes that it was fetched."""
        self.is_taken = True
        return super().retrieveData(mime, kind)  # type: ignore[arg-type]  # what Qt gave


class Neighbour:
    """Answers requests while its clipboard stays alive."""

    def __init__(self, application: QGuiApplication) -> None:
        self.application = application
        self.pending = b""
        self.copied: Copied | None = None
        self.acts: dict[str, Callable[[dict[str, object]], object]] = {
            "copy": self.copy,
            "taken": self.taken,
            "paste": self.paste,
            "count": self.count,
        }

    def hear(self) -> None:
        """Reads what has come, and answers each whole line."""
        read = os.read(0, 1 << 16)
        if not read:
            self.application.quit()
            return
        *lines, self.pending = (self.pending + read).split(b"\n")
        for line in lines:
            request = json.loads(line)
            print(json.dumps(self.acts[next(iter(request))](request)), flush=True)

    def copy(self, request: dict[str, object]) -> object:
        """Puts text on the clipboard."""
        self.copied = Copied(str(request["copy"]))
        self.application.clipboard().setMimeData(self.copied)
        self.application.processEvents()
        self.copied.is_taken = False
        return True

    def taken(self, _request: dict[str, object]) -> object:
        """Whether the program has fetched what was copied last."""
        return self.copied is not None and self.copied.is_taken

    def paste(self, _request: dict[str, object]) -> object:
        """The text on the clipboard."""
        return self.application.clipboard().text()

    def count(self, request: dict[str, object]) -> object:
        """How many of the pixels looked at have exactly this colour."""
        area = request["area"]
        assert isinstance(area, list)
        seen = self.application.primaryScreen().grabWindow(0, *area).toImage()
        picture = seen.convertToFormat(QImage.Format.Format_RGB32)
        wanted = QColor(str(request["count"])).rgb()
        return sum(
            picture.pixel(x, y) == wanted
            for y in range(0, picture.height(), STEP)
            for x in range(0, picture.width(), STEP)
        )


if __name__ == "__main__":
    running = QGuiApplication(sys.argv[:1])
    neighbour = Neighbour(running)
    listener = QSocketNotifier(0, QSocketNotifier.Type.Read)
    listener.activated.connect(neighbour.hear)
    print(json.dumps("ready"), flush=True)
    sys.exit(running.exec())
