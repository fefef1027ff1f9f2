"""Edits of any ledger by hand: the same reading and the same checks as an import, one undo each."""

from bureau.editing.checking import check, read
from bureau.editing.faults import CellFault, EditFault
from bureau.editing.inputs import Draft, Input, Inputs, Stored
from bureau.editing.recognising import Duplicate, duplicates
from bureau.editing.removing import remove
from bureau.editing.writing import Edited, add, change, change_cells, clear_cells, edit

__all__ = [
    "CellFault",
    "Draft",
    "Duplicate",
    "EditFault",
    "Edited",
    "Input",
    "Inputs",
    "Stored",
    "add",
    "change",
    "change_cells",
    "check",
    "clear_cells",
    "duplicates",
    "edit",
    "read",
    "remove",
]
