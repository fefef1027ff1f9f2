"""Spreadsheets in and out: reading raw sheets, matching them to ledgers, writing xlsx and csv."""
