"""Signing in: before it nobody may do anything, after it what the account's role says."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from bureau.access import waiting
from bureau.access.passwords import hash_of, is_right
from bureau.access.rights import NOBODY
from bureau.errors import UserError
from bureau.storage import accounts, kinds
from bureau.storage.operation import compact

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.accounts import Account

ACCOUNTS: Final = "accounts"
"""What a note about accounts is filed under in history, where a ledger's name stands."""
NOTE: Final = "account"
WRONG: Final = "姓名或密码不对；请核对（密码区分大小写）再试。"
CLOSED: Final = "连续输错密码次数太多；请过 {left} 再试，或请管理员重设密码。"


def are_accounts_on(desk: Desk) -> bool:
    """Whether the folder asks who is there."""
    with desk.store.snapshot() as conn:
        return accounts.are_on(conn)


def ask_for_sign_in(desk: Desk) -> bool:
    """Takes every right from a desk whose folder keeps accounts; gives whether it does."""
    on = are_accounts_on(desk)
    if on:
        desk.rights = NOBODY
    return on


def names_to_sign_in(desk: Desk) -> list[str]:
    """Who has an account that is in use."""
    with desk.store.snapshot() as conn:
        return [one.name for one in accounts.read_accounts(conn) if one.active]


def sign_in(desk: Desk, name: str, password: str, *, in_window: bool = True) -> None:
    """The desk is that person's from now on, with the rights of the account. Raises UserError.

    Noted in history where the folder can be written. Ctrl+Z reaches back to a sign-in at the
    window; one for a single command doesn't stand in its way.
    """
    account = checked(desk, name, password)
    take_desk(desk, account)
    if not desk.store.writable:
        return
    kind = kinds.SIGN_IN if in_window else kinds.ACCOUNT
    label = f"{account.name} 登录" if in_window else f"{account.name} 在命令行登录"
    with desk.store.operation(desk, label, kind) as op:
        accounts.change_account(
            op, account.id, failed=0, locked_until=None, last_at=desk.now().isoformat(sep=" ")
        )
        op.note_raw(ACCOUNTS, 0, NOTE, None, compact({"sign_in": account.name}))


def take_desk(desk: Desk, account: Account) -> None:
    """Whose desk it is."""
    desk.actor, desk.rights = account.name, account.rights


def checked(desk: Desk, name: str, password: str) -> Account:
    """The account of a name and its password. A wrong one is counted. Raises UserError."""
    account = account_named(desk, name)
    if account is None or not account.active:
        # Takes as long as a wrong password does: nobody learns which names there are.
        is_right(password, nobodys_secret())
        raise UserError(WRONG)
    now = desk.now()
    left = waiting.left_of(account.locked_until, now)
    if left:
        raise UserError(CLOSED.format(left=waiting.said(left)))
    if not is_right(password, account.secret):
        failed = count_wrong(desk, account, now)
        wait = waiting.wait_after(failed)
        raise UserError(CLOSED.format(left=waiting.said(wait)) if wait else WRONG)
    return account


def confirm_person(desk: Desk, password: str) -> None:
    """The person at the desk says the password again: the window was idle. Raises UserError."""
    account = checked(desk, desk.actor, password)
    take_desk(desk, account)
    if desk.store.writable and account.failed:
        with desk.store.upkeep() as conn:
            accounts.count_failure(conn, account.id, 0, None)


def account_named(desk: Desk, name: str) -> Account | None:
    """The account of that name."""
    with desk.store.snapshot() as conn:
        found = {one.name: one for one in accounts.read_accounts(conn)}
    return found.get(name.strip())


def count_wrong(desk: Desk, account: Account, now: datetime) -> int:
    """Counts a wrong password, and notes in history when the door is closed for a while.

    A reader of a folder that another program holds can't count; trying is slow there too.
    """
    failed = account.failed + 1
    wait = waiting.wait_after(failed)
    until = f"{now + wait:%Y-%m-%d %H:%M:%S}" if wait else None
    if not desk.store.writable:
        return failed
    with desk.store.upkeep() as conn:
        accounts.count_failure(conn, account.id, failed, until)
    if wait:
        label = f"{account.name} 连续 {failed} 次输错密码，暂停 {waiting.said(wait)}"
        with desk.store.operation(desk, label, kinds.ACCOUNT) as op:
            op.note_raw(ACCOUNTS, 0, NOTE, None, compact({"wrong": account.name, "times": failed}))
    return failed


@cache
def nobodys_secret() -> str:
    """The hash of no account, to be as slow with."""
    return hash_of("nobody's password")
