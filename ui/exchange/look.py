"""The look of what only import and export have: pills of counts, the list of columns, the drop area."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import tokens
from ui.tokens import GRID, TONES
from ui.widgets.enter_button import EnterButton

SHEET = Template("""
QLabel[pill="true"] { border-radius: 11px; padding: 2px 10px; font-size: ${FONT_SMALL}px; }
QPushButton[role="match"] { border: 1px solid transparent; background: transparent;
  text-align: left; padding: 0 8px; min-height: 28px; }
QPushButton[role="match"]:hover { background: ${ACCENT_SOFT}; }
QPushButton[role="match"]:focus { border: 2px solid ${FOCUS}; padding: 0 7px; min-height: 26px; }
QPushButton[role="match"][tone="warning"] { background: ${WARNING_SOFT}; color: ${WARNING}; }
QPushButton[role="match"][tone="answer"] { color: ${ACCENT}; }
QPushButton[role="match"]:disabled { color: ${INK}; background: transparent; }
QFrame#drop { background: ${PAPER}; border: 2px dashed ${LINE_STRONG}; border-radius: 10px; }
QFrame#drop[over="true"] { border-color: ${ACCENT}; background: ${ACCENT_SOFT}; }
QWidget#foot, QWidget#head { background: ${PAPER}; }
QWidget#foot { border-top: 1px solid ${LINE}; }
QLabel#reason { background: ${DANGER_SOFT}; color: ${DANGER}; padding: 6px 12px; }
QLabel#reason[tone="good"] { background: ${GOOD_SOFT}; color: ${GOOD}; }
QLabel#reason[tone="neutral"] { background: ${NEUTRAL_SOFT}; color: ${INK_SOFT}; }
QHeaderView { border: none; }
QTableView::item { padding: 0 6px; }
QAbstractScrollArea::corner { background: ${GROUND}; border: none; }
QFrame#notice { border-radius: ${RADIUS}px; }
QFrame#notice[tone="warning"] { background: ${WARNING_SOFT}; }
QFrame#notice[tone="good"] { background: ${GOOD_SOFT}; }
QFrame#notice[tone="danger"] { background: ${DANGER_SOFT}; }
""")

MARKED = ("danger", "warning", "good")


def own_sheet() -> str:
    """The style sheet of these windows and pages, on top of the program's."""
    named = {name: str(getattr(tokens, name)) for name in dir(tokens) if name.isupper()}
    return SHEET.substitute(named)


def fit_to_screen(window: QWidget, width: int, height: int) -> None:
    """A comfortable size that a small screen (1366×768 at 150 %) still shows whole."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width() - 2 * GRID), min(height, room.height() - 5 * GRID))


def label(text: str = "", role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label in one of the style sheet's roles."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def button(text: str, name: str, role: str = "", tip: str = "") -> QPushButton:
    """A button that Enter presses where it has the focus only."""
    made = EnterButton(text)
    made.setObjectName(name)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    return made


def press_by_ctrl_enter(page: QWidget, made: QPushButton) -> None:
    """Ctrl+Enter presses the page's main button at once; a button's own shortcut waits 0.1 s.

    The button takes the focus first, so that a cell or line being typed into is done.
    """

    def press() -> None:
        if made.isEnabled() and made.isVisible():
            made.setFocus(Qt.FocusReason.ShortcutFocusReason)
            made.click()

    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(press)


class Pill(QLabel):
    """A count with its word and mark: never told by colour alone."""

    def __init__(self, word: str, tone: str, name: str) -> None:
        super().__init__()
        self.word = word
        self.setObjectName(name)
        self.setProperty("pill", True)
        self.tone = tone

    def show_count(self, count: int) -> None:
        """Says the number; none at all is nothing to look at."""
        shown = TONES[self.tone if count else "neutral"]
        mark = f"{shown.mark} " if count and self.tone in MARKED else ""
        self.setStyleSheet(f"background: {shown.ground}; color: {shown.ink};")
        self.setText(f"{mark}{self.word} {count:,}")


def strip(
    name: str, *, margins: tuple[int, int, int, int] | None = None
) -> tuple[QWidget, QHBoxLayout]:
    """A horizontal strip on paper and its layout."""
    made = QWidget()
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    row = QHBoxLayout(made)
    row.setContentsMargins(*(margins or (GRID * 2, GRID, GRID * 2, GRID)))
    row.setSpacing(GRID)
    return made, row


def tight(box: QVBoxLayout | QHBoxLayout) -> None:
    """A layout without space around or between."""
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
