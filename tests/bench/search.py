"""D4: the slowest search word beside LIKE over the same texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from time import perf_counter

from bureau.storage import search
from tests.bench.harness import Bench, Outcome, Side, compare
from tests.bench.site import Site

WORDS = (
    *("路", "占", "1", "龘", "13", "202", "1391", "20202", "131313"),
    *("油烟", "占道", "人民", "垄断", "小红", "人民路", "共享单", "道人民", "城东村"),
    *("占道经营", "老张水果", "人民公路", "流动三轮车", "市容占道经"),
    *("超出门窗外墙", "人民路人民路", "水果劝导经营"),
)
"""One to six characters: in most texts, in some, in none, and of common pairs that never meet."""
SHOWN = 200
LOOKS = 3


def find_worst_word(site: Site, cases: int) -> Outcome:
    """The slowest of all words beside LIKE for the same word, all of whose hits are read."""
    with site.desk(site.county(cases)) as desk:
        conn, shapes = desk.store.reader(), desk.store.shapes

        def find(word: str) -> None:
            search.find(conn, shapes, word, limit=SHOWN)

        worst = max(WORDS, key=lambda word: min(taken(find, word) for _ in range(LOOKS)))
        ours, reference = Side(lambda: find(worst)), Side(lambda: like(conn, worst))
        return compare(site, ours, reference, f"slowest word: {worst}")


def taken(find: Callable[[str], None], word: str) -> float:
    """Seconds of one search."""
    start = perf_counter()
    find(word)
    return perf_counter() - start


def like(conn: sqlite3.Connection, word: str) -> list[sqlite3.Row]:
    """What a program without an index does."""
    sql = "SELECT id FROM search_doc WHERE text LIKE ?"
    return conn.execute(sql, (f"%{word}%",)).fetchall()


BENCHES = (
    Bench(
        "D4",
        "slowest search word / LIKE",
        "0.02",
        1_000_000,
        (10_000, 100_000, 1_000_000),
        find_worst_word,
    ),
)
