"""签发: papers frozen, archived and kept; nothing half; 更正 after later edits; 第2版 and 收回."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from bureau.bulletin import archive
from bureau.bulletin.archive import CHECKSUMS, archive_findings, write_beside
from bureau.bulletin.editions import (
    Edition,
    edition_in_force,
    editions_of,
    is_issued,
    papers_of,
    withdraw,
)
from bureau.bulletin.frozen import thaw
from bureau.errors import EnvironmentFault, UserError
from bureau.month.figures import figures
from bureau.month.issuing import (
    Answers,
    archive_root,
    commit,
    issue_month,
    prepare,
    standing,
)
from bureau.month.papers import KINDS, Asked
from bureau.month.warnings import read_warnings
from bureau.reports.citing import plain
from bureau.reports.paper import Heading, KeyFigures, Paper, Table
from bureau.storage.undo import next_undo, undo
from tests.market.market_books import OCTOBER, STREET, Books, open_books

ANSWERS = Answers(signed_by="李明", issued_on=date(2026, 11, 5))
AGAIN = Answers(signed_by="李明", issued_on=date(2026, 11, 5), reason="漏登一件案件")
CHOSEN = ("monthly", "market")


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """Two cases in October; the pages aren't set, what stands on them is tested elsewhere."""

    def set_quickly(paper: Paper, _faces: object) -> tuple[bytes, object]:
        return f"%PDF {paper.title}".encode(), SimpleNamespace(pages=1)

    monkeypatch.setattr("bureau.reports.render.pdf.pdf_bytes", set_quickly)
    monkeypatch.setattr("bureau.reports.render.word.document.word_bytes", lambda _paper: b"PK")
    monkeypatch.setattr("bureau.month.issuing.faces_here", lambda: None)
    with open_books(tmp_path) as opened:
        opened.case("2026-10-08", STREET)
        opened.case("2026-10-09", STREET)
        yield opened


def no_step(_done: int, _of: int) -> None:
    """Nobody watches."""


def issue(books: Books, answers: Answers = ANSWERS) -> Edition:
    """October with two papers."""
    return issue_month(books.desk, OCTOBER, CHOSEN, answers, no_step)


def cases_in(paper: Paper) -> str:
    """发现案件 of the big numbers."""
    row = next(one for one in paper.blocks if isinstance(one, KeyFigures))
    return plain(row.figures[0].value)


def folders(books: Books) -> list[str]:
    """What lies in the archive below the month."""
    root = archive_root(books.desk)
    return sorted(one.relative_to(root).as_posix() for one in root.glob("*/*/*"))


def test_an_issue_writes_the_folder_and_the_edition(books: Books) -> None:
    edition = issue(books)
    assert (edition.title, edition.number, edition.signed_by) == ("2026年10月材料第1版", 1, "李明")
    folder = archive_root(books.desk) / "2026" / "2026-10" / "第1版"
    assert sorted(one.name for one in folder.iterdir()) == sorted(
        [
            "2026年10月-城市管理工作月报.pdf",
            "2026年10月-城市管理工作月报.docx",
            "2026年10月-市容秩序整治工作月报.pdf",
            "2026年10月-市容秩序整治工作月报.docx",
            "figures.json",
            "目录.pdf",
            "目录.html",
            "校验.txt",
        ]
    )
    for line in (folder / CHECKSUMS).read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    with books.desk.store.snapshot() as conn:
        kept = papers_of(conn, edition)
    assert [one.kind for one in kept] == ["monthly", "", "market", "", "", "", ""]
    assert json.loads((folder / "figures.json").read_text("utf-8"))["market"]["cases"] == 2
    assert "城市管理工作月报.pdf" in (folder / "目录.html").read_text("utf-8")


