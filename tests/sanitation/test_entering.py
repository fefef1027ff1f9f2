"""A day's round saved at once: what goes into it, what is refused, what a case brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from bureau.editing import EditFault
from bureau.editing.inputs import Input, Stored
from bureau.errors import UserError
from bureau.sanitation.entering import (
    deductions_of_case,
    enter_round,
    line_of_case,
    problems_on,
    section_of_road,
)
from bureau.sanitation.ledgers import DEDUCTIONS, ROUNDS
from bureau.storage import rows
from tests.sanitation.sanitation_books import Sanitation

DAY = date(2026, 10, 12)
HEAD: Mapping[str, Input] = {
    "inspected_on": "2026-10-12",
    "section": "一标段",
    "kind": "日常检查",
    "inspector": "王芳",
}
LITTER: Mapping[str, Input] = {
    "road": "人民路",
    "block": "道路清扫保洁",
    "problem": "漏扫、果皮纸屑烟蒂超标",
    "count": "3",
    "each": "0.5",
}


def all_of(bureau: Sanitation, name: str) -> list[rows.Row]:
    """The records of a ledger, the oldest first."""
    conn, today = bureau.desk.store.reader(), bureau.desk.today()
    ledger = bureau.desk.store.ledgers[name]
    return list(rows.page(conn, ledger, sorted(rows.ids(conn, ledger, today=today)), today=today))


def test_a_round_and_its_deductions_are_saved_in_one_operation(sanitation: Sanitation) -> None:
    sanitation.contract()
    done = enter_round(sanitation.desk, HEAD, [LITTER, {**LITTER, "place": "农贸市场"}])
    assert done.sentence == "已保存检查记录：2 条扣分。"
    (kept,) = all_of(sanitation, ROUNDS.name)
    assert kept["roads"] == f"[{all_of(sanitation, DEDUCTIONS.name)[0]['road']}]"
    first, second = all_of(sanitation, DEDUCTIONS.name)
    assert (kept["id"], first["id"], second["id"]) == (done.round, *done.deductions)
    assert first["found_on"] == second["found_on"] == "2026-10-12"
    assert first["section"] == kept["section"]
    assert (first["inspector"], first["count"], second["place"]) == ("王芳", 300, "农贸市场")
    # 100 − 3 × 0.5 × 2 = 97.
    score = sanitation.only().score
    assert score is not None
    assert score.total == Fraction(97)


def test_a_round_without_lines_counts_as_inspected(sanitation: Sanitation) -> None:
    sanitation.contract()
    assert "没有检查记录" in sanitation.only().fault
    done = enter_round(sanitation.desk, HEAD, [])
    assert done.sentence == "已保存检查记录：没有扣分。"
    score = sanitation.only().score
    assert score is not None
    assert score.total == Fraction(100)


def test_the_same_round_is_gone_on_with_and_takes_new_roads(sanitation: Sanitation) -> None:
    sanitation.contract()
    first = enter_round(sanitation.desk, HEAD, [LITTER])
    again = enter_round(sanitation.desk, HEAD, [{**LITTER, "road": "新开路"}])
    assert (again.round, again.joined) == (first.round, True)
    assert again.sentence == "已接着当天的检查记录保存：1 条扣分。"
    (kept,) = all_of(sanitation, ROUNDS.name)
    names = sanitation.desk.store.names()
    assert ROUNDS.by_key["roads"].type.show(str(kept["roads"]), names) == "人民路、新开路"
    other = enter_round(sanitation.desk, {**HEAD, "inspector": "李强"}, [])
    assert not other.joined


def test_a_fault_names_the_line_and_saves_nothing(sanitation: Sanitation) -> None:
    sanitation.contract()
    with pytest.raises(EditFault) as raised:
        enter_round(sanitation.desk, HEAD, [LITTER, {**LITTER, "points": "2"}])
    assert [(one.record, one.field) for one in raised.value.faults] == [(1, "points")]
    assert all_of(sanitation, ROUNDS.name) == all_of(sanitation, DEDUCTIONS.name) == []


def test_a_day_outside_the_contract_is_refused(sanitation: Sanitation) -> None:
    sanitation.contract(begins_on="2026-10-16")
    with pytest.raises(EditFault, match="该日无合同"):
        enter_round(sanitation.desk, HEAD, [])


def test_the_problems_are_those_of_the_rubric_in_force(sanitation: Sanitation) -> None:
    section = sanitation.contract(begins_on="2026-10-10")
    held = sanitation.desk.store.reader().execute("SELECT section FROM contracts").fetchone()[0]
    found = problems_on(sanitation.desk, held, DAY)
    assert section
    assert (found[1].block, found[1].item.title, found[1].points) == (
        "道路清扫保洁",
        "漏扫、果皮纸屑烟蒂超标",
        Fraction(1, 2),
    )
    assert {one.block for one in found} <= {
        one.block for one in problems_on(sanitation.desk, None, DAY)
    }
    with pytest.raises(UserError, match="2026-10-09 这个标段没有生效的合同"):
        problems_on(sanitation.desk, held, date(2026, 10, 9))


# -- from a case -----------------------------------------------------------------------------------


def test_a_case_brings_road_place_and_note_and_is_shown_the_deduction(
    sanitation: Sanitation,
) -> None:
    sanitation.contract()
    case = sanitation.add(
        "market-cases", found_on="2026-10-12", category="占道经营", address="人民路12号"
    )
    line = line_of_case(case, {"road": None, "place": "人民路12号", "note": "满溢"})
    assert line == {
        "place": Stored("人民路12号"),
        "note": Stored("满溢"),
        "case": Stored(case),
    }
    done = enter_round(sanitation.desk, HEAD, [{**LITTER, **line}])
    conn, today = sanitation.desk.store.reader(), sanitation.desk.today()
    (found,) = deductions_of_case(conn, case, today)
    assert (found["id"], found["note"]) == (done.deductions[0], "满溢")
    assert deductions_of_case(conn, case + 1, today) == ()


def test_a_road_leads_to_the_section_whose_contract_names_it(sanitation: Sanitation) -> None:
    for name in ("人民路", "滨河路"):
        sanitation.add("roads", name=name)
    sanitation.contract("一标段", roads="人民路、滨河路")
    sanitation.contract("二标段", roads="滨河路", begins_on="2026-10-16")
    conn, today = sanitation.desk.store.reader(), sanitation.desk.today()
    people, river = (
        conn.execute("SELECT id FROM roads WHERE name = ?", [name]).fetchone()[0]
        for name in ("人民路", "滨河路")
    )
    first = conn.execute("SELECT id FROM sections WHERE name = '一标段'").fetchone()[0]
    assert section_of_road(conn, people, DAY, today) == first
    assert section_of_road(conn, river, DAY, today) == first
    # From the 16th on two contracts name it.
    assert section_of_road(conn, river, date(2026, 10, 16), today) is None
