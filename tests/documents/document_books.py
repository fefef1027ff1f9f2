"""An office's papers out and in for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bureau.desk import Desk
from bureau.documents.instructing import INSTRUCTION_FLOW
from bureau.documents.ledgers import INSTRUCTIONS, LETTERHEADS, RECEIVED, SENT
from bureau.documents.receiving import RECEIPT_FLOW
from bureau.documents.sending import DOCUMENT_FLOW
from bureau.editing import add
from bureau.editing.inputs import Input
from bureau.storage import rows
from bureau.workflow import Taken, take_step

FLOWS = {
    SENT.name: DOCUMENT_FLOW,
    RECEIVED.name: RECEIPT_FLOW,
    INSTRUCTIONS.name: INSTRUCTION_FLOW,
}


@dataclass
class Papers:
    """A desk, with short ways to enter papers and take their steps."""

    desk: Desk

    def head(self, code: str = "云城管发", **values: object) -> int:
        """A letterhead."""
        with self.desk.store.operation(self.desk, "文头") as op:
            return op.insert(LETTERHEADS.name, {"code": code, "issuer": 6504, **values})

    def sent(self, title: str, **typed: Input) -> int:
        """A paper of the bureau, typed into its form."""
        return add(self.desk, SENT, {"title": title, **typed})

    def received(self, title: str, **typed: Input) -> int:
        """A paper received on 8 October 2026."""
        return add(self.desk, RECEIVED, {"title": title, "received_on": "2026-10-08", **typed})

    def instruction(self, subject: str, **typed: Input) -> int:
        """An instruction of 8 October 2026."""
        given = {"subject": subject, "instructed_on": "2026-10-08", "leader": "王县长", **typed}
        return add(self.desk, INSTRUCTIONS, given)

    def take(self, ledger: str, step: str, *records: int, **answers: Input) -> Taken:
        """A step of these records."""
        flow = FLOWS[ledger]
        return take_step(self.desk, flow, flow.step(step), records, answers)

    def row(self, ledger: str, record: int) -> Mapping[str, object]:
        """A record as it is stored."""
        declared = next(one for one in (SENT, RECEIVED, INSTRUCTIONS) if one.name == ledger)
        with self.desk.store.snapshot() as conn:
            return rows.page(conn, declared, [record], today=self.desk.today())[0]

    def sign(self, record: int, head: int, **answers: Input) -> str:
        """签发取号 by 李局长; the number."""
        given = {"letterhead": self.label(head), "signer": "李局长", **answers}
        self.take(SENT.name, "sign", record, **given)
        return str(self.row(SENT.name, record)["number"])

    def label(self, head: int) -> str:
        """The code of a letterhead."""
        with self.desk.store.snapshot() as conn:
            return self.desk.store.names(conn).label(LETTERHEADS.name, head)
