"""Putting a paper into a file: the name it gets, and a way out when the name can't be had."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from bureau.errors import BureauError, EnvironmentFault
from bureau.files import free_name, write_whole
from bureau.reports.paper import Paper
from ui.context import Context

LONGEST: Final = 80
"""Characters of a name: three bytes each, and a disk takes 255."""
ELSEWHERE: Final = "换一个位置…"
Saved = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that a paper is saved as."""

    short: str
    title: str
    patterns: str
    suffix: str


PDF: Final = FileKind("PDF", "保存为 PDF", "PDF 文件 (*.pdf)", ".pdf")
WORD: Final = FileKind("Word", "保存为 Word", "Word 文档 (*.docx)", ".docx")
SLIDES: Final = FileKind("PPT", "保存为 PPT", "幻灯片 (*.pptx)", ".pptx")
EXCEL: Final = FileKind("Excel", "保存为 Excel", "Excel 表格 (*.xlsx)", ".xlsx")


def editable_kind(paper: Paper) -> FileKind:
    """What kind of file a paper's text is edited in."""
    return SLIDES if paper.form == "slides" else WORD


def file_name(name: str, kind: FileKind = PDF) -> str:
    """A paper's name as a file name: 2026年10月-市容秩序整治工作月报.pdf."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name.replace("\n", "")).strip(" .-")
    return f"{(plain or '材料')[:LONGEST]}{kind.suffix}"


def save_paper(
    context: Context,
    parent: QWidget | None,
    content: bytes,
    name: str,
    saved: Saved,
    kind: FileKind = PDF,
) -> None:
    """Asks where to, writes, and offers another name where that one can't be written.

    `saved` hears the path; nothing happens after 取消.
    """
    path = context.asker.save_file(parent, kind.title, file_name(name, kind), kind.patterns)
    while path is not None:
        if path.suffix.lower() != kind.suffix:
            path = path.with_name(path.name + kind.suffix)
        try:
            write_whole(path, content)
        except BureauError as error:
            path = another(context, parent, path, error, kind)
        else:
            context.news.said.emit(f"已保存 {path.name}")
            saved(path)
            return


def lend(content: bytes, name: str) -> Path:
    """The PDF as a file for another program of this PC; gone when this program ends.

    Raises UserError, EnvironmentFault.
    """
    folder = Path(tempfile.mkdtemp(prefix="chengguan-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / file_name(name)
    write_whole(path, content)
    return path


def another(
    context: Context,
    parent: QWidget | None,
    path: Path,
    error: BureauError,
    kind: FileKind,
) -> Path | None:
    """Where to instead, None for 取消."""
    beside = free_name(path)
    offered = f"另存为“{beside}”"
    # A name that is taken by another program leaves the one beside it free; a full disk doesn't.
    locked = isinstance(error, EnvironmentFault) and beside in error.sentence
    answers = [offered, ELSEWHERE] if locked else [ELSEWHERE]
    answer = context.asker.choose(parent, error.sentence, answers)
    if answer == offered:
        return path.with_name(beside)
    if answer == ELSEWHERE:
        return context.asker.save_file(parent, kind.title, path.name, kind.patterns)
    return None
