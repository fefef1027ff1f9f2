"""Where the keyboard is in the window, and where it enters a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def holds(area: QWidget, widget: QWidget | None) -> bool:
    """Whether a widget is an area of the window or lies in it."""
    return widget is not None and (widget is area or area.isAncestorOf(widget))


def first_stop(page: QWidget) -> QWidget | None:
    """Where the keyboard enters a page: its own choice, else the first that Tab would reach."""
    if page.focusProxy() is not None:
        return page.focusProxy()
    stop = page.nextInFocusChain()
    while stop is not None and page.isAncestorOf(stop):
        reached = stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and stop.isVisible() and stop.isEnabled():
            return stop
        stop = stop.nextInFocusChain()
    return None
