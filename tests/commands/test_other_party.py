"""Books of party-building not seen before, through the commands: rolls with months, dues of a month."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.exchange.ledger_sheets import write_book

MEMBERS: list[list[object]] = [
    ["云岭县城市管理局党员花名册"],
    ["序号", "姓名", "身份证号", "出生年月", "入党时间", "所在党支部", "联系电话"],
    [1, "张三", "362133197001010012", "1970.01", "1998年7月", "机关党支部", "13800001234"],
    [2, "李四", "362133197205060028", "1972-05-06", "2001.07.01", "机关党支部", "138 0000 5678"],
    ["合计", 2],
]
DUES: list[list[object]] = [
    ["2026年3月党费收缴明细表"],
    ["序号", "姓名", "党支部", "缴费基数", "应缴党费", "实缴党费", "缴纳日期"],
    [1, "张三", "机关党支部", "5000元", 25, 25, "3.5"],
    [2, "李四", None, 6000, "30元", "30", "3月6日"],
    ["合计", None, None, None, 55, 55],
]
ACROSS: list[list[object]] = [
    ["2026年度党费收缴登记表"],
    ["序号", "姓名", "党支部", "月缴党费", "1月", "2月", "3月"],
    [1, "张三", "机关党支部", 25, 25, 25, 25],
]
MEETINGS: list[list[object]] = [
    ["2026年“三会一课”台账"],
    ["时间", "支部", "会议名称", "会议类型", "主题", "应到人数", "实到人数"],
    ["1月8日上午9:00", "机关党支部", "第一次大会", "党员大会", "学习", "20人", "18人"],
    ["2026.2.5", "机关党支部", "支委会", "支委会", "研究党费", 3, 3],
]
BRANCHES: list[list[object]] = [
    ["序号", "支部名称", "成立时间", "党员数", "支委会委员数", "党小组", "届满时间"],
    [1, "机关党支部", "2018年5月", "21名", "3名", 2, "2026.05"],
    [2, "环卫所党支部", "2020.6.1", 6, "无", "无", None],
]


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


@pytest.fixture
def rolled(main: Main, empty: Path, tmp_path: Path) -> Path:
    """A data folder with two members."""
    ran = main(
        "import", "party-members", write_book(tmp_path / "党员.xlsx", {"表": MEMBERS}), data=empty
    )
    assert ran.status == 0, ran.err
    assert "第一天读入" in ran.err
    assert "身份证号" in ran.err
    return empty


def test_the_dues_of_the_month_in_the_title(main: Main, rolled: Path, tmp_path: Path) -> None:
    path = write_book(tmp_path / "党费.xlsx", {"表": DUES})
    assert main("import", "party-dues", path, data=rolled).status == 0
    rows = main("list", "party-dues", "--json", data=rolled).records
    assert {(row["month"], row["branch"], row["paid_on"]) for row in rows} == {
        ("2026-03", "机关党支部", "2026-03-05"),
        ("2026-03", "机关党支部", "2026-03-06"),
    }
    assert "新增 0，未变 2" in main("import", "party-dues", path, data=rolled).err


@pytest.mark.parametrize("more", [(), ("--month", "2026-03")])
def test_months_beside_each_other_are_not_half_read(
    main: Main, rolled: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    path = write_book(tmp_path / "党费.xlsx", {"表": ACROSS})
    ran = main("import", "party-dues", path, *more, data=rolled)
    assert ran.status == 1
    assert "把1月、2月、3月等各月并排成了列" in ran.err


def test_a_meeting_has_its_topic_beside_its_name(main: Main, rolled: Path, tmp_path: Path) -> None:
    path = write_book(tmp_path / "三会一课.xlsx", {"表": MEETINGS})
    assert main("import", "party-meetings", path, data=rolled).status == 0
    rows = main("list", "party-meetings", "--json", data=rolled).records
    assert {(row["held_on"], row["kind"], row["topic"], row["present"]) for row in rows} == {
        ("2026-01-08", "支部党员大会", "学习", 18),
        ("2026-02-05", "支部委员会", "研究党费", 3),
    }


def test_branches_founded_in_some_month(main: Main, empty: Path, tmp_path: Path) -> None:
    path = write_book(tmp_path / "支部.xlsx", {"表": BRANCHES})
    assert main("import", "branches", path, data=empty).status == 0
    rows = {row["name"]: row for row in main("list", "branches", "--json", data=empty).records}
    keys = ("founded_on", "members", "committee", "groups", "term_ends_on")
    assert [rows["机关党支部"][key] for key in keys] == ["2018-05-01", 21, 3, 2, "2026-05-31"]
    assert [rows["环卫所党支部"][key] for key in keys] == ["2020-06-01", 6, None, None, None]
