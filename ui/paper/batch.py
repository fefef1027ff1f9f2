"""Several papers at once: printed in one go, made into one PDF, or saved into a folder.

`open_batch(context, parent, jobs)` is all that a page needs; a `PaperJob` names the kind of paper
(its printer is remembered for the batch as a whole), its title, its file name without ending, and
the call that makes the `Paper`, which runs in the lane of reading:

    open_batch(context, self, [PaperJob("monthly", "城市管理工作月报", "2026年10月-工作月报", make)])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bureau.errors import BureauError
from bureau.reports.merging import merged
from ui.context import Context
from ui.paper.batch_files import FORMATS, BatchFiles
from ui.paper.batch_list import BatchList
from ui.paper.batch_making import BatchMaker, PaperJob
from ui.paper.dialog import UNKNOWN, PaperDialog, button
from ui.paper.filing import save_paper
from ui.paper.making import Made
from ui.paper.print_choices import choice_for, remember
from ui.paper.print_dialog import PrintDialog
from ui.paper.printing import MakePrinter, PrintOrder, PrintRun, printers_here, system_printer
from ui.tasks import Ticket
from ui.widgets.bars import NoticeBar

__all__ = ["BatchDialog", "PaperJob", "open_batch"]

KIND = "batch"
"""What the printer of a batch is remembered for."""
SIZE = (760, 560)


def open_batch(
    context: Context, parent: QWidget, jobs: Sequence[PaperJob], title: str = "一次出几份材料"
) -> BatchDialog:
    """Shows the papers with ticks and makes them one by one; the person prints or saves them."""
    dialog = BatchDialog(context, tuple(jobs), title, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class BatchDialog(QDialog):
    """The list of papers, made in the background, and what is done with those that are ticked."""

    printed = Signal()
    saved = Signal(object)
    """The folder or the one file."""

    def __init__(
        self,
        context: Context,
        jobs: tuple[PaperJob, ...],
        title: str = "一次出几份材料",
        parent: QWidget | None = None,
        *,
        printers: Callable[[], list[str]] = printers_here,
        make_printer: MakePrinter = system_printer,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("batch-dialog")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(*SIZE)
        self._context, self._jobs = context, jobs
        self._printers, self._make_printer = printers, make_printer
        self._run: PrintRun | None = None
        self._ticket: Ticket | None = None
        self.notice = NoticeBar(self)
        self.list = BatchList(jobs, self)
        self.told = QLabel("", self)
        self.told.setObjectName("batch-told")
        self.told.setProperty("role", "soft")
        self.told.setWordWrap(True)
        self._maker = BatchMaker(context, jobs, self)
        self._files = BatchFiles(context, self)
        self._arrange()
        self._connect()
        self._maker.make(tuple(range(len(jobs))))
        self._tell()

    # -- how it is built ------------------------------------------------------------------------

    def _arrange(self) -> None:
        self._again = button("batch-again", "重试没做成的", "", "把没做成的再做一次", self)
        self._stop = button("batch-stop", "停止", "", "不再往下做，做好的留着", self)
        self._format = QComboBox(self)
        self._format.setObjectName("batch-format")
        self._format.setAccessibleName("文件格式")
        for offered in FORMATS:
            self._format.addItem(offered.title, offered)
        self._save = button("batch-save", "保存到文件夹…", "", "每份材料一个文件（Ctrl+S）", self)
        self._merge = button("batch-merge", "合成一个 PDF…", "", "一份接一份，各有书签", self)
        self._print = button("batch-print", "全部打印…", "main", "一次打印（Ctrl+P）", self)
        close = button("batch-close", "关闭", "", "关闭（Esc）", self)
        close.clicked.connect(self.reject)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.told, 1)
        for one in (self._again, self._stop):
            above.addWidget(one)
        below = QHBoxLayout()
        below.setSpacing(8)
        for widget in (self._format, self._save, self._merge):
            below.addWidget(widget)
        below.addStretch(1)
        below.addWidget(self._print)
        below.addWidget(close)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 16)
        inner.setSpacing(12)
        inner.addLayout(above)
        inner.addWidget(self.list, 1)
        inner.addLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice)
        whole.addLayout(inner, 1)

    def _connect(self) -> None:
        maker, files = self._maker, self._files
        maker.begun.connect(lambda row: self._say(row, "正在生成…"))
        maker.made.connect(self._made)
        maker.failed.connect(self._not_made)
        maker.ended.connect(self._tell)
        files.said.connect(self._say)
        files.refused.connect(self.list.refuse)
        files.ended.connect(self._filed)
        self.list.ticked.connect(self._tell)
        self.list.wanted.connect(self._look)
        self._again.clicked.connect(self.again)
        self._stop.clicked.connect(self.stop)
        self._save.clicked.connect(self.save)
        self._merge.clicked.connect(self.merge)
        self._print.clicked.connect(self.print_all)
        for key, act in (("Ctrl+P", self.print_all), ("Ctrl+S", self.save)):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # -- making ---------------------------------------------------------------------------------

    def _say(self, row: int, text: str) -> None:
        self.list.say(row, text)
        self._tell()

    def _made(self, row: int, made: object) -> None:
        assert isinstance(made, Made)
        self.list.take(row, made)
        self._tell()

    def _not_made(self, row: int, error: object) -> None:
        self.list.refuse(row, sentence_of(error))
        self._tell()

    def again(self) -> None:
        """Makes those once more that failed or were stopped."""
        self._maker.make(self.list.missing())
        self._tell()

    def stop(self) -> None:
        """Ends what is under way: what is made stays."""
        if self._run is not None:
            self._run.cancel()
            self._run = None
            self._show("打印停止了；已送到打印机的页还会印出来。", "warning")
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        for row in (*self._maker.cancel(), *self._files.cancel()):
            self.list.say(row, "已停止")
        self._tell()

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return (
            self._maker.working
            or self._files.running
            or self._run is not None
            or self._ticket is not None
        )

    def _tell(self) -> None:
        """Says how far it is, and offers what can be done now."""
        chosen, ready = self.list.chosen(), self.list.ready()
        pages = sum(made.pages for _, made in ready)
        waiting = len(chosen) - len(ready)
        if not self._jobs:
            self.told.setText("这里没有可出的材料；请先选期间或记录。")
        elif self._maker.working:
            done = len(self._jobs) - len(self.list.missing())
            self.told.setText(f"正在生成：{done}/{len(self._jobs)} 份")
        elif not chosen:
            self.told.setText("请勾选要打印或保存的材料。")
        else:
            rest = f"，{waiting} 份没有做成，不在其中" if waiting else ""
            self.told.setText(f"已选 {len(ready)} 份，共 {pages} 页{rest}")
        can = bool(ready) and not self.busy
        for one in (self._save, self._merge, self._print, self._format):
            one.setEnabled(can)
        self._stop.setVisible(self.busy)
        self._again.setVisible(bool(self.list.missing()) and not self.busy)

    def _show(self, text: str, tone: str) -> None:
        self.notice.show_notice(text, tone)

    def _look(self, row: int) -> None:
        """The preview of one paper."""
        job = self._jobs[row]
        dialog = PaperDialog(
            self._context, job.title, job.make, job.name, kind=job.kind, parent=self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # -- what is done with them -----------------------------------------------------------------

    def save(self) -> None:
        """Asks for a folder; each ticked paper becomes a file there."""
        if not self._save.isEnabled():
            return
        papers = [(row, self._jobs[row], made) for row, made in self.list.ready()]
        if self._files.save(papers, self._format.currentData()):
            self._tell()

    def _filed(self, folder: object, count: int, failed: int) -> None:
        rest = f"，{failed} 份没有保存，原因见列表" if failed else ""
        self._show(f"已保存 {count} 个文件到“{folder}”{rest}。", "warning" if failed else "good")
        self._tell()
        self.saved.emit(folder)

    def merge(self) -> None:
        """One PDF of the ticked papers, each under a bookmark."""
        if self._merge.isEnabled():
            self._merged(on_new_sheets=False, then=self._save_merged)

    def _merged(self, *, on_new_sheets: bool, then: Callable[[bytes], None]) -> None:
        papers = [(self._jobs[row].title, made.content) for row, made in self.list.ready()]

        def work(_ticket: Ticket) -> object:
            return merged(papers, on_new_sheets=on_new_sheets)

        def take(content: object) -> None:
            self._ticket = None
            self._tell()
            assert isinstance(content, bytes)
            then(content)

        def fail(error: object) -> None:
            self._ticket = None
            self._show(sentence_of(error), "danger")
            self._tell()

        # Where the lane answers at once the ticket is over before it is known here.
        self._ticket = Ticket()
        mine = self._context.papers.run(work, take, fail, title="合成一个 PDF")
        if self._ticket is not None:
            self._ticket = mine
        self._tell()

    def _save_merged(self, content: bytes) -> None:
        name = f"{self._jobs[self.list.ready()[0][0]].name}等{len(self.list.ready())}份"
        save_paper(self._context, self, content, name, self._one_saved)

    def _one_saved(self, path: object) -> None:
        self._show(f"已保存“{path}”。", "good")
        self.saved.emit(path)

    def print_all(self) -> None:
        """Asks for the printer; without one the papers become one PDF."""
        if not self._print.isEnabled():
            return
        pages = [made.pages for _, made in self.list.ready()]
        dialog = PrintDialog(
            self,
            title=self.windowTitle(),
            printers=self._printers(),
            count=sum(pages),
            current=0,
            choice=choice_for(KIND),
            papers=pages,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ordered.connect(self._print_merged)
        dialog.file_wanted.connect(self.merge)
        dialog.open()

    def _print_merged(self, order: PrintOrder) -> None:
        remember(KIND, order)
        both = order.sides != "one"
        counts = [made.pages + (made.pages % 2 if both else 0) for _, made in self.list.ready()]
        whole = in_order(order, counts)
        self._merged(on_new_sheets=both, then=lambda content: self._start_printing(content, whole))

    def _start_printing(self, content: bytes, order: PrintOrder) -> None:
        run = self._run = PrintRun(self._context.papers, content, order, self._make_printer)
        run.moved.connect(self._printing)
        run.failed.connect(self._not_printed)
        run.done.connect(self._sent)
        run.start()
        self._tell()

    def _printing(self, sent: int, of: int) -> None:
        if self._run is not None and sent < of:
            self.told.setText(f"正在打印第 {sent + 1} 页，共 {of} 页…")

    def _sent(self) -> None:
        self._run = None
        self._show("已送到打印机。", "good")
        self._context.news.said.emit(f"已送到打印机：{self.windowTitle()}")
        self._tell()
        self.printed.emit()

    def _not_printed(self, error: object) -> None:
        self._run = None
        acts = (("重新打印", self.print_all), ("合成一个 PDF…", self.merge))
        self.notice.show_notice(sentence_of(error), "danger", acts)
        self._tell()

    def done(self, result: int) -> None:
        """What is being made ends with the window; a print that began goes on."""
        self._maker.cancel()
        self._files.cancel()
        if self._ticket is not None:
            self._ticket.cancel()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The cross is 关闭."""
        self.done(QDialog.DialogCode.Rejected)
        event.accept()


def in_order(order: PrintOrder, counts: Sequence[int]) -> PrintOrder:
    """The order for papers of these many pages: set by set, or each paper as often as wanted."""
    pages = tuple(range(sum(counts)))
    if order.collate:
        return replace(order, pages=pages)
    sent: list[int] = []
    first = 0
    for count in counts:
        sent.extend(pages[first : first + count] * order.copies)
        first += count
    return replace(order, pages=tuple(sent), copies=1, collate=True)


def sentence_of(error: object) -> str:
    """What went wrong, in a sentence."""
    return error.sentence if isinstance(error, BureauError) else UNKNOWN
