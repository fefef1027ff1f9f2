"""A box of choices in which letters mean pinyin initials: zrdw goes to 责任单位."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QModelIndex
from PySide6.QtWidgets import QComboBox, QListView, QStyledItemDelegate, QWidget

from bureau.ledger.chinese import initials, matches_initials

PAUSE = 1500
"""Milliseconds after which a letter begins a new word."""
MOST_SEEN = 16


def found_at(typed: str, titles: list[str], start: int) -> int | None:
    """The title that the letters mean: one that begins so before one that only holds them."""
    places = [*range(start, len(titles)), *range(start)]
    begun = (at for at in places if begins(typed, titles[at]))
    return next(begun, next((at for at in places if matches_initials(typed, titles[at])), None))


def begins(typed: str, title: str) -> bool:
    """Whether a title begins with the letters."""
    return title.lower().startswith(typed) or initials(title).startswith(typed)


class InitialsList(QListView):
    """The list of the box; the closed box searches by it too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters typed without a pause are one word; the same letter again is the next of its kind."""
        paused = not self._since.isValid() or self._since.hasExpired(PAUSE)
        self._since.start()
        before = "" if paused else self._typed
        self._typed = (before + search.strip()).lower()
        at = self._find(self.currentIndex().row())
        if at is None and before:
            self._typed = search.strip().lower()
            at = self._find(self.currentIndex().row() + 1)
        if at is not None:
            self.setCurrentIndex(self.model().index(at, 0))

    def _find(self, start: int) -> int | None:
        root = QModelIndex()
        model = self.model()
        titles = [str(model.index(at, 0).data()) for at in range(model.rowCount(root))]
        first = min(max(start, 0), len(titles))
        return found_at(self._typed, titles, first) if self._typed else None


class InitialsBox(QComboBox):
    """Takes as much of the screen as its choices need, and no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(MOST_SEEN)
        rows = InitialsList(self)
        rows.setItemDelegate(QStyledItemDelegate(rows))
        self.setView(rows)
