"""What all field editors share: set a stored value, give back the text as typed, say when done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bureau.ledger.entry import Entry, EntryFault, Names, Provisional, Spill, Value

if TYPE_CHECKING:
    from bureau.editing.inputs import Input
    from bureau.ledger.declaration import Field
    from ui.context import Context


UNMARKED = ("", "false")
"""Values that no rule of the style sheet asks for: nothing said means the same."""


def mark(widget: QWidget, name: str, value: object) -> None:
    """Sets a property that the style sheet reads, and draws the widget anew."""
    present = widget.property(name)
    if present != value and not (present is None and value in UNMARKED):
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class FieldInput(QWidget):
    """One field's editor. `compact` is the one in a cell of the table: no room for more than a line.

    The text is never changed while it is typed.
    """

    committed = Signal()
    """The field was left or Enter pressed: its value counts now."""
    entered = Signal()
    """Enter was pressed: the next field is wanted."""
    cancelled = Signal()
    """Esc was pressed and nothing was open that it closed."""
    edited = Signal()
    """A person changed something."""
    noted = Signal(str)
    """A remark for below the field (大写金额, 名册里没有); '' for none."""

    def __init__(
        self,
        field: Field,
        context: Context,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.context = context
        self.compact = compact
        self.year: int | None = None
        """The year that a date without one takes; None for this year."""
        self._names: Names | None = None
        self._changed = False
        self.setObjectName(field.key)
        self.setAccessibleName(field.title)
        self.make()

    def make(self) -> None:
        """Makes the parts of the editor, those of its base first."""
        raise NotImplementedError

    @property
    def names(self) -> Names:
        """Names of catalogues and registers, read when first needed."""
        if self._names is None:
            self._names = self.context.desk.store.names()
        return self._names

    def renew(self, names: Names) -> None:
        """Other names than before: a register or a catalogue has changed."""
        self._names = names

    @property
    def changed(self) -> bool:
        """Whether a person changed it since the value was set."""
        return self._changed

    def set_value(self, stored: object, names: Names) -> None:
        """Shows a stored value, as `rows.page` gives it."""
        raise NotImplementedError

    def raw(self) -> Input:
        """What stands in the field, for the bureau: as typed, or `Stored` where it was picked."""
        raise NotImplementedError

    def take_stored(self, stored: Value, names: Names) -> None:
        """Shows what the bureau made of the inputs, which differs from what was set at first."""
        raise NotImplementedError

    def texts(self) -> dict[str, str]:
        """The texts that stand in it, by kind for lines, else under ''."""
        raw = self.raw()
        return {"": raw if isinstance(raw, str) else ""}

    def set_raw(self, text: str, part: str = "") -> None:
        """Puts in what a person typed earlier (a draft): it counts as changed."""
        raise NotImplementedError

    def set_fault(self, faulty: bool) -> None:
        """Marks the field as wrong."""
        raise NotImplementedError

    def remark(self) -> str:
        """What is worth saying below the field about its present value."""
        return ""

    def has_open_list(self) -> bool:
        """Whether a list or calendar is open that takes Enter and Esc first."""
        return False

    def entry(self) -> Entry:
        """The surroundings that the bureau parses with."""
        today = self.context.desk.today()
        return Entry(today=today, names=self.names, year=self.year or today.year)

    def current(self) -> Value | Provisional:
        """The value that the field has now, None where it is blank or means nothing."""
        from bureau.editing.inputs import Stored

        raw = self.raw()
        if isinstance(raw, Stored):
            return raw.value
        if isinstance(raw, Mapping):
            return None
        try:
            parsed = self.field.parse(raw, self.entry())
        except EntryFault:
            return None
        return parsed.value if isinstance(parsed, Spill) else parsed
