"""全年奖罚: ranks month by month and what every town was given, paid and settled in a year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bureau.assessment.exact import score_text
from bureau.calendar.periods import MONTH_END, Kind, Period
from bureau.errors import BureauError
from bureau.ledger.query import All, Filter, Is, Titled
from bureau.towns.acts import IS_SETTLED, TO_SETTLE
from bureau.towns.ledgers import REWARDS
from bureau.towns.year import TownLine, TownYear, within_year
from ui.assessment.amounts import money
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.month.numbers import Behind, Cell, Grid
from ui.month.period_bar import PeriodBar, of_kind
from ui.tasks import Ticket
from ui.towns.month_reading import read_year
from ui.widgets.bars import NoticeBar

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
        ("奖罚", every),
        ("奖罚", every),
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


class TownYearPage(QWidget):
    """The year on top, the towns below."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("全年奖罚")
        self.context = context
        self._stale = True
        self._ticket: Ticket | None = None
        self.bar = PeriodBar(context.desk.today(), MONTH_END, self)
        self.bar.kind.hide()
        self.bar.choose(of_kind(Kind.YEAR, self.bar.period))
        self.sum = QLabel(self)
        self.sum.setObjectName("year-sum")
        self.sum.setProperty("role", "soft")
        self.notice = NoticeBar(self)
        self.grid = LineGrid(MOST_LINES, self)
        self.grid.setObjectName("town-year")
        self.grid.setAccessibleName("各镇街全年名次和奖罚")
        self.grid.wanted.connect(context.news.wanted_list)
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 4)
        top.setSpacing(16)
        top.addWidget(self.bar)
        top.addWidget(self.sum, 1)
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.grid)
        inner = QWidget(self)
        inner.setObjectName("ground")
        body = QVBoxLayout(inner)
        body.setContentsMargins(16, 4, 16, 12)
        body.addWidget(card)
        body.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName("全年奖罚")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)
        self.setFocusProxy(self.grid)
        self.bar.changed.connect(lambda _period: self.refresh())
        context.news.changed.connect(lambda _changes: self.refresh())

    @property
    def period(self) -> Period:
        """The year shown."""
        return self.bar.period

    def refresh(self) -> None:
        """Reads anew, in the lane of reading; the newest wish wins."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._ticket is not None:
            self._ticket.cancel()
        desk, year = self.context.desk, self.period.first.year
        self._ticket = self.context.reading.run(
            lambda _ticket: read_year(desk, year), self._take, self._complain
        )

    def _take(self, found: object) -> None:
        assert isinstance(found, TownYear)
        self.notice.hide()
        if not found.lines:
            self.notice.show_notice(NOTHING.format(found.year), "active")
        self.grid.show_lines(year_grid(found), NUMBERS, WIDTHS)
        opened = sum(line.open_fen for line in found.lines)
        words = [
            f"奖励 {money(found.rewarded_fen)} 元",
            f"扣罚 {money(found.penalised_fen)} 元",
            f"未兑现 {money(opened)} 元",
        ]
        self.sum.setText(" · ".join(words) if found.lines else "")

    def _complain(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.notice.show_notice(error.sentence, "danger")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when it is looked at."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
