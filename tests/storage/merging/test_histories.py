"""Random histories of three stations: in whatever order packages are read, all end with the same."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded by the test's own number
from contextlib import suppress
from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.storage.check import check
from bureau.storage.merging.withholding import merges, reinstate, withhold
from tests.storage.merging.county import Worker, exchange, stations

MANY = int(os.environ.get("MERGE_HISTORIES", "300"))
"""Histories; MERGE_HISTORIES=10000 for a long run. Every tenth is a long one, checked everywhere."""


@pytest.mark.parametrize("seed", range(MANY))
def test_all_stations_end_with_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with stations(tmp_path, "甲乙丙", seed + 1) as three:
        workers = [Worker(one, seed * 10 + number) for number, one in enumerate(three)]
        kept = []
        is_long = not seed % 10
        for _ in range(chance.randint(10, 30) if is_long else chance.randint(4, 12)):
            worker = chance.choice(workers)
            for _ in range(chance.randint(1, 4)):
                worker.act()
            dice = chance.random()
            one, other = chance.sample(three, 2)
            if dice < 0.4:
                sent = one.sends(other.vector if chance.random() < 0.7 else None)
                kept.append((other, sent))
                other.reads(sent)
            elif dice < 0.5 and kept:
                reader, sent = chance.choice(kept)
                reader.reads(sent)  # the same stick once more
            elif dice < 0.6 and (known := merges(one.desk.store.reader())):
                with suppress(UserError):  # something of it was changed since
                    (reinstate if known[0].is_withheld else withhold)(
                        one.desk, known[0].place, "核对后更正"
                    )
        exchange(three)
        for number, one in enumerate(three):
            if is_long or number == seed % 3:
                while one.desk.store.index_waiting():
                    pass
                assert check(one.desk.store) == []
            assert one.vector == three[0].vector
            assert one.dump() == three[0].dump()
