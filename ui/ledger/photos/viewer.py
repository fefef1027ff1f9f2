"""The full view of photos: one or before and after side by side, zoom by wheel and keys, drag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.storage.photo_lists import NewPhoto
from ui import tokens
from ui.context import Context
from ui.ledger.photos.pictures import Tile, original, read_picture, turned

STEP = 1.25
LEAST, MOST = 1.0, 16.0


@dataclass(frozen=True)
class Side:
    """One field's photos: its title and its tiles."""

    key: str
    title: str
    tiles: tuple[Tile, ...]


class PictureView(QWidget):
    """One photo, fitted to its space; `zoom` 1 is the whole picture."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.picture = QImage()
        self.caption = ""
        self.zoom = 1.0
        self.offset = QPointF(0, 0)
        self._wanted = 0
        self._dragged: QPointF | None = None
        self.setMinimumSize(160, 120)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def show_tile(self, tile: Tile | None, caption: str) -> None:
        """Shows the thumbnail at once and the original as soon as it is read."""
        self._wanted += 1
        wanted = self._wanted
        self.caption = caption
        self.setAccessibleName(caption)
        self.zoom, self.offset = 1.0, QPointF(0, 0)
        self.picture = tile.picture if tile is not None else QImage()
        self.update()
        if tile is None:
            return
        photo = tile.photo
        if isinstance(photo, NewPhoto):
            self.put(wanted, turned(read_picture(photo.source, self.screen().size()), photo.turn))
        elif tile.path is not None:
            path, turn = tile.path, photo.turn
            # A full decode takes a fifth of a second: not on the window's thread.
            self.context.reading.run(
                lambda _ticket: original(path, turn),
                lambda picture: self.put(wanted, picture),
                lambda _fault: None,
                title="打开照片",
            )

    def put(self, wanted: int, picture: object) -> None:
        """Takes the original, unless another photo has been asked for since."""
        if wanted == self._wanted and isinstance(picture, QImage) and not picture.isNull():
            self.picture = picture
            self.update()

    def fitted(self) -> QRectF:
        """Where the picture lies."""
        whole = QSizeF(self.picture.size()).scaled(
            QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        size = whole * self.zoom
        middle = QPointF(self.rect().center()) + self.offset
        return QRectF(
            middle.x() - size.width() / 2,
            middle.y() - size.height() / 2,
            size.width(),
            size.height(),
        )

    def zoom_by(self, factor: float) -> None:
        """Nearer or further away, never smaller than the whole picture."""
        self.zoom = min(max(self.zoom * factor, LEAST), MOST)
        self.keep_in_sight()

    def zoom_to_pixels(self) -> None:
        """One pixel of the photo on one of the screen."""
        whole = QSizeF(self.picture.size()).scaled(
            QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        if whole.width():
            self.zoom = min(max(self.picture.width() / whole.width(), LEAST), MOST)
        self.keep_in_sight()

    def fit(self) -> None:
        """The whole picture."""
        self.zoom, self.offset = 1.0, QPointF(0, 0)
        self.update()

    def keep_in_sight(self) -> None:
        """The picture isn't dragged out of its space."""
        rect = self.fitted()
        most_x = max(0.0, (rect.width() - self.width()) / 2)
        most_y = max(0.0, (rect.height() - self.height()) / 2)
        self.offset = QPointF(
            min(max(self.offset.x(), -most_x), most_x), min(max(self.offset.y(), -most_y), most_y)
        )
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._dragged is not None:
            self.offset += event.position() - self._dragged
            self._dragged = event.position()
            self.keep_in_sight()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._dragged = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(tokens.INK))
        if self.picture.isNull():
            painter.setPen(QColor(tokens.LINE))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "没有照片")
        else:
            painter.drawImage(self.fitted(), self.picture)
        if self.caption:
            width = painter.fontMetrics().horizontalAdvance(self.caption) + 24
            # At the top: phones write time and place into the foot of the picture.
            band = QRect(QPoint(8, 8), QPoint(8 + width, 38))
            painter.fillRect(band, QColor(27, 36, 48, 200))
            painter.setPen(QColor(tokens.PAPER))
            painter.drawText(band, Qt.AlignmentFlag.AlignCenter, self.caption)
        painter.end()


