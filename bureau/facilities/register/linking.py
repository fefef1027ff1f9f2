"""关联: what was noted of a place without a card, such as 邮政局门口第三盏, gets its card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing.acts import present
from bureau.errors import UserError
from bureau.facilities.definitions import OPEN
from bureau.facilities.ledgers import (
    FACILITIES,
    HAZARDS,
    PERMITS,
    REPAIRS,
    SIGHTINGS,
    STATE_CHANGES,
    STOPS,
    WORKS,
)
from bureau.facilities.lighting.nights import upward
from bureau.facilities.stored import record_of
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Any, Blank, Ids, Not, OneOf
from bureau.ledger.words import split_words
from bureau.storage import rows
from bureau.storage.known_records import KnownRecords
from bureau.storage.recognition import referring

if TYPE_CHECKING:
    from datetime import date

    from bureau.desk import Desk
    from bureau.editing.acts import Row
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.ledger.types import Text
    from bureau.storage.connection import Reader

NAMED = 3
"""So many facilities are named in a sentence."""
LINKED = (REPAIRS, HAZARDS, STOPS, PERMITS, SIGHTINGS, STATE_CHANGES, WORKS)
"""Ledgers whose records name a facility by words and, where there is one, by its card."""
WORDS = {ledger.name: ("facility", "asset") for ledger in LINKED} | {
    FACILITIES.name: ("cabinet", "parent")
}
"""The field with the words and the one with the card, by ledger."""


def link(
    desk: Desk, ledger: Ledger, records: Collection[int], facility: int, *, remember: bool = True
) -> int:
    """Links records with a card, in one operation; gives how many changed. What was written stays.

    With `remember` their words become other names of the card, so that the next file that says
    them finds it. Raises UserError.
    """
    words, card = fields_of(ledger)
    found = present(desk, ledger, records)
    (target,) = present(desk, FACILITIES, [facility])
    said = [str(row[words]) for row in found if row[words] is not None] if remember else []
    if ledger is FACILITIES:
        refuse_rings(desk, found, facility)
    with desk.store.operation(desk, f"关联{ledger.title}({len(found)} 条)：{target['code']}") as op:
        names = desk.store.names(op.conn)
        changed = sum(
            op.update(ledger.name, int(str(row["id"])), {card: facility}) for row in found
        )
        new = [word for word in said if names.record("facilities", word) is None]
        if new:
            op.update("facilities", facility, {"aliases": with_words(target["aliases"], new)})
        if not changed:
            raise UserError("选中的记录已经关联到这个设施，没有要改的。")
    return changed


@dataclass(frozen=True, slots=True)
class Linked:
    """How many records were linked, by ledger, and what a clerk should look at then."""

    by_ledger: Mapping[str, int]
    remark: str = ""

    @property
    def words(self) -> str:
        """3 条：维修台账 2 条、设施档案 1 条."""
        titles = {ledger.name: ledger.title for ledger in (*LINKED, FACILITIES)}
        told = "、".join(f"{titles[name]} {count} 条" for name, count in self.by_ledger.items())
        tail = f"；{self.remark}" if self.remark else ""
        return f"{sum(self.by_ledger.values())} 条：{told}{tail}"

    @property
    def sentence(self) -> str:
        """已自动关联 3 条：维修台账 2 条、设施档案 1 条。"""
        return f"已自动关联 {self.words}。"


def known_links(desk: Desk) -> Linked:
    """What link_known would link, without linking it. Raises UserError when there is none."""
    with desk.store.snapshot() as conn:
        return counted(
            conn, list(waiting(conn, desk.store.names(conn), desk.today())), desk.today()
        )


def link_known(desk: Desk) -> Linked:
    """Links all records whose words are the code or a name of a card by now.

    One operation. Raises UserError when there is none.
    """
    with desk.store.operation(desk, "自动关联设施档案") as op:
        found = list(waiting(op.conn, desk.store.names(op.conn), desk.today()))
        linked = counted(op.conn, found, desk.today())
        for ledger, record, card in found:
            op.update(ledger.name, record, {fields_of(ledger)[1]: card})
    return linked


def counted(conn: Reader, found: Sequence[tuple[Ledger, int, int]], today: date) -> Linked:
    """Links by ledger. Raises UserError when there is none."""
    linked = Counter(ledger.name for ledger, _record, _card in found)
    if not linked:
        raise UserError("没有可以自动关联的：未建档的编号在设施档案里都还没有。")
    repairs = {record: card for ledger, record, card in found if ledger is REPAIRS}
    return Linked(linked, twice_broken(conn, repairs, today))


def twice_broken(conn: Reader, wanted: Mapping[int, int], today: date) -> str:
    """The cards that have several open faults once these repairs are linked, in words; "" for none."""
    cards = tuple(dict.fromkeys(wanted.values()))
    where = All((Any((Ids(tuple(wanted)), OneOf("asset", cards))), OPEN))
    found = rows.page(conn, REPAIRS, rows.ids(conn, REPAIRS, where, today=today), today=today)
    broken = Counter(wanted.get(record_of(row), row["asset"]) for row in found)
    twice = [card for card, count in broken.items() if count > 1 and isinstance(card, int)]
    if not twice:
        return ""
    codes = [str(row["code"]) for row in rows.page(conn, FACILITIES, twice, today=today)]
    shown = "、".join(codes[:NAMED]) + (f"等 {len(codes)} 件" if len(codes) > NAMED else "")
    return f"{shown} 会有不止一张没修好的维修单，请关联后核对，同一处的办“并案”"


def waiting(conn: Reader, names: Names, today: date) -> Iterator[tuple[Ledger, int, int]]:
    """Each record whose words name a card that it isn't linked with: its ledger, its id, the card."""
    hung = parents(conn)
    for ledger in (*LINKED, FACILITIES):
        words, card = fields_of(ledger)
        wanted = rows.ids(conn, ledger, All((Not(Blank(words)), Blank(card))), today=today)
        for row in rows.page(conn, ledger, wanted, today=today):
            known, own = names.record("facilities", str(row[words])), int(str(row["id"]))
            if known is None or (ledger is FACILITIES and own in upward(known, hung)):
                continue
            if ledger is FACILITIES:
                hung[own] = known
            yield ledger, own, known


