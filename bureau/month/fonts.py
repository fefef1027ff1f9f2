"""What this PC prints with: faces by their use, and characters of the ledgers that none of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bureau.desk import Desk
from bureau.ledger.types import Text
from bureau.office import LEDGERS
from bureau.reports.render.face_list import FaceUse, faces_in_use, missing_characters
from bureau.reports.render.faces import faces_of_this_pc
from bureau.storage import rows

PAGE = 500
Step = Callable[[int, int], None]
"""Told how many rows of how many are done; raises to stop."""


def printed_faces() -> list[FaceUse]:
    """Each part of a paper with the face that prints it here."""
    return faces_in_use(faces_of_this_pc())


def unprintable(desk: Desk, step: Step) -> list[tuple[str, str]]:
    """Characters that would not print, each with a text in which it stands."""
    return missing_characters(faces_of_this_pc(), texts_of(desk, step))


def texts_of(desk: Desk, step: Step) -> Iterator[str]:
    """Every text of every ledger that a person can open."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        for ledger in LEDGERS:
            keys = [field.key for field in ledger.stored if isinstance(field.type, Text)]
            if ledger.internal or not keys:
                continue
            ids = rows.ids(conn, ledger, today=today)
            for first in range(0, len(ids), PAGE):
                step(first, len(ids))
                for row in rows.page(conn, ledger, ids[first : first + PAGE], today=today):
                    yield from (str(row[key]) for key in keys if row[key])
