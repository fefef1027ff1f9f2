"""Taking back what was read in: the folder is as it was before, and the package can come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.storage.check import check
from bureau.storage.merging.withholding import merges, reinstate, withhold
from bureau.storage.undo import next_undo
from tests.storage.merging.county import Station, Worker, exchange, stations


def add(station: Station, ledger: str, values: dict[str, object]) -> int:
    with station.desk.store.operation(station.desk, "登记") as op:
        return op.insert(ledger, values)


def change(station: Station, ledger: str, record: int, values: dict[str, object]) -> None:
    with station.desk.store.operation(station.desk, "修改") as op:
        op.update(ledger, record, values)


def newest(station: Station) -> tuple[int, int]:
    return merges(station.desk.store.reader())[0].place


def sound(station: Station) -> bool:
    while station.desk.store.index_waiting():
        pass
    return check(station.desk.store) == []


def test_what_was_taken_back_is_as_if_it_had_never_come(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        road = add(one, "roads", {"name": "人民路", "length_m": 800})
        other.reads(one.sends())
        mine = add(other, "roads", {"name": "解放路"})
        before = other.dump()
        change(one, "roads", road, {"name": "人民大道"})
        add(one, "shops", {"name": "老李面馆", "road": road})
        other.reads(one.sends(other.vector))
        after = other.dump()
        assert after != before

        (merge, earlier) = merges(other.desk.store.reader())
        assert (merge.operations, merge.is_withheld, earlier.is_withheld) == (2, False, False)
        applied = withhold(other.desk, merge.place)
        assert {ledger: len(ids) for ledger, ids in applied.removed.items()} == {"shops": 1}
        assert applied.updated == {"roads": [road]}
        assert other.dump() == before
        assert sound(other)
        assert merges(other.desk.store.reader())[0].is_withheld

        change(other, "roads", mine, {"length_m": 300})
        reinstate(other.desk, merge.place)
        change(other, "roads", mine, {"length_m": None})
        assert other.dump() == after
        assert sound(other)
        exchange([one, other])
        assert one.dump() == other.dump()


def test_a_choice_made_while_reading_in_goes_with_it(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        road = add(one, "roads", {"name": "人民路"})
        exchange([one, other])
        change(other, "roads", road, {"name": "人民西路"})
        change(one, "roads", road, {"name": "人民东路"})
        before = other.dump()
        seen = other.reads(one.sends(other.vector), choices=(("roads", road, "name"),))
        assert len(seen.rivalries) == 1
        withhold(other.desk, newest(other))
        assert other.dump() == before
        assert sound(other)


def test_what_was_changed_since_cannot_be_taken_back(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        road = add(one, "roads", {"name": "人民路"})
        other.reads(one.sends())
        change(other, "roads", road, {"length_m": 500})
        after = other.dump()
        with pytest.raises(UserError, match="又改过其中 1 条"):
            withhold(other.desk, newest(other))
        assert other.dump() == after
        assert sound(other)


def test_what_is_referred_to_since_cannot_be_taken_back(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        road = add(one, "roads", {"name": "人民路"})
        other.reads(one.sends())
        add(other, "shops", {"name": "老李面馆", "road": road})
        after = other.dump()
        with pytest.raises(UserError, match="还在引用"):
            withhold(other.desk, newest(other))
        assert other.dump() == after


def test_a_later_package_that_builds_on_it_brings_it_back(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        road = add(one, "roads", {"name": "人民路"})
        other.reads(one.sends())
        withhold(other.desk, newest(other))
        assert "人民路" not in "".join(other.dump())
        change(one, "roads", road, {"length_m": 700})
        outcome = other.reads(one.sends(other.vector))
        assert (outcome.operations, outcome.lifted) == (1, 1)
        exchange([one, other])
        assert one.dump() == other.dump()
        assert sound(other)


def test_reading_the_same_package_again_brings_it_back(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        add(one, "roads", {"name": "人民路"})
        package = one.sends()
        other.reads(package)
        withhold(other.desk, newest(other))
        assert other.reads(package).is_new
        assert other.dump() == one.dump()
        assert not other.reads(package).is_new


def test_taking_back_never_travels(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙丙") as (one, other, third):
        add(one, "roads", {"name": "人民路"})
        other.reads(one.sends())
        add(other, "roads", {"name": "解放路"})
        withhold(other.desk, newest(other))
        third.reads(other.sends())
        assert {"人民路", "解放路"} <= {
            row["name"] for row in third.desk.store.reader().execute("SELECT name FROM roads")
        }


def test_ctrl_z_says_where_a_package_is_taken_back(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        add(other, "roads", {"name": "解放路"})
        add(one, "roads", {"name": "人民路"})
        other.reads(one.sends())
        found = next_undo(other.desk, other.desk.store.reader())
        assert found is not None
        assert found.kind == "receive"


@pytest.mark.parametrize("seed", range(4))
def test_taking_back_after_any_history(tmp_path: Path, seed: int) -> None:
    with stations(tmp_path, "甲乙", seed) as (one, other):
        workers = [Worker(one, seed), Worker(other, seed + 50)]
        for _ in range(3):
            for worker in workers:
                for _ in range(6):
                    worker.act()
            exchange([one, other])
        for worker in workers:
            for _ in range(8):
                worker.act()
        before = other.dump()
        other.reads(one.sends(other.vector))
        after = other.dump()
        withhold(other.desk, newest(other), "核对后更正")
        assert other.dump() == before
        assert sound(other)
        reinstate(other.desk, newest(other), "核对后更正")
        assert other.dump() == after
        assert sound(other)
        exchange([one, other])
        assert one.dump() == other.dump()
