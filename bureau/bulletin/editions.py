"""Editions of a period as it was issued: read, kept, taken back; what is frozen stays for ever."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bureau.access.rights import UNLOCK
from bureau.bulletin.frozen import unpack
from bureau.bulletin.ledgers.editions import EDITION_PAPERS, EDITIONS
from bureau.errors import UserError
from bureau.ledger.query import All, Is, Sort
from bureau.storage import kinds, rows

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation
    from bureau.storage.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a period. `folder` is its place below the archive; `named` and `figures` are packed."""

    record: int
    title: str
    first: date
    last: date
    number: int
    issued_on: date
    signed_by: str
    reason: str
    folder: str
    checksums: str
    withdrawn_on: date | None
    withdrawn_by: str
    withdrawn_reason: str
    named: str
    figures: str

    @property
    def words(self) -> str:
        """第1版."""
        return edition_words(self.number)

    @property
    def in_force(self) -> bool:
        """Whether nobody took it back."""
        return self.withdrawn_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPaper:
    """One file of an edition; `content` is the paper packed, blank for its editable form."""

    record: int
    kind: str
    title: str
    file_name: str
    sha256: str
    pages: int
    size: int
    content: str


def edition_words(number: int) -> str:
    """第1版."""
    return f"第{number}版"


# -- reading -----------------------------------------------------------------------------------------


def editions_of(conn: Reader, period: Period) -> tuple[Edition, ...]:
    """Every edition of a period, the newest first."""
    where = All(
        (
            Is("period_first", period.first.isoformat()),
            Is("period_last", period.last.isoformat()),
        )
    )
    found = rows.ids(conn, EDITIONS, where, [Sort("edition", True)], today=period.last)
    return tuple(map(read, rows.page(conn, EDITIONS, found, today=period.last)))


def every_edition(conn: Reader, today: date) -> tuple[Edition, ...]:
    """All editions of all periods, as they were issued."""
    found = rows.ids(conn, EDITIONS, None, [Sort("period_first"), Sort("edition")], today=today)
    return tuple(map(read, rows.page(conn, EDITIONS, found, today=today)))


def edition_in_force(conn: Reader, period: Period) -> Edition | None:
    """The newest edition; None where there is none or it was taken back.

    An older one doesn't come back in its place: it was replaced for a reason.
    """
    found = editions_of(conn, period)
    return found[0] if found and found[0].in_force else None


def is_issued(conn: Reader, period: Period) -> bool:
    """Whether the period stands issued now."""
    return edition_in_force(conn, period) is not None


def papers_of(conn: Reader, edition: Edition) -> tuple[EditionPaper, ...]:
    """Its files in the order of the index."""
    where = Is("edition", edition.record)
    found = rows.ids(conn, EDITION_PAPERS, where, [Sort("position")], today=edition.last)
    return tuple(
        EditionPaper(
            record=whole(row, "id"),
            kind=text(row, "kind"),
            title=text(row, "title"),
            file_name=text(row, "file_name"),
            sha256=text(row, "sha256"),
            pages=whole(row, "pages"),
            size=whole(row, "size"),
            content=text(row, "content"),
        )
        for row in rows.page(conn, EDITION_PAPERS, found, today=edition.last)
    )


def frozen_paper(conn: Reader, edition: Edition, kind: str) -> str:
    """A paper of an edition, packed; nothing where it isn't among them."""
    return next((one.content for one in papers_of(conn, edition) if one.kind == kind), "")


def figures_of(edition: Edition) -> object:
    """The whole of the figures as they were issued. Raises EnvironmentFault for a damaged one."""
    return json.loads(str(unpack(edition.figures)), parse_float=Decimal)


def read(row: Row) -> Edition:
    """The edition of a record."""
    withdrawn = text(row, "withdrawn_on")
    return Edition(
        record=whole(row, "id"),
        title=text(row, "title"),
        first=date.fromisoformat(text(row, "period_first")),
        last=date.fromisoformat(text(row, "period_last")),
        number=whole(row, "edition"),
        issued_on=date.fromisoformat(text(row, "issued_on")),
        signed_by=text(row, "signed_by"),
        reason=text(row, "reason"),
        folder=text(row, "folder"),
        checksums=text(row, "index_sha256"),
        withdrawn_on=date.fromisoformat(withdrawn) if withdrawn else None,
        withdrawn_by=text(row, "withdrawn_by"),
        withdrawn_reason=text(row, "withdrawn_reason"),
        named=text(row, "named"),
        figures=text(row, "figures"),
    )


def text(row: Row, key: str) -> str:
    """A stored text, blank for none."""
    value = row.get(key)
    return "" if value is None else str(value)


def whole(row: Row, key: str) -> int:
    """A stored whole number, 0 for none."""
    value = row.get(key)
    return value if isinstance(value, int) else 0


# -- changing ----------------------------------------------------------------------------------------


def keep(op: Operation, values: dict[str, object], papers: Sequence[dict[str, object]]) -> int:
    """Writes an edition with its papers; gives its record."""
    record = op.insert(EDITIONS.name, values)
    for position, one in enumerate(papers, 1):
        op.insert(EDITION_PAPERS.name, {**one, "edition": record, "position": position})
    return record


def withdraw(desk: Desk, edition: Edition, approver: str, reason: str) -> None:
    """收回: the period isn't issued any longer; the edition and its files stay. Raises UserError."""
    if not (approver := approver.strip()):
        raise UserError("请填写批准收回的人。")
    if not (reason := reason.strip()):
        raise UserError("请写明收回的理由，它会和这一版一起留档。")
    desk.require(UNLOCK)
    with desk.store.operation(desk, f"收回{edition.title}", kind=kinds.ISSUE) as op:
        present = op.row(op.shape(EDITIONS.name), edition.record)
        if present["withdrawn_on"] is not None:
            raise UserError(f"{edition.title}已经收回了，请刷新后再看。")
        op.update(
            EDITIONS.name,
            edition.record,
            {
                "withdrawn_on": desk.today().isoformat(),
                "withdrawn_by": approver,
                "withdrawn_reason": reason,
            },
        )
