"""The way of a month to its issue: 初评 → 征求意见 → 复核 → 审定 → 签发, back-steps and unlocking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment import month_fields
from bureau.documents.registering import Bulletin, register, reserved, take_back
from bureau.editing.inputs import Stored
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import YesNo
from bureau.register.letterheads import BUREAU
from bureau.workflow import BACK, Follow, Question, Step, Workflow

if TYPE_CHECKING:
    from bureau.workflow.declaration import Row
    from bureau.workflow.taking import Taking

FIRST, CONSULTED, REVIEWED, DECIDED, ISSUED = 5201, 5202, 5203, 5204, month_fields.ISSUED
"""Catalogue ids of the states (resources/catalogues/month-state.toml)."""
Check = Callable[["Taking", "Row", "Row"], tuple[str, str] | None]
After = Callable[["Taking", "Row", "Row"], None]
Follows = Callable[["Taking", "Row"], Follow]

REMARK = Question(key="remark", title="说明")
PAPERS = Question(key="photos", title="材料")
NUMBERING = "take_number"
ISSUING = (
    Question(key="paper_number", title="文号", hint="已经有文号的填在这里，也记进发文登记簿"),
    Question(
        key=NUMBERING,
        field=Field(
            key=NUMBERING,
            title="从发文登记簿取号",
            type=YesNo(),
            none_words=False,
            hint="填“是”，就按发文机关的文头取下一个号，取走的号撤销也不收回",
        ),
    ),
    Question(key="issued_on", default="today", required=True),
    Question(key="signed_by", title="签发人", required=True),
)


def is_over(taking: Taking, last: date) -> tuple[str, str] | None:
    """签发: a month that still runs isn't issued, or what comes in would be missing."""
    if taking.desk.today() < last:
        return "issued_on", f"考核月到 {last.month}月{last.day}日 才结束，还不能签发"
    return None


def let_unlock(taking: Taking, row: Row) -> Follow:
    """The one step that may change a month that is locked."""
    taking.op.guard.unlocking.add(int(str(row["id"])))
    return Follow({})


def let_issue(figures: Follows) -> Follows:
    """The one step that may lock a month; its paper takes a number where that is wished."""

    def follows(taking: Taking, row: Row) -> Follow:
        taking.op.guard.unlocking.add(int(str(row["id"])))
        follow = figures(taking, row)
        number = number_taken(taking, row)
        if not number:
            return follow
        inputs = {**follow.inputs, "paper_number": Stored(number)}
        return Follow(inputs, (*follow.said, f"文号 {number}"))

    return follows


def number_taken(taking: Taking, row: Row) -> str:
    """取号: one number for all months that are issued together; "" where it has one or none is wished."""
    if taking.own.get(NUMBERING) != 1 or "paper_number" in taking.answers:
        return ""
    if row["paper_number"] is not None:
        return ""
    key = f"{NUMBERING}:{row['month']}"
    if key not in taking.own:
        issuer = taking.chosen("issuer") if "issuer" in taking.answers else row["issuer"]
        day = taking.chosen("issued_on") if "issued_on" in taking.answers else None
        taking.own[key] = reserved(
            taking.op,
            issuer if isinstance(issuer, int) else BUREAU,
            date.fromisoformat(str(day)[:10]) if day else taking.at.date(),
            taking.desk.today(),
        )
    return str(taking.own[key])


def registering(issues: After, bulletin: Callable[[Row], Bulletin]) -> After:
    """签发 freezes the month; a paper with a number is one of the register of papers too."""

    def after(taking: Taking, row: Row, values: Row) -> None:
        issues(taking, row, values)
        if values.get("paper_number") is None:
            return
        issuer = values.get("issuer")
        register(
            taking.op,
            taking.desk,
            bulletin(row),
            number=str(values["paper_number"]),
            issuer=issuer if isinstance(issuer, int) else BUREAU,
            signer=str(values["signed_by"] or ""),
            signed_on=date.fromisoformat(str(values["issued_on"])[:10]),
        )

    return after


def withdrawing(unlocks: After, bulletin: Callable[[Row], Bulletin]) -> After:
    """解锁 lets the month be judged again; the paper that it was issued with is taken back."""

    def after(taking: Taking, row: Row, values: Row) -> None:
        unlocks(taking, row, values)
        if row["paper_number"] is not None:
            number, month = str(row["paper_number"]), bulletin(row).month
            take_back(taking.op, taking.desk, number, month, str(taking.answers["remark"]))

    return after


def month_workflow(
    months: Ledger,
    trail: Ledger,
    *,
    deciding: tuple[Question, ...],
    decides: Check,
    issuer: Question,
    is_ready: Check,
    figures: Follows,
    issues: After,
    unlocks: After,
    bulletin: Callable[[Row], Bulletin],
    results: tuple[str, ...] = (),
) -> Workflow:
    """The workflow of a department's months.

    `deciding` is what 审定 asks besides the approver, checked by `decides`. `issuer` is whose
    letterhead the month bears. `is_ready` says why a
    month can't be issued yet; `figures` are the fields that issuing fills in, of which the `results` are
    emptied by unlocking; `issues` freezes it and `unlocks` takes that back. `bulletin` is the paper
    that it is issued with.
    """
    return Workflow(
        ledger=months,
        trail=trail,
        state="state",
        owner="month",
        initial=FIRST,
        leaving={ISSUED: results},
        steps=(
            Step(
                key="consult",
                title="征求意见",
                item=5302,
                from_states=(FIRST,),
                to=CONSULTED,
                asks=(REMARK, PAPERS),
                hint="把初评结果送被考核单位，等申诉和意见",
            ),
            Step(
                key="review",
                title="复核",
                item=5303,
                from_states=(FIRST, CONSULTED),
                to=REVIEWED,
                asks=(Question(key="remark", title="复核意见"), PAPERS),
            ),
            Step(
                key="decide",
                title="审定",
                item=5304,
                from_states=(FIRST, CONSULTED, REVIEWED),
                to=DECIDED,
                asks=(
                    *deciding,
                    Question(key="approver", title="审定人", required=True),
                    REMARK,
                    PAPERS,
                ),
                check=decides,
            ),
            Step(
                key="issue",
                title="签发",
                item=5305,
                from_states=(DECIDED,),
                to=ISSUED,
                asks=(issuer, *ISSUING, REMARK),
                hint="签发后本月的规则、扣分和结果锁定，以后的改动登记为更正",
                check=is_ready,
                follows=let_issue(figures),
                after=registering(issues, bulletin),
            ),
            Step(
                key="back",
                title="退回上一环节",
                item=5306,
                from_states=(CONSULTED, REVIEWED, DECIDED),
                to=BACK,
                fallback=FIRST,
                asks=(Question(key="remark", title="退回理由", required=True),),
            ),
            Step(
                key="unlock",
                title="解锁",
                item=5307,
                from_states=(ISSUED,),
                # Takes the issue off the trail, so that 退回 from here doesn't lead to 已签发.
                to=BACK,
                fallback=DECIDED,
                asks=(
                    Question(key="remark", title="解锁理由", required=True),
                    Question(key="approver", title="批准人", required=True),
                ),
                hint="留下记录；通报在发文登记簿里退回拟稿，文号留着重发时用",
                follows=let_unlock,
                after=withdrawing(unlocks, bulletin),
            ),
        ),
    )
