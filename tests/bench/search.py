"""D4: the slowest search word beside LIKE over the same texts."""

from __future__ import annotations

import sqlite3
from statistics import median

from bureau.storage import search
from tests.bench.harness import Bench, NotMeasured, Outcome, Side, Timing, compare
from tests.bench.site import Site

WORDS = (
    "路", "占", "龘", "油烟", "占道", "人民", "垄断", "小红", "人民路", "共享单", "道人民", "人行横",
    "占道经营", "老张水果", "人民公路", "流动三轮车", "解放街十号", "超出门窗外墙", "人民路人民路", "卖水果劝导后",
)  # fmt: skip
"""One to six characters: in most texts, in some, in none, and of common pairs that never meet."""
SHOWN = 200


def find_worst_word(site: Site, cases: int) -> Outcome:
    """Every word is compared with LIKE for the same word; the worst of them is the figure."""
    with site.desk(site.county(cases)) as desk:
        conn, shapes = desk.store.reader(), desk.store.shapes
        worst: Timing | None = None
        for word in WORDS:
            def ours(word: str = word) -> None:
                search.find(conn, shapes, word, limit=SHOWN)

            def scan(word: str = word) -> None:
                conn.execute("SELECT id FROM search_doc WHERE text LIKE ?", (f"%{word}%",)).fetchall()

            timing = compare(site, Side(ours), Side(scan), f"worst word {word}")
            if getattr(site,'trace',0):
                print(word, f"{timing.ours*1000:.2f} ms / {timing.reference*1000:.1f} ms", len(search.find(conn, shapes, word, limit=SHOWN)))
            if worst is None or timing.ratio > worst.ratio:
                worst = timing
        return worst
