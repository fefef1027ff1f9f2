"""三会一课频次矩阵: a line for each branch, kind and group, its spans beside each other, what is due soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bureau.ledger.query import Filter, Ids, Titled
from bureau.party.classes import EVERY_HALF_YEAR, EVERY_MONTH, EVERY_QUARTER, EVERY_YEAR
from bureau.party.figures import Requirement
from bureau.party.frequency import MONTHS, Cell, in_words

PERIODS: Final = {
    EVERY_MONTH: "每月",
    EVERY_QUARTER: "每季度",
    EVERY_HALF_YEAR: "每半年",
    EVERY_YEAR: "每年",
}
FREE: Final = "不要求：支部（党组）在这个周期里成立或撤销"
LEGEND: Final = "√ 达标　×n 欠 n 次　… 未到期　— 不要求；一个周期里多开的不重复算。"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of meeting of one branch, or of one of its groups, in a year."""

    branch: int | None
    branch_title: str
    kind: int
    kind_title: str
    group: str
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        """What it is called beside its branch."""
        return f"{self.kind_title}（{self.group}）" if self.group else self.kind_title

    @property
    def required(self) -> int:
        """Meetings that were to be held in the spans that are over."""
        return sum(cell.required for cell in self.judged)

    @property
    def held(self) -> int:
        """Those of them that were."""
        return sum(cell.held for cell in self.judged)

    @property
    def judged(self) -> tuple[Cell, ...]:
        """The spans that are over."""
        return tuple(cell for cell in self.cells if cell.state in ("met", "missing"))


@dataclass(frozen=True, slots=True)
class Due:
    """A span that ends soon without enough meetings."""

    line: Line
    cell: Cell
    days_left: int

    @property
    def words(self) -> str:
        """机关党支部 主题党日：11月还差 1 次，还有 7 天."""
        left = f"还有 {self.days_left} 天" if self.days_left else "今天是最后一天"
        span = span_title(self.cell)
        return (
            f"{self.line.branch_title}{self.line.title}：{span}还差 {self.cell.lacking} 次，{left}"
        )


def lines_of(requirements: Iterable[Requirement]) -> tuple[Line, ...]:
    """The matrix, in the order of branches and rules."""
    return tuple(
        Line(
            one.branch,
            one.branch_title,
            one.kind,
            one.kind_title,
            group,
            tuple(cell for cell in one.kept.cells if cell.group == group),
        )
        for one in requirements
        for group in dict.fromkeys(cell.group for cell in one.kept.cells)
    )


def due_soon(lines: Iterable[Line], as_of: date, days: int) -> tuple[Due, ...]:
    """What is still to be held in spans that end within so many days, the earliest first.

    A span is judged on its last day already; a meeting may be held on that day all the same.
    """
    found = [
        Due(line, cell, (cell.span.last - as_of).days)
        for line in lines
        for cell in line.cells
        if cell.lacking and cell.span.first <= as_of <= cell.span.last <= as_of + timedelta(days)
    ]
    return tuple(sorted(found, key=lambda one: one.days_left))


def mark(cell: Cell) -> str:
    """The sign of a cell: told by it, not by its colour alone."""
    if cell.state == "met":
        return "√"
    if cell.state == "missing":
        return f"×{cell.lacking}"
    if cell.state == "running":
        return "√" if not cell.lacking else "…"
    return "—" if cell.state == "free" else ""


def place(cell: Cell) -> tuple[int, int]:
    """The month that a span begins in, counted from 0, and how many it is long."""
    return cell.span.first.month - 1, MONTHS[cell.rule.period]


def span_title(cell: Cell) -> str:
    """11月, 第四季度, 下半年, 全年."""
    period, label = cell.rule.period, cell.span.label
    if period == EVERY_MONTH:
        return f"{label}月"
    if period == EVERY_QUARTER:
        return f"第{in_words(int(label))}季度"
    return ("上半年", "下半年")[int(label) - 1] if period == EVERY_HALF_YEAR else "全年"


def cell_title(line: Line, cell: Cell) -> str:
    """机关党支部主题党日：2026年11月."""
    return f"{line.branch_title}{line.title}：{cell.span.first.year}年{span_title(cell)}"


def told(line: Line, cell: Cell) -> str:
    """What a person is told who asks about a cell."""
    if cell.state == "free":
        return f"{cell_title(line, cell)}，{FREE}"
    asked = f"{PERIODS[cell.rule.period]}至少 {cell.rule.count} 次，已开 {len(cell.records)} 次"
    if cell.state in ("met", "missing"):
        stands = "达标" if not cell.lacking else f"欠 {cell.lacking} 次"
    else:
        until = f"未到期（{cell.span.last.month}月{cell.span.last.day}日止）"
        stands = until if cell.lacking else f"{until}，已经够了"
    return f"{cell_title(line, cell)}：{asked}，{stands}"


def records_of(line: Line, cell: Cell) -> Filter:
    """The meetings of a cell."""
    return Titled(cell_title(line, cell), Ids(cell.records))


def missing_meeting(line: Line, cell: Cell, today: date) -> dict[str, object]:
    """Stored values that a meeting for a cell begins with: today where that is in the span.

    One of a year that is over is made up for today and says which year it belongs to.
    """
    span = cell.span
    values: dict[str, object] = {"kind": line.kind}
    if line.branch is not None:
        values["branch"] = line.branch
    if line.group:
        values["group"] = line.group
    if cell.rule.period == EVERY_YEAR and today > span.last:
        values |= {"held_on": today.isoformat(), "for_year": span.first.year}
    else:
        values["held_on"] = min(max(today, span.first), span.last).isoformat()
    return values
