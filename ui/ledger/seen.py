"""What the details pane shows of one record: read off the window's thread, all of it words already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bureau.desk import Desk
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.types import Choice, Computed, Lines, Photos, Reference
from bureau.storage.history import Event, timeline
from bureau.storage.photo_lists import Photo, kept_photos
from bureau.storage.rows import Row, page
from ui.ledger.tones import is_state, tone_name


@dataclass(frozen=True)
class Fact:
    """One line of the pane: a field's title, its value in words ('' for blank), its tone's name."""

    key: str
    title: str
    text: str
    masked: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Seen:
    """A record as the pane shows it."""

    record: int
    title: str
    state: Fact | None
    facts: tuple[Fact, ...]
    photos: Mapping[str, list[Photo]] = field(default_factory=dict)
    events: tuple[Event, ...] = ()

    @property
    def has_masked(self) -> bool:
        """Whether something personal is hidden."""
        return any(fact.masked for fact in self.facts)


def see(desk: Desk, ledger: Ledger, record: int, *, unmasked: bool = False) -> Seen | None:
    """The record as it is now; None when it is gone."""
    with desk.store.snapshot() as conn:
        found = page(conn, ledger, [record], today=desk.now())
        if not found:
            return None
        row = found[0]
        names = desk.store.names(conn)
        facts = [fact for one in ledger.fields for fact in facts_of(one, row, names, unmasked)]
        state_key = next((one.key for one in ledger.fields if is_state(one)), "")
        state = next((fact for fact in facts if fact.key == state_key and fact.text), None)
        title = title_of(ledger, facts)
        return Seen(
            record,
            title,
            state,
            tuple(fact for fact in facts if fact.key not in (ledger.label, state_key)),
            {
                one.key: list(kept_photos(row.get(one.key)))
                for one in ledger.fields
                if isinstance(one.type, Photos)
            },
            tuple(timeline(conn, desk.store.shapes, ledger, record)),
        )


def facts_of(declared: Field, row: Row, names: Names, unmasked: bool) -> list[Fact]:
    """The lines that a field makes: one, none for photos, one a kind for lines."""
    if isinstance(declared.type, Photos):
        return []
    value = row.get(declared.key)
    if isinstance(declared.type, Lines):
        return line_facts(declared, declared.type, value, names)
    stored: Value = value  # type: ignore[assignment]
    masked = declared.personal and stored is not None and not unmasked
    text = (declared.type.mask if masked else declared.type.show)(stored, names)
    unit = declared.unit
    if text and unit:
        text = f"{text} {unit}"
    if isinstance(declared.type, Computed) and not text:
        return []
    return [Fact(declared.key, declared.title, text, masked, tone_name(declared, stored))]


def line_facts(declared: Field, lines: Lines, value: object, names: Names) -> list[Fact]:
    """One fact a kind that has a number, in the catalogue's order."""
    amounts = value if isinstance(value, Mapping) else {}
    return [
        Fact(
            f"{declared.key}.{item.id}",
            item.title,
            f"{lines.show_line(amounts[item.id], item)} {item.unit}",
        )
        for item in names.items(lines.catalogue)
        if item.id in amounts
    ]


def title_of(ledger: Ledger, facts: list[Fact]) -> str:
    """ZZ-2026-1201 · 店外经营: what names the record, and its class or unit."""
    words = {fact.key: fact.text for fact in facts}
    name = words.get(ledger.label, "")
    kind = next(
        (
            words.get(one.key, "")
            for one in ledger.fields
            if (one.required or one.key in ledger.key) and isinstance(one.type, Choice | Reference)
        ),
        "",
    )
    return " · ".join(word for word in (name, kind) if word) or ledger.title
