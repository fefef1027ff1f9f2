"""Every town's score of a month: who takes part, in which group, and why one has no score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.books import rubric_on
from bureau.assessment.rubric import Block, Rubric
from bureau.assessment.scored import Score
from bureau.assessment.snapshot import UnitMonth
from bureau.assessment.stored import Row, whole_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Everything
from bureau.register.ledgers import TOWNS
from bureau.towns.decisions import absences_of, adjustments_of
from bureau.towns.inputs import (
    CASES,
    CaseSource,
    Sources,
    TownCases,
    inputs_of,
    no_cases,
    refuse_unseen,
    unseen,
)
from bureau.towns.records import checks_of, found, scores_of

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

FAMILY = "towns"
"""What rubrics, awards and issued months of towns are called."""
NO_GROUP = "没有组别，请在镇街名册或成绩里填写“组别”。"
NO_SCORE = "本月没有成绩，请填写成绩，或写明不参评的原因。"


def judge_towns(
    conn: Reader, names: Names, period: Period, today: date, cases: CaseSource, month: Row | None
) -> tuple[Judgement, ...]:
    """Every town that takes part, group by group in the order of the register.

    Those with a row in the sheet or a field check, and, once there are any, every town that the
    register has a group for: none is left out without a word.
    """
    sheet = {whole_of(row, "town") or 0: row for row in scores_of(conn, period, today)}
    checks: dict[int, list[Row]] = {}
    for check in checks_of(conn, period, today):
        checks.setdefault(whole_of(check, "town") or 0, []).append(check)
    if not sheet and not checks:
        return ()
    try:
        rubric, without = rubric_on(conn, FAMILY, period.first, today), ""
    except UserError as error:
        rubric, without = None, error.sentence
    register = {whole_of(row, "id") or 0: row for row in found(conn, TOWNS, Everything(), today)}
    counted = Counted(conn, period, today, cases)
    judged = []
    for town in taking_part(register, [*sheet, *checks]):
        row = sheet.get(town)
        sources = Sources(
            row=row,
            checks=tuple(checks.get(town, ())),
            cases=None if row is not None and has_all_marks(row, names) else counted.of(town),
            absences=absences_of(month, town),
            adjustments=adjustments_of(month, town),
        )
        group = group_of(row, register.get(town), names)
        judged.append(scored(town, names, group, sources, rubric, without))
    return with_groups(sorted(judged, key=lambda one: group_position(one, names)))


def taking_part(register: Mapping[int, Row], entered: Iterable[int]) -> list[int]:
    """The towns in the order of the register, then as they were entered."""
    expected = [town for town, row in register.items() if row["group"] and not row["provisional"]]
    order = list(dict.fromkeys([*entered, *expected]))
    last = len(register) + 1

    def position(town: int) -> int:
        row = register.get(town)
        return (whole_of(row, "position") if row is not None else None) or last

    return sorted(order, key=position)


def group_of(row: Row | None, town: Row | None, names: Names) -> str:
    """The group as the row says, else the register."""
    for said in (row, town):
        item = names.item_by_id(whole_of(said, "group") or 0) if said is not None else None
        if item is not None:
            return item.title
    return ""


def group_position(of: Judgement, names: Names) -> int:
    """Where a group stands in its catalogue."""
    item = names.item("town-group", of.group)
    return item.position if item is not None else len(names.items("town-group")) + 1


def with_groups(judged: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The same; where some have a group, those without one can't be ranked. Without any all are one."""
    if not any(one.group for one in judged):
        return tuple(judged)
    return tuple(
        one
        if one.group or one.fault or one.unscored
        else replace(one, made=None, score=None, fault=NO_GROUP)
        for one in judged
    )


def scored(
    town: int, names: Names, group: str, of: Sources, rubric: Rubric | None, without: str
) -> Judgement:
    """A town's score with what it is made from, or why it has none; `without` a rubric."""
    bare = Judgement(town, names.label("towns", town), group, of.row, None, None, of.cases, without)
    if rubric is None:
        return bare
    row = of.row
    if row is None and not of.checks and not of.absences:
        return replace(bare, fault=NO_SCORE)
    if row is not None and row["unscored"]:
        made = UnitMonth(rubric=rubric, inputs=None, unscored=str(row["unscored"]))
        return replace(bare, made=made)
    try:
        inputs = inputs_of(of, rubric, names)
    except UserError as error:
        return replace(bare, fault=error.sentence)
    made = UnitMonth(rubric=rubric, inputs=inputs)
    lacking = unseen(rubric, inputs, of)
    known = replace(bare, made=made, lacking=lacking)
    try:
        refuse_unseen(lacking, of)
        return replace(known, score=made.score())
    except UserError as error:
        return replace(known, fault=error.sentence)


def has_all_marks(row: Row, names: Names) -> bool:
    """Whether the sheet judged the cases itself, so that nobody has to count them."""
    if row["unscored"]:
        return True
    marks = row["marks"]
    assert isinstance(marks, Mapping)
    items = (names.item_by_id(kind) for kind in marks)
    return any(item is not None and item.code == CASES for item in items)


class Counted:
    """The cases by town, counted when the first town needs them."""

    def __init__(self, conn: Reader, period: Period, today: date, source: CaseSource) -> None:
        self.conn = conn
        self.period = period
        self.today = today
        self.source = source
        self._found: Mapping[int, TownCases] | None = None

    def of(self, town: int) -> TownCases | None:
        """A town's cases; None where nobody counts any."""
        if self.source is no_cases:
            return None
        if self._found is None:
            self._found = self.source(self.conn, self.period, self.today)
        return self._found.get(town, TownCases())


@dataclass(frozen=True, slots=True)
class Judgement:
    """One town's month. Without a score, `unscored` or `fault` says why.

    `lacking` are the blocks that nobody looked at, whether or not a choice was made for them.
    """

    town: int
    title: str
    group: str
    row: Row | None
    made: UnitMonth | None
    score: Score | None
    cases: TownCases | None
    fault: str
    lacking: tuple[Block, ...] = ()

    @property
    def unscored(self) -> str:
        """Why it isn't scored (不参评), "" where it is."""
        return "" if self.made is None else self.made.unscored

    @property
    def adjusted(self) -> Fraction:
        """The points given or taken at 审定."""
        if self.score is None:
            return Fraction(0)
        return sum((one.points for one in self.score.adjustments), Fraction(0))
