"""The way of a case as a slim line: where it has been, where it is, what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from bureau.market.workflow import (
    AWAITING,
    CLOSED,
    DISPATCHED,
    FILED,
    REGISTERED,
    WORKED,
)
from ui.widgets.way_line import Way, WayLine

STATIONS = (
    (REGISTERED, "登记"),
    (FILED, "立案"),
    (DISPATCHED, "派遣"),
    (WORKED, "处置"),
    (AWAITING, "复查"),
    (CLOSED, "结案"),
)


def way_of(state: int, title: str, before: Sequence[int]) -> Way:
    """The way of a case in this state; `before` are the states that it came through, newest last."""
    places = {station: place for place, (station, _) in enumerate(STATIONS)}
    if state in places:
        return Way(places[state])
    came = next((places[one] for one in reversed(before) if one in places), 0)
    return Way(came, title)


class PathLine(WayLine):
    """The stations of a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([title for _, title in STATIONS], parent)
        self.setObjectName("case-path")
