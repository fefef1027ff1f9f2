"""Opening the preview of a paper from any page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bureau.reports.paper import Paper
from ui.context import Context


def show_paper(context: Context, parent: QWidget, title: str, make: Callable[[], Paper]) -> None:
    """The preview of a paper, from which it is printed or saved."""
    from ui.paper.dialog import PaperDialog

    dialog = PaperDialog(context, title, make, title, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
