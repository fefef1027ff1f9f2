"""The preview of an import: what was understood at the left, the rows at the right, counts above."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bureau.errors import with_stop
from bureau.exchange.importing import Staged
from bureau.exchange.looking import SHOWN_ROWS
from bureau.exchange.mending import Standing
from ui import tokens
from ui.exchange.cell_editing import FileCellDelegate
from ui.exchange.file_inputs import FileInputs
from ui.exchange.look import Pill, button, label, press_by_ctrl_enter, strip, tight
from ui.exchange.match_panel import WIDTH, MatchPanel
from ui.exchange.preview_model import (
    INKS,
    LEADING,
    MENDED,
    REASON,
    Alike,
    PreviewModel,
    Recheck,
)
from ui.tokens import GRID, ROW_HEIGHT
from ui.widgets.bars import NoticeBar

REASON_WIDTH = 240
CELL, WIDEST = 110, 260
LONGEST_WORD = 20
STANDINGS = {
    Standing.NEW: "已经改好，会一起导入。",
    Standing.SAME: "已经改好；台账里已有同样的一条，不会重复导入。",
    Standing.CHANGED: "已经改好；台账里已有这一条但内容不同，勾选“更新有变化的行”才会更新。",
}
"""What is said of a mended row."""
SAMPLED = 60
Index = QModelIndex | QPersistentModelIndex


def short(text: str) -> str:
    """A word of a cell, cut where it would fill the line."""
    return text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…"


class RowNumbers(QHeaderView):
    """Number and outcome of each row, always in sight; coloured, which a style sheet can't do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("行号和结果")

    def paintSection(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 - Qt's name
    ) -> None:
        """The number faint, the outcome in its colour."""
        model = self.model()
        row = model.row_at(logicalIndex) if isinstance(model, PreviewModel) else None
        if row is None or not isinstance(model, PreviewModel):
            return
        painter.save()
        painter.fillRect(rect, QColor(tokens.GROUND))
        painter.setPen(QColor(tokens.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(GRID, 0, -GRID, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.INK_FAINT))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | middle), model.number_text(row))
        painter.setPen(QColor(INKS.get(row.outcome, tokens.INK_SOFT)))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | middle), row.outcome)
        painter.restore()


class RowsView(QTableView):
    """The rows; Enter in a cell goes on to the next fault."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rows")
        self.setAccessibleName("表格的行，退回的在前")
        self.cells = FileCellDelegate(model, self)
        self.cells.entered.connect(self.go_to_next_fault)
        self.cells.moved.connect(self.go_aside)
        self.setItemDelegate(self.cells)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalHeader(RowNumbers(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setModel(model)

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Keeps the reasons in sight as long as the cell is seen beside them."""
        super().scrollTo(index, hint)
        header = self.horizontalHeader()
        right = header.sectionPosition(index.column()) + header.sectionSize(index.column())
        if right <= self.viewport().width():
            self.horizontalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The current cell stays in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def go_to_next_fault(self) -> None:
        """After Enter the next faulty cell is current."""
        here = self.currentIndex()
        model = self.model()
        if isinstance(model, PreviewModel):
            there = model.next_fault(here.row(), here.column())
            if there.isValid():
                self.setCurrentIndex(there)
                self.scrollTo(there)
        self.setFocus()

    def go_aside(self, columns: int) -> None:
        """After Tab the cell beside is current."""
        here = self.currentIndex()
        there = here.siblingAtColumn(here.column() + columns)
        if there.isValid():
            self.setCurrentIndex(there)
            self.scrollTo(there)
        self.setFocus()


