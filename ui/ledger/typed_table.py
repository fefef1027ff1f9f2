"""Typing into the cells of a table with frozen columns: by keys, and by input methods."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QTableView, QWidget

from ui.ledger.cells import CellDelegate, FaultBubble
from ui.ledger.frozen import FrozenColumns


class TypedTable(QTableView):
    """A table whose cells are typed into where they are seen; the frozen ones lie above the rest."""

    frozen: FrozenColumns
    bubble: FaultBubble
    frozen_count = 0
    composing = False

    def edit(self, *arguments: object) -> bool | None:  # type: ignore[override]
        """Frozen cells are typed into where they are seen."""
        index = arguments[0]
        covered = (
            isinstance(index, QModelIndex)
            and index.column() < self.frozen_count
            and self.frozen.isVisible()
        )
        view: Callable[..., bool | None] = self.frozen.edit if covered else super().edit
        return view(*arguments)

    def edit_current(self) -> None:
        """F2."""
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    def type_anew(self) -> None:
        """Backspace: empties the cell and types into it."""
        self.edit_current()
        for _delegate, editor in self.editors():
            clear = getattr(editor, "set_raw", None)
            if clear is not None:
                clear("")

    def editors(self) -> list[tuple[CellDelegate, QWidget]]:
        """Open editors."""
        delegates = (view.itemDelegate() for view in (self, self.frozen))
        return [
            (delegate, editor)
            for delegate in delegates
            if isinstance(delegate, CellDelegate)
            for editor in delegate.open
        ]

    def finish_editing(self) -> bool:
        """Commits what is open; False when something can't be taken."""
        done = True
        for delegate, editor in self.editors():
            if delegate.write(editor):
                delegate.close(editor)
            else:
                done = False
        return done

    def keeps_editor(self, editor: QWidget) -> bool:
        """Whether an editor must stay because its value can't be taken yet."""
        return any(
            delegate.stays_open(editor)
            for delegate, open_one in self.editors()
            if open_one is editor
        )

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """An editor whose value can't be taken yet stays."""
        if not self.keeps_editor(editor):
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _on_fault(self, editor: QWidget, sentence: str) -> None:
        if not sentence:
            self.bubble.hide()
            return
        corner = editor.mapTo(self, QPoint(0, 0))
        self.bubble.say(sentence, QRect(corner, editor.size()))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Composing opens the cell; the focus stays here until the first words are committed.

        Moving the focus would break the composition off, so its events are handed on.
        """
        self.composing = bool(event.preeditString())
        open_ones = self.editors()
        if not open_ones:
            self.begin_composing(event)
            return
        delegate, editor = open_ones[-1]
        keys = delegate.open[editor].keys
        QCoreApplication.sendEvent(keys, event)
        if not self.composing:
            keys.setFocus(Qt.FocusReason.OtherFocusReason)
            # Tells Qt that the composition is over: it would open no further editor with focus.
            self._compose_in(delegate, QInputMethodEvent())

    def begin_composing(self, event: QInputMethodEvent) -> None:
        """Opens the current cell where it is seen, with the composition's first event."""
        covered = self.currentIndex().column() < self.frozen_count and self.frozen.isVisible()
        delegate = (self.frozen if covered else self).itemDelegate()
        self._compose_in(delegate, event)

    def _compose_in(self, delegate: QAbstractItemDelegate, event: QInputMethodEvent) -> None:
        if delegate is self.frozen.itemDelegate():
            self.frozen.inputMethodEvent(event)
        else:
            super().inputMethodEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:  # noqa: N802 - Qt's name
        """The candidates' window stands at the cell that is being typed into."""
        open_ones = self.editors()
        if query != Qt.InputMethodQuery.ImCursorRectangle or not open_ones:
            return super().inputMethodQuery(query)
        delegate, editor = open_ones[-1]
        keys = delegate.open[editor].keys
        place = keys.inputMethodQuery(query)
        if isinstance(place, QRect):
            return QRect(keys.mapTo(self, place.topLeft()), place.size())
        return place

    def event(self, event: QEvent) -> bool:
        """While composing, no shortcut of the window acts."""
        if event.type() == QEvent.Type.ShortcutOverride and getattr(self, "composing", False):
            event.accept()
            return True
        return super().event(event)
