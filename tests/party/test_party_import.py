"""Sheets of party-building as offices keep them, through import and export."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.exchange import importing
from bureau.office import BY_NAME
from bureau.party.figures import document
from tests.exchange.ledger_sheets import listed, parsed, refused, taken, write_book
from tests.party.party_books import Party

TASKS = ["序号", "五型", "重点任务", "牵头领导", "责任股室", "完成时限", "权重", "进展情况"]
MEETINGS = ["日期", "支部", "类型", "党小组", "主题", "应到", "实到"]


def task(theme: str | None, title: str, limit: object, progress: str | None = None) -> list[object]:
    """A line of a list of tasks."""
    return [1, theme, title, "张垚", "办公室", limit, 8, progress]


def task_book(path: Path, *lines: list[object], title: str = "2026年党建任务清单") -> Path:
    """A list of tasks: title in row 1, header in row 2, rows from 3."""
    return write_book(path, {"Sheet": [[title], TASKS, *lines]})


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


def test_a_list_of_tasks(party: Party, tmp_path: Path) -> None:
    file = task_book(
        tmp_path / "清单.xlsx",
        task("忠诚", "责任制", "3月底前", "正在推进"),
        task(None, "中心组学习", "每月"),
        task("担当", "攻坚", "2026年12月底", "已召开三次会议"),
        task("同上", "督查", "全年"),
        task("过硬", "廉政提醒", "9.28", "已完成"),
    )
    taken(party.desk, "party-tasks", file)
    keys = ("theme", "title", "frequency", "due_on", "state", "year", "limit_words")
    assert [tuple(row[key] for key in keys) for row in listed(party.desk, "party-tasks")] == [
        ("忠诚", "责任制", "once", "2026-03-31", "进行中", 2026, "3月底前"),
        ("忠诚", "中心组学习", "monthly", None, None, 2026, "每月"),
        ("担当", "攻坚", "once", "2026-12-31", None, 2026, "2026年12月底"),
        ("担当", "督查", "ongoing", "2026-12-31", None, 2026, "全年"),
        ("过硬", "廉政提醒", "once", "2026-09-28", "已完成", 2026, "9.28"),
    ]
    again = parsed(party.desk, "party-tasks", file)
    assert (again.accepted, again.unchanged, again.changed) == (0, 5, 0)


def test_a_deadline_that_may_mean_two_things_is_refused(party: Party, tmp_path: Path) -> None:
    file = task_book(
        tmp_path / "清单.xlsx", task("忠诚", "甲", "11月前"), task("忠诚", "乙", "每季度")
    )
    assert refused(parsed(party.desk, "party-tasks", file)) == [(3, "完成时限")]
    yearless = task_book(tmp_path / "无年.xlsx", task("忠诚", "乙", "每季度"), title="任务清单")
    assert refused(parsed(party.desk, "party-tasks", yearless)) == [(3, "完成时限")]


def test_next_years_list_is_not_this_years(party: Party, tmp_path: Path) -> None:
    line = task("忠诚", "中心组学习", "每月")
    taken(party.desk, "party-tasks", task_book(tmp_path / "a.xlsx", line))
    book = task_book(tmp_path / "b.xlsx", line, title="2027年党建任务清单")
    taken(party.desk, "party-tasks", book)
    assert [row["year"] for row in listed(party.desk, "party-tasks")] == [2026, 2027]


def test_a_column_of_frequencies_goes_before_the_words(party: Party, tmp_path: Path) -> None:
    file = write_book(
        tmp_path / "清单2026年.xlsx",
        {"Sheet": [["五型", "任务", "频次", "完成时限"], ["服务", "回访", "每月", "12月底"]]},
    )
    taken(party.desk, "party-tasks", file)
    (row,) = listed(party.desk, "party-tasks")
    assert (row["frequency"], row["due_on"]) == ("monthly", "2026-12-31")


def test_closing_asks_for_evidence(party: Party, tmp_path: Path) -> None:
    header = ["年度", "五型", "任务", "状态", "佐证材料"]
    file = write_book(
        tmp_path / "清单.xlsx",
        {
            "Sheet": [
                header,
                [2026, "服务", "甲", "已销号", None],
                [2026, "服务", "乙", "已销号", "档案盒3"],
                [2026, "服务", "丙", "已完成", None],
            ]
        },
    )
    assert refused(parsed(party.desk, "party-tasks", file)) == [(2, "佐证材料")]


def test_branches_and_their_meetings(party: Party, tmp_path: Path) -> None:
    branches = write_book(
        tmp_path / "名册.xlsx",
        {
            "Sheet": [
                ["党支部", "成立日期", "党员人数", "支委人数", "党小组数", "书记"],
                ["机关党支部", "2019-05-08", 28, 5, 2, "孔志强"],
                ["环卫所党支部", "2019.5.8", 6, None, None, "赵晓峰"],
            ]
        },
    )
    taken(party.desk, "branches", branches)
    meetings = write_book(
        tmp_path / "组织生活记录-2026年.xlsx",
        {
            "Sheet": [
                ["2026年组织生活记录"],
                MEETINGS,
                ["1月12日", "机关支部", "支委会", None, "学习", 5, 5],
                ["２０２６．１．２０", "机关党支部", "党小组会", "2组", "学习", 14, 11],
                ["2026/02/03", "环卫所支部", "主题党日活动", None, "学习", "6人", 4],
                ["2026-2-4", None, "中心组学习", None, "学习", 9, 8],
                ["2026-2-5", "机关党支部", "党小组会", None, "学习", 14, 14],
                ["2026-2-6", "机关党支部", "主题党日", None, "学习", 28, 29],
            ]
        },
    )
    assert refused(parsed(party.desk, "party-meetings", meetings)) == [(7, "党小组"), (8, "实到")]
    taken(party.desk, "party-meetings", meetings, skip=True)
    # Who leaves the branch blank means 党组, not the branch above.
    assert [row["branch"] for row in listed(party.desk, "party-meetings")] == [
        "机关党支部",
        "机关党支部",
        "环卫所党支部",
        None,
    ]
    written = document(party.figures())["meetings"]
    assert isinstance(written, dict)
    assert {name: kept["met"] for name, kept in written.items() if kept["met"]} == {
        "机关党支部/支部委员会": 1,
        "机关党支部/党小组会": 1,
        "环卫所党支部/主题党日": 1,
    }
    assert [row["name"] for row in listed(party.desk, "branches")] == ["机关党支部", "环卫所党支部"]


def test_members_are_masked() -> None:
    fields = BY_NAME["party-members"].by_key
    personal = {key for key, field in fields.items() if field.personal}
    assert {"name", "born_on", "joined_on", "phone"} <= personal


def test_the_year_of_a_row_goes_before_that_of_the_title(party: Party, tmp_path: Path) -> None:
    head: list[object] = ["五型", "重点任务", "完成时限", "年度"]
    lines: list[list[object]] = [
        ["2026年党建任务清单"],
        head,
        ["忠诚", "甲", "3月底前", 2027],
        ["忠诚", "乙", "9.28", None],
        ["忠诚", "丙", "每季度", 2025],
        ["忠诚", "丁", "2027-01-15", 2026],
    ]
    file = write_book(tmp_path / "任务.xlsx", {"Sheet": lines})
    taken(party.desk, "party-tasks", file)
    found = [
        (row["title"], row["year"], row["due_on"]) for row in listed(party.desk, "party-tasks")
    ]
    assert sorted(found) == [
        ("丁", 2026, "2027-01-15"),
        ("丙", 2025, None),
        ("乙", 2026, "2026-09-28"),
        ("甲", 2027, "2027-03-31"),
    ]
    # Without any year in the title the row's own is enough.
    bare = write_book(tmp_path / "清单.xlsx", {"Sheet": [head, ["服务", "戊", "6月底前", 2027]]})
    assert refused(parsed(party.desk, "party-tasks", bare)) == []
