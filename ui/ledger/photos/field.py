"""The photos of a record that is being entered: kept aside until it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from bureau.editing.inputs import Input
from bureau.ledger.entry import Names, Value
from bureau.storage.photo_lists import NewPhoto, Photo, kept_photos
from ui.ledger.inputs.base import FieldInput
from ui.ledger.photos.strip import PhotoStrip
from ui.ledger.photos.viewer import PhotoViewer, Side


class PhotosInput(FieldInput):
    """Photos can't be typed: `photos` is what counts, `raw` says nothing."""

    def make(self) -> None:
        self.strip = PhotoStrip(self.field.title, self.context, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.strip)
        self.setFocusProxy(self.strip)
        self.strip.wanted.connect(self._on_wanted)
        self.strip.opened.connect(self._on_opened)
        self._viewer: PhotoViewer | None = None

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
        """For a draft: the files that were added, a line each; what was pasted can't be written."""
        new = [photo for photo in self.photos if isinstance(photo, NewPhoto)]
        return {"": "\n".join(f"{p.turn} {p.source}" for p in new if isinstance(p.source, Path))}

    def set_raw(self, text: str, part: str = "") -> None:
        """Adds the files of a draft that are still there."""
        found: list[Photo] = []
        for line in text.splitlines():
            turn, _, place = line.partition(" ")
            if turn.isdecimal() and Path(place).is_file():
                found.append(NewPhoto(Path(place), Path(place).name, int(turn)))
        if found:
            self.strip.show_photos(found)
            self._changed = True

    def set_fault(self, faulty: bool) -> None:
        """Photos have no faults of their own; an unreadable one is said when it is added."""

    def _on_wanted(self, photos: list[Photo], _done: str) -> None:
        self.strip.show_photos(photos)
        self._changed = True
        self.edited.emit()
        self.committed.emit()

    def _sides(self) -> list[Side]:
        return [Side(self.field.key, self.field.title, tuple(self.strip.tiles))]

    def _on_opened(self, place: int) -> None:
        """The full view of what is about to be saved."""
        if self._viewer is None:
            self._viewer = PhotoViewer(self.context, self.window())
            self._viewer.turn_wanted.connect(self._on_turn)
        self._viewer.open_at(self._sides(), self.field.key, place)

    def _on_turn(self, _key: str, place: int) -> None:
        self.strip.look_at(place)
        self.strip.turn()
        if self._viewer is not None:
            self._viewer.renew(self._sides())
