"""变更状态, 停用审批 brought to the cards and back, and what a stock-take saw, as acts of their pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bureau.desk import Desk
from bureau.editing.acts import present
from bureau.editing.inputs import Inputs
from bureau.errors import UserError
from bureau.facilities.definitions import INTACT
from bureau.facilities.ledgers import FACILITIES, SIGHTINGS, STATE_CHANGES, STOPS
from bureau.facilities.ledgers.register import STOPPED
from bureau.facilities.register.states import Change, change_states, fitting, settle_cards, title_of
from bureau.facilities.register.stocktake import (
    FOUND,
    Sighting,
    codes_of,
    note_cards,
    note_codes,
)
from bureau.facilities.register.stopping import lasts, left_stopped, resume, stop_cards
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Value
from bureau.ledger.types import LongText
from bureau.workflow import Left
from ui.facilities.acts import LinkHandling
from ui.facilities.answers import day_said, told, whole, words
from ui.ledger.handling import Answers, Done, Offer, Planned, RecordAct
from ui.ledger.plain_acts import offer, plain_act


def optional(field: Field, hint: str | None = None, title: str = "") -> Field:
    """A field of a ledger as a question that may stay blank."""
    return replace(
        field,
        required=False,
        hint=field.hint if hint is None else hint,
        title=title or field.title,
    )


STATE = optional(STATE_CHANGES.by_key["state"])
CHANGED_ON = optional(STATE_CHANGES.by_key["changed_on"], "空着就是今天；从这一天起是新的状态")
REASON, APPROVAL, APPROVER, PAPERS = (
    optional(STATE_CHANGES.by_key[key]) for key in ("reason", "approval", "approver", "photos")
)


def plan_change(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """Which cards may take the state, and what goes with it."""
    state = whole(desk, STATE, inputs)
    if state is None:
        proposed: Mapping[str, Value] = {}
        if all(row["state"] == STOPPED for row in present(desk, FACILITIES, records)):
            proposed = {"state": INTACT}
        return Planned(
            sentence=f"选中 {len(records):,} 件，请选新状态。",
            fits=(),
            required=frozenset({"state"}),
            proposed=proposed,
        )
    try:
        fits, left = fitting(desk, records, state, day_said(desk, CHANGED_ON, inputs))
    except UserError as fault:
        return Planned(sentence=fault.sentence, fits=(), required=frozenset({"state"}))
    title = title_of(desk.store.names(), state)
    sentence = f"选中 {len(records):,} 件，{len(fits):,} 件改为“{title}”"
    if state == STOPPED and not words(desk, APPROVAL, inputs):
        sentence += "；没有批准文号的，停用的夜晚按不亮算"
    elif state == STOPPED:
        sentence += "，同时登记停用审批"
    elif any(row["state"] == STOPPED for row in fits):
        sentence += "，没有结束的停用审批同时填上恢复日期"
    return Planned(
        sentence=f"{sentence}。",
        fits=tuple(int(str(row["id"])) for row in fits),
        left=tuple(Left(one.record, one.code, one.why) for one in left),
        required=frozenset({"state"}),
    )


def take_change(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Changes them."""
    state = whole(desk, STATE, answers.inputs)
    if state is None:
        raise UserError("请选新状态。")
    change = Change(
        state=state,
        on=day_said(desk, CHANGED_ON, answers.inputs),
        reason=words(desk, REASON, answers.inputs),
        approval=words(desk, APPROVAL, answers.inputs),
        approver=words(desk, APPROVER, answers.inputs),
    )
    photos = {"photos": answers.photos} if answers.photos else None
    done = change_states(desk, records, change, photos=photos)
    return Done(done.sentence, done.cards)


CHANGE_STATE = RecordAct(
    key="state",
    title="变更状态",
    plan=plan_change,
    take=take_change,
    asks=(STATE, CHANGED_ON, REASON, APPROVAL, APPROVER, PAPERS),
    hint="每次变更记一条“状态变更”，以前月份的亮灯率照当时的状态算",
    replans=True,
    unit="件",
)

SETTLE = plain_act(
    STATE_CHANGES,
    "settle",
    "写回档案",
    lambda desk, ids, _said: settle_cards(desk, ids),
    hint="在这里补记、导入的变更：是这件设施最后一次的，档案的状态照它改；用“变更状态”办的不用写回",
)


class ChangeHandling(LinkHandling):
    """Changes that were typed here reach the cards."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen changes."""
        return [offer(SETTLE), *super().offers(desk, records)] if records else []


# -- approvals -------------------------------------------------------------------------------------

