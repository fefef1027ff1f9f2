"""What the papers about official papers print from: records as words, who issues, the letterhead of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.documents.heads import head_of
from bureau.errors import UserError
from bureau.register.letterheads import BUREAU
from bureau.reports.amounts import day_text
from bureau.reports.letterhead import Letterhead, copies_line
from bureau.settings.forms import Forms, PeriodForms
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader
    from bureau.storage.rows import Row

__all__ = ["Forms", "Head", "PeriodForms", "chosen", "day_of", "head_used", "text"]
NO_COPIES = "无抄送"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A letterhead as it is printed: every part filled in."""

    name: str
    red: str
    printer: str
    copies: str
    seal: str
    letter: bool = False


def head_used(conn: Reader, row: Row, names: Names, letterhead: Letterhead, today: date) -> Head:
    """The letterhead of one paper; what it leaves blank follows from the bureau's name."""
    own = head_of(conn, row["letterhead"], today)
    item = names.item_by_id(own["issuer"]) if own and isinstance(own["issuer"], int) else None
    title = item.title if item is not None and item.id != BUREAU else ""
    name = text(own, "name") or letterhead.issuer(title)
    is_letter = own is not None and own["letter"] == 1
    red = text(own, "red_head") or (name if is_letter else "")
    if not red:
        red = f"{name}文件" if text(own, "name") else letterhead.red_head(title)
    copies = text(row, "copy_to") or text(own, "copies") or letterhead.copies
    return Head(
        name=name,
        red=red,
        printer=text(own, "printer") or name,
        copies="" if copies == NO_COPIES else copies_line(copies),
        seal=text(own, "seal") or name,
        letter=is_letter,
    )


def chosen(desk: Desk, conn: Reader, ledger: Ledger, records: Collection[int]) -> list[Row]:
    """These records in their order. Raises UserError without any."""
    found = rows.page(conn, ledger, dict.fromkeys(records), today=desk.today())
    if not found:
        raise UserError(f"没有可以打印的{ledger.title}，请先选中要打印的记录。")
    return found


def text(row: Mapping[str, object] | None, key: str) -> str:
    """A stored text, "" for none."""
    return str(row[key] or "").strip() if row is not None else ""


def day_of(row: Mapping[str, object], key: str) -> str:
    """2026年10月8日, "" where it isn't known."""
    stored = row[key]
    return day_text(date.fromisoformat(stored[:10])) if isinstance(stored, str) else ""
