"""Values that a table has no column for: the month in its title, the section that its sheet is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.around import MonthLacking, name_of_its_own, named_in, stands_in
from bureau.exchange.importing import confirm, stage
from bureau.exchange.mending import Standing, judged, take
from bureau.exchange.waiting import mend_waiting, waiting
from bureau.office import BY_NAME, LEDGERS
from bureau.sanitation.ledgers import DEDUCTIONS
from tests.exchange.ledger_sheets import (
    column,
    listed,
    parsed,
    refused,
    staged,
    taken,
    write_book,
)

pytestmark = pytest.mark.usefixtures("contracts")

HEADER: list[object] = [
    "检查日期",
    "检查路段",
    "考核项目",
    "问题描述",
    "数量",
    "单项扣分",
    "扣分",
    "检查人",
]
TOWN_HEADER = ["单位", "案件办理(30分)", "现场检查（40）", "专项工作\n15分", "加减分"]


def found(day: str, problem: str = "漏扫") -> list[object]:
    """One row under HEADER."""
    return [day, "人民路", "道路清扫保洁", problem, 1, 1, 1, "李强"]


@pytest.fixture
def contracts(desk: Desk) -> None:
    """一标段 and 二标段 (also called 城东) with a contract each: all of 2026, and from 16 October on."""
    with desk.store.operation(desk, "登记合同") as op:
        company = op.insert("contractors", {"name": "绿洁公司"})
        for name, aliases, begin, end in (
            ("一标段", None, "2026-01-01", "2026-12-31"),
            ("二标段", "城东", "2026-10-16", None),
        ):
            section = op.insert("sections", {"name": name, "aliases": aliases})
            op.insert(
                "contracts",
                {
                    "section": section,
                    "company": company,
                    "number": f"HT-{name}",
                    "begins_on": begin,
                    "ends_on": end,
                },
            )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Three sheets of deductions told three ways, and one of rules."""
    return write_book(
        tmp_path / "扣分.xlsx",
        {
            "一标段": [["2026年10月扣分明细"], HEADER, found("10月8日"), found("10月9日")],
            "城东10月": [["2026年10月扣分明细"], HEADER, found("10月17日"), found("10月15日")],
            "Sheet3": [["2026年10月扣分明细（一标段 绿洁公司）"], HEADER, found("10月20日")],
            "评分办法": [["规则", "分数"], ["三档", 90]],
        },
    )


def test_each_sheet_tells_its_section_and_a_sheet_of_rules_is_passed_by(
    desk: Desk, book: Path
) -> None:
    one = parsed(desk, DEDUCTIONS.name, book)
    assert [[(a.text, a.source) for a in sheet.around] for sheet in one.read_sheets] == [
        [("一标段", "工作表名")],
        [("二标段", "工作表名")],
        [("一标段", "标题")],
    ]
    assert {s.name: s.passed_over for s in one.sheets if s.passed_over} == {
        "评分办法": "没有这个台账的表头"
    }
    assert one.around == {"标段": "工作表名、标题"}
    assert "“标段”由工作表名得出，如“一标段”" in one.inferred
    assert (one.rows, one.accepted, refused(one)) == (5, 4, [(4, "检查日期")])
    (fault,) = one.rejected[0].faults
    assert (fault.value, fault.reason) == ("10月15日", "该日无合同")


def test_a_child_process_tells_the_same(desk: Desk, book: Path) -> None:
    inline = parsed(desk, DEDUCTIONS.name, book)
    child = parsed(desk, DEDUCTIONS.name, book, inline=False)
    assert (child.sheets, child.rejected) == (inline.sheets, inline.rejected)


def test_the_same_file_again_brings_nothing_new(desk: Desk, book: Path) -> None:
    assert taken(desk, DEDUCTIONS.name, book, skip=True).written == 4
    assert column(desk, DEDUCTIONS.name, "section") == ["一标段", "一标段", "二标段", "一标段"]
    again = parsed(desk, DEDUCTIONS.name, book)
    assert (again.accepted, again.unchanged, again.changed) == (0, 4, 0)
    assert taken(desk, DEDUCTIONS.name, book, skip=True).waiting == 0


