"""The sample county's party-building: sound ledgers, and the facts that were planted, by the figures."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bureau.calendar.periods import Month, Period
from bureau.ledger.declaration import Ledger
from bureau.ledger.words import listed
from bureau.opening import open_desk
from bureau.party.figures import party_figures
from bureau.party.ledgers import LEDGERS
from bureau.party.responsibility import Chain
from tests.demo.samples import Sample, filled_folder
from tests.demo.test_sample_market import by_id

TODAY = date(2026, 4, 1)
NOT_HERE = ("party-dues-rates", "party-inspections")
"""The shipped rates hold; the half-year inspection comes in July."""
LIFE, PARTY_GROUP_MEETING = 8906, 8909
CLOSED = 8704


@pytest.mark.parametrize(
    "ledger", [one for one in LEDGERS if one.name not in NOT_HERE], ids=lambda ledger: ledger.name
)
def test_every_ledger_is_filled_and_passes_its_checks(half_year: Sample, ledger: Ledger) -> None:
    held = half_year.rows(ledger.name)
    assert held
    for row in held:
        assert ledger.faults(row) == []  # type: ignore[arg-type]  # stored values


def test_the_rules_are_kept_but_for_a_lecture_and_a_group(half_year: Sample) -> None:
    with open_desk(half_year.root, writable=False) as desk, desk.store.snapshot() as conn:
        found = party_figures(conn, desk.store.names(conn), Period.month(2026, 3), TODAY)
    missing = {one.name: one.kept.missing for one in found.requirements if one.kept.missing}
    assert missing == {
        "机关党支部/党课": ("1",),
        "执法大队党支部/党小组会": ("2/第二党小组",),
    }
    held = {one.name: (one.kept.required, one.kept.met) for one in found.requirements}
    assert held["执法大队党支部/党小组会"] == (9, 8)
    assert held["执法大队党支部/支部委员会"] == (3, 3)
    # It has no committee, so none need meet.
    assert "机关党支部/支部委员会" not in held
    assert (found.thin.count, found.astray.count) == (0, 0)
    assert found.tasks.weight == 10_000


def test_a_branch_founded_in_may_owes_nothing_before(tmp_path: Path) -> None:
    autumn = filled_folder(tmp_path / "folder", months=1, until=Month(2026, 8))
    with open_desk(autumn.root, writable=False) as desk, desk.store.snapshot() as conn:
        found = party_figures(conn, desk.store.names(conn), Period.month(2026, 8), date(2026, 9, 1))
    held = {one.name: one.kept for one in found.requirements}
    # Founded on 11 May: June and July and August, and of quarters none that is over.
    assert held["环卫市政党支部/主题党日"].required == 3
    assert held["环卫市政党支部/支部党员大会"].required == 0


def test_the_meeting_of_one_year_is_made_up_for_in_february(half_year: Sample) -> None:
    made_up = [row for row in half_year.rows("party-meetings") if row["for_year"] is not None]
    assert [(row["kind"], row["for_year"], str(row["held_on"])[:7]) for row in made_up] == [
        (LIFE, 2025, "2026-02")
    ]


def test_who_came_is_on_the_list_of_the_branch(half_year: Sample) -> None:
    members = by_id(half_year.rows("party-members"))
    assert len(members) == 45
    branches = by_id(half_year.rows("branches"))
    on_lists = Counter(row["branch"] for row in members.values())
    assert {record: row["members"] for record, row in branches.items()} == on_lists
    for row in half_year.rows("party-meetings"):
        if row["kind"] == PARTY_GROUP_MEETING:
            assert row["branch"] is None
            continue
        present = listed(row["members"])  # type: ignore[arg-type]  # stored value
        assert {members[record]["branch"] for record in present} <= {row["branch"]}
        assert len(present) == (row["present"] if row["branch"] is not None else 0)


def test_dues_follow_the_bands_and_two_months_of_one_member_are_owed(half_year: Sample) -> None:
    dues = half_year.rows("party-dues")
    for row in dues:
        # 1% up to 5,000 yuan, 1.5% up to 10,000; half of a percent of pensions up to 5,000.
        base, due = int(str(row["base"])), int(str(row["due"]))
        assert due * 10_000 // base in (49, 50, 99, 100, 149, 150)
        assert row["paid"] in (None, due)
    owed = Counter(row["member"] for row in dues if row["paid"] is None)
    assert sorted(owed.values()) == [1, 1, 2]


def test_tasks_are_closed_with_evidence_and_by_legal_steps(half_year: Sample) -> None:
    tasks = by_id(half_year.rows("party-tasks"))
    assert {row["theme"] for row in tasks.values()} == {8601, 8602, 8603, 8604, 8605}
    closed = [row for row in tasks.values() if row["state"] == CLOSED]
    assert closed
    assert all(row["evidence"] and row["closed_on"] for row in closed)
    judged = [row for row in tasks.values() if row["points"] is not None]
    assert judged == closed
    assert all(row["self_points"] == row["weight"] for row in judged)
    last: dict[object, object] = {}
    for step in sorted(half_year.rows("party-task-steps"), key=lambda row: str(row["at"])):
        assert step["state_before"] == last.get(step["task"], 8701)
        last[step["task"]] = step["state_after"]
    assert {record: tasks[record]["state"] for record in tasks} == last


def test_the_chain_of_responsibility_names_its_head(half_year: Sample) -> None:
    with open_desk(half_year.root, writable=False) as desk, desk.store.snapshot() as conn:
        head = Chain.read(conn, TODAY).head
    (officer,) = (row for row in half_year.rows("people") if row["name"] == head)
    assert officer["post"] == "局长"


def test_activities_took_on_cases_roads_and_a_campaign(half_year: Sample) -> None:
    links = half_year.rows("party-links")
    kinds = {key for row in links for key in ("case", "road", "campaign") if row[key] is not None}
    assert kinds >= {"case", "road"}
    found_on = {row["id"]: str(row["found_on"]) for row in half_year.rows("market-cases")}
    assert all(
        found_on[row["case"]] <= str(row["linked_on"]) for row in links if row["case"] is not None
    )
