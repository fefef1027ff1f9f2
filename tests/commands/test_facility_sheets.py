"""Sheets of the street-light office through the commands, as offices write them: GBK, old .xls, odd cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlwt

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.exchange.ledger_sheets import write_book

LAMPS = """灯杆编号,所在道路,道路等级,位置,杆高(m),光源类型,功率(W),灯头数,控制箱,安装日期,状态
RMLD-0001,人民路,主干道,中分带,12,LED,150,2,XB-01,2016/11/2,正常
RMLD-0002,人民路,主干道,左侧,10.5,钠灯,100,1,XB-01,2017/9/13,停用
WHLD-0001,文化街,次干道,右侧,8,太阳能,60,1,XB-02,2020/4/9,损坏
WHLD-0002,文化街,次干道,右侧,8,LED,60,3,XB-02,2020/4/9,正常
RMLD-0001,人民路,主干道,左侧,8,LED,60,1,XB-01,2024/1/1,正常
"""
PATROLS: list[list[object]] = [
    ["路灯夜间巡查记录（2026年10月）"],
    ["巡查日期", "路段", "应亮(盏)", "未亮(盏)", "未亮灯杆号", "巡查人"],
    ["10月7日", "人民路", 2, 1, "RMLD-0001", "王五"],
    ["２０２６．１０．２０", "文化街", 4, 2, "WHLD-0001、WHLD-0002", "赵六"],
    [date(2026, 10, 21), "文化街", 4, 0, None, "赵六"],
    ["2026.10.22", "文化街", 4, 5, None, "赵六"],
]
REPAIRS: list[list[object]] = [
    ["路灯管理所维修台账（2026年10月）"],
    ["序号", "报修时间", "来源", "路段", "灯杆号", "故障现象", "维修时间", "维修内容", "更换材料",
     "材料费(元)", "维修人"],
    [1, "2026-10-11", "夜巡", "人民路", "RMLD-0001", "灯杆倾斜", "２０２６．１０．１５", "扶正", "无", 448.26, "秦强"],
    [2, "2026/10/21", "12345热线", "文化街", "WHLD-0001", "电缆故障", "", "", "", "", ""],
    [3, "10月14日", "群众电话", "文化街", "LD88-888", "白天亮灯", "10月18日", "换接触器", "接触器1个", 418.4, "李华"],
    [4, "2026.10.23", "夜间巡查", "文化街", "WHLD-0002", "灯不亮", "2026-10-20", "换光源", "无", 50, "褚峰"],
    [5, "2026.10.24", "夜间巡查", "文化街", "WHLD-0002", "灯不亮", "", "", "无", 50, ""],
]  # fmt: skip


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


@pytest.fixture
def registered(main: Main, empty: Path, tmp_path: Path) -> Path:
    """A data folder with the lamps of a census in GBK, one code of which stands twice."""
    sheet = tmp_path / "路灯设施普查.csv"
    sheet.write_bytes(LAMPS.encode("gbk"))
    ran = main("import", "facilities", sheet, "--skip-rejected", data=empty)
    assert ran.status == 0, ran.err
    assert "新增 4，未变 0，有改动 0，退回 1" in ran.err
    assert "第 6 行退回：“灯杆编号”：与第 2 行重复" in ran.err
    return empty


def old_book(path: Path, lines: list[list[object]]) -> Path:
    """An .xls of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("维修台账")
    for row, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            if cell not in ("", None):
                sheet.write(row, column, cell)
    book.save(str(path))
    return path


