"""Units behind numbers: 米 is m, 30厘米 are 0.3 m, 亩 is no ㎡, counting words are all alike."""

from __future__ import annotations

import pytest

from bureau.ledger.entry import Entry, EntryFault, Raw
from bureau.ledger.types import Quantity, Scaled, Whole
from tests.ledger.test_types import NAMES


@pytest.mark.parametrize(
    ("raw", "unit", "stored"),
    [
        ("12米", "m", 1200),
        ("300mm", "m", 30),
        ("0.3米", "cm", 3000),
        ("200平方米", "㎡", 20000),
        ("2公顷", "㎡", 2_000_000),
        ("90分钟", "小时", 150),
        ("2学时", "小时", 200),
        ("2吨", "kg", 200_000),
        ("3车", "车次", 300),
        ("3个工作日", "天", 300),
    ],
)
def test_a_unit_that_measures_the_same_is_turned(raw: Raw, unit: str, stored: int) -> None:
    assert Scaled(unit=unit).parse(raw, Entry(None, NAMES)) == stored


@pytest.mark.parametrize(("raw", "unit"), [("2亩", "㎡"), ("3元", "盏"), ("3㎡", ""), ("5只", "m")])
def test_a_unit_of_another_kind_is_refused(raw: Raw, unit: str) -> None:
    with pytest.raises(EntryFault, match="写的单位是"):
        Scaled(unit=unit).parse(raw, Entry(None, NAMES))


def test_kilowatts_are_watts() -> None:
    assert Whole(unit="W").parse("0.25kW", Entry(None, NAMES)) == 250


def test_what_was_measured_keeps_its_own_unit() -> None:
    found = Quantity(unit_field="unit").parse("35.5㎡", Entry(None, NAMES))
    assert getattr(found, "value", None) == 3550
    assert getattr(found, "also", None) == {"unit": "㎡"}
