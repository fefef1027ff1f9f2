"""Field editors: one for each field type, the same in forms and in the cells of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.ledger.inputs.base import FieldInput

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bureau.ledger.declaration import Field
    from ui.context import Context

__all__ = ["FieldInput", "editor_for"]


def editor_for(
    field: Field, context: Context, parent: QWidget | None = None, *, compact: bool = False
) -> FieldInput:
    """The editor of a field; what the editors need is loaded with the first of them."""
    from ui.ledger.inputs import editors

    return editors.editor_for(field, context, parent, compact=compact)
