"""A filtered ledger on paper: A4 across, heads on each page, count and filter printed."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from pypdfium2 import PdfDocument

from bureau.reports.ledger_paper import LedgerColumn, ledger_paper
from bureau.reports.render.pdf import render_pdf

COLUMNS = (
    LedgerColumn("案件编号", "code"),
    LedgerColumn("发现日期", "date"),
    LedgerColumn("地点"),
    LedgerColumn("罚款（元）", "number"),
)


def rows(count: int) -> list[tuple[str, ...]]:
    place = "人民路128号（农贸市场东门）南侧人行道，占用盲道长约12米、影响行人通行"
    return [(f"ZZ-2026-{n:04d}", "2026-10-28", place, "1,200.00") for n in range(1, count + 1)]


def test_pages_of_a_ledger() -> None:
    stream = BytesIO()
    paper = ledger_paper(
        "市容案件台账",
        COLUMNS,
        rows(90),
        filter_text="类别＝占道经营",
        period="2026年10月",
        totals=[("合计", "", "", "108,000.00")],
        signature_labels=("填表人", "审核人"),
    )
    notes = render_pdf(paper, stream)
    texts = [page.extract_text() for page in PdfReader(stream).pages]
    assert notes.pages == len(texts) >= 3
    assert "筛选条件：类别＝占道经营" in texts[0]
    assert "共 90 条" in texts[0]
    for number, text in enumerate(texts, 1):
        assert "序号" in text
        assert "案件编号" in text
        assert f"第 {number} 页 共 {len(texts)} 页" in text
    assert "ZZ-2026-0090" in texts[-1]
    assert "108,000.00" in texts[-1]
    assert "审核人：" in texts[-1]


def test_without_a_filter_it_says_all() -> None:
    paper = ledger_paper("台账", COLUMNS, rows(1), numbered=False)
    assert paper.filter_note == "筛选条件：全部记录    共 1 条"
    assert paper.orientation == "landscape"


def test_codes_dates_and_numbers_are_never_broken() -> None:
    stream = BytesIO()
    many = tuple(LedgerColumn(f"说明{n}") for n in range(8))
    long = tuple("需要折行的较长说明文字内容，逐项写明情况" for _ in many)
    paper = ledger_paper("宽表", (*COLUMNS, *many), [(*row, *long) for row in rows(5)])
    render_pdf(paper, stream)
    text = PdfReader(stream).pages[0].extract_text()
    for whole in ("ZZ-2026-0005", "2026-10-28", "1,200.00"):
        assert whole in text


def test_twenty_three_columns_fit_across_the_page() -> None:
    stream = BytesIO()
    columns = tuple(LedgerColumn(f"字段名称{n}") for n in range(23))
    render_pdf(ledger_paper("全字段", columns, [("整改内容说明",) * 23] * 3), stream)
    with PdfDocument(stream.getvalue()) as document:
        text = document[0].get_textpage()
        rights = [text.get_charbox(n)[2] for n in range(text.count_chars())]
    assert 700 < max(rights) < 842 - 15 * 72 / 25.4
