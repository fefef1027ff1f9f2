"""check, backup, restore, undo, redo: what is kept, what is refused, what stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from bureau.opening import open_desk
from bureau.storage import sealed
from bureau.storage.check import check
from bureau.storage.history import FINAL, operations
from tests.commands.conftest import Main, Snapshot, assert_refused, contents, work_at

CASE = "market-cases"


def add_case(root: Path, number: str, **values: object) -> int:
    """One more case, as its own operation."""
    with work_at(root) as desk, desk.store.operation(desk, f"登记案件 {number}") as op:
        return op.insert(
            CASE,
            {"number": number, "found_on": "2026-10-09", "address": "滨河路", "category": 1050}
            | values,
        )


def cases_in(root: Path) -> list[tuple[object, ...]]:
    """Number and address of every case, read past the program."""
    conn = sqlite3.connect(root / "bureau.sqlite")
    try:
        return conn.execute("SELECT number, address FROM market_cases ORDER BY number").fetchall()
    finally:
        conn.close()


def numbers_in(root: Path) -> str:
    """Last digits of the numbers of all cases."""
    return "".join(str(number)[-1] for number, _ in cases_in(root))


def station_of(root: Path) -> int:
    """The station number that the folder writes with."""
    with open_desk(root, writable=False) as desk:
        row = desk.store.reader().execute("SELECT value FROM meta WHERE name = 'station'")
        return int(row.fetchone()[0])


def damage(database: Path) -> None:
    """Overwrites the middle of a file."""
    content = bytearray(database.read_bytes())
    half = len(content) // 2
    content[half : half + 60_000] = b"\xa5" * 60_000
    database.write_bytes(content)


def make_newer(database: Path) -> None:
    """As a later version of the program would leave it."""
    conn = sqlite3.connect(database)
    with conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('bureau', '9999_future', '2030-01-01')"
        )
    conn.close()


# -- check ---------------------------------------------------------------------------------------


def test_sound_folder(main: Main, folder: Path) -> None:
    assert main("check", data=folder).out == "数据完好。\n"
    assert main("check", "--json", data=folder).document == {"sound": True, "findings": []}


def test_row_changed_behind_the_program_is_found(main: Main, folder: Path) -> None:
    conn = sqlite3.connect(folder / "bureau.sqlite")
    with conn:
        conn.execute("UPDATE market_cases SET address = '别处' WHERE number LIKE '%2'")
    conn.close()
    ran = main("check", "--json", data=folder)
    assert ran.status == 1
    document = ran.document
    assert isinstance(document, dict)
    assert document["sound"] is False
    changed = [finding for finding in document["findings"] if "与它的历史不一致" in finding]
    assert len(changed) == 1
    assert "案件台账" in changed[0]


def test_damaged_database_is_a_finding(main: Main, folder: Path) -> None:
    (folder / "bureau.sqlite").write_bytes(b"SQLite format 3\0" + b"\xa5" * 8000)
    ran = main("check", "--json", data=folder)
    assert ran.status == 1
    document = ran.document
    assert isinstance(document, dict)
    assert document["sound"] is False
    assert "恢复" in document["findings"][0]


def test_rebuilding_keeps_search_and_data(main: Main, folder: Path) -> None:
    before = cases_in(folder)
    ran = main("check", "--rebuild", data=folder)
    assert (ran.status, ran.out) == (0, "数据完好。\n")
    assert cases_in(folder) == before
    found = main("search", "解放路", "--json", data=folder).records
    assert [record["number"] for record in found] == ["ZZ-2026-0002"]


def test_commands_on_a_folder_without_data_make_none(main: Main, tmp_path: Path) -> None:
    missing = tmp_path / "没有"
    for command in (
        ("list", "towns"),
        ("list", "towns", "--personal", "调卷"),
        ("search", "人民路"),
        ("check",),
        ("check", "--rebuild"),
        ("backup", tmp_path / "备份.sqlite"),
        ("undo",),
        ("redo",),
    ):
        ran = main(*command, data=missing)
        assert_refused(ran)
        assert str(missing) in ran.err
    assert list(tmp_path.iterdir()) == []


# -- backup --------------------------------------------------------------------------------------


def test_backup_and_restore_bring_back_what_was(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "十月.sqlite"
    assert main("backup", target, data=folder).status == 0
    add_case(folder, "ZZ-2026-0009")
    assert numbers_in(folder) == "12349"

    ran = main("restore", target, data=folder)

    assert ran.status == 0
    assert numbers_in(folder) == "1234"
    assert main("check", data=folder).out == "数据完好。\n"
    kept = next((folder / "backups").glob("恢复前-*.sqlite"))
    assert str(kept) in ran.err
    assert main("restore", kept, data=folder).status == 0
    assert numbers_in(folder) == "12349"


def test_backup_without_an_ending_gets_one(main: Main, folder: Path, tmp_path: Path) -> None:
    ran = main("backup", tmp_path / "十月", data=folder)
    assert ran.err == f"已备份并校验：{tmp_path / '十月.sqlite'}\n"
    assert (tmp_path / "十月.sqlite").stat().st_size > 0


def test_backup_replaces_an_older_backup(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "U盘.sqlite"
    main("backup", target, data=folder)
    add_case(folder, "ZZ-2026-0009")
    assert main("backup", target, data=folder).status == 0
    assert main("restore", target, data=tmp_path / "另一台").status == 0
    assert numbers_in(tmp_path / "另一台") == "12349"


@pytest.mark.parametrize(
    "target",
    ["台账", "没有/备份.sqlite", "台账/bureau.sqlite", "台账/journal.head", "台账/新.sqlite",
     "台账/photos/新.sqlite", "月报.xlsx", "台账别名.sqlite"],
)  # fmt: skip
def test_backup_where_it_would_harm(main: Main, folder: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "月报.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "photos").mkdir(exist_ok=True)
    (tmp_path / "台账别名.sqlite").symlink_to(folder / "bureau.sqlite")
    before = contents(tmp_path)
    assert_refused(main("backup", tmp_path / target, data=folder))
    assert contents(tmp_path) == before


def test_backup_into_the_folder_of_backups(main: Main, folder: Path) -> None:
    assert main("backup", folder / "backups" / "手工.sqlite", data=folder).status == 0
    assert (folder / "backups" / "手工.sqlite").exists()


# -- restore -------------------------------------------------------------------------------------


@pytest.fixture
def backup(main: Main, folder: Path, tmp_path: Path) -> Path:
    """A backup of the four cases."""
    target = tmp_path / "备份.sqlite"
    assert main("backup", target, data=folder).status == 0
    return target


def test_restore_into_an_empty_place(
    main: Main, backup: Path, folder: Path, tmp_path: Path
) -> None:
    fresh = tmp_path / "新电脑" / "台账"
    ran = main("restore", backup, data=fresh)
    assert (ran.status, ran.err) == (0, "已恢复。\n")
    assert cases_in(fresh) == cases_in(folder)
    with open_desk(fresh, writable=False) as desk:
        assert check(desk.store) == []
        last = operations(desk.store.reader(), 1)[0]
        assert (last.operation.label, last.state) == ("恢复备份 备份.sqlite", FINAL)
    assert main("check", data=fresh).status == 0


def test_restored_folder_writes_with_ids_of_its_own(
    main: Main, backup: Path, folder: Path, tmp_path: Path
) -> None:
    fresh = tmp_path / "新电脑"
    main("restore", backup, data=fresh)
    here = add_case(folder, "ZZ-2026-0005")
    there = add_case(fresh, "ZZ-2026-0005")
    assert here != there
    assert station_of(fresh) != station_of(folder)
    assert main("check", data=fresh).status == 0


def refused_backup(kind: str, backup: Path) -> Path:
    """A file that is no backup, in one of the ways there are."""
    if kind == "missing":
        return backup.with_name("没有.sqlite")
    if kind == "folder":
        return backup.parent
    target = backup.with_name("坏.sqlite")
    if kind == "spreadsheet":
        target.write_bytes(b"PK\x03\x04" + bytes(5000))
    elif kind == "empty":
        target.touch()
    elif kind == "foreign":
        conn = sqlite3.connect(target)
        conn.execute("CREATE TABLE t (a)")
        conn.close()
    else:
        shutil.copy(backup, target)
        if kind == "newer":
            make_newer(target)
        elif kind == "damaged":
            damage(target)
        else:
            target.write_bytes(target.read_bytes()[:100_000])
    return target


KINDS = ("missing", "folder", "spreadsheet", "empty", "foreign", "newer", "damaged", "cut")


@pytest.mark.parametrize("kind", KINDS)
def test_restore_of_what_is_no_backup_changes_nothing(
    main: Main, backup: Path, folder: Path, kind: str
) -> None:
    bad = refused_backup(kind, backup)
    before = contents(folder)
    assert_refused(main("restore", bad, data=folder))
    assert contents(folder) == before
    assert main("check", data=folder).status == 0


@pytest.mark.parametrize("kind", KINDS)
def test_refused_restore_makes_no_folder(
    main: Main, backup: Path, tmp_path: Path, kind: str
) -> None:
    assert_refused(main("restore", refused_backup(kind, backup), data=tmp_path / "新"))
    assert not (tmp_path / "新").exists()


def test_restore_of_the_database_in_use(main: Main, folder: Path) -> None:
    before = contents(folder)
    assert_refused(main("restore", folder / "bureau.sqlite", data=folder))
    assert contents(folder) == before


def test_restore_over_a_damaged_database_keeps_it(main: Main, backup: Path, folder: Path) -> None:
    damage(folder / "bureau.sqlite")
    broken = (folder / "bureau.sqlite").read_bytes()
    assert main("check", data=folder).status == 1

    ran = main("restore", backup, data=folder)

    assert ran.status == 0
    assert numbers_in(folder) == "1234"
    assert main("check", data=folder).out == "数据完好。\n"
    kept = next((folder / "backups").glob("恢复前-*-损坏.sqlite"))
    assert kept.read_bytes() == broken


def test_restore_removes_the_log_of_the_old_database(
    main: Main, backup: Path, folder: Path
) -> None:
    for tail in ("-wal", "-shm"):
        (folder / f"bureau.sqlite{tail}").write_bytes(b"\xa5" * 40_000)
    assert main("restore", backup, data=folder).status == 0
    assert numbers_in(folder) == "1234"
    assert main("check", data=folder).status == 0


def test_restore_while_the_window_is_open(main: Main, backup: Path, folder: Path) -> None:
    with work_at(folder):
        before = contents(folder)
        ran = main("restore", backup, data=folder)
        assert_refused(ran)
        assert "本机用户" in ran.err
        assert contents(folder) == before


def test_older_database_put_back_by_hand_is_told(main: Main, backup: Path, folder: Path) -> None:
    add_case(folder, "ZZ-2026-0005")
    add_case(folder, "ZZ-2026-0006")
    shutil.copy(backup, folder / "bureau.sqlite")
    ran = main("check", data=folder)
    assert ran.status == 1
    assert "少了最近 2 次操作" in ran.out


def test_a_loss_is_told_by_reading_and_not_written_over(
    main: Main, backup: Path, folder: Path, tmp_path: Path
) -> None:
    add_case(folder, "ZZ-2026-0005")
    shutil.copy(backup, folder / "bureau.sqlite")
    ran = main("list", CASE, "--json", data=folder)
    assert (ran.status, ran.numbers) == (0, list("1234"))
    assert "少了最近 1 次操作" in ran.err

    undone = main("undo", data=folder)
    assert undone.status == 1
    assert "没有写入" in undone.err
    assert numbers_in(folder) == "1234"
    assert main("check", data=folder).status == 1

    # Whoever has no better backup accepts what there is.
    main("backup", tmp_path / "现状.sqlite", data=folder)
    assert main("restore", tmp_path / "现状.sqlite", data=folder).status == 0
    assert main("check", data=folder).out == "数据完好。\n"
    add_case(folder, "ZZ-2026-0006")
    assert main("undo", data=folder).status == 0
    assert numbers_in(folder) == "1234"


# -- undo and redo -------------------------------------------------------------------------------


def test_undo_and_redo_step_by_step(main: Main, folder: Path) -> None:
    first = main("undo", data=folder)
    assert (first.status, first.out) == (0, "")
    assert first.err == "已撤销：登记案件 ZZ-2026-0004（1 条）\n"
    assert numbers_in(folder) == "123"
    assert main("undo", data=folder).status == 0
    assert numbers_in(folder) == "12"
    assert main("redo", data=folder).status == 0
    assert numbers_in(folder) == "123"
    assert main("redo", data=folder).status == 0
    assert numbers_in(folder) == "1234"
    assert main("check", data=folder).status == 0


def test_everything_can_be_undone_and_nothing_twice(main: Main, folder: Path) -> None:
    for _ in range(4):
        assert main("undo", data=folder).status == 0
    assert numbers_in(folder) == ""
    before = contents(folder)
    ran = main("undo", data=folder)
    assert_refused(ran)
    assert ran.err == "没有可以撤销的步骤。\n"
    assert cases_in(folder) == []
    assert contents(folder).keys() == before.keys()


def test_redo_without_undo(main: Main, folder: Path) -> None:
    ran = main("redo", data=folder)
    assert_refused(ran)
    assert ran.err == "没有可以重做的步骤。\n"
    main("undo", data=folder)
    add_case(folder, "ZZ-2026-0009")
    assert_refused(main("redo", data=folder))


def edit(root: Path, number: str, actor: str, **values: object) -> None:
    """A change of one case by somebody."""
    with open_desk(root, writable=True, actor=actor) as desk:
        sql = "SELECT id FROM market_cases WHERE number = ?"
        record = desk.store.reader().execute(sql, (number,)).fetchone()["id"]
        with desk.store.operation(desk, f"改 {number}") as op:
            op.update(CASE, record, values)


def test_undo_of_what_another_changed_since_asks_for_rest(main: Main, folder: Path) -> None:
    with work_at(folder) as desk, desk.store.operation(desk, "登记两件") as op:
        for number in ("ZZ-2026-0005", "ZZ-2026-0006"):
            op.insert(
                CASE,
                {"number": number, "found_on": "2026-10-09", "address": "桥头", "category": 1050},
            )
    edit(folder, "ZZ-2026-0005", "王五", address="桥尾")
    before = cases_in(folder)

    ran = main("undo", data=folder)
    assert_refused(ran)
    assert "1 条" in ran.err
    assert "--rest" in ran.err
    assert cases_in(folder) == before

    assert main("undo", "--rest", data=folder).status == 0
    assert numbers_in(folder) == "12345"


# -- a database that can't be worked with ---------------------------------------------------------


def refused_folder(kind: str, folder: Path) -> Snapshot:
    """Makes the folder's database one that no command can work with."""
    database = folder / "bureau.sqlite"
    if kind == "newer":
        make_newer(database)
    elif kind == "foreign":
        database.unlink()
        conn = sqlite3.connect(database)
        conn.execute("CREATE TABLE t (a)")
        conn.close()
    else:
        database.write_bytes(b"SQLite format 3\0" + b"\xa5" * 8000)
    return contents(folder)


