"""责任链: from the party group down to the person in charge, each with the tasks that are open or late."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bureau.party.responsibility import LEADER, LEVELS, Duty
from bureau.party.task_scores import points_words
from ui.context import Context
from ui.month.numbers import Cell, Grid
from ui.month.period_page import titled_card
from ui.party.tasks_year import PAPERS, TaskYearPage, YearTasks, counted

HEADS = ("责任主体", "层级", "任务", "已完成", "未完成", "逾期", "临期", "权重")
NUMBERS = (2, 3, 4, 5, 6, 7)
WIDTHS = (320, 110, 80, 80, 80, 80, 80, 80)
MOST_LINES = 200
INDENT = "　"
NOTE = (
    "任务写了牵头领导的归这位领导，没有写的归“股室队所”里这个股室的分管领导；"
    "主要负责人在“系统 → 单位设置”里填。双击数字看是哪些任务。"
)


def chain_grid(chain: tuple[Duty, ...], year: int) -> Grid:
    """A line each, moved in by its level; zeros are left out."""
    rows = []
    for duty in chain:
        of = duty.tasks
        title = f"{duty.title}的{{}}：{year}年".format
        rows.append(
            (
                Cell(INDENT * 2 * duty.level + duty.title),
                Cell(LEVELS[duty.level]),
                counted(of, title("任务")),
                counted(of.done, title("已完成任务")),
                counted(of.open, title("未完成任务")),
                counted(of.late, title("逾期任务")),
                counted(of.near, title("临近到期任务")),
                Cell(points_words(of.weight)),
            )
        )
    sums = tuple(place for place, duty in enumerate(chain) if duty.level <= LEADER)
    return Grid(HEADS, tuple(rows), summed=False, named=2, sums=sums)


class PartyChainPage(TaskYearPage):
    """One table from the top down."""

    paper = PAPERS[3]

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "责任链", parent)
        self.grid = self.line_grid("duty-chain", "责任链", MOST_LINES)
        body = self.scrolled()
        way = "党组 → 主要负责人 → 分管领导 → 股室 → 责任人"
        self.card = titled_card(way, self.grid, self.faint(NOTE), parent=self)
        body.addWidget(self.card)
        body.addStretch(1)
        self.setFocusProxy(self.grid)

    def take(self, found: object) -> None:
        """The links, and how the year stands."""
        assert isinstance(found, YearTasks)
        empty = self.say_nothing(found)
        chain = () if empty else found.chain
        self.card.setVisible(not empty)
        self.grid.show_lines(chain_grid(chain, found.of.year), NUMBERS, WIDTHS, 0)
        of = found.of
        words = f"任务 {of.all.count} 项，未完成 {of.open.count} 项，逾期 {of.late.count} 项"
        self.note.setText("" if empty else words)
