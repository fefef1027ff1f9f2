"""Fields of lists of tasks: what a deadline, a coded class and words about progress fill."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.ledger.deadline_types import CodedChoice, Deadline, Standing
from bureau.ledger.entry import Entry, EntryFault, Item, Spill
from tests.ledger.test_types import FewNames

ITEMS = (
    Item(1, "frequency", "一次", code="once"),
    Item(2, "frequency", "每季度", code="quarterly"),
    Item(3, "state", "已完成", synonyms=("完成",)),
    Item(4, "frequency", "每周"),
)


class TaskNames(FewNames):
    """Names with frequencies and states."""

    def items(self, catalogue: str) -> tuple[Item, ...]:
        return tuple(item for item in ITEMS if item.catalogue == catalogue)

    def item_by_id(self, item_id: int) -> Item | None:
        return next((item for item in ITEMS if item.id == item_id), None)


NAMES = TaskNames()
IN_FILE = Entry(None, NAMES, 2026)
AT_KEYBOARD = Entry(date(2026, 10, 8), NAMES, 2026)
DUE = Deadline(often="frequency", words="words", of_year="year")
STANDING = Standing(catalogue="state", state="state")
CODED = CodedChoice(catalogue="frequency")


def test_a_deadline_of_a_file_says_how_often_and_of_which_year() -> None:
    assert DUE.parse("3月底前", IN_FILE) == Spill(
        "2026-03-31", {"frequency": 1, "words": "3月底前", "year": 2026}
    )
    assert DUE.parse("每季度", IN_FILE) == Spill(
        None, {"frequency": 2, "words": "每季度", "year": 2026}
    )


def test_a_bare_day_at_the_keyboard_leaves_the_frequency_alone() -> None:
    assert DUE.parse("11.30", AT_KEYBOARD) == "2026-11-30"
    assert DUE.parse("每季度", AT_KEYBOARD) == Spill(
        None, {"frequency": 2, "words": "每季度", "year": 2026}
    )


def test_a_deadline_without_a_year_waits_for_the_title_of_the_file() -> None:
    with pytest.raises(EntryFault, match="没有写年份"):
        DUE.parse("每季度", Entry(None, NAMES))


def test_words_of_progress_that_are_a_state_fill_it() -> None:
    assert STANDING.parse(" 完成 ", IN_FILE) == Spill("完成", {"state": 3})
    assert STANDING.parse("已召开三次会议", IN_FILE) == "已召开三次会议"


def test_a_coded_class_is_its_code_in_json_and_its_title_on_screen() -> None:
    assert (CODED.plain(2, NAMES), CODED.show(2, NAMES)) == ("quarterly", "每季度")
    assert (CODED.plain(4, NAMES), CODED.plain(None, NAMES)) == ("每周", None)
    assert CODED.parse("once", IN_FILE) == 1
