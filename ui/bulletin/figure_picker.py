"""Choosing a figure: a tree of all of a period with their numbers, searched by name or initials; then 本期, 环比 …"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bureau.ledger.chinese import matches_initials
from bureau.reports.change import NONE
from bureau.reports.named import AT, VARIANTS, Named, Numbers
from ui.tokens import GRID
from ui.widgets.enter_button import EnterButton

WIDTH, HEIGHT, BESIDE = 860, 560, 280
KEY = Qt.ItemDataRole.UserRole
PAUSE = 120
"""Milliseconds after the last letter until the tree is narrowed."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
NOT_FOUND = "没有找到这样的指标，换个词试试。"
NO_FIGURES = "这一期还没有统计数字。"


class FigurePanel(QWidget):
    """Search line, tree and variants; `picked` is what Enter or a double click takes."""

    changed = Signal(str)
    """The reference that stands chosen now, "" for none."""
    picked = Signal(str)
    """A reference that a person decided on."""

    def __init__(
        self, numbers: Numbers, parent: QWidget | None = None, *, variants: bool = True
    ) -> None:
        super().__init__(parent)
        self.setObjectName("figure-panel")
        self.numbers = numbers
        self._has_variants = variants
        self._words = {key: (one.title, *one.group) for key, one in numbers.items()}
        self._leaves: dict[str, QTreeWidgetItem] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.narrow)
        self._lay_out()
        self._fill()
        self.setFocusProxy(self.search)

    # -- parts ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID * 2)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        self.search = QLineEdit()
        self.search.setObjectName("figure-search")
        self.search.setAccessibleName("查找指标")
        self.search.setPlaceholderText("输入名称或拼音首字母查找，如 zgl 或 整改率")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._later.start())
        self.search.installEventFilter(self)
        left.addWidget(self.search)
        self.tree = QTreeWidget()
        self.tree.setObjectName("figure-tree")
        self.tree.setAccessibleName("指标")
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["指标", "本期"])
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setAllColumnsShowFocus(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda _now, _old: self._show_variants())
        self.tree.itemDoubleClicked.connect(lambda _item, _column: self._pick())
        self.tree.installEventFilter(self)
        left.addWidget(self.tree, 1)
        self.hint = QLabel()
        self.hint.setObjectName("figure-hint")
        self.hint.setProperty("role", "faint")
        left.addWidget(self.hint)
        whole.addLayout(left, 1)
        self.beside = QWidget()
        self.beside.setFixedWidth(BESIDE)
        self.beside.setVisible(self._has_variants)
        right = QVBoxLayout(self.beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GRID)
        self.title = QLabel("请在左边选一个指标")
        self.title.setObjectName("figure-title")
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        right.addWidget(self.title)
        self.variants = QListWidget()
        self.variants.setObjectName("figure-variants")
        self.variants.setAccessibleName("取哪一个数")
        self.variants.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.variants.currentItemChanged.connect(lambda _now, _old: self._tell())
        self.variants.itemDoubleClicked.connect(lambda _item: self._pick())
        self.variants.installEventFilter(self)
        right.addWidget(self.variants, 1)
        whole.addWidget(self.beside)

    def _fill(self) -> None:
        """Department, group, figure; the first of them open."""
        tops: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for key, one in self.numbers.items():
            above: QTreeWidgetItem | None = None
            for depth in range(1, len(one.group) + 1):
                path = one.group[:depth]
                if path not in tops:
                    tops[path] = QTreeWidgetItem([path[-1]])
                    tops[path].setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                    _under(self.tree, above, tops[path])
                above = tops[path]
            leaf = QTreeWidgetItem([one.title, read_as(one, "")])
            leaf.setData(0, KEY, key)
            leaf.setToolTip(0, one.title)
            leaf.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            _under(self.tree, above, leaf)
            self._leaves[key] = leaf
        self._groups = list(tops.values())
        for path, top in tops.items():
            top.setExpanded(len(path) == 1)
        self.hint.setText("" if self._leaves else NO_FIGURES)
        self.hint.setVisible(not self._leaves)

    # -- finding -------------------------------------------------------------------------------

    def narrow(self) -> None:
        """Shows the figures that the words of the search line mean, all together."""
        self._later.stop()
        wanted = self.search.text().split()
        found = [
            leaf
            for key, leaf in self._leaves.items()
            if all(any(matches_initials(word, one) for one in self._words[key]) for word in wanted)
        ]
        shown = {id(leaf) for leaf in found}
        for leaf in self._leaves.values():
            leaf.setHidden(id(leaf) not in shown)
        for group in reversed(self._groups):
            group.setHidden(
                not any(not group.child(at).isHidden() for at in range(group.childCount()))
            )
            group.setExpanded(bool(wanted) or group.parent() is None)
        self.hint.setText("" if found else NOT_FOUND)
        self.hint.setVisible(not found)
        if wanted:
            best = next((leaf for leaf in found if begins(wanted[0], leaf.text(0))), None)
            if found:
                self.tree.setCurrentItem(best or found[0])
            else:
                self.tree.setCurrentIndex(QModelIndex())

    def choose(self, reference: str) -> None:
        """Makes a reference the chosen one, its groups open; one that isn't there changes nothing."""
        key, _, variant = reference.partition(AT)
        leaf = self._leaves.get(key)
        if leaf is None:
            return
        self.tree.setCurrentItem(leaf)
        self.tree.scrollToItem(leaf)
        for row in range(self.variants.count()):
            if self.variants.item(row).data(KEY) == variant:
                self.variants.setCurrentRow(row)

    # -- what is chosen ------------------------------------------------------------------------

    @property
    def in_sight(self) -> tuple[str, ...]:
        """The keys of the figures that the search leaves."""
        return tuple(key for key, leaf in self._leaves.items() if not leaf.isHidden())

    @property
    def figure(self) -> Named | None:
        """The figure that stands chosen."""
        now: QTreeWidgetItem | None = self.tree.currentItem()
        key = now.data(0, KEY) if now is not None and not now.isHidden() else None
        return self.numbers[key] if key else None

    @property
    def reference(self) -> str:
        """The figure with its variant: market.cases@mom; "" for none."""
        one = self.figure
        item: QListWidgetItem | None = self.variants.currentItem()
        if one is None:
            return ""
        variant = item.data(KEY) if item is not None and self._has_variants else ""
        return f"{one.key}{AT}{variant}" if variant else one.key

    def _show_variants(self) -> None:
        one, kept = self.figure, self.variants.currentRow()
        self.variants.blockSignals(True)
        self.variants.clear()
        self.title.setText(one.title if one is not None else "请在左边选一个指标")
        for variant, word in VARIANTS.items() if one is not None else ():
            assert one is not None
            words = read_as(one, variant)
            item = QListWidgetItem(f"{word}：{words or '没有可比的数'}")
            item.setData(KEY, variant)
            if not words:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.variants.addItem(item)
        if self.variants.count():
            able = kept > 0 and bool(self.variants.item(kept).flags())
            self.variants.setCurrentRow(kept if able else 0)
        self.variants.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.reference)

    def _pick(self) -> None:
        if self.reference:
            self.picked.emit(self.reference)

    # -- keys ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Up and down in the search line walk the tree; Enter takes what is chosen, from anywhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self._later.isActive():
                    self.narrow()
                now: QTreeWidgetItem | None = self.tree.currentItem()
                if watched is self.tree and now is not None and now.childCount():
                    now.setExpanded(not now.isExpanded())
                else:
                    self._pick()
                return True
            step = STEPS.get(Qt.Key(event.key()))
            if watched is self.search and step is not None:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, step: int) -> None:
        """To the next figure or the one before that is in sight, over headings."""
        if self._later.isActive():
            self.narrow()
        seen = [leaf for leaf in self._leaves.values() if not leaf.isHidden()]
        now = self.tree.currentItem()
        at = next((place for place, leaf in enumerate(seen) if leaf is now), None)
        if seen:
            to = (0 if step > 0 else len(seen) - 1) if at is None else at + step
            self.tree.setCurrentItem(seen[min(max(to, 0), len(seen) - 1)])


