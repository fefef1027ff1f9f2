"""Formulas that a file writes once for many cells, written out for each, so that one may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.returns.references import Cell, cell_of, copied_formula

if TYPE_CHECKING:
    from bureau.returns.workbook import Sheet


def write_out(sheet: Sheet) -> None:
    """Every shared formula of a sheet, in its own words in each of its cells."""
    sheet.name_cells()
    heads: dict[str, tuple[Cell, str]] = {}
    shared = [one for one in sheet.rows.iter(sheet.tag("f")) if one.get("t") == "shared"]
    for wanted in (True, False):
        for one in shared:
            cell, group = one.getparent(), one.get("si", "")
            if cell is None or bool(one.text) != wanted:
                continue
            at = cell_of(cell.get("r", "A1"))
            if wanted:
                heads.setdefault(group, (at, one.text or ""))
            elif group in heads:
                first, formula = heads[group]
                one.text = copied_formula(formula, at.row - first.row, at.column - first.column)
    for one in shared:
        if one.text:
            for name in ("t", "si", "ref"):
                one.attrib.pop(name, None)
            sheet.changed = True
