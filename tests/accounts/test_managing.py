"""Who manages accounts: names once, the last administrator stays, switching off forgets them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bureau.access.rights import EVERYTHING, ROLES
from bureau.accounts.managing import (
    add,
    change,
    give_password,
    idle_minutes,
    list_accounts,
    new_code,
    recover,
    set_idle_minutes,
    switch_off,
    switch_on,
)
from bureau.accounts.signing_in import are_accounts_on, sign_in
from bureau.desk import Desk
from bureau.errors import RightsError, UserError
from bureau.storage.accounts import Account
from tests.accounts.conftest import ADMINISTRATOR, OTHER, SECRET, be


def account(desk: Desk, name: str) -> Account:
    """The account of that name."""
    return next(one for one in list_accounts(desk) if one.name == name)


def test_a_name_is_taken_once(desk: Desk) -> None:
    add(desk, " 李明 ", "section", ("market",), OTHER)
    with pytest.raises(UserError, match="已经有名为“李明”"):
        add(desk, "李明", "viewer", (), OTHER)
    with pytest.raises(UserError, match="已经有名为“王芳”"):
        change(desk, account(desk, "李明").id, ADMINISTRATOR, "viewer", (), active=True)
    assert account(desk, "李明").departments == {"market"}


def test_switched_on_once(desk: Desk) -> None:
    with pytest.raises(UserError, match="已经启用"):
        switch_on(desk, "赵六", SECRET)


def test_a_section_has_a_department(desk: Desk) -> None:
    with pytest.raises(UserError, match="至少一项业务"):
        add(desk, "李明", "section", (), OTHER)
    add(desk, "赵六", "administrator", ("market",), OTHER)
    assert account(desk, "赵六").departments == frozenset()


@pytest.mark.parametrize(("role", "active"), [("office", True), ("administrator", False)])
def test_the_last_administrator_stays_one(desk: Desk, role: str, active: bool) -> None:
    own = account(desk, ADMINISTRATOR)
    with pytest.raises(UserError, match="至少要留一个"):
        change(desk, own.id, own.name, role, (), active=active)
    assert account(desk, ADMINISTRATOR).is_administrator
    add(desk, "赵六", "administrator", (), OTHER)
    change(desk, own.id, own.name, role, (), active=active)
    assert not account_of_all(desk, ADMINISTRATOR).is_administrator


def account_of_all(desk: Desk, name: str) -> Account:
    """The account of that name, whoever looks."""
    sign_in(desk, "赵六", OTHER)
    return account(desk, name)


def test_who_gives_away_a_role_has_it_no_more(desk: Desk) -> None:
    add(desk, "赵六", "administrator", (), OTHER)
    own = account(desk, ADMINISTRATOR)
    change(desk, own.id, own.name, "leader", (), active=True)
    assert desk.rights.role == ROLES["leader"]
    with pytest.raises(RightsError, match="局领导"):
        list_accounts(desk)


def test_a_forgotten_password_is_given_anew(desk: Desk) -> None:
    add(desk, "李明", "viewer", (), OTHER)
    for _ in range(5):
        with pytest.raises(UserError):
            sign_in(desk, "李明", "想不起来了吧")
    give_password(desk, account(desk, "李明").id, "另一个口令甲乙丙")
    sign_in(desk, "李明", "另一个口令甲乙丙")


def test_another_code_ends_the_one_before(desk: Desk, code: str) -> None:
    following = new_code(desk)
    with pytest.raises(UserError, match="恢复码不对"):
        recover(desk, code, ADMINISTRATOR, OTHER)
    recover(desk, following, ADMINISTRATOR, OTHER)


def test_switched_off_everybody_may_everything(desk: Desk) -> None:
    switch_off(desk)
    assert not are_accounts_on(desk)
    assert desk.rights.is_whole
    assert list_accounts(desk) == []
    assert switch_on(desk, "赵六", SECRET)


def test_the_idle_lock_is_set(desk: Desk) -> None:
    assert idle_minutes(desk) == 15
    set_idle_minutes(desk, 5)
    assert idle_minutes(desk) == 5
    set_idle_minutes(desk, 0)
    assert idle_minutes(desk) == 0


ACTS: dict[str, Callable[[Desk], object]] = {
    "list": list_accounts,
    "off": switch_off,
    "code": new_code,
    "add": lambda desk: add(desk, "周七", "viewer", (), OTHER),
    "change": lambda desk: change(desk, 1, "周七", "viewer", (), active=True),
    "password": lambda desk: give_password(desk, 1, OTHER),
    "idle": lambda desk: set_idle_minutes(desk, 0),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_only_administrators_manage(desk: Desk, role: str, act: str) -> None:
    be(desk, "李明", role, "market")
    with pytest.raises(RightsError, match="请管理员"):
        ACTS[act](desk)
    sign_in(desk, ADMINISTRATOR, SECRET)
    assert [one.name for one in list_accounts(desk)] == ["李明", ADMINISTRATOR]
    assert EVERYTHING.is_whole
