"""Refused rows mended before an import is taken: one operation, taken back and brought again whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.batches import batches, undo_batch
from bureau.exchange.importing import mend
from bureau.exchange.mending import Standing, judged, take
from bureau.exchange.waiting import waiting
from bureau.storage.undo import next_redo, next_undo, undo
from tests.exchange.ledger_sheets import (
    CASE_HEADER,
    case,
    case_book,
    column,
    listed,
    staged,
    taken,
    write_book,
)

SHEET = "台账"
FOUND = "发现时间"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Row 3 is right, 4 has no such month, 5 repeats the day of 4, 6 has an unknown class."""
    return case_book(
        tmp_path / "台账.xlsx",
        case("2026-10-8", "人民路1号"),
        case("2026.13.45", "人民路2号"),
        case("同上", "人民路3号"),
        case("2026-10-9", "人民路4号", category="占到经营"),
    )


def mends_of(**rows: dict[str, str]) -> dict[tuple[str, int], dict[str, str]]:
    """Mends by row: r4={...}."""
    return {(SHEET, int(row.removeprefix("r"))): typed for row, typed in rows.items()}


def test_mended_rows_land_with_the_import_in_one_operation(desk: Desk, book: Path) -> None:
    found = staged(desk, "market-cases", book)
    mends = mends_of(r4={FOUND: "2026-10-13"}, r6={"问题类别": "占道经营"})
    done = take(desk, found, mends, update=False)
    assert (done.confirmed.written, done.confirmed.mended, done.confirmed.waiting) == (3, 2, 1)
    assert [row["address"] for row in listed(desk, "market-cases")] == [
        "人民路1号",
        "人民路2号",
        "人民路4号",
    ]
    assert column(desk, "market-cases", "found_on") == ["2026-10-08", "2026-10-13", "2026-10-09"]
    assert [row.row_number for row in waiting(desk)] == [5]
    assert [(batch.accepted, batch.rejected) for batch in batches(desk)] == [(3, 1)]
    assert list(desk.store.folder.staging.iterdir()) == []


def test_undo_takes_all_back_and_redo_brings_all_again(desk: Desk, book: Path) -> None:
    mends = mends_of(r4={FOUND: "2026-10-13"})
    take(desk, staged(desk, "market-cases", book), mends, update=False)
    before = listed(desk, "market-cases"), [row.row_number for row in waiting(desk)]
    with desk.store.snapshot() as conn:
        last = next_undo(desk, conn)
    assert last is not None
    assert last.label == "导入“台账.xlsx”(2 条)"
    undo(desk, last.ref)
    assert (listed(desk, "market-cases"), waiting(desk), batches(desk)) == ([], [], [])
    with desk.store.snapshot() as conn:
        again = next_redo(desk, conn)
    assert again is not None
    undo(desk, again.ref)
    after = listed(desk, "market-cases"), [row.row_number for row in waiting(desk)]
    assert after == before


def test_a_mend_is_no_word_for_the_rows_below(desk: Desk, book: Path) -> None:
    """What the preview showed of row 5 (同上) stays what it is."""
    found = staged(desk, "market-cases", book)
    with mend(desk, found, mends_of(r4={FOUND: "2026-10-13"})) as again:
        assert [rejection.row for rejection in again.parsed.rejected] == [5, 6]
        assert again.parsed.rejected[0].cells[FOUND] == "2026.13.45"
    found.discard()


def test_ditto_typed_into_a_row_is_refused(desk: Desk, book: Path) -> None:
    with staged(desk, "market-cases", book) as found:
        again = mend(desk, found, mends_of(r4={FOUND: "同上"}))
        with again:
            assert again.parsed.rejected[0].faults[0].reason == "单独改的这一行不能写“同上”"


def test_a_row_that_is_still_wrong_waits_with_what_was_typed(desk: Desk, book: Path) -> None:
    typed = {FOUND: "2026.14.1", "地点": "人民路20号"}
    take(desk, staged(desk, "market-cases", book), mends_of(r4=typed), update=False)
    first = waiting(desk)[0]
    assert (first.row_number, first.cells[FOUND], first.cells["地点"]) == (
        4,
        "2026.14.1",
        "人民路20号",
    )
    # The same file again: the row waits already, and what was typed into it stays.
    assert taken(desk, "market-cases", book, skip=True).waiting == 0
    assert waiting(desk)[0].cells["地点"] == "人民路20号"


