"""检查数据 over all rooms: forms of other offices and the archive belong to a sound folder too."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from bureau.month.issuing import Answers, archive_root, issue_month
from bureau.month.soundness import findings
from bureau.returns.forms import MONTHLY, add_form
from tests.market.market_books import OCTOBER, Books, open_books


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with open_books(tmp_path) as opened:
        opened.case("2026-10-01", closed_on="2026-10-02")
        yield opened


def sheet() -> bytes:
    """An empty form."""
    content = io.BytesIO()
    with closing(openpyxl.Workbook()) as made:
        made.save(content)
    return content.getvalue()


def behind_the_program(books: Books, sql: str) -> None:
    with closing(sqlite3.connect(books.desk.store.folder.database)) as conn, conn:
        conn.execute(sql)


def found(books: Books) -> list[str]:
    return findings(books.desk.store, books.desk.today())


def test_a_form_that_was_damaged_or_is_gone_is_named(books: Books) -> None:
    add_form(books.desk, sheet(), "日报.xlsx", {"name": "市局日报", "period": MONTHLY})
    assert found(books) == []
    behind_the_program(books, "UPDATE kept_file SET content = x'00'")
    assert found(books) == ["套表“市局日报”的表样已损坏；请重新添加，或从备份恢复。"]
    behind_the_program(books, "DELETE FROM kept_file")
    assert found(books) == ["套表“市局日报”的表样不在数据里了；请重新添加，或从备份恢复。"]


def test_the_archive_is_looked_at_too(books: Books) -> None:
    day = books.desk.today()
    answers = Answers(signed_by="王局长", issued_on=day)
    edition = issue_month(books.desk, OCTOBER, {"market"}, answers, lambda _done, _of: None)
    assert found(books) == []
    (archive_root(books.desk) / edition.folder / "目录.html").unlink()
    (only,) = found(books)
    assert "“目录.html”不见了" in only