class PhotoViewer(QWidget):
    """A window of its own. ← → next, + − zoom, 0 whole, 1 pixels, R turn, C compare, Esc close."""

    turn_wanted = Signal(str, int)
    """Field key and place of the photo to turn."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("ground")
        self.setWindowTitle("照片")
        self.sides: list[Side] = []
        self.side = 0
        self.place = 0
        self.comparing = False
        self._words: list[str] = []
        self.views = [PictureView(context, self), PictureView(context, self)]
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        pictures = QHBoxLayout()
        pictures.setSpacing(2)
        for view in self.views:
            pictures.addWidget(view, 1)
        around.addLayout(pictures, 1)
        self.bar = QWidget(self)
        self.bar.setObjectName("bar")
        # Eight buttons side by side on a small screen too.
        self.bar.setStyleSheet("QPushButton { padding: 0 6px; }")
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(2)
        self.status = QLabel(self.bar)
        self.status.setProperty("role", "soft")
        # What it says stands on the pictures too: the buttons come first.
        self.status.setMinimumWidth(1)
        row.addWidget(self.status, 1)
        self.compare_button = self.button("前后对比（C）", self.compare)
        self.compare_button.setCheckable(True)
        for button in (
            self.button("上一张（←）", lambda: self.step(-1)),
            self.button("下一张（→）", lambda: self.step(1)),
            self.button("缩小（-）", lambda: self.zoom_by(1 / STEP)),
            self.button("放大（+）", lambda: self.zoom_by(STEP)),
            self.button("整张（0）", self.fit),
            self.button("向右转（R）", self.turn),
            self.compare_button,
            self.button("关闭（Esc）", self.close),
        ):
            row.addWidget(button)
        around.addWidget(self.bar)
        room = self.screen().availableSize()
        self.resize(min(1100, room.width()), min(720, room.height() - 40))

    def button(self, text: str, act: object) -> QPushButton:
        """A button of the bar; keys stay with the window."""
        made = QPushButton(text, self)
        made.setProperty("role", "quiet")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(act)
        return made

    def open_at(self, sides: Sequence[Side], key: str, place: int) -> None:
        """Shows a photo of one side; both sides at once where both have one."""
        self.sides = [side for side in sides if side.tiles]
        self.side = next((n for n, one in enumerate(self.sides) if one.key == key), 0)
        self.place = place
        self.comparing = len(self.sides) > 1
        self.show_now()
        if self.isVisible():
            self.raise_()
        else:
            self.show()
        self.activateWindow()

    def renew(self, sides: Sequence[Side]) -> None:
        """The photos have changed while they are looked at."""
        key = self.sides[self.side].key if self.sides else ""
        self.sides = [side for side in sides if side.tiles]
        self.side = next((n for n, one in enumerate(self.sides) if one.key == key), 0)
        self.comparing = self.comparing and len(self.sides) > 1
        if self.sides:
            self.show_now()
        else:
            self.close()

    def show_now(self) -> None:
        """Puts the right photos into the views."""
        self.compare_button.setEnabled(len(self.sides) > 1)
        self.compare_button.setChecked(self.comparing)
        self.views[1].setVisible(self.comparing)
        shown = self.sides[:2] if self.comparing else self.sides[self.side : self.side + 1]
        words: list[str] = []
        for view, side in zip(self.views, shown, strict=False):
            place = min(self.place, len(side.tiles) - 1)
            tile = side.tiles[place]
            view.show_tile(tile, f"{side.title}　{tile.sentence}")
            words.append(f"{side.title} {place + 1}/{len(side.tiles)}")
        self._words = ["　　".join(words), " · ".join(word.split()[-1] for word in words)]
        self._say()

    def _say(self) -> None:
        """Which photos, as long as the buttons leave room; the pictures have their titles."""
        room = self.width() - self.bar.minimumSizeHint().width()
        wide = self.status.fontMetrics().horizontalAdvance
        fitting = (words for words in self._words if wide(words) <= room)
        self.status.setText(next(fitting, ""))
        self.status.setToolTip(self._words[0] if self._words else "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width has other room for words."""
        super().resizeEvent(event)
        self._say()

    def step(self, steps: int) -> None:
        """The next photo, of the other side after the last of this one."""
        if not self.sides:
            return
        if self.comparing:
            longest = max(len(side.tiles) for side in self.sides)
            self.place = max(0, min(self.place + steps, longest - 1))
        else:
            order = [(n, p) for n, side in enumerate(self.sides) for p in range(len(side.tiles))]
            at = order.index((self.side, min(self.place, len(self.sides[self.side].tiles) - 1)))
            self.side, self.place = order[max(0, min(at + steps, len(order) - 1))]
        self.show_now()

    def zoom_by(self, factor: float) -> None:
        """Both pictures together, so that the same part is compared."""
        for view in self.views:
            view.zoom_by(factor)

    def fit(self) -> None:
        """Whole pictures."""
        for view in self.views:
            view.fit()

    def turn(self) -> None:
        """A quarter turn of the photo (of the first side when comparing)."""
        if self.sides:
            side = self.sides[0 if self.comparing else self.side]
            self.turn_wanted.emit(side.key, min(self.place, len(side.tiles) - 1))

    def compare(self) -> None:
        """Before and after side by side, or one alone."""
        self.comparing = not self.comparing and len(self.sides) > 1
        self.show_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.step(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.step(1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            for view in self.views:
                view.zoom_to_pixels()
        elif key == Qt.Key.Key_R:
            self.turn()
        elif key == Qt.Key.Key_C:
            self.compare()
        elif key == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
