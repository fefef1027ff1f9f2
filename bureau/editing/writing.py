"""Edits of any ledger: add, change, clear and remove, each one operation with one name, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bureau.desk import Desk
from bureau.editing.faults import CellFault, EditFault, of_record
from bureau.editing.inputs import Draft, Input, InputReader, Inputs, reader_of
from bureau.editing.naming import added_label, changed_label
from bureau.editing.recognising import identity_texts, key_fault
from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.storage.bulk import AT_ONCE
from bureau.storage.late_index import index_later
from bureau.storage.new_names import insert_names, with_ids
from bureau.storage.operation import Operation
from bureau.storage.photo_lists import NewPhoto, entry, listed
from bureau.storage.photos import add_photo
from bureau.storage.recognition import came_from_a_file, free_identity, with_values
from bureau.storage.rows import Row, page

PAGE = 500
"""Records read at once."""
Photos = Mapping[str, Sequence[NewPhoto | Path | bytes | str]]
"""All photos of a field in their order: those to take in, entries of those that are kept."""
Step = Callable[[int, int], None]
"""Told how many looks of how many are done, two a record; what it raises stops the edit, nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did: records that changed, names that are now in a register as 待核, what followed."""

    count: int
    new_names: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def add(
    desk: Desk, ledger: Ledger, inputs: Inputs, *, photos: Photos | None = None, label: str = ""
) -> int:
    """A new record; gives its id. Its number is given where the ledger numbers and none is typed.

    Raises EditFault, UserError for a photo that can't be read.
    """
    with desk.store.operation(desk, label) as op:
        reader = reader_of(desk, op.conn, ledger)
        draft = reader.read(inputs, None)
        if draft.faults:
            raise EditFault(ledger, of_record(None, draft.faults))
        values = {key: value for key, value in draft.values.items() if value is not None}
        values |= taken_photos(op, desk, photos)
        if ledger.identity:
            texts = identity_texts(reader, values)
            values[IDENTITY] = free_identity(op.conn, ledger, texts)
        values = with_ids(ledger, values, insert_names(op, reader.new_names.names.values()))
        give_number(op, ledger, values)
        refuse_same_key(op, desk, reader, values)
        record = op.insert(ledger.name, values)
        op.label = label or added_label(ledger, values, reader.names)
    return record


def change(
    desk: Desk,
    ledger: Ledger,
    ids: Collection[int],
    inputs: Inputs,
    *,
    photos: Photos | None = None,
    label: str = "",
    step: Step | None = None,
) -> Edited:
    """The same inputs for one record or many. Raises EditFault."""
    return edit(desk, ledger, dict.fromkeys(ids, inputs), photos=photos, label=label, step=step)


def change_cells(
    desk: Desk,
    ledger: Ledger,
    cells: Mapping[tuple[int, str], Input],
    label: str = "",
    *,
    step: Step | None = None,
) -> Edited:
    """A block of cells by record and field key (lines as `counts.3201`). Raises EditFault."""
    wanted: dict[int, dict[str, Input]] = {}
    for (record, key), raw in cells.items():
        wanted.setdefault(record, {})[key] = raw
    return edit(desk, ledger, wanted, label=label, step=step)


def clear_cells(
    desk: Desk, ledger: Ledger, cells: Iterable[tuple[int, str]], label: str = ""
) -> Edited:
    """Empties cells; required ones are faults. Raises EditFault."""
    wanted: dict[int, dict[str, Input]] = {}
    for record, key in cells:
        wanted.setdefault(record, {})[key] = None
    return edit(desk, ledger, wanted, label=label)


def edit(
    desk: Desk,
    ledger: Ledger,
    wanted: Mapping[int, Inputs],
    *,
    photos: Photos | None = None,
    label: str = "",
    step: Step | None = None,
) -> Edited:
    """Inputs by record, in one operation. Raises EditFault."""
    if not wanted:
        return Edited(0)
    with desk.store.operation(desk, label) as op:
        return edit_within(op, desk, ledger, wanted, photos=photos, label=label, step=step)


def edit_within(
    op: Operation,
    desk: Desk,
    ledger: Ledger,
    wanted: Mapping[int, Inputs],
    *,
    photos: Photos | None = None,
    label: str = "",
    step: Step | None = None,
) -> Edited:
    """The same within an operation that is open."""
    reader = reader_of(desk, op.conn, ledger)
    pictures = taken_photos(op, desk, photos)
    told = step or unheard
    drafts = read_all(op, desk, reader, wanted, pictures, told)
    if len(drafts) > AT_ONCE:
        index_later(op)
    ids = insert_names(op, reader.new_names.names.values())
    changed: list[int] = []
    for done, (record, draft) in enumerate(drafts.items()):
        if done % PAGE == 0:
            told(len(wanted) + done, 2 * len(wanted))
        if op.update(ledger.name, record, with_ids(ledger, draft.values, ids)):
            changed.append(record)
    settle_recognition(op, desk, reader, {record: drafts[record] for record in changed})
    if changed:
        keys = edited_keys(wanted, [drafts[record].values for record in changed])
        keys += list(pictures)
        row = page(op.conn, ledger, changed[:1], today=desk.today())[0]
        clears = not photos and not any(
            raw is not None for inputs in wanted.values() for raw in inputs.values()
        )
        rows = (len(changed), row)
        op.label = label or changed_label(ledger, keys, rows, reader.names, clears=clears)
    return Edited(
        len(changed),
        tuple(name.text for name in reader.new_names.names.values()),
        tuple(dict.fromkeys(said for record in changed for said in drafts[record].said)),
    )


def edited_keys(wanted: Mapping[int, Inputs], changes: Sequence[Mapping[str, object]]) -> list[str]:
    """Keys of the inputs that changed something; several kinds of lines count as their field."""
    written = {key for values in changes for key in values}
    found: dict[str, list[str]] = {}
    for key in dict.fromkeys(key for inputs in wanted.values() for key in inputs):
        if (base := key.partition(".")[0]) in written:
            found.setdefault(base, []).append(key)
    return [keys[0] if len(keys) == 1 else base for base, keys in found.items()]


def unheard(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


def read_all(
    op: Operation,
    desk: Desk,
    reader: InputReader,
    wanted: Mapping[int, Inputs],
    pictures: Mapping[str, object],
    told: Step,
) -> dict[int, Draft]:
    """What the inputs make of each record; those that change nothing are left out. Raises EditFault."""
    drafts: dict[int, Draft] = {}
    faults: list[CellFault] = []
    for done, row in enumerate(present_rows(op, desk, reader.ledger, wanted, faults)):
        if done % PAGE == 0:
            told(done, 2 * len(wanted))
        record = int(str(row["id"]))
        draft = reader.read(wanted[record], row, record)
        draft.values |= {key: value for key, value in pictures.items() if value != row.get(key)}
        faults += of_record(record, draft.faults)
        if draft.values:
            drafts[record] = draft
    if faults:
        raise EditFault(reader.ledger, faults)
    return drafts


def present_rows(
    op: Operation,
    desk: Desk,
    ledger: Ledger,
    wanted: Iterable[int],
    faults: list[CellFault],
) -> Iterator[Row]:
    """The records as they are, a page at a time; one that is gone is a fault."""
    left = iter(wanted)
    while chunk := list(islice(left, PAGE)):
        rows = page(op.conn, ledger, chunk, today=desk.today())
        yield from rows
        there = {row["id"] for row in rows}
        faults += [
            CellFault(record, "", "这一条已经被删除", "请刷新列表")
            for record in chunk
            if record not in there
        ]


# -- what goes with a record ------------------------------------------------------------------------


def taken_photos(op: Operation, desk: Desk, photos: Photos | None) -> dict[str, object]:
    """The stored lists of photos, new ones taken into the data folder. Raises UserError."""
    return {
        key: listed(taken_photo(op, desk, picture) for picture in pictures)
        for key, pictures in (photos or {}).items()
    }


def taken_photo(op: Operation, desk: Desk, picture: NewPhoto | Path | bytes | str) -> str:
    """The entry of one photo; what is new is taken into the data folder. Raises UserError."""
    if isinstance(picture, str):
        return picture
    new = picture if isinstance(picture, NewPhoto) else NewPhoto(picture)
    return entry(add_photo(op, desk.store.folder, new.source, new.name), new.turn)


def give_number(op: Operation, ledger: Ledger, values: dict[str, object]) -> None:
    """The record's visible number, one that nobody typed already."""
    numbering = ledger.numbering
    if numbering is None or values.get(numbering.field) is not None:
        return
    day = values.get(ledger.date)
    year = int(day[:4]) if isinstance(day, str) else op.at.year
    number = op.give_numbers(numbering, [year])[0]
    while with_values(op.conn, ledger, {numbering.field: number}) is not None:
        number = op.give_numbers(numbering, [year])[0]
    values[numbering.field] = number


