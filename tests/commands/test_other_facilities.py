"""Books of the street-light office not seen before, through the commands: units, words, orders of columns."""

from __future__ import annotations

import random  # noqa: TID251 - seeded orders
from pathlib import Path

import pytest

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.commands.other_sheets import Grid, written

Book = list[list[object]]
CENSUS: Book = [
    ["路段名称", "灯杆编号", "道路类别", "灯头数（盏）", "功率", "杆高", "安装时间", "使用状态"],
    ["人民路", "LD-1", "主干路", "2盏", "150W", "12米", "2016年11月", "正常使用"],
    ["人民路", "LD-2", "主干路", "1", "250瓦", "10.5m", "2016.11.2", "已拆除"],
    ["文化街", "LD-3", "次干路", "1", "60w", "800cm", "2020年", "停用"],
]
PATROLS: Book = [
    ["日期", "巡查路段", "总盏数", "亮灯数", "亮灯率", "巡查人员"],
    ["10月3日", "人民路", "20盏", "18", "90%", "张三"],
    ["10.4", "文化街", "10", "10", "100%", "李四"],
    ["10.5", "文化街", "10", "11", "110%", "李四"],
]
REPAIRS: Book = [
    ["报修日期", "路段", "灯杆编号", "故障现象", "维修情况", "使用材料及数量", "费用"],
    ["10.3", "人民路", "甲", "灯不亮", "已修复10.17", "光源2只", "1.5万元"],
    ["10.4", "人民路", "乙", "灯不亮", "已修复（10月6日）", "光源3只", "300"],
    ["10.6", "文化街", "丙", "灯不亮", "维修中", None, None],
    ["10.7", "文化街", "丁", "灯不亮", "已完成", None, None],
]
STATES: Book = [
    ["报修日期", "灯杆编号", "修复状态", "修复日期"],
    ["2026-10-03", "甲", "已修复", "2026-10-05"],
    ["2026-10-04", "乙", "未修复", None],
    ["2026-10-04", "丙", "已修复", None],
    ["2026-10-04", "丁", "未修复", "2026-10-05"],
    ["2026-12-30", "戊", "已修复1.3", None],
]
HAZARDS: Book = [
    ["排查时间", "检查单位（部位）", "存在的安全隐患", "隐患级别", "整改时限", "整改完成情况", "整改完成时间"],
    ["2026.10.3", "解放路口", "井盖破损", "一般", "立即整改", "已整改", "10.3"],
    ["2026.10.5", "学府路桥", "栏杆松动", "一般隐患", "10月15日前", "整改中", None],
    ["2026.10.6", "泵站", "无盖板", "重大", "3日内", "已整改10.8", None],
    ["2026.10.7", "学校", "井盖响", "一般", "3日内", "已整改", None],
]  # fmt: skip
WORKS: Book = [
    ["日期", "路段", "养护内容", "工程量", "作业人员"],
    ["2026-10-03", "人民路", "人行道维修", "35.5㎡", "一班"],
    ["2026-10-05", "人民路", "疏通管道", "120米", "二班"],
]


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


def book(folder: Path, seed: int, lines: Book) -> Path:
    """The rows with their columns in another order, below a title and above a sum, in some kind of file."""
    chance = random.Random(seed)
    order = chance.sample(range(len(lines[0])), len(lines[0]))
    grid = Grid()
    grid.add(["云岭县2026年10月登记表"])
    for number, row in enumerate(lines):
        grid.add(["序号" if number == 0 else number, *(row[at] for at in order)])
    grid.add(["合计"])
    return written(folder, f"表{seed}2026年10月", ("xlsx", "xls", "csv")[seed % 3], {"表": grid})


