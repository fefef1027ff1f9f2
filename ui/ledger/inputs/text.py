"""Editors of a line of text, of several lines, and of numbers; personal values stay masked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton

from bureau.editing.inputs import Input, Stored
from bureau.ledger.entry import Names, Value
from bureau.ledger.lenient.numerals import rmb_upper
from bureau.ledger.types import Money, Text
from ui import tokens
from ui.ledger.inputs.base import FieldInput, mark
from ui.ledger.inputs.icons import icon
from ui.ledger.inputs.line import LineEntry, TextEntry

WIPES = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
LONG_HEIGHT = 76
END_BUTTON = 24
MOST_TEXT = 100_000
"""Longer pastes are cut: no field takes so much."""


Reveal = Callable[[Callable[[], None]], None]
"""Records that somebody looks at a masked value, then calls what it is given."""


class LineInput(FieldInput):
    """An editor made of one line. Subclasses add what stands beside it."""

    def make(self) -> None:
        self.end_button: QToolButton | None = None
        self.line = LineEntry(self)
        self.line.setObjectName(f"{self.field.key}-entry")
        self.line.setAccessibleName(self.field.title)
        self.line.setMaxLength(MOST_TEXT)
        self.line.passes_pictures = not self.compact
        if self.compact:
            self.line.setProperty("role", "cell")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0 if self.compact else tokens.GRID)
        self.row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self._stored: str | int | None = None
        self._picked: Stored | None = None
        self.line.settled.connect(self._on_typed)
        self.line.entered.connect(self._on_entered)
        self.line.escaped.connect(self._on_escaped)
        self.line.left.connect(self._on_left)

    def add_end_button(self, name: str, picture: str, title: str) -> QToolButton:
        """A button within the line at its end; the focus stays in the line."""
        button = self.end_button = QToolButton(self.line)
        button.setIcon(icon(picture))
        button.setObjectName(f"{self.field.key}-{name}")
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFixedSize(END_BUTTON, END_BUTTON)
        button.setStyleSheet("padding: 0; border: none;")
        self.line.setTextMargins(0, 0, END_BUTTON - 2, 0)
        return button

    def place_parts(self) -> None:
        """Keeps what lies within the line at its end."""
        if self.end_button is not None:
            top = (self.line.height() - END_BUTTON) // 2
            self.end_button.move(self.line.width() - END_BUTTON - 4, top)

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        del event
        self.place_parts()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.line.setFocus(event.reason())

    def set_value(self, stored: object, names: Names) -> None:
        self._names = names
        self._stored = stored if isinstance(stored, str | int) else None
        self._changed = False
        self._picked = None
        self.line.setText(self.as_text(self._stored))
        self.line.setCursorPosition(0)
        self.refresh()

    def as_text(self, stored: Value) -> str:
        """A stored value as the text that means it."""
        return "" if stored is None else self.field.type.show(stored, self.names)

    def raw(self) -> Input:
        return self.line.text() if self._picked is None else self._picked

    def take_stored(self, stored: Value, names: Names) -> None:
        self._names = names
        self._picked = Stored(stored)
        self._changed = True
        text = self.as_text(stored)
        if text != self.line.text():
            self.line.setText(text)
        self.refresh()

    def texts(self) -> dict[str, str]:
        return {"": self.line.text()}

    def set_raw(self, text: str, part: str = "") -> None:
        self._picked = None
        self.line.setText(text)
        self._changed = True
        self.refresh()

    def set_fault(self, faulty: bool) -> None:
        mark(self.line, "fault", "true" if faulty else "false")

    def refresh(self) -> None:
        """Shows anew what stands beside and below the line."""
        self.noted.emit(self.remark())

    def _on_typed(self, _text: str) -> None:
        self._changed = True
        self._picked = None
        self.edited.emit()

    def _on_entered(self) -> None:
        self.settle()
        self.committed.emit()
        self.entered.emit()

    def _on_left(self) -> None:
        self.settle()
        self.committed.emit()

    def _on_escaped(self) -> None:
        self.cancelled.emit()

    def settle(self) -> None:
        """On leaving: says what there is to say about the value."""
        self.refresh()


class TextInput(LineInput):
    """A line of text, a phone, an identity number or a point.

    A personal value that is already there is masked: 显示 shows it and is recorded; typing
    replaces it whole, Esc brings the masked one back.
    """

    def make(self) -> None:
        super().make()
        self.masked = False
        if isinstance(self.field.type, Text):
            self.line.setMaxLength(max(self.field.type.limit * 2, 64))
        self.line.setPlaceholderText("" if self.compact else self.field.hint)
        self.show_button = QToolButton(self)
        self.show_button.setText("显示")
        self.show_button.setObjectName(f"{self.field.key}-show")
        self.show_button.setAccessibleName(f"显示完整的{self.field.title}")
        self.show_button.setToolTip("显示完整内容；谁在什么时候看过会留下记录")
        self.show_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_button.setVisible(False)
        self.show_button.clicked.connect(self._on_show)
        self.row.addWidget(self.show_button)
        self.reveal: Reveal = self._record_nothing
        self.line.take_key = self._key
        self.line.before_typing = self._replace_masked

    def _record_nothing(self, _then: Callable[[], None]) -> None:
        """Where nobody set how a reveal is recorded, nothing is revealed."""

    def set_value(self, stored: object, names: Names) -> None:
        self._set_masked(self.field.personal and isinstance(stored, str) and bool(stored))
        super().set_value(stored, names)

    def as_text(self, stored: Value) -> str:
        if self.masked and stored is not None:
            return self.field.type.mask(stored, self.names)
        return super().as_text(stored)

    def raw(self) -> Input:
        return Stored(self._stored) if self.masked else super().raw()

    def take_stored(self, stored: Value, names: Names) -> None:
        self._set_masked(False)
        super().take_stored(stored, names)

    def set_raw(self, text: str, part: str = "") -> None:
        self._set_masked(False)
        super().set_raw(text)

    def unmask(self) -> None:
        """Shows the value; the caller has recorded it."""
        if self.masked:
            self._set_masked(False)
            self.line.setText(super().as_text(self._stored))

    def _set_masked(self, masked: bool) -> None:
        self.masked = masked
        self.show_button.setVisible(masked)
        self.line.setDragEnabled(not masked)
        self.line.setAcceptDrops(not masked)

    def _on_show(self) -> None:
        self.reveal(self._on_recorded)

    def _on_recorded(self) -> None:
        self.unmask()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _replace_masked(self) -> None:
        if self.masked:
            self._set_masked(False)
            self.line.setText("")
            self._changed = True

    def _key(self, event: QKeyEvent) -> bool:
        if not self.masked:
            return False
        typing = bool(event.text()) and event.text().isprintable()
        if event.key() in WIPES or event.matches(QKeySequence.StandardKey.Paste):
            self._replace_masked()
            self.edited.emit()
            return event.key() in WIPES
        if typing and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._replace_masked()
        return False

    def _on_escaped(self) -> None:
        if self.field.personal and self._changed and self._stored is not None:
            self.set_value(self._stored, self.names)
            self.edited.emit()
            return
        super()._on_escaped()


class NumberInput(LineInput):
    """A number with its unit; sums of money in capitals below."""

    def make(self) -> None:
        super().make()
        unit = "元" if isinstance(self.field.type, Money) else self.field.unit
        if self.compact:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        elif unit:
            label = QLabel(unit, self)
            label.setProperty("role", "soft")
            self.row.addWidget(label)

    def as_text(self, stored: Value) -> str:
        text = super().as_text(stored)
        if text and isinstance(self.field.type, Money) and self.field.type.in_ten_thousands:
            return f"{text}元"  # a bare number would be read as 万元
        return text

    def remark(self) -> str:
        if not isinstance(self.field.type, Money):
            return ""
        value = self.current()
        return f"大写：{rmb_upper(value)}" if isinstance(value, int) else ""


class LongTextInput(FieldInput):
    """Text of several lines."""

    def make(self) -> None:
        self.box = TextEntry(self, enter_ends=self.compact)
        self.box.setObjectName(f"{self.field.key}-entry")
        self.box.setAccessibleName(self.field.title)
        self.box.setPlaceholderText(self.field.hint)
        if not self.compact:
            self.setFixedHeight(LONG_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.typed.connect(self._on_typed)
        self.box.left.connect(self.committed)
        self.box.entered.connect(self.committed)
        self.box.entered.connect(self.entered)
        self.box.escaped.connect(self.cancelled)

    def set_value(self, stored: object, names: Names) -> None:
        self._names = names
        self.box.setPlainText(stored if isinstance(stored, str) else "")
        self._changed = False

    def raw(self) -> Input:
        return self.box.toPlainText()

    def take_stored(self, stored: Value, names: Names) -> None:
        """Long text stays as it was typed; what is blank takes what the bureau fills in."""
        if isinstance(stored, str) and not self.box.toPlainText().strip():
            self.set_raw(stored)

    def set_raw(self, text: str, part: str = "") -> None:
        self.box.setPlainText(text)
        self._changed = True

    def set_fault(self, faulty: bool) -> None:
        mark(self.box, "fault", "true" if faulty else "false")

    def _on_typed(self) -> None:
        self._changed = True
        self.edited.emit()
