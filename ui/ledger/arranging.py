"""Columns as a person wants them: order, width, hidden, frozen, sort; remembered on this PC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from bureau.layouts import Layout, Layouts
from bureau.ledger.query import Sort
from bureau.storage import rows
from ui.context import Context
from ui.ledger.columns import Column, arranged, columns_of, usual
from ui.ledger.keeping import place_of, return_to
from ui.ledger.view import LedgerTable

SETTLED = 400
"""Milliseconds after the last change of a width until it is written down."""


class Arranging(QObject):
    """All columns and those on the screen; every change is kept."""

    changed = Signal()

    def __init__(
        self, context: Context, table: LedgerTable, layouts: Layouts, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.context, self.table, self.layouts = context, table, layouts
        self.model = table.ledger_model
        self.layout: Layout = layouts.get(self.model.ledger)
        self.masked = True
        self.columns: list[Column] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED)
        self._soon.timeout.connect(self.write)
        table.columns_moved.connect(self.set_order)
        table.columns_resized.connect(self._on_resized)
        self.read_columns()

    def read_columns(self) -> None:
        """The ledger's columns as they are now, in the person's order."""
        desk, ledger = self.context.desk, self.model.ledger
        present = rows.kinds_present(desk.store.reader(), ledger) if ledger.lines else {}
        self.columns = columns_of(ledger, self.model.names, present, masked=self.masked)
        if self.layout == Layout():
            self.layout = self.usual()
        elif self.layout.order:
            self.layout = self._with_new(self.layout)
        self._apply()

    def _with_new(self, layout: Layout) -> Layout:
        """Fields that are newer than the layout are where, and hidden as, they usually are."""
        known = set(layout.order)
        new = {column.key for column in self.columns} - known
        if not new:
            return layout
        usually = self.usual()
        order = [column.key for column in arranged(self.columns, layout.order, ())]
        hidden = layout.hidden | (usually.hidden & new)
        return replace(layout, order=tuple(order), hidden=hidden)

    def usual(self) -> Layout:
        """What a person begins with. `frozen` is named, so that it isn't an empty layout."""
        ledger = self.model.ledger
        order, hidden = usual(ledger, self.columns)
        return Layout(order=tuple(order), hidden=frozenset(hidden), frozen=ledger.frozen)

    def _apply(self) -> None:
        place = place_of(self.table)
        layout = self.layout
        self.model.set_columns(arranged(self.columns, layout.order, list(layout.hidden)))
        self.table.set_widths(dict(layout.widths))
        self.table.set_lines(layout.lines)
        self.table.freeze(self.frozen)
        return_to(self.table, place)
        self.changed.emit()

    @property
    def frozen(self) -> int:
        """How many first columns stay."""
        declared = self.model.ledger.frozen
        return declared if self.layout.frozen is None else self.layout.frozen

    def _keep(self, layout: Layout) -> None:
        self.layout = layout
        self.write()
        self._apply()

    def write(self) -> None:
        """Writes the layout down."""
        self._soon.stop()
        self.layouts.put(self.model.ledger, self.layout)

    def _on_resized(self) -> None:
        widths = dict(self.layout.widths)
        for at, column in enumerate(self.model.columns):
            wide = self.table.columnWidth(at)
            if wide != widths.get(column.key, column.width):
                widths[column.key] = wide
        self.layout = replace(self.layout, widths=widths)
        self._soon.start()

    def set_order(self, keys: Sequence[str]) -> None:
        """The shown columns in another order; hidden ones stay behind their neighbours."""
        order = [column.key for column in arranged(self.columns, self.layout.order, ())]
        shown = set(keys)
        moved = iter(keys)
        order = [next(moved) if key in shown else key for key in order]
        self._keep(replace(self.layout, order=tuple(order)))

    def hide(self, key: str, hidden: bool = True) -> None:
        """Hides a column or shows it again; the last one stays."""
        others = self.layout.hidden - {key}
        if hidden and len(self.model.columns) <= 1:
            return
        self._keep(replace(self.layout, hidden=others | {key} if hidden else others))

    def show_all(self) -> None:
        """No column is hidden."""
        self._keep(replace(self.layout, hidden=frozenset()))

    def freeze(self, count: int) -> None:
        """The first columns that stay."""
        self._keep(replace(self.layout, frozen=count))

    def set_lines(self, lines: int) -> None:
        """How many lines of a long text a row shows."""
        self._keep(replace(self.layout, lines=lines))

    def fit_all(self) -> None:
        """Every column as wide as its words."""
        for at in range(len(self.model.columns)):
            self.table.fit(at)

    def reset(self) -> None:
        """As declared; the order of rows stays."""
        self._keep(replace(self.usual(), sorts=self.layout.sorts))

    def keep_sorts(self, sorts: Sequence[Sort]) -> None:
        """The order of rows is remembered too."""
        self.layout = replace(self.layout, sorts=tuple(sorts))
        self.write()

    def set_masked(self, masked: bool) -> None:
        """Personal values hidden, or shown."""
        self.masked = masked
        self.read_columns()
