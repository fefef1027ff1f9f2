"""认领业务: meetings and tasks adopt cases, roads and campaigns; both sides see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.editing.acts import filled, present
from bureau.editing.adding import add_each
from bureau.editing.inputs import Input, Inputs, Stored, reader_of
from bureau.errors import UserError
from bureau.ledger.declaration import Field
from bureau.ledger.query import Filter, Is, OneOf, Sort
from bureau.ledger.types import Date, Reference, Text
from bureau.ledger.words import split_words
from bureau.party.ledgers import LINKS, MEETINGS, TASKS
from bureau.party.ledgers.links import OF
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names, Value
    from bureau.storage.connection import Reader

SIDES: Final[Mapping[str, Ledger]] = {"meeting": MEETINGS, "task": TASKS}
ASKS: Final = (
    Field(
        key="cases",
        title="案件编号",
        type=Text(limit=4000),
        hint="一次认领几件的用“、”隔开",
        width=30,
    ),
    Field(key="road", title="路段", type=Reference(ledger="roads"), width=14),
    Field(key="campaign", title="专项行动", type=Reference(ledger="campaigns"), width=18),
    Field(
        key="linked_on", title="认领日期", type=Date(), hint="空着就是会议（活动）那天，任务是今天"
    ),
    Field(key="words", title="做了什么", type=Text(limit=256), width=24),
)
"""What the act asks; at least one of the first three is answered."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an act came to: the new links, and how many were there already."""

    made: tuple[int, ...]
    known: int

    @property
    def sentence(self) -> str:
        """已认领 3 件；1 件原来就认领了。"""
        already = f"；{self.known} 件原来就认领了，没有重复登记" if self.known else ""
        return f"已认领 {len(self.made)} 件{already}。"


def adopt(desk: Desk, side: str, records: Collection[int], said: Inputs) -> Adopted:
    """Every one of these meetings (or tasks) adopts what was said, in one operation.

    Raises UserError when nothing was said or a case isn't known, EditFault.
    """
    answers = filled(said)
    wanted = targets(desk, answers)
    if not wanted:
        raise UserError("请填写案件编号，或选一个路段、专项行动。")
    by_day = MEETINGS.date if side == "meeting" else ""
    new: list[Inputs] = []
    known = 0
    with desk.store.snapshot() as conn:
        taken = {
            (row[side], *(row[key] for key in OF))
            for row in links(conn, OneOf(side, tuple(records)), desk.today())
        }
    for row in present(desk, SIDES[side], records):
        for key, value in wanted:
            if (row["id"], *(value if one == key else None for one in OF)) in taken:
                known += 1
                continue
            day = row[by_day] if by_day else desk.today().isoformat()
            new.append(
                {
                    side: Stored(int(str(row["id"]))),
                    key: Stored(value),
                    "linked_on": answers.get("linked_on", Stored(str(day))),
                    "words": answers.get("words"),
                }
            )
    if not new:
        return Adopted((), known)
    made = add_each(desk, LINKS, new, label=f"认领业务({len(new)} 件)")
    return Adopted(made, known)


def targets(desk: Desk, answers: Mapping[str, Input]) -> list[tuple[str, int]]:
    """The cases, road and campaign that were meant. Raises UserError."""
    found: list[tuple[str, int]] = []
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        for word in split_words(str(answers.get("cases") or "")):
            case = names.record("market-cases", word)
            if case is None:
                raise UserError(f"没有编号是“{word}”的案件，请核对。")
            found.append(("case", case))
        reader = reader_of(desk, conn, LINKS)
        for key in ("road", "campaign"):
            if key in answers:
                found.append(
                    (key, meant(reader.read({key: answers[key]}, {}).values.get(key), key))
                )
    return list(dict.fromkeys(found))


def meant(value: object, key: str) -> int:
    """A record that is there. Raises UserError for a name that isn't."""
    if not isinstance(value, int) or value < 0:
        raise UserError(f"请选一个已有的{LINKS.by_key[key].title}。")
    return value


def links(conn: Reader, where: Filter, today: date) -> list[rows.Row]:
    """Links in the order of their days."""
    found = rows.ids(conn, LINKS, where, [Sort("linked_on")], today=today)
    return rows.page(conn, LINKS, found, today=today)


def adopted_by(conn: Reader, names: Names, side: str, record: int, today: date) -> tuple[str, ...]:
    """What a meeting or a task adopted, in words: 案件 ZZ-2026-0012, 人民路."""
    return tuple(words(names, row) for row in links(conn, Is(side, record), today))


def words(names: Names, row: Mapping[str, object]) -> str:
    """What one link is about."""
    said = "".join(shown(names, row, key) for key in OF)
    return f"案件 {said}" if row["case"] is not None else said


def shown(names: Names, row: Mapping[str, object], key: str) -> str:
    """A field in words."""
    value: Value = row.get(key)  # type: ignore[assignment]
    return LINKS.by_key[key].type.show(value, names)


@dataclass(frozen=True, slots=True)
class Adopter:
    """The meeting or task that adopted something."""

    ledger: str
    record: int
    words: str


def adopters(conn: Reader, names: Names, key: str, record: int, today: date) -> tuple[Adopter, ...]:
    """Who adopted a case, a road or a campaign: 2026-10-19 共治一条街."""
    found = []
    for row in links(conn, Is(key, record), today):
        side = "meeting" if row["meeting"] is not None else "task"
        said = f"{row['linked_on'] or ''} {shown(names, row, side) or SIDES[side].title}".strip()
        found.append(Adopter(SIDES[side].name, int(str(row[side])), said))
    return tuple(found)
