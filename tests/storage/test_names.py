"""Names of records and classes, both ways, as the open database has them."""

from __future__ import annotations

from bureau.desk import Desk
from bureau.market.ledgers import CASES
from bureau.storage.names import ASKED_SINGLY
from bureau.storage.rows import labelled
from tests.storage.offices import item


def test_a_record_is_known_by_its_label_before_anothers_alias(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        first = op.insert("towns", {"name": "城关镇", "aliases": "城关街道、城区镇"})
        second = op.insert("towns", {"name": "城区镇"})
    names = desk.store.names()
    assert names.record("towns", "城关镇") == first
    assert names.record("towns", "城关街道") == first
    assert names.record("towns", "城区镇") == second
    assert names.record("towns", " 城 关 镇 ") == first
    assert names.record("towns", "别的镇") is None
    assert names.label("towns", second) == "城区镇"
    assert names.label("towns", 5) == "?"


def test_the_older_of_two_equal_names_is_meant(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        first = op.insert("roads", {"name": "解放路"})
        op.insert("roads", {"name": "解放路"})
    assert desk.store.names().record("roads", "解放路") == first


def test_signs_alone_name_nothing(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        op.insert("roads", {"name": None})
        op.insert("roads", {"name": "——", "aliases": "！、？"})
    names = desk.store.names()
    assert names.record("roads", "") is None
    assert names.record("roads", "！") is None
    assert names.item("case-state", "——") is None


def test_a_class_is_known_by_title_before_synonym_before_code(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        by_synonym = op.insert(
            "catalogue-items",
            {"catalogue": "mine", "title": "甲", "synonyms": "乙、丙", "position": 1, "code": "丁"},
        )
        by_title = op.insert(
            "catalogue-items", {"catalogue": "mine", "title": "乙", "position": 2, "active": 0}
        )
        by_code = op.insert("catalogue-items", {"catalogue": "mine", "title": "丁", "position": 3})
    names = desk.store.names()
    found = {word: names.item("mine", word) for word in "甲乙丙丁戊"}
    assert {word: each.id if each else None for word, each in found.items()} == {
        "甲": by_synonym,
        "乙": by_title,
        "丙": by_synonym,
        "丁": by_code,
        "戊": None,
    }
    assert [each.title for each in names.items("mine")] == ["甲", "乙", "丁"]
    assert [each.active for each in names.items("mine")] == [True, False, True]
    assert names.items("nobody's") == ()


def test_names_are_made_anew_after_a_change(desk: Desk) -> None:
    before = desk.store.names()
    assert before.record("roads", "解放路") is None
    with desk.store.operation(desk, "登记") as op:
        road = op.insert("roads", {"name": "解放路"})
    assert before.record("roads", "解放路") is None
    assert desk.store.names().record("roads", "解放路") == road


def test_names_are_read_once_while_nothing_changes(desk: Desk) -> None:
    before = desk.store.names()
    assert desk.store.names() is before
    with desk.store.snapshot() as conn:
        assert desk.store.names(conn) is before
    item(desk, "case-state", "已派遣")
    assert desk.store.names() is before
    with desk.store.operation(desk, "登记") as op:
        op.insert("roads", {"name": "解放路"})
    assert desk.store.names() is not before


def test_a_snapshot_keeps_the_names_of_its_moment(desk: Desk) -> None:
    with desk.store.snapshot() as conn:
        assert desk.store.names(conn).record("roads", "解放路") is None
        with desk.store.operation(desk, "登记") as op:
            road = op.insert("roads", {"name": "解放路"})
        assert desk.store.names(conn).record("roads", "解放路") is None
    assert desk.store.names().record("roads", "解放路") == road


def test_shipped_classes_have_their_parents_and_units(desk: Desk) -> None:
    names = desk.store.names()
    area = names.item_by_id(item(desk, "daily-count", "拆除面积"))
    assert area is not None
    assert (area.unit, area.scale) == ("㎡", 2)
    lower = [each for each in names.items("market-category") if each.parent is not None]
    assert lower
    for each in lower:
        upper = names.item_by_id(each.parent or 0)
        assert upper is not None
        assert upper.parent is None


def test_labels_are_looked_up_singly_until_many_are_asked_for(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        made = [op.insert("roads", {"name": f"{n}号路"}) for n in range(ASKED_SINGLY + 5)]
        nameless = op.insert("roads", {"name": None})
    asked: list[str] = []
    desk.store.reader().set_trace_callback(asked.append)
    names = desk.store.names()
    asked.clear()
    assert names.label("roads", made[3]) == "3号路"
    assert names.label("roads", nameless) == ""
    assert names.label("roads", 7) == "?"
    assert names.label("roads", made[3]) == "3号路"
    assert len(asked) == 3
    assert [names.label("roads", one) for one in made] == [f"{n}号路" for n in range(len(made))]
    assert names.label("roads", 8) == "?"
    assert len(asked) == ASKED_SINGLY + 1
    desk.store.reader().set_trace_callback(None)


def test_a_number_is_found_by_any_part_of_it_the_last_first(desk: Desk) -> None:
    numbers = ("ZZ-2026-0120", "ZZ-2026-0121", "ZZ-2025-0120", None)
    with desk.store.operation(desk, "登记") as op:
        made = {number: op.insert("market-cases", {"number": number}) for number in numbers}

    def found(typed: str, limit: int = 9) -> list[str]:
        listed = labelled(desk.store.reader(), CASES, typed, limit)
        assert all(made[label] == record for record, label in listed)
        return [label for _, label in listed]

    assert found("0120") == ["ZZ-2026-0120", "ZZ-2025-0120"]
    assert found("zz-2026") == ["ZZ-2026-0121", "ZZ-2026-0120"]
    assert found("20260121") == ["ZZ-2026-0121"]
    assert found(" zz2025 ") == ["ZZ-2025-0120"]
    assert found("6-01") == ["ZZ-2026-0121", "ZZ-2026-0120"]
    assert found("城") == []
    assert found("", limit=2) == ["ZZ-2026-0121", "ZZ-2026-0120"]


def test_a_record_is_found_by_another_spelling_only_where_none_is_called_so(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        first = op.insert("sections", {"name": "一标段", "aliases": "城东"})
        other = op.insert("sections", {"name": "标段二"})
        exact = op.insert("sections", {"name": "三标"})
        op.insert("sections", {"name": "三标段"})
    names = desk.store.names()
    assert names.record("sections", "第一标") == first
    assert names.record("sections", "城东标段") == first
    assert names.record("sections", "2标包") == other
    assert names.record("sections", "三标") == exact
    assert names.record("sections", "第三标") is None
    assert names.record("roads", "一标") is None
