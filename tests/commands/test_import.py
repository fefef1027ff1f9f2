"""import: what is taken, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bureau.errors import EnvironmentFault
from bureau.exchange import importing
from bureau.exchange.child import parse_in_child
from bureau.exchange.parsing import Cancelled, Order, Parsed, Progress
from bureau.opening import open_desk
from bureau.storage.dump import logical_dump
from bureau.storage.store import Store
from tests.commands.conftest import Main, Ran, assert_refused, contents, work_at
from tests.exchange.office_files import locked_xls, ole_file
from tests.systems import as_nobody, largest_file, needs_file_limit, needs_rights

ROOT = Path(__file__).resolve().parent.parent.parent
HEADER = ("序号", "发现日期", "镇(街道)", "具体地点", "问题类别", "问题描述", "当事人", "联系电话")
GOOD = (
    1,
    date(2026, 10, 8),
    "河东街道",
    "人民路12号",
    "占道经营",
    "流动摊贩",
    "张三丰",
    "13800001234",
)
LATER = (2, "10月9日", "河东街道", "解放路3号", "店外经营", "桌椅占道", "李四", "13900005678")
BAD = (3, "没有日期", "河东街道", "滨河路", "占道经营", "", "", "")


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


def workbook(path: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> Path:
    """A case ledger under a title row, as offices keep it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["市容整治台账（2026年10月）"])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def ledger_file(tmp_path: Path) -> Path:
    """Two good rows."""
    return workbook(tmp_path / "市容整治台账.xlsx", GOOD, LATER)


def dump(root: Path) -> list[str]:
    """What the folder holds."""
    with open_desk(root, writable=False) as desk:
        return logical_dump(desk.store)


def counts(ran: Ran) -> tuple[object, ...]:
    """rows, accepted, unchanged, changed, refused, written."""
    document = ran.document
    assert isinstance(document, dict)
    names = ("rows", "accepted", "unchanged", "changed")
    return (*(document[name] for name in names), len(document["rejected"]), document["written"])


def assert_nothing_left(root: Path, before: list[str]) -> None:
    """The same records, a sound folder, no staging file, nobody working."""
    assert dump(root) == before
    assert list((root / "staging").iterdir()) == []
    assert not (root / "lock.holder").exists()


# -- taking ----------------------------------------------------------------------------------------


def test_rows_are_taken_and_found(main: Main, empty: Path, ledger_file: Path) -> None:
    ran = main("import", "market-cases", ledger_file, "--json", data=empty)
    assert ran.status == 0, ran.err
    assert counts(ran) == (2, 2, 0, 0, 0, 2)
    cases = main("list", "market-cases", "--json", data=empty).records
    assert [(case["found_on"], case["address"], case["category"]) for case in cases] == [
        ("2026-10-08", "人民路12号", "占道经营"),
        ("2026-10-09", "解放路3号", "店外经营"),
    ]
    assert len(main("search", "解放路", "--json", data=empty).records) == 1
    assert main("check", data=empty).out == "数据完好。\n"


def test_the_same_file_twice_adds_nothing(main: Main, empty: Path, ledger_file: Path) -> None:
    main("import", "market-cases", ledger_file, data=empty)
    before = dump(empty)
    ran = main("import", "market-cases", ledger_file, "--json", data=empty)
    assert ran.status == 0
    assert counts(ran) == (2, 0, 2, 0, 0, 0)
    assert dump(empty) == before


def test_a_dry_run_changes_nothing(main: Main, empty: Path, ledger_file: Path) -> None:
    before = dump(empty)
    ran = main("import", "market-cases", ledger_file, "--dry-run", "--json", data=empty)
    assert ran.status == 0
    assert counts(ran) == (2, 2, 0, 0, 0, 0)
    assert_nothing_left(empty, before)


def test_a_changed_row_is_taken_with_update(main: Main, empty: Path, tmp_path: Path) -> None:
    header = ("案件编号", "发现日期", "具体地点", "问题类别")
    first = workbook(tmp_path / "一.xlsx", ("A1", "2026-10-08", "桥头", "占道经营"), header=header)
    second = workbook(tmp_path / "二.xlsx", ("A1", "2026-10-08", "桥尾", "占道经营"), header=header)
    main("import", "market-cases", first, data=empty)
    shown = main("import", "market-cases", second, "--json", data=empty)
    assert counts(shown)[:5] == (1, 0, 0, 1, 0)
    assert main("list", "market-cases", "--json", data=empty).records[0]["address"] == "桥头"
    taken = main("import", "market-cases", second, "--update", "--json", data=empty)
    assert counts(taken) == (1, 0, 0, 1, 0, 1)
    assert main("list", "market-cases", "--json", data=empty).records[0]["address"] == "桥尾"


