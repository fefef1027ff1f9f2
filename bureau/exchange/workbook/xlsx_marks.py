"""What an .xlsx sheet shows beside its values: read only when somebody asks for it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bureau.exchange.workbook.marks import NO_MARKS, Marks
from bureau.exchange.workbook.xlsx_pictures import pictures_of
from bureau.exchange.workbook.xlsx_scan import column_number, relations, row_blocks, tag_prefix

THEME: Final = [
    "FFFFFF",
    "000000",
    "E7E6E6",
    "44546A",
    "4472C4",
    "ED7D31",
    "A5A5A5",
    "FFC000",
    "5B9BD5",
    "70AD47",
]
"""The colours of the usual theme, by number."""
INDEXED: Final = dict(
    enumerate(
        [
            "000000",
            "FFFFFF",
            "FF0000",
            "00FF00",
            "0000FF",
            "FFFF00",
            "FF00FF",
            "00FFFF",
            "800000",
            "008000",
            "000080",
            "808000",
            "800080",
            "008080",
            "C0C0C0",
            "808080",
            "9999FF",
            "993366",
            "FFFFCC",
            "CCFFFF",
            "660066",
            "FF8080",
            "0066CC",
            "CCCCFF",
            "000080",
            "FF00FF",
            "FFFF00",
            "00FFFF",
            "800080",
            "800000",
            "008080",
            "0000FF",
            "00CCFF",
            "CCFFFF",
            "CCFFCC",
            "FFFF99",
            "99CCFF",
            "FF99CC",
            "CC99FF",
            "FFCC99",
            "3366FF",
            "33CCCC",
            "99CC00",
            "FFCC00",
            "FF9900",
            "FF6600",
            "666699",
            "969696",
            "003366",
            "339966",
            "003300",
            "333300",
            "993300",
            "993366",
            "333399",
            "333333",
        ],
        start=8,
    )
)
"""The old palette, which WPS still writes."""
BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    10: "0.00%",
    16: "d-mmm",
    17: "mmm-yy",
}
BUILT_IN_DAYS: Final = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
WHITE: Final = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Style:
    """What one cell format shows that may matter."""

    fill: str = ""
    struck: bool = False
    format: str = ""

    @property
    def matters(self) -> bool:
        """Whether it says anything."""
        return bool(self.fill or self.struck or self.format)


def read_marks(path: Path, part: str) -> Marks:
    """The marks of the sheet whose XML is `part`."""
    with zipfile.ZipFile(path) as archive:
        styles = styles_of(archive)
        struck_texts = struck_strings(archive)
        with archive.open(part) as sheet:
            shown = Shown(styles, struck_texts)
            for block, complete in row_blocks(sheet):
                shown.read(block, complete=complete)
        folder = str(PurePosixPath(part).parent)
        name = PurePosixPath(part).name
        related = relations(archive, f"{folder}/_rels/{name}.rels", folder)
        notes: dict[int, dict[int, str]] = {}
        for kind, member in related.values():
            if kind == "comments" and member in archive.namelist():
                note_comments(archive.read(member), notes)
        drawings = [member for kind, member in related.values() if kind == "drawing"]
        pictures = pictures_of(path, archive, drawings, shown.in_cells, shown.metadata)
    if not (shown.anything or notes or pictures):
        return NO_MARKS
    return Marks(
        hidden=frozenset() if shown.filter else frozenset(shown.hidden),
        filtered=frozenset(shown.hidden) if shown.filter else frozenset(),
        hidden_columns=frozenset(shown.hidden_columns),
        struck=frozenset(shown.struck),
        fills=shown.fills,
        notes=notes,
        formats=shown.formats,
        pictures=pictures,
    )


class Shown:
    """Gathers the marks of a sheet while its bytes go by."""

    def __init__(self, styles: list[Style], struck_texts: frozenset[int]) -> None:
        self.styles = styles
        self.telling = {number for number, style in enumerate(styles) if style.matters}
        self.struck_texts = struck_texts
        self.hidden: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filter = False
        self.struck: set[tuple[int, int]] = set()
        self.fills: dict[int, dict[int, str]] = {}
        self.formats: dict[int, dict[int, str]] = {}
        self.in_cells: dict[tuple[int, int], str] = {}
        """Cells whose value is a picture of WPS: its ID."""
        self.metadata: dict[tuple[int, int], int] = {}
        """Cells whose value is a picture of Excel: the number of its metadata."""
        self._begun = False
        self._prefix = ""

    @property
    def anything(self) -> bool:
        """Whether the sheet has any mark of these."""
        return bool(self.hidden or self.hidden_columns or self.struck or self.fills or self.formats)

    def read(self, block: bytes, *, complete: bool) -> None:
        """Whole rows, or what follows the last of them."""
        if not self._begun:
            self._begun = True
            self._prefix = re.escape(tag_prefix(block).decode())
            self.head(block)
        if not complete:
            self.filter = b"autoFilter" in block
        prefix = self._prefix.encode()
        if b'hidden="' in block:
            found = re.finditer(rb"<" + prefix + rb"row\s([^>]*)>", block)
            for match in found:
                number = re.search(rb'\br="(\d+)"', match[1])
                if number and re.search(rb'\bhidden="(?:1|true)"', match[1]):
                    self.hidden.add(int(number[1]))
        if b"DISPIMG" in block:
            self.wps_pictures(block, prefix)
        if b" vm=" in block:
            self.excel_pictures(block, prefix)
        if self.telling:
            self.styled(block, prefix)
        if self.struck_texts and b't="s"' in block:
            pattern = (
                rb"<" + prefix + rb'c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="s"[^>]*>\s*<'
                + prefix + rb"v>(\d+)<"
            )  # fmt: skip
            for letters, row, number in re.findall(pattern, block):
                if int(number) in self.struck_texts:
                    self.struck.add((int(row), column_number(letters)))

    def head(self, block: bytes) -> None:
        """What stands before the rows: hidden columns."""
        start = block[: max(block.find(b"sheetData"), 0)]
        for attributes in re.findall(rb"<[\w:]*col\s([^>]*)>", start):
            if re.search(rb'\bhidden="(?:1|true)"', attributes):
                first, last = (
                    int(found[1])
                    if (found := re.search(rb"\b" + name + rb'="(\d+)"', attributes))
                    else 0
                    for name in (b"min", b"max")
                )
                self.hidden_columns.update(range(first, min(last, first + 200) + 1))

    def styled(self, block: bytes, prefix: bytes) -> None:
        """Cells that have a format which says something."""
        pattern = rb"<" + prefix + rb'c\s(?=[^>]*\br="([A-Z]+)(\d+)")(?=[^>]*\bs="(\d+)")[^>]*>'
        numbers = {str(number).encode(): self.styles[number] for number in self.telling}
        for letters, row, number in re.findall(pattern, block):
            style = numbers.get(number)
            if style is None:
                continue
            at, line = column_number(letters), int(row)
            if style.fill:
                self.fills.setdefault(line, {})[at] = style.fill
            if style.struck:
                self.struck.add((line, at))
            if style.format:
                self.formats.setdefault(line, {})[at] = style.format

    def wps_pictures(self, block: bytes, prefix: bytes) -> None:
        """Cells with a formula that shows a picture of the file."""
        pattern = (
            rb"<" + prefix + rb'c\s[^>]*?\br="([A-Z]+)(\d+)"(?:(?!</' + prefix + rb"c>).)*?"
            rb"DISPIMG\((?:&quot;|\")(ID_\w+)"
        )
        for letters, row, name in re.findall(pattern, block, re.DOTALL):
            self.in_cells[int(row), column_number(letters)] = name.decode()

    def excel_pictures(self, block: bytes, prefix: bytes) -> None:
        """Cells whose value is rich: a picture placed in the cell."""
        pattern = rb"<" + prefix + rb'c\s(?=[^>]*\br="([A-Z]+)(\d+)")(?=[^>]*\bvm="(\d+)")[^>]*>'
        for letters, row, number in re.findall(pattern, block):
            self.metadata[int(row), column_number(letters)] = int(number)


# -- styles -------------------------------------------------------------------------------------------


def plain_tag(element: Element) -> str:
    """A tag without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children with that tag."""
    for child in element if element is not None else ():
        if plain_tag(child) == name:
            yield child


def only(root: Element | None, name: str) -> Element | None:
    """The first child with that tag."""
    return next(children(root, name), None)


def styles_of(archive: zipfile.ZipFile) -> list[Style]:
    """The cell formats of the workbook, by number."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in children(only(root, "numFmts"), "numFmt")
    }
    struck = [
        (mark := only(font, "strike")) is not None and mark.get("val", "1") not in ("0", "false")
        for font in children(only(root, "fonts"), "font")
    ]
    fills = [fill_colour(fill) for fill in children(only(root, "fills"), "fill")]
    found = []
    for xf in children(only(root, "cellXfs"), "xf"):
        font, fill, number = (int(xf.get(key, "0")) for key in ("fontId", "fillId", "numFmtId"))
        found.append(
            Style(
                fills[fill] if fill < len(fills) else "",
                struck[font] if font < len(struck) else False,
                telling_format(number, formats),
            )
        )
    return found


