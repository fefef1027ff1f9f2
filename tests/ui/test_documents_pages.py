"""Pages of official papers: their acts, the check of numbers, letterheads to begin with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bureau.documents.instructing import INSTRUCTION_FLOW, NEXT_STEPS
from bureau.documents.ledgers import INSTRUCTIONS, LETTERHEADS, SENT
from bureau.editing import add
from bureau.layouts import Layouts
from bureau.ledger.query import Everything
from bureau.storage.rows import count
from bureau.workflow import take_step
from ui.context import Context
from ui.documents.numbers_page import NumbersPage
from ui.documents.panel import WayPanel, see_way
from ui.documents.papers import UNIT, SentHandling, add_heads
from ui.ledger.page import LedgerPage


def test_a_draft_is_offered_its_steps_and_sheets(context: Context) -> None:
    record = add(context.desk, SENT, {"title": "关于洗城的通知"})
    offers = SentHandling(SENT).offers(context.desk, [record])
    assert [offer.key for offer in offers] == [
        *("check", "cosign", "sign", "file", "void"),
        *("print-official-paper", "print-draft-sheet"),
    ]
    assert [offer.key for offer in offers if offer.main] == ["check"]


def test_a_number_that_is_used_already_is_told(context: Context) -> None:
    add(context.desk, SENT, {"title": "甲文", "number": "云城管发〔2026〕1号"})
    said = SentHandling(SENT).advise(context.desk, {"number": "云城管发[2026]01号"}, None)
    assert [one.sentence for one in said.remarks] == ["文号 云城管发〔2026〕1号 已经用于《甲文》"]


def test_gaps_are_shown_and_lead_to_the_papers(context: Context, qtbot: QtBot) -> None:
    page = NumbersPage(context)
    qtbot.addWidget(page)
    page.show()
    year = context.desk.today().year
    for serial in (1, 4):
        number = f"云城管发〔{year}〕{serial}号"
        add(context.desk, SENT, {"title": f"第{serial}件", "number": number})
    page.refresh()
    assert page.note.text() == "编号发文 2 件，断号 2 个，重号 0 个"


def test_letterheads_are_added_by_one_act(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    page = LedgerPage(context, LETTERHEADS, Layouts("王芳", tmp_path))
    qtbot.addWidget(page)
    add_heads(page, ())
    with context.desk.store.snapshot() as conn:
        assert count(conn, LETTERHEADS, Everything(), today=context.desk.today()) == 6


def test_the_details_show_the_limit_the_next_step_and_older_steps_on_request(
    context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = context.desk
    record = add(
        desk,
        INSTRUCTIONS,
        {
            "subject": "店招整治",
            "leader": "刘局",
            "text": "请抓紧",
            "instructed_on": "2026-10-08",
            "due_on": "2026-10-20",
        },
    )
    page = LedgerPage(context, INSTRUCTIONS, Layouts("王芳", tmp_path))
    panel = WayPanel(page, INSTRUCTION_FLOW, NEXT_STEPS, UNIT)
    for part in (page, panel.head, panel.tail):
        qtbot.addWidget(part)
    panel.show(panel.read(desk, record))
    assert panel.tail.isHidden()
    assert panel.next_button.text() == "交办…"
    for nth in range(10):
        inputs = {"progress": f"第 {nth + 1} 次进展"}
        take_step(desk, INSTRUCTION_FLOW, INSTRUCTION_FLOW.step("progress"), [record], inputs)
    seen = see_way(desk, INSTRUCTION_FLOW, NEXT_STEPS, UNIT, record)
    panel.show(seen)
    assert panel.light.text() == "○ 绿灯：2026-10-20 到期"
    assert panel.next_button.text() == "反馈…"
    told = [label.text() for label in panel.tail.findChildren(QLabel)]
    assert told[0] == "办理过程"
    assert [words for words in told if "次进展" in words] == [
        f"第 {nth} 次进展" for nth in range(10, 2, -1)
    ]
    older = panel.tail.findChild(QPushButton, "older-moments")
    assert older is not None
    assert older.text() == "更早的 2 步"
    older.click()
    told = [label.text() for label in panel.tail.findChildren(QLabel) if not label.isHidden()]
    assert [words for words in told if "次进展" in words][-1] == "第 1 次进展"