def test_an_import_is_one_step_to_undo(main: Main, folder: Path, ledger_file: Path) -> None:
    before = dump(folder)
    main("import", "market-cases", ledger_file, data=folder)
    assert len(dump(folder)) > len(before)
    ran = main("undo", data=folder)
    assert ran.status == 0
    assert "市容整治台账.xlsx" in ran.err
    assert dump(folder) == before
    assert main("redo", data=folder).status == 0
    assert len(main("list", "market-cases", "--json", data=folder).records) == 6
    assert main("check", data=folder).status == 0


# -- refused rows ----------------------------------------------------------------------------------


def test_one_refused_row_keeps_the_file_out(main: Main, folder: Path, tmp_path: Path) -> None:
    before = dump(folder)
    file = workbook(tmp_path / "台账.xlsx", GOOD, BAD)
    ran = main("import", "market-cases", file, "--json", data=folder)
    assert ran.status == 1
    assert counts(ran) == (2, 1, 0, 0, 1, 0)
    document = ran.document
    assert isinstance(document, dict)
    [rejected] = document["rejected"]
    assert (rejected["row"], rejected["column"], rejected["value"]) == (4, "发现日期", "没有日期")
    assert rejected["reason"]
    assert_nothing_left(folder, before)


def test_skipping_takes_the_good_rows(main: Main, empty: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path / "台账.xlsx", GOOD, BAD)
    ran = main("import", "market-cases", file, "--skip-rejected", "--json", data=empty)
    assert ran.status == 0
    assert counts(ran) == (2, 1, 0, 0, 1, 1)
    assert len(main("list", "market-cases", "--json", data=empty).records) == 1


def test_refused_rows_come_out_as_a_workbook(main: Main, empty: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path / "台账.xlsx", GOOD, BAD)
    target = tmp_path / "退回.xlsx"
    assert main("import", "market-cases", file, "--rejects", target, data=empty).status == 1
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "没有日期" in cells
    assert "滨河路" in cells
    assert "人民路12号" not in cells


@pytest.mark.parametrize("target", ["没有/退回.xlsx", "夹.xlsx", "退回.csv", "台账/bureau.sqlite"])
def test_refused_rows_that_have_no_place(
    main: Main, folder: Path, tmp_path: Path, target: str
) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    file = workbook(tmp_path / "好.xlsx", GOOD, BAD)
    before = contents(tmp_path)
    ran = main("import", "market-cases", file, "--rejects", tmp_path / target, data=folder)
    assert_refused(ran)
    assert contents(tmp_path) == before


# -- files that can't be read ------------------------------------------------------------------------


def bad_file(kind: str, place: Path) -> Path:
    """A file that isn't the spreadsheet it should be."""
    path = place / "台账.xlsx"
    if kind == "missing":
        return place / "没有.xlsx"
    if kind == "folder":
        return place
    if kind == "two columns":
        return workbook(path, (*GOOD, "解放路"), header=(*HEADER, "问题地点"))
    if kind == "wrong ledger":
        return workbook(
            path, ("人民路", "桥头", "桥尾", 500), header=("道路名称", "起点", "终点", "长度")
        )
    if kind == "no header":
        return workbook(path, ("甲", "乙"), header=("天干", "地支"))
    if kind == "empty":
        openpyxl.Workbook().save(path)
        return path
    if kind == "password":
        return ole_file(path, "EncryptionInfo", "EncryptedPackage")
    if kind == "old password":
        return locked_xls(path)
    path.write_bytes(CONTENTS[kind])
    return path


CONTENTS = {
    "zero bytes": b"",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "pdf": b"%PDF-1.7\n" + bytes(100),
    "noise": b"\0\x01\x02\x03" * 50,
    "cut": b"PK\x03\x04" + bytes(100),
}
KINDS = (
    "missing", "folder", "two columns", "wrong ledger", "no header", "empty", "password",
    "old password", *CONTENTS,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_is_refused_and_nothing_changed(
    main: Main, folder: Path, tmp_path: Path, kind: str
) -> None:
    place = tmp_path / "来件"
    place.mkdir()
    file, before = bad_file(kind, place), dump(folder)
    ran = main("import", "market-cases", file, data=folder)
    assert_refused(ran)
    assert_nothing_left(folder, before)
    with_json = main("import", "market-cases", file, "--json", data=folder)
    assert with_json.document == {"error": ran.err.strip()}
    assert list((folder / "logs").glob("*") if (folder / "logs").exists() else []) == []


def test_the_two_columns_and_the_right_ledger_are_named(
    main: Main, empty: Path, tmp_path: Path
) -> None:
    two = main("import", "market-cases", bad_file("two columns", tmp_path), data=empty)
    assert "具体地点" in two.err
    assert "问题地点" in two.err
    wrong = main("import", "market-cases", bad_file("wrong ledger", tmp_path), data=empty)
    assert "道路名册" in wrong.err


@pytest.mark.parametrize("kind", ["missing", "folder", "picture", "zero bytes"])
def test_a_bad_file_makes_no_data_folder(main: Main, tmp_path: Path, kind: str) -> None:
    assert_refused(main("import", "market-cases", bad_file(kind, tmp_path), data=tmp_path / "新"))
    assert not (tmp_path / "新").exists()


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("import-batches",), ("market-cases", "--sheet", "没有这张"),
     ("market-cases", "--month", "2026-13"), ("market-cases", "--month", "十月")],
)  # fmt: skip
def test_an_import_that_there_is_not(
    main: Main, folder: Path, ledger_file: Path, arguments: tuple[str, ...]
) -> None:
    before = dump(folder)
    name, *options = arguments
    assert_refused(main("import", name, ledger_file, *options, data=folder))
    assert_nothing_left(folder, before)


