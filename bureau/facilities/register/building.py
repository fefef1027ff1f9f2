"""批量建档 by road, side and serial or by cabinet, circuit and serial; renumbering with a trace."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.editing.acts import present
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.errors import UserError
from bureau.facilities.definitions import LAMP
from bureau.facilities.ledgers import FACILITIES
from bureau.facilities.register.linking import with_words
from bureau.facilities.register.stretches import Stretch
from bureau.ledger.lenient.texts import fold
from bureau.ledger.types import Text
from bureau.storage.known_records import KnownRecords

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

CABINET, CIRCUIT = 6702, 6704
"""Catalogue ids of the facility types 控制箱 and 照明回路."""
ALIKE = (
    *("kind", "road_grade", "town", "community", "arm", "height_m", "source", "watts", "heads"),
    *("power", "cabinet", "circuit", "parent", "spec", "material", "owner", "keeper", "builder"),
    *("installed_on", "warranty_until"),
)
"""What lamps that were put up together have in common."""
WIDE = re.compile(r":[^}]*\d{3}")
"""A width of hundreds of characters in a pattern."""
MOST = 5000
"""Cards of one creation: a slip of the pen must not fill the register."""


def places_between(length_m: int, spacing_m: int) -> int:
    """How many stand along a length, one at its beginning: 1600 m at 30 m are 54."""
    if length_m < 0 or spacing_m < 1:
        raise UserError("间距要大于 0，长度不能是负数。")
    return length_m // spacing_m + 1


def coded(pattern: str, serial: int, circuit: str = "", cabinet: str = "") -> str:
    """One code: LD01-{serial:03} with 7 is LD01-007. Raises UserError for a pattern without serial."""
    if "{serial" not in pattern:
        raise UserError("编号样式里要有 {serial}，例如 LD01-{serial:03}。")
    try:
        # {serial:099999999} would fill the memory before anything can be said of it.
        if WIDE.search(pattern):
            raise ValueError(pattern)
        code = pattern.format(serial=serial, circuit=circuit, cabinet=cabinet)
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        raise UserError(
            f"编号样式“{pattern}”看不懂；可以用 {{serial:03}}、{{cabinet}} 和 {{circuit}}，"
            "例如 LD01-{serial:03}。"
        ) from None
    refuse_long(code)
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """Facilities along a road: at each of `places` one on every side, numbered from `first` on.

    Where `along` has a chainage and there is a `spacing_m`, each card says its own (K3+230). A road
    that isn't in the register yet comes as its name.
    """

    road: int | str
    sides: tuple[int, ...]
    places: int
    pattern: str
    first: int = 1
    more: Inputs = field(default_factory=dict)
    kind: int = LAMP
    along: Stretch | None = None
    spacing_m: int = 0

    @property
    def count(self) -> int:
        """How many cards."""
        return self.places * max(len(self.sides), 1)

    def cards(self) -> list[Card]:
        """The cards in the order of their numbers."""
        sides: tuple[int | None, ...] = self.sides or (None,)
        at_each = self.along if self.spacing_m else None
        return [
            Card(
                coded(self.pattern, self.first + place * len(sides) + at),
                {
                    "road": self.road if isinstance(self.road, str) else Stored(self.road),
                    "side": Stored(side),
                    "position": Stored(place + 1),
                    "address": Stored(at_each.place(place * self.spacing_m) if at_each else None),
                },
            )
            for place in range(self.places)
            for at, side in enumerate(sides)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """Lamps of a cabinet by circuit, numbered in each circuit from `first` on.

    Cabinet and circuits that have no card get one; a lamp hangs on its circuit, the circuit on the
    cabinet.
    """

    cabinet: str
    circuits: tuple[tuple[str, int], ...]
    pattern: str
    road: int | None = None
    first: int = 1
    more: Inputs = field(default_factory=dict)
    kind: int = LAMP

    def circuit_code(self, circuit: str) -> str:
        """XB-07-1."""
        return f"{self.cabinet}-{circuit}"

    @property
    def count(self) -> int:
        """How many lamps."""
        return sum(lamps for _, lamps in self.circuits)

    def cards(self) -> list[Card]:
        """The lamps in the order of their numbers."""
        return [
            Card(
                coded(self.pattern, self.first + at, circuit, self.cabinet),
                {
                    "road": Stored(self.road),
                    "circuit": Stored(circuit),
                    "position": Stored(at + 1),
                },
                circuit,
            )
            for circuit, lamps in self.circuits
            for at in range(lamps)
        ]


@dataclass(frozen=True, slots=True)
class Card:
    """One facility to be made."""

    code: str
    inputs: Inputs
    circuit: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a creation would make; `clashes` are codes that are taken, or given twice."""

    codes: tuple[str, ...]
    clashes: tuple[str, ...]
    besides: tuple[str, ...] = ()
    """Cabinets and circuits that get a card too."""
    unit: str = "盏"
    free: int = 0
    """From which serial on the pattern is free, where codes are taken; 0 when there is none to say."""

    @property
    def count(self) -> int:
        """How many lamps, or what else is made."""
        return len(self.codes)

    @property
    def sentence(self) -> str:
        """将建 108 盏：LD01-001 至 LD01-108。"""
        if not self.codes:
            return "没有要建的。"
        told = f"将建 {self.count} {self.unit}：{self.codes[0]} 至 {self.codes[-1]}"
        if self.besides:
            told += f"，并建 {'、'.join(self.besides)}"
        if self.clashes:
            shown = "、".join(self.clashes[:5]) + ("等" if len(self.clashes) > 5 else "")
            free = f"，{self.free} 起没有用过" if self.free else ""
            return (
                f"{told}；其中 {len(self.clashes)} 个编号重复：{shown}，"
                f"请改编号样式或起始号{free}。"
            )
        return f"{told}。"


