"""G2: a clerk's day in a year of 50,000 cases, act by act, each with the longest gap it made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from bureau.desk import Desk
from bureau.market.ledgers import CASES, ORDERS
from bureau.storage import rows
from bureau.storage.many import insert_many, staging_in_memory
from tests.bench.county import INDEX_CHUNK, WHAT, place_of
from tests.bench.site import CLOCK
from tests.bench.window_at_work import WindowAtWork
from tests.bench.window_gaps import Gap

if TYPE_CHECKING:
    from ui.ledger.details import DetailsPane

ORDERS_BESIDE = 5_000
QUIET_LOOKS = 12
"""So many looks in a row at which no lane works: what an act began is over."""
FIGURES = ("overdue", "rebounds", "analysis", "month")
"""Pages that count the year's cases; a save makes them count anew."""


def add_orders(desk: Desk) -> None:
    """Hotline orders, each with a case that it became: their table shows labels of cases."""
    cases = rows.ids(desk.store.reader(), CASES, today=CLOCK.date(), limit=ORDERS_BESIDE)
    orders = (
        {
            "number": f"GD{n:08}",
            "received_at": f"2019-0{1 + n % 9}-{1 + n % 28:02} 09:{n % 60:02}",
            "content": WHAT[n % len(WHAT)],
            "address": place_of(n * 2_654_435_761 % 2**32),
            "case": case,
        }
        for n, case in enumerate(cases)
    )
    with staging_in_memory(desk.store), desk.store.operation(desk, "测速用工单", "import") as op:
        insert_many(op, ORDERS, orders)
    while desk.store.index_waiting(INDEX_CHUNK):
        pass


def gaps_of_a_day(at_work: WindowAtWork) -> Iterator[Gap]:
    """Milliseconds by act: pages at their first look, a form, a cell, figures after a change."""
    from ui.starting import load_pages

    window = at_work.window
    # The program does so by itself, soon after its first page.
    at_work.work(window.lanes.upkeep, lambda _ticket: load_pages())

    def gap(act: Callable[[], object]) -> float:
        at_work.meter.start()
        act()
        at_work.until_quiet(QUIET_LOOKS)
        return at_work.meter.stop()

    for key in ("hotline", "case-steps", "market-daily", *FIGURES):
        yield f"first look at {key}", gap(partial(window.show_page, key))
    window.show_page("market-cases")
    at_work.settle()
    page = at_work.page
    details = page.details
    assert details is not None
    yield "new form", gap(details.new_record)
    for key, text in (("town", "城东"), ("category", "占道经营"), ("address", "人民路18号药店前")):
        yield f"type {key}", gap(partial(fill, details, key, text))
    yield "save", gap(details.form.save)
    column = page.model.column_at("description")
    record = page.model.id_at(0)
    assert column is not None
    assert record is not None
    yield "cell", gap(partial(page.hands.put, record, page.model.columns[column], "已劝离"))
    yield "undo", gap(window.undo)
    for key in FIGURES:
        yield f"{key} anew", gap(partial(window.show_page, key))


def fill(details: DetailsPane, key: str, text: str) -> None:
    """Types into a box of the form and leaves it."""
    box = details.form.rows[key].input
    box.set_raw(text)
    box.edited.emit()
    box.committed.emit()
