"""The written text of a month: kept, taken over, printed with the numbers of now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bureau.bulletin import texts
from bureau.bulletin.ledgers.texts import TEXTS
from bureau.bulletin.text_drafts import TextDrafts
from bureau.bulletin.texts import drop_texts, keep_texts
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.papers import KINDS, Asked
from bureau.month.telling import MonthText, read_text, take_over
from bureau.reports.citing import cited
from bureau.reports.paper import Heading, Paragraph, Table
from bureau.storage.undo import next_undo, undo
from tests.market.market_books import OCTOBER, Books, open_books

SEPTEMBER, NOVEMBER = Period.month(2026, 9), Period.month(2026, 11)
TITLES = {"overview": "总体情况", "order": "市容秩序整治"}


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """Three cases in October, two of them closed; one in September."""
    with open_books(tmp_path) as opened:
        opened.case("2026-09-05", closed_on="2026-09-06")
        opened.case("2026-10-01", closed_on="2026-10-02")
        opened.case("2026-10-03", closed_on="2026-10-04")
        opened.case("2026-10-05")
        yield opened


def write(books: Books, period: Period, **bodies: str) -> None:
    keep_texts(books.desk, "monthly", period, bodies, TITLES)


def read(books: Books, period: Period = OCTOBER) -> MonthText:
    return read_text(books.desk, period)


def printed(books: Books, period: Period = OCTOBER) -> list[str]:
    """Headings and paragraphs of the report."""
    paper = KINDS["monthly"](books.desk, Asked(period=period))
    return [one.text for one in paper.blocks if isinstance(one, Heading | Paragraph)]


def undo_last(books: Books) -> None:
    with books.desk.store.snapshot() as conn:
        row = next_undo(books.desk, conn)
    assert row is not None
    undo(books.desk, row.ref)


def test_a_chapter_that_nobody_wrote_in_is_the_draft(books: Books) -> None:
    overview = read(books).chapter("overview")
    assert (overview.mark, overview.kept) == ("drafted", None)
    assert "⟦period.title|2026年10月⟧共发现市容秩序案件" in overview.text
    assert read(books).warnings == ()


def test_the_report_prints_what_was_written_and_drafts_the_rest(books: Books) -> None:
    drafted = printed(books)
    write(books, OCTOBER, overview="## 亮点\n本月发现⟦market.cases|3⟧件。\n> 另见附件。")
    now = printed(books)
    assert now[:4] == ["总体情况", "（一）亮点", "本月发现3件。", "另见附件。"]
    place = drafted.index("一、市容秩序整治")
    assert now[4:] == drafted[place:]


def test_tables_of_a_written_chapter_stay_live_and_can_be_dropped(books: Books) -> None:
    write(books, OCTOBER, order="⟦block:案件分类统计表⟧\n完。")
    books.case("2026-10-06")
    paper = KINDS["monthly"](books.desk, Asked(period=OCTOBER))
    at = paper.blocks.index(Heading("一、市容秩序整治"))
    table, words = paper.blocks[at + 1 : at + 3]
    assert isinstance(table, Table)
    assert table.caption == "案件分类统计表"
    assert table.totals[-1][1] == "4"
    assert words == Paragraph("完。")
    assert not any(
        isinstance(one, Table) and one.caption == "案件办理情况表" for one in paper.blocks
    )


def test_a_number_that_changed_is_told_and_the_paper_prints_that_of_now(books: Books) -> None:
    write(books, OCTOBER, overview="发现⟦market.cases|3⟧件，整改⟦market.closed|2⟧件。")
    assert read(books).chapter("overview").mark == "written"
    books.case("2026-10-06")
    overview = read(books).chapter("overview")
    assert overview.mark == "changed"
    assert [(one.key, one.words, one.now) for one in overview.findings] == [
        ("market.cases", "3", "4")
    ]
    (warning,) = read(books).warnings
    assert "“总体情况”有1个数字和统计不一致（市容秩序·发现案件 3 → 4）" in warning
    assert "发现4件，整改2件。" in printed(books)


def test_a_pattern_moves_on_with_its_numbers_and_its_plain_ones_are_told(books: Books) -> None:
    write(
        books,
        SEPTEMBER,
        overview="⟦period.title|2026年9月⟧发现⟦market.cases|1⟧件，专项14处，⟦towns.9.total|90⟧分。",
    )
    of = read(books)
    assert take_over(books.desk, of, ["overview", "order"]) == ("overview",)
    overview = read(books).chapter("overview")
    assert overview.text == (
        "⟦period.title|2026年10月⟧发现⟦market.cases|3⟧件，专项14处，⟦towns.9.total|90⟧分。"
    )
    assert overview.kept is not None
    assert overview.kept.taken == (date(2026, 9, 1), date(2026, 9, 30))
    assert [(one.state, one.words) for one in overview.findings] == [
        ("unlinked", "14"),
        ("gone", "90"),
    ]
    assert "2026年10月发现3件，专项14处，—分。" in printed(books)
    undo_last(books)
    assert read(books).chapter("overview").kept is None


def test_the_newest_text_of_such_a_period_is_the_pattern(books: Books) -> None:
    write(books, Period.month(2026, 7), overview="七月")
    write(books, Period.month(2026, 8), overview="八月")
    write(books, Period.quarter(2026, 3), overview="季度")
    write(books, OCTOBER, overview="十月")
    pattern = read(books).chapter("overview").pattern
    assert pattern is not None
    assert pattern.body == "八月"
    later = read(books, NOVEMBER).chapter("overview").pattern
    assert later is not None
    assert later.body == "十月"


def test_taking_over_without_a_pattern_says_what_to_do(books: Books) -> None:
    with pytest.raises(UserError, match="没有可以沿用的"):
        take_over(books.desk, read(books), ["overview"])


def test_going_back_to_the_draft_can_be_undone(books: Books) -> None:
    write(books, OCTOBER, overview="甲")
    drop_texts(books.desk, "monthly", OCTOBER, ["overview"], TITLES)
    assert read(books).chapter("overview").mark == "drafted"
    undo_last(books)
    assert read(books).chapter("overview").text == "甲"


def test_writing_again_keeps_one_record_a_chapter(books: Books) -> None:
    write(books, OCTOBER, overview="甲")
    write(books, OCTOBER, overview="乙")
    kept = read(books).chapter("overview").kept
    assert kept is not None
    assert kept.body == "乙"
    with books.desk.store.snapshot() as conn:
        assert conn.execute(f"SELECT count(*) FROM {TEXTS.table}").fetchone()[0] == 1
    undo_last(books)
    assert read(books).chapter("overview").text == "甲"


def test_a_chapter_written_empty_is_left_out_and_those_after_it_move_up(books: Books) -> None:
    write(books, OCTOBER, overview="", order="")
    heads = [one for one in printed(books) if one.startswith(("总体", "一、"))]
    assert heads == ["一、存在问题"]


def test_texts_of_an_issued_month_stand_still(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "is_issued", lambda _conn, period: period == OCTOBER)
    with pytest.raises(UserError, match="2026年10月已经签发"):
        write(books, OCTOBER, overview="甲")
    assert "收回签发" in read(books).closed
    write(books, SEPTEMBER, overview="甲")


def test_numbers_of_the_draft_are_those_of_the_figures(books: Books) -> None:
    of = read(books)
    for chapter in of.chapters:
        for one in cited(chapter.draft):
            assert of.numbers.text(one.key) == one.words, one


def test_unsaved_words_are_found_again_after_a_crash(books: Books) -> None:
    TextDrafts(books.desk).put("monthly", OCTOBER, "overview", "没写完")
    again = TextDrafts(books.desk)
    draft = again.get("monthly", OCTOBER, "overview")
    assert draft is not None
    assert draft.body == "没写完"
    assert again.get("monthly", SEPTEMBER, "overview") is None
    again.drop("monthly", OCTOBER, "overview")
    assert TextDrafts(books.desk).get("monthly", OCTOBER, "overview") is None
