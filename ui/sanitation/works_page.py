"""作业完成: a month's work on the roads against its plan, waste, landfill, estates and buildings."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from bureau.reports.change import percent
from bureau.sanitation.figures import WorksFigures, works_figures
from ui.context import Context
from ui.month.figures_page import FiguresPage
from ui.month.period_bar import WHOLE_MONTHS
from ui.month.period_page import titled_card
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


class SanitationWorksPage(FiguresPage):
    """Roads to the left, waste and sites to the right; a double click opens the logs."""

    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "作业完成", MONTH_END, WHOLE_MONTHS, parent)
        self.roads = self.line_grid("works-roads", "各路段作业完成", MOST_LINES)
        self.waste = self.line_grid("works-waste", "垃圾收运和过磅", MOST_LINES)
        self.sites = self.line_grid("works-sites", "填埋场、小区、公厕转运站", MOST_LINES)
        self.road_note = self.faint()
        body = self.scrolled()
        roads = titled_card("洗城、机扫、洒水", self.roads, self.road_note, parent=self)
        right = self.stacked(
            titled_card("垃圾收运", self.waste, parent=self),
            titled_card("填埋场、小区、公厕转运站", self.sites, parent=self),
        )
        body.addLayout(self.beside((roads, 5), (right, 4)))
        body.addStretch(1)
        self.setFocusProxy(self.roads)

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
