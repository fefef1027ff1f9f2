"""A page that reads when it is looked at, off the window's thread; the newest wish wins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bureau.errors import BureauError
from ui.context import Context
from ui.tasks import Ticket, Work
from ui.widgets.bars import NoticeBar


class SeenPage(QWidget):
    """Says in `wish` what is to be read and in `take` how it is shown; reads anew when books change."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.context = context
        self.notice = NoticeBar(self)
        self._stale = True
        self._taken = False
        self._ticket: Ticket | None = None
        context.news.changed.connect(lambda _changes: self.refresh())

    def wish(self) -> Callable[[], object]:
        """What is to be read, with what it needs of the page already taken: it runs elsewhere."""
        raise NotImplementedError

    def lane_work(self) -> Work:
        """The same for the lane; who tells how far it is overrides this instead."""
        wish = self.wish()
        return lambda _ticket: wish()

    def show_progress(self, done: int, of: int) -> None:
        """Shows how far the reading is."""

    def take(self, found: object) -> None:
        """Shows what was read."""
        raise NotImplementedError

    def complain(self, error: BaseException) -> None:
        """Tells why nothing could be read."""
        if not isinstance(error, BureauError):
            raise error
        self.notice.show_notice(error.sentence, "danger")

    def refresh(self) -> None:
        """Reads anew, in the lane of reading; unseen, as soon as it is looked at."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._ticket is not None:
            self._ticket.cancel()
        self._ticket = self.context.reading.run(self.lane_work(), self._received, self.complain)
        self._ticket.report = self.show_progress

    def _received(self, found: object) -> None:
        self._ticket = None
        self._taken = True
        self.take(found)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when it is looked at, not before."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for figures that aren't seen."""
        super().hideEvent(event)
        if self._ticket is not None and not self._taken:
            self._ticket.cancel()
            self._stale = True
