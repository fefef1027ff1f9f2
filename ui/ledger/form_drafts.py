"""What a form holds as texts, for its draft, and the way back."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.drafts import Typed
from ui.ledger.form_row import FieldRow

Rows = Mapping[str, FieldRow]


def typed_texts(rows: Rows) -> dict[str, str]:
    """What a person typed, by field key; lines as `counts.3201`."""
    return {
        f"{key}.{part}" if part else key: text
        for key, row in rows.items()
        if row.input.changed
        for part, text in row.input.texts().items()
    }


def put_back(rows: Rows, typed: Typed) -> set[str]:
    """Puts the texts of a draft into the boxes; gives the keys of the fields that had one."""
    found: set[str] = set()
    for name, text in typed.items():
        key, _, part = name.partition(".")
        if key in rows:
            rows[key].input.set_raw(text, part)
            found.add(key)
    return found
