"""党费收缴: what each member owes and paid month by month, and noting it for many at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.editing.acts import filled, meant
from bureau.editing.adding import add_all
from bureau.editing.inputs import Inputs, Stored
from bureau.errors import UserError
from bureau.ledger.query import All, Between, Filter, Ids, OneOf, Titled
from bureau.party.dues_rates import EXEMPT, Tier, due_of, tiers_of
from bureau.party.ledgers import DUES, MEMBERS
from bureau.party.membership import members_of, was_member
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Owed:
    """One member's dues for one month: 分; `due` is None where no base is known."""

    member: int
    branch: int | None
    month: date
    due: int | None
    paid: int
    record: int | None = None

    @property
    def is_missing(self) -> bool:
        """Whether nothing, or not all of it, was paid."""
        return self.due != 0 and (self.paid == 0 or self.paid < (self.due or 0))


@dataclass(frozen=True, slots=True)
class BranchDues:
    """The dues of a branch over some months."""

    branch: int | None
    title: str
    owed: tuple[Owed, ...] = field(default_factory=tuple)

    @property
    def members(self) -> tuple[int, ...]:
        """Who owes anything at all."""
        return tuple(dict.fromkeys(one.member for one in self.owed if one.due != 0))

    @property
    def due(self) -> int:
        """All that is owed, as far as it is known."""
        return sum(one.due or 0 for one in self.owed)

    @property
    def paid(self) -> int:
        """All that was paid."""
        return sum(one.paid for one in self.owed)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Members whose dues can't be reckoned."""
        return tuple(dict.fromkeys(one.member for one in self.owed if one.due is None))

    @property
    def missing(self) -> tuple[int, ...]:
        """Members who haven't paid it all."""
        return tuple(dict.fromkeys(one.member for one in self.owed if one.is_missing))

    @property
    def paid_where(self) -> Filter:
        """What was paid."""
        records = tuple(one.record for one in self.owed if one.record is not None and one.paid)
        return Titled(f"{self.title}已缴党费", Ids(records))


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def months_of(period: Period, today: date) -> list[date]:
    """The first days of the months of a period that have begun.

    Dues are of calendar months: the October that ends on its 25th is October all the same.
    """
    begins = period.begins
    if begins is None:
        return months_between(period.first, min(period.last, today))
    months = (begins.plus(number) for number in range(period.length))
    firsts = (date(month.year, month.number, 1) for month in months)
    return [first for first in firsts if first <= today]


def dues_of(conn: Reader, names: Names, period: Period, today: date) -> tuple[BranchDues, ...]:
    """The dues of a period branch by branch; months that haven't begun aren't owed yet."""
    months = months_of(period, today)
    if not months:
        return ()
    tiers = tiers_of(conn, today)
    owed = [one for month in months for one in owed_in(conn, month, tiers, today)]
    owed.sort(key=lambda one: one.branch or 0)
    titled = [
        BranchDues(branch, names.label("branches", branch) if branch else "未填支部", tuple(group))
        for branch, group in groupby(owed, key=lambda one: one.branch)
    ]
    return tuple(sorted(titled, key=lambda one: one.title))


def owed_in(conn: Reader, month: date, tiers: Sequence[Tier], today: date) -> list[Owed]:
    """What each member of a month owes and paid for it; what is written in its record comes first.

    Whoever paid for a month without being a member in it owes what his record says: no money that
    was noted is left out of the sums.
    """
    last = last_of(month)
    written = {int(str(row["member"])): row for row in records_of(conn, [month], None, today)}
    members = members_of(conn, month, last, today)
    known = {int(str(member["id"])) for member in members}
    others = [of for of, row in written.items() if row["paid"] and of not in known]
    found = []
    for member in (*members, *rows.page(conn, MEMBERS, others, today=today)):
        of = int(str(member["id"]))
        row = written.get(of)
        due = due_of(member, tiers, month) if of in known else 0
        if row is not None and isinstance(row["due"], int):
            due = row["due"]
        branch = (row or {}).get("branch") or member["branch"]
        found.append(
            Owed(
                of,
                branch if isinstance(branch, int) else None,
                month,
                due,
                int(str((row or {}).get("paid") or 0)),
                int(str(row["id"])) if row is not None else None,
            )
        )
    return found


def last_of(month: date) -> date:
    """The last day of a calendar month."""
    return Period.month(month.year, month.month).last


def records_of(
    conn: Reader, months: Collection[date], members: Collection[int] | None, today: date
) -> list[rows.Row]:
    """What is noted for these months."""
    where: Filter = Between("month", min(months).isoformat(), max(months).isoformat())
    if members is not None:
        where = All((where, OneOf("member", tuple(members))))
    return rows.page(conn, DUES, rows.ids(conn, DUES, where, today=today), today=today)


