"""When a photo was taken: the camera's word, or what the name of the file tells."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bureau.editing.photo_times import camera_time, name_time


@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("mmexport1791423000000.jpg", "2026-10-08 09:30"),  # 2026-10-08 01:30:00 UTC
        ("wx_camera_1791423000000.jpg", "2026-10-08 09:30"),
        ("微信图片_20261008093012.jpg", "2026-10-08 09:30"),
        ("微信图片_20261008093012_14_2.jpg", "2026-10-08 09:30"),
        ("IMG_20261008_093012.jpg", "2026-10-08 09:30"),
        ("IMG_20261008_093012_HDR.jpg", "2026-10-08 09:30"),
        ("IMG20261008093012.jpg", "2026-10-08 09:30"),
        ("PXL_20261008_093012345.jpg", ""),
        ("Screenshot_2026-10-08-09-30-12-55.png", "2026-10-08 09:30"),
        ("2026-10-08 093012.jpg", "2026-10-08 09:30"),
        ("IMG_20261308_093012.jpg", ""),
        ("IMG_20261008.jpg", ""),
        ("人民路12号.jpg", ""),
        ("mmexport9999999999999.jpg", ""),
        ("", ""),
    ],
)
def test_names_that_tell_a_time(name: str, time: str) -> None:
    assert name_time(name) == time


def test_the_camera_s_time_of_a_photo_not_taken_in_yet(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(34665)[36867] = "2026:10:07 16:02:00"
    path = tmp_path / "a.jpg"
    Image.new("RGB", (6, 4), "red").save(path, exif=exif)
    assert camera_time(path) == "2026-10-07 16:02"
    assert camera_time(path.read_bytes()) == "2026-10-07 16:02"
    plain = io.BytesIO()
    Image.new("RGB", (6, 4), "red").save(plain, "PNG")
    assert camera_time(plain.getvalue()) == ""
    assert camera_time(b"no photo") == ""
    assert camera_time(tmp_path / "gone.jpg") == ""