def test_what_was_written_meanwhile_is_seen_when_it_is_confirmed(desk: Desk, book: Path) -> None:
    with staged(desk, DEDUCTIONS.name, book) as one:
        with desk.store.operation(desk, "改合同") as op:
            second = next(row for row in listed(desk, "contracts") if row["number"] == "HT-二标段")
            op.update("contracts", second["id"], {"begins_on": "2026-10-01"})
        with pytest.raises(UserError, match="请重新预览"):
            confirm(desk, one, skip_rejected=True)


def test_a_refused_row_waits_with_what_was_told(desk: Desk, book: Path) -> None:
    taken(desk, DEDUCTIONS.name, book, skip=True)
    (row,) = waiting(desk)
    assert (row.sheet, row.cells["标段"], row.columns["标段"]) == ("城东10月", "二标段", "section")
    with pytest.raises(UserError, match="该日无合同"):
        mend_waiting(desk, row.record, {"检查日期": "2026-10-14"})
    mend_waiting(desk, row.record, {"检查日期": "2026-10-18"})
    assert listed(desk, DEDUCTIONS.name)[-1]["section"] == "二标段"
    assert waiting(desk) == []


def test_a_told_value_can_be_typed_over_in_the_preview(desk: Desk, book: Path) -> None:
    one = staged(desk, DEDUCTIONS.name, book)
    (rejection,) = one.parsed.rejected
    (still,) = judged(desk, one.parsed, [(rejection, {"检查人": "王芳"})])
    assert [fault.reason for fault in still.faults] == ["该日无合同"]
    (right,) = judged(desk, one.parsed, [(rejection, {"标段": "一标段"})])
    assert right.standing is Standing.NEW
    done = take(desk, one, {rejection.place: {"标段": "一标段"}}, update=False)
    assert (done.confirmed.written, done.confirmed.mended) == (5, 1)
    assert column(desk, DEDUCTIONS.name, "section").count("一标段") == 4


def test_a_sheet_with_a_name_of_its_own_is_a_new_name(desk: Desk, tmp_path: Path) -> None:
    path = write_book(tmp_path / "扣分.xlsx", {"四标段扣分明细": [HEADER, found("2026-10-8")]})
    one = parsed(desk, DEDUCTIONS.name, path)
    assert one.read_sheets[0].around[0].text == "四标段"
    assert refused(one) == [(2, "检查日期")]  # it has no contract, of course


@pytest.mark.parametrize("sheet", ["Sheet1", "明细", "10月", "扣分明细", "2026年10月考核扣分"])
def test_rows_of_a_sheet_that_names_nothing_are_refused_at_that_field(
    desk: Desk, tmp_path: Path, sheet: str
) -> None:
    path = write_book(tmp_path / "扣分.xlsx", {sheet: [HEADER, found("2026-10-8")]})
    one = parsed(desk, DEDUCTIONS.name, path)
    (fault,) = one.rejected[0].faults
    assert (one.rejected[0].row, fault.column, fault.reason) == (2, "标段", "“标段”没有填")
    assert "请填写标段" in fault.suggestion
    assert one.around == {"标段": ""}
    taken(desk, DEDUCTIONS.name, path, skip=True)
    mend_waiting(desk, waiting(desk)[0].record, {"标段": "一标段"})
    assert column(desk, DEDUCTIONS.name, "section") == ["一标段"]


def test_a_csv_is_called_as_its_file_is(desk: Desk, tmp_path: Path) -> None:
    lines = [",".join(map(str, line)) for line in (HEADER, found("2026-10-18"))]
    for name, told in (("二标段10月", ("二标段", "文件名")), ("四标段", ("", ""))):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        (around,) = parsed(desk, DEDUCTIONS.name, path).read_sheets[0].around
        assert (around.text, around.source) == told


def test_two_names_in_one_title_tell_nothing(desk: Desk, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["一标段、二标段扣分明细（2026年10月）"],
        HEADER,
        found("2026-10-18"),
    ]
    path = write_book(tmp_path / "扣分.xlsx", {"Sheet1": lines})
    assert refused(parsed(desk, DEDUCTIONS.name, path)) == [(3, "标段")]


def test_a_column_goes_before_what_stands_around(desk: Desk, tmp_path: Path) -> None:
    lines: list[list[object]] = [[*HEADER, "标段"], [*found("2026-10-18"), "二标段"]]
    path = write_book(tmp_path / "扣分.xlsx", {"一标段": lines})
    taken(desk, DEDUCTIONS.name, path)
    assert column(desk, DEDUCTIONS.name, "section") == ["二标段"]


