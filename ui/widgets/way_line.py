"""The way of a record as a slim line: where it has been, where it is, what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import tokens

DOT = 5
HEIGHT = 44


@dataclass(frozen=True, slots=True)
class Way:
    """How far something has come: the place of its station, and the state that lies off the way, "" for none."""

    reached: int
    aside: str = ""


class WayLine(QWidget):
    """Stations that were passed are filled, the present one is larger and bold, the others are rings.

    Where there is no room for all their names, only the present one's stands below the dots.
    """

    def __init__(self, stations: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stations = tuple(stations)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.way = Way(0)

    def show_way(self, way: Way) -> None:
        """Another record, or another state."""
        self.way = way
        present = way.aside or self.stations[way.reached]
        self.setAccessibleName(f"办到哪一步：{present}")
        self.setToolTip(" → ".join(self.stations) + f"，现在：{present}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of words below the dots."""
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The dots, and the longest name with its place below them."""
        measure = QFontMetrics(self.bold).horizontalAdvance
        longest = max(measure(self.counted(place)) for place in range(len(self.stations)))
        return QSize(max(longest, 4 * DOT * len(self.stations)) + 2, HEIGHT)

    @property
    def bold(self) -> QFont:
        """How the present station is written."""
        font = QFont(self.font())
        font.setBold(True)
        return font

    @property
    def is_roomy(self) -> bool:
        """Whether every station's name has its place."""
        measure = QFontMetrics(self.bold).horizontalAdvance
        step = (self.width() - self.edge * 2) / (len(self.stations) - 1)
        return all(measure(title) <= step for title in self.stations)

    @property
    def edge(self) -> float:
        """How far the first and the last dot stand from the sides, so that their names fit in."""
        measure = QFontMetrics(self.bold).horizontalAdvance
        return max(measure(self.stations[0]), measure(self.stations[-1])) / 2 + 1

    def counted(self, place: int) -> str:
        """征求意见 2/5."""
        return f"{self.stations[place]} {place + 1}/{len(self.stations)}"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        titles, bold, roomy = self.stations, self.bold, self.is_roomy
        half = self.edge if roomy else DOT + 4.0
        step = (self.width() - 2 * half) / (len(titles) - 1)
        reached, aside = self.way.reached, self.way.aside
        tone = tokens.WARNING if aside else tokens.ACCENT
        for place, title in enumerate(titles):
            centre = QPointF(half + place * step, 9)
            if place:
                ink = tokens.ACCENT if place <= reached else tokens.LINE_STRONG
                painter.setPen(QPen(QColor(ink), 2))
                painter.drawLine(
                    QPointF(centre.x() - step + DOT + 3, 9), QPointF(centre.x() - DOT - 3, 9)
                )
            present = place == reached
            size = DOT + 2 if present else DOT
            passed = place <= reached
            ink = tone if present else tokens.ACCENT if passed else tokens.LINE_STRONG
            painter.setPen(QPen(QColor(ink), 2))
            painter.setBrush(QColor(ink if passed and not (present and aside) else tokens.PAPER))
            painter.drawEllipse(centre, size, size)
            if not (roomy or present):
                continue
            painter.setFont(bold if present else self.font())
            painter.setPen(QColor(tokens.INK if present else tokens.INK_FAINT))
            words = QRectF(centre.x() - step / 2, 20, step, HEIGHT - 20)
            if not roomy:
                words = QRectF(0, 20, self.width(), HEIGHT - 20)
                title = self.counted(place)
            elif place in (0, len(titles) - 1):
                words = QRectF(centre.x() - half, 20, 2 * half, HEIGHT - 20)
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, title)
        painter.end()
