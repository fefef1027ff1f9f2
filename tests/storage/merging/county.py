"""Stations of one bureau that work by themselves and send each other what they did, in any order."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the test's own number
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.storage import kinds
from bureau.storage.anonymising import anonymise
from bureau.storage.dump import logical_dump
from bureau.storage.merging.knowledge import Vector, vector_of
from bureau.storage.merging.reading_in import Choice, Outcome, read_in
from bureau.storage.merging.taking_in import Foreign, unknown_to
from bureau.storage.operation import Operation
from bureau.storage.undo import next_redo, next_undo, undo
from tests.storage.offices import furnish, item, opened

WORDS = "解放人民建设胜利油烟占道广告垃圾一二三四"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a package holds."""

    operations: tuple[Foreign, ...]
    vector: Vector


@dataclass(slots=True)
class Station:
    """One PC with its own data, and what it believes that others have."""

    name: str
    desk: Desk
    known: dict[str, Vector] = field(default_factory=dict)

    @property
    def vector(self) -> Vector:
        return vector_of(self.desk.store.reader())

    def dump(self) -> list[str]:
        return logical_dump(self.desk.store)

    def sends(self, vector: Vector | None = None) -> Sent:
        conn = self.desk.store.reader()
        return Sent(tuple(unknown_to(conn, vector or {})), self.vector)

    def reads(
        self, sent: Sent, *, choices: tuple[Choice, ...] = (), reason: str = "核对后更正"
    ) -> Outcome:
        return read_in(
            self.desk, sent.operations, sent.vector, label="读入数据包", choices=choices,
            reason=reason,
        )  # fmt: skip


@contextmanager
def stations(place: Path, names: str, seed: int = 1) -> Iterator[list[Station]]:
    """Stations whose data are still empty."""
    with ExitStack() as stack:
        found = []
        for number, name in enumerate(names):
            root = furnish(place / name)
            desk = stack.enter_context(opened(root, seed=seed * 100 + number))
            found.append(Station(name, desk))
        yield found


def exchange(all_stations: list[Station]) -> None:
    """Everybody reads everybody's, until nothing is new."""
    for _ in range(12):
        news = False
        for one in all_stations:
            for other in all_stations:
                if one is not other:
                    news |= one.reads(other.sends(one.vector)).is_new
        if not news:
            return
    raise AssertionError("the stations never stopped telling each other something new")


class Worker:
    """Does random things at one station: adds, changes, removes, undoes."""

    def __init__(self, station: Station, seed: int) -> None:
        self.desk = station.desk
        self.chance = random.Random(seed)
        self.categories = [row.id for row in self.desk.store.names().items("market-category")]
        self.kinds = [row.id for row in self.desk.store.names().items("daily-count")][:3]
        self.steps = 0

    def word(self) -> str:
        return "".join(self.chance.choices(WORDS, k=2))

    def values(self, ledger: str) -> dict[str, object]:
        road = self.some("roads")
        choices: dict[str, dict[str, object]] = {
            "roads": {"name": self.word(), "length_m": self.chance.randint(0, 99)},
            "shops": {"name": self.word(), "road": road},
            "market-cases": {
                "address": self.word(), "road": road,
                "category": self.chance.choice(self.categories),
                "found_on": f"2026-10-{self.chance.randint(1, 31):02}",
                "phone": f"1380000{self.chance.randint(1000, 9999)}",
            },
            "market-daily": {
                "note": self.word(),
                "counts": {
                    kind: self.chance.randint(1, 9) * 100
                    for kind in self.chance.sample(self.kinds, self.chance.randint(0, 3))
                },
            },
            "settings": {"name": self.chance.choice(["甲", "乙"]), "value": self.word()},
        }  # fmt: skip
        return choices[ledger]

    def some(self, ledger: str) -> int | None:
        table = self.desk.store.shapes[ledger].table
        rows = self.desk.store.reader().execute(f"SELECT id FROM {table} WHERE id > 1000000000")
        ids = [row["id"] for row in rows]
        return self.chance.choice(ids) if ids and self.chance.random() < 0.9 else None

    def act(self) -> None:
        self.steps += 1
        dice = self.chance.random()
        if dice < 0.15:
            self.take_back()
            return
        if dice < 0.2:
            self.forget()
            return
        try:
            with self.desk.store.operation(self.desk, f"第{self.steps}步") as op:
                for _ in range(self.chance.randint(1, 3)):
                    self.change(op)
        except UserError:
            pass  # something that others name was to be removed: refused, and rightly

    def take_back(self) -> None:
        conn = self.desk.store.reader()
        found = (next_redo if self.chance.random() < 0.4 else next_undo)(self.desk, conn)
        if found is not None:
            with suppress(UserError):  # nothing of it was left to take back
                undo(self.desk, found.ref, partial=True)

    def forget(self) -> None:
        """Anonymises a case or two, also such as are gone."""
        conn = self.desk.store.reader()
        rows = conn.execute("SELECT DISTINCT record FROM change WHERE ledger = 'market-cases'")
        known = [row["record"] for row in rows]
        if known:
            chosen = self.chance.sample(known, min(2, len(known)))
            with self.desk.store.operation(self.desk, "匿名化", kinds.ANONYMISE) as op:
                anonymise(op, self.desk.store.ledgers["market-cases"], chosen, ("phone",))

    def change(self, op: Operation) -> None:
        ledger = self.chance.choice(
            ["roads", "shops", "market-cases", "market-daily", "market-daily"]
        )
        table = op.shape(ledger).table
        known = [row["id"] for row in op.execute(f"SELECT id FROM {table} WHERE id > 1000000000")]
        dice = self.chance.random()
        if self.chance.random() < 0.1:
            self.set(op)
        elif not known or dice < 0.35:
            op.insert(ledger, self.values(ledger))
        elif dice < 0.75:
            values = self.values(ledger)
            keys = self.chance.sample(sorted(values), self.chance.randint(1, len(values)))
            op.update(ledger, self.chance.choice(known), {key: values[key] for key in keys})
        else:
            op.remove(ledger, self.chance.choice(known))

    def set(self, op: Operation) -> None:
        values = self.values("settings")
        row = op.execute("SELECT id FROM settings WHERE name = ?", (values["name"],)).fetchone()
        if row is None:
            op.insert("settings", values)
        else:
            op.update("settings", row["id"], values)


def first_count(desk: Desk) -> int:
    """A kind of line of the daily log."""
    return item(desk, "daily-count", "出动人员")