def preview(desk: Desk, plan: Along | Hung) -> Preview:
    """What a plan would make, without making it. Raises UserError."""
    with desk.store.snapshot() as conn:
        return looked_at(conn, desk, plan)


def looked_at(conn: Reader, desk: Desk, plan: Along | Hung) -> Preview:
    """The same with the books open."""
    unit = unit_of(desk.store.names(conn), plan.kind)
    wanted_count = plan.count
    if wanted_count > MOST:
        raise UserError(f"一次最多建 {MOST} {unit}，这里有 {wanted_count} {unit}；请分几次建。")
    cards = plan.cards()
    taken = codes_of(conn, desk)
    seen: set[str] = set()
    clashes = []
    for card in cards:
        if fold(card.code) in taken or fold(card.code) in seen:
            clashes.append(card.code)
        seen.add(fold(card.code))
    besides = []
    if isinstance(plan, Hung):
        wanted = [plan.cabinet, *(plan.circuit_code(circuit) for circuit, _ in plan.circuits)]
        besides = [code for code in dict.fromkeys(wanted) if fold(code) not in taken]
        clashes += [code for code in besides if fold(code) in seen]
    free = free_from(plan.pattern, taken) if clashes and isinstance(plan, Along) else 0
    return Preview(tuple(card.code for card in cards), tuple(clashes), tuple(besides), unit, free)


def free_from(pattern: str, taken: Collection[str]) -> int:
    """The serial after the highest that a pattern's codes have, 0 where none has one."""
    before, _, rest = pattern.partition("{serial")
    after = rest.partition("}")[2]
    code = re.compile(f"{re.escape(fold(before))}([0-9]+){re.escape(fold(after))}")
    used = [int(found[1]) for one in taken if (found := code.fullmatch(one))]
    return max(used) + 1 if used else 0


def build(desk: Desk, plan: Along | Hung) -> tuple[int, ...]:
    """Makes the cards, in one operation; gives the ids of the lamps.

    Raises UserError when a code is taken or there is nothing to make, EditFault.
    """
    with desk.store.operation(desk, "") as op:
        seen = looked_at(op.conn, desk, plan)
        if seen.clashes or not seen.codes:
            raise UserError(seen.sentence)
        cards = plan.cards()
        op.label = f"批量建档({len(cards)} {seen.unit})：{cards[0].code} 至 {cards[-1].code}"
        hung = hang(op, desk, plan) if isinstance(plan, Hung) else {}
        cabinet: Inputs = {"cabinet": Stored(plan.cabinet)} if isinstance(plan, Hung) else {}
        wanted: list[Inputs] = [
            {
                "kind": Stored(plan.kind),
                **({"heads": Stored(1)} if plan.kind == LAMP else {}),
                **plan.more,
                **filled(card.inputs),
                **cabinet,
                **({"parent": Stored(hung[card.circuit])} if card.circuit in hung else {}),
                "code": Stored(card.code),
            }
            for card in cards
        ]
        return add_all(op, desk, FACILITIES, wanted, {})


