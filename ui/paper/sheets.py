"""Pages below each other, to be scrolled, zoomed and marked; as thumbnails too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bureau.reports.pages import Hit
from ui import tokens
from ui.paper.pictures import PagePictures, Wanted
from ui.paper.placing import (
    GAP,
    Place,
    larger,
    lay_out,
    smaller,
    within_limits,
    zoom_to_page,
    zoom_to_width,
)

NUMBER_ROOM: Final = 22
LINE_STEP: Final = 48
OVERLAP: Final = 0.9
EDGE: Final = QColor(tokens.LINE_STRONG)
MARK: Final = QColor(255, 236, 150)
MARK_NOW: Final = QColor(255, 190, 100)


class Fit(Enum):
    """What the zoom follows when the window changes."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class Sheets(QAbstractScrollArea):
    """The pages of a PDF on one strip. `numbered` writes the number under each (thumbnails)."""

    current_changed = Signal(int)
    """The page looked at, from 0."""
    zoom_changed = Signal(object)
    clicked = Signal(int)

    def __init__(
        self, pictures: PagePictures, parent: QWidget | None = None, *, numbered: bool = False
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pictures = pictures
        self._numbered = numbered
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._current = 0
        self._marked: dict[int, list[Hit]] = {}
        self._hit: Hit | None = None
        self._grip: QPoint | None = None
        self._strip = lay_out((), 1.0, 1.0, 0.0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.verticalScrollBar().setSingleStep(LINE_STEP)
        self.horizontalScrollBar().setSingleStep(LINE_STEP)
        pictures.arrived.connect(self._repaint_page)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 shows paper in its own size on a screen of 96 pixels an inch."""
        return self._zoom

    @property
    def fit(self) -> Fit:
        """What the zoom follows."""
        return self._fit

    @property
    def current(self) -> int:
        """The page looked at."""
        return self._current

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Begins with the first page of a newly opened PDF."""
        self._sizes = tuple(sizes)
        self._marked, self._hit = {}, None
        self._lay_out(0.0)
        self._go(0)

    def _place_of(self, page: int) -> Place:
        return self._strip.places[page]

    def _lay_out(self, held: float | None = None) -> None:
        """Places the pages anew; what stood at the share `held` of the view's top stays there."""
        bar = self.verticalScrollBar()
        before = self._strip
        if held is None:
            held = bar.value() / before.height if before.height else 0.0
        view = self.viewport().size()
        self._zoom = self._fitting_zoom()
        below = NUMBER_ROOM if self._numbered else 0
        self._strip = lay_out(
            self._sizes, self._zoom, self.devicePixelRatioF(), view.width(), below
        )
        across = self.horizontalScrollBar()
        bar.setRange(0, max(round(self._strip.height - view.height()), 0))
        bar.setPageStep(view.height())
        across.setRange(0, max(round(self._strip.width - view.width()), 0))
        across.setPageStep(view.width())
        bar.setValue(round(held * self._strip.height))
        if self._numbered and self._strip.places:
            self._show_whole(self._place_of(self._current))
        if before.width != self._strip.width:
            across.setValue((across.maximum() + across.minimum()) // 2)
        self._ask()
        self.viewport().update()
        self.zoom_changed.emit(self._zoom)

    def _fitting_zoom(self) -> float:
        view = self.viewport().size()
        if not self._sizes or self._fit is Fit.FREE:
            return self._zoom
        if self._numbered:
            return max(zoom_to_width(self._sizes, view.width()), 0.01)
        if self._fit is Fit.WIDTH:
            return within_limits(zoom_to_width(self._sizes, view.width()))
        size = self._sizes[min(self._current, len(self._sizes) - 1)]
        return within_limits(zoom_to_page(size, view.width(), view.height()))

    def _shown(self) -> tuple[Place, ...]:
        top = float(self.verticalScrollBar().value())
        return self._strip.between(top, top + self.viewport().height())

    def _ask(self) -> None:
        """Wants the pictures of what is seen, then of the pages next to it."""
        shown = self._shown()
        if not shown or not self.isVisible():
            return
        wanted: list[Wanted] = [(place.page, place.pixels) for place in shown]
        for page in (shown[-1].page + 1, shown[0].page - 1):
            if 0 <= page < len(self._strip.places):
                wanted.append((page, self._place_of(page).pixels))
        self._pictures.want(self, wanted)

    def _repaint_page(self, page: int) -> None:
        if page < len(self._strip.places):
            self.viewport().update(self._on_view(self._place_of(page)).toAlignedRect())

    def _on_view(self, place: Place) -> QRectF:
        return QRectF(
            place.left - self.horizontalScrollBar().value(),
            place.top - self.verticalScrollBar().value(),
            place.width,
            place.height,
        )

    # -- moving ---------------------------------------------------------------------------------

    def go_to(self, page: int, top: float = 0.0) -> None:
        """Shows a page from `top` points below its upper edge."""
        if not self._strip.places:
            return
        page = min(max(page, 0), len(self._strip.places) - 1)
        place = self._place_of(page)
        if self._numbered:
            self._show_whole(place)
        else:
            self.verticalScrollBar().setValue(round(place.top - GAP + top * self._strip.scale))
        self._go(page)

    def _show_whole(self, place: Place) -> None:
        bar, view = self.verticalScrollBar(), self.viewport().height()
        low = place.bottom + NUMBER_ROOM + GAP - view
        if bar.value() > place.top - GAP:
            bar.setValue(round(place.top - GAP))
        elif bar.value() < low:
            bar.setValue(round(low))

    def _moved(self) -> None:
        if not self._numbered and self._strip.places:
            bar = self.verticalScrollBar()
            # A page is looked at once it holds the upper third; at the very end the last one is.
            y = bar.value() + self.viewport().height() / 3
            at_end = bar.value() == bar.maximum() and bar.maximum() > 0
            self._go(len(self._strip.places) - 1 if at_end else self._strip.at(y))
        self._ask()
        self.viewport().update()

    def _go(self, page: int) -> None:
        if page != self._current:
            self._current = page
            self.viewport().update()
            self.current_changed.emit(page)

    def step(self, pages: int) -> None:
        """Some pages on or back."""
        self.go_to(self._current + pages)

    # -- zoom -----------------------------------------------------------------------------------

    def set_fit(self, fit: Fit) -> None:
        """Lets the zoom follow the window."""
        self._fit = fit
        page = self._current
        self._lay_out()
        if fit is Fit.PAGE:
            self.go_to(page)

    def set_zoom(self, zoom: float, at: float | None = None) -> None:
        """A zoom of one's own; what is at height `at` of the view (its middle) stays there."""
        view = self.viewport().height()
        at = view / 2 if at is None else at
        bar = self.verticalScrollBar()
        share = (bar.value() + at) / self._strip.height if self._strip.height else 0.0
        self._fit = Fit.FREE
        self._zoom = within_limits(zoom)
        self._lay_out(share)
        bar.setValue(round(share * self._strip.height - at))

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(larger(self._zoom))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(smaller(self._zoom))

    # -- marks ----------------------------------------------------------------------------------

    def mark(self, hits: Sequence[Hit], now: Hit | None) -> None:
        """Marks the places of a sought text; `now` stands out and is brought into view."""
        marked: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in hits:
            marked[hit.page].append(hit)
        self._marked, self._hit = marked, now
        if now is not None and now.boxes and now.page < len(self._strip.places):
            self._bring(self._place_of(now.page), now)
        self.viewport().update()

    def _bring(self, place: Place, hit: Hit) -> None:
        left, top, right, bottom = (edge * self._strip.scale for edge in hit.boxes[0])
        bar, across, view = self.verticalScrollBar(), self.horizontalScrollBar(), self.viewport()
        if not bar.value() <= place.top + top <= place.top + bottom <= bar.value() + view.height():
            bar.setValue(round(place.top + top - view.height() / 3))
        if (
            not across.value()
            <= place.left + left
            <= place.left + right
            <= (across.value() + view.width())
        ):
            across.setValue(round(place.left + left - view.width() / 3))
        self._go(place.page)

    # -- what Qt calls --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """White sheets on the ground, each with its picture as soon as it is there."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens.NEUTRAL_SOFT))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place in self._shown():
            self._paint_page(painter, place)
        painter.end()

    def _paint_page(self, painter: QPainter, place: Place) -> None:
        area = self._on_view(place)
        painter.fillRect(area, QColor(tokens.PAPER))
        image = self._pictures.picture((place.page, place.pixels))
        image = image or self._pictures.stand_in(place.page)
        if image is not None:
            painter.drawImage(area, image)
        for hit in self._marked.get(place.page, ()):
            self._paint_mark(painter, area.topLeft(), hit)
        here = self._numbered and place.page == self._current
        painter.setPen(QPen(QColor(tokens.ACCENT), 2) if here else QPen(EDGE, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(-1, -1, 1, 1) if here else area)
        if self._numbered:
            painter.setPen(QColor(tokens.ACCENT if here else tokens.INK_SOFT))
            under = QRectF(area.left(), area.bottom(), area.width(), NUMBER_ROOM)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(place.page + 1))

    def _paint_mark(self, painter: QPainter, corner: QPointF, hit: Hit) -> None:
        scale = self._strip.scale
        now = hit is self._hit
        for left, top, right, bottom in hit.boxes:
            area = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
            area = area.translated(corner).adjusted(-1, -1, 1, 1)
            # As a felt pen does: what is written stays black.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(area, MARK_NOW if now else MARK)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            if now:
                painter.setPen(QPen(QColor(tokens.DANGER), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(area)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Pages are placed anew."""
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        """Another screen may have another number of pixels."""
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self._lay_out()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl and the wheel zoom where the pointer is."""
        turned = event.angleDelta().y()
        if self._numbered or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        if turned:
            zoom = larger(self._zoom) if turned > 0 else smaller(self._zoom)
            self.set_zoom(zoom, event.position().y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The keys of every reader of documents."""
        acts = self._keys()
        act = acts.get((event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))
        if act is None:
            super().keyPressEvent(event)
            return
        act()
        event.accept()

    def _keys(self) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]]:
        bar = self.verticalScrollBar()
        key, plain = Qt.Key, Qt.KeyboardModifier.NoModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        last = len(self._strip.places) - 1
        if self._numbered:
            moves = {key.Key_Up: -1, key.Key_PageUp: -5, key.Key_Down: 1, key.Key_PageDown: 5}
            moves |= {key.Key_Home: -last, key.Key_End: last}
            return {(one, plain): self._chooser(by) for one, by in moves.items()}

        def by(pixels: float) -> Callable[[], object]:
            return lambda: bar.setValue(bar.value() + round(pixels))

        def page_on(direction: int) -> Callable[[], object]:
            if self._fit is Fit.PAGE:
                return lambda: self.step(direction)
            return by(direction * self.viewport().height() * OVERLAP)

        return {
            (key.Key_PageDown, plain): page_on(1),
            (key.Key_PageUp, plain): page_on(-1),
            (key.Key_Space, plain): page_on(1),
            (key.Key_Space, shift): page_on(-1),
            (key.Key_Down, plain): by(LINE_STEP),
            (key.Key_Up, plain): by(-LINE_STEP),
            (key.Key_Home, plain): lambda: self.go_to(0),
            (key.Key_Home, control): lambda: self.go_to(0),
            (key.Key_End, plain): lambda: self.go_to(last),
            (key.Key_End, control): lambda: self.go_to(last),
        }

    def _chooser(self, by: int) -> Callable[[], object]:
        def choose() -> None:
            self.step(by)
            self.clicked.emit(self._current)

        return choose

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A thumbnail is chosen; a page is taken hold of."""
        if event.button() is not Qt.MouseButton.LeftButton or not self._strip.places:
            return
        if self._numbered:
            page = self._strip.at(event.position().y() + self.verticalScrollBar().value())
            self._go(page)
            self.clicked.emit(page)
            return
        self._grip = event.position().toPoint()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The page follows the hand."""
        if self._grip is not None:
            moved = event.position().toPoint() - self._grip
            self._grip = event.position().toPoint()
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The hand lets go."""
        self._grip = None
        self.viewport().unsetCursor()
