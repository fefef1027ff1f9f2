"""From the books to a PDF: figures read in the lane of reading, the paper set in that of papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from bureau.reports.paper import Paper
from ui.context import Context
from ui.tasks import Runner, Ticket

MakePaper = Callable[[], Paper]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF: its bytes, the paper that it was made of, and the characters that no font has."""

    paper: Paper
    content: bytes
    missing: tuple[str, ...]
    pages: int


def set_paper(paper: Paper) -> Made:
    """The paper as PDF in the faces of this PC."""
    # ReportLab and the fonts are read when the first paper is made, not with the window.
    from bureau.reports.render.faces import faces_of_this_pc
    from bureau.reports.render.pdf import pdf_bytes

    content, notes = pdf_bytes(paper, faces_of_this_pc())
    return Made(paper, content, notes.missing_characters, notes.pages)


def set_editable(paper: Paper) -> bytes:
    """The paper as what an office goes on editing: slides as a presentation, all else for Word."""
    if paper.form == "slides":
        from bureau.reports.render.slides.deck import deck_bytes

        return deck_bytes(paper)
    from bureau.reports.render.word.document import word_bytes

    return word_bytes(paper)


def set_sheets(paper: Paper) -> bytes:
    """The paper's tables as a workbook. Raises UserError for a paper without any."""
    from bureau.reports.render.sheets.workbook import sheets_bytes

    return sheets_bytes(paper)


class PaperMaker(QObject):
    """Makes one paper at a time; a new wish ends the one before."""

    stage = Signal(str)
    """What is being done, in words."""
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ticket: Ticket | None = None

    def make(self, make_paper: MakePaper, title: str) -> None:
        """Begins; `made` or `failed` follows unless it is cancelled."""
        self.cancel()
        self.stage.emit("正在读取台账…")

        def take(paper: object) -> None:
            assert isinstance(paper, Paper)
            self._set(paper, title)

        self._run(self._context.reading, lambda _ticket: make_paper(), take, title)

    def _set(self, paper: Paper, title: str) -> None:
        self.stage.emit("正在排版…")
        self._run(self._context.papers, lambda _ticket: set_paper(paper), self.made.emit, title)

    def _run(
        self,
        lane: Runner,
        work: Callable[[Ticket], object],
        done: Callable[[object], None],
        title: str,
    ) -> None:
        def wanted(ticket: Ticket) -> object:
            ticket.step(0)
            return work(ticket)

        self._ticket = lane.run(wanted, done, self.failed.emit, title=f"生成 {title}")

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
