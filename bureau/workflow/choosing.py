"""Acts outside a workflow: which of the chosen records an act is for, and why not the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing.naming import record_name
from bureau.errors import UserError
from bureau.storage.rows import page
from bureau.workflow.declaration import Row
from bureau.workflow.planning import GONE, Left, fitting_sentence

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger

Unfit = Callable[[Row], str]
"""Why an act isn't for a record, "" where it is."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Records that an act is for, as stored, and those that it isn't for."""

    fits: tuple[Row, ...]
    left: tuple[Left, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Of those that fit."""
        return tuple(int(str(row["id"])) for row in self.fits)

    def sentence(self, title: str) -> str:
        """选中 25 条，可以派工 23 条；另外 2 条不行：1 条现在是“已修复”、1 条已经被删除。"""
        return fitting_sentence(title, len(self.fits), self.left)


def chosen(desk: Desk, ledger: Ledger, records: Collection[int], unfit: Unfit) -> Chosen:
    """The chosen records as they are now, sorted out."""
    wanted = list(dict.fromkeys(records))
    with desk.store.snapshot() as conn:
        found = page(conn, ledger, wanted, today=desk.today())
        names = desk.store.names(conn)
    fits: list[Row] = []
    left: list[Left] = []
    for row in found:
        if why := unfit(row):
            left.append(Left(int(str(row["id"])), record_name(ledger, row, names), why))
        else:
            fits.append(row)
    there = {row["id"] for row in found}
    left += [Left(record, "", GONE) for record in wanted if record not in there]
    return Chosen(tuple(fits), tuple(left))


def only(
    desk: Desk, ledger: Ledger, records: Collection[int], unfit: Unfit, title: str
) -> Sequence[Row]:
    """The records that an act is for. Raises UserError with the reasons when there is none."""
    found = chosen(desk, ledger, records, unfit)
    if not found.fits:
        raise UserError(found.sentence(title) if found.left else "没有选中记录。")
    return found.fits
