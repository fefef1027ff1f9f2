"""The way of a task: progress, evidence before it is closed, stages of the year, findings put right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from bureau.editing.faults import EditFault
from bureau.party.classes import (
    CANCELLED,
    CLOSED,
    DONE,
    HALF_YEAR,
    MONTHLY,
    RUNNING,
    YEAR_END,
)
from bureau.party.ledgers import INSPECTIONS, TASKS
from bureau.party.task_flow import TASK_FLOW
from bureau.party.task_inspections import inspect, put_right
from bureau.storage.rows import ids, page
from bureau.workflow import AnswerFault, StepRefused, Taken, take_step
from tests.party.party_books import Party
from tests.storage.offices import item


def take(
    party: Party, key: str, task: int, answers: Mapping[str, str], photos: tuple[Path, ...] = ()
) -> Taken:
    """One step with one task."""
    step = TASK_FLOW.step(key)
    return take_step(party.desk, TASK_FLOW, step, [task], answers, photos=photos)


def row(party: Party, task: int) -> dict[str, object]:
    """A task as it is now."""
    with party.desk.store.snapshot() as conn:
        return page(conn, TASKS, [task], today=party.desk.today())[0]


def findings(party: Party) -> list[dict[str, object]]:
    """All findings of inspections."""
    with party.desk.store.snapshot() as conn:
        wanted = ids(conn, INSPECTIONS, today=party.desk.today())
        return page(conn, INSPECTIONS, wanted, today=party.desk.today())


def test_progress_is_noted_and_begins_the_task(party: Party) -> None:
    task = party.task("品牌创建")
    take(party, "progress", task, {"percent": "40%", "progress": "方案已定"})
    found = row(party, task)
    assert (found["state"], found["percent"], found["progress"]) == (RUNNING, 40, "方案已定")
    steps = party.desk.store.reader().execute("SELECT * FROM party_task_steps").fetchall()
    assert [(one["task"], one["step"], one["percent"], one["remark"]) for one in steps] == [
        (task, 9501, 40, "方案已定")
    ]


def test_words_of_progress_do_not_close_a_task(party: Party) -> None:
    task = party.task("品牌创建")
    with pytest.raises(EditFault, match="申请销号"):
        take(party, "progress", task, {"progress": "已完成"})
    assert row(party, task)["state"] is None


def test_from_the_application_to_closing(party: Party) -> None:
    task = party.task("品牌创建", state="进行中")
    take(party, "apply", task, {"evidence": "验收单，存党建室", "applied_by": "李明"})
    found = row(party, task)
    assert (found["state"], found["percent"], found["applied_on"], found["applied_by"]) == (
        *(DONE, 100, "2026-10-08", "李明"),
    )
    take(party, "close", task, {})
    found = row(party, task)
    assert (found["state"], found["closed_on"], found["closed_by"]) == (
        *(CLOSED, "2026-10-08", "王芳"),
    )
    assert found["applied_by"] == "李明"


@pytest.mark.parametrize("key", ["apply", "close"])
def test_closing_needs_evidence(party: Party, key: str) -> None:
    task = party.task("品牌创建", state="进行中")
    with pytest.raises(EditFault, match="佐证材料"):
        take(party, key, task, {})
    assert row(party, task)["state"] == RUNNING


def test_a_photo_is_evidence(party: Party, tmp_path: Path) -> None:
    picture = tmp_path / "a.jpg"
    Image.new("RGB", (40, 30), "white").save(picture)
    task = party.task("品牌创建", state="进行中")
    take(party, "close", task, {}, (picture,))
    assert row(party, task)["state"] == CLOSED


def test_a_repeating_task_is_closed_after_its_periods(party: Party) -> None:
    task = party.task("学习", state="进行中", frequency=MONTHLY)
    with pytest.raises(StepRefused, match="还有 12 期没有完成"):
        take(party, "close", task, {"evidence": "学习记录"})


def test_given_back_it_runs_again_and_keeps_its_evidence(party: Party) -> None:
    task = party.task("品牌创建", state="进行中")
    take(party, "close", task, {"evidence": "验收单"})
    with pytest.raises(AnswerFault, match="退回理由"):
        take(party, "back", task, {})
    take(party, "back", task, {"remark": "材料不全"})
    found = row(party, task)
    assert (found["state"], found["closed_on"], found["closed_by"], found["evidence"]) == (
        *(RUNNING, None, None, "验收单"),
    )


def test_a_task_given_up_says_why_and_can_come_back(party: Party) -> None:
    task = party.task("品牌创建", state="未启动")
    with pytest.raises(AnswerFault, match="取消原因"):
        take(party, "cancel", task, {})
    take(party, "cancel", task, {"remark": "上级不再安排"})
    assert row(party, task)["state"] == CANCELLED
    take(party, "resume", task, {})
    assert row(party, task)["state"] == item(party.desk, "party-task-state", "未启动")


def test_the_half_year_inspection_notes_progress_and_problem(party: Party) -> None:
    task = party.task("品牌创建", state="进行中")
    said = {
        "percent": "50",
        "half_words": "过半",
        "inspected": "加快进度",
        "problem": "没有台账",
        "demand": "补建台账",
        "inspector": "督查组",
        "due_on": "2026-10-20",
    }
    take(party, "half-year", task, said)
    found = row(party, task)
    assert (found["stage"], found["half_words"], found["percent"]) == (HALF_YEAR, "过半", 50)
    assert (found["problems_open"], found["inspected"]) == (1, "加快进度")
    (one,) = findings(party)
    assert {key: one[key] for key in ("task", "kind", "inspected_on", "problem", "demand")} == {
        "task": task,
        "kind": item(party.desk, "party-inspection", "半年督查"),
        "inspected_on": "2026-10-08",
        "problem": "没有台账",
        "demand": "补建台账",
    }
    assert (one["due_on"], one["inspector"]) == ("2026-10-20", "督查组")
    with pytest.raises(StepRefused, match="已经过了半年督查"):
        take(party, "half-year", task, said)


def test_without_a_problem_nothing_is_put_on_the_list(party: Party) -> None:
    task = party.task("品牌创建")
    take(party, "half-year", task, {"half_words": "按计划推进"})
    assert findings(party) == []


def test_points_of_the_year_are_no_more_than_the_weight(party: Party) -> None:
    task = party.task("品牌创建", stage=HALF_YEAR, weight=800)
    with pytest.raises(EditFault, match="自评分超过了权重"):
        take(party, "year-end", task, {"year_words": "完成", "self_points": "8.5"})
    take(party, "year-end", task, {"year_words": "完成", "self_points": "8", "points": "7.5"})
    found = row(party, task)
    assert (found["stage"], found["self_points"], found["points"]) == (YEAR_END, 800, 750)


def test_findings_are_put_right(party: Party) -> None:
    first, second = party.task("甲"), party.task("乙")
    made = inspect(
        party.desk,
        [first, second],
        {"problem": "记录不全", "due_on": "2026-10-15", "opinion": "补"},
    )
    assert row(party, first)["inspected"] == "补"
    put_right(party.desk, made[:1], {"result": "已补齐"})
    assert [(one["task"], one["righted_on"], one["standing"]) for one in findings(party)] == [
        (first, "2026-10-08", 1),
        (second, None, 2),
    ]
    assert (row(party, first)["problems_open"], row(party, second)["problems_open"]) == (None, 1)
