"""Which ledgers have acts of their own, of all departments together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec

from bureau.ledger.declaration import Ledger
from ui.ledger.handling import Handling

DEPARTMENTS = (
    *("market", "sanitation", "towns", "facilities", "party"),
    *("bulletin", "returns", "documents"),
)
"""Rooms of the window whose `handlings` say module and class by ledger."""


def handling_of(ledger: Ledger) -> Handling | None:
    """The acts of a ledger, None where it has none of its own."""
    found = handlings(ledger.department).get(ledger.name)
    if found is None:
        return None
    module, name = found
    make: Callable[[Ledger], Handling] = getattr(import_module(module), name)
    return make(ledger)


def modules() -> tuple[str, ...]:
    """Where the acts of all ledgers are, to be loaded before anybody looks at one."""
    found = (module for each in DEPARTMENTS for module, _ in handlings(each).values())
    return tuple(dict.fromkeys(found))


def handlings(department: str) -> Mapping[str, tuple[str, str]]:
    """Module and class by ledger of a department, loaded with the page that shows it."""
    if department not in DEPARTMENTS or find_spec(f"ui.{department}") is None:
        return {}
    if find_spec(f"ui.{department}.handlings") is None:
        return {}
    of: Mapping[str, tuple[str, str]] = import_module(f"ui.{department}.handlings").HANDLINGS
    return of
