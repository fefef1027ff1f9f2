"""A package that touches an issued month: with a reason, and only by somebody who may unlock."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.access.rights import ROLES, Rights
from bureau.errors import RightsError, UserError
from bureau.packages.trading import foresee, hand_over, incoming, take
from bureau.sanitation.ledgers import MONTHS
from tests.storage.merging.county import Station, stations
from tests.storage.merging.test_withholding import add


def issued_at_one_entered_at_the_other(one: Station, other: Station) -> None:
    """甲 issues September; 乙, which hasn't heard of it, enters a deduction of September."""
    section = add(one, "sections", {"name": "一标段"})
    company = add(one, "contractors", {"name": "某环卫公司"})
    contract = add(
        one,
        "contracts",
        {"section": section, "company": company, "number": "甲-1", "begins_on": "2026-01-01"},
    )
    other.reads(one.sends())
    add(
        one,
        "sanitation-months",
        {
            "contract": contract,
            "section": section,
            "month": "2026-09-01",
            "state": MONTHS.locks[0].states[0],
        },
    )
    add(other, "sanitation-deductions", {"section": section, "found_on": "2026-09-05"})


def test_only_who_may_unlock_reads_it_in(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        issued_at_one_entered_at_the_other(one, other)
        file = tmp_path / "乙.cgb"
        hand_over(other.desk, file)
        before = one.dump()
        with incoming(one.desk, file) as package:
            one.desk.rights = Rights(ROLES["section"], frozenset({"sanitation"}))
            assert len(foresee(one.desk, package).applied.locked) == 1
            with pytest.raises(UserError, match="理由"):
                take(one.desk, package)
            with pytest.raises(RightsError, match="解锁"):
                take(one.desk, package, reason="漏录")
            assert one.dump() == before
            one.desk.rights = Rights(ROLES["office"], frozenset({"sanitation"}))
            take(one.desk, package, reason="漏录")
        assert one.dump() != before
