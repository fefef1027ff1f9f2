"""What is kept of a month that is told."""

from bureau.bulletin.ledgers.approved import APPROVED
from bureau.bulletin.ledgers.editions import EDITION_PAPERS, EDITIONS
from bureau.bulletin.ledgers.texts import TEXTS
from bureau.ledger.declaration import Ledger

LEDGERS: tuple[Ledger, ...] = (TEXTS, APPROVED, EDITIONS, EDITION_PAPERS)
