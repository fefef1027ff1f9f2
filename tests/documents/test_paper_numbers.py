"""文号: read in all spellings, given once, gaps and repeats found."""

from __future__ import annotations

import pytest

from bureau.documents.heads import add_shipped
from bureau.documents.ledgers import LETTERHEADS, SENT
from bureau.documents.numbers import Series, series, spans
from bureau.editing import EditFault
from bureau.ledger.number_types import number_in
from bureau.storage.rows import ids
from bureau.storage.undo import next_undo, undo
from bureau.workflow import StepRefused
from tests.documents.document_books import Papers


def all_series(papers: Papers) -> tuple[Series, ...]:
    with papers.desk.store.snapshot() as conn:
        return series(conn, papers.desk.today())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("云城管发〔2026〕12号", "云城管发〔2026〕12号"),
        ("云城管发[2026]第012号", "云城管发〔2026〕12号"),
        ("云城管发（2026）12", "云城管发〔2026〕12号"),
        ("云城管字 【2026】 7 号", "云城管字〔2026〕7号"),
        ("〔2026〕3号", "〔2026〕3号"),
    ],
)
def test_a_number_is_read_as_offices_write_it(written: str, read: str) -> None:
    assert str(number_in(written)) == read


def test_what_is_no_number_stays_a_text(papers: Papers) -> None:
    row = papers.row(SENT.name, papers.sent("关于旧事的通知", number="县府电话记录"))
    assert (row["number"], row["code"], row["year"], row["serial"]) == (
        "县府电话记录",
        None,
        None,
        None,
    )


def test_a_typed_number_fills_its_parts_and_finds_its_letterhead(papers: Papers) -> None:
    head = papers.head("云城管发")
    row = papers.row(SENT.name, papers.sent("关于洗城的通知", number="云城管发[2026]012号"))
    assert row["number"] == "云城管发〔2026〕12号"
    assert (row["code"], row["year"], row["serial"]) == ("云城管发", 2026, 12)
    assert row["letterhead"] == head


def test_numbers_of_a_letterhead_follow_each_other_a_year_each(papers: Papers) -> None:
    head, letters = papers.head("云城管发"), papers.head("云城管函", letter=1)
    signed = [papers.sign(papers.sent(f"第{n}件"), head) for n in (1, 2)]
    assert signed == ["云城管发〔2026〕1号", "云城管发〔2026〕2号"]
    assert papers.sign(papers.sent("去函"), letters) == "云城管函〔2026〕1号"
    last_year = papers.sign(papers.sent("去年"), head, signed_on="2025-12-30")
    assert last_year == "云城管发〔2025〕1号"


def test_the_next_number_follows_the_highest_typed_one(papers: Papers) -> None:
    head = papers.head("云城管发")
    papers.sent("补登的旧文", number="云城管发〔2026〕40号", signed_on="2026-09-30")
    assert papers.sign(papers.sent("新文"), head) == "云城管发〔2026〕41号"


def test_the_number_that_was_typed_just_ahead_is_not_given_again(papers: Papers) -> None:
    head = papers.head("云城管发")
    assert papers.sign(papers.sent("第一件"), head) == "云城管发〔2026〕1号"
    papers.sent("补登的", number="云城管发〔2026〕2号")
    assert papers.sign(papers.sent("第三件"), head) == "云城管发〔2026〕3号"


def test_undo_does_not_give_a_number_back(papers: Papers) -> None:
    head = papers.head("云城管发")
    record = papers.sent("先签的文")
    papers.sign(record, head)
    last = next_undo(papers.desk, papers.desk.store.reader())
    assert last is not None
    undo(papers.desk, last.ref)
    assert papers.row(SENT.name, record)["number"] is None
    assert papers.sign(record, head) == "云城管发〔2026〕2号"


def test_a_paper_that_goes_back_keeps_its_number(papers: Papers) -> None:
    head = papers.head("云城管发")
    record = papers.sent("退回再签的文")
    papers.sign(record, head)
    papers.take(SENT.name, "back", record, remark="改一处")
    assert papers.sign(record, head) == "云城管发〔2026〕1号"


def test_a_number_is_one_papers_alone(papers: Papers) -> None:
    head = papers.head("云城管发")
    papers.sign(papers.sent("甲文"), head)
    other = papers.sent("乙文")
    with pytest.raises(EditFault, match="已经用于《甲文》"):
        papers.sign(other, head, number="云城管发〔2026〕1号")


def test_gaps_repeats_and_void_ones(papers: Papers) -> None:
    for title, number in (("甲", 1), ("乙", 2), ("丙", 2), ("丁", 5), ("戊", 9)):
        papers.sent(title, number=f"云城管发〔2026〕{number}号", signed_on="2026-09-01")
    head = papers.head("云城管办")
    record = papers.sent("作废的文")
    papers.sign(record, head)
    papers.take(SENT.name, "void", record, void_reason="内容有误")
    voided, found = all_series(papers)
    assert (voided.code, voided.count, voided.last, voided.void) == ("云城管办", 1, 1, 1)
    assert (found.count, found.last, found.missing, found.repeated) == (5, 9, (3, 4, 6, 7, 8), (2,))
    assert spans(found.missing) == "3—4、6—8"
    with papers.desk.store.snapshot() as conn:
        assert len(ids(conn, SENT, found.repeats, today=papers.desk.today())) == 2
    # The number of a void paper isn't given again.
    assert papers.sign(papers.sent("重发"), head) == "云城管办〔2026〕2号"


def test_without_a_letterhead_there_is_no_number(papers: Papers) -> None:
    record = papers.sent("没有文头的文")
    with pytest.raises(Exception, match="文头"):
        papers.take(SENT.name, "sign", record, signer="李局长")
    with pytest.raises(StepRefused, match="还没有文号和签发日期"):
        papers.take(SENT.name, "file", record)


def test_the_usual_letterheads_are_added_once(papers: Papers) -> None:
    assert add_shipped(papers.desk) == 6
    assert add_shipped(papers.desk) == 0
    with papers.desk.store.snapshot() as conn:
        assert len(ids(conn, LETTERHEADS, today=papers.desk.today())) == 6
