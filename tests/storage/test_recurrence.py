"""What came back at its place stays right through edits, undos, imports, settings and renamed roads."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded by the test's own number
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.market.ledgers import CASES
from bureau.storage import kinds
from bureau.storage.check import check
from bureau.storage.many import insert_many, staging_in_memory
from bureau.storage.operation import Operation
from bureau.storage.rebuild import rebuild
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.storage.offices import furnish, opened

MANY = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "wide" else 4
STREET, PEDLARS, SMOKE = 1050, 1051, 1150
CLOSED, VOID = 2206, 2211
Chain = tuple[int | None, int | None, int | None, int | None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(furnish(tmp_path / "office")) as desk:
        yield desk


def case(desk: Desk, found: str, closed: str | None = None, **more: object) -> int:
    """One case at 人民路58号 unless said otherwise."""
    values: dict[str, object] = {
        "found_on": f"2026-{found}",
        "closed_on": closed and f"2026-{closed}",
        "address": "人民路58号",
        "category": STREET,
        "state": CLOSED if closed else 2201,
        **more,
    }
    with desk.store.operation(desk, "登记案件") as op:
        return op.insert(CASES.name, values)


def change(desk: Desk, ledger: str, record: int, **values: object) -> None:
    with desk.store.operation(desk, "修改") as op:
        op.update(ledger, record, values)


def chain(desk: Desk, record: int) -> Chain | None:
    """(previous, first, nth, days) of a record that came back."""
    row = (
        desk.store.reader()
        .execute("SELECT previous, first, nth, days FROM recurrence WHERE record = ?", (record,))
        .fetchone()
    )
    return tuple(row) if row else None


def all_chains(desk: Desk) -> list[tuple[int, ...]]:
    rows = desk.store.reader().execute(
        "SELECT record, previous, first, nth, days FROM recurrence ORDER BY record"
    )
    return [tuple(row) for row in rows]


def all_keys(desk: Desk) -> list[tuple[object, ...]]:
    rows = desk.store.reader().execute("SELECT * FROM place_key ORDER BY record, place")
    return [tuple(row) for row in rows]


def test_a_chain_counts_returns_and_the_days_since_the_last_end(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04")
    second = case(desk, "03-20", "03-22", address="人民路五十八号门口")
    third = case(desk, "04-10", address="城东街道人民路58号（张记烧烤）")
    assert chain(desk, first) is None
    assert chain(desk, second) == (first, first, 1, 16)
    assert chain(desk, third) == (second, first, 2, 19)


def test_only_what_ended_within_the_window_counts(desk: Desk) -> None:
    case(desk, "03-01", "03-04")
    on_the_last_day = case(desk, "04-03")
    a_day_later = case(desk, "04-04")
    assert chain(desk, on_the_last_day) is not None
    assert chain(desk, a_day_later) is None


def test_an_open_case_another_class_or_another_door_is_no_return(desk: Desk) -> None:
    case(desk, "03-01")
    case(desk, "03-01", "03-02", category=SMOKE)
    case(desk, "03-01", "03-02", address="人民路60号")
    case(desk, "03-01", "03-02", state=VOID)
    assert chain(desk, case(desk, "03-10")) is None


def test_a_party_says_the_place_where_it_is_a_shop(desk: Desk) -> None:
    shop, person = 2402, 2401
    with desk.store.operation(desk, "登记名册") as op:
        town = op.insert("towns", {"name": "城东街道"})
    first = case(desk, "03-01", "03-02", address="夜市", town=town, party_name="张记烧烤")
    here = {"address": "路口", "town": town, "party_name": "张记烧烤店"}
    assert chain(desk, case(desk, "03-03", "03-03", **here, party_kind=person)) is None
    known = case(desk, "03-04", "03-04", **here, party_kind=shop)
    assert chain(desk, known) == (first, first, 1, 2)
    change(desk, CASES.name, known, party_kind=person)
    assert chain(desk, known) is None
    change(desk, CASES.name, known, party_kind=None)
    assert chain(desk, known) == (first, first, 1, 2)


def test_what_ended_before_it_began_ended_on_that_day(desk: Desk) -> None:
    first = case(desk, "03-05", "03-01")
    again = case(desk, "03-05")
    assert chain(desk, again) == (first, first, 1, 0)
    assert chain(desk, case(desk, "04-04")) == (first, first, 1, 30)
    assert check(desk.store) == []


def test_a_case_with_its_upper_class_alone_is_of_the_same_class(desk: Desk) -> None:
    first = case(desk, "03-01", "03-02", category=STREET, subcategory=PEDLARS)
    assert chain(desk, case(desk, "03-10", category=STREET)) == (first, first, 1, 8)


def test_what_is_entered_late_takes_its_place_in_the_chain(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04")
    last = case(desk, "04-01")
    between = case(desk, "03-10", "03-20")
    assert chain(desk, between) == (first, first, 1, 6)
    assert chain(desk, last) == (between, first, 2, 12)
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    undo(desk, found.ref)
    assert chain(desk, last) == (first, first, 1, 28)


def test_closing_later_or_reopening_moves_what_follows(desk: Desk) -> None:
    first = case(desk, "03-01")
    second = case(desk, "03-20")
    assert chain(desk, second) is None
    change(desk, CASES.name, first, closed_on="2026-03-15", state=CLOSED)
    assert chain(desk, second) == (first, first, 1, 5)
    change(desk, CASES.name, first, closed_on=None, state=2204)
    assert chain(desk, second) is None


def test_an_unlinked_case_begins_a_chain_of_its_own(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04")
    second = case(desk, "03-10", "03-12")
    third = case(desk, "03-20")
    assert chain(desk, third) == (second, first, 2, 8)
    change(desk, CASES.name, second, unlinked="换了一家店")
    assert chain(desk, second) is None
    assert chain(desk, third) == (second, second, 1, 8)
    change(desk, CASES.name, second, unlinked=None)
    assert chain(desk, third) == (second, first, 2, 8)


def test_removing_the_first_makes_the_second_the_head(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04")
    second = case(desk, "03-10", "03-12")
    third = case(desk, "03-20")
    with desk.store.operation(desk, "删除") as op:
        op.remove(CASES.name, first)
    assert chain(desk, second) is None
    assert chain(desk, third) == (second, second, 1, 8)


def test_points_within_the_radius_are_one_place(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04", address="河边空地", point="119.120000,26.120000")
    near = case(desk, "03-10", address="堤下", point="119.120200,26.120150")  # 26 m
    far = case(desk, "03-10", address="堤下", point="119.120600,26.120600")  # 90 m
    assert chain(desk, near) == (first, first, 1, 6)
    assert chain(desk, far) is None


def test_a_wider_radius_and_window_are_taken_up(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04", address="河边空地", point="119.120000,26.120000")
    far = case(desk, "04-20", address="堤下", point="119.120600,26.120600")
    with desk.store.operation(desk, "设置") as op:
        op.insert("settings", {"name": "rebound-radius", "value": "100"})
        op.insert("settings", {"name": "rebound-window", "value": "60"})
    while desk.store.index_waiting():
        pass
    assert chain(desk, far) == (first, first, 1, 47)
    assert check(desk.store) == []


def test_the_window_of_a_class_beats_the_setting(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04")
    late = case(desk, "05-01")
    change(desk, "catalogue-items", STREET, window_days=90)
    while desk.store.index_waiting():
        pass
    assert chain(desk, late) == (first, first, 1, 58)
    change(desk, "catalogue-items", STREET, window_days=10)
    while desk.store.index_waiting():
        pass
    assert chain(desk, late) is None
    assert check(desk.store) == []


def test_another_name_of_a_road_joins_what_was_apart(desk: Desk) -> None:
    with desk.store.operation(desk, "登记道路") as op:
        road = op.insert("roads", {"name": "人民路"})
    first = case(desk, "03-01", "03-04", address="胜利老街58号")
    second = case(desk, "03-10")
    assert chain(desk, second) is None
    change(desk, "roads", road, aliases="胜利老街、大街")
    assert chain(desk, second) == (first, first, 1, 6)
    change(desk, "roads", road, aliases=None)
    assert chain(desk, second) is None
    assert check(desk.store) == []


def test_a_case_edited_while_it_waits_for_its_renamed_road_keeps_its_turn(desk: Desk) -> None:
    with desk.store.operation(desk, "登记道路") as op:
        road = op.insert("roads", {"name": "解放路"})
    record = case(desk, "03-01", "03-04", road=road, address="18号", phone="13800000000")
    while desk.store.index_waiting():
        pass
    before = all_keys(desk)
    change(desk, "roads", road, name="人民大道")
    change(desk, CASES.name, record, phone="13900000000")
    while desk.store.index_waiting():
        pass
    assert all_keys(desk) != before
    assert check(desk.store) == []


def test_many_records_wait_and_are_then_as_if_entered_one_by_one(desk: Desk) -> None:
    chance = random.Random(5)
    records = []
    for _ in range(400):
        begin = chance.randint(1, 28)
        records.append(
            {
                "found_on": f"2026-{chance.randint(1, 12):02}-{begin:02}",
                "address": f"人民路{chance.randint(1, 12)}号",
                "category": STREET,
                "state": CLOSED,
            }
        )
        records[-1]["closed_on"] = records[-1]["found_on"]
    with staging_in_memory(desk.store), desk.store.operation(desk, "导入", "import") as op:
        insert_many(op, CASES, records)
    assert all_chains(desk) == []
    while desk.store.index_waiting(70):
        pass
    chains = all_chains(desk)
    assert len(chains) > 50
    assert check(desk.store) == []
    keys = all_keys(desk)
    rebuild(desk.store)
    assert (all_chains(desk), all_keys(desk)) == (chains, keys)
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    undo(desk, found.ref)
    while desk.store.index_waiting(70):
        pass
    assert (all_chains(desk), all_keys(desk)) == ([], [])


def test_check_finds_a_chain_that_is_wrong(desk: Desk) -> None:
    case(desk, "03-01", "03-04")
    case(desk, "03-10", "03-12")
    with desk.store.upkeep() as conn:
        conn.execute("UPDATE recurrence SET nth = 7")
    assert "反弹次数有 1 条不对" in check(desk.store)[0]
    with desk.store.upkeep() as conn:
        conn.execute("DELETE FROM recurrence")
    assert "有 1 条的地点或反弹关系过时" in check(desk.store)[0]
    rebuild(desk.store)
    assert check(desk.store) == []


def test_an_edit_that_decides_nothing_tells_of_no_other_record(desk: Desk) -> None:
    first = case(desk, "03-01", "03-04")
    second = case(desk, "03-10")
    told: list[set[int] | None] = []
    desk.store.listeners.append(lambda changes: told.append(changes.records[CASES.name]))
    change(desk, CASES.name, first, note="已电话告知")
    change(desk, CASES.name, first, closed_on="2026-03-05")
    assert told == [{first}, {first, second}]


class Clerk:
    """Does random things to a few roads and many cases on them."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)

    def values(self) -> dict[str, object]:
        chance = self.chance
        found, lasts = chance.randint(1, 90), chance.choice((None, 0, 1, 5, 20))
        door = chance.randint(1, 4)
        return {
            "found_on": day(found),
            "closed_on": None if lasts is None else day(found + lasts),
            "state": chance.choice((2201, CLOSED, CLOSED, VOID)),
            "category": chance.choice((STREET, SMOKE)),
            "subcategory": chance.choice((None, PEDLARS)),
            "address": chance.choice(
                (f"人民路{door}号", f"老街{door}号对面", "河边", f"解放路{door}号（张记烧烤）")
            ),
            "party_name": chance.choice((None, "张记烧烤店", "张建国")),
            "party_kind": chance.choice((None, 2401, 2402)),
            "point": chance.choice((None, f"119.1200{door}0,26.12{door}000")),
            "unlinked": chance.choice((None, None, None, "另一家")),
        }

    def known(self, op: Operation, table: str) -> list[int]:
        return [row["id"] for row in op.execute(f"SELECT id FROM {table} WHERE id > 1000000")]

    def act(self) -> None:
        """One operation of one to four changes, a batch, or an undo."""
        dice = self.chance.random()
        if dice < 0.2:
            self.undo()
        elif dice < 0.3:
            store = self.desk.store
            with staging_in_memory(store), store.operation(self.desk, "导入", "import") as op:
                insert_many(op, CASES, [self.values() for _ in range(5)])
        else:
            with self.desk.store.operation(self.desk, "修改") as op:
                for _ in range(self.chance.randint(1, 4)):
                    self.change(op)

    def undo(self) -> None:
        rows = [row for row in operation_rows(self.desk.store.reader()) if kinds.can_undo(row.kind)]
        if not rows:
            return
        with suppress(UserError):  # undone already, or nothing of it can be
            undo(self.desk, self.chance.choice(rows).ref, partial=True)

    def change(self, op: Operation) -> None:
        dice, cases = self.chance.random(), self.known(op, "market_cases")
        if dice < 0.1:
            roads = self.known(op, "roads")
            aliases = self.chance.choice((None, "老街", "老街、河边", "解放路"))
            if roads and self.chance.random() < 0.7:
                op.update("roads", self.chance.choice(roads), {"aliases": aliases})
            else:
                name = self.chance.choice(("人民路", "解放路", "新街"))
                op.insert("roads", {"name": name, "aliases": aliases})
        elif dice < 0.15:
            days = self.chance.choice((None, 5, 60))
            op.update("catalogue-items", STREET, {"window_days": days})
        elif dice < 0.2:
            op.insert("settings", {"name": "rebound-window", "value": "45"})
        elif dice < 0.55 or not cases:
            op.insert(CASES.name, self.values())
        elif dice < 0.9:
            values = self.values()
            keys = self.chance.sample(sorted(values), self.chance.randint(1, 4))
            op.update(CASES.name, self.chance.choice(cases), {key: values[key] for key in keys})
        else:
            op.remove(CASES.name, self.chance.choice(cases))


def day(number: int) -> str:
    """The n-th day of a spring."""
    month, rest = divmod(number - 1, 28)
    return f"2026-{month + 3:02}-{rest + 1:02}"


@pytest.mark.parametrize("seed", range(MANY))
def test_whatever_is_done_chains_are_as_made_anew(desk: Desk, seed: int) -> None:
    clerk = Clerk(desk, seed)
    for step in range(60):
        clerk.act()
        if step % 7 == 0:
            while desk.store.index_waiting(5):
                pass
            assert check(desk.store) == []
    while desk.store.index_waiting(5):
        pass
    chains, keys = all_chains(desk), all_keys(desk)
    rebuild(desk.store)
    assert (all_chains(desk), all_keys(desk)) == (chains, keys)
