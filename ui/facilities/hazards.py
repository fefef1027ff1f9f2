"""The acts of hazards: 整改完成, 复验, 销号, 回头看 and the ways beside; what patrols found turned into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bureau.desk import Desk
from bureau.editing import read
from bureau.editing.inputs import Inputs
from bureau.facilities.ledgers import DAY_PATROLS, HAZARDS, REPAIRS, WORKS
from bureau.facilities.ledgers.hazards import OVERDUE
from bureau.facilities.safety import hazards
from bureau.facilities.safety.problems import turn_into, unfit_for
from bureau.facilities.stored import Row
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Blank, Is
from ui.assessment.record_papers import print_offer
from ui.facilities.acts import LinkHandling
from ui.facilities.steps import Step, list_offer, step_offers
from ui.ledger.handling import Advice, Answers, Handling, Offer, Proposal, RecordAct
from ui.ledger.plain_acts import plain_act

MENDED = All((Is("mended", 1), Blank("righted_on")))
"""Their repair is done."""


class Said:
    """What was done, in a sentence."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence


def take_look_back(desk: Desk, records: Sequence[int], said: Answers) -> Said:
    """回头看, and the hazards that were opened anew."""
    count, made = hazards.look_back(desk, records, said.inputs)
    again = f"；{len(made):,} 条不合格，已重新立为隐患" if made else ""
    return Said(f"已回头看 {count:,} 条{again}。")


def take_repair(desk: Desk, records: Sequence[int], said: Answers) -> Said:
    """转维修."""
    made = hazards.repair_it(desk, records, said.inputs)
    return Said(f"已转维修 {len(made):,} 条，在“维修台账”里；修好以后回来登记整改完成。")


RIGHT = plain_act(
    HAZARDS,
    "right",
    "整改完成",
    lambda desk, ids, said: hazards.right(desk, ids, said.inputs, photos=said.photos),
    ("righted_on", "righted_time", "result", "photos_after"),
    required=("result",),
    propose=hazards.proposed_righting,
    unfit=hazards.unfit_to_right,
    hint="转维修的，日期和情况照修好的维修单；日期空着就是今天",
)
ACCEPT = plain_act(
    HAZARDS,
    "accept",
    "复验",
    lambda desk, ids, said: hazards.accept(desk, ids, said.inputs),
    ("accepted_on", "accepted_by"),
    required=("accepted_by",),
    unfit=hazards.unfit_to_accept,
    hint="由整改责任人以外的人到现场看；重大隐患复验以后才能销号",
)
CLOSE = plain_act(
    HAZARDS,
    "close",
    "销号",
    lambda desk, ids, said: hazards.close(desk, ids, said.inputs),
    ("closed_on", "closed_by"),
    required=("closed_by",),
    unfit=hazards.unfit_to_close,
    hint="日期空着就是今天",
)
GIVE_BACK = plain_act(
    HAZARDS,
    "give-back",
    "退回整改",
    lambda desk, ids, said: hazards.give_back(desk, ids, said.inputs),
    ("return_reason", "returned_on", "due_on"),
    required=("return_reason",),
    unfit=hazards.unfit_to_give_back,
    hint="清掉整改完成日期，重新整改；原来登记的在操作历史里。整改期限空着就不变",
)
LOOK_BACK = plain_act(
    HAZARDS,
    "look-back",
    "回头看",
    take_look_back,
    ("recheck", "rechecked_on"),
    required=("recheck",),
    unfit=hazards.unfit_to_look_back,
    hint="不合格的重新立为一条隐患，连着原来的；日期空着就是今天",
)
EXTEND = plain_act(
    HAZARDS,
    "extend",
    "延期",
    lambda desk, ids, said: hazards.extend(desk, ids, said.inputs),
    ("due_on", "due_time", "extension"),
    required=("due_on", "extension"),
    unfit=hazards.unfit_while_open,
    hint="井盖缺损受条件限制、6 小时内不能修复的，最长 36 小时，期间围挡警示",
)
WATCH = plain_act(
    HAZARDS,
    "watch",
    "挂牌督办",
    lambda desk, ids, said: hazards.watch(desk, ids, said.inputs),
    ("watcher", "watched_on", "grade"),
    required=("watcher",),
    unfit=hazards.unfit_while_open,
    hint="等级要升的一起选；不选就不变",
)
REPAIR = plain_act(
    HAZARDS,
    "repair",
    "转维修",
    take_repair,
    (REPAIRS.by_key["fault"], REPAIRS.by_key["severity"], REPAIRS.by_key["team"]),
    unfit=hazards.unfit_to_repair,
    hint="在维修台账里开单，位置、期限照隐患；整改期限已过的按故障等级另定",
)
LIMITS = plain_act(
    HAZARDS,
    "limits",
    "定期限",
    lambda desk, ids, _said: hazards.set_limits(desk, ids),
    unfit=hazards.unfit_for_limit,
    hint="先按隐患类别（井盖 6 小时），没有的按隐患等级；时限在“分类目录”里改",
)
STEPS = (
    Step(RIGHT, hazards.unfit_to_right),
    Step(ACCEPT, hazards.unfit_to_accept),
    Step(CLOSE, hazards.unfit_to_close),
    Step(LOOK_BACK, hazards.unfit_to_look_back),
    Step(GIVE_BACK, hazards.unfit_to_give_back, "back", leads=False),
    Step(REPAIR, hazards.unfit_to_repair, "beside", leads=False),
    Step(LIMITS, hazards.unfit_for_limit, "beside", leads=False),
    Step(EXTEND, hazards.unfit_while_open, "beside", leads=False),
    Step(WATCH, hazards.unfit_while_open, "beside", leads=False),
)


