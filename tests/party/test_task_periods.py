"""Repeating tasks: which periods they have, closing them with evidence, when they are due next."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.editing.faults import EditFault
from bureau.errors import UserError
from bureau.party.classes import HALF_YEARLY, MONTHLY, ONCE, ONGOING, QUARTERLY, RUNNING
from bureau.party.figures_periods import TaskPeriod, task_periods
from bureau.party.ledgers import TASK_PERIODS, TASKS
from bureau.party.task_periods import close_periods
from bureau.settings.declared import PARTY_HALF_YEAR, PARTY_WARNING
from bureau.settings.saving import save
from bureau.storage.rows import page
from bureau.storage.undo import next_undo, undo
from tests.party.party_books import Party

TODAY = date(2026, 10, 8)
"""The day of the desk."""


def periods(party: Party, task: int) -> tuple[TaskPeriod, ...]:
    """The periods of a task as they are now."""
    with party.desk.store.snapshot() as conn:
        return task_periods(conn, [task]).get(task, ())


def row(party: Party, task: int) -> dict[str, object]:
    """A task as its table shows it on the desk's day."""
    with party.desk.store.snapshot() as conn:
        return page(conn, TASKS, [task], today=party.desk.today())[0]


def shown(party: Party, task: int) -> tuple[object, object, object]:
    """周期完成, 下一节点, light."""
    found = row(party, task)
    return found["periods"], found["next_due"], found["light"]


def undo_last(party: Party) -> None:
    """Ctrl+Z."""
    desk = party.desk
    with desk.store.snapshot() as conn:
        last = next_undo(desk, conn)
    assert last is not None
    undo(desk, last.ref)


def test_a_monthly_task_has_twelve_periods_each_due_at_the_end_of_its_month(party: Party) -> None:
    found = periods(party, party.task("中心组学习", frequency=MONTHLY))
    assert [(one.number, one.title, str(one.due)) for one in found[:3]] == [
        (1, "2026年1月", "2026-01-31"),
        (2, "2026年2月", "2026-02-28"),
        (3, "2026年3月", "2026-03-31"),
    ]
    assert (len(found), str(found[-1].due)) == (12, "2026-12-31")


def test_quarters_and_halves(party: Party) -> None:
    quarters = periods(party, party.task("志愿服务", frequency=QUARTERLY))
    assert [(one.title, str(one.first), str(one.due)) for one in quarters] == [
        ("2026年第一季度", "2026-01-01", "2026-03-31"),
        ("2026年第二季度", "2026-04-01", "2026-06-30"),
        ("2026年第三季度", "2026-07-01", "2026-09-30"),
        ("2026年第四季度", "2026-10-01", "2026-12-31"),
    ]
    halves = periods(party, party.task("意识形态", frequency=HALF_YEARLY))
    assert [(one.title, str(one.due)) for one in halves] == [
        ("2026年上半年", "2026-06-30"),
        ("2026年下半年", "2026-12-31"),
    ]


@pytest.mark.parametrize("frequency", [ONCE, ONGOING, None])
def test_what_does_not_repeat_has_no_periods(party: Party, frequency: int | None) -> None:
    assert periods(party, party.task("品牌创建", frequency=frequency)) == ()


def test_a_task_of_part_of_a_year_has_only_the_periods_that_it_touches(party: Party) -> None:
    # From 10 May until 20 November: the second to the fourth quarter, the last cut short.
    task = party.task("专项", frequency=QUARTERLY, starts_on="2026-05-10", due_on="2026-11-20")
    assert [(one.number, str(one.first), str(one.due)) for one in periods(party, task)] == [
        (2, "2026-05-10", "2026-06-30"),
        (3, "2026-07-01", "2026-09-30"),
        (4, "2026-10-01", "2026-11-20"),
    ]


def test_a_day_at_the_edge_belongs_to_its_period(party: Party) -> None:
    task = party.task("边界", frequency=QUARTERLY, starts_on="2026-06-30", due_on="2026-10-01")
    assert [one.number for one in periods(party, task)] == [2, 3, 4]


def test_the_light_is_that_of_the_earliest_open_period(party: Party) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    assert shown(party, task) == ("0/4 欠3", "2026-03-31", 3)
    for _ in range(3):
        close_periods(party.desk, [task], {"evidence": "活动照片一份"})
    # The fourth is due on 31 December, 84 days ahead.
    assert shown(party, task) == ("3/4", "2026-12-31", 1)
    close_periods(party.desk, [task], {"evidence": "活动照片一份"})
    assert shown(party, task) == ("4/4", None, None)


