"""分类目录: every classification by its catalogue, renamed and given synonyms in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bureau.catalogue import catalogues
from bureau.ledger.entry import Item
from bureau.register.actions import (
    FIXED,
    LEDGER,
    add_item,
    confirm_item,
    merge_item,
    move_item,
    rename_item,
    restore_item,
    retire_item,
    set_synonyms,
    unconfirmed,
)
from bureau.storage.changes import ChangeSet
from ui.context import Context
from ui.settings.frame import Card, Frame, button, note, row_of
from ui.tokens import GRID, INK_FAINT

NAME, SYNONYMS, STATE = range(3)
LIST_WIDTH = 176


class InPlace(QStyledItemDelegate):
    """Lets the name and the synonyms be edited where they stand; the rest only read."""

    def createEditor(  # noqa: N802 - Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """A line edit for what can be edited, nothing for the state."""
        if index.column() == STATE:
            return None  # type: ignore[return-value]  # Qt takes a null editor as “not editable”
        editor = super().createEditor(parent, option, index)
        editor.setProperty("role", "cell")
        editor.setAccessibleName("名称" if index.column() == NAME else "同义词")
        return editor


class CataloguePage(Frame):
    """Catalogues on the left, the classes of one on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "catalogues",
            "分类目录",
            "双击或按 F2 直接改名称、同义词；改名后旧名自动成为同义词，旧表格照样能导入。"
            "停用的分类不再出现在选择框里，已经用它的记录不变。",
            help_anchor="settings#分类目录",
            scrolls=False,
        )
        self.titles = {catalogue.name: catalogue.title for catalogue in catalogues()}
        self.unconfirmed: set[int] = set()
        self.names = QListWidget()
        self.names.setObjectName("catalogue-names")
        self.names.setAccessibleName("目录")
        self.names.setFixedWidth(LIST_WIDTH)
        self.names.setFrameShape(QFrame.Shape.NoFrame)
        for title in self.titles.values():
            self.names.addItem(title)
        self.tree = QTreeWidget()
        self._dress_tree()
        self.add = button("＋ 新增", self._add, "add-class", "main")
        self.add_below = button("＋ 新增小类", self._add_below, "add-below")
        self.retire = button("停用", self._retire, "retire-class")
        self.merge = button("并入…", self._merge, "merge-class")
        self.confirm = button("核对无误", self._confirm, "confirm-class")
        self.up = button("上移", lambda: self._move(-1), "move-up")
        self.down = button("下移", lambda: self._move(1), "move-down")
        self.fixed = note("")
        right = Card()
        right.column.addLayout(
            row_of(
                *(self.add, self.add_below, self.retire, self.merge, self.confirm),
                *(self.up, self.down, self.fixed),
            )
        )
        right.column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        left = QVBoxLayout()
        left.addWidget(self.names)
        row.addLayout(left)
        row.addWidget(right, 1)
        self.column.addLayout(row, 1)
        self.names.currentItemChanged.connect(lambda _new, _old: self.show_items())
        self.tree.itemChanged.connect(self._edited)
        self.tree.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self._move(step))
        context.news.changed.connect(self._on_news)
        first = list(self.titles).index("market-category") if self.titles else 0
        self.names.setCurrentRow(first)

    def _dress_tree(self) -> None:
        tree = self.tree
        tree.setObjectName("catalogue-items")
        tree.setAccessibleName("分类")
        tree.setColumnCount(3)
        tree.setHeaderLabels(["名称", "同义词", "状态"])
        tree.setItemDelegate(InPlace(tree))
        tree.setUniformRowHeights(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setAllColumnsShowFocus(True)
        tree.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(SYNONYMS, QHeaderView.ResizeMode.Stretch)
        letter = tree.fontMetrics().horizontalAdvance("国")
        tree.setColumnWidth(NAME, letter * 12 + GRID * 6)
        tree.setColumnWidth(STATE, letter * 4 + GRID * 4)

    @property
    def catalogue(self) -> str:
        """The name of the catalogue shown."""
        at = self.names.currentRow()
        return list(self.titles)[at] if at >= 0 else ""

    def show_items(self) -> None:
        """The classes of the chosen catalogue, in their order."""
        chosen = self.record()
        items = self.context.desk.store.names().items(self.catalogue)
        self.unconfirmed = unconfirmed(self.context.desk)
        self.tree.blockSignals(True)
        self.tree.clear()
        rows: dict[int, QTreeWidgetItem] = {}
        for item in sorted(items, key=lambda item: item.parent is not None):
            above = rows.get(item.parent) if item.parent is not None else None
            rows[item.id] = self._row(item, above)
        self.tree.setRootIsDecorated(any(item.parent is not None for item in items))
        self.tree.expandAll()
        self.tree.blockSignals(False)
        if chosen in rows:
            self.tree.setCurrentItem(
                rows[chosen], NAME, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        fixed = self.catalogue in FIXED
        self.fixed.setText(
            "统计和时限规则要用这个目录：可以改名称和同义词，不能增减。" if fixed else ""
        )
        self._show_buttons()

    def _row(self, item: Item, above: QTreeWidgetItem | None) -> QTreeWidgetItem:
        state = "待核" if item.id in self.unconfirmed else ""
        state = state if item.active else "已停用"
        texts = [item.title, "、".join(item.synonyms), state]
        row = QTreeWidgetItem(texts)
        row.setData(NAME, Qt.ItemDataRole.UserRole, item.id)
        row.setToolTip(SYNONYMS, texts[SYNONYMS])
        for column in range(3):
            if not item.active:
                row.setForeground(column, QColor(INK_FAINT))
        if self.context.writable:
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
        if above is None:
            self.tree.addTopLevelItem(row)
        else:
            above.addChild(row)
        return row

    def record(self) -> int:
        """The id of the chosen class, 0 for none."""
        at = self.tree.currentIndex().siblingAtColumn(NAME)
        return int(at.data(Qt.ItemDataRole.UserRole)) if at.isValid() else 0

    def item(self) -> Item | None:
        """The chosen class."""
        return self.context.desk.store.names().item_by_id(self.record())

    def _show_buttons(self) -> None:
        item, can = self.item(), self.context.writable
        loose = can and self.catalogue not in FIXED
        self.add.setEnabled(loose)
        self.add_below.setEnabled(loose and item is not None and item.parent is None)
        self.retire.setEnabled(loose and item is not None)
        self.retire.setText("恢复" if item is not None and not item.active else "停用")
        self.merge.setEnabled(loose and item is not None)
        waits = item is not None and item.id in self.unconfirmed
        self.confirm.setVisible(bool(self.unconfirmed))
        self.confirm.setEnabled(can and waits)
        self.up.setEnabled(can and item is not None)
        self.down.setEnabled(can and item is not None)

    def _edited(self, row: QTreeWidgetItem, column: int) -> None:
        record = int(row.data(NAME, Qt.ItemDataRole.UserRole))
        text, desk = row.text(column), self.context.desk
        act: Callable[[], object]
        if column == NAME:
            act = lambda: rename_item(desk, record, text)  # noqa: E731 - one of two acts to run
        else:
            act = lambda: set_synonyms(desk, record, text)  # noqa: E731 - one of two acts to run
        self._change(act)

    def _change(self, act: Callable[[], object]) -> None:
        # What was typed and refused must not stay on the screen as if it were stored.
        self.context.writing.run(lambda _ticket: act(), self._changed, self._refused)

    def _changed(self, _result: object) -> None:
        self.notice.hide()
        self.show_items()

    def _refused(self, error: BaseException) -> None:
        self.show_items()
        self.fail(error)

    def _add(self) -> None:
        self._ask_new(None, f"{self.titles[self.catalogue]}：新增分类的名称")

    def _add_below(self) -> None:
        item = self.item()
        if item is not None:
            self._ask_new(item.id, f"“{item.title}”下面新增小类的名称")

    def _ask_new(self, parent: int | None, question: str) -> None:
        title = self.context.asker.ask_text(self, question)
        if title is not None:
            desk, catalogue = self.context.desk, self.catalogue
            self._change(lambda: add_item(desk, catalogue, title, parent))

    def _retire(self) -> None:
        item, desk = self.item(), self.context.desk
        if item is not None:
            act = retire_item if item.active else restore_item
            self._change(lambda: act(desk, item.id))

    def _merge(self) -> None:
        item, desk = self.item(), self.context.desk
        if item is None:
            return
        title = self.context.asker.ask_text(
            self, f"把“{item.title}”并入哪一类？用它的记录都会改过去，它的名称成为同义词。"
        )
        if title is not None:
            self._change(lambda: merge_item(desk, item.id, title))

    def _confirm(self) -> None:
        item, desk = self.item(), self.context.desk
        if item is not None:
            self._change(lambda: confirm_item(desk, item.id))

    def _move(self, step: int) -> None:
        item, desk = self.item(), self.context.desk
        if item is not None:
            self._change(lambda: move_item(desk, item.id, step))

    def _on_news(self, changes: ChangeSet) -> None:
        if LEDGER in changes.records:
            self.show_items()
