"""The preview of a paper: its PDF's own pages with thumbnails, zoom and search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui import tokens
from ui.context import Context
from ui.paper.find_bar import FindBar, quiet_button
from ui.paper.pictures import Opened, PagePictures
from ui.paper.placing import STEPS
from ui.paper.sheets import Fit, Sheets
from ui.paper.side import Side
from ui.widgets.bars import NoticeBar

BAR_HEIGHT = 48
FITS = (("适合宽度", Fit.WIDTH), ("整页", Fit.PAGE))


class PaperView(QWidget):
    """Shows one PDF given as bytes. `add` puts further buttons at the right of its toolbar."""

    opened = Signal(int)
    """So many pages are there to be looked at."""
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper-view")
        self.pictures = PagePictures(context.papers, self)
        self.sheets = Sheets(self.pictures, self)
        self.sheets.setObjectName("paper-pages")
        self.side = Side(self.pictures, self)
        self.finder = FindBar(self)
        self.finder.hide()
        self.notice = NoticeBar(self)
        self._count = 0
        self._bar = QHBoxLayout()
        self._fill_bar()
        self._arrange()
        self.pictures.opened.connect(self._show)
        self.pictures.failed.connect(self.failed)
        self.sheets.current_changed.connect(self._current)
        self.sheets.zoom_changed.connect(self._zoomed)
        self.side.page_wanted.connect(self.sheets.go_to)
        self.side.place_wanted.connect(self.sheets.go_to)
        self.finder.sought.connect(self._seek)
        self.finder.shown.connect(self.sheets.mark)
        self.finder.left.connect(self.sheets.setFocus)
        self._bind_keys()

    # -- how it is built ------------------------------------------------------------------------

    def _fill_bar(self) -> None:
        self._panel = quiet_button("目录", "paper-panel", "显示或收起缩略图和书签", self)
        self._panel.setCheckable(True)
        self._panel.setChecked(True)
        self._panel.toggled.connect(self.side.setVisible)
        back = quiet_button("‹", "paper-back", "上一页（PgUp）", self)
        on = quiet_button("›", "paper-on", "下一页（PgDn）", self)
        back.clicked.connect(lambda: self.sheets.step(-1))
        on.clicked.connect(lambda: self.sheets.step(1))
        self.number = QLineEdit(self)
        self.number.setObjectName("paper-number")
        self.number.setAccessibleName("页码")
        self.number.setToolTip("写页码后按回车跳转")
        self.number.setFixedWidth(52)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.editingFinished.connect(self._go_to_number)
        self.of = QLabel("/ 0", self)
        self.of.setProperty("role", "soft")
        smaller = quiet_button("−", "paper-smaller", "缩小（Ctrl+-）", self)
        bigger = quiet_button("＋", "paper-larger", "放大（Ctrl++）", self)
        smaller.clicked.connect(self.sheets.zoom_out)
        bigger.clicked.connect(self.sheets.zoom_in)
        self.zoom = QComboBox(self)
        self.zoom.setObjectName("paper-zoom")
        self.zoom.setAccessibleName("显示比例")
        self.zoom.setFixedWidth(112)
        for title, fit in FITS:
            self.zoom.addItem(title, fit)
        for step in STEPS:
            self.zoom.addItem(f"{round(step * 100)}%", step)
        self.zoom.activated.connect(self._choose_zoom)
        find = quiet_button("查找", "paper-find-open", "查找文字（Ctrl+F）", self)
        find.clicked.connect(self.begin_search)
        for button in (back, on, smaller, bigger):
            button.setFixedWidth(36)
            button.setStyleSheet("padding: 0;")
        self._bar.setContentsMargins(16, 8, 16, 8)
        self._bar.setSpacing(4)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._panel,),
            (back, self.number, self.of, on),
            (smaller, self.zoom, bigger),
            (find,),
        )
        for place, group in enumerate(groups):
            if place:
                self._bar.addWidget(rule(self))
            for widget in group:
                self._bar.addWidget(widget)
        self._bar.addStretch(1)

    def _arrange(self) -> None:
        top = QWidget(self)
        top.setObjectName("bar")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        top.setLayout(self._bar)
        top.setFixedHeight(BAR_HEIGHT)
        self.finder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pages = QHBoxLayout()
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        pages.addWidget(self.side)
        pages.addWidget(self.sheets, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (top, self.finder, self.notice):
            whole.addWidget(widget)
        whole.addLayout(pages, 1)

    def _bind_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+F", self.begin_search),
            ("F3", self.finder.on),
            ("Shift+F3", self.finder.back),
            ("Ctrl++", self.sheets.zoom_in),
            ("Ctrl+=", self.sheets.zoom_in),
            ("Ctrl+-", self.sheets.zoom_out),
            ("Ctrl+0", lambda: self.sheets.set_fit(Fit.PAGE)),
            ("Ctrl+1", lambda: self.sheets.set_zoom(1.0)),
            ("Ctrl+2", lambda: self.sheets.set_fit(Fit.WIDTH)),
            ("Ctrl+G", self._ask_number),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def add(self, widget: QWidget) -> None:
        """A button of whoever shows this view, at the right of the toolbar."""
        self._bar.addWidget(widget)

    # -- what it shows --------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """Number of pages."""
        return self._count

    @property
    def current(self) -> int:
        """The page looked at, from 0."""
        return self.sheets.current

    def show_pdf(self, content: bytes, missing: Sequence[str] = ()) -> None:
        """Opens a PDF; `missing` are the characters that no font has, like U+20BB7 𠮷."""
        self.notice.hide()
        if missing:
            self.notice.show_notice(
                f"没有字体能显示 {'、'.join(missing)}，纸上印了它的编码；"
                "请换一个字，或安装含有它的字体。",
                "warning",
            )
        self.pictures.open(content)

    def _show(self, opened: Opened) -> None:
        self._count = len(opened.sizes)
        self.of.setText(f"/ {self._count}")
        self.number.setValidator(QIntValidator(1, self._count, self))
        self.side.show_paper(opened)
        self.sheets.show_pages(opened.sizes)
        self._current(0)
        self.opened.emit(self._count)

    def close_paper(self) -> None:
        """Lets go of the PDF."""
        self.pictures.close()

    def _current(self, page: int) -> None:
        self.number.setText(str(page + 1))
        self.sheets.setAccessibleName(f"第 {page + 1} 页，共 {self._count} 页")
        self.side.thumbnails.go_to(page)

    def _go_to_number(self) -> None:
        if self.number.text().isdecimal():
            self.sheets.go_to(int(self.number.text()) - 1)
        self.number.setText(str(self.sheets.current + 1))

    def _ask_number(self) -> None:
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def _choose_zoom(self, index: int) -> None:
        chosen = self.zoom.itemData(index)
        if isinstance(chosen, Fit):
            self.sheets.set_fit(chosen)
        else:
            self.sheets.set_zoom(chosen)
        self.sheets.setFocus()

    def _zoomed(self, zoom: object) -> None:
        assert isinstance(zoom, float)
        # The box says the percentage; while the zoom follows the window, it says that too.
        with QSignalBlocker(self.zoom):
            fit = self.sheets.fit
            self.zoom.setPlaceholderText(f"{round(zoom * 100)}%")
            found = [
                place for place in range(self.zoom.count()) if self.zoom.itemData(place) == fit
            ]
            self.zoom.setCurrentIndex(found[0] if found else self.zoom.findText(f"{zoom:.0%}"))
        self.zoom.setToolTip(f"显示比例 {round(zoom * 100)}%（Ctrl+滚轮）")

    def begin_search(self) -> None:
        """Opens the bar for a text to be looked for."""
        self.finder.begin(self.sheets.current)

    def _seek(self, text: str) -> None:
        self.pictures.find(text, self.finder.take, self.finder.look_on)


def rule(parent: QWidget) -> QFrame:
    """A thin upright line between groups of buttons."""
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFixedSize(9, 20)
    line.setStyleSheet(f"color: {tokens.LINE};")
    return line