def telling_format(number: int, formats: dict[int, str]) -> str:
    """A format that says how digits are meant: fixed decimals, days."""
    code = formats.get(number, BUILT_IN.get(number, "day" if number in BUILT_IN_DAYS else ""))
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code)
    if re.search(r"[ymdhs]", bare, re.I) and code != "General":
        return code or "day"
    return code if re.search(r"\.0", code) or code.startswith("00") else ""


def fill_colour(fill: Element) -> str:
    """The colour of a fill, "" for none or white."""
    pattern = only(fill, "patternFill")
    if pattern is None or pattern.get("patternType") in (None, "none", "gray125"):
        return ""
    colour = only(pattern, "fgColor")
    if colour is None:
        return ""
    rgb = colour.get("rgb")
    if rgb:
        found = rgb[-6:].upper()
    elif colour.get("theme", "").isdecimal():
        number = int(colour.get("theme", "0"))
        found = THEME[number] if number < len(THEME) else ""
    else:
        index = colour.get("indexed", "")
        found = INDEXED.get(int(index), "") if index.isdecimal() else ""
    return "" if found == WHITE else found


def struck_strings(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of shared texts all of whose runs are struck through."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return frozenset()
    content = archive.read("xl/sharedStrings.xml")
    if b"strike" not in content:
        return frozenset()
    found = set()
    for number, item in enumerate(children(ElementTree.fromstring(content), "si")):
        runs = list(children(item, "r"))
        if runs and all(is_struck(run) for run in runs):
            found.add(number)
    return frozenset(found)


def is_struck(run: Element) -> bool:
    """Whether one run of a text has a line through it, or nothing to see in it."""
    text = only(run, "t")
    mark = only(only(run, "rPr"), "strike")
    if text is None or not (text.text or "").strip():
        return True
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def note_comments(content: bytes, notes: dict[int, dict[int, str]]) -> None:
    """What is written in the comments of a sheet, without the author's name that begins it."""
    root = ElementTree.fromstring(content)
    authors = [(one.text or "").strip() for one in children(only(root, "authors"), "author")]
    for comment in children(only(root, "commentList"), "comment"):
        place = re.fullmatch(r"([A-Z]+)(\d+)", comment.get("ref", ""))
        text = "".join(node.text or "" for node in comment.iter() if plain_tag(node) == "t")
        text = text.replace("_x000a_", "\n").replace("\r", "")
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        for start in (f"{author}:", f"{author}："):
            if author and text.startswith(start):
                text = text[len(start) :]
        text = " ".join(text.split())
        if place and text:
            notes.setdefault(int(place[2]), {})[column_number(place[1].encode())] = text
