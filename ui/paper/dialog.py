"""The window of one paper: preview, saving as PDF, printing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bureau.errors import BureauError
from ui.context import Context
from ui.paper.filing import EXCEL, WORD, FileKind, editable_kind, lend, save_paper
from ui.paper.making import Made, MakePaper, PaperMaker, set_editable, set_sheets
from ui.paper.print_choices import choice_for, remember
from ui.paper.print_dialog import PrintDialog
from ui.paper.printing import (
    MakePrinter,
    PrintOrder,
    PrintRun,
    printers_here,
    system_printer,
)
from ui.paper.view import PaperView
from ui.widgets.enter_button import EnterButton

LARGEST = (1280, 960)
SHARE = 0.94
UNKNOWN = "程序出了意外，这份材料没有生成；数据没有改动，请再试一次。"


class PaperDialog(QDialog):
    """Makes a paper and shows it. Open it with `open()` or `show()`; `printed` and `saved` tell.

    `name` is the file name without its ending (2026年10月-市容秩序整治工作月报). `kind` is what the
    printer is remembered for.
    """

    shown = Signal(int)
    """The paper is there, with so many pages."""
    saved = Signal(object)
    printed = Signal()

    def __init__(
        self,
        context: Context,
        title: str,
        make_paper: MakePaper,
        name: str,
        *,
        kind: str = "",
        parent: QWidget | None = None,
        printers: Callable[[], list[str]] = printers_here,
        make_printer: MakePrinter = system_printer,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paper-dialog")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._context, self._make_paper, self._name = context, make_paper, name
        self._kind = kind or name.rpartition("-")[2]
        # The window may say what it is for; the paper itself is called without it.
        self._title = title.removeprefix("打印")
        self._printers, self._make_printer = printers, make_printer
        self._made: Made | None = None
        self._print_when_made = False
        self._run: PrintRun | None = None
        self.view = PaperView(context, self)
        self._maker = PaperMaker(context, self)
        self._add_buttons()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._waiting())
        self._stack.addWidget(self.view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.resize_to_screen()
        self._maker.stage.connect(self._say)
        self._maker.made.connect(self._take)
        self._maker.failed.connect(self._fail)
        self.view.failed.connect(self._fail_to_show)
        self.view.opened.connect(self._show)
        for key, act in (
            ("Ctrl+P", self.print_paper),
            ("Ctrl+S", self.save),
            ("Ctrl+Shift+S", self.save_editable),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self.make()

    def resize_to_screen(self) -> None:
        """Nearly the whole of a small screen, not more than is read at ease on a large one."""
        room = self.screen().availableSize()
        self.resize(
            min(round(room.width() * SHARE), LARGEST[0]),
            min(round(room.height() * SHARE), LARGEST[1]),
        )

    def _add_buttons(self) -> None:
        self._save = button("paper-save", "保存为 PDF…", "", "保存为 PDF 文件（Ctrl+S）", self)
        self._other = button("paper-other", "其他格式 ▾", "", "保存为 Word、Excel", self)
        formats = QMenu(self._other)
        self._edit = formats.addAction("保存为 Word…\tCtrl+Shift+S")
        self._edit.triggered.connect(self.save_editable)
        self._tables = formats.addAction("把表格保存为 Excel…")
        self._tables.triggered.connect(self.save_sheets)
        self._other.setMenu(formats)
        self._print = button("paper-print", "打印…", "main", "打印（Ctrl+P）", self)
        close = button("paper-close", "关闭", "", "关闭预览（Esc）", self)
        self._save.clicked.connect(self.save)
        self._print.clicked.connect(self.print_paper)
        close.clicked.connect(self.reject)
        for one in (self._save, self._other, self._print, close):
            self.view.add(one)

    def _waiting(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("ground")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.stage = QLabel("", page)
        self.stage.setObjectName("paper-stage")
        self.stage.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stage.setWordWrap(True)
        self._progress = QProgressBar(page)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(280)
        self._again = button("paper-again", "重试", "main", "再做一次", page)
        self._again.clicked.connect(self.make)
        self._stop = button("paper-stop", "取消", "", "不等了（Esc）", page)
        self._stop.clicked.connect(self.reject)
        column = QVBoxLayout(page)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self.stage)
        for one in (self._progress, self._again, self._stop):
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    # -- making ---------------------------------------------------------------------------------

    def make(self) -> None:
        """Makes the paper from the books as they are now."""
        self._made = None
        self._wait(True)
        self._maker.make(self._make_paper, self._title)

    def _wait(self, under_way: bool) -> None:
        self._stack.setCurrentIndex(0)
        self._progress.setVisible(under_way)
        self._again.setVisible(not under_way)
        self._stop.setText("取消" if under_way else "关闭")

    def _say(self, stage: str) -> None:
        self.stage.setText(f"{stage[:-1]} {self._title}…" if stage.endswith("…") else stage)

    @property
    def editable(self) -> FileKind:
        """What kind of file this paper is edited as."""
        return editable_kind(self._made.paper) if self._made else WORD

    def _take(self, made: Made) -> None:
        self._made = made
        self._edit.setText(f"{self.editable.title}…\tCtrl+Shift+S")
        self.view.show_pdf(made.content, made.missing)

    def _show(self, count: int) -> None:
        self._stack.setCurrentWidget(self.view)
        self.view.sheets.setFocus()
        self.shown.emit(count)
        if self._print_when_made:
            self._print_when_made = False
            self.print_paper()

    def _fail(self, error: object) -> None:
        self._wait(False)
        self.stage.setText(error.sentence if isinstance(error, BureauError) else UNKNOWN)

    def _fail_to_show(self, error: object) -> None:
        if self._stack.currentWidget() is not self.view:
            self._fail(error)
            return
        # One page or a search failed: what is seen stays, and can still be saved and printed.
        sentence = error.sentence if isinstance(error, BureauError) else UNKNOWN
        self.view.notice.show_notice(sentence, "danger")

    # -- what is done with it -------------------------------------------------------------------

    def save(self) -> None:
        """Asks for a file name and writes the PDF."""
        if self._made is not None:
            save_paper(self._context, self, self._made.content, self._name, self._saved)

    def save_editable(self) -> None:
        """Sets the paper as what can still be edited, then asks for a file name."""
        if self._made is None:
            return
        paper = self._made.paper
        self._save_as(self.editable, lambda: set_editable(paper))

    def save_sheets(self) -> None:
        """Puts the tables into a workbook, then asks for a file name; says so where there is none."""
        if self._made is not None:
            paper = self._made.paper
            self._save_as(EXCEL, lambda: set_sheets(paper))

    def _save_as(self, kind: FileKind, content_of: Callable[[], bytes]) -> None:
        self.view.notice.show_notice("正在生成…", "active")

        def take(content: object) -> None:
            assert isinstance(content, bytes)
            self.view.notice.hide()
            save_paper(self._context, self, content, self._name, self._saved, kind)

        self._context.papers.run(
            lambda _ticket: content_of(), take, self._fail_to_show, title=f"生成 {self._title}"
        )

    def _saved(self, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self.view.notice.show_notice(
            f"已保存 {path.name}（{path.parent}）",
            "good",
            (
                ("打开", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
                ("打开文件夹", lambda: QDesktopServices.openUrl(folder)),
            ),
        )
        self.saved.emit(path)

    def print_soon(self) -> None:
        """Asks how to print as soon as the paper is there."""
        if self._made is not None and self.view.count:
            self.print_paper()
        else:
            self._print_when_made = True

    def print_paper(self) -> None:
        """Asks how to print."""
        if self._made is None or not self.view.count:
            return
        dialog = PrintDialog(
            self,
            title=self._title,
            printers=self._printers(),
            count=self.view.count,
            current=self.view.current,
            choice=choice_for(self._kind),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ordered.connect(self._start_printing)
        dialog.file_wanted.connect(self.save)
        dialog.system_wanted.connect(self._open_outside)
        dialog.open()

    def _start_printing(self, order: PrintOrder) -> None:
        if self._made is None:
            return
        remember(self._kind, order)
        # The run has no parent: the preview may be closed while it prints.
        run = self._run = PrintRun(
            self._context.papers, self._made.content, order, self._make_printer
        )
        run.moved.connect(self._printing)
        run.failed.connect(self._not_printed)
        run.done.connect(self._sent)
        run.start()

    def _printing(self, sent: int, of: int) -> None:
        run = self._run
        if run is not None and sent < of:
            self.view.notice.show_notice(
                f"正在打印第 {sent + 1} 页，共 {of} 页…", "active", (("停止打印", run.cancel),)
            )

    def _sent(self) -> None:
        self._run = None
        self.view.notice.show_notice("已送到打印机。", "good")
        self._context.news.said.emit(f"已送到打印机：{self._title}")
        self.printed.emit()

    def _not_printed(self, error: object) -> None:
        self._run = None
        sentence = error.sentence if isinstance(error, BureauError) else UNKNOWN
        acts = (("重新打印", self.print_paper), ("保存为 PDF…", self.save))
        self.view.notice.show_notice(sentence, "danger", acts)

    def _open_outside(self) -> None:
        """Opens the PDF in the system's own program, which prints it as vectors."""
        if self._made is None:
            return
        try:
            path = lend(self._made.content, self._name)
        except BureauError as error:
            self._context.asker.tell(self, error.sentence)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.asker.tell(
                self, "系统里没有能打开 PDF 的程序；请先“保存为 PDF”，再到别的电脑上打印。"
            )

    def done(self, result: int) -> None:
        """Ends what is under way for this window; a print that began goes on."""
        self._maker.cancel()
        self.view.close_paper()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The cross is 关闭."""
        self.done(QDialog.DialogCode.Rejected)
        event.accept()


def button(name: str, text: str, role: str, tip: str, parent: QWidget) -> QPushButton:
    """A button with its name, look and tip."""
    made = EnterButton(text, parent)
    made.setObjectName(name)
    made.setProperty("role", role)
    made.setToolTip(tip)
    return made
