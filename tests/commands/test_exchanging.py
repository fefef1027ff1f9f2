"""send and receive: two PCs become one by two files, a folder begins from a package."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from bureau.opening import open_desk
from bureau.storage import sealed
from bureau.storage.dump import logical_dump
from tests.commands.conftest import Main, assert_refused, contents, work_at


def dump(root: Path) -> list[str]:
    with open_desk(root, writable=False) as desk:
        return logical_dump(desk.store)


def change(root: Path, number: str, **values: object) -> None:
    with work_at(root) as desk, desk.store.operation(desk, f"修改 {number}") as op:
        sql = "SELECT id FROM market_cases WHERE number = ?"
        op.update("market-cases", op.execute(sql, (number,)).fetchone()["id"], values)


def test_two_pcs_hold_the_same_after_two_packages(main: Main, folder: Path, tmp_path: Path) -> None:
    squad, office = tmp_path / "执法大队", tmp_path / "综合股"
    shutil.copytree(folder, squad)
    # The general office begins from the squad's package.
    first = tmp_path / "第一次.cgb"
    assert main("send", first, data=squad).status == 0
    ran = main("receive", first, data=office)
    assert ran.status == 0
    assert "新增：" in ran.out
    assert dump(office) == dump(squad)
    change(squad, "ZZ-2026-0001", address="人民路15号", note="补录")
    change(office, "ZZ-2026-0001", address="人民路16号")
    change(office, "ZZ-2026-0002", note="已核对")
    there, back = tmp_path / "大队.cgb", tmp_path / "综合股.cgb"
    assert main("send", there, "--answer", first, data=squad).status == 0
    before = contents(office)
    ran = main("receive", there, "--dry-run", data=office)
    assert "将读入 1 次操作。" in ran.out
    assert "两边都改过：案件台账“ZZ-2026-0001”的“地点”，以“人民路" in ran.out
    assert contents(office) == before
    assert main("receive", there, data=office).status == 0
    assert main("send", back, "--answer", there, data=office).status == 0
    # Two edits, and two notes of what the office had read.
    told = main("receive", back, "--json", data=squad).document
    assert isinstance(told, dict)
    assert told["operations"] == 4
    assert dump(office) == dump(squad)
    assert "都有了" in main("receive", there, data=office).out
    assert list((office / "backups").glob("读入数据包前-*.sqlite"))


def test_an_encrypted_package_needs_its_passphrase(
    main: Main, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "MEMORY", 64)
    package, office = tmp_path / "大队.cgb", tmp_path / "综合股"
    assert_refused(main("send", package, "--encrypt", data=folder))
    monkeypatch.setenv("CHENGGUAN_PASSPHRASE", "短口令")
    assert_refused(main("send", package, "--encrypt", data=folder))
    assert not package.exists()
    monkeypatch.setenv("CHENGGUAN_PASSPHRASE", "长治久安2026")
    assert main("send", package, "--encrypt", data=folder).status == 0
    assert b"ZZ-2026-0001" not in package.read_bytes()
    assert not zipfile.is_zipfile(package)
    monkeypatch.setenv("CHENGGUAN_PASSPHRASE", "长治久安2027")
    assert_refused(main("receive", package, data=office))
    monkeypatch.delenv("CHENGGUAN_PASSPHRASE")
    assert_refused(main("receive", package, data=office))
    monkeypatch.setenv("CHENGGUAN_PASSPHRASE", "长治久安2026")
    assert main("receive", package, data=office).status == 0
    assert dump(office) == dump(folder)
    assert list((office / "staging").iterdir()) == []


def test_what_is_no_package_is_refused(main: Main, folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "不是.cgb"
    wrong.write_bytes(b"PK\x03\x04 nothing")
    before = contents(folder)
    assert_refused(main("receive", wrong, data=folder))
    assert_refused(main("receive", tmp_path / "没有.cgb", data=folder))
    assert_refused(main("send", tmp_path / "包.zip", data=folder))
    assert contents(folder) == before
