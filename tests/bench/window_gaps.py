"""What a clerk does while other things run, act by act, each with the longest gap it made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bureau.exchange.importing import Confirmed, Staged, confirm, stage
from bureau.ledger.query import Sort
from bureau.market.ledgers import CASES
from bureau.office import LEDGERS
from bureau.storage.undo import next_undo, undo
from tests.bench.papers import ledger
from tests.bench.site import Site
from tests.bench.spreadsheets import written
from tests.bench.window_at_work import WindowAtWork

IMPORTED = 60_000
PRINTED = 10_000
Gap = tuple[str, float]


def gaps(site: Site, at_work: WindowAtWork, cases: int) -> Iterator[Gap]:
    """Milliseconds by act."""
    page, lanes = at_work.page, at_work.window.lanes
    desk = page.context.desk
    selection = page.filtering.selection
    column = page.model.column_at("category")
    assert column is not None
    page.table.open_filter_box(column)
    header = page.table.header_of(column)
    yield "filter", at_work.longest_gap(lambda: header.typed.emit(column, "占道"))
    header.close_box()
    page.filtering.select(selection)
    at_work.settle()
    for name, key in (("sort", "due_on"), ("sort by unit", "unit"), ("sort by place", "address")):
        yield name, at_work.longest_gap(partial(page.filtering.order, Sort(key)))
    page.filtering.select(selection)
    at_work.settle()

    path = written(site, min(IMPORTED, cases))
    staged: list[Staged] = []

    def read() -> None:
        def work(_ticket: object) -> Staged:
            return stage(desk, CASES, path, ledgers=LEDGERS, inline=False)

        answer = at_work.work(lanes.writing, work)
        assert isinstance(answer, Staged)
        staged.append(answer)

    def take() -> None:
        answer = at_work.work(lanes.writing, lambda _ticket: confirm(desk, staged[0]))
        assert isinstance(answer, Confirmed)

    def take_back() -> None:
        def work(_ticket: object) -> object:
            with desk.store.snapshot() as conn:
                row = next_undo(desk, conn)
            assert row is not None
            return undo(desk, row.ref)

        at_work.work(lanes.writing, work)

    yield "read a file", at_work.longest_gap(read)
    yield "import", at_work.longest_gap(take)
    yield "undo", at_work.longest_gap(take_back)

    from ui.paper.making import set_paper

    paper = ledger(min(PRINTED, cases))
    yield (
        "paper",
        at_work.longest_gap(lambda: at_work.work(lanes.papers, lambda _ticket: set_paper(paper))),
    )
