"""Which editor a field has: by its type alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bureau.ledger.declaration import Field
from bureau.ledger.field_type import FieldType
from bureau.ledger.types import (
    Choice,
    Choices,
    Date,
    DateTime,
    Lines,
    LongText,
    Month,
    Photos,
    Reference,
    References,
    Scaled,
    YesNo,
)
from ui.context import Context
from ui.ledger.inputs.base import FieldInput
from ui.ledger.inputs.choice import ChoiceInput, SeveralInput
from ui.ledger.inputs.dates import DateInput
from ui.ledger.inputs.lines import LinesInput
from ui.ledger.inputs.months import MonthInput
from ui.ledger.inputs.text import LongTextInput, NumberInput, TextInput

EDITORS: tuple[tuple[tuple[type[FieldType], ...], type[FieldInput]], ...] = (
    ((LongText,), LongTextInput),
    ((Scaled,), NumberInput),
    ((Month,), MonthInput),
    ((Date, DateTime), DateInput),
    ((Choices, References), SeveralInput),
    ((Choice, Reference, YesNo), ChoiceInput),
    ((Lines,), LinesInput),
)
"""The first that fits is taken; everything else is a line of text."""


def editor_for(
    field: Field, context: Context, parent: QWidget | None = None, *, compact: bool = False
) -> FieldInput:
    """The editor of a field; `compact` for a cell of the table."""
    if isinstance(field.type, Photos):
        # Imported here: photos need more than a bare table does.
        from ui.ledger.photos.field import PhotosInput

        return PhotosInput(field, context, parent, compact=compact)
    for types, editor in EDITORS:
        if isinstance(field.type, types):
            return editor(field, context, parent, compact=compact)
    return TextInput(field, context, parent, compact=compact)
