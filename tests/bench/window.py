"""S, V and G: the window's start, its memory, filters and sorts beside a repaint, gaps of its event loop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.harness import LEAST_ROUNDS, Bench, NotMeasured, Outcome, Side, Timing, compare
from tests.bench.site import Site
from tests.bench.window_at_work import PLATFORM, WindowAtWork, window_on
from tests.bench.window_process import BARE, FRAME, OURS, ROWS, WHOLE

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 2**20
PATIENCE = 60
"""Seconds."""
TYPED = ("占道", "店外", "乱堆", "占道经营", "店")
"""What is typed into the filter box of 问题类别, keystroke after keystroke."""
SORTED = (
    ("found_on", False), ("due_on", True), ("closed_on", False), ("found_on", True),
    ("due_on", False), ("closed_on", True),
)  # fmt: skip
PROCESS = "tests.bench.window_process"


class Started:
    """A window in a fresh process, waited for until it tells a mark."""

    def __init__(self, site: Site, what: str, mark: str, folder: Path) -> None:
        self.command = [sys.executable, "-m", PROCESS, what, str(folder)]
        home = site.place("home")
        self.surroundings = {
            **os.environ, "QT_QPA_PLATFORM": PLATFORM, "HOME": str(home),
            "XDG_CONFIG_HOME": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home),
            "PYTHONPYCACHEPREFIX": str(site.folder / "compiled"),
        }  # fmt: skip
        # A program that was started before is compiled.
        self.surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        self.mark = mark
        self.process: subprocess.Popen[str] | None = None
        self.told: list[str] = []

    def start(self) -> None:
        """From the command to the mark."""
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.surroundings, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told = line.split()
            if self.told[0] == self.mark:
                return
        raise RuntimeError(f"the window ended before it told {self.mark}")

    def end(self) -> None:
        """Lets it close itself."""
        assert self.process is not None
        try:
            self.process.communicate(timeout=PATIENCE)
        finally:
            self.process.kill()

    def side(self) -> Side:
        """For a comparison of times."""
        return Side(self.start, after=self.end)


def start_to(mark: str) -> Callable[[Site, int], Outcome]:
    """S1a, S1b: our window until it has painted so much, beside a bare one."""

    def run(site: Site, cases: int) -> Outcome:
        ours = Started(site, OURS, mark, site.county(cases))
        return compare(site, ours.side(), Started(site, BARE, FRAME, site.folder).side())

    return run


def memory(site: Site, cases: int) -> Outcome:
    """S2: what is in memory with the whole ledger listed, beside a bare window."""
    county = site.county(cases)
    sides = [Started(site, OURS, WHOLE, county), Started(site, BARE, WHOLE, site.folder)]
    taken: list[list[float]] = [[], []]
    for _ in range(site.rounds or 3):
        for side, figures in zip(sides, taken, strict=True):
            side.start()
            figures.append(int(side.told[1]) / MEGABYTE)
            side.end()
    if not all(map(all, taken)):
        return NotMeasured("this system doesn't say what memory a process has")
    return Timing(median(taken[0]), median(taken[1]), len(taken[0]), megabytes=True)


def filter_to_repaint(*, slow_tail: bool) -> Callable[[Site, int], Outcome]:
    """V1: a word in the filter box of 问题类别 until its rows are painted, beside a repaint."""

    def run(site: Site, cases: int) -> Outcome:
        with window_on(site.county(cases)) as at_work:
            page = at_work.page
            column = page.model.column_at("category")
            assert column is not None
            at_work.page.table.open_filter_box(column)
            header = page.table.header_of(column)
            words = cycle(TYPED)

            def type_word() -> None:
                at_work.until_shown(lambda: header.typed.emit(column, next(words)))

            ours = Side(type_word, before=at_work.settle, after=at_work.settle)
            return compare(site, ours, Side(at_work.repaint), slow_tail=slow_tail)

    return run


def sort_to_repaint(site: Site, cases: int) -> Outcome:
    """V2: another order by an indexed column until its rows are painted, beside a repaint."""
    from bureau.ledger.query import Sort

    with window_on(site.county(cases)) as at_work:
        orders = cycle(SORTED)

        def sort() -> None:
            at_work.until_shown(lambda: at_work.page.filtering.order(Sort(*next(orders))))

        ours = Side(sort, before=at_work.settle, after=at_work.settle)
        return compare(site, ours, Side(at_work.repaint))


def open_ledger(site: Site, cases: int) -> Outcome:
    """V3: the page of the ledger made anew until its first rows are painted; the peer is a program."""
    from ui.ledger.page import LedgerPage

    with window_on(site.county(cases)) as at_work:
        window, first = at_work.window, at_work.page
        taken: list[float] = []
        for _ in range(site.rounds or LEAST_ROUNDS):
            start = perf_counter()
            page = LedgerPage(first.context, first.ledger, first.layouts)
            window.stack.addWidget(page)
            window.stack.setCurrentWidget(page)
            WindowAtWork(window, page, at_work.meter).until_shown(lambda: None)
            taken.append(perf_counter() - start)
            at_work.page = page
            at_work.settle()
            window.stack.removeWidget(page)
            page.deleteLater()
        at_work.page = first
    there = "can't be timed from here" if shutil.which("sqlitebrowser") else "isn't installed"
    return NotMeasured(f"DB Browser for SQLite {there}; ours took {median(taken) * 1000:.0f} ms")


def longest_gap(site: Site, cases: int) -> Outcome:
    """G1: how long the window didn't answer at worst, beside the 100 ms that nobody notices."""
    from tests.bench.window_gaps import gaps

    with window_on(site.copy_of(site.county(cases))) as at_work:
        found = dict(gaps(site, at_work, cases))
    remark = " · ".join(f"{name} {gap:.0f}" for name, gap in found.items())
    return Timing(max(found.values()) / 1000, ALLOWED, 1, f"ms: {remark}")


