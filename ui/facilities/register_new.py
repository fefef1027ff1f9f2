"""按道路批量建档 and 按控制箱批量建档: cards that are there before anything like them, with a preview."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bureau.desk import Desk
from bureau.editing.acts import filled
from bureau.editing.inputs import Inputs
from bureau.errors import UserError
from bureau.facilities.definitions import LAMP
from bureau.facilities.ledgers import FACILITIES
from bureau.facilities.register.building import Along, Hung, build, places_between, preview, unit_of
from bureau.facilities.register.stretches import Stretch, circuits, stretch
from bureau.ledger.declaration import Field
from bureau.ledger.types import Choices, LongText, Text, Whole
from bureau.ledger.words import listed
from ui.facilities.answers import said, told, whole, words
from ui.ledger.handling import Answers, Done, Planned, RecordAct

PATTERN = Field(
    key="pattern",
    title="编号样式",
    type=Text(limit=64),
    hint="{serial:03} 是三位的顺序号，如 LD01-{serial:03}",
)
FIRST = Field(key="first", title="起始号", type=Whole(maximum=999_999), hint="空着就从 1 起")
PLACES = Field(key="places", title="每侧数量", type=Whole(minimum=1, maximum=5000))
SIDES = Field(
    key="sides",
    title="侧别",
    type=Choices(catalogue="lamp-side"),
    hint="双侧的选两个，编号左右交替；空着就不分侧",
)
STRETCH = Field(
    key="stretch",
    title="起止桩号",
    type=Text(limit=64),
    hint="K3+200 至 K4+800，也可以只写长度 1600 米；每张卡片记下自己的桩号",
)
SPACING = Field(
    key="spacing",
    title="间距",
    type=Whole(minimum=1, unit="m"),
    hint="两端都算：1600 m、30 m 是 54 处",
)
CIRCUITS = Field(
    key="circuits",
    title="回路和盏数",
    type=LongText(),
    hint="1:20、2:18 是回路 1 有 20 盏、回路 2 有 18 盏",
)
ROAD, KIND, CABINET = (
    replace(FACILITIES.by_key[key], required=False, hint="") for key in ("road", "kind", "cabinet")
)
MAKE = tuple(
    replace(FACILITIES.by_key[key], hint="")
    for key in ("source", "watts", "heads", "arm", "height_m")
)
ORIGIN = tuple(FACILITIES.by_key[key] for key in ("installed_on", "warranty_until", "builder"))
ALONG_MORE = (
    FACILITIES.by_key["road_grade"],
    *MAKE,
    replace(CABINET, hint="有档案的自动挂在它下面"),
    FACILITIES.by_key["circuit"],
    *ORIGIN,
)
"""What all cards of a creation share: asked with the fields of the register, checked like them."""
HUNG_MORE = (FACILITIES.by_key["road_grade"], *MAKE, *ORIGIN)
BY_CABINET = "{cabinet}-{circuit}-{serial:02}"


def shared(inputs: Inputs, fields: Sequence[Field]) -> Inputs:
    """The answers that go to every card as they were typed."""
    keys = {field.key for field in fields}
    return {key: raw for key, raw in filled(inputs).items() if key in keys}


def road_of(desk: Desk, inputs: Inputs) -> int | str | None:
    """The road, by its name where it is new."""
    road = said(desk, ROAD, inputs)
    return road if isinstance(road, int | str) else None


def along_of(desk: Desk, inputs: Inputs) -> Along:
    """What is to be built along a road. Raises UserError."""
    road = road_of(desk, inputs)
    if road is None:
        raise UserError("请选道路；再填起止桩号和间距，或每侧数量。")
    kind = said(desk, KIND, inputs) or LAMP
    if not isinstance(kind, int):
        raise UserError(f"设施类型“{kind}”在分类目录里还没有，请先在目录里新增。")
    length, spacing = stretch_of(desk, inputs), whole(desk, SPACING, inputs)
    places = whole(desk, PLACES, inputs)
    if places is None:
        if length is None or spacing is None:
            raise UserError("请填起止桩号（或长度）和间距，或者直接填每侧数量。")
        places = places_between(length.length_m, spacing)
    pattern = words(desk, PATTERN, inputs)
    if not pattern:
        raise UserError(f"每侧 {places:,} 处。请填编号样式，例如 LD01-{{serial:03}}。")
    sides = said(desk, SIDES, inputs)
    return Along(
        road=road,
        sides=tuple(listed(sides)) if isinstance(sides, str) else (),
        places=places,
        pattern=pattern,
        first=whole(desk, FIRST, inputs) or 1,
        more=shared(inputs, ALONG_MORE),
        kind=kind,
        along=length,
        spacing_m=spacing or 0,
    )


def stretch_of(desk: Desk, inputs: Inputs) -> Stretch | None:
    """The length, None where it isn't said."""
    typed = words(desk, STRETCH, inputs)
    return stretch(typed) if typed else None


