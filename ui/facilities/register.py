"""Acts of the register: cards in bulk, numbering anew, changes of state, sightings, and what is printed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from bureau.desk import Desk
from bureau.editing.inputs import Inputs
from bureau.errors import UserError
from bureau.facilities.register.building import Along, build, like, numbered, renumber
from bureau.facilities.register.linking import held_words
from bureau.ledger.words import listed
from ui.assessment.record_papers import print_offer
from ui.facilities.acts import KNOWN
from ui.facilities.answers import said, told, whole, words
from ui.facilities.card_panel import CardPanel
from ui.facilities.plans import NOTE_CHOSEN
from ui.facilities.register_new import ALONG, FIRST, HUNG, PATTERN, PLACES, SIDES, look_at
from ui.facilities.register_states import CHANGE_STATE, NOTE_CARDS
from ui.ledger.handling import (
    Answers,
    Done,
    Handling,
    Instead,
    Offer,
    Planned,
    RecordAct,
    RecordPanel,
)
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer, open_plain


def asked(desk: Desk, inputs: Inputs) -> tuple[str, int]:
    """Pattern and first serial. Raises UserError."""
    pattern = words(desk, PATTERN, inputs)
    if not pattern:
        raise UserError("请填编号样式，例如 LD01-{serial:03}。")
    return pattern, whole(desk, FIRST, inputs) or 1


def plan_of(desk: Desk, records: Collection[int], inputs: Inputs) -> Along:
    """What is to be built like the one chosen card. Raises UserError."""
    if len(records) != 1:
        raise UserError("请只选一件设施作样板，新的照它的道路和规格建。")
    pattern, first = asked(desk, inputs)
    places, sides = whole(desk, PLACES, inputs), said(desk, SIDES, inputs)
    if places is None:
        raise UserError("请填每侧数量。")
    (sample,) = records
    chosen = tuple(listed(sides)) if isinstance(sides, str) else ()
    return like(desk, sample, pattern=pattern, first=first, places=places, sides=chosen)


def plan_building(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """How many cards, from which code to which, and which codes are taken."""
    return told(
        lambda: look_at(desk, plan_of(desk, records, inputs)), records, ("pattern", "places")
    )


def plan_numbers(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """The old and the new code of the first and the last."""

    def look() -> tuple[str, bool]:
        pairs = list(numbered(desk, list(records), *asked(desk, inputs)).values())
        if not pairs:
            return "没有选中设施。", False
        (old, new), (last_old, last_new) = pairs[0], pairs[-1]
        sentence = f"{old} 改为 {new}"
        if len(pairs) > 1:
            sentence += f"，……，{last_old} 改为 {last_new}"
        return f"{sentence}，共 {len(pairs)} 件；旧编号记为别名。", True

    return told(look, records, ("pattern",))


def take_building(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Makes the cards."""
    made = build(desk, plan_of(desk, records, answers.inputs))
    return Done(f"已建档 {len(made):,} 件。", made)


def take_numbers(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Gives the new codes."""
    pairs = numbered(desk, records, *asked(desk, answers.inputs))
    changed = renumber(desk, {record: new for record, (_, new) in pairs.items()})
    return Done(f"已重新编号 {changed:,} 件，旧编号记为别名。", tuple(records))


BUILD = RecordAct(
    key="build",
    title="照此批量建档",
    plan=plan_building,
    take=take_building,
    asks=(PATTERN, FIRST, PLACES, SIDES),
    hint="道路、等级、光源、功率、灯头数、控制箱、安装日期照选中的这一件",
    replans=True,
    single=True,
)
RENUMBER = RecordAct(
    key="renumber",
    title="重新编号",
    plan=plan_numbers,
    take=take_numbers,
    asks=(PATTERN, replace(FIRST, hint="按表里的顺序编；空着就从 1 起")),
    hint="已有的维修、隐患记录跟着设施走；旧编号记进别名，旧表照样认得",
    replans=True,
    unit="件",
)


class FacilityHandling(Handling):
    """What is done with chosen cards, and cards that are made before there are any."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """States, sightings and papers of the chosen cards; making many needs none."""
        del desk
        making = [offer(ALONG, group="making"), offer(HUNG, group="making")]
        linking = offer(KNOWN, group="linking")
        if not records:
            return [*making, linking]
        return [
            offer(CHANGE_STATE, group="state"),
            offer(NOTE_CARDS, group="state"),
            offer(NOTE_CHOSEN, group="state"),
            *making,
            *([offer(BUILD, group="making")] if len(records) == 1 else []),
            offer(RENUMBER, group="making"),
            linking,
            print_offer("facility-card"),
            print_offer("stock-take-road"),
        ]

    def instead_of_removing(self, desk: Desk, records: Sequence[int]) -> Instead | None:
        """A change of state for what has a story or carries others."""
        held = held_words(desk, records)
        return Instead(held, "变更状态…", partial(open_plain, CHANGE_STATE)) if held else None

    def panel(self, page: LedgerPage) -> RecordPanel:
        """The story of a card."""
        return CardPanel(page)
