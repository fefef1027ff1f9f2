"""Ids and stations: unique in the bureau, small enough for every program, never forked by a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.storage.check import check
from bureau.storage.operation import read_meta
from bureau.storage.paths import DataFolder
from bureau.storage.store import MAX_STATION
from tests.storage.offices import add_road, furnish, item, opened


def station(desk: Desk) -> int:
    return read_meta(desk.store.reader())["station"]


def test_ids_are_the_station_and_a_running_number_over_all_ledgers(desk: Desk) -> None:
    people = item(desk, "daily-count", "出动人员")
    with desk.store.operation(desk, "登记") as op:
        road = op.insert("roads", {"name": "解放路"})
        day = op.insert("market-daily", {"date": "2026-10-01", "counts": {people: 100}})
        shop = op.insert("shops", {"name": "面馆"})
    here = station(desk) * 10**9
    # The line of the daily log took the number between.
    assert (road, day, shop) == (here + 1, here + 2, here + 4)


def test_the_largest_station_leaves_ids_below_two_to_the_53rd() -> None:
    assert MAX_STATION * 10**9 + 10**9 - 1 <= 2**53 + 8 * 10**8
    assert (MAX_STATION - 1) * 10**9 + 10**9 - 1 < 2**53
    assert MAX_STATION * 10**9 + 199_254_740 < 2**53  # of the last one, the first 199 million


def test_the_station_stays_over_a_restart(root: Path) -> None:
    with opened(root, seed=1) as desk:
        first, road = station(desk), add_road(desk, "解放路")
    with opened(root, seed=2) as desk:
        assert station(desk) == first
        assert add_road(desk, "人民路") == road + 1


def test_a_copied_folder_is_a_new_station(root: Path, tmp_path: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
        here = station(desk)
    copied = tmp_path / "拷贝"
    shutil.copytree(root, copied)
    with opened(copied, seed=1) as desk:  # even with the same chance
        there = station(desk)
        assert there != here
        assert desk.store.warning is None
        assert add_road(desk, "人民路") == there * 10**9 + 1
        assert check(desk.store) == []
        # Its own visible numbers say so.
        numbering = desk.store.ledgers["market-cases"].numbering
        assert numbering is not None
        with desk.store.operation(desk, "登记") as op:
            (number,) = op.give_numbers(numbering, [2026])
        assert number != "ZZ-2026-0001"
        assert number.startswith("ZZ-2026-")
        assert number.endswith("-0001")
    with opened(root) as desk:
        assert station(desk) == here


def test_an_older_file_put_back_in_place_is_a_new_station(root: Path) -> None:
    """Written over the present file, it keeps its place on the disk; the head file tells."""
    database = DataFolder(root).database
    with opened(root) as desk:
        add_road(desk, "解放路")
    older = database.read_bytes()
    with opened(root) as desk:
        before, taken = station(desk), add_road(desk, "人民路")
    database.write_bytes(older)
    with opened(root) as desk:
        assert station(desk) != before
        assert add_road(desk, "建设路") != taken


def test_a_restored_backup_is_a_new_station(root: Path, tmp_path: Path) -> None:
    from bureau.storage.backup import restore

    with opened(root) as desk:
        here, _ = station(desk), add_road(desk, "解放路")
        desk.store.copy_to(tmp_path, "备份")
        add_road(desk, "人民路")
    restore(tmp_path / "备份.sqlite", DataFolder(root), "恢复前")
    with opened(root) as desk:
        assert desk.store.warning is None
        assert station(desk) != here
        assert check(desk.store) == []


def test_the_lamport_clock_goes_on_at_a_new_station(root: Path, tmp_path: Path) -> None:
    with opened(root) as desk:
        for name in ("解放路", "人民路", "建设路"):
            add_road(desk, name)
    copied = tmp_path / "拷贝"
    shutil.copytree(root, copied)
    with opened(copied) as desk:
        add_road(desk, "胜利路")
        rows = desk.store.reader().execute("SELECT seq, lamport FROM op ORDER BY rowid").fetchall()
        assert [tuple(row) for row in rows] == [(1, 1), (2, 2), (3, 3), (1, 4)]


def test_reading_gives_no_station_and_changes_nothing(tmp_path: Path) -> None:
    root = furnish(tmp_path / "data")
    before = (root / "bureau.sqlite").read_bytes()
    with opened(root, writable=False) as desk:
        assert desk.store.names().items("case-state")
        with pytest.raises(UserError, match="只读"):
            add_road(desk, "解放路")
        with pytest.raises(UserError, match="只读"):
            desk.store.index_waiting()
    assert (root / "bureau.sqlite").read_bytes() == before
    assert not (root / "lock").exists()
    assert not (root / "journal.head").exists()


def test_shipped_items_have_the_same_small_ids_everywhere(desk: Desk) -> None:
    ids = [row["id"] for row in desk.store.reader().execute("SELECT id FROM catalogue_items")]
    assert ids
    assert max(ids) < 1_000_000
