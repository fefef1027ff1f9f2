"""作业完成: a month's work on the roads against its plan, waste, landfill, estates and buildings."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from bureau.reports.change import percent
from bureau.sanitation.figures import WorksFigures, works_figures
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.month.period_bar import WHOLE_MONTHS
from ui.month.period_page import PeriodPage, titled_card
from ui.sanitation.works_words import (
    FIGURE_NUMBERS,
    ROAD_NUMBERS,
    WASTE_NUMBERS,
    road_grid,
    sites_grid,
    waste_grid,
)

MOST_LINES = 80
ROAD_WIDTHS = (120, 100, 84, 84, 76, 84)
WASTE_WIDTHS = (132, 100, 90)
SITE_WIDTHS = (132, 110, 160)
NARROW = 1080
"""Pixels: below it the figures stand under the roads, not beside them."""
NOTHING = "{}没有作业、收运和填埋记录；请换一个时段，或先在“作业日志”“填埋场”里登记、导入。"


@dataclass(frozen=True, slots=True)
class Read:
    """The works of a period."""

    period: Period
    works: WorksFigures


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return Read(period, works_figures(conn, desk.store.names(conn), period, today))


class SanitationWorksPage(PeriodPage):
    """Roads to the left, waste and sites to the right; a double click opens the logs."""

    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "作业完成", MONTH_END, WHOLE_MONTHS, parent)
        self.roads = self._grid("works-roads", "各路段作业完成")
        self.waste = self._grid("works-waste", "垃圾收运和过磅")
        self.sites = self._grid("works-sites", "填埋场、小区、公厕转运站")
        self.road_note = QLabel(self)
        self.road_note.setProperty("role", "faint")
        self.road_note.setWordWrap(True)
        self.road_note.setContentsMargins(12, 0, 12, 0)
        body = self.scrolled()
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.sides.setSpacing(12)
        roads = titled_card("洗城、机扫、洒水", self.roads, self.road_note, parent=self)
        right = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        right.setSpacing(12)
        right.addWidget(titled_card("垃圾收运", self.waste, parent=self))
        right.addWidget(titled_card("填埋场、小区、公厕转运站", self.sites, parent=self))
        right.addStretch(1)
        self.sides.addWidget(roads, 5)
        self.sides.addLayout(right, 4)
        body.addLayout(self.sides)
        body.addStretch(1)
        self.setFocusProxy(self.roads)

    def _grid(self, name: str, title: str) -> LineGrid:
        made = LineGrid(MOST_LINES, self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.wanted.connect(self.wanted)
        return made

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        return read(desk, period)

    def is_empty(self, found: object) -> bool:
        """Nothing was noted yet."""
        assert isinstance(found, Read)
        return found.works.nothing_done

    def take(self, found: object) -> None:
        """The three tables."""
        assert isinstance(found, Read)
        period, works = found.period, found.works
        if works.nothing_done:
            self.notice.show_notice(NOTHING.format(period.title), "active")
        roads = road_grid(works.roads, period)
        self.roads.show_lines(roads, ROAD_NUMBERS, ROAD_WIDTHS, 0)
        self.road_note.setText(roads.note)
        self.waste.show_lines(waste_grid(works.waste, period), WASTE_NUMBERS, WASTE_WIDTHS, 0)
        sites = sites_grid(works.landfill, works.cleaned, period)
        self.sites.show_lines(sites, FIGURE_NUMBERS, SITE_WIDTHS)
        share = works.roads.share
        self.note.setText("" if share is None else f"作业计划完成率 {percent(share)}")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside each other only where the columns have room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = event.size().width() < NARROW
        self.sides.setDirection(way.TopToBottom if narrow else way.LeftToRight)
