"""The pages of a finished PDF: their pictures, bookmarks and text, as PDFium has them.

PDFium is not thread-safe: all calls of one program go through one lane.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from bureau.errors import UserError

POINTS_PER_INCH: Final = 72
MOST_DPI: Final = 300
"""Rasters are never finer: A4 then takes 35 MB and a quarter of a second."""
MOST_HITS: Final = 2_000
ALL_WORDS: Final = ("", "全部", "全部页")
_RANGE = re.compile(r"(\d*)\s*-\s*(\d*)")
Size = tuple[float, float]
"""Width and height in points."""


def pages_named(text: str, count: int) -> tuple[int, ...]:
    """Positions (from 0) of the pages that `1-3，5，8-` names, in the order given; blank is all.

    Raises UserError.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in ALL_WORDS:
        return tuple(range(count))
    found: list[int] = []
    for part in re.split(r"[,、;\s]+", re.sub(r"\s*[-—–~至]+\s*", "-", plain)):
        found.extend(_pages_of(part, count))
    return tuple(dict.fromkeys(found))


def _pages_of(part: str, count: int) -> range:
    span = _RANGE.fullmatch(part)
    if part.isdecimal():
        first = last = int(part)
    elif span and part != "-":
        first, last = int(span[1] or 1), int(span[2] or count)
    else:
        raise UserError(f"看不懂页码“{part}”，请写成 1-3,5 这样。")
    if not 1 <= first <= count or not 1 <= last <= count:
        raise UserError(f"一共 {count} 页，没有“{part}”这样的页码，请写 1 到 {count} 之间的数。")
    if first > last:
        raise UserError(f"页码“{part}”前大后小，请写成 {last}-{first}。")
    return range(first - 1, last)


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as pixels: 4 bytes each (blue, green, red, unused), `stride` bytes a line."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading of the paper: where it stands, `top` in points below the page's upper edge."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a sought text stands: boxes (left, top, right, bottom) in points.

    `top` and `bottom` are measured from the page's upper edge; a text that breaks over two lines
    has two boxes.
    """

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


class Folding(dict[str, str]):
    """What of a character is compared: nothing of blanks, else lower case in half width."""

    def __missing__(self, character: str) -> str:
        empty = character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
        kept = "" if empty else unicodedata.normalize("NFKC", character).lower()
        self[character] = kept
        return kept


FOLDED: Final = Folding()


class Pages:
    """An open PDF, read from bytes so that its file can be replaced meanwhile. Close it."""

    def __init__(self, content: bytes) -> None:
        self._document = pdfium.PdfDocument(content)
        self._texts: dict[int, str] = {}
        self.sizes: tuple[Size, ...] = tuple(
            self._document.get_page_size(number) for number in range(len(self._document))
        )

    def close(self) -> None:
        """Gives the file's memory back."""
        self._document.close()

    def picture(self, page: int, width: int) -> Raster:
        """One page so many pixels wide, on white; never finer than MOST_DPI."""
        points = self.sizes[page][0]
        scale = min(width / points, MOST_DPI / POINTS_PER_INCH)
        with closing(self._document[page]) as opened:
            with closing(opened.render(scale=scale, prefer_bgrx=True)) as bitmap:
                return Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All headings in order."""
        found: list[Bookmark] = []
        for entry in self._document.get_toc():
            target = entry.get_dest()
            page = target.get_index() if target else None
            if page is None:
                continue
            _, place = target.get_view()
            height = self.sizes[page][1]
            top = height - place[1] if len(place) > 1 else 0.0
            found.append(Bookmark(entry.get_title(), entry.level, page, max(top, 0.0)))
        return tuple(found)

    def find(
        self, text: str, looked: Callable[[int, int], None] = lambda _done, _of: None
    ) -> tuple[Hit, ...]:
        """Every place of `text`, at most MOST_HITS; blanks, line ends, case and width don't matter.

        `looked(pages done, of)` is called before each page and may raise to stop.
        """
        wanted = "".join(map(FOLDED.__getitem__, text))
        hits: list[Hit] = []
        if not wanted:
            return ()
        for page in range(len(self.sizes)):
            looked(page, len(self.sizes))
            if wanted in self._texts.get(page, wanted):
                hits.extend(self._hits_on(page, wanted))
            if len(hits) >= MOST_HITS:
                break
        return tuple(hits[:MOST_HITS])

    def _hits_on(self, page: int, wanted: str) -> list[Hit]:
        """The places on one page; what stands there is kept, so that it is read in vain only once."""
        with closing(self._document[page]) as opened, closing(opened.get_textpage()) as text:
            folded = [FOLDED[character] for character in text.get_text_range()]
            whole = self._texts[page] = "".join(folded)
            if wanted not in whole:
                return []
            # Which character of the page's text each one of the text without blanks is.
            owners = [place for place, part in enumerate(folded) for _ in part]
            hits: list[Hit] = []
            at = whole.find(wanted)
            while at >= 0:
                # PDFium counts what is drawn, its text has line ends besides.
                first, last = (
                    raw.FPDFText_GetCharIndexFromTextIndex(text, owners[place])
                    for place in (at, at + len(wanted) - 1)
                )
                hits.append(Hit(page, self._boxes(text, page, first, last)))
                at = whole.find(wanted, at + len(wanted))
            return hits

    def _boxes(
        self, text: object, page: int, first: int, last: int
    ) -> tuple[tuple[float, float, float, float], ...]:
        """The boxes around the characters from `first` to `last`, one for each line."""
        height = self.sizes[page][1]
        found = []
        edges = [ctypes.c_double() for _ in range(4)]
        for number in range(raw.FPDFText_CountRects(text, first, last - first + 1)):
            raw.FPDFText_GetRect(text, number, *edges)
            left, top, right, bottom = (edge.value for edge in edges)
            found.append((left, height - top, right, height - bottom))
        return tuple(found)
