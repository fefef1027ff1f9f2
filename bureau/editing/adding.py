"""Several new records at once, in one operation: a round of checks, a day's inspection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bureau.editing.faults import CellFault, EditFault, of_record
from bureau.editing.inputs import Draft, Inputs, reader_of
from bureau.editing.recognising import identity_texts
from bureau.editing.writing import Photos, give_number, refuse_same_key, taken_photos
from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.storage.bulk import AT_ONCE
from bureau.storage.late_index import index_later
from bureau.storage.new_names import insert_names, with_ids
from bureau.storage.recognition import free_identity

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.operation import Operation


def add_each(
    desk: Desk,
    ledger: Ledger,
    wanted: Sequence[Inputs],
    *,
    photos: Mapping[int, Photos] | None = None,
    label: str = "",
) -> tuple[int, ...]:
    """A new record of each inputs, in one operation and one undo; gives their ids in order.

    `photos` are by the place of the record in `wanted`. A fault carries the place as its record.
    Raises EditFault, UserError for a photo that can't be read; nothing is saved then.
    """
    with desk.store.operation(desk, label or f"新增{ledger.title}({len(wanted)} 条)") as op:
        return add_all(op, desk, ledger, wanted, photos or {})


def add_all(
    op: Operation,
    desk: Desk,
    ledger: Ledger,
    wanted: Sequence[Inputs],
    photos: Mapping[int, Photos],
) -> tuple[int, ...]:
    """The same within an operation that is open."""
    reader = reader_of(desk, op.conn, ledger)
    drafts: list[Draft] = []
    faults: list[CellFault] = []
    for place, inputs in enumerate(wanted):
        draft = reader.read(inputs, None)
        faults += of_record(place, draft.faults)
        drafts.append(draft)
    if faults:
        raise EditFault(ledger, faults)
    if len(drafts) > AT_ONCE:
        index_later(op)
    new = insert_names(op, reader.new_names.names.values())
    made = []
    for place, draft in enumerate(drafts):
        values = {key: value for key, value in draft.values.items() if value is not None}
        values |= taken_photos(op, desk, photos.get(place))
        if ledger.identity:
            texts = identity_texts(reader, values)
            values[IDENTITY] = free_identity(op.conn, ledger, texts)
        values = with_ids(ledger, values, new)
        give_number(op, ledger, values)
        refuse_same_key(op, desk, reader, values)
        made.append(op.insert(ledger.name, values))
    return tuple(made)
