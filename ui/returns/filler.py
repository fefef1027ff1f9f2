"""Filling forms and putting them into files: one of them, all that are due, one that was filled before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from bureau.errors import BureauError
from bureau.files import write_whole
from bureau.month.returning import changed_since, changed_since_last_time, fill_forms
from bureau.returns.filings import file_of, keep
from ui.paper.filing import FileKind, save_paper

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.month.returning import Standing
    from bureau.returns.filling import Filled
    from bureau.returns.forms import Form
    from ui.context import Context

KINDS: Final = {
    ".xlsx": FileKind("Excel", "保存填好的表", "Excel 表格 (*.xlsx)", ".xlsx"),
    ".xlsm": FileKind("Excel", "保存填好的表", "带宏的 Excel 表格 (*.xlsm)", ".xlsm"),
    ".docx": FileKind("Word", "保存填好的表", "Word 文档 (*.docx)", ".docx"),
}
OPEN, AGAIN = "打开已报出的", "重新填报（更正）"
Saved = Callable[[Path, int, str], None]
"""Told where the file is, how many places to look at, and what is to be said of them."""


class Filler:
    """Works for a page: asks there, runs in the lane of papers, remembers in the lane of writing."""

    def __init__(
        self,
        context: Context,
        page: QWidget,
        saved: Saved,
        failed: Callable[[BaseException], None],
    ) -> None:
        self.context = context
        self.page = page
        self.saved = saved
        self.failed = failed

    def fill(self, standing: Standing, period: Period) -> None:
        """One form; what was sent is filled again only when a person says so."""
        filing = standing.filing
        if filing is not None and filing.sent:
            text = f"“{filing.name}”已经报出。"
            answer = self.context.asker.choose(self.page, text, [OPEN, AGAIN])
            if answer == OPEN:
                self.open_filed(standing)
            if answer != AGAIN:
                return
        self._run([standing.form], period, self._save_one)

    def fill_all(self, forms: Sequence[Form], period: Period) -> None:
        """All of these into one folder."""
        text = "填好的表存到哪个文件夹"
        folder = self.context.asker.open_folder(self.page, text) if forms else None
        if folder is None:
            return

        def save(filled: tuple[Filled, ...]) -> None:
            try:
                for one in filled:
                    write_whole(folder / one.name, one.content)
            except BureauError as error:
                self.failed(error)
                return
            self._keep(filled)
            said = [f"{one.form.name}　{words}。" for one in filled for words in one.warnings]
            whole = f"{len(filled)} 份都填好了。"
            self.saved(folder / f"{len(filled)} 份套表", len(said), "\n".join(said) or whole)

        self._run(forms, period, save)

    def open_filed(self, standing: Standing) -> None:
        """The file as it was filled in, put where a person wants it."""
        filing = standing.filing
        if filing is None:
            return
        with self.context.desk.store.snapshot() as conn:
            try:
                content = file_of(conn, filing)
            except BureauError as error:
                self.failed(error)
                return
        self._save(content, filing.name, standing.form, lambda path: self.saved(path, 0, ""))

    def _run(
        self, forms: Sequence[Form], period: Period, done: Callable[[tuple[Filled, ...]], None]
    ) -> None:
        desk = self.context.desk

        def take(found: object) -> None:
            assert isinstance(found, tuple)
            done(found)

        self.context.papers.run(
            lambda ticket: fill_forms(desk, forms, period, ticket.step),
            take,
            self.failed,
            title="填报套表",
        )

    def _save_one(self, filled: tuple[Filled, ...]) -> None:
        (one,) = filled
        said = [f"{warning}。" for warning in one.warnings]
        for lead, changed in (
            ("和本期上次填的不同", changed_since(self.context.desk, one)),
            ("和上期不同", changed_since_last_time(self.context.desk, one)),
        ):
            said += [f"{lead}　{each.sentence}" for each in changed]

        def saved(path: Path) -> None:
            self._keep(filled)
            self.saved(path, len(one.warnings), "\n".join(said) or "每一处都填好了。")

        self._save(one.content, one.name, one.form, saved)

    def _save(self, content: bytes, name: str, form: Form, saved: Callable[[Path], None]) -> None:
        stem = name.rpartition(".")[0]
        save_paper(self.context, self.page, content, stem, saved, KINDS[form.ending])

    def _keep(self, filled: Sequence[Filled]) -> None:
        """Remembers what was filled in, where anything can be written."""
        desk = self.context.desk
        if self.context.writable:
            self.context.writing.run(
                lambda _ticket: keep(desk, filled), lambda _result: None, self.failed
            )
