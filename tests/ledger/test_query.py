"""Filters and sorts give what looking at every row in plain Python gives."""

from __future__ import annotations

import random  # noqa: TID251 - seeded: the rows are the same on every run
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.desk import Desk
from bureau.errors import BugError
from bureau.ledger.chinese import sort_key
from bureau.ledger.entry import Value
from bureau.ledger.query import (
    All,
    Any,
    Between,
    Blank,
    Contains,
    Everything,
    Filter,
    Ids,
    Is,
    Not,
    OneOf,
    Sort,
)
from bureau.storage import rows
from tests.storage.offices import furnish, hurry, opened

TODAY = date(2026, 10, 20)
WORDS = ["占道", "油烟", "人民路9号", "人民路10号", "Abc店", "abc店", "重庆路", "安宁巷", ""]
DAYS = [f"2026-{month:02}-{day:02}" for month in (9, 10) for day in (1, 15, 30)]
Row = dict[str, object]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Sixty random cases and thirty days, some of whose fields are blank."""
    with pytest.MonkeyPatch.context() as patch:
        hurry(patch)
        with opened(furnish(tmp_path_factory.mktemp("query"))) as desk:
            fill(desk, random.Random(7))
            yield desk


def fill(desk: Desk, chance: random.Random) -> None:
    """The rows that everything below is tried on."""

    def some(values: list[object]) -> object:
        return chance.choice([*values, None])

    names = desk.store.names()
    uppers: list[object] = [i.id for i in names.items("market-category") if i.parent is None]
    with desk.store.operation(desk, "登记") as op:
        towns: list[object] = [
            op.insert("towns", {"name": name, "position": position})
            for name, position in (("城关镇", 2), ("安平镇", None), ("白沙镇", 1), ("长乐镇", None))
        ]
        roads: list[object] = [op.insert("roads", {"name": name}) for name in ("重庆路", "安宁巷")]
        for _ in range(60):
            op.insert(
                "market-cases",
                {
                    "found_on": some([*DAYS]),
                    "due_on": some([*DAYS]),
                    "registered_at": some([*(f"{day} 09:30" for day in DAYS), *DAYS]),
                    "address": some([*WORDS]),
                    "note": some([*WORDS]),
                    "town": some(towns),
                    "road": some(roads),
                    "category": some(uppers[:4]),
                },
            )
        for _ in range(30):
            counts = {
                kind: chance.randint(0, 4) * 100 for kind in (3201, 3202) if chance.random() < 0.6
            }
            op.insert("market-daily", {"date": some([*DAYS]), "counts": counts})


def all_rows(desk: Desk, ledger: str) -> list[Row]:
    conn = desk.store.reader()
    declared = desk.store.ledgers[ledger]
    wanted = rows.ids(conn, declared, today=TODAY)
    return rows.page(conn, declared, wanted, today=TODAY)


def value(row: Row, key: str) -> object:
    base, _, kind = key.partition(".")
    found = row[base]
    return found.get(int(kind)) if isinstance(found, dict) else found


def label(desk: Desk, key: str, found: object) -> str:
    names = desk.store.names()
    if key == "category" and isinstance(found, int):
        item = names.item_by_id(found)
        return item.title if item else ""
    if key in ("town", "road") and isinstance(found, int):
        return names.label(f"{key}s", found)
    return str(found)


def within(found: object, low: str | int | None, high: str | int | None) -> bool:
    """Whether a value lies in a range; of a moment, its day decides about the end."""
    if isinstance(found, str):
        return (low is None or found >= str(low)) and (high is None or found[:10] <= str(high))
    if isinstance(found, int):
        return (low is None or found >= int(low)) and (high is None or found <= int(high))
    return False


def naive(desk: Desk, row: Row, where: Filter) -> bool:
    """Whether a row passes, worked out without SQL; a blank passes nothing but what asks for it."""
    match where:
        case Everything():
            return True
        case Is(key, wanted):
            return value(row, key) == wanted
        case OneOf(key, values):
            return value(row, key) in values
        case Blank(key):
            return value(row, key) is None
        case Between(_, None, None):
            return True
        case Between(key, low, high):
            return within(value(row, key), low, high)
        case Contains(key, words):
            found = value(row, key)
            return found is not None and words.lower() in label(desk, key, found).lower()
        case Ids(ids):
            return row["id"] in ids
        case All(parts):
            return all(naive(desk, row, part) for part in parts)
        case Any(parts):
            return any(naive(desk, row, part) for part in parts)
        case Not(part):
            return not naive(desk, row, part)
    raise AssertionError(where)


def found_ids(desk: Desk, ledger: str, where: Filter, *sorts: Sort) -> list[int]:
    declared = desk.store.ledgers[ledger]
    return list(rows.ids(desk.store.reader(), declared, where, sorts, today=TODAY))


days = st.sampled_from(DAYS)
words = st.sampled_from(["占", "路", "abc", "ABC", "9", "人民路1", "重庆", "镇", "道", "", "？"])
texts: st.SearchStrategy[Value] = st.sampled_from([*WORDS, None])
simple: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Is, st.sampled_from(["address", "note"]), texts),
    st.builds(OneOf, st.just("address"), st.lists(texts, max_size=3).map(tuple)),
    st.builds(OneOf, st.just("found_on"), st.lists(st.none() | days, max_size=3).map(tuple)),
    st.builds(Blank, st.sampled_from(["found_on", "town", "category", "note", "overdue_days"])),
    st.builds(
        Between, st.sampled_from(["found_on", "registered_at"]), st.none() | days, st.none() | days
    ),
    st.builds(
        Between,
        st.just("overdue_days"),
        st.none() | st.integers(0, 40),
        st.none() | st.integers(0, 40),
    ),
    st.builds(Contains, st.sampled_from(["address", "note", "town", "road", "category"]), words),
    st.just(Everything()),
)
filters = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@given(filters)
def test_filters_agree_with_plain_python(desk: Desk, where: Filter) -> None:
    expected = [row["id"] for row in all_rows(desk, "market-cases") if naive(desk, row, where)]
    assert found_ids(desk, "market-cases", where) == expected
    declared = desk.store.ledgers["market-cases"]
    assert rows.count(desk.store.reader(), declared, where, today=TODAY) == len(expected)


@given(
    st.one_of(
        st.builds(
            Between,
            st.sampled_from(["counts.3201", "counts.3202"]),
            st.none() | st.sampled_from([0, 100, 300]),
            st.none() | st.sampled_from([0, 200, 400]),
        ),
        st.builds(Blank, st.just("counts.3201")),
        st.builds(Is, st.just("counts.3202"), st.sampled_from([0, 100, 400])),
        st.builds(OneOf, st.just("counts.3202"), st.just((100, None))),
    )
)
def test_lines_are_filtered_like_columns(desk: Desk, where: Filter) -> None:
    expected = [row["id"] for row in all_rows(desk, "market-daily") if naive(desk, row, where)]
    assert found_ids(desk, "market-daily", where) == expected


def sort_value(desk: Desk, key: str) -> Callable[[object], object]:
    """What a value of that column is sorted by."""
    names = desk.store.names()
    positions = {
        row["id"]: row["position"]
        for row in desk.store.reader().execute("SELECT id, position FROM towns")
    }

    def by(found: object) -> object:
        if key == "category" and isinstance(found, int):
            item = names.item_by_id(found)
            return item.position if item else 0
        if key == "town" and isinstance(found, int):
            place = positions[found]
            return (10**9 if place is None else place, sort_key(names.label("towns", found)))
        if key == "road" and isinstance(found, int):
            return sort_key(names.label("roads", found))
        return sort_key(found) if key in ("address", "note") and isinstance(found, str) else found

    return by


def naively_sorted(desk: Desk, found: list[Row], sorts: list[Sort]) -> list[object]:
    """Sorted by one key after the other; blanks last, whichever way it goes."""
    for sort in reversed(sorts):
        by = sort_value(desk, sort.key)
        filled = [row for row in found if value(row, sort.key) is not None]
        filled.sort(key=lambda row: by(value(row, sort.key)), reverse=sort.descending)  # type: ignore[arg-type, return-value]
        found = filled + [row for row in found if value(row, sort.key) is None]
    return [row["id"] for row in found]


@given(
    st.lists(
        st.builds(
            Sort,
            st.sampled_from(
                (
                    "address",
                    "note",
                    "town",
                    "road",
                    "category",
                    "found_on",
                    "due_on",
                    "overdue_days",
                    "id",
                )
            ),
            st.booleans(),
        ),
        max_size=3,
        unique_by=lambda sort: sort.key,
    )
)
def test_sorts_agree_with_plain_python(desk: Desk, sorts: list[Sort]) -> None:
    expected = naively_sorted(desk, all_rows(desk, "market-cases"), sorts)
    assert found_ids(desk, "market-cases", Everything(), *sorts) == expected


@pytest.mark.parametrize("descending", [False, True])
def test_lines_are_sorted_by_their_number(desk: Desk, descending: bool) -> None:
    sorts = [Sort("counts.3201", descending)]
    expected = naively_sorted(desk, all_rows(desk, "market-daily"), sorts)
    assert found_ids(desk, "market-daily", Everything(), *sorts) == expected


def test_chinese_sorts_by_pinyin_and_numbers_by_value(desk: Desk) -> None:
    seen = [
        row["address"]
        for row in rows.page(
            desk.store.reader(),
            desk.store.ledgers["market-cases"],
            found_ids(desk, "market-cases", Not(Blank("address")), Sort("address")),
            today=TODAY,
        )
    ]
    order = list(dict.fromkeys(seen))
    # abc before Chinese; ān, chóng (重庆 is no zhòng), rén … 9号 before 10号, yóu, zhàn.
    assert order[0] == ""
    assert {order[1], order[2]} == {"Abc店", "abc店"}
    assert order[3:] == ["安宁巷", "重庆路", "人民路9号", "人民路10号", "油烟", "占道"]


def test_a_last_day_includes_its_moments(desk: Desk) -> None:
    where = Between("registered_at", "2026-10-15", "2026-10-15")
    declared = desk.store.ledgers["market-cases"]
    found = rows.page(
        desk.store.reader(), declared, found_ids(desk, "market-cases", where), today=TODAY
    )
    assert {row["registered_at"] for row in found} == {"2026-10-15", "2026-10-15 09:30"}


def test_ten_characters_of_text_are_no_day(desk: Desk) -> None:
    where = Between("address", None, "人民路人民路人民路人")
    expected = [
        row["id"]
        for row in all_rows(desk, "market-cases")
        if isinstance(row["address"], str) and row["address"] <= "人民路人民路人民路人"
    ]
    assert expected
    assert found_ids(desk, "market-cases", where) == expected


def test_value_lists_count_what_the_other_filters_let_through(desk: Desk) -> None:
    declared = desk.store.ledgers["market-cases"]
    where = Contains("address", "路")
    for key in ("address", "town", "category", "found_on", "overdue_days"):
        counts: dict[object, int] = {}
        for row in all_rows(desk, "market-cases"):
            if naive(desk, row, where):
                counts[row[key]] = counts.get(row[key], 0) + 1
        found = rows.value_counts(desk.store.reader(), declared, key, where, today=TODAY)
        assert dict(found) == counts
        assert sum(count for _, count in found) == sum(counts.values())
        if None in counts:
            assert found[-1][0] is None  # (空白) at the end
        by = sort_value(desk, key)
        filled: list[object] = [by(each) for each, _ in found if each is not None]
        assert filled == sorted(filled)  # type: ignore[type-var]


def test_a_page_keeps_the_order_asked_for_and_leaves_out_what_is_gone(desk: Desk) -> None:
    declared = desk.store.ledgers["market-daily"]
    every = found_ids(desk, "market-daily", Everything())
    wanted = [every[4], 12345, every[0], every[2]]
    page = rows.page(desk.store.reader(), declared, wanted, today=TODAY)
    assert [row["id"] for row in page] == [every[4], every[0], every[2]]
    assert all(isinstance(row["counts"], dict) for row in page)
    assert rows.page(desk.store.reader(), declared, [], today=TODAY) == []


def test_a_limit_takes_the_first(desk: Desk) -> None:
    declared = desk.store.ledgers["market-cases"]
    every = rows.ids(desk.store.reader(), declared, None, [Sort("address")], today=TODAY)
    first = rows.ids(desk.store.reader(), declared, None, [Sort("address")], today=TODAY, limit=5)
    assert list(first) == list(every[:5])
    assert first.itemsize == 8


def test_words_are_values_and_never_sql(desk: Desk) -> None:
    for words in ("' OR 1=1 --", '"', "?", ":p0", "%", "\\"):
        assert found_ids(desk, "market-cases", Contains("address", words)) == []
        assert found_ids(desk, "market-cases", Is("address", words)) == []


def test_an_unknown_field_is_a_bug(desk: Desk) -> None:
    with pytest.raises(BugError, match="no field"):
        found_ids(desk, "market-cases", Is("colour", "red"))
    with pytest.raises(BugError, match="no field"):
        found_ids(desk, "market-cases", Everything(), Sort("colour"))


def test_references_to_ledgers_with_another_label(tmp_path: Path) -> None:
    """An import's record is named by its file, a class by its title."""
    with opened(furnish(tmp_path / "data")) as desk:
        with desk.store.operation(desk, "导入") as op:
            for name in ("乙.xlsx", "甲.xlsx"):
                batch = op.insert("import-batches", {"ledger": "roads", "file": name})
                op.insert("import-waiting", {"ledger": "roads", "batch": batch, "sheet": name})
        first, second = found_ids(desk, "import-waiting", Everything())
        assert found_ids(desk, "import-waiting", Contains("batch", "甲")) == [second]
        assert found_ids(desk, "import-waiting", Everything(), Sort("batch")) == [second, first]
        upper = desk.store.names().item("market-category", "占道经营")
        assert upper is not None
        inside = found_ids(desk, "catalogue-items", Contains("parent", "占道经营"))
        assert inside == found_ids(desk, "catalogue-items", Is("parent", upper.id))
        assert inside
