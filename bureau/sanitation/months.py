"""What is done with a contractor's month: opened, its absences chosen, its steps taken, issued and unlocked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment import being_judged
from bureau.assessment.deductions import CHOICE_WORDS, Absence, Inputs, unsettled
from bureau.assessment.exact import half_up
from bureau.assessment.issued import drop_issued, keep_issued, record_of
from bureau.assessment.month_flow import is_over, month_workflow
from bureau.assessment.plain import as_json, to_plain
from bureau.assessment.stored import day_of, month_text
from bureau.calendar.periods import Period
from bureau.documents.registering import Bulletin
from bureau.documents.states import BULLETIN
from bureau.editing.inputs import Inputs as Typed
from bureau.editing.inputs import Stored
from bureau.errors import UserError
from bureau.ledger.query import Between, Is, Sort
from bureau.sanitation.judging import Judgement, judge_month, subject_of
from bureau.sanitation.ledgers import CONTRACTS, DEDUCTIONS, MONTHS, ROUNDS, STEPS
from bureau.sanitation.terms import FAMILY, Contract, contracts_of
from bureau.storage import rows
from bureau.workflow import Follow, Question, Taken, take_step

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names, Value
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation
    from bureau.workflow.declaration import Row
    from bureau.workflow.taking import Taking


# -- opening ---------------------------------------------------------------------------------------


def open_months(desk: Desk, period: Period) -> tuple[int, ...]:
    """The records of a month for all contracts in force in it, made where there is none yet.

    Raises UserError when no contract is in force.
    """
    with desk.store.snapshot() as conn:
        contracts = contracts_of(conn, period, desk.today())
        if not contracts:
            raise UserError(f"{period.title}没有生效的环卫合同，请先登记合同。")
        judged = judge_month(conn, desk.store.names(conn), period, desk.today())
    missing = [one.contract for one in judged if one.month is None]
    made: dict[int, int] = {}
    if missing:
        with desk.store.operation(desk, f"开始{period.title}环卫月度考核") as op:
            names = desk.store.names(op.conn)
            made = {
                contract.record: op.insert(MONTHS.name, fresh(contract, period, names))
                for contract in missing
            }
    return tuple(
        int(str(one.month["id"])) if one.month is not None else made[one.contract.record]
        for one in judged
    )


def month_to_judge(conn: Reader, today: date) -> Period:
    """The month with which 月度考核 opens."""
    first = rows.ids(conn, CONTRACTS, None, [Sort("begins_on")], today=today, limit=1)
    begins = (
        day_of(rows.page(conn, CONTRACTS, first, today=today)[0], "begins_on") if first else None
    )
    return being_judged.month_to_judge(today, begins, lambda month: is_open(conn, month, today))


def is_open(conn: Reader, period: Period, today: date) -> bool:
    """Whether a calendar month has records to judge, and a contract that isn't issued."""
    contracts = contracts_of(conn, period, today)
    first, last = period.first.isoformat(), period.last.isoformat()
    entered = (
        (DEDUCTIONS, Between("found_on", first, last)),
        (ROUNDS, Between("inspected_on", first, last)),
        (MONTHS, Is("month", first)),
    )
    return any(
        record_of(conn, FAMILY, subject_of(one), period.first, today) is None for one in contracts
    ) and any(rows.ids(conn, ledger, where, today=today, limit=1) for ledger, where in entered)


def fresh(contract: Contract, period: Period, names: Names) -> dict[str, Value]:
    """The record of a contract's month before anything was decided."""
    return {
        "label": f"{names.label('sections', contract.section)} {month_text(period.first)}",
        "contract": contract.record,
        "section": contract.section,
        "month": period.first.isoformat(),
    }


# -- what wasn't inspected -------------------------------------------------------------------------


def set_absences(desk: Desk, record: int, absences: Collection[Absence]) -> None:
    """Says what counts for blocks that weren't inspected, in one operation. Raises UserError."""
    with desk.store.operation(desk, "月度考核：未检查项的处理") as op:
        row = month_row(op.conn, record, desk.today())
        text = as_json([to_plain(one) for one in absences]) if absences else None
        op.label = f"月度考核“{row['label']}”：未检查项的处理"
        op.update(MONTHS.name, record, {"absences": text})


def set_unscored(desk: Desk, record: int, reason: str) -> None:
    """不参评 with its reason; a blank one takes it back."""
    with desk.store.operation(desk, "月度考核：不参评") as op:
        row = month_row(op.conn, record, desk.today())
        op.label = f"月度考核“{row['label']}”：{'不参评' if reason else '恢复参评'}"
        op.update(MONTHS.name, record, {"unscored": reason.strip() or None})


def absence_words(inputs: Inputs) -> tuple[str, ...]:
    """What was chosen for each block that wasn't inspected, in words for screen and paper."""
    return tuple(
        f"{one.block}：{CHOICE_WORDS[one.choice]}" + (f"（{one.reason}）" if one.reason else "")
        for one in inputs.absences
    )


