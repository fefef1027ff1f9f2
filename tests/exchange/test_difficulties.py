"""Every difficulty of the collection: its records, its refused rows, its questions; twice adds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bureau.desk import Desk
from tests.exchange.difficulties.days_and_damage import DAYS_AND_DAMAGE, days_file, hidden_rows
from tests.exchange.difficulties.difficulty import Difficulty
from tests.exchange.difficulties.layouts import LAYOUTS
from tests.exchange.ledger_sheets import listed, parsed, taken

ALL = (*LAYOUTS, *DAYS_AND_DAMAGE)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_difficulty(desk: Desk, tmp_path: Path, one: Difficulty) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    file = one.make(folder)
    with desk.store.operation(desk, "登记") as op:
        for register, names in one.registered.items():
            for name in names:
                op.insert(register, {"name": name})
    before = parsed(desk, one.ledger, file, month=one.month)
    assert [question.key for question in before.questions] == list(one.asks)
    options: dict[str, Any] = {"month": one.month, "answers": one.answers}
    found = parsed(desk, one.ledger, file, **options)
    assert [rejection.row for rejection in found.rejected] == list(one.refused)
    assert found.accepted == len(one.rows)
    for word in one.says:
        assert any(word in sentence for sentence in found.inferred), found.inferred
    taken(desk, one.ledger, file, skip=True, **options)
    records = listed(desk, one.ledger)
    assert [[record[key] for key in one.keys] for record in records] == [list(r) for r in one.rows]
    again = parsed(desk, one.ledger, file, **options)
    assert (again.accepted, again.unchanged, again.changed) == (0, len(one.rows), 0)


def test_an_answer_holds_for_the_next_file_of_the_same_form(desk: Desk, tmp_path: Path) -> None:
    first = days_file(10.1)(tmp_path)
    taken(desk, "market-cases", first, skip=True, answers={"day:日期": "tens"})
    second = days_file(11.1)(tmp_path)
    found = parsed(desk, "market-cases", second)
    (question,) = found.questions
    assert (question.chosen, question.told) == ("tens", True)
    assert [row.texts["日期"] for row in found.first_rows] == ["2026-11-10"]
    # What is answered otherwise now counts now.
    found = parsed(desk, "market-cases", second, answers={"day:日期": "day"})
    assert [row.texts["日期"] for row in found.first_rows] == ["2026-11-01"]


def test_an_answer_about_rows_holds_for_its_file_only(desk: Desk, tmp_path: Path) -> None:
    file = hidden_rows(tmp_path)
    taken(desk, "market-cases", file, answers={"hidden:台账": "leave"})
    (question,) = parsed(desk, "market-cases", file).questions
    assert (question.chosen, question.told) == ("read", False)
