"""Figures by name over all departments, and 审定数: what is entered, printed, told and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.bulletin.approved import approve, approved_of, value_of, withdraw
from bureau.errors import UserError
from bureau.month.approving import approve_figure, citations_of, findings, read_official
from bureau.month.figures import figures
from bureau.month.numbers import read_numbers
from bureau.month.papers import KINDS, MAKERS, Asked
from bureau.reports.named import Named
from bureau.reports.paper import KeyFigures, Paper, Paragraph, Signatures
from bureau.storage.undo import next_undo, undo
from tests.market.market_books import OCTOBER, Books, open_books

SAID = {"approved": "5件", "reason": "两件只有纸质单。", "approver": "局长办公会"}


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """Three cases in October, two of them put right; four in September."""
    with open_books(tmp_path) as opened:
        for day in range(1, 5):
            opened.case(f"2026-09-0{day}", closed_on="2026-09-20")
        opened.case("2026-10-01", closed_on="2026-10-02")
        opened.case("2026-10-02", closed_on="2026-10-03")
        opened.case("2026-10-03")
        yield opened


def texts_of(paper: Paper) -> list[str]:
    return [one.text for one in paper.blocks if isinstance(one, Paragraph)]


def test_every_citation_of_the_papers_is_its_figure(books: Books) -> None:
    numbers = read_numbers(books.desk, OCTOBER)
    for kind in ("monthly", "market", "facilities"):
        cited = citations_of(MAKERS[kind](books.desk, Asked(period=OCTOBER)))
        assert cited, kind
        for key, words in cited.items():
            assert numbers.text(key) in (words, f"{words}%"), (kind, key)


def test_named_figures_are_those_of_the_document(books: Books) -> None:
    found = figures(books.desk, OCTOBER)
    named, market, facilities = found["named"], found["market"], found["facilities"]
    assert isinstance(named, dict)
    assert isinstance(market, dict)
    assert isinstance(facilities, dict)
    assert named["market.cases"]["value"] == market["cases"] == 3
    assert named["market.cases"]["before"] == "4"
    assert named["market.rectified_rate"]["text"] == "66.67%"
    assert named["market.rectified_rate"]["value"] == "2/3"
    assert named["facilities.repairs"]["value"] == facilities["repairs"]["count"] == 0
    assert found["approved"] == []


def test_an_approved_figure_is_printed_with_its_mark_and_why(books: Books) -> None:
    approve_figure(books.desk, OCTOBER, "market.cases", SAID)
    paper = KINDS["market"](books.desk, Asked(period=OCTOBER))
    (top,) = [one for one in paper.blocks if isinstance(one, KeyFigures)]
    # (5 − 4) ÷ 4: the change is reckoned from what was approved.
    assert (top.figures[0].value, top.figures[0].change) == ("5※", "环比上升25.0%")
    assert (top.figures[1].value, top.figures[1].unit) == ("66.67", "%")
    assert texts_of(paper)[0].startswith("2026年10月共发现市容秩序案件5※件，环比上升25.0%")
    at = next(place for place, one in enumerate(paper.blocks) if isinstance(one, Signatures))
    note = paper.blocks[at - 1]
    assert isinstance(note, Paragraph)
    assert note.text == (
        "※ 审定数：发现案件统计为3件，审定为5件（局长办公会审定，理由：两件只有纸质单）。"
    )


def test_what_no_number_of_a_report_is_tied_to_is_told_in_its_note(books: Books) -> None:
    approve_figure(books.desk, OCTOBER, "market.voided", SAID)
    told = "作废案件统计为0件，审定为5件（局长办公会审定，理由：两件只有纸质单），表中为统计数"
    for kind, names_it in (("market", True), ("monthly", True), ("analysis", False)):
        notes = texts_of(KINDS[kind](books.desk, Asked(period=OCTOBER)))
        assert any(told in text for text in notes) == names_it


def test_a_rate_beside_its_unit_stays_without_percent(books: Books) -> None:
    approve_figure(books.desk, OCTOBER, "market.rectified_rate", {**SAID, "approved": "70"})
    paper = KINDS["market"](books.desk, Asked(period=OCTOBER))
    (top,) = [one for one in paper.blocks if isinstance(one, KeyFigures)]
    assert (top.figures[1].value, top.figures[1].unit) == ("70.00※", "%")
    assert "整改率70.00%※" in texts_of(paper)[0]


def test_both_numbers_are_kept_and_a_later_change_is_told(books: Books) -> None:
    approve_figure(books.desk, OCTOBER, "market.cases", SAID)
    assert findings(books.desk, OCTOBER) == ()
    books.case("2026-10-09")
    found = figures(books.desk, OCTOBER)
    named = found["named"]
    assert isinstance(named, dict)
    assert named["market.cases"]["value"] == 4
    assert named["market.cases"]["approved"] == {"value": 5, "text": "5"}
    assert read_official(books.desk, OCTOBER)[0]["market.cases"].text == "5"
    (said,) = findings(books.desk, OCTOBER)
    assert "统计数已变：审定时3件，现在4件，审定为5件" in said


def test_one_in_force_until_it_is_withdrawn(books: Books) -> None:
    record = approve_figure(books.desk, OCTOBER, "market.cases", SAID)
    with pytest.raises(UserError, match="已经审定为 5件"):
        approve_figure(books.desk, OCTOBER, "market.cases", {**SAID, "approved": "6"})
    with pytest.raises(UserError, match="撤销理由"):
        withdraw(books.desk, [record], {})
    withdraw(books.desk, [record], {"withdrawn_reason": "已补录"})
    with pytest.raises(UserError, match="已经撤销过"):
        withdraw(books.desk, [record], {"withdrawn_reason": "再撤"})
    paper = KINDS["market"](books.desk, Asked(period=OCTOBER))
    assert not any("※" in text for text in texts_of(paper))
    approve_figure(books.desk, OCTOBER, "market.cases", {**SAID, "approved": "6"})


def test_entering_one_is_undone_in_one_step(books: Books) -> None:
    approve_figure(books.desk, OCTOBER, "market.cases", SAID)
    with books.desk.store.snapshot() as conn:
        last = next_undo(books.desk, conn)
        assert len(approved_of(conn, OCTOBER, books.desk.today())) == 1
    assert last is not None
    undo(books.desk, last.ref)
    with books.desk.store.snapshot() as conn:
        assert approved_of(conn, OCTOBER, books.desk.today()) == ()


@pytest.mark.parametrize(
    ("measure", "unit", "typed", "words"),
    [
        ("count", "件", "185件", "185"),
        ("rate", "", "85.4", "85.40%"),
        ("rate", "", "85.4%", "85.40%"),
        ("money", "元", "1.2万元", "12,000.00"),
        ("money", "元", "−20,000.00", "−20,000.00"),
        ("score", "分", "91.5", "91.50"),
        ("rank", "", "2", "2"),
    ],
)
def test_what_is_typed_is_read_as_the_figure_is_measured(
    measure: str, unit: str, typed: str, words: str
) -> None:
    one = Named(key="k", title="指标", value=1, measure=measure, unit=unit)  # type: ignore[arg-type]  # parametrized
    assert one.said(value_of(one, typed)) == words


@pytest.mark.parametrize(
    ("measure", "typed", "said"),
    [
        ("count", "很多", "只能填数"),
        ("count", "1.5", "只能是整数"),
        ("rate", "120", "不会超过 100%"),
        ("rate", "一半", "按百分数填"),
        ("score", "优", "按分数填"),
        ("money", "x元", "按元填"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(measure: str, typed: str, said: str) -> None:
    one = Named(key="k", title="指标", value=1, measure=measure)  # type: ignore[arg-type]  # parametrized
    with pytest.raises(UserError, match=said):
        value_of(one, typed)


def test_what_was_counted_needs_no_approval(books: Books) -> None:
    one = read_numbers(books.desk, OCTOBER)["market.cases"]
    with pytest.raises(UserError, match="不用登记"):
        approve(books.desk, OCTOBER, one, {**SAID, "approved": "3"})
