"""Tables that only call themselves spreadsheets: web pages, web archives, XML of Excel 2003."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.exchange.workbook.cells import Cell
from bureau.exchange.workbook.gridding import TableGrid

if TYPE_CHECKING:
    from lxml.etree import _Element

SPREADSHEET: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_BLOCKS: Final = frozenset({"br", "p", "div", "li"})


def web_tables(path: Path, content: bytes) -> list[tuple[str, TableGrid]]:
    """The tables of a web page, each with its name; "" where the page gives none."""
    from lxml import html

    if content.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(b"mime-version:"):
        pages = archived_pages(content)
    else:
        pages = [decoded(content)]
    found: list[tuple[str, TableGrid]] = []
    for page in pages:
        if not page.strip():
            continue
        try:
            root = html.fromstring(page)
        except (ValueError, html.etree.ParserError):
            continue
        found += [("", table_of(node)) for node in root.iter("table") if is_innermost(node)]
    found = [(name, table) for name, table in found if table.rows]
    if not found:
        raise UserError(f"“{path.name}”其实是网页，里面没有表格；请核对是不是选错了文件。")
    return found


def archived_pages(content: bytes) -> list[str]:
    """The pages of a web archive (.mht), which Excel and some platforms save."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    pages = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                pages.append(decoded(payload, part.get_content_charset()))
    return pages


def decoded(content: bytes, charset: str | None = None) -> str:
    """The text of a page: by byte order mark, by its own word, else as Chinese offices write."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    stated = _CHARSET.search(content[:4096])
    wanted = [charset, stated[1].decode("ascii") if stated else None, "utf-8-sig", "gb18030"]
    for name in wanted:
        if name is None:
            continue
        try:
            # A page that says gb2312 often has characters beyond it.
            text = content.decode("gb18030" if name.lower() in ("gb2312", "gbk") else name)
        except (UnicodeDecodeError, LookupError):
            continue
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    return content.decode("gb18030", "replace")


def is_innermost(table: _Element) -> bool:
    """Whether a table holds cells rather than other tables: pages lay themselves out by tables."""
    return next(table.iterdescendants("table"), None) is None


def table_of(table: _Element) -> TableGrid:
    """A web table as rows, its wide and tall cells as merged ranges."""
    grid = TableGrid()
    for row in table.iter("tr"):
        shown = "display:none" not in re.sub(r"\s", "", row.get("style") or "").lower()
        grid.begin_row(hidden=not shown)
        for cell in row:
            if cell.tag in ("td", "th"):
                grid.add(text_of(cell), span_of(cell, "colspan"), span_of(cell, "rowspan"))
    return grid


def span_of(cell: _Element, name: str) -> int:
    """How many columns or rows a cell covers."""
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), 1_000) if text.isdecimal() else 1


def text_of(cell: _Element) -> Cell:
    """What is written in a cell; several lines stay lines."""
    parts: list[str] = []
    for node in cell.iter():
        if not isinstance(node.tag, str) or node.tag in ("style", "script"):
            if node is not cell and node.tail:
                parts.append(node.tail)
            continue
        if node.tag in _BLOCKS and any(part.strip() for part in parts):
            parts.append("\n")
        if node.text and node.tag not in ("style", "script"):
            parts.append(" ".join(node.text.split()) if node.text.strip() else "")
        if node is not cell and node.tail and node.tail.strip():
            parts.append(" ".join(node.tail.split()))
    text = "".join(parts).replace("\xa0", " ").strip()
    return text or None


def spreadsheet_xml(path: Path, content: bytes) -> list[tuple[str, TableGrid]]:
    """The sheets of a spreadsheet that was saved as XML (Excel 2003)."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, huge_tree=True)
    root = etree.fromstring(content, parser)
    if root is None:
        raise UserError(f"“{path.name}”已损坏或没有下载完整，请重新拷贝一份。")
    found = []
    for sheet in root.iter(f"{SPREADSHEET}Worksheet"):
        grid = TableGrid()
        for row in sheet.iter(f"{SPREADSHEET}Row"):
            at = row.get(f"{SPREADSHEET}Index")
            if at is not None and at.isdecimal():
                grid.skip_to_row(int(at))
            grid.begin_row(hidden=row.get(f"{SPREADSHEET}Hidden") == "1")
            for cell in row.iter(f"{SPREADSHEET}Cell"):
                place = cell.get(f"{SPREADSHEET}Index")
                if place is not None and place.isdecimal():
                    grid.skip_to_column(int(place))
                across = cell.get(f"{SPREADSHEET}MergeAcross") or "0"
                down = cell.get(f"{SPREADSHEET}MergeDown") or "0"
                grid.add(xml_value(cell), int(across) + 1, int(down) + 1)
        found.append((sheet.get(f"{SPREADSHEET}Name") or "", grid))
    return found


def xml_value(cell: _Element) -> Cell:
    """The value of a cell: numbers as numbers, the rest as its text."""
    data = next(iter(cell.iter(f"{SPREADSHEET}Data")), None)
    if data is None:
        return None
    text = "".join(texts(data)).strip()
    kind = data.get(f"{SPREADSHEET}Type")
    if kind == "Number":
        try:
            number = float(text)
        except ValueError:
            return text or None
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "DateTime":
        # 2026-10-08T00:00:00.000
        return text.removesuffix(".000").removesuffix("T00:00:00").replace("T", " ") or None
    return text or None


def texts(node: _Element) -> Iterator[str]:
    """All texts under a node."""
    for text in node.itertext():
        yield str(text)
