"""A paper's tables as an Excel workbook."""