class FigurePicker(QDialog):
    """The panel as a window: opened with open(), it says `chosen` once and closes."""

    chosen = Signal(str)
    """The reference: market.cases, market.cases@mom."""

    def __init__(
        self,
        numbers: Numbers,
        parent: QWidget | None = None,
        *,
        now: str = "",
        variants: bool = True,
        take: str = "选用",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("figure-picker")
        self.setWindowTitle("选择指标")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(WIDTH if variants else WIDTH - BESIDE, HEIGHT)
        self.panel = FigurePanel(numbers, self, variants=variants)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(self.panel, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        keys = QLabel("↑↓ 选择，Tab 到右边选环比、同比，回车选用")
        keys.setProperty("role", "faint")
        keys.setVisible(variants)
        foot.addWidget(keys)
        foot.addStretch(1)
        self.take = EnterButton(take)
        self.take.setObjectName("figure-take")
        self.take.setProperty("role", "main")
        self.take.setEnabled(False)
        self.take.clicked.connect(lambda: self._take(self.panel.reference))
        leave: QPushButton = EnterButton("取消")
        leave.clicked.connect(self.reject)
        foot.addWidget(self.take)
        foot.addWidget(leave)
        column.addLayout(foot)
        self.panel.changed.connect(lambda reference: self.take.setEnabled(bool(reference)))
        self.panel.picked.connect(self._take)
        self.panel.choose(now)
        self.panel.search.setFocus()

    def _take(self, reference: str) -> None:
        if reference:
            self.chosen.emit(reference)
            self.accept()


def read_as(one: Named, variant: str) -> str:
    """What a variant reads, with its unit; blank where there is nothing to read."""
    words = one.variant(variant)
    if words == NONE and variant:
        return ""
    is_number = variant not in ("mom", "yoy") and words not in ("", NONE)
    return f"{words} {one.unit}" if is_number and one.unit else words


def begins(word: str, title: str) -> bool:
    """Whether a title begins with what was typed."""
    return matches_initials(word, title[: max(len(word), 1)])


def _under(tree: QTreeWidget, above: QTreeWidgetItem | None, item: QTreeWidgetItem) -> None:
    if above is None:
        tree.addTopLevelItem(item)
    else:
        above.addChild(item)
