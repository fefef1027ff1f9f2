"""Reading a package in tells how far it is, and given up midway it leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.packages.trading import foresee, hand_over, incoming, take
from tests.storage.merging.county import Station, stations

MANY = 1_200


class GivenUp(Exception):
    """What a ticket raises when its work is no longer wanted."""


def package_of(station: Station, place: Path) -> Path:
    desk = station.desk
    with desk.store.operation(desk, "登记很多") as op:
        for number in range(MANY):
            op.insert("towns", {"name": f"镇{number}"})
    target = place / "很多.cgb"
    hand_over(desk, target)
    return target


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        with incoming(other.desk, package_of(one, tmp_path)) as package:
            for act in (foresee, take):
                told: list[tuple[int, int]] = []

                def step(done: int, of: int, told: list[tuple[int, int]] = told) -> None:
                    told.append((done, of))

                act(other.desk, package, step=step)
                assert told == sorted(told)
                assert len(set(told)) >= 5
                assert {of for _, of in told} == {100}
                assert told[-1][0] <= 100
        assert other.dump() == one.dump()


@pytest.mark.parametrize("looks", [1, 2, 4, 6])
def test_given_up_midway_nothing_is_changed(tmp_path: Path, looks: int) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        before = other.dump()
        left = [looks]

        def step(_done: int, _of: int) -> None:
            left[0] -= 1
            if not left[0]:
                raise GivenUp

        with incoming(other.desk, package_of(one, tmp_path)) as package:
            with pytest.raises(GivenUp):
                take(other.desk, package, step=step)
            assert other.dump() == before
            assert other.vector == {}
            take(other.desk, package)
        assert other.dump() == one.dump()
