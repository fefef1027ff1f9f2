"""What the monthly report gained: rates, both sources of handling, months, orders, penalties, photos."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader

from bureau.calendar.periods import Period
from bureau.market.figures_json import document
from bureau.market.papers import monthly_paper
from bureau.month.papers import KINDS, Asked
from bureau.reports.citing import plain
from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Heading, Paper, Paragraph, Photos, Table
from bureau.reports.render.pdf import render_pdf
from bureau.reports.rewriting import with_texts
from bureau.storage.photos import add_photo
from tests.market.market_books import (
    ADVISED,
    MANAGE,
    OCTOBER,
    PEOPLE,
    SERVICE,
    Books,
)

HEAD = Letterhead(bureau="云岭县城市管理局", made_at=datetime(2026, 11, 5, 9, 0))
TIDIED = 3204


def insert(books: Books, ledger: str, **values: object) -> int:
    with books.desk.store.operation(books.desk, "登记") as op:
        return op.insert(ledger, values)


def paper_of(books: Books, period: Period = OCTOBER) -> Paper:
    return with_texts(monthly_paper(books.figures(period), HEAD), plain)


def table(paper: Paper, caption: str) -> Table | None:
    """The table of that caption, None where it isn't there."""
    found = [one for one in paper.blocks if isinstance(one, Table) and one.caption == caption]
    return found[0] if found else None


def text(paper: Paper) -> str:
    return "".join(block.text for block in paper.blocks if isinstance(block, Paragraph))


def headings(paper: Paper) -> str:
    return "".join(block.text for block in paper.blocks if isinstance(block, Heading))


def test_rates_stand_with_their_parts_and_change(books: Books) -> None:
    books.case("2026-09-01", due_on="2026-09-05", closed_on="2026-09-05")
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-05")
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-06")
    books.case("2026-10-01", due_on="2026-10-05")
    shown = table(paper_of(books), "案件办理指标表")
    assert shown is not None
    rows = {row[0]: tuple(row[1:]) for row in shown.rows}
    assert rows["结案率"] == ("2/3", "66.67%", "100.00%", "−33.33个百分点")
    assert rows["按期处置率"] == ("1/3", "33.33%", "100.00%", "−66.67个百分点")
    assert "派遣准确率" not in rows
    assert "派遣准确率：本月没有登记派遣环节；返工率：本月没有登记处置反馈和结案环节" in shown.note
    assert "应结案为本期到期的加上期初已超期未结的" in shown.note


def test_logs_and_cases_stand_apart_and_together(books: Books) -> None:
    books.log("2026-10-01", {ADVISED: 600, TIDIED: 200}, "一中队")
    books.case("2026-10-01", unit="一中队", handling=SERVICE)
    books.case("2026-10-02", unit="一中队", handling=MANAGE)
    books.case("2026-10-02", unit="一中队", handling=MANAGE)
    books.log("2026-09-01", {ADVISED: 100, TIDIED: 100})
    paper = paper_of(books)
    shown = table(paper, "服务、管理、执法综合统计表")
    assert shown is not None
    # 6 + 0 of the log against 2 + 2: 60 % and 40 % against 50 % each.
    assert [tuple(row) for row in shown.rows] == [
        ("服务劝导", "6", "1", "0", "6", "60.00%", "70%", "−10.00", "10.00"),
        ("管理规范", "2", "2", "2", "4", "40.00%", "20%", "20.00", "−10.00"),
        ("执法处罚", "0", "0", "0", "0", "0.00%", "10%", "−10.00", "0.00"),
    ]
    assert [tuple(row) for row in shown.totals] == [
        ("合计", "8", "3", "2", "10", "100.00%", "100%", "—", "—")
    ]
    assert "服务劝导占60.00%，比上月上升10.0个百分点" in text(paper)


def test_without_such_logs_the_cases_stand_alone(books: Books) -> None:
    books.case("2026-10-01", handling=SERVICE)
    books.log("2026-10-01", {PEOPLE: 600})
    assert table(paper_of(books), "服务、管理、执法综合统计表") is None


def test_several_months_stand_side_by_side(books: Books) -> None:
    for day, people in (("2026-01-31", 100), ("2026-02-01", 250), ("2026-05-31", 300)):
        books.log(day, {PEOPLE: people})
    books.log("2026-06-01", {PEOPLE: 9900})
    shown = table(paper_of(books, Period.cumulative(2026, 5)), "执法日志分月统计表")
    assert shown is not None
    heads = [column.title for column in shown.columns]
    assert heads == ["工作内容", "单位", "1月", "2月", "3月", "4月", "5月", "合计"]
    assert [tuple(row) for row in shown.rows] == [
        ("出动人员", "人次", "1", "2.50", "—", "—", "3", "6.50")
    ]
    assert table(paper_of(books), "执法日志分月统计表") is None
    found = document(books.figures(Period.cumulative(2026, 5)))["daily_by_month"]
    assert isinstance(found, dict)
    assert found["2026年5月"] == {"出动人员(人次)": 3}


