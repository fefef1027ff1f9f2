"""Figures and papers across departments, as the commands ask for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Is
from bureau.month.figures import figures
from bureau.month.papers import KINDS, Asked
from bureau.office import BY_NAME
from bureau.reports.paper import Heading, Paper, Table
from bureau.reports.render.pdf import render_pdf
from bureau.settings.reading import expected_shares
from tests.market.market_books import AREA, OCTOBER, PEOPLE, SIGN, STREET, Books, open_books


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with open_books(tmp_path) as opened:
        yield opened


def name_bureau(books: Books) -> None:
    with books.desk.store.operation(books.desk, "设置") as op:
        op.insert("settings", {"name": "bureau-name", "value": "云岭县城市管理局"})
        op.insert("settings", {"name": "bureau-phone", "value": "0797-3812345"})


def test_figures_are_one_json_document(books: Books) -> None:
    books.case("2026-10-01", closed_on="2026-10-02")
    books.log("2026-10-01", {PEOPLE: 1200, AREA: 3650})
    found = figures(books.desk, OCTOBER)
    assert found["period"] == {
        "title": "2026年10月",
        "from": "2026-10-01",
        "to": "2026-10-31",
        "as_of": "",
        "compared_with": {
            "环比": {"from": "2026-09-01", "to": "2026-09-30"},
            "同比": {"from": "2025-10-01", "to": "2025-10-31"},
        },
    }
    market = found["market"]
    assert isinstance(market, dict)
    assert (market["cases"], market["closed"], market["closed_in_month"]) == (1, 1, 1)
    assert market["daily"] == {"出动人员(人次)": 12, "拆除面积(㎡)": Decimal("36.5")}
    json.dumps(found, default=str)


@pytest.mark.parametrize("kind", ["market", "monthly", "analysis", "rebounds"])
def test_reports_need_a_period(books: Books, kind: str) -> None:
    with pytest.raises(UserError, match="--month"):
        KINDS[kind](books.desk, Asked())


def test_a_list_needs_a_ledger(books: Books) -> None:
    with pytest.raises(UserError, match="--ledger"):
        KINDS["ledger"](books.desk, Asked(period=OCTOBER))


def test_the_bureau_is_named_by_its_setting(books: Books) -> None:
    assert KINDS["market"](books.desk, Asked(period=OCTOBER)).organisation == "县城市管理局"
    name_bureau(books)
    paper = KINDS["market"](books.desk, Asked(period=OCTOBER))
    assert paper.organisation == "云岭县城市管理局"
    assert "0797-3812345" in repr(paper.blocks[-1])


@pytest.mark.parametrize(
    ("value", "shares"),
    [("75/20/5", [75, 20, 5]), ("", [70, 20, 10]), ("80/20/10", [70, 20, 10])],
)
def test_the_shares_aimed_at_are_a_setting(books: Books, value: str, shares: list[int]) -> None:
    with books.desk.store.operation(books.desk, "设置") as op:
        op.insert("settings", {"name": "handling-shares", "value": value})
    with books.desk.store.snapshot() as conn:
        assert list(expected_shares(conn, books.desk.today()).values()) == shares


def test_the_summary_has_the_department_as_its_first_section(books: Books) -> None:
    books.case("2026-10-01")
    paper = KINDS["monthly"](books.desk, Asked(period=OCTOBER))
    assert [block.text for block in paper.blocks if isinstance(block, Heading)] == [
        "总体情况",
        "一、市容秩序整治",
        "（一）分类整治情况",
        "（二）案件办理情况",
        "（三）处置方式",
        "二、存在问题",
        "三、下一步打算",
        "（一）城管执法",
    ]


def listed(books: Books, **asked: object) -> Paper:
    return KINDS["ledger"](books.desk, Asked(ledger=BY_NAME["market-cases"], **asked))  # type: ignore[arg-type]


def only_table(paper: Paper) -> Table:
    (found,) = [block for block in paper.blocks if isinstance(block, Table)]
    return found


def test_a_list_has_the_filtered_rows_masked(books: Books) -> None:
    books.case("2026-10-01", STREET, party_name="王小明", phone="13800001234", town="石桥镇")
    books.case("2026-10-02", SIGN)
    paper = listed(books, where=Is("category", STREET), filter_text="问题类别＝占道经营")
    shown = only_table(paper)
    assert [column.title for column in shown.columns] == [
        *("序号", "发现时间", "镇街", "地点", "问题类别", "当事人", "联系电话", "状态"),
    ]
    assert [tuple(row) for row in shown.rows] == [
        ("1", "2026-10-01", "石桥镇", "建设大道1号", "占道经营", "王**", "138****1234", "立案"),
    ]
    assert "问题类别＝占道经营" in paper.filter_note
    assert "共 1 条" in paper.filter_note


def test_unmasked_lists_are_recorded(books: Books) -> None:
    books.case("2026-10-01", party_name="王小明")
    shown = only_table(listed(books, personal_reason="信访核查"))
    assert "王小明" in shown.rows[0]
    label = books.desk.store.reader().execute("SELECT label FROM op ORDER BY seq DESC LIMIT 1")
    assert "信访核查" in label.fetchone()["label"]


def test_an_empty_list_still_has_its_head(books: Books) -> None:
    shown = only_table(listed(books))
    assert not shown.rows
    assert "发现时间" in [column.title for column in shown.columns]


def test_daily_logs_are_listed_with_a_column_a_count(books: Books) -> None:
    books.log("2026-10-01", {PEOPLE: 1200, AREA: 3650}, "一中队")
    paper = KINDS["ledger"](books.desk, Asked(ledger=BY_NAME["market-daily"]))
    shown = only_table(paper)
    heads = ["序号", "日期", "中队", "出动人员(人次)", "拆除面积(㎡)"]
    assert [column.title for column in shown.columns] == heads
    assert tuple(shown.rows[0]) == ("1", "2026-10-01", "一中队", "12", "36.50")


def test_a_wide_ledger_names_the_columns_it_leaves_out(books: Books) -> None:
    full = (
        "number", "found_time", "grid", "description", "party_name", "party_licence", "phone",
        "helping_unit", "result", "notice_number", "registered_by", "note",
    )  # fmt: skip
    texts: dict[str, Any] = dict.fromkeys(full, "甲")
    days: dict[str, Any] = {
        "due_on": "2026-10-03",
        "closed_on": "2026-10-03",
        "delivered_on": "2026-10-02",
    }
    books.case("2026-10-01", **days, **texts)
    books.case("2026-10-02")
    paper = listed(books)
    heads = [column.title for column in only_table(paper).columns]
    assert len(heads) == 17  # sixteen and the running number
    assert {"发现时间", "地点", "问题类别", "当事人", "整改期限", "状态", "完成时间"} <= set(heads)
    assert "送达时间" not in heads
    assert "未印出的列：发现时刻、" in paper.filter_note


def test_a_year_of_months_prints(books: Books) -> None:
    name_bureau(books)
    for month in range(1, 11):
        books.case(f"2026-{month:02}-05", town="石桥镇", due_on=f"2026-{month:02}-09")
        books.log(f"2026-{month:02}-05", {PEOPLE: 1200, AREA: 3650}, "一中队")
    for kind, period in (("market", OCTOBER), ("monthly", Period.run((2026, 1), (2026, 10)))):
        printed = BytesIO()
        notes = render_pdf(KINDS[kind](books.desk, Asked(period=period)), printed)
        text = "".join(page.extract_text() for page in PdfReader(printed).pages)
        assert notes.missing_characters == ()
        for words in ("云岭县城市管理局", "石桥镇", "填表人", "单位负责人", "占道经营"):
            assert words in text.replace("\n", "")
