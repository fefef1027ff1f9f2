"""A page built around a ledger's table: it is asked for tools, status, printing and records as the table is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bureau.layouts import Layouts
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sort
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.filters import GIVEN, Condition, Selection
from ui.ledger.page import LedgerPage

LEAST_HEIGHT = 190


class OverLedger(QWidget):
    """Holds the table of a ledger below something of its own."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        layouts: Layouts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.context = context
        self.table_page = LedgerPage(context, ledger, layouts, self, handling=handling_of(ledger))
        self.status = self.table_page.status
        # In the smallest window the table gives way, not the window.
        self.setMinimumHeight(LEAST_HEIGHT)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.table_page, 1)
        self.setFocusProxy(self.table_page.table)

    def list_records(self, title: str, where: Filter, sorts: Sequence[Sort] = ()) -> None:
        """The records of a list with a name, in an order that isn't remembered for the ledger."""
        filtering = self.table_page.filtering
        condition = Condition(GIVEN, title, "", where)
        filtering.selection = Selection({GIVEN: condition}, tuple(sorts))
        filtering.show()
        filtering.changed.emit()

    # -- what the window asks ------------------------------------------------------------------

    def tools(self) -> QWidget:
        """The table's own buttons."""
        return self.table_page.tools()

    def print_page(self) -> None:
        """Ctrl+P."""
        self.table_page.print_page()

    def refresh(self) -> None:
        """F5."""
        self.table_page.refresh()

    def finish_editing(self) -> bool:
        """Commits what is being typed; False when it can't be taken."""
        return self.table_page.finish_editing()