def refuse_same_key(op: Operation, desk: Desk, reader: InputReader, row: Row) -> None:
    """Raises EditFault when another record has the key of a new one."""
    ledger = reader.ledger
    fault = key_fault(op.conn, ledger, reader.names, row, None, desk.today())
    if fault is not None:
        raise EditFault(ledger, of_record(None, [fault]))


def settle_recognition(
    op: Operation, desk: Desk, reader: InputReader, drafts: Mapping[int, Draft]
) -> None:
    """After a change: the identities that follow their fields, keys that must stay apart.

    All is written by then, so that two records may exchange their numbers. A record that came
    from a file keeps the identity of its row: the same file brings it nothing new, whatever was
    mended here since. Raises EditFault.
    """
    ledger = reader.ledger
    renamed = [r for r, d in drafts.items() if not set(ledger.identity).isdisjoint(d.values)]
    rekeyed = [r for r, d in drafts.items() if not ledger.apart.isdisjoint(d.values)]
    if not (renamed or rekeyed):
        return
    reader.names = desk.store.names(op.conn)
    faults: list[CellFault] = []
    for row in present_rows(op, desk, ledger, renamed, faults):
        record = int(str(row["id"]))
        if not came_from_a_file(op.conn, ledger.name, record):
            identity = free_identity(op.conn, ledger, identity_texts(reader, row), record)
            op.update(ledger.name, record, {IDENTITY: identity})
    for row in present_rows(op, desk, ledger, rekeyed, faults):
        record = int(str(row["id"]))
        fault = key_fault(op.conn, ledger, reader.names, row, record, desk.today())
        faults += of_record(record, [fault] if fault is not None else [])
    if faults:
        raise EditFault(ledger, faults)
