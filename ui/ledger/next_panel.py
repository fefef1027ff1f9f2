"""Details that say how a record stands and what comes next: its light, lines of the ledger's own, the next act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names
from ui import tokens
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import RecordAct, RecordPanel
from ui.ledger.inputs.base import mark
from ui.ledger.page import LedgerPage
from ui.ledger.tones import tone_name


@dataclass(frozen=True, slots=True)
class Light:
    """A light in words and the tone of its colour."""

    words: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class NextSeen:
    """A record as such a panel shows it."""

    record: int
    light: Light
    next: RecordAct | None


def light_of(ledger: Ledger, row: Mapping[str, object], names: Names, due: object = None) -> Light:
    """▲ 红灯：2026-03-31 到期; nothing for a record whose light is out."""
    field = ledger.by_key.get("light")
    if field is None:
        return Light()
    known = light if isinstance(light := row["light"], int) else None
    words = field.type.show(known, names)
    return Light(f"{words}：{due} 到期" if words and due else words, tone_name(field, known))


class NextPanel(RecordPanel):
    """Above the photos: the light, what a ledger adds, the button of the next act."""

    name = "record"
    """Begins the names of its widgets."""

    def __init__(self, page: LedgerPage, tail: QWidget | None = None) -> None:
        self.page = page
        self.seen: NextSeen | None = None
        self.head, self.tail = QWidget(), tail or QWidget()
        self.tail.hide()
        self.column = QVBoxLayout(self.head)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.GRID)
        self.light = self.line("light")
        self.lay_out()
        self.next_button = QPushButton(self.head)
        self.next_button.setObjectName(f"{self.name}-next")
        self.next_button.setProperty("role", "main")
        self.next_button.clicked.connect(self._take_next)
        self.column.addWidget(self.next_button)

    def lay_out(self) -> None:
        """Adds what stands between the light and the button."""

    def line(self, part: str, role: str = "") -> QLabel:
        """One more line of words."""
        made = QLabel(self.head)
        made.setObjectName(f"{self.name}-{part}")
        made.setWordWrap(True)
        made.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            made.setProperty("role", role)
        self.column.addWidget(made)
        return made

    def link(self, part: str, words: str = "") -> QPushButton:
        """One more link."""
        made = QPushButton(words, self.head)
        made.setObjectName(f"{self.name}-{part}")
        made.setProperty("role", "link")
        self.column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def show(self, found: object) -> None:
        """Shows what was read; nothing for one that is gone."""
        seen = self.seen = found if isinstance(found, NextSeen) else None
        if seen is None:
            return
        say(self.light, seen.light.words)
        tone = seen.light.tone
        mark(self.light, "role", tone if tone in ("danger", "warning") else "soft")
        say(self.next_button, f"{seen.next.title}…" if seen.next is not None else "")
        self.next_button.setEnabled(self.page.context.writable)

    def _take_next(self) -> None:
        if self.seen is not None and self.seen.next is not None:
            open_act(self.page, self.seen.next, [self.seen.record])


def say(widget: QLabel | QPushButton, words: str) -> None:
    """Words on a widget that hides while it has none."""
    widget.setText(words)
    widget.setVisible(bool(words))