def test_sha256sum_accepts_the_checksums(books: Books) -> None:
    folder = archive_root(books.desk) / issue(books).folder
    done = subprocess.run(
        ["sha256sum", "-c", CHECKSUMS], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_an_issued_month_prints_the_same_after_later_edits(books: Books) -> None:
    before = KINDS["monthly"](books.desk, Asked(period=OCTOBER))
    assert before.watermark == "草稿"
    issue(books)
    issued = KINDS["monthly"](books.desk, Asked(period=OCTOBER))
    assert (issued.watermark, cases_in(issued)) == ("", "2")
    books.case("2026-10-20", STREET)
    assert KINDS["monthly"](books.desk, Asked(period=OCTOBER)) == issued
    live = KINDS["monthly"](books.desk, Asked(period=OCTOBER, live=True))
    assert (live.watermark, cases_in(live)) == ("未签发的更正稿", "3")


def test_figures_give_both_and_say_what_changed(books: Books) -> None:
    assert figures(books.desk, OCTOBER)["issued"] is None
    issue(books)
    books.case("2026-10-20", STREET)
    found = figures(books.desk, OCTOBER)
    issued = found["issued"]
    assert isinstance(issued, dict)
    assert issued["figures"]["market"]["cases"] == 2
    assert found["market"]["cases"] == 3  # type: ignore[index]
    changed = {one["key"]: (one["issued"], one["now"]) for one in issued["changed"]}
    assert changed["market.cases"] == ("2", "3")
    assert "market.voided" not in changed


def test_nothing_changed_is_no_correction(books: Books) -> None:
    issue(books)
    assert standing(books.desk, OCTOBER).changed == ()


def test_a_second_edition_tells_what_changed_and_the_first_stays(books: Books) -> None:
    first = issue(books)
    books.case("2026-10-20", STREET)
    with pytest.raises(UserError, match="理由"):
        issue(books)
    second = issue(books, AGAIN)
    assert (second.number, second.reason) == (2, "漏登一件案件")
    paper = KINDS["monthly"](books.desk, Asked(period=OCTOBER))
    title = [one.text for one in paper.blocks if isinstance(one, Heading) and one.level == 1][-1]
    assert re.fullmatch("[一二三四五六七八九十]+、更正", title)
    table = [one for one in paper.blocks if isinstance(one, Table)][-1]
    assert ("市容秩序", "总体：发现案件", "2", "3", "件") in list(map(tuple, table.rows))
    with books.desk.store.snapshot() as conn:
        found = editions_of(conn, OCTOBER)
        old = papers_of(conn, first)[0].content
    assert [one.number for one in found] == [2, 1]
    assert cases_in(thaw(old, books.desk.store.folder.root)) == "2"
    assert folders(books) == ["2026/2026-10/第1版", "2026/2026-10/第2版"]
    assert standing(books.desk, OCTOBER).changed == ()


def test_issuing_cannot_be_undone_and_withdrawing_is_noted(books: Books) -> None:
    edition = issue(books)
    desk = books.desk
    step = next_undo(desk, desk.store.reader())
    assert step is not None
    with pytest.raises(UserError, match="收回"):
        undo(desk, step.ref)
    with pytest.raises(UserError, match="理由"):
        withdraw(desk, edition, "王局", " ")
    withdraw(desk, edition, "王局", "数字有误")
    with desk.store.snapshot() as conn:
        assert not is_issued(conn, OCTOBER)
        assert editions_of(conn, OCTOBER)[0].withdrawn_reason == "数字有误"
    assert KINDS["monthly"](desk, Asked(period=OCTOBER)).watermark == "草稿"
    with pytest.raises(UserError, match="已经收回"):
        withdraw(desk, edition, "王局", "再来一次")
    assert issue(books, AGAIN).number == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (Answers(signed_by=" ", issued_on=date(2026, 11, 5)), "签发人"),
        (Answers(signed_by="李明", issued_on=date(2026, 10, 31)), "统计期结束以后"),
        (Answers(signed_by="李明", issued_on=date(2026, 11, 6)), "晚于今天"),
    ],
)
def test_wrong_answers_are_refused(books: Books, answers: Answers, said: str) -> None:
    with pytest.raises(UserError, match=said):
        issue(books, answers)
    assert folders(books) == []


def test_a_month_that_runs_is_not_issued(books: Books) -> None:
    november = OCTOBER.months_long(OCTOBER.begins.plus(1), 1, 31)  # type: ignore[union-attr]
    with pytest.raises(UserError, match="11月30日才结束"):
        issue_month(books.desk, november, CHOSEN, ANSWERS, no_step)


# -- broken off --------------------------------------------------------------------------------------


class Torn(Exception):
    """The power went."""


def test_cancelling_between_papers_leaves_nothing(books: Books) -> None:
    def step(done: int, _of: int) -> None:
        if done == 1:
            raise Torn

    with pytest.raises(Torn):
        issue_month(books.desk, OCTOBER, CHOSEN, ANSWERS, step)
    assert folders(books) == []


