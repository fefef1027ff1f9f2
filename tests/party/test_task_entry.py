"""Deadlines typed into the form of a task, and what the table shows of them."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.editing.inputs import reader_of
from bureau.ledger.entry import Value
from bureau.party.classes import ONCE, QUARTERLY
from bureau.party.ledgers import TASKS
from tests.exchange.ledger_sheets import listed
from tests.party.party_books import Party


def typed(
    party: Party, inputs: Mapping[str, str], present: Mapping[str, Value] | None = None
) -> tuple[dict[str, object], list[str]]:
    """What the inputs make of a task, and why some can't be taken."""
    with party.desk.store.snapshot() as conn:
        draft = reader_of(party.desk, conn, TASKS).read(inputs, present)
    return dict(draft.values), [fault.reason for fault in draft.faults]


NEW = {"theme": "忠诚", "title": "中心组学习"}


def test_words_in_the_form_fill_the_frequency(party: Party) -> None:
    values, faults = typed(party, {**NEW, "due_on": "每季度"})
    assert faults == []
    assert (values["frequency"], values["due_on"]) == (QUARTERLY, None)
    assert (values["limit_words"], values["year"]) == ("每季度", 2026)


def test_a_month_in_the_form_is_its_last_day(party: Party) -> None:
    values, faults = typed(party, {**NEW, "due_on": "11月底前"})
    assert (values["due_on"], faults) == ("2026-11-30", [])


def test_another_day_leaves_the_frequency_of_a_task(party: Party) -> None:
    before: dict[str, Value] = {
        "theme": 8601,
        "title": "甲",
        "frequency": QUARTERLY,
        "due_on": None,
    }
    assert typed(party, {"due_on": "12.31"}, before) == ({"due_on": "2026-12-31"}, [])


def test_words_and_days_without_a_year_are_of_the_year_of_their_list(party: Party) -> None:
    # Next year's list is drawn up in October.
    for words, day in (("3月底前", "2027-03-31"), ("9.28", "2027-09-28"), ("年底前", "2027-12-31")):
        for inputs in (
            {**NEW, "year": "2027", "due_on": words},
            {"due_on": words, **NEW, "year": "2027"},
        ):
            values, faults = typed(party, inputs)
            assert (values["year"], values["due_on"], faults) == (2027, day, [])
    before: dict[str, Value] = {"theme": 8601, "title": "甲", "year": 2025, "due_on": None}
    assert typed(party, {"due_on": "9.28"}, before) == ({"due_on": "2025-09-28"}, [])
    assert typed(party, {"due_on": "2026-01-15"}, before) == ({"due_on": "2026-01-15"}, [])
    assert typed(party, {**NEW, "due_on": "3月底前"})[0]["due_on"] == "2026-03-31"


def test_doubtful_words_are_asked_about(party: Party) -> None:
    values, faults = typed(party, {**NEW, "due_on": "11月前"})
    assert "due_on" not in values
    assert faults == ["“11月前”分不清是开始以前还是结束以前"]


def test_lights_follow_the_day(party: Party) -> None:
    # The desk's day is 8 October 2026.
    for title, day in (("红", "2026-10-07"), ("黄", "2026-10-08"), ("黄2", "2026-11-07")):
        party.task(title, due_on=day, frequency=ONCE)
    party.task("绿", due_on="2026-11-08")
    party.task("完", state="已完成", due_on="2026-10-07")
    party.task("无")
    assert [(row["title"], row["light"]) for row in listed(party.desk, "party-tasks")] == [
        ("红", "▲ 红灯"),
        ("黄", "△ 黄灯"),
        ("黄2", "△ 黄灯"),
        ("绿", "○ 绿灯"),
        ("完", None),
        ("无", None),
    ]
