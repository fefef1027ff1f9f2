"""What to print, where and how; where there is no printer, a file is offered instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bureau.errors import UserError
from bureau.reports.pages import pages_named
from ui.paper.print_choices import PrintChoice
from ui.paper.printing import PaperSize, PrintOrder, Sides
from ui.widgets.enter_button import EnterButton

MOST_COPIES = 99
WIDTH = 440
SIDES: tuple[tuple[Sides, str], ...] = (
    ("one", "单面"),
    ("long-edge", "双面，沿长边翻"),
    ("short-edge", "双面，沿短边翻"),
)
PAPERS: tuple[tuple[PaperSize, str], ...] = (("A4", "A4"), ("A3", "A3（放大到整张）"))
VECTOR_HINT = (
    "本程序按每英寸 300 点打印。要更精细的线条和文字，"
    "请用系统的 PDF 程序打开，在那里打印（矢量输出）。"
)
ALL, CURRENT, SOME = range(3)
PARTS = (("all", "全部页"), ("odd", "只印单数页"), ("even", "只印双数页"))
SCALES = ((False, "适合纸张"), (True, "原大（100%）"))
COLLATING = ((True, "一套印完再印下一套"), (False, "每份材料印够份数再印下一份"))
BY_HAND = "不能双面的打印机：先印单数页，整叠翻过来放回，再印双数页。"


class PrintDialog(QDialog):
    """Gives a PrintOrder with `ordered`, or asks for a file with `file_wanted`."""

    ordered = Signal(object)
    file_wanted = Signal()
    system_wanted = Signal()
    """The PDF is to be opened in the system's own program, which prints vectors."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        printers: list[str],
        count: int,
        current: int,
        choice: PrintChoice,
        papers: Sequence[int] = (),
    ) -> None:
        """`papers` are the pages of each where several are printed in one go: all of them, whole."""
        super().__init__(parent)
        self.setObjectName("print-dialog")
        self.setWindowTitle("打印")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(WIDTH)
        self._title, self._count, self._current = title, count, current
        self._papers = tuple(papers)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        if printers:
            whole.addLayout(self._form(printers, choice))
            self.told = QLabel("", self)
            self.told.setObjectName("print-told")
            whole.addWidget(self.told)
            whole.addWidget(hint(VECTOR_HINT, self))
        else:
            whole.addWidget(hint("这台电脑没有装打印机。", self, "title"))
            whole.addWidget(
                hint(
                    "可以把材料保存为 PDF，用 U 盘拿到有打印机的电脑上打印，"
                    "或先在系统设置里添加打印机。",
                    self,
                    "soft",
                )
            )
        self._add_buttons(bool(printers))
        whole.addLayout(self._buttons)
        if printers:
            self._check()

    def _form(self, printers: list[str], choice: PrintChoice) -> QFormLayout:
        self.printer = choices("print-printer", [(name, name) for name in printers], self)
        self.printer.setCurrentIndex(max(self.printer.findData(choice.printer), 0))
        self.copies = QSpinBox(self)
        self.copies.setObjectName("print-copies")
        self.copies.setAccessibleName("份数")
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setSuffix(" 份")
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.paper = choices("print-paper", PAPERS, self)
        self.paper.setCurrentIndex(max(self.paper.findData(choice.paper), 0))
        self.sides = choices("print-sides", SIDES, self)
        self.sides.setCurrentIndex(max(self.sides.findData(choice.sides), 0))
        self.scale = choices("print-scale", SCALES, self)
        self.scale.setCurrentIndex(self.scale.findData(choice.actual))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow("打印机", self.printer)
        if self._papers:
            form.addRow("份数", self.copies)
            self.order_of_papers = choices("print-collate", COLLATING, self)
            self.order_of_papers.setCurrentIndex(self.order_of_papers.findData(choice.collate))
            form.addRow("次序", self.order_of_papers)
        else:
            form.addRow("页码", self._range_row())
            form.addRow("", self._part_row())
            form.addRow("份数", self._copies_row(choice))
        form.addRow("纸张", self.paper)
        form.addRow("缩放", self.scale)
        form.addRow("单双面", self.sides)
        self.copies.valueChanged.connect(self._check)
        self.sides.currentIndexChanged.connect(self._check)
        self.paper.currentIndexChanged.connect(self._check)
        return form

    def _range_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._range = QButtonGroup(self)
        for number, (name, text) in enumerate(
            (
                ("print-all", f"全部 {self._count} 页"),
                ("print-current", f"第 {self._current + 1} 页"),
                ("print-some", "指定"),
            )
        ):
            radio = QRadioButton(text, self)
            radio.setObjectName(name)
            radio.setChecked(number == ALL)
            self._range.addButton(radio, number)
            row.addWidget(radio)
        self.some = QLineEdit(self)
        self.some.setObjectName("print-range")
        self.some.setAccessibleName("页码范围")
        self.some.setPlaceholderText("如 1-3,5")
        self.some.textEdited.connect(self._name_some)
        self._range.idToggled.connect(self._check)
        row.addWidget(self.some, 1)
        return row

    def _part_row(self) -> QHBoxLayout:
        """Which side of the sheets, for printers that can't turn them."""
        self.part = choices("print-part", PARTS, self)
        self.part.setAccessibleName("单数页或双数页")
        self.part.setToolTip(BY_HAND)
        self.backwards = QCheckBox("从后往前印", self)
        self.backwards.setObjectName("print-backwards")
        self.part.currentIndexChanged.connect(self._check)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.part)
        row.addWidget(self.backwards)
        row.addStretch(1)
        return row

    def _copies_row(self, choice: PrintChoice) -> QHBoxLayout:
        self.collate = QCheckBox("逐份打印", self)
        self.collate.setObjectName("print-collate")
        self.collate.setToolTip("1、2、3页，再1、2、3页；不勾选是1、1页，2、2页，3、3页")
        self.collate.setChecked(choice.collate)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.copies, 1)
        row.addWidget(self.collate)
        return row

    def _name_some(self) -> None:
        self._range.button(SOME).setChecked(True)
        self._check()

    def _add_buttons(self, has_printer: bool) -> None:
        self._buttons.addStretch(1)
        if not self._papers:
            text = "用系统程序打印" if has_printer else "用系统程序打开"
            system = self._button("print-system", text, "")
            system.setToolTip(VECTOR_HINT)
            system.clicked.connect(lambda: self._leave_for(self.system_wanted))
        if has_printer:
            self.act = self._button("print-act", "打印", "main")
            self.act.clicked.connect(self._order)
        else:
            text = "合成一个 PDF…" if self._papers else "保存为 PDF…"
            self.act = self._button("print-file", text, "main")
            self.act.clicked.connect(lambda: self._leave_for(self.file_wanted))
        self.act.setDefault(True)
        self._button("cancel", "取消", "").clicked.connect(self.reject)

    def _button(self, name: str, text: str, role: str) -> QPushButton:
        button = EnterButton(text, self)
        button.setObjectName(name)
        button.setProperty("role", role)
        self._buttons.addWidget(button)
        return button

    def _leave_for(self, signal: object) -> None:
        self.accept()
        assert hasattr(signal, "emit")
        signal.emit()

    def _pages(self) -> tuple[int, ...]:
        """The pages in the order in which they are printed. Raises UserError."""
        if self._papers:
            return tuple(range(self._count))
        named, part = self._named(), self.part.currentData()
        if part != "all":
            rest = 0 if part == "odd" else 1
            named = tuple(page for page in named if page % 2 == rest)
            if not named:
                raise UserError("这些页里没有" + ("单数页。" if part == "odd" else "双数页。"))
        return named[::-1] if self.backwards.isChecked() else named

    def _named(self) -> tuple[int, ...]:
        chosen = self._range.checkedId()
        if chosen == CURRENT:
            return (self._current,)
        if chosen == ALL:
            return tuple(range(self._count))
        if not self.some.text().strip():
            raise UserError("请写要打印的页码，如 1-3,5。")
        return pages_named(self.some.text(), self._count)

    def _check(self) -> None:
        """Says how many sheets it will be, or what is wrong with the range."""
        try:
            pages = self._pages()
        except UserError as error:
            self.told.setProperty("role", "danger")
            self.told.setText(error.sentence)
            self.act.setEnabled(False)
            self._mark(True)
        else:
            sheets = sum(map(self._sheets_of, self._papers or (len(pages),)))
            total = sheets * self.copies.value()
            self.told.setProperty("role", "soft")
            self.told.setText(
                f"共 {len(pages)} 页 × {self.copies.value()} 份，用 {total} 张"
                f" {self.paper.currentData()} 纸"
            )
            self.act.setEnabled(True)
            self._mark(False)
        self.told.style().polish(self.told)

    def _sheets_of(self, pages: int) -> int:
        """How many sheets a paper takes; each begins on one of its own."""
        return pages if self.sides.currentData() == "one" else (pages + 1) // 2

    def _mark(self, faulty: bool) -> None:
        if self._papers:
            return
        self.some.setProperty("fault", "true" if faulty else "false")
        self.some.style().polish(self.some)

    def _collates(self) -> bool:
        if self._papers:
            return bool(self.order_of_papers.currentData())
        return self.collate.isChecked()

    def _order(self) -> None:
        order = PrintOrder(
            printer=self.printer.currentData(),
            pages=self._pages(),
            copies=self.copies.value(),
            sides=self.sides.currentData(),
            paper=self.paper.currentData(),
            title=self._title,
            collate=self._collates(),
            actual=self.scale.currentData(),
        )
        self.accept()
        self.ordered.emit(order)


def choices(name: str, entries: Sequence[tuple[str | bool, str]], parent: QWidget) -> QComboBox:
    """A box of entries (what it means, what it is called)."""
    box = QComboBox(parent)
    box.setObjectName(name)
    for meaning, title in entries:
        box.addItem(title, meaning)
    return box


def hint(text: str, parent: QWidget, role: str = "faint") -> QLabel:
    """A sentence that may take several lines."""
    label = QLabel(text, parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
