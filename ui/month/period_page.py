"""A page of one period's figures: the period and a sentence on top, what is shown of it below."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bureau.calendar.periods import Kind, Period
from bureau.desk import Desk
from bureau.settings.reading import month_end_day, week_start
from ui.context import Context
from ui.month.period_bar import EVERY_KIND, PeriodBar
from ui.seen_page import SeenPage
from ui.widgets.elided_label import ElidedLabel

COUNTING = "正在统计…"


class PeriodPage(SeenPage):
    """The period and a sentence on top, what a page shows of it below. Months end on `end_day`, where
    it is None on the day that the bureau has set, which may be set anew while the page is open.
    """

    wanted = Signal(str, object)
    """A ledger's name and the filter behind a number."""
    together = True
    """Whether it goes along with the other pages of the month."""

    def __init__(
        self,
        context: Context,
        title: str,
        end_day: int | None = None,
        kinds: Collection[Kind] = EVERY_KIND,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, title, parent)
        self.shown: object = None
        self._begun = False
        self._follows = end_day is None
        day = statistical_end(context.desk) if end_day is None else end_day
        week = first_weekday(context.desk) if Kind.WEEK in kinds else 0
        self.bar = PeriodBar(context.desk.today(), day, self, kinds, week)
        if self.together:
            self.bar.go_along(context.news)
        self.note = ElidedLabel(self)
        self.note.setProperty("role", "soft")
        self.top = QHBoxLayout()
        self.top.setContentsMargins(16, 6, 16, 4)
        self.top.setSpacing(16)
        self.top.addWidget(self.bar)
        self.top.addWidget(self.note, 1)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(0)
        self.whole.addLayout(self.top)
        self.whole.addWidget(self.notice)
        self.bar.changed.connect(lambda _period: self.refresh())
        self.wanted.connect(context.news.wanted_list)

    def scrolled(self) -> QVBoxLayout:
        """Room for cards below each other, scrolled where they are more than the window."""
        inner = QWidget(self)
        inner.setObjectName("ground")
        body = QVBoxLayout(inner)
        body.setContentsMargins(16, 4, 16, 16)
        body.setSpacing(12)
        area = QScrollArea(self)
        area.setAccessibleName(self.accessibleName())
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self.whole.addWidget(area, 1)
        return body

    # -- what a page says itself -----------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> object:
        """Everything that is shown of a period, in one picture of the books."""
        raise NotImplementedError

    def is_empty(self, found: object) -> bool:
        """Whether a page that is looked at for the first time had better begin a period earlier."""
        del found
        return False

    # -- reading -------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The period shown."""
        return self.bar.period

    def wish(self) -> Callable[[], object]:
        """The period's figures."""
        self.note.setText(COUNTING)
        desk, follows = self.context.desk, self._follows
        period = self.period.seen_on(desk.today())
        return lambda: (self.read(desk, period), statistical_end(desk) if follows else None)

    def _received(self, found: object) -> None:
        assert isinstance(found, tuple)
        found, end_day = found
        first, self._begun = not self._begun, True
        # A new month in which nobody has entered anything yet is not what one comes for.
        chosen = self.together and self.context.news.period is not None
        if first and not chosen and self.period.previous is not None and self.is_empty(found):
            self.bar.choose(self.period.previous)
            return
        self.shown = found
        self.note.setText("")
        self.notice.hide()
        super()._received(found)
        if end_day is not None:
            self.bar.set_month_end(end_day)

    def complain(self, error: BaseException) -> None:
        """Counts no longer."""
        self.note.setText("")
        super().complain(error)


def statistical_end(desk: Desk) -> int:
    """The day on which the bureau's statistical month ends."""
    with desk.store.snapshot() as conn:
        return month_end_day(conn, desk.today())


def first_weekday(desk: Desk) -> int:
    """The day of the week on which the bureau's week starts, 0 for Monday."""
    with desk.store.snapshot() as conn:
        return week_start(conn, desk.today())


def titled_card(title: str, *inside: QWidget, parent: QWidget | None = None) -> QFrame:
    """Tables and their notes on a card under a heading."""
    card = QFrame(parent)
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 10, 1, 8)
    column.setSpacing(6)
    heading = QLabel(title, card)
    heading.setProperty("role", "heading")
    heading.setContentsMargins(12, 0, 12, 0)
    for part in (heading, *inside):
        column.addWidget(part)
    column.addStretch(1)
    return card
