"""What the office keeps of official papers."""

from bureau.ledger.declaration import Ledger

LEDGERS: tuple[Ledger, ...] = ()
