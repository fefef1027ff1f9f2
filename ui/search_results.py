"""What a search finds in all ledgers, and the list that shows it; loaded at the first search."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from operator import not_
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bureau.access.rights import VIEW
from bureau.desk import Desk
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.types import Choice, Date, Reference, Text
from bureau.storage import rows, search
from ui import tokens
from ui.tokens import GRID

SHOWN = 6
"""Hits of one ledger in the list; the count says how many more there are."""
LOOKED_AT = 100
"""So many of the newest hits are searched for one whose name has the words."""
FACTS = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that has the words."""

    ledger: str
    record: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one ledger, newest first, and how many there are in all."""

    title: str
    hits: tuple[Hit, ...]
    count: int


def look_up(desk: Desk, words: str, *, limit: int = 200) -> list[Group]:
    """What the ledgers have on `words`, in the order of the ledgers."""
    store = desk.store
    with store.snapshot() as conn:
        found = search.found(conn, store.shapes, words, limit=limit)
        names = store.names(conn)
        groups = []
        for ledger in store.ledgers.values():
            ids = found.get(ledger.name, [])
            if ids and not ledger.internal and desk.may(VIEW, ledger.department):
                label = ledger.by_key[ledger.label]
                read = rows.page(conn, ledger, ids[:LOOKED_AT], today=desk.now())
                # What was typed may be a number or a name: that record comes first.
                named = [words in said(label, row, names) for row in read]
                ranked = [*compress(read, named), *compress(read, map(not_, named))]
                hits = tuple(hit_of(ledger, row, names, words) for row in ranked[:SHOWN])
                groups.append(Group(ledger.title, hits, len(ids)))
    return groups


def hit_of(ledger: Ledger, row: rows.Row, names: Names, words: str) -> Hit:
    """A record in one line: what it is called, then what tells it from others."""
    label = said(ledger.by_key[ledger.label], row, names)
    facts: list[str] = []
    telling = [ledger.by_key[key] for key in (*ledger.identity, *ledger.key)]
    for field in dict.fromkeys((*telling, *ledger.stored)):
        if field.key != ledger.label and isinstance(field.type, Text | Date | Choice | Reference):
            text = said(field, row, names).replace("\n", " ")
            # What was searched for is seen even where it stands far back in the record.
            if text and (len(facts) < FACTS or words in text):
                facts.append(text)
    record = row["id"]
    assert isinstance(record, int)
    return Hit(ledger.name, record, label or "（没有编号）", " · ".join(facts[: FACTS + 1]))


def said(field: Field, row: rows.Row, names: Names) -> str:
    """A field in words, masked when it is personal."""
    value = cast("Value", row.get(field.key))
    if value is None:
        return ""
    return field.type.mask(value, names) if field.personal else field.type.show(value, names)


HIT = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1


class HitDelegate(QStyledItemDelegate):
    """Draws a hit in one line: its name, then its facts in a softer ink."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """A ledger's name has no ground; a hit that is current has one."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        box = rect.adjusted(GRID * 2, 0, -GRID, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if index.data(HIT) is None:
            font.setPixelSize(tokens.FONT_SMALL)
            painter.setFont(font)
            painter.setPen(QColor(tokens.INK_FAINT))
            painter.drawText(box, centre, text)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(tokens.ACCENT_SOFT))
            painter.setFont(font)
            painter.setPen(QColor(tokens.INK))
            painter.drawText(box, centre, text)
            used = painter.fontMetrics().horizontalAdvance(text) + GRID * 2
            rest = box.adjusted(used, 0, 0, 0)
            painter.setPen(QColor(tokens.INK_SOFT))
            detail = str(index.data(DETAIL))
            cut = painter.fontMetrics().elidedText(
                detail, Qt.TextElideMode.ElideRight, max(rest.width(), 0)
            )
            painter.drawText(rest, centre, cut)
        painter.restore()

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Hits as tall as a row of a ledger."""
        return QSize(0, tokens.ROW_HEIGHT if index.data(HIT) else tokens.ROW_HEIGHT - 4)


class Results(QFrame):
    """The list under the search box: a part of the window, so that input methods stay with the box."""

    chosen = Signal(object)
    """A Hit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, GRID // 2, 1, GRID // 2)
        column.setSpacing(0)
        self.list = QListWidget()
        self.list.setObjectName("hits")
        self.list.setAccessibleName("查找结果")
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        column.addWidget(self.list)
        self.nothing = QLabel()
        self.nothing.setObjectName("nothing")
        self.nothing.setProperty("role", "soft")
        self.nothing.setMargin(GRID * 2)
        self.nothing.setWordWrap(True)
        column.addWidget(self.nothing)
        self.hide()

    def show_groups(self, words: str, groups: list[Group]) -> None:
        """Fills the list, its first hit current."""
        self.list.clear()
        for group in groups:
            more = group.count - len(group.hits)
            tail = f"，这里列出最新 {len(group.hits)} 条" if more else ""
            heading = QListWidgetItem(f"{group.title}  {group.count} 条{tail}")
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(heading)
            for hit in group.hits:
                line = QListWidgetItem(hit.title)
                line.setData(HIT, hit)
                line.setData(DETAIL, hit.detail)
                line.setToolTip(f"{hit.title}  {hit.detail}")
                self.list.addItem(line)
        self.list.setVisible(bool(groups))
        self.nothing.setVisible(not groups)
        self.nothing.setText(f"所有台账里都没有“{words}”；可以少写几个字再找。")
        if groups:
            self.list.setCurrentRow(1)

    def wanted_height(self) -> int:
        """Tall enough for all lines."""
        if self.list.isHidden():
            return self.nothing.sizeHint().height() + GRID
        lines = (self.list.sizeHintForRow(row) for row in range(self.list.count()))
        return sum(lines) + GRID + 4

    def move_current(self, step: int) -> None:
        """To the next hit in a direction, over the names of ledgers."""
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count():
            if self.list.item(row).data(HIT) is not None:
                self.list.setCurrentRow(row)
                return
            row += step

    def take(self) -> None:
        """Opens the current hit."""
        current = self.list.currentItem()
        if not self.isHidden() and current is not None:
            self._clicked(current)

    def _clicked(self, line: QListWidgetItem) -> None:
        hit = line.data(HIT)
        if hit is not None:
            self.chosen.emit(hit)
