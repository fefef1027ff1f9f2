"""Reading TrueType faces: coverage, widths and subsets, against fontTools as the witness."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from bureau.reports.bundled import FANG, FOLDER, KAI, SANS, SANS_BOLD, SERIF_BOLD, SONG_SUPPLEMENT
from bureau.reports.render.typeface import Typeface, TypefaceError

ALL = (FANG, KAI, SANS, SANS_BOLD, SERIF_BOLD, SONG_SUPPLEMENT)


@pytest.mark.parametrize("name", ALL)
def test_glyphs_and_widths_are_those_of_the_file(name: str) -> None:
    face = Typeface(FOLDER / name)
    with TTFont(FOLDER / name, lazy=True) as witness:
        characters, order = witness.getBestCmap(), witness.getGlyphOrder()
        for code in (0x20, 0x41, 0x2014, 0x3002, 0x4E00, 0x5586, 0x9FA5, 0xFF0C, 0x20BB7):
            glyph = face.glyph(code)
            assert order[glyph] == characters.get(code, order[0])
            assert face.advance(glyph) == witness["hmtx"][order[glyph]][0]


@pytest.mark.parametrize("name", [SANS, SANS_BOLD, SERIF_BOLD])
def test_noto_keeps_every_unified_ideograph(name: str) -> None:
    face = Typeface(FOLDER / name)
    assert [code for code in range(0x4E00, 0x9FA6) if not face.glyph(code)] == []


def test_bundled_fonts_stay_under_50_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 50_000_000


@pytest.mark.parametrize("name", ["OFL-NotoSansSC.txt", "OFL-NotoSerifSC.txt", "GPL-3-Fandol.txt"])
def test_licences_lie_beside_the_fonts(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in text or "GNU GENERAL PUBLIC LICENSE" in text


def test_a_subset_is_a_font_with_the_same_outlines() -> None:
    face = Typeface(FOLDER / SANS)
    glyphs = [0, *(face.glyph(ord(one)) for one in "城é市")]
    subset = TTFont(BytesIO(face.subset(glyphs)))
    with TTFont(FOLDER / SANS, lazy=True) as whole:
        for new, old in enumerate(glyphs):
            name, source = subset.getGlyphName(new), whole.getGlyphName(old)
            assert subset["hmtx"][name] == whole["hmtx"][source]
            points, _, _ = subset["glyf"][name].getCoordinates(subset["glyf"])
            assert points == whole["glyf"][source].getCoordinates(whole["glyf"])[0]


def test_what_is_no_truetype_face_is_refused(tmp_path: Path) -> None:
    postscript = tmp_path / "outlines.otf"
    postscript.write_bytes(b"OTTO" + b"\0" * 100)
    with pytest.raises(TypefaceError, match="not TrueType"):
        Typeface(postscript)
    cut = tmp_path / "cut.ttf"
    cut.write_bytes((FOLDER / SANS).read_bytes()[:200])
    with pytest.raises(TypefaceError):
        Typeface(cut)
