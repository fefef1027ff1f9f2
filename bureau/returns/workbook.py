"""An .xlsx form: its sheets read as they look, its cells filled in the XML, everything else untouched."""

from __future__ import annotations

import copy
import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.exchange.xlsx_cells import escape
from bureau.exchange.xlsx_parts import MAIN, PACKAGE
from bureau.returns.references import Area, Cell, area_of, cell_of, copied_formula
from bureau.returns.sharing import write_out

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.etree import _Element as Element

    from bureau.returns.package import Package

XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
PERCENT_FORMATS: Final = (9, 10)
"""The number formats 0% and 0.00% that every workbook has."""
DATE_FORMATS: Final = (*range(14, 23), *range(27, 37), *range(50, 59))
"""Its formats of days, the Chinese ones among them."""
FORMULA: Final = re.compile(rb"<(?:\w+:)?f(?:ormula[12]?)?[ >/]")
PERCENT, DAY = re.compile("%"), re.compile("[ymd]", re.IGNORECASE)
UNSPOKEN: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What stands in a format's code without meaning a part of a number."""
SHOWN_ROWS, SHOWN_COLUMNS = 400, 80
"""As much of a sheet as a clerk is shown to point at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell holds, in words; `formula` cells reckon by themselves."""

    text: str
    formula: bool = False
    number: bool = False


