"""All 考核办法 as a clerk sees them: the shipped ones, the bureau's own, which of them is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from bureau.assessment.books import (
    NAMED,
    PAY_RULE,
    TEMPLATE,
    E,
    awards,
    read_content,
    rubrics,
    rule_without_own,
)
from bureau.assessment.editions import edition_on
from bureau.assessment.ledgers import AWARDS, PAY_RULES, RUBRICS
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric
from bureau.assessment.rules import Rule
from bureau.assessment.sheet_texts import free_key
from bureau.assessment.shipped import shipped_rules
from bureau.assessment.stored import next_month
from bureau.catalogue import SHIPPED_IDS
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Everything
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

T = TypeVar("T", bound=Rubric | Rule | Awards)
FAMILIES: Mapping[str, str] = {"sanitation": "环卫公司", "towns": "镇街"}
IN_FORCE = "现行"
OWN = "（本局）"


def rubric_books(conn: Reader, families: Sequence[str], today: date) -> tuple[Book[Rubric], ...]:
    """The rubrics of these families: own ones, shipped ones, templates; each group newest first."""
    return editions(rubrics(conn, today), own_records(conn, RUBRICS, today), families, today)


def award_books(conn: Reader, families: Sequence[str], today: date) -> tuple[Book[Awards], ...]:
    """The amounts by place, as `rubric_books`."""
    return editions(awards(conn, today), own_records(conn, AWARDS, today), families, today)


def own_records(conn: Reader, ledger: Ledger, today: date) -> dict[str, int]:
    """The records of the bureau's own by their keys."""
    found = rows.page(conn, ledger, rows.ids(conn, ledger, Everything(), today=today), today=today)
    return {str(row["code"]): int(str(row["id"])) for row in found}


def editions(
    everything: Iterable[E], records: Mapping[str, int], families: Sequence[str], today: date
) -> tuple[Book[E], ...]:
    """The editions of these families, with what is to be said of each."""
    known = tuple(everything)
    books = [
        Book(
            key=one.key,
            title=one.title,
            family=base_of(one.family),
            value=one,
            record=records.get(one.key),
            state=state_of(one, known, today),
            valid_from=one.valid_from,
            valid_to=one.valid_to,
        )
        for one in known
        if base_of(one.family) in families
    ]
    # sorted() keeps the order of equals: newest first within each.
    books.sort(key=lambda book: book.valid_from or date.min, reverse=True)
    return tuple(sorted(books, key=lambda book: (families.index(book.family), rank_of(book))))


def rank_of(book: Book[E]) -> int:
    """Own ones first, then those that ship, templates last."""
    return 0 if book.record is not None else 1 + (book.state == "样板")


def base_of(family: str) -> str:
    """What is judged, whatever the use: sanitation for sanitation-template."""
    return family.removesuffix(TEMPLATE).removesuffix(NAMED)


def state_of(edition: Rubric | Awards, everything: Iterable[Rubric | Awards], today: date) -> str:
    """现行 for the one that judges the month of `today`; else what it is."""
    if edition.family.endswith(TEMPLATE):
        return "样板"
    if edition.family.endswith(NAMED):
        return "专用"
    first = today.replace(day=1)
    try:
        if edition_on(everything, edition.family, first).key == edition.key:
            return IN_FORCE
    except UserError:
        return "未生效"
    if edition.valid_from > first:
        return "未生效"
    ended = edition.valid_to is not None and edition.valid_to < first
    return "已失效" if ended else "已被替代"


def rule_books(conn: Reader, names: Names, today: date) -> tuple[Book[Rule], ...]:
    """The rules of payment that the catalogue names; one without content has no value yet."""
    found = rows.page(
        conn, PAY_RULES, rows.ids(conn, PAY_RULES, Everything(), today=today), today=today
    )
    own = {int(str(row["rule"])): row for row in found}
    books: list[Book[Rule]] = []
    for item in names.items(PAY_RULE):
        row = own.get(item.id)
        value, state = None, ""
        if row is not None:
            value = read_content(Rule, PAY_RULES, str(row["content"]))
        else:
            try:
                value = rule_without_own(conn, names, item.id, today)
            except UserError:
                state = "明细不完整"
        state = state or ("" if value is not None else "没有内容")
        books.append(
            Book(
                key=value.key if value is not None else "",
                title=item.title,
                family="sanitation",
                value=value,
                record=None if row is None else int(str(row["id"])),
                item=item.id,
                state=state if item.active else "已停用",
            )
        )
    return tuple(sorted(books, key=lambda book: book.is_shipped))


# -- copies ----------------------------------------------------------------------------------------


def copy_of_rubric(rubric: Rubric, books: Iterable[Book[Rubric]], today: date) -> Rubric:
    """A copy for the bureau to edit, in force from the first of next month on."""
    known = tuple(books)
    return replace(
        rubric,
        key=own_key(known, today),
        title=own_title(rubric.title, known),
        family=base_of(rubric.family),
        valid_from=next_month(today.replace(day=1)),
        valid_to=None,
    )


def copy_of_awards(of: Awards, books: Iterable[Book[Awards]], today: date) -> Awards:
    """A copy for the bureau to edit, as `copy_of_rubric`."""
    known = tuple(books)
    return replace(
        of,
        key=own_key(known, today),
        title=own_title(of.title, known),
        valid_from=next_month(today.replace(day=1)),
        valid_to=None,
    )


def copy_of_rule(rule: Rule, books: Iterable[Book[Rule]], today: date) -> Rule:
    """A copy for the bureau to edit; contracts choose it by its name."""
    known = tuple(books)
    return replace(rule, key=own_key(known, today), title=own_title(rule.title, known))


def first_rule(book: Book[Rule], books: Iterable[Book[Rule]], today: date) -> Rule:
    """What a rule that a file named begins with: the first shipped one, under its name."""
    return replace(shipped_rules()[0], key=own_key(books, today), title=book.title, note="")


def own_key(books: Iterable[Book[T]], today: date) -> str:
    """A key that no other has; the day in it keeps it from being that of one deleted earlier."""
    return free_key((book.key for book in books), f"own-{today:%Y%m%d}")


def own_title(title: str, books: Iterable[Book[T]]) -> str:
    """The title of a copy: 默认 goes, and a number comes where 本局 is taken."""
    taken = {book.title for book in books}
    stem = title.removesuffix("（默认）").removesuffix("（样板）").removesuffix(OWN)
    wanted, number = f"{stem}{OWN}", 2
    while wanted in taken:
        wanted, number = f"{stem}（本局{number}）", number + 1
    return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Generic[T]):
    """One of the list. `record` is the bureau's own, None for what ships; `item` that of a rule."""

    key: str
    title: str
    family: str
    value: T | None
    record: int | None
    state: str
    item: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with the program: to be copied, not changed."""
        known = self.item is None or self.item in SHIPPED_IDS
        return self.record is None and self.value is not None and known
