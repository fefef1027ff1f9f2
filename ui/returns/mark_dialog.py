"""What a place of a form takes: a figure, a word of the period, the records of a ledger, fixed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bureau.ledger.plain import has_plain, plain_filter
from bureau.reports.named import AT, VARIANTS
from bureau.returns.forms import FIGURE, FIXED, LEDGER, WORD, Place
from bureau.returns.period_words import TITLES
from bureau.returns.records import NUMBERED
from bureau.returns.writing import figure
from ui.bulletin.figure_picker import FigurePanel
from ui.tokens import GRID
from ui.widgets.enter_button import EnterButton
from ui.widgets.initials_box import InitialsBox

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.query import Filter
    from bureau.reports.named import Numbers

WIDTH, HEIGHT = 900, 640
KEY = Qt.ItemDataRole.UserRole
SOURCES: Final = (
    (FIGURE, "统计数"),
    (WORD, "期间和落款"),
    (LEDGER, "台账明细"),
    (FIXED, "固定内容"),
)
FORMATS: Final = (
    (None, "自动（按格子的格式）"),
    (9952, "照材料写法"),
    (9953, "数字"),
    (9954, "数字带单位"),
    (9955, "百分数（82.5%）"),
    (9956, "百分数不带 %"),
    (9957, "万元"),
)
AUTOMATIC: Final = -1
Saved = Mapping[str, Sequence[tuple[str, "Filter"]]]
"""Saved filters by the ledger's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a clerk pointed: the cell, its words, what it takes now; `text` may be replaced in part."""

    sheet: str
    cell: str
    words: str
    now: Place | None = None
    is_cell: bool = True
    text: str = ""
    part: str = ""