@pytest.mark.parametrize("kind", ["newer", "foreign", "damaged"])
@pytest.mark.parametrize(
    "command",
    [("list", CASE), ("list", CASE, "--personal", "调卷"), ("search", "人民"), ("undo",),
     ("figures", "--month", "2026-10"),
     ("backup", "备份.sqlite")],
)  # fmt: skip
def test_database_that_can_not_be_worked_with(
    main: Main, folder: Path, tmp_path: Path, kind: str, command: tuple[str, ...]
) -> None:
    before = refused_folder(kind, folder)
    written = [tmp_path / word if word.endswith(".sqlite") else word for word in command]
    assert_refused(main(*written, data=folder))
    assert contents(folder) == before
    assert not (tmp_path / "备份.sqlite").exists()


def test_an_encrypted_backup_goes_out_and_comes_back(
    main: Main, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "MEMORY", 64)
    assert_refused(main("backup", tmp_path / "带走", "--encrypt", data=folder))
    monkeypatch.setenv("CHENGGUAN_PASSPHRASE", "长治久安2026")
    assert main("backup", tmp_path / "带走", "--encrypt", data=folder).status == 0
    target = tmp_path / "带走.sealed"
    assert sealed.is_sealed(target)
    assert main("restore", target, data=tmp_path / "新电脑").status == 0
    monkeypatch.setenv("CHENGGUAN_PASSPHRASE", "长治久安2027")
    assert_refused(main("restore", target, data=tmp_path / "又一台"))
    assert not (tmp_path / "又一台").exists()
