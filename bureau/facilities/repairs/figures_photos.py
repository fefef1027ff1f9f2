"""维修前后对比: repairs of a period with photos from before and after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import RepairsOf
from bureau.facilities.ledgers import REPAIRS
from bureau.ledger.query import All, Blank, Not
from bureau.reports.photo_pairs import PhotoPair
from bureau.storage.photo_lists import kept_photos
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

MOST_PAIRS = 8


def repair_pairs(
    conn: Reader, names: Names, period: Period, today: date, most: int = MOST_PAIRS
) -> tuple[PhotoPair, ...]:
    """The latest first: the first photo from before, the last from after."""
    both = All((RepairsOf(period, today).done, Not(Blank("photos")), Not(Blank("photos_after"))))
    condition, parameters = bound(REPAIRS, both, today)
    found = conn.execute(
        "SELECT t.id, t.number, t.road, t.place, t.facility, t.fault, t.reported_on, t.repaired_on,"
        f" t.photos, t.photos_after FROM {REPAIRS.table} t WHERE {condition}"
        f" ORDER BY t.repaired_on DESC, t.id DESC LIMIT {int(most)}",
        parameters,
    )
    pairs = []
    for row in found:
        road = names.label("roads", row["road"]) if row["road"] is not None else ""
        fault = names.item_by_id(row["fault"]) if row["fault"] is not None else None
        pairs.append(
            PhotoPair(
                record=row["id"],
                number=row["number"] or "",
                place=" ".join(filter(None, (road, row["facility"] or row["place"]))),
                category=fault.title if fault is not None else "",
                found_on=row["reported_on"][:10],
                closed_on=row["repaired_on"][:10],
                before=kept_photos(row["photos"])[0],
                after=kept_photos(row["photos_after"])[-1],
            )
        )
    return tuple(pairs)
