"""文书: papers issued for cases, one or a whole street at once; each number is used once and for ever."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.editing.inputs import Input, Inputs, Stored, is_blank_input, reader_of
from bureau.editing.naming import label_name, record_name
from bureau.errors import UserError
from bureau.ledger.checks import Fault
from bureau.ledger.entry import Names
from bureau.ledger.query import OneOf, Sort
from bureau.market.ledgers import CASES, NOTICES
from bureau.market.notice_drafts import Drafting, by_id
from bureau.market.notice_kinds import KINDS, RECTIFY, NoticeKind, bars, notice_faults
from bureau.market.workflow import CASE_FLOW
from bureau.register.ledgers import PEOPLE
from bureau.settings.declared import AGENCY_WORD
from bureau.settings.number_patterns import filled
from bureau.settings.reading import Settings, read_settings
from bureau.storage.new_names import NewName, insert_names, with_ids
from bureau.storage.recognition import with_values
from bureau.storage.rows import Row, ids, page
from bureau.workflow.planning import Left, listed_reasons

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation


MOST = 500
"""Papers issued at once: of more, a wrong selection is likelier than a wish."""


class NoticeRefused(UserError):
    """None of the records could be done; nothing was saved. `left` says why, one by one."""

    def __init__(self, what: str, left: Sequence[Left]) -> None:
        why = listed_reasons(left) if left else "没有选中记录"
        super().__init__(f"没有{what}：{why}。")
        self.left = tuple(left)


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """Before papers are issued: the values of each that can be, by case; the others and why."""

    kind: NoticeKind
    values: Mapping[int, Mapping[str, object]]
    left: tuple[Left, ...]

    @property
    def sentence(self) -> str:
        """选中 12 件，可以制发责令改正通知书 10 份；另外 2 件不行：…"""
        chosen, fit = len(self.values) + len(self.left), len(self.values)
        if not self.left:
            return f"选中 {chosen} 件，都可以制发{self.kind.title}。"
        why = listed_reasons(self.left)
        if not fit:
            return f"选中 {chosen} 件，都不能制发{self.kind.title}：{why}。"
        return f"选中 {chosen} 件，可以制发{self.kind.title} {fit} 份；另外 {len(self.left)} 件不行：{why}。"


@dataclass(frozen=True, slots=True)
class Issued:
    """Papers that now exist, with their numbers in the order of the cases; cases left out and why."""

    kind: NoticeKind
    ids: tuple[int, ...]
    numbers: tuple[str, ...]
    left: tuple[Left, ...] = ()

    @property
    def sentence(self) -> str:
        """已制发责令改正通知书 10 份（…第001号至…第010号）；另外 2 件没有办：…"""
        named = self.numbers[0]
        if len(self.numbers) > 1:
            named += f" 至 {self.numbers[-1]}"
        left = f"；另外 {len(self.left)} 件没有办：{listed_reasons(self.left)}" if self.left else ""
        return f"已制发{self.kind.title} {len(self.ids)} 份（{named}）{left}。"


def plan_notices(
    desk: Desk,
    cases: Collection[int],
    kind: int,
    answers: Inputs | None = None,
    *,
    each: Mapping[int, Inputs] | None = None,
    again: bool = False,
) -> NoticePlan:
    """What `issue` would do with these cases as they are; nothing is saved."""
    with desk.store.snapshot() as conn:
        planned = Planning(desk, conn, KINDS[kind], answers or {}, each or {}, again)
        planned.look(cases)
    return NoticePlan(planned.kind, planned.values, tuple(planned.left))


def issue(
    desk: Desk,
    cases: Collection[int],
    kind: int,
    answers: Inputs | None = None,
    *,
    each: Mapping[int, Inputs] | None = None,
    again: bool = False,
) -> Issued:
    """Issues a paper for each case, in one operation. Undo takes the papers back, never their numbers.

    What nobody answers is taken from the case, the bureau's wording and the register; `answers`
    (by field of the notices) hold for all, `each` for single cases. A case that has such a paper
    in force is left out unless `again`; so are those that lack something, told with the reason.
    Raises NoticeRefused when none is left.
    """
    with desk.store.operation(desk, "") as op:
        planned = Planning(desk, op.conn, KINDS[kind], answers or {}, each or {}, again)
        planned.look(cases)
        if not planned.values:
            raise NoticeRefused(f"制发{planned.kind.title}", planned.left)
        new = insert_names(op, planned.new_names)
        settings = read_settings(op.conn, desk.today())
        numbers = take_numbers(op, planned, settings)
        made: list[int] = []
        for (case, values), number in zip(planned.values.items(), numbers, strict=True):
            row = with_ids(NOTICES, {**values, "number": number}, new)
            made.append(op.insert(NOTICES.name, row))
            if planned.kind.once:
                op.update(CASES.name, case, {"notice_number": number, "delivered_on": None})
        op.label = (
            f"为 {len(made)} 件案件制发{planned.kind.title}"
            if len(made) > 1
            else f"制发{planned.kind.title} {numbers[0]}"
        )
    return Issued(planned.kind, tuple(made), tuple(numbers), tuple(planned.left))


def void(desk: Desk, notices: Collection[int], reason: str) -> int:
    """作废: the papers stay in the ledger and keep their numbers; gives how many were still in force.

    Their cases fall back to the newest paper in force. Raises UserError.
    """
    if not reason.strip():
        raise UserError("请填写作废原因。")
    with desk.store.operation(desk, "") as op:
        rows = page(op.conn, NOTICES, notices, today=desk.today())
        wanted = [row for row in rows if row["void"] != 1]
        for row in wanted:
            op.update(NOTICES.name, int(str(row["id"])), {"void": 1, "void_reason": reason.strip()})
        for case in dict.fromkeys(row["case"] for row in wanted):
            if isinstance(case, int):
                fall_back(op, desk.today(), case, [row["number"] for row in wanted])
        op.label = named("作废文书", wanted, desk.store.names(op.conn))
    return len(wanted)


def named(verb: str, rows: Sequence[Row], names: Names) -> str:
    """作废文书 …第001号, 作废文书(3 份): how an operation with papers is called."""
    if len(rows) == 1:
        return f"{verb}{label_name(NOTICES, rows[0], names)}"
    return f"{verb}({len(rows)} 份)"


def fall_back(op: Operation, today: date, case: int, voided: Sequence[object]) -> None:
    """A case whose paper was made void names its newest one in force, or none."""
    (row,) = page(op.conn, CASES, [case], today=today)
    if row["notice_number"] not in voided:
        return
    left = in_force(op.conn, [case], today).get(case, [])
    newest = left[-1] if left else None
    at = newest["delivered_at"] if newest is not None else None
    op.update(
        CASES.name,
        case,
        {
            "notice_number": newest["number"] if newest is not None else None,
            "delivered_on": at[:10] if isinstance(at, str) else None,
        },
    )


def in_force(conn: Reader, cases: Collection[int], today: date) -> dict[int, list[Row]]:
    """责令改正 and 整改通知书 of these cases that aren't void, oldest first."""
    kinds = tuple(kind.item for kind in KINDS.values() if kind.once)
    where = OneOf("case", tuple(cases))
    order = (Sort("issued_on"), Sort("id"))
    found: dict[int, list[Row]] = {}
    for row in page(conn, NOTICES, ids(conn, NOTICES, where, order, today=today), today=today):
        if row["kind"] in kinds and row["void"] != 1:
            found.setdefault(int(str(row["case"])), []).append(row)
    return found


