"""Looking through the XML of an .xlsx sheet before it is read.

The reader takes memory for the whole rectangle from the first to the last value, parses a million
blank styled rows one by one, and shows errors and formulas that were never calculated as blank
cells. One quick pass over the bytes finds all three.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Final
from xml.etree import ElementTree

from bureau.errors import UserError
from bureau.exchange.workbook.cells import NOT_CALCULATED, CellError

CHUNK_BYTES: Final = 4 * 1024**2
# 32 bytes a cell: about one gigabyte.
RECTANGLE_LIMIT: Final = 32_000_000
LAST_COLUMN: Final = 16_384
# A blank tail shorter than this is not worth a second pass.
WORTHWHILE_TAIL: Final = 16 * 1024**2


@dataclass
class Scan:
    """What one pass over a sheet found. Offsets count from the start of the unpacked part."""

    last_row: int = 0
    stated_row: int = 0  # last row and column by the sheet's own word
    last_column: int = 0
    end_of_values: int = 0  # just after the row that holds the last value
    end_of_rows: int = 0
    closing: bytes = b""  # what follows the rows: merged ranges among others
    errors: dict[int, dict[int, CellError]] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """Errors by row and column, and a workbook without the blank tail where that is long."""

    errors: dict[int, dict[int, CellError]]
    reduced: IO[bytes] | None


class Tags:
    """The byte patterns of one sheet; some programs write every tag with a prefix (`x:row`)."""

    def __init__(self, prefix: bytes) -> None:
        name = re.escape(prefix)
        self.row_end = b"</" + prefix + b"row>"
        self.row_start = b"<" + prefix + b"row"
        self.value_ends = (b"</" + prefix + b"v>", b"</" + prefix + b"is>")
        self.cell_start = b"<" + prefix + b'c r="'
        self.formula = b"</" + prefix + b"f"
        reference = rb'c\s[^>]*?\br="([A-Z]+)(\d+)"'
        self.row_number = re.compile(rb'row\s[^>]*?\br="(\d+)"')
        self.valued = re.compile(rb"<" + name + reference + rb"[^>/]*>(?=<" + name + rb"[vfi])")
        self.error = re.compile(
            rb"<" + name + reference + rb'[^>]*?\bt="e"[^>]*>(?:(?!</' + name + rb"c>).)*?<"
            + name + rb"v>([^<]*)<",
            re.DOTALL,
        )  # fmt: skip
        self.uncalculated = re.compile(
            rb"<" + name + rb'c\s(?![^>]*\bt="str")[^>]*?\br="([A-Z]+)(\d+)"[^>]*><'
            + name + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + name + rb"f>)(?:<"
            + name + rb"v\s*/>|<" + name + rb"v></" + name + rb"v>)?</" + name + rb"c>"
        )  # fmt: skip


def prepare_sheet(path: Path, name: str, part: str) -> Prepared:
    """Scan one sheet; UserError where its values lie too far apart to be read."""
    with zipfile.ZipFile(path) as archive:
        with archive.open(part) as sheet:
            scan = scan_sheet(sheet)
        if is_suspicious(scan):
            with archive.open(part) as sheet:
                refuse_scattered(sheet, path, name)
        reduced = None
        if scan.end_of_rows - scan.end_of_values > WORTHWHILE_TAIL:
            reduced = without_tail(archive, part, scan)
    return Prepared(scan.errors, reduced)


def scan_sheet(sheet: IO[bytes]) -> Scan:
    """One pass: end of the values, errors, last row."""
    scan = Scan()
    tags = Tags(b"")
    offset = 0
    for block, complete in row_blocks(sheet):
        if not offset:
            tags = Tags(tag_prefix(block))
            scan.stated_row, scan.last_column = stated_corner(block)
        if not complete:
            scan.closing = block
            break
        value_end = max(block.rfind(mark) for mark in tags.value_ends)
        if value_end >= 0:
            scan.end_of_values = offset + block.find(tags.row_end, value_end) + len(tags.row_end)
            scan.last_row = row_number_before(block, value_end, tags) or scan.last_row
            if not scan.stated_row:
                scan.last_column = max(scan.last_column, widest_row(block, tags))
            note_errors(block, tags, scan.errors)
        offset += len(block)
    scan.end_of_rows = offset
    return scan


def row_blocks(sheet: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Blocks of whole rows, then what follows the last row with False."""
    row_end = b"row>"
    rest = b""
    while chunk := sheet.read(CHUNK_BYTES):
        rest += chunk
        cut = rest.rfind(row_end, max(0, len(rest) - len(chunk) - len(row_end)))
        if cut >= 0:
            yield rest[: cut + len(row_end)], True
            rest = rest[cut + len(row_end) :]
    yield rest, False


def tag_prefix(start: bytes) -> bytes:
    """`x:` where the sheet's tags carry one, else nothing."""
    found = re.search(rb"<(\w+:)?sheetData", start)
    return (found.group(1) or b"") if found else b""