def fields_of(ledger: Ledger) -> tuple[str, str]:
    """The field with the words and the one with the card. Raises UserError."""
    try:
        return WORDS[ledger.name]
    except KeyError:
        raise UserError(f"“{ledger.title}”里没有可以关联的设施。") from None


def parents(conn: Reader) -> dict[int, int | None]:
    """What each facility hangs on; those that hang on nothing are left out."""
    of = KnownRecords(conn, (FACILITIES,)).grouped(FACILITIES.name, ("parent",), ("id",))
    return {
        record: parent
        for (parent,), hung in of.items()
        for (record,) in hung
        if isinstance(parent, int) and isinstance(record, int)
    }


def refuse_rings(desk: Desk, cards: Collection[Row], facility: int) -> None:
    """Raises UserError when the facility hangs on one of the cards that are to hang on it."""
    with desk.store.snapshot() as conn:
        above = upward(facility, parents(conn))
    for row in cards:
        if row["id"] in above:
            raise UserError(f"“{row['code']}”不能挂在这个设施下面：上下级会绕回它自己，请核对。")


def with_words(present_words: object, new: Collection[str]) -> str:
    """Other names of a card with more of them, each once. Raises UserError when they don't fit."""
    known = split_words(present_words) if isinstance(present_words, str) else []
    folded = {fold(word) for word in known}
    for word in new:
        # 、 divides the names, so a place that has one in it is several names.
        for part in split_words(word):
            if fold(part) not in folded:
                folded.add(fold(part))
                known.append(part)
    joined = "、".join(known)
    kind: Text = FACILITIES.by_key["aliases"].type  # type: ignore[assignment]
    if len(joined) > kind.limit:
        raise UserError(f"别名超过 {kind.limit} 个字，请先在设施档案里删去不用的别名。")
    return joined


def held_words(desk: Desk, records: Collection[int]) -> str:
    """What keeps these cards from being deleted, in one sentence; "" for nothing."""
    with desk.store.snapshot() as conn:
        held = referring(conn, desk.store.shapes, FACILITIES.name, records)
    if not held:
        return ""
    said = {FACILITIES.title: "下级设施"}
    told = "、".join(f"{said.get(title, title)} {count:,} 条" for title, count in held.items())
    return f"还有{told}，不能删除；已经拆除、丢失的请改状态，以前的记录都留着。"
