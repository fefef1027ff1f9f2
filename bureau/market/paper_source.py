"""What the forms of a case print from: the bureau's name and texts, names, officers, cases, all read once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names, Value
from bureau.market.ledgers import CASES
from bureau.market.notice_drafts import by_id, day_words, moment_words, numbers
from bureau.register.ledgers import PEOPLE
from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Block, PageBreak, Paper
from bureau.settings.reading import Settings, read_settings
from bureau.storage.rows import Row, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

BLANK_DAY = "　　　　年　　月　　日"
BLANK_MOMENT = "　　　　年　　月　　日　　时　　分"


@dataclass(frozen=True)
class Source:
    """One picture of what papers are made of."""

    head: Letterhead
    settings: Settings
    names: Names
    cases: Mapping[object, Row]
    people: Mapping[object, Row]

    @classmethod
    def of(
        cls, desk: Desk, conn: Reader, cases: Iterable[object], rows: Iterable[Row] = ()
    ) -> Source:
        """For papers about these cases; `rows` name the officers."""
        today = desk.today()
        settings = read_settings(conn, today)
        officers = [one for row in rows for one in listed(row.get("officers"))]
        return cls(
            settings.letterhead(desk.now()),
            settings,
            desk.store.names(conn),
            by_id(page(conn, CASES, numbers(cases), today=today)),
            by_id(page(conn, PEOPLE, dict.fromkeys(officers), today=today)),
        )

    def shown(self, ledger: Ledger, row: Mapping[str, object], key: str) -> str:
        """A field in the words of the screen, unmasked: these papers need the whole."""
        value: Value = row.get(key)  # type: ignore[assignment]
        return ledger.by_key[key].type.show(value, self.names)

    def paper(self, title: str, pages: Sequence[Sequence[Block]], *, numbered: bool) -> Paper:
        """Forms one after the other, each on a page of its own."""
        blocks: list[Block] = []
        for one in pages:
            if blocks:
                blocks.append(PageBreak())
            blocks += one
        return Paper(
            title=title,
            blocks=tuple(blocks),
            form="form",
            page_numbers="of-total" if numbered else "none",
            author=self.head.bureau,
            subject=title,
            made_at=self.head.made_at,
        )


def listed(value: object) -> list[int]:
    """The ids of a field that names several records."""
    return [int(one) for one in json.loads(value)] if isinstance(value, str) else []


def day_of(value: object) -> str:
    """2026年11月3日, room to write it where there is none."""
    return day_words(value) if isinstance(value, str) else BLANK_DAY


def moment_of(value: object) -> str:
    """2026年11月3日9时20分, room to write it where there is none."""
    return moment_words(value) if isinstance(value, str) else BLANK_MOMENT


def text(row: Mapping[str, object], key: str) -> str:
    """A text field, '' for nothing."""
    value = row.get(key)
    return "" if value is None else str(value)
