"""Registers that were kept before: spreadsheets with a running 序号, numbers written every way."""

from __future__ import annotations

from pathlib import Path

from bureau.documents.ledgers import SENT
from bureau.documents.numbers import series
from tests.documents.document_books import Papers
from tests.exchange.ledger_sheets import column, parsed, taken, write_book

ROWS: list[list[object]] = [
    [1, "云城管发（2026）1号", "关于春节保洁的通知", "2026.1.5"],
    [2, "云城管发[2026]第002号", "关于店外经营的通告", "1月12日"],
    [3, "云城管发【2026】5", "关于请求拨款的请示", "2026-01-20"],
    [4, "云城管函〔２０２６〕１号", "关于商请协助的函", "2026年2月12日"],
    [5, "云城管发〔2025〕88号", "补登的旧文", "2025/12/30"],
]


def old_register(path: Path) -> Path:
    return write_book(
        path, {"发文": [["2026年发文登记簿"], ["序号", "发文字号", "文件标题", "发文日期"], *ROWS]}
    )


def test_a_running_number_of_rows_is_no_part_of_a_papers_number(
    papers: Papers, tmp_path: Path
) -> None:
    book = old_register(tmp_path / "旧登记簿.xlsx")
    assert parsed(papers.desk, SENT.name, book).inferred == (
        "没有写年份的日期按 2026 年读入（表头上方的标题），如“1月12日”",
    )
    assert taken(papers.desk, SENT.name, book).written == 5
    assert column(papers.desk, SENT.name, "number") == [
        *("云城管发〔2026〕1号", "云城管发〔2026〕2号", "云城管发〔2026〕5号"),
        "云城管函〔2026〕1号",
        "云城管发〔2025〕88号",
    ]
    assert column(papers.desk, SENT.name, "serial") == [1, 2, 5, 1, 88]
    with papers.desk.store.snapshot() as conn:
        found = series(conn, papers.desk.today())
    assert [(one.code, one.year, one.last, one.missing) for one in found] == [
        ("云城管函", 2026, 1, ()),
        ("云城管发", 2026, 5, (3, 4)),
        ("云城管发", 2025, 88, tuple(range(1, 88))),
    ]


def test_numbers_go_on_after_the_old_register(papers: Papers, tmp_path: Path) -> None:
    taken(papers.desk, SENT.name, old_register(tmp_path / "旧登记簿.xlsx"))
    head, letters = papers.head("云城管发"), papers.head("云城管函", letter=1)
    assert papers.sign(papers.sent("新文"), head) == "云城管发〔2026〕6号"
    assert papers.sign(papers.sent("新函"), letters) == "云城管函〔2026〕2号"
    old = papers.sign(papers.sent("年底补签"), head, signed_on="2025-12-31")
    assert old == "云城管发〔2025〕89号"
