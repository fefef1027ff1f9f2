"""全年奖罚: ranks month by month and what every town was given, paid and settled in a year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bureau.assessment.exact import score_text
from bureau.calendar.periods import MONTH_END, Kind, Period
from bureau.desk import Desk
from bureau.ledger.query import All, Between, Filter, Is, Titled
from bureau.towns.acts import IS_SETTLED, TO_SETTLE
from bureau.towns.ledgers import REWARDS
from bureau.towns.year import TownLine, TownYear, within_year
from ui.assessment.amounts import money
from ui.context import Context
from ui.month.figures_page import FiguresPage
from ui.month.numbers import Behind, Cell, Grid
from ui.towns.month_reading import read_year

MOST_LINES = 40
MONTHS = range(1, 13)
NUMBERS = (*range(2, 3 + len(MONTHS)), *range(15, 19))
"""Columns of figures: the mean, twelve ranks, four amounts."""
WIDTHS = (84, 96, 68, *(44 for _ in MONTHS), 106, 106, 106, 106)
NOTHING = "{}年还没有镇街成绩；请换一年，或先录入成绩。"


def year_grid(of: TownYear) -> Grid:
    """A line for each town, the sum below."""
    heads = (
        *("组别", "镇街", "平均分", *(f"{month}月" for month in MONTHS)),
        *("奖励(元)", "扣罚(元)", "已兑现(元)", "未兑现(元)"),
    )
    rows, before = [], None
    for line in by_group(of.lines):
        said = line.group or "未分组"
        rows.append(line_cells(line, of.year, "" if said == before else said))
        before = said
    blank = [Cell("") for _ in (*MONTHS, "mean")]
    amounts = (
        of.rewarded_fen,
        of.penalised_fen,
        of.settled_fen,
        sum(line.open_fen for line in of.lines),
    )
    rows.append((Cell("合计"), Cell(""), *blank, *money_cells(amounts, of.year, None)))
    return Grid(heads, tuple(rows), summed=True, named=2)


def by_group(lines: Sequence[TownLine]) -> list[TownLine]:
    """The towns of a group beside each other, the groups as they first come."""
    groups = [*dict.fromkeys(line.group for line in lines)]
    return sorted(lines, key=lambda line: groups.index(line.group))


def line_cells(line: TownLine, year: int, group: str) -> tuple[Cell, ...]:
    """One town's year."""
    points = {point.month.month: point for point in line.points}
    mean = line.mean
    ranks = []
    for month in MONTHS:
        point = points.get(month)
        rank = point.rank if point is not None else None
        hint = ""
        if point is not None and rank is not None and point.score is not None:
            state = "" if point.is_issued else "，还没有签发"
            hint = f"{month}月 {score_text(point.score)} 分，{point.units} 个里第 {rank} 名{state}"
        ranks.append(Cell("" if rank is None else str(rank), hint=hint))
    amounts = (line.rewarded_fen, line.penalised_fen, line.settled_fen, line.open_fen)
    return (
        Cell(group),
        Cell(line.title),
        Cell("" if mean is None else score_text(mean)),
        *ranks,
        *money_cells(amounts, year, line),
    )


def money_cells(
    amounts: tuple[int, int, int, int], year: int, line: TownLine | None
) -> tuple[Cell, ...]:
    """Reward, penalty, settled, open; each leads to its lines."""
    title = line.title if line is not None else "全部镇街"
    every: Filter = within_year(year)
    if line is not None:
        every = All((Is("town", line.town), every))
    kinds = (
        ("奖励", All((every, Between("fen", low=1)))),
        ("扣罚", All((every, Between("fen", high=-1)))),
        ("已兑现", All((every, IS_SETTLED))),
        ("未兑现", All((every, TO_SETTLE))),
    )
    return tuple(
        Cell(money(fen) if fen else "", behind(f"{title}{year}年{named}", where) if fen else None)
        for fen, (named, where) in zip(amounts, kinds, strict=True)
    )


def behind(title: str, where: Filter) -> Behind:
    """The lines to settle."""
    return REWARDS.name, Titled(title, where)


class TownYearPage(FiguresPage):
    """The year on top, the towns below."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "全年奖罚", MONTH_END, (Kind.YEAR,), parent)
        self.grid = self.line_grid("town-year", "各镇街全年名次和奖罚", MOST_LINES)
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.grid)
        body = self.scrolled()
        body.addWidget(card)
        body.addStretch(1)
        self.setFocusProxy(self.grid)

    def read(self, desk: Desk, period: Period) -> TownYear:
        """The year in one picture of the books."""
        return read_year(desk, period.first.year)

    def take(self, found: object) -> None:
        """The towns, and the sums of their money."""
        assert isinstance(found, TownYear)
        if not found.lines:
            self.notice.show_notice(NOTHING.format(found.year), "active")
        self.grid.show_lines(year_grid(found), NUMBERS, WIDTHS)
        opened = sum(line.open_fen for line in found.lines)
        words = [
            f"奖励 {money(found.rewarded_fen)} 元",
            f"扣罚 {money(found.penalised_fen)} 元",
            f"未兑现 {money(opened)} 元",
        ]
        self.note.setText(" · ".join(words) if found.lines else "")
