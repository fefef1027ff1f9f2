"""Acts of the register: cards in bulk like one that is there, and numbering anew, both with a preview."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bureau.desk import Desk
from bureau.editing.inputs import Inputs, Stored
from bureau.errors import UserError
from bureau.facilities.building import Along, build, like, numbered, preview, renumber
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Entry, EntryFault
from bureau.ledger.types import Choices, Text, Whole
from bureau.ledger.words import listed
from ui.ledger.handling import Answers, Done, Handling, Offer, Planned, RecordAct
from ui.ledger.plain_acts import offer

PATTERN = Field(
    key="pattern",
    title="编号样式",
    type=Text(limit=64),
    hint="{serial:03} 是三位的顺序号，如 LD01-{serial:03}",
)
FIRST = Field(key="first", title="起始号", type=Whole(maximum=999_999), hint="空着就从 1 起")
PLACES = Field(key="places", title="每侧杆数", type=Whole(minimum=1, maximum=5000))
SIDES = Field(
    key="sides",
    title="侧别",
    type=Choices(catalogue="lamp-side"),
    hint="双侧的选两个，编号左右交替；空着就不分侧",
)


def said(desk: Desk, field: Field, inputs: Inputs) -> object:
    """The stored value of an answer. Raises UserError."""
    raw = inputs.get(field.key)
    if isinstance(raw, Stored):
        return raw.value
    try:
        with desk.store.snapshot() as conn:
            entry = Entry(desk.today(), desk.store.names(conn))
            return field.parse(raw, entry)  # type: ignore[arg-type]  # these are no lines
    except EntryFault as fault:
        raise UserError(
            f"{field.title}：{fault.reason}，{fault.suggestion or '请改正'}。"
        ) from None


def asked(desk: Desk, inputs: Inputs) -> tuple[str, int]:
    """Pattern and first serial. Raises UserError."""
    pattern, first = said(desk, PATTERN, inputs), said(desk, FIRST, inputs)
    if not isinstance(pattern, str):
        raise UserError("请填编号样式，例如 LD01-{serial:03}。")
    return pattern, first if isinstance(first, int) else 1


def plan_of(desk: Desk, records: Collection[int], inputs: Inputs) -> Along:
    """What is to be built like the one chosen card. Raises UserError."""
    if len(records) != 1:
        raise UserError("请只选一件设施作样板，新的照它的道路和规格建。")
    pattern, first = asked(desk, inputs)
    places, sides = said(desk, PLACES, inputs), said(desk, SIDES, inputs)
    if not isinstance(places, int):
        raise UserError("请填每侧杆数。")
    (sample,) = records
    chosen = tuple(listed(sides)) if isinstance(sides, str) else ()
    return like(desk, sample, pattern=pattern, first=first, places=places, sides=chosen)


def told(
    look: Callable[[], tuple[str, bool]], records: Collection[int], required: Collection[str]
) -> Planned:
    """A plan in words; what can't be planned yet says what it lacks."""
    try:
        sentence, possible = look()
    except UserError as fault:
        sentence, possible = fault.sentence, False
    return Planned(
        sentence=sentence,
        fits=tuple(records) if possible else (),
        required=frozenset(required),
    )


def plan_building(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """How many cards, from which code to which, and which codes are taken."""

    def look() -> tuple[str, bool]:
        seen = preview(desk, plan_of(desk, records, inputs))
        return seen.sentence, bool(seen.codes) and not seen.clashes

    return told(look, records, ("pattern", "places"))


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
    return Done(f"已建 {len(made):,} 盏。", made)


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
    """Building like one card, numbering the chosen ones anew."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Both, for the chosen cards."""
        del desk
        return [offer(BUILD), offer(RENUMBER)] if records else []
