"""The photos of a record that is being entered: kept aside until it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bureau.editing.inputs import Input
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Names, Value
from bureau.storage.photo_lists import Photo, kept_photos
from ui.context import Context
from ui.ledger.inputs.base import FieldInput
from ui.ledger.photos.strip import PhotoStrip


class PhotosInput(FieldInput):
    """Photos can't be typed: `photos` is what counts, `raw` says nothing."""

    def __init__(
        self,
        field: Field,
        context: Context,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
    ) -> None:
        super().__init__(field, context, parent, compact=compact)
        self.strip = PhotoStrip(field.title, context, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.strip)
        self.setFocusProxy(self.strip)
        self.strip.wanted.connect(self._on_wanted)

    @property
    def photos(self) -> list[Photo]:
        """The photos wanted, in order."""
        return self.strip.photos

    def set_value(self, stored: object, names: Names) -> None:
        self._names = names
        self.strip.show_photos(kept_photos(stored))
        self._changed = False

    def raw(self) -> Input:
        return None

    def take_stored(self, stored: Value, names: Names) -> None:
        """Nothing but the person changes photos."""

    def texts(self) -> dict[str, str]:
        return {}

    def set_raw(self, text: str, part: str = "") -> None:
        """A draft holds no photos."""

    def set_fault(self, faulty: bool) -> None:
        """Photos have no faults of their own; an unreadable one is said when it is added."""

    def _on_wanted(self, photos: list[Photo], _done: str) -> None:
        self.strip.show_photos(photos)
        self._changed = True
        self.edited.emit()
        self.committed.emit()
