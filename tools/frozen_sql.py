"""Prints the tables of ledgers as declared today, to be frozen into a new migration by hand."""

from __future__ import annotations

import sys

from bureau.office import LEDGERS
from bureau.storage.shape import create_sql


def main(names: list[str]) -> None:
    """Prints the statements for the named ledgers, or for all."""
    for ledger in LEDGERS:
        if not names or ledger.name in names or ledger.department in names:
            print(create_sql(ledger), end="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
