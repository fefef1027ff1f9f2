"""Meetings and tasks adopt cases, roads and campaigns; both sides count them."""

from __future__ import annotations

import pytest

from bureau.calendar.periods import Period
from bureau.editing import EditFault, add
from bureau.errors import UserError
from bureau.office import BY_NAME
from bureau.party.figures_life import LifeFigures, life_figures
from bureau.party.ledgers import LINKS
from bureau.party.links import adopt, adopted_by, adopters
from bureau.storage.rows import page
from tests.party.party_books import TODAY, Party
from tests.storage.offices import add_road, item

OCTOBER = Period.month(2026, 10)


def case(party: Party, number: str, **values: object) -> int:
    """A case of market order."""
    kind = item(party.desk, "market-category", "占道经营")
    return party.insert(
        "market-cases", {"number": number, "found_on": "2026-10-01", "category": kind, **values}
    )


def value(party: Party, ledger: str, record: int, key: str) -> object:
    """A field of a record, computed ones too."""
    (row,) = page(party.desk.store.reader(), BY_NAME[ledger], [record], today=TODAY)
    return row[key]


def life(party: Party, branch: int | None = None) -> LifeFigures:
    """October's party life."""
    with party.desk.store.snapshot() as conn:
        return life_figures(conn, party.desk.store.names(conn), OCTOBER, TODAY, branch)


def test_both_sides_count_what_was_adopted(party: Party) -> None:
    branch, other = party.branch("机关党支部"), party.branch("环卫所党支部")
    day = party.meeting(branch, "主题党日", "2026-10-12", topic="共治一条街")
    elsewhere = party.meeting(other, "支部党员大会", "2026-10-13")
    task = party.task("背街小巷整治")
    open_, closed = case(party, "ZZ-1"), case(party, "ZZ-2", closed_on="2026-10-20 10:00")
    road = add_road(party.desk, "人民路")
    done = adopt(party.desk, "meeting", [day], {"cases": "ZZ-1、ZZ-2", "road": "人民路"})
    assert (len(done.made), done.sentence) == (3, "已认领 3 件。")
    again = adopt(party.desk, "meeting", [day, elsewhere], {"cases": "ZZ-2"})
    assert again.sentence == "已认领 1 件；1 件原来就认领了，没有重复登记。"
    adopt(party.desk, "task", [task], {"cases": "ZZ-1", "linked_on": "2026-10-30"})
    assert [value(party, "party-meetings", one, "links") for one in (day, elsewhere)] == [3, 1]
    assert value(party, "party-tasks", task, "links") == 1
    counts = [value(party, "market-cases", one, "party_links") for one in (open_, closed)]
    assert (counts, value(party, "roads", road, "party_links")) == ([2, 2], 1)
    of = life(party)
    assert (of.links.count, of.cases.count, of.closed.count) == (5, 4, 2)
    assert of.by_kind == (("主题党日", 3), ("党建任务", 1), ("支部党员大会", 1))
    assert len(party.records("party-links", of.closed.where)) == 2
    own = life(party, branch)
    assert (own.links.count, own.closed.count, own.held) == (3, 1, 1)
    with party.desk.store.snapshot() as conn:
        names = party.desk.store.names(conn)
        assert adopted_by(conn, names, "meeting", day, TODAY) == (
            "案件 ZZ-1",
            "案件 ZZ-2",
            "人民路",
        )
        found = adopters(conn, names, "case", open_, TODAY)
    assert [(one.record, one.words) for one in found] == [
        (day, "2026-10-12 共治一条街"),
        (task, "2026-10-30 背街小巷整治"),
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "请填写案件编号，或选一个路段、专项行动。"),
        ({"words": "清理"}, "请填写案件编号"),
        ({"cases": "ZZ-9"}, "没有编号是“ZZ-9”的案件"),
        ({"road": "没有的路"}, "请选一个已有的路段"),
    ],
)
def test_what_is_not_known_is_not_adopted(party: Party, said: dict[str, str], why: str) -> None:
    day = party.meeting(party.branch("机关党支部"), "主题党日", "2026-10-12")
    with pytest.raises(UserError, match=why):
        adopt(party.desk, "meeting", [day], dict(said))


def test_a_link_is_of_one_thing_by_one_side(party: Party) -> None:
    day = party.meeting(party.branch("机关党支部"), "主题党日", "2026-10-12", topic="清扫")
    task = party.task("整治")
    case(party, "ZZ-1")
    add_road(party.desk, "人民路")
    with pytest.raises(EditFault, match="只能填一个"):
        add(party.desk, LINKS, {"meeting": "清扫", "case": "ZZ-1", "road": "人民路"})
    with pytest.raises(EditFault, match="只能写一个"):
        add(party.desk, LINKS, {"meeting": "清扫", "task": "整治", "case": "ZZ-1"})
    with pytest.raises(EditFault, match="要填一个"):
        add(party.desk, LINKS, {"meeting": "清扫"})
    assert day != task