class PreviewPage(QWidget):
    """Everything of a file before it is taken. The window around it acts on the signals."""

    confirmed = Signal()
    rejects_wanted = Signal()
    another_wanted = Signal()
    left = Signal()

    def __init__(self, recheck: Recheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.model = PreviewModel(recheck, self)
        self.model.mended.connect(self._count)
        self.model.may_spread.connect(self._offer_spreading)
        self.staged: Staged | None = None
        self._alike: Alike | None = None
        fill_down = QShortcut(QKeySequence("Ctrl+D"), self)
        fill_down.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        fill_down.activated.connect(self.spread)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._head())
        self.notice = NoticeBar()
        column.addWidget(self.notice)
        column.addWidget(self._body(), 1)
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        head, row = strip("head")
        self.title = label("", "title", name="file")
        row.addWidget(self.title, 1)
        self.new = Pill("新增", "active", "count-new")
        self.changed = Pill("更新", "warning", "count-changed")
        self.same = Pill("未变", "neutral", "count-same")
        self.mended = Pill("已改正", "good", "count-mended")
        self.refused = Pill("退回", "danger", "count-refused")
        for pill in (self.new, self.changed, self.same, self.mended, self.refused):
            row.addWidget(pill)
        return head

    def _body(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.matching = MatchPanel()
        split.addWidget(self.matching)
        right = QWidget()
        right.setObjectName("card")
        column = QVBoxLayout(right)
        tight(column)
        bar = QHBoxLayout()
        bar.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self.hint = label("", "soft", name="hint")
        bar.addWidget(self.hint, 1)
        self.only_refused = QCheckBox("只看退回的行")
        self.only_refused.setObjectName("only-refused")
        self.only_refused.toggled.connect(self._show_only_refused)
        bar.addWidget(self.only_refused)
        column.addLayout(bar)
        self.rows = RowsView(self.model)
        self.rows.selectionModel().currentChanged.connect(lambda *_: self._explain())
        column.addWidget(self.rows, 1)
        self.reason = label("", name="reason", wrap=True)
        column.addWidget(self.reason)
        split.addWidget(right)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        # Shared out by stretch only when it is resized later: the rows begin with all the room.
        split.setSizes([WIDTH, 10 * WIDTH])
        return split

    def _foot(self) -> QWidget:
        foot, row = strip("foot", margins=(GRID * 2, GRID + 4, GRID * 2, GRID + 4))
        self.update_changed = QCheckBox("")
        self.update_changed.setObjectName("update-changed")
        self.update_changed.toggled.connect(lambda _on: self._count())
        row.addWidget(self.update_changed)
        row.addStretch(1)
        self.save_rejects = button("另存退回的行…", "save-rejects", tip="存成表格，改好以后再导入")
        self.save_rejects.clicked.connect(lambda _checked=False: self.rejects_wanted.emit())
        another = button("换一个文件…", "another-file")
        another.clicked.connect(lambda _checked=False: self.another_wanted.emit())
        leave = button("取消", "cancel")
        leave.clicked.connect(lambda _checked=False: self.left.emit())
        self.confirm = button("导入", "confirm", "main", "Ctrl+Enter")
        press_by_ctrl_enter(self, self.confirm)
        self.confirm.clicked.connect(lambda _checked=False: self.confirmed.emit())
        for one in (self.save_rejects, another, self.confirm, leave):
            row.addWidget(one)
        return foot

    # -- showing -------------------------------------------------------------------------------

    def show_counts_of(self, staged: Staged, inputs: FileInputs, *, more: int = 0) -> None:
        """A file whose rows are in the model already; `more` files wait their turn."""
        self.staged = staged
        self.rows.cells.inputs = inputs
        self.notice.hide()
        self._alike = None
        parsed = staged.parsed
        waiting = f"（后面还有 {more} 个文件）" if more else ""
        self.title.setText(f"{parsed.order.file.name}  →  {inputs.ledger.title}{waiting}")
        refused = bool(parsed.rejected)
        self.save_rejects.setVisible(refused)
        self.only_refused.setVisible(refused)
        if not refused:
            self.only_refused.setChecked(False)
        self._fit_columns()
        self._count()
        first = self.model.next_fault(-1, -1)
        self.rows.setCurrentIndex(first if first.isValid() else self.model.index(0, 0))
        self.rows.setFocus()
        self._explain()

    def _fit_columns(self) -> None:
        metrics = self.rows.fontMetrics()
        shown = [row for at in range(SAMPLED) if (row := self.model.row_at(at)) is not None]
        reasons_shown = any(row.faults or row.before for row in self.model.rows)
        self.rows.setColumnHidden(REASON, not reasons_shown)
        self.rows.setColumnWidth(REASON, REASON_WIDTH)
        numbers = max(
            (metrics.horizontalAdvance(self.model.number_text(row)) for row in shown), default=0
        )
        outcome = metrics.horizontalAdvance(MENDED)
        self.rows.verticalHeader().setFixedWidth(numbers + outcome + 4 * GRID)
        for at, heading in enumerate(self.model.headings):
            texts = [heading, f"→ {self.model.targets.get(heading, '')}"]
            texts += [row.texts.get(heading, "") for row in shown]
            width = max(metrics.horizontalAdvance(text) for text in texts) + 3 * GRID
            self.rows.setColumnWidth(LEADING + at, max(CELL, min(width, WIDEST)))

    def _count(self) -> None:
        if self.staged is None:
            return
        parsed = self.staged.parsed
        standing = self.model.mended_rows
        mended = standing.total()
        changed = parsed.changed + standing[Standing.CHANGED]
        refused = len(parsed.rejected) - mended
        self.new.show_count(parsed.accepted + standing[Standing.NEW])
        self.changed.show_count(changed)
        self.same.show_count(parsed.unchanged + standing[Standing.SAME])
        self.mended.show_count(mended)
        self.mended.setVisible(bool(mended))
        self.refused.show_count(refused)
        self.update_changed.setVisible(bool(changed))
        self.update_changed.setText(f"更新有变化的行（{changed:,}）")
        updates = changed if self.update_changed.isChecked() else 0
        coming = parsed.accepted + standing[Standing.NEW] + updates
        if refused and coming:
            text = f"导入正确的 {coming:,} 行，其余 {refused:,} 行放入待补"
        elif refused:
            text = f"{refused:,} 行放入待补"
        else:
            text = f"导入全部 {coming:,} 行" if coming else "没有需要导入的行"
        self.confirm.setText(text)
        self.confirm.setEnabled(bool(coming or refused))
        if refused:
            self.hint.setText(
                f"有 {refused:,} 行不能收：双击标红的格子就地改正，改对的行会一起导入。"
            )
        elif parsed.rejected:
            self.hint.setText("退回的行都已改正，会一起导入。")
        elif not parsed.rows:
            self.hint.setText("表头下面没有数据行。")
        else:
            self.hint.setText("下面是读到的内容，请核对后导入。")
        if parsed.rows > SHOWN_ROWS:
            self.hint.setText(f"{self.hint.text()}文件较长，列出退回、有变化的行和前面一部分。")
        self._explain()

    def _offer_spreading(self, alike: Alike) -> None:
        """One click or Ctrl+D mends the rows that have the same wrong word."""
        self._alike = alike
        wrong, right = short(alike.wrong), short(alike.right)
        self.notice.show_notice(
            f"另有 {len(alike.rows):,} 行的“{alike.heading}”也写着“{wrong}”。",
            "warning",
            [(f"都改成“{right}”（Ctrl+D）", self.spread)],
        )

    def spread(self) -> None:
        """Mends the rows that the notice is about."""
        alike, self._alike = self._alike, None
        if alike is not None:
            self.notice.hide()
            self.model.spread(alike)
            self.rows.go_to_next_fault()

    def _show_only_refused(self, only: bool) -> None:
        self.model.show_only_refused(only)
        self._explain()

    def _explain(self) -> None:
        """Says below the table what is wrong with the current cell or row."""
        index = self.rows.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        text, tone = "", "danger"
        if row is not None and row.faults:
            fault = row.fault_at(self.model.heading_at(index.column())) or row.faults[0]
            where = f"“{fault.column}”：" if fault.column else ""
            text = with_stop(f"第 {row.row} 行　{where}{fault.sentence}")
        elif row is not None and row.outcome == MENDED:
            text, tone = f"第 {row.row} 行{STANDINGS[row.standing]}", "good"
        elif row is not None and row.before:
            changes = "；".join(
                f"{heading}：{before or '（空白）'} → {row.texts.get(heading, '') or '（空白）'}"
                for heading, before in row.before.items()
            )
            text, tone = f"第 {row.row} 行　{changes}", "neutral"
        self.reason.setText(text)
        self.reason.setProperty("tone", tone)
        self.reason.style().polish(self.reason)
        self.reason.setVisible(bool(text))
