"""A month of the towns in the words of its page: the line of each town, the tree of its score."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from bureau.assessment.exact import score_text, short
from bureau.assessment.explaining import explained
from bureau.assessment.month_flow import FIRST
from bureau.assessment.ranking import Place
from bureau.assessment.scored import BlockScore
from bureau.ledger.query import Titled
from bureau.month.towns import TOWN_FLOW
from bureau.towns.figures import TownFigures
from bureau.towns.judging import TownMonth
from bureau.towns.scores import Judgement
from ui.assessment.amounts import money
from ui.assessment.derivation import Branch, branch_of, records_behind, refs_of
from ui.month.numbers import Behind, Cell, Grid

UNRANKED = "—"
GROUP_WIDTH, RANK_WIDTH, TOWN_WIDTH, MARK_WIDTH, MOVE_WIDTH, MONEY_WIDTH = 84, 66, 96, 98, 54, 108
OF_CASES = "cases"
"""The block that a town's cases are counted for."""


def state_of(month: TownMonth) -> int:
    """How far the month has come."""
    return FIRST if month.month is None else TOWN_FLOW.state_of(month.month)


def in_order(month: TownMonth) -> tuple[Judgement, ...]:
    """The towns as they are ranked; without a ranking as they were judged."""
    if not month.places:
        return month.judged
    order = {place.key: at for at, place in enumerate(month.places)}
    return tuple(sorted(month.judged, key=lambda one: order.get(str(one.town), len(order))))


def blocks_of(month: TownMonth) -> tuple[BlockScore, ...]:
    """The columns of marks: the blocks of the first town that has a score."""
    return next((one.score.blocks for one in month.judged if one.score is not None), ())


def is_adjusted(month: TownMonth) -> bool:
    """Whether anything was changed at 审定, so that both values are shown."""
    return any(one.score is not None and one.score.adjustments for one in month.judged)


def has_extras(month: TownMonth) -> bool:
    """Whether any town has 加减分."""
    return any(extras_of(one) for one in month.judged)


def extras_of(one: Judgement) -> Fraction:
    """What bonus and penalty did to a town's score."""
    extras = one.score.extras if one.score is not None else ()
    return sum((extra.signed for extra in extras), Fraction(0))


# -- the lines -------------------------------------------------------------------------------------


def heads_of(month: TownMonth) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """Heads, the columns of figures among them, widths; the last column takes what is left."""
    marks = tuple(one.block for one in blocks_of(month))
    heads = ["组别", "名次", "镇街", *(f"{one.title} {short(one.share)}" for one in marks)]
    widths = [GROUP_WIDTH, RANK_WIDTH, TOWN_WIDTH]
    widths += [max(MARK_WIDTH, 14 * len(one.title) + 40) for one in marks]
    if has_extras(month):
        heads.append("加减分")
        widths.append(66)
    if is_adjusted(month):
        heads += ["审定前", "审定调整"]
        widths += [76, 78]
    numbers = (1, *range(3, len(heads) + 1), len(heads) + 2)
    heads += ["总分", "升降", "奖罚(元)", "要办的事"]
    widths += [76, MOVE_WIDTH, MONEY_WIDTH]
    return tuple(heads), numbers, tuple(widths)


def month_grid(month: TownMonth) -> Grid:
    """A line for each town, group by group."""
    figures = TownFigures(month.period, (month,))
    rows, before = [], None
    for one in in_order(month):
        said = one.group or "未分组"
        rows.append(line_cells(month, figures, one, "" if said == before else said))
        before = said
    return Grid(heads_of(month)[0], tuple(rows), summed=False, named=3)


def line_cells(
    month: TownMonth, figures: TownFigures, one: Judgement, group: str
) -> tuple[Cell, ...]:
    """One town; a figure leads to its records."""
    place, score = month.place(one.town), one.score
    named = f"{one.title}{month.period.title}"
    entered = listed(figures, "score", month, one, f"{named}成绩")
    cells = [Cell(group), Cell(rank_text(place)), Cell(one.title, entered, "双击看成绩")]
    if score is None:
        cells += [Cell("") for _ in blocks_of(month)]
    else:
        cells += [mark_cell(month, figures, one, block) for block in score.blocks]
    if has_extras(month):
        extras = extras_of(one)
        cells.append(Cell(signed(extras) if extras else "", entered, "双击看成绩"))
    if is_adjusted(month):
        reasons = "；".join(line.reason for line in score.adjustments) if score else ""
        cells.append(Cell(score_text(score.before_adjustment) if score else ""))
        cells.append(Cell(signed(one.adjusted) if one.adjusted else "", hint=reasons))
    total = "不参评" if one.unscored else ""
    if score is not None:
        total = score_text(score.total)
    todo = what_to_do(one, place)
    return (
        *cells,
        Cell(total, entered, "双击看成绩"),
        Cell(movement_text(place), hint=movement_hint(place)),
        Cell(money_text(place), reward_behind(figures, month, one), place.reason if place else ""),
        Cell(todo, hint=todo),
    )


