"""Where the keyboard is in the window, and where it enters a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


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


def go_to_next_area(tabs: QWidget, page: QWidget, search: QWidget) -> None:
    """From the tabs to the page, the search, the tabs."""
    in_page = first_stop(page)
    areas = [(tabs, tabs), (search, search)]
    if in_page is not None:
        areas.insert(1, (page, in_page))
    focused = QApplication.focusWidget()
    at = next((n for n, (area, _) in enumerate(areas) if holds(area, focused)), -1)
    areas[(at + 1) % len(areas)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)
