"""Signing in: nothing before it, a growing wait after wrong passwords, a way back for the last one."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bureau.access import waiting
from bureau.access.rights import EVERYTHING, NOBODY, VIEW
from bureau.accounts.managing import change, change_own_password, recover, switch_on
from bureau.accounts.signing_in import confirm_person, names_to_sign_in, sign_in
from bureau.desk import Desk
from bureau.errors import RightsError, UserError
from bureau.opening import open_desk
from bureau.storage import kinds
from bureau.storage.accounts import read_accounts
from bureau.storage.check import check
from bureau.storage.undo import next_undo
from tests.accounts.conftest import ADMINISTRATOR, OTHER, SECRET, be
from tests.storage.offices import Clock

TOWN = {"name": "城关镇"}


def write_town(desk: Desk) -> int:
    """A change of the kind that everybody makes."""
    with desk.store.operation(desk, "新增镇街") as op:
        return op.insert("towns", TOWN)


def clock_of(desk: Desk) -> Clock:
    """The hands of the desk's clock."""
    assert isinstance(desk.clock, Clock)
    return desk.clock


def labels(desk: Desk) -> list[str]:
    """What history says, oldest first."""
    rows = desk.store.reader().execute("SELECT label FROM op ORDER BY rowid").fetchall()
    return [row["label"] for row in rows]


def test_without_accounts_everybody_may_do_everything(root: Path) -> None:
    with open_desk(root, writable=True) as desk:
        assert desk.rights is EVERYTHING
        assert write_town(desk)


def test_a_folder_with_accounts_opens_for_nobody(root: Path, desk: Desk) -> None:
    desk.store.close()
    with open_desk(root, writable=True) as closed:
        assert closed.rights is NOBODY
        with pytest.raises(RightsError, match="请先登录"):
            write_town(closed)
        with pytest.raises(RightsError, match="请先登录"):
            closed.require(VIEW, "market")
        sign_in(closed, ADMINISTRATOR, SECRET)
        assert closed.actor == ADMINISTRATOR
        assert write_town(closed)


def test_the_desk_is_whose_account_it_is(desk: Desk) -> None:
    be(desk, "李明", "section", "market")
    write_town(desk)
    row = desk.store.reader().execute("SELECT actor FROM op ORDER BY rowid DESC").fetchone()
    assert row["actor"] == "李明"
    assert labels(desk)[-2:] == ["李明 登录", "新增镇街"]


@pytest.mark.parametrize(
    ("name", "password"), [("王芳", "不对的口令一"), ("赵六", SECRET), ("", "")]
)
def test_wrong_names_and_passwords_are_told_alike(desk: Desk, name: str, password: str) -> None:
    with pytest.raises(UserError, match="姓名或密码不对"):
        sign_in(desk, name, password)


def test_an_account_out_of_use_is_told_like_a_wrong_one(desk: Desk) -> None:
    be(desk, "李明", "viewer")
    sign_in(desk, ADMINISTRATOR, SECRET)
    account = next(one for one in read_accounts(desk.store.reader()) if one.name == "李明")
    change(desk, account.id, "李明", "viewer", (), active=False)
    with pytest.raises(UserError, match="姓名或密码不对"):
        sign_in(desk, "李明", OTHER)
    assert names_to_sign_in(desk) == [ADMINISTRATOR]


@pytest.mark.parametrize(
    ("failed", "minutes"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 30), (11, 30), (10_000, 30)],
)
def test_the_wait_grows_and_ends(failed: int, minutes: int) -> None:
    assert waiting.wait_after(failed) == timedelta(minutes=minutes)


def wrong(desk: Desk, times: int) -> str:
    """So many wrong passwords; what the last one is told."""
    said = ""
    for _ in range(times):
        with pytest.raises(UserError) as refused:
            sign_in(desk, ADMINISTRATOR, "猜一猜看看吧")
        said = refused.value.sentence
    return said


def test_the_fifth_wrong_password_closes_the_door_for_a_minute(desk: Desk) -> None:
    assert "姓名或密码不对" in wrong(desk, 4)
    assert "请过 1 分钟" in wrong(desk, 1)
    with pytest.raises(UserError, match="请过 1 分钟"):
        sign_in(desk, ADMINISTRATOR, SECRET)
    clock_of(desk).pass_minutes(1)
    assert "请过 2 分钟" in wrong(desk, 1)
    clock_of(desk).pass_minutes(2)
    sign_in(desk, ADMINISTRATOR, SECRET)
    assert wrong(desk, 4).startswith("姓名或密码不对")
    assert "王芳 连续 5 次输错密码，暂停 1 分钟" in labels(desk)


