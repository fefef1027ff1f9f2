"""Files as offices send them, built by hand where no library writes them."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Final

import xlwt
from xlwt.CompoundDoc import XlsDoc

SECTOR: Final = 512
FREE: Final = 0xFFFFFFFF
CHAIN_END: Final = 0xFFFFFFFE
FAT_SECTOR: Final = 0xFFFFFFFD
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def ole_file(path: Path, *streams: str) -> Path:
    """An OLE container with empty streams of these names, as [MS-CFB] lays it out.

    Sector 0 is the allocation table, the directory follows, four entries a sector.
    """
    entries = [directory_entry("Root Entry", kind=5, child=1)]
    entries += [directory_entry(name, kind=2, right=n + 2) for n, name in enumerate(streams)]
    entries[-1] = directory_entry(streams[-1], kind=2)
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % SECTOR)
    count = len(directory) // SECTOR
    chain = [FAT_SECTOR, *range(2, count + 1), CHAIN_END]
    table = struct.pack("<128L", *chain, *[FREE] * (128 - len(chain)))
    header = struct.pack(
        "<8s16xHHHHH6xLLLLLLLLLL",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, CHAIN_END, 0, CHAIN_END, 0, 0),
    )
    path.write_bytes(header.ljust(SECTOR, b"\xff") + table + directory)
    return path


def directory_entry(name: str, kind: int, right: int = FREE, child: int = FREE) -> bytes:
    """One 128-byte entry of an OLE directory."""
    encoded = name.encode("utf-16-le") + b"\0\0"
    start = CHAIN_END if kind == 2 else 0
    return struct.pack(
        "<64sHBBLLL16xL16xLQ", encoded, len(encoded), kind, 1, FREE, right, child, 0, start, 0
    )


def locked_xls(path: Path) -> Path:
    """An .xls with a FILEPASS record after its first one, as a password leaves it."""
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.add_sheet("台账").write(0, 0, "序号")
    records = workbook.get_biff_data()
    (first,) = struct.unpack("<H", records[2:4])
    file_pass = struct.pack("<HHHHH16s16s16s", 0x2F, 54, 1, 1, 1, b"salt", b"check", b"hash")
    cut = 4 + first
    with path.open("wb") as file:
        XlsDoc().save(file, records[:cut] + file_pass + records[cut:])
    return path


def raw_xlsx(path: Path, sheet: str, *, name: str = "台账", tail: str = "") -> Path:
    """An .xlsx around hand-written sheet XML: `sheet` goes inside sheetData."""
    parts = {
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'
        ),
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet"'
            ' Target="/xl/worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet_xml(sheet, tail),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, xml in parts.items():
            archive.writestr(part, xml)
    return path


def sheet_xml(rows: str, tail: str = "") -> str:
    """A worksheet around rows, or a whole worksheet as it is."""
    if rows.startswith(("<worksheet", "<x:worksheet")):
        return rows
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'


def zip_file(path: Path, **members: str | bytes) -> Path:
    """A zip archive; `__` in a name stands for a slash and `_dot_` for a dot."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path
