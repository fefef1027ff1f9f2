"""`python -m tests.bench [NAME …]`: the ratios of the table of goals that the program reaches."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.harness import PROFILED, Bench, NotMeasured, Outcome, Timing
from tests.bench.site import Site

GROUPS = (
    *("storage", "search", "figures", "spreadsheets", "papers", "photos", "window"),
    *("summary", "facilities"),
)
QUICK_LIMIT = 10_000


def main(arguments: list[str]) -> int:
    """Measures what was asked for, prints a line as soon as it is known; asserts nothing."""
    asked = options().parse_args(arguments)
    benches = [bench for group in GROUPS for bench in benches_of(group)]
    known = [bench.name for bench in benches]
    wanted = [asked.profile] if asked.profile else asked.names or known
    if unknown := set(wanted) - set(known):
        print(f"no bench {', '.join(sorted(unknown))}; there are {' '.join(known)}")
        return 2
    with TemporaryDirectory(prefix="bench-", dir=asked.folder) as folder:
        site = Site(Path(folder), asked.rounds, profiling=bool(asked.profile))
        measure([bench for bench in benches if bench.name in wanted], site, asked)
    return 0


def options() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="D1 D4 P1 …; all of them when none is named")
    parser.add_argument("--rows", type=int, default=0, help="no size beyond this one")
    parser.add_argument("--rounds", type=int, default=0, help="rounds of every pair")
    parser.add_argument("--quick", action="store_true", help="the smallest size of each")
    parser.add_argument("--profile", metavar="NAME", help="where our side of one bench spends time")
    parser.add_argument("--folder", type=Path, help="a folder on the disk to be measured")
    return parser


def benches_of(group: str) -> tuple[Bench, ...]:
    """The benches of one module."""
    found: tuple[Bench, ...] = import_module(f"tests.bench.{group}").BENCHES
    return found


def sizes_of(bench: Bench, asked: argparse.Namespace) -> list[int]:
    """The sizes to measure a bench at."""
    limit = asked.rows or (QUICK_LIMIT if asked.quick else max(bench.sizes))
    sizes = [size for size in bench.sizes if size <= limit] or [bench.sizes[0]]
    return sizes[-1:] if asked.profile else sizes


def measure(benches: list[Bench], site: Site, asked: argparse.Namespace) -> None:
    """Size by size, so that one county serves all benches before the next is built."""
    print(HEADER)
    outcomes: dict[str, dict[int, Outcome]] = {bench.name: {} for bench in benches}
    for size in sorted({size for bench in benches for size in sizes_of(bench, asked)}):
        for bench in benches:
            if size in sizes_of(bench, asked):
                outcome = outcomes[bench.name][size] = bench.run(site, size)
                print(line(bench, size, outcome), flush=True)
    print_growth(outcomes)


HEADER = f"{'':4} {'rows':>9} {'ours':>10} {'reference':>10} {'ratio':>7} {'goal':>5} {'rounds':>6}"


def line(bench: Bench, size: int, outcome: Outcome) -> str:
    """One line of the table."""
    if isinstance(outcome, NotMeasured):
        return f"{bench.name:4} {size:>9,} not measured: {outcome.reason} ({bench.title})"
    there = size == bench.goal_at and outcome.remark != PROFILED
    behind = there and outcome.ratio > float(bench.goal)
    verdict = f"BEHIND, see --profile {bench.name}" if behind else ""
    figures = (
        f"{shown(outcome, outcome.ours):>10} {shown(outcome, outcome.reference):>10}"
        f" {outcome.ratio:>7.3g}"
        f" {bench.goal if there else '':>5} {outcome.rounds:>6}"
    )
    return "  ".join(
        filter(None, (f"{bench.name:4} {size:>9,} {figures}", bench.title, outcome.remark, verdict))
    )


def shown(outcome: Timing, figure: float) -> str:
    """A figure with a fitting unit."""
    if outcome.megabytes:
        return f"{figure:.1f} MB"
    return f"{figure:.2f} s" if figure >= 1 else f"{figure * 1000:.2f} ms"


def print_growth(outcomes: dict[str, dict[int, Outcome]]) -> None:
    """How our side's cost grew from each size to the next."""
    print("\ngrowth of our side")
    for name, by_size in outcomes.items():
        measured = [
            (size, outcome.ours)
            for size, outcome in by_size.items()
            if not isinstance(outcome, NotMeasured)
        ]
        steps = [
            f"rows × {size / before:g}: cost × {taken / earlier:.2f}"
            for (before, earlier), (size, taken) in pairwise(measured)
        ]
        if steps:
            print(f"{name:4} {'   '.join(steps)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