def test_thirty_days_before_a_period_ends_it_is_yellow(party: Party) -> None:
    task = party.task("中心组学习", frequency=MONTHLY, starts_on="2026-10-01")
    assert shown(party, task) == ("0/3", "2026-10-31", 2)


def test_closing_writes_the_period_and_the_task(party: Party) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    (record,) = close_periods(party.desk, [task], {"evidence": "签到册", "progress": "到社区一次"})
    with party.desk.store.snapshot() as conn:
        made = page(conn, TASK_PERIODS, [record], today=TODAY)[0]
    assert {key: made[key] for key in ("title", "number", "due_on", "done_on", "done_by")} == {
        "title": "2026年第一季度",
        "number": 1,
        "due_on": "2026-03-31",
        "done_on": "2026-10-08",
        "done_by": "王芳",
    }
    assert (row(party, task)["percent"], row(party, task)["state"]) == (25, RUNNING)


def test_one_undo_takes_the_period_and_the_progress_back(party: Party) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    close_periods(party.desk, [task], {"evidence": "签到册"})
    undo_last(party)
    assert shown(party, task)[0] == "0/4 欠3"
    assert (row(party, task)["percent"], row(party, task)["state"]) == (None, None)


def test_a_period_needs_evidence(party: Party) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    with pytest.raises(EditFault, match="佐证材料"):
        close_periods(party.desk, [task], {"progress": "做了"})
    assert shown(party, task)[0] == "0/4 欠3"


def test_a_certain_period_is_closed_once(party: Party) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    close_periods(party.desk, [task], {"number": "3", "evidence": "签到册"})
    assert shown(party, task)[:2] == ("1/4 欠2", "2026-03-31")
    with pytest.raises(UserError, match="还没有完成的是第 1、2、4 期"):
        close_periods(party.desk, [task], {"number": "3", "evidence": "签到册"})


def test_a_changed_frequency_counts_its_own_periods_and_keeps_the_others(party: Party) -> None:
    task = party.task("学习", frequency=MONTHLY)
    close_periods(party.desk, [task], {"number": "1", "evidence": "记录"})
    with party.desk.store.operation(party.desk, "改频次") as op:
        op.update("party-tasks", task, {"frequency": QUARTERLY})
    assert shown(party, task)[0] == "0/4 欠3"
    with party.desk.store.operation(party.desk, "改回") as op:
        op.update("party-tasks", task, {"frequency": MONTHLY})
    assert shown(party, task)[0] == "1/12 欠8"


def test_what_is_closed_or_does_not_repeat_is_told(party: Party) -> None:
    once = party.task("品牌创建", frequency=ONCE)
    with pytest.raises(UserError, match="没有周期"):
        close_periods(party.desk, [once], {"evidence": "材料"})
    closed = party.task("学习", state="已销号", frequency=MONTHLY, evidence="材料")
    with pytest.raises(UserError, match="已经销号或取消"):
        close_periods(party.desk, [closed], {"evidence": "材料"})


def test_what_goes_on_is_due_at_the_stages_of_the_year(party: Party) -> None:
    task = party.task("热线回访", frequency=ONGOING)
    assert shown(party, task) == (None, "2026-07-31", 3)
    with party.desk.store.operation(party.desk, "半年") as op:
        op.update("party-tasks", task, {"half_words": "回访 1,200 件"})
    assert shown(party, task) == (None, "2027-01-31", 1)
    whole_year = party.task("学习型机关", frequency=ONGOING, due_on="2026-12-31", half_words="有")
    assert shown(party, whole_year) == (None, "2026-12-31", 1)


def test_the_bureau_sets_the_days_and_months(party: Party) -> None:
    once = party.task("品牌创建", frequency=ONCE, due_on="2026-10-20")
    ongoing = party.task("热线回访", frequency=ONGOING)
    assert shown(party, once)[2] == 2
    save(party.desk, {PARTY_WARNING.key: "11", PARTY_HALF_YEAR.key: "9"})
    assert shown(party, once)[2] == 1
    assert shown(party, ongoing)[1] == "2026-09-30"


def test_a_period_is_late_only_once_its_last_day_is_over(party: Party) -> None:
    party.task("中心组学习", frequency=MONTHLY)
    (of,) = party.figures().tasks.stand.of
    # On the last of October that of October may still be closed.
    assert (of.periods_due, of.periods_late) == (9, 9)
    (of,) = party.figures(Period.month(2026, 11), date(2026, 11, 1)).tasks.stand.of
    assert (of.periods_due, of.periods_late) == (10, 10)
