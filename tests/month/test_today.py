"""Today: months that aren't settled, the check list of the month, what the sheet of the watch prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from bureau.month.handover import MOST_ROWS, handover, shares
from bureau.month.today import Today, read_today
from bureau.reports.paper import Table
from bureau.reports.render.faces import bundled_faces
from bureau.reports.render.pdf import render_pdf
from tests.sanitation.sanitation_books import Sanitation, open_sanitation
from tests.storage.offices import hurry


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sanitation]:
    """An office without a contract."""
    hurry(monkeypatch)
    with open_sanitation(tmp_path / "office") as found:
        yield found


def at(office: Sanitation, moment: datetime) -> Today:
    """What is read at that moment."""
    office.desk.clock = lambda: moment
    return read_today(office.desk)


def steps(today: Today) -> dict[str, tuple[str, str]]:
    """The check list: words and state by key."""
    return {step.key: (step.words, step.state) for step in today.month.steps}


def test_a_month_is_unsettled_once_it_is_over_and_something_was_entered(
    office: Sanitation,
) -> None:
    office.contract()
    office.deduct("1", "2026-10-05")
    # The month still runs.
    assert at(office, datetime(2026, 10, 31, 9, 0)).matters["months.unsettled"].count == 0
    after = at(office, datetime(2026, 11, 2, 9, 0))
    own = after.matters["sanitation.unsettled"]
    assert (own.count, own.hint, own.page) == (1, "2026-10，下一步征求意见", "sanitation-month")
    # Of September nothing was entered, though the contract was in force.
    assert after.matters["months.unsettled"].count == 1
    assert after.matters["towns.unsettled"].count == 0


def test_the_check_list_goes_on_line_by_line(office: Sanitation) -> None:
    office.contract()
    morning = datetime(2026, 11, 2, 9, 0)
    assert steps(at(office, morning)) == {
        "sanitation.entered": ("还没有录入", "now"),
        "sanitation.appeals": ("没有待裁决的", "later"),
        "sanitation.issued": ("已签发 0/1 个合同", "later"),
        "month.report": ("等前面各项办完", "later"),
    }
    office.deduct("1", "2026-10-05", served_on="2026-10-06", appealed_on="2026-10-07")
    office.deduct("1", "2026-10-06")
    today = at(office, morning)
    assert today.month.period.title == "2026年10月"
    assert steps(today)["sanitation.entered"] == ("检查 0 次，扣分 2 条", "done")
    assert steps(today)["sanitation.appeals"] == ("待裁决 1 条", "now")
    assert today.matters["appeals.open"].count == 1
    assert today.matters["deductions.unserved"].count == 1
    # What is contested isn't waited for to be accepted.
    assert today.matters["deductions.to-confirm"].count == 0
    # In the second half of the month it is still the one before that is to be closed.
    assert at(office, datetime(2026, 11, 24, 9, 0)).month.period.title == "2026年10月"


def test_rows_are_shared_out_one_of_each_kind_in_turn() -> None:
    assert shares([1, 30, 2, 0], 8) == [1, 5, 2, 0]
    assert shares([3, 2], 8) == [3, 2]
    assert sum(shares([50, 50, 50, 50, 50, 50])) == MOST_ROWS


def test_the_sheet_is_one_page_however_much_there_is(office: Sanitation, tmp_path: Path) -> None:
    for day in range(1, 26):
        office.add(
            "market-cases",
            found_on=f"2026-10-{day:02}",
            address="人民路与建设大道交叉口东北角农贸市场二期西门外非机动车道",
            category="占道经营",
            unit="河口镇综合行政执法队二中队",
            due_on=f"2026-10-{day:02}",
            state="已派遣",
        )
    office.desk.clock = lambda: datetime(2026, 10, 25, 8, 0)
    paper = handover(office.desk)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    # One is due today, 24 are late, and none came back, for none was ever closed.
    assert [row[0] for row in table.rows] == ["今日到期", *["超期"] * 13]
    assert table.rows[1][5] == "2026-10-01"
    assert table.note == "最早到期的在前；没有列出的还有：超期 11 件。"
    render_pdf(paper, tmp_path / "sheet.pdf", faces=bundled_faces())
    read = PdfReader(tmp_path / "sheet.pdf")
    assert len(read.pages) == 1
    text = read.pages[0].extract_text()
    assert "2026年10月25日 星期日 08:00" in text
    assert "交班人" in text
    assert "接班人" in text


def test_a_quiet_day_says_so(office: Sanitation) -> None:
    paper = handover(office.desk)
    assert not [block for block in paper.blocks if isinstance(block, Table)]
