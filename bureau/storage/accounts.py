"""The table of accounts: local to a data folder, changed only beside a note in its history."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.access.rights import ADMINISTRATOR, NOBODY, ROLES, Rights

if TYPE_CHECKING:
    from bureau.storage.operation import Operation

RECOVERY: Final = "recovery"
IDLE: Final = "idle-minutes"
"""Guards: the hash of the recovery code, which says too that accounts are on; the idle lock."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person's way in. `locked_until` is local time; `departments` empty for all of them."""

    id: int
    name: str
    role: str
    departments: frozenset[str]
    secret: str
    active: bool
    failed: int
    locked_until: str | None
    last_at: str | None

    @property
    def rights(self) -> Rights:
        """What it may do; of a role that this program doesn't know nothing."""
        role = ROLES.get(self.role, NOBODY.role)
        return Rights(role, self.departments if role.by_department else frozenset())

    @property
    def is_administrator(self) -> bool:
        """Whether it manages the others and can be signed in with."""
        return self.active and self.role == ADMINISTRATOR


def read_accounts(conn: sqlite3.Connection) -> list[Account]:
    """All accounts, by name."""
    rows = conn.execute("SELECT * FROM account ORDER BY name, id")
    return [
        Account(
            row["id"],
            row["name"],
            row["role"],
            frozenset(json.loads(row["departments"])),
            row["secret"],
            bool(row["active"]),
            row["failed"],
            row["locked_until"],
            row["last_at"],
        )
        for row in rows.fetchall()
    ]


def are_on(conn: sqlite3.Connection) -> bool:
    """Whether somebody has to sign in before anything is shown."""
    return bool(read_guard(conn, RECOVERY))


def read_guard(conn: sqlite3.Connection, name: str) -> str:
    """A word that this folder keeps for itself, "" where it isn't said."""
    row = conn.execute("SELECT value FROM guard WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row is not None else ""


def put_guard(op: Operation, name: str, value: str) -> None:
    """Keeps such a word; an empty one is forgotten."""
    op.execute("DELETE FROM guard WHERE name = ?", (name,))
    if value:
        op.execute("INSERT INTO guard (name, value) VALUES (?, ?)", (name, value))


def add_account(
    op: Operation, name: str, role: str, departments: frozenset[str], secret: str
) -> None:
    """A new account. Raises sqlite3.IntegrityError for a name that is taken."""
    op.execute(
        "INSERT INTO account (name, role, departments, secret, created_at) VALUES (?, ?, ?, ?, ?)",
        (name, role, json.dumps(sorted(departments)), secret, f"{op.at:%Y-%m-%d %H:%M:%S}"),
    )


def change_account(op: Operation, account: int, **values: object) -> None:
    """Writes columns of an account."""
    if "departments" in values:
        departments = values["departments"]
        assert isinstance(departments, frozenset)
        values["departments"] = json.dumps(sorted(departments))
    parts = ", ".join(f"{name} = ?" for name in values)
    op.execute(f"UPDATE account SET {parts} WHERE id = ?", (*values.values(), account))


def forget_accounts(op: Operation) -> None:
    """No accounts any more: everybody may do everything."""
    op.execute("DELETE FROM account")
    put_guard(op, RECOVERY, "")


def count_failure(conn: sqlite3.Connection, account: int, failed: int, until: str | None) -> None:
    """One more wrong password."""
    conn.execute(
        "UPDATE account SET failed = ?, locked_until = ? WHERE id = ?", (failed, until, account)
    )
