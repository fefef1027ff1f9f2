"""A Word form: what it looks like in outline, placeholders in the bureau's own copy, filling them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.returns.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY: Final = "word/document.xml"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
MARK: Final = re.compile(r"\{\{\s*(.*?)\s*\}\}")
TURN: Final = re.compile(r"\{%\s*(tr\s+)?(for\s+\w+\s+in\s+(\w+)|endfor)\s*%\}")
SPOT: Final = re.compile(r"(?:t(\d+)r(\d+)c(\d+)|p(\d+))")
LINE: Final = "行"
"""What a line of a table is called in its placeholders."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph, or a cell of a table, that a clerk can point at."""

    key: str
    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one row of one spot) or a table of the document, top down."""

    rows: tuple[tuple[Spot, ...], ...]
    table: bool = False


def outline(package: Package) -> tuple[Block, ...]:
    """The document as paragraphs and tables; blank paragraphs are left out."""
    found: list[Block] = []
    for key, one in blocks(package.xml(BODY)):
        if one.tag == f"{W}p":
            if words := text_of(one):
                found.append(Block(((Spot(key, words),),)))
            continue
        rows = tuple(
            tuple(
                Spot(f"{key}r{r}c{c}", cell_text(cell), span_of(cell))
                for c, cell in enumerate(row.iterchildren(f"{W}tc"))
            )
            for r, row in enumerate(one.iterchildren(f"{W}tr"))
        )
        found.append(Block(rows, table=True))
    return tuple(found)


def blocks(root: Element) -> Iterator[tuple[str, Element]]:
    """Paragraphs p0, p1 … and tables t0, t1 … of the body, those in content controls too."""
    counts = {f"{W}p": 0, f"{W}tbl": 0}
    body = root.find(f"{W}body")
    for one in () if body is None else body.iter(f"{W}p", f"{W}tbl"):
        inside = (up.tag for up in one.iterancestors())
        if any(tag in (f"{W}tc", f"{W}txbxContent") for tag in inside):
            continue
        yield f"{'p' if one.tag == f'{W}p' else 't'}{counts[one.tag]}", one
        counts[one.tag] += 1


def text_of(one: Element) -> str:
    """The words of a paragraph."""
    return "".join(piece.text or "" for piece in one.iter(f"{W}t"))


def cell_text(cell: Element) -> str:
    """The words of a cell, a line a paragraph."""
    return "\n".join(text_of(one) for one in cell.iterchildren(f"{W}p"))


def span_of(cell: Element) -> int:
    """How many columns a cell goes over."""
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(found.get(f"{W}val", "1")) if found is not None else 1


def placeholders(package: Package) -> tuple[str, ...]:
    """The placeholders of a form in their order, those of its heads and feet too.

    Those of a table's lines are named by the list that they walk through.
    """
    found: dict[str, None] = {}
    for part in parts(package):
        root = package.xml(part)
        walks: set[str] = set()
        for one in root.iter(f"{W}p"):
            words = text_of(one)
            for turn in TURN.finditer(words):
                if turn[3]:
                    found.setdefault(turn[3])
                    walks.add(turn[2].split()[1])
            for mark in MARK.finditer(words):
                if mark[1].partition(".")[0] not in walks:
                    found.setdefault(mark[1])
    return tuple(found)


def parts(package: Package) -> tuple[str, ...]:
    """The parts with text: the document, heads and feet."""
    return tuple(
        part
        for part in package.parts
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", part)
    )


# -- placeholders into the copy ----------------------------------------------------------------


def mark_spot(package: Package, key: str, name: str, replaced: str = "") -> bytes:
    """The form with {{name}} at a spot: in place of a text of it, or of all of it.

    Raises UserError where the spot or the text isn't there.
    """
    root = package.xml(BODY)
    one = found_spot(root, key)
    paragraph = one if one.tag == f"{W}p" else first_paragraph(one)
    if replaced:
        holder = next((p for p in one.iter(f"{W}p") if replaced in text_of(p)), None)
        if holder is None:
            raise UserError(f"这一段里找不到“{replaced}”；请重新选择要换成数字的文字。")
        replace_text(holder, text_of(holder).index(replaced), len(replaced), "{{" + name + "}}")
    else:
        for other in list(one.iterchildren(f"{W}p")) if one.tag == f"{W}tc" else ():
            if other is not paragraph:
                one.remove(other)
        set_text(paragraph, "{{" + name + "}}")
    package.put_xml(BODY, root)
    return package.content()


def mark_lines(package: Package, key: str, name: str, columns: int) -> bytes:
    """The form with a table row that repeats itself for each line of a list, from one cell on.

    Raises UserError where the spot isn't in a table.
    """
    root = package.xml(BODY)
    cell = found_spot(root, key)
    row = cell.getparent()
    if cell.tag != f"{W}tc" or row is None:
        raise UserError("台账明细要放在表格里；请选择表格中第一行明细的第一个格。")
    cells = list(row.iterchildren(f"{W}tc"))
    start = cells.index(cell)
    for number, one in enumerate(cells[start : start + columns]):
        set_text(first_paragraph(one), "{{" + f"{LINE}.c{number}" + "}}")
    for words, after in ((f"{{%tr for {LINE} in {name} %}}", False), ("{%tr endfor %}", True)):
        turn = copy.deepcopy(row)
        for number, one in enumerate(turn.iterchildren(f"{W}tc")):
            set_text(first_paragraph(one), "" if number else words)
        if after:
            row.addnext(turn)
        else:
            row.addprevious(turn)
    package.put_xml(BODY, root)
    return package.content()


def without_mark(package: Package, name: str) -> bytes:
    """The form without a placeholder; the rows that turned around a list go with it."""
    for part in parts(package):
        root = package.xml(part)
        for one in list(root.iter(f"{W}p")):
            words = text_of(one)
            for mark in reversed(list(MARK.finditer(words))):
                if mark[1] == name:
                    replace_text(one, mark.start(), mark.end() - mark.start(), "")
        for row in list(root.iter(f"{W}tr")):
            turn = TURN.search(text_of(row))
            if turn is not None and turn[3] == name:
                drop_turn(row)
        package.put_xml(part, root)
    return package.content()


def drop_turn(row: Element) -> None:
    """Takes away the row that opens a turn and the one that closes it; the line between is emptied."""
    table = row.getparent()
    if table is None:
        return
    rest = list(row.itersiblings(f"{W}tr"))
    for one in rest:
        closing = TURN.search(text_of(one))
        if closing is not None and closing[3] is None:
            table.remove(one)
            break
        for paragraph in one.iter(f"{W}p"):
            if MARK.search(text_of(paragraph)):
                set_text(paragraph, "")
    table.remove(row)


def found_spot(root: Element, key: str) -> Element:
    """The paragraph or the cell of a key. Raises UserError."""
    block, _, rest = key.partition("r")
    one = next((element for name, element in blocks(root) if name == block), None)
    if one is not None and rest:
        row, _, column = rest.partition("c")
        rows = list(one.iterchildren(f"{W}tr"))
        cells = list(rows[int(row)].iterchildren(f"{W}tc")) if int(row) < len(rows) else []
        one = cells[int(column)] if int(column) < len(cells) else None
    if one is None or not SPOT.fullmatch(key):
        raise UserError("表样里没有这个位置了；请刷新后重新选择。")
    return one


def first_paragraph(cell: Element) -> Element:
    """The first paragraph of a cell, made where it has none."""
    found = cell.find(f"{W}p")
    if found is None:
        found = cell.makeelement(f"{W}p")
        cell.append(found)
    return found


def set_text(paragraph: Element, words: str) -> None:
    """All the words of a paragraph, in the face of the first ones."""
    pieces = list(paragraph.iter(f"{W}t"))
    if not pieces:
        run = paragraph.makeelement(f"{W}r")
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None:
            run.append(copy.deepcopy(mark))
        piece = run.makeelement(f"{W}t")
        run.append(piece)
        paragraph.append(run)
        pieces = [piece]
    for piece in pieces[1:]:
        piece.text = ""
    pieces[0].text = words
    pieces[0].set(SPACE, "preserve")


def replace_text(paragraph: Element, start: int, length: int, words: str) -> None:
    """A stretch of a paragraph's words becomes others, in the face of its first letter."""
    at, end = 0, start + length
    for piece in paragraph.iter(f"{W}t"):
        text = piece.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        holds = low < high or (not length and low == high == 0)
        if holds:
            piece.text = text[:low] + words + text[high:]
            piece.set(SPACE, "preserve")
            words = ""
        at += len(text)


