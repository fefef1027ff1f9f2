"""What the office keeps of official papers: sent, received, instructions, their trails, letterheads."""

from bureau.documents.ledgers.instructions import INSTRUCTIONS
from bureau.documents.ledgers.received import RECEIVED
from bureau.documents.ledgers.sent import SENT
from bureau.documents.ledgers.steps import DOCUMENT_STEPS, INSTRUCTION_STEPS, RECEIPT_STEPS
from bureau.ledger.declaration import Ledger
from bureau.register.letterheads import LETTERHEADS

LEDGERS: tuple[Ledger, ...] = (
    *(LETTERHEADS, SENT, DOCUMENT_STEPS),
    *(RECEIVED, RECEIPT_STEPS),
    *(INSTRUCTIONS, INSTRUCTION_STEPS),
)

__all__ = [
    "DOCUMENT_STEPS",
    "INSTRUCTIONS",
    "INSTRUCTION_STEPS",
    "LEDGERS",
    "LETTERHEADS",
    "RECEIPT_STEPS",
    "RECEIVED",
    "SENT",
]
