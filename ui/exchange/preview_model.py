"""The rows of an import's preview: refused ones first, mended in place, then what will be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from bureau.exchange.column_reading import RowFault
from bureau.exchange.parsing import Parsed
from bureau.exchange.staging import Plain, Rejection
from ui import tokens
from ui.exchange.first_rows import ReadRow

REASON = 0
LEADING = 1
"""Why a row was refused stands before the file's own columns; its number and outcome at the left."""
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Place = tuple[str, int]
Recheck = Callable[[Rejection, Mapping[str, str]], Sequence[RowFault]]
REFUSED, MENDED, CHANGED = "✗ 退回", "✓ 已改正", "△ 更新"
INKS = {REFUSED: tokens.DANGER, MENDED: tokens.GOOD, CHANGED: tokens.WARNING}
NEW, SAME, TAKEN = "＋ 新增", "＝ 未变", "✓ 可收"


@dataclass(slots=True)
class Shown:
    """One row of the preview."""

    sheet: str
    row: int
    outcome: str
    texts: dict[str, str]
    originals: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)
    rejection: Rejection | None = None

    @property
    def place(self) -> Place:
        """Sheet and row number of the file."""
        return self.sheet, self.row

    def fault_at(self, heading: str) -> RowFault | None:
        """What is wrong with one cell."""
        return next((fault for fault in self.faults if fault.column == heading), None)


def sentence(fault: RowFault) -> str:
    """A fault with its advice."""
    return f"{fault.reason}，{fault.suggestion}" if fault.suggestion else fault.reason


def cell_text(cell: Plain) -> str:
    """A cell of the file as it is typed over: whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def one_line(text: str) -> str:
    """Several lines as one: a cell's editor has one line."""
    return " ".join(text.split("\n"))


def reasons(row: Shown) -> str:
    """Why a row was refused, in one line."""
    if row.faults:
        return "；".join(
            f"{fault.column}：{fault.reason}" if fault.column else fault.reason
            for fault in row.faults
        )
    if row.before:
        return "改动：" + "、".join(row.before)
    return ""


