"""Acts of street lights: dark lamps reported, limits set, places without a card linked to one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from bureau.desk import Desk
from bureau.editing.acts import meant
from bureau.editing.inputs import Inputs
from bureau.errors import UserError
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.register.linking import known_links, link, link_known, twice_broken
from bureau.facilities.repairs.dark_lamps import find_faults, report_faults
from bureau.ledger.declaration import Ledger
from ui.facilities.answers import told
from ui.ledger.handling import Answers, Done, Handling, Offer, Planned, RecordAct, nothing_left
from ui.ledger.plain_acts import offer


def plan_links(desk: Desk, _records: Collection[int], _inputs: Inputs) -> Planned:
    """What would be linked, in all ledgers."""
    return told(lambda: (f"可以关联 {known_links(desk).words}。", True))


KNOWN = RecordAct(
    key="link-known",
    title="自动关联",
    plan=plan_links,
    take=lambda desk, _records, _said: Done(link_known(desk).sentence),
    hint="未建档的记录、没有上级的设施，写的编号或别名在设施档案里已经有的，一次关联好",
    single=True,
)


def plan_faults(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
    """What reporting the dark lamps of these patrols comes to."""
    faults = find_faults(desk, records)
    with_new = {dark.patrol for dark in faults.new}
    return Planned(
        sentence=faults.sentence,
        fits=tuple(record for record in records if record in with_new),
    )


def report(desk: Desk, records: Sequence[int], _said: Answers) -> Done:
    """Reports them."""
    faults, made = report_faults(desk, records)
    return Done(f"已报修 {len(faults.new)} 盏，在“维修台账”里。", made)


FAULTS = RecordAct(
    key="faults",
    title="暗灯报修",
    plan=plan_faults,
    take=report,
    hint="未亮灯杆号里的灯一盏一条记进维修台账；已经报修没有修好的、随控制箱一起坏的不再报",
    unit="次",
)


def link_act(ledger: Ledger) -> RecordAct:
    """Linking records of a ledger with the card of a facility."""

    def take(desk: Desk, records: Sequence[int], said: Answers) -> Done:
        raw = said.inputs.get("asset")
        with desk.store.snapshot() as conn:
            facility = meant(desk, conn, ledger, "asset", raw)
        if not isinstance(facility, int) or facility < 0:
            raise UserError("请选一个设施档案里已有的设施；还没有建档的先在“设施档案”里新增。")
        return Done(f"已关联 {link(desk, ledger, records, facility):,} 条。", tuple(records))

    def plan(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
        ids, remark = tuple(records), ""
        if ledger is REPAIRS and "asset" in inputs:
            with desk.store.snapshot() as conn:
                facility = meant(desk, conn, ledger, "asset", inputs["asset"])
                if isinstance(facility, int) and facility > 0:
                    remark = twice_broken(conn, dict.fromkeys(ids, facility), desk.today())
        sentence = nothing_left(len(ids), "关联") + (f"{remark}。" if remark else "")
        return Planned(sentence=sentence, fits=ids, required=frozenset({"asset"}))

    return RecordAct(
        key="link",
        title="关联设施",
        plan=plan,
        take=take,
        asks=(replace(ledger.by_key["asset"], required=False),),
        replans=ledger is REPAIRS,
        hint="原来写的位置留着，并记成这个设施的别名，以后再写到就认得",
    )


class PatrolHandling(Handling):
    """Dark lamps become faults."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen patrols."""
        del desk
        return [offer(FAULTS, main=True)] if records else []


class LinkHandling(Handling):
    """Places without a card get theirs."""

    @cached_property
    def linking(self) -> RecordAct:
        """The act for this ledger."""
        return link_act(self.ledger)

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen records."""
        del desk
        return [offer(self.linking)] if records else []
