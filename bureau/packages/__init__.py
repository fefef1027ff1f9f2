"""Packages between the PCs of a bureau: handed over on a stick, looked at, taken in."""
