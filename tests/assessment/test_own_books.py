"""Rubrics, rules and awards of the bureau's own: copied, saved in one operation, undone, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bureau.assessment import shelf
from bureau.assessment.books import (
    NAMED,
    awards_on,
    remove_rule,
    rubric_on,
    rule_of,
    save_awards,
    save_rubric,
    save_rule,
)
from bureau.assessment.ledgers import RUBRICS
from bureau.assessment.misfits import Misfit
from bureau.assessment.rubric import Rubric
from bureau.desk import Desk
from bureau.editing.removing import remove
from bureau.editing.writing import add
from bureau.errors import UserError
from bureau.office import ledger_named
from bureau.storage.undo import next_undo, undo
from tests.assessment.made import f, rubric, rule
from tests.storage.offices import furnish, hurry, open_at

TODAY = date(2026, 10, 8)
FIRST_OF_NEXT = date(2026, 11, 1)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A bureau that has nothing of its own yet, on 8 October 2026."""
    hurry(monkeypatch)
    opened = open_at(furnish(tmp_path / "office"))
    yield opened
    opened.store.close()


def rubric_books(desk: Desk) -> dict[str, shelf.Book[Rubric]]:
    """The rubrics of contractors by title."""
    with desk.store.snapshot() as conn:
        found = shelf.rubric_books(conn, ("sanitation",), TODAY)
    return {book.title: book for book in found}


def rule_titles(desk: Desk) -> list[tuple[str, str, bool]]:
    """The rules with their state, and whether they come with the program."""
    with desk.store.snapshot() as conn:
        found = shelf.rule_books(conn, desk.store.names(conn), TODAY)
    return [(book.title, book.state, book.is_shipped) for book in found]


def copied(desk: Desk, title: str = "环卫保洁月度考核细则（默认）") -> Rubric:
    """A copy of a rubric of the list."""
    books = rubric_books(desk)
    value = books[title].value
    assert value is not None
    return shelf.copy_of_rubric(value, books.values(), TODAY)


def in_force(desk: Desk, day: date) -> str:
    """What judges contractors on a day."""
    with desk.store.snapshot() as conn:
        return rubric_on(conn, "sanitation", day, TODAY).title


def take_back(desk: Desk) -> None:
    """Ctrl+Z."""
    with desk.store.snapshot() as conn:
        row = next_undo(desk, conn)
    assert row is not None
    undo(desk, row.ref)


# -- rubrics ---------------------------------------------------------------------------------------


def test_the_list_says_what_is_in_force_and_what_is_a_template(desk: Desk) -> None:
    assert {book.title: (book.state, book.is_shipped) for book in rubric_books(desk).values()} == {
        "环卫保洁月度考核细则（默认）": ("现行", True),
        "日常、月查、评价合成（样板）": ("样板", True),
        "大项百分制加权（样板）": ("样板", True),
    }


def test_a_copy_is_in_force_from_the_first_of_next_month(desk: Desk) -> None:
    own = copied(desk)
    assert (own.title, own.valid_from) == ("环卫保洁月度考核细则（本局）", FIRST_OF_NEXT)
    assert own.blocks == rubric().blocks
    save_rubric(desk, own)
    assert rubric_books(desk)[own.title].state == "未生效"
    assert in_force(desk, date(2026, 10, 31)) == rubric().title
    assert in_force(desk, FIRST_OF_NEXT) == own.title


def test_a_december_copy_begins_in_january() -> None:
    own = shelf.copy_of_rubric(rubric(), (), date(2026, 12, 31))
    assert own.valid_from == date(2027, 1, 1)


def test_a_copied_template_judges(desk: Desk) -> None:
    own = copied(desk, "日常、月查、评价合成（样板）")
    assert (own.family, own.title) == ("sanitation", "日常、月查、评价合成（本局）")
    save_rubric(desk, own)
    assert in_force(desk, FIRST_OF_NEXT) == own.title


def test_a_save_writes_over_its_own_and_is_undone_as_one(desk: Desk) -> None:
    own = copied(desk)
    save_rubric(desk, own)
    save_rubric(desk, replace(own, floor=f(50)))
    value = rubric_books(desk)[own.title].value
    assert value is not None
    assert value.floor == 50
    take_back(desk)
    value = rubric_books(desk)[own.title].value
    assert value is not None
    assert value.floor == 0
    take_back(desk)
    assert own.title not in rubric_books(desk)


def test_one_in_force_from_this_month_replaces_the_shipped_one(desk: Desk) -> None:
    own = replace(copied(desk), valid_from=date(2026, 10, 1), valid_to=date(2026, 12, 31))
    save_rubric(desk, own)
    books = rubric_books(desk)
    assert (books[own.title].state, books[rubric().title].state) == ("现行", "已被替代")
    assert in_force(desk, date(2027, 1, 1)) == rubric().title


def test_one_that_begins_in_mid_month_waits_for_the_next(desk: Desk) -> None:
    own = replace(copied(desk), valid_from=date(2026, 10, 2))
    save_rubric(desk, own)
    assert rubric_books(desk)[own.title].state == "未生效"
    save_rubric(desk, replace(own, valid_from=date(2026, 8, 1), valid_to=date(2026, 9, 30)))
    assert rubric_books(desk)[own.title].state == "已失效"


def test_two_may_not_begin_on_one_day_or_have_one_name(desk: Desk) -> None:
    first = copied(desk)
    save_rubric(desk, first)
    second = copied(desk)
    assert (second.key, second.title) != (first.key, first.title)
    with pytest.raises(Misfit, match=r"也从 2026-11-01 起生效") as caught:
        save_rubric(desk, second)
    assert caught.value.field == "valid_from"
    with pytest.raises(Misfit, match="请换一个名称") as caught:
        save_rubric(desk, replace(second, title=first.title, valid_from=date(2027, 1, 1)))
    assert caught.value.field == "title"
    save_rubric(desk, replace(second, valid_from=date(2027, 1, 1)))
    assert in_force(desk, date(2027, 1, 1)) == second.title


