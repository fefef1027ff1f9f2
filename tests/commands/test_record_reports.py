"""report case-file, notices …: papers about chosen records from the command line."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from bureau.opening import open_desk
from tests.commands.conftest import Main, assert_refused, contents


def text_of(path: Path) -> str:
    """All text of a PDF, without its line ends and spaces."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [
            document[number].get_textpage().get_text_range() for number in range(len(document))
        ]
    finally:
        document.close()
    return "".join("".join(pages).split())


def test_a_case_file_is_printed_whole_and_noted(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "卷宗.pdf"
    ran = main("report", "case-file", "--where", "当事人=张三丰", "-o", target, data=folder)
    assert ran.status == 0
    printed = text_of(target)
    assert "案件卷宗" in printed
    assert "张三丰" in printed
    assert "卷内目录" in printed
    with open_desk(folder, writable=False) as desk:
        rows = desk.store.reader().execute("SELECT label, kind FROM op ORDER BY seq").fetchall()
    assert tuple(rows[-1]) == (
        "导出“案件台账”未遮盖的个人信息：打印案件卷宗 1 份",
        "export-personal",
    )


@pytest.mark.parametrize(
    "options",
    [
        ("notices",),
        ("receipts", "--where", "文书编号~责改"),
        ("supervision",),
        ("evidence", "--where", "当事人=张三丰"),
        ("case-file", "--where", "当事人=李四光"),
        ("case-file", "--ledger", "market-cases"),
    ],
)
def test_what_cannot_be_printed_changes_nothing(
    main: Main, folder: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    before = contents(folder)
    assert_refused(main("report", *options, "-o", tmp_path / "文书.pdf", data=folder))
    assert contents(folder) == before
