"""The export window: which rows, which columns, which kind of file, personal data or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bureau.access.rights import PERSONAL
from bureau.desk import Desk
from bureau.errors import EnvironmentFault
from bureau.exchange.export import export_ledger
from bureau.files import free_name
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Everything, Filter, Ids, Sort
from bureau.storage import rows
from ui.calling_back import said, while_alive
from ui.context import Context
from ui.exchange.busy_page import BusyPage
from ui.exchange.look import button, fit_to_screen, label, own_sheet, strip, tight
from ui.tasks import Ticket
from ui.tokens import GRID

WIDTH, HEIGHT = 560, 520
XLSX, CSV = ".xlsx", ".csv"
PATTERNS = {XLSX: "Excel 表格 (*.xlsx)", CSV: "CSV 文件 (*.csv)"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written: as plain data that another thread may have."""

    where: Filter | None
    keys: tuple[str, ...]
    target: Path
    reason: str
    rows: int


class ExportDialog(QDialog):
    """Writes what is seen, everything, or the selection of a ledger."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        where: Filter | None = None,
        sorts: Sequence[Sort] = (),
        keys: Sequence[str] = (),
        note: str = "",
        *,
        selected: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export")
        self.setWindowTitle(f"导出“{ledger.title}”")
        self.setStyleSheet(own_sheet())
        fit_to_screen(self, WIDTH, HEIGHT)
        self.context = context
        self.ledger = ledger
        self.where = where
        self.sorts = tuple(sorts)
        self.keys = tuple(keys)
        self.note = note
        self.selected = tuple(selected)
        self.counts = {"rows-selected": len(self.selected)}
        self.target: Path | None = None
        self._ticket: Ticket | None = None
        column = QVBoxLayout(self)
        tight(column)
        self.pages = QStackedWidget()
        column.addWidget(self.pages)
        self.form = QWidget()
        self.form.setObjectName("page")
        self._fill_form(QVBoxLayout(self.form))
        self.busy = BusyPage()
        self.busy.cancelled.connect(self.cancel)
        self.finished_page = QWidget()
        self.finished_page.setObjectName("page")
        self._fill_finished(QVBoxLayout(self.finished_page))
        for page in (self.form, self.busy, self.finished_page):
            self.pages.addWidget(page)
        self._count()

    # -- the form ------------------------------------------------------------------------------

    def _fill_form(self, column: QVBoxLayout) -> None:
        tight(column)
        inner = QVBoxLayout()
        inner.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        inner.setSpacing(GRID)
        self.rows_group = self._choice(
            inner,
            "导出哪些行",
            [
                ("rows-filtered", "当前筛选全部", self.where is not None),
                ("rows-all", "整个台账", True),
                ("rows-selected", f"仅选中（{len(self.selected):,} 条）", bool(self.selected)),
            ],
        )
        if len(self.selected) > 1:
            # One row is always selected, because the cursor stands on it.
            self.rows_group.buttons()[-1].setChecked(True)
        self.columns_group = self._choice(
            inner,
            "导出哪些列",
            [
                (
                    "columns-shown",
                    f"和屏幕上一样（{len(self.keys)} 列，次序也一样）",
                    bool(self.keys),
                ),
                ("columns-all", "全部列", True),
            ],
        )
        self.kinds_group = self._choice(
            inner,
            "文件格式",
            [
                ("kind-xlsx", "Excel 表格（.xlsx）", True),
                ("kind-csv", "CSV 文件（.csv，只有文字）", True),
            ],
        )
        self.unmasked = QCheckBox("不遮盖个人信息（姓名、电话等）")
        self.unmasked.setObjectName("unmasked")
        may = self.context.desk.may(PERSONAL, self.ledger.department)
        self.unmasked.setEnabled(self.context.holds_folder and may)
        self.reason = QLineEdit()
        self.reason.setObjectName("reason-of-export")
        self.reason.setAccessibleName("不遮盖个人信息的用途")
        self.reason.setPlaceholderText("写明用途，如：移送司法机关；会记入操作记录")
        self.reason.setEnabled(False)
        self.unmasked.toggled.connect(self._unmask)
        self.reason.textChanged.connect(lambda _text: self._check())
        personal = any(field.personal for field in self.ledger.fields)
        for one in (self.unmasked, self.reason):
            one.setVisible(personal)
            inner.addWidget(one)
        self.fault = label("", "danger", wrap=True, name="fault")
        self.fault.hide()
        inner.addWidget(self.fault)
        self.rename = button("", "rename")
        self.rename.hide()
        self.rename.clicked.connect(lambda _checked=False: self._export_renamed())
        inner.addWidget(self.rename, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        column.addLayout(inner, 1)
        foot, row = strip("foot", margins=(GRID * 3, GRID + 4, GRID * 3, GRID + 4))
        row.addStretch(1)
        self.go = button("选择位置并导出…", "export-go", "main")
        self.go.clicked.connect(lambda _checked=False: self.choose_target())
        leave = button("取消", "cancel")
        leave.clicked.connect(lambda _checked=False: self.reject())
        row.addWidget(self.go)
        row.addWidget(leave)
        column.addWidget(foot)

    def _count(self) -> None:
        """Counts beside the window: a filter over a million rows takes its time."""
        desk, ledger, where = self.context.desk, self.ledger, self.where

        def work(_ticket: Ticket) -> dict[str, int]:
            with desk.store.snapshot() as conn:
                every = rows.count(conn, ledger, today=desk.now())
                filtered = rows.count(conn, ledger, where, today=desk.now()) if where else every
            return {"rows-all": every, "rows-filtered": filtered}

        self.context.reading.run(
            work, while_alive(self, self._show_counts), while_alive(self, self._show_fault)
        )

    def _show_counts(self, counts: object) -> None:
        assert isinstance(counts, dict)
        self.counts.update(counts)
        for made in self.rows_group.buttons():
            if made.objectName() in counts:
                made.setText(f"{made.text()}（{counts[made.objectName()]:,} 条）")

    def _choice(
        self, column: QVBoxLayout, title: str, answers: Sequence[tuple[str, str, bool]]
    ) -> QButtonGroup:
        column.addWidget(label(title, "title"))
        group = QButtonGroup(self)
        for name, text, offered in answers:
            made = QRadioButton(text)
            made.setObjectName(name)
            group.addButton(made)
            column.addWidget(made)
            made.setVisible(offered)
            made.setChecked(offered and not any(one.isChecked() for one in group.buttons()))
        column.addSpacing(GRID)
        return group

    def _unmask(self, on: bool) -> None:
        self.reason.setEnabled(on)
        if on:
            self.reason.setFocus()
        self._check()

    def _check(self) -> None:
        lacking = self.unmasked.isChecked() and not self.reason.text().strip()
        self.go.setEnabled(not lacking)
        self.fault.setText("不遮盖个人信息要先写明用途。")
        self.fault.setVisible(lacking)
        self.rename.hide()

    # -- writing -------------------------------------------------------------------------------

    def chosen(self, group: QButtonGroup) -> str:
        """The name of the answer that is marked."""
        marked = [made.objectName() for made in group.buttons() if made.isChecked()]
        return marked[0].partition("-")[2]

    def choose_target(self) -> None:
        """Asks for a place, then writes."""
        suffix = f".{self.chosen(self.kinds_group)}"
        today = self.context.desk.today()
        name = f"{self.ledger.title}-{today:%Y%m%d}{suffix}"
        path = self.context.asker.save_file(
            self, f"导出“{self.ledger.title}”", name, PATTERNS[suffix]
        )
        if path is not None:
            self.export_to(path if path.suffix.lower() in PATTERNS else Path(f"{path}{suffix}"))

    def export_to(self, target: Path) -> None:
        """Writes to `target`."""
        which = self.chosen(self.rows_group)
        where: Filter = Everything()
        if which == "filtered" and self.where is not None:
            where = self.where
        elif which == "selected":
            where = Ids(self.selected)
        seen = self.chosen(self.columns_group) == "shown"
        wish = Wish(
            where,
            self.keys if seen else (),
            target,
            self.reason.text().strip() if self.unmasked.isChecked() else "",
            self.counts.get(f"rows-{which}", 0),
        )
        note = self.note if which != "all" else ""
        self.target = target
        self.fault.hide()
        self.rename.hide()
        self.busy.begin(f"正在导出“{target.name}”…", can_cancel=True)
        self.pages.setCurrentWidget(self.busy)
        desk, ledger, sorts = self.context.desk, self.ledger, self.sorts
        # Unmasked values are noted in the journal, and that is a change.
        lane = self.context.writing if wish.reason else self.context.papers
        self._ticket = lane.run(
            lambda ticket: write(desk, ledger, sorts, wish, note, ticket),
            while_alive(self, self._show_done),
            while_alive(self, self._show_fault),
            title=f"导出“{target.name}”",
        )
        self._ticket.report = lambda done, of: self.busy.show_place(done, of, "已写")

    def _show_done(self, written: object) -> None:
        if self.target is None:
            return
        self.done_title.setText(f"已导出 {written:,} 条")
        self.done_text.setText(f"{self.target.name}\n{self.target.parent}")
        self.pages.setCurrentWidget(self.finished_page)
        self.open_folder.setFocus()
        self.context.news.said.emit(f"已导出 {written:,} 条到“{self.target.name}”")

    def _show_fault(self, fault: BaseException) -> None:
        self.pages.setCurrentWidget(self.form)
        self.fault.setText(said(fault))
        self.fault.show()
        locked = isinstance(fault, EnvironmentFault)
        if locked and self.target is not None and self.target.exists():
            self.rename.setText(f"另存为“{free_name(self.target)}”")
            self.rename.show()
            self.rename.setFocus()

    def _export_renamed(self) -> None:
        if self.target is not None:
            self.export_to(self.target.with_name(free_name(self.target)))

    def cancel(self) -> None:
        """Stops the writing; nothing is left of the file."""
        if self._ticket is not None:
            self._ticket.cancel()
        self.pages.setCurrentWidget(self.form)

    # -- the end -------------------------------------------------------------------------------

    def _fill_finished(self, column: QVBoxLayout) -> None:
        column.setSpacing(GRID)
        column.addStretch(2)
        self.done_title = label("", "title", name="export-done")
        self.done_text = label("", "soft", wrap=True, name="export-target")
        for text in (self.done_title, self.done_text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        self.open_folder = button("打开所在文件夹", "open-folder", "main")
        self.open_folder.clicked.connect(lambda _checked=False: self._open_folder())
        close = button("完成", "done")
        close.clicked.connect(lambda _checked=False: self.accept())
        row.addWidget(self.open_folder)
        row.addWidget(close)
        row.addStretch(1)
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addStretch(3)

    def _open_folder(self) -> None:
        if self.target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.target.parent)))
        self.accept()

    def reject(self) -> None:
        """Esc and 取消 stop what runs, too."""
        if self._ticket is not None:
            self._ticket.cancel()
        super().reject()


def write(
    desk: Desk, ledger: Ledger, sorts: Sequence[Sort], wish: Wish, note: str, ticket: Ticket
) -> int:
    """The work itself: gives the number of rows written."""
    return export_ledger(
        desk,
        ledger,
        wish.target,
        wish.where,
        sorts,
        personal_reason=wish.reason,
        keys=wish.keys,
        note=note,
        progress=lambda done: ticket.step(done, wish.rows),
    )
