"""Answers of an act's dialog as stored values, and what can't be planned yet in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from bureau.desk import Desk
from bureau.editing.inputs import Inputs, Stored
from bureau.errors import UserError
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Entry, EntryFault, Provisional, Value
from ui.ledger.handling import Planned


def said(desk: Desk, field: Field, inputs: Inputs) -> object:
    """The stored value of an answer; the text itself of a name that is new. Raises UserError."""
    raw = inputs.get(field.key)
    if isinstance(raw, Stored):
        return raw.value
    try:
        with desk.store.snapshot() as conn:
            entry = Entry(desk.today(), desk.store.names(conn))
            found = field.parse(raw, entry)  # type: ignore[arg-type]  # these are no lines
    except EntryFault as fault:
        raise UserError(
            f"{field.title}：{fault.reason}，{fault.suggestion or '请改正'}。"
        ) from None
    return found.text if isinstance(found, Provisional) else getattr(found, "value", found)


def whole(desk: Desk, field: Field, inputs: Inputs) -> int | None:
    """A number or choice that was answered."""
    found = said(desk, field, inputs)
    return found if isinstance(found, int) else None


def words(desk: Desk, field: Field, inputs: Inputs) -> str:
    """A text that was answered, "" for none."""
    found = said(desk, field, inputs)
    return found if isinstance(found, str) else ""


def day_said(desk: Desk, field: Field, inputs: Inputs) -> date:
    """A day that was answered, today for none."""
    found = words(desk, field, inputs)
    return date.fromisoformat(found[:10]) if found else desk.today()


def told(
    look: Callable[[], tuple[str, bool]],
    records: Collection[int] = (),
    required: Collection[str] = (),
    proposed: Mapping[str, Value] | None = None,
) -> Planned:
    """A plan in words; what can't be planned yet says what it lacks.

    Without records the act is about none: it is ready when it is possible.
    """
    try:
        sentence, possible = look()
    except UserError as fault:
        sentence, possible = fault.sentence, False
    return Planned(
        sentence=sentence,
        fits=tuple(records) if possible else (),
        ready=None if records else possible,
        required=frozenset(required),
        proposed=proposed or {},
    )
