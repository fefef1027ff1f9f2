"""Spreadsheets in and out on the screen: import, what waits to be mended, list of imports, export."""
