"""Counting within a condition: what it says already isn't asked of each record again."""

from __future__ import annotations

from datetime import date

from bureau.ledger.query import All, Any, Between, Is, Not
from bureau.market.ledgers import CASES
from bureau.storage.counting import besides, summed

OCTOBER, CLOSED, HERE = (
    Between("found_on", "2026-10-01", "2026-10-31"),
    Is("state", 2206),
    Is("town", 7),
)


def test_only_what_is_left_to_ask_is_asked() -> None:
    assert besides(All((All((OCTOBER, HERE)), CLOSED)), All((OCTOBER, HERE))) == All((CLOSED,))
    assert besides(All((OCTOBER, CLOSED)), All((HERE, OCTOBER))) == All((CLOSED,))
    assert besides(OCTOBER, OCTOBER) == All(())


def test_a_condition_inside_another_kind_of_condition_is_asked_whole() -> None:
    either = Any((OCTOBER, HERE))
    assert besides(All((either, Not(OCTOBER))), OCTOBER) == All((either, Not(OCTOBER)))
    assert besides(All((either, CLOSED)), either) == All((CLOSED,))


def test_without_a_condition_everything_is_asked() -> None:
    assert besides(All((OCTOBER, CLOSED)), None) == All((OCTOBER, CLOSED))


def test_what_nothing_is_left_of_counts_every_record_let_through() -> None:
    sums, scope, _ = summed(CASES, {"found": ("发现", OCTOBER)}, date(2026, 10, 31), OCTOBER)
    assert sums == "sum(CASE WHEN 1 THEN 1 ELSE 0 END)"
    assert "found_on" in scope