def month_row(conn: Reader, record: int, today: date) -> Row:
    """The record of a month. Raises UserError when it is gone."""
    found = rows.page(conn, MONTHS, [record], today=today)
    if not found:
        raise UserError("这个月的考核记录已经不在了，请刷新后再试。")
    return found[0]


# -- steps -----------------------------------------------------------------------------------------


def judgement_of(taking: Taking, row: Row) -> Judgement:
    """A month of the workflow, judged as the open operation has it."""
    return judged_record(taking.op.conn, taking.reader.names, row, taking.desk.today())


def judged_record(conn: Reader, names: Names, row: Row, today: date) -> Judgement:
    """The judgement behind a record of the ledger. Raises UserError when its contract is gone."""
    month = date.fromisoformat(str(row["month"]))
    period = Period.month(month.year, month.month)
    for one in judge_month(conn, names, period, today):
        if one.contract.record == row["contract"]:
            return one
    raise UserError(f"“{row['label']}”的合同在这个月没有生效，请核对合同期限。")


def adjustment_has_reason(_taking: Taking, _row: Row, values: Row) -> tuple[str, str] | None:
    """审定: an adjustment says why."""
    if values.get("adjust") and not values.get("adjust_reason"):
        return "adjust_reason", "有审定调整，请填写调整理由"
    return None


def is_ready(taking: Taking, row: Row, values: Row) -> tuple[str, str] | None:
    """签发: the month can be judged and nothing in it can change any more."""
    found = judgement_of(taking, row)
    if (runs := is_over(taking, found.period.last)) is not None:
        return runs
    if found.fault:
        return "state", f"还不能签发：{found.fault}"
    if found.made is not None and found.made.inputs is not None:
        # A paper may be dated ahead; that doesn't shorten anybody's time for an appeal.
        day = min(date.fromisoformat(str(values["issued_on"])[:10]), taking.desk.today())
        waiting = unsettled(found.made.inputs.deductions, day)
        if waiting:
            reason = "还没有送达，或申诉期未满，或申诉还没有裁决"
            return "issued_on", f"还有 {len(waiting)} 条扣分{reason}，不能签发"
    return None


def issued_figures(taking: Taking, row: Row) -> Follow:
    """What issuing writes into the month's record."""
    found = figures_of(judgement_of(taking, row))
    typed: Typed = {key: Stored(value) for key, value in found.items()}
    return Follow(typed)


def figures_of(found: Judgement) -> dict[str, Value]:
    """Score, grade and fee of a month as its record keeps them."""
    values: dict[str, Value] = {"grade": found.grade or None}
    if found.score is not None:
        values["score"] = int(half_up(found.score.total) * 100)
    if found.fee is not None:
        values["base_fen"] = found.fee.base_fen
        values["deducted_fen"] = found.fee.deducted_fen
        values["payable_fen"] = found.fee.payable_fen
    return values


def keep_month(taking: Taking, row: Row, _values: Row) -> None:
    """Freezes rules, inputs and results."""
    found = judgement_of(taking, row)
    if found.made is not None:
        keep_issued(taking.op, FAMILY, subject_of(found.contract), found.period.first, found.made)


def drop_month(taking: Taking, row: Row, _values: Row) -> None:
    """Unlocks: the month is judged by the ledgers again."""
    forget(taking.op, row, taking.desk.today())


def forget(op: Operation, row: Row, today: date) -> None:
    """Takes the frozen content of a month away."""
    month = date.fromisoformat(str(row["month"]))
    drop_issued(op, FAMILY, str(row["contract"]), month, today)


def bulletin_of(row: Row) -> Bulletin:
    """环卫考核通报 of a month."""
    first = date.fromisoformat(str(row["month"]))
    period = Period.month(first.year, first.month)
    return Bulletin(
        title=f"关于{period.title}环卫服务考核情况的通报",
        paper="环卫考核通报",
        month=first,
        kind=BULLETIN,
    )


MONTH_FLOW = month_workflow(
    MONTHS,
    STEPS,
    deciding=(
        Question(key="adjust", hint="加减分，不调整就空着"),
        Question(key="adjust_reason"),
    ),
    decides=adjustment_has_reason,
    issuer=Question(key="issuer"),
    is_ready=is_ready,
    figures=issued_figures,
    issues=keep_month,
    unlocks=drop_month,
    bulletin=bulletin_of,
    results=("score", "grade", "base_fen", "deducted_fen", "payable_fen"),
)


def take(
    desk: Desk, step: str, records: Collection[int], answers: Mapping[str, object] | None = None
) -> Taken:
    """One step with these months, in one operation. Raises what `take_step` raises."""
    typed: Typed = dict(answers or {})  # type: ignore[arg-type]
    return take_step(desk, MONTH_FLOW, MONTH_FLOW.step(step), records, typed)
