"""What a person arranged is there the next time, and a damaged file costs nobody their work."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.drafts import Drafts
from bureau.errors import UserError
from bureau.layouts import Layout, Layouts
from bureau.ledger.query import All, Blank, Contains, Everything, Is, OneOf, Sort
from bureau.ledger.spelled import SpelledSort
from bureau.market.ledgers import CASES, DAILY
from bureau.pc_settings import (
    DATA_FOLDER,
    DETAILS_SHOWN,
    DETAILS_WIDTH,
    PRINTERS,
    RECENT_DATA_FOLDERS,
    SETTINGS,
    PcSettings,
    settings_folder,
)
from tests.storage.offices import furnish, hurry, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """王芳 at a desk over an empty office."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "office")) as desk:
        yield desk


# -- settings of this PC ---------------------------------------------------------------------------


def test_settings_are_there_the_next_time() -> None:
    settings = PcSettings()
    assert settings.get(DATA_FOLDER) == ""
    assert settings.get(DETAILS_SHOWN) is True
    settings.put(DATA_FOLDER, "/台账/数据")
    settings.put(DETAILS_SHOWN, False)
    settings.put_in(PRINTERS, "monthly", "办公室 HP")
    settings.put_in(PRINTERS, "ledger", "大厅 A3")
    again = PcSettings()
    assert again.get(DATA_FOLDER) == "/台账/数据"
    assert again.get(DETAILS_SHOWN) is False
    assert again.get(PRINTERS) == {"monthly": "办公室 HP", "ledger": "大厅 A3"}
    assert (settings_folder() / "settings.json").exists()


def test_a_value_of_another_type_counts_as_none(tmp_path: Path) -> None:
    kept = {
        "format": 1,
        "details-width": "wide",
        "details-shown": 1,
        "printers": {"monthly": 3},
        "recent-data-folders": ["a", 2],
    }
    (tmp_path / "settings.json").write_text(json.dumps(kept), "utf-8")
    settings = PcSettings(tmp_path)
    assert settings.get(DETAILS_WIDTH) == 0
    assert settings.get(DETAILS_SHOWN) is True
    assert settings.get(PRINTERS) == {}
    assert settings.get(RECENT_DATA_FOLDERS) == []
    settings.put(DETAILS_WIDTH, 320)
    assert PcSettings(tmp_path).get(DETAILS_WIDTH) == 320


def test_every_setting_has_a_name_of_its_own_and_fits_itself() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.fits(setting.default) for setting in SETTINGS)


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 2}', "\x00", ""])
def test_a_damaged_file_is_kept_aside(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content, "utf-8")
    settings = PcSettings(tmp_path)
    assert settings.get(DATA_FOLDER) == ""
    assert settings.warning == (
        "“settings.json”读不出来，已按默认设置打开；原文件留在“settings-damaged.json”。"
    )
    settings.put(DATA_FOLDER, "/x")
    assert (tmp_path / "settings-damaged.json").read_text("utf-8") == content
    again = PcSettings(tmp_path)
    assert (again.get(DATA_FOLDER), again.warning) == ("/x", "")


def test_a_disk_that_can_not_be_written_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = PcSettings(tmp_path)
    settings.put(DATA_FOLDER, "/first")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    settings.put(DATA_FOLDER, "/second")
    assert settings.get(DATA_FOLDER) == "/second"
    assert PcSettings(tmp_path).get(DATA_FOLDER) == "/first"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


# -- layouts ---------------------------------------------------------------------------------------

LAYOUT = Layout(
    order=("number", "town", "found_on"),
    widths={"address": 240, "town": 90},
    hidden=frozenset({"grid", "point"}),
    frozen=3,
    sorts=(Sort("found_on", descending=True), Sort("town"), SpelledSort("category")),
    lines=2,
)


def test_records_seen_last_are_of_one_data_folder(tmp_path: Path) -> None:
    layouts = Layouts("王芳", tmp_path)
    layouts.put_records(CASES, "/甲", list(range(1, 13)))
    assert Layouts("王芳", tmp_path).records(CASES, "/甲") == list(range(1, 11))
    assert layouts.records(CASES, "/乙") == []
    assert Layouts("李强", tmp_path).records(CASES, "/甲") == []


def test_a_row_height_that_makes_no_sense_is_the_usual_one(tmp_path: Path) -> None:
    layouts = Layouts("王芳", tmp_path)
    for lines in (0, 4):
        layouts.put(CASES, replace(LAYOUT, lines=lines))
        assert layouts.get(CASES).lines == 1


def test_a_layout_comes_back_to_its_person(tmp_path: Path) -> None:
    Layouts("王芳", tmp_path).put(CASES, LAYOUT)
    Layouts("李强", tmp_path).put(CASES, Layout(frozen=0))
    Layouts("王芳", tmp_path).put(DAILY, Layout(order=("counts.3201", "unit")))
    assert Layouts("王芳", tmp_path).get(CASES) == LAYOUT
    assert Layouts("李强", tmp_path).get(CASES) == Layout(frozen=0)
    assert Layouts("王芳", tmp_path).get(DAILY).order == ("counts.3201", "unit")
    assert Layouts("赵敏", tmp_path).get(CASES) == Layout()


