"""Who may know whom: the layer rules of the program, imports of imports included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from tests.layer_rules import (
    READING_SQL,
    WRITING_SQL,
    Module,
    direct_breaches,
    is_within,
    reached_breaches,
    read_tree,
    text_breaches,
)

ROOT: Final = Path(__file__).resolve().parent.parent
MOST_LINES: Final = 500

# Every room of bureau/ belongs to one of these; whoever makes a new one adds it. Those of ACROSS may
# know several departments: the month, the list of departments and what opens it, the commands.
DEPARTMENTS: Final = frozenset({"market", "sanitation", "towns", "facilities", "party", "returns"})
ACROSS: Final = frozenset({"month", "office", "opening", "commands", "demo"})
BELOW: Final = frozenset(
    {"errors", "files", "desk", "calendar", "catalogue", "ledger", "storage", "register"}
    | {"assessment", "reports", "exchange", "access", "editing", "layouts", "pc_settings"}
    | {"drafts", "settings", "workflow", "places", "bulletin", "documents", "packages"}
    | {"accounts", "privacy"}
)
SCREEN: Final = ("ui", "PySide6", "shiboken6")

# A start without a command, and --help, answer before any of these is read.
HEAVY: Final = (
    *("PIL", "PySide6", "chinese_calendar", "docx", "fontTools", "lxml", "matplotlib", "numpy"),
    *("openpyxl", "pptx", "pypdf", "pypdfium2", "pypinyin", "python_calamine", "reportlab"),
    *("sqlite_utils", "hypothesis", "xlsxwriter", "xlwt"),
)
VAGUE_NAMES: Final = frozenset({"data", "helper", "helpers", "info", "manager", "misc", "utils"})


@pytest.fixture(scope="module")
def program() -> dict[str, Module]:
    """Everything that a bureau's PC gets."""
    return read_tree(ROOT, ("bureau", "ui", "main"))


@pytest.fixture(scope="module")
def everything(program: dict[str, Module]) -> dict[str, Module]:
    """The program and what stands beside it."""
    return program | read_tree(ROOT, ("tests", "tools"))


def room_of(name: str) -> str:
    """The first name below bureau: `market` for bureau.market.figures, "" for all else."""
    parts = name.split(".")
    return parts[1] if parts[0] == "bureau" and len(parts) > 1 else ""


def in_bureau(name: str) -> bool:
    """Whether a module belongs to the part without a screen."""
    return is_within(name, ("bureau",))


def may_draw_charts(name: str) -> bool:
    """The charts package: one drawing code for paper and screen."""
    return is_within(name, ("bureau.reports.charts",))


def may_write_sql(name: str) -> bool:
    """Storage is the one gate; an import's staging file is its own and is thrown away."""
    return is_within(name, ("bureau.storage",)) or name.startswith("bureau.exchange.staging")


def may_read_sql(name: str) -> bool:
    """Figures are read with SQL where they are defined; filters and sorts become SQL."""
    return (
        may_write_sql(name)
        or is_within(name, ("bureau.ledger", "bureau.register"))
        or (room_of(name) in DEPARTMENTS | ACROSS and "figures" in name)
    )


def refuse(breaches: Iterable[str]) -> None:
    """Fail with one breach a line, all of them."""
    found = list(breaches)
    assert not found, "\n" + "\n".join(found)


def test_bureau_works_without_a_screen(program: dict[str, Module]) -> None:
    def is_screen(_start: str, reached: str) -> bool:
        return is_within(reached, SCREEN)

    refuse(reached_breaches(program, in_bureau, is_screen))
    refuse(direct_breaches(program, in_bureau, lambda target: is_within(target, SCREEN)))


def test_departments_do_not_know_each_other(program: dict[str, Module]) -> None:
    def is_other(start: str, reached: str) -> bool:
        return room_of(reached) in DEPARTMENTS - {room_of(start)}

    def is_department(name: str) -> bool:
        return room_of(name) in DEPARTMENTS

    refuse(reached_breaches(program, is_department, is_other))
    # Not for type checkers either: a type from next door is knowledge of it.
    written = [
        f"{module.at(link.line)}: {module.name} imports {link.target}"
        for module in program.values()
        for link in module.links
        if is_department(module.name) and is_other(module.name, link.target)
    ]
    refuse(written)


