"""The filters and the order of one page: chosen in headings, lists, menus; shown as chips; kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from bureau.errors import UserError
from bureau.layouts import Layouts
from bureau.ledger.entry import Entry
from bureau.ledger.plain import has_plain
from bureau.ledger.query import Between, Blank, Filter, Is, OneOf, Sort, Titled
from bureau.ledger.types import Choices, DateTime, References
from bureau.ledger.words import listed
from ui.context import Context
from ui.ledger.arranging import Arranging
from ui.ledger.bars import FilterChips
from ui.ledger.filters import GIVEN, SEARCH, Condition, Selection, only
from ui.ledger.finding import Finding
from ui.ledger.listing import default_order
from ui.ledger.tools import ALL_TIME, LedgerTools
from ui.ledger.typed import typed_filter
from ui.ledger.value_list import ValueList
from ui.ledger.view import LedgerTable
from ui.ledger.wording import conditions_of


class Filtering(QObject):
    """Holds the present Selection; `changed` asks for its rows."""

    changed = Signal()

    def __init__(
        self,
        context: Context,
        table: LedgerTable,
        arranging: Arranging,
        tools: LedgerTools,
        chips: FilterChips,
        layouts: Layouts,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.context, self.table, self.arranging = context, table, arranging
        self.tools, self.chips, self.layouts = tools, chips, layouts
        self.page = parent
        self.model, self.ledger = table.ledger_model, table.ledger_model.ledger
        self.selection = Selection(sorts=arranging.layout.sorts)
        self.value_list: ValueList | None = None
        self.finding = Finding(context, self.ledger, self)
        self._wire()
        self.show()

    def _wire(self) -> None:
        for header in self.table.headers:
            header.sort_wanted.connect(self.sort_by)
            header.list_wanted.connect(self.open_value_list)
            header.typed.connect(self.type_words)
            header.left_down.connect(self.note_used)
        self.chips.dropped.connect(self.drop)
        self.chips.cleared.connect(self.clear)
        self.chips.saving.connect(self.save)
        self.finding.found.connect(self._on_found)
        self.tools.searched.connect(self.finding.ask)
        self.tools.period_chosen.connect(self.choose_period)
        self.arranging.changed.connect(self.show)

    # -- the present selection -----------------------------------------------------------------

    def select(self, selection: Selection) -> None:
        """Other filters or another order."""
        sorted_anew = selection.sorts != self.selection.sorts
        self.selection = selection
        if sorted_anew:
            self.arranging.keep_sorts(selection.sorts)
        self.show()
        self.changed.emit()

    def show(self) -> None:
        """Headings, chips and the period's button say what is in force."""
        selection, marks = self.selection, self.table.marks
        marks.set_filters(
            {place: each.words for place, each in selection.conditions.items()},
            {place: each.typed for place, each in selection.conditions.items() if each.typed},
        )
        marks.sorts = {
            sort.key: (number, sort.descending) for number, sort in enumerate(selection.sorts, 1)
        }
        self.table.update_headers()
        self.chips.show_conditions(selection)
        period = selection.conditions.get(self.ledger.date)
        self.tools.show_period(period.words if period else "")

    @property
    def sorts(self) -> Sequence[Sort]:
        """The order in which the rows are seen: the chosen one, else the ledger's usual one."""
        return self.selection.sorts or default_order(self.ledger)

    def put(self, place: str, condition: Condition | None) -> None:
        """One column's filter, or none."""
        if condition is not None:
            self.select(self.selection.with_condition(condition))
        elif place in self.selection.conditions:
            self.select(self.selection.without(place))

    def drop(self, place: str) -> None:
        """Takes one condition away; the search box and the filter boxes follow."""
        if place == SEARCH:
            self.tools.search.clear()
        had_focus = any(chip.hasFocus() for chip in self.chips.chips)
        self.put(place, None)
        if had_focus:
            # The chip is gone: on to the next one, or back to the rows.
            (self.chips.chips[0] if self.chips.chips else self.table).setFocus()

    def keep_only(self, place: str) -> None:
        """Takes every other condition away."""
        for other in [each.place for each in self.selection if each.place != place]:
            self.drop(other)

    def clear(self) -> None:
        """All filters and the search words."""
        for header in self.table.headers:
            header.close_box()
        self.selection = self.selection.without(SEARCH)
        self.tools.search.clear()
        self.select(self.selection.cleared())

    def take(self, where: Filter) -> None:
        """All the conditions of a filter in place of the present ones."""
        found = conditions_of(self.ledger, self.arranging.columns, where, self.model.names)
        self.selection = self.selection.without(SEARCH)
        self.tools.search.clear()
        self.select(
            Selection({condition.place: condition for condition in found}, self.selection.sorts)
        )

    # -- ways to choose ------------------------------------------------------------------------

    def sort_by(self, at: int, also: bool) -> None:
        """A click on a heading."""
        self.select(self.selection.sorted_by(self.model.columns[at].key, also=also))

    def order(self, *sorts: Sort) -> None:
        """Exactly this order."""
        self.select(self.selection.ordered(sorts))

    def resort(self, sort: Sort) -> None:
        """Another way to order by a column, in its place among the others where it has one."""
        sorts = self.selection.sorts
        if any(each.key == sort.key for each in sorts):
            self.order(*(sort if each.key == sort.key else each for each in sorts))
        else:
            self.order(sort)

    def type_words(self, at: int, words: str) -> None:
        """What stands in a filter box; words that mean nothing leave the rows as they are."""
        column = self.model.columns[at]
        header = self.table.header_of(at)
        today = self.context.desk.today()
        entry = Entry(today, self.model.names, today.year)
        try:
            told = typed_filter(self.ledger, column, words, entry, self.finding.labels)
        except UserError as error:
            header.set_fault(error.sentence)
            self.context.news.said.emit(error.sentence)
            return
        header.set_fault("")
        if told is None:
            self.put(column.key, None)
            return
        where, said = told
        self.put(column.key, Condition(column.key, column.title, said, where, words))

    def choose_period(self, words: str, first: date | None, last: date | None) -> None:
        """A period of the ledger's own date."""
        key = self.ledger.date
        if first is None or last is None or words == ALL_TIME:
            self.put(key, None)
            return
        title = self.ledger.by_key[key].title
        where = Between(key, first.isoformat(), last.isoformat())
        self.put(key, Condition(key, title, words, where))
        self.note_used()

    def _on_found(self, words: str, found: object) -> None:
        if not words:
            self.put(SEARCH, None)
            return
        assert isinstance(found, list)
        more = "（只列最近的）" if len(found) >= self.finding.MOST else ""
        hits = only(found, "查找")
        self.put(SEARCH, Condition(SEARCH, "查找", f"{words}{more}", hits.where))

    def same_as_cell(self) -> None:
        """Only records with the current cell's value."""
        column, row = self.table.column, self.model.row(self.table.currentIndex().row())
        if column is None or row is None or column.masked:
            return
        value, words = column.stored(row), column.text(row, self.model.names)
        where: Filter
        if value is None:
            where = Blank(column.key)
        elif isinstance(column.field.type, Choices | References):
            where = OneOf(column.key, tuple(listed(value)))
        elif isinstance(column.field.type, DateTime) and isinstance(value, str):
            where, words = Between(column.key, value[:10], value[:10]), value[:10]
        else:
            where = Is(column.key, value)
        self.put(column.key, Condition(column.key, column.title, words or "空白", where))
        self.note_used()

    # -- the list under an arrow ---------------------------------------------------------------

    def open_value_list(self, at: int) -> None:
        """The list under a heading's arrow."""
        if not 0 <= at < len(self.model.columns):
            return
        if self.value_list is not None:
            with suppress(RuntimeError):
                self.value_list.close()
        column = self.model.columns[at]
        shown = ValueList(
            self.context,
            self.model,
            column,
            self.selection.where(without=column.key),
            self.selection.conditions.get(column.key),
            self.finding.labels,
            self.page,
        )
        shown.chosen.connect(lambda condition: self._on_chosen(column.key, condition))
        shown.sort_chosen.connect(lambda key, down: self.order(Sort(key, down)))
        shown.closed.connect(self._on_list_closed)
        self.value_list = shown
        header = self.table.header_of(at)
        left = header.sectionViewportPosition(at)
        shown.show_below(header.mapToGlobal(QPoint(left, header.height())))

    def _on_list_closed(self) -> None:
        self.value_list = None
        self.table.setFocus()

    def _on_chosen(self, key: str, condition: Condition | None) -> None:
        self.put(key, condition)
        self.note_used()

    # -- kept filters --------------------------------------------------------------------------

    def kept(self) -> Filter | None:
        """The filter without search hits, which would be stale tomorrow; None when there is none."""
        selection = self.selection.without(SEARCH)
        given = selection.conditions.get(GIVEN)
        lasting = given is not None and isinstance(given.where, Titled) and has_plain(given.where)
        return (selection if lasting else selection.without(GIVEN)).where()

    def note_used(self) -> None:
        """Among the last ten, once it is settled: not every keystroke of it."""
        where = self.kept()
        if where is not None:
            self.layouts.note_recent(self.ledger, where)

    def save(self) -> None:
        """Under a name."""
        asker, where = self.context.asker, self.kept()
        if where is None:
            asker.tell(self.page, "现在没有可以保存的筛选条件；查找的结果不能保存。")
            return
        name = asker.ask_text(self.page, "给这组筛选起个名字：")
        if name is None:
            return
        try:
            self.layouts.save_filter(self.ledger, name, where)
        except UserError as error:
            asker.tell(self.page, error.sentence)
            return
        self.context.news.said.emit(f"已保存筛选“{name.strip()}”")