def test_the_last_administrator_is_never_out_for_longer_than_half_an_hour(desk: Desk) -> None:
    for _ in range(40):
        wrong(desk, 1)
        clock_of(desk).pass_minutes(30)
    sign_in(desk, ADMINISTRATOR, SECRET)


def test_a_clock_set_back_keeps_nobody_out(desk: Desk) -> None:
    wrong(desk, 5)
    clock_of(desk).pass_minutes(-60 * 24 * 365)
    with pytest.raises(UserError, match="请过 30 分钟"):
        sign_in(desk, ADMINISTRATOR, SECRET)


def test_the_recovery_code_opens_once_whatever_the_wait(desk: Desk, code: str) -> None:
    wrong(desk, 6)
    typed = code.lower().replace("-", " ")
    following = recover(desk, typed, ADMINISTRATOR, OTHER)
    assert following != code
    sign_in(desk, ADMINISTRATOR, OTHER)
    with pytest.raises(UserError, match="恢复码不对"):
        recover(desk, code, ADMINISTRATOR, SECRET)
    recover(desk, following, ADMINISTRATOR, SECRET)


def test_the_recovery_code_is_for_administrators(desk: Desk, code: str) -> None:
    be(desk, "李明", "office")
    with pytest.raises(UserError, match="只用来重设管理员"):
        recover(desk, code, "李明", SECRET)
    with pytest.raises(UserError, match="恢复码不对"):
        recover(desk, "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", ADMINISTRATOR, SECRET)


def test_nothing_secret_is_kept_or_noted(desk: Desk, code: str, root: Path) -> None:
    be(desk, "李明", "viewer")
    desk.store.close()
    content = (root / "bureau.sqlite").read_bytes()
    for secret in (SECRET, OTHER, code, code.replace("-", "")):
        assert secret.encode() not in content
    conn = sqlite3.connect(root / "bureau.sqlite")
    try:
        notes = conn.execute("SELECT after FROM change WHERE ledger = 'accounts'").fetchall()
    finally:
        conn.close()
    assert notes
    assert not [note for (note,) in notes if "argon2" in note]


def test_ctrl_z_reaches_back_to_the_sign_in(desk: Desk) -> None:
    write_town(desk)
    sign_in(desk, ADMINISTRATOR, SECRET)
    assert next_undo(desk, desk.store.reader()) is None
    with desk.store.operation(desk, "新增另一个") as op:
        op.insert("towns", {"name": "河东乡"})
    sign_in(desk, ADMINISTRATOR, SECRET, in_window=False)
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    assert found.label == "新增另一个"
    assert not kinds.is_step(kinds.ACCOUNT)


def test_the_person_at_the_desk_confirms(desk: Desk) -> None:
    with pytest.raises(UserError, match="姓名或密码不对"):
        confirm_person(desk, "不是这个口令")
    confirm_person(desk, SECRET)
    assert read_accounts(desk.store.reader())[0].failed == 0


def test_own_password(desk: Desk) -> None:
    with pytest.raises(UserError, match="姓名或密码不对"):
        change_own_password(desk, OTHER, "新的口令八个字呀")
    change_own_password(desk, SECRET, "新的口令八个字呀")
    sign_in(desk, ADMINISTRATOR, "新的口令八个字呀")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("短口令", "8 到 128"),
        ("88888888", "太容易"),
        ("12345678", "太容易"),
        ("87654321", "太容易"),
        ("abcdefgh", "太容易"),
        ("王芳的口令2026", "不要有姓名"),
    ],
)
def test_passwords_that_are_guessed_at_once(plain: Desk, password: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        switch_on(plain, ADMINISTRATOR, password)
    assert not read_accounts(plain.store.reader())
    assert plain.rights is EVERYTHING


def test_check_knows_notes_about_accounts(desk: Desk) -> None:
    be(desk, "李明", "office")
    assert check(desk.store) == []


def test_a_reader_signs_in_without_a_note(root: Path, desk: Desk) -> None:
    before = labels(desk)
    with open_desk(root, writable=False) as reader:
        sign_in(reader, ADMINISTRATOR, SECRET)
        assert reader.rights.is_whole
    assert labels(desk) == before