def longest_gap_of_a_day(site: Site, cases: int) -> Outcome:
    """G2: the same where a year has been entered, through pages, a form and figures."""
    from tests.bench.window_day import add_orders, gaps_of_a_day

    root = site.copy_of(site.county(cases))
    with site.desk(root) as desk:
        add_orders(desk)
    with window_on(root) as at_work:
        found = dict(gaps_of_a_day(at_work))
    remark = " · ".join(f"{name} {gap:.0f}" for name, gap in found.items())
    return Timing(max(found.values()) / 1000, ALLOWED, 1, f"ms: {remark}")


ALLOWED = 0.1
A_YEAR = 50_000
MILLION = 1_000_000
LARGE = (10_000, 100_000, MILLION)


def benches() -> Iterator[Bench]:
    """All of the window's, off-screen."""
    for name, title, goal, run in (
        ("S1a", "start to the painted frame / a bare window", "1.5", start_to(FRAME)),
        ("S1b", "start to first rows and details / the same", "2.2", start_to(ROWS)),
        ("S2", "memory with the ledger open / a bare window", "2.2", memory),
        (
            "V1",
            "filter keystroke to repaint / a repaint",
            "1.15",
            filter_to_repaint(slow_tail=False),
        ),
        ("V1t", "the slowest twentieth of them", "1.3", filter_to_repaint(slow_tail=True)),
        ("V2", "sort on an indexed column to repaint / a repaint", "1.3", sort_to_repaint),
        ("V3", "open a ledger to first rows / DB Browser", "0.3", open_ledger),
        ("G1", "longest gap of the event loop / 100 ms", "1", longest_gap),
    ):
        yield Bench(name, title, goal, MILLION, LARGE, run)
    title = "longest gap of a day in a year of cases / 100 ms"
    yield Bench("G2", title, "1", A_YEAR, (10_000, A_YEAR), longest_gap_of_a_day)


BENCHES = tuple(benches())
