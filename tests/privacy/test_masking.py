"""Something personal planted in every personal field: masked wherever it isn't asked for by name."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.editing.naming import record_name
from bureau.exchange.export import export_ledger
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Ids
from bureau.ledger.types import LongText, Money, Phone, References, Text
from bureau.month.ledger_list import ledger_list
from bureau.office import LEDGERS
from bureau.reports.paper import Paper
from bureau.storage import rows
from bureau.storage.history import removed, timeline
from tests.storage.offices import furnish, hurry, opened

PERSONAL = [
    ledger
    for ledger in LEDGERS
    if any(
        field.personal and isinstance(field.type, Text | LongText | Phone)
        for field in ledger.fields
    )
]
SECRET_TEXT, SECRET_PHONE = "钱多多的秘密住址", "13987654321"


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty office."""
    with opened(furnish(tmp_path / "data")) as desk:
        yield desk


def plant(desk: Desk, ledger: Ledger) -> int:
    """A record with a secret in every personal field that takes a text."""
    values: dict[str, object] = {}
    for field in ledger.fields:
        if not field.personal:
            continue
        if isinstance(field.type, Phone):
            values[field.key] = SECRET_PHONE
        elif isinstance(field.type, Text | LongText):
            values[field.key] = SECRET_TEXT
        else:
            assert isinstance(field.type, Money | References) or field.type.kind in (
                "date", "reference", "scaled", "whole",
            ), field.key  # fmt: skip
    with desk.store.operation(desk, f"登记{ledger.title}") as op:
        return op.insert(ledger.name, values)


def is_masked(text: str) -> bool:
    return SECRET_TEXT not in text and SECRET_PHONE not in text


@pytest.mark.parametrize("ledger", PERSONAL, ids=lambda ledger: ledger.name)
def test_nothing_personal_leaves_unasked(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    record = plant(desk, ledger)
    store, today = desk.store, desk.today()
    with store.snapshot() as conn:
        names = store.names(conn)
        (row,) = rows.page(conn, ledger, [record], today=today)
        assert is_masked(json.dumps(rows.plain(ledger, row, names), ensure_ascii=False))
        events = timeline(conn, store.shapes, ledger, record)
        assert is_masked(repr(events))
        asked = timeline(conn, store.shapes, ledger, record, masked=False)
        assert not is_masked(repr(asked))
        assert is_masked(record_name(ledger, row, names))
    file = tmp_path / "台账.csv"
    export_ledger(desk, ledger, file, Ids((record,)))
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        exported = list(csv.reader(sheet))
    assert len(exported) > 1
    assert is_masked(repr(exported))
    paper: Paper = ledger_list(desk, ledger, Ids((record,)))
    assert is_masked(repr(paper))
    labels = store.reader().execute("SELECT label FROM op").fetchall()
    assert is_masked(repr([one["label"] for one in labels]))
    with store.operation(desk, "删除") as op:
        op.remove(ledger.name, record)
    assert is_masked(repr(removed(store.reader(), store.shapes, ledger)))


def test_names_of_people_that_others_refer_to_are_a_choice() -> None:
    """Staff of the bureau are called by name where they did something; the list covers the rest."""
    labels = {ledger.name for ledger in LEDGERS if ledger.by_key[ledger.label].personal}
    assert labels == {"people", "party-members"}
    assert len(PERSONAL) >= 24
