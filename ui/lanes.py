"""The lanes of work of one window: one thread each, or none at all for tests and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from ui.tasks import InlineRunner, LaneRunner, Runner, Ticket


@dataclass
class Lanes:
    """Changes, reading of lists, papers (ReportLab and PDFium), and upkeep (backups, search)."""

    writing: Runner = field(default_factory=InlineRunner)
    reading: Runner = field(default_factory=InlineRunner)
    papers: Runner = field(default_factory=InlineRunner)
    upkeep: Runner = field(default_factory=InlineRunner)

    @property
    def all(self) -> tuple[Runner, ...]:
        """Every lane."""
        return self.writing, self.reading, self.papers, self.upkeep

    @property
    def threaded(self) -> list[LaneRunner]:
        """The lanes that have a thread."""
        return [lane for lane in self.all if isinstance(lane, LaneRunner)]

    @property
    def busy(self) -> list[Ticket]:
        """Named work that a person waits for: closing asks what shall become of it."""
        return [ticket for lane in self.threaded if lane is not self.upkeep for ticket in lane.busy]

    @property
    def writes(self) -> bool:
        """Whether a change is under way that closing must wait for."""
        return isinstance(self.writing, LaneRunner) and not self.writing.idle

    def close(self) -> None:
        """Refuses new work everywhere first, then waits."""
        for lane in self.all:
            lane.close()


def threaded_lanes(parent: QObject) -> Lanes:
    """Lanes with threads."""
    return Lanes(*(LaneRunner(name, parent) for name in ("写入", "读取", "材料", "维护")))
