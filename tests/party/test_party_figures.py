"""The figures of party-building from the books, every one with the records behind it."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.editing import EditFault, add
from bureau.party.figures import document
from bureau.party.ledgers import RULES
from bureau.party.meeting_advice import Expected, expected
from tests.party.party_books import TODAY, Party
from tests.storage.offices import item

NOVEMBER = Period.month(2026, 11)


def test_a_requirement_shows_the_meetings_it_counted(party: Party) -> None:
    office = party.branch("机关党支部", committee=5, groups=2)
    other = party.branch("环卫所党支部")
    own = [
        party.meeting(office, "支部党员大会", "2026-02-10"),
        party.meeting(office, "支部党员大会", "2026-02-11"),
        party.meeting(office, "支部党员大会", "2026-09-30"),
    ]
    party.meeting(office, "支部党员大会", "2025-12-31")
    party.meeting(office, "支部党员大会", "2026-11-02")
    party.meeting(office, "主题党日", "2026-02-12")
    party.meeting(other, "支部党员大会", "2026-02-10")
    found = party.requirement("机关党支部/支部党员大会")
    assert (found.kept.required, found.kept.met, found.kept.missing) == (3, 2, ("2",))
    assert party.records("party-meetings", found.where) == own


def test_kinds_without_an_organ_and_what_is_not_due_are_not_in_the_matrix(party: Party) -> None:
    party.branch("环卫所党支部")
    party.branch("机关党支部", committee=3, groups=1)
    written = document(party.figures())
    meetings = written["meetings"]
    assert isinstance(meetings, dict)
    assert sorted(key for key in meetings if key.startswith("环卫所")) == sorted(
        f"环卫所党支部/{kind}" for kind in ("支部党员大会", "党课", "主题党日")
    )
    assert {"机关党支部/支部委员会", "机关党支部/党小组会"} < set(meetings)
    assert meetings["机关党支部/党小组会"] == {
        "required": 10,
        "met": 0,
        "missing": [f"{month}/第一党小组" for month in range(1, 11)],
    }
    running = written["running"]
    assert isinstance(running, dict)
    assert running["环卫所党支部/组织生活会"] == {
        "period": "2026",
        "until": "2026-12-31",
        "required": 1,
        "held": 0,
    }


def test_a_month_that_is_not_over_asks_for_nothing_yet(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.meeting(branch, "主题党日", "2026-11-05")
    found = party.requirement("机关党支部/主题党日", NOVEMBER)
    assert (found.kept.required, found.kept.met) == (10, 0)
    assert found.kept.running is not None
    assert (found.kept.running.span.label, found.kept.running.held) == ("11", 1)


def test_last_years_meeting_held_in_march_counts_for_last_year(party: Party) -> None:
    branch = party.branch("机关党支部")
    late = party.meeting(branch, "组织生活会", "2026-03-10", for_year=2025)
    name = "机关党支部/组织生活会"
    found = party.requirement(name, Period.month(2025, 12))
    assert (found.kept.required, found.kept.met) == (1, 1)
    assert party.records("party-meetings", found.where) == [late]
    this = party.requirement(name, Period.month(2026, 10))
    assert this.kept.running is not None
    assert this.kept.running.held == 0
    assert party.records("party-meetings", this.where) == []


def test_rules_of_the_bureau_are_taken(party: Party) -> None:
    party.branch("机关党支部")
    party.rule("党课", "每半年", 1, "党支部")
    party.rule("主题党日", "每月", 0, "党支部")
    party.rule("党组理论学习中心组学习", "每季度", 1, "党组")
    party.meeting(None, "中心组学习", "2026-01-20")
    found = {one.name: one.kept for one in party.figures().requirements}
    assert found["机关党支部/党课"].missing == ("1",)
    assert "机关党支部/主题党日" not in found
    study = found["党组/党组理论学习中心组学习"]
    assert (study.required, study.met, study.missing) == (3, 1, ("2", "3"))


def test_meetings_to_look_at_are_noticed(party: Party) -> None:
    branch = party.branch("机关党支部", committee=3, groups=2)
    half = party.meeting(branch, "支部委员会", "2026-03-17", due=4, present=2)
    party.meeting(branch, "支部委员会", "2026-04-17", due=3, present=2)
    party.meeting(branch, "主题党日", "2026-04-18", due=3, present=1)
    third = party.meeting(branch, "党小组会", "2026-04-19", group="第三党小组")
    party.meeting(branch, "党小组会", "2026-04-19", group="一组")
    found = party.figures()
    assert (found.thin.count, party.records("party-meetings", found.thin.where)) == (1, [half])
    assert (found.astray.count, party.records("party-meetings", found.astray.where)) == (1, [third])


def test_tasks_of_the_year(party: Party) -> None:
    done = party.task("甲", state="已完成", due_on="2026-03-31", weight=1000)
    closed = party.task("乙", "担当", "已销号", closed_on="2026-11-05", weight=250)
    late = party.task("丙", "担当", "进行中", due_on="2026-10-30")
    on_the_day = party.task("丁", due_on="2026-10-31")
    party.task("戊", state="取消", due_on="2026-01-01", weight=9900)
    party.task("己", year=2025)
    undated = party.task("庚")
    yearless = party.task("辛", year=None, due_on="2026-12-31")
    of = party.figures().tasks
    everything = [done, closed, late, on_the_day, undated, yearless]
    for counted, wanted in (
        (of.all, everything),
        (of.done, [done]),  # 乙 was closed after October
        (of.open, [closed, late, on_the_day, undated, yearless]),
        (of.late, [late]),
        (of.undated, [closed, undated]),
    ):
        assert counted.count == len(wanted)
        assert party.records("party-tasks", counted.where) == wanted
    assert [(theme.title, theme.all.count, theme.done.count) for theme in of.themes] == [
        ("忠诚", 4, 1),
        ("担当", 2, 0),
    ]
    assert of.weight == 1250
    assert party.figures(NOVEMBER).tasks.done.count == 2


def test_a_task_is_done_on_the_day_that_closing_was_applied_for(party: Party) -> None:
    waiting = party.task("甲", state="已完成", applied_on="2026-11-05")
    before = party.task("乙", state="已销号", applied_on="2026-10-20", closed_on="2026-11-05")
    at_once = party.task("丙", state="已销号", closed_on="2026-10-31")
    no_day = party.task("丁", state="已完成")
    of = party.figures().tasks
    assert party.records("party-tasks", of.done.where) == [before, at_once, no_day]
    assert party.records("party-tasks", of.open.where) == [waiting]
    assert [one.id for one in of.stand.done.of] == [before, at_once, no_day]
    assert party.figures(NOVEMBER).tasks.done.count == 4


def test_a_branch_is_in_the_matrix_of_the_years_in_which_it_was_there(party: Party) -> None:
    party.branch("早撤的支部", dissolved_on="2025-12-31")
    party.branch("今年撤的支部", dissolved_on="2026-01-01")
    party.branch("明年的支部", founded_on="2027-01-01")
    found = party.figures().requirements
    assert {one.branch_title for one in found} == {"今年撤的支部"}
    assert {cell.state for one in found for cell in one.kept.cells} == {"free"}


def test_a_task_is_late_only_once_its_day_is_over(party: Party) -> None:
    party.task("甲", due_on="2026-10-20")
    assert party.figures(today=date(2026, 10, 20)).tasks.late.count == 0
    assert party.figures(today=date(2026, 10, 21)).tasks.late.count == 1


def test_an_empty_book_has_figures_too(party: Party) -> None:
    written = document(party.figures())
    assert (written["meetings"], written["running"]) == ({}, {})
    tasks = written["tasks"]
    assert isinstance(tasks, dict)
    assert (tasks["count"], tasks["weight"], tasks["by_frequency"]) == (0, "0.00", {})


def test_a_rule_that_changes_within_the_year_is_a_second_line(party: Party) -> None:
    party.branch("机关党支部")
    add(party.desk, RULES, {"kind": "党课", "period": "每半年", "count": "1", "scope": "党支部"})
    later = {"period": "每月", "count": "1", "scope": "党支部", "from_on": "2026-06-15"}
    add(party.desk, RULES, {"kind": "党课", **later})
    with pytest.raises(EditFault, match="相同"):
        add(party.desk, RULES, {"kind": "党课", **later})
    # One in the first half, then July to October.
    found = party.requirement("机关党支部/党课").kept
    assert found.missing == ("1", "7", "8", "9", "10")


def test_a_meeting_that_is_written_up_is_told_who_is_due(party: Party) -> None:
    branch = party.branch("机关党支部", committee=5)
    kinds = ("正式党员", "正式党员", "预备党员", "入党积极分子")
    for name, kind, group in zip("甲乙丙丁", kinds, ("一组", "二组", "一组", None), strict=True):
        of = item(party.desk, "party-member-kind", kind)
        values = {"name": name, "branch": branch, "kind": of, "group": group}
        party.insert("party-members", values)

    def told(kind: str, **values: object) -> Expected:
        of = item(party.desk, "party-meeting-kind", kind)
        with party.desk.store.snapshot() as conn:
            meeting = {"branch": branch, "kind": of, "held_on": "2026-03-10", **values}
            return expected(conn, meeting, TODAY)

    assert told("支部党员大会").numbers == {"due": (3, "按党员名册")}
    voting = told("支部党员大会", voters_present=1)
    assert voting.numbers["voters_due"] == (2, "按党员名册里的正式党员")
    assert told("支部委员会").numbers == {"due": (5, "按党支部的支委人数")}
    assert told("党小组会", group="第一党小组").numbers["due"][0] == 2
    assert told("谈心谈话").numbers == {}
    assert told("支部委员会", due=4, present=2).remarks == (
        "实到没有超过应到的一半，这次会不能作决议。",
    )
    assert told("支部党员大会", voters_due=2, voters_present=1).remarks == (
        "有表决权的到会人数没有超过应到的一半，表决无效。",
    )
    (late,) = told("组织生活会").remarks
    assert "填 2025" in late
    assert told("组织生活会", for_year=2025).remarks == ()
