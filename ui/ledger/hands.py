"""What hands do with blocks of cells: copy, cut, paste, fill down, clear, today's date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from bureau.errors import BureauError, with_stop
from bureau.ledger.entry import Raw
from bureau.ledger.types import Date, DateTime
from ui.context import Context
from ui.ledger.blocks import Block, block_html, block_text, filling, fills, read_block, size
from ui.ledger.columns import Column, with_unit
from ui.ledger.model import LedgerModel
from ui.ledger.view import LedgerTable
from ui.tasks import Ticket

if TYPE_CHECKING:
    from bureau.editing import EditFault, Stored

MOST_COPIED = 300_000
"""Cells; more go out as a file."""
HTML_CELLS = 30_000
MOST_PASTED = 200
"""Rows; more go through the preview of an import."""
MOST_CHANGED = 100_000
"""Cells changed by one act of the hands; batch edit and import take more."""
FAULTS_SAID = 5
Cells = Mapping[tuple[int, str], "Raw | Stored"]


class Hands(QObject):
    """Acts on the selection. Every change is one operation with a name of its own."""

    import_wanted = Signal(object)
    """A block with headings that is to go through the preview of an import."""
    changing = Signal(bool)
    """True before this table changes records itself, False after."""

    def __init__(self, context: Context, table: LedgerTable, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.table = table
        self.model: LedgerModel = table.ledger_model
        self.clipboard = QGuiApplication.clipboard()

    # -- out -----------------------------------------------------------------------------------

    def copy(self, *, titles: bool = False) -> bool:
        """Puts the selected block on the clipboard; False when that can't be done."""
        area = self._area()
        if area is None:
            return False
        rows, columns = area
        if len(rows) * len(columns) > MOST_COPIED:
            self.tell(
                f"选中了 {len(rows) * len(columns):,} 格，复制不了这么多；请用“导出”存成文件。"
            )
            return False
        block: Block = [[column.title for column in columns]] if titles else []
        names = self.model.names
        for at in rows:
            row = self.model.row(at)
            block.append(["" if row is None else column.text(row, names) for column in columns])
        mime = QMimeData()
        mime.setText(block_text(block))
        if len(rows) * len(columns) <= HTML_CELLS:
            mime.setHtml(block_html(block))
        self.clipboard.setMimeData(mime)
        self.say(f"已复制 {len(rows):,} 行 × {len(columns)} 列")
        return True

    def _area(self) -> tuple[Sequence[int], list[Column]] | None:
        """Rows and columns of a selection that is one block, or blocks that fit together."""
        ranges = self.table.ranges()
        if not ranges:
            return None
        sides = {(left, right) for _top, left, _bottom, right in ranges}
        heights = {(top, bottom) for top, _left, bottom, _right in ranges}
        if len(sides) > 1 and len(heights) > 1:
            self.tell("选中的几块不在同样的行或同样的列上，不能一起复制；请分几次。")
            return None
        if len(ranges) == 1:
            rows: Sequence[int] = range(ranges[0][0], ranges[0][2] + 1)
        else:
            rows = sorted({at for top, bottom in heights for at in range(top, bottom + 1)})
        places = sorted({at for left, right in sides for at in range(left, right + 1)})
        return rows, [self.model.columns[at] for at in places]

    def cut(self) -> None:
        """Copies, then empties."""
        if self.copy():
            self.clear(label="剪切")

    # -- in ------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Puts the clipboard's block into the selection, or asks where it doesn't fit."""
        block = read_block(self.clipboard.text())
        if not block:
            self.tell("剪贴板里没有文字；请先在表格里复制要粘贴的内容。")
            return
        ranges = self.table.ranges()
        high, wide = size(block)
        if not ranges or not self.model.ids:
            self._to_import(block, 0)
            return
        if len(ranges) > 1:
            if (high, wide) == (1, 1):
                self._fill_all(block[0][0])
            else:
                self.tell("选中了几块，不能一起粘贴；请选中一块，或只选左上角的一格。")
            return
        top, left, bottom, right = ranges[0]
        rows, columns = bottom - top + 1, right - left + 1
        if (rows, columns) == (1, 1):
            self._paste_from(block, top, left)
        elif fills(block, rows, columns):
            if (high, wide) == (1, 1) and rows * columns > MOST_CHANGED:
                self._too_many(rows * columns)
                return
            self._write(filling(block, rows, columns), top, left)
        else:
            self._ask_size(block, ranges[0])

    def _ask_size(self, block: Block, area: tuple[int, int, int, int]) -> None:
        top, left, bottom, right = area
        rows, columns = bottom - top + 1, right - left + 1
        high, wide = size(block)
        whole = f"全部粘贴（{high} 行 × {wide} 列）"
        part = f"只粘贴到选中的 {rows} 行 × {columns} 列"
        answer = self.context.asker.choose(
            self.table,
            f"复制的是 {high} 行 × {wide} 列，选中的是 {rows} 行 × {columns} 列，大小不一样。",
            [whole, part],
        )
        if answer == whole:
            self._paste_from(block, top, left)
        elif answer == part:
            cut_off = [row[:columns] for row in block[:rows]]
            self._write(cut_off, top, left)

    def _paste_from(self, block: Block, top: int, left: int) -> None:
        """A block from its left upper cell on; too many rows go through the import's preview."""
        high, wide = size(block)
        room = len(self.model.columns) - left
        if wide > room:
            self.tell(f"从这一列往右只有 {room} 列，复制的有 {wide} 列；请从更左边的一列开始粘贴。")
            return
        if high > MOST_PASTED:
            self._to_import(block, left)
            return
        below = len(self.model.ids) - top
        if high <= below:
            self._write(block, top, left)
            return
        new, part = "作为新记录（先预览）", f"只粘贴前 {below} 行"
        answer = self.context.asker.choose(
            self.table, f"从这里往下只有 {below} 行，复制的有 {high} 行。", [new, part]
        )
        if answer == new:
            self._to_import(block, left)
        elif answer == part:
            self._write(block[:below], top, left)

    def _to_import(self, block: Block, left: int) -> None:
        """The block under its headings: its own, or those of the columns it was pasted at."""
        width = size(block)[1]
        titles = {column.title for column in self.model.columns}
        titles |= {column.field.title for column in self.model.columns}
        own = sum(cell.strip() in titles for cell in block[0] if cell.strip())
        if own * 2 < sum(bool(cell.strip()) for cell in block[0]) or not own:
            heads = [column.title for column in self.model.columns[left : left + width]]
            block = [heads + [""] * (width - len(heads)), *block]
        self.import_wanted.emit(block)

    def _fill_all(self, text: str) -> None:
        """One value into several selected blocks."""
        cells: dict[tuple[int, str], Raw | Stored] = {}
        for record, column in self._selected():
            if not self._may(column):
                return
            cells[record, column.key] = with_unit(column, text)
        self.change(cells, f"粘贴到 {len(cells)} 个单元格")

    def _write(self, block: Block, top: int, left: int) -> None:
        """Writes a block that fits."""
        high, wide = size(block)
        if high * wide > MOST_CHANGED:
            self._too_many(high * wide)
            return
        columns = self.model.columns[left : left + wide]
        if not all(self._may(column) for column in columns):
            return
        cells: dict[tuple[int, str], Raw | Stored] = {}
        for at, row in enumerate(block):
            record = self.model.id_at(top + at)
            if record is not None:
                for column, text in zip(columns, row, strict=False):
                    cells[record, column.key] = with_unit(column, text)
        right = left + wide - 1
        self.change(
            cells,
            f"粘贴 {len(cells)} 个单元格({high} 条)",
            lambda: self.table.walk.select(top, left, top + high - 1, right),
        )

    def _selected(self) -> list[tuple[int, Column]]:
        """Every selected cell once, by record and column."""
        found: dict[tuple[int, str], tuple[int, Column]] = {}
        for top, left, bottom, right in self.table.ranges():
            if (bottom - top + 1) * (right - left + 1) + len(found) > MOST_CHANGED:
                self._too_many((bottom - top + 1) * (right - left + 1))
                return []
            for at in range(top, bottom + 1):
                record = self.model.id_at(at)
                if record is not None:
                    for column in self.model.columns[left : right + 1]:
                        found[record, column.key] = (record, column)
        return list(found.values())

    def _too_many(self, count: int) -> None:
        self.tell(f"选中了 {count:,} 格，一次改不了这么多；请用“批量修改”，或先筛选。")

    def _may(self, column: Column) -> bool:
        """Whether a column can be typed into; says why not."""
        if column.editable:
            return True
        self.tell(f"“{column.title}”不能直接填写；请不要把它选在里面。")
        return False

    # -- changes of the selection --------------------------------------------------------------

    def clear(self, *, label: str = "") -> None:
        """Empties the selected cells; the rows stay."""
        cells = [(record, column) for record, column in self._selected() if column.editable]
        if not cells:
            return
        keys = [(record, column.key) for record, column in cells]
        titles = list(dict.fromkeys(column.title for _record, column in cells))
        named = titles[0] if len(titles) == 1 else f"{len(titles)} 列"
        count = len({record for record, _column in cells})
        from bureau.editing import clear_cells

        desk, ledger = self.context.desk, self.model.ledger
        words = label or "清空"
        self._run(lambda: clear_cells(desk, ledger, keys, f"{words}{named}({count} 条)"))

    def fill_down(self) -> None:
        """The first selected row's values into the rows below; of one row, those above it."""
        ranges = self.table.ranges()
        if len(ranges) != 1:
            self.tell("请选中一块连续的单元格再向下填充。")
            return
        top, left, bottom, right = ranges[0]
        source = top if bottom > top else top - 1
        if source < 0:
            self.tell("上面没有可以填充的行。")
            return
        self._fill((source, left, source, right), bottom)

    def fill_to(self, area: object, target: int) -> None:
        """A block's rows, one after another, into the rows below it down to `target`."""
        if isinstance(area, tuple) and not self.table.editors():
            top, left, _bottom, right = area
            self._fill(area, target, lambda: self.table.walk.select(top, left, target, right))

    def _fill(
        self,
        area: tuple[int, int, int, int],
        target: int,
        after: Callable[[], object] = lambda: None,
    ) -> None:
        top, left, bottom, right = area
        columns = [c for c in self.model.columns[left : right + 1] if c.editable]
        count, high = target - bottom, bottom - top + 1
        if count * len(columns) > MOST_CHANGED:
            self._too_many(count * len(columns))
            return
        from bureau.editing import Stored

        cells: dict[tuple[int, str], Raw | Stored] = {}
        for at in range(bottom + 1, target + 1):
            record = self.model.id_at(at)
            row = self.model.row(top + (at - top) % high)
            if record is not None and row is not None:
                for column in columns:
                    # Stored, not spelled out: two people may have one name.
                    cells[record, column.key] = Stored(column.stored(row))
        titles = "、".join(column.title for column in columns[:3])
        self.change(cells, f"向下填充{titles}({count} 条)", after)

    def put_today(self) -> None:
        """Today's date into the selected date cells."""
        today = self.context.desk.today().isoformat()
        cells: dict[tuple[int, str], Raw | Stored] = {}
        for record, column in self._selected():
            if isinstance(column.field.type, Date | DateTime):
                cells[record, column.key] = today
        if not cells:
            self.tell("选中的不是日期；请先选中日期列里的单元格。")
            return
        self.change(cells, f"填写今天的日期({len(cells)} 格)")

    def put(self, record: int, column: Column, raw: Raw) -> str:
        """One typed cell, at once on this thread; gives what is wrong with it, '' when done."""
        from bureau.editing import EditFault, change_cells

        desk, ledger = self.context.desk, self.model.ledger
        self.changing.emit(True)
        try:
            self._tell_edited(change_cells(desk, ledger, {(record, column.key): raw}))
        except EditFault as fault:
            return "".join(spoken(each.reason, each.suggestion) for each in fault.faults[:2])
        except BureauError as error:
            return error.sentence
        finally:
            self.changing.emit(False)
        return ""

    def change(self, cells: Cells, label: str, after: Callable[[], object] = lambda: None) -> None:
        """Many cells as one operation, beside the window."""
        if not cells:
            return
        from bureau.editing import change_cells

        desk, ledger = self.context.desk, self.model.ledger
        self._run(lambda: change_cells(desk, ledger, cells, label), after)

    def _run(self, work: Callable[[], object], after: Callable[[], object] = lambda: None) -> None:
        def carry_out(_ticket: Ticket) -> object:
            return work()

        def done(result: object) -> None:
            self.changing.emit(False)
            self._tell_edited(result)
            after()

        self.changing.emit(True)
        self.context.writing.run(carry_out, done, self._on_failed, title="保存修改")

    def _tell_edited(self, result: object) -> None:
        """What followed by itself, and names that are new to a register."""
        from bureau.editing import Edited

        if isinstance(result, Edited):
            told = list(result.said)
            if result.new_names:
                told.append(f"名册里没有“{'”“'.join(result.new_names[:3])}”，已记为待核")
            if told:
                self.say("；".join(told))

    def _on_failed(self, error: BaseException) -> None:
        from bureau.editing import EditFault

        self.changing.emit(False)
        if isinstance(error, EditFault):
            self.tell(self.explained(error))
        elif isinstance(error, BureauError):
            self.tell(error.sentence)
        else:
            raise error

    def explained(self, fault: EditFault) -> str:
        """The first faults by row and column, so that a person finds the cells."""
        lines = ["没有保存，请先改正："]
        by_key = {column.key: column.title for column in self.model.columns}
        for each in fault.faults[:FAULTS_SAID]:
            at = self.model.place_of(each.record) if each.record is not None else None
            place = "" if at is None else f"第 {at + 1} 行"
            field = self.model.ledger.by_key.get(each.field.partition(".")[0])
            title = by_key.get(each.field) or (field.title if field else "")
            lines.append(f"{place}“{title}”：{spoken(each.reason, each.suggestion)}")
        rest = len(fault.faults) - FAULTS_SAID
        if rest > 0:
            lines.append(f"……还有 {rest} 处。")
        return "\n".join(lines)

    # -- words ---------------------------------------------------------------------------------

    def tell(self, sentence: str) -> None:
        """A sentence that must be read."""
        self.context.asker.tell(self.table, sentence)

    def say(self, sentence: str) -> None:
        """A sentence for the status line."""
        self.context.news.said.emit(sentence)


def spoken(reason: str, suggestion: str) -> str:
    """Reason and advice as one sentence."""
    return with_stop(f"{reason}，{suggestion}" if suggestion else reason)