# -- filling -----------------------------------------------------------------------------------


def fill_document(
    package: Package,
    values: Mapping[str, str],
    tables: Mapping[str, Sequence[Sequence[str]]],
) -> bytes:
    """The form with its placeholders filled in; those without a value stay as they are.

    Raises UserError for a placeholder that can't be read.
    """
    import io

    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    for name in placeholders(package):
        if not name.isidentifier():
            raise UserError(
                f"Word 表样里的占位“{{{{{name}}}}}”读不出来；"
                "占位里只能有汉字、字母、数字和下划线，请改名后重新添加表样。"
            )
    context: dict[str, object] = {
        name: "{{" + name + "}}" for name in placeholders(package) if name not in values
    }
    context |= values
    for name, lines in tables.items():
        context[name] = [{f"c{n}": words for n, words in enumerate(line)} for line in lines]
    template = DocxTemplate(io.BytesIO(package.content()))
    try:
        # A form may say {# … #} as its own words: nothing is a comment.
        reader = SandboxedEnvironment(
            autoescape=True, comment_start_string="{#\0", comment_end_string="\0#}"
        )
        template.render(context, reader, autoescape=True)
    except TemplateError as fault:
        raise UserError(
            f"Word 表样里的占位写得不完整（{fault.message or '缺少一半括号'}）；"
            "请核对 {{ }} 和 {% %} 是否成对，再重新添加表样。"
        ) from None
    out = io.BytesIO()
    template.save(out)
    rendered, filled = Package(out.getvalue()), Package(package.content())
    for part in parts(package):
        # Everything else goes out as it came in, not as the library would write it.
        filled.put(part, rendered.read(part))
    return filled.content()
