"""Several papers made one after the other, each in the lanes that a single one goes through."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ui.context import Context
from ui.paper.making import Made, MakePaper, PaperMaker


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One paper of a batch: what printing is remembered for, title, file name without ending."""

    kind: str
    title: str
    name: str
    make: MakePaper


class BatchMaker(QObject):
    """Makes papers in turn. A paper that fails is told and the next one begins."""

    begun = Signal(int)
    made = Signal(int, object)
    failed = Signal(int, object)
    ended = Signal()

    def __init__(self, context: Context, jobs: tuple[PaperJob, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: deque[int] = deque()
        self._row = -1
        self._working = False
        self._maker = PaperMaker(context, self)
        self._maker.made.connect(self._take)
        self._maker.failed.connect(self._fail)

    @property
    def working(self) -> bool:
        """Whether a paper is being made."""
        return self._working

    def make(self, rows: tuple[int, ...]) -> None:
        """Makes these after what is waiting already."""
        self._waiting.extend(rows)
        if not self._working:
            self._next()

    def cancel(self) -> tuple[int, ...]:
        """Stops; gives the rows that weren't made."""
        left = ((self._row, *self._waiting)) if self._working else tuple(self._waiting)
        self._waiting.clear()
        self._working = False
        self._maker.cancel()
        return left

    def _next(self) -> None:
        if not self._waiting:
            self._working = False
            self.ended.emit()
            return
        self._row, self._working = self._waiting.popleft(), True
        job = self._jobs[self._row]
        self.begun.emit(self._row)
        self._maker.make(job.make, job.title)

    def _take(self, made: object) -> None:
        assert isinstance(made, Made)
        if self._working:
            self.made.emit(self._row, made)
            self._next()

    def _fail(self, error: object) -> None:
        if self._working:
            self.failed.emit(self._row, error)
            self._next()
