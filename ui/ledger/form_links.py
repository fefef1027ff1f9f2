"""Fields of a form that lean on each other: sub-classes on their class, limits on an earlier day."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.editing.families import families, item_of
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names
from ui.ledger.form_row import FieldRow
from ui.ledger.inputs.choice import ChoiceInput
from ui.ledger.inputs.dates import DateInput

Rows = Mapping[str, FieldRow]


def drop_sub_class(ledger: Ledger, rows: Rows, names: Names, committed: str | None) -> None:
    """Another class was chosen: the sub-class that came with the one before goes."""
    for upper, lower in families(ledger):
        if upper.key != committed:
            continue
        chosen = item_of(names, rows[upper.key].input.current())
        child = item_of(names, rows[lower.key].input.current())
        if chosen is not None and child is not None and child.parent != chosen.id:
            rows[lower.key].input.take_stored(None, names)


def follow(ledger: Ledger, rows: Rows) -> None:
    """Lists offer the sub-classes of the class that is chosen; limits count from their day."""
    for upper, lower in families(ledger):
        box = rows[lower.key].input
        value = rows[upper.key].input.current()
        if isinstance(box, ChoiceInput):
            box.narrow(value if isinstance(value, int) else None)
    for row in rows.values():
        if isinstance(row.input, DateInput) and row.field.anchor in rows:
            row.input.count_from(rows[row.field.anchor].input.current())
