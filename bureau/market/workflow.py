"""The workflow of a case (案件流转): its states, and every step from 登记 to 结案 and beside it."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.ledger.declaration import Field
from bureau.ledger.types import YesNo
from bureau.market.ledgers import CASES, PENALTIES, STEPS
from bureau.market.step_rules import (
    FILE_PENALTY,
    clock_is_readable,
    file_penalty,
    give_limit,
    has_limit,
    later_limit,
    renew_limit,
    whole_day,
)
from bureau.workflow import BACK, STAYS, Question, Step, Workflow

REGISTERED, FILED, DISPATCHED, WORKED, AWAITING = 2201, 2202, 2203, 2204, 2205
CLOSED, REFUSED, HELD, PASSED_ON, PENALISED, VOID = 2206, 2207, 2208, 2209, 2210, 2211
"""Catalogue ids of the states (resources/catalogues/case-state.toml)."""

OPEN = (REGISTERED, FILED, DISPATCHED, WORKED, AWAITING)
"""在办: the limit runs."""
ENFORCEMENT = 2103
PASSED, FAILED = 2601, 2602
"""处置方式 执法; 复查结论 合格 and 不合格."""


def reason(title: str) -> Question:
    """The words that a step can't do without."""
    return Question(key="remark", title=title, required=True)


REMARK = Question(key="remark", title="说明")
PHOTOS = Question(key="photos", title="照片")
PHOTOS_AFTER = Question(key="photos", title="整改后照片", adds="photos_after")
APPROVER = Question(key="approver", title="批准人", required=True)
HANDLING = Question(key="handling", when_blank=True, hint="服务、管理、执法，结案必填")
LIMIT = (
    Question(key="due_on", noted="until", hint="空着就按类别的时限算；已有期限的不变"),
    Question(key="due_time", noted="until_time"),
)
DAY_OF_STEP = "空着就是办理当天"
CLOSED_ON = Question(
    key="closed_on", default="today", required=True, hint=f"实际整改完成的日子；{DAY_OF_STEP}"
)
BACK_TO_CLOSED = Question(key="closed_on", hint="退回到“结案”的才填")
REVIEW = (
    Question(key="reviewed_on", default="today", hint=DAY_OF_STEP),
    Question(key="reviewed_by"),
)

