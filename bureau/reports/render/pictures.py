"""Photos for the page: upright by their EXIF mark, no larger than print needs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

DOTS_PER_INCH = 200
JPEG_QUALITY = 82


def for_print(
    path: Path, width: float, height: float, turn: int = 0
) -> tuple[bytes, float, float] | None:
    """JPEG bytes that fit `width` × `height` points and the size they take; None if unreadable.

    `turn` is how far the picture is turned to the right, in degrees.
    """
    dots = (max(int(width / 72 * DOTS_PER_INCH), 1), max(int(height / 72 * DOTS_PER_INCH), 1))
    try:
        with Image.open(path) as picture:
            longest = max(dots)
            picture.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(picture)
            upright = upright.convert("RGB")
            if turn % 360:
                upright = upright.rotate(-turn, expand=True)
            upright.thumbnail(dots)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError):
        return None
    content = BytesIO()
    upright.save(content, "JPEG", quality=JPEG_QUALITY)
    scale = min(width / upright.width, height / upright.height)
    return content.getvalue(), upright.width * scale, upright.height * scale
