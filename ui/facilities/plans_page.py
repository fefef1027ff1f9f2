"""养护计划 of a period: what each plan asks for, n of m done, what is overdue; lists to print."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Period, month_holding
from bureau.desk import Desk
from bureau.facilities.ledgers import PLANS, WORKS
from bureau.facilities.upkeep.figures_plans import PlanFigures, plan_figures
from bureau.ledger.query import Titled
from bureau.storage import rows
from ui.context import Context
from ui.facilities.plans import begin_with_examples
from ui.facilities.plans_words import (
    AMOUNT_NUMBERS,
    PLAN_NUMBERS,
    amount_grid,
    plan_grid,
    said_of,
)
from ui.month.figures_page import FiguresPage
from ui.month.numbers import figure_title
from ui.month.period_page import titled_card

MOST_LINES = 60
PLAN_WIDTHS = (168, 120, 150, 96, 64, 64, 64, 140, 110)
ABOUT, VERDICT = 1, 7
AMOUNT_WIDTHS = (160, 100, 80)
NO_PLANS = "还没有养护计划：在“养护计划”台账里新增，或用示例计划开始再改。"
NOTHING_DUE = "{}没有进行中的养护计划；请换一个时段，或核对计划的起止日期。"
RULE = (
    "应做的是设施档案里在用的设施，这一期开始以后新装的不算；一期里做几次算一次，"
    "宽限期内补做的算上一期。双击“已做”看养护记录，双击“欠”看还没有做的设施。"
)


@dataclass(frozen=True, slots=True)
class Read:
    """The plans of a period; `plans` is how many there are at all."""

    period: Period
    plans: int
    figures: PlanFigures


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return Read(
            period,
            rows.count(conn, PLANS, today=today),
            plan_figures(conn, desk.store.names(conn), period, today),
        )


class PlansPage(FiguresPage):
    """The plans above, what was done below; a double click opens what is behind a number."""

    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "养护到期", MONTH_END, parent=parent)
        # What is to be done is asked of this month, not of the one that is reported.
        self.bar.choose(month_holding(context.desk.today()))
        self.plans = self.line_grid("plan-lines", "各项计划", MOST_LINES)
        self.amounts = self.line_grid("plan-amounts", "养护工程量", MOST_LINES)
        self.rule = self.faint(RULE)
        self.problems = self.button("plan-problems", "发现问题", self._open_problems, "link")
        self.examples = self.button("plan-examples", "用示例计划开始…", self._begin, "main")
        self.examples.hide()
        self.top.addWidget(self.examples)
        self.top.addWidget(self.button("plan-due-paper", "到期清单…", self.print_page))
        self.top.addWidget(self.button("plan-year-paper", "年度计划表…", self._print_year))
        body = self.scrolled()
        self.card = titled_card("各项计划", self.plans, self.rule, parent=self)
        body.addWidget(self.card)
        self.done_card = titled_card("本期养护工程量", self.amounts, self.problems, parent=self)
        body.addWidget(self.done_card)
        body.addStretch(1)
        self.setFocusProxy(self.plans)

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        return read(desk, period)

    def take(self, found: object) -> None:
        """Both tables."""
        assert isinstance(found, Read)
        of = found.figures
        if not found.plans:
            self.notice.show_notice(NO_PLANS, "active")
        elif not of.lines:
            self.notice.show_notice(NOTHING_DUE.format(found.period.title), "active")
        self.examples.setVisible(not found.plans)
        self.card.setVisible(bool(of.lines))
        self.plans.show_lines(plan_grid(of), PLAN_NUMBERS, PLAN_WIDTHS, VERDICT)
        self._fit()
        self.amounts.show_lines(amount_grid(of, found.period), AMOUNT_NUMBERS, AMOUNT_WIDTHS)
        self.amounts.setVisible(bool(of.quantities))
        self.problems.setText(f"发现问题 {of.problems.count:,} 条")
        self.problems.setVisible(bool(of.problems.count))
        self.done_card.setVisible(bool(of.quantities or of.problems.count))
        self.note.setText(said_of(of))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What a plan is about is in its name too: a narrow window keeps how it stands instead."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.plans.setColumnHidden(ABOUT, self.width() < self.narrow)

    def print_page(self) -> None:
        """Ctrl+P: what is still to be done."""
        self.show_kind("maintenance-due", "到期养护清单")

    def _print_year(self) -> None:
        self.show_kind("maintenance-plan", "设施养护计划表")

    def _open_problems(self) -> None:
        if self.shown is not None:
            where = self.shown.figures.problems.where
            title = figure_title("养护发现问题", self.shown.period)
            self.wanted.emit(WORKS.name, Titled(title, where))

    def _begin(self) -> None:
        begin_with_examples(self, self.context, self.complain)
