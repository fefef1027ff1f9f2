"""The papers of a batch as files in a folder, each in the formats asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bureau.errors import BureauError
from bureau.files import write_whole
from ui.context import Context
from ui.paper.batch_making import PaperJob
from ui.paper.dialog import UNKNOWN
from ui.paper.filing import EXCEL, PDF, WORD, FileKind, editable_kind, file_name
from ui.paper.making import Made, set_editable, set_sheets
from ui.paper.one_by_one import OneByOne

REPLACE, BESIDE = "替换", "换个名字，都留着"
NAMED_MOST = 3
Paper = tuple[int, PaperJob, Made]


@dataclass(frozen=True, slots=True)
class Format:
    """What the papers are saved as."""

    title: str
    kinds: tuple[FileKind, ...]


FORMATS = (
    Format("PDF", (PDF,)),
    Format("Word", (WORD,)),
    Format("Excel", (EXCEL,)),
    Format("PDF 和 Word", (PDF, WORD)),
    Format("三种都要", (PDF, WORD, EXCEL)),
)


@dataclass(frozen=True, slots=True)
class Target:
    """One file to be written."""

    row: int
    path: Path
    kind: FileKind
    made: Made


class BatchFiles(QObject):
    """Asks for the folder and writes file after file; one that fails is told in its row."""

    said = Signal(int, str)
    refused = Signal(int, str)
    ended = Signal(object, int, int)
    """The folder, files written, files that failed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent
        self._targets: list[Target] = []
        self._folder = Path()
        self._written = self._failed = 0
        self._broken: set[int] = set()
        self._pieces = OneByOne(context.papers, "保存材料", self)
        self._pieces.begun.connect(lambda at: self.said.emit(self._targets[at].row, "正在保存…"))
        self._pieces.done.connect(self._done)
        self._pieces.failed.connect(self._fail)
        self._pieces.ended.connect(self._end)

    @property
    def running(self) -> bool:
        """Whether files are being written."""
        return self._pieces.running

    def cancel(self) -> tuple[int, ...]:
        """Stops after the file under way; gives the rows of those that aren't written."""
        left = self._targets[self._written + self._failed :] if self.running else []
        self._pieces.cancel()
        return tuple(dict.fromkeys(target.row for target in left))

    def save(self, papers: Sequence[Paper], chosen: Format) -> bool:
        """Asks where to and begins; not after 取消."""
        folder = self._context.asker.open_folder(self._parent, "保存到哪个文件夹")
        if folder is None:
            return False
        targets = targets_of(papers, chosen, folder)
        there = [target.path.name for target in targets if target.path.exists()]
        if there:
            named = "、".join(there[:NAMED_MOST]) + ("等" if len(there) > NAMED_MOST else "")
            text = f"这个文件夹里已经有 {len(there)} 个同名的文件：{named}。"
            answer = self._context.asker.choose(self._parent, text, [REPLACE, BESIDE])
            if answer is None:
                return False
            if answer == BESIDE:
                taken = {path.name for path in folder.iterdir()}
                targets = targets_of(papers, chosen, folder, taken)
        self._targets, self._folder = targets, folder
        self._written = self._failed = 0
        self._broken.clear()
        self._pieces.start([(at, writing(target)) for at, target in enumerate(targets)])
        return True

    def _done(self, at: int, _result: object) -> None:
        self._written += 1
        row = self._targets[at].row
        if row not in self._broken:
            self.said.emit(row, "已保存")

    def _fail(self, at: int, error: object) -> None:
        self._failed += 1
        row = self._targets[at].row
        self._broken.add(row)
        self.refused.emit(row, error.sentence if isinstance(error, BureauError) else UNKNOWN)

    def _end(self) -> None:
        self.ended.emit(self._folder, self._written, self._failed)


def writing(target: Target) -> Callable[[], object]:
    """The work of writing one file, in the lane of papers."""
    return lambda: write_whole(target.path, content_of(target))


def content_of(target: Target) -> bytes:
    """The file's bytes. Raises UserError for a paper that this format has no place for."""
    if target.kind is PDF:
        return target.made.content
    if target.kind is EXCEL:
        return set_sheets(target.made.paper)
    return set_editable(target.made.paper)


def targets_of(
    papers: Sequence[Paper], chosen: Format, folder: Path, taken: set[str] | None = None
) -> list[Target]:
    """The files, no two of one name and none of a name that is `taken`."""
    used = {name.lower() for name in taken or ()}
    targets = []
    for row, job, made in papers:
        for wanted in chosen.kinds:
            kind = editable_kind(made.paper) if wanted is WORD else wanted
            name = free(file_name(job.name, kind), used)
            targets.append(Target(row, folder / name, kind, made))
    return targets


def free(name: str, used: set[str]) -> str:
    """The name, or with (2) behind it where it is used; it is used from now on."""
    path, found, number = Path(name), name, 2
    while found.lower() in used:
        found = f"{path.stem}({number}){path.suffix}"
        number += 1
    used.add(found.lower())
    return found
