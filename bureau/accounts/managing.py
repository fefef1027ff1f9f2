"""Managing accounts: switched on with a first administrator and a recovery code, never without one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bureau.access.passwords import (
    hash_of,
    is_right,
    new_recovery_code,
    plain_code,
    refuse_weak,
)
from bureau.access.rights import ACCOUNTS as MANAGE
from bureau.access.rights import ADMINISTRATOR, ROLES
from bureau.accounts.signing_in import ACCOUNTS, NOTE, take_desk
from bureau.errors import UserError
from bureau.storage import accounts, kinds
from bureau.storage.operation import compact

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.accounts import Account
    from bureau.storage.operation import Operation

LONGEST_NAME: Final = 32
LAST: Final = "至少要留一个能登录的管理员；请先把别人设为管理员。"
TAKEN: Final = "已经有名为“{name}”的账户；请换一个名字，同名的人可以加上股室。"
WRONG_CODE: Final = "恢复码不对；请核对启用账户时打印的那一张（25 个字母和数字）。"
IDLE_CHOICES: Final = (5, 10, 15, 30, 60, 0)
"""Minutes without a key or the mouse after which the window locks; 0 for never."""
USUAL_IDLE: Final = 15


def list_accounts(desk: Desk) -> list[Account]:
    """All accounts. Raises RightsError."""
    desk.require(MANAGE)
    with desk.store.snapshot() as conn:
        return accounts.read_accounts(conn)


def switch_on(desk: Desk, name: str, password: str) -> str:
    """Keeps accounts from now on; the first one is an administrator's, whose desk it is then.

    Gives the recovery code, which is nowhere kept in the clear. Raises UserError.
    """
    with desk.store.snapshot() as conn:
        if accounts.are_on(conn):
            raise UserError("已经启用了账户。")
    name = checked_name(name)
    refuse_weak(password, name)
    code, secret = new_recovery_code(), hash_of(password)
    kept = hash_of(plain_code(code))
    with noted(desk, f"启用账户，管理员 {name}", on=name) as op:
        accounts.add_account(op, name, ADMINISTRATOR, frozenset(), secret)
        accounts.put_guard(op, accounts.RECOVERY, kept)
    with desk.store.snapshot() as conn:
        take_desk(desk, accounts.read_accounts(conn)[0])
    return code


def switch_off(desk: Desk) -> None:
    """Everybody may do everything again; the accounts are forgotten. Raises RightsError."""
    desk.require(MANAGE)
    with noted(desk, "停用账户功能", off=desk.actor) as op:
        accounts.forget_accounts(op)


def new_code(desk: Desk) -> str:
    """Another recovery code; the one before is worth nothing any more. Raises RightsError."""
    desk.require(MANAGE)
    code = new_recovery_code()
    kept = hash_of(plain_code(code))
    with noted(desk, "换发恢复码", code=desk.actor) as op:
        accounts.put_guard(op, accounts.RECOVERY, kept)
    return code


def recover(desk: Desk, code: str, name: str, password: str) -> str:
    """An administrator in with the recovery code and a new password; gives the next code.

    An account that isn't an administrator's, or isn't in use, can't be taken so. Raises UserError.
    """
    with desk.store.snapshot() as conn:
        kept = accounts.read_guard(conn, accounts.RECOVERY)
        found = next(
            (one for one in accounts.read_accounts(conn) if one.name == name.strip()), None
        )
    if not kept or not is_right(plain_code(code), kept):
        raise UserError(WRONG_CODE)
    if found is None or not found.is_administrator:
        raise UserError("恢复码只用来重设管理员的密码；请选一个管理员的姓名。")
    refuse_weak(password, found.name)
    following, secret = new_recovery_code(), hash_of(password)
    next_kept = hash_of(plain_code(following))
    take_desk(desk, found)
    with noted(desk, f"用恢复码重设 {found.name} 的密码", recovered=found.name) as op:
        accounts.change_account(op, found.id, secret=secret, failed=0, locked_until=None)
        accounts.put_guard(op, accounts.RECOVERY, next_kept)
    return following


def add(desk: Desk, name: str, role: str, departments: Collection[str], password: str) -> None:
    """A new account. Raises UserError, RightsError."""
    desk.require(MANAGE)
    name = checked_name(name)
    refuse_weak(password, name)
    secret = hash_of(password)
    with noted(desk, f"新增账户 {name}（{ROLES[role].title}）", added=name, role=role) as op:
        refuse_taken(op, name)
        accounts.add_account(op, name, role, held_to(role, departments), secret)


def change(
    desk: Desk, account: int, name: str, role: str, departments: Collection[str], *, active: bool
) -> None:
    """Another name, role, departments, or out of use. Raises UserError, RightsError."""
    desk.require(MANAGE)
    name = checked_name(name)
    with noted(desk, f"修改账户 {name}（{ROLES[role].title}）", changed=name, role=role) as op:
        before = account_of(op, account)
        if name != before.name:
            refuse_taken(op, name)
        if before.is_administrator and not (active and role == ADMINISTRATOR):
            refuse_last(op, account)
        accounts.change_account(
            op, account, name=name, role=role, departments=held_to(role, departments),
            active=int(active),
        )  # fmt: skip
    if before.name == desk.actor:
        with desk.store.snapshot() as conn:
            take_desk(desk, next(one for one in accounts.read_accounts(conn) if one.id == account))


def give_password(desk: Desk, account: int, password: str) -> None:
    """Another password for somebody who forgot it; the door is open again. Raises UserError."""
    desk.require(MANAGE)
    with desk.store.snapshot() as conn:
        name = next(one.name for one in accounts.read_accounts(conn) if one.id == account)
    put_password(desk, account, name, password, f"重设 {name} 的密码")


def change_own_password(desk: Desk, present: str, password: str) -> None:
    """The person's own, who has to say the present one. Raises UserError."""
    from bureau.accounts.signing_in import checked

    account = checked(desk, desk.actor, present)
    put_password(desk, account.id, account.name, password, f"{account.name} 修改自己的密码")


