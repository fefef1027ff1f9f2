"""The manual's window: contents and search at the left, the page at the right, back and forward."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.help.pages import Found, help_pages, search, split_anchor
from ui.help.rendering import fill, place_of
from ui.tokens import GRID
from ui.widgets.enter_button import EnterButton

SIZE = (960, 640)
LIST_WIDTH = 248
HELP = "help"
"""The property by which a page says where the manual speaks of it: `import` or `import#待补`."""


def show_manual(parent: QWidget, anchor: str = "") -> HelpWindow:
    """Opens the manual beside a window, or turns the open one to another page.

    What has the keyboard focus may know a better place than `anchor`.
    """
    window = parent.findChild(HelpWindow) or HelpWindow(parent)
    window.show_anchor(anchor_here(parent) or anchor)
    window.show()
    window.activateWindow()
    return window


def anchor_here(parent: QWidget) -> str:
    """What the focused widget, or the nearest around it, says of the manual; "" for nothing."""
    widget = QApplication.focusWidget()
    while widget is not None and widget is not parent:
        said = widget.property(HELP)
        if isinstance(said, str) and said:
            return said
        widget = widget.parentWidget()
    return ""


def flat_button(text: str, title: str, name: str) -> QPushButton:
    """A small button without a frame."""
    made = EnterButton(text)
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setToolTip(title)
    made.setProperty("role", "quiet")
    return made


class HelpWindow(QWidget):
    """A window of its own, so that one can read and work at the same time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setWindowTitle("使用说明 - 城管台账")
        self.setMinimumSize(640, 400)
        room = self.screen().availableSize()
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height() - 5 * GRID))
        self.here = ""
        self._past: list[str] = []
        self._ahead: list[str] = []
        self.back = flat_button("‹ 后退", "后退（Alt+←）", "help-back")
        self.forward = flat_button("前进 ›", "前进（Alt+→）", "help-forward")
        self.first = flat_button("首页", "说明书首页（Alt+Home）", "help-first")
        self.words = QLineEdit()
        self.words.setObjectName("help-search")
        self.words.setProperty("role", "search")
        self.words.setPlaceholderText("搜索说明书…")
        self.words.setAccessibleName("搜索说明书")
        self.words.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setObjectName("help-contents")
        self.contents.setAccessibleName("目录")
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.counted = QLabel()
        self.counted.setProperty("role", "faint")
        self.counted.hide()
        self.text = QTextBrowser()
        self.text.setObjectName("help-text")
        self.text.setAccessibleName("说明书正文")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self._lay_out()
        self._connect()
        self.show_contents()
        self.show_anchor("")
        self.text.setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(0)
        for each in (self.back, self.forward, self.first):
            row.addWidget(each)
        row.addStretch(1)
        left.addLayout(row)
        left.addWidget(self.words)
        left.addWidget(self.counted)
        left.addWidget(self.contents, 1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(LIST_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout(self)
        across.setContentsMargins(GRID, GRID, GRID, GRID)
        across.setSpacing(GRID)
        across.addWidget(side)
        across.addWidget(self.text, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _checked=False: self.go_back())
        self.forward.clicked.connect(lambda _checked=False: self.go_forward())
        self.first.clicked.connect(lambda _checked=False: self.show_anchor(""))
        # textChanged comes with what is committed only: nothing is searched while composing.
        self.words.textChanged.connect(self._search)
        self.words.returnPressed.connect(self._open_first)
        self.contents.itemClicked.connect(self._open)
        self.contents.itemActivated.connect(self._open)
        self.text.anchorClicked.connect(self._follow)
        for keys, act in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
            ("Alt+Home", lambda: self.show_anchor("")),
            ("Ctrl+F", self._to_search),
            ("Esc", self._leave),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # -- pages ---------------------------------------------------------------------------------

    def show_anchor(self, anchor: str) -> None:
        """Turns to a page, and to a heading of it."""
        name, heading = split_anchor(anchor)
        target = f"{name}#{heading}" if heading else name
        if self.here and target != self.here:
            self._past.append(self.here)
            self._ahead.clear()
        self._turn_to(target)

    def go_back(self) -> None:
        """To the page before."""
        if self._past:
            self._ahead.append(self.here)
            self._turn_to(self._past.pop())

    def go_forward(self) -> None:
        """To the page that was left by going back."""
        if self._ahead:
            self._past.append(self.here)
            self._turn_to(self._ahead.pop())

    def _turn_to(self, anchor: str) -> None:
        name, heading = split_anchor(anchor)
        page = next(page for page in help_pages() if page.name == name)
        self.here = anchor
        document = self.text.document()
        fill(document, page.text)
        self._scroll_to(place_of(document, heading) if heading else 0)
        self.back.setEnabled(bool(self._past))
        self.forward.setEnabled(bool(self._ahead))
        self._mark_contents(name)

    def _scroll_to(self, position: int) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.text.setTextCursor(cursor)
        cursor.setPosition(position)
        self.text.setTextCursor(cursor)
        bar = self.text.verticalScrollBar()
        if position:
            bar.setValue(bar.value() + self.text.cursorRect(cursor).top() - GRID * 2)
        else:
            bar.setValue(0)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "file"):
            QDesktopServices.openUrl(url)
            return
        fragment = f"#{url.fragment()}" if url.hasFragment() else ""
        self.show_anchor((url.path() or self.here.partition("#")[0]) + fragment)

    # -- contents and search -------------------------------------------------------------------

    def show_contents(self) -> None:
        """All pages."""
        self.contents.clear()
        self.counted.hide()
        for page in help_pages():
            entry = QListWidgetItem(page.title)
            entry.setData(Qt.ItemDataRole.UserRole, page.name)
            self.contents.addItem(entry)
        self._mark_contents(self.here.partition("#")[0])

    def _mark_contents(self, name: str) -> None:
        if self.words.text().strip():
            return
        for at in range(self.contents.count()):
            if self.contents.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.contents.setCurrentRow(at)

    def _search(self, words: str) -> None:
        if not words.strip():
            self.show_contents()
            return
        found = search(words)
        self.contents.clear()
        for each in found:
            self.contents.addItem(self._result(each))
        self.counted.setText(f"找到 {len(found)} 处" if found else "没有找到，换一个词试试")
        self.counted.show()

    def _result(self, found: Found) -> QListWidgetItem:
        text = f"{found.title}\n{found.excerpt}" if found.excerpt else found.title
        entry = QListWidgetItem(text)
        entry.setData(Qt.ItemDataRole.UserRole, found.anchor)
        return entry

    def _open(self, entry: QListWidgetItem) -> None:
        self.show_anchor(str(entry.data(Qt.ItemDataRole.UserRole)))

    def _open_first(self) -> None:
        if self.words.text().strip() and self.contents.count():
            self.contents.setCurrentRow(0)
            self._open(self.contents.item(0))

    def _to_search(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _leave(self) -> None:
        if self.words.text():
            self.words.clear()
        else:
            self.close()
