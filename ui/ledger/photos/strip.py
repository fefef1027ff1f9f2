"""One field's photos: a large tile, the others small below it; drop, paste, drag to order, keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QWidget

from bureau.storage.photo_lists import NewPhoto, Photo
from ui import tokens
from ui.context import Context
from ui.ledger.photos.pictures import PATTERNS, Tile, photos_in, photos_of_folder, tiles_of

MINI = 40
GAP = 6
DRAG_START = 6
EMPTY_HEIGHT = 68


class PhotoStrip(QWidget):
    """Photos of one field. It changes nothing itself: `wanted` says what the list should be."""

    wanted = Signal(object, str)
    """The list of photos that the person wants, and what was done (添加 2 张照片)."""
    opened = Signal(int)
    """The place of the photo to show in full."""

    def __init__(self, title: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.context = context
        self.tiles: list[Tile] = []
        self.current = 0
        self.read_only = False
        self._dropping = False
        self._pressed: tuple[int, QPoint] | None = None
        self._target: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(120, EMPTY_HEIGHT))
        self.setAccessibleName(title)

    @property
    def photos(self) -> list[Photo]:
        """What is shown, in order."""
        return [tile.photo for tile in self.tiles]

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Shows these photos; the one looked at stays where it is still there."""
        self.tiles = tiles_of(self.context.desk, photos)
        self.current = max(0, min(self.current, len(self.tiles) - 1))
        count = f"{len(self.tiles)} 张" if self.tiles else "还没有照片"
        self.setAccessibleDescription(count)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        if not self.tiles:
            return QSize(138, EMPTY_HEIGHT)
        return QSize(138, 96 + (MINI + GAP if len(self.tiles) > 1 else 0))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if not self.tiles:
            return EMPTY_HEIGHT
        height = max(96, min(width * 2 // 3, 220))
        return height + (MINI + GAP if len(self.tiles) > 1 else 0)

    # -- what a person does --------------------------------------------------------------------

    def add(self, photos: Sequence[NewPhoto]) -> None:
        """Puts photos behind the others."""
        if photos and not self.read_only:
            self.current = len(self.tiles)
            self.wanted.emit([*self.photos, *photos], f"添加 {len(photos)} 张照片")

    def add_files(self) -> None:
        """Asks for files."""
        files = self.context.asker.open_files(self, f"添加{self.title}", PATTERNS)
        self.add([NewPhoto(file, file.name) for file in files])

    def add_folder(self) -> None:
        """Asks for a folder and takes all its photos."""
        folder = self.context.asker.open_folder(self, f"添加{self.title}：选一个文件夹")
        if folder is None:
            return
        photos = [NewPhoto(file, file.name) for file in photos_of_folder(folder)]
        if photos:
            self.add(photos)
        else:
            self.context.news.said.emit(f"文件夹“{folder.name}”里没有照片。")

    def paste(self) -> None:
        """What the clipboard holds: files or a picture."""
        photos = photos_in(QGuiApplication.clipboard().mimeData())
        if photos:
            self.add(photos)
        else:
            self.context.news.said.emit("剪贴板里没有图片；请先复制图片或照片文件。")

    def move(self, place: int, target: int) -> None:  # type: ignore[override]
        """Puts a photo in another place of the order."""
        if self.read_only or place == target or not 0 <= target < len(self.tiles):
            return
        photos = self.photos
        photos.insert(target, photos.pop(place))
        self.current = target
        self.wanted.emit(photos, "调整照片次序")

    def turn(self) -> None:
        """A quarter turn to the right."""
        if self.tiles and not self.read_only:
            photos = self.photos
            photos[self.current] = photos[self.current].turned()
            self.wanted.emit(photos, "旋转照片")

    def take_away(self) -> None:
        """Takes the photo out of the record; the original stays in the data folder."""
        if not self.tiles or self.read_only:
            return
        text = f"从“{self.title}”里去掉第 {self.current + 1} 张照片？可以用撤销找回。"
        if self.context.asker.confirm(self, text, "去掉照片", dangerous=True):
            photos = self.photos
            photos.pop(self.current)
            self.wanted.emit(photos, "去掉 1 张照片")

    def look_at(self, place: int) -> None:
        """Makes a photo the large one."""
        if 0 <= place < len(self.tiles):
            self.current = place
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif steps is not None and control:
            self.move(self.current, self.current + steps)
        elif steps is not None:
            self.look_at(self.current + steps)
        elif key == Qt.Key.Key_R and not control:
            self.turn()
        elif key == Qt.Key.Key_Delete:
            self.take_away()
        elif key == Qt.Key.Key_Insert:
            self.add_files()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not control:
            self.open_or_add()
        else:
            super().keyPressEvent(event)

    def open_or_add(self) -> None:
        """The full view, or the choice of files where there is nothing to see."""
        if self.tiles:
            self.opened.emit(self.current)
        elif not self.read_only:
            self.add_files()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """What can be done, with the keys for it."""
        menu = QMenu(self)
        full = menu.addAction("放大查看\t回车")
        full.triggered.connect(lambda: self.opened.emit(self.current))
        full.setEnabled(bool(self.tiles))
        if self.read_only:
            return menu
        menu.addSeparator()
        menu.addAction("添加照片…\tInsert").triggered.connect(self.add_files)
        menu.addAction("添加文件夹里的照片…").triggered.connect(self.add_folder)
        menu.addAction("粘贴图片\tCtrl+V").triggered.connect(self.paste)
        menu.addSeparator()
        several = len(self.tiles) > 1
        for text, act, possible in (
            ("向右转 90°\tR", self.turn, bool(self.tiles)),
            ("往前移\tCtrl+←", lambda: self.move(self.current, self.current - 1), several),
            ("往后移\tCtrl+→", lambda: self.move(self.current, self.current + 1), several),
            ("去掉这张\tDel", self.take_away, bool(self.tiles)),
        ):
            action = menu.addAction(text)
            action.triggered.connect(act)
            action.setEnabled(possible)
        return menu

    # -- dropping ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if not self.read_only and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()
            self._dropping = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._dropping = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._dropping = False
        event.acceptProposedAction()
        self.add(photos_in(event.mimeData()))
        self.update()

    # -- the mouse -----------------------------------------------------------------------------

    def place_at(self, point: QPoint) -> int | None:
        """Which photo lies under a point."""
        if self.tiles and self.main_rect().contains(point):
            return self.current
        for place in range(len(self.tiles)):
            if len(self.tiles) > 1 and self.mini_rect(place).contains(point):
                return place
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        point = event.position().toPoint()
        place = self.place_at(point)
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self.look_at(place)
            self._pressed = (place, point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed is None:
            return
        point = event.position().toPoint()
        if (point - self._pressed[1]).manhattanLength() >= DRAG_START:
            self._target = next(
                (n for n in range(len(self.tiles)) if self.mini_rect(n).contains(point)), None
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        pressed, target = self._pressed, self._target
        self._pressed = self._target = None
        if pressed is not None and target is not None:
            self.move(pressed[0], target)
        elif not self.tiles and event.button() is Qt.MouseButton.LeftButton and not self.read_only:
            self.add_files()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self.tiles:
            self._pressed = None
            self.opened.emit(self.current)

    # -- drawing -------------------------------------------------------------------------------

    def main_rect(self) -> QRect:
        """Where the large tile lies."""
        below = MINI + GAP if len(self.tiles) > 1 else 0
        return QRect(0, 0, self.width(), self.height() - below).adjusted(1, 1, -1, -1)

    def mini_rect(self, place: int) -> QRect:
        """Where a small tile lies; they shrink together where there are many."""
        count = len(self.tiles)
        side = min(MINI, max(12, (self.width() - GAP * (count - 1)) // max(count, 1)))
        return QRect(place * (side + GAP), self.height() - MINI, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.main_rect()
        if self.tiles:
            tile = self.tiles[self.current]
            draw_picture(painter, box, tile.picture)
            count = f"　{self.current + 1}/{len(self.tiles)}" if len(self.tiles) > 1 else ""
            short = self.title.removesuffix("照片")
            texts = [f"{self.title} {tile.caption}{count}", f"{short} {tile.caption}{count}"]
            self.draw_caption(painter, box, [*texts, f"{short} {tile.caption}"])
            if len(self.tiles) > 1:
                self.draw_minis(painter)
        else:
            self.draw_empty(painter, box)
        if self.hasFocus() or self._dropping:
            painter.setPen(QPen(QColor(tokens.FOCUS), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
        painter.end()

    def draw_caption(self, painter: QPainter, box: QRect, texts: Sequence[str]) -> None:
        """Title and time on a dark band at the foot of the tile: the first text that has room."""
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        band = QRect(box.left(), box.bottom() - 21, box.width(), 22)
        path = QPainterPath()
        path.addRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(band, QColor(27, 36, 48, 190))
        painter.setPen(QColor(tokens.PAPER))
        room, metrics = band.width() - 12, painter.fontMetrics()
        text = next((one for one in texts if metrics.horizontalAdvance(one) <= room), texts[-1])
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(band.adjusted(6, 0, -6, 0), Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def draw_minis(self, painter: QPainter) -> None:
        """The small tiles; the current one has a frame, the place to drop at a bar."""
        for place, tile in enumerate(self.tiles):
            box = self.mini_rect(place)
            draw_picture(painter, box, tile.picture)
            if place in (self.current, self._target):
                painter.setPen(QPen(QColor(tokens.ACCENT), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)

    def draw_empty(self, painter: QPainter, box: QRect) -> None:
        """What to do where there is no photo."""
        painter.setPen(QPen(QColor(tokens.LINE_STRONG), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.GROUND))
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
        painter.setPen(QColor(tokens.INK_SOFT))
        middle = box.adjusted(8, 0, -8, 0)
        hint = "没有照片" if self.read_only else "拖入、粘贴或点击添加"
        painter.drawText(middle.adjusted(0, 0, 0, -20), Qt.AlignmentFlag.AlignCenter, self.title)
        painter.setPen(QColor(tokens.INK_FAINT))
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.drawText(middle.adjusted(0, 22, 0, 0), Qt.AlignmentFlag.AlignCenter, hint)


def draw_picture(painter: QPainter, box: QRect, picture: QImage) -> None:
    """A picture that fills its tile, cut evenly at both sides; a sentence where it is gone."""
    path = QPainterPath()
    path.addRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(box, QColor(tokens.NEUTRAL_SOFT))
    if picture.isNull():
        painter.setPen(QColor(tokens.DANGER))
        painter.drawText(
            box, Qt.AlignmentFlag.AlignCenter, "照片不见了" if box.width() > 80 else "!"
        )
    else:
        size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(box.center())
        painter.drawImage(place, picture)
    painter.restore()