class MarkDialog(QDialog):
    """Opened with open(); says `marked` with a Place and the text it stands for, or `taken_away`."""

    marked = Signal(object, str)
    taken_away = Signal()

    def __init__(
        self,
        asked: Asked,
        numbers: Numbers,
        words: Mapping[str, str],
        ledgers: Sequence[Ledger],
        saved: Saved,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mark-dialog")
        self.setWindowTitle(
            f"取数：{asked.sheet} {asked.cell}".strip() if asked.is_cell else "取数"
        )
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(WIDTH, HEIGHT)
        self.asked, self.numbers, self.period_words = asked, numbers, words
        self.ledgers = {ledger.name: ledger for ledger in ledgers}
        self.saved = saved
        self._lay_out()
        self._begin_with(asked.now)

    # -- parts ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        whole.setSpacing(GRID)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        self.source = InitialsBox()
        self.source.setObjectName("mark-source")
        self.source.setAccessibleName("取数方式")
        for key, title in SOURCES:
            self.source.addItem(title, key)
        head.addWidget(QLabel("这里填"))
        head.addWidget(self.source)
        self.was = QLabel(f"现在是：{short(self.asked.words)}" if self.asked.words else "")
        self.was.setProperty("role", "soft")
        self.was.setTextFormat(Qt.TextFormat.PlainText)
        head.addWidget(self.was, 1)
        whole.addLayout(head)
        if self.asked.text:
            row = QHBoxLayout()
            row.setSpacing(GRID)
            self.part = QLineEdit(self.asked.part)
            self.part.setObjectName("mark-part")
            self.part.setAccessibleName("替换哪几个字")
            self.part.setPlaceholderText("这一段里要换成数的几个字，如 ××；空着就换掉整段")
            row.addWidget(QLabel("替换的文字"))
            row.addWidget(self.part, 1)
            whole.addLayout(row)
        self.pages = QStackedWidget()
        self.panel = FigurePanel(self.numbers)
        self.panel.changed.connect(lambda _reference: self._tell())
        self.panel.picked.connect(lambda _reference: self._take())
        self.pages.addWidget(self.panel)
        self.pages.addWidget(self._words_page())
        self.pages.addWidget(self._ledger_page())
        self.fixed = QLineEdit()
        self.fixed.setObjectName("mark-fixed")
        self.fixed.setAccessibleName("固定内容")
        self.fixed.setPlaceholderText("每期都填这几个字，如单位代码")
        self.fixed.textChanged.connect(lambda _text: self._tell())
        fixed = QWidget()
        column = QVBoxLayout(fixed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fixed)
        column.addStretch(1)
        self.pages.addWidget(fixed)
        whole.addWidget(self.pages, 1)
        whole.addLayout(self._format_row())
        whole.addLayout(self._foot())
        self.source.currentIndexChanged.connect(self._turn)

    def _words_page(self) -> QWidget:
        self.words = QListWidget()
        self.words.setObjectName("mark-words")
        self.words.setAccessibleName("期间和落款")
        for key, title in TITLES.items():
            item = QListWidgetItem(f"{title}：{self.period_words.get(key) or '（设置里没有填）'}")
            item.setData(KEY, key)
            self.words.addItem(item)
        self.words.currentRowChanged.connect(lambda _row: self._tell())
        self.words.itemDoubleClicked.connect(lambda _item: self._take())
        return self.words

    def _ledger_page(self) -> QWidget:
        page = QWidget()
        rows = QFormLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GRID)
        self.ledger = InitialsBox()
        self.ledger.setObjectName("mark-ledger")
        self.ledger.setAccessibleName("台账")
        for name, ledger in self.ledgers.items():
            self.ledger.addItem(ledger.title, name)
        self.columns = QListWidget()
        self.columns.setObjectName("mark-columns")
        self.columns.setAccessibleName("取哪些列，从左到右")
        self.columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.only = InitialsBox()
        self.only.setObjectName("mark-only")
        self.only.setAccessibleName("只取哪些记录")
        self.rows = QSpinBox()
        self.rows.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.rows.setObjectName("mark-rows")
        self.rows.setAccessibleName("最多几行")
        self.rows.setRange(0, 5000)
        self.rows.setSpecialValueText("不限")
        rows.addRow("台账", self.ledger)
        rows.addRow("取哪些列", self.columns)
        hint = QLabel("打勾的列从这一格起向右填，可以拖动调整先后；行数不够时自动加行。")
        hint.setProperty("role", "faint")
        hint.setWordWrap(True)
        rows.addRow("", hint)
        rows.addRow("只取记录", self.only)
        rows.addRow("最多几行", self.rows)
        self.ledger.currentIndexChanged.connect(lambda _at: self._show_columns())
        self.columns.itemChanged.connect(lambda _item: self._tell())
        return page

    def _format_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.format = InitialsBox()
        self.format.setObjectName("mark-format")
        self.format.setAccessibleName("写法")
        for key, title in FORMATS:
            self.format.addItem(title, key)
        self.places = QSpinBox()
        self.places.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.places.setObjectName("mark-decimals")
        self.places.setAccessibleName("小数位数")
        self.places.setRange(AUTOMATIC, 6)
        self.places.setSpecialValueText("自动")
        self.places.setValue(AUTOMATIC)
        self.format_words = QLabel("写法"), QLabel("小数位数")
        self.will = QLabel()
        self.will.setObjectName("mark-will")
        self.will.setProperty("role", "heading")
        self.will.setTextFormat(Qt.TextFormat.PlainText)
        for one in (self.format_words[0], self.format, self.format_words[1], self.places):
            row.addWidget(one)
        row.addWidget(self.will, 1, Qt.AlignmentFlag.AlignRight)
        self.format.currentIndexChanged.connect(lambda _at: self._tell())
        self.places.valueChanged.connect(lambda _value: self._tell())
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        away: QPushButton = EnterButton("取消取数")
        away.setObjectName("mark-away")
        away.setProperty("role", "danger")
        away.setVisible(self.asked.now is not None)
        away.clicked.connect(self._take_away)
        foot.addWidget(away)
        foot.addStretch(1)
        self.take = EnterButton("确定")
        self.take.setObjectName("mark-take")
        self.take.setProperty("role", "main")
        self.take.clicked.connect(self._take)
        leave: QPushButton = EnterButton("取消")
        leave.clicked.connect(self.reject)
        foot.addWidget(self.take)
        foot.addWidget(leave)
        return foot

    # -- what is chosen ------------------------------------------------------------------------

    def _begin_with(self, now: Place | None) -> None:
        """Shows what the place takes already."""
        source = now.source if now is not None else FIGURE
        self._show_columns()
        if now is not None:
            self.format.setCurrentIndex(max(self.format.findData(now.format), 0))
            self.places.setValue(AUTOMATIC if now.decimals is None else now.decimals)
            if source == FIGURE:
                self.panel.choose(now.what)
            elif source == WORD:
                self.words.setCurrentRow(
                    max(list(TITLES).index(now.what), 0) if now.what in TITLES else 0
                )
            elif source == FIXED:
                self.fixed.setText(now.what)
            elif source == LEDGER:
                self.ledger.setCurrentIndex(max(self.ledger.findData(now.what), 0))
                self._show_columns(now.columns)
                if now.only is not None:
                    self.only.addItem("和上次一样的条件", now.only)
                    self.only.setCurrentIndex(self.only.count() - 1)
                self.rows.setValue(now.rows or 0)
        self.source.setCurrentIndex([key for key, _ in SOURCES].index(source))
        self._turn(self.source.currentIndex())

    def _turn(self, at: int) -> None:
        """The page of a source; the way of writing is for figures only."""
        self.pages.setCurrentIndex(at)
        for one in (*self.format_words, self.format, self.places):
            one.setVisible(self.source.currentData() == FIGURE)
        page = (self.panel.search, self.words, self.ledger, self.fixed)[at]
        page.setFocus()
        self._tell()

    def _show_columns(self, chosen: Sequence[str] = ()) -> None:
        """The columns of the ledger, those that were chosen first and ticked."""
        ledger = self.ledgers.get(str(self.ledger.currentData()))
        self.columns.blockSignals(True)
        self.columns.clear()
        titles = {NUMBERED: "序号"}
        if ledger is not None:
            titles |= {field.key: field.title for field in ledger.fields}
        wanted = chosen or (NUMBERED, *((ledger.shown if ledger else ())[:4]))
        for key in dict.fromkeys((*wanted, *titles)):
            if key in titles:
                item = QListWidgetItem(titles[key])
                item.setData(KEY, key)
                ticked = Qt.CheckState.Checked if key in wanted else Qt.CheckState.Unchecked
                item.setCheckState(ticked)
                self.columns.addItem(item)
        self.columns.blockSignals(False)
        self.only.clear()
        self.only.addItem("本期的全部记录", None)
        for name, where in self.saved.get(ledger.name, ()) if ledger is not None else ():
            if has_plain(where):
                self.only.addItem(f"筛选：{name}", plain_filter(where))
        self._tell()

    @property
    def chosen_columns(self) -> tuple[str, ...]:
        """The ticked columns in their order."""
        items = [self.columns.item(row) for row in range(self.columns.count())]
        return tuple(str(i.data(KEY)) for i in items if i.checkState() == Qt.CheckState.Checked)

    def place(self) -> Place | None:
        """What was chosen; None while that isn't enough."""
        source = int(self.source.currentData())
        sheet, cell = self.asked.sheet, self.asked.cell
        if source == FIGURE:
            reference = self.panel.reference
            if not reference:
                return None
            decimals = self.places.value()
            return Place(
                sheet=sheet,
                cell=cell,
                source=source,
                what=reference,
                title=title_of(self.numbers, reference),
                format=self.format.currentData(),
                decimals=None if decimals == AUTOMATIC else decimals,
            )
        if source == WORD:
            item: QListWidgetItem | None = self.words.currentItem()
            if item is None:
                return None
            key = str(item.data(KEY))
            return Place(sheet=sheet, cell=cell, source=source, what=key, title=TITLES[key])
        if source == FIXED:
            words = self.fixed.text().strip()
            return (
                Place(sheet=sheet, cell=cell, source=source, what=words, title="固定内容")
                if words
                else None
            )
        ledger = self.ledgers.get(str(self.ledger.currentData()))
        if ledger is None or not self.chosen_columns:
            return None
        return Place(
            sheet=sheet,
            cell=cell,
            source=source,
            what=ledger.name,
            title=ledger.title,
            columns=self.chosen_columns,
            only=self.only.currentData(),
            rows=self.rows.value() or None,
        )

    def _tell(self) -> None:
        """What will be filled in this period."""
        place = self.place()
        self.take.setEnabled(place is not None)
        words = ""
        if place is not None and place.source == FIGURE:
            written = figure(
                self.numbers, place.what, place.format, place.decimals, cell=self.asked.is_cell
            )
            words = written.words if written is not None else "本期没有这个数"
        elif place is not None and place.source == WORD:
            words = self.period_words.get(place.what, "")
        self.will.setText(f"本期填：{words}" if words else "")

    def _take(self) -> None:
        place = self.place()
        if place is not None:
            self.marked.emit(place, self.part.text().strip() if self.asked.text else "")
            self.accept()

    def _take_away(self) -> None:
        self.taken_away.emit()
        self.accept()


def title_of(numbers: Numbers, reference: str) -> str:
    """发现案件, 发现案件环比."""
    key, _, variant = reference.partition(AT)
    found = numbers.get(key)
    title = found.title if found is not None else key
    return f"{title}{VARIANTS[variant]}" if variant in VARIANTS and variant else title


def short(words: str) -> str:
    """The beginning of a text in one line."""
    line = " ".join(words.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
