"""What is done to a data folder while no window has it open: restoring a backup, moving, changing over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ui.tasks import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """The window closes, `act` is done, and a window opens on `root`; on `back` when it failed.

    `title` and `text` stand in the new window meanwhile; `act` gives the sentence said afterwards,
    and `room` is the room of 系统 that is shown then. `keeps_data` says that it makes a copy of the
    data itself, so that none is made on closing (which could push out the one to be restored).
    """

    title: str
    text: str
    act: Callable[[Ticket], str]
    root: Path
    back: Path
    room: str = ""
    keeps_data: bool = False


def nothing_to_do(_ticket: Ticket) -> str:
    """For an errand that only changes over to another folder."""
    return ""
