"""A page that lists what happened, newest first and a piece at a time, with one act on the chosen row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from bureau.storage.changes import ChangeSet
from bureau.storage.connection import Reader
from ui.context import Context
from ui.settings.frame import Card, Frame, PlainList, button, note, row_of
from ui.widgets.bars import EmptyPage

PAGE = 200


class Placed(Protocol):
    """A row that knows its place in history: what is earlier is read from there."""

    @property
    def place(self) -> int:
        """The larger, the newer."""


Row = TypeVar("Row", bound=Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Names of a page and its parts: columns as (title, width in characters), 0 for the wide one."""

    name: str
    title: str
    explanation: str
    help_anchor: str
    list_name: str
    columns: tuple[tuple[str, int], ...]
    act: str
    act_name: str


class NewestFirst(Frame, Generic[Row]):
    """What the pages share; each says what is read, how a row reads and what may be done with it."""

    def __init__(self, context: Context, look: Look) -> None:
        super().__init__(
            context,
            look.name,
            look.title,
            look.explanation,
            help_anchor=look.help_anchor,
            scrolls=False,
        )
        self.shown: list[Row] = []
        widths = [width for _title, width in look.columns]
        titles = [title for title, _width in look.columns]
        self.list = PlainList(look.list_name, look.title, titles, stretch=widths.index(0))
        self.list.set_widths(widths)
        self.list.itemSelectionChanged.connect(self._show_act)
        self.act_button = button(look.act, self.act, look.act_name)
        self.more = button("更早的…", self.show_earlier, "show-earlier")
        self.said = note("")
        card = Card()
        card.column.addWidget(self.list, 1)
        acts = row_of(self.act_button, self.more, stretch_last=False)
        acts.addWidget(self.said, 1)
        card.column.addLayout(acts)
        self.empty = EmptyPage("", "")
        self.pages = QStackedWidget()
        self.pages.addWidget(card)
        self.pages.addWidget(self.empty)
        self.column.addWidget(self.pages, 1)
        context.news.changed.connect(self._on_news)

    # -- what each page says -------------------------------------------------------------------

    def asked(self) -> object:
        """What is looked for now; an answer to another question is not shown."""
        raise NotImplementedError

    def read(self, conn: Reader, asked: object, before: int | None) -> list[Row]:
        """The newest rows, or those before a place."""
        raise NotImplementedError

    def cells(self, row: Row) -> Sequence[str]:
        """A row as it is shown."""
        raise NotImplementedError

    def ref(self, row: Row) -> object:
        """What a row stands for."""
        raise NotImplementedError

    def is_over(self, row: Row) -> bool:
        """Whether a row is shown faintly, as no longer in force."""
        return False

    def may_act(self, row: Row) -> bool:
        """Whether something can be done with a row."""
        return True

    def words(self, row: Row | None) -> str:
        """What is said beside the button."""
        raise NotImplementedError

    def nothing(self) -> tuple[str, str]:
        """Title and sentence where there is no row."""
        raise NotImplementedError

    def act(self) -> None:
        """What the button does with the chosen row."""
        raise NotImplementedError

    def concerns(self, changes: ChangeSet) -> bool:
        """Whether a change may have altered what is shown."""
        raise NotImplementedError

    # -- reading and showing -------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the newest rows anew."""
        self._read(None)

    def show_earlier(self) -> None:
        """Adds the rows before the last one shown."""
        if self.shown:
            self._read(self.shown[-1].place)

    def _read(self, before: int | None) -> None:
        store, asked = self.context.desk.store, self.asked()

        def read() -> list[Row]:
            with store.snapshot() as conn:
                return self.read(conn, asked, before)

        self.context.reading.run(
            lambda _ticket: read(), lambda found: self._show(found, before, asked), self.fail
        )

    def _show(self, found: object, before: int | None, asked: object) -> None:
        if asked != self.asked():
            return
        read = cast(list[Row], found)
        self.shown = read if before is None else [*self.shown, *read]
        self.list.show_rows(
            [self.cells(row) for row in self.shown],
            [self.ref(row) for row in self.shown],
            frozenset(at for at, row in enumerate(self.shown) if self.is_over(row)),
        )
        self.more.setVisible(len(read) == PAGE)
        if not self.shown:
            self.empty.say(*self.nothing())
        self.pages.setCurrentIndex(0 if self.shown else 1)
        self._show_act()

    def chosen(self) -> Row | None:
        """The chosen row."""
        ref = self.list.chosen()
        return next((row for row in self.shown if self.ref(row) == ref), None)

    def _show_act(self) -> None:
        row = self.chosen()
        self.act_button.setEnabled(row is not None and self.context.writable and self.may_act(row))
        self.said.setText(self.words(row))

    def _on_news(self, changes: ChangeSet) -> None:
        if self.isVisible() and self.concerns(changes):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What happened while another room was in sight is read now."""
        super().showEvent(event)
        self.refresh()
