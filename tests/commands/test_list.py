"""list: which records, in what form, and whose personal values are shown."""

from __future__ import annotations

import csv
from argparse import Namespace
from pathlib import Path

import openpyxl
import pytest

from bureau.commands.listing import ids_of
from bureau.commands.spans import filter_of, listable
from bureau.opening import open_desk
from tests.commands.conftest import FILED, Main, assert_refused, contents, work_at


def test_json_has_every_field_and_nothing_else_is_printed(main: Main, folder: Path) -> None:
    ran = main("list", "market-cases", "--json", data=folder)
    assert ran.status == 0
    assert ran.err == ""
    assert ran.numbers == ["1", "2", "3", "4"]
    first = ran.records[0]
    assert first["found_on"] == "2026-09-30"
    assert first["category"] == "占道经营"
    assert first["subcategory"] == "流动摊贩"
    assert first["photos_before"] == []
    assert first["overdue_days"] is None
    assert ran.records[1]["overdue_days"] == 5


def test_personal_values_are_masked(main: Main, folder: Path) -> None:
    ran = main("list", "market-cases", "--json", data=folder)
    assert ran.records[0]["party_name"] == "张**"
    assert ran.records[0]["phone"] == "138****1234"
    assert "张三丰" not in ran.out
    assert "13800001234" not in main("list", "market-cases", data=folder).out


def test_personal_values_with_a_reason_are_shown_and_recorded(main: Main, folder: Path) -> None:
    ran = main("list", "market-cases", "--json", "--personal", "行政复议调卷", data=folder)
    assert ran.records[0]["party_name"] == "张三丰"
    assert ran.records[0]["phone"] == "13800001234"
    with open_desk(folder, writable=False) as desk:
        rows = desk.store.reader().execute("SELECT * FROM op ORDER BY rowid DESC").fetchall()
    assert rows[0]["label"] == "导出“案件台账”未遮盖的个人信息：行政复议调卷"
    assert rows[0]["kind"] == "export-personal"
    assert main("check", data=folder).status == 0


def test_personal_without_a_reason_is_wrong_usage(main: Main, folder: Path) -> None:
    ran = main("list", "market-cases", "--personal", " ", data=folder)
    assert ran.status == 2
    assert "事由" in ran.err


@pytest.mark.parametrize("target", ["没有/名单.xlsx", "占位.csv", "名单.txt"])
def test_personal_export_that_can_not_be_written_is_not_recorded(
    main: Main, folder: Path, tmp_path: Path, target: str
) -> None:
    (tmp_path / "占位.csv").mkdir()
    before = contents(folder)
    option = "--csv" if target.endswith(".csv") else "--xlsx"
    ran = main("list", "market-cases", option, tmp_path / target, "--personal", "调卷", data=folder)
    assert_refused(ran)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        (["category=占道经营"], "12"),
        (["问题类别=占道"], "12"),
        (["类别=流动摊贩"], "1"),
        (["类别=流动摊贩,店外经营"], "134"),
        (["类别!=占道经营"], "34"),
        (["责任单位="], "1234"),
        (["handling="], "4"),
        (["handling!="], "123"),
        (["handling=服务,空白"], "14"),
        (["地点~人民路"], "13"),
        (["地点=人民路1、2号"], "3"),
        (["found_on>=2026-10-31"], "34"),
        (["发现时间>2026-10-31"], "4"),
        (["发现时间<2026-10"], "1"),
        (["发现时间=2026-10"], "23"),
        (["发现时间＝2026年10月"], "23"),
        (["发现时间=2026-09-30..2026-10-01"], "12"),
        (["超期天数>0", "状态=结案"], "2"),
        (["category=占道经营", "handling=服务"], "1"),
        (["当事人=张三丰"], "1"),
    ],
)
def test_conditions(main: Main, folder: Path, conditions: list[str], numbers: str) -> None:
    where = [part for written in conditions for part in ("--where", written)]
    ran = main("list", "market-cases", *where, "--json", data=folder)
    assert "".join(ran.numbers) == numbers


def test_the_hour_counts_in_conditions_as_it_does_in_columns(folder: Path) -> None:
    called = Namespace(where=["期限提示=▲ 超期"], month=None, first=None, last=None, limit=None)
    with work_at(folder) as desk:
        with desk.store.operation(desk, "登记案件") as op:
            due = {"number": "ZZ-2026-0009", "state": FILED, "due_on": "2026-11-02"}
            early = op.insert("market-cases", {**due, "due_time": "11:59"})
            op.insert("market-cases", {**due, "due_time": "12:01"})
        cases = listable("market-cases")
        assert list(ids_of(called, desk, cases, filter_of(called, desk, cases))) == [early]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("颜色=红", "没有字段“颜色”"),
        ("类别=占道经赢", "是不是“占道经营"),
        ("状态", "看不懂条件"),
        ("责任单位=火星中队", "名册里没有“火星中队”"),
        ("发现时间=2026-13", "月份不在 1 到 12 之间"),
        ("发现时间>明年的今天吧", "发现时间"),
        ("地点>3", "不是日期或数字"),
        ("发现时间=2026-10-08..2026-10-01", "起点在终点之后"),
        ("整改前照片=x", "照片只能按有没有筛选"),
        ("超期天数>很多", "超期天数"),
    ],
)
def test_condition_that_can_not_be_read(main: Main, folder: Path, written: str, said: str) -> None:
    ran = main("list", "market-cases", "--where", written, data=folder)
    assert_refused(ran)
    assert said in ran.err


