"""A month's scores typed in as one sheet: every town by every item, totals while typing, one save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.books import awards_on, rubric_on
from bureau.assessment.exact import short
from bureau.assessment.month_flow import ISSUED
from bureau.assessment.ranking import Ties, ranks
from bureau.assessment.rubric import Rubric
from bureau.assessment.stored import Row, whole_of
from bureau.calendar.periods import Period
from bureau.editing.adding import add_all
from bureau.editing.faults import CellFault, EditFault, of_record
from bureau.editing.inputs import Input, Stored, reader_of
from bureau.errors import UserError
from bureau.ledger.entry import Entry, EntryFault, Item
from bureau.ledger.lenient.texts import is_blank_word, tidy
from bureau.ledger.query import Everything
from bureau.ledger.types import Lines
from bureau.register.ledgers import TOWNS
from bureau.storage import rows
from bureau.towns.decisions import absences_of, adjustments_of
from bureau.towns.inputs import CaseSource, Sources, block_called, no_cases
from bureau.towns.judging import contender
from bureau.towns.ledgers import SCORES
from bureau.towns.records import checks_of, found, month_record, scores_of
from bureau.towns.scores import FAMILY, Counted, Judgement, group_of, scored, taking_part

if TYPE_CHECKING:
    from datetime import date

    from bureau.desk import Desk
    from bureau.ledger.entry import Names, Value
    from bureau.storage.connection import Reader

HUNDRED = 100
PLAIN = ("adjust", "adjust_reason", "unscored")
"""Fields of a row besides its marks."""


def read_sheet(
    conn: Reader, names: Names, period: Period, today: date, cases: CaseSource = no_cases
) -> ScoreSheet:
    """The month's sheet as it was entered so far, a row for each town. Raises UserError."""
    rubric = rubric_on(conn, FAMILY, period.first, today)
    entered = {whole_of(row, "town") or 0: row for row in scores_of(conn, period, today)}
    checks: dict[int, list[Row]] = {}
    for check in checks_of(conn, period, today):
        checks.setdefault(whole_of(check, "town") or 0, []).append(check)
    register = {whole_of(row, "id") or 0: row for row in found(conn, TOWNS, Everything(), today)}
    month = month_record(conn, period.first, today)
    towns = taking_part(register, [*entered, *checks])
    counted = Counted(conn, period, today, cases)
    lines = tuple(
        row_of(
            entered.get(town),
            town,
            names.label("towns", town),
            group_of(entered.get(town), register.get(town), names),
        )
        for town in towns
    )
    return ScoreSheet(
        period=period,
        rubric=rubric,
        names=names,
        items=tuple(items_of(rubric, lines, names)),
        rows=tuple(sorted(lines, key=lambda line: group_place(line.group, names))),
        is_issued=month is not None and month["state"] == ISSUED,
        beside={
            town: Sources(
                row=None,
                checks=tuple(checks.get(town, ())),
                cases=counted.of(town),
                absences=absences_of(month, town),
                adjustments=adjustments_of(month, town),
            )
            for town in towns
        },
        ties=awards_on(conn, FAMILY, period.first, today).ties,
    )


def group_place(group: str, names: Names) -> int:
    """Where a group stands in its catalogue; towns without one come last."""
    item = names.item("town-group", group)
    return item.position if item is not None else len(names.items("town-group")) + 1


def row_of(row: Row | None, town: int, title: str, group: str) -> SheetRow:
    """A town's row as the ledger has it, a blank one where it has none."""
    if row is None:
        return SheetRow(town=town, title=title, group=group)
    marks = row["marks"]
    assert isinstance(marks, Mapping)
    return SheetRow(
        town=town,
        title=title,
        group=group,
        record=whole_of(row, "id"),
        marks={int(kind): int(value) for kind, value in marks.items()},
        adjust=whole_of(row, "adjust"),
        adjust_reason=str(row["adjust_reason"] or ""),
        unscored=str(row["unscored"] or ""),
        known=row,
    )


def items_of(rubric: Rubric, lines: Sequence[SheetRow], names: Names) -> Iterator[SheetItem]:
    """The items that marks are given for, in the order of their catalogue, and those that were."""
    given = {kind for line in lines for kind in line.marks}
    for item in names.items("town-score-item"):
        block = block_called(rubric, item.code, item.title)
        fits = block is not None and block.by not in ("deductions", "ramp")
        if fits or item.id in given:
            full = block.full if block is not None and fits else None
            yield SheetItem(item, "" if block is None else block.key, full)