STOP_CARDS = plain_act(
    STOPS,
    "stop-cards",
    "按审批停用",
    lambda desk, ids, _said: stop_cards(desk, ids),
    hint="审批里的设施和挂在它下面的，或整条路的路灯，从停用日期起改为“停用”；不用再到档案里改",
)
ENDED = optional(STOPS.by_key["ends_on"], "空着就是今天")
RESUME = plain_act(
    STOPS,
    "resume",
    "恢复",
    lambda desk, ids, said: resume(desk, ids, day_said(desk, ENDED, said.inputs)),
    (ENDED,),
    hint="填上恢复日期，停用的设施同时改回“正常”；还有别的停用审批的不改",
)


class StopHandling(LinkHandling):
    """Approvals reach the cards."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Stopping and going on again, for approvals that last."""
        if not records:
            return []
        found = present(desk, STOPS, records)
        lasting = sum(lasts(row, desk.today()) for row in found)
        stopping = [offer(STOP_CARDS, count=lasting)] if lasting else []
        resuming = [offer(RESUME, count=lasting)] if lasting else []
        if not lasting and left_stopped(desk, found):
            resuming = [offer(RESUME)]
        return [*stopping, *resuming, *super().offers(desk, records)]


# -- what was seen ---------------------------------------------------------------------------------

CODES = Field(
    key="codes",
    title="设施编号",
    type=LongText(),
    hint="一行一个，或用“、”隔开；档案里没有的记为“多出”",
)
RESULT = optional(SIGHTINGS.by_key["result"], "")
SEEN_ON = optional(SIGHTINGS.by_key["checked_on"], "空着就是今天")
INSPECTOR, NOTE, ROUND, PICTURES = (
    optional(SIGHTINGS.by_key[key]) for key in ("inspector", "note", "round", "photos")
)
BESIDES = (SEEN_ON, INSPECTOR, ROUND, NOTE)
SEEN: Mapping[str, Value] = {"result": FOUND}


def sighting_of(desk: Desk, inputs: Inputs) -> Sighting:
    """What was answered. Raises UserError."""
    return Sighting(
        result=whole(desk, RESULT, inputs) or FOUND,
        on=day_said(desk, SEEN_ON, inputs),
        inspector=words(desk, INSPECTOR, inputs),
        note=words(desk, NOTE, inputs),
        year=whole(desk, ROUND, inputs),
    )


def plan_sighting(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
    """All of them."""
    del desk
    return Planned(
        sentence=f"选中 {len(records):,} 件，都可以登记。", fits=tuple(records), proposed=SEEN
    )


def take_sighting(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Notes them."""
    sighting = sighting_of(desk, answers.inputs)
    photos = {"photos": answers.photos} if answers.photos else None
    return Done(note_cards(desk, records, sighting, photos=photos).sentence, tuple(records))


def plan_codes(desk: Desk, _records: Collection[int], inputs: Inputs) -> Planned:
    """How many codes there are, and which have no card."""

    def look() -> tuple[str, bool]:
        of = codes_of(desk, words(desk, CODES, inputs))
        strange = [code for code, record in of.items() if record is None]
        sentence = f"共 {len(of):,} 件"
        if strange:
            shown = "、".join(strange[:5]) + ("等" if len(strange) > 5 else "")
            sentence += f"，其中 {len(strange):,} 件档案里没有，记为“多出”：{shown}"
        return f"{sentence}。", True

    return told(look, required=("codes",), proposed=SEEN)


def take_codes(desk: Desk, _records: Sequence[int], answers: Answers) -> Done:
    """Notes them."""
    noted = note_codes(desk, words(desk, CODES, answers.inputs), sighting_of(desk, answers.inputs))
    return Done(noted.sentence, noted.made)


NOTE_CARDS = RecordAct(
    key="sighting",
    title="清查登记",
    plan=plan_sighting,
    take=take_sighting,
    asks=(RESULT, *BESIDES, PICTURES),
    hint="年度清查：选中的设施记一条清查记录；“年度清查”页看还有哪些没有见到",
    unit="件",
)
NOTE_CODES = RecordAct(
    key="codes",
    title="按编号登记清查",
    plan=plan_codes,
    take=take_codes,
    asks=(CODES, RESULT, *BESIDES),
    hint="照清查登记表把见到的编号一次写进来",
    replans=True,
    single=True,
)


class SightingHandling(LinkHandling):
    """Codes of a walk are noted at once; what is strange gets its card."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Noting needs no chosen record."""
        return [offer(NOTE_CODES, group="codes"), *super().offers(desk, records)]
