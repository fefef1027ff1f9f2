"""年终汇总: issued months as they were issued, and what the year comes to, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.issuing import Answers, issue_month
from bureau.month.papers import KINDS, Asked
from bureau.month.papers_year import runs
from bureau.month.year_months import YearLine, YearMonth, mean_of, ranks, subjects, year_text
from bureau.reports.named import Named, Numbers
from bureau.reports.paper import Paper, Paragraph, Table
from tests.market.market_books import STREET, Books, open_books

YEAR = Period.year(2026)
SEPTEMBER, OCTOBER = Period.month(2026, 9), Period.month(2026, 10)


def month(number: int, *figures: Named) -> YearMonth:
    return YearMonth(Period.month(2026, number), Numbers(figures), 1, frozenset())


def count(key: str, value: int) -> Named:
    return Named(key=key, title=key, value=value)


def test_counts_are_added_and_rates_made_anew_from_them() -> None:
    months = (
        month(1, count("cases", 10), count("closed", 9), rate(9, 10)),
        month(2, count("cases", 90), count("closed", 45), rate(45, 90)),
    )
    assert year_text(YearLine("发现", "cases", "sum"), months) == "100"
    # (9 + 45) / (10 + 90), not the mean of 90 % and 50 %.
    line = YearLine("整改率", "rate", "ratio", parts=("closed", "cases"))
    assert year_text(line, months) == "54.00%"


def rate(part: int, whole: int) -> Named:
    return Named(key="rate", title="整改率", value=Fraction(part, whole), measure="rate")


def test_a_rate_of_what_is_left_takes_the_third_part_off() -> None:
    lit = Named(key="lit", title="亮灯率", value=Fraction(97, 100), measure="rate")
    months = (
        month(1, lit, count("due", 100), count("dark", 3)),
        month(2, lit, count("due", 300), count("dark", 5)),
    )
    line = YearLine("抽查亮灯率", "lit", "ratio", parts=("due", "due", "dark"))
    # (400 - 8) / 400.
    assert year_text(line, months) == "98.00%"


def test_scores_are_averaged_as_they_were_printed() -> None:
    def scored(value: str | None) -> Named:
        exact = None if value is None else Fraction(value)
        return Named(key="score", title="得分", value=exact, measure="score")

    # 88.333… is printed 88.33; a month without a score doesn't count.
    months = (month(1, scored("265/3")), month(2, scored(None)), month(3, scored("90")))
    line = YearLine("得分", "score", "mean")
    # (88.33 + 90) / 2 = 89.165, rounded half away from zero.
    assert year_text(line, months) == "89.17"


def test_what_stands_at_the_end_is_that_of_the_last_month() -> None:
    months = (month(1, count("open", 25)), month(2, count("open", 7)))
    assert year_text(YearLine("期末未整改", "open", "last"), months) == "7"
    assert year_text(YearLine("没有", "nothing", "sum"), months) == "—"


def test_equal_means_share_a_place() -> None:
    means = {
        "a": Fraction("90"),
        "b": Fraction("92.004"),
        "c": Fraction("92.001"),
        "d": None,
    }
    # To two decimals b and c are equal, so that a is third; who has no score has no place.
    assert ranks(means) == {"b": 1, "c": 1, "a": 3}
    assert mean_of([]) is None


def test_what_is_broken_down_is_found_by_its_keys() -> None:
    def town(key: str, title: str) -> Named:
        return Named(key=f"towns.{key}.total", title="得分", value=1, group=("镇街考核", title))

    months = (month(1, town("7", "城东街道")), month(2, town("7", "城东街道"), town("8", "白沙镇")))
    assert subjects(months, "towns.{}.total") == {"7": "城东街道", "8": "白沙镇"}


def test_months_in_a_row_are_told_together() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == "1—3月、7月、9—10月"


# -- the paper -------------------------------------------------------------------------------------


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    """Three cases in September, which is issued, then one more; two in October."""

    def set_quickly(paper: Paper, _faces: object) -> tuple[bytes, object]:
        return f"%PDF {paper.title}".encode(), SimpleNamespace(pages=1)

    monkeypatch.setattr("bureau.reports.render.pdf.pdf_bytes", set_quickly)
    monkeypatch.setattr("bureau.reports.render.word.document.word_bytes", lambda _paper: b"PK")
    monkeypatch.setattr("bureau.month.issuing.faces_here", lambda: None)
    with open_books(tmp_path) as opened:
        for day in ("2026-09-01", "2026-09-02", "2026-09-03"):
            opened.case(day, STREET)
        answers = Answers(signed_by="李明", issued_on=date(2026, 10, 5))
        issue_month(opened.desk, SEPTEMBER, ("monthly",), answers, lambda _done, _of: None)
        opened.case("2026-09-30", STREET)
        opened.case("2026-10-08", STREET)
        opened.case("2026-10-09", STREET)
        yield opened


def cases_line(paper: Paper) -> tuple[str, ...]:
    found = next(one for one in paper.blocks if isinstance(one, Table))
    return tuple(next(row for row in found.rows if row[0].startswith("发现案件")))


def test_an_issued_month_keeps_its_numbers_in_the_year(books: Books) -> None:
    paper = KINDS["year-pack"](books.desk, Asked(period=YEAR))
    found = next(one for one in paper.blocks if isinstance(one, Table))
    heads = [column.title for column in found.columns]
    # The star says that a month isn't issued.
    assert heads[9:11] == ["9月", "10月*"]
    line = cases_line(paper)
    assert line[9:11] == ("3", "2")
    assert line[-1] == "5"
    lead = next(one for one in paper.blocks if isinstance(one, Paragraph))
    assert "9月按签发的数字统计" in lead.text


def test_only_a_year_is_summed_up(books: Books) -> None:
    with pytest.raises(UserError, match="选一年"):
        KINDS["year-pack"](books.desk, Asked(period=OCTOBER))