def next_number(op: Operation, kind: NoticeKind, settings: Settings, year: int) -> str:
    """The next number of a kind of paper; it is given once, whatever becomes of the paper."""
    (serial,) = op.take_serials(kind.counter, [year])
    return filled(
        settings.value(kind.pattern),
        agency=settings.value(AGENCY_WORD),
        word=kind.word,
        year=year,
        serial=serial,
        segment=op.segment,
    )


def take_numbers(op: Operation, planned: Planning, settings: Settings) -> list[str]:
    """A number for each paper of the plan, none that stands in the ledger already."""

    def numbers(year: int) -> Iterator[str]:
        while True:
            yield next_number(op, planned.kind, settings, year)

    return [
        next(
            number
            for number in numbers(int(str(values["issued_on"])[:4]))
            if with_values(op.conn, NOTICES, {"number": number}) is None
        )
        for values in planned.values.values()
    ]


class Planning:
    """Reads what papers of one kind would say for cases, and why some can't be issued."""

    def __init__(
        self,
        desk: Desk,
        conn: Reader,
        kind: NoticeKind,
        answers: Inputs,
        each: Mapping[int, Inputs],
        again: bool,
    ) -> None:
        self.desk = desk
        self.conn = conn
        self.kind = kind
        self.answers = given(answers)
        self.each = {case: given(inputs) for case, inputs in each.items()}
        self.again = again
        self.reader = reader_of(desk, conn, NOTICES)
        self.values: dict[int, dict[str, object]] = {}
        self.left: list[Left] = []

    @property
    def new_names(self) -> list[NewName]:
        """Names that the answers bring into the register."""
        return list(self.reader.new_names.names.values())

    def look(self, cases: Collection[int]) -> None:
        """Fills `values` and `left`, in the order of the cases. Raises UserError for too many."""
        today = self.desk.today()
        wanted = list(dict.fromkeys(cases))
        if len(wanted) > MOST:
            raise UserError(
                f"选中了 {len(wanted)} 件，一次最多制发 {MOST} 份；请先筛选，例如只选一条街。"
            )
        rows = by_id(page(self.conn, CASES, wanted, today=today))
        drafting = Drafting.of(self.desk, self.conn, list(rows.values()))
        present = in_force(self.conn, wanted, today)
        for case in wanted:
            row = rows.get(case)
            if row is None:
                self.left.append(Left(case, "", "已经被删除"))
                continue
            reason = self.barred(row, present.get(case, []))
            if not reason:
                values, faults = self.read(row, drafting)
                reason = told(faults[0]) if faults else ""
            if reason:
                self.left.append(Left(case, record_name(CASES, row, self.reader.names), reason))
            else:
                self.values[case] = values

    def barred(self, row: Row, present: Sequence[Row]) -> str:
        """Why the case gets no such paper, whatever is answered; "" if it may."""
        state = CASE_FLOW.state_of(row)
        if bars(self.kind, state):
            item = self.reader.names.item_by_id(state)
            return f"现在是“{item.title if item is not None else '?'}”"
        same = [one for one in present if one["kind"] == self.kind.item]
        if same and self.kind.once and not self.again:
            return f"已经制发过{self.kind.title}"
        return ""

    def read(self, row: Row, drafting: Drafting) -> tuple[dict[str, object], list[Fault]]:
        """The values of one paper, and what is wrong with them."""
        case = int(str(row["id"]))
        answered = {**self.answers, **self.each.get(case, {})}
        drafted = drafting.draft(row, self.kind.item)
        # Of 立即 and a day, the one that is typed goes before the one that the wording brings.
        if "due_on" in answered and "at_once" not in answered:
            drafted.pop("at_once", None)
        if "at_once" in answered and "due_on" not in answered:
            drafted.pop("due_on", None)
        inputs: dict[str, Input] = {key: Stored(value) for key, value in drafted.items()}
        inputs |= answered
        draft = self.reader.read(inputs, None)
        values = {key: value for key, value in draft.values.items() if value is not None}
        if draft.faults:
            return values, draft.faults
        day = date.fromisoformat(str(values["issued_on"]))
        officers = self.officers(values) if self.kind.item == RECTIFY else []
        return values, notice_faults(self.kind.item, values, officers, day)

    def officers(self, values: Mapping[str, object]) -> list[Row]:
        """The officers named, those who are in the register."""
        listed = values.get("officers")
        wanted = json.loads(listed) if isinstance(listed, str) else []
        return page(self.conn, PEOPLE, dict.fromkeys(wanted), today=self.desk.today())


def given(inputs: Inputs) -> dict[str, Input]:
    """The inputs that say something."""
    return {key: raw for key, raw in inputs.items() if not is_blank_input(raw)}


def told(fault: Fault) -> str:
    """A fault as a reason in a sentence."""
    return f"{fault.reason}（{fault.suggestion}）" if fault.suggestion else fault.reason
