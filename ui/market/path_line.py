"""The way of a case as a slim line: where it has been, where it is, what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bureau.market.workflow import (
    AWAITING,
    CLOSED,
    DISPATCHED,
    FILED,
    REGISTERED,
    WORKED,
)
from ui import tokens

STATIONS = (
    (REGISTERED, "登记"),
    (FILED, "立案"),
    (DISPATCHED, "派遣"),
    (WORKED, "处置"),
    (AWAITING, "复查"),
    (CLOSED, "结案"),
)
DOT = 5
HEIGHT = 44


@dataclass(frozen=True, slots=True)
class Way:
    """How far a case has come: the place of its station, and the state that lies off the way, "" for none."""

    reached: int
    aside: str = ""


def way_of(state: int, title: str, before: Sequence[int]) -> Way:
    """The way of a case in this state; `before` are the states that it came through, newest last."""
    places = {station: place for place, (station, _) in enumerate(STATIONS)}
    if state in places:
        return Way(places[state])
    came = next((places[one] for one in reversed(before) if one in places), 0)
    return Way(came, title)


class PathLine(QWidget):
    """Stations that were passed are filled, the present one is larger and bold, the others are rings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case-path")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.way = Way(0)

    def show_way(self, way: Way) -> None:
        """Another case, or another state."""
        self.way = way
        present = way.aside or STATIONS[way.reached][1]
        self.setAccessibleName(f"办到哪一步：{present}")
        self.setToolTip(" → ".join(title for _, title in STATIONS) + f"，现在：{present}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of words below the dots."""
        return QSize(240, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        titles = [title for _, title in STATIONS]
        bold = QFont(self.font())
        bold.setBold(True)
        half = QFontMetrics(bold).horizontalAdvance("登记") / 2 + 1
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
            painter.setFont(bold if present else self.font())
            painter.setPen(QColor(tokens.INK if present else tokens.INK_FAINT))
            words = QRectF(centre.x() - step / 2, 20, step, HEIGHT - 20)
            if place in (0, len(titles) - 1):
                words = QRectF(centre.x() - half, 20, 2 * half, HEIGHT - 20)
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, title)
        painter.end()
