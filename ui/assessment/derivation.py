"""How a score came about as a tree: every figure with its formula, a double click opens its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from bureau.assessment.exact import score_text, short
from bureau.assessment.explaining import Node, leaves
from bureau.ledger.query import Ids, Titled
from ui.month.grid import TO_RIGHT
from ui.month.numbers import Behind

BEHIND_ROLE = Qt.ItemDataRole.UserRole
TITLE_WIDTH, VALUE_WIDTH = 330, 140
OPENS = "双击看这些记录（回车）"


@dataclass(frozen=True, slots=True)
class Branch:
    """One figure of the derivation: what it is, how much, how it was made, its records."""

    title: str
    value: str
    words: str
    behind: Behind | None = None
    below: tuple[Branch, ...] = ()
    opened: bool = False


def branch_of(node: Node, unit: str) -> Branch:
    """A figure of a unit's score with what lies below it."""
    value = score_text(node.value) if node.kind in ("total", "block") else short(node.value)
    if node.kind in ("item", "deduction") and node.value:
        value = f"－{value}"
    return Branch(
        node.title,
        value,
        node.words,
        records_behind(refs_of(node), f"{unit}{node.title}"),
        tuple(branch_of(one, unit) for one in node.children),
    )


def refs_of(node: Node) -> Iterator[str]:
    """What a figure is made from."""
    yield from (one.ref for one in leaves(node) if one.ref)


def records_behind(refs: Iterable[str], title: str) -> Behind | None:
    """The records that these refs name, as far as they are of one ledger; None for none."""
    by_ledger: dict[str, list[int]] = {}
    for ref in refs:
        ledger, _, record = ref.partition(":")
        if record.isdecimal():
            by_ledger.setdefault(ledger, []).append(int(record))
    if not by_ledger:
        return None
    ledger, ids = max(by_ledger.items(), key=lambda pair: len(pair[1]))
    return ledger, Titled(title, Ids(tuple(ids)))


class DerivationTree(QTreeWidget):
    """`wanted` carries the ledger and filter of a figure's records."""

    wanted = Signal(str, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("derivation")
        self.setAccessibleName(name)
        self.setHeaderLabels(["项目", "数值", "怎么算的"])
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setTabKeyNavigation(False)
        head = self.header()
        head.setStretchLastSection(True)
        head.resizeSection(0, TITLE_WIDTH)
        head.resizeSection(1, VALUE_WIDTH)
        self.headerItem().setTextAlignment(1, TO_RIGHT)
        self.itemActivated.connect(lambda item, _column: self._open(item))

    def show_branches(self, branches: tuple[Branch, ...]) -> None:
        """Another unit's figures; those that were opened stay open."""
        opened = {self._path(item) for item in self._items() if item.isExpanded()}
        self.clear()
        for branch in branches:
            item = self._item(branch)
            self.addTopLevelItem(item)
            item.setExpanded(branch.opened)
        for item in self._items():
            if self._path(item) in opened:
                item.setExpanded(True)

    def _item(self, branch: Branch) -> QTreeWidgetItem:
        item = QTreeWidgetItem([branch.title, branch.value, branch.words])
        item.setTextAlignment(1, TO_RIGHT)
        item.setToolTip(2, branch.words)
        if branch.behind is not None:
            item.setData(0, BEHIND_ROLE, branch.behind)
            item.setToolTip(0, OPENS)
            item.setToolTip(1, OPENS)
        for below in branch.below:
            item.addChild(self._item(below))
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    @staticmethod
    def _path(item: QTreeWidgetItem) -> tuple[str, ...]:
        titles: list[str] = []
        at: QTreeWidgetItem | None = item
        while at is not None:
            titles.append(at.text(0))
            at = at.parent()
        return tuple(reversed(titles))

    def _open(self, item: QTreeWidgetItem) -> None:
        behind: Behind | None = item.data(0, BEHIND_ROLE)
        if behind is not None:
            self.wanted.emit(*behind)