def hung_of(desk: Desk, inputs: Inputs) -> Hung:
    """What is to hang on a cabinet. Raises UserError."""
    cabinet = words(desk, CABINET, inputs)
    if not cabinet:
        raise UserError("请填控制箱的编号，没有档案的会一起建。")
    road = road_of(desk, inputs)
    if isinstance(road, str):
        raise UserError(f"“{road}”不在道路名册里，请先在名册里新增这条路。")
    return Hung(
        cabinet=cabinet,
        circuits=circuits(words(desk, CIRCUITS, inputs)),
        pattern=words(desk, PATTERN, inputs) or BY_CABINET,
        road=road,
        first=whole(desk, FIRST, inputs) or 1,
        more=shared(inputs, HUNG_MORE),
    )


def look_at(desk: Desk, plan: Along | Hung) -> tuple[str, bool]:
    """The preview in words, and whether it can be built."""
    seen = preview(desk, plan)
    counted = isinstance(plan, Along) and plan.along is not None and len(plan.sides) > 1
    before = f"每侧 {plan.places:,} 处，" if isinstance(plan, Along) and counted else ""
    return f"{before}{seen.sentence}", bool(seen.codes) and not seen.clashes


def plan_along(desk: Desk, _records: Collection[int], inputs: Inputs) -> Planned:
    """How many cards, from which code to which, and which codes are taken."""
    return told(
        lambda: look_at(desk, along_of(desk, inputs)),
        required=("road", "pattern"),
        proposed={"kind": LAMP},
    )


def plan_hung(desk: Desk, _records: Collection[int], inputs: Inputs) -> Planned:
    """The same for a cabinet, with the cards of cabinet and circuits that come besides."""
    return told(
        lambda: look_at(desk, hung_of(desk, inputs)),
        required=("cabinet", "circuits"),
        proposed={"pattern": BY_CABINET},
    )


def take_plan(desk: Desk, plan: Along | Hung) -> Done:
    """Makes the cards."""
    made = build(desk, plan)
    unit = unit_of(desk.store.names(), plan.kind)
    return Done(f"已建档 {len(made):,} {unit}。", made)


def take_along(desk: Desk, _records: Sequence[int], answers: Answers) -> Done:
    """Makes the cards along a road."""
    return take_plan(desk, along_of(desk, answers.inputs))


def take_hung(desk: Desk, _records: Sequence[int], answers: Answers) -> Done:
    """Makes the cards of a cabinet."""
    return take_plan(desk, hung_of(desk, answers.inputs))


ALONG = RecordAct(
    key="build-road",
    title="按道路批量建档",
    plan=plan_along,
    take=take_along,
    asks=(ROAD, KIND, SIDES, STRETCH, SPACING, PLACES, PATTERN, FIRST, *ALONG_MORE),
    hint="路灯、井盖、护栏都可以：先看上面一句要建多少、从几号到几号，再确定",
    replans=True,
    single=True,
)
HUNG = RecordAct(
    key="build-cabinet",
    title="按控制箱批量建档",
    plan=plan_hung,
    take=take_hung,
    asks=(
        CABINET,
        CIRCUITS,
        replace(
            PATTERN, hint="{cabinet} 控制箱、{circuit} 回路、{serial:02} 每条回路从头编的顺序号"
        ),
        FIRST,
        ROAD,
        *HUNG_MORE,
    ),
    hint="控制箱和回路没有档案的一起建，路灯挂在回路下面：控制箱坏了，下面的灯都算不亮",
    replans=True,
    single=True,
)
