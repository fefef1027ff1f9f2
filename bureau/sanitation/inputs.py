"""A contractor's month as the scoring engine takes it: deductions, marks and events from their ledgers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.appeals import Appeal, Ruling, last_day
from bureau.assessment.deductions import Absence, Adjustment, Deduction, Inputs, Mark
from bureau.assessment.plain import from_plain
from bureau.assessment.rubric import Rubric, find_block, find_item, mentioned_item
from bureau.assessment.stored import Row, day_of, exact_of, ref_of, whole_of
from bureau.errors import UserError
from bureau.sanitation.ledgers import DEDUCTIONS, EVENTS, MONTHS, ROUNDS
from bureau.sanitation.terms import Span, recorded, times_of
from bureau.settings.declared import APPEAL_DAYS
from bureau.settings.reading import read_settings

if TYPE_CHECKING:
    from bureau.calendar.working import WorkCalendar
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

RULINGS: Mapping[int, Ruling] = {
    5101: "upheld",
    5102: "reduced",
    5103: "quashed",
    5104: "dropped",
    5105: "late",
}
"""What the items of 申诉裁决 mean; a blank one is still open."""
CALLED: Mapping[int, str] = {5002: "有责投诉"}
"""Kinds of event that a rubric calls otherwise."""
SHOWN = 3
"""So many of the words that fit nothing are told."""


def inputs_of(
    conn: Reader,
    names: Names,
    section: int,
    span: Span,
    rubric: Rubric,
    month: Row | None,
    today: date,
) -> Inputs:
    """All that a section is scored from on these days; `month` is its record of the month.

    Raises UserError for deductions that the rubric has no place for.
    """
    appeals = clock_of(conn, today)
    found = recorded(conn, DEDUCTIONS, section, "found_on", span, today)
    rounds = recorded(conn, ROUNDS, section, "inspected_on", span, today)
    events = recorded(conn, EVENTS, section, "happened_on", span, today)
    refuse_unfit(rubric, found)
    marks = tuple(marks_of(rubric, rounds, names))
    # A mark given as a whole is no look at what loses points problem by problem.
    marked = {mark.ref for mark in marks}
    looked = [row for row in rounds if ref_of(ROUNDS.name, row) not in marked]
    days = {row["found_on"] for row in found} | {row["inspected_on"] for row in looked}
    return Inputs(
        inspections=len(days),
        deductions=(
            *(deduction_of(rubric, row, appeals, names) for row in found),
            *event_points(rubric, events, names),
        ),
        marks=marks,
        absences=absences_of(month),
        adjustments=adjustments_of(month),
    )


def refuse_unfit(rubric: Rubric, found: Iterable[Row]) -> None:
    """Raises UserError that names the words of deductions that fit nothing in the rubric."""
    unfit = [row for row in found if not item_key(rubric, row)]
    if unfit:
        said = dict.fromkeys(f"“{row['block']}”“{row['problem']}”" for row in unfit)
        more = "等" if len(said) > SHOWN else ""
        raise UserError(
            f"有 {len(unfit)} 条扣分在“{rubric.title}”里找不到对应的项目"
            f"（{'、'.join(list(said)[:SHOWN])}{more}），请改“考核项目”或“问题描述”。"
        )


def item_key(rubric: Rubric, row: Row) -> str:
    """The item that a deduction is for, else its block; "" where neither fits.

    An item is named in so many words, or is the one that the problem's sentence mentions.
    """
    block, problem = str(row["block"] or ""), str(row["problem"] or "")
    home = find_block(rubric, block)
    within = block if home is None else home.title
    item = find_item(rubric, problem, within) or mentioned_item(rubric, problem, within)
    if item is not None:
        return item.key
    if home is not None:
        return home.key if home.by == "deductions" else ""
    # Without a block of the rubric's, either column may say the item.
    item = (
        find_item(rubric, problem)
        or find_item(rubric, block)
        or mentioned_item(rubric, problem)
        or mentioned_item(rubric, block)
    )
    if item is not None:
        return item.key
    home = find_block(rubric, problem)
    return home.key if home is not None and home.by == "deductions" else ""


def deduction_of(rubric: Rubric, row: Row, appeals: Clock, names: Names) -> Deduction:
    """One deduction of the ledger."""
    count, points = exact_of(row, "count") or Fraction(1), exact_of(row, "points")
    each = exact_of(row, "each") if points is None else points / count
    served = day_of(row, "served_on")
    road, case = whole_of(row, "road"), whole_of(row, "case")
    return Deduction(
        ref=ref_of(DEDUCTIONS.name, row),
        item=item_key(rubric, row),
        count=count,
        points=each,
        on=day_of(row, "found_on"),
        road="" if road is None else names.label("roads", road),
        place=str(row["place"] or ""),
        inspector=str(row["inspector"] or ""),
        basis=str(row["basis"] or ""),
        source="" if case is None else names.label("market-cases", case),
        note=str(row["problem"] or ""),
        contest_until=None if served is None else appeals.last_day(served),
        accepted_on=day_of(row, "accepted_on"),
        appeal=appeal_of(row),
    )


def appeal_of(row: Row) -> Appeal | None:
    """The appeal against a deduction, None where there is none.

    A ruling counts though its day or that of the appeal was left blank: it is taken to be of the
    latest day that is known.
    """
    appealed_on, ruling = day_of(row, "appealed_on"), whole_of(row, "ruling")
    if ruling is None and appealed_on is None:
        return None
    known = appealed_on or day_of(row, "served_on") or date.fromisoformat(str(row["found_on"]))
    ruled_on = None if ruling is None else day_of(row, "ruled_on") or known
    return Appeal(
        filed_on=appealed_on or ruled_on or known,
        ruling="open" if ruling is None else RULINGS[ruling],
        ruled_on=ruled_on,
        reduced_to=exact_of(row, "reduced_to"),
        reason=str(row["appeal_reason"] or ""),
    )


def event_points(rubric: Rubric, events: Iterable[Row], names: Names) -> Iterable[Deduction]:
    """Events that the rubric gives or takes points for; others cost no points.

    Nobody is served with them and nobody contests them: they stand from their day.
    """
    for row in events:
        kind = int(str(row["kind"]))
        item = find_item(rubric, called(names, kind))
        if item is not None:
            on = day_of(row, "happened_on")
            yield Deduction(
                ref=ref_of(EVENTS.name, row),
                item=item.key,
                count=Fraction(times_of(row)),
                on=on,
                accepted_on=on,
                basis=str(row["basis"] or ""),
                note=str(row["reason"] or ""),
            )


def called(names: Names, kind: int) -> str:
    """What a rubric calls a kind of event."""
    item = names.item_by_id(kind)
    return CALLED.get(kind) or (item.title if item is not None else "")


def marks_of(rubric: Rubric, rounds: Iterable[Row], names: Names) -> Iterable[Mark]:
    """Scores that rounds gave as a whole, for the block that is called as their kind."""
    for row in rounds:
        points, kind = exact_of(row, "points"), whole_of(row, "kind")
        named = names.item_by_id(kind) if kind is not None else None
        block = find_block(rubric, named.title) if named is not None else None
        if points is not None and block is not None:
            yield Mark(
                block=block.key,
                value=points,
                ref=ref_of(ROUNDS.name, row),
                title=f"{row['inspected_on']} {named.title if named else ''}",
            )


def absences_of(month: Row | None) -> tuple[Absence, ...]:
    """What was chosen for blocks that weren't inspected."""
    if month is None or not month["absences"]:
        return ()
    try:
        return tuple(from_plain(Absence, one) for one in json.loads(str(month["absences"])))
    except (ValueError, TypeError):
        raise UserError(
            "“未检查项的处理”被改得看不懂了，请清空，再在“月度考核”里重新选择。"
        ) from None


def adjustments_of(month: Row | None) -> tuple[Adjustment, ...]:
    """The line of 审定."""
    points = None if month is None else exact_of(month, "adjust")
    if month is None or not points:
        return ()
    reason = str(month["adjust_reason"] or "")
    return (Adjustment(ref=ref_of(MONTHS.name, month), points=points, reason=reason),)


def clock_of(conn: Reader, today: date) -> Clock:
    """How long a deduction may be contested, as the bureau has set it."""
    settings = read_settings(conn, today)
    return Clock(settings.office_calendar, settings.value(APPEAL_DAYS))


class Clock:
    """How long a deduction may be contested."""

    def __init__(self, calendar: WorkCalendar, days: int) -> None:
        self.calendar = calendar
        self.days = days

    def last_day(self, served_on: date) -> date | None:
        """The last day; None in a year that the calendar doesn't know."""
        try:
            return last_day(served_on, self.calendar, self.days)
        except UserError:
            return None
