"""Which records have personal data whose time is over, and their anonymising in one operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.access.rights import ANONYMISE
from bureau.drafts import Drafts
from bureau.errors import UserError
from bureau.ledger.query import All, Any, Between, Blank, Filter, Ids, Not, OneOf, Sort
from bureau.settings.reading import read_settings
from bureau.settings.retention import RETENTION
from bureau.storage import kinds, rows
from bureau.storage.anonymising import anonymise as erase
from bureau.storage.anonymising import gone_with_content

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.settings.reading import Settings
    from bureau.storage.connection import Reader

FIELDS: Final[dict[str, tuple[str, ...]]] = {"repairs": ("reporter",)}
"""Whose data are kept for a time only, where it isn't every personal field: repairers are staff."""
NOTHING: Final = "没有到期的个人信息，不用匿名化。"


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes of a ledger, and when. `years` 0 means never."""

    ledger: Ledger
    fields: tuple[str, ...]
    years: int

    @property
    def title(self) -> str:
        """The fields in words."""
        return "、".join(self.ledger.by_key[key].title for key in self.fields)


@dataclass(frozen=True, slots=True)
class Due:
    """One ledger's records that are due: present ones, removed ones, and the oldest day."""

    rule: Rule
    records: tuple[int, ...]
    removed: tuple[int, ...]
    oldest: str
    until: date

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.records) + len(self.removed)


def rules(ledgers: Collection[Ledger], settings: Settings) -> list[Rule]:
    """The rules as the bureau has set them, in the order of the ledgers."""
    return [
        Rule(ledger, fields_of(ledger), settings.value(RETENTION[ledger.name]))
        for ledger in ledgers
        if ledger.name in RETENTION
    ]


def fields_of(ledger: Ledger) -> tuple[str, ...]:
    """The personal fields that are kept for a time only."""
    every = tuple(field.key for field in ledger.stored if field.personal)
    return FIELDS.get(ledger.name, every)


def last_day(today: date, years: int) -> date:
    """The last day whose records have been kept for so many years. 29 February counts as the 28th."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def due_of(rule: Rule, until: date) -> Filter:
    """The records up to a day that still have some of it."""
    spared = name_stays(rule.ledger)
    filled: list[Filter] = []
    for key in rule.fields:
        present: Filter = Not(Blank(key))
        if spared is not None and key == spared[0]:
            present = All((present, Not(spared[1])))
        filled.append(present)
    return All((Between(rule.ledger.date, None, until.isoformat()), Any(tuple(filled))))


def name_stays(ledger: Ledger) -> tuple[str, Filter] | None:
    """The field with a shop's name, and whose records keep it: by it returns (反弹) are known.

    The name of a shop or company isn't personal data; a case against a person loses the name.
    """
    rule = ledger.recurs
    if rule is None:
        return None
    return rule.party, OneOf(rule.party_kind, (None, *rule.shop_kinds))


def due(desk: Desk) -> list[Due]:
    """What is due today, ledger by ledger, those with nothing included. Raises RightsError."""
    desk.require(ANONYMISE)
    with desk.store.snapshot() as conn:
        return [one for one in found(conn, desk) if desk.may(ANONYMISE, one.rule.ledger.department)]


def found(conn: Reader, desk: Desk) -> list[Due]:
    """The same from one picture of the books."""
    today = desk.today()
    listed = rules(tuple(desk.store.ledgers.values()), read_settings(conn, today))
    return [due_by(conn, desk, rule, today) for rule in listed]


def due_by(conn: Reader, desk: Desk, rule: Rule, today: date) -> Due:
    """What is due by one rule."""
    until = last_day(today, rule.years)
    if not rule.years:
        return Due(rule, (), (), "", until)
    ledger = rule.ledger
    records = rows.ids(conn, ledger, due_of(rule, until), [Sort(ledger.date)], today=today)
    oldest = ""
    if records:
        first = rows.page(conn, ledger, records[:1], today=today)[0]
        oldest = str(first[ledger.date])[:10]
    gone = gone_with_content(conn, desk.store.shapes[ledger.name], ledger.date, until.isoformat())
    return Due(rule, tuple(records), tuple(gone), oldest, until)


def count_due(conn: Reader, desk: Desk) -> int:
    """How many records are due in all, removed ones apart: what 工作台 reminds of."""
    today = desk.today()
    listed = rules(tuple(desk.store.ledgers.values()), read_settings(conn, today))
    return sum(
        rows.count(conn, rule.ledger, due_of(rule, last_day(today, rule.years)), today=today)
        for rule in listed
        if rule.years and desk.may(ANONYMISE, rule.ledger.department)
    )


def anonymise(desk: Desk, chosen: Sequence[Due]) -> int:
    """Erases what is due of these ledgers, in one operation that can't be undone.

    Gives how many records it was done to. Drafts of them go, too. Raises UserError, RightsError.
    """
    for one in chosen:
        desk.require(ANONYMISE, one.rule.ledger.department, one.rule.ledger.title)
    wanted = [one for one in chosen if one.count]
    if not wanted:
        raise UserError(NOTHING)
    titles = "、".join(f"{one.rule.ledger.title} {one.count} 条" for one in wanted)
    done = 0
    with desk.store.operation(desk, f"匿名化到期的个人信息：{titles}", kinds.ANONYMISE) as op:
        for one in wanted:
            for fields, records in split(op.conn, one, desk.today()):
                erased = erase(op, one.rule.ledger, records, fields)
                done += len(erased)
                drop_drafts(desk, one.rule.ledger, erased)
    desk.store.overwrite_log()
    return done


def split(conn: Reader, one: Due, today: date) -> list[tuple[tuple[str, ...], Sequence[int]]]:
    """The records by the fields that go: of shops the name stays."""
    rule, everything = one.rule, (*one.records, *one.removed)
    spared = name_stays(rule.ledger)
    if spared is None:
        return [(rule.fields, everything)]
    key, where = spared
    keep = set(rows.ids(conn, rule.ledger, All((Ids(one.records), where)), today=today))
    others = tuple(field for field in rule.fields if field != key)
    found = [
        (rule.fields, [record for record in everything if record not in keep]),
        (others, sorted(keep)),
    ]
    return [(fields, records) for fields, records in found if records]


def drop_drafts(desk: Desk, ledger: Ledger, records: Collection[int]) -> None:
    """Forms of these records that were never saved hold what they held."""
    drafts = Drafts(desk)
    for draft in drafts.all():
        if draft.ledger == ledger.name and draft.record in set(records):
            drafts.drop(ledger, draft.record)