def listed(main: Main, folder: Path, ledger: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = main("list", ledger, "--json", data=folder).document  # type: ignore[assignment]
    return found


def facilities_of(main: Main, folder: Path) -> dict[str, object]:
    """The department's figures of October."""
    document = main("figures", "--month", "2026-10", "--json", data=folder).document
    assert isinstance(document, dict)
    found: dict[str, object] = document["facilities"]
    return found


def test_a_census_in_gbk(main: Main, registered: Path) -> None:
    lamps = {str(row["code"]): row for row in listed(main, registered, "facilities")}
    assert set(lamps) == {"RMLD-0001", "RMLD-0002", "WHLD-0001", "WHLD-0002"}
    first = lamps["RMLD-0001"]
    assert (first["road"], first["road_grade"], first["side"]) == ("人民路", "主干道", "中分带")
    assert (first["heads"], first["watts"], first["height_m"]) == (2, 150, 12)
    assert (first["source"], first["installed_on"]) == ("LED", "2016-11-02")
    assert lamps["RMLD-0002"]["height_m"] == 10.5
    # A cabinet without a card stays words: no card is made of it.
    assert (first["cabinet"], first["parent"]) == ("XB-01", None)
    assert facilities_of(main, registered)["by_road"] == {"人民路": 2, "文化街": 2}


def test_night_patrols_give_the_sampled_rate(main: Main, registered: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path / "路灯夜巡记录-2026年10月.xlsx", {"Sheet": PATROLS})
    ran = main("import", "light-patrols", book, "--skip-rejected", data=registered)
    assert "新增 3，未变 0，有改动 0，退回 1" in ran.err
    assert "未亮比应亮还多" in ran.err
    found = facilities_of(main, registered)
    assert found["lighting_rate"] == {
        "主干道": {"due": 2, "dark": 1, "rate": "50.00"},
        "次干道": {"due": 8, "dark": 2, "rate": "75.00"},
        "overall": "70.00",
    }
    roads = found["patrolled_roads"]
    assert isinstance(roads, list)
    # RMLD-0002 is 停用: 2 heads of the register should shine, as the patrol says.
    assert [(line["road"], line["registered"]) for line in roads] == [("人民路", 2), ("文化街", 4)]


def test_repairs_of_an_old_workbook(main: Main, registered: Path, tmp_path: Path) -> None:
    book = old_book(tmp_path / "路灯维修台账-2026年10月.xls", REPAIRS)
    ran = main("import", "repairs", book, "--skip-rejected", data=registered)
    assert "新增 3，未变 0，有改动 0，退回 2" in ran.err
    assert "第 6 行退回：“维修时间”：维修时间早于报修时间" in ran.err
    assert "有费用的，维修时间不能空" in ran.err
    rows = {str(row["facility"]): row for row in listed(main, registered, "repairs")}
    assert rows["RMLD-0001"]["repaired_on"] == "2026-10-15"
    assert (rows["RMLD-0001"]["cost_fen"], rows["WHLD-0001"]["cost_fen"]) == (44826, None)
    assert rows["RMLD-0001"]["asset"] == "RMLD-0001"
    strange = rows["LD88-888"]
    assert (strange["asset"], strange["unregistered"]) == (None, "未建档")
    assert strange["reported_on"] == "2026-10-14"
    assert facilities_of(main, registered)["repairs"] == {
        "count": 3,
        "open": 1,
        "cost_fen": 86666,
    }
    again = main("import", "repairs", book, "--skip-rejected", data=registered)
    assert "新增 0，未变 3" in again.err


def test_a_linked_place_stays_linked_when_its_file_comes_again(
    main: Main, registered: Path, tmp_path: Path
) -> None:
    from bureau.facilities.ledgers import REPAIRS as LEDGER
    from bureau.facilities.register.linking import link
    from tests.commands.conftest import work_at

    book = old_book(tmp_path / "路灯维修台账-2026年10月.xls", REPAIRS)
    main("import", "repairs", book, "--skip-rejected", data=registered)
    (record,) = (
        row["id"] for row in listed(main, registered, "repairs") if row["facility"] == "LD88-888"
    )
    with work_at(registered) as desk:
        lamp = desk.store.names().record("facilities", "WHLD-0002")
        assert lamp is not None
        assert link(desk, LEDGER, [int(str(record))], lamp, remember=False) == 1
    again = main("import", "repairs", book, "--skip-rejected", data=registered)
    assert "新增 0，未变 3" in again.err
    rows = {str(row["facility"]): row["asset"] for row in listed(main, registered, "repairs")}
    assert rows["LD88-888"] == "WHLD-0002"


def test_costs_are_added_unless_their_sum_is_stated(
    main: Main, empty: Path, tmp_path: Path
) -> None:
    lines: list[list[object]] = [
        ["报修时间", "灯杆号", "维修时间", "材料费", "人工费", "机械费", "维修费用"],
        ["2026-10-01", "A", "2026-10-02", 100, 50.5, 20, None],
        ["2026-10-01", "B", "2026-10-02", 100, 50, None, 140],
        ["2026-10-01", "C", "2026-10-02", None, None, None, None],
    ]
    book = write_book(tmp_path / "维修台账.xlsx", {"10月": lines})
    assert main("import", "repairs", book, data=empty).status == 0
    rows = {str(row["facility"]): row["cost_fen"] for row in listed(main, empty, "repairs")}
    assert rows == {"A": 17050, "B": 14000, "C": None}


def test_costs_are_exported_in_yuan(main: Main, empty: Path, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["报修时间", "灯杆号", "维修时间", "材料费"],
        ["2026-10-01", "A", "2026-10-02", 100.5],
    ]
    main("import", "repairs", write_book(tmp_path / "a.xlsx", {"维修": lines}), data=empty)
    sheet = tmp_path / "导出.csv"
    assert main("list", "repairs", "--csv", sheet, data=empty).status == 0
    heads, row = (line.split(",") for line in sheet.read_text("utf-8-sig").splitlines()[:2])
    assert row[heads.index("费用(元)")] == "100.50"