def test_a_page_keeps_columns_of_its_own_and_shares_the_filters(tmp_path: Path) -> None:
    layouts = Layouts("王芳", tmp_path)
    layouts.put(CASES, LAYOUT)
    overdue = layouts.of_page("overdue")
    assert overdue.get(CASES) == LAYOUT
    overdue.put(CASES, Layout(frozen=2))
    overdue.save_filter(CASES, "空地点", Blank("address"))
    layouts.put(CASES, Layout(frozen=1))
    again = Layouts("王芳", tmp_path)
    assert again.get(CASES) == Layout(frozen=1)
    assert again.of_page("overdue").get(CASES) == Layout(frozen=2)
    assert [one.name for one in again.saved(CASES)] == ["空地点"]


def test_columns_that_are_gone_are_left_out(tmp_path: Path) -> None:
    entry = {
        "order": ["town", "colour", 3, "town", "number"],
        "widths": {"town": 80, "colour": 9, "number": "wide", "address": 99999, "grid": True},
        "hidden": "town",
        "frozen": -1,
        "sorts": [{"key": "colour"}],
    }
    content = {"format": 1, "people": {"王芳": {"market-cases": entry}}}
    (tmp_path / "layouts.json").write_text(json.dumps(content), "utf-8")
    assert Layouts("王芳", tmp_path).get(CASES) == Layout(
        order=("town", "number"), widths={"town": 80}
    )


def test_filters_are_saved_by_name(tmp_path: Path) -> None:
    layouts = Layouts("王芳", tmp_path)
    occupied = All((Is("category", 3101), Blank("closed_on")))
    layouts.save_filter(CASES, "占道未办", occupied)
    layouts.save_filter(CASES, "没有路段", Blank("road"))
    layouts.save_filter(CASES, " 占道未办 ", OneOf("category", (3101, 3102)))
    found = Layouts("王芳", tmp_path).saved(CASES)
    assert [(kept.name, kept.where) for kept in found] == [
        ("占道未办", OneOf("category", (3101, 3102))),
        ("没有路段", Blank("road")),
    ]
    layouts.drop_filter(CASES, "占道未办")
    assert [kept.name for kept in layouts.saved(CASES)] == ["没有路段"]
    with pytest.raises(UserError, match="起个名字"):
        layouts.save_filter(CASES, "  ", occupied)


def test_the_last_ten_filters_are_kept(tmp_path: Path) -> None:
    layouts = Layouts("王芳", tmp_path)
    for number in range(12):
        layouts.note_recent(CASES, Contains("address", f"{number}号"))
    layouts.note_recent(CASES, Contains("address", "5号"))
    layouts.note_recent(CASES, Everything())
    found = [read.where for read in Layouts("王芳", tmp_path).recent(CASES)]
    numbers = [5, 11, 10, 9, 8, 7, 6, 4, 3, 2]
    assert found == [Contains("address", f"{number}号") for number in numbers]


def test_names_of_people_are_not_kept_among_settings(tmp_path: Path) -> None:
    layouts = Layouts("王芳", tmp_path)
    someone = All((Contains("party_name", "张三丰"), Blank("road")))
    layouts.note_recent(CASES, someone)
    with pytest.raises(UserError, match="个人信息"):
        layouts.save_filter(CASES, "某人", someone)
    assert layouts.recent(CASES) == []
    assert not list(tmp_path.iterdir())


def test_a_layout_that_is_as_it_was_is_not_written_again(tmp_path: Path) -> None:
    layouts = Layouts("王芳", tmp_path)
    layouts.put(CASES, LAYOUT)
    (tmp_path / "layouts.json").unlink()
    layouts.put(CASES, LAYOUT)
    assert not (tmp_path / "layouts.json").exists()


# -- drafts ----------------------------------------------------------------------------------------


def test_a_draft_survives_the_program(desk: Desk) -> None:
    Drafts(desk).put(CASES, None, {"address": "人民路12号", "party_name": "王大力", "note": ""})
    Drafts(desk).put(CASES, 77, {"note": ""})
    again = Drafts(desk)
    found = again.get(CASES, None)
    assert found is not None
    assert found.typed == {"address": "人民路12号", "party_name": "王大力", "note": ""}
    assert found.at == "2026-10-08 09:00"
    assert [(draft.ledger, draft.record) for draft in again.all()] == [
        ("market-cases", None),
        ("market-cases", 77),
    ]
    assert again.get(DAILY, None) is None
    assert again.drop(CASES, None)
    assert Drafts(desk).get(CASES, None) is None
    assert (desk.store.folder.root / "drafts.json").exists()
    assert not settings_folder().exists()


def test_an_empty_new_form_is_no_draft(desk: Desk) -> None:
    drafts = Drafts(desk)
    drafts.put(CASES, None, {"address": "人"})
    drafts.put(CASES, None, {"address": ""})
    assert drafts.all() == []


def test_drafts_of_another_person_and_fields_that_are_gone_are_passed_over(desk: Desk) -> None:
    Drafts(desk).put(CASES, None, {"address": "人民路", "colour": "red"})
    found = Drafts(desk).get(CASES, None)
    assert found is not None
    assert found.typed == {"address": "人民路"}
    desk.actor = "李强"
    assert Drafts(desk).all() == []
    assert Drafts(desk).get(CASES, None) is None