def mark_cell(month: TownMonth, figures: TownFigures, one: Judgement, scored: BlockScore) -> Cell:
    """What a block brought, with the records that it was made from."""
    text = UNRANKED if scored.left_out else score_text(scored.contribution)
    return Cell(text, block_behind(month, figures, one, scored), "双击看这项得分的记录")


def block_behind(
    month: TownMonth, figures: TownFigures, one: Judgement, scored: BlockScore
) -> Behind | None:
    """The records of a block: the sheet, the field checks, or the town's cases."""
    title = f"{one.title}{scored.block.title}"
    refs = [mark.ref for mark in scored.marks]
    refs += [mark.ref for part in scored.parts for mark in part.marks]
    refs += [
        kept.deduction.ref
        for block in (scored, *scored.parts)
        for item in block.items
        for kept in item.kept
    ]
    found = records_behind(refs, title)
    if found is None and scored.block.key == OF_CASES and one.cases is not None:
        try:
            ledger, where = figures.records("due", month, one.town)
        except KeyError:
            return None
        return ledger, Titled(title, where)
    return found


def listed(
    figures: TownFigures, figure: str, month: TownMonth, one: Judgement, title: str
) -> Behind:
    """The records of a figure under its name."""
    ledger, where = figures.records(figure, month, one.town)
    return ledger, Titled(title, where)


def reward_behind(figures: TownFigures, month: TownMonth, one: Judgement) -> Behind | None:
    """The line to settle; there is none before the month is issued."""
    if not month.is_issued:
        return None
    return listed(figures, "reward", month, one, f"{one.title}{month.period.title}奖罚")


def rank_text(place: Place | None) -> str:
    """2, 2 并列; — for one that isn't ranked."""
    if place is None or place.rank is None:
        return UNRANKED
    return f"{place.rank} 并列" if place.tied else str(place.rank)


def movement_text(place: Place | None) -> str:
    """▲2, ▼1, —; blank where there is nothing to compare with."""
    if place is None or place.movement is None:
        return ""
    if not place.movement:
        return "—"
    return f"▲{place.movement}" if place.movement > 0 else f"▼{-place.movement}"


def movement_hint(place: Place | None) -> str:
    """上月第 3 名."""
    return f"上月第 {place.before} 名" if place is not None and place.before else ""


def money_text(place: Place | None) -> str:
    """＋30,000.00; blank for nothing."""
    if place is None or not place.fen:
        return ""
    return f"{'＋' if place.fen > 0 else ''}{money(place.fen)}"


def signed(points: Fraction) -> str:
    """＋1.5, －2."""
    return f"{'＋' if points > 0 else '－'}{short(abs(points))}"


def what_to_do(one: Judgement, place: Place | None) -> str:
    """What keeps a town from being ranked, else what is to be said about its place."""
    if one.fault:
        return one.fault
    if one.unscored:
        return f"不参评：{one.unscored}"
    return place.reason if place is not None else ""


# -- the tree --------------------------------------------------------------------------------------


def derivation(month: TownMonth, one: Judgement) -> tuple[Branch, ...]:
    """Where a town's score, rank and money come from."""
    return tuple(branches(month, one))


def branches(month: TownMonth, one: Judgement) -> Iterator[Branch]:
    """Score, place, money."""
    if one.score is not None:
        node = explained(one.score)
        top = branch_of(node, one.title)
        behind = records_behind(refs_of(node), f"{one.title}{month.period.title}得分")
        yield Branch("总分", top.value, top.words, behind, top.below, opened=True)
    place = month.place(one.town)
    if place is None or place.rank is None:
        return
    words = f"{place.group or '全部'} {place.units} 个单位里"
    words += f"，{movement_hint(place)}" if place.before else ""
    yield Branch("名次", f"第 {place.rank} 名", words + ("，并列" if place.tied else ""))
    if place.fen or place.reason:
        awards = month.awards
        title = awards.title if awards is not None else ""
        yield Branch("奖罚", money_text(place) or "0.00", place.reason or f"按“{title}”")
