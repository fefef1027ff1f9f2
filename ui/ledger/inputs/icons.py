"""Small line icons drawn with the tokens' ink, sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from ui import tokens

SIDE = 16
SCALE = 3
"""Drawn three times as large; Qt scales down to the screen's own factor."""


def icon(name: str, ink: str = tokens.INK_SOFT) -> QIcon:
    """The icon of that name."""
    picture = QPixmap(QSize(SIDE, SIDE) * SCALE)
    picture.setDevicePixelRatio(SCALE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(ink), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    STROKES[name](painter)
    painter.end()
    return QIcon(picture)


def lines(painter: QPainter, *points: tuple[float, float]) -> None:
    """A line through these points."""
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def down(painter: QPainter) -> None:
    """An open list."""
    lines(painter, (4, 6.5), (8, 10.5), (12, 6.5))


def calendar(painter: QPainter) -> None:
    """A calendar leaf."""
    painter.drawRoundedRect(QRectF(2.5, 3.5, 11, 10), 1.5, 1.5)
    lines(painter, (2.5, 6.8), (13.5, 6.8))
    lines(painter, (5.5, 2), (5.5, 4.8))
    lines(painter, (10.5, 2), (10.5, 4.8))


def plus(painter: QPainter) -> None:
    """Something to add."""
    lines(painter, (8, 3), (8, 13))
    lines(painter, (3, 8), (13, 8))


def turn(painter: QPainter) -> None:
    """A quarter turn to the right."""
    painter.drawArc(QRectF(3, 3.5, 10, 10), 60 * 16, 270 * 16)
    lines(painter, (8.2, 1.6), (11, 4.2), (8, 6.4))


def cross(painter: QPainter) -> None:
    """Something to take away."""
    lines(painter, (4, 4), (12, 12))
    lines(painter, (12, 4), (4, 12))


STROKES = {"down": down, "calendar": calendar, "plus": plus, "turn": turn, "cross": cross}
