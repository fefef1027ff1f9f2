"""report case-file, notices …: papers about chosen records from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.market.notice_kinds import SUPERVISION
from bureau.opening import open_desk
from tests.commands.conftest import Main, assert_refused, contents, text_of


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


def supervise(folder: Path, towns: tuple[str, ...]) -> None:
    """A supervision of one case in each town, numbered from 1."""
    with open_desk(folder, writable=True) as desk, desk.store.operation(desk, "登记") as op:
        for number, town in enumerate(towns, 1):
            place = {"town": op.insert("towns", {"name": town}), "address": f"人民路{number}号"}
            case = op.insert(
                "market-cases", {"number": f"案{number}", "found_on": "2026-10-02", **place}
            )
            paper = {"number": f"督办〔2026〕{number}号", "kind": SUPERVISION, "case": case}
            op.insert("notices", {**paper, **place, "issued_on": "2026-10-08"})


def test_papers_are_chosen_by_their_town(main: Main, folder: Path, tmp_path: Path) -> None:
    supervise(folder, ("城东街道", "河口镇"))
    target = tmp_path / "城东.pdf"
    ran = main("report", "notices", "--where", "镇街=城东街道", "-o", target, data=folder)
    assert ran.status == 0, ran.err
    printed = text_of(target)
    assert "督办〔2026〕1号" in printed
    assert "督办〔2026〕2号" not in printed
