"""A row of names of pages: as many as there is room for, the rest in a menu behind them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui.tokens import CONTROL_HEIGHT, GRID

Name = tuple[str, str]
"""A key and the title that stands for it."""
GAP = GRID // 2
MORE = "更多 ▾"
DROP = 16
"""Room for the mark behind a name that opens the others."""


class NameRow(QWidget):
    """One of the names is the current one, and it is always seen."""

    wanted = Signal(str)
    """The key of a name that was chosen."""

    def __init__(self, role: str = "page", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.current = ""
        self.buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self.more = QPushButton(MORE)
        self.more.setObjectName("more-pages")
        self.more.setProperty("role", role)
        self.more.setAccessibleName("更多页面")
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.clicked.connect(self._open_menu)
        self._row.addWidget(self.more)
        self._row.addStretch(1)

    def show_names(self, names: Sequence[Name], current: str) -> None:
        """Shows these names, the current one marked."""
        if [*self.buttons] != [key for key, _ in names]:
            for button in self.buttons.values():
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = {key: self._name(key, title) for key, title in names}
            for place, button in enumerate(self.buttons.values()):
                self._row.insertWidget(place, button)
        for key, title in names:
            self.buttons[key].setText(title)
        self.mark(current)

    def mark(self, current: str) -> None:
        """Makes a name the current one, "" none of them."""
        self.current = current
        for key, button in self.buttons.items():
            button.setChecked(key == current)
        self.updateGeometry()
        self._fit(self.width())

    def _name(self, key: str, title: str) -> QPushButton:
        button = QPushButton(title)
        button.setObjectName(f"page-{key}")
        button.setProperty("role", self._role)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._choose(key))
        return button

    def _choose(self, key: str) -> None:
        # A name that is current already stays marked, whether or not it is pressed again.
        self.buttons[key].setChecked(key == self.current)
        self.wanted.emit(key)

    def _open_menu(self) -> None:
        self.more.setChecked(self.more.isCheckable())
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _fill(self) -> None:
        """Names that have no room, in their order."""
        self.menu.clear()
        for key, button in self.buttons.items():
            if button.isHidden() and key != self.current:
                self.menu.addAction(button.text(), lambda key=key: self.wanted.emit(key))

    # -- room ----------------------------------------------------------------------------------

    @staticmethod
    def _wide(button: QPushButton) -> int:
        button.ensurePolished()
        return button.sizeHint().width() + GAP

    @property
    def whole_width(self) -> int:
        """What all names would take."""
        return sum(map(self._wide, self.buttons.values()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as all names."""
        return QSize(self.whole_width, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The current name alone, which then opens the others."""
        button = self.buttons.get(self.current, self.more)
        return QSize(self._wide(button) + DROP if self.buttons else 1, CONTROL_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room, other names in the menu."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        wide = {key: self._wide(button) for key, button in self.buttons.items()}
        if sum(wide.values()) <= width:
            shown = set(wide)
        else:
            self.more.setText(MORE)
            left = width - self._wide(self.more) - wide.get(self.current, 0)
            shown = {self.current} & set(wide) if left >= 0 else set()
            for key, needed in wide.items():
                if key == self.current:
                    continue
                left -= needed
                if left < 0:
                    break
                shown.add(key)
        for key, button in self.buttons.items():
            button.setVisible(key in shown)
        alone = not shown and self.current in wide
        self.more.setText(f"{self.buttons[self.current].text()} ▾" if alone else MORE)
        self.more.setCheckable(alone)
        self.more.setChecked(alone)
        self.more.setVisible(len(shown) < len(wide))
        # Showing a name may have widened the row in the meantime.
        if self.width() > width:
            self._fit(self.width())
