"""No mark leaves a test out where the program is tested for its users: on Linux all run."""

from __future__ import annotations

import sys

import pytest

from tests.systems import MARKS


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: str(mark.kwargs["reason"]).split()[0])
def test_a_mark_skips_nothing_on_linux(mark: pytest.MarkDecorator) -> None:
    (skips,) = mark.args
    assert sys.platform != "linux" or not skips
    assert mark.kwargs["reason"]
