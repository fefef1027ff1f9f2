"""Results of work that come back when the window that asked for them may be gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from bureau.errors import BureauError

Heard = TypeVar("Heard")


def while_alive(owner: QObject, hear: Callable[[Heard], None]) -> Callable[[Heard], None]:
    """`hear`, but only as long as `owner` is there."""

    def hear_if_alive(heard: Heard) -> None:
        if isValid(owner):
            hear(heard)

    return hear_if_alive


def said(fault: BaseException) -> str:
    """What a person is told of a fault."""
    return fault.sentence if isinstance(fault, BureauError) else str(fault)
