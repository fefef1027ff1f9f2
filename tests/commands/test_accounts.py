"""Commands over a folder that keeps accounts: who calls signs in, and may what the account may."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.access import passwords
from bureau.accounts.managing import add, switch_on
from bureau.commands.passphrase import ACCOUNT, PASSWORD
from tests.commands.conftest import CASES, Main, assert_refused, contents, work_at

SECRET = "青山绿水2026"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "MEMORY", 8)
    monkeypatch.setattr(passwords, "PASSES", 1)


@pytest.fixture
def guarded(folder: Path) -> Path:
    """The four cases, with an administrator, somebody of 市容秩序 and one who only looks."""
    with work_at(folder) as desk:
        switch_on(desk, "王芳", SECRET)
        add(desk, "李明", "section", ("market",), SECRET)
        add(desk, "赵六", "viewer", (), SECRET)
    return folder


def sign_in_as(monkeypatch: pytest.MonkeyPatch, name: str, password: str = SECRET) -> None:
    """Who calls the next command."""
    monkeypatch.setenv(ACCOUNT, name)
    monkeypatch.setenv(PASSWORD, password)


READING = (
    ("list", "market-cases"),
    ("search", "人民路"),
    ("figures", "--month", "2026-10"),
    ("check",),
    ("backup", "备份.sqlite"),
    ("send", "包.cgb"),
    ("restore", "没有.sqlite"),
    ("undo",),
)


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_nothing_is_shown_before_somebody_signed_in(
    guarded: Path,
    main: Main,
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = main(*command, data=guarded)
    assert_refused(ran)
    assert "启用了账户" in ran.err
    sign_in_as(monkeypatch, "王芳", "不是这个口令啊")
    ran = main(*command, data=guarded)
    assert_refused(ran)
    assert "姓名或密码不对" in ran.err


def test_a_section_lists_and_searches_its_own(
    guarded: Path, main: Main, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(monkeypatch, "李明")
    assert len(main("list", "market-cases", "--json", data=guarded).records) == len(CASES)
    assert main("search", "人民路", "--json", data=guarded).records
    refused = main("list", "sections", data=guarded)
    assert_refused(refused)
    assert "“标段”" in refused.err
    assert_refused(main("figures", "--month", "2026-10", data=guarded))


def test_who_only_looks_exports_and_restores_nothing(
    guarded: Path, main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(monkeypatch, "王芳")
    copy = tmp_path / "备份.sqlite"
    assert main("backup", copy, data=guarded).status == 0
    sign_in_as(monkeypatch, "赵六")
    assert main("list", "market-cases", "--json", data=guarded).status == 0
    before = contents(guarded)
    assert_refused(main("list", "market-cases", "--xlsx", tmp_path / "案件.xlsx", data=guarded))
    assert_refused(main("list", "market-cases", "--personal", "复议", data=guarded))
    assert_refused(main("restore", copy, data=guarded))
    after = contents(guarded)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {"bureau.sqlite", "journal.head", "lock"}
    assert not (tmp_path / "案件.xlsx").exists()


def test_the_administrator_restores_and_undo_passes_over_sign_ins(
    guarded: Path, main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(monkeypatch, "王芳")
    copy = tmp_path / "备份.sqlite"
    assert main("backup", copy, data=guarded).status == 0
    assert main("restore", copy, data=guarded).status == 0
    ran = main("undo", data=guarded)
    assert "没有可以撤销" in ran.err
    sign_in_as(monkeypatch, "李明")
    sheet = tmp_path / "道路.csv"
    sheet.write_text("道路名称\n学府路\n", "utf-8")
    assert main("import", "roads", sheet, data=guarded).status == 0
    ran = main("undo", data=guarded)
    assert ran.status == 0, ran
    assert "已撤销" in ran.err


def test_damaged_data_can_be_restored_without_signing_in(
    guarded: Path, main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(monkeypatch, "王芳")
    copy = tmp_path / "备份.sqlite"
    assert main("backup", copy, data=guarded).status == 0
    monkeypatch.delenv(ACCOUNT)
    for log in guarded.glob("bureau.sqlite-*"):
        log.unlink()
    (guarded / "bureau.sqlite").write_bytes(b"not a database" * 500)
    assert main("restore", copy, data=guarded).status == 0
