"""What every page of the 系统 tab is made of: a heading, cards, rows of buttons, plain lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bureau.errors import BureauError
from ui.context import Context
from ui.tasks import BUG_SENTENCE, Done, Failed, Runner, Ticket, Work
from ui.tokens import GRID, INK_FAINT, ROW_HEIGHT
from ui.widgets.bars import NoticeBar
from ui.widgets.enter_button import EnterButton

T = TypeVar("T")


def heading(text: str) -> QLabel:
    """The name of a page or card."""
    label = QLabel(text)
    label.setProperty("role", "title")
    return label


def note(text: str, role: str = "faint") -> QLabel:
    """A sentence of explanation that wraps."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def set_role(widget: QWidget, role: str) -> None:
    """Gives a widget another role of the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().polish(widget)


def button(text: str, act: Callable[[], object], name: str, role: str = "") -> QPushButton:
    """A button by its text, act and object name."""
    made = EnterButton(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    made.clicked.connect(lambda _checked=False: act())
    return made


def row_of(*widgets: QWidget, stretch_last: bool = True) -> QHBoxLayout:
    """Widgets side by side."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget)
    if stretch_last:
        row.addStretch(1)
    return row


def failure_sentence(error: BaseException) -> str:
    """What a clerk is told when work failed."""
    return error.sentence if isinstance(error, BureauError) else BUG_SENTENCE


class OneAtATime:
    """Long work that is started by a button: not twice at once, again after it was cancelled."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._ticket: Ticket | None = None
        self._under_way = False

    def start(self, work: Work, done: Done, failed: Failed, title: str) -> bool:
        """Starts the work; False when the same is still under way."""
        if self._under_way and self._ticket is not None and not self._ticket.cancelled:
            return False
        self._under_way = True
        self._ticket = self._runner.run(
            work,
            lambda result: self._end(done, result),
            lambda e: self._end(failed, e),
            title=title,
        )
        return True

    def _end(self, tell: Callable[[T], None], outcome: T) -> None:
        self._under_way = False
        tell(outcome)


class Card(QFrame):
    """A white field with a heading; `column` takes its content."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        self.column.setSpacing(GRID)
        if title:
            self.column.addWidget(heading(title))


class Frame(QWidget):
    """One page: heading and explanation on top, a notice when something has to be said, content.

    `scrolls` puts the content into a scroll area; lists fill the page themselves.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        title: str,
        explanation: str = "",
        *,
        help_anchor: str = "",
        scrolls: bool = True,
    ) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.setProperty("help", help_anchor or name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        self.caption = heading(title)
        self.head.addWidget(self.caption)
        self.head.addStretch(1)
        outer.addLayout(self.head)
        if explanation:
            outer.addWidget(note(explanation))
        self.notice = NoticeBar()
        outer.addWidget(self.notice)
        self.column = QVBoxLayout()
        self.column.setSpacing(GRID * 2)
        if not scrolls:
            outer.addLayout(self.column, 1)
            return
        inner = QWidget()
        inner.setObjectName("ground")
        inner.setLayout(self.column)
        self.column.setContentsMargins(0, 0, GRID, 0)
        area = QScrollArea()
        area.setAccessibleName(title)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        outer.addWidget(area, 1)
        self.foot = QHBoxLayout()
        outer.addLayout(self.foot)

    def say(self, text: str, tone: str = "good") -> None:
        """Says what was done, above the content."""
        self.notice.show_notice(text, tone)

    def fail(self, error: BaseException) -> None:
        """Says why something could not be done; a bug goes on to the crash report."""
        self.notice.show_notice(failure_sentence(error), "danger")
        if not isinstance(error, BureauError):
            raise error

    def write(
        self, act: Callable[[], object], done: Callable[[object], None] | None = None
    ) -> None:
        """Changes data in the writing lane."""
        self.context.writing.run(
            lambda _ticket: act(), done or (lambda _result: self.notice.hide()), self.fail
        )


class FactGrid(QWidget):
    """Facts by title, two in a line; those of `wide` have a line of their own."""

    def __init__(self, name: str, titles: Sequence[str], wide: Sequence[str] = ()) -> None:
        super().__init__()
        self.values: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        line, column = 0, 0
        for title in titles:
            if title in wide and column:
                line, column = line + 1, 0
            value = self._value(name, title)
            grid.addWidget(self._labels[title], line, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, column + 1, 1, 3 if title in wide else 1)
            column = 2 if title not in wide and not column else 0
            line += not column

    def _value(self, name: str, title: str) -> QLabel:
        value = QLabel()
        value.setObjectName(f"{name}-{title}")
        value.setWordWrap(True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label = QLabel(title)
        label.setProperty("role", "soft")
        self._labels[title], self.values[title] = label, value
        return value

    def show_facts(self, facts: Mapping[str, str]) -> None:
        """The facts as they are now; a title without one is out of sight."""
        for title, value in self.values.items():
            value.setText(facts.get(title, ""))
            value.setVisible(title in facts)
            self._labels[title].setVisible(title in facts)


class PlainList(QTableWidget):
    """A short read-only list (some hundred rows at most), whole rows selected.

    Ledgers have their own table; this is for what has no ledger: backups, findings, fonts. One that
    `wraps` shows its sentences whole, on as many lines and as high as they need.
    """

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[str],
        stretch: int,
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__(0, len(columns))
        self.wraps = wraps
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels(list(columns))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(wraps)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Column widths in characters of the window's font; 0 leaves the stretched one."""
        letter = self.fontMetrics().horizontalAdvance("国")
        for place, width in enumerate(widths):
            if width:
                self.setColumnWidth(place, width * letter + GRID * 3)

    def show_rows(
        self,
        rows: Sequence[Sequence[str]],
        refs: Sequence[object] = (),
        faint: frozenset[int] = frozenset(),
    ) -> None:
        """The rows anew; `refs` is what each stands for, `faint` the rows that are no longer in force."""
        chosen = self.chosen()
        self.setRowCount(0)
        self.setRowCount(len(rows))
        for at, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if at in faint:
                    item.setForeground(QColor(INK_FAINT))
                if not column and refs:
                    item.setData(Qt.ItemDataRole.UserRole, refs[at])
                self.setItem(at, column, item)
        again = next((at for at, ref in enumerate(refs) if ref == chosen), -1)
        if again >= 0 and chosen is not None:
            self.selectRow(again)

    def chosen(self) -> object:
        """What the selected row stands for, None when none is selected."""
        at = self.currentRow()
        item = self.item(at, 0) if at >= 0 and self.selectionModel().hasSelection() else None
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def fit_height(self, most: int = 12) -> None:
        """As high as its rows, up to `most` of them; one that wraps as high as all its lines."""
        head = self.horizontalHeader().sizeHint().height() + 4
        if self.wraps and self.rowCount():
            self.resizeRowsToContents()
            lines = sum(self.rowHeight(row) for row in range(self.rowCount()))
            self.setFixedHeight(head + min(lines, most * 2 * ROW_HEIGHT))
        else:
            self.setFixedHeight(head + min(max(self.rowCount(), 1), most) * ROW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Sentences wrap anew at another width."""
        super().resizeEvent(event)
        if self.wraps and event.size().width() != event.oldSize().width():
            self.fit_height()
