"""A new passphrase, typed twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bureau.storage.sealed import SHORTEST, TOO_SHORT

if TYPE_CHECKING:
    from ui.context import Asker


def new_passphrase(asker: Asker, parent: QWidget, say: Callable[[str], None]) -> str:
    """What was typed, "" when the person left it or it can't be taken, which `say` is told."""
    first = asker.ask_secret(parent, f"口令（至少 {SHORTEST} 个字符，忘了就打不开）")
    if not first:
        return ""
    if len(first) < SHORTEST:
        say(TOO_SHORT)
        return ""
    second = asker.ask_secret(parent, "再输一遍口令")
    if second is None:
        return ""
    if second != first:
        say("两次输入的口令不一样；请再来一次。")
        return ""
    return first
