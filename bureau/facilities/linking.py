"""关联: what was noted of a place without a card, such as 邮政局门口第三盏, gets its card."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing.acts import present
from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, HAZARDS, PERMITS, REPAIRS, STOPS
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Blank, Not
from bureau.ledger.words import split_words
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.types import Text

LINKED = (REPAIRS, HAZARDS, STOPS, PERMITS)
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
    """How many records were linked, by ledger."""

    by_ledger: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """已自动关联 3 条：维修台账 2 条、设施档案 1 条。"""
        titles = {ledger.name: ledger.title for ledger in (*LINKED, FACILITIES)}
        told = "、".join(f"{titles[name]} {count} 条" for name, count in self.by_ledger.items())
        return f"已自动关联 {sum(self.by_ledger.values())} 条：{told}。"


def link_known(desk: Desk) -> Linked:
    """Links all records whose words are the code or a name of a card by now.

    One operation. Raises UserError when there is none.
    """
    with desk.store.operation(desk, "自动关联设施档案") as op:
        names = desk.store.names(op.conn)
        linked: dict[str, int] = {}
        for ledger in (*LINKED, FACILITIES):
            words, card = fields_of(ledger)
            where = All((Not(Blank(words)), Blank(card)))
            wanted = rows.ids(op.conn, ledger, where, today=desk.today())
            for row in rows.page(op.conn, ledger, wanted, today=desk.today()):
                known = names.record("facilities", str(row[words]))
                if known is not None and (ledger is not FACILITIES or known != row["id"]):
                    op.update(ledger.name, int(str(row["id"])), {card: known})
                    linked[ledger.name] = linked.get(ledger.name, 0) + 1
        if not linked:
            raise UserError("没有可以自动关联的：未建档的编号在设施档案里都还没有。")
    return Linked(linked)


def fields_of(ledger: Ledger) -> tuple[str, str]:
    """The field with the words and the one with the card. Raises UserError."""
    try:
        return WORDS[ledger.name]
    except KeyError:
        raise UserError(f"“{ledger.title}”里没有可以关联的设施。") from None


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
