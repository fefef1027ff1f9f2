"""The list under a heading's arrow: values with counts, search, (空白), dates by month, a range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bureau.errors import BureauError, UserError
from bureau.ledger.chinese import matches_initials
from bureau.ledger.entry import Entry
from bureau.ledger.query import All, Contains, Filter
from bureau.ledger.types import Computed, Lines, Month, Phone, Scaled, Text
from bureau.storage import rows
from ui import tokens
from ui.context import Context
from ui.ledger.columns import Column
from ui.ledger.filters import Condition
from ui.ledger.inputs.line import LineEntry
from ui.ledger.listing import while_wanted
from ui.ledger.model import LedgerModel
from ui.ledger.typed import Labels, typed_filter
from ui.ledger.value_counts import (
    BLANK,
    ChosenDays,
    Counted,
    Line,
    chosen_filter,
    chosen_words,
    days_counted,
    is_chosen,
    is_dated,
    lines_of,
)
from ui.ledger.value_tree import ValueTree
from ui.tasks import Ticket

MOST = 5_000
WIDTH, HEIGHT = 320, 440
PLACE = int(Qt.ItemDataRole.UserRole)
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
TREE = """
QFrame#value-list { background: %(PAPER)s; border: 1px solid %(LINE_STRONG)s; }
QTreeWidget { border: 1px solid %(LINE)s; border-radius: 4px; }
"""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line of the tree: its words with those above it (2026年10月8日), whether it is in sight."""

    item: QTreeWidgetItem
    words: str
    hidden: bool


