"""The rows of an import's preview: refused ones first, mended in place, then what will be taken."""

from __future__ import annotations

from collections import Counter
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
from bureau.exchange.mending import Judgement, Standing
from bureau.exchange.parsing import Parsed
from bureau.exchange.staging import Place, Plain, Rejection
from ui import tokens
from ui.exchange.targets import came_from

REASON = 0
LEADING = 1
"""Why a row was refused stands before the file's own columns; its number and outcome at the left."""
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Mended = Sequence[tuple[Rejection, Mapping[str, str]]]
Recheck = Callable[[Mended], Sequence[Judgement]]
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
    standing: Standing = Standing.FAULTY
    """Of a refused row that was mended, what it is to the ledger."""

    @property
    def place(self) -> Place:
        """Sheet and row number of the file."""
        return self.sheet, self.row

    def fault_at(self, heading: str) -> RowFault | None:
        """What is wrong with one cell."""
        return next((fault for fault in self.faults if fault.column == heading), None)


@dataclass(frozen=True, slots=True)
class Alike:
    """A cell was mended, and other refused rows have the same wrong word in that column."""

    heading: str
    wrong: str
    right: str
    rows: Sequence[Shown]


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


def refused_row(rejection: Rejection) -> Shown:
    """A row as the import refused it."""
    return Shown(
        rejection.sheet,
        rejection.row,
        REFUSED,
        {heading: cell_text(cell) for heading, cell in rejection.cells.items()},
        faults=list(rejection.faults),
        rejection=rejection,
    )


class PreviewModel(QAbstractTableModel):
    """Rows by the file's headings; cells of refused rows can be typed over and are checked again."""

    mended = Signal()
    """A refused row was typed into; counts may differ."""
    may_spread = Signal(object)
    """An `Alike`: the same mend would do for other rows."""

    def __init__(self, recheck: Recheck, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recheck = recheck
        self.headings: list[str] = []
        self.targets: dict[str, str] = {}
        self.around: dict[str, str] = {}
        self.rows: list[Shown] = []
        self.several_sheets = False
        self.mends: dict[Place, dict[str, str]] = {}
        self.only_refused = False
        self._listed: list[Shown] = []

    # -- filling -------------------------------------------------------------------------------

    def show_file(self, parsed: Parsed, targets: Mapping[str, str]) -> None:
        """Another file, or the same one read otherwise; what was typed in stays where it still fits."""
        self.beginResetModel()
        self.headings = list(parsed.headings)
        self.targets = dict(targets)
        self.around = parsed.around
        self.several_sheets = len(parsed.read_sheets) > 1
        refused = {(rejection.sheet, rejection.row): rejection for rejection in parsed.rejected}
        self.mends = {place: typed for place, typed in self.mends.items() if place in refused}
        self.rows = [refused_row(rejection) for rejection in parsed.rejected]
        self._check([row for row in self.rows if row.place in self.mends])
        plain = TAKEN
        if not parsed.unchanged:
            plain = NEW
        elif not parsed.accepted:
            plain = SAME
        for row in parsed.first_rows:
            outcome = CHANGED if row.changed else plain
            self.rows.append(
                Shown(row.sheet, row.row, outcome, dict(row.texts), row.originals, row.before)
            )
        self._list()
        self.endResetModel()

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
    def mended_rows(self) -> Counter[Standing]:
        """Refused rows that are right now, by what they are to the ledger."""
        return Counter(row.standing for row in self.rows if row.outcome == MENDED)

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
            return fault.sentence
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
            below = f"→ {target}" if target else "不读入"
            if heading in self.around:
                below = came_from(self.around[heading])
            return f"{heading}\n{below}"
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
        text, was = str(value), row.texts.get(heading, "")
        if text in (was, one_line(was)):
            return True
        fault = row.fault_at(heading)
        self._type(row, heading, text)
        self._check([row])
        self._tell([row])
        if fault is not None and row.fault_at(heading) is None and was.strip():
            alike = [
                other
                for other in self.rows
                if other.fault_at(heading) is not None and other.texts.get(heading) == was
            ]
            if alike:
                self.may_spread.emit(Alike(heading, was, text, alike))
        return True

    def spread(self, alike: Alike) -> None:
        """Mends the other rows in the same way."""
        rows = [row for row in alike.rows if row.texts.get(alike.heading) == alike.wrong]
        for row in rows:
            self._type(row, alike.heading, alike.right)
        self._check(rows)
        self._tell(rows)

    def _type(self, row: Shown, heading: str, text: str) -> None:
        """Notes what was typed; what the file says itself is no mend."""
        assert row.rejection is not None
        typed = self.mends.setdefault(row.place, {})
        if text == cell_text(row.rejection.cells.get(heading)):
            typed.pop(heading, None)
        else:
            typed[heading] = text
        if not typed:
            del self.mends[row.place]
        row.texts[heading] = text

    def _check(self, rows: Sequence[Shown]) -> None:
        """Judges rows again that were typed into."""
        typed = [row for row in rows if row.place in self.mends]
        for row in rows:
            if row.rejection is not None and row.place not in self.mends:
                row.faults, row.standing = list(row.rejection.faults), Standing.FAULTY
                row.outcome = REFUSED
        judged = self.recheck(
            [(row.rejection, self.mends[row.place]) for row in typed if row.rejection is not None]
        )
        for row, found in zip(typed, judged, strict=True):
            row.texts.update(self.mends[row.place])
            row.faults, row.standing = list(found.faults), found.standing
            row.outcome = REFUSED if found.faults else MENDED

    def _tell(self, rows: Sequence[Shown]) -> None:
        told = {row.place for row in rows}
        places = [at for at, row in enumerate(self._listed) if row.place in told]
        if places:
            first, last = min(places), max(places)
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)
        self.mended.emit()

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
