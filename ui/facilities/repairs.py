"""The repair ledger's own acts: the way from report to acceptance, materials drawn, advice while one is typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bureau.desk import Desk
from bureau.editing.acts import present
from bureau.editing.inputs import Inputs
from bureau.facilities.definitions import OPEN, overdue
from bureau.facilities.ledgers import REPAIRS, STOCK_MOVES
from bureau.facilities.ledgers.repairs import FALSE_ALARM, PASSED
from bureau.facilities.repairs import repairing
from bureau.facilities.repairs.deadlines import Limit, lacks_limit, set_limits
from bureau.facilities.repairs.reporting import foreseen
from bureau.facilities.stock import drawing
from bureau.facilities.stored import Row
from bureau.ledger.query import All, Blank, Ids
from bureau.ledger.types import Text
from bureau.storage.rows import count
from ui.assessment.record_papers import print_offer
from ui.facilities.acts import KNOWN, LinkHandling
from ui.ledger.handling import (
    Advice,
    Answers,
    Done,
    Offer,
    Planned,
    Proposal,
    RecordAct,
    Remark,
)
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer, plain_act

WORKED = ("repaired_on", "repairer", "work", "item", "quantity", "quantity_unit", "materials")
COSTS = ("materials_fen", "labour_fen", "vehicle_fen", "stated_fen")
PHOTOS_AFTER = REPAIRS.by_key["photos_after"]


def unfit_for_limit(row: Row) -> str:
    """Limited already, or no open fault."""
    return "" if lacks_limit(row) else "已经有时限，或已经修复"


ACTS = {
    "dispatch": plain_act(
        REPAIRS,
        "dispatch",
        "派工",
        lambda desk, ids, said: repairing.dispatch(desk, ids, said.inputs, said.at),
        ("team", "severity", "due_on"),
        required=("team",),
        unfit=repairing.unfit_for("dispatch"),
        hint="没有时限的按故障和等级自动算；已派的再派就是改派",
        dated=True,
    ),
    "arrive": plain_act(
        REPAIRS,
        "arrive",
        "到场",
        lambda desk, ids, said: repairing.arrive(desk, ids, said.inputs, said.at),
        unfit=repairing.unfit_for("arrive"),
        dated=True,
    ),
    "mend": plain_act(
        REPAIRS,
        "mend",
        "修复",
        lambda desk, ids, said: repairing.mend(desk, ids, said.inputs, photos=said.photos),
        (
            replace(REPAIRS.by_key["repaired_on"], hint="空着就是现在；补录时填日期和时刻"),
            *WORKED[1:],
            *COSTS,
            "photos_after",
        ),
        required=("repairer", "work"),
        unfit=repairing.unfit_for("mend"),
        hint="几处一起修好、情况相同的可以一次登记；材料从库存领的用“领料”，材料费不用再填",
    ),
    "accept": plain_act(
        REPAIRS,
        "accept",
        "验收",
        lambda desk, ids, said: repairing.accept(desk, ids, said.inputs),
        ("acceptance", "accepted_by", "accepted_on", "note"),
        required=("acceptance", "accepted_by"),
        propose=lambda _desk, _ids: {"acceptance": PASSED},
        unfit=repairing.unfit_for("accept"),
        hint="不合格的自动开返修单，连着原来的维修单；备注写哪里不合格",
    ),
    "rework": plain_act(
        REPAIRS,
        "rework",
        "返修",
        lambda desk, ids, said: repairing.rework(desk, ids, said.inputs),
        ("description", "reported_on"),
        unfit=repairing.unfit_for("rework"),
        hint="修好以后又坏的，开一张返修单，连着原来的维修单；日期空着就是今天",
    ),
    "merge": plain_act(
        REPAIRS,
        "merge",
        "并案",
        lambda desk, ids, said: repairing.merge(desk, ids, said.inputs),
        ("merged_into",),
        required=("merged_into",),
        propose=repairing.proposed_target,
        unfit=repairing.unfit_for("merge"),
        hint="同一处故障报了两次的，并到先报的那一张；并掉的留在台账里，不算报修数",
    ),
    "void": plain_act(
        REPAIRS,
        "void",
        "误报或作废",
        lambda desk, ids, said: repairing.void(desk, ids, said.inputs),
        ("void", "void_reason"),
        required=("void", "void_reason"),
        propose=lambda _desk, _ids: {"void": FALSE_ALARM},
        unfit=repairing.unfit_for("void"),
        hint="到场没有发现故障的选“误报”，登记错的选“作废”；留在台账里，不算报修数",
    ),
    "reopen": plain_act(
        REPAIRS,
        "reopen",
        "恢复",
        lambda desk, ids, _said: repairing.reopen(desk, ids),
        unfit=repairing.unfit_for("reopen"),
        hint="误报、并案或作废错了的，恢复成没有修的故障",
    ),
    "limits": plain_act(
        REPAIRS,
        "limits",
        "定时限",
        lambda desk, ids, _said: set_limits(desk, ids),
        unfit=unfit_for_limit,
        hint="按故障、等级和作业队作息算修复时限；没有填等级的按“一般”，已经有时限、已经修复的不动",
    ),
}
WAY = ("dispatch", "arrive", "mend", "accept", "rework")
ENDS = ("merge", "void", "reopen")


def plan_drawing(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """What would be drawn for one repair, in words; it fits once every word is understood."""
    row = present(desk, REPAIRS, list(records)[:1])[0]
    if why := repairing.unfit_for("draw")(row):
        return Planned(sentence=f"{row['number']} {why}，不能领料。", fits=())
    found = drawing.planned(desk, row, inputs)
    fits = (int(str(row["id"])),) if found.drawn and not found.strange else ()
    said = str(row["materials"] or "")
    # What was drawn already isn't proposed a second time.
    before = drawing.drawn_before(desk, int(str(row["id"])))
    proposed = {"materials": said} if said and not before else {}
    return Planned(sentence=f"{before}{found.sentence}", fits=fits, proposed=proposed)


def take_drawing(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Draws it."""
    (record,) = records
    return Done(drawing.draw(desk, record, answers.inputs).sentence, (record,))


