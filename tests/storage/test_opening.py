"""Opening a folder: what is refused, in one clear Chinese sentence, and that refusing changes nothing."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded by the test
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bureau.errors import BureauError, EnvironmentFault, UserError
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.paths import DataFolder
from tests.storage.offices import add_road, furnish, item, open_at, opened
from tests.systems import as_nobody, needs_rights


def refusal(root: Path, *, writable: bool = True) -> str:
    """What opening says; fails when it opens."""
    with pytest.raises(BureauError) as caught:
        open_at(root, writable=writable).store.close()
    sentence = caught.value.sentence
    assert sentence.endswith("。")
    assert "Error" not in sentence
    return sentence


def contents(root: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_new_folder_is_made_and_holds_the_shipped_classes(tmp_path: Path) -> None:
    with opened(tmp_path / "新的" / "数据") as desk:
        assert item(desk, "market-category", "占道经营")
        assert check(desk.store) == []
    with opened(tmp_path / "新的" / "数据", writable=False) as desk:
        assert desk.store.warning is None


def test_reading_a_folder_without_data_says_so_and_makes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "没有"
    assert "还没有数据" in refusal(root, writable=False)
    assert not root.exists()


def test_a_held_lock_names_its_holder(root: Path) -> None:
    with opened(root, "王芳") as desk:
        said = refusal(root)
        assert "“王芳”" in said
        assert "2026-10-08 09:00:00" in said
        assert str(os.getpid()) in said
        with opened(root, "李强", writable=False) as reader:  # reading beside it is fine
            add_road(desk, "解放路")
            assert reader.store.names().record("roads", "解放路")
    with opened(root, "李强"):
        pass


def test_a_lock_without_a_legible_holder_is_still_held(root: Path) -> None:
    with opened(root):
        (root / "lock.holder").write_text("{", "utf-8")
        assert refusal(root).startswith("数据文件夹正被另一个程序使用")


def test_a_holder_file_left_by_a_crash_holds_nothing(root: Path) -> None:
    (root / "lock.holder").write_text('{"actor": "谁"}', "utf-8")
    (root / "lock").write_bytes(b"")
    with opened(root):
        pass


def test_a_newer_database_is_refused_politely_and_left_alone(root: Path) -> None:
    with closing(sqlite3.connect(root / "bureau.sqlite", isolation_level=None)) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('bureau', '9999_later', '')"
        )
        conn.execute("PRAGMA journal_mode = DELETE")
    before = (root / "bureau.sqlite").read_bytes()
    for writable in (True, False):
        said = refusal(root, writable=writable)
        assert "更新版本" in said
        assert "请升级程序" in said
    assert (root / "bureau.sqlite").read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "bureau.sqlite"
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("CREATE TABLE songs (title)")
    before = database.read_bytes()
    for writable in (True, False):
        assert "不是“城管台账”的数据库" in refusal(tmp_path, writable=writable)
    assert database.read_bytes() == before


def test_what_is_no_database_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bureau.sqlite").write_text("姓名,电话\n" * 2000, "utf-8")
    for writable in (True, False):
        assert "不是本程序的数据库，或已损坏" in refusal(tmp_path, writable=writable)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "数据"
    place.write_text("x", "utf-8")
    assert "不是文件夹" in refusal(place)
    assert "不是文件夹" in refusal(place / "里面")


def test_a_truncated_database_is_said(root: Path) -> None:
    with opened(root) as desk:
        for number in range(200):
            add_road(desk, f"{number}号路")
    database = DataFolder(root).database
    whole = database.read_bytes()
    for share in (2, 3, 10):
        database.write_bytes(whole[: len(whole) // share])
        for writable in (True, False):
            said = refusal(root, writable=writable)
            assert "已损坏" in said
            assert "备份" in said


def outcome(root: Path) -> tuple[str, list[str]]:
    """How an opened, checked and read folder fares: a refusal, findings, or the logical dump."""
    try:
        with opened(root, writable=False) as desk:
            if desk.store.warning:
                return "said", [desk.store.warning]
            if findings := check(desk.store):
                return "found", findings
            return "sound", logical_dump(desk.store)
    except (UserError, EnvironmentFault) as fault:
        return "refused", [fault.sentence]


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_are_found_or_harmless(root: Path, seed: int) -> None:
    """ENGINEERING: detected is what opening or checking names, harmless what changes no record."""
    with opened(root) as desk:
        people = item(desk, "daily-count", "出动人员")
        for number in range(30):
            with desk.store.operation(desk, "登记") as op:
                road = op.insert("roads", {"name": f"{number}号路", "length_m": number})
                op.insert("market-cases", {"address": f"人民路{number}号", "road": road})
                op.insert("market-daily", {"date": "2026-10-01", "counts": {people: number}})
        dump = logical_dump(desk.store)
    database = DataFolder(root).database
    whole = database.read_bytes()
    chance = random.Random(seed)
    met = set()
    for _ in range(25):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        database.write_bytes(damaged)
        how, what = outcome(root)
        met.add(how)
        assert how != "sound" or what == dump
    assert met & {"found", "refused", "said"}


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that other users may enter (the tests' own may not be)."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


@needs_rights
def test_a_read_only_folder_is_said_and_can_still_be_read(open_place: Path) -> None:
    root = furnish(open_place / "data")
    with opened(root) as desk:
        add_road(desk, "解放路")
    root.chmod(0o555)
    for path in root.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = contents(root)
    with as_nobody():
        assert refusal(root).startswith("没有写入权限；请检查文件夹的权限，或换一个文件夹")
        with opened(root, writable=False) as desk:
            assert check(desk.store) == []
            assert f"{desk.store.names().record('roads', '解放路')}".endswith("000000001")
    assert contents(root) == before
    root.chmod(0o755)


@needs_rights
def test_a_folder_that_cannot_be_entered_is_said(open_place: Path) -> None:
    root = furnish(open_place / "data")
    root.chmod(0o000)
    with as_nobody():
        said = refusal(root, writable=False)
    root.chmod(0o755)
    assert "权限" in said


def test_a_store_that_failed_to_open_lets_go_of_everything(root: Path) -> None:
    (root / "bureau.sqlite").write_bytes(b"x" * 5000)
    refusal(root)
    furnish(root)
    with opened(root) as desk:  # the lock is free
        add_road(desk, "解放路")


def test_what_a_killed_import_left_is_thrown_away(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        leftover = desk.store.folder.staging / "0123456789ab.sqlite"
        leftover.write_bytes(b"half a file")
    with opened(tmp_path, writable=False):
        assert leftover.exists()
    with opened(tmp_path):
        assert not leftover.exists()
