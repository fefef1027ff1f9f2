"""Pictures of a PDF's pages: made in the lane of papers when they are wanted, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from bureau.reports.pages import Bookmark, Hit, Pages, Raster
from ui.tasks import Runner, Ticket

ROOM: Final = 96 * 1024 * 1024
"""Bytes of pictures kept: some ten pages at full width, many thumbnails."""
Wanted = tuple[int, int]
"""A page and its width in pixels of the device."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that has been read: what the window keeps of it."""

    pages: Pages
    sizes: tuple[tuple[float, float], ...]
    bookmarks: tuple[Bookmark, ...]


def image_of(raster: Raster) -> QImage:
    """The raster as a picture that owns its pixels."""
    return QImage(
        raster.pixels, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32
    ).copy()


class PagePictures(QObject):
    """The open PDF of one view. Everything that touches PDFium runs in the lane of papers."""

    opened = Signal(object)
    """An Opened."""
    arrived = Signal(int)
    """A picture of this page is there."""
    failed = Signal(object)
    """The error of whatever could not be done."""

    def __init__(self, lane: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._open: Opened | None = None
        self._held: list[Pages] = []
        self._kept: OrderedDict[Wanted, QImage] = OrderedDict()
        self._asked: dict[Wanted, Ticket] = {}
        self._wanted: dict[object, frozenset[Wanted]] = {}
        self._tickets: set[Ticket] = set()
        self._search: Ticket | None = None

    def open(self, content: bytes) -> None:
        """Reads a PDF from its bytes; `opened` follows."""
        self.close()
        held = self._held

        def read(ticket: Ticket) -> object:
            pages = Pages(content)
            # Noted before anything else can happen: whoever closes the view closes it too.
            held.append(pages)
            ticket.step(0)
            return Opened(pages, pages.sizes, pages.bookmarks())

        self._run(read, self._take)

    def _take(self, result: object) -> None:
        assert isinstance(result, Opened)
        self._open = result
        self.opened.emit(result)

    def close(self) -> None:
        """Lets go of the PDF and of all its pictures; nothing is wanted any more."""
        for ticket in (*self._tickets, *self._asked.values()):
            ticket.cancel()
        self._tickets.clear()
        self._asked.clear()
        self._kept.clear()
        self._wanted.clear()
        self._open = self._search = None
        held, self._held = self._held, []

        def let_go(_ticket: Ticket) -> object:
            while held:
                held.pop().close()
            return None

        if self._lane.run(let_go, lambda _result: None, self.failed.emit).cancelled:
            let_go(Ticket())  # the lane has ended, so nobody else is in there

    def want(self, asker: object, wanted: Iterable[Wanted]) -> None:
        """What `asker` shows now, most urgent first; its earlier wishes are dropped."""
        ordered = list(dict.fromkeys(wanted))
        self._wanted[asker] = frozenset(ordered)
        needed = frozenset[Wanted]().union(*self._wanted.values())
        for wish in [wish for wish in self._asked if wish not in needed]:
            self._asked.pop(wish).cancel()
        for wish in ordered:
            if wish in self._kept:
                self._kept.move_to_end(wish)
            elif wish not in self._asked:
                self._ask(wish)

    def _ask(self, wish: Wanted) -> None:
        opened = self._open
        if opened is None:
            return
        pages = opened.pages

        def draw(ticket: Ticket) -> object:
            ticket.step(0)
            return image_of(pages.picture(*wish))

        def keep(result: object) -> None:
            assert isinstance(result, QImage)
            self._asked.pop(wish, None)
            self._kept[wish] = result
            self._make_room()
            self.arrived.emit(wish[0])

        def fail(error: BaseException) -> None:
            self._asked.pop(wish, None)
            self.failed.emit(error)

        ticket = self._lane.run(draw, keep, fail)
        if wish not in self._kept and not ticket.cancelled:
            self._asked[wish] = ticket

    def _make_room(self) -> None:
        """Drops the pictures not seen for longest, never one that is wanted now."""
        needed = frozenset[Wanted]().union(*self._wanted.values())
        size = sum(image.sizeInBytes() for image in self._kept.values())
        for wish in [wish for wish in self._kept if wish not in needed]:
            if size <= ROOM:
                return
            size -= self._kept.pop(wish).sizeInBytes()

    def picture(self, wish: Wanted) -> QImage | None:
        """The picture at exactly this width, if it is there."""
        return self._kept.get(wish)

    def stand_in(self, page: int) -> QImage | None:
        """The sharpest picture of the page at any width, to be shown until the right one comes."""
        found = [wish for wish in self._kept if wish[0] == page]
        return self._kept[max(found)] if found else None

    def find(
        self,
        text: str,
        done: Callable[[tuple[Hit, ...]], None],
        looked: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> None:
        """Looks for a text on all pages; a search still running gives way.

        `looked` hears how many pages are done.
        """
        if self._search is not None:
            self._search.cancel()
        opened = self._open
        if opened is None:
            done(())
            return
        pages = opened.pages

        def look(ticket: Ticket) -> object:
            return pages.find(text, ticket.step)

        def tell(result: object) -> None:
            assert isinstance(result, tuple)
            done(result)

        self._search = self._run(look, tell)
        self._search.report = looked

    def _run(self, work: Callable[[Ticket], object], done: Callable[[object], None]) -> Ticket:
        ended: list[Ticket] = []

        def finish(result: object) -> None:
            self._tickets.difference_update(ended)
            done(result)

        def fail(error: BaseException) -> None:
            self._tickets.difference_update(ended)
            self.failed.emit(error)

        ticket = self._lane.run(work, finish, fail)
        ended.append(ticket)
        self._tickets.add(ticket)
        return ticket
