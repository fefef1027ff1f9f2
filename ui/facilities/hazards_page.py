"""隐患治理: hazards of a period to the left, permits and water to the right; lists to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from bureau.facilities.figures_hazards import (
    HazardFigures,
    PermitFigures,
    WaterFigures,
    hazard_figures,
    permit_figures,
    water_figures,
)
from bureau.month.papers import KINDS, Asked
from ui.assessment.line_grid import LineGrid
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
from ui.month.period_page import PeriodPage, titled_card
from ui.paper.showing import show_paper

MOST_LINES = 40
WIDTHS = (132, 72, 200)
CLASS_WIDTHS = (150, 100, 110)
SPOT_WIDTHS = (160, 64, 90, 100)
NARROW = 1000
"""Pixels: below it all stands under each other."""
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


class HazardsPage(PeriodPage):
    """Four tables; a double click opens the records behind a number."""

    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "隐患治理", MONTH_END, parent=parent)
        self.hazards = self._grid("hazard-figures", "隐患排查治理")
        self.classes = self._grid("hazard-classes", "隐患按类别和等级")
        self.permits = self._grid("permit-figures", "作业票")
        self.water = self._grid("water-figures", "积水")
        self.top.addWidget(self._button("隐患清单…", "hazard-list-paper", self.print_page))
        self.top.addWidget(self._button("易涝点清单…", "water-list-paper", self._print_water))
        body = self.scrolled()
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.sides.setSpacing(12)
        for pair in (
            (("隐患排查治理", self.hazards), ("按类别和等级", self.classes)),
            (("作业票", self.permits), ("积水", self.water)),
        ):
            column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            column.setSpacing(12)
            for title, grid in pair:
                column.addWidget(titled_card(title, grid, parent=self))
            column.addStretch(1)
            self.sides.addLayout(column, 1)
        body.addLayout(self.sides)
        body.addStretch(1)
        self.setFocusProxy(self.hazards)

    def _grid(self, name: str, title: str) -> LineGrid:
        made = LineGrid(MOST_LINES, self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.wanted.connect(self.wanted)
        return made

    def _button(self, words: str, name: str, act: Callable[[], None]) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.clicked.connect(lambda: act())
        return made

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
        self._print("hazard-list", "安全隐患排查治理清单")

    def _print_water(self) -> None:
        self._print("waterlogging-list", "易涝点清单")

    def _print(self, kind: str, title: str) -> None:
        desk, asked = self.context.desk, Asked(period=self.period)
        name = f"{self.period.title}{title}"
        show_paper(self.context, self, name, lambda: KINDS[kind](desk, asked))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside each other only where the columns have room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self.sides.setDirection(
            way.TopToBottom if event.size().width() < NARROW else way.LeftToRight
        )
