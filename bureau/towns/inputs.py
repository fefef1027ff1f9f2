"""A town's month as the scoring engine takes it: marks of the sheet, field checks, cases, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.deductions import Absence, Adjustment, Deduction, Inputs, Mark
from bureau.assessment.exact import ZERO, short, total
from bureau.assessment.rubric import Block, Item, Rubric, find_block, walk
from bureau.assessment.stored import Row, day_of, exact_of, ref_of, whole_of
from bureau.assessment.uninspected import uninspected
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Filter
from bureau.ledger.words import split_words
from bureau.towns.ledgers import CHECKS, SCORES

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

CASES, ON_TIME, RETURNED, OVERDUE = "cases", "cases.on-time", "cases.returned", "cases.overdue"
"""Keys of what a rubric judges by the cases of a town, with their rate and their two items."""
TWICE = Fraction(2)
"""A problem found before costs double."""
SHOWN = 3
"""So many of the words that fit nothing are told."""


@dataclass(frozen=True, slots=True)
class TownCases:
    """A town's cases in a month, as their department counts them.

    `returned` came back from their review, `overdue` are open past their limit. `behind` are the
    records of each count, by its name.
    """

    due: int = 0
    on_time: int = 0
    returned: int = 0
    overdue: int = 0
    behind: Mapping[str, tuple[str, Filter]] = field(default_factory=dict)


CaseSource = Callable[["Reader", Period, date], Mapping[int, TownCases]]
"""Gives the cases by town; a department doesn't read the ledgers of another."""


def no_cases(_conn: Reader, _period: Period, _today: date) -> Mapping[int, TownCases]:
    """Where nobody counts cases."""
    return {}


