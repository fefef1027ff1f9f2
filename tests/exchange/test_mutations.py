"""Spoilt files are read or refused in one sentence; no row is lost without a word."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import BureauError
from bureau.exchange.workbook import open_workbook
from tests.exchange.difficulties.days_and_damage import DAYS_AND_DAMAGE
from tests.exchange.difficulties.difficulty import Difficulty
from tests.exchange.difficulties.layouts import LAYOUTS
from tests.exchange.ledger_sheets import parsed
from tests.exchange.mutations import mutated

ALL = (*LAYOUTS, *DAYS_AND_DAMAGE)
TIMES = int(os.environ.get("MUTATIONS", "1"))
"""So many spoilt copies of each difficulty; `MUTATIONS=50` makes two thousand."""


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_spoilt_files(desk: Desk, tmp_path: Path, one: Difficulty) -> None:
    place = [other.name for other in ALL].index(one.name)
    folder = tmp_path / "files"
    folder.mkdir()
    source = one.make(folder)
    for number in range(TIMES):
        target = tmp_path / f"spoilt{source.suffix}"
        what = mutated(source, target, random.Random(place * 10_000 + number))
        try:
            found = parsed(desk, one.ledger, target, month=one.month)
            sheets = {sheet.name: sheet for sheet in open_workbook(target).sheets}
        except BureauError:
            # One Chinese sentence: what isn't one ends the test.
            continue
        said = "".join(found.inferred)
        whole = "另一张表" not in said and "对调" not in said and len(found.read_sheets) == 1
        for report in found.read_sheets if whole else ():
            below = [r for r in sheets[report.name].rows() if r.number > report.header_row]
            assert report.rows + sum(report.passed_rows.values()) == len(below), what
        assert found.rows == (
            found.accepted + found.unchanged + found.changed + len(found.rejected)
        ), what
