"""签发: what is in the books stays in the archive, whatever happens right after or in another month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from bureau.bulletin.archive import archive_findings, free_place
from bureau.bulletin.editions import edition_in_force, withdraw
from bureau.bulletin.texts import keep_texts, kept_texts
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.issuing import Answers, archive_root, issue_month
from bureau.storage.undo import operation_rows, undo
from tests.market.market_books import OCTOBER, STREET, Books, open_books

ANSWERS = Answers(signed_by="李明", issued_on=date(2026, 11, 5))


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """One case in October; the pages aren't set."""

    def set_quickly(_paper: object, _faces: object) -> tuple[bytes, object]:
        return b"%PDF", SimpleNamespace(pages=1)

    monkeypatch.setattr("bureau.reports.render.pdf.pdf_bytes", set_quickly)
    monkeypatch.setattr("bureau.month.issuing.faces_here", lambda: None)
    with open_books(tmp_path) as opened:
        opened.case("2026-10-08", STREET)
        yield opened


def issue(books: Books, period: Period) -> str:
    """A period with one paper; gives its folder."""
    made = issue_month(books.desk, period, ("rebounds",), ANSWERS, lambda _done, _of: None)
    return made.folder


def findings(books: Books) -> list[str]:
    """What 校验 says."""
    desk = books.desk
    with desk.store.snapshot() as conn:
        return list(archive_findings(conn, archive_root(desk), desk.today()))


def test_a_fault_after_the_commit_leaves_the_archive_whole(books: Books) -> None:
    def listener(_changes: object) -> None:
        raise RuntimeError("a window that is being closed")

    books.desk.store.listeners.append(listener)
    with pytest.raises(RuntimeError):
        issue(books, OCTOBER)
    books.desk.store.listeners.remove(listener)
    with books.desk.store.snapshot() as conn:
        assert edition_in_force(conn, OCTOBER) is not None
    assert findings(books) == []
    assert not list(archive_root(books.desk).rglob(".签发中"))


def test_another_month_end_does_not_take_the_place_of_an_issued_month(books: Books) -> None:
    first = issue(books, OCTOBER)
    other = Period.month(2026, 10, 25)
    assert (other.first, other.last) == (date(2026, 9, 26), date(2026, 10, 25))
    second = issue(books, other)
    assert (first, second) == ("2026/2026-10/第1版", "2026/2026-10/第1版(2)")
    assert findings(books) == []


def test_the_text_of_an_issued_month_is_not_undone_nor_redone(books: Books) -> None:
    desk = books.desk
    keep_texts(desk, "monthly", OCTOBER, {"overview": "本月平稳。"}, {"overview": "概述"})
    written = operation_rows(desk.store.reader())[-1].ref
    issue(books, OCTOBER)
    with pytest.raises(UserError, match=r"已经签发，正文不能再改.*收回签发"):
        undo(desk, written)
    with books.desk.store.snapshot() as conn:
        edition = edition_in_force(conn, OCTOBER)
        assert edition is not None
        assert kept_texts(conn, "monthly", OCTOBER, desk.today())["overview"].body == "本月平稳。"
    withdraw(desk, edition, "李局长", "数字有误")
    undo(desk, written)
    with books.desk.store.snapshot() as conn:
        assert kept_texts(conn, "monthly", OCTOBER, desk.today()) == {}
    back = operation_rows(desk.store.reader())[-1].ref
    again = replace(ANSWERS, reason="更正数字")
    issue_month(desk, OCTOBER, ("rebounds",), again, lambda _done, _of: None)
    with pytest.raises(UserError, match=r"不能重做：.*已经签发"):
        undo(desk, back)


def test_a_place_is_given_once() -> None:
    assert free_place("2026/2026-10/第1版", []) == "2026/2026-10/第1版"
    taken = ["2026/2026-10/第1版", "2026/2026-10/第1版(2)"]
    assert free_place("2026/2026-10/第1版", taken) == "2026/2026-10/第1版(3)"