def test_lines_are_no_condition(main: Main, folder: Path) -> None:
    assert_refused(main("list", "market-daily", "--where", "工作量=3", data=folder))


@pytest.mark.parametrize(
    ("span", "numbers"),
    [
        (("--month", "2026-10"), "23"),
        (("--month", "2026-9"), "1"),
        (("--from", "2026-09", "--to", "2026-10"), "123"),
        (("--limit", "2"), "12"),
    ],
)
def test_period_and_limit(main: Main, folder: Path, span: tuple[str, ...], numbers: str) -> None:
    assert "".join(main("list", "market-cases", *span, "--json", data=folder).numbers) == numbers


@pytest.mark.parametrize(
    "span",
    [
        ("--month", "2026-13"),
        ("--month", "十月"),
        ("--from", "2026-09"),
        ("--to", "2026-09"),
        ("--from", "2026-10", "--to", "2026-09"),
        ("--month", "2026-10", "--from", "2026-09", "--to", "2026-10"),
    ],
)
def test_period_that_is_none(main: Main, folder: Path, span: tuple[str, ...]) -> None:
    assert_refused(main("list", "market-cases", *span, data=folder))


def test_month_of_a_ledger_without_dates(main: Main, folder: Path) -> None:
    ran = main("list", "towns", "--month", "2026-10", data=folder)
    assert_refused(ran)
    assert "镇街名册" in ran.err


def test_refusal_with_json_is_one_document_too(main: Main, folder: Path) -> None:
    ran = main("list", "market-cases", "--where", "颜色=红", "--json", data=folder)
    assert ran.status == 1
    document = ran.document
    assert isinstance(document, dict)
    assert document["error"] == ran.err.strip()


def test_text_has_a_line_a_record(main: Main, folder: Path) -> None:
    ran = main("list", "market-cases", data=folder)
    lines = ran.out.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("案件编号\t发现时间\t")
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert ran.err == "共 4 条。\n"


def test_spreadsheet_holds_the_same_records(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "案件.xlsx"
    ran = main(
        "list", "market-cases", "--month", "2026-10", "--xlsx", target, "--limit", "1", data=folder
    )
    assert (ran.status, ran.out) == (0, "")
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("案件编号", "发现时间")
    assert len(rows) == 2
    record = dict(zip(rows[0], rows[1], strict=True))
    assert record["案件编号"] == "ZZ-2026-0002"
    assert f"{record['发现时间']:%Y-%m-%d}" == "2026-10-01"
    assert record["超期天数"] == 5


def test_csv_opens_in_excel(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "案件.CSV"
    assert main("list", "market-cases", "--csv", target, data=folder).status == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["案件编号"] for row in rows] == [f"ZZ-2026-000{n}" for n in (1, 2, 3, 4)]
    assert rows[0]["当事人"] == "张**"
    assert rows[2]["备注"] == "'=1+1\n第二行"


@pytest.mark.parametrize("option", ["--xlsx", "--csv"])
@pytest.mark.parametrize("target", ["没有/案件", "夹", "案件.txt", "案件"])
def test_target_that_can_not_be_written(
    main: Main, folder: Path, tmp_path: Path, option: str, target: str
) -> None:
    ending = "" if target == "案件.txt" else f".{option[2:]}"
    (tmp_path / f"夹{ending}").mkdir()
    if target == "案件":
        ending = ".csv" if option == "--xlsx" else ".xlsx"
    ran = main("list", "market-cases", option, tmp_path / f"{target}{ending}", data=folder)
    assert_refused(ran)
    assert not (tmp_path / "没有").exists()


def test_unknown_and_internal_ledgers(main: Main, folder: Path) -> None:
    unknown = main("list", "cases", data=folder)
    assert_refused(unknown)
    assert "market-cases" in unknown.err
    assert_refused(main("list", "import-waiting", data=folder))


def test_ledgers_needs_no_data(main: Main, tmp_path: Path) -> None:
    ran = main("ledgers", "--json", data=tmp_path / "没有")
    assert ran.status == 0
    cases = next(ledger for ledger in ran.records if ledger["name"] == "market-cases")
    assert cases["title"] == "案件台账"
    fields = cases["fields"]
    assert isinstance(fields, list)
    phone = next(field for field in fields if field["key"] == "phone")
    assert (phone["title"], phone["type"], phone["personal"]) == ("联系电话", "phone", True)
    assert "import-batches" not in {ledger["name"] for ledger in ran.records}
    plain = main("ledgers")
    assert "market-cases  案件台账（市容秩序）" in plain.out
    assert not (tmp_path / "没有").exists()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("人民路", "31"), ("民", "31"), ("人民路 12", "1"), ("占道", "21"), ("火星", "")],
)
def test_search(main: Main, folder: Path, words: str, numbers: str) -> None:
    ran = main("search", words, "--json", data=folder)
    cases = [found for found in ran.records if found["ledger"] == "market-cases"]
    assert "".join(str(found["number"])[-1] for found in cases) == numbers
    assert "张三丰" not in ran.out


def test_search_finds_classes_too(main: Main, folder: Path) -> None:
    found = main("search", "流动摊贩", "--json", data=folder).records
    titles = [record.get("title") for record in found if record["ledger"] == "catalogue-items"]
    assert "流动摊贩" in titles


def test_search_as_text(main: Main, folder: Path) -> None:
    ran = main("search", "解放路", data=folder)
    assert ran.out.startswith("案件台账\tZZ-2026-0002\t2026-10-01\t")
    assert "李四面馆" not in ran.out
    assert ran.err == "找到 1 条。\n"
    assert_refused(main("search", " ", data=folder))