# -- folders that can't be written -------------------------------------------------------------------


@needs_rights
def test_a_folder_that_may_only_be_read(main: Main, shelf: Path, ledger_file: Path) -> None:
    public = workbook(shelf.parent.parent / f"{shelf.parent.name}.xlsx", GOOD)
    public.chmod(0o644)
    before = contents(shelf)
    try:
        main("import", "market-cases", ledger_file, "--dry-run", data=ledger_file.parent / "先")
        with as_nobody():
            ran = main("import", "market-cases", public, data=shelf)
    finally:
        public.unlink()
    assert_refused(ran)
    assert "写入" in ran.err
    assert contents(shelf) == before


def test_a_folder_somebody_works_in(main: Main, folder: Path, ledger_file: Path) -> None:
    with work_at(folder):
        before = contents(folder)
        ran = main("import", "market-cases", ledger_file, data=folder)
        assert_refused(ran)
        assert "本机用户" in ran.err
        assert contents(folder) == before


@pytest.mark.parametrize("kind", ["newer", "damaged", "foreign"])
def test_a_database_that_can_not_be_worked_with(
    main: Main, folder: Path, ledger_file: Path, kind: str
) -> None:
    database = folder / "bureau.sqlite"
    if kind == "newer":
        conn = sqlite3.connect(database)
        with conn:
            conn.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('bureau', '9999_future', '2030-01-01')"
            )
        conn.close()
    elif kind == "damaged":
        database.write_bytes(b"SQLite format 3\0" + b"\xa5" * 8000)
    else:
        database.unlink()
        conn = sqlite3.connect(database)
        conn.execute("CREATE TABLE t (a)")
        conn.close()
    before = database.read_bytes()
    ran = main("import", "market-cases", ledger_file, data=folder)
    assert_refused(ran)
    assert database.read_bytes() == before
    assert not (folder / "lock.holder").exists()


@needs_file_limit
@pytest.mark.parametrize("size", [300_000, 850_000, 1_200_000])
def test_a_full_disk(main: Main, folder: Path, tmp_path: Path, size: int) -> None:
    rows = [
        (n, "2026-10-08", "河东街道", f"人民路{n}号", "占道经营", f"{n}" * 100, "", "")
        for n in range(800)
    ]
    file, before = workbook(tmp_path / "大台账.xlsx", *rows), dump(folder)
    with largest_file(size):
        ran = main("import", "market-cases", file, data=folder)
    if size < 900_000:
        assert ran.status == 1
    if ran.status == 1:
        assert_refused(ran)
        assert "磁盘" in ran.err
        assert dump(folder) == before
        assert main("check", data=folder).out == "数据完好。\n"
        assert main("import", "market-cases", file, data=folder).status == 0
    assert len(main("list", "market-cases", "--json", data=folder).records) == 804
    assert main("check", data=folder).out == "数据完好。\n"


def test_rows_that_are_taken_but_not_indexed_yet(
    main: Main, empty: Path, ledger_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise EnvironmentFault("磁盘已满。")

    monkeypatch.setattr(Store, "index_waiting", full)
    assert main("import", "market-cases", ledger_file, data=empty).status == 0
    assert len(main("search", "解放路", "--json", data=empty).records) == 1


def test_in_a_process_of_its_own(empty: Path, ledger_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "import", "market-cases", str(ledger_file),
         "--data", str(empty)],
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, b""), done.stderr.decode()
    assert "市容整治台账.xlsx" in done.stderr.decode()
    assert any("人民路12号" in line for line in dump(empty))


def test_a_bug_in_the_reading_process_is_reported_with_its_own_stack(
    main: Main, empty: Path, ledger_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def order_for_no_ledger(order: Order, progress: Progress, cancelled: Cancelled) -> Parsed:
        return parse_in_child(replace(order, ledgers=()), progress, cancelled)

    monkeypatch.setattr(importing, "parse", order_for_no_ledger)
    ran = main("import", "market-cases", ledger_file, data=empty)
    assert_refused(ran)
    (report,) = (empty / "logs").glob("crash-*-import.txt")
    assert str(report) in ran.err
    here, there = report.read_text("utf-8").split("In the child process:\n")
    assert "in parse_in_child" in here
    assert there.startswith("BugError\n")
    assert "in child_main" in there
    assert "in declared" in there
    assert "market-cases" not in there  # the message quotes, the stack doesn't
    assert list((empty / "staging").iterdir()) == []
