"""Field editors: one for each field type, the same in forms and in the cells of the table."""

from ui.ledger.inputs.base import FieldInput
from ui.ledger.inputs.editors import editor_for

__all__ = ["FieldInput", "editor_for"]
