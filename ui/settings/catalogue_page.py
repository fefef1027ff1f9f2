"""分类目录: every classification by its catalogue, its names, limits, codes and units edited in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QListWidget

from bureau.catalogue import catalogues
from bureau.ledger.entry import Item
from bureau.register.actions import (
    FIXED,
    LEDGER,
    add_item,
    confirm_item,
    merge_item,
    move_item,
    remove_item,
    rename_item,
    restore_item,
    retire_item,
    set_synonyms,
    unconfirmed,
)
from bureau.register.attributes import (
    Attribute,
    attributes_of,
    set_attribute,
    shown_attributes,
)
from bureau.storage.changes import ChangeSet
from ui.context import Context
from ui.settings.class_tree import (
    FIRST_ATTRIBUTE,
    NAME,
    SYNONYMS,
    ClassRow,
    ClassTree,
    Column,
)
from ui.settings.frame import Card, Frame, button, note, row_of
from ui.tokens import GRID

LIST_WIDTH = 144


class CataloguePage(Frame):
    """Catalogues on the left, the classes of one on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "catalogues",
            "分类目录",
            "双击或按 F2 直接改，Tab 到下一格；改名后旧名自动成为同义词，旧表格照样能导入。"
            "停用的分类不再出现在选择框里，已经用它的记录不变；带括号的是随大类的。",
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
        self.attributes: tuple[Attribute, ...] = ()
        self.tree = ClassTree()
        self.add = button("＋ 新增", self._add, "add-class", "main")
        self.add_below = button("＋ 新增小类", self._add_below, "add-below")
        self.retire = button("停用", self._retire, "retire-class")
        self.merge = button("并入…", self._merge, "merge-class")
        self.delete = button("删除", self._delete, "delete-class")
        self.confirm = button("核对无误", self._confirm, "confirm-class")
        self.up = button("↑", lambda: self._move(-1), "move-up")
        self.down = button("↓", lambda: self._move(1), "move-down")
        for move, name, keys in ((self.up, "上移", "Alt+↑"), (self.down, "下移", "Alt+↓")):
            move.setAccessibleName(name)
            move.setToolTip(f"{name}（{keys}）")
        self.codes = QCheckBox("显示代码")
        self.codes.setObjectName("show-codes")
        self.codes.toggled.connect(lambda _on: self._show_codes())
        self.head.addWidget(self.codes)
        self.fixed = note("")
        right = Card()
        right.column.addLayout(
            row_of(
                *(self.add, self.add_below, self.retire, self.merge, self.delete),
                *(self.up, self.down, self.confirm),
            )
        )
        right.column.addWidget(self.fixed)
        right.column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(self.names)
        row.addWidget(right, 1)
        self.column.addLayout(row, 1)
        self.names.currentItemChanged.connect(lambda _new, _old: self.show_catalogue())
        self.tree.typed.connect(self._edited)
        self.tree.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self._move(step))
        context.news.changed.connect(self._on_news)
        first = list(self.titles).index("market-category") if self.titles else 0
        self.names.setCurrentRow(first)

    @property
    def catalogue(self) -> str:
        """The name of the catalogue shown."""
        at = self.names.currentRow()
        return list(self.titles)[at] if at >= 0 else ""

    def show_catalogue(self) -> None:
        """Another catalogue, with the columns that it has."""
        self.attributes = attributes_of(self.catalogue)
        self.tree.show_columns([Column(one.title, one.hint, one.width) for one in self.attributes])
        self.codes.setVisible(any(one.codes for one in self.attributes))
        self._show_codes()
        self.fixed.setText("统计和时限规则要用这个目录：可以改名称和同义词，不能增减。")
        self.fixed.setVisible(self.catalogue in FIXED)
        self.show_items()

    def _show_codes(self) -> None:
        for column, attribute in enumerate(self.attributes, FIRST_ATTRIBUTE):
            self.tree.setColumnHidden(column, attribute.codes and not self.codes.isChecked())
        self.tree.fit_synonyms()

    def show_items(self) -> None:
        """The classes of the chosen catalogue, in their order."""
        desk = self.context.desk
        self.unconfirmed = unconfirmed(desk)
        texts = shown_attributes(desk, self.catalogue)
        classes = []
        for item in desk.store.names().items(self.catalogue):
            shown = [texts[item.id][one.key] for one in self.attributes]
            own, inherited = [one.own for one in shown], [one.inherited for one in shown]
            classes.append(ClassRow(item, self._state(item), own, inherited))
        self.tree.show_classes(classes, editable=self.context.writable)
        self._show_buttons()

    def _state(self, item: Item) -> str:
        if not item.active:
            return "已停用"
        return "待核" if item.id in self.unconfirmed else ""

    def record(self) -> int:
        """The id of the chosen class, 0 for none."""
        return self.tree.record()

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
        self.delete.setEnabled(loose and item is not None)
        waits = item is not None and item.id in self.unconfirmed
        self.confirm.setVisible(bool(self.unconfirmed))
        self.confirm.setEnabled(can and waits)
        self.up.setEnabled(can and item is not None)
        self.down.setEnabled(can and item is not None)

    def _edited(self, record: int, column: int, text: str) -> None:
        desk = self.context.desk
        if column == NAME:
            self._change(lambda: rename_item(desk, record, text))
        elif column == SYNONYMS:
            self._change(lambda: set_synonyms(desk, record, text))
        elif column >= FIRST_ATTRIBUTE:
            attribute = self.attributes[column - FIRST_ATTRIBUTE]
            self._change(lambda: set_attribute(desk, record, attribute, text))

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

    def _delete(self) -> None:
        item, desk = self.item(), self.context.desk
        if item is not None and self.context.asker.confirm(
            self, f"要删除“{item.title}”吗？没有用过的才能删除，删除后可以撤销。", "删除"
        ):
            self._change(lambda: remove_item(desk, item.id))

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