def put_password(desk: Desk, account: int, name: str, password: str, label: str) -> None:
    """Writes a new password."""
    refuse_weak(password, name)
    secret = hash_of(password)
    with noted(desk, label, password=name) as op:
        accounts.change_account(op, account, secret=secret, failed=0, locked_until=None)


def idle_minutes(desk: Desk) -> int:
    """After how long without a key the window locks; 0 for never."""
    with desk.store.snapshot() as conn:
        said = accounts.read_guard(conn, accounts.IDLE)
    return int(said) if said else USUAL_IDLE


def set_idle_minutes(desk: Desk, minutes: int) -> None:
    """Raises RightsError."""
    desk.require(MANAGE)
    with noted(
        desk, f"空闲锁定改为 {minutes} 分钟" if minutes else "不再空闲锁定", idle=minutes
    ) as op:
        accounts.put_guard(op, accounts.IDLE, str(minutes))


# -- what they stand on ------------------------------------------------------------------------


@contextmanager
def noted(desk: Desk, label: str, **what: object) -> Iterator[Operation]:
    """An operation about accounts, with its note in history; never a password or its hash."""
    with desk.store.operation(desk, label, kinds.ACCOUNT) as op:
        yield op
        op.note_raw(ACCOUNTS, 0, NOTE, None, compact(what))


def checked_name(name: str) -> str:
    """A name as it is kept. Raises UserError."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UserError(f"请填写姓名，最多 {LONGEST_NAME} 个字。")
    return name


def held_to(role: str, departments: Collection[str]) -> frozenset[str]:
    """The departments of an account. Raises UserError for a section without one."""
    if role not in ROLES:
        raise UserError("请选一个角色。")
    if role == "section" and not departments:
        raise UserError("科室的账户要选至少一项业务；请勾选。")
    return frozenset(departments) if ROLES[role].by_department else frozenset()


def account_of(op: Operation, account: int) -> Account:
    """The account as it stands inside the operation. Raises UserError."""
    for one in accounts.read_accounts(op.conn):
        if one.id == account:
            return one
    raise UserError("这个账户已经不在了；请重新打开这一页。")


def refuse_taken(op: Operation, name: str) -> None:
    """Raises UserError where somebody else is called so."""
    if any(one.name == name for one in accounts.read_accounts(op.conn)):
        raise UserError(TAKEN.format(name=name))


def refuse_last(op: Operation, account: int) -> None:
    """Raises UserError where nobody could manage accounts any more."""
    others = accounts.read_accounts(op.conn)
    if not any(one.is_administrator and one.id != account for one in others):
        raise UserError(LAST)