@dataclass(frozen=True, slots=True)
class Sources:
    """What there is of a town in a month: its row of the sheet, field checks, cases, decisions."""

    row: Row | None
    checks: tuple[Row, ...] = ()
    cases: TownCases | None = None
    absences: tuple[Absence, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


def inputs_of(of: Sources, rubric: Rubric, names: Names) -> Inputs:
    """All that a town is scored from. What the sheet has a mark for isn't made up from elsewhere.

    Raises UserError for what the rubric has no place for.
    """
    marks = list(sheet_marks(rubric, of.row, names))
    given = within(rubric, {mark.block for mark in marks})
    unjudged = {block.key: block for block in walk(rubric.blocks) if block.key not in given}
    found = by_block(rubric, of.checks, unjudged, names)
    deductions = list(extra_points(rubric, of.row))
    for key, checks in found.items():
        if unjudged[key].by == "deductions":
            deductions += [deduction_of(key, check) for check in checks]
        else:
            marks += samples(unjudged[key], checks)
    if of.cases is not None:
        marks += rates(unjudged, of.cases)
        deductions += case_deductions(unjudged.values(), of.cases)
    return Inputs(
        inspections=1,
        deductions=tuple(deductions),
        marks=tuple(marks),
        absences=of.absences,
        adjustments=of.adjustments,
    )


def within(rubric: Rubric, keys: Iterable[str]) -> set[str]:
    """These blocks with all their parts."""
    wanted = set(keys)
    judged = (block for block in walk(rubric.blocks) if block.key in wanted)
    return {part.key for block in judged for part in walk((block,))}


# -- the sheet -------------------------------------------------------------------------------------


def sheet_marks(rubric: Rubric, row: Row | None, names: Names) -> Iterator[Mark]:
    """The marks of a row of the sheet, each for the block that its item names."""
    lines = {} if row is None else row["marks"]
    assert isinstance(lines, Mapping)
    stated = full_marks(row)
    for kind, value in sorted(lines.items()):
        item = names.item_by_id(kind)
        title = item.title if item is not None else "?"
        block = block_called(rubric, item.code if item is not None else "", title)
        if block is None or block.by in ("deductions", "ramp"):
            raise UserError(
                f"“{rubric.title}”里没有直接打分的“{title}”，请在“考核办法”里添加，或去掉这一项成绩。"
            )
        said = stated.get(title, block.full)
        if said != block.full:
            raise UserError(
                f"“{title}”在成绩表的表头里满分 {short(said)} 分，考核细则是 {short(block.full)} 分，"
                "请核对成绩表，或在“考核办法”里改满分。"
            )
        points = Fraction(int(value), 100)
        if not ZERO <= points <= block.full:
            raise UserError(
                f"“{title}”得分 {short(points)} 不在 0 到满分 {short(block.full)} 之间，"
                "请核对成绩，或在“考核办法”里改满分。"
            )
        ref = "" if row is None else ref_of(SCORES.name, row)
        scored = points / block.full if block.by == "rate" else points
        yield Mark(block=block.key, value=scored, ref=ref, title=title)


def full_marks(row: Row | None) -> dict[str, Fraction]:
    """What the headings of the sheet said: 案件办理 30、现场检查 40, by title."""
    found = {}
    for part in split_words(str(row["stated"] or "")) if row is not None else ():
        title, _, number = part.rpartition(" ")
        if title and number.replace(".", "", 1).isdecimal():
            found[title] = Fraction(number)
    return found


def block_called(rubric: Rubric, code: str, title: str) -> Block | None:
    """The block or part that an item of the catalogue names, by its code, else by its title."""
    coded = next((block for block in walk(rubric.blocks) if code and block.key == code), None)
    return coded or find_block(rubric, title)


def extra_points(rubric: Rubric, row: Row | None) -> Iterator[Deduction]:
    """加减分 as bonus or penalty. Raises UserError where the rubric has neither."""
    points = None if row is None else exact_of(row, "adjust")
    if row is None or not points:
        return
    item = extra_item(rubric, points)
    if item is None:
        way = "加分" if points > 0 else "扣分"
        raise UserError(
            f"“{rubric.title}”里没有可以{way} {short(abs(points))} 分的事项，请在“考核办法”里添加。"
        )
    yield Deduction(
        ref=ref_of(SCORES.name, row),
        item=item.key,
        points=abs(points),
        note=str(row["adjust_reason"] or ""),
    )


def extra_item(rubric: Rubric, points: Fraction) -> Item | None:
    """The item that takes such an amount: one that leaves it open, and with the widest bounds."""
    fitting = [
        item
        for extra in rubric.extras
        if extra.adds == (points > 0)
        for item in extra.items
        if item.points is None and (item.least or ZERO) <= abs(points)
        if item.most is None or abs(points) <= item.most
    ]
    unbounded = [item for item in fitting if item.most is None]
    return next(iter(unbounded or fitting), None)


# -- field checks ----------------------------------------------------------------------------------


def by_block(
    rubric: Rubric, checks: Iterable[Row], unjudged: Mapping[str, Block], names: Names
) -> dict[str, list[Row]]:
    """The checks by the block or part that they are of; those of blocks with a mark are left out.

    Raises UserError that names the words that fit nothing.
    """
    found: dict[str, list[Row]] = {}
    unfit: dict[str, None] = {}
    for check in checks:
        item = names.item_by_id(whole_of(check, "item") or 0)
        title = item.title if item is not None else "?"
        block = block_called(rubric, item.code if item is not None else "", title)
        if block is None or block.by in ("parts", "rate", "ramp"):
            unfit[f"“{title}”"] = None
        elif block.key in unjudged:
            found.setdefault(block.key, []).append(check)
    if unfit and any(is_looked_at(block) for block in unjudged.values()):
        more = "等" if len(unfit) > SHOWN else ""
        raise UserError(
            f"现场检查的检查项{'、'.join(list(unfit)[:SHOWN])}{more}"
            f"在“{rubric.title}”里没有对应的小项，请改检查项，或在“考核办法”里添加。"
        )
    return found


def is_looked_at(block: Block) -> bool:
    """Whether field checks score it."""
    return block.by in ("mean", "deductions") and not is_of_cases(block)


def is_of_cases(block: Block) -> bool:
    """Whether it is judged by a town's cases."""
    return block.key.partition(".")[0] == CASES


def lost(check: Row) -> Fraction:
    """What a line of a check costs; 单项扣分 is that of the whole line."""
    points = exact_of(check, "points") or ZERO
    return points * TWICE if check["repeated"] else points


def samples(block: Block, checks: Iterable[Row]) -> Iterator[Mark]:
    """A mark for each place that was looked at, full marks less what was found there.

    A block that takes one mark gets what all places left of it.
    """
    places: dict[object, list[Row]] = {}
    for check in checks:
        at = (check["checked_on"], check["span"], check["place"]) if block.by == "mean" else ()
        places.setdefault(at, []).append(check)
    for lines in places.values():
        first = lines[0]
        taken = total(lost(line) for line in lines)
        where = f"{spoken(first)}{first['place'] or ''}" if block.by == "mean" else "现场检查"
        again = "，重复问题加倍" if any(line["repeated"] for line in lines) else ""
        yield Mark(
            block=block.key,
            value=max(block.full - taken, ZERO),
            ref=ref_of(CHECKS.name, first),
            title=f"{where}：扣 {short(taken)}{again}" if taken else f"{where}：没有扣分",
        )


def deduction_of(key: str, check: Row) -> Deduction:
    """A line of a check as a deduction."""
    twice = bool(check["repeated"])
    return Deduction(
        ref=ref_of(CHECKS.name, check),
        item=key,
        points=exact_of(check, "points") or ZERO,
        on=day_of(check, "checked_on"),
        place=str(check["place"] or ""),
        inspector=str(check["team"] or ""),
        note=str(check["problem"] or ""),
        factor=TWICE if twice else Fraction(1),
        factor_reason="重复问题加倍" if twice else "",
    )


def spoken(check: Row) -> str:
    """10月8日."""
    day = day_of(check, "checked_on")
    return f"{day.month}月{day.day}日 " if day is not None else ""


# -- cases -----------------------------------------------------------------------------------------


def rates(unjudged: Mapping[str, Block], cases: TownCases) -> Iterator[Mark]:
    """按期结案率, where cases were due."""
    block = unjudged.get(ON_TIME) or unjudged.get(CASES)
    if block is not None and block.by == "rate" and cases.due:
        words = f"应结案 {cases.due} 件，按期结案 {cases.on_time} 件"
        yield Mark(
            block=block.key, value=Fraction(cases.on_time, cases.due), ref=ON_TIME, title=words
        )


def case_deductions(blocks: Iterable[Block], cases: TownCases) -> Iterator[Deduction]:
    """返工 and 超期. Their `ref` is the key of the item: no single record stands behind them."""
    known = {item.key for block in blocks for item in block.items}
    for key, count in ((RETURNED, cases.returned), (OVERDUE, cases.overdue)):
        if count and key in known:
            yield Deduction(ref=key, item=key, count=Fraction(count))


# -- what nobody looked at -------------------------------------------------------------------------


def unseen(rubric: Rubric, inputs: Inputs, of: Sources) -> tuple[Block, ...]:
    """The blocks and parts that a choice is needed for, whether or not it was made.

    One of full marks less deductions stands only where somebody looked: at the cases, on the spot.
    """
    lacking = {block.key for block in uninspected(rubric, inputs)}
    chosen = {absence.block for absence in inputs.absences}
    given = within(rubric, {mark.block for mark in inputs.marks})
    given |= within(rubric, chosen) - chosen
    for block in walk(rubric.blocks):
        seen = of.cases is not None if is_of_cases(block) else bool(of.checks)
        if block.by == "deductions" and block.key not in given and not seen:
            lacking.add(block.key)
    return tuple(block for block in walk(rubric.blocks) if block.key in lacking)


def refuse_unseen(blocks: Iterable[Block], of: Sources) -> None:
    """Raises UserError for a block of full marks less deductions that nobody looked at."""
    chosen = {absence.block for absence in of.absences}
    for block in blocks:
        if block.by == "deductions" and block.key not in chosen:
            raise UserError(
                f"“{block.title}”本月没有检查记录，不能当作满分，请选择未检查的处理办法。"
            )