def test_statistical_months_cut_the_logs(books: Books) -> None:
    for day in ("2025-12-26", "2026-01-25", "2026-01-26", "2026-02-25"):
        books.log(day, {PEOPLE: 100})
    figures = books.figures(Period.run((2026, 1), (2026, 2), 25))
    assert [one.totals for one in figures.daily_months] == [{PEOPLE: 2}, {PEOPLE: 2}]


def test_orders_penalties_and_actions_have_sections_when_there_are_any(books: Books) -> None:
    books.case("2026-10-01", closed_on="2026-10-02", satisfaction=2501)
    assert "热线、投诉与回访" in headings(paper_of(books))
    assert "行政处罚" not in headings(paper_of(books))
    assert "专项行动" not in headings(paper_of(books))
    insert(
        books,
        "hotline",
        number="GD1",
        received_at="2026-10-01 09:00:00",
        due_at="2026-10-03 09:00:00",
        answered_at="2026-10-02 09:00:00",
    )
    insert(books, "penalties", number="CF1", filed_on="2026-10-03", decided_on="2026-10-04",
           fine_fen=20050, procedure=3701)  # fmt: skip
    campaign = insert(
        books, "campaigns", name="露天焚烧专项行动", begins_on="2026-10-01", targets={3218: 10000}
    )
    insert(books, "campaign-days", date="2026-10-05", campaign=campaign, counts={3218: 1200})
    paper = paper_of(books)
    said = text(paper)
    assert "本月整改的案件中有效回访1件，满意和基本满意1件，满意率100.00%。" in said
    assert "本月受理热线和平台工单1件，应办结1件，办结1件，按时结案率100.00%。" in said
    assert "本月行政处罚立案1件，其中简易程序1件，作出处罚决定1件，罚款200.50元。" in said
    shown = table(paper, "专项行动进展表")
    assert shown is not None
    assert tuple(shown.rows[0]) == ("露天焚烧专项行动", "查处露天焚烧12/100起", "1", "0", "0")
    found: dict[str, Any] = document(books.figures())
    assert (found["hotline"]["received"], found["penalties"]["fined_fen"]) == (1, 20050)


def test_places_where_trouble_comes_back_are_named(books: Books) -> None:
    for found, closed in (("2026-09-20", "2026-09-25"), ("2026-10-05", "2026-10-06")):
        books.case(found, town="石桥镇", closed_on=closed, unit="一中队")
    books.case("2026-10-10", town="石桥镇", unit="一中队")
    paper = paper_of(books)
    shown = table(paper, "反弹最多的点位")
    assert shown is not None
    assert [tuple(row) for row in shown.rows] == [
        ("1", "石桥镇", "建设大道1号", "占道经营", "一中队", "2", "2", "4")
    ]
    # Two of October came back, one was put right in it.
    assert "本月有2件是同一地点同类问题结案后不久再次出现，反弹率200.00%" in text(paper)


def test_fines_are_in_no_rate(books: Books) -> None:
    insert(books, "penalties", number="CF1", decided_on="2026-10-04", fine_fen=20000)
    now = books.figures().now
    assert not any(now.counted.values())


def test_photos_close_the_report_two_cases_a_page(books: Books, tmp_path: Path) -> None:
    for number in range(3):
        for name in ("before", "after"):
            Image.new("RGB", (80, 60), (40 * number, 90, 160)).save(tmp_path / f"{name}.jpg")
        with books.desk.store.operation(books.desk, "登记") as op:
            before, after = (
                add_photo(op, books.desk.store.folder, tmp_path / f"{name}.jpg")
                for name in ("before", "after")
            )
            values = {
                "found_on": "2026-10-01",
                "closed_on": f"2026-10-0{number + 2}",
                "number": f"ZZ-2026-000{number + 1}",
                "photos_before": f'["{before}"]',
                "photos_after": f'["{after}/90"]',
            }
            op.insert("market-cases", values)
    paper = KINDS["market"](books.desk, Asked(period=OCTOBER))
    shown = [block for block in paper.blocks if isinstance(block, Photos)]
    assert [one.photos[0].caption for one in shown] == ["整改前（2026-10-01 发现）"] * 3
    assert shown[0].photos[1].caption == "整改后（2026-10-04 完成）"
    assert shown[0].photos[1].turn == 90
    content = BytesIO()
    render_pdf(paper, content)
    pages = [page.extract_text() for page in PdfReader(content).pages]
    assert ["ZZ-2026-0003" in page for page in pages[-2:]] == [True, False]
    assert "ZZ-2026-0001" in pages[-1]
