"""Weights and points of a year's tasks, and the chain of who answers for them."""

from __future__ import annotations

from datetime import date

from bureau.ledger.query import Filter
from bureau.party.classes import MONTHLY, QUARTERLY
from bureau.party.figures_task_facts import Tasks
from bureau.party.figures_tasks import TaskFigures, task_figures, tasks_document
from bureau.party.responsibility import Chain, chain_of
from bureau.party.task_periods import close_periods
from bureau.party.task_scores import YearScores, weight_said, weights_said, year_scores
from bureau.settings.declared import PARTY_FULL, PARTY_HEAD
from bureau.settings.saving import save
from tests.party.party_books import Party

TODAY = date(2026, 10, 8)


def figures(party: Party, day: date = TODAY) -> TaskFigures:
    """The tasks of 2026 on a day."""
    with party.desk.store.snapshot() as conn:
        return task_figures(conn, party.desk.store.names(conn), 2026, day)


def scores(party: Party) -> YearScores:
    """Their lines."""
    of = figures(party)
    with party.desk.store.snapshot() as conn:
        return year_scores(of, party.desk.store.names(conn))


def unit(party: Party, name: str, **values: object) -> int:
    """A section of the bureau."""
    return party.insert("units", {"name": name, **values})


def opens(party: Party, where: Filter) -> list[int]:
    """What a figure opens."""
    return party.records("party-tasks", where)


def test_weights_that_do_not_make_up_the_full_marks_are_told(party: Party) -> None:
    party.task("甲", weight=4000)
    party.task("乙", "担当", weight=3050)
    party.task("丙", "担当")
    party.task("丁", state="取消", weight=9900)
    assert weights_said(scores(party)) == (
        "权重合计 70.5 分，满分 100 分，还差 29.5 分；没有权重的 1 项（担当 1 项）；"
        "没有任务的五型：服务、创新、过硬。"
    )
    save(party.desk, {PARTY_FULL.key: "70"})
    assert "满分 70 分，多出 0.5 分" in weights_said(scores(party))


def test_points_by_theme_section_and_person(party: Party) -> None:
    office = unit(party, "办公室")
    first = party.task(
        "甲", unit=office, person="李明、王强", weight=1000, self_points=1000, points=900
    )
    second = party.task("乙", unit=office, person="李明", weight=1000, due_on="2026-09-30")
    third = party.task("丙", "担当", state="已完成", weight=500, points=500)
    found = scores(party)
    by_title = {line.title: line.texts for line in (*found.themes, *found.units, *found.persons)}
    # 得分率 only of the weight that was judged: 9 of 10, not of 20.
    assert by_title["忠诚"] == ("2", "0", "2", "1", "20", "10", "9", "90.00%")
    assert by_title["担当"] == ("1", "1", "0", "0", "5", "—", "5", "100.00%")
    assert by_title["服务"] == ("0", "0", "0", "0", "0", "—", "—", "—")
    assert by_title["办公室"][:1] == ("2",)
    assert [(line.title, len(line.tasks)) for line in found.persons] == [
        ("李明", 2),
        ("王强", 1),
        ("未填责任人", 1),
    ]
    assert found.total.texts[4:] == ("25", "10", "14", "93.33%")
    assert opens(party, found.themes[0].tasks.titled("忠诚")) == [first, second]
    assert opens(party, found.total.tasks.late.titled("逾期")) == [second]
    assert opens(party, found.total.tasks.done.titled("已完成")) == [third]


def test_a_repeating_task_is_late_by_its_earliest_open_period(party: Party) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    assert opens(party, figures(party, date(2026, 3, 31)).late.where) == []
    assert opens(party, figures(party, date(2026, 4, 1)).late.where) == [task]
    close_periods(party.desk, [task], {"evidence": "签到册", "done_on": "2026-04-02"})
    # On 1 April it wasn't closed yet.
    assert figures(party, date(2026, 4, 1)).late.count == 1
    assert figures(party, date(2026, 4, 2)).late.count == 0


def test_the_document_tells_periods_problems_and_weights(party: Party) -> None:
    task = party.task("学习", frequency=MONTHLY, weight=800)
    close_periods(party.desk, [task], {"evidence": "记录"})
    party.insert(
        "party-inspections", {"task": task, "inspected_on": "2026-10-01", "problem": "缺记录"}
    )
    written = tasks_document(figures(party))
    # January to September were due by 8 October; January is closed.
    assert written["periods"] == {"due": 9, "done": 1, "late": 8}
    assert written["problems"] == {"found": 1, "open": 1}
    assert written["weights"] == {"full": "100.00", "lacking": "92.00", "unweighted": 0}


def chain(party: Party) -> list[tuple[int, str, int, int]]:
    """Level, who, tasks, late ones."""
    with party.desk.store.snapshot() as conn:
        names = party.desk.store.names(conn)
        tasks: Tasks = task_figures(conn, names, 2026, TODAY).stand
        links = chain_of(tasks, Chain.read(conn, TODAY), names)
    return [(one.level, one.title, len(one.tasks), len(one.tasks.late)) for one in links]


def test_the_chain_goes_from_the_party_group_down_to_the_person(party: Party) -> None:
    save(party.desk, {PARTY_HEAD.key: "周局长"})
    office = unit(party, "办公室", leader="陈副局长")
    squad = unit(party, "执法中队")
    party.task("甲", unit=office, person="李明", due_on="2026-09-30")
    party.task("乙", unit=squad, leader="刘副局长、陈副局长", person="王强")
    party.task("丙", unit=squad)
    assert chain(party) == [
        (0, "局党组", 3, 1),
        (1, "周局长", 3, 1),
        (2, "陈副局长", 2, 1),
        (3, "办公室", 1, 1),
        (4, "李明", 1, 1),
        (3, "执法中队", 1, 0),
        (4, "王强", 1, 0),
        (2, "刘副局长", 1, 0),
        (3, "执法中队", 1, 0),
        (4, "王强", 1, 0),
        (2, "未明确分管领导", 1, 0),
        (3, "执法中队", 1, 0),
        (4, "未填责任人", 1, 0),
    ]


def test_without_a_head_the_chain_says_where_to_fill_it_in(party: Party) -> None:
    assert chain(party)[1][1] == "未填（在单位设置里填）"


def test_weights_that_come_to_full_marks_are_said_to() -> None:
    assert weight_said(10_000, 10_000) == "权重合计 100 分，满分 100 分，正好"
    assert weight_said(9_950, 10_000) == "权重合计 99.5 分，满分 100 分，还差 0.5 分"
    assert weight_said(10_050, 10_000) == "权重合计 100.5 分，满分 100 分，多出 0.5 分"
