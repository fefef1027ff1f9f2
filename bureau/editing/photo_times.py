"""When a photo was taken: by its camera, or else by the name that a phone or WeChat gave the file."""

from __future__ import annotations

import io
import re
import warnings
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from bureau.storage.photos import taken_at

BEIJING = timezone(timedelta(hours=8))
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_MILLISECONDS = re.compile(r"(?:mmexport|wx_camera_|WeChat_|microMsg\.|wx_)(\d{13})(?!\d)", re.I)
"""WeChat and phones count milliseconds since 1970."""
_WRITTEN = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_. T]?(\d\d)[-_.:]?(\d\d)[-_.:]?(\d\d)(?!\d{2})"
)
"""IMG_20261008_093012, 微信图片_20261008093012, Screenshot_2026-10-08-09-30-12."""


def camera_time(source: Path | bytes) -> str:
    """The camera's own time of a photo that isn't taken in yet (`2026-10-08 09:30`), '' for none."""
    from PIL import Image

    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(source) if isinstance(source, bytes) else source) as image,
        ):
            return taken_at(image.getexif()) or ""
    except (OSError, SyntaxError, ValueError, LookupError, Image.DecompressionBombError):
        return ""  # whether it is a photo at all is told when it is taken in


def name_time(name: str) -> str:
    """The time that a file's name tells (`2026-10-08 09:30`), '' for none.

    Of a picture saved from WeChat it is when it was saved, so it is a hint and never stored.
    """
    counted = _MILLISECONDS.search(name)
    if counted:
        moment = datetime.fromtimestamp(int(counted[1]) / 1000, BEIJING)
        return f"{moment:%Y-%m-%d %H:%M}" if EARLIEST <= moment < LATEST else ""
    written = _WRITTEN.search(name)
    if written is None:
        return ""
    year, month, day, hour, minute, second = (int(part) for part in written.groups())
    try:
        return f"{datetime(year, month, day, hour, minute, second, tzinfo=BEIJING):%Y-%m-%d %H:%M}"
    except ValueError:
        return ""
