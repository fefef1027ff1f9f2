"""What is remembered of a form: the file, its marked places."""

from bureau.ledger.declaration import Ledger

LEDGERS: tuple[Ledger, ...] = ()
