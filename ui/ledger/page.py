"""The page of one ledger, made from its declaration alone: tools, chips, table, details, status."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QVBoxLayout, QWidget
from shiboken6 import delete

from bureau.errors import BureauError
from bureau.layouts import Layouts
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Raw
from bureau.ledger.query import Filter
from bureau.storage.changes import ChangeSet
from ui import tokens
from ui.context import Context
from ui.ledger import doors, jumping, menus, printing
from ui.ledger.acts import BY_NAME, act_away_from_cells
from ui.ledger.arranging import Arranging
from ui.ledger.bars import EmptyState, FilterChips, StatusLine
from ui.ledger.columns import Column
from ui.ledger.fill_handle import FillHandle
from ui.ledger.filtering import Filtering
from ui.ledger.hands import Hands
from ui.ledger.jumping import RecentRecords
from ui.ledger.keeping import place_of, return_to
from ui.ledger.listing import Listed, Listing
from ui.ledger.model import LedgerModel
from ui.ledger.selected import SelectionSums
from ui.ledger.tools import LedgerTools, calendar_of
from ui.ledger.view import LedgerTable

if TYPE_CHECKING:
    from ui.ledger.details import DetailsPane
    from ui.ledger.handling import Handling

KEEP, ANEW = "keep", "anew"
"""What a new list of rows does to the person's place: stays there, or begins at the top."""
DETAILS_WIDTH = 340
TABLE_LEAST = 400
DETAILS_DELAY = 40
"""Milliseconds: holding an arrow key doesn't read every record that is passed."""


