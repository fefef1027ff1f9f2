"""The state that a record came from, read off its trail."""

from __future__ import annotations

import pytest

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Text
from bureau.workflow import BACK, Step, Trail, Workflow

A, B, C, D = 1, 2, 3, 4
GO, RETURN = 10, 11
LEDGER = Ledger(
    name="things",
    title="事项",
    department="register",
    label="name",
    fields=(Field(key="name", title="名称", type=Text()),),
)
FLOW = Workflow(
    ledger=LEDGER,
    trail=LEDGER,
    state="name",
    owner="name",
    initial=A,
    steps=(
        Step(key="go", title="办理", item=GO, from_states=(A, B), to=C),
        Step(key="back", title="回退", item=RETURN, from_states=(B, C), to=BACK),
    ),
)


def trail(*steps: tuple[int, int, int]) -> Trail:
    """A trail of (step, before, after)."""
    return Trail(
        tuple(
            {
                "step": step,
                "state_before": before,
                "state_after": after,
                "at": f"2026-10-08 09:{n:02}",
            }
            for n, (step, before, after) in enumerate(steps)
        )
    )


@pytest.mark.parametrize(
    ("steps", "present", "before"),
    [
        ([], A, None),
        ([(GO, A, B)], B, A),
        ([(GO, A, B), (GO, B, C)], C, B),
        # A step back takes the last one off the trail.
        ([(GO, A, B), (GO, B, C), (RETURN, C, B)], B, A),
        ([(GO, A, B), (GO, B, C), (RETURN, C, B), (RETURN, B, A)], A, None),
        ([(GO, A, B), (RETURN, B, A), (GO, A, C)], C, A),
        # Steps that stay don't count.
        ([(GO, A, B), (GO, B, B)], B, A),
        # The state was edited by hand since: the trail doesn't lead to it.
        ([(GO, A, B)], D, None),
        # A step back to another state than the last is one of its own.
        ([(GO, A, B), (RETURN, D, C)], C, D),
    ],
)
def test_the_state_before(
    steps: list[tuple[int, int, int]], present: int, before: int | None
) -> None:
    assert trail(*steps).state_before(FLOW, present) == before


def test_the_last_moment() -> None:
    assert trail((GO, A, B), (GO, B, C)).last_at == "2026-10-08 09:01"
    assert Trail().last_at == ""


def test_steps_by_states() -> None:
    assert [step.key for step in FLOW.possible_steps(A, None)] == ["go"]
    assert [step.key for step in FLOW.possible_steps(A, C)] == ["go", "back"]
    assert [step.key for step in FLOW.common_steps([B])] == ["go", "back"]
    assert FLOW.common_steps([A, C]) == ()