@dataclass(frozen=True, slots=True)
class Collecting:
    """What noting dues for members and months comes to, before anything is written.

    `changed` are records that are there already, with what is owed and what was paid before;
    `outside` counts the months in which somebody was no member.
    """

    new: tuple[tuple[Mapping[str, object], date, int], ...] = ()
    changed: tuple[tuple[int, int, int], ...] = ()
    paid: int = 0
    unknown: tuple[int, ...] = ()
    outside: int = 0

    @property
    def fen(self) -> int:
        """What is collected."""
        return sum(one[2] for one in self.new) + sum(
            due - before for _record, due, before in self.changed
        )

    @property
    def count(self) -> int:
        """How many months of members."""
        return len(self.new) + len(self.changed)


def to_collect(
    desk: Desk, members: Collection[int], months: Collection[date], amount: int | None = None
) -> Collecting:
    """What is still to be paid; `amount` stands for what can't be reckoned, or for everybody.

    Who paid a part pays the rest, unless an amount is said: then what was paid is left alone.
    """
    today = desk.today()
    with desk.store.snapshot() as conn:
        tiers = tiers_of(conn, today)
        found = rows.page(conn, MEMBERS, tuple(members), today=today)
        written = {
            (row["member"], str(row["month"])): row
            for row in records_of(conn, months, members, today)
        }
    new, changed, paid, unknown, outside = [], [], 0, [], 0
    for member in found:
        for month in months:
            if not was_member(member, month, last_of(month)):
                outside += 1
                continue
            row = written.get((member["id"], month.isoformat()))
            due = amount if amount is not None else due_of(member, tiers, month)
            if row is not None and amount is None and isinstance(row["due"], int):
                due = row["due"]
            before = int(str((row or {}).get("paid") or 0))
            if before and (amount is not None or due is None or before >= due):
                paid += 1
            elif due is None:
                unknown.append(int(str(member["id"])))
            elif member["dues_kind"] != EXEMPT and due:
                if row is None:
                    new.append((member, month, due))
                else:
                    changed.append((int(str(row["id"])), due, before))
    return Collecting(tuple(new), tuple(changed), paid, tuple(dict.fromkeys(unknown)), outside)


def collect(
    desk: Desk, members: Collection[int], months: Collection[date], said: Inputs, amount: int | None
) -> Collecting:
    """Notes that these members paid for these months, in one operation.

    Raises UserError where nothing is to be paid, EditFault.
    """
    found = to_collect(desk, members, months, amount)
    if not found.count:
        raise UserError(sentence(found))
    answers = filled(said)
    with desk.store.snapshot() as conn:
        day, receiver = (
            meant(desk, conn, DUES, key, answers[key]) if key in answers else None
            for key in ("paid_on", "receiver")
        )
    paid_on = str(day or desk.today().isoformat())
    received = {"receiver": receiver} if receiver is not None else {}
    wanted: list[Inputs] = [
        {
            "month": Stored(month.isoformat()),
            "member": Stored(int(str(member["id"]))),
            "branch": Stored(member["branch"] if isinstance(member["branch"], int) else None),
            "base": Stored(member["dues_base"] if isinstance(member["dues_base"], int) else None),
            "due": Stored(fen),
            "paid": Stored(fen),
            "paid_on": Stored(paid_on),
            "receiver": answers.get("receiver"),
        }
        for member, month, fen in found.new
    ]
    with desk.store.operation(desk, f"登记党费收缴({found.count} 笔)") as op:
        add_all(op, desk, DUES, wanted, {})
        for record, due, _before in found.changed:
            op.update(DUES.name, record, {"due": due, "paid": due, "paid_on": paid_on, **received})
    return found


def sentence(found: Collecting) -> str:
    """登记 12 笔，共 346.50 元；3 笔原来已缴。"""
    said = [
        f"登记 {found.count} 笔，共 {yuan(found.fen)} 元" if found.count else "没有要登记的党费"
    ]
    if found.paid:
        said.append(f"{found.paid} 笔原来已缴，不再登记")
    if found.outside:
        said.append(f"{found.outside} 笔在入党以前或转出以后，不登记")
    if found.unknown:
        said.append(
            f"{len(found.unknown)} 人没有党费基数，请先在党员名册里填写，或在“每月金额”里写明"
        )
    return "；".join(said) + "。"


def yuan(fen: int) -> str:
    """12,345.60 of 分."""
    return f"{fen // 100:,}.{fen % 100:02}"
