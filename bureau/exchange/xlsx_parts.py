"""The parts of an .xlsx package other than its cells: styles, page set-up, the list of sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Final
from xml.sax.saxutils import quoteattr

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORBIDDEN_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
NAME_LIMIT: Final = 31
DEEPEST_SCALE: Final = 6


class Style(IntEnum):
    """Where each look stands in the list of cell formats of `styles_xml`."""

    PLAIN = 0
    HEADER = 1
    TITLE = 2
    TEXT = 3
    LONG_TEXT = 4
    INTEGER = 5
    MONEY = 6
    DATE = 7
    DATETIME = 8
    FAULT = 9
    FAULT_DATE = 10
    FAULT_DATETIME = 11
    NUMBER = 12
    DECIMAL = 13  # scale 1; the deeper scales follow


def decimal_style(scale: int) -> int:
    """The format that shows `scale` decimals."""
    return Style.DECIMAL + scale - 1 if 0 < scale <= DEEPEST_SCALE else Style.NUMBER


def styles_xml() -> str:
    """Fonts, fills and cell formats in the order of `Style`."""
    custom = {164: "yyyy-mm-dd", 165: "yyyy-mm-dd hh:mm"}
    custom |= {170 + scale: "0." + "0" * scale for scale in range(1, DEEPEST_SCALE + 1)}
    formats = [
        look(),
        look(font=1, fill=2, align='horizontal="center" vertical="center" wrapText="1"'),
        look(font=2, align='horizontal="center" vertical="center"'),
        look(number=49, align='vertical="top"'),
        look(number=49, align='vertical="top" wrapText="1"'),
        look(number=1, align='vertical="top"'),
        look(number=4, align='vertical="top"'),
        look(number=164, align='horizontal="center" vertical="top"'),
        look(number=165, align='horizontal="center" vertical="top"'),
        look(fill=3, align='vertical="top" wrapText="1"'),
        look(number=164, fill=3, align='vertical="top"'),
        look(number=165, fill=3, align='vertical="top"'),
        look(align='vertical="top"'),
    ]
    formats += [look(number=170 + s, align='vertical="top"') for s in range(1, DEEPEST_SCALE + 1)]
    number_formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in custom.items()
    )
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
        f'<numFmts count="{len(custom)}">{number_formats}</numFmts>'
        f'<fonts count="3">{font(11)}{font(11, bold=True)}{font(16, bold=True)}</fonts>'
        '<fills count="4"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        f"{solid_fill('FFE7ECF2')}{solid_fill('FFFFD9D0')}</fills>"
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(formats)}">{"".join(formats)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def look(number: int = 0, font: int = 0, fill: int = 0, align: str = "") -> str:
    """One cell format."""
    alignment = f"<alignment {align}/>" if align else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"'
        f' applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">{alignment}</xf>'
    )


def font(size: int, bold: bool = False) -> str:
    """宋体 is on every Chinese PC; others replace it without a question."""
    return f'<font>{"<b/>" if bold else ""}<sz val="{size}"/><name val="宋体"/></font>'


def solid_fill(colour: str) -> str:
    """A plain background."""
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def sheet_name(wanted: str, taken: Sequence[str] = ()) -> str:
    """A name that Excel allows: 31 characters, none of []:*?/\\, no quotes at its ends."""
    name = FORBIDDEN_IN_NAMES.sub(" ", wanted).strip("' ")[:NAME_LIMIT].rstrip("' ") or "台账"
    return f"{name[: NAME_LIMIT - 2]} 2" if name.casefold() in map(str.casefold, taken) else name


def fixed_parts(names: Sequence[str], header_row: int, filtered: str) -> dict[str, str]:
    """Every part but the sheets; `filtered` is the range of the first sheet's filter arrows."""
    numbers = range(1, len(names) + 1)
    quoted = "'" + names[0].replace("'", "''") + "'"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/relationships/worksheet"'
        f' Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    defined = escape_name(f"{quoted}!{absolute(filtered)}")
    titles = escape_name(f"{quoted}!${header_row}:${header_row}")
    return {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/styles.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": (
            f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships">'
            f'<bookViews><workbookView activeTab="0"/></bookViews><sheets>{sheets}</sheets>'
            '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
            f'{defined}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">'
            f"{titles}</definedName></definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}'
            f'<Relationship Id="rId{len(names) + 1}" Type="{OFFICE}/relationships/styles"'
            ' Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": styles_xml(),
    }


def absolute(cells: str) -> str:
    """A1:C9 as $A$1:$C$9."""
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", cells)


def escape_name(text: str) -> str:
    """A reference as XML text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
