"""全年考核: whether the weights make up the full marks, and the points by theme, section and person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from bureau.party.ledgers import TASKS
from bureau.party.task_scores import SCORE_HEADS, ScoreLine, weights_said
from ui.context import Context
from ui.ledger.inputs.base import mark
from ui.month.numbers import Cell, Grid
from ui.month.period_page import titled_card
from ui.party.tasks_year import PAPERS, TaskYearPage, YearTasks

NUMBERS = tuple(range(1, 1 + len(SCORE_HEADS)))
WIDTHS = (120, *(62 for _ in range(7)), 76)
MOST_LINES = 60
NOTE = "一项任务有几位责任人的，各算一项；得分率只按已经考核的任务的权重算。双击数字看是哪些任务。"


def score_grid(
    head: str, lines: Sequence[ScoreLine], year: int, total: ScoreLine | None = None
) -> Grid:
    """A line each; every count opens its tasks, the points those that have them."""
    rows = [score_cells(line, year) for line in (*lines, *([total] if total is not None else []))]
    return Grid((head, *SCORE_HEADS), tuple(rows), summed=total is not None)


def score_cells(line: ScoreLine, year: int) -> tuple[Cell, ...]:
    """One line in the words that its paper has too."""
    of = line.tasks
    parts = (
        *((of, "任务"), (of.done, "已完成"), (of.open, "未完成"), (of.late, "逾期")),
        *((of, "权重"), (of.self_judged, "自评分"), (of.judged, "考核分")),
    )
    cells = []
    for text, (tasks, word) in zip(line.texts, parts, strict=False):
        title = f"{line.title}{word}：{year}年"
        cells.append(Cell(text, (TASKS.name, tasks.titled(title)) if tasks.of else None))
    return (Cell(line.title), *cells, Cell(line.texts[-1]))


class PartyScoresPage(TaskYearPage):
    """The weights in a sentence, three tables below it."""

    paper = PAPERS[2]
    narrow = 1240

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "全年考核", parent)
        self.weights = QLabel(self)
        self.weights.setObjectName("task-weights")
        self.weights.setWordWrap(True)
        self.weights.setContentsMargins(16, 2, 16, 2)
        self.whole.insertWidget(1, self.weights)
        self.themes = self.line_grid("scores-themes", "按五型", MOST_LINES)
        self.units = self.line_grid("scores-units", "按责任股室", MOST_LINES)
        self.persons = self.line_grid("scores-persons", "按责任人", MOST_LINES)
        body = self.scrolled()
        themes = titled_card("按五型", self.themes, parent=self)
        units = titled_card("按责任股室", self.units, parent=self)
        persons = titled_card("按责任人", self.persons, self.faint(NOTE), parent=self)
        self.cards = (themes, units, persons)
        body.addLayout(self.beside((self.stacked(themes, units), 1), (persons, 1)))
        body.addStretch(1)
        self.setFocusProxy(self.themes)

    def take(self, found: object) -> None:
        """The sentence and the three tables."""
        assert isinstance(found, YearTasks)
        empty = self.say_nothing(found)
        scores, year = found.scores, found.of.year
        self.weights.setText("" if empty else weights_said(scores))
        self.weights.setVisible(not empty)
        for card in self.cards:
            card.setVisible(not empty)
        wrong = scores.lacking or scores.total.tasks.unweighted.of
        mark(self.weights, "role", "warning" if wrong else "soft")
        for grid, head, lines, total in (
            (self.themes, "五型", scores.themes, scores.total),
            (self.units, "责任股室", scores.units, None),
            (self.persons, "责任人", scores.persons, None),
        ):
            shown = score_grid(head, () if empty else lines, year, None if empty else total)
            grid.show_lines(shown, NUMBERS, WIDTHS, 0)
