"""Which face prints which part of a paper: official faces where the PC has them, else bundled.

Every family falls back glyph by glyph through all bundled faces, so a character is missing only
when none of them has it.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from bureau.reports.bundled import (
    FANG,
    FOLDER,
    KAI,
    SANS,
    SANS_BOLD,
    SERIF_BOLD,
    SONG_SUPPLEMENT,
)
from bureau.reports.render.typeface import Typeface, TypefaceError

Role = Literal["title", "heading", "body", "kai", "song", "sans", "sans-bold"]

# The bundled face of each role, then where its missing characters are looked for: nearest
# weight first.
BUNDLED: dict[Role, tuple[str, ...]] = {
    "title": (SERIF_BOLD, SANS_BOLD, SANS),
    "heading": (SANS_BOLD, SANS),
    "body": (FANG, SONG_SUPPLEMENT, SANS),
    "kai": (KAI, SONG_SUPPLEMENT, SANS),
    "song": (FANG, SONG_SUPPLEMENT, SANS),
    "sans": (SANS,),
    "sans-bold": (SANS_BOLD, SANS),
}
# Digits and Latin letters of the bundled 楷体 look handwritten; 仿宋 lends it plainer ones.
BUNDLED_WESTERN: dict[Role, str] = {"kai": FANG}
# Names inside the font files (English and Chinese) of the faces that official papers call for.
OFFICIAL: dict[Role, tuple[str, ...]] = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "heading": ("黑体", "SimHei"),
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    "song": ("宋体", "SimSun"),
}
# A font folder holds hundreds of files: only those named like the faces sought are opened.
OFFICIAL_FILE_WORDS = (
    "fzxbs", "xiaobiaosong", "小标宋", "simhei", "黑体", "simfang", "fangsong", "仿宋",
    "simkai", "kaiti", "楷体", "simsun", "宋体",
)  # fmt: skip
FIRST_NON_LATIN = 0x250
INVISIBLE_CATEGORIES = {"Cc", "Cf"}


def system_font_folders() -> tuple[Path, ...]:
    """Where this PC keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        return (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts")


def official_faces(folders: Sequence[Path]) -> dict[str, Typeface]:
    """The official faces found in these folders, by the names inside the files."""
    found: dict[str, Typeface] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.name.lower()
            if path.suffix.lower() not in (".ttf", ".ttc"):
                continue
            if not any(word in name for word in OFFICIAL_FILE_WORDS):
                continue
            try:
                face = Typeface(path)
            except (TypefaceError, OSError):
                continue  # an unreadable font of the PC is no reason not to print
            for inner in face.names:
                found.setdefault(inner, face)
    return found


def is_variation_selector(code: int) -> bool:
    """Whether the code point only chooses a variant of the character before it."""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


class Advances(dict[str, int]):
    """Width of each character in 1/1000 em, filled when it is first asked for."""

    def __init__(self, family: Family) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, character: str) -> int:
        face = self._family.face_of(character)
        advance = face.advance(face.glyph(ord(character)))
        self[character] = advance
        return advance


class Family:
    """A role's faces in order of preference, with cached coverage and widths."""

    def __init__(self, faces: Sequence[Typeface], western: Typeface | None = None) -> None:
        self.faces = tuple(faces) if western is None else (*faces, western)
        self._western = western
        self.main = self.faces[0]
        self.advances = Advances(self)
        self._places: dict[str, int] = {}
        self._in_main: set[str] = set()

    def face_of(self, character: str) -> Typeface:
        """The first face that has the character, else the last (which shows .notdef)."""
        return self.faces[self._place(character)]

    def _place(self, character: str) -> int:
        place = self._places.get(character)
        if place is None:
            code = ord(character)
            covering = (n for n, face in enumerate(self.faces) if face.glyph(code))
            place = next(covering, len(self.faces) - 1)
            if self._western and code < FIRST_NON_LATIN and self._western.glyph(code):
                place = len(self.faces) - 1
            self._places[character] = place
            if not place:
                self._in_main.add(character)
        return place

    def runs(self, text: str) -> Iterable[tuple[Typeface, str]]:
        """The text cut where the face changes."""
        if self._in_main.issuperset(text):
            return ((self.main, text),)
        runs: list[tuple[Typeface, str]] = []
        start = 0
        places = [self._place(character) for character in text]
        for n in range(1, len(text) + 1):
            if n == len(text) or places[n] != places[start]:
                runs.append((self.faces[places[start]], text[start:n]))
                start = n
        return runs

    def width(self, text: str, size: float) -> float:
        """Width of the text in points."""
        return sum(map(self.advances.__getitem__, text)) * size / 1000


class Faces:
    """All families of one set of fonts; opened lazily, kept for the life of the program."""

    def __init__(self, bundled: Path = FOLDER, official_folders: Sequence[Path] = ()) -> None:
        self._bundled = bundled
        self._folders = tuple(official_folders)
        self._official: dict[str, Typeface] | None = None
        self._files: dict[str, Typeface] = {}
        self._families: dict[Role, Family] = {}
        self._known: set[str] = set("\n")
        self._unknown: set[str] = set()

    def family(self, role: Role) -> Family:
        """The family that prints this role."""
        if role not in self._families:
            faces = [self._file(name) for name in BUNDLED[role]]
            official = self._official_face(role)
            western = BUNDLED_WESTERN.get(role)
            lender = self._file(western) if western and not official else None
            self._families[role] = Family([*official, *faces], lender)
        return self._families[role]

    def _file(self, name: str) -> Typeface:
        if name not in self._files:
            self._files[name] = Typeface(self._bundled / name)
        return self._files[name]

    def _official_face(self, role: Role) -> list[Typeface]:
        if role not in OFFICIAL or not self._folders:
            return []
        if self._official is None:
            self._official = official_faces(self._folders)
        names = (name for name in OFFICIAL[role] if name in self._official)
        return [self._official[name] for name in names][:1]

    def readable(self, text: str, missing: set[str]) -> str:
        """The text as it can be printed; what no face has becomes 〔U+XXXX〕 and goes to `missing`."""
        if self._known.issuperset(text):
            return text
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
        return "".join(self._printable(character, missing) for character in text)

    def _printable(self, character: str, missing: set[str]) -> str:
        if character in self._known:
            return character
        code = ord(character)
        if character == "\t":
            return "  "
        if unicodedata.category(character) in INVISIBLE_CATEGORIES or is_variation_selector(code):
            return ""
        if character not in self._unknown:
            if self._file(SANS).glyph(code) or any(
                self._file(name).glyph(code) for name in (FANG, KAI, SANS_BOLD, SERIF_BOLD)
            ):
                self._known.add(character)
                return character
            self._unknown.add(character)
        if unicodedata.category(character) == "Zs":
            return " "
        missing.add(character)
        return f"〔U+{code:04X}〕"


@cache
def bundled_faces() -> Faces:
    """The faces that come with the program, opened once."""
    return Faces()


@cache
def faces_of_this_pc() -> Faces:
    """Official faces where this PC has them as TrueType, else the bundled ones; searched once."""
    return Faces(official_folders=system_font_folders())
