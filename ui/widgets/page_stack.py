"""The pages of the window, one in sight: only that one says how small the window may become."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class PageStack(QStackedWidget):
    """A page that isn't in sight must not hold the window open."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the page in sight needs."""
        if not self.count():
            return super().minimumSizeHint()
        page = self.currentWidget()
        hint, fixed = page.minimumSizeHint(), page.minimumSize()
        return QSize(fixed.width() or hint.width(), fixed.height() or hint.height())