class HazardHandling(LinkHandling):
    """Everything that is done with hazards."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The acts that are for some of these, the notice, and the list of what is overdue."""
        late = [
            *list_offer(desk, HAZARDS, "overdue", "看超期的", Is("state", OVERDUE)),
            *list_offer(desk, HAZARDS, "mended", "看维修已修好、等登记整改的", MENDED),
        ]
        if not records:
            return late
        steps = step_offers(desk, HAZARDS, records, STEPS)
        linking = super().offers(desk, records)
        return [*steps, *linking, print_offer("hazard-notice"), *late]

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """The limit of the kind and grade, for a hazard that is new."""
        values = read(desk, HAZARDS, inputs, record).values
        day, clock = values.get("found_on"), values.get("found_time")
        if not isinstance(day, str) or record is not None:
            return Advice()
        with desk.store.snapshot() as conn:
            found = hazards.hazard_limit(
                conn,
                values.get("kind"),
                values.get("grade"),
                date.fromisoformat(day[:10]),
                clock if isinstance(clock, str) else None,
                desk.today(),
            )
        if found is None:
            return Advice()
        proposals = {"due_on": Proposal(found.on, f"{found.said}，可以改")}
        if found.time:
            proposals["due_time"] = Proposal(found.time, "")
        return Advice(proposals)


# -- what patrols and maintenance found ------------------------------------------------------------


def finding_act(ledger: Ledger, into: Ledger, key: str, title: str, asks: Sequence[str]) -> Step:
    """转维修 or 转隐患 of a ledger that finds problems."""
    unfit: Callable[[Row], str] = unfit_for(into)

    def take(desk: Desk, records: Sequence[int], said: Answers) -> Said:
        made = turn_into(desk, ledger, into, records, said.inputs)
        return Said(f"已{title} {len(made):,} 条，在“{into.title}”里，照片一起带过去了。")

    act: RecordAct = plain_act(
        ledger,
        key,
        title,
        take,
        tuple(into.by_key[one] for one in asks),
        unfit=unfit,
        hint="位置、问题、发现人和照片照这一条；空着的以后再填",
    )
    return Step(act, unfit, "findings")


def finding_steps(ledger: Ledger) -> tuple[Step, ...]:
    """Both ways."""
    return (
        finding_act(ledger, REPAIRS, "to-repair", "转维修", ("facility", "fault", "severity")),
        finding_act(
            ledger, HAZARDS, "to-hazard", "转隐患", ("kind", "grade", "person", "due_on")
        ),
    )  # fmt: skip


PATROL_STEPS = finding_steps(DAY_PATROLS)
WORK_STEPS = finding_steps(WORKS)


class DayPatrolHandling(Handling):
    """Problems become repairs or hazards."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen patrols that found something."""
        return step_offers(desk, DAY_PATROLS, records, PATROL_STEPS) if records else []


class WorkHandling(LinkHandling):
    """What maintenance found becomes a repair or a hazard."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen works, and their link with a card."""
        if not records:
            return []
        return [*step_offers(desk, WORKS, records, WORK_STEPS), *super().offers(desk, records)]
