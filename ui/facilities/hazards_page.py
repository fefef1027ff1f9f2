"""隐患治理: hazards of a period to the left, permits and water to the right; lists to print."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from bureau.facilities.safety.figures_hazards import (
    HazardFigures,
    PermitFigures,
    WaterFigures,
    hazard_figures,
    permit_figures,
    water_figures,
)
from ui.context import Context
from ui.facilities.hazards_words import (
    CLASS_NUMBERS,
    NUMBERS,
    SPOT_NUMBERS,
    class_grid,
    hazard_grid,
    permit_grid,
    water_grid,
)
from ui.month.figures_page import FiguresPage
from ui.month.period_page import titled_card

MOST_LINES = 40
WIDTHS = (132, 72, 200)
CLASS_WIDTHS = (150, 100, 110)
SPOT_WIDTHS = (160, 64, 90, 100)
NOTHING = "{}没有隐患、作业票和积水记录；请换一个时段，或先在“安全隐患”“作业票”“积水记录”里登记。"


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows of a period."""

    period: Period
    hazards: HazardFigures
    permits: PermitFigures
    water: WaterFigures

    @property
    def nothing(self) -> bool:
        """Whether nothing was noted at all."""
        of = self.hazards
        counts = (of.found, of.open, of.righted, self.permits.begun, self.water.events)
        return not any(one.count for one in counts)


class HazardsPage(FiguresPage):
    """Four tables; a double click opens the records behind a number."""

    narrow = 1000
    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "隐患治理", MONTH_END, parent=parent)
        self.hazards = self.line_grid("hazard-figures", "隐患排查治理", MOST_LINES)
        self.classes = self.line_grid("hazard-classes", "隐患按类别和等级", MOST_LINES)
        self.permits = self.line_grid("permit-figures", "作业票", MOST_LINES)
        self.water = self.line_grid("water-figures", "积水", MOST_LINES)
        self.top.addWidget(self.button("hazard-list-paper", "隐患清单…", self.print_page))
        self.top.addWidget(self.button("water-list-paper", "易涝点清单…", self._print_water))
        body = self.scrolled()
        left, right = (
            self.stacked(*(titled_card(title, grid, parent=self) for title, grid in pair))
            for pair in (
                (("隐患排查治理", self.hazards), ("按类别和等级", self.classes)),
                (("作业票", self.permits), ("积水", self.water)),
            )
        )
        body.addLayout(self.beside((left, 1), (right, 1)))
        body.addStretch(1)
        self.setFocusProxy(self.hazards)

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        today = desk.today()
        with desk.store.snapshot() as conn:
            names = desk.store.names(conn)
            return Read(
                period,
                hazard_figures(conn, names, period, today),
                permit_figures(conn, names, period, today),
                water_figures(conn, names, period, today),
            )

    def is_empty(self, found: object) -> bool:
        """Nothing was noted yet."""
        assert isinstance(found, Read)
        return found.nothing

    def take(self, found: object) -> None:
        """The four tables."""
        assert isinstance(found, Read)
        period = found.period
        if found.nothing:
            self.notice.show_notice(NOTHING.format(period.title), "active")
        self.hazards.show_lines(hazard_grid(found.hazards, period), NUMBERS, WIDTHS)
        self.classes.show_lines(class_grid(found.hazards, period), CLASS_NUMBERS, CLASS_WIDTHS, 0)
        self.permits.show_lines(permit_grid(found.permits, period), NUMBERS, WIDTHS)
        self.water.show_lines(water_grid(found.water, period), SPOT_NUMBERS, SPOT_WIDTHS, 0)
        late = found.hazards.overdue.count
        self.note.setText(f"期末未整改 {found.hazards.open.count} 处，超期 {late} 处")

    def print_page(self) -> None:
        """Ctrl+P: the list of hazards."""
        self.show_kind("hazard-list", "安全隐患排查治理清单")

    def _print_water(self) -> None:
        self.show_kind("waterlogging-list", "易涝点清单")
