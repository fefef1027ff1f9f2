"""Build the bundled fonts in resources/fonts from the published Noto and Fandol releases."""

from __future__ import annotations

import argparse
import gzip
import shutil
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

# Latin, Greek, Cyrillic, punctuation, arrows, units, boxes, shapes, kana, Bopomofo, enclosed
# numbers, units squared into one em, full-width forms: what offices type beside Chinese.
COMMON = (
    (0x20, 0x17F),
    (0x1CD, 0x1DC),
    (0x2B0, 0x2FF),
    (0x370, 0x45F),
    (0x2000, 0x27BF),
    (0x2E80, 0x33FF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE6F),
    (0xFF00, 0xFFEF),
)
HAN = (0x4E00, 0x9FFF)
# Extension A and the supplementary planes hold rare personal and place names; one face keeps them.
RARE_HAN = ((0x3400, 0x4DBF), (0x20000, 0x323AF))

NOTO = (
    ("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf", True),
    ("noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.ttf", False),
    ("noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf", False),
)
# What the Fandol faces lack of the characters in a dictionary of today's Chinese (CC-CEDICT, by
# way of the package zhon): names like 喆 玥 垚, units like ㎡. A light serif beside 仿宋 and 楷体.
SUPPLEMENT = "noto-serif-sc/300Light/NotoSerifSC_300Light.ttf"
SUPPLEMENT_FILE, SUPPLEMENT_FAMILY = "SongSupplement-Light.ttf", "Taizhang Song Supplement"
FANDOL = (
    ("FandolFang-Regular.otf", "FandolFang-Regular.ttf"),
    ("FandolKai-Regular.otf", "FandolKai-Regular.ttf"),
)
LICENCES = (("noto-sans-sc", "OFL-NotoSansSC.txt"), ("noto-serif-sc", "OFL-NotoSerifSC.txt"))
# Largest distance between the cubic outline and its quadratic replacement, in 1/1000 em: at
# 三号 (16 pt) one unit is 0.016 pt, half the pixel of a 2,400 dpi imagesetter.
OUTLINE_TOLERANCE = 1.0
# Only what prints and draws: no vertical metrics, no alternates, no hangul.
DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT")


def wanted_characters(*, rare: bool) -> set[int]:
    """Code points kept in a Noto face."""
    ranges = (*COMMON, HAN, *(RARE_HAN if rare else ()))
    return {code for first, last in ranges for code in range(first, last + 1)}


def subset_options() -> Options:
    """Keep every name, drop hints, layout features and vertical metrics."""
    options = Options()
    options.drop_tables += list(DROPPED_TABLES)
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.glyph_names = False
    return options


def prune_noto(source: Path, target: Path, *, rare: bool) -> None:
    """Write the face without the characters and tables that no paper uses."""
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    subsetter = Subsetter(subset_options())
    subsetter.populate(unicodes=wanted_characters(rare=rare))
    subsetter.subset(font)
    font.save(target)


def cut_supplement(source: Path, target: Path, beside: list[Path]) -> None:
    """Write only those characters that one of the faces `beside` lacks, under a name of its own."""
    from zhon import cedict  # type: ignore[import-not-found]  # only this tool needs it

    wanted = {ord(character) for character in cedict.simplified}
    wanted |= {code for first, last in COMMON for code in range(first, last + 1)}
    covered = [set(TTFont(path, lazy=True).getBestCmap()) for path in beside]
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    subsetter = Subsetter(subset_options())
    subsetter.populate(unicodes=wanted - set.intersection(*covered))
    subsetter.subset(font)
    postscript = f"{SUPPLEMENT_FAMILY.replace(' ', '')}-Light"
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = SUPPLEMENT_FAMILY
        elif record.nameID in (3, 6):
            record.string = postscript
    font.save(target)


def convert_fandol(source: Path, target: Path) -> None:
    """Write the CFF face with quadratic (TrueType) outlines; ReportLab embeds no others."""
    font = TTFont(source, recalcTimestamp=False)
    glyph_set = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, OUTLINE_TOLERANCE, reverse_direction=True))
        outlines[name] = pen.glyph()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = outlines
    font["glyf"] = glyf
    font["loca"] = newTable("loca")
    metrics = font["hmtx"].metrics
    for name in order:
        outline = outlines[name]
        outline.recalcBounds(glyf)
        advance, _bearing = metrics[name]
        metrics[name] = (advance, outline.xMin if outline.numberOfContours else 0)
    for tag in ("CFF ", *DROPPED_TABLES):
        if tag in font:
            del font[tag]
    font["maxp"] = truetype_limits(len(order))
    font["post"].formatType = 3.0
    font["post"].glyphOrder = None
    font["head"].indexToLocFormat = 1
    font.sfntVersion = "\x00\x01\x00\x00"
    mark_as_changed(font)
    font.save(target)


def truetype_limits(glyphs: int) -> object:
    """A maxp table for unhinted outlines; fontTools counts points and contours on saving."""
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = glyphs
    for limit in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
    ):
        setattr(maxp, limit, 0)
    maxp.maxZones = 1
    return maxp


def mark_as_changed(font: TTFont) -> None:
    """The GPL asks that a changed version says so."""
    for record in font["name"].names:
        if record.nameID == 5:
            record.string = f"{record.toUnicode()}; outlines converted to TrueType, unhinted"


def build(noto: Path, fandol: Path, fandol_licence: Path, target: Path) -> None:
    """Write every bundled face and its licence into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for source, name, rare in NOTO:
        prune_noto(noto / source, target / name, rare=rare)
    for source, name in FANDOL:
        convert_fandol(fandol / source, target / name)
    cut_supplement(
        noto / SUPPLEMENT, target / SUPPLEMENT_FILE, [target / name for _, name in FANDOL]
    )
    for package, name in LICENCES:
        shutil.copyfile(noto / package / "LICENSE_FONT", target / name)
    (target / "GPL-3-Fandol.txt").write_bytes(gzip.decompress(fandol_licence.read_bytes()))


def main() -> None:
    """Read the unpacked releases (see resources/fonts/README.md) and build the faces."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--noto", type=Path, required=True, help="holds noto-sans-sc, noto-serif-sc"
    )
    parser.add_argument("--texlive", type=Path, required=True, help="unpacked texlive-lang-chinese")
    home = Path(__file__).parents[1] / "resources" / "fonts"
    parser.add_argument("--target", type=Path, default=home)
    chosen = parser.parse_args()
    build(
        chosen.noto,
        chosen.texlive / "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
        chosen.texlive / "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz",
        chosen.target,
    )


if __name__ == "__main__":
    main()
