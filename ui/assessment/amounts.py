"""Amounts of money as the pages of assessment write them."""

from __future__ import annotations


def money(fen: int | None) -> str:
    """An amount in 分 as 元 with thousands: 339,371.74; "" for none."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), 100)
    return f"{'－' if fen < 0 else ''}{whole:,}.{rest:02}"
