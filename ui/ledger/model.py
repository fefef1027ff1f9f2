"""The table's model: all ids in order, rows read a page at a time as they come into sight."""

from __future__ import annotations

import sys
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, count

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from bureau.errors import EnvironmentFault
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names
from bureau.storage import rows as reading
from bureau.storage.rows import Row
from ui.context import Context
from ui.ledger.columns import Column
from ui.ledger.tones import tone_name

PAGE = 64
"""About two screens full: what a new order of rows reads before it can be painted."""
KEPT = 160
"""Pages in memory: ten thousand rows, whatever the ledger's length."""
BYTES = 8
"""Of an id in the list."""
FEW = 4
"""Records sought one by one; for more the list is gone through once."""
LONG = 12
"""Characters from which a cell offers its whole text as a tool tip."""
DAMAGED = "（内容损坏）"
"""In place of what can't be read; 检查数据 names the record."""
TONE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
NOWHERE = QModelIndex()


@dataclass(slots=True)
class Shown:
    """One row in memory: what is stored, and its words and tones once it has been painted."""

    row: Row | None
    texts: list[str] | None = None
    tones: list[str] = field(default_factory=list)


class LedgerModel(QAbstractTableModel):
    """Ids as 64-bit integers, pages of rows in a small cache, columns in the order of the screen."""

    faulted = Signal(str)
    """What the surroundings refused while rows were read, as a sentence."""

    def __init__(self, context: Context, ledger: Ledger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.ledger = ledger
        self.columns: list[Column] = []
        self._flags: list[Qt.ItemFlag] = []
        self.ids: array[int] = array("q")
        self.names: Names = context.desk.store.names(context.desk.store.reader())
        self._pages: OrderedDict[int, list[Shown]] = OrderedDict()
        self._said = ""

    # -- what the view asks --------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """All rows, whether read or not."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Columns on the screen."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Words, alignment, tone; the stored value as EditRole."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[column].numeric else LEFT
        if role == Qt.ItemDataRole.EditRole:
            found = self.row(row)
            return None if found is None else self.columns[column].stored(found)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self.text(row, column)
            return text if len(text) > LONG else None
        if role == TONE:
            return self.tone(row, column)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Titles above, row numbers at the left."""
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return str(section + 1)
            if section < len(self.columns):
                return self.columns[section].title
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            shown = self.columns[section].field if section < len(self.columns) else None
            return shown.hint or None if shown else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell; loads nothing. Asked twice for every painted cell."""
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _flags_of(self, column: Column) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.context.writable and column.editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    # -- rows ----------------------------------------------------------------------------------

    def id_at(self, row: int) -> int | None:
        """The id of a row."""
        return self.ids[row] if 0 <= row < len(self.ids) else None

    def place_of(self, record: int) -> int | None:
        """The row of a record, None when it isn't listed."""
        # Sought as bytes: number by number a long list holds the window up five times as long.
        held, sought = self.ids.tobytes(), record.to_bytes(BYTES, sys.byteorder, signed=True)
        at = held.find(sought)
        while at % BYTES and at >= 0:
            at = held.find(sought, at + 1)
        return at // BYTES if at >= 0 else None

    def places_of(self, records: Iterable[int]) -> list[int]:
        """The rows of several records, in order of the table."""
        listed = array("q", records)
        first = self.place_of(listed[0]) if listed else None
        if first is not None and self.ids[first : first + len(listed)] == listed:
            return list(range(first, first + len(listed)))
        wanted = set(listed)
        if len(wanted) <= FEW:
            return sorted(at for record in wanted if (at := self.place_of(record)) is not None)
        return list(compress(count(), map(wanted.__contains__, self.ids)))

    def row(self, at: int) -> Row | None:
        """The stored row, None when it has gone meanwhile."""
        return self._shown(at).row

    def text(self, at: int, column: int) -> str:
        """The words of a cell."""
        shown = self._shown(at)
        if shown.texts is None:
            self._spell(shown)
        return shown.texts[column] if shown.texts else ""

    def tone(self, at: int, column: int) -> str:
        """The name of a cell's tone, '' for plain text."""
        shown = self._shown(at)
        if shown.texts is None:
            self._spell(shown)
        return shown.tones[column] if shown.tones else ""

    def _spell(self, shown: Shown) -> None:
        row = shown.row
        if row is None:
            shown.texts = []
            return
        names = self.names
        shown.texts = [spelled(column, row, names) for column in self.columns]
        shown.tones = [tone_name(column.field, column.stored(row)) for column in self.columns]

    def _shown(self, at: int) -> Shown:
        number = at // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(number)
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        place = at - number * PAGE
        return page[place] if place < len(page) else Shown(None)

    def _read(self, number: int) -> list[Shown]:
        wanted = self.ids[number * PAGE : (number + 1) * PAGE]
        desk = self.context.desk
        try:
            with desk.store.snapshot() as conn:
                found = reading.page(conn, self.ledger, wanted, today=desk.now())
        except EnvironmentFault as fault:
            # Raised inside data() it would be printed and swallowed; the page says it once.
            if fault.sentence != self._said:
                self._said = fault.sentence
                self.faulted.emit(fault.sentence)
            return [Shown(None) for _ in wanted]
        by_id = {row["id"]: row for row in found}
        return [Shown(by_id.get(record)) for record in wanted]

    # -- changes -------------------------------------------------------------------------------

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, or another order of them."""
        self.beginResetModel()
        self.columns = list(columns)
        self._flags = [self._flags_of(column) for column in self.columns]
        self._pages.clear()
        self.endResetModel()

    def set_ids(self, ids: array[int]) -> bool:
        """Another list of rows; gives whether it differs. What is shown is read anew."""
        if ids == self.ids:
            self.forget()
            return False
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()
        return True

    def renew_names(self) -> None:
        """Names are read anew, after the register or a catalogue changed."""
        store = self.context.desk.store
        self.names = store.names(store.reader())
        self.forget()

    def forget(self, records: Iterable[int] | None = None) -> None:
        """Reads these records (or all) again when they are next shown."""
        self._said = ""
        if records is None:
            self._pages.clear()
            self._tell(0, len(self.ids) - 1)
            return
        for at in self._loaded(set(records)):
            self._pages.pop(at // PAGE, None)
            self._tell(at, at)

    def _loaded(self, records: set[int]) -> list[int]:
        found: list[int] = []
        for number in self._pages:
            start = number * PAGE
            listed = self.ids[start : start + PAGE]
            found += [start + at for at, record in enumerate(listed) if record in records]
        return found

    def _tell(self, first: int, last: int) -> None:
        if self.columns and 0 <= first <= last:
            end = len(self.columns) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, end))

    def column_at(self, key: str) -> int | None:
        """The place of the column with that key."""
        for at, column in enumerate(self.columns):
            if column.key == key:
                return at
        return None


def spelled(column: Column, row: Row, names: Names) -> str:
    """What a cell says; what no program wrote there (a damaged list) must not end this one."""
    try:
        return one_line(column.text(row, names))
    except (ValueError, TypeError):
        return DAMAGED


def one_line(text: str) -> str:
    """Several lines as one: the details pane shows them whole."""
    return " ".join(text.split("\n")) if "\n" in text else text
