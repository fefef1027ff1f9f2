"""成绩录入: all towns of a month by all items, one save and one undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from bureau.editing import EditFault
from bureau.month.towns import town_cases
from bureau.towns.entering import Entered, ScoreSheet, SheetRow, read_sheet, save_sheet
from ui import tokens
from ui.context import Context
from ui.month.period_bar import PeriodBar
from ui.seen_page import SeenPage
from ui.towns.entry_grid import EntryGrid
from ui.widgets.enter_button import EnterButton
from ui.widgets.held import Held

HINT = (
    "直接打字；回车向下，Tab 向右，可从 Excel 粘贴一块；Ctrl+回车保存。灰色的数是检查和案件算出来的"
)
HINT_LEAST = 240
NO_TOWNS = "镇街名册里还没有分组的镇街；先在“镇街名册”里填写组别，再来录入。"
ISSUED = "{}已经签发，成绩已锁定；要改请登记“考核更正”，或先解锁。"


def read(desk: Desk, period: Period) -> ScoreSheet:
    """The sheet in one picture of the books."""
    with desk.store.snapshot() as conn:
        return read_sheet(conn, desk.store.names(conn), period, desk.today(), town_cases)


class TownEntryPage(SeenPage):
    """The month on top, the grid below, the save at the foot."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "成绩录入", parent)
        self.period: Period | None = None
        """The month that the grid shows."""
        self._saving = False
        self.bar = PeriodBar(context.desk.today(), MONTH_END, self)
        self.bar.kind.hide()
        self.grid = EntryGrid(self)
        self.held = Held(self.grid)
        """Nothing is typed into a sheet that is being saved, or that gives way to another one."""
        self.sum = QLabel(self)
        self.sum.setObjectName("entry-sum")
        self.sum.setProperty("role", "heading")
        hint = QLabel(HINT, self)
        hint.setProperty("role", "faint")
        hint.setWordWrap(True)
        hint.setMinimumWidth(HINT_LEAST)
        self.undo_button = EnterButton("放弃改动")
        self.undo_button.setObjectName("entry-drop")
        self.save_button = EnterButton("保存")
        self.save_button.setObjectName("entry-save")
        self.save_button.setProperty("role", "main")
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 4)
        top.setSpacing(tokens.GRID)
        top.addWidget(self.bar)
        top.addSpacing(tokens.GRID)
        top.addWidget(hint, 1)
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.grid)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.GRID)
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.undo_button)
        foot.addWidget(self.save_button)
        both = QVBoxLayout()
        both.setContentsMargins(16, 4, 16, 12)
        both.setSpacing(tokens.GRID)
        both.addWidget(card, 1)
        both.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addLayout(both, 1)
        self.setFocusProxy(self.grid)
        self.bar.changed.connect(self._choose)
        self.grid.sheet_model.typed.connect(self._show_sum)
        self.grid.sheet_model.modelReset.connect(self._show_sum)
        self.grid.refused.connect(lambda said: self.notice.show_notice(said, "warning"))
        self.grid.saving.connect(self.save)
        self.grid.closed.connect(self._catch_up)
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.drop)
        self._show_sum()

    # -- reading -------------------------------------------------------------------------------

    def _choose(self, period: object) -> None:
        """Another month; what was typed and not saved is asked about."""
        assert isinstance(period, Period)
        if period == self.period:
            return
        if self._saving or not self.finish_editing():
            if self.period is not None:
                self.bar.choose(self.period)
            return
        self.held.hold()
        self.period = None
        self.refresh()

    def _catch_up(self) -> None:
        """Reads what changed while a cell was typed into."""
        if self._stale:
            self.refresh()

    def wish(self) -> Callable[[], object]:
        """The month's marks."""
        desk, period = self.context.desk, self.bar.period
        return lambda: read(desk, period)

    def take(self, found: object) -> None:
        """Shows them; what was typed and not saved stays."""
        assert isinstance(found, ScoreSheet)
        # Names read in another thread stay there.
        sheet = replace(found, names=self.context.desk.store.names())
        typed = {row.town: row for row in self.typed} if self.period == sheet.period else {}
        rows = [merged(row, typed.get(row.town)) for row in sheet.rows]
        if self.grid.delegate.editor is not None and self.period == sheet.period:
            # Nothing is taken from under the fingers of who types.
            self._stale = True
            return
        self.period = sheet.period
        self.grid.show_sheet(sheet, rows)
        if not self._saving:
            self.held.release()
        self.notice.hide()
        if sheet.is_issued:
            self.notice.show_notice(ISSUED.format(sheet.period.title), "active")
        elif not sheet.rows:
            self.notice.show_notice(NO_TOWNS, "active")

    @property
    def typed(self) -> list[SheetRow]:
        """The rows that were typed into and not saved."""
        return self.grid.sheet_model.changed

    def _show_sum(self) -> None:
        count = len(self.typed)
        scored = sum(one.score is not None for one in self.grid.sheet_model.judged)
        every = len(self.grid.sheet_model.rows)
        said = f"{every} 个镇街，已能计分 {scored} 个" if every else ""
        self.sum.setText(f"{said}；改了 {count} 行没有保存" if count else said)
        self.save_button.setText(f"保存 {count} 行" if count else "保存")
        self.save_button.setEnabled(bool(count) and self.context.writable and not self._saving)
        self.undo_button.setEnabled(bool(count) and not self._saving)

    def _refused(self, error: BaseException) -> None:
        self._saving = False
        self.held.release()
        self._show_sum()
        self.complain(error)

    def complain(self, error: BaseException) -> None:
        """And shows the town whose marks are wrong."""
        if isinstance(error, EditFault):
            towns = [row.town for row in self.grid.sheet_model.rows]
            record = error.faults[0].record
            if record in towns:
                self.grid.selectRow(towns.index(record))
        super().complain(error)

    def save(self) -> None:
        """Everything that was typed, in one operation."""
        sheet, period = self.grid.sheet_model.sheet, self.period
        if self._saving or sheet is None or period is None or not self.context.writable:
            return
        if not self.grid.finish_editing() or not self.typed:
            return
        desk, before, after = self.context.desk, sheet.rows, tuple(self.grid.sheet_model.rows)
        self._saving = True
        self.held.hold()
        self._show_sum()
        self.context.writing.run(
            lambda _ticket: save_sheet(desk, period, before, after),
            self._on_saved,
            self._refused,
            title="录入镇街成绩",
        )

    def _on_saved(self, done: object) -> None:
        assert isinstance(done, Entered)
        self._saving = False
        self.context.news.said.emit(done.sentence)
        self.period = None
        self.refresh()

    def drop(self) -> None:
        """What was read, without what was typed."""
        editor = self.grid.delegate.editor
        if editor is not None:
            self.grid.delegate.close(editor)
        sheet = self.grid.sheet_model.sheet
        if sheet is not None:
            self.grid.show_sheet(sheet, sheet.rows)
        self.notice.hide()

    def save_form(self) -> bool:
        """Ctrl+S; False while nothing was typed."""
        if not self.grid.finish_editing() or not self.typed:
            return False
        self.save()
        return True

    def finish_editing(self) -> bool:
        """Whether nothing is lost by leaving; what is being saved isn't."""
        if not self.grid.finish_editing():
            return False
        count = 0 if self._saving else len(self.typed)
        if not count:
            return True
        said = f"成绩录入里还有 {count} 行没有保存，放弃吗？"
        if not self.context.asker.confirm(self, said, "放弃", dangerous=True):
            return False
        self.drop()
        return True


def merged(row: SheetRow, typed: SheetRow | None) -> SheetRow:
    """A row as it was typed, with the record that it has by now."""
    return (
        row
        if typed is None
        else replace(typed, record=row.record, group=row.group, known=row.known)
    )
