"""Planted returns of a synthetic year are found, and little else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.market.ledgers import CASES
from bureau.storage.check import check
from bureau.storage.many import insert_many, staging_in_memory
from tests.market.rebound_year import ALIASES, ROADS, TOWNS, Planner
from tests.storage.offices import furnish, opened


@pytest.mark.parametrize("registered", [True, False], ids=["register", "no-register"])
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_planted_returns_are_found(tmp_path: Path, seed: int, registered: bool) -> None:
    year = Planner(seed).year(chains=150, single=900)
    with opened(furnish(tmp_path / "office")) as desk:
        with desk.store.operation(desk, "登记名册") as op:
            towns = {name: op.insert("towns", {"name": name}) for name in TOWNS}
            for name in ROADS if registered else ():
                op.insert("roads", {"name": name, "aliases": ALIASES.get(name)})
        cases = [{**case, "town": towns.get(str(case["town"]))} for case in year.cases]
        with staging_in_memory(desk.store), desk.store.operation(desk, "导入", "import") as op:
            ids = insert_many(op, CASES, cases)
        while desk.store.index_waiting():
            pass
        rows = desk.store.reader().execute("SELECT record, previous FROM recurrence").fetchall()
        assert check(desk.store) == []
    told = {row["record"] - ids[0]: row["previous"] - ids[0] for row in rows}
    found = sum(told.get(case) == previous for case, previous in year.returns.items())
    false = [case for case in told if case not in year.returns]
    share, alarms = found / len(year.returns), len(false) / len(told)
    print(
        f"{len(year.cases)} cases, {len(year.returns)} returns planted: found {share:.1%},"
        f" false alarms {alarms:.1%}"
    )
    # Without the register nobody can know a road's other names.
    assert share >= (0.97 if registered else 0.9)
    assert alarms <= 0.03