class PreviewModel(QAbstractTableModel):
    """Rows by the file's headings; cells of refused rows can be typed over and are checked again."""

    mended = Signal()
    """A refused row was typed into; counts may differ."""

    def __init__(self, recheck: Recheck, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recheck = recheck
        self.headings: list[str] = []
        self.targets: dict[str, str] = {}
        self.rows: list[Shown] = []
        self.several_sheets = False
        self.mends: dict[Place, dict[str, str]] = {}
        self.only_refused = False
        self._listed: list[Shown] = []

    # -- filling -------------------------------------------------------------------------------

    def show_file(
        self, parsed: Parsed, rows: Sequence[ReadRow], targets: Mapping[str, str]
    ) -> None:
        """Another file, or the same one read otherwise; what was typed in stays where it still fits."""
        self.beginResetModel()
        self.headings = list(parsed.headings)
        self.targets = dict(targets)
        self.several_sheets = len(parsed.read_sheets) > 1
        refused = {(rejection.sheet, rejection.row): rejection for rejection in parsed.rejected}
        self.mends = {place: typed for place, typed in self.mends.items() if place in refused}
        self.rows = [self._refused_row(rejection) for rejection in parsed.rejected]
        plain = TAKEN
        if not parsed.unchanged:
            plain = NEW
        elif not parsed.accepted:
            plain = SAME
        for row in rows:
            outcome = CHANGED if row.changed else plain
            self.rows.append(
                Shown(row.sheet, row.row, outcome, dict(row.texts), row.originals, row.before)
            )
        self._list()
        self.endResetModel()

    def _refused_row(self, rejection: Rejection) -> Shown:
        texts = {heading: cell_text(cell) for heading, cell in rejection.cells.items()}
        row = Shown(
            rejection.sheet,
            rejection.row,
            REFUSED,
            texts,
            faults=list(rejection.faults),
            rejection=rejection,
        )
        typed = self.mends.get(row.place)
        if typed:
            row.texts.update(typed)
            self._check(row, rejection, typed)
        return row

    def show_only_refused(self, only: bool) -> None:
        """Leaves out the rows that will be taken."""
        self.beginResetModel()
        self.only_refused = only
        self._list()
        self.endResetModel()

    def _list(self) -> None:
        self._listed = [row for row in self.rows if row.rejection or not self.only_refused]

    # -- counts --------------------------------------------------------------------------------

    @property
    def mended_rows(self) -> int:
        """Refused rows that are right now."""
        return sum(1 for row in self.rows if row.outcome == MENDED)

    @property
    def right_mends(self) -> dict[Place, dict[str, str]]:
        """What was typed into rows that are right now."""
        right = {row.place for row in self.rows if row.outcome == MENDED}
        return {place: dict(typed) for place, typed in self.mends.items() if place in right}

    # -- what the view asks --------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Rows that are listed."""
        return 0 if parent.isValid() else len(self._listed)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Leading columns and the file's own."""
        return 0 if parent.isValid() else LEADING + len(self.headings)

    def row_at(self, at: int) -> Shown | None:
        """A listed row."""
        return self._listed[at] if 0 <= at < len(self._listed) else None

    def number_text(self, row: Shown) -> str:
        """The file's own number of a row, with its sheet where there are several."""
        return f"{row.sheet} {row.row}" if self.several_sheets else str(row.row)

    def heading_at(self, column: int) -> str:
        """The file's heading of a column, '' for the leading ones."""
        return self.headings[column - LEADING] if column >= LEADING else ""

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Words, colours and the reason of a fault."""
        row = self.row_at(index.row())
        if row is None:
            return None
        heading = self.heading_at(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return one_line(self._text(row, index.column(), heading))
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(row, heading)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, index.column(), heading)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, heading) or None
        return None

    def _text(self, row: Shown, column: int, heading: str) -> str:
        if column == REASON:
            return reasons(row)
        return row.texts.get(heading, "")

    def _ground(self, row: Shown, heading: str) -> QColor | None:
        if heading and row.fault_at(heading) is not None:
            return QColor(tokens.DANGER_SOFT)
        if heading and heading in row.before:
            return QColor(tokens.WARNING_SOFT)
        if heading and heading in self.mends.get(row.place, {}):
            return QColor(tokens.GOOD_SOFT)
        return None

    def _ink(self, row: Shown, column: int, heading: str) -> QColor | None:
        if column == REASON:
            return QColor(INKS.get(row.outcome, tokens.INK_SOFT))
        if heading and not self.targets.get(heading):
            return QColor(tokens.INK_FAINT)
        return None

    def _tip(self, row: Shown, heading: str) -> str:
        if not heading:
            return reasons(row)
        fault = row.fault_at(heading)
        if fault is not None:
            return sentence(fault)
        if heading in row.before:
            return f"台账里现在是：{row.before[heading] or '（空白）'}"
        original = row.originals.get(heading, "")
        return f"表格里写的是：{original}" if original != row.texts.get(heading, "") else ""

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """The file's heading, and below it the field that it is read as."""
        if orientation == Qt.Orientation.Vertical:
            row = self.row_at(section)
            if row is None or role != Qt.ItemDataRole.DisplayRole:
                return None
            return f"{self.number_text(row)}　{row.outcome}"
        heading = self.heading_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if not heading:
                return "原因"
            target = self.targets.get(heading)
            return f"{heading}\n→ {target}" if target else f"{heading}\n不读入"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the file's cells of refused rows can be typed over."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row_at(index.row())
        if row is not None and row.rejection is not None and index.column() >= LEADING:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    # -- mending -------------------------------------------------------------------------------

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        """Takes what was typed into a refused row and checks the row again."""
        row = self.row_at(index.row())
        heading = self.heading_at(index.column())
        if row is None or row.rejection is None or not heading or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value)
        if text == one_line(row.texts.get(heading, "")):
            return True
        typed = self.mends.setdefault(row.place, {})
        original = cell_text(row.rejection.cells.get(heading))
        if text == original:
            typed.pop(heading, None)
        else:
            typed[heading] = text
        row.texts[heading] = text
        self._check(row, row.rejection, typed)
        if not typed:
            del self.mends[row.place]
        last = self.index(index.row(), self.columnCount() - 1)
        self.dataChanged.emit(self.index(index.row(), 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, index.row(), index.row())
        self.mended.emit()
        return True

    def _check(self, row: Shown, rejection: Rejection, typed: Mapping[str, str]) -> None:
        row.faults = list(self.recheck(rejection, typed) if typed else rejection.faults)
        row.outcome = REFUSED if row.faults else MENDED

    def next_fault(self, row: int, column: int) -> QModelIndex:
        """The next faulty cell after a place, round to the first one; an invalid index when none."""
        count = len(self._listed)
        places = [
            (at, LEADING + self.headings.index(fault.column))
            for at in range(count)
            for fault in self._listed[at].faults
            if fault.column in self.headings
        ]
        if not places:
            return QModelIndex()
        later = [place for place in places if place > (row, column)]
        return self.index(*min(later or places))
