"""A round of checks: the same result noted for one place of a register or many, in one operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.editing.acts import filled, present, today_text
from bureau.editing.adding import add_each
from bureau.editing.inputs import Inputs, Stored
from bureau.editing.writing import Edited
from bureau.market.watching import Watch
from bureau.storage.photo_lists import NewPhoto

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
    wanted: list[Inputs] = []
    for place in present(desk, watch.register, places):
        own = {"place": Stored(int(str(place["id"])))}
        unit = {"unit": Stored(place["unit"])}  # type: ignore[arg-type]
        wanted.append({**unit, **given, **own})
    pictures = {at: {"photos": photos} for at in range(len(wanted))} if photos else {}
    label = f"登记{watch.checks.title}({len(wanted)} 条)"
    return Edited(len(add_each(desk, watch.checks, wanted, photos=pictures, label=label)))
