"""What a page and a tab are, and what a page may offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from bureau.layouts import Layouts
    from bureau.ledger.query import Filter
    from ui.context import Context

# What a page may offer; the window asks with isinstance and greys out what a page doesn't have.


@runtime_checkable
class Prints(Protocol):
    """A page that Ctrl+P prints."""

    def print_page(self) -> None:
        """Opens the preview of what the page shows."""


@runtime_checkable
class Refreshes(Protocol):
    """A page that F5 reads anew."""

    def refresh(self) -> None:
        """Reads again what is shown."""


@runtime_checkable
class ShowsRecord(Protocol):
    """A page that can be asked for one record."""

    def show_record(self, record: int) -> None:
        """Makes the record the current one, taking filters away that hide it."""


@runtime_checkable
class StartsRecord(Protocol):
    """A page that can be asked for the form of a new record."""

    def start_record(self, template: Mapping[str, object] | None) -> None:
        """Opens it, with stored values to begin from."""


@runtime_checkable
class ShowsList(Protocol):
    """A page that can be asked for the records behind a number."""

    def show_list(self, where: Filter) -> None:
        """Filters the table; the filter is seen and can be taken away."""


@runtime_checkable
class FinishesEditing(Protocol):
    """A page with an editor that may hold something not saved yet."""

    def finish_editing(self) -> bool:
        """Commits it or keeps it as a draft; False when a person has to decide first."""


@runtime_checkable
class SavesForm(Protocol):
    """A page with a form, which nothing but its own 保存 or Ctrl+S writes."""

    def save_form(self) -> bool:
        """Saves what was typed into an open form; False when there is nothing of the kind."""


class Titled(Protocol):
    """Something with a name that a person reads."""

    @property
    def title(self) -> str:
        """The name."""


@runtime_checkable
class HasRooms(Protocol):
    """A page with pages of its own (系统): finds the one that shows a ledger."""

    def show_ledger(self, ledger: str) -> QWidget | None:
        """Brings up the page of that ledger and gives it, None when there is none."""

    @property
    def rooms(self) -> Mapping[str, Titled]:
        """The rooms by key, in their order."""

    def show_room(self, key: str) -> QWidget:
        """Brings up a room by its key (history, keeping)."""


@runtime_checkable
class HasTools(Protocol):
    """A page whose buttons stand in the row of the page names."""

    def tools(self) -> QWidget:
        """The buttons, made by the page; the window only places them."""


@runtime_checkable
class HasStatus(Protocol):
    """A page with a line of counts (共 N 条) that the window shows at its bottom."""

    status: QWidget


Make = Callable[["Context", "Layouts"], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOf:
    """One page: made when it is first looked at. `ledger` is the one it shows, "" for none;
    `has_rooms` says that it has pages of its own (HasRooms). Pages of one `group` stand beside each
    other in a tab and share one name in its row; "" stands alone. `department` says whose books it
    shows, where that isn't the tab's.
    """

    key: str
    title: str
    make: Make
    group: str = ""
    ledger: str = ""
    has_rooms: bool = False
    help_anchor: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab with its pages; a single page has no row of names. `department`: whose books, "" for all."""

    key: str
    title: str
    pages: tuple[PageOf, ...]
    department: str = ""

    @property
    def groups(self) -> tuple[tuple[str, tuple[PageOf, ...]], ...]:
        """The names in its row, each with the pages it stands for."""
        found: dict[str, list[PageOf]] = {}
        for page in self.pages:
            found.setdefault(page.group or page.title, []).append(page)
        return tuple((title, tuple(pages)) for title, pages in found.items())


def ledger_page(name: str) -> Make:
    """The table of one ledger, with the acts that its department adds."""

    def make(context: Context, layouts: Layouts) -> QWidget:
        from bureau.office import ledger_named
        from ui.handlings import handling_of
        from ui.ledger.page import LedgerPage

        ledger = ledger_named(name)
        page = LedgerPage(context, ledger, layouts, handling=handling_of(ledger))
        # Who turns to the page types into its table at once.
        page.setFocusProxy(page.table)
        return page

    return make


def own_page(module: str, name: str) -> Make:
    """A page of its own, its module loaded when it is first looked at."""
    return OwnPage(module, name)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Makes the page that a module has under a name."""

    module: str
    name: str

    def __call__(self, context: Context, layouts: Layouts) -> QWidget:
        """The page, its module loaded by now."""
        page: QWidget = getattr(import_module(self.module), self.name)(context, layouts)
        return page


def exists(module: str) -> bool:
    """Whether a page was shipped with this build."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def of_ledger(
    name: str, title: str, group: str = "", help_anchor: str = "ledger", department: str = ""
) -> PageOf:
    """The page of one ledger, called by the ledger's name."""
    return PageOf(
        key=name,
        title=title,
        make=ledger_page(name),
        group=group,
        ledger=name,
        help_anchor=help_anchor,
        department=department,
    )
