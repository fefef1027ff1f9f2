"""亮灯率: grades and roads against their targets, both rates, what is intact, twelve months; printed as 通报."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.facilities.ledgers import FACILITIES, LIGHTING_TARGETS, REPAIRS
from bureau.facilities.lighting.charts import dark_chart, trend_chart
from bureau.facilities.lighting.figures_trend import MonthLight, trend
from bureau.facilities.lighting.reading import DEFINITION, Lighting, read_lighting
from bureau.facilities.lighting.targets import LIT
from bureau.ledger.query import Filter, Titled
from bureau.reports.change import percent
from ui.context import Context
from ui.facilities.lighting_words import (
    GRADE_NUMBERS,
    INTACT_NUMBERS,
    ROAD_NUMBERS,
    grade_grid,
    intact_grid,
    remarks,
    road_grid,
)
from ui.month.figures_page import FiguresPage
from ui.month.numbers import figure_title
from ui.month.period_page import titled_card
from ui.paper.chart_card import ChartCard

MOST_LINES = 200
GRADE_WIDTHS = (84, 76, 76, 92, 64, 156, 92, 92)
ROAD_WIDTHS = (108, 84, 78, 80, 82, 108, 82, 88, 150, 92)
GRADE, VERDICT = 1, 8
INTACT_WIDTHS = (124, 60, 60, 80, 66, 156)
NOTHING = "{}没有夜间巡查，档案里也没有路灯；请换一个时段，或先导入路灯普查表和夜巡记录。"
TO_COME = "{}还没有到，没有亮灯率；请换一个时段。"
NO_PATROL = "{}还没有夜间巡查，抽查亮灯率算不出来；在“夜间巡查”里登记或导入。"


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows of a period."""

    lighting: Lighting
    trend: tuple[MonthLight, ...]


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        return Read(read_lighting(conn, names, period, today), trend(conn, names, period, today))


class LightingPage(FiguresPage):
    """Grades above, roads below, charts beside each other; a double click opens the records."""

    narrow = 1180
    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "亮灯率", parent=parent)
        self.grades = self.line_grid("lighting-grades", "各等级亮灯率", MOST_LINES)
        self.roads = self.line_grid("lighting-roads", "各路段亮灯率", MOST_LINES)
        self.intact = self.line_grid("lighting-intact", "照明设施完好率", MOST_LINES)
        self.remarks = self.faint()
        self.rule = self.faint()
        self.charts = {name: ChartCard(context, name, self) for name in ("trend", "dark")}
        self.links = {
            key: self.button(f"lighting-{key}", words, act, "link")
            for key, words, act in (
                ("placeless", "没有建档的故障", self._open_placeless),
                ("unapproved", "停用没有批准的灯", self._open_unapproved),
                ("target", "改指标…", self._change_target),
            )
        }
        below = QWidget(self)
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.remarks, 1)
        for link in self.links.values():
            row.addWidget(link)
        self.top.addWidget(self.button("lighting-print", "亮灯率通报…", self.print_page))
        body = self.scrolled()
        self.intact_card = titled_card("设施完好率（现在）", self.intact, parent=self)
        grades = titled_card("各等级亮灯率", self.grades, below, parent=self)
        body.addLayout(self.beside((grades, 8), (self.intact_card, 6)))
        roads = titled_card("各路段", self.roads, self.rule, parent=self)
        body.addWidget(roads)
        self.cards = (grades, roads)
        body.addLayout(self.beside((self.charts["trend"], 3), (self.charts["dark"], 2)))
        body.addStretch(1)
        self.setFocusProxy(self.grades)

    # -- reading and showing -------------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        return read(desk, period)

    def is_empty(self, found: object) -> bool:
        """Nobody has patrolled yet."""
        assert isinstance(found, Read)
        return not found.lighting.sampled.roads

    def take(self, found: object) -> None:
        """The tables and their charts."""
        assert isinstance(found, Read)
        of, title = found.lighting, found.lighting.period.title
        if not of.sampled.roads:
            self.notice.show_notice(nothing_words(of).format(title), "active")
        self.grades.show_lines(grade_grid(of), GRADE_NUMBERS, GRADE_WIDTHS, 0)
        self.roads.show_lines(road_grid(of), ROAD_NUMBERS, ROAD_WIDTHS, VERDICT)
        self._fit()
        self.intact.show_lines(intact_grid(of.intact, of.period), INTACT_NUMBERS, INTACT_WIDTHS, 0)
        self.intact_card.setVisible(bool(of.intact))
        said = remarks(of)
        self.remarks.setText("；".join(said) + "。" if said else "")
        for card in self.cards:
            card.setVisible(not of.nothing_known)
        self.rule.setText(f"{of.small_rule}{DEFINITION}")
        self.links["placeless"].setVisible(bool(of.weighted.unregistered))
        self.links["unapproved"].setVisible(bool(of.weighted.unapproved_count))
        self.charts["trend"].show_chart(trend_chart(found.trend))
        self.charts["dark"].show_chart(dark_chart(of.roads))
        self.note.setText(headline(of))

    def print_page(self) -> None:
        """Ctrl+P: the bulletin of the period."""
        self.show_kind("lighting", "亮灯率通报")

    # -- what a line leads to --------------------------------------------------------------------

    def _open(self, ledger: str, title: str, where: Filter) -> None:
        self.wanted.emit(ledger, Titled(figure_title(title, self.period), where))

    def _open_placeless(self) -> None:
        if self.shown is not None:
            placeless = self.shown.lighting.weighted.placeless
            self._open(REPAIRS.name, "没有建档的故障", placeless)

    def _open_unapproved(self) -> None:
        if self.shown is not None:
            unapproved = self.shown.lighting.weighted.unapproved
            self._open(FACILITIES.name, "停用没有批准的灯", unapproved)

    def _change_target(self) -> None:
        """The form of a new target for the grade of the chosen line, with what is in force now."""
        if self.shown is None:
            return
        lines = self.shown.lighting.grades
        row = self.grades.currentIndex().row()
        line = lines[row] if 0 <= row < len(lines) else None
        target = self.shown.lighting.targets.of_grade(line.item if line else None)
        template = {
            "subject": LIT,
            "grade": line.item if line else None,
            "overall": target.overall,
            "single": target.single,
            "begins_on": self.period.first.isoformat(),
        }
        self.context.news.wanted.emit(LIGHTING_TARGETS.name, template)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room for the columns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # The grade of a road stands in the table above too.
        self.roads.setColumnHidden(GRADE, self.width() < self.narrow)


def nothing_words(of: Lighting) -> str:
    """Why there is no 抽查亮灯率, and what to do."""
    if of.period.first > of.today:
        return TO_COME
    return NOTHING if of.nothing_known else NO_PATROL


def headline(of: Lighting) -> str:
    """抽查 98.10% · 台账 99.20%（31 夜）: short, for a narrow window has no room for more."""
    if of.nothing_known:
        return ""
    said = [f"抽查 {percent(of.sampled.rate)}"]
    if of.weighted.nights:
        said.append(f"台账 {percent(of.weighted.all.rate)}（{of.weighted.nights} 夜）")
    return " · ".join(said)
