"""Photos by content: originals untouched in the data folder, thumbnails made once, EXIF time read."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import struct
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.files import whole_file
from bureau.ledger.types import Photos
from bureau.storage.faults import told_in_chinese

if TYPE_CHECKING:
    from PIL import Image

    from bureau.storage.operation import Operation
    from bureau.storage.paths import DataFolder
    from bureau.storage.store import Store

THUMBNAIL = 320
"""Longest side of a thumbnail, in pixels."""
LARGEST = 80 * 2**20
SUFFIXES = {
    "JPEG": ".jpg",
    "MPO": ".jpg",  # what many phones call a JPEG with a second, smaller picture in it
    "PNG": ".png",
    "WEBP": ".webp",
    "BMP": ".bmp",
    "GIF": ".gif",
    "TIFF": ".tif",
}
EXIF_ORIENTATION, EXIF_ORIGINAL_TIME, EXIF_TIME, EXIF_SUB = 274, 36867, 306, 34665
LYING = (5, 6, 7, 8)
"""Orientations in which width and height change places."""
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def photo_path(folder: DataFolder, digest: str, suffix: str) -> Path:
    """Where an original lies: photos/ab/abcd….jpg."""
    return folder.photos / digest[:2] / f"{digest}{suffix}"


def add_photo(op: Operation, folder: DataFolder, source: Path | bytes, name: str = "") -> str:
    """Takes a photo into the data folder; gives its content hash. The same photo is kept once.

    Raises UserError for what isn't a readable picture; then nothing is kept.
    """
    content = read_source(source)
    name = name or (source.name if isinstance(source, Path) else "")
    digest = hashlib.sha256(content).hexdigest()
    facts = look_at(content, name)
    target = photo_path(folder, digest, str(facts["suffix"]))
    with told_in_chinese(folder.database):
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(target) as file:
                file.write(content)
    op.keep_photo({"hash": digest, "bytes": len(content), "name": name or None, **facts})
    return digest


def read_source(source: Path | bytes) -> bytes:
    """The bytes of a photo. Raises UserError."""
    if isinstance(source, bytes):
        return source
    try:
        if source.stat().st_size > LARGEST:
            raise UserError(f"照片 {source.name} 超过 80 MB；请先缩小再添加。")
        return source.read_bytes()
    except OSError:
        raise UserError(f"读不出照片 {source.name}；请核对文件是否还在。") from None


def look_at(content: bytes, name: str) -> dict[str, object]:
    """Suffix, size as seen (turned upright), time taken and thumbnail. Raises UserError."""
    from PIL import Image

    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise UserError(
            f"{name or '这张照片'}是 HEIC 格式；请在手机上改成 JPG（相机设置选“兼容性最佳”）再添加。"
        )
    try:
        # A phone's 108 megapixels and untidy EXIF are only worth a warning, and none is shown.
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as image:
            return facts_of(image, name)
    except Image.DecompressionBombError:
        raise UserError(f"{name or '这张照片'}的尺寸太大；请先缩小再添加。") from None
    except (OSError, SyntaxError, ValueError, EOFError, LookupError, struct.error):
        raise UserError(f"{name or '这个文件'}不是完好的照片；请换一张。") from None


def facts_of(image: Image.Image, name: str) -> dict[str, object]:
    """What is kept beside an original; reading it to the end shows whether it is whole."""
    from PIL import ImageOps

    suffix = SUFFIXES.get(image.format or "", "")
    if not suffix:
        raise UserError(f"{name or '这张照片'}是 {image.format} 格式；请换成 JPG 或 PNG。")
    exif = image.getexif()
    taken = taken_at(exif)
    lies = exif.get(EXIF_ORIENTATION, 1) in LYING
    width, height = (image.height, image.width) if lies else image.size
    image.draft("RGB", (THUMBNAIL, THUMBNAIL))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((THUMBNAIL, THUMBNAIL))
    small = io.BytesIO()
    upright.convert("RGB").save(small, "JPEG", quality=80)
    return {
        "suffix": suffix,
        "width": width,
        "height": height,
        "taken_at": taken,
        "thumbnail": small.getvalue(),
    }


def taken_at(exif: Image.Exif) -> str | None:
    """The camera's own time as `2026-10-08 09:30`, None when it doesn't say."""
    for found in (exif.get_ifd(EXIF_SUB).get(EXIF_ORIGINAL_TIME), exif.get(EXIF_TIME)):
        try:
            moment = datetime.strptime(str(found)[:19], "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        return f"{moment:%Y-%m-%d %H:%M}"
    return None


def photo_findings(store: Store, conn: sqlite3.Connection) -> Iterator[str]:
    """Photos that records name but that are missing, changed or broken; one sentence each."""
    known = {row["hash"]: row["suffix"] for row in conn.execute("SELECT hash, suffix FROM photo")}
    for shape in store.shapes.values():
        if shape.declaration is None:
            continue
        for field in shape.declaration.fields:
            if not isinstance(field.type, Photos):
                continue
            label = shape.declaration.label
            sql = (
                f'SELECT "{label}" AS label, "{field.key}" AS hashes FROM {shape.table}'
                f' WHERE "{field.key}" IS NOT NULL'
            )
            for row in conn.execute(sql):
                for listed in json.loads(row["hashes"]):
                    digest = listed.partition("/")[0]  # behind it, how the photo is turned
                    fault = photo_fault(store.folder, digest, known.get(digest))
                    if fault:
                        named = f"“{row['label']}”" if row["label"] else "里一条"
                        yield f"{shape.declaration.title}{named}的{field.title}{fault}"


def photo_fault(folder: DataFolder, digest: str, suffix: str | None) -> str:
    """What is wrong with one original, '' when it is sound."""
    if suffix is None:
        return f"没有登记（{digest[:12]}…）；请重新添加这张照片。"
    path = photo_path(folder, digest, suffix)
    try:
        content = path.read_bytes()
    except OSError:
        return f"不见了（{path.name[:12]}…）；请从备份的 photos 文件夹里找回。"
    if hashlib.sha256(content).hexdigest() != digest:
        return f"文件已损坏（{path.name[:12]}…）；请从备份的 photos 文件夹里找回。"
    return ""


def thumbnail(conn: sqlite3.Connection, digest: str) -> bytes | None:
    """The JPEG thumbnail of a photo, upright."""
    row = conn.execute("SELECT thumbnail FROM photo WHERE hash = ?", (digest,)).fetchone()
    return bytes(row["thumbnail"]) if row and row["thumbnail"] else None