def like(
    desk: Desk, sample: int, *, pattern: str, first: int, places: int, sides: tuple[int, ...]
) -> Along:
    """A plan for what is of the same road, type and make as a card that is there. Raises UserError."""
    (row,) = present(desk, FACILITIES, [sample])
    if not isinstance(row["road"], int):
        raise UserError(f"“{row['code']}”没有填所在道路，不能照它建档；请先填道路。")
    more = {key: Stored(value) for key in ALIKE if isinstance(value := row[key], int | str)}
    kind = row["kind"] if isinstance(row["kind"], int) else LAMP
    return Along(
        road=row["road"],
        sides=sides,
        places=places,
        pattern=pattern,
        first=first,
        more=more,
        kind=kind,
    )


def hang(op: Operation, desk: Desk, plan: Hung) -> dict[str, int]:
    """The cards of a cabinet and its circuits, made where there are none: id by circuit."""
    names = desk.store.names(op.conn)
    road: Inputs = filled({"road": Stored(plan.road)})

    def card(code: str, kind: int, more: Inputs) -> int:
        known = names.record("facilities", code)
        if known is not None:
            return known
        inputs: Inputs = {"code": Stored(code), "kind": Stored(kind), **road, **more}
        return add_all(op, desk, FACILITIES, [inputs], {})[0]

    cabinet = card(plan.cabinet, CABINET, {})
    return {
        circuit: card(
            plan.circuit_code(circuit),
            CIRCUIT,
            {
                "cabinet": Stored(plan.cabinet),
                "circuit": Stored(circuit),
                "parent": Stored(cabinet),
            },
        )
        for circuit, _ in plan.circuits
    }


def unit_of(names: Names, kind: int) -> str:
    """What facilities of a kind are counted in; lengths and areas (护栏, 人行道) are counted by card."""
    item = names.item_by_id(kind)
    unit = item.unit if item is not None else ""
    return unit if unit and unit not in ("m", "㎡") else "件"


def filled(inputs: Inputs) -> dict[str, Input]:
    """The stored inputs that say something."""
    return {
        key: raw for key, raw in inputs.items() if not (isinstance(raw, Stored) and not raw.value)
    }


def codes_of(conn: Reader, desk: Desk) -> dict[str, int]:
    """The record of each code that is taken."""
    known = KnownRecords(conn, desk.store.ledgers.values())
    of = known.grouped(FACILITIES.name, ("code",), ("id",))
    return {fold(str(code)): int(str(found[0][0])) for (code,), found in of.items()}


def numbered(
    desk: Desk, records: Sequence[int], pattern: str, first: int = 1
) -> dict[int, tuple[str, str]]:
    """Old and new code of records that are numbered anew in this order, without doing it."""
    found = {int(str(row["id"])): str(row["code"]) for row in present(desk, FACILITIES, records)}
    return {
        record: (found[record], coded(pattern, first + at))
        for at, record in enumerate(dict.fromkeys(records))
    }


def renumber(desk: Desk, wanted: Mapping[int, str]) -> int:
    """重新编号, in one operation; gives how many changed. Each card keeps its old code as a name.

    What was noted under the old code stays linked, and files that still say it find the card.
    Raises UserError when a new code is blank, given twice or taken by another card.
    """
    clean = {record: code.strip() for record, code in wanted.items()}
    refuse_twice(clean.values())
    for code in clean.values():
        refuse_long(code)
    found = {int(str(row["id"])): row for row in present(desk, FACILITIES, list(clean))}
    with desk.store.operation(desk, f"重新编号({len(clean)} 个设施)") as op:
        new_codes = {fold(code) for code in clean.values()}
        for code, owner in codes_of(op.conn, desk).items():
            if owner not in clean and code in new_codes:
                raise UserError(f"编号“{code}”已经有别的设施在用，请换一个。")
        changed = 0
        for record, code in clean.items():
            old = str(found[record]["code"])
            if code != old:
                aliases = with_words(found[record]["aliases"], [old])
                changed += op.update("facilities", record, {"code": code, "aliases": aliases})
        if not changed:
            raise UserError("新编号和原来的一样，没有要改的。")
    return changed


def refuse_long(code: str) -> None:
    """Raises UserError for a code that a card has no room for."""
    kind = FACILITIES.by_key["code"].type
    assert isinstance(kind, Text)
    if len(code) > kind.limit:
        raise UserError(f"编号“{code[:20]}…”超过 {kind.limit} 个字，请把编号样式写短一些。")


def refuse_twice(codes: Collection[str]) -> None:
    """Raises UserError when a code is blank or given twice."""
    seen: set[str] = set()
    for code in codes:
        if not code:
            raise UserError("新编号不能空。")
        if fold(code) in seen:
            raise UserError(f"新编号“{code}”给了两次，请改正。")
        seen.add(fold(code))
