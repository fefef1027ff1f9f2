"""What party-building prints of meetings, dues and branches, and says in the monthly report."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest

from bureau.calendar.periods import Period
from bureau.ledger.query import Everything
from bureau.month.papers import KINDS, Asked
from bureau.month.record_papers import record_paper
from bureau.reports.paper import FormTable, Paper, Paragraph, Table
from tests.party.party_books import Party
from tests.storage.offices import Clock

OCTOBER = Period.month(2026, 10)


@pytest.fixture(autouse=True)
def november(party: Party) -> None:
    """October is over."""
    party.desk.clock = Clock(datetime(2026, 11, 3, 9, 0))


def form(paper: Paper) -> dict[str, str]:
    """Label and value of a form."""
    cells = [
        cell
        for block in paper.blocks
        if isinstance(block, FormTable)
        for row in block.rows
        for cell in row
    ]
    return {
        label.text.replace("\n", ""): value.text
        for label, value in pairwise(cells)
        if label.label and not value.label
    }


def said(paper: Paper) -> str:
    """All running text."""
    return "".join(block.text for block in paper.blocks if isinstance(block, Paragraph))


def test_a_meeting_is_printed_on_its_sheet(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.meeting(
        branch,
        "支部党员大会",
        "2027-01-10",
        for_year=2026,
        host="周建国",
        due=20,
        present=18,
        voters_due=18,
        voters_present=16,
        ayes=15,
        nays=0,
        abstained=1,
    )
    found = form(record_paper(party.desk, "party-meeting-sheet", Everything()))
    assert found["时间"] == "2027年1月10日（2026年度）"
    assert (found["应到"], found["实到"]) == ("20 人", "18 人（到会率 90.0%）")
    assert found["有表决权的党员"] == "应到 18 人，实到 16 人"
    assert found["表决"] == "赞成 15 票，反对 0 票，弃权 1 票；通过"


def test_a_talk_names_its_pair_and_no_attendance(party: Party) -> None:
    party.meeting(
        party.branch("机关党支部"), "谈心谈话", "2026-03-05", host="周建国", attendees="王芳"
    )
    found = form(record_paper(party.desk, "party-meeting-sheet", Everything()))
    assert (found["谈话人"], found["谈话对象"]) == ("周建国", "王芳")
    assert "应到" not in found


def test_a_vote_of_half_the_voters_is_void(party: Party) -> None:
    branch = party.branch("机关党支部")
    for there, ayes in ((9, 9), (10, 9), (10, 10)):
        party.meeting(
            branch, "支部党员大会", "2026-03-05", voters_due=18, voters_present=there, ayes=ayes
        )
    paper = record_paper(party.desk, "party-meeting-sheet", Everything())
    text = repr(paper.blocks)
    assert text.count("到会不过半，无效") == 1
    assert text.count("赞成不过半，未通过") == 1
    assert text.count("；通过") == 1


def test_dues_are_printed_by_branch_with_their_sums(party: Party) -> None:
    branch = party.branch("机关党支部")
    one = party.insert("party-members", {"name": "周建国", "branch": branch, "dues_fixed": 500})
    party.insert("party-members", {"name": "王芳", "branch": branch})
    party.insert("party-dues", {"month": "2026-10-01", "member": one, "paid": 500})
    paper = KINDS["party-dues"](party.desk, Asked(period=OCTOBER))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [list(row) for row in (*table.rows, *table.totals)] == [
        ["1", "周**", "5.00", "5.00", "5.00", ""],
        ["2", "王*", "未缴", "未定", "0.00", "未缴齐"],
        ["", "合计", "5.00", "5.00", "5.00", ""],
    ]
    assert "1 人没有党费基数" in said(paper)
    assert "周建国" not in repr(paper)


def test_the_names_of_a_dues_sheet_are_printed_for_a_reason_that_is_noted(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.insert("party-members", {"name": "周建国", "branch": branch, "dues_fixed": 500})
    asked = Asked(period=OCTOBER, personal_reason="支部公示")
    paper = KINDS["party-dues"](party.desk, asked)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[0][1] == "周建国"
    last = party.desk.store.reader().execute("SELECT label FROM op ORDER BY seq DESC").fetchone()
    assert last["label"] == "导出“党费”未遮盖的个人信息：支部公示"
    # Papers without names have nothing to note.
    before = party.desk.store.reader().execute("SELECT count(*) FROM op").fetchone()[0]
    KINDS["party-matrix"](party.desk, asked)
    assert party.desk.store.reader().execute("SELECT count(*) FROM op").fetchone()[0] == before


def test_the_year_of_a_branch(party: Party) -> None:
    branch = party.branch("机关党支部", committee=3, secretary="周建国", elected_on="2024-05-08")
    party.branch("早撤的支部", dissolved_on="2025-05-08")
    for day, present in (("2026-01-05", 9), ("2026-02-05", 10)):
        party.meeting(branch, "主题党日", day, due=10, present=present)
    party.insert(
        "party-studies", {"held_on": "2026-03-05", "theme": "章程", "branch": branch, "hours": 15}
    )
    honour = {
        "awarded_on": "2026-07-01",
        "title": "先进党支部",
        "who": "机关党支部",
        "branch": branch,
    }
    party.insert("honours", honour)
    paper = KINDS["party-branch-year"](party.desk, Asked(period=OCTOBER))
    text = said(paper)
    assert "支部委员 3 人，书记周建国，本届2027年5月8日届满。" in text
    assert "本年开展组织生活 2 次，其中主题党日 2 次，到会率 95.00%。" in text
    assert "组织学习 1 次、1.5 学时，获得荣誉、推出典型 1 项。" in text
    assert "机关党支部获“先进党支部”。" in text
    assert "主题党日（3月、4月、5月、6月、7月、8月、9月、10月）" in text
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    rows = {row[0]: tuple(row[1:]) for row in table.rows}
    assert rows["主题党日"] == ("10", "2", "8", "2", "95.00%")
    assert rows["组织生活会"] == ("—", "—", "—", "0", "—")


def test_the_year_of_a_branch_ends_with_the_period_asked_for(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.branch("新支部", founded_on="2026-10-08")
    member = party.insert("party-members", {"name": "周建国", "branch": branch, "dues_fixed": 500})
    party.insert("party-members", {"name": "王芳", "branch": branch, "joined_on": "2026-08-08"})
    for month in ("06", "07"):
        party.insert("party-dues", {"month": f"2026-{month}-01", "member": member, "paid": 500})
        party.meeting(branch, "主题党日", f"2026-{month}-05", due=10, present=9)
    text = said(KINDS["party-branch-year"](party.desk, Asked(period=Period.month(2026, 6))))
    assert "党员 1 人" in text
    assert "本年开展组织生活 1 次" in text
    assert "应缴党费 1 人、30.00 元，实缴 5.00 元" in text
    assert "新支部" not in text
    until_25th = Asked(period=Period.month(2026, 6, 25))
    assert "应缴党费 1 人、30.00 元" in said(KINDS["party-branch-year"](party.desk, until_25th))


def test_the_monthly_report_has_its_chapter(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.meeting(branch, "主题党日", "2026-10-05", due=10, present=9)
    text = said(KINDS["monthly"](party.desk, Asked(period=OCTOBER)))
    assert "本月开展组织生活 1 次，其中主题党日 1 次，到会率 90.00%。" in text
    # Ten months of 主题党日, three quarters of 党员大会 and of 党课.
    assert "到期应开 16 次，已开 1 次，达标率 6.25%" in text
