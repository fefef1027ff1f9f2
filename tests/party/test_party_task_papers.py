"""The papers of tasks: what stands in them, and the sentences for the monthly summary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.party.classes import ONCE, QUARTERLY
from bureau.party.paper_source import Source
from bureau.party.papers_task_duty import duty_paper, duty_sheets
from bureau.party.papers_tasks import (
    annual_paper,
    chain_paper,
    half_year_paper,
    task_lines,
    tasks_paper,
)
from bureau.party.task_periods import close_periods
from bureau.reports.paper import Masthead, Paper, Paragraph, Table
from bureau.storage.connection import Reader
from tests.party.party_books import Party

OCTOBER = Period.month(2026, 10)
Make = Callable[[Source, Reader], Paper]


def made(party: Party, make: Make, period: Period = OCTOBER) -> Paper:
    """A paper of the desk's day, 8 October 2026."""
    with party.desk.store.snapshot() as conn:
        return make(Source.of(party.desk, conn, period), conn)


def tables(paper: Paper) -> list[Table]:
    """The tables of a paper."""
    return [block for block in paper.blocks if isinstance(block, Table)]


def year(party: Party) -> list[int]:
    """Three tasks: done, quarterly with one of three closed, late."""
    office = party.insert("units", {"name": "办公室"})
    first = party.task(
        "责任制",
        state="已销号",
        frequency=ONCE,
        due_on="2026-03-31",
        unit=office,
        person="李明",
        weight=4000,
        self_points=4000,
        points=3850,
        evidence="材料",
        closed_on="2026-03-20",
    )
    second = party.task(
        "志愿", "服务", "进行中", frequency=QUARTERLY, person="李明、王强", weight=3000
    )
    close_periods(party.desk, [second], {"evidence": "签到册"})
    third = party.task("攻坚", "担当", "进行中", due_on="2026-09-30", percent=60, weight=2000)
    return [first, second, third]


def test_the_list_of_tasks(party: Party) -> None:
    year(party)
    paper = made(party, tasks_paper)
    assert paper.title == "2026年党建工作任务清单"
    (table,) = tables(paper)
    assert [(row[0], row[1], row[2], row[8], row[9], row[10]) for row in table.rows] == [
        ("1", "忠诚", "责任制", "2026.3.31", "40", "已销号"),
        ("2", "服务", "志愿", "每季度", "30", "1/4 期"),
        ("3", "担当", "攻坚", "2026.9.30", "20", "60%"),
    ]
    assert table.totals[0][9] == "90"
    assert "还差 10 分" in table.note


def test_the_half_year_table_and_its_problems(party: Party) -> None:
    tasks = year(party)
    for day, values in (
        ("2026-07-01", {"righted_on": "2026-07-20", "result": "已补"}),
        ("2026-07-02", {"due_on": "2026-08-01"}),
        ("2026-10-09", {}),
    ):
        party.insert(
            "party-inspections",
            {"task": tasks[1], "inspected_on": day, "problem": f"问题{day}", **values},
        )
    table, found = tables(made(party, half_year_paper))
    assert [row[-1] for row in table.rows] == ["", "▲ 红", "▲ 红"]
    # What was found after the day isn't printed yet.
    assert [(row[1], row[3], row[-1]) for row in found.rows] == [
        ("2026.7.1", "问题2026-07-01", "2026.7.20 已整改：已补"),
        ("2026.7.2", "问题2026-07-02", "▲ 整改超期"),
    ]


def test_the_assessment_of_the_year(party: Party) -> None:
    year(party)
    table, themes, _units, persons = tables(made(party, annual_paper))
    assert table.totals[0][-3:] == ("90", "40", "38.5")
    assert themes.totals[0][-1] == "96.25%"
    assert [(row[0], row[1], row[5]) for row in persons.rows] == [
        ("李明", "2", "70"),
        ("王强", "1", "30"),
        ("未填责任人", "1", "20"),
    ]


def test_a_page_for_everybody_in_charge(party: Party) -> None:
    year(party)
    paper = made(party, duty_paper)
    assert sum(isinstance(block, Masthead) for block in paper.blocks) == 2
    first, second = tables(paper)
    # Open ones first.
    assert [row[2] for row in first.rows] == ["志愿", "责任制"]
    assert [(row[2], row[5], row[7]) for row in second.rows] == [
        ("志愿", "2026.6.30", "1/4 期\n▲ 红")
    ]


def test_chosen_tasks_are_printed_for_who_is_in_charge(party: Party) -> None:
    first, second, third = year(party)
    paper = duty_sheets(party.desk, [first, third])
    (table,) = tables(paper)
    assert [row[2] for row in table.rows] == ["责任制"]
    assert len(tables(duty_sheets(party.desk, [first, second]))) == 2
    with pytest.raises(UserError, match="没有填责任人"):
        duty_sheets(party.desk, [third])


def test_the_chain_on_paper(party: Party) -> None:
    year(party)
    (table,) = tables(made(party, chain_paper))
    assert [row[1].strip("　") for row in table.rows][:3] == [
        *("局党组", "未填（在单位设置里填）", "未明确分管领导"),
    ]


@pytest.mark.parametrize("make", [tasks_paper, half_year_paper, annual_paper, chain_paper])
def test_an_empty_year_is_said(party: Party, make: Make) -> None:
    paper = made(party, make)
    assert paper.blocks == (Paragraph("没有登记这一年的党建任务。"),)


def test_a_person_is_wanted_for_personal_lists(party: Party) -> None:
    party.task("甲")
    (_, said) = made(party, duty_paper).blocks
    assert said == Paragraph("任务清单里还没有填责任人。")


def test_the_sentences_of_the_monthly_summary(party: Party) -> None:
    year(party)
    with party.desk.store.snapshot() as conn:
        said = task_lines(Source.of(party.desk, conn, OCTOBER), conn)
        march = task_lines(Source.of(party.desk, conn, Period.month(2026, 3)), conn)
    assert said == [
        "2026年党建任务共 3 项，已完成 1 项，未完成 2 项，其中逾期 2 项。",
        "按周期开展的任务到期 3 期，欠 2 期。",
        "逾期任务：志愿、攻坚。",
    ]
    # In March the first was closed on the 20th, the quarter still ran, and was near.
    assert march[0] == "2026年党建任务共 3 项，已完成 1 项，未完成 2 项，其中临近到期 1 项。"
    assert date(2026, 3, 31) == Period.month(2026, 3).last