def test_what_departments_stand_on_knows_no_department(program: dict[str, Module]) -> None:
    def is_below(name: str) -> bool:
        return in_bureau(name) and room_of(name) not in DEPARTMENTS | ACROSS

    def is_above(target: str) -> bool:
        return room_of(target) in DEPARTMENTS | ACROSS

    refuse(reached_breaches(program, is_below, lambda _start, reached: is_above(reached)))
    refuse(direct_breaches(program, is_below, is_above))


def test_rooms_stand_on_each_other_in_one_direction(program: dict[str, Module]) -> None:
    stands_on: dict[str, set[str]] = {}
    places: dict[tuple[str, str], str] = {}
    for module in program.values():
        for link in module.links:
            here, there = room_of(module.name), room_of(link.target)
            if link.runtime and here and there and here != there:
                stands_on.setdefault(here, set()).add(there)
                places.setdefault((here, there), f"{module.at(link.line)}: {here} → {there}")
    try:
        TopologicalSorter(stands_on).prepare()
    except CycleError as cycle:
        # graphlib names each room after the one it stands on.
        pytest.fail("\n".join(places[here, there] for there, here in pairwise(cycle.args[1])))


def test_every_room_of_the_bureau_has_a_layer(program: dict[str, Module]) -> None:
    rooms = {room_of(name) for name in program} - {""}
    assert not rooms - DEPARTMENTS - ACROSS - BELOW, "say above which layer it belongs to"
    assert {top.partition(".")[0] for top in program} <= {"bureau", "ui", "main"}


def test_every_folder_of_sources_is_a_package() -> None:
    folders = {path.parent for top in ("bureau", "ui") for path in (ROOT / top).rglob("*.py")}
    refuse([str(folder) for folder in folders if not (folder / "__init__.py").exists()])


def test_papers_are_rendered_in_one_place(program: dict[str, Module]) -> None:
    renderers = ("reportlab", "docx", "pptx")
    refuse(
        direct_breaches(
            program,
            lambda name: not is_within(name, ("bureau.reports.render",)),
            lambda target: is_within(target, renderers),
        )
    )


def test_charts_are_drawn_in_one_place(program: dict[str, Module]) -> None:
    refuse(
        direct_breaches(
            program,
            lambda name: not may_draw_charts(name),
            lambda target: is_within(target, ("matplotlib",)),
        )
    )


def test_only_storage_opens_databases(program: dict[str, Module]) -> None:
    libraries = ("sqlite3", "sqlite_utils", "pysqlite3", "PySide6.QtSql")

    def is_library(target: str) -> bool:
        return is_within(target, libraries)

    def stands_outside(name: str) -> bool:
        return not may_write_sql(name)

    refuse(direct_breaches(program, stands_outside, is_library, type_checking_too=False))
    # Figures read through a connection they are given, and may call it by its type.
    refuse(
        direct_breaches(
            program, lambda name: stands_outside(name) and not may_read_sql(name), is_library
        )
    )


def test_only_storage_changes_rows(program: dict[str, Module]) -> None:
    refuse(text_breaches(program, lambda name: not may_write_sql(name), WRITING_SQL))


def test_statistics_are_read_in_figures(program: dict[str, Module]) -> None:
    refuse(text_breaches(program, lambda name: not may_read_sql(name), READING_SQL))


def test_every_file_opens_by_saying_what_it_is_for(everything: dict[str, Module]) -> None:
    silent = [str(module.path) for module in everything.values() if not module.docstring.strip()]
    refuse(silent)


def test_no_file_is_too_long_to_read(everything: dict[str, Module]) -> None:
    long = [
        f"{module.path}: {module.lines} lines"
        for module in everything.values()
        if module.lines > MOST_LINES
    ]
    refuse(long)


def test_no_module_has_a_name_that_says_nothing(everything: dict[str, Module]) -> None:
    refuse([name for name in everything if VAGUE_NAMES & set(name.split("."))])


@pytest.mark.parametrize(
    "start",
    [
        "import main",
        "import runpy\nsys.argv[1:] = ['--help']\nrunpy.run_path('main.py', None, '__main__')",
    ],
    ids=["import", "help"],
)
def test_a_bare_start_loads_nothing_heavy(start: str) -> None:
    ask = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: sys.stderr.write('\\n' + json.dumps(sorted(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask + start],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stderr.splitlines()[-1])
    refuse([name for name in loaded if is_within(name, HEAVY)])
