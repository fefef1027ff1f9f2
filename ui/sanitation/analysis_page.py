"""考核分析: scores over twelve months, where points were lost, what came of appeals; figures open their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from bureau.sanitation.charts import MOST_MONTHS, loss_chart, roads_chart, score_chart
from bureau.sanitation.judging import Judgement
from bureau.sanitation.losses import (
    Appeals,
    Loss,
    appeals,
    part_losses,
    problem_losses,
    road_losses,
)
from bureau.sanitation.money import Book
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.month.figures_page import FiguresPage
from ui.month.numbers import Grid
from ui.month.period_bar import WHOLE_MONTHS
from ui.month.period_page import titled_card
from ui.paper.chart_card import ChartCard
from ui.sanitation.analysis_words import appeal_grid, loss_grid, score_grid

MOST_LINES = 40
SCORE_WIDTHS = (88, *(72 for _ in range(MOST_MONTHS)), 76)
LOSS_WIDTHS = (150, 164, 64, 64, 72)
APPEAL_WIDTHS = (130, 84, 84, 84, 84)
NUMBERS = (2, 3, 4)
NOTHING = "{}没有可以分析的考核；先登记合同、录入检查，再回来看。"


@dataclass(frozen=True, slots=True)
class Read:
    """Twelve months up to the end of a period, and what the period lost."""

    period: Period
    year: tuple[Judgement, ...]
    judged: tuple[Judgement, ...]
    parts: tuple[Loss, ...]
    roads: tuple[Loss, ...]
    problems: tuple[Loss, ...]
    appeals: Appeals


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        book = Book(conn, desk.store.names(conn), today)
        year = tuple(one for month in twelve(period) for one in book.judged(month))
    judged = tuple(one for one in year if period.first <= one.period.first <= period.last)
    return Read(
        period,
        year,
        judged,
        part_losses(judged),
        road_losses(judged),
        problem_losses(judged),
        appeals(judged),
    )


def twelve(period: Period) -> tuple[Period, ...]:
    """The calendar months up to the last of a period."""
    year, month = period.last.year, period.last.month
    last = year * 12 + month - 1
    numbers = range(last - MOST_MONTHS + 1, last + 1)
    return tuple(Period.month(number // 12, number % 12 + 1) for number in numbers)


class SanitationAnalysisPage(FiguresPage):
    """Scores on top; blocks and roads below, each with its chart; problems, appeals."""

    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "考核分析", MONTH_END, WHOLE_MONTHS, parent)
        self.scores = self.line_grid("analysis-scores", "各标段各月得分", MOST_LINES)
        self.parts = self.line_grid("analysis-parts", "各大项扣分", MOST_LINES)
        self.roads = self.line_grid("analysis-roads", "扣分较多的路段", MOST_LINES)
        self.problems = self.line_grid("analysis-problems", "问题分项", MOST_LINES)
        self.appeals = self.line_grid("analysis-appeals", "申诉和裁决", MOST_LINES)
        self.notes = {grid: self.faint() for grid in (self.roads, self.problems, self.appeals)}
        self.charts = {
            name: ChartCard(context, name, self) for name in ("scores", "blocks", "roads")
        }
        body = self.scrolled()
        self.score_card = titled_card("近 12 个月得分", self.scores, parent=self)
        self.losses = [
            titled_card("各大项扣分", self.parts, parent=self),
            titled_card("扣分较多的路段", self.roads, self.notes[self.roads], parent=self),
            titled_card("问题分项", self.problems, self.notes[self.problems], parent=self),
            titled_card("申诉和裁决", self.appeals, self.notes[self.appeals], parent=self),
        ]
        body.addWidget(self.score_card)
        body.addWidget(self.charts["scores"])
        for left, right in (
            (self.losses[0], self.charts["blocks"]),
            (self.losses[1], self.charts["roads"]),
            (self.losses[2], self.losses[3]),
        ):
            body.addLayout(self.beside((left, 1), (right, 1)))
        body.addStretch(1)
        self.setFocusProxy(self.scores)

    # -- reading and showing -------------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        return read(desk, period)

    def is_empty(self, found: object) -> bool:
        """Nothing was found wrong yet, which a month that has just begun is like."""
        assert isinstance(found, Read)
        return not found.appeals.deductions

    def take(self, found: object) -> None:
        """The tables and their charts."""
        assert isinstance(found, Read)
        period = found.period
        if not found.year:
            self.notice.show_notice(NOTHING.format(period.title), "active")
        elif missing := unscored(found.judged):
            self.notice.show_notice(f"{missing}还不能计分，没有算在里面；原因见“月度考核”。")
        self.score_card.setVisible(bool(found.year))
        scores = score_grid(found.year)
        columns = range(1, len(scores.heads))
        self.scores.show_lines(scores, columns, SCORE_WIDTHS[: len(scores.heads)], 0)
        for grid, shown in (
            (self.parts, loss_grid("大项", "标段", found.parts, period)),
            (self.roads, loss_grid("路段", "标段", found.roads, period)),
            (self.problems, loss_grid("问题", "大项", found.problems, period)),
        ):
            grid.show_lines(shown, NUMBERS, LOSS_WIDTHS, 0)
            self._say(grid, shown)
        ruled = appeal_grid(found.appeals, period)
        self.appeals.show_lines(ruled, (1, 2, 3, 4), APPEAL_WIDTHS, 0)
        self._say(self.appeals, ruled)
        self.appeals.setVisible(bool(found.appeals.outcomes))
        self._show_cards(found)
        self.note.setText(
            f"扣分 {found.appeals.deductions:,} 条 · 申诉 {found.appeals.number:,} 条"
            if found.appeals.deductions
            else ""
        )

    def _say(self, grid: LineGrid, shown: Grid) -> None:
        note = self.notes.get(grid)
        if note is not None:
            note.setText(shown.note)
            note.setVisible(bool(shown.note))

    def _show_cards(self, found: Read) -> None:
        for card, shown in zip(
            self.losses, (found.parts, found.roads, found.problems, found.year), strict=True
        ):
            card.setVisible(bool(shown))
        self.charts["scores"].show_chart(score_chart(found.year))
        self.charts["blocks"].show_chart(loss_chart(found.judged))
        self.charts["roads"].show_chart(roads_chart(found.judged))

    def print_page(self) -> None:
        """Ctrl+P: the bulletin of the period, which prints these tables and charts."""
        self.show_kind("contractor-bulletin", "考核通报")


def unscored(judged: Sequence[Judgement]) -> str:
    """一标段、二标段: those that a fault keeps from being scored, each once."""
    found = dict.fromkeys(one.section for one in judged if one.score is None and one.fault)
    return "、".join(found)
