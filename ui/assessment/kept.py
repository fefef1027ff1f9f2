"""What the page does with each kind of 考核办法: listed, copied, saved, deleted, by the bureau's rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from bureau.assessment import books, shelf
from bureau.assessment.ledgers import AWARDS, PAY_RULES, RUBRICS
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric, walk
from bureau.assessment.rules import Rule
from bureau.assessment.shelf import Book
from bureau.desk import Desk
from bureau.editing.removing import remove
from bureau.ledger.declaration import Ledger
from bureau.month.open_months import months_of_awards, months_of_rubric, months_of_rule
from bureau.sanitation.terms import FEE_EVENTS

T = TypeVar("T", bound=Rubric | Rule | Awards)
EVENT_KIND = "assessed-event"


class Kept(Generic[T]):
    """One kind. `ledger` keeps the bureau's own."""

    title: str
    ledger: Ledger

    def __init__(self, desk: Desk, families: Sequence[str]) -> None:
        self.desk = desk
        self.families = tuple(families)

    def books(self) -> tuple[Book[T], ...]:
        """All of them in the order of the list."""
        raise NotImplementedError

    def copy(self, book: Book[T], known: Sequence[Book[T]]) -> T | None:
        """A copy to edit, None of one without content."""
        raise NotImplementedError

    def blank(self, book: Book[T]) -> T | None:
        """What a form begins with for one that has no content yet."""
        return None

    def save(self, value: T, item: int | None) -> object:
        """Keeps a value, in one operation. Raises UserError."""
        raise NotImplementedError

    def months(self, key: str, value: T | None, item: int | None) -> tuple[date, ...]:
        """Open months that are judged anew when it is saved so, or deleted (None)."""
        raise NotImplementedError

    def remove(self, book: Book[T]) -> None:
        """Deletes one of the bureau's own. Raises UserError while a contract names it."""
        if book.record is not None:
            label = f"删除{self.ledger.title}“{book.title}”"
            remove(self.desk, self.ledger, [book.record], label=label)


class RubricsKept(Kept[Rubric]):
    """考核细则."""

    title = "考核细则"
    ledger = RUBRICS

    def books(self) -> tuple[Book[Rubric], ...]:
        with self.desk.store.snapshot() as conn:
            return shelf.rubric_books(conn, self.families, self.desk.today())

    def copy(self, book: Book[Rubric], known: Sequence[Book[Rubric]]) -> Rubric | None:
        today = self.desk.today()
        return None if book.value is None else shelf.copy_of_rubric(book.value, known, today)

    def save(self, value: Rubric, item: int | None) -> object:
        return books.save_rubric(self.desk, value)

    def months(self, key: str, value: Rubric | None, item: int | None) -> tuple[date, ...]:
        with self.desk.store.snapshot() as conn:
            return months_of_rubric(conn, key, value, self.desk.today())


class RulesKept(Kept[Rule]):
    """扣费规则."""

    title = "扣费规则"
    ledger = PAY_RULES

    def books(self) -> tuple[Book[Rule], ...]:
        with self.desk.store.snapshot() as conn:
            names = self.desk.store.names(conn)
            return shelf.rule_books(conn, names, self.desk.today())

    def copy(self, book: Book[Rule], known: Sequence[Book[Rule]]) -> Rule | None:
        today = self.desk.today()
        return None if book.value is None else shelf.copy_of_rule(book.value, known, today)

    def blank(self, book: Book[Rule]) -> Rule | None:
        return shelf.first_rule(book, self.books(), self.desk.today())

    def save(self, value: Rule, item: int | None) -> object:
        return books.save_rule(self.desk, item, value)

    def months(self, key: str, value: Rule | None, item: int | None) -> tuple[date, ...]:
        if item is None:
            return ()
        with self.desk.store.snapshot() as conn:
            return months_of_rule(conn, item, self.desk.today())

    def remove(self, book: Book[Rule]) -> None:
        books.remove_rule(self.desk, book.item or 0)

    def problems(self) -> Mapping[str, str]:
        """Problems and blocks that can have a price, by key, those of the rubric in force first."""
        found: dict[str, str] = {}
        for rubric in self.rubrics():
            for block in walk(rubric.blocks):
                if block.by == "deductions":
                    found.setdefault(block.key, f"{block.title}（各类问题）")
                for item in block.items:
                    found.setdefault(item.key, f"{block.title}：{item.title}")
        return found

    def blocks(self) -> Mapping[str, str]:
        """Blocks that a charge can be judged by, by key."""
        found: dict[str, str] = {}
        for rubric in self.rubrics():
            for block in walk(rubric.blocks):
                found.setdefault(block.key, block.title)
        return found

    def rubrics(self) -> list[Rubric]:
        """All rubrics of contractors, the one in force first."""
        with self.desk.store.snapshot() as conn:
            shelved = shelf.rubric_books(conn, self.families, self.desk.today())
        ordered = sorted(shelved, key=lambda book: book.state != shelf.IN_FORCE)
        return [book.value for book in ordered if book.value is not None]

    def events(self) -> Mapping[str, str]:
        """Kinds of event by the keys that rules have for them."""
        titles: dict[str, list[str]] = {}
        for item in self.desk.store.names().items(EVENT_KIND):
            key = FEE_EVENTS.get(item.id, f"event-{item.id}")
            titles.setdefault(key, []).append(item.title)
        return {key: "、".join(named) for key, named in titles.items()}


class AwardsKept(Kept[Awards]):
    """奖罚标准."""

    title = "奖罚标准"
    ledger = AWARDS

    def books(self) -> tuple[Book[Awards], ...]:
        with self.desk.store.snapshot() as conn:
            return shelf.award_books(conn, self.families, self.desk.today())

    def copy(self, book: Book[Awards], known: Sequence[Book[Awards]]) -> Awards | None:
        today = self.desk.today()
        return None if book.value is None else shelf.copy_of_awards(book.value, known, today)

    def save(self, value: Awards, item: int | None) -> object:
        return books.save_awards(self.desk, value)

    def months(self, key: str, value: Awards | None, item: int | None) -> tuple[date, ...]:
        with self.desk.store.snapshot() as conn:
            return months_of_awards(conn, key, value, self.desk.today())
