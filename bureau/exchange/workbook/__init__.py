"""Raw reading of spreadsheets: sheets, rows with the file's own numbers, merged ranges."""

from bureau.exchange.workbook.cells import Cell, CellError
from bureau.exchange.workbook.opening import open_workbook
from bureau.exchange.workbook.sheets import NumberedRow, Sheet, Span, Workbook

__all__ = ["Cell", "CellError", "NumberedRow", "Sheet", "Span", "Workbook", "open_workbook"]
