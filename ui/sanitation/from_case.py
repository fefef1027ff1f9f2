"""From a case of market order to a deduction: the act that opens the entry, and what the case shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt

from bureau.ledger.entry import Names, Value
from bureau.market.ledgers import CASES
from bureau.sanitation.entering import deductions_of_case, line_of_case, section_of_road
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage.connection import Reader
from bureau.storage.photo_lists import kept_photos
from bureau.storage.rows import page as rows_of
from ui.ledger.beside_lines import Beside
from ui.ledger.handling import Offer
from ui.ledger.page import LedgerPage


def deduction_offers(records: Sequence[int]) -> list[Offer]:
    """转环卫扣分, of one case at a time."""
    if len(records) != 1:
        return []
    return [
        Offer(key="sanitation", title="转环卫扣分…", open=open_entry, group="sanitation"),
    ]


def open_entry(page: LedgerPage, records: Sequence[int]) -> None:
    """The entry with the case's day, road, place and photos; the section where a contract says it."""
    from ui.sanitation.entry_page import EntryDialog

    desk = page.context.desk
    with desk.store.snapshot() as conn:
        found = rows_of(conn, CASES, records[:1], today=desk.now())
        if not found:
            return
        row = found[0]
        road, day = row["road"], date.fromisoformat(str(row["found_on"])[:10])
        section = None
        if isinstance(road, int):
            section = section_of_road(conn, road, day, desk.today())
    values: dict[str, Value] = {
        "road": road if isinstance(road, int) else None,
        "place": str(row["address"]) if row["address"] else None,
        "note": str(row["description"]) if row["description"] else None,
    }
    head: dict[str, Value] = {"inspected_on": day.isoformat(), "section": section}
    photos = kept_photos(row["photos_before"])
    dialog = EntryDialog(page.context, head, line_of_case(records[0], values), photos, page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.finished.connect(lambda _code: page.table.setFocus())
    dialog.entry.saved.connect(lambda _done: show_again(page, records[0]))
    dialog.open()


def show_again(page: LedgerPage, case: int) -> None:
    """The details of the case with what was taken from it: the case itself hasn't changed."""
    if page.details is not None and page.details.record == case:
        page.details.show_record(case)


def deducted_for(conn: Reader, names: Names, case: int, today: date) -> tuple[Beside, ...]:
    """What was taken from a case."""
    found = []
    points = DEDUCTIONS.by_key["points"].type
    for row in deductions_of_case(conn, case, today):
        section = names.label("sections", int(str(row["section"])))
        lost = row["points"]
        told = f" {points.show(lost, names)} 分" if isinstance(lost, int) else ""
        words = f"已转环卫扣分{told}：{section} {str(row['found_on'])[5:]}"
        found.append(Beside(DEDUCTIONS.name, int(str(row["id"])), words))
    return tuple(found)
