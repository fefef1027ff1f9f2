"""文号: numbers of official papers, each given once and for ever, a letterhead and a year by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.documents.ledgers import SENT
from bureau.documents.states import VOID
from bureau.errors import UserError
from bureau.ledger.query import All, Blank, Filter, Is, Not, OneOf, Sort, Titled
from bureau.settings.number_patterns import filled
from bureau.storage.rows import Row, ids, page

if TYPE_CHECKING:
    from datetime import date

    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

PATTERN: Final = "{机关代字}〔{年}〕{序}号"
"""How a number reads where its letterhead says nothing else (GB/T 9704)."""
PARTS: Final = ("number", "code", "year", "serial")


def take_number(op: Operation, head: Row, year: int, today: date) -> dict[str, str | int]:
    """The next number of a letterhead in a year, with its parts, as a record keeps them.

    It follows the highest that was ever given or typed; undo doesn't give it back. Raises UserError
    for a letterhead without a code.
    """
    code = str(head["code"] or "").strip()
    if not code:
        raise UserError("这个文头没有发文代字，请先在“文头”里填写。")
    counter = f"document:{code}"
    (serial,) = op.take_serials(counter, [year])
    last = highest(op.conn, code, year, today)
    if serial <= last:
        serial = op.take_serials(counter, [year] * (last + 1 - serial))[-1]
    number = filled(
        str(head["pattern"] or PATTERN),
        agency=code,
        word="",
        year=year,
        serial=serial,
        segment=op.segment,
    )
    return {"number": number, "code": code, "year": year, "serial": serial}


def highest(conn: Reader, code: str, year: int, today: date) -> int:
    """The highest serial in the register, 0 for none."""
    where = All((Is("code", code), Is("year", year)))
    found = ids(conn, SENT, where, [Sort("serial", descending=True)], today=today, limit=1)
    rows = page(conn, SENT, found, today=today)
    return int(str(rows[0]["serial"] or 0)) if rows else 0


def holders(conn: Reader, number: object, today: date, without: object = None) -> list[Row]:
    """The papers that bear a number, but for one record."""
    if not isinstance(number, str) or not number:
        return []
    found = page(conn, SENT, ids(conn, SENT, Is("number", number), today=today), today=today)
    return [row for row in found if row["id"] != without]


# -- gaps and repeats ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one code in one year: how many papers, the last number, what is wrong."""

    code: str
    year: int
    count: int
    last: int
    void: int
    missing: tuple[int, ...]
    repeated: tuple[int, ...]

    @property
    def where(self) -> Filter:
        """Its papers."""
        own = All((Is("code", self.code), Is("year", self.year)))
        return Titled(f"{self.code}〔{self.year}〕", own)

    @property
    def repeats(self) -> Filter:
        """The papers whose number another one has too."""
        serials = OneOf("serial", self.repeated)
        own = All((Is("code", self.code), Is("year", self.year), serials))
        return Titled(f"{self.code}〔{self.year}〕重号", own)

    @property
    def voided(self) -> Filter:
        """Its papers that were made void; they keep their numbers."""
        own = All((Is("code", self.code), Is("year", self.year), Is("state", VOID)))
        return Titled(f"{self.code}〔{self.year}〕作废", own)


NUMBERED: Final = Not(Blank("serial"))


def series(conn: Reader, today: date, year: int | None = None) -> tuple[Series, ...]:
    """Every code and year of the register, the newest year first. 断号: numbers that no paper has."""
    where = All((NUMBERED, Is("year", year))) if year is not None else NUMBERED
    found = page(conn, SENT, ids(conn, SENT, where, today=today), today=today)
    sorted_out: dict[tuple[int, str], list[Row]] = {}
    for row in found:
        if isinstance(row["year"], int) and isinstance(row["serial"], int):
            sorted_out.setdefault((row["year"], str(row["code"] or "")), []).append(row)
    made = [of_papers(code, of_year, papers) for (of_year, code), papers in sorted_out.items()]
    return tuple(sorted(made, key=lambda one: (-one.year, one.code)))


def of_papers(code: str, year: int, papers: Iterable[Row]) -> Series:
    """The series that these papers of one code and year are."""
    rows = list(papers)
    serials = [int(str(row["serial"])) for row in rows]
    there, last = set(serials), max(serials)
    return Series(
        code,
        year,
        len(rows),
        last,
        sum(row["state"] == VOID for row in rows),
        tuple(one for one in range(1, last) if one not in there),
        tuple(sorted(one for one in there if serials.count(one) > 1)),
    )


def spans(serials: Iterable[int]) -> str:
    """3、7—9: numbers in words, runs of them as a span."""
    runs: list[list[int]] = []
    for one in serials:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    said = [f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return "、".join(said)
