"""Money and days in the words of papers: 424,214.67 and its capitals, 2026年10月8日."""

from __future__ import annotations

from datetime import date

from bureau.ledger.lenient.numerals import rmb_upper
from bureau.reports.change import MINUS


def amount_text(fen: int) -> str:
    """An amount in 分 as 元 with two decimals and thousands apart: 424,214.67, −1,500.00."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{MINUS if fen < 0 else ''}{yuan:,}.{rest:02d}"


def known_amount(fen: object) -> str:
    """An amount, nothing where none is known."""
    return amount_text(fen) if isinstance(fen, int) else ""


def in_capitals(fen: int) -> str:
    """人民币 in capitals: 人民币壹仟零伍元整."""
    return f"人民币{rmb_upper(fen)}"


def day_text(day: date | None) -> str:
    """2026年10月8日, nothing for no day."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def day_dotted(day: date | None) -> str:
    """2026.10.8 where room is scarce, nothing for no day."""
    return "" if day is None else f"{day.year}.{day.month}.{day.day}"


def day_short(day: date | None) -> str:
    """10月8日, nothing for no day."""
    return "" if day is None else f"{day.month}月{day.day}日"
