"""Lenient entry: what a clerk types or an old spreadsheet holds, read as exact values."""
