"""What is kept of a month that is told."""

from bureau.ledger.declaration import Ledger

LEDGERS: tuple[Ledger, ...] = ()