def test_rejected_rows_keep_what_was_told_when_they_come_back(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    back = tmp_path / "退回.xlsx"
    with staged(desk, DEDUCTIONS.name, book) as one:
        assert one.write_rejects(back) == 1
    again = parsed(desk, DEDUCTIONS.name, back)
    assert refused(again)[0][1] == "检查日期"
    assert again.rejected[0].cells["标段"] == "二标段"
    assert again.read_sheets[0].around == ()


# -- the month --------------------------------------------------------------------------------------


def town_book(path: Path, title: str, sheet: str = "Sheet") -> Path:
    """The scores of two towns."""
    rows = [["城东街道", 24.93, 37.17, 13.36, "扣2分"], ["河口镇", 28, 38.5, 12.4, "＋1"]]
    return write_book(path, {sheet: [[title], TOWN_HEADER, *rows]})


@pytest.mark.parametrize(
    ("title", "sheet", "file", "option", "month"),
    [
        ("2026年10月成绩", "Sheet", "成绩.xlsx", None, "2026-10"),
        ("综合成绩", "2026年9月", "成绩.xlsx", None, "2026-09"),
        ("10月份成绩", "Sheet", "成绩-2026年10月.xlsx", None, "2026-10"),
        ("2026年10月成绩", "Sheet", "成绩.xlsx", "2026-11", "2026-11"),
    ],
)
def test_the_month_of_a_table(
    desk: Desk, tmp_path: Path, title: str, sheet: str, file: str, option: str | None, month: str
) -> None:
    path = town_book(tmp_path / file, title, sheet)
    taken(desk, "town-scores", path, month=option)
    assert column(desk, "town-scores", "month") == [month, month]
    assert column(desk, "town-scores", "adjust") == [-2, 1]
    again = parsed(desk, "town-scores", path, month=option)
    assert (again.accepted, again.unchanged) == (0, 2)


@pytest.mark.parametrize(
    ("title", "option"),
    [
        ("综合成绩", None),
        ("10月份成绩", None),
        ("成绩", "2026"),
        ("填报日期：2026年11月3日", None),  # often a day of the next month
    ],
)
def test_a_file_that_says_no_month_is_refused_with_what_to_do(
    desk: Desk, tmp_path: Path, title: str, option: str | None
) -> None:
    path = town_book(tmp_path / "成绩.xlsx", title)
    with pytest.raises(MonthLacking, match=r"没有写明是哪一年哪一月的.*--month 2026-10"):
        stage(desk, BY_NAME["town-scores"], path, ledgers=LEDGERS, month=option)
    with pytest.raises(MonthLacking):
        stage(desk, BY_NAME["town-scores"], path, ledgers=LEDGERS, month=option, inline=False)
    assert list(desk.store.folder.staging.iterdir()) == []


def test_full_marks_in_headings_are_no_part_of_the_name(desk: Desk, tmp_path: Path) -> None:
    one = parsed(desk, "town-scores", town_book(tmp_path / "成绩.xlsx", "2026年10月成绩"))
    assert [key for key in one.read_sheets[0].columns.values() if key.startswith("marks.")] == [
        "marks.6201", "marks.6202", "marks.6203",
    ]  # fmt: skip
    assert one.unused == ()


# -- names in texts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("一标段", 1),
        ("2026年10月 一标段（绿洁）", 1),
        ("十一标段", None),
        ("二十一标段与一标段", 1),
        ("城东一标段", 2),
        ("一标段、二标段", None),
        ("别的", None),
    ],
)
def test_names_are_found_in_texts(text: str, known: int | None) -> None:
    assert named_in(text, {"一标段": 1, "城东一标段": 2, "二标段": 3, "东": 4}) == known


def test_a_number_that_goes_on_is_another_name() -> None:
    assert stands_in("标段1", "标段1明细")
    assert not stands_in("标段1", "标段12明细")


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        ("四标段", "四标段"),
        ("四标段（2026年10月）", "四标段"),
        ("10月四标段扣分明细", "四标段"),
        ("Sheet2", ""),
        ("工作表1", ""),
        ("扣分明细", ""),
        ("2026-10", ""),
        ("1", ""),
    ],
)
def test_what_a_sheet_is_called_besides_month_and_general_words(sheet: str, name: str) -> None:
    assert name_of_its_own(sheet, DEDUCTIONS) == name