CASE_STEPS = (
    Step(
        key="verify",
        title="核实",
        item=3302,
        from_states=(REGISTERED,),
        to=STAYS,
        asks=(reason("核实情况"), Question(key="person", title="核实人"), PHOTOS),
    ),
    Step(
        key="file",
        title="立案",
        item=3303,
        from_states=(REGISTERED, REFUSED),
        to=FILED,
        asks=(*LIMIT, REMARK, PHOTOS),
        follows=give_limit,
        check=clock_is_readable,
    ),
    Step(
        key="refuse",
        title="不予立案",
        item=3304,
        from_states=(REGISTERED, FILED),
        to=REFUSED,
        asks=(reason("不予立案的理由"), Question(key="approver", title="批准人"), PHOTOS),
    ),
    Step(
        key="dispatch",
        title="派遣",
        item=3305,
        from_states=(REGISTERED, FILED),
        to=DISPATCHED,
        asks=(
            Question(key="unit", when_blank=True),
            Question(key="person"),
            *LIMIT,
            Question(key="remark", title="交办要求"),
        ),
        follows=give_limit,
        check=clock_is_readable,
    ),
    Step(
        key="return",
        title="退回重派",
        item=3306,
        from_states=(DISPATCHED, WORKED),
        to=FILED,
        asks=(reason("退回理由"), PHOTOS),
        sets={"unit": None, "person": None},
        hint="责任单位和责任人清空，等待重新派遣",
    ),
    Step(
        key="accept",
        title="签收处置",
        item=3307,
        from_states=(FILED, DISPATCHED),
        to=WORKED,
        asks=(Question(key="person"), REMARK),
    ),
    Step(
        key="feed-back",
        title="处置反馈",
        item=3308,
        from_states=(FILED, DISPATCHED, WORKED),
        to=AWAITING,
        asks=(
            Question(key="result", required=True, noted="remark"),
            Question(key="handling"),
            PHOTOS_AFTER,
        ),
    ),
    Step(
        key="close",
        title="复查合格结案",
        item=3309,
        from_states=(AWAITING,),
        to=CLOSED,
        asks=(CLOSED_ON, HANDLING, *REVIEW, REMARK, PHOTOS_AFTER),
        sets={"review": PASSED},
    ),
    Step(
        key="close-directly",
        title="直接结案",
        item=3309,
        from_states=(*OPEN[:-1], HELD),
        to=CLOSED,
        asks=(
            CLOSED_ON,
            HANDLING,
            Question(key="result", noted="remark"),
            Question(key="review"),
            *(Question(key=key) for key in ("reviewed_on", "reviewed_by")),
            PHOTOS_AFTER,
        ),
        hint="当场整改完的，不必逐个环节走",
    ),
    Step(
        key="rework",
        title="返工",
        item=3310,
        from_states=(AWAITING,),
        to=WORKED,
        asks=(
            reason("不合格的原因"),
            *REVIEW,
            Question(key="due_on", title="重新整改期限", noted="until"),
            Question(key="due_time", noted="until_time"),
            PHOTOS,
        ),
        sets={"review": FAILED},
        follows=whole_day,
        check=clock_is_readable,
    ),
    Step(
        key="extend",
        title="延期",
        item=3311,
        from_states=OPEN,
        to=STAYS,
        asks=(
            Question(key="due_on", title="延期至", required=True, noted="until"),
            Question(key="due_time", noted="until_time"),
            reason("延期理由"),
            APPROVER,
            PHOTOS,
        ),
        fits=has_limit,
        follows=whole_day,
        check=later_limit,
    ),
    Step(
        key="hold",
        title="挂账",
        item=3312,
        from_states=OPEN,
        to=HELD,
        asks=(
            reason("挂账理由"),
            APPROVER,
            Question(key="until", title="挂账至", required=True),
            PHOTOS,
        ),
        hint="季节性、成因复杂、一时整改不了的；挂账期间不算超期",
    ),
    Step(
        key="resume",
        title="恢复办理",
        item=3313,
        from_states=(HELD,),
        to=BACK,
        fallback=WORKED,
        asks=(
            Question(key="due_on", noted="until", hint="空着就按类别的时限从现在重新算"),
            Question(key="due_time", noted="until_time"),
            REMARK,
        ),
        follows=renew_limit,
        check=clock_is_readable,
    ),
    Step(
        key="pass-on",
        title="移送",
        item=3314,
        from_states=(*OPEN, HELD),
        to=PASSED_ON,
        asks=(
            Question(key="receiver", required=True),
            reason("移送理由"),
            Question(key="approver", title="批准人"),
            PHOTOS,
        ),
    ),
    Step(
        key="penalise",
        title="转行政处罚",
        item=3315,
        from_states=(*OPEN, HELD),
        to=PENALISED,
        asks=(
            Question(
                key=FILE_PENALTY,
                field=Field(key=FILE_PENALTY, title="同时登记处罚案件", type=YesNo()),
            ),
            Question(
                key="cause",
                field=PENALTIES.by_key["cause"],
                hint="空着就用问题类别",
            ),
            REMARK,
            Question(key="approver", title="批准人"),
            PHOTOS,
        ),
        sets={"handling": ENFORCEMENT},
        after=file_penalty,
    ),
    Step(
        key="void",
        title="作废",
        item=3316,
        from_states=(*OPEN, REFUSED, HELD, PASSED_ON, PENALISED),
        to=VOID,
        asks=(reason("作废原因"),),
        hint="登记错了或重复的；已结案的先重新打开",
    ),
    Step(
        key="restore",
        title="恢复",
        item=3317,
        from_states=(VOID,),
        to=BACK,
        fallback=REGISTERED,
        asks=(REMARK,),
    ),
    Step(
        key="step-back",
        title="回退",
        item=3318,
        from_states=(*OPEN, CLOSED, REFUSED, PASSED_ON, PENALISED),
        to=BACK,
        asks=(reason("回退原因"), BACK_TO_CLOSED),
        hint="退回到上一个环节；期限和责任单位不变",
    ),
    Step(
        key="supervise",
        title="督办",
        item=3319,
        from_states=OPEN,
        to=STAYS,
        asks=(
            reason("督办要求"),
            Question(key="approver", title="签发人"),
            Question(key="until", title="限办结日期"),
        ),
    ),
    Step(
        key="call-back",
        title="回访",
        item=3320,
        from_states=(CLOSED,),
        to=STAYS,
        asks=(
            Question(key="satisfaction", required=True),
            Question(key="called_back_on", default="today", hint=DAY_OF_STEP),
            Question(key="call_note", noted="remark"),
        ),
    ),
    Step(
        key="reopen",
        title="重新打开",
        item=3321,
        from_states=(CLOSED, PASSED_ON, PENALISED),
        to=WORKED,
        asks=(
            reason("重新打开的原因"),
            Question(key="due_on", title="新的整改期限", noted="until"),
            Question(key="due_time", noted="until_time"),
            PHOTOS,
        ),
        follows=whole_day,
        check=clock_is_readable,
    ),
)

CASE_FLOW = Workflow(
    ledger=CASES,
    trail=STEPS,
    state="state",
    owner="case",
    initial=REGISTERED,
    steps=CASE_STEPS,
    # What says how a case ended is no longer true once it isn't closed.
    leaving={CLOSED: ("closed_on", "review", "reviewed_on", "reviewed_by")},
    carried=("unit", "person"),
)

NEXT_STEPS: Mapping[int, str] = {
    REGISTERED: "file",
    FILED: "dispatch",
    DISPATCHED: "accept",
    WORKED: "feed-back",
    AWAITING: "close",
    HELD: "resume",
    CLOSED: "call-back",
}
"""The step that usually comes next, by state; a case that is called back already waits for none."""
