"""The matrix line by line, what a new meeting of a cell begins with, and what is due soon."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.month.papers import KINDS, Asked
from bureau.party.classes import PARTY_DAY
from bureau.party.frequency import Cell
from bureau.party.matrix import Line, due_soon, lines_of, mark, missing_meeting, told
from bureau.party.reminders import Reminder, reminders, term_end
from bureau.reports.paper import Table
from tests.party.party_books import TODAY, Party
from tests.storage.offices import item

YEAR = Period.year(2026)


def lines(party: Party) -> dict[str, Line]:
    """By branch and kind."""
    found = lines_of(party.figures(YEAR).requirements)
    return {f"{line.branch_title}/{line.title}": line for line in found}


def marks(line: Line) -> list[str]:
    """The signs of a line."""
    return [mark(cell) for cell in line.cells]


def reminded(party: Party) -> list[Reminder]:
    """What there is to look to on the 23rd of November."""
    of = party.figures(YEAR)
    with party.desk.store.snapshot() as conn:
        return list(reminders(conn, of, TODAY))


def test_each_group_has_its_line_and_each_span_its_sign(party: Party) -> None:
    branch = party.branch("机关党支部", founded_on="2026-05-08", committee=3, groups=2)
    party.meeting(branch, "党小组会", "2026-06-03", group="一组")
    party.meeting(branch, "党小组会", "2026-11-03", group="一组")
    party.meeting(branch, "支部党员大会", "2026-07-03")
    party.meeting(branch, "支部党员大会", "2026-08-03")
    found = lines(party)
    first, second = (found[f"机关党支部/党小组会（第{n}党小组）"] for n in "一二")
    assert marks(first) == [*"—————", "√", "×1", "×1", "×1", "×1", "√", ""]
    assert marks(second) == [*"—————", "×1", "×1", "×1", "×1", "×1", "…", ""]
    assert (first.required, first.held) == (5, 1)
    general = found["机关党支部/支部党员大会"]
    assert marks(general) == ["—", "—", "√", "…"]
    assert told(general, general.cells[2]) == (
        "机关党支部支部党员大会：2026年第三季度：每季度至少 1 次，已开 2 次，达标"
    )
    assert told(first, first.cells[7]).endswith("已开 0 次，欠 1 次")
    assert told(first, first.cells[10]).endswith("未到期（11月30日止），已经够了")


def cell(party: Party, name: str, place: int) -> tuple[Line, Cell]:
    """One span of a line."""
    line = lines(party)[name]
    return line, line.cells[place]


def test_a_new_meeting_begins_in_its_span(party: Party) -> None:
    branch = party.branch("机关党支部", groups=1)
    held_on = {
        place: missing_meeting(*cell(party, "机关党支部/主题党日", place), TODAY)["held_on"]
        for place in (1, 10, 11)
    }
    assert held_on == {1: "2026-02-28", 10: "2026-11-23", 11: "2026-12-01"}
    of_group = missing_meeting(*cell(party, "机关党支部/党小组会（第一党小组）", 0), TODAY)
    assert (of_group["branch"], of_group["group"]) == (branch, "第一党小组")
    line, year = cell(party, "机关党支部/组织生活会", 0)
    late = missing_meeting(line, year, date(2027, 3, 10))
    assert (late["held_on"], late["for_year"]) == ("2027-03-10", 2026)


def test_what_ends_within_the_days_of_the_setting_is_due(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.meeting(branch, "支部党员大会", "2026-10-08")
    found = tuple(lines(party).values())
    (soon,) = due_soon(found, TODAY, 7)
    assert (soon.line.kind, soon.words) == (
        PARTY_DAY,
        "机关党支部主题党日：11月还差 1 次，还有 7 天",
    )
    assert due_soon(found, TODAY, 6) == ()
    # The fourth quarter's 党课 and what is due once a year end in 38 days; the meeting was held.
    assert len(due_soon(found, TODAY, 38)) == 5
    # On its last day November is judged, and may still be made good.
    last_day = date(2026, 11, 30)
    found = lines_of(party.figures(YEAR, today=last_day).requirements)
    (soon,) = due_soon(found, last_day, 7)
    assert soon.words == "机关党支部主题党日：11月还差 1 次，今天是最后一天"
    assert due_soon(found, date(2026, 12, 1), 7) == ()


def test_reminders_lead_to_the_form_or_to_the_records(party: Party) -> None:
    branch = party.branch("机关党支部", elected_on="2023-12-20", committee=3)
    party.branch("老支部", elected_on="2020-01-01", dissolved_on="2024-01-01")
    party.meeting(branch, "主题党日", "2026-11-05")
    party.meeting(branch, "支部委员会", "2026-11-05", due=4, present=2)
    talked = party.insert("party-members", {"name": "甲", "branch": branch})
    named = party.insert("party-members", {"name": "乙", "branch": branch})
    left = party.insert("party-members", {"name": "丙", "branch": branch})
    wants = {"kind": item(party.desk, "party-member-kind", "入党积极分子")}
    party.insert("party-members", {"name": "丁", "branch": branch, **wants})
    assert [one.words for one in reminded(party)] == [
        "机关党支部 2026年12月20日将届满，请安排换届",
        "1 次会到会不过半，不能作决议",
    ]
    party.meeting(branch, "谈心谈话", "2026-03-05", members=json.dumps([talked]), host="乙")
    *_others, talks = reminded(party)
    assert talks.words == "1 名党员今年还没有谈心谈话"
    assert talks.where is not None
    assert party.records("party-members", talks.where) == [left]
    assert named != left


@pytest.mark.parametrize(
    ("ends", "elected", "expected"),
    [
        ("2026-05-08", "2020-01-01", date(2026, 5, 8)),
        (None, "2024-02-29", date(2027, 2, 28)),
        (None, None, None),
    ],
)
def test_a_term_ends_as_written_or_after_three_years(
    ends: str | None, elected: str | None, expected: date | None
) -> None:
    assert term_end(ends, elected) == expected


def test_the_matrix_is_printed_on_one_table(party: Party) -> None:
    branch = party.branch("机关党支部")
    for month in (1, 2, 4):
        party.meeting(branch, "主题党日", f"2026-{month:02}-05")
    paper = KINDS["party-matrix"](party.desk, Asked(period=Period.month(2026, 4)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    rows = {row[1]: list(row) for row in table.rows}
    assert rows["主题党日"][2:] == ["每月", "√", "√", "×1", "√", *[""] * 8, "4", "3", "1"]
    assert rows["支部党员大会"][2:9] == ["每季度", "", "", "×1", "", "", "…"]
    assert table.note.endswith("到期应开 6 次，已开 3 次，欠 3 次。")