class LedgerPage(QWidget):
    """Everything a clerk does with one ledger. The window asks it to print, refresh, show a record."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        layouts: Layouts | None = None,
        parent: QWidget | None = None,
        *,
        handling: Handling | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(ledger.title)
        self.handling = handling
        self.context, self.ledger = context, ledger
        self.layouts = layouts or Layouts(context.desk.actor)
        try:
            self._make_parts()
        except BaseException:
            # Left to the collector, half a page is taken down in an order that crashes Qt.
            delete(self)
            raise
        self._ask(ANEW)

    # -- parts ---------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        context, ledger = self.context, self.ledger
        self.model = LedgerModel(context, ledger, self)
        self.table = LedgerTable(self.model, context, self._put_cell, self)
        self.hands = Hands(context, self.table, self)
        self.fill_handle = FillHandle(self.table)
        self.fill_handle.dragged.connect(self.hands.fill_to)
        self.listing = Listing(context, ledger, self)
        self.sums = SelectionSums(context, self.table, self)
        self.arranging = Arranging(context, self.table, self.layouts, self)
        self.recent = RecentRecords(context, ledger, self.layouts, self)
        self.details: DetailsPane | None = None
        self._changing = 0
        self._waiting: tuple[Listed, object] | None = None
        self._selected = 0
        self._whole = True
        self._tools_placed = False
        self._tools = LedgerTools(
            ledger,
            lambda: calendar_of(context.desk),
            writable=context.writable,
            handled=self.handling.title if self.handling is not None else "",
        )
        self._lay_out()
        self.filtering = Filtering(
            context, self.table, self.arranging, self._tools, self.chips, self.layouts, self
        )
        self._wire()

    def _lay_out(self) -> None:
        self.chips = FilterChips(self)
        self.status = StatusLine(self)
        card = QWidget(self)
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        self.empty = EmptyState(self.table.viewport())
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(tokens.GRID)
        card.setMinimumWidth(TABLE_LEAST)
        self.splitter.addWidget(card)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * tokens.GRID, tokens.GRID, 2 * tokens.GRID, 4)
        self.column.setSpacing(tokens.GRID)
        self.column.addWidget(self.chips)
        self.column.addWidget(self.splitter, 1)
        self.column.addWidget(self.status)
        self._details_soon = QTimer(self)
        self._details_soon.setSingleShot(True)
        self._details_soon.setInterval(DETAILS_DELAY)
        self._details_soon.timeout.connect(self._show_details)

    def _wire(self) -> None:
        table, tools = self.table, self._tools
        table.act_wanted.connect(self.act)
        table.menu_wanted.connect(self._cell_menu)
        table.current_changed.connect(lambda _record: self._details_soon.start())
        table.editing_ended.connect(self._on_editing_ended)
        for header in table.headers:
            header.menu_wanted.connect(self._column_menu)
        self.chips.menu_wanted.connect(self._chip_menu)
        self.filtering.changed.connect(lambda: self._ask(ANEW))
        self.arranging.changed.connect(self._details_soon.start)
        self.hands.changing.connect(self._on_changing)
        self.hands.import_wanted.connect(lambda block: doors.open_import(self, block=block))
        self.listing.arrived.connect(self._on_listed)
        self.listing.failed.connect(self._complain)
        self.model.faulted.connect(self._complain)
        self.sums.counted.connect(self._on_selected)
        self.sums.told.connect(self.status.show_sums)
        tools.search_left.connect(self.table.setFocus)
        tools.act_wanted.connect(self.act)
        tools.saved_menu.aboutToShow.connect(lambda: menus.fill_saved(self, tools.saved_menu))
        tools.more_menu.aboutToShow.connect(lambda: menus.fill_more(self, tools.more_menu))
        tools.handle_menu.aboutToShow.connect(lambda: menus.fill_handle(self, tools.handle_menu))
        self.empty.first.clicked.connect(self._on_empty_first)
        self.empty.second.clicked.connect(self.new)
        self.context.news.changed.connect(self._on_news)

    # -- what the window asks ------------------------------------------------------------------

    def tools(self) -> QWidget:
        """The buttons, for the row of the page names."""
        self._tools_placed = True
        return self._tools

    @property
    def tools_without_room(self) -> bool:
        """Whether some buttons had to make way."""
        return self._tools.print.isHidden()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Places its own buttons where nobody else did, and makes the details pane."""
        if not self._tools_placed:
            self._tools_placed = True
            self.column.insertWidget(0, self._tools)
        super().showEvent(event)
        if self.details is None:
            # After the first rows are painted: the pane isn't needed to begin.
            QTimer.singleShot(0, self, self._make_details)
        if not self.table.currentIndex().isValid():
            self.table.walk.go(0, 0)

    def refresh(self) -> None:
        """F5: reads everything anew."""
        self.model.renew_names()
        self._ask(KEEP)

    def print_page(self) -> None:
        """Ctrl+P: the list as it is filtered, or the selected rows, as paper."""
        printing.print_listed(self)

    def print_records(self, records: Sequence[int]) -> None:
        """These records as paper."""
        printing.print_records(self, records)

    def show_record(self, record: int) -> None:
        """Makes a record current; filters that hide it are taken away."""
        at = self.model.place_of(record)
        if at is None and self.filtering.selection.filtered:
            self.filtering.clear()
        if at is None:
            self._ask(record)
            return
        self._go_to(record)

    def show_list(self, where: Filter) -> None:
        """The records behind a number, as a filter that is seen."""
        self.filtering.take(where)

    def finish_editing(self) -> bool:
        """Commits what is being typed into a cell; False when it can't be taken."""
        return self.table.finish_editing()

    def save_form(self) -> bool:
        """Ctrl+S anywhere in the window: a form that was typed into is what is to be saved."""
        return doors.save_form(self)

    def _go_to(self, record: int, *, keyboard: bool = True) -> None:
        at = self.model.place_of(record)
        if at is not None:
            column = max(0, self.table.currentIndex().column())
            self.table.walk.go(at, column)
            if keyboard:
                self.table.setFocus()

    # -- which rows ----------------------------------------------------------------------------

    def _ask(self, note: object) -> None:
        selection = self.filtering.selection
        self.listing.ask(selection.where(), selection.sorts, note, at_once=note == ANEW)

    def _on_listed(self, listed_rows: object, note: object) -> None:
        assert isinstance(listed_rows, Listed)
        if self.table.editors():
            # What is being typed must not lose its row.
            self._waiting = (listed_rows, note)
            return
        self._waiting = None
        place = place_of(self.table)
        self._whole = listed_rows.whole
        differs = self.model.set_ids(listed_rows.ids)
        if differs and note == ANEW:
            self.table.walk.go(0, max(0, self.model.column_at(place.column) or 0))
            self.table.verticalScrollBar().setValue(0)
            self.table.horizontalScrollBar().setValue(place.across)
        elif differs:
            return_to(self.table, place)
        if isinstance(note, int):
            # 保存并新增: the keyboard is in the form already, for the next record.
            typing = self.details is not None and self.details.form_is_open
            self._go_to(note, keyboard=not typing)
        self._count()
        self._show_empty()
        self._details_soon.start()

    def _on_editing_ended(self) -> None:
        if self._waiting is not None and not self.table.editors():
            listed_rows, note = self._waiting
            self._on_listed(listed_rows, note)

    def _on_news(self, news: object) -> None:
        if not isinstance(news, ChangeSet):
            return
        named = {"catalogue-items", *self._registers()} & set(news.records)
        if named:
            self.model.renew_names()
        if self.ledger.name not in news.records:
            return
        changed = news.records[self.ledger.name]
        if self._changing and changed is not None:
            # Rows keep their place while a person types down a filtered or sorted column.
            self.model.forget(changed)
            self.sums.count()
            self._details_soon.start()
        else:
            self._ask(KEEP)

    def _registers(self) -> set[str]:
        return {name for field in self.ledger.fields if (name := getattr(field.type, "ledger", ""))}

    def _count(self) -> None:
        count = len(self.model.ids) if self._whole else None
        total = self.listing.total
        self.status.show_counts(total, count, self.filtering.selection.filtered, self._selected)

    def _on_selected(self, count: int) -> None:
        self._selected = count
        self._count()

    def _show_empty(self) -> None:
        if self.model.ids:
            self.empty.give_way(self.table)
            return
        if self.filtering.selection.filtered:
            self.empty.say("没有符合筛选的记录", "放宽上面的条件，或清除筛选看全部。", "清除筛选")
        elif self.context.writable:
            self.empty.say(
                f"{self.ledger.title}还没有记录",
                "有现成的 Excel、WPS 或 CSV 台账就导入；也可以直接从表格里复制，在这里粘贴。",
                "导入台账",
                "＋ 新增一条",
            )
        else:
            self.empty.say(f"{self.ledger.title}还没有记录", self.context.refusal, "")
        self.empty.show()
        self.empty.raise_()

    def _on_empty_first(self) -> None:
        if self.filtering.selection.filtered:
            self.filtering.clear()
        else:
            doors.open_import(self)

    # -- columns -------------------------------------------------------------------------------

    def _column_menu(self, at: int, place: QPoint) -> None:
        menus.popup(self, menus.column_menu(self, at), place)

    def _cell_menu(self, place: QPoint) -> None:
        menus.popup(self, menus.cell_menu(self), place)

    def _chip_menu(self, condition: str, place: QPoint) -> None:
        menus.popup(self, menus.chip_menu(self, condition), place)

    def _column(self) -> int:
        return max(0, self.table.currentIndex().column())

    def _at_cell(self, menu: QMenu) -> None:
        """A menu that a key asked for opens at the current cell."""
        place = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        menus.popup(self, menu, self.table.viewport().mapToGlobal(place))

    # -- acts ----------------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """Does what a key, a menu line or a button names."""
        act = BY_NAME[name]
        if act.writes and not self.context.writable:
            self._complain(self.context.refusal)
            return
        if act.many and not self.model.ids:
            return
        self.acts()[name]()

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """What each act does here."""
        table, hands = self.table, self.hands
        return {
            "edit": table.edit_current,
            "copy": hands.copy,
            "copy_with_titles": lambda: hands.copy(titles=True),
            "cut": hands.cut,
            "paste": hands.paste,
            "fill_down": hands.fill_down,
            "put_today": hands.put_today,
            "clear": hands.clear,
            "batch": self.batch,
            "handle": self.handle,
            "remove": self.remove,
            "new": self.new,
            "copy_record": self.copy_record,
            "filter_by_value": self.filtering.same_as_cell,
            "value_list": lambda: self.filtering.open_value_list(self._column()),
            "filter_box": lambda: table.open_filter_box(self._column()),
            "clear_filters": self.filtering.clear,
            "import": lambda: doors.open_import(self),
            "export": lambda: doors.open_export(self),
            "find": self.focus_search,
            "go_to": lambda: jumping.go_to(self),
            "recent": lambda: self._at_cell(menus.recent_menu(self, self)),
            "column_menu": lambda: self._at_cell(menus.column_menu(self, self._column())),
            "clear_column": lambda: self.filtering.drop(self.model.columns[self._column()].key),
            "select_column": table.walk.select_columns,
            "select_row": table.walk.select_rows,
            "select_all": table.selectAll,
            "next_area": self.next_area,
            "undo": lambda: doors.undoing(self).undo(),
            "redo": lambda: doors.undoing(self).redo(),
            "refresh": self.refresh,
            "print_page": self.print_page,
        }

    def _put_cell(self, record: int, column: Column, raw: Raw) -> str:
        return self.hands.put(record, column, raw)

    def _on_changing(self, begins: bool) -> None:
        self._changing += 1 if begins else -1

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tools.search.selectAll()

    def next_area(self) -> None:
        """F6: from the table to the details, the search box, the filters' chips, and back."""
        focus = QApplication.focusWidget()
        if self.table.hasFocus() and self.details is not None and not self.details.isHidden():
            self.details.view.edit_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif focus is self._tools.search and self.chips.isVisible():
            self.chips.chips[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif focus is self._tools.search or focus in self.chips.chips:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys pressed outside the table; the table has its own, and so do the buttons."""
        act = act_away_from_cells(event)
        if act is not None:
            event.accept()
            self.act(act.name)
        else:
            super().keyPressEvent(event)

    def selected_records(self) -> array[int]:
        """Records with any selected cell."""
        found: array[int] = array("q")
        for first, last in self.table.selected_rows():
            found.extend(self.model.ids[first : last + 1])
        return found

    def batch(self) -> None:
        """One field of many records."""
        doors.open_batch(self)

    def handle(self) -> None:
        """The menu of the ledger's own acts."""
        if self.handling is not None:
            menu = menus.handle_menu(self, self)
            self._at_cell(menu)
            # F8 and Enter are enough for the obvious next act.
            menu.setActiveAction(menu.actions()[0])

    def remove(self) -> None:
        """Deletes the selected rows, after asking."""
        doors.remove_rows(self, self.selected_records())

    def new(self) -> None:
        """A form for a new record."""
        self.start_record(None)

    def start_record(self, template: Mapping[str, object] | None) -> None:
        """A form for a new record, with stored values to begin from."""
        self._make_details()
        if self.details is not None:
            self.show_details(True)
            self.details.new_record(template)

    def copy_record(self) -> None:
        """A form for a new record that begins like the current one."""
        self._make_details()
        if self.details is not None and self.table.record is not None:
            self.show_details(True)
            self.details.show_record(self.table.record)
            self.details.copy()

    # -- details -------------------------------------------------------------------------------

    def _make_details(self) -> None:
        if self.details is not None:
            return
        self.details = doors.make_details(self)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        wide = self.splitter.width()
        self.splitter.setSizes([max(TABLE_LEAST, wide - DETAILS_WIDTH), DETAILS_WIDTH])
        self._show_details()

    def show_details(self, shown: bool) -> None:
        """Shows or hides the pane."""
        self._make_details()
        if self.details is not None:
            self.details.setVisible(shown)
            if shown:
                self._show_details()

    def _show_details(self) -> None:
        if self.details is not None and not self.details.isHidden():
            self.details.show_record(self.table.record)

    def _on_saved(self, record: object) -> None:
        if isinstance(record, int) and self.model.place_of(record) is None:
            self._ask(record)
        elif isinstance(record, int):
            self._go_to(record, keyboard=False)  # the list heard of it before

    # -- words ---------------------------------------------------------------------------------

    def _complain(self, sentence: str) -> None:
        self.context.asker.tell(self, sentence)

    def complain_of(self, error: BaseException) -> None:
        """What went wrong beside the window."""
        if not isinstance(error, BureauError):
            raise error
        self._complain(error.sentence)
