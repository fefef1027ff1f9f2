"""Erased by law: gone from the record, its history and the file; the same at every station."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.market.ledgers import CASES
from bureau.storage import kinds
from bureau.storage.anonymising import anonymise
from bureau.storage.check import check
from bureau.storage.history import REDACTED, bring_back, removed, timeline
from bureau.storage.merging.withholding import merges, withhold
from bureau.storage.undo import next_undo, undo
from tests.storage.merging.county import Station, exchange, stations
from tests.storage.merging.test_withholding import add, change

PHONE = "13987654321"
NAME = "钱多多"
CASE: dict[str, object] = {
    "found_on": "2020-10-08",
    "address": "人民路12号",
    "category": 1050,
    "party_name": NAME,
    "phone": PHONE,
}
FIELDS = ("party_name", "party_licence", "phone")


def forget(station: Station, *records: int) -> list[int]:
    """Anonymises them."""
    desk = station.desk
    with desk.store.operation(desk, "匿名化", kinds.ANONYMISE) as op:
        done = anonymise(op, CASES, records, FIELDS)
    desk.store.overwrite_log()
    return done


def row(station: Station, record: int) -> dict[str, object]:
    """What the table has."""
    found = station.desk.store.reader().execute(
        "SELECT * FROM market_cases WHERE id = ?", (record,)
    )
    return dict(found.fetchone())


def told(station: Station) -> str:
    """All that the journal and the searched texts say."""
    conn = station.desk.store.reader()
    journal = conn.execute("SELECT coalesce(before, '') || coalesce(after, '') AS text FROM change")
    searched = conn.execute("SELECT text FROM search_doc")
    return "\n".join(one["text"] for rows in (journal, searched) for one in rows.fetchall())


def is_sound(station: Station) -> bool:
    while station.desk.store.index_waiting():
        pass
    return check(station.desk.store) == []


def test_nothing_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    with stations(tmp_path, "甲") as (one,):
        record = add(one, "market-cases", CASE)
        change(one, "market-cases", record, {"phone": "13811112222", "address": "人民路14号"})
        kept = row(one, record)
        assert forget(one, record) == [record]
        assert row(one, record) == kept | {"party_name": None, "phone": None} | {
            key: value for key, value in row(one, record).items() if key.startswith("_")
        }
        assert is_sound(one)
        for secret in (PHONE, "13811112222", NAME):
            assert secret not in told(one)
        root = one.desk.store.folder.root
        for file in root.glob("bureau.sqlite*"):
            content = file.read_bytes()
            for secret in (PHONE, "13811112222", NAME):
                assert secret.encode() not in content, file.name


def test_history_says_that_it_was_erased_and_undo_refuses(tmp_path: Path) -> None:
    with stations(tmp_path, "甲") as (one,):
        record = add(one, "market-cases", CASE)
        change(one, "market-cases", record, {"address": "人民路14号"})
        forget(one, record)
        store = one.desk.store
        events = timeline(store.reader(), store.shapes, CASES, record)
        assert [event.label for event in events] == ["匿名化", "修改", "登记"]
        assert [event.note for event in events[1:]] == [REDACTED, REDACTED]
        assert "不能撤销" in events[0].note
        found = next_undo(one.desk, store.reader())
        assert found is not None
        assert found.label == "修改"
        with pytest.raises(UserError):
            undo(one.desk, found.ref)
        assert row(one, record)["address"] == "人民路14号"
        change(one, "market-cases", record, {"address": "人民路16号"})
        found = next_undo(one.desk, store.reader())
        assert found is not None
        undo(one.desk, found.ref)
        assert row(one, record)["address"] == "人民路14号"
        assert is_sound(one)


def test_a_removed_record_is_erased_too(tmp_path: Path) -> None:
    with stations(tmp_path, "甲") as (one,):
        record = add(one, "market-cases", CASE)
        desk = one.desk
        with desk.store.operation(desk, "删除") as op:
            op.remove("market-cases", record)
        forget(one, record)
        assert PHONE not in told(one)
        listed = removed(desk.store.reader(), desk.store.shapes, CASES)
        assert [found.fields for found in listed] == [()]
        with pytest.raises(UserError, match="匿名化"):
            bring_back(desk, CASES, record)
        assert is_sound(one)


def test_other_stations_erase_what_was_known_and_keep_what_was_edited(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙丙") as (one, other, third):
        record = add(one, "market-cases", CASE)
        other.reads(one.sends())
        third.reads(one.sends())
        # By hand: 乙 writes the address without knowing that 甲 erases.
        change(other, "market-cases", record, {"address": "人民路20号"})
        change(one, "market-cases", record, {"note": "已劝导"})
        forget(one, record)
        other.reads(one.sends(other.vector))
        assert PHONE not in told(other)
        assert (row(other, record)["phone"], row(other, record)["party_name"]) == (None, None)
        exchange([one, other, third])
        for station in (one, other, third):
            found = row(station, record)
            assert (found["address"], found["note"], found["phone"]) == (
                "人民路20号",
                "已劝导",
                None,
            )
            assert PHONE not in told(station)
            assert NAME not in told(station)
            assert is_sound(station)
        assert one.dump() == other.dump() == third.dump()


def test_a_station_that_never_saw_it_gets_it_erased(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        record = add(one, "market-cases", CASE)
        forget(one, record)
        sent = one.sends()
        assert PHONE not in repr(sent)
        other.reads(sent)
        assert other.dump() == one.dump()
        assert is_sound(other)


def test_erasing_twice_and_at_two_places(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        record = add(one, "market-cases", CASE)
        other.reads(one.sends())
        forget(one, record)
        forget(other, record)
        forget(one, record)
        change(other, "market-cases", record, {"note": "又写一句"})
        exchange([one, other])
        assert one.dump() == other.dump()
        assert row(one, record)["note"] == "又写一句"
        assert is_sound(one)
        assert is_sound(other)


def test_what_was_taken_back_holds_its_records_apart(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        record = add(one, "market-cases", CASE)
        other.reads(one.sends())
        change(one, "market-cases", record, {"phone": "13811112222"})
        other.reads(one.sends(other.vector))
        withhold(other.desk, merges(other.desk.store.reader())[0].place)
        assert forget(other, record) == []
        assert row(other, record)["phone"] == PHONE


def test_what_was_erased_does_not_come_back_with_what_is_taken_back(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        record = add(one, "market-cases", CASE)
        other.reads(one.sends())
        forget(one, record)
        other.reads(one.sends(other.vector))
        withhold(other.desk, merges(other.desk.store.reader())[0].place)
        assert row(other, record)["phone"] is None
        assert row(other, record)["address"] == CASE["address"]
        assert PHONE not in told(other)
        assert is_sound(other)