def test_a_failure_before_the_commit_leaves_neither_folder_nor_edition(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_place = archive.put_in_place

    def fail_after(part: Path, root: Path, place: str) -> Path:
        in_place(part, root, place)
        raise EnvironmentFault("磁盘满了。")

    monkeypatch.setattr(archive, "put_in_place", fail_after)
    with pytest.raises(EnvironmentFault):
        issue(books)
    with books.desk.store.snapshot() as conn:
        assert edition_in_force(conn, OCTOBER) is None
    monkeypatch.undo()


def test_leftovers_of_a_crash_are_swept_at_the_next_issue(books: Books) -> None:
    prepare(books.desk, OCTOBER, ("market",), ANSWERS, no_step)
    assert folders(books) == ["2026/2026-10/.第1版.part"]
    # The folder had been renamed, but the books never heard of it.
    root = archive_root(books.desk)
    (root / "2026/2026-10/.第1版.part").rename(root / "2026/2026-10/第1版")
    edition = issue_month(books.desk, OCTOBER, ("monthly",), ANSWERS, no_step)
    assert folders(books) == ["2026/2026-10/第1版"]
    assert not list((root / edition.folder).glob("*市容秩序整治*"))
    with books.desk.store.snapshot() as conn:
        assert list(archive_findings(conn, root, books.desk.today())) == []


def test_sweeping_drops_what_was_never_kept_and_settles_what_was(tmp_path: Path) -> None:
    for place in ("2026/2026-08/第1版", "2026/2026-09/第1版", "2026/2026-10/.第1版.part"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / archive.UNFINISHED).touch()
    archive.sweep(tmp_path, ["2026/2026-08/第1版"])
    kept = sorted(one.relative_to(tmp_path).as_posix() for one in tmp_path.glob("*/*/*"))
    assert kept == ["2026/2026-08/第1版"]
    assert list((tmp_path / kept[0]).iterdir()) == []


def test_a_folder_that_the_books_do_not_know_is_kept_aside(books: Books) -> None:
    older = archive_root(books.desk) / "2026/2026-10/第1版"
    older.mkdir(parents=True)
    (older / "月报.pdf").write_bytes(b"from before a restore")
    issue(books)
    assert len(folders(books)) == 2
    kept = next(one for one in folders(books) if "未登记" in one)
    assert (archive_root(books.desk) / kept / "月报.pdf").exists()


def test_books_that_changed_while_papers_were_made_are_not_issued(books: Books) -> None:
    prepared = prepare(books.desk, OCTOBER, ("market",), ANSWERS, no_step)
    books.case("2026-10-21", STREET)
    with pytest.raises(UserError, match="又有改动"):
        commit(books.desk, prepared)
    assert folders(books) == []


def test_a_full_disk_leaves_nothing(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "write", full)
    with pytest.raises(EnvironmentFault, match="磁盘空间不足"):
        issue(books)
    assert folders(books) == []


def test_what_is_missing_or_changed_in_the_archive_is_named(books: Books) -> None:
    edition = issue(books)
    root, today = archive_root(books.desk), books.desk.today()
    (root / edition.folder / "目录.html").unlink()
    pdf = root / edition.folder / "2026年10月-市容秩序整治工作月报.pdf"
    pdf.write_bytes(pdf.read_bytes().replace(b"2026", b"2025"))
    with books.desk.store.snapshot() as conn:
        found = list(archive_findings(conn, root, today))
    assert len(found) == 2
    assert "“2026年10月-市容秩序整治工作月报.pdf”被改动过" in found[0]
    assert "“目录.html”不见了" in found[1]


def test_writing_beside_refuses_no_older_try(tmp_path: Path) -> None:
    one = archive.ArchiveFile(name="a.txt", content=b"a")
    write_beside(tmp_path, "2026/2026-10/第1版", [one])
    part = write_beside(tmp_path, "2026/2026-10/第1版", [one])
    assert sorted(found.name for found in part.iterdir()) == [".签发中", "a.txt", "校验.txt"]


def test_changes_after_issuing_are_a_warning(books: Books) -> None:
    issue(books)
    books.case("2026-10-20", STREET)
    found = [
        one.words for one in read_warnings(books.desk, OCTOBER) if one.department == "材料签发"
    ]
    assert len(found) == 1
    assert "发现案件签发时 2，现在 3" in found[0]
