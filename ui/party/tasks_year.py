"""What the pages of a year's tasks share: the year on top, the papers, tables whose numbers open their tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Kind, Period
from bureau.desk import Desk
from bureau.party.figures_task_facts import Tasks
from bureau.party.figures_tasks import TaskFigures, task_figures
from bureau.party.ledgers import TASKS
from bureau.party.responsibility import Chain, Duty, chain_of
from bureau.party.task_scores import YearScores, year_scores
from ui.month.figures_page import FiguresPage
from ui.month.numbers import Cell

if TYPE_CHECKING:
    from ui.context import Context

PAPERS = (
    ("party-tasks", "党建工作任务清单"),
    ("party-half-year", "党建工作半年督查表"),
    ("party-annual", "党建工作年终考核表"),
    ("party-chain", "党建工作责任链"),
    ("party-duty", "党建工作个人任务清单"),
)
NOTHING = "{}年还没有党建任务。请先在“任务清单”里登记或导入，或换一年。"


@dataclass(frozen=True, slots=True)
class YearTasks:
    """A year's tasks as these pages show them."""

    of: TaskFigures
    scores: YearScores
    chain: tuple[Duty, ...]
    units: dict[int, str]
    themes: dict[int, str]


def read_year(desk: Desk, period: Period) -> YearTasks:
    """Everything in one picture of the books, as of today or the year's end."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        of = task_figures(conn, names, period.last.year, min(period.last, today))
        units = {one.unit: "" for one in of.stand.of if one.unit is not None}
        return YearTasks(
            of,
            year_scores(of, names),
            chain_of(of.stand, Chain.read(conn, today), names),
            {unit: names.label("units", unit) for unit in units},
            {item.id: item.title for item in names.items("party-theme")},
        )


def counted(tasks: Tasks, title: str, *, zero: str = "") -> Cell:
    """A number of tasks that opens them."""
    if not tasks.of:
        return Cell(zero)
    return Cell(str(len(tasks)), (TASKS.name, tasks.titled(title)))


class TaskYearPage(FiguresPage):
    """The year, a sentence, the papers; what is below is each page's own."""

    paper = PAPERS[0]
    """What Ctrl+P prints."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(context, title, MONTH_END, (Kind.YEAR,), parent)
        self.papers_menu("tasks-print", PAPERS)

    def read(self, desk: Desk, period: Period) -> YearTasks:
        """Everything in one picture of the books."""
        return read_year(desk, period)

    def say_nothing(self, found: YearTasks) -> bool:
        """Says what to do where there are no tasks; whether there are none."""
        if not found.of.all.count:
            self.notice.show_notice(NOTHING.format(found.of.year), "active")
        return not found.of.all.count

    def print_page(self) -> None:
        """Ctrl+P: the paper of this page."""
        self.show_kind(*self.paper)
