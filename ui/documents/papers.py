"""Acts of official papers: their steps, the sheets that go with them, letterheads to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from bureau.desk import Desk
from bureau.documents.heads import add_shipped
from bureau.documents.instructing import INSTRUCTION_FLOW
from bureau.documents.instructing import NEXT_STEPS as NEXT_OF_INSTRUCTION
from bureau.documents.ledgers import RECEIVED, SENT
from bureau.documents.numbers import holders
from bureau.documents.receiving import NEXT_STEPS as NEXT_OF_RECEIPT
from bureau.documents.receiving import RECEIPT_FLOW
from bureau.documents.sending import DOCUMENT_FLOW
from bureau.documents.sending import NEXT_STEPS as NEXT_OF_DOCUMENT
from bureau.editing import Inputs, read
from bureau.storage.rows import page as rows_of
from bureau.workflow import Workflow
from ui.assessment.record_papers import print_offer
from ui.documents.panel import WayPanel
from ui.ledger.handling import Advice, Handling, Offer, Proposal, RecordPanel, Remark
from ui.ledger.page import LedgerPage
from ui.ledger.steps import flow_offers

UNIT = "件"


class WayHandling(Handling):
    """The steps of one way, then what is printed of the record."""

    flow: ClassVar[Workflow]
    next_steps: ClassVar[Mapping[int, str]]
    papers: ClassVar[tuple[str, ...]] = ()

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The steps that are open, the usual next one first by name; the sheets."""
        if not records:
            return []
        with desk.store.snapshot() as conn:
            found = rows_of(conn, self.flow.ledger, list(records)[:1], today=desk.today())
        main = self.next_steps.get(self.flow.state_of(found[0]), "") if found else ""
        steps = flow_offers(desk, self.flow, records, main, unit=UNIT)
        return [*steps, *(print_offer(kind) for kind in self.papers)]

    def panel(self, page: LedgerPage) -> RecordPanel:
        """Its light, the next step, the steps taken."""
        return WayPanel(page, self.flow, self.next_steps, UNIT)


class SentHandling(WayHandling):
    """From the draft to the archive."""

    flow = DOCUMENT_FLOW
    next_steps = NEXT_OF_DOCUMENT
    papers = ("official-paper", "draft-sheet")

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """Who drafts a new paper and when; a number that another paper has already."""
        proposals = {}
        if record is None:
            proposals = {
                "drafter": Proposal(desk.actor[:32], ""),
                "drafted_on": Proposal(desk.today().isoformat(), ""),
                "state": Proposal(DOCUMENT_FLOW.initial, ""),
            }
        number = read(desk, SENT, inputs, record).values.get("number")
        with desk.store.snapshot() as conn:
            others = holders(conn, number, desk.today(), record)
        remarks = tuple(
            Remark(f"文号 {number} 已经用于《{one['title']}》", record=int(str(one["id"])))
            for one in others[:1]
        )
        return Advice(proposals, remarks=remarks)


class ReceivedHandling(WayHandling):
    """From the register to the archive."""

    flow = RECEIPT_FLOW
    next_steps = NEXT_OF_RECEIPT
    papers = ("receipt-sheet",)

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """A new paper came in today; one from the same unit with the same number is here already."""
        proposals = {}
        if record is None:
            proposals = {
                "received_on": Proposal(desk.today().isoformat(), ""),
                "state": Proposal(RECEIPT_FLOW.initial, ""),
            }
        del inputs
        return Advice(proposals)


class InstructionHandling(WayHandling):
    """From the leader's words to the report."""

    flow = INSTRUCTION_FLOW
    next_steps = NEXT_OF_INSTRUCTION
    papers = ("instruction-sheet",)

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """A new instruction was given today; of a paper received, what it is about."""
        if record is not None:
            return Advice()
        proposals = {
            "instructed_on": Proposal(desk.today().isoformat(), ""),
            "state": Proposal(INSTRUCTION_FLOW.initial, ""),
        }
        receipt = read(desk, self.ledger, inputs, record).values.get("receipt")
        if isinstance(receipt, int):
            with desk.store.snapshot() as conn:
                found = rows_of(conn, RECEIVED, [receipt], today=desk.today())
            if found:
                proposals["subject"] = Proposal(str(found[0]["title"]), "收文的标题")
        return Advice(proposals)


class LetterheadHandling(Handling):
    """The letterheads that an office usually has."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Adds those that are lacking."""
        del desk, records
        return [Offer(key="shipped", title="补齐常用文头", open=add_heads, group="all")]


def add_heads(page: LedgerPage, _records: Sequence[int]) -> None:
    """局, 城管委, 城管委办, 局党组 and 机关党委 with the codes that their names suggest."""
    desk = page.context.desk
    page.context.writing.run(
        lambda _ticket: add_shipped(desk),
        lambda count: page.context.news.said.emit(
            f"已补 {count} 个文头，代字和红头请核对。" if count else "常用文头都已经有了。"
        ),
        page.complain_of,
        title="补齐常用文头",
    )
