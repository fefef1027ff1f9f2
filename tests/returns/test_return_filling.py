"""Forms kept, marked, filled from the books, remembered, and compared with the time before."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from bureau.bulletin.approved import approve
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Everything
from bureau.month.approving import named_figure
from bureau.month.returning import (
    changed_since,
    changed_since_last_time,
    due_forms,
    fill_forms,
    standings,
)
from bureau.returns import filings, word
from bureau.returns.due import due_by, due_state, reported
from bureau.returns.filings import file_of, keep, mark_sent
from bureau.returns.forms import (
    FIGURE,
    FIXED,
    HALF_YEARLY,
    LEDGER,
    MONTHLY,
    ON_DEMAND,
    QUARTERLY,
    WEEKLY,
    WORD,
    YEARLY,
    Form,
    Place,
    add_form,
    all_forms,
    change_form,
    form_named,
    mark,
    package_of,
    places_of,
    remove_form,
    unmark,
)
from bureau.returns.replacing import replace_file
from bureau.storage.connection import connect_reader
from bureau.storage.kept_files import kept_file
from bureau.storage.undo import next_undo, undo
from tests.market.market_books import OCTOBER, Books, open_books
from tests.returns.sample_forms import city_form, list_form, word_form
from tests.storage.offices import hurry

SEPTEMBER = Period.month(2026, 9)


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Books]:
    hurry(monkeypatch)
    with open_books(tmp_path) as opened:
        yield opened


def take_back(books: Books) -> None:
    """The newest operation is undone."""
    with books.desk.store.snapshot() as conn:
        last = next_undo(books.desk, conn)
    assert last is not None
    undo(books.desk, last.ref)


def only(books: Books) -> Form:
    with books.desk.store.snapshot() as conn:
        (form,) = all_forms(books.desk, conn)
    return form


def city(books: Books) -> Form:
    """市局 with its cases, their share, the period and a fixed word."""
    add_form(
        books.desk, city_form(), "月报表.xlsx", {"name": "市局月报", "office": "市局", "due_day": 5}
    )
    form = only(books)
    mark(
        books.desk,
        form,
        [
            Place(sheet="表1", cell="C5", source=FIGURE, what="market.cases", title="发现案件"),
            Place(sheet="表1", cell="C6", source=FIGURE, what="market.closed", title="已整改"),
            Place(sheet="表1", cell="C7", source=FIGURE, what="market.rectified_rate", decimals=1),
            Place(sheet="表1", cell="D5", source=FIGURE, what="market.cases@mom"),
            Place(sheet="表1", cell="E2", source=WORD, what="period", title="期间"),
            Place(sheet="表1", cell="F5", source=FIXED, what="据实填报"),
        ],
    )
    return form


def cases(books: Books) -> None:
    """Two in September, three in October of which two are closed."""
    for day in ("2026-09-03", "2026-09-08"):
        books.case(day)
    books.case("2026-10-01", closed_on="2026-10-02")
    books.case("2026-10-03", closed_on="2026-10-05")
    books.case("2026-10-09")


def test_a_form_fills_itself(books: Books) -> None:
    cases(books)
    form = city(books)
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    sheet = openpyxl.load_workbook(io.BytesIO(filled.content))["表1"]
    assert (sheet["C5"].value, sheet["C6"].value, sheet["C7"].value) == (3, 2, 0.667)
    assert (sheet["D5"].value, sheet["E2"].value, sheet["F5"].value) == (
        *("50.0%", "2026年10月", "据实填报"),
    )
    assert filled.name == "2026年10月-市局-市局月报.xlsx"
    assert filled.warnings == ()
    assert filled.values["表1 C5 发现案件"] == "3"


def test_an_approved_figure_goes_out_instead_of_the_counted_one(books: Books) -> None:
    cases(books)
    form = city(books)
    one = named_figure(books.desk, OCTOBER, "market.cases")
    approve(
        books.desk,
        OCTOBER,
        one,
        {"approved": "4", "reason": "局长办公会审定", "approver": "王局长"},
    )
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    sheet = openpyxl.load_workbook(io.BytesIO(filled.content))["表1"]
    # Against two of September the approved four are twice as many.
    assert (sheet["C5"].value, sheet["D5"].value) == (4, "100.0%")


def test_a_place_without_a_number_stays_as_it_was(books: Books) -> None:
    form = city(books)
    mark(books.desk, form, [Place(sheet="表1", cell="C5", source=FIGURE, what="market.nothing")])
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    sheet = openpyxl.load_workbook(io.BytesIO(filled.content))["表1"]
    assert sheet["C5"].value == 7
    assert "表1 C5：取不到数：这个统计数没有了，请重新选一个" in filled.warnings
    assert "表1 C7：本期没有这个数，格子保持原样" in filled.warnings


def test_a_list_of_records_is_filled_from_its_ledger(books: Books) -> None:
    cases(books)
    add_form(books.desk, list_form(), "清单.xlsx", {"office": "安委办"})
    form = only(books)
    place = Place(
        sheet="清单",
        cell="A4",
        source=LEDGER,
        what="market-cases",
        title="案件",
        columns=("#", "address", "found_on"),
    )
    mark(books.desk, form, [place])
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    sheet = openpyxl.load_workbook(io.BytesIO(filled.content))["清单"]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6, 7)] == [1, 2, 3, "合计"]
    assert sheet["B4"].value == "建设大道1号"
    days = sorted(sheet.cell(row, 4).value.date() for row in (4, 5, 6))
    assert days == [date(2026, 10, 1), date(2026, 10, 3), date(2026, 10, 9)]
    assert filled.values == {"清单 A4 案件": "3 条"}
    mark(books.desk, form, [replace(place, rows=2)])
    (short,) = fill_forms(books.desk, [form], OCTOBER)
    assert short.warnings == ("清单 A4 案件：还有 1 条超过了最多 2 行，没有列入",)


def test_two_lists_on_one_sheet_grow_without_hurting_each_other(books: Books) -> None:
    cases(books)
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row, words in enumerate(("日期", None, "合计", "地点", None, "完"), start=1):
        sheet.cell(row, 1).value = words
    book.save(out)
    add_form(books.desk, out.getvalue(), "两表.xlsx", {})
    form = only(books)
    listed = Place(sheet=sheet.title, cell="A2", source=LEDGER, what="market-cases")
    mark(
        books.desk,
        form,
        [replace(listed, columns=("#",)), replace(listed, cell="A5", columns=("address",))],
    )
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    found = openpyxl.load_workbook(io.BytesIO(filled.content)).active
    assert found is not None
    street = "建设大道1号"
    assert [found.cell(row, 1).value for row in range(1, 11)] == [
        *("日期", 1, 2, 3, "合计", "地点"),
        *(street, street, street, "完"),
    ]


def test_a_word_form_names_placeholders_that_nobody_explained(books: Books) -> None:
    cases(books)
    add_form(books.desk, word_form(), "创建.docx", {"office": "文明办"})
    form = only(books)
    mark(
        books.desk,
        form,
        [
            Place(cell="发现案件", source=FIGURE, what="market.cases"),
            Place(cell="期间", source=WORD, what="period"),
        ],
    )
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    assert (
        docx.Document(io.BytesIO(filled.content))
        .paragraphs[1]
        .text.startswith("本月共发现问题 3 件")
    )
    assert filled.warnings == ("占位“单位”还没有指定取什么数；请在套表里点中它，再选一个统计数",)


def test_marking_word_changes_the_copy_and_is_one_undo(books: Books) -> None:
    add_form(books.desk, word_form(), "创建.docx", {"office": "文明办"})
    form = only(books)
    with books.desk.store.snapshot() as conn:
        content = word.mark_spot(package_of(conn, form), "p1", "已整改", "××")
    mark(books.desk, form, [Place(cell="已整改", source=FIGURE, what="market.closed")], content)
    changed = only(books)
    with books.desk.store.snapshot() as conn:
        assert "已整改" in word.placeholders(package_of(conn, changed))
    take_back(books)
    assert only(books).file == form.file
    with books.desk.store.snapshot() as conn:
        assert places_of(books.desk, conn, form.id) == ()


def test_what_was_sent_stays_and_later_changes_are_told(books: Books) -> None:
    cases(books)
    form = city(books)
    (before,) = fill_forms(books.desk, [form], SEPTEMBER)
    keep(books.desk, [before])
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    keep(books.desk, [filled])
    with books.desk.store.snapshot() as conn:
        filing = filings.latest(books.desk, conn, form.id, OCTOBER)
    assert filing is not None
    mark_sent(books.desk, filing, form)
    books.case("2026-10-20")
    (again,) = fill_forms(books.desk, [form], OCTOBER)
    assert "表1 C5 发现案件：3 → 4" in [one.sentence for one in changed_since(books.desk, again)]
    assert "表1 C5 发现案件：2 → 4" in [
        one.sentence for one in changed_since_last_time(books.desk, again)
    ]
    with books.desk.store.snapshot() as conn:
        kept = filings.latest(books.desk, conn, form.id, OCTOBER)
        assert kept is not None
        assert file_of(conn, kept) == filled.content
        assert (kept.sent, kept.sent_on) == (True, "2026-11-05")
    assert [one.due.words for one in standings(books.desk, OCTOBER)] == ["已报出"]


def test_what_is_due_is_filled_at_once(books: Books) -> None:
    form = city(books)
    add_form(books.desk, list_form(), "季报.xlsx", {"name": "季报", "period": QUARTERLY})
    assert [one.name for one in due_forms(books.desk, OCTOBER)] == ["市局月报"]
    assert [one.name for one in due_forms(books.desk, SEPTEMBER)] == ["市局月报", "季报"]
    keep(books.desk, fill_forms(books.desk, due_forms(books.desk, SEPTEMBER), SEPTEMBER))
    assert due_forms(books.desk, SEPTEMBER) == ()
    with books.desk.store.snapshot() as conn:
        names = {one.name for one in filings.filings(books.desk, conn, Everything())}
    assert names == {"2026年第三季度-季报.xlsx", "2026年9月-市局-市局月报.xlsx"}
    take_back(books)
    assert len(due_forms(books.desk, SEPTEMBER)) == 2
    assert form.title == "市局　市局月报"


@pytest.mark.parametrize(
    ("rhythm", "month", "title"),
    [
        (MONTHLY, 10, "2026年10月"),
        (QUARTERLY, 9, "2026年第三季度"),
        (QUARTERLY, 10, None),
        (HALF_YEARLY, 6, "2026年上半年"),
        (YEARLY, 12, "2026年"),
        (YEARLY, 11, None),
        (ON_DEMAND, 2, "2026年2月"),
    ],
)
def test_what_a_form_tells_of(rhythm: int, month: int, title: str | None) -> None:
    form = Form(id=1, name="表", kind="xlsx", file="", period=rhythm)
    told = reported(form, Period.month(2026, month))
    assert (told.title if told else None) == title


def test_the_day_by_which_a_form_is_due() -> None:
    form = Form(id=1, name="表", kind="xlsx", file="", period=MONTHLY, due_day=31)
    assert due_by(form, OCTOBER) == date(2026, 11, 30)
    assert due_by(form, Period.month(2026, 10, 25)) == date(2026, 11, 30)
    weekly = Form(id=1, name="表", kind="xlsx", file="", period=WEEKLY, due_day=2)
    told = reported(weekly, OCTOBER)
    assert told is not None
    # The last whole week of October 2026, and the Tuesday after it.
    assert (told.first, told.last) == (date(2026, 10, 19), date(2026, 10, 25))
    assert due_by(weekly, told) == date(2026, 10, 27)


def test_a_form_is_late_from_the_day_after_its_day() -> None:
    form = Form(id=1, name="表", kind="xlsx", file="", period=MONTHLY, due_day=5)
    key = (1, date(2026, 10, 1), date(2026, 10, 31))

    def words(today: date, *, filled: bool = False, sent: bool = False) -> str:
        return due_state(form, OCTOBER, today, {key} if filled else (), {key} if sent else ()).words

    assert words(date(2026, 11, 5)) == "待填报（11月5日前）"
    assert words(date(2026, 11, 6)) == "已过期（11月5日前）"
    assert words(date(2026, 11, 6), filled=True) == "已填报"
    assert words(date(2026, 11, 6), filled=True, sent=True) == "已报出"


def test_forms_are_found_by_a_part_of_their_name(books: Books) -> None:
    city(books)
    add_form(books.desk, list_form(), "清单.xlsx", {"office": "安委办"})
    with books.desk.store.snapshot() as conn:
        assert form_named(books.desk, conn, "安委").name == "清单"
        with pytest.raises(UserError, match="没有“气象”这份套表；可用的有：清单、市局月报"):
            form_named(books.desk, conn, "气象")


def test_names_are_unique_and_new_editions_are_of_the_same_kind(books: Books) -> None:
    form = city(books)
    with pytest.raises(UserError, match="已经有一份叫“市局月报”"):
        add_form(books.desk, city_form(), "另一份.xlsx", {"name": "市局月报"})
    with pytest.raises(UserError, match=r"原来的表样是 \.xlsx"):
        replace_file(books.desk, form, word_form(), "新.docx")
    replace_file(books.desk, form, list_form(), "新版.xlsx")
    assert only(books).file_name == "新版.xlsx"
    change_form(books.desk, form, {"name": "市局季报", "period": QUARTERLY})
    assert (only(books).name, only(books).period) == ("市局季报", QUARTERLY)


def test_removing_takes_all_along_and_comes_back_whole(books: Books) -> None:
    form = city(books)
    unmark(books.desk, form, [("表1", "D5")])
    keep(books.desk, fill_forms(books.desk, [form], OCTOBER))
    remove_form(books.desk, form)
    with books.desk.store.snapshot() as conn:
        assert all_forms(books.desk, conn) == ()
    take_back(books)
    with books.desk.store.snapshot() as conn:
        assert len(places_of(books.desk, conn, form.id)) == 5
        assert filings.latest(books.desk, conn, form.id, OCTOBER) is not None


def test_forms_are_in_the_copies_of_the_database(books: Books, tmp_path: Path) -> None:
    add_form(books.desk, city_form(), "月报表.xlsx")
    books.desk.store.copy_to(tmp_path, "备份")
    with closing(connect_reader(tmp_path / "备份.sqlite")) as conn:
        assert kept_file(conn, only(books).file).startswith(b"PK")


def edition(**cells: object) -> bytes:
    """The form of 市局 a month later: 表1 is 11月 now, with these cells otherwise."""
    book = openpyxl.load_workbook(io.BytesIO(city_form()))
    sheet = book["表1"]
    sheet.title = "11月"
    for cell, words in cells.items():
        sheet[cell] = words
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_newer_edition_with_a_renamed_sheet_is_filled_there(books: Books) -> None:
    cases(books)
    form = city(books)
    assert replace_file(books.desk, form, edition(), "11月.xlsx") == ()
    (filled,) = fill_forms(books.desk, [only(books)], OCTOBER)
    assert openpyxl.load_workbook(io.BytesIO(filled.content))["11月"]["C5"].value == 3
    take_back(books)
    (filled,) = fill_forms(books.desk, [only(books)], OCTOBER)
    assert openpyxl.load_workbook(io.BytesIO(filled.content))["表1"]["C5"].value == 3


def test_a_newer_edition_tells_where_other_words_stand_beside_a_place(books: Books) -> None:
    form = city(books)
    told = replace_file(books.desk, form, edition(B5="立案（件）", C6="=C5"), "11月.xlsx")
    assert "表1 C5 发现案件：左边原来是“发现案件（件）”，现在是“立案（件）”" in told
    assert not any("C7" in one for one in told)
    (filled,) = fill_forms(books.desk, [only(books)], OCTOBER)
    assert "11月 C6 已整改：这格在表样里是公式，会自己算，没有填" in filled.warnings
    assert openpyxl.load_workbook(io.BytesIO(filled.content))["11月"]["C6"].value == "=C5"


def test_what_a_newer_edition_hasnt_is_told_and_the_rest_is_filled(books: Books) -> None:
    form = city(books)
    replace_file(books.desk, form, list_form(), "新版.xlsx")
    mark(books.desk, form, [Place(sheet="清单", cell="A4", source=FIXED, what="照办")])
    (filled,) = fill_forms(books.desk, [only(books)], OCTOBER)
    assert openpyxl.load_workbook(io.BytesIO(filled.content))["清单"]["A4"].value == "照办"
    gone = "表1 C5 发现案件：表样里没有工作表“表1”了，请取消这处取数，再重新指定"
    assert (gone in filled.warnings, len(filled.warnings)) == (True, 6)
    assert [one.lost for one in filled.places] == [True] * 6 + [False]


def test_a_placeholder_that_a_newer_edition_hasnt_is_told(books: Books) -> None:
    add_form(books.desk, word_form(), "创建.docx")
    form = only(books)
    mark(books.desk, form, [Place(cell="旧名", source=FIXED, what="甲")])
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    assert filled.warnings[0] == "旧名：表样里没有这个占位了，请取消这处取数，再重新指定"


def test_a_day_is_a_day_in_a_cell_that_shows_one(books: Books) -> None:
    add_form(books.desk, list_form(), "清单.xlsx")
    form = only(books)
    spots = [Place(sheet="清单", cell=cell, source=WORD, what="last") for cell in ("D4", "E4")]
    mark(books.desk, form, spots)
    (filled,) = fill_forms(books.desk, [form], OCTOBER)
    sheet = openpyxl.load_workbook(io.BytesIO(filled.content))["清单"]
    assert sheet["D4"].value == datetime(2026, 10, 31)
    assert sheet["E4"].value == "2026年10月31日"


def test_a_workbook_with_macros_stays_one(books: Books) -> None:
    add_form(books.desk, city_form(), "月报.xlsm")
    (filled,) = fill_forms(books.desk, [only(books)], OCTOBER)
    assert filled.name == "2026年10月-月报.xlsm"
