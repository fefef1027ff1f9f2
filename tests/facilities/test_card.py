"""设施卡片: a facility with what it hangs on and carries, its repairs with cost, and everything else in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from bureau.editing.writing import change
from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES
from bureau.facilities.register.building import Hung, build
from bureau.facilities.register.card import Card, read_card
from bureau.facilities.register.papers_register import facility_cards
from bureau.facilities.register.papers_stocktake import blank_of_cards
from bureau.facilities.register.states import Change, change_states
from bureau.facilities.register.stocktake import (
    DAMAGED,
    FOUND,
    MISSED,
    Sighting,
    note_cards,
    note_codes,
)
from bureau.ledger.query import Contains
from bureau.month.papers import KINDS, Asked
from bureau.month.record_papers import record_paper
from bureau.reports.paper import Masthead, Paper, Photos, Table
from tests.facilities.lamp_books import OCTOBER, Lights
from tests.sanitation.paper_month import printed, tables

MAY = date(2026, 5, 6)


def card_of(lights: Lights, record: int) -> Card:
    desk = lights.desk
    with desk.store.snapshot() as conn:
        card = read_card(conn, desk.store.names(conn), record, desk.today())
    assert card is not None
    return card


@pytest.fixture
def lamp(lights: Lights) -> int:
    """XB-07-1-01 below its circuit and cabinet, with a year behind it."""
    lights.add("facilities", code="XB-07", kind="控制箱", road="人民路")
    hung = Hung(
        cabinet="XB-07", circuits=(("1", 2), ("2", 1)), pattern="{cabinet}-{circuit}-{serial:02}"
    )
    record = build(lights.desk, hung)[0]
    change(
        lights.desk,
        FACILITIES,
        [record],
        {"private_note": "不对外的话", "note": "亮化工程", "aliases": "旧灯7"},
    )
    mended = {"repaired_on": "2026-03-06", "repairer": "李军"}
    lights.repair("2026-03-05", "XB-07-1-01", materials_fen="180", labour_fen="60.5", **mended)
    lights.repair("2026-08-11", "XB-07", fault="控制箱故障", stated_fen="420", repairer="李军",
                  repaired_on="2026-08-12")  # fmt: skip
    lights.repair("2026-08-20", "XB-07", fault="检修门缺失")
    lights.repair("2026-11-01", "XB-07-1-01")
    lights.patrol("2026-08-11", "3", "2", lamps="XB-07-1-02、旧灯7", inspectors="王强")
    lights.patrol("2026-08-12", "3", "1", lamps="XB-07-1-011")
    lights.add("hazards", found_on="2026-09-01", facility="XB-07-1-01", description="线头外露")
    change_states(lights.desk, [record], Change(state=7203, on=MAY, approval="批准8号"))
    note_cards(lights.desk, [record], Sighting(result=FOUND, on=date(2026, 10, 13)))
    return record


def test_a_lamp_knows_what_it_hangs_on_and_a_cabinet_all_that_it_carries(
    lights: Lights, lamp: int
) -> None:
    card = card_of(lights, lamp)
    assert card.above_words == "XB-07-1（照明回路） ← XB-07（控制箱）"
    assert card.below == ()
    cabinet = card_of(lights, card.above[1].record)
    assert cabinet.below_words == "照明回路 2、路灯 3"


def test_the_story_holds_its_own_and_its_cabinets_records_the_latest_first(
    lights: Lights, lamp: int
) -> None:
    card = card_of(lights, lamp)
    assert [(one.day, one.title, one.via) for one in card.moments] == [
        ("2026-11-01", "维修台账", ""),
        ("2026-10-13", "清查记录", ""),
        ("2026-09-01", "安全隐患", ""),
        ("2026-08-11", "维修台账", "XB-07"),  # its missing door in August made no lamp dark
        ("2026-08-11", "夜间巡查", ""),  # by its old number; 011 is another lamp
        ("2026-05-06", "停用审批", ""),
        ("2026-05-06", "状态变更", ""),
        ("2026-03-05", "维修台账", ""),
    ]
    assert (len(card.own_repairs), card.open_repairs, card.cost_fen) == (2, 1, 24050)


def test_a_stop_of_the_whole_road_is_in_the_story(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    lights.add("lamp-stops", begins_on="2026-03-01", road="人民路", approval="批准8号")
    assert [(one.title, one.via) for one in card_of(lights, lamp).moments] == [
        ("停用审批", "人民路")
    ]


def test_the_printed_card_has_the_cost_and_not_the_private_note(lights: Lights, lamp: int) -> None:
    paper = facility_cards(lights.desk, [lamp])
    assert paper.title == "设施卡片XB-07-1-01"
    text = printed(paper)
    assert "不对外的话" not in text
    assert "旧灯7" in text
    repairs, others = tables(paper)
    assert repairs.totals == [("合计", "2 次", "", "", "", "", "240.50")]
    assert ("2026-08-11", "维修台账", "随 XB-07：控制箱故障") in others.rows
    assert not any(isinstance(block, Photos) for block in paper.blocks)


def test_photos_are_printed_and_an_empty_card_says_so(lights: Lights, tmp_path: Path) -> None:
    lamp = lights.lamp("A-1")
    picture = tmp_path / "lamp.jpg"
    Image.new("RGB", (40, 30), "grey").save(picture)
    change(lights.desk, FACILITIES, [lamp], {}, photos={"photos": [picture]})
    paper = facility_cards(lights.desk, [lamp])
    (photos,) = (block for block in paper.blocks if isinstance(block, Photos))
    assert len(photos.photos) == 1
    assert "没有维修记录" in printed(paper)
    with pytest.raises(UserError, match="先选中要印卡片的设施"):
        facility_cards(lights.desk, [])


def test_cards_are_printed_by_condition_without_a_note_of_personal_data(lights: Lights) -> None:
    for code in ("A-1", "A-2", "B-1"):
        lights.lamp(code)
    paper = record_paper(lights.desk, "facility-card", Contains("code", "A-"))
    assert sheets(paper) == ["A-1", "A-2"]
    kinds = lights.desk.store.reader().execute("SELECT kind FROM op").fetchall()
    assert "export-personal" not in [kind for (kind,) in kinds]


# -- the round on paper ----------------------------------------------------------------------------


def sheets(paper: Paper) -> list[str]:
    return [block.number for block in paper.blocks if isinstance(block, Masthead)]


def table(paper: Paper, caption: str) -> Table:
    (found,) = [one for one in tables(paper) if one.caption.startswith(caption)]
    return found


def test_the_sheet_of_a_round_lists_what_nobody_has_seen(lights: Lights) -> None:
    lamps = [lights.lamp(f"A-{at}") for at in range(1, 5)]
    lights.lamp("B-1", "解放路")
    desk = lights.desk
    note_cards(desk, lamps[:1], Sighting(result=FOUND, on=MAY))
    note_cards(desk, lamps[1:2], Sighting(result=DAMAGED, on=MAY))
    note_cards(desk, lamps[2:3], Sighting(result=MISSED, on=MAY))
    note_codes(desk, "C-9", Sighting(result=FOUND, on=MAY, inspector="李军"))
    paper = KINDS["stock-take"](desk, Asked(period=OCTOBER))
    kinds = table(paper, "一、")
    assert kinds.rows[0] == ("路灯", "5", "2", "1", "1", "2", "", "40.00%")
    assert kinds.totals == [("合计", "5", "2", "1", "1", "2", "1", "40.00%")]
    unseen = [row for one in tables(paper) if one.caption.endswith("件）") for row in one.rows]
    assert [(row[1], row[-1]) for row in unseen] == [
        ("B-1", "尚未清查"),
        ("A-3", "查找未见"),
        ("A-4", "尚未清查"),
    ]
    assert [row[1] for row in tables(paper)[-2].rows] == ["A-2"]
    assert [row[2] for row in tables(paper)[-1].rows] == ["C-9"]


def test_a_round_that_has_seen_all_has_no_list_and_no_blank_sheet(lights: Lights) -> None:
    with pytest.raises(UserError, match="没有应清查的设施"):
        KINDS["stock-take"](lights.desk, Asked(period=OCTOBER))
    lamp = lights.lamp("A-1")
    note_cards(lights.desk, [lamp], Sighting(result=FOUND, on=MAY))
    assert "都已见到" in printed(KINDS["stock-take"](lights.desk, Asked(period=OCTOBER)))
    with pytest.raises(UserError, match="不用再印"):
        KINDS["stock-take-blank"](lights.desk, Asked(period=OCTOBER))


def test_blank_sheets_have_a_road_a_page_and_codes_in_order(lights: Lights) -> None:
    for code, road in (("A-2", "人民路"), ("A-10", "人民路"), ("B-1", "解放路")):
        lights.lamp(code, road)
    seen = lights.lamp("A-1")
    note_cards(lights.desk, [seen], Sighting(result=FOUND, on=MAY))
    paper = KINDS["stock-take-blank"](lights.desk, Asked(period=OCTOBER))
    assert sheets(paper) == ["2026 年　解放路　1 件", "2026 年　人民路　2 件"]
    people = tables(paper)[1].rows
    assert [row[1] for row in people[:3]] == ["A-2", "A-10", ""]
    assert people[0][5:8] == ("□", "□", "□")
    assert sheets(blank_of_cards(lights.desk, [seen])) == ["2026 年　人民路　1 件"]