def test_one_for_named_contracts_leaves_the_others_alone(desk: Desk) -> None:
    own = replace(copied(desk), family=f"sanitation{NAMED}", valid_from=date(2026, 10, 1))
    save_rubric(desk, own)
    assert rubric_books(desk)[own.title].state == "专用"
    assert in_force(desk, FIRST_OF_NEXT) == rubric().title
    # Several of these may begin on one day.
    save_rubric(desk, replace(own, key="other", title="另一套"))


def test_one_that_a_contract_names_is_not_deleted(desk: Desk) -> None:
    own = replace(copied(desk), family=f"sanitation{NAMED}")
    record = save_rubric(desk, own)
    typed = {"section": "一标段", "company": "洁源", "number": "HT-1", "begins_on": "2026-01-01"}
    add(
        desk,
        ledger_named("contracts"),
        {**typed, "fee_fen": "1000", "rule": "三档", "rubric": own.title},
    )
    with pytest.raises(UserError, match="还被引用"):
        remove(desk, RUBRICS, [record])


# -- rules -----------------------------------------------------------------------------------------


def test_a_new_rule_brings_its_item_in_the_same_operation(desk: Desk) -> None:
    own = replace(rule("tiers-three"), key="own", title="四档")
    record = save_rule(desk, None, own)
    assert ("四档", "", False) in rule_titles(desk)
    names = desk.store.names()
    assert names.item("pay-rule", "四档") == names.item_by_id(record)
    with desk.store.snapshot() as conn:
        assert rule_of(conn, names, record, TODAY) == own
    take_back(desk)
    assert "四档" not in [title for title, _state, _shipped in rule_titles(desk)]
    assert desk.store.names().item("pay-rule", "四档") is None


def test_a_rule_of_another_name_keeps_the_old_one_as_a_synonym(desk: Desk) -> None:
    own = replace(rule("tiers-three"), key="own", title="四档")
    record = save_rule(desk, None, own)
    assert save_rule(desk, record, replace(own, title="五档")) == record
    named = desk.store.names().item_by_id(record)
    assert named is not None
    assert (named.title, named.synonyms) == ("五档", ("四档",))
    take_back(desk)
    named = desk.store.names().item_by_id(record)
    assert named is not None
    assert named.title == "四档"


def test_a_rule_may_not_take_the_name_of_another(desk: Desk) -> None:
    for taken in ("三档", "三档法"):
        with pytest.raises(Misfit) as caught:
            save_rule(desk, None, replace(rule("tiers-three"), key="own", title=taken))
        assert caught.value.field == "title"


def test_a_rule_that_a_file_named_is_filled_in(desk: Desk) -> None:
    with desk.store.operation(desk, "导入") as op:
        record = op.insert(
            "catalogue-items",
            {"catalogue": "pay-rule", "title": "五档", "active": 1, "provisional": 1},
        )
    assert ("五档", "没有内容", False) in rule_titles(desk)
    save_rule(desk, record, replace(rule("tiers-six"), key="own", title="五档"))
    assert ("五档", "", False) in rule_titles(desk)
    with desk.store.snapshot() as conn:
        row = conn.execute("SELECT provisional FROM catalogue_items WHERE id = ?", (record,))
        assert row.fetchone()[0] == 0


def test_a_rule_is_deleted_with_its_item_unless_a_contract_pays_by_it(desk: Desk) -> None:
    record = save_rule(desk, None, replace(rule("tiers-three"), key="own", title="四档"))
    typed = {"section": "一标段", "company": "洁源", "number": "HT-1", "begins_on": "2026-01-01"}
    contract = add(desk, ledger_named("contracts"), {**typed, "fee_fen": "1000", "rule": "四档"})
    with pytest.raises(UserError, match="“四档”还在用"):
        remove_rule(desk, record)
    assert ("四档", "", False) in rule_titles(desk)
    remove(desk, ledger_named("contracts"), [contract])
    remove_rule(desk, record)
    assert desk.store.names().item("pay-rule", "四档") is None
    take_back(desk)
    assert ("四档", "", False) in rule_titles(desk)


def test_a_copied_rule_is_called_otherwise(desk: Desk) -> None:
    with desk.store.snapshot() as conn:
        books = shelf.rule_books(conn, desk.store.names(conn), TODAY)
    own = shelf.copy_of_rule(rule("tiers-three"), books, TODAY)
    assert own.title == "三档（本局）"
    save_rule(desk, None, own)
    with desk.store.snapshot() as conn:
        books = shelf.rule_books(conn, desk.store.names(conn), TODAY)
    again = shelf.copy_of_rule(rule("tiers-three"), books, TODAY)
    assert again.title == "三档（本局2）"
    assert again.key != own.key


# -- awards ----------------------------------------------------------------------------------------


def test_own_awards_begin_next_month(desk: Desk) -> None:
    with desk.store.snapshot() as conn:
        books = shelf.award_books(conn, ("towns",), TODAY)
    assert [(book.title, book.state) for book in books] == [("镇街月度奖罚（默认）", "现行")]
    shipped = books[0].value
    assert shipped is not None
    own = replace(shelf.copy_of_awards(shipped, books, TODAY), rewards=(5_000_000,))
    save_awards(desk, own)
    with desk.store.snapshot() as conn:
        assert awards_on(conn, "towns", TODAY, TODAY) == shipped
        assert awards_on(conn, "towns", FIRST_OF_NEXT, TODAY).rewards == (5_000_000,)
