"""The guard of an operation: what belongs to a locked month isn't written, whichever way it comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bureau.errors import UserError, with_stop
from bureau.ledger.declaration import IDENTITY
from bureau.ledger.locks import Closing, Lock, Place
from bureau.storage import kinds

if TYPE_CHECKING:
    from bureau.ledger.checks import Row
    from bureau.storage.operation import Operation
    from bureau.storage.shape import Shape

Values = Mapping[str, object]


class MonthLocked(UserError):
    """Something of a locked month was to be changed."""


class Guard:
    """Looks at what an operation is about to write.

    `unlocking` are months that this operation may change though they are locked: the step 解锁
    names its own. `merging`: ids may be exchanged, since names that are put together say the same.
    """

    def __init__(self, op: Operation) -> None:
        self.op = op
        self.unlocking: set[int] = set()
        self.merging = op.kind == kinds.MERGE
        self._held: dict[tuple[Lock, Place, str], bool] = {}

    # -- one record ----------------------------------------------------------------------------

    def may_insert(self, shape: Shape, values: Values) -> None:
        """Raises MonthLocked."""
        for lock in self.locks(shape):
            self.refuse(lock, self.owner(shape, values))
        self.refuse_closed(shape, values)

    def may_update(self, shape: Shape, record: int, present: Values, changed: Values) -> None:
        """Raises MonthLocked; notes when it is the lock of a month itself that turns."""
        for lock in self.locks(shape):
            if not self.is_free(lock, shape, record, changed):
                self.refuse(lock, self.owner(shape, present))
                if not shape.parent:
                    self.refuse(lock, {**present, **changed})
            if lock.ledger == shape.ledger and lock.state in changed:
                self.turn(lock, present, changed)
        self.refuse_closed(shape, present)

    def may_remove(self, shape: Shape, record: int) -> None:
        """Raises MonthLocked, KeyError."""
        if locks := self.locks(shape):
            values = self.owner(shape, self.op.row(shape, record))
            for lock in locks:
                self.refuse(lock, values)
        if shape.declaration is not None and shape.declaration.closings:
            self.refuse_closed(shape, self.op.row(shape, record))

    def is_free(self, lock: Lock, shape: Shape, record: int, changed: Iterable[str]) -> bool:
        """Whether a lock lets these columns change whatever the month is in."""
        if shape.parent:
            return not lock.binds([shape.ledger.removeprefix(f"{shape.parent}.")])
        if lock.ledger == shape.ledger and record in self.unlocking:
            return True
        bound = set(lock.binds(changed)) - {IDENTITY}
        if self.merging:
            bound -= {column for column, _ in shape.references}
        return not bound

    def turn(self, lock: Lock, present: Values, changed: Values) -> None:
        """An operation that locks or unlocks a month can't be undone: there are steps for that."""
        turns = (present[lock.state] in lock.states) != (changed[lock.state] in lock.states)
        if turns and self.op.kind == kinds.EDIT:
            self.op.kind = kinds.LOCK

    # -- many ----------------------------------------------------------------------------------

    def may_take(self, shape: Shape, source: str) -> None:
        """All rows of `source`, a table with the columns of the ledger. Raises MonthLocked."""
        for lock in self.locks(shape):
            self.refuse_any(lock, f"{source} r", "1")
        self.refuse_any_closed(shape, f"{source} r", "1")

    def may_touch(self, shape: Shape, chosen: str) -> None:
        """All records of a table with an id in `chosen`. Raises MonthLocked."""
        for lock in self.locks(shape):
            if shape.parent:
                owners = self.op.shape(shape.parent).table
                source = f"main.{shape.table} c JOIN main.{owners} r ON r.id = c.record"
                self.refuse_any(lock, source, f"c.id IN {chosen}")
            else:
                self.refuse_any(lock, f"main.{shape.table} r", f"r.id IN {chosen}")
        self.refuse_any_closed(shape, f"main.{shape.table} r", f"r.id IN {chosen}")

    def refuse_any(self, lock: Lock, source: str, where: str) -> None:
        """Raises MonthLocked when a row `r` of a source belongs to a locked month."""
        months = self.op.shape(lock.ledger).table
        states = ", ".join(map(str, lock.states))
        held = f'FROM main.{months} WHERE "{lock.state}" IN ({states})'
        if self.op.execute(f"SELECT 1 {held} LIMIT 1").fetchone() is None:
            return
        theirs = [f'substr("{lock.month}", 1, 7)', *(f'"{key}"' for key in lock.theirs[1:])]
        own = [f'r."{key}"' for key in lock.own]
        shared = own[-len(lock.agree) :] if lock.agree else []
        day = f'coalesce(r."{lock.day}", r."{lock.otherwise or lock.day}")'
        months_of_rows = ", ".join([f"substr({day}, 1, 7)", *shared])
        found = self.op.execute(
            f"SELECT DISTINCT {', '.join(own)} FROM {source} WHERE {where}"
            f" AND ({months_of_rows}) IN (SELECT {', '.join(theirs)} {held})"
        )
        try:
            for row in found.fetchall():
                self.refuse(lock, dict(zip(lock.own, tuple(row), strict=True)))
        except MonthLocked:
            # What was written before this was seen is never kept.
            self.op.failed = True
            raise

    # -- what is closed ------------------------------------------------------------------------

    def refuse_closed(self, shape: Shape, values: Values) -> None:
        """Raises MonthLocked when a row belongs to what was closed."""
        for closing in shape.declaration.closings if shape.declaration is not None else ():
            if self.is_closed(closing, [values.get(key) for key in closing.own]):
                raise MonthLocked(with_stop(closing.said))

    def refuse_any_closed(self, shape: Shape, source: str, where: str) -> None:
        """Raises MonthLocked when a row `r` of a source does."""
        for closing in shape.declaration.closings if shape.declaration is not None else ():
            own = ", ".join(f'r."{key}"' for key in closing.own)
            found = self.op.execute(f"SELECT DISTINCT {own} FROM {source} WHERE {where}").fetchall()
            if any(self.is_closed(closing, list(row)) for row in found):
                # What was written before this was seen is never kept.
                self.op.failed = True
                raise MonthLocked(with_stop(closing.said))

    def is_closed(self, closing: Closing, place: list[object]) -> bool:
        """Whether the newest edition of a place stands."""
        agree = " AND ".join(f'"{theirs}" = ?' for _, theirs in closing.agree)
        row = self.op.execute(
            f'SELECT "{closing.reopened}" IS NULL AS closed FROM'
            f" {self.op.shape(closing.ledger).table} WHERE {agree}"
            f' ORDER BY "{closing.newest}" DESC LIMIT 1',
            place,
        ).fetchone()
        return row is not None and bool(row["closed"])

    # -- what all of them stand on -------------------------------------------------------------

    def locks(self, shape: Shape) -> tuple[Lock, ...]:
        """The locks of a ledger; those of child rows are their owner's."""
        declared = self.op.shapes[shape.parent].declaration if shape.parent else shape.declaration
        return declared.locks if declared is not None else ()

    def owner(self, shape: Shape, values: Values) -> Values:
        """The row itself, for a child row the one that owns it."""
        if not shape.parent:
            return values
        try:
            return self.op.row(self.op.shape(shape.parent), int(str(values["record"])))
        except KeyError:
            return {}

    def refuse(self, lock: Lock, row: Values) -> None:
        """Raises MonthLocked when a row belongs to a locked month."""
        stored: Row = row  # type: ignore[assignment]
        place, day = lock.place(stored), lock.when(stored)
        if place is not None and day is not None and self.holds(lock, place, day):
            raise MonthLocked(with_stop(lock.sentence(stored)))

    def holds(self, lock: Lock, place: Place, day: str) -> bool:
        """Whether the month of a place is locked now, as far as that day goes."""
        asked = (lock, place, day if lock.within else "")
        known = self._held.get(asked)
        if known is None:
            agree = " AND ".join(f'm."{key}" = ?' for key in lock.theirs)
            states = ", ".join(map(str, lock.states))
            sql = f"SELECT 1 FROM {self.op.shape(lock.ledger).table} m"
            where = f' WHERE {agree} AND m."{lock.state}" IN ({states})'
            days: tuple[str, ...] = ()
            if within := lock.within:
                table = self.op.shape(within.ledger).table
                sql += f' LEFT JOIN {table} w ON w.id = m."{within.reference}"'
                where += (
                    f' AND coalesce(w."{within.begins}" <= ?, 1)'
                    f' AND coalesce(w."{within.ends}" >= ?, 1)'
                )
                days = (day, day)
            row = self.op.execute(f"{sql}{where} LIMIT 1", (*place, *days)).fetchone()
            known = self._held[asked] = row is not None
        return known

    def forget(self, shape: Shape) -> None:
        """After something was written: months may be locked or unlocked now."""
        if self._held and any(lock.ledger == shape.ledger for lock in self.locks(shape)):
            self._held.clear()
