"""隐患治理 in the words of its page: hazards of a period, permits, water; each number with its records."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted
from bureau.facilities.ledgers import HAZARDS, PERMITS, WATER_EVENTS, WATERLOGGING
from bureau.facilities.safety.figures_hazards import HazardFigures, PermitFigures, WaterFigures
from bureau.ledger.query import Titled
from bureau.ledger.words import scaled_text
from bureau.reports.change import percent
from ui.month.numbers import Cell, Grid, figure_title

HEADS = ("项目", "数量", "说明")
CLASS_HEADS = ("类别", "本期排查", "期末未整改")
SPOT_HEADS = ("积水点", "次数", "最深(cm)", "最长(分钟)")
NUMBERS = (1,)
CLASS_NUMBERS = (1, 2)
SPOT_NUMBERS = (1, 2, 3)


def cell(line: Counted, ledger: str, period: Period, tone: str = "") -> Cell:
    """A number with its records; a plain 0."""
    behind = (ledger, Titled(figure_title(line.title, period), line.where))
    return Cell(f"{line.count:,}", behind if line.count else None, tone=tone)


def lines(
    found: Sequence[tuple[Counted, str]], ledger: str, period: Period
) -> tuple[tuple[Cell, ...], ...]:
    """A line for each figure."""
    return tuple(
        (
            Cell(one.title),
            cell(one, ledger, period, "danger" if hint.startswith("▲") else ""),
            Cell(hint),
        )
        for one, hint in found
    )  # fmt: skip


def hazard_grid(of: HazardFigures, period: Period) -> Grid:
    """上期结转 + 排查 − 整改 = 未整改, and what stands beside."""
    found = (
        (of.carried, "期初还没有整改的"),
        (of.found, ""),
        (of.righted, f"整改率 {percent(of.rate.rate)}（本期排查中期末前已整改的）"),
        (of.open, "结转 + 排查 − 整改"),
        (of.overdue, "▲ 期限已过" if of.overdue.count else ""),
        (of.unlimited, "办“定期限”" if of.unlimited.count else ""),
        (of.watched, ""),
        (of.in_time.part, f"按期整改率 {percent(of.in_time.rate)}（期限在本期的）"),
        (of.closed, ""),
        (of.unclosed, "已整改，还没有销号"),
        (of.looked_back, ""),
        (of.fell_back, "已重新立为隐患" if of.fell_back.count else ""),
    )
    return Grid(HEADS, lines(found, HAZARDS.name, period), summed=False, sums=(3,))


def class_grid(of: HazardFigures, period: Period) -> Grid:
    """By kind, then by grade of those open."""
    is_open = {line.title: line for line in of.by_kind}
    found = {line.title: line for line in of.found_by_kind}
    rows = [
        (
            Cell(title),
            cell(found[title], HAZARDS.name, period) if title in found else Cell(""),
            cell(is_open[title], HAZARDS.name, period) if title in is_open else Cell(""),
        )
        for title in dict.fromkeys((*found, *is_open))
    ]
    rows += [
        (Cell(line.title), Cell(""), cell(line, HAZARDS.name, period)) for line in of.by_grade
    ]  # fmt: skip
    return Grid(CLASS_HEADS, tuple(rows), summed=False)


def permit_grid(of: PermitFigures, period: Period) -> Grid:
    """Permits of the period by kind, and those that should be finished."""
    found = [
        (of.begun, ""),
        *((line, "") for line in of.by_kind),
        (of.finished, ""),
        (of.unfinished, "▲ 到今天还没有登记完工" if of.unfinished.count else ""),
        (of.unapproved, "▲ 开始时间已过，没有批准" if of.unapproved.count else ""),
    ]
    return Grid(HEADS, lines(found, PERMITS.name, period), summed=False, sums=(0,))


def water_grid(of: WaterFigures, period: Period) -> Grid:
    """Spots by how often water stood there, then the sums."""
    rows = [
        (
            Cell(line.spot),
            Cell(
                str(line.events),
                (WATER_EVENTS.name, Titled(figure_title(line.spot, period), line.where)),
            ),
            Cell(scaled_text(line.depth, 2) if line.depth is not None else ""),
            Cell(str(line.minutes) if line.minutes is not None else ""),
        )
        for line in of.spots
    ]
    behind = (WATERLOGGING.name, Titled(of.standing.title, of.standing.where))
    standing = Cell(str(of.standing.count), behind if of.standing.count else None)
    rows += [
        (Cell("积水合计"), cell(of.events, WATER_EVENTS.name, period), Cell(""), Cell("")),
        (
            Cell(of.responded.part.title),
            cell(of.responded.part, WATER_EVENTS.name, period),
            Cell(percent(of.responded.rate)),
            Cell(""),
        ),
        (Cell("未消除易涝点"), standing, Cell(""), Cell("")),
    ]
    return Grid(SPOT_HEADS, tuple(rows), summed=False, sums=(len(of.spots),))
