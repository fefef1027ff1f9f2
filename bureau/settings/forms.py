"""What every printed form needs: who issues it, the names of things, where photos lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from bureau.calendar.periods import Period
from bureau.reports.form_papers import form_paper
from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Block, Orientation, Paper
from bureau.settings.reading import letterhead

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names, Value
    from bureau.storage.connection import Reader
    from bureau.storage.paths import DataFolder


@dataclass(frozen=True)
class Forms:
    """Read once for all forms of a paper; a department adds what its own print from."""

    keywords: ClassVar[tuple[str, ...]] = ()
    head: Letterhead
    names: Names
    folder: DataFolder

    @classmethod
    def plain(cls, desk: Desk, conn: Reader) -> Self:
        """For forms about chosen records."""
        return cls(letterhead(conn, desk.now()), desk.store.names(conn), desk.store.folder)

    def shown(self, ledger: Ledger, row: Mapping[str, object], key: str) -> str:
        """A field in the words of the screen, unmasked."""
        value: Value = row.get(key)  # type: ignore[assignment]
        return ledger.by_key[key].type.show(value, self.names)

    def paper(
        self,
        title: str,
        period: str,
        pages: Iterable[Sequence[Block]],
        *,
        watermark: str = "",
        orientation: Orientation = "portrait",
    ) -> Paper:
        """Forms one after the other, each beginning on a page of its own."""
        return form_paper(
            self.head,
            title,
            period,
            pages,
            keywords=self.keywords,
            watermark=watermark,
            orientation=orientation,
        )


@dataclass(frozen=True)
class PeriodForms(Forms):
    """And what papers about a period need besides: the period, and the day it is seen on."""

    period: Period
    today: date

    @classmethod
    def of(cls, desk: Desk, conn: Reader, period: Period) -> Self:
        """With the books open."""
        return cls(
            letterhead(conn, desk.now()),
            desk.store.names(conn),
            desk.store.folder,
            period,
            desk.today(),
        )
