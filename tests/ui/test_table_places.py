"""Where records stand in the list of a table: found among many, in whatever order."""

from __future__ import annotations

from array import array

import pytest

from bureau.market.ledgers import CASES
from ui.context import Context
from ui.ledger.model import LedgerModel

SHIFTED = 3 << 32
"""Held as bytes, this and 3 × 2⁴⁰ look alike from the second byte on."""


@pytest.fixture
def model(context: Context) -> LedgerModel:
    return LedgerModel(context, CASES)


def test_a_record_is_found_where_it_stands(model: LedgerModel) -> None:
    model.set_ids(array("q", [7, 3, 1 << 60, -5, 9]))
    assert [model.place_of(record) for record in (7, 3, 1 << 60, -5, 9)] == [0, 1, 2, 3, 4]
    assert model.place_of(4) is None


def test_bytes_of_two_neighbours_are_not_a_record(model: LedgerModel) -> None:
    model.set_ids(array("q", [SHIFTED, SHIFTED, 3 << 40, 3 << 24]))
    assert model.place_of(3 << 40) == 2
    assert model.place_of(3 << 24) == 3
    assert model.place_of(3 << 48) is None


def test_several_records_are_found_in_the_order_of_the_table(model: LedgerModel) -> None:
    model.set_ids(array("q", [50, 40, 30, 20, 10, 60, 70]))
    assert model.places_of([40, 30, 20]) == [1, 2, 3]
    assert model.places_of([60, 50]) == [0, 5]
    assert model.places_of([10, 99, 20, 70, 60, 50]) == [0, 3, 4, 5, 6]
    assert model.places_of([99]) == []
    assert model.places_of([]) == []