class Workbook:
    """The workbook of a package; what was changed is written into it by `finish`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.root = package.xml("xl/workbook.xml")
        self.ns = namespace(self.root)
        self.opened: dict[str, Sheet] = {}

    @cached_property
    def parts(self) -> dict[str, str]:
        """The parts of the worksheets by name, in the order of their tabs."""
        relations = self.package.xml("xl/_rels/workbook.xml.rels")
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in relations
            if str(one.get("Type", "")).endswith("/worksheet")
        }
        found: dict[str, str] = {}
        for sheet in self.root.iter(f"{{{self.ns}}}sheet"):
            key = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), None)
            target = targets.get(str(key))
            if target:
                found[str(sheet.get("name"))] = within("xl/workbook.xml", target)
        return found

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that are shown."""
        hidden = {
            str(sheet.get("name"))
            for sheet in self.root.iter(f"{{{self.ns}}}sheet")
            if sheet.get("state", "visible") != "visible"
        }
        return tuple(name for name in self.parts if name not in hidden)

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name. Raises UserError."""
        if name not in self.opened:
            if name not in self.parts:
                raise UserError(f"表样里没有工作表“{name}”了；请在套表里重新指定这些取数位置。")
            self.opened[name] = Sheet(self, name, self.parts[name])
        return self.opened[name]

    @cached_property
    def strings(self) -> list[str]:
        """The shared texts, without the readings that stand above characters."""
        if "xl/sharedStrings.xml" not in self.package:
            return []
        root = self.package.xml("xl/sharedStrings.xml")
        return [text_within(item) for item in root]

    @cached_property
    def percent_styles(self) -> frozenset[int]:
        """Cell formats that show a fraction as percent."""
        return self.styles(PERCENT_FORMATS, PERCENT)

    @cached_property
    def date_styles(self) -> frozenset[int]:
        """Cell formats that show a number as a day."""
        return self.styles(DATE_FORMATS, DAY)

    def styles(self, built_in: Container[int], code: re.Pattern[str]) -> frozenset[int]:
        """Cell formats with one of the number formats built in, or one whose code matches."""
        if "xl/styles.xml" not in self.package:
            return frozenset()
        root = self.package.xml("xl/styles.xml")
        ns = namespace(root)
        own = {
            int(one.get("numFmtId", "0"))
            for one in root.iter(f"{{{ns}}}numFmt")
            if code.search(UNSPOKEN.sub("", one.get("formatCode", "")))
        }
        looks = root.find(f"{{{ns}}}cellXfs")
        ids = [int(look.get("numFmtId", "0")) for look in (looks if looks is not None else ())]
        return frozenset(n for n, format in enumerate(ids) if format in own or format in built_in)

    def finish(self) -> None:
        """Puts what was changed into the package, and has all formulas reckoned anew on opening."""
        for name, part in self.parts.items():
            sheet = self.opened.get(name)
            if sheet is None and FORMULA.search(self.package.read(part)):
                sheet = self.sheet(name)
            if sheet is not None and (sheet.forget_results() or sheet.changed):
                self.package.put_xml(part, sheet.root)
        self.reckon_on_opening()
        self.package.put_xml("xl/workbook.xml", self.root)

    def reckon_on_opening(self) -> None:
        """Sets fullCalcOnLoad at its place among the parts of the workbook."""
        reckoning = self.root.find(f"{{{self.ns}}}calcPr")
        if reckoning is None:
            reckoning = self.root.makeelement(f"{{{self.ns}}}calcPr")
            before = {
                f"{{{self.ns}}}{name}"
                for name in (
                    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection"),
                    *("bookViews", "sheets", "functionGroups", "externalReferences"),
                    "definedNames",
                )
            }
            place = max((i for i, one in enumerate(self.root) if one.tag in before), default=-1)
            self.root.insert(place + 1, reckoning)
        reckoning.set("fullCalcOnLoad", "1")

    def forget_order_of_reckoning(self) -> None:
        """Drops calcChain.xml, which names cells that moved; programs make it anew."""
        part = "xl/calcChain.xml"
        if part not in self.package:
            return
        self.package.drop(part)
        types = self.package.xml("[Content_Types].xml")
        for one in types.findall(f"{{{PACKAGE}/content-types}}Override"):
            if one.get("PartName") == f"/{part}":
                types.remove(one)
        self.package.put_xml("[Content_Types].xml", types)
        relations = self.package.xml("xl/_rels/workbook.xml.rels")
        for one in relations:
            if str(one.get("Type", "")).endswith("/calcChain"):
                relations.remove(one)
        self.package.put_xml("xl/_rels/workbook.xml.rels", relations)


class Sheet:
    """One sheet as a tree of rows and cells."""

    def __init__(self, book: Workbook, name: str, part: str) -> None:
        self.book = book
        self.name = name
        self.part = part
        self.root = book.package.xml(part)
        self.ns = namespace(self.root)
        self.changed = False
        rows = self.root.find(self.tag("sheetData"))
        if rows is None:
            raise UserError(f"工作表“{name}”里没有单元格；请选择有表格的工作表。")
        self.rows: Element = rows

    def tag(self, name: str) -> str:
        """A name in the sheet's own namespace."""
        return f"{{{self.ns}}}{name}"

    # -- reading -------------------------------------------------------------------------------

    def cells(self) -> Iterator[tuple[Cell, Element]]:
        """Every cell that is written down; those without a name stand behind the one before."""
        row_number = 0
        for row in self.rows.iterchildren(self.tag("row")):
            row_number = int(row.get("r", row_number + 1))
            column = 0
            for one in row.iterchildren(self.tag("c")):
                name = one.get("r")
                column = cell_of(name).column if name else column + 1
                yield Cell(row_number, column), one

    def shown(self, one: Element) -> Shown:
        """What a cell holds."""
        formula = one.find(self.tag("f")) is not None
        kind = one.get("t", "n")
        inline, value = one.find(self.tag("is")), one.findtext(self.tag("v"))
        if kind == "inlineStr" and inline is not None:
            return Shown(text_within(inline), formula)
        if value is None:
            return Shown("", formula)
        if kind == "s":
            strings, number = self.book.strings, int(value)
            return Shown(strings[number] if number < len(strings) else "", formula)
        if kind == "b":
            return Shown("是" if value == "1" else "否", formula)
        number_like = kind == "n"
        return Shown(value, formula, number_like)

    def texts(self) -> dict[Cell, Shown]:
        """The cells that hold something."""
        return {
            cell: shown
            for cell, one in self.cells()
            if (shown := self.shown(one)).text or shown.formula
        }

    @property
    def merged(self) -> list[Area]:
        """The merged ranges."""
        return [area_of(one.get("ref", "A1")) for one in self.root.iter(self.tag("mergeCell"))]

    @property
    def widths(self) -> dict[int, float]:
        """Widths of columns in characters, as far as they are set; 0 for hidden ones."""
        found: dict[int, float] = {}
        for one in self.root.iter(self.tag("col")):
            hidden = one.get("hidden") in ("1", "true")
            width = 0.0 if hidden else float(one.get("width", "8.43"))
            last = min(int(one.get("max", "1")), SHOWN_COLUMNS)
            for column in range(int(one.get("min", "1")), last + 1):
                found[column] = width
        return found

    def head_of(self, cell: Cell) -> Cell:
        """The cell that speaks for a merged range; the cell itself where it isn't merged."""
        for area in self.merged:
            if area.holds(cell):
                return Cell(area.top, area.left)
        return cell

    def element(self, cell: Cell) -> Element | None:
        """A cell as it is written down, None where it isn't."""
        row = self.row(cell.row)
        if row is not None:
            for one in row.iterchildren(self.tag("c")):
                if one.get("r") == cell.name:
                    return one
        return None

    def row(self, number: int) -> Element | None:
        """A row that is written down."""
        return self._by_number.get(number)

    @cached_property
    def _by_number(self) -> dict[int, Element]:
        self.name_cells()
        return {int(row.get("r", "0")): row for row in self.rows.iterchildren(self.tag("row"))}

    def name_cells(self) -> None:
        """Gives rows and cells the names that some programs leave out."""
        for cell, one in list(self.cells()):
            if one.get("r") is None:
                one.set("r", cell.name)
            row = one.getparent()
            if row is not None and row.get("r") is None:
                row.set("r", str(cell.row))
        number = 0
        for row in self.rows.iterchildren(self.tag("row")):
            number = int(row.get("r", number + 1))
            row.set("r", str(number))

    def holds_formula(self, cell: Cell) -> bool:
        """Whether a cell reckons by itself."""
        one = self.element(cell)
        return one is not None and one.find(self.tag("f")) is not None

    def shows_percent(self, cell: Cell) -> bool:
        """Whether a cell shows 0.825 as 82.5%."""
        return self.look(cell) in self.book.percent_styles

    def shows_day(self, cell: Cell) -> bool:
        """Whether a cell shows a number as a day."""
        return self.look(cell) in self.book.date_styles

    def look(self, cell: Cell) -> int:
        """The number of a cell's format."""
        one = self.element(cell)
        return (
            int(one.get("s", "0")) if one is not None else int(self.column_look(cell.column) or 0)
        )

    # -- writing -------------------------------------------------------------------------------

    def put_number(self, cell: Cell, digits: str) -> None:
        """A number, as exact decimal text; the cell keeps its look."""
        one = self.emptied(cell)
        value = one.makeelement(self.tag("v"))
        value.text = digits
        one.append(value)

    def put_text(self, cell: Cell, words: str) -> None:
        """A text; the cell keeps its look."""
        one = self.emptied(cell)
        one.set("t", "inlineStr")
        inline = one.makeelement(self.tag("is"))
        text = inline.makeelement(self.tag("t"))
        text.text = unescaped(escape(words))
        text.set(XML_SPACE, "preserve")
        inline.append(text)
        one.append(inline)

    def emptied(self, cell: Cell) -> Element:
        """A cell without what it held, made where it wasn't written down."""
        self.changed = True
        one = self.element(cell)
        if one is None:
            one = self.new_cell(cell)
        formula = one.find(self.tag("f"))
        if formula is not None and formula.get("t") == "shared":
            write_out(self)
        for child in list(one):
            if child.tag in (self.tag("v"), self.tag("is"), self.tag("f")):
                one.remove(child)
        for name in ("t", "cm", "vm"):
            one.attrib.pop(name, None)
        return one

    def new_cell(self, cell: Cell) -> Element:
        """A cell at its place in its row, with the look that the row or the column has."""
        row = self.row(cell.row)
        if row is None:
            row = self.new_row(cell.row)
        made = row.makeelement(self.tag("c"))
        made.set("r", cell.name)
        look = row.get("s") if row.get("customFormat") in ("1", "true") else None
        look = look or self.column_look(cell.column)
        if look:
            made.set("s", look)
        before = [
            place
            for place, one in enumerate(row)
            if one.tag == self.tag("c") and cell_of(one.get("r", "A1")).column < cell.column
        ]
        row.insert(before[-1] + 1 if before else 0, made)
        return made

    def new_row(self, number: int) -> Element:
        """A row at its place."""
        made = self.rows.makeelement(self.tag("row"))
        made.set("r", str(number))
        before = sum(1 for one in self._by_number if one < number)
        self.rows.insert(before, made)
        self._by_number[number] = made
        return made

    def column_look(self, column: int) -> str | None:
        """The cell format of a whole column."""
        for one in self.root.iter(self.tag("col")):
            if int(one.get("min", "1")) <= column <= int(one.get("max", "1")):
                style = one.get("style")
                return None if style is None else str(style)
        return None

    def copy_row(self, source: int, target: int) -> None:
        """A row like another one, its formulas for the new row, without what else that holds."""
        pattern = self.row(source)
        made = self.new_row(target)
        if pattern is None:
            return
        for key, value in pattern.attrib.items():
            if key != "r":
                made.set(key, value)
        for one in pattern.iterchildren(self.tag("c")):
            twin = copy.deepcopy(one)
            for child in list(twin):
                if child.tag == self.tag("f") and child.text and child.get("t") is None:
                    child.text = copied_formula(child.text, target - source)
                else:
                    twin.remove(child)
            for name in ("t", "cm", "vm"):
                twin.attrib.pop(name, None)
            twin.set("r", Cell(target, cell_of(one.get("r", "A1")).column).name)
            made.append(twin)

    def renumbered(self) -> None:
        """Says that rows got other numbers."""
        self.changed = True
        self.__dict__.pop("_by_number", None)

    def forget_results(self) -> bool:
        """Takes away what formulas came to; programs reckon anew. Gives whether there was any."""
        any_result = False
        for one in self.rows.iter(self.tag("c")):
            if one.find(self.tag("f")) is None:
                continue
            value = one.find(self.tag("v"))
            if value is not None and value.text:
                one.remove(value)
                one.attrib.pop("t", None)
                any_result = True
        return any_result


def namespace(root: Element) -> str:
    """The namespace of a part; strict workbooks have another one."""
    found = re.match(r"\{(.*)\}", str(root.tag))
    return found[1] if found else MAIN


def text_within(item: Element) -> str:
    """The text of a shared or inline string, its runs joined, readings left out."""
    ns = namespace(item)
    return "".join(
        piece.text or ""
        for piece in item.iter(f"{{{ns}}}t")
        if not any(str(up.tag).endswith("}rPh") for up in piece.iterancestors())
    )


def within(part: str, target: str) -> str:
    """A relation's target as the name of a part."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def relations_of(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the last word of their kind: {"drawing": …}."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in package:
        return {}
    return {
        str(one.get("Type", "")).rpartition("/")[2]: within(part, one.get("Target", ""))
        for one in package.xml(listed)
        if one.get("TargetMode") != "External"
    }


def unescaped(words: str) -> str:
    """Text as a tree takes it: what `escape` made safe for XML by hand, lxml does itself."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