def by(main: Main, folder: Path, ledger: str, key: str, *wanted: str) -> dict[object, object]:
    """What is listed, by one of its fields: the wanted one, or several."""
    rows = main("list", ledger, "--json", data=folder).records
    return {
        row[key]: row[wanted[0]] if len(wanted) == 1 else tuple(row[one] for one in wanted)
        for row in rows
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_census_with_units_and_months(main: Main, empty: Path, tmp_path: Path, seed: int) -> None:
    path = book(tmp_path, seed, CENSUS)
    ran = main("import", "facilities", path, data=empty)
    assert ran.status == 0, ran.err
    assert by(main, empty, "facilities", "code", "heads", "watts", "height_m", "installed_on", "state") == {
        "LD-1": (2, 150, 12, "2016-11-01", "正常"),
        "LD-2": (1, 250, 10.5, "2016-11-02", "移除"),
        "LD-3": (1, 60, 8, "2020-01-01", "停用"),
    }  # fmt: skip
    assert "第一天读入" in ran.err
    assert "新增 0，未变 3" in main("import", "facilities", path, data=empty).err


@pytest.mark.parametrize("seed", range(3))
def test_patrols_that_count_the_lit(main: Main, empty: Path, tmp_path: Path, seed: int) -> None:
    path = book(tmp_path, seed, PATROLS)
    ran = main("import", "light-patrols", path, "--skip-rejected", data=empty)
    assert by(main, empty, "light-patrols", "patrolled_on", "due", "dark") == {
        "2026-10-03": (20, 2),
        "2026-10-04": (10, 0),
    }
    assert "第 5 行退回：“亮灯数”：比“应亮”还多" in ran.err


@pytest.mark.parametrize("seed", range(3))
def test_repairs_whose_day_is_in_the_words(
    main: Main, empty: Path, tmp_path: Path, seed: int
) -> None:
    path = book(tmp_path, seed, REPAIRS)
    ran = main("import", "repairs", path, "--skip-rejected", data=empty)
    assert by(main, empty, "repairs", "facility", "repaired_on", "cost_fen", "materials") == {
        "甲": ("2026-10-17", 1_500_000, "光源2只"),
        "乙": ("2026-10-06", 30_000, "光源3只"),
        "丙": (None, None, None),
    }
    assert "写着“已完成”，没有维修时间" in ran.err
    assert "新增 0，未变 3" in main("import", "repairs", path, "--skip-rejected", data=empty).err


def test_a_column_of_states_is_held_against_the_days(
    main: Main, empty: Path, tmp_path: Path
) -> None:
    ran = main("import", "repairs", book(tmp_path, 0, STATES), "--skip-rejected", data=empty)
    assert by(main, empty, "repairs", "facility", "repaired_on") == {
        "甲": "2026-10-05",
        "乙": None,
        "戊": "2027-01-03",
    }
    assert "第 5 行退回：“修复状态”：写着“已修复”，没有维修时间" in ran.err
    assert "第 6 行退回：“修复状态”：写着“未修复”，却有维修时间" in ran.err


@pytest.mark.parametrize("seed", range(3))
def test_a_list_of_hazards(main: Main, empty: Path, tmp_path: Path, seed: int) -> None:
    ran = main("import", "hazards", book(tmp_path, seed, HAZARDS), "--skip-rejected", data=empty)
    assert by(main, empty, "hazards", "place", "grade", "due_on", "righted_on") == {
        "解放路口": ("一般隐患", "2026-10-03", "2026-10-03"),
        "学府路桥": ("一般隐患", "2026-10-15", None),
        "泵站": ("重大隐患", "2026-10-09", "2026-10-08"),
    }
    assert "写着“已整改”，没有整改完成" in ran.err


def test_works_keep_the_unit_they_were_measured_in(main: Main, empty: Path, tmp_path: Path) -> None:
    assert main("import", "maintenance-works", book(tmp_path, 1, WORKS), data=empty).status == 0
    assert by(main, empty, "maintenance-works", "done_on", "quantity", "quantity_unit") == {
        "2026-10-03": (35.5, "㎡"),
        "2026-10-05": (120, "米"),
    }
