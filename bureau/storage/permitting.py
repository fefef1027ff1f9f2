"""Whether whoever changes something may: by the kind of operation, and by the ledgers it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.access.rights import EDIT, EXCHANGE, IMPORT, ISSUE, RULES, UNLOCK
from bureau.storage import kinds
from bureau.storage.operation import INSERT
from bureau.storage.shape import CATALOGUE_LEDGER

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.operation import Operation
    from bureau.storage.shape import Shape

FREE: Final = frozenset(
    {kinds.SIGN_IN, kinds.ACCOUNT, kinds.PERSONAL, kinds.RESTORE, kinds.ANONYMISE}
)
"""Kinds whose acts ask for a right of their own before they begin."""
WHOLE: Final[dict[str, str]] = {
    kinds.RECEIVE: EXCHANGE,
    kinds.WITHHOLD: ISSUE,
}
"""Kinds that bring what others wrote, who had the right to."""
BY_LEDGER: Final[dict[str, str]] = {kinds.IMPORT: IMPORT, kinds.LOCK: ISSUE, kinds.ISSUE: ISSUE}
"""What an operation of a kind needs in each department that it writes in; all others need EDIT."""


def may_begin(desk: Desk, kind: str) -> None:
    """Refuses early what would be refused at the end. Raises RightsError."""
    if kind not in FREE:
        desk.rights.require(WHOLE.get(kind) or BY_LEDGER.get(kind, EDIT))


def may_keep(desk: Desk, op: Operation) -> None:
    """Raises RightsError when an operation wrote where its person may not; it is then not kept."""
    if op.guard.unlocking:
        desk.rights.require(UNLOCK)
    if op.kind in FREE or op.kind in WHOLE:
        return
    right = BY_LEDGER.get(op.kind, EDIT)
    desk.rights.require(right)
    for ledger, kind in written(op):
        shape = op.shapes.get(ledger)
        owner = op.shapes.get(shape.parent) if shape is not None and shape.parent else shape
        if owner is not None and owner.declaration is not None:
            declared = owner.declaration
            needed = RULES if is_rule(owner, kind) else right
            desk.rights.require(needed, declared.department, declared.title)


def is_rule(shape: Shape, kind: str) -> bool:
    """Whether a change is one of what all are judged by. A class can be brought by whoever enters."""
    if shape.ledger == CATALOGUE_LEDGER:
        return kind != INSERT
    return shape.declaration is not None and shape.declaration.rules


def written(op: Operation) -> list[tuple[str, str]]:
    """The ledgers that an operation wrote in, with what it did there."""
    rows = op.execute(
        "SELECT DISTINCT ledger, kind FROM change WHERE id >= ?", (op.first_change,)
    ).fetchall()
    return [(row["ledger"], row["kind"]) for row in rows]