def row_number_before(block: bytes, position: int, tags: Tags) -> int | None:
    """The number of the row that holds `position`; None where the file doesn't say."""
    start = block.rfind(tags.row_start, 0, position)
    found = tags.row_number.search(block, start, block.find(b">", start)) if start >= 0 else None
    return int(found.group(1)) if found else None


def stated_corner(start: bytes) -> tuple[int, int]:
    """Last row and column as the sheet states them; zeros where it doesn't."""
    found = re.search(rb'dimension\s[^>]*?ref="[A-Z]+\d+:([A-Z]+)(\d+)"', start[:4096])
    return (int(found.group(2)), column_number(found.group(1))) if found else (0, 0)


def is_suspicious(scan: Scan) -> bool:
    """Whether values may lie so far apart that the exact look, longer than this one, is due.

    A statement that names the right last row is believed for the column as well.
    """
    believed = not scan.stated_row or scan.stated_row >= scan.last_row
    return scan.last_row * (scan.last_column if believed else LAST_COLUMN) > RECTANGLE_LIMIT


def widest_row(block: bytes, tags: Tags) -> int:
    """The last column in which any row of the block has a cell, styled blanks included."""
    longest = b""
    for row in block.split(tags.row_end):
        at = row.rfind(tags.cell_start)
        if at >= 0:
            start = at + len(tags.cell_start)
            letters = row[start : start + 3].rstrip(b'0123456789"')
            if (len(letters), letters) > (len(longest), longest):
                longest = letters
    return column_number(longest)


def column_number(letters: bytes) -> int:
    """1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def note_errors(block: bytes, tags: Tags, errors: dict[int, dict[int, CellError]]) -> None:
    """Collect the cells that the reader would show as blank."""
    if b't="e"' in block:
        for letters, row, code in tags.error.findall(block):
            errors.setdefault(int(row), {})[column_number(letters)] = CellError(code.decode())
    if tags.formula in block:
        for letters, row in tags.uncalculated.findall(block):
            errors.setdefault(int(row), {})[column_number(letters)] = NOT_CALCULATED


def refuse_scattered(sheet: IO[bytes], path: Path, name: str) -> None:
    """Count exactly; name the farthest value of a sheet that is too wide and too long to read."""
    last_row = last_column = 0
    farthest = ""
    tags = Tags(b"")
    for number, (block, _) in enumerate(row_blocks(sheet)):
        if not number:
            tags = Tags(tag_prefix(block))
        for letters, row in tags.valued.findall(block):
            column = column_number(letters)
            if column > last_column or int(row) > last_row:
                farthest = f"{letters.decode()}{int(row)}"
            last_row, last_column = max(last_row, int(row)), max(last_column, column)
    if last_row * last_column > RECTANGLE_LIMIT:
        raise UserError(
            f"“{path.name}”的工作表“{name}”一直到 {farthest} 单元格还有内容，范围太大无法读取；"
            "请删除表格以外多余的行和列，保存后再导入。"
        )


def without_tail(archive: zipfile.ZipFile, part: str, scan: Scan) -> IO[bytes]:
    """A copy of the workbook in memory whose sheet `part` ends with its last value."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for member in archive.infolist():
            if member.filename.startswith("xl/worksheets/") or "/media/" in member.filename:
                continue
            target.writestr(member.filename, archive.read(member))
        with archive.open(part) as sheet, target.open(part, "w") as reduced:
            left = scan.end_of_values
            while left and (chunk := sheet.read(min(left, CHUNK_BYTES))):
                reduced.write(chunk)
                left -= len(chunk)
            reduced.write(scan.closing)
    copy.seek(0)
    return copy


def sheet_parts(path: Path) -> dict[str, str]:
    """Sheet name → name of its XML inside the archive; without those that can't be told."""
    with zipfile.ZipFile(path) as archive:
        members = set(archive.namelist())
        roots = relations(archive, "_rels/.rels", "")
        main = next((part for kind, part in roots.values() if kind == "officeDocument"), "")
        if main not in members:
            return {}
        folder, name = PurePosixPath(main).parent, PurePosixPath(main).name
        targets = relations(archive, f"{folder}/_rels/{name}.rels", str(folder))
        workbook = ElementTree.fromstring(archive.read(main))
    parts = {}
    for element in workbook.iter():
        if element.tag.endswith("}sheet"):
            relation = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            _, part = targets.get(relation, ("", ""))
            if part in members:
                parts[element.get("name", "")] = part
    return parts


def relations(archive: zipfile.ZipFile, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Id → (last word of the type, archive member) of a list of relations."""
    if part not in archive.namelist():
        return {}
    found = {}
    for relation in ElementTree.fromstring(archive.read(part)):
        target = relation.get("Target", "")
        member = target[1:] if target.startswith("/") else str(PurePosixPath(folder) / target)
        kind = relation.get("Type", "").rpartition("/")[2]
        found[relation.get("Id", "")] = (kind, member)
    return found