class ValueList(QFrame):
    """A window of its own (never a popup: input methods fail in those) that goes when it is left."""

    chosen = Signal(object)
    """A Condition for the column, None to take its filter away."""
    sort_chosen = Signal(str, bool)
    """Column key, whether downwards."""
    closed = Signal()

    def __init__(
        self,
        context: Context,
        model: LedgerModel,
        column: Column,
        others: Filter | None,
        present: Condition | None,
        labels: Labels,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("value-list")
        self.setAccessibleName(f"{column.title}的筛选列表")
        named = {name: getattr(tokens, name) for name in ("PAPER", "LINE", "LINE_STRONG")}
        self.setStyleSheet(TREE % named)
        self.context, self.model, self.column = context, model, column
        self.others, self.present, self.labels = others, present, labels
        self.lines: list[Line] = []
        self.days: dict[str, int] = {}
        self._ticket: Ticket | None = None
        self._truncated = False
        self._shown = False
        self._lay_out()
        self._count()

    # -- parts ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 12)
        whole.setSpacing(8)
        sorts = QHBoxLayout()
        heading = QLabel(self.column.title)
        heading.setProperty("role", "title")
        sorts.addWidget(heading, 1)
        for words, down in (("升序 ↑", False), ("降序 ↓", True)):
            button = QPushButton(words)
            button.setProperty("role", "quiet")
            button.clicked.connect(lambda _checked=False, down=down: self._sort(down))
            sorts.addWidget(button)
        whole.addLayout(sorts)
        self.search = LineEntry(self)
        self.search.setObjectName("value-search")
        self.search.setAccessibleName("在列表里查找")
        self.search.setPlaceholderText("查找，可输拼音首字母")
        self.search.settled.connect(self._narrow)
        self.search.take_key = self._take_key
        self.search.entered.connect(self.accept)
        self.search.escaped.connect(self.close)
        whole.addWidget(self.search)
        self.all = QPushButton("全选")
        self.none = QPushButton("全不选")
        marks = QHBoxLayout()
        for button, state, keys in (
            (self.all, CHECKED, "Alt+A"),
            (self.none, UNCHECKED, "Alt+N"),
        ):
            button.setProperty("role", "quiet")
            self._bind(keys, button)
            button.clicked.connect(lambda _checked=False, state=state: self._mark_all(state))
            marks.addWidget(button)
        self.said = QLabel("正在统计…")
        self.said.setProperty("role", "faint")
        marks.addWidget(self.said, 1, Qt.AlignmentFlag.AlignRight)
        whole.addLayout(marks)
        self.tree = ValueTree(self)
        self.tree.setRootIsDecorated(is_dated(self.column))
        self.tree.taken.connect(self.accept)
        self.tree.left_up.connect(self.search.setFocus)
        self.tree.typed.connect(self._type_on)
        whole.addWidget(self.tree, 1)
        self._lay_range(whole)
        buttons = QHBoxLayout()
        self.clear = QPushButton("清除本列筛选")
        self.clear.setProperty("role", "quiet")
        self.clear.setEnabled(self.present is not None)
        self._bind("Alt+C", self.clear)
        self.clear.clicked.connect(self._clear)
        self.take = QPushButton("确定")
        self.take.setProperty("role", "main")
        self.take.clicked.connect(self.accept)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.close)
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        buttons.addWidget(self.take)
        buttons.addWidget(cancel)
        whole.addLayout(buttons)

    def _bind(self, keys: str, button: QPushButton) -> None:
        """A button's key, at once: Qt's own shortcuts of buttons show the press first."""
        button.setToolTip(keys)
        QShortcut(QKeySequence(keys), self).activated.connect(button.click)

    def _lay_range(self, whole: QVBoxLayout) -> None:
        """From and to, where the column has an order that a person thinks in."""
        self.low, self.high = LineEntry(self), LineEntry(self)
        for entry, name in ((self.low, "从"), (self.high, "到")):
            entry.setAccessibleName(f"{self.column.title}{name}")
            entry.setPlaceholderText(name)
            entry.entered.connect(self.accept)
            entry.escaped.connect(self.close)
        ranged = is_dated(self.column) or isinstance(
            self.column.field.type, Scaled | Computed | Lines
        )
        row = QHBoxLayout()
        label = QLabel("范围")
        label.setProperty("role", "soft")
        dash = QLabel("至")
        dash.setProperty("role", "soft")
        for part in (label, self.low, dash, self.high):
            row.addWidget(part, 1 if part in (self.low, self.high) else 0)
            part.setVisible(ranged)
        whole.addLayout(row)
        self.fault = QLabel()
        self.fault.setProperty("role", "danger")
        self.fault.setWordWrap(True)
        self.fault.hide()
        whole.addWidget(self.fault)

    # -- counting ------------------------------------------------------------------------------

    def _count(self, words: str = "") -> None:
        """Counts the column's values among the rows that the other filters let through."""
        if self.column.masked:
            self.said.setText("个人信息不列出，请在筛选框里输入")
            self.tree.setEnabled(False)
            self.search.setEnabled(False)
            return
        if self._ticket is not None:
            self._ticket.cancel()
        desk, ledger, key = self.context.desk, self.model.ledger, self.column.key
        parts = [part for part in (self.others,) if part is not None]
        if words:
            parts.append(Contains(key, words))
        where = All(tuple(parts)) if parts else None

        def count(ticket: Ticket) -> object:
            with desk.store.snapshot() as conn, while_wanted(conn, ticket):
                return rows.value_counts(conn, ledger, key, where, today=desk.now(), limit=MOST)

        self._ticket = self.context.reading.run(count, self._fill, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.said.setText("")
        self._say_fault(error.sentence)

    def _fill(self, result: object) -> None:
        counted: Counted = result if isinstance(result, list) else []
        self.tree.clear()
        where = self.present.where if self.present else None
        if is_dated(self.column):
            self._fill_days(counted, where)
        else:
            self.lines = lines_of(self.column, counted, self.model.names)
            for place, line in enumerate(self.lines):
                state = CHECKED if is_chosen(where, self.column.key, line.value) else UNCHECKED
                item = self._item(line.words, line.count, state)
                item.setData(0, PLACE, place)
                self.tree.addTopLevelItem(item)
        more = f"，只列出前 {MOST:,} 个" if len(counted) >= MOST else ""
        self.said.setText(f"{len(self.days or self.lines):,} 个值{more}")
        self._truncated = bool(more)

    def _item(self, words: str, count: int, state: Qt.CheckState) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words, f"{count:,}"])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, state)
        item.setToolTip(0, words)
        return item

    def _fill_days(self, counted: Counted, where: Filter | None) -> None:
        """Years, months and days; a branch is checked as its days are."""
        self.days = days_counted(counted)
        branches: dict[str, QTreeWidgetItem] = {}
        tristate = Qt.ItemFlag.ItemIsAutoTristate
        by_day = not isinstance(self.column.field.type, Month)
        for day, count in self.days.items():
            for length, words in ((4, f"{day[:4]}年"), (7, f"{int(day[5:7])}月")):
                name = day[:length]
                if name not in branches:
                    total = sum(n for other, n in self.days.items() if other.startswith(name))
                    branch = self._item(words, total, CHECKED)
                    branch.setFlags(branch.flags() | tristate)
                    branches[name] = branch
                    if length == 4:
                        self.tree.addTopLevelItem(branch)
                    else:
                        branches[day[:4]].addChild(branch)
            state = CHECKED if is_chosen(where, self.column.key, day) else UNCHECKED
            leaf = self._item(f"{int(day[8:10])}日", count, state) if by_day else branches[day[:7]]
            leaf.setData(0, PLACE, day)
            if by_day:
                branches[day[:7]].addChild(leaf)
            else:
                leaf.setCheckState(0, state)
        blank = sum(count for value, count in counted if value is None)
        if blank:
            state = CHECKED if is_chosen(where, self.column.key, None) else UNCHECKED
            item = self._item(BLANK, blank, state)
            item.setData(0, PLACE, "")
            self.tree.addTopLevelItem(item)
        for newest in self.branches()[:1]:
            newest.setExpanded(True)

    # -- choosing ------------------------------------------------------------------------------

    def branches(self) -> list[QTreeWidgetItem]:
        """The lines of the first level."""
        tree = self.tree
        found = (tree.topLevelItem(at) for at in range(tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def leaves(self) -> list[Leaf]:
        """Lines that stand for a value, in order."""
        return [leaf for branch in self.branches() for leaf in leaves_below(branch)]

    def _narrow(self, words: str) -> None:
        """Only lines that the words can mean; where not all are listed, the database is asked."""
        if self._truncated and isinstance(self.column.field.type, Text | Phone):
            self._count(words)
            return
        for leaf in self.leaves():
            leaf.item.setHidden(bool(words) and not matches_initials(words, leaf.words))
        for branch in self.branches():
            fold_empty(branch, bool(words))

    def _mark_all(self, state: Qt.CheckState) -> None:
        for leaf in self.leaves():
            if not leaf.hidden:
                leaf.item.setCheckState(0, state)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Down from the search box goes into the list."""
        if event.key() != Qt.Key.Key_Down or self.search.composing:
            return False
        self.tree.enter()
        return True

    def _type_on(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + letter)
        self._narrow(self.search.text())

    def accept(self) -> None:
        """Takes the range where one is given, else the checked lines; searched: those in sight."""
        try:
            condition = self._range() or self._checked()
        except UserError as error:
            self._say_fault(error.sentence)
            return
        self.chosen.emit(condition)
        self.close()

    def _range(self) -> Condition | None:
        low, high = self.low.text().strip(), self.high.text().strip()
        if not low and not high:
            return None
        desk = self.context.desk
        today = desk.today()
        entry = Entry(today, self.model.names, today.year)
        told = typed_filter(self.model.ledger, self.column, f"{low}..{high}", entry, self.labels)
        if told is None:
            return None
        words = f"{low}至{high}" if low and high else f"{low}起" if low else f"到{high}"
        return Condition(self.column.key, self.column.title, words, told[0])

    def _checked(self) -> Condition | None:
        searched = bool(self.search.text().strip())
        leaves = self.leaves()
        places = [
            leaf.item.data(0, PLACE)
            for leaf in leaves
            if leaf.item.checkState(0) == CHECKED and not (searched and leaf.hidden)
        ]
        if not places and leaves:
            raise UserError(
                f"没有含“{self.search.text().strip()}”的值，请改一改要找的字。"
                if searched and all(leaf.hidden for leaf in leaves)
                else "一个值也没有勾选，请至少勾选一个。"
            )
        key, title = self.column.key, self.column.title
        if is_dated(self.column):
            every = {leaf.item.data(0, PLACE) for leaf in leaves}
            days = frozenset(place for place in places if place)
            chosen = ChosenDays(self.days, days, "" in places)
            where = chosen.where(key, "" in every)
            words = chosen.words()
        else:
            lines = [self.lines[place] for place in places]
            where = chosen_filter(self.column, self.lines, lines)
            words = chosen_words([line.words for line in lines])
        return None if where is None else Condition(key, title, words, where)

    def _clear(self) -> None:
        self.chosen.emit(None)
        self.close()

    def _sort(self, down: bool) -> None:
        self.sort_chosen.emit(self.column.key, down)
        self.close()

    def _say_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()

    # -- the window ----------------------------------------------------------------------------

    def show_below(self, place: QPoint) -> None:
        """Below a heading, inside the screen."""
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(place.x(), room.right() - WIDTH))
        high = min(HEIGHT, room.bottom() - place.y())
        top = place.y()
        if high < HEIGHT // 2:
            high, top = HEIGHT, room.bottom() - HEIGHT
        self.setGeometry(left, top, WIDTH, high)
        self.show()
        # With all its rows it may need more than there is below; only now is that known.
        lowest = room.bottom() - self.height() + 1
        if top > lowest:
            self.move(left, max(room.top(), lowest))
        self.activateWindow()
        self.search.setFocus()
        self._shown = True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes from anywhere inside."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Left for another window: gone, as a list should be."""
        super().changeEvent(event)
        left = event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow()
        if left and self._shown and self.isVisible():
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """What is being counted isn't wanted any more."""
        if self._ticket is not None:
            self._ticket.cancel()
        self.closed.emit()
        super().closeEvent(event)


def leaves_below(item: QTreeWidgetItem, above: str = "", hidden: bool = False) -> Iterator[Leaf]:
    """The lines at the ends of a branch."""
    words, hidden = above + item.text(0), hidden or item.isHidden()
    if not item.childCount():
        yield Leaf(item, words, hidden)
    for at in range(item.childCount()):
        yield from leaves_below(item.child(at), words, hidden)


def fold_empty(item: QTreeWidgetItem, searched: bool) -> bool:
    """Hides branches without a line in sight, opens the others; gives whether any is in sight."""
    if not item.childCount():
        return not item.isHidden()
    inside = [fold_empty(item.child(at), searched) for at in range(item.childCount())]
    item.setHidden(not any(inside))
    if searched:
        item.setExpanded(True)
    return any(inside)
