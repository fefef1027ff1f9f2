"""Random legal steps with random cases: the books stay sound, and undoing all gives the start again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.editing import EditFault, change
from bureau.errors import UserError
from bureau.ledger.entry import Raw
from bureau.market.ledgers import CASES
from bureau.market.workflow import CASE_FLOW, CLOSED
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.undo import next_redo, next_undo, undo
from bureau.workflow import AnswerFault, StepRefused, plan, take_step
from tests.market.street import Street, open_street
from tests.storage.offices import hurry

MANY = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "wide" else 12
STATES = (None, *range(2201, 2212), *range(2201, 2206))
ANSWERS: dict[str, tuple[Raw, ...]] = {
    "remark": ("群众反映强烈", "又出现了"),
    "approver": ("张局", "李局"),
    "unit": ("二中队", "法规股", "九中队", None),
    "person": ("李雷", None, None),
    "due_on": ("10.20", "12.1", "3个工作日", None, None),
    "due_time": ("17:30", None, None),
    "until": ("11.30",),
    "handling": ("服务", "管理", "执法", None),
    "result": ("已清理",),
    "closed_on": ("10.8", "10.9", None, None),
    "review": ("合格", None),
    "reviewed_on": (None, "10.9"),
    "reviewed_by": ("韩梅梅", None),
    "receiver": ("县水利局",),
    "satisfaction": ("满意", "不满意"),
    "called_back_on": (None,),
    "call_note": (None, "满意"),
    "file_penalty": ("是", "否", None),
    "cause": (None, "占道经营屡教不改"),
}
MOVE = st.tuples(
    st.integers(0, 10**6),
    st.sets(st.integers(0, len(STATES) - 1), min_size=1, max_size=6),
    st.integers(0, 99),
)


class Hands:
    """A clerk who takes one step after another with cases in every state, most of them open."""

    def __init__(self, street: Street) -> None:
        self.street = street
        self.cases = [
            street.case(
                state, closed_on="2026-10-08" if state == CLOSED else None, due_on="2026-10-09"
            )
            for state in STATES
        ]
        self.taken = 0

    def move(self, pick: int, chosen: set[int], variety: int) -> None:
        """One legal step with some cases; now and then a state edited by hand between."""
        street, flow = self.street, CASE_FLOW
        street.pass_minutes(7)
        records = [self.cases[place] for place in sorted(chosen)]
        if variety == 0:
            change(street.desk, CASES, records[:1], {"state": "派遣", "closed_on": ""})
            return
        states = {record: flow.state_of(street.row(record)) for record in records}
        steps = flow.possible_steps(*states.values())
        step = steps[pick % len(steps)]
        answers = {
            question.key: (listed := ANSWERS[question.key])[(pick + variety) % len(listed)]
            for question in step.asks
            if question.key in ANSWERS
        }
        before, planned = logical_dump(street.desk.store), plan(street.desk, flow, step, records)
        try:
            taken = take_step(street.desk, flow, step, records, answers)
        except (AnswerFault, StepRefused, EditFault):
            assert logical_dump(street.desk.store) == before
            return
        self.taken += 1
        assert taken.ids == planned.fits
        assert taken.left == planned.left
        for record in taken.ids:
            row, last = street.row(record), street.steps(record)[-1]
            assert states[record] in step.from_states
            now = flow.state_of(row)
            assert (last["state_before"], last["state_after"]) == (states[record], now)
            if isinstance(step.to, int):
                assert row["state"] == step.to
            assert (row["closed_on"] is not None) == (row["state"] == CLOSED)


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@settings(max_examples=MANY, deadline=None)
@given(moves=st.lists(MOVE, min_size=5, max_size=25))
def test_undoing_every_step_gives_the_start_and_redoing_the_end(
    moves: list[tuple[int, set[int], int]],
) -> None:
    with tempfile.TemporaryDirectory() as place, open_street(Path(place) / "office") as street:
        hands = Hands(street)
        desk, conn = street.desk, street.desk.store.reader()
        start, furnished = logical_dump(desk.store), next_undo(desk, conn)
        assert furnished is not None
        for pick, chosen, variety in moves:
            try:
                hands.move(pick, chosen, variety)
            except UserError as refusal:
                pytest.fail(refusal.sentence)
        assert check(desk.store) == []
        end = logical_dump(desk.store)
        while (found := next_undo(desk, conn)) is not None and found.ref != furnished.ref:
            undo(desk, found.ref)
        assert logical_dump(desk.store) == start
        assert check(desk.store) == []
        while (again := next_redo(desk, conn)) is not None:
            undo(desk, again.ref)
        assert logical_dump(desk.store) == end
