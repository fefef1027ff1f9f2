"""A chart on the screen: the paper's own drawing, recorded in the lane of papers, painted by Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bureau.reports.bundled import SANS_FAMILY
from bureau.reports.paper import Chart
from ui import tokens
from ui.context import Context
from ui.tasks import Ticket

if TYPE_CHECKING:
    from bureau.reports.charts.vector import Segment, Stroke

PIXELS_PER_POINT: Final = 4 / 3
POINTS_PER_MM: Final = 72 / 25.4
Mark = Callable[["Brush"], None]


class Recording:
    """A surface that notes what is drawn on it, to be painted as often as the window likes."""

    def __init__(self, measure: Callable[[str, float, bool], float]) -> None:
        self._measure = measure
        self.marks: list[Mark] = []

    def path(
        self, segments: Sequence[Segment], fill: str | None, stroke: Stroke | None, opacity: float
    ) -> None:
        """Notes a path."""
        self.marks.append(lambda brush: brush.path(segments, fill, stroke, opacity))

    def repeat(
        self,
        segments: tuple[Segment, ...],
        places: Sequence[tuple[float, float]],
        fill: str | None,
        stroke: Stroke | None,
    ) -> None:
        """Notes one path of all of them."""
        # matplotlib is read with the first chart, not with the window.
        from bureau.reports.charts.vector import placed

        self.path(placed(segments, places), fill, stroke, 1.0)

    def clip(self, segments: Sequence[Segment]) -> None:
        """Notes that what follows stays inside the path."""
        self.marks.append(lambda brush: brush.clip(segments))

    def unclip(self) -> None:
        """Notes the end of the clipping."""
        self.marks.append(lambda brush: brush.painter.restore())

    def text(
        self, x: float, y: float, text: str, size: float, bold: bool, colour: str, angle: float
    ) -> None:
        """Notes a text."""
        self.marks.append(lambda brush: brush.text(x, y, text, size, bold, colour, angle))

    def text_width(self, text: str, size: float, bold: bool) -> float:
        """Measured as on paper, in the same face."""
        return self._measure(text, size, bold)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart drawn for one size, in points."""

    width: float
    height: float
    marks: Sequence[Mark] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Brush:
    """Paints marks whose origin lies at the lower left corner, a point being `scale` pixels."""

    painter: QPainter
    height: float
    scale: float

    def point(self, x: float, y: float) -> QPointF:
        """Where a point of the chart lies on the widget."""
        return QPointF(x * self.scale, (self.height - y) * self.scale)

    def outline(self, segments: Sequence[Segment]) -> QPainterPath:
        """The segments as Qt's path."""
        made = QPainterPath()
        made.setFillRule(Qt.FillRule.WindingFill)
        for verb, numbers in segments:
            points = [self.point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            if verb == "m":
                made.moveTo(points[0])
            elif verb == "l":
                made.lineTo(points[0])
            elif verb == "c":
                made.cubicTo(*points)
            else:
                made.closeSubpath()
        return made

    def path(
        self, segments: Sequence[Segment], fill: str | None, stroke: Stroke | None, opacity: float
    ) -> None:
        """Fills and strokes."""
        painter = self.painter
        painter.setOpacity(opacity)
        painter.setBrush(QBrush(QColor(fill)) if fill else Qt.BrushStyle.NoBrush)
        painter.setPen(self.pen(stroke) if stroke else Qt.PenStyle.NoPen)
        painter.drawPath(self.outline(segments))
        painter.setOpacity(1.0)

    def pen(self, stroke: Stroke) -> QPen:
        """A line's look; Qt counts dashes in line widths."""
        pen = QPen(QColor(stroke.colour), stroke.width * self.scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if stroke.dash:
            pen.setDashPattern([length / stroke.width for length in stroke.dash])
            pen.setDashOffset(stroke.offset / stroke.width)
        return pen

    def clip(self, segments: Sequence[Segment]) -> None:
        """Inside this path only, until the painter is restored."""
        self.painter.save()
        self.painter.setClipPath(self.outline(segments), Qt.ClipOperation.IntersectClip)

    def text(
        self, x: float, y: float, text: str, size: float, bold: bool, colour: str, angle: float
    ) -> None:
        """Writes with the baseline from (x, y)."""
        painter = self.painter
        font = QFont(SANS_FAMILY)
        font.setPointSizeF(size * self.scale * 72 / painter.device().logicalDpiY())
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.save()
        painter.translate(self.point(x, y))
        painter.rotate(-angle)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()


def draw_chart(chart: Chart, width: float, height: float) -> Drawn:
    """The chart drawn for so many points. Runs in the lane of papers, where matplotlib lives."""
    from bureau.reports.charts import draw_on
    from bureau.reports.render.faces import bundled_faces

    faces = bundled_faces()

    def measure(text: str, size: float, bold: bool) -> float:
        return faces.family("sans-bold" if bold else "sans").width(text, size)

    recording = Recording(measure)
    draw_on(recording, chart, width, height)
    return Drawn(width, height, recording.marks)


def in_words(chart: Chart) -> str:
    """What a screen reader says: every value by its name."""
    said = []
    for one in chart.series:
        values = (
            f"{name} {value}{chart.unit}"
            for name, value in zip(chart.categories, one.values, strict=True)
            if value is not None
        )
        said.append(f"{one.name}：{'，'.join(values)}")
    return "；".join(said)


class ChartView(QWidget):
    """Shows a chart in its own height; drawn anew, in the background, when the width changes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane = context.papers
        self._chart: Chart | None = None
        self._drawn: Drawn | None = None
        self._ticket: Ticket | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def show_chart(self, chart: Chart | None) -> None:
        """Shows a chart, or nothing."""
        if chart == self._chart:
            return
        self._chart, self._drawn = chart, None
        self.setVisible(chart is not None)
        if chart is not None:
            self.setFixedHeight(round(chart.height_mm * POINTS_PER_MM * PIXELS_PER_POINT))
            self.setAccessibleName(chart.title)
            self.setAccessibleDescription(in_words(chart))
        self._ask()

    def _ask(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        chart = self._chart
        if chart is None or not self.isVisible():
            return
        width, height = self.width() / PIXELS_PER_POINT, self.height() / PIXELS_PER_POINT
        if self._drawn is not None and (self._drawn.width, self._drawn.height) == (width, height):
            return

        def draw(ticket: Ticket) -> object:
            ticket.step(0)
            return draw_chart(chart, width, height)

        self._ticket = self._lane.run(draw, self._take, lambda _error: None)

    def _take(self, drawn: object) -> None:
        assert isinstance(drawn, Drawn)
        self._drawn = drawn
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(360, self.height())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Drawn when it is looked at."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for it."""
        super().hideEvent(event)
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Drawn for the new width."""
        super().resizeEvent(event)
        self._ask()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The chart; an older drawing stretched while the new one is made."""
        drawn = self._drawn
        if drawn is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.PAPER))
        brush = Brush(painter, drawn.height, self.width() / drawn.width)
        for mark in drawn.marks:
            mark(brush)
        painter.end()
