"""Pictures for the screen: thumbnails, originals no larger than needed, turned as the record says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QTransform

from bureau.desk import Desk
from bureau.editing.photo_times import camera_time, name_time
from bureau.storage.photo_lists import KeptPhoto, NewPhoto, Photo, photo_facts

SMALL = QSize(640, 640)
"""How large a picture that isn't taken in yet is read for its tile."""
LARGEST_SIDE = 4_096
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic"}
PATTERNS = "照片 (*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff)"


@dataclass(frozen=True)
class Tile:
    """A photo ready to be drawn: small picture, when it was taken, where the original lies."""

    photo: Photo
    picture: QImage
    taken_at: str = ""
    path: Path | None = None
    name: str = ""

    @property
    def caption(self) -> str:
        """10-27 09:14 by the camera, 约 10-27 09:14 by the name of the file, '' for neither."""
        if self.taken_at:
            return self.taken_at[5:16]
        named = name_time(self.name)
        return f"约 {named[5:16]}" if named else ""

    @property
    def sentence(self) -> str:
        """When it was taken, in words."""
        if self.taken_at:
            return f"拍摄于 {self.taken_at}"
        named = name_time(self.name)
        return f"没有拍摄时间，文件名里是 {named}" if named else "没有拍摄时间"


def tiles_of(desk: Desk, photos: Iterable[Photo]) -> list[Tile]:
    """Photos made ready to be drawn."""
    listed = list(photos)
    hashes = [photo.hash for photo in listed if isinstance(photo, KeptPhoto)]
    facts = photo_facts(desk.store.reader(), desk.store.folder, hashes)
    tiles: list[Tile] = []
    for photo in listed:
        if isinstance(photo, NewPhoto):
            small = turned(small_picture(photo.source), photo.turn)
            tiles.append(Tile(photo, small, camera_time(photo.source), name=photo.name))
        elif photo.hash in facts:
            known = facts[photo.hash]
            picture = QImage.fromData(known.thumbnail)
            small = turned(picture, photo.turn)
            tiles.append(Tile(photo, small, known.taken_at, known.path, known.name))
        else:
            tiles.append(Tile(photo, QImage()))
    return tiles


def turned(picture: QImage, degrees: int) -> QImage:
    """The picture turned to the right."""
    if not degrees or picture.isNull():
        return picture
    return picture.transformed(QTransform().rotate(degrees))


def small_picture(source: Path | bytes) -> QImage:
    """A picture that isn't taken in yet, upright, read small."""
    return read_picture(source, SMALL)


def read_picture(source: Path | bytes, most: QSize) -> QImage:
    """A picture upright and no larger than `most`; a null one where it can't be read."""
    buffer = QBuffer()
    if isinstance(source, bytes):
        buffer.setData(QByteArray(source))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
    else:
        reader = QImageReader(str(source))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def original(path: Path, degrees: int) -> QImage:
    """An original for the full view."""
    return turned(read_picture(path, QSize(LARGEST_SIDE, LARGEST_SIDE)), degrees)


def photos_in(pasted: QMimeData | None) -> list[NewPhoto]:
    """The photos that were dropped or pasted: files, folders of files, or a picture itself.

    An empty clipboard, and one that another program holds just now, is None.
    """
    if pasted is None:
        return []
    files: list[Path] = []
    for url in pasted.urls():
        if url.isLocalFile():
            place = Path(url.toLocalFile())
            files.extend(photos_of_folder(place) if place.is_dir() else [place])
    if files:
        return [NewPhoto(file, file.name) for file in files]
    if pasted.hasImage():
        picture = pasted.imageData()
        if isinstance(picture, QImage) and not picture.isNull():
            return [NewPhoto(as_png(picture), "粘贴的图片.png")]
    return []


def photos_of_folder(folder: Path) -> list[Path]:
    """The photos of a folder by name, those in folders below it left out."""
    return sorted(
        (file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()),
        key=lambda file: file.name,
    )


def as_png(picture: QImage) -> bytes:
    """A pasted picture as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
