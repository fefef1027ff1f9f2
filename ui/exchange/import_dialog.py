"""The import window: pick a file, look at what was understood, mend, take it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from bureau.errors import BureauError, UserError
from bureau.exchange.batches import kept_records, undo_batch
from bureau.exchange.context import read_option
from bureau.exchange.importing import Staged
from bureau.exchange.mending import Judgement, Taken, judged, take
from bureau.exchange.parsing import Parsed
from bureau.exchange.waiting import waiting
from bureau.ledger.declaration import Ledger
from bureau.storage.undo import Undone
from ui.calling_back import said, while_alive
from ui.context import Context
from ui.exchange.busy_page import BusyPage
from ui.exchange.field_chooser import FieldChooser
from ui.exchange.file_inputs import FileInputs
from ui.exchange.look import fit_to_screen, own_sheet, tight
from ui.exchange.pick_page import PATTERNS, PickPage
from ui.exchange.preview_model import Mended
from ui.exchange.preview_page import PreviewPage
from ui.exchange.reading_file import (
    FileReading,
    Outcome,
    Preview,
    Refusal,
    remove_block,
    write_block,
)
from ui.exchange.refused_page import RefusedPage
from ui.exchange.result_page import ResultPage
from ui.exchange.targets import (
    column_titles,
    lacking_titles,
    target_keys,
    target_titles,
    targets_of,
)
from ui.tasks import InlineRunner, Ticket

WIDTH, HEIGHT = 1240, 680


class ImportDialog(QDialog):
    """One import of one file. `path` or `block` (its first line the headings) begins at once."""

    taken = Signal(object)
    """What was taken, once it is written."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        path: Path | None = None,
        *,
        block: Sequence[Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setStyleSheet(own_sheet())
        fit_to_screen(self, WIDTH, HEIGHT)
        self.context = context
        self.ledger = ledger
        self.path: Path | None = None
        self.corrections: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        """What was answered to questions about the file, by their keys."""
        self.month: str | None = None
        self.staged: Staged | None = None
        self.columns: dict[str, str] = {}
        """What each heading of the file is read as."""
        self.outcome: Taken | None = None
        self.queue: list[Path] = []
        self._block: Path | None = None
        self._reading: FileReading | None = None
        self._writing = False
        self._ever_previewed = False
        column = QVBoxLayout(self)
        tight(column)
        self.pages = QStackedWidget()
        column.addWidget(self.pages)
        self._make_pages()
        self.show_title()
        if path is not None:
            self.open_file(path)
        elif block is not None:
            self.open_block(block)

    def _make_pages(self) -> None:
        self.pick = PickPage(self.ledger)
        self.pick.picked.connect(self.take_files)
        self.pick.pasted.connect(self.open_block)
        self.pick.browse.connect(self.browse)
        self.pick.left.connect(self.reject)
        self.busy = BusyPage()
        self.busy.cancelled.connect(self.cancel_reading)
        self.preview = PreviewPage(self._recheck)
        self.preview.confirmed.connect(self.confirm)
        self.preview.rejects_wanted.connect(self.save_rejects)
        self.preview.another_wanted.connect(self.browse)
        self.preview.left.connect(self.reject)
        self.preview.matching.wanted.connect(self.choose_field)
        self.preview.matching.month_wanted.connect(self.choose_month)
        self.preview.matching.answered.connect(self.answer)
        self.refused = RefusedPage()
        self.refused.another_wanted.connect(self.browse)
        self.refused.ledger_wanted.connect(self.switch_ledger)
        self.refused.back_wanted.connect(self.restore_matching)
        self.refused.next_wanted.connect(self.take_next)
        self.refused.field_wanted.connect(self.choose_field)
        self.refused.reading_wanted.connect(self.read)
        self.refused.month_wanted.connect(self.choose_month)
        self.refused.left.connect(self.reject)
        self.result_page = ResultPage()
        self.result_page.finished.connect(self.accept)
        self.result_page.undo_wanted.connect(self.undo)
        self.result_page.another_wanted.connect(self.start_again)
        self.result_page.next_wanted.connect(self.take_next)
        self.result_page.waiting_wanted.connect(self.open_waiting)
        for page in (self.pick, self.busy, self.preview, self.refused, self.result_page):
            self.pages.addWidget(page)

    def show_title(self) -> None:
        """The window's title says where the rows go."""
        self.setWindowTitle(f"导入“{self.ledger.title}”")

    # -- a file --------------------------------------------------------------------------------

    def browse(self) -> None:
        """Lets a person choose a file."""
        paths = self.context.asker.open_files(self, f"导入“{self.ledger.title}”", PATTERNS)
        if paths:
            self.take_files(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Begins with the first file; the others come one after the other, each with its preview."""
        self.queue = list(paths[1:])
        self.open_file(paths[0])

    def take_next(self) -> None:
        """The next of several files."""
        if self.queue:
            self.open_file(self.queue.pop(0))

    def open_block(self, block: Sequence[Sequence[str]]) -> None:
        """Reads a pasted block."""
        if len(block) < 2:
            self.context.asker.tell(
                self,
                "剪贴板里没有表格。请先在 Excel 或 WPS 里选中内容（连同表头）复制，再回来粘贴。",
            )
            return
        try:
            path = write_block(self.context.desk, block)
        except BureauError as fault:
            self.context.asker.tell(self, fault.sentence)
            return
        self.open_file(path)
        self._block = path

    def open_file(self, path: Path) -> None:
        """Reads a file from the beginning: nothing said of another one counts."""
        self._leave_block()
        self.path = path
        self.corrections = {}
        self.answers = {}
        self.month = None
        self.preview.model.mends = {}
        self._ever_previewed = False
        self.read()

    def read(self) -> None:
        """Reads the file with what was said of its columns and month."""
        if self.path is None:
            return
        self._leave_reading()
        self._show_busy(f"正在读取“{self.path.name}”…", can_cancel=True)
        self._reading = FileReading(
            self.context,
            self.ledger,
            self.path,
            corrections=self.corrections,
            answers=self.answers,
            month=self.month,
        )
        self._reading.start(self._show_outcome, self._fail_reading, self.busy.show_place)

    def _show_busy(self, title: str, *, can_cancel: bool) -> None:
        self.busy.begin(title, can_cancel=can_cancel)
        self.pages.setCurrentWidget(self.busy)

    def cancel_reading(self) -> None:
        """Goes back to where a file is picked."""
        self._leave_reading()
        self.start_again()

    def start_again(self) -> None:
        """Another file for the same ledger."""
        self._leave_block()
        self.pages.setCurrentWidget(self.pick)
        self.pick.choose.setFocus()

    def _fail_reading(self, sentence: str) -> None:
        self._show_outcome(Refusal(sentence))

    def _show_outcome(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            changed = self._ever_previewed and bool(self.corrections or self.month)
            self.refused.show_refusal(
                outcome.sentence,
                outcome.better,
                can_go_back=changed,
                lacks_month=outcome.lacks_month,
                queue=self.queue,
            )
            self.columns = dict(outcome.columns)
            self._show_columns()
            self.pages.setCurrentWidget(self.refused)
            return
        self._show_preview(outcome)

    def _show_preview(self, shown: Preview) -> None:
        self.staged = shown.staged
        self.columns = target_keys(shown.staged.parsed)
        self._ever_previewed = True
        parsed = shown.staged.parsed
        store = self.context.desk.store
        with store.snapshot() as conn:
            titles = target_titles(parsed, store.names(conn))
        self.preview.matching.show_file(parsed, titles, self.corrections, store.ledgers)
        self.preview.model.show_file(parsed, titles)
        self.pages.setCurrentWidget(self.preview)
        inputs = FileInputs(self.context, self.ledger, target_keys(parsed), parsed.year)
        self.preview.show_counts_of(shown.staged, inputs, more=len(self.queue))

    # -- saying how to read it -----------------------------------------------------------------

    def choose_field(self, heading: str) -> FieldChooser:
        """Asks what a column is to be read as."""
        targets = targets_of(self.ledger, self.context.desk.store.names())
        chooser = FieldChooser(heading, targets, self.columns.get(heading, ""), self)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.chosen.connect(partial(self.correct, heading))
        chooser.open()
        return chooser

    def correct(self, heading: str, key: str) -> None:
        """Reads the file again with one column read as `key`; the field's other column is let go.

        A file that can't be read yet waits until all its columns are named.
        """
        if self.columns.get(heading, "") == key:
            return
        for other, known in self.columns.items():
            if key and known == key and other != heading:
                self.corrections[other] = ""
        self.corrections[heading] = key
        if self.staged is not None:
            self.read()
            return
        self.columns |= self.corrections
        self._show_columns()

    def answer(self, key: str, value: str) -> None:
        """Reads the file again with one question answered."""
        if self.answers.get(key) != value:
            self.answers[key] = value
            self.read()

    def _show_columns(self) -> None:
        """The columns of a file that can't be read yet."""
        titles = column_titles(self.ledger, self.columns, self.context.desk.store.names())
        lacking = lacking_titles(self.ledger, self.columns)
        self.refused.show_columns(titles, self.corrections, lacking)

    def choose_month(self) -> None:
        """Asks for the year and month of dates that lack them."""
        now = month_text(self.staged.parsed) if self.staged is not None else ""
        text = self.context.asker.ask_text(
            self, "这个表格是哪年哪月的？写成 2026-10，或只写 2026。", now
        )
        if text is None or text.strip() == now:
            return
        try:
            read_option(text)
        except UserError as fault:
            self.context.asker.tell(self, fault.sentence)
            return
        self.month = text.strip() or None
        self.read()

    def restore_matching(self) -> None:
        """Forgets what was said of columns and month."""
        self.corrections = {}
        self.answers = {}
        self.month = None
        self.read()

    def switch_ledger(self, ledger: Ledger) -> None:
        """Reads the file as the ledger that it fits."""
        self.ledger = ledger
        self.corrections = {}
        self.answers = {}
        self.show_title()
        self.read()

    def _recheck(self, mended: Mended) -> Sequence[Judgement]:
        if self.staged is None or not mended:
            return []
        return judged(self.context.desk, self.staged.parsed, mended)

    # -- taking it -----------------------------------------------------------------------------

    def confirm(self) -> None:
        """Takes the right rows and the mended ones; the others wait."""
        staged = self.staged
        if staged is None or self._writing or self.pages.currentWidget() is not self.preview:
            return
        update = self.preview.update_changed.isChecked()
        mends = {place: dict(typed) for place, typed in self.preview.model.mends.items()}
        desk = self.context.desk
        inline = isinstance(self.context.writing, InlineRunner)

        def work(ticket: Ticket) -> Taken:
            return take(desk, staged, mends, update=update, progress=ticket.step, inline=inline)

        def done(taken: object) -> None:
            self._writing = False
            if isinstance(taken, Taken):
                self.outcome = taken
                self._leave_reading()
                self.preview.model.mends = {}
                self.result_page.show_taken(taken, self.ledger.title, self.queue)
                self.pages.setCurrentWidget(self.result_page)
                self.taken.emit(taken)

        self._writing = True
        self._show_busy(f"正在导入“{staged.parsed.order.file.name}”…", can_cancel=False)
        self.context.writing.run(
            work, while_alive(self, done), while_alive(self, self._fail_confirming), title="导入"
        )

    def _fail_confirming(self, fault: BaseException) -> None:
        self._writing = False
        self.pages.setCurrentWidget(self.preview)
        self.preview.notice.show_notice(said(fault), "danger", [("重新预览", self.read)])

    def undo(self) -> None:
        """Takes back what was just taken."""
        taken, desk, ledger = self.outcome, self.context.desk, self.ledger.name
        batch = taken.confirmed.batch if taken is not None else None
        if taken is None or batch is None or self._writing:
            return
        written = taken.confirmed.written

        def done(back: object) -> None:
            self._writing = False
            if isinstance(back, Undone):
                self.outcome = None
                kept = kept_records(back, ledger)
                self.result_page.show_taken_back(written - kept, kept)
                self.pages.setCurrentWidget(self.result_page)

        def failed(fault: BaseException) -> None:
            self._writing = False
            self.pages.setCurrentWidget(self.result_page)
            self.result_page.notice.show_notice(said(fault), "danger")

        self._writing = True
        self._show_busy("正在撤销本次导入…", can_cancel=False)
        self.context.writing.run(
            lambda _ticket: undo_batch(desk, batch),
            while_alive(self, done),
            while_alive(self, failed),
            title="撤销导入",
        )

    def save_rejects(self) -> None:
        """Writes the refused rows with their reasons as a workbook."""
        staged = self.staged
        if staged is None:
            return
        name = f"退回的行-{staged.parsed.order.file.stem}.xlsx"
        path = self.context.asker.save_file(self, "另存退回的行", name, "Excel 表格 (*.xlsx)")
        if path is None:
            return
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

        def done(lines: object) -> None:
            self.preview.notice.show_notice(f"退回的 {lines} 行已另存为“{target.name}”。", "good")

        def failed(fault: BaseException) -> None:
            self.preview.notice.show_notice(
                said(fault), "danger", [("换一个名字", self.save_rejects)]
            )

        self.context.papers.run(
            lambda _ticket: staged.write_rejects(target),
            while_alive(self, done),
            while_alive(self, failed),
        )

    def open_waiting(self) -> None:
        """The list of waiting rows, in a window of its own."""
        from ui.exchange.waiting_page import WaitingWindow

        window = WaitingWindow(self.context, self.ledger.name, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.finished.connect(lambda _code: self._count_waiting())
        window.open()

    def _count_waiting(self) -> None:
        """The result says how many rows of this import wait still."""
        desk, ledger, taken = self.context.desk, self.ledger.name, self.outcome
        batch = taken.confirmed.batch if taken is not None else None
        if batch is None:
            return

        def counted(left: object) -> None:
            if isinstance(left, int) and self.outcome is taken:
                self.result_page.show_waiting(left)

        self.context.reading.run(
            lambda _ticket: sum(row.batch == batch for row in waiting(desk, ledger)),
            while_alive(self, counted),
            while_alive(
                self, lambda fault: self.result_page.notice.show_notice(said(fault), "danger")
            ),
        )

    # -- leaving -------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc and 取消: nothing is written; typed corrections are asked about."""
        if self._writing:
            return
        mended = len(self.preview.model.mends)
        here = self.pages.currentWidget()
        if (
            here is self.preview
            and mended
            and not self.context.asker.confirm(
                self, f"还没有导入；就地改过的 {mended} 行不会保存。", "放弃并关闭", dangerous=True
            )
        ):
            return
        self._leave()
        super().reject()

    def accept(self) -> None:
        """完成."""
        self._leave()
        super().accept()

    def _leave(self) -> None:
        self._leave_reading()
        self._leave_block()

    def _leave_reading(self) -> None:
        if self._reading is not None:
            self._reading.leave()
            self._reading = None
        self.staged = None

    def _leave_block(self) -> None:
        if self._block is not None:
            remove_block(self._block)
            self._block = None


def month_text(parsed: Parsed) -> str:
    """Year and month as a person types them."""
    if not parsed.year:
        return ""
    return f"{parsed.year}-{parsed.month:02}" if parsed.month else str(parsed.year)
