"""What was filled in and sent: every issue of a form with its file and its values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.ledger.query import All, Filter, Is, Sort
from bureau.returns.ledgers import FILINGS
from bureau.storage import rows
from bureau.storage.kept_files import keep_file, kept_file

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.returns.filling import Filled
    from bureau.returns.forms import Form
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One issue of a form."""

    id: int
    form: int
    first: date
    last: date
    filled_at: str
    filled_by: str
    name: str
    file: str
    values: Mapping[str, str]
    sent: bool = False
    sent_on: str = ""

    @property
    def key(self) -> tuple[int, date, date]:
        """Which form and period it is of."""
        return self.form, self.first, self.last


@dataclass(frozen=True, slots=True)
class Changed:
    """A place that reads otherwise than in another issue; '' where it had nothing."""

    place: str
    before: str
    now: str

    @property
    def sentence(self) -> str:
        """表1 C5 发现案件：183 → 185."""
        return f"{self.place}：{self.before or '（空）'} → {self.now or '（空）'}"


def filings(desk: Desk, conn: Reader, where: Filter) -> tuple[Filing, ...]:
    """Issues, the newest first."""
    order = [Sort("first", descending=True), Sort("filled_at", descending=True)]
    found = rows.ids(conn, FILINGS, where, order, today=desk.today())
    listed = [filing_of(row) for row in rows.page(conn, FILINGS, found, today=desk.today())]
    return tuple(sorted(listed, key=lambda one: (one.first, one.filled_at, one.id), reverse=True))


def filing_of(row: Mapping[str, object]) -> Filing:
    """A record as an issue."""
    return Filing(
        id=int(str(row["id"])),
        form=int(str(row["form"])),
        first=date.fromisoformat(str(row["first"])),
        last=date.fromisoformat(str(row["last"])),
        filled_at=str(row["filled_at"]),
        filled_by=str(row["filled_by"] or ""),
        name=str(row["name"]),
        file=str(row["file"]),
        values=json.loads(str(row["filled"] or "{}")),
        sent=row["sent"] == 1,
        sent_on=str(row["sent_on"] or ""),
    )


def of_period(form: int, period: Period) -> Filter:
    """The issues of a form for a period."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return All((Is("form", form), Is("first", first), Is("last", last)))


def latest(desk: Desk, conn: Reader, form: int, period: Period) -> Filing | None:
    """The issue that counts: the one that was sent, else the last one filled in."""
    found = filings(desk, conn, of_period(form, period))
    return next((one for one in found if one.sent), found[0] if found else None)


def earlier(desk: Desk, conn: Reader, form: int, period: Period) -> Filing | None:
    """The last issue of an earlier period."""
    found = filings(desk, conn, Is("form", form))
    return next((one for one in found if one.last < period.first), None)


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Changed, ...]:
    """Places that read otherwise, in the order of the newer issue, then those that are gone."""
    places = dict.fromkeys((*now, *before))
    return tuple(
        Changed(place, before.get(place, ""), now.get(place, ""))
        for place in places
        if before.get(place, "") != now.get(place, "")
    )


def keep(desk: Desk, filled: Sequence[Filled]) -> tuple[int, ...]:
    """Remembers what was filled in, the files included, in one operation."""
    named = filled[0].form.name if len(filled) == 1 else f"{len(filled)} 份"
    with desk.store.operation(desk, f"填报套表“{named}”") as op:
        return tuple(
            op.insert(
                FILINGS.name,
                {
                    "form": one.form.id,
                    "first": one.period.first.isoformat(),
                    "last": one.period.last.isoformat(),
                    "filled_at": f"{desk.now():%Y-%m-%d %H:%M}",
                    "filled_by": desk.actor,
                    "name": one.name,
                    "file": keep_file(op, one.content, one.name),
                    "filled": json.dumps(one.values, ensure_ascii=False),
                },
            )
            for one in filled
        )


def mark_sent(desk: Desk, filing: Filing, form: Form, *, sent: bool = True) -> None:
    """Says that an issue went out, from when on the form shows it as it was; or takes that back."""
    label = f"套表“{form.name}”{'已报出' if sent else '取消报出'}"
    with desk.store.operation(desk, label) as op:
        day = desk.today().isoformat() if sent else None
        op.update(FILINGS.name, filing.id, {"sent": int(sent), "sent_on": day})


def file_of(conn: Reader, filing: Filing) -> bytes:
    """The file as it was filled in. Raises UserError."""
    try:
        return kept_file(conn, filing.file)
    except UserError:
        raise UserError(f"“{filing.name}”的文件不在数据里了；请重新填报一次。") from None
