"""Fall-back between faces, and characters that no face has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from bureau.reports.bundled import FANG, FOLDER
from bureau.reports.render.faces import Faces, bundled_faces


def test_name_characters_come_from_the_supplement_beside_fangsong() -> None:
    runs = [(face.name, text) for face, text in bundled_faces().family("body").runs("张喆李玥㎡")]
    assert runs == [
        ("FandolFang-Regular", "张"),
        ("TaizhangSongSupplement-Light", "喆"),
        ("FandolFang-Regular", "李"),
        ("TaizhangSongSupplement-Light", "玥㎡"),
    ]


def test_rare_characters_fall_back_to_the_widest_face() -> None:
    # 㛃 (extension A) is in Noto Sans SC only, 氼 in neither Fandol nor the dictionary.
    (run,) = bundled_faces().family("body").runs("㛃氼")
    assert run[0].name == "NotoSansSC-Regular"


def test_a_character_that_no_face_has_is_named_in_the_text() -> None:
    missing: set[str] = set()
    assert bundled_faces().readable("𠮷野家喆玥垚㎡", missing) == "〔U+20BB7〕野家喆玥垚㎡"
    assert missing == {"𠮷"}


def test_a_missing_character_is_reported_each_time() -> None:
    for _ in range(2):
        missing: set[str] = set()
        bundled_faces().readable("😀", missing)
        assert missing == {"😀"}


def test_invisible_characters_vanish_and_odd_spaces_become_spaces() -> None:
    missing: set[str] = set()
    text = "a\u200b\ufeffb\tc\u2028d\r\ne\ufe0f\x07f"
    assert bundled_faces().readable(text, missing) == "ab  c\nd\nef"
    assert missing == set()


@pytest.mark.parametrize("role", ["title", "heading", "body", "kai", "song", "sans", "sans-bold"])
def test_every_role_prints_all_of_gb2312(role: str) -> None:
    family = bundled_faces().family(role)  # type: ignore[arg-type]  # parametrized by name
    characters = [
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    ]
    assert len(characters) == 6763
    assert [one for one in characters if not family.face_of(one).glyph(ord(one))] == []


def test_digits_beside_kaiti_are_those_of_fangsong() -> None:
    runs = [(face.name, text) for face, text in bundled_faces().family("kai").runs("共12件")]
    assert runs == [
        ("FandolKai-Regular", "共"),
        ("FandolFang-Regular", "12"),
        ("FandolKai-Regular", "件"),
    ]


def test_an_official_face_of_the_pc_is_used_and_falls_back(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    with TTFont(FOLDER / FANG, lazy=True) as font:
        for record in font["name"].names:
            if record.nameID in (1, 6):
                record.string = "FangSong_GB2312"
        font.save(folder / "simfang.ttf")
    (folder / "simhei.ttf").write_bytes(b"damaged")
    shutil.copy(FOLDER / FANG, folder / "unrelated.ttf")
    faces = Faces(official_folders=(folder,))
    body = faces.family("body")
    assert body.main.name == "FangSong_GB2312"
    assert body.face_of("喆").name == "TaizhangSongSupplement-Light"
    assert faces.family("heading").main.name == "NotoSansSC-Bold"