@dataclass(frozen=True, slots=True)
class SheetItem:
    """A column of marks. `full` is None for one that the rubric has no place for."""

    item: Item
    block: str
    full: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A town's row: marks in hundredths by item. `record` is None while it was never saved.

    `known` is all that the ledger has of it, what isn't typed here included.
    """

    town: int
    title: str
    group: str
    record: int | None = None
    marks: Mapping[int, int] = field(default_factory=dict)
    adjust: int | None = None
    adjust_reason: str = ""
    unscored: str = ""
    known: Row = field(default_factory=dict, compare=False)

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not (self.marks or self.adjust or self.adjust_reason or self.unscored)

    def text(self, key: str) -> str:
        """What a cell shows: `marks.6201`, `adjust`, a word."""
        base, _, kind = key.partition(".")
        if base == "marks":
            value = self.marks.get(int(kind))
        elif base == "adjust":
            value = self.adjust
        else:
            return str(getattr(self, base))
        return "" if value is None else short(Fraction(value, HUNDRED))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """A month's sheet with what totals are made from besides it (`beside`: checks, cases, decisions)."""

    period: Period
    rubric: Rubric
    names: Names
    items: tuple[SheetItem, ...]
    rows: tuple[SheetRow, ...]
    is_issued: bool
    beside: Mapping[int, Sources]
    ties: Ties

    def judged(self, line: SheetRow) -> Judgement:
        """The town's score as it would be with this row."""
        typed: Row | None = None
        if not line.is_blank:
            typed = {
                **dict.fromkeys(SCORES.by_key),
                **line.known,
                "id": line.record or 0,
                "marks": line.marks,
                "adjust": line.adjust,
                "adjust_reason": line.adjust_reason,
                "unscored": line.unscored,
            }
        beside = self.beside.get(line.town, Sources(row=None))
        sources = replace(beside, row=typed)
        return scored(line.town, self.names, line.group, sources, self.rubric, "")

    def ranks(self, judged: Sequence[Judgement]) -> dict[int, int]:
        """The rank of each town that has a score within its group."""
        members: dict[str, list[Judgement]] = {}
        for one in judged:
            members.setdefault(one.group, []).append(one)
        placed: dict[int, int] = {}
        for group in members.values():
            found = ranks([contender(one) for one in group], self.ties)
            placed |= {int(key): rank for key, rank in found.items()}
        return placed

    def typed(self, line: SheetRow, key: str, text: str) -> SheetRow:
        """The row with another text in one cell. Raises UserError with one sentence."""
        base, _, kind = key.partition(".")
        try:
            if base == "marks":
                return self._marked(line, int(kind), text)
            value = SCORES.by_key[base].parse(text, Entry(None, self.names, self.period.first.year))
        except EntryFault as fault:
            raise UserError(
                f"{line.title}：{'，'.join(filter(None, (fault.reason, fault.suggestion)))}。"
            ) from None
        if base == "adjust":
            return replace(line, adjust=value if isinstance(value, int) else None)
        said = str(value or "")
        if base == "unscored":
            return replace(line, unscored=said)
        return replace(line, adjust_reason=said)

    def _marked(self, line: SheetRow, kind: int, text: str) -> SheetRow:
        column = next(one for one in self.items if one.item.id == kind)
        marks = {key: value for key, value in line.marks.items() if key != kind}
        if not tidy(text) or is_blank_word(tidy(text)):
            return replace(line, marks=marks)
        declared = SCORES.by_key["marks"].type
        assert isinstance(declared, Lines)
        value = declared.parse_line(text, column.item)
        if column.full is not None and Fraction(value, HUNDRED) > column.full:
            raise UserError(
                f"{line.title}的“{column.item.title}”满分 {short(column.full)}，"
                f"不能填 {short(Fraction(value, HUNDRED))}。"
            )
        return replace(line, marks={**marks, kind: value})


# -- saving ----------------------------------------------------------------------------------------


def save_sheet(
    desk: Desk, period: Period, before: Sequence[SheetRow], after: Sequence[SheetRow]
) -> Entered:
    """The rows that differ from what was read, in one operation and one undo.

    Raises EditFault (its record is the town), UserError; nothing is saved then.
    """
    was = {line.town: line for line in before}
    changed = [line for line in after if line != was.get(line.town)]
    known = [line for line in changed if line.record is not None]
    new = [line for line in changed if line.record is None and not line.is_blank]
    if not known and not new:
        return Entered(0, 0)
    with desk.store.operation(
        desk, f"录入{period.title}镇街成绩({len(known) + len(new)} 个)"
    ) as op:
        reader = reader_of(desk, op.conn, SCORES)
        ids = [line.record for line in known if line.record is not None]
        present = {row["id"]: row for row in rows.page(op.conn, SCORES, ids, today=desk.today())}
        faults: list[CellFault] = []
        for line in known:
            row = present.get(line.record)
            if row is None:
                raise UserError(f"{line.title}的成绩已经被删除，请刷新后再录。")
            draft = reader.read(inputs_of_row(line, was[line.town]), row, line.record)
            faults += of_record(line.town, draft.faults)
            if not draft.faults and draft.values:
                op.update(SCORES.name, int(str(line.record)), draft.values)
        if faults:
            raise EditFault(SCORES, faults)
        month: Input = Stored(period.first.isoformat())
        wanted = [
            {"month": month, "town": Stored(line.town), **inputs_of_row(line, None)} for line in new
        ]
        add_all(op, desk, SCORES, wanted, {})
    return Entered(len(new), len(known))


def inputs_of_row(line: SheetRow, was: SheetRow | None) -> dict[str, Input]:
    """The cells of a row that differ from what was there."""
    kinds = {*line.marks, *(was.marks if was is not None else ())}
    found: dict[str, Input] = {
        f"marks.{kind}": Stored(line.marks.get(kind))
        for kind in sorted(kinds)
        if was is None or line.marks.get(kind) != was.marks.get(kind)
    }
    for key in PLAIN:
        value: Value = getattr(line, key)
        if was is None or value != getattr(was, key):
            found[key] = Stored(None if value == "" else value)
    return found


@dataclass(frozen=True, slots=True)
class Entered:
    """What was saved: rows that are new, rows that were changed."""

    added: int
    changed: int

    @property
    def sentence(self) -> str:
        """已保存 8 个镇街的成绩。"""
        count = self.added + self.changed
        return f"已保存 {count} 个镇街的成绩。" if count else "成绩没有变化。"
