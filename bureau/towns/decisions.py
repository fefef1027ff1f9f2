"""What was decided about the towns of a month, kept in its record: absences and 审定 adjustments."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from fractions import Fraction

from bureau.assessment.deductions import Absence, Adjustment
from bureau.assessment.plain import Plain, as_json, from_plain, to_plain
from bureau.assessment.stored import Row, ref_of
from bureau.towns.ledgers import MONTHS


def kept(month: Row | None, key: str) -> dict[str, Plain]:
    """What the record says by town, in plain values."""
    text = None if month is None else month[key]
    return dict(json.loads(text)) if isinstance(text, str) and text else {}


def absences_of(month: Row | None, town: int) -> tuple[Absence, ...]:
    """What was chosen for a town's blocks that weren't inspected."""
    found = kept(month, "absences").get(str(town), [])
    assert isinstance(found, list)
    return tuple(from_plain(Absence, one) for one in found)


def adjustments_of(month: Row | None, town: int) -> tuple[Adjustment, ...]:
    """The line of 审定 for a town."""
    found = kept(month, "adjustments").get(str(town))
    if month is None or not isinstance(found, Mapping):
        return ()
    return (
        Adjustment(
            ref=ref_of(MONTHS.name, month),
            points=Fraction(str(found["points"])),
            reason=str(found["reason"]),
        ),
    )


def with_absences(month: Row, town: int, absences: Collection[Absence]) -> str | None:
    """The stored text once a town's choices are these."""
    return text_of(month, "absences", town, [to_plain(one) for one in absences])


def with_adjustment(month: Row, town: int, points: Fraction, reason: str) -> str | None:
    """The stored text once a town's adjustment is this one; 0 takes it back."""
    plain: Plain = {"points": to_plain(points), "reason": reason} if points else None
    return text_of(month, "adjustments", town, plain)


def text_of(month: Row, key: str, town: int, plain: Plain) -> str | None:
    """All towns' values with one town's replaced; None when nothing is left."""
    said = {**kept(month, key), str(town): plain}
    left: dict[str, Plain] = {name: value for name, value in said.items() if value}
    return as_json(left) if left else None
