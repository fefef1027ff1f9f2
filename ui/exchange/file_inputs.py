"""Editors for the cells of a file, by what each of its columns is read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names
from bureau.ledger.types import Computed, Lines, Photos, Scaled, Text
from ui.context import Context
from ui.ledger.inputs import FieldInput, editor_for
from ui.ledger.inputs.dates import DateInput
from ui.ledger.inputs.months import MonthInput
from ui.ledger.inputs.text import MOST_TEXT, LineInput


class FileInputs:
    """What a clerk mends a refused row with: the same editors as in the ledger, filled with words."""

    def __init__(
        self, context: Context, ledger: Ledger, columns: Mapping[str, str], year: int | None
    ) -> None:
        self.context = context
        self.ledger = ledger
        self.columns = columns
        self.year = year
        self.names = context.desk.store.names()

    def make(
        self, heading: str, text: str, parent: QWidget | None, *, compact: bool = False
    ) -> FieldInput:
        """The editor of one cell, holding what the file says."""
        field = field_of(self.ledger, self.columns.get(heading, ""), heading, self.names)
        made = editor_for(field, self.context, parent, compact=compact)
        made.renew(self.names)
        made.year = self.year
        if isinstance(made, LineInput):
            # What is too long for the field must be seen whole to be shortened.
            made.line.setMaxLength(MOST_TEXT)
            made.line.setText(text)
            made.line.setCursorPosition(0)
            made.refresh()
        else:
            made.set_raw(text)
        return made


def field_of(ledger: Ledger, target: str, heading: str, names: Names) -> Field:
    """The field that a column feeds, under the file's own heading; of lines, one number."""
    key, _, kind = target.partition(".")
    declared = ledger.by_key.get(key)
    if declared is None or isinstance(declared.type, Computed | Photos):
        return Field(key="cell", title=heading, type=Text())
    if isinstance(declared.type, Lines):
        item = names.item_by_id(int(kind)) if kind else None
        return Field(key="cell", title=heading, type=Scaled(scale=item.scale if item else 0))
    return replace(declared, title=heading, required=False)


def text_in(editor: FieldInput) -> str:
    """What stands in an editor, as a file would say it; a typed day as it was understood.

    A day that leans on another one keeps its words: only the whole row says its year.
    """
    text = editor.texts()[""]
    dated = isinstance(editor, DateInput | MonthInput) and not editor.field.anchor
    if dated and editor.changed:
        day = editor.current()
        if editor.year is not None and isinstance(day, str):
            return editor.field.type.show(day, editor.names)
    return text