def test_a_row_that_waited_since_an_earlier_import_leaves_the_list_when_it_is_mended(
    desk: Desk, book: Path
) -> None:
    taken(desk, "market-cases", book, skip=True)
    assert [row.row_number for row in waiting(desk)] == [4, 5, 6]
    mends = mends_of(r4={FOUND: "2026-10-13"}, r6={"地点": "人民路40号"})
    done = take(desk, staged(desk, "market-cases", book), mends, update=False)
    assert done.confirmed.written == 1
    assert [row.row_number for row in waiting(desk)] == [5, 6]
    assert waiting(desk)[1].cells["地点"] == "人民路40号"
    batch = done.confirmed.batch
    assert batch is not None
    undo_batch(desk, batch)
    assert [row.row_number for row in waiting(desk)] == [4, 5, 6]
    assert waiting(desk)[2].cells["地点"] == "人民路4号"


def test_a_mended_row_is_judged_as_new_same_or_changed(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    first = [case("2026-10-13", "人民路2号"), case("2026-10-9", "人民路4号", handling="管理")]
    taken(desk, "market-cases", case_book(tmp_path / "先.xlsx", *first))
    with staged(desk, "market-cases", book) as found:
        refused = {rejection.row: rejection for rejection in found.parsed.rejected}
        mended = [
            (refused[4], {FOUND: "2026-10-12"}),
            (refused[4], {FOUND: "2026-10-13"}),
            (refused[6], {"问题类别": "占道经营"}),
            (refused[6], {"问题类别": "占倒经营"}),
        ]
        assert [one.standing for one in judged(desk, found.parsed, mended)] == [
            Standing.NEW,
            Standing.SAME,
            Standing.CHANGED,
            Standing.FAULTY,
        ]


def test_a_mended_row_that_is_there_already_is_not_taken_twice(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    there = case_book(tmp_path / "先.xlsx", case("2026-10-13", "人民路2号"))
    taken(desk, "market-cases", there)
    mends = mends_of(r4={FOUND: "2026-10-13"})
    done = take(desk, staged(desk, "market-cases", book), mends, update=False)
    assert (done.confirmed.written, done.unchanged) == (1, 1)


def test_a_row_that_repeats_another_stays_refused_until_what_repeats_is_changed(
    desk: Desk, tmp_path: Path
) -> None:
    header = ["案件编号", *CASE_HEADER]
    lines = [["A-1", *case("2026-10-8", "人民路1号")], ["A-1", *case("2026-10-8", "人民路2号")]]
    book = write_book(tmp_path / "编号.xlsx", {SHEET: [header, *lines]})
    with staged(desk, "market-cases", book) as found:
        (refused,) = found.parsed.rejected
        other, own = judged(
            desk, found.parsed, [(refused, {"处置方式": "管理"}), (refused, {"案件编号": "A-2"})]
        )
    assert (other.standing, own.standing) == (Standing.FAULTY, Standing.NEW)
    assert "重复" in other.faults[0].reason


def test_a_file_saved_after_the_preview_is_not_taken(desk: Desk, book: Path) -> None:
    found = staged(desk, "market-cases", book)
    case_book(book, case("2026-10-8", "人民路1号"), case("2026.13.45", "人民路2号"))
    with pytest.raises(UserError, match="在预览之后又改过"):
        take(desk, found, mends_of(r4={FOUND: "2026-10-13"}), update=False)
    assert listed(desk, "market-cases") == []
    found.discard()
    assert list(desk.store.folder.staging.iterdir()) == []


def test_mends_go_to_the_sheet_that_they_were_typed_into(desk: Desk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "两表.xlsx",
        {
            "9月": [CASE_HEADER, case("2026.13.1", "人民路1号")],
            "10月": [CASE_HEADER, case("2026.13.2", "人民路2号")],
        },
    )
    done = take(
        desk,
        staged(desk, "market-cases", book),
        {("10月", 2): {FOUND: "2026-10-2"}},
        update=False,
    )
    assert done.confirmed.written == 1
    assert column(desk, "market-cases", "address") == ["人民路2号"]
    assert [rejection.sheet for rejection in done.refused] == ["9月"]


def test_an_order_with_mends_is_plain_enough_for_the_child(desk: Desk, book: Path) -> None:
    with staged(desk, "market-cases", book) as found:
        mends = mends_of(r4={FOUND: "2026-10-13"})
        with mend(desk, found, mends, inline=False) as again:
            assert (again.parsed.accepted, again.parsed.mended) == (2, 1)
