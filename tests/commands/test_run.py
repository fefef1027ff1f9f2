"""How any command ends: statuses, sentences, crash reports, other programs at the same folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.commands import listing, output, run, usage
from bureau.commands.keeping import run_check
from bureau.errors import UserError
from tests.commands.conftest import (
    Main,
    assert_refused,
    contents,
    is_one_sentence,
    work_at,
)
from tests.systems import as_nobody, needs_rights

READING = (
    ("ledgers",),
    ("list", "market-cases"),
    ("list", "market-cases", "--json"),
    ("search", "人民路"),
    ("check",),
    ("check", "--json"),
)


# -- wrong usage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("看看",),
        ("list",),
        ("list", "towns", "roads"),
        ("list", "towns", "--无此选项"),
        ("list", "towns", "--js"),
        ("list", "towns", "--json", "--xlsx", "a.xlsx"),
        ("list", "towns", "--limit", "很多"),
        ("list", "towns", "--limit", "0"),
        ("list", "towns", "--where"),
        ("list", "towns", "--data"),
        ("list", "towns", "--data", ""),
        ("ledgers", "--json=是"),
        ("report", "market"),
        ("report", "market", "--output", ""),
        ("import", "market-cases"),
        ("backup",),
        ("restore",),
        ("demo", "--seed", "x"),
        ("search",),
    ],
)
def test_wrong_usage(main: Main, arguments: tuple[str, ...]) -> None:
    ran = main(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert is_one_sentence(ran.err), ran.err
    assert ran.err.startswith("用法不对：")
    assert "--help 查看用法" in ran.err
    english = ("argument", "invalid", "expected", "required", "choose", "unrecognized", "allowed")
    assert not any(word in ran.err for word in english)


@pytest.mark.parametrize(
    "arguments", [("--help",), ("list", "--help"), ("import", "-h"), ("report", "--help")]
)
def test_help_is_chinese(main: Main, arguments: tuple[str, ...]) -> None:
    ran = main(*arguments)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("用法：main.py")
    assert ran.out.count("用法：") == 1
    assert not any(word in ran.out for word in ("usage", "options", "positional", "show this"))


@pytest.mark.parametrize("command", list(run.MODULES))
def test_every_command_is_explained_and_takes_a_data_folder(main: Main, command: str) -> None:
    assert command in main("--help").out
    assert "--data DIR" in main(command, "--help").out


def test_the_data_folder_may_be_named_before_or_after_the_command(
    main: Main, folder: Path, tmp_path: Path
) -> None:
    before = main("--data", folder, "list", "market-cases", "--json")
    assert before.numbers == ["1", "2", "3", "4"]
    assert main("list", "--data", folder, "market-cases", "--json").out == before.out
    # Said twice, the nearer one holds.
    twice = main("--data", tmp_path / "没有", "list", "market-cases", "--json", data=folder)
    assert twice.out == before.out


def test_a_data_folder_that_is_a_file(main: Main, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("不是文件夹", "utf-8")
    for command in (("list", "towns"), ("check",), ("undo",), ("restore", tmp_path / "文件")):
        assert_refused(main(*command, data=tmp_path / "文件"))
    assert (tmp_path / "文件").read_text("utf-8") == "不是文件夹"


def test_the_users_own_folder_is_the_default(main: Main) -> None:
    ran = main("list", "towns")
    assert_refused(ran)
    assert "chengguan-taizhang" in ran.err


# -- reading beside a writer ----------------------------------------------------------------------


@pytest.mark.parametrize("command", READING)
def test_reading_writes_nothing(main: Main, folder: Path, command: tuple[str, ...]) -> None:
    before = contents(folder)
    assert main(*command, data=folder).status == 0
    assert contents(folder) == before


@pytest.mark.parametrize("command", READING)
def test_reading_beside_an_open_writer(main: Main, folder: Path, command: tuple[str, ...]) -> None:
    with work_at(folder) as desk:
        assert main(*command, data=folder).status == 0
        with desk.store.operation(desk, "登记案件") as op:
            op.insert(
                "market-cases",
                {"number": "ZZ-2026-0005", "found_on": "2026-11-02", "address": "桥头",
                 "category": 1050},
            )  # fmt: skip
            assert main(*command, data=folder).status == 0
            assert len(main("list", "market-cases", "--json", data=folder).records) == 4
        assert len(main("list", "market-cases", "--json", data=folder).records) == 5


def test_backup_beside_an_open_writer(main: Main, folder: Path, tmp_path: Path) -> None:
    with work_at(folder):
        assert main("backup", tmp_path / "备份.sqlite", data=folder).status == 0
    assert main("restore", tmp_path / "备份.sqlite", data=tmp_path / "新").status == 0
    assert main("list", "market-cases", "--json", data=tmp_path / "新").numbers == list("1234")


@pytest.mark.parametrize(
    "command",
    [("undo",), ("redo",), ("check", "--rebuild"), ("list", "towns", "--personal", "调卷")],
)
def test_second_writer_is_told_who_works(
    main: Main, folder: Path, command: tuple[str, ...]
) -> None:
    with work_at(folder):
        before = contents(folder)
        ran = main(*command, data=folder)
        assert_refused(ran)
        assert "本机用户" in ran.err
        assert "2026-11-02 12:00" in ran.err
        assert contents(folder) == before
    assert not (folder / "lock.holder").exists()


# -- a folder that may only be read ---------------------------------------------------------------


@needs_rights
@pytest.mark.parametrize(
    "command",
    [
        ("undo",),
        ("redo",),
        ("check", "--rebuild"),
        ("list", "market-cases", "--personal", "调卷"),
        ("backup", "台账/backups/新.sqlite"),
        ("list", "market-cases", "--xlsx", "名单.xlsx"),
        ("list", "market-cases", "--csv", "名单.csv"),
    ],
)
def test_writing_where_nobody_may(
    main: Main, shelf: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    # What the command needs is imported before, as the owner.
    for wanted in (("check",), command[:1], ("list", "towns", "--csv", tmp_path / "a.csv")):
        main(*wanted, data=shelf)
    written = [str(shelf.parent / word) if "." in word else word for word in command]
    before = contents(shelf.parent)
    with as_nobody():
        ran = main(*written, data=shelf)
    assert_refused(ran)
    assert "写入" in ran.err
    assert contents(shelf.parent) == before


@needs_rights
def test_reading_where_nobody_may_write(main: Main, shelf: Path) -> None:
    main("list", "market-cases", "--json", data=shelf)
    for tail in ("-wal", "-shm"):
        (shelf / f"bureau.sqlite{tail}").unlink(missing_ok=True)
    with as_nobody():
        assert main("list", "market-cases", "--json", data=shelf).numbers == list("1234")
        assert main("check", data=shelf).status == 0


# -- what goes wrong inside -----------------------------------------------------------------------


def broken(*_: object, **__: object) -> None:
    """A fault of the program that quotes what a clerk typed."""
    try:
        int("张三丰")
    except ValueError as fault:
        raise KeyError("13800001234") from fault


def test_a_crash_is_one_sentence_and_a_report(
    main: Main, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "table", broken)
    ran = main("list", "market-cases", data=folder)
    assert_refused(ran)
    report = next((folder / "logs").iterdir())
    assert str(report) in ran.err
    text = report.read_text("utf-8")
    assert "KeyError" in text
    assert "ValueError" in text
    assert "listing.py" in text
    assert "张三丰" not in text.replace('int("张三丰")', "")
    assert "KeyError: " not in text


def test_a_crash_with_json_is_still_one_document(
    main: Main, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "number", broken)
    monkeypatch.setattr(listing, "documents", lambda *_: [{"好": 1}, {"坏": object()}])
    ran = main("list", "market-cases", "--json", data=folder)
    assert ran.status == 1
    document = ran.document
    assert isinstance(document, dict)
    assert list(document) == ["error"]


def test_a_crash_without_a_data_folder_makes_none(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "临时"))
    (tmp_path / "临时").mkdir()
    monkeypatch.setattr(listing, "listable", broken)
    ran = main("list", "market-cases", data=tmp_path / "没有")
    assert_refused(ran)
    assert not (tmp_path / "没有").exists()
    assert len(list((tmp_path / "临时").iterdir())) == 1


def test_a_crash_whose_report_can_not_be_written(
    main: Main, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "logs").write_text("占住", "utf-8")
    monkeypatch.setattr(listing, "table", broken)
    ran = main("list", "market-cases", data=folder)
    assert_refused(ran)
    assert "出错报告也写不进" in ran.err


def test_pressing_ctrl_c(main: Main, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "table", stop)
    ran = main("list", "market-cases", data=folder)
    assert_refused(ran)
    assert "已取消" in ran.err


def test_a_sentence_without_its_full_stop_gets_one(
    main: Main, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise UserError("请写成 2026-10 这样")

    monkeypatch.setattr(listing, "listable", refuse)
    assert main("list", "towns").err == "请写成 2026-10 这样。\n"


def test_every_command_is_parsed_and_has_its_work() -> None:
    parsers = usage.build(run.works())
    assert parsers.parse_args(["check"]).run is not run_check  # loaded at the call only
    assert set(run.works()) == set(run.MODULES)
