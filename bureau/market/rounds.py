"""A round of checks: the same result noted for one place of a register or many, in one operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.editing.faults import EditFault, of_record
from bureau.editing.inputs import Inputs, Stored, reader_of
from bureau.editing.recognising import identity_texts
from bureau.editing.writing import Edited, taken_photos
from bureau.ledger.declaration import IDENTITY
from bureau.market.acts import filled, present, today_text
from bureau.market.watching import Watch
from bureau.storage.new_names import insert_names, with_ids
from bureau.storage.photo_lists import NewPhoto
from bureau.storage.recognition import free_identity

if TYPE_CHECKING:
    from bureau.desk import Desk


def note_checks(
    desk: Desk,
    watch: Watch,
    places: Collection[int],
    inputs: Inputs,
    *,
    photos: Sequence[NewPhoto | Path | bytes | str] = (),
) -> Edited:
    """One check of each place, today unless a day is given; the unit is the place's own.

    Raises EditFault, UserError when a place is gone; nothing is saved then.
    """
    given = {"checked_on": today_text(desk), **filled(inputs)}
    checks = watch.checks
    with desk.store.operation(desk, "") as op:
        reader = reader_of(desk, op.conn, checks)
        drafts = []
        for place in present(desk, watch.register, places):
            own = {"place": Stored(int(str(place["id"])))}
            unit = {"unit": Stored(place["unit"])}  # type: ignore[arg-type]
            draft = reader.read({**unit, **given, **own}, None)
            if draft.faults:
                raise EditFault(checks, of_record(None, draft.faults))
            drafts.append(draft)
        new = insert_names(op, reader.new_names.names.values())
        pictures = taken_photos(op, desk, {"photos": photos}) if photos else {}
        for draft in drafts:
            values = {key: value for key, value in draft.values.items() if value is not None}
            values[IDENTITY] = free_identity(op.conn, checks, identity_texts(reader, values))
            op.insert(checks.name, with_ids(checks, values, new) | pictures)
        op.label = f"登记{checks.title}({len(drafts)} 条)"
    return Edited(len(drafts))
