"""One file on its way into a ledger: read beside the window, looked at, thrown away or taken."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bureau.desk import Desk
from bureau.errors import BureauError, EnvironmentFault, UserError
from bureau.exchange.around import MonthLacking
from bureau.exchange.heading import Told, best_matching, first_rows
from bureau.exchange.importing import Staged, stage
from bureau.exchange.matching import Vocabulary
from bureau.exchange.parsing import ImportCancelled
from bureau.exchange.tables import UnfitHeader, best_rival
from bureau.exchange.workbook import open_workbook
from bureau.ledger.declaration import Ledger
from ui.calling_back import said
from ui.context import Context
from ui.tasks import Cancelled, InlineRunner, Ticket

PASTED = "粘贴的内容.csv"


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that can be taken."""

    staged: Staged


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that can't be read as this ledger, why, and the ledger that it fits instead."""

    sentence: str
    better: Ledger | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of a header that only lacks words: what each heading was taken for, "" where nothing."""
    lacks_month: bool = False


Outcome = Preview | Refusal


class FileReading:
    """One reading of one file; whatever it staged goes when it is cancelled or left."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        path: Path,
        *,
        corrections: Mapping[str, str] | None = None,
        answers: Mapping[str, str] | None = None,
        month: str | None = None,
    ) -> None:
        self.context = context
        self.ledger = ledger
        self.path = path
        self.corrections = dict(corrections or {})
        self.answers = dict(answers or {})
        self.month = month
        self.inline = isinstance(context.writing, InlineRunner)
        self._staged: Staged | None = None
        self._left = False
        self._ticket: Ticket | None = None

    def start(
        self,
        done: Callable[[Outcome], None],
        failed: Callable[[str], None],
        report: Callable[[int], None],
    ) -> None:
        """Reads in the writing lane, in a process of its own; gives a preview or a refusal."""

        # Work that was left behind must not speak to the window any more.
        def deliver(outcome: object) -> None:
            if not self._left and isinstance(outcome, Preview | Refusal):
                done(outcome)

        def tell(fault: BaseException) -> None:
            if not self._left:
                failed(said(fault))

        self._ticket = self.context.writing.run(
            self.read, deliver, tell, title=f"读取“{self.path.name}”"
        )
        self._ticket.report = lambda rows, _of: report(rows)

    def read(self, ticket: Ticket) -> Outcome:
        """The work itself."""
        desk = self.context.desk
        try:
            staged = stage(
                desk,
                self.ledger,
                self.path,
                ledgers=tuple(desk.store.ledgers.values()),
                month=self.month,
                corrections=self.corrections,
                answers=self.answers,
                progress=ticket.step,
                cancelled=lambda: ticket.cancelled,
                inline=self.inline,
            )
        except ImportCancelled:
            raise Cancelled from None
        except UserError as fault:
            lacks_month = isinstance(fault, MonthLacking)
            better = None if lacks_month else fitting_ledger(desk, self.ledger, self.path)
            if better is None:
                columns = fault.columns if isinstance(fault, UnfitHeader) else {}
                return Refusal(fault.sentence, columns=columns, lacks_month=lacks_month)
            return Refusal(
                f"“{self.path.name}”的表头不像“{self.ledger.title}”，更像“{better.title}”。", better
            )
        self._staged = staged
        if self._left:
            self.leave()
            raise Cancelled
        return Preview(staged)

    def leave(self) -> None:
        """Stops the reading, or throws away what it staged."""
        self._left = True
        if self._ticket is not None:
            self._ticket.cancel()
        if self._staged is not None:
            self._staged.discard()


def fitting_ledger(desk: Desk, ledger: Ledger, path: Path) -> Ledger | None:
    """Another ledger whose words fit the file much better, None when there is none."""
    told = Told({}, {})
    try:
        sheets = [sheet for sheet in open_workbook(path).sheets if sheet.visible]
    except BureauError:
        return None
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        own = Vocabulary(ledger, names)
        others = [
            Vocabulary(other, names)
            for other in desk.store.ledgers.values()
            if other.name != ledger.name and not other.internal
        ]
        for sheet in sheets:
            rows = first_rows(sheet)
            found = best_matching(own, rows, sheet, told) if rows else None
            rival = best_rival(others, rows, sheet, found) if rows else None
            if rival is not None:
                return rival.ledger
    return None


def write_block(desk: Desk, block: Sequence[Sequence[str]]) -> Path:
    """A pasted block as a file that an import reads; the first line names the columns."""
    folder = desk.store.folder.staging / f"{desk.random.getrandbits(48):012x}.block"
    path = folder / PASTED
    try:
        folder.mkdir(parents=True)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(block)
    except OSError as fault:
        raise EnvironmentFault(
            f"粘贴的内容存不下来（{folder.parent}），没有导入任何内容；请检查磁盘空间和文件夹权限。"
        ) from fault
    return path


def remove_block(path: Path) -> None:
    """Removes what `write_block` wrote."""
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        path.parent.rmdir()
