"""The ways of papers received and instructions: steps, limits, lights, what follows."""

from __future__ import annotations

import pytest

from bureau.documents.ledgers import INSTRUCTIONS, RECEIVED, SENT
from bureau.documents.states import DONE, FILED, PRINTED, RUNNING, SIGNED, TO_ASSIGN, TO_INSTRUCT
from bureau.editing import EditFault
from bureau.storage.rows import ids, page
from tests.documents.document_books import Papers


def test_a_paper_goes_its_whole_way(papers: Papers) -> None:
    head = papers.head("云城管发")
    record = papers.sent("关于开展洗城行动的通知", kind="通知")
    papers.take(SENT.name, "check", record, checker="张主任")
    papers.take(SENT.name, "cosign", record, cosigners="财务股")
    papers.sign(record, head)
    assert papers.row(SENT.name, record)["state"] == SIGNED
    papers.take(SENT.name, "print", record, copies="30")
    row = papers.row(SENT.name, record)
    assert (row["state"], row["printed_on"], row["copies"]) == (PRINTED, "2026-10-08", 30)
    papers.take(SENT.name, "file", record)
    assert papers.row(SENT.name, record)["state"] == FILED


def test_papers_received_are_numbered(papers: Papers) -> None:
    rows = [papers.row(RECEIVED.name, papers.received(title)) for title in ("甲", "乙")]
    assert [row["number"] for row in rows] == ["收2026-001", "收2026-002"]


def test_an_instruction_may_follow_a_paper_received(papers: Papers) -> None:
    receipt = papers.received("关于整治油烟的通知", from_unit="市城管局")
    papers.take(RECEIVED.name, "propose", receipt, proposal="请李局长阅示")
    row = papers.row(RECEIVED.name, receipt)
    assert (row["state"], row["proposer"]) == (TO_INSTRUCT, "王芳")
    papers.take(
        RECEIVED.name, "instruct", receipt, leader="李局长", instruction="速办", separate="是"
    )
    assert papers.row(RECEIVED.name, receipt)["state"] == TO_ASSIGN
    with papers.desk.store.snapshot() as conn:
        found = ids(conn, INSTRUCTIONS, today=papers.desk.today())
        (one,) = page(conn, INSTRUCTIONS, found, today=papers.desk.today())
    assert (one["leader"], one["text"], one["receipt"], one["subject"]) == (
        "李局长",
        "速办",
        receipt,
        "关于整治油烟的通知",
    )
    assert papers.row(RECEIVED.name, receipt)["instructions"] == 1


def test_without_a_limit_an_instruction_has_ten_working_days(papers: Papers) -> None:
    """From Thursday 8 October 2026; Saturday the 10th is worked for the holiday: 22 October less one."""
    record = papers.instruction("河道保洁")
    taken = papers.take(INSTRUCTIONS.name, "assign", record, unit="环卫所")
    row = papers.row(INSTRUCTIONS.name, record)
    assert (row["state"], row["assigned_on"], row["due_on"]) == (
        RUNNING,
        "2026-10-08",
        "2026-10-21",
    )
    assert "10 个工作日" in taken.said[0]


@pytest.mark.parametrize(
    ("due", "light", "late"),
    [("2026-10-07", 3, 1), ("2026-10-08", 2, 0), ("2026-10-11", 2, 0), ("2026-10-12", 1, 0)],
)
def test_lights_on_the_8th(papers: Papers, due: str, light: int, late: int) -> None:
    record = papers.instruction("限期的事", instructed_on="2026-10-01", due_on=due)
    row = papers.row(INSTRUCTIONS.name, record)
    assert (row["light"], row["overdue"]) == (light, late)


def test_a_finished_matter_has_no_light_and_says_whether_it_was_late(papers: Papers) -> None:
    record = papers.instruction("旧事", instructed_on="2026-09-01", due_on="2026-09-10")
    papers.take(INSTRUCTIONS.name, "finish", record, feedback="已落实")
    row = papers.row(INSTRUCTIONS.name, record)
    assert (row["state"], row["done_on"], row["light"], row["overdue"]) == (
        DONE,
        "2026-10-08",
        None,
        1,
    )
    papers.take(INSTRUCTIONS.name, "back", record, remark="没有落实")
    assert papers.row(INSTRUCTIONS.name, record)["done_on"] is None


def test_an_extension_is_later_than_the_limit(papers: Papers) -> None:
    record = papers.instruction("延期的事", due_on="2026-10-20")
    with pytest.raises(EditFault, match="已经是 2026-10-20"):
        papers.take(INSTRUCTIONS.name, "extend", record, due_on="2026-10-20", remark="雨天")
    papers.take(INSTRUCTIONS.name, "extend", record, due_on="2026-10-25", remark="雨天")
    assert papers.row(INSTRUCTIONS.name, record)["due_on"] == "2026-10-25"


def test_working_days_go_around_the_national_day(papers: Papers) -> None:
    """From Monday 28 September 2026: 29, 30, then 8, 9 and Saturday the 10th, which is worked."""
    record = papers.received("国庆前收的文", received_on="2026-09-28", due_on="5个工作日")
    assert papers.row(RECEIVED.name, record)["due_on"] == "2026-10-10"