DRAW = RecordAct(
    key="draw",
    title="领料",
    plan=plan_drawing,
    take=take_drawing,
    asks=(
        replace(
            REPAIRS.by_key["materials"],
            title="领用材料",
            type=Text(limit=400),
            hint="如“LED光源 2套、电缆 20m”，认不得的会说明",
        ),
        replace(STOCK_MOVES.by_key["person"], title="领料人"),
        replace(STOCK_MOVES.by_key["moved_on"], required=False, hint="空着就是今天"),
    ),
    hint="从库存出库，按参考单价计入这张维修单的材料费；单价可以在“出入库”里改",
    replans=True,
    single=True,
)


class RepairHandling(LinkHandling):
    """Everything that is done with repairs."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The acts that are for some of these, the papers, and the list of what is overdue."""
        with desk.store.snapshot() as conn:
            late = count(conn, REPAIRS, overdue(desk.today()), today=desk.today())
        listing = Offer(
            key="overdue",
            title=f"看超时未修的（{late:,} 条）",
            open=show_overdue,
            group="list",
            writes=False,
        )
        if not records:
            return [listing]
        fits = repairing.next_acts(desk, records)
        main = repairing.main_act(desk, records)
        way = [
            offer(ACTS[key], main=key == main, group="way", count=fits[key])
            for key in WAY
            if key in fits
        ]
        if len(records) == 1 and "draw" in fits:
            way.append(offer(DRAW, group="way"))
        if unlimited := without_limit(desk, records):
            way.append(offer(ACTS["limits"], group="way", count=unlimited))
        ends = [offer(ACTS[key], group="end", count=fits[key]) for key in ENDS if key in fits]
        linking = [replace(one, main=False, group="link") for one in super().offers(desk, records)]
        papers = [print_offer("repair-order"), print_offer("repair-acceptance")]
        return [*way, *ends, *papers, *linking, replace(offer(KNOWN), group="link"), listing]

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """The limit and the road of the card; repairs that this one may belong to."""
        found = foreseen(desk, inputs, record)
        remarks = tuple(Remark(one.sentence, "warning", one.repair) for one in found.said)
        if not isinstance(found.limit, Limit):
            return Advice(whys={"due_on": found.limit} if found.limit else {}, remarks=remarks)
        when = f"{found.limit.on} {found.limit.time or ''}".strip()
        if record is not None:
            return Advice(
                whys={"due_on": f"按故障和等级应为 {when}：{found.limit.said}"}, remarks=remarks
            )
        proposals = {"due_on": Proposal(found.limit.on, found.limit.said)}
        if found.limit.time:
            proposals["due_time"] = Proposal(found.limit.time, "")
        if found.road is not None:
            proposals["road"] = Proposal(found.road, "按设施档案")
        return Advice(proposals, remarks=remarks)


def without_limit(desk: Desk, records: Collection[int]) -> int:
    """How many of these are open and have no limit."""
    where = All((Ids(tuple(records)), OPEN, Blank("due_on")))
    with desk.store.snapshot() as conn:
        return count(conn, REPAIRS, where, today=desk.today())


def show_overdue(page: LedgerPage, _records: Sequence[int]) -> None:
    """超时未修."""
    page.show_list(overdue(page.context.desk.today()))
