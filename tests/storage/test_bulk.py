"""Taking a staging file in one statement gives the same books as entering its rows one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.storage import kinds
from bureau.storage.bulk import insert_staged
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.search import find
from bureau.storage.undo import next_redo, next_undo, operation_rows, undo
from tests.storage.offices import exists, furnish, item, opened

Staged = Mapping[str, object]


def write_staging(
    desk: Desk,
    path: Path,
    ledger: str,
    rows: Sequence[Staged],
    lines: Sequence[tuple[int, int, int]] = (),
) -> Path:
    """A staging file as an import leaves it: `row(n, columns…)` and `line_counts(row, kind, value)`."""
    declared = desk.store.ledgers[ledger]
    with closing(sqlite3.connect(path)) as conn:
        columns = ", ".join(f'"{name}"' for name in declared.columns)
        conn.execute(f"CREATE TABLE row (n INTEGER PRIMARY KEY, {columns})")
        for field in declared.lines:
            conn.execute(f"CREATE TABLE line_{field.key} (row, kind, value)")
        for n, row in enumerate(rows, start=1):
            marks = ", ".join("?" for _ in declared.columns)
            values = [row.get(name) for name in declared.columns]
            conn.execute(f"INSERT INTO row VALUES (?, {marks})", (n, *values))
        for field in declared.lines:
            conn.executemany(f"INSERT INTO line_{field.key} VALUES (?, ?, ?)", lines)
        conn.commit()
    return path


def take(desk: Desk, staging: Path, ledger: str, new_names: Mapping[int, str] | None = None) -> int:
    """One import; new names are roads. Gives the first id."""
    with desk.store.attached(staging, "staging"):
        with desk.store.operation(desk, "导入", kinds.IMPORT) as op:
            ids = {
                k: op.insert("roads", {"name": name, "provisional": 1})
                for k, name in (new_names or {}).items()
            }
            first, _ = insert_staged(op, desk.store.ledgers[ledger], ids)
    return first


def case_rows(desk: Desk) -> list[dict[str, object]]:
    category = item(desk, "market-category", "占道经营")
    return [
        {
            "number": f"Z-{n}",
            "found_on": f"2026-10-{n:02}",
            "address": f"人民路{n}号" if n % 3 else None,
            "category": category,
            "identity": f"{n:020x}",
        }
        for n in range(1, 11)
    ]


def test_staged_cases_equal_cases_entered_one_by_one(desk: Desk, tmp_path: Path) -> None:
    rows = case_rows(desk)
    take(desk, write_staging(desk, tmp_path / "s.sqlite", "market-cases", rows), "market-cases")
    with opened(furnish(tmp_path / "另一处")) as other:
        with other.store.operation(other, "逐条") as op:
            for row in rows:
                op.insert("market-cases", row)
        assert logical_dump(desk.store) == logical_dump(other.store)
        keys = "SELECT id, _sort_address FROM market_cases ORDER BY id"
        assert [tuple(row) for row in desk.store.reader().execute(keys)] == [
            tuple(row) for row in other.store.reader().execute(keys)
        ]
        journals = [
            [
                tuple(row)
                for row in each.store.reader().execute(
                    "SELECT ledger, record, kind, before, after FROM change ORDER BY id"
                )
            ]
            for each in (desk, other)
        ]
        assert journals[0] == journals[1]
    assert check(desk.store) == []
    assert desk.store.index_waiting() == 0
    assert check(desk.store) == []
    assert len(find(desk.store.reader(), desk.store.shapes, "人民路")) == 7  # 1 2 4 5 7 8 10


def test_staged_lines_equal_lines_entered_one_by_one(desk: Desk, tmp_path: Path) -> None:
    people, cars = item(desk, "daily-count", "出动人员"), item(desk, "daily-count", "出动车辆")
    rows = [{"date": f"2026-10-0{n}"} for n in (1, 2, 3)]
    lines = [(1, people, 1200), (1, cars, 300), (3, people, 800)]
    staging = write_staging(desk, tmp_path / "s.sqlite", "market-daily", rows, lines)
    take(desk, staging, "market-daily")
    with opened(furnish(tmp_path / "另一处")) as other, other.store.operation(other, "逐条") as op:
        days = [op.insert("market-daily", row) for row in rows]  # ids of records come first
        op.update("market-daily", days[0], {"counts": {people: 1200, cars: 300}})
        op.update("market-daily", days[2], {"counts": {people: 800}})
    with opened(tmp_path / "另一处") as other:
        assert logical_dump(desk.store) == logical_dump(other.store)
    assert check(desk.store) == []


def test_new_names_get_their_ids(desk: Desk, tmp_path: Path) -> None:
    rows: list[Staged] = [
        {"address": "1号", "road": -1},
        {"address": "2号", "road": -2},
        {"address": "3号"},
    ]
    staging = write_staging(desk, tmp_path / "s.sqlite", "market-cases", rows)
    take(desk, staging, "market-cases", {1: "解放路", 2: "人民路"})
    named = desk.store.reader().execute(
        "SELECT c.address, r.name FROM market_cases c LEFT JOIN roads r ON r.id = c.road ORDER BY c.id"
    )
    assert [tuple(row) for row in named] == [("1号", "解放路"), ("2号", "人民路"), ("3号", None)]
    assert check(desk.store) == []


def test_rows_without_a_number_are_given_one_in_their_order(desk: Desk, tmp_path: Path) -> None:
    rows = [
        {"address": "甲", "found_on": "2026-10-01"},
        {"address": "乙", "found_on": "2025-12-31", "number": "老-7"},
        {"address": "丙", "found_on": "2025-12-31"},
        {"address": "丁", "found_on": "2026-10-02"},
    ]
    take(desk, write_staging(desk, tmp_path / "s.sqlite", "market-cases", rows), "market-cases")
    numbers = desk.store.reader().execute("SELECT number FROM market_cases ORDER BY id")
    assert [row["number"] for row in numbers] == [
        "ZZ-2026-0001",
        "老-7",
        "ZZ-2025-0001",
        "ZZ-2026-0002",
    ]
    assert check(desk.store) == []


def test_an_import_is_one_step_back_and_forth(desk: Desk, tmp_path: Path) -> None:
    people = item(desk, "daily-count", "出动人员")
    before = logical_dump(desk.store)
    rows = [{"date": f"2026-10-{1 + n % 28:02}", "note": f"第{n}天"} for n in range(300)]
    lines = [(n, people, n * 100) for n in range(1, 301)]
    staging = write_staging(desk, tmp_path / "s.sqlite", "market-daily", rows, lines)
    take(desk, staging, "market-daily")
    after = logical_dump(desk.store)
    assert len(after) == len(before) + 600
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    assert undo(desk, found.ref).applied == 300
    assert logical_dump(desk.store) == before
    assert check(desk.store) == []
    again = next_redo(desk, desk.store.reader())
    assert again is not None
    assert undo(desk, again.ref).applied == 300
    assert logical_dump(desk.store) == after
    assert desk.store.index_waiting() == 0
    assert check(desk.store) == []
    assert len(find(desk.store.reader(), desk.store.shapes, "第7天", ledger="market-daily")) == 1


def test_undo_of_an_import_leaves_rows_edited_since_and_counts_them(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [{"address": f"{n}号", "road": -1} for n in range(5)]
    staging = write_staging(desk, tmp_path / "s.sqlite", "market-cases", rows)
    first = take(desk, staging, "market-cases", {1: "解放路"})
    with desk.store.operation(desk, "改") as op:
        op.update("market-cases", first + 2, {"note": "核实过"})
    undone = undo(desk, operation_rows(desk.store.reader())[0].ref)
    assert undone.applied == 4
    # The case that was edited, and the road that it names.
    assert sorted(ledger for ledger, _, _ in undone.kept) == ["market-cases", "roads"]
    assert [exists(desk, "market-cases", first + n) for n in range(5)] == [
        False, False, True, False, False,
    ]  # fmt: skip
    assert check(desk.store) == []


def test_an_empty_staging_file_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    assert take(desk, write_staging(desk, tmp_path / "s.sqlite", "roads", []), "roads") == 0
    assert desk.store.reader().execute("SELECT count(*) FROM op").fetchone()[0] == 0


def test_a_staged_row_that_does_not_fit_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    rows = [{"name": "解放路"}, {"name": "人民路", "length_m": "很长"}]
    staging = write_staging(desk, tmp_path / "s.sqlite", "roads", rows)
    before = logical_dump(desk.store)
    with pytest.raises(sqlite3.IntegrityError):
        take(desk, staging, "roads")
    assert logical_dump(desk.store) == before
    assert check(desk.store) == []
    with desk.store.operation(desk, "登记") as op:  # the gate is open again
        op.insert("roads", {"name": "解放路"})
