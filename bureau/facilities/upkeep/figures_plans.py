"""养护计划 of a period: what each plan asks for, what was done, what is missing, with what is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted, Share, hundredths
from bureau.facilities.definitions import UNDONE, within
from bureau.facilities.ledgers import FACILITIES, PLANS, WORKS
from bureau.facilities.ledgers.register import GONE, STOPPED
from bureau.facilities.lighting.figures_lamps import read
from bureau.facilities.repairs.figures_works import parts, unit_told, worked
from bureau.facilities.stored import record_of
from bureau.facilities.upkeep.planning import (
    Deed,
    Plan,
    Span,
    settled,
    span_before,
    spans,
    verdict,
)
from bureau.facilities.values import day, referred, whole
from bureau.ledger.query import All, Any, Between, Blank, Filter, Ids, Not, OneOf
from bureau.ledger.words import scaled_text
from bureau.register.ledgers import ROADS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

KEEPABLE = Not(OneOf("state", (*GONE, STOPPED)))
"""Facilities that are maintained: there, and not stopped."""


def plan_lines(conn: Reader, names: Names, period: Period, today: date) -> tuple[PlanLine, ...]:
    """One line of each plan and span that has a day in the period, overdue ones first.

    Before them stands the span before of a plan that isn't kept yet, so that no work is forgotten
    at the turn of a month.
    """
    asked: list[tuple[PlanCard, tuple[Span, ...]]] = []
    for card in read_plans(conn, today):
        own = spans(card.plan, period.first, period.last)
        before = span_before(card.plan, period.first)
        asked.append((card, (*((before,) if before else ()), *own)))
    return tuple(
        sorted(
            (
                line
                for line in lines_of(conn, names, asked, today)
                if line.span.last >= period.first or (line.missing and line.is_over)
            ),
            key=lambda line: (not (line.is_over and line.missing), line.span.last, line.plan),
        )
    )


def read_plans(conn: Reader, today: date) -> list[PlanCard]:
    """The plans by name; one without a period asks for nothing."""
    found = []
    for row in rows.page(conn, PLANS, rows.ids(conn, PLANS, today=today), today=today):
        period, begins, ends = (
            referred(row["period"]),
            day(row["begins_on"]),
            day(row["ends_on"]),
        )
        if period is not None and begins is not None:
            plan = Plan(
                period=period,
                begins=begins,
                ends=ends,
                tolerance=referred(row["tolerance"]) or 0,
                by_day=str(row["by_day"] or ""),
            )
            found.append(
                PlanCard(
                    record=record_of(row),
                    name=str(row["name"]),
                    team=str(row["team"] or ""),
                    kind=referred(row["kind"]),
                    asset=referred(row["asset"]),
                    road=referred(row["road"]),
                    plan=plan,
                )
            )
    return found


def lines_of(
    conn: Reader,
    names: Names,
    asked: Sequence[tuple[PlanCard, tuple[Span, ...]]],
    today: date,
) -> Iterable[PlanLine]:
    """What each span of each plan has come to."""
    first = min((span.first for _, own in asked for span in own), default=None)
    if first is None:
        return
    cards = read_cards(conn, [card for card, _ in asked], today)
    since = {card.record: min((span.first for span in own), default=first) for card, own in asked}
    works = read_works(conn, since, today)
    for card, own in asked:
        plan = card.plan
        things = targets_of(card, cards)
        mine = works.get(card.record, Works())
        kept = {
            target.record: found
            for target in mine.among(things.targets)
            if (found := settled(plan, own, mine.of(target)))
        }
        for span in own:
            wanted = things.asked(span)
            done = {record: found[span] for record, found in kept.items() if span in found}
            if things.newest > span.first.isoformat():
                done = {record: done[record] for record in wanted if record in done}
            yield PlanLine(
                record=card.record,
                plan=card.name,
                team=card.team,
                about=about(names, card),
                span=span,
                asked=len(wanted),
                done=tuple(dict.fromkeys(found.deed.record for found in done.values())),
                kept=len(done),
                late=sum(found.late for found in done.values()),
                missing=tuple([record for record in wanted if record not in done])
                if done
                else wanted,
                of=ledger_of(card),
                verdict=verdict(plan, span, len(wanted), done.values(), today),
                is_over=span.last < today,
            )


def about(names: Names, card: PlanCard) -> str:
    """What a plan is for, in words: 人民路 雨水箅子."""
    words = []
    if card.road is not None:
        words.append(names.label("roads", card.road))
    if card.asset is not None:
        words.append(names.label("facilities", card.asset))
    elif card.kind is not None:
        item = names.item_by_id(card.kind)
        words.append(item.title if item else "")
    return " ".join(words)


def ledger_of(card: PlanCard) -> Ledger:
    """Where what a plan is for stands: a card, a road, or the plan itself."""
    if card.kind is not None or card.asset is not None:
        return FACILITIES
    return ROADS if card.road is not None else PLANS


def read_cards(conn: Reader, plans: Sequence[PlanCard], today: date) -> dict[int | None, Things]:
    """The facilities that one of these plans may be for, by type."""
    kinds = sorted({plan.kind for plan in plans if plan.kind is not None})
    single = sorted({plan.asset for plan in plans if plan.asset is not None})
    where = All((Any((OneOf("kind", tuple(kinds)), Ids(tuple(single)))), KEEPABLE))
    found: dict[int | None, list[Target]] = {}
    keys = ("id", "kind", "road", "installed_on")
    for record, kind, road, installed in read(conn, FACILITIES, keys, where, today):
        since = installed if isinstance(installed, str) else None
        found.setdefault(referred(kind), []).append(Target(whole(record), referred(road), since))
    return {kind: Things.of(targets) for kind, targets in found.items()}


def targets_of(plan: PlanCard, cards: Mapping[int | None, Things]) -> Things:
    """What a plan is for: one card, the cards of its kind (on its road), a road, or itself."""
    if plan.asset is not None:
        everything = (card for things in cards.values() for card in things.targets)
        return Things.of([card for card in everything if card.record == plan.asset])
    if plan.kind is not None:
        alike = cards.get(plan.kind, NOTHING)
        if plan.road is None:
            return alike
        return Things.of([card for card in alike.targets if card.road == plan.road])
    if plan.road is not None:
        return Things.of([Target(plan.road, plan.road, whole=True)])
    return Things.of([Target(plan.record, whole=True)])


def read_works(conn: Reader, since: Mapping[int, date], today: date) -> dict[int, Works]:
    """What was done for each of these plans since its day, by plan."""
    where = All(
        (
            Between("done_on", min(since.values()).isoformat(), None),
            OneOf("plan", tuple(since)),
            Not(OneOf("result", (UNDONE,))),
        )
    )
    found = {plan: Works() for plan in since}
    keys = ("id", "plan", "done_on", "asset", "facility", "road")
    for record, plan, done_on, asset, words, road in read(conn, WORKS, keys, where, today):
        on, of = day(done_on), whole(plan)
        if on is not None and on >= since[of]:
            found[of].take(Deed(on, whole(record)), referred(asset), words, referred(road))
    return found


def plan_figures(conn: Reader, names: Names, period: Period, today: date) -> PlanFigures:
    """养护计划 whose deadline lies in a period, and what was done in it."""
    lines = plan_lines(conn, names, period, today)
    due = [line for line in lines if period.first <= line.span.last <= period.last]
    behind = tuple(dict.fromkeys(line.record for line in due if line.missing and line.is_over))
    asked = sum(line.asked for line in due)
    kept = sum(line.kept for line in due)
    plans = Ids(tuple(dict.fromkeys(line.record for line in due)))
    records = Ids(tuple(dict.fromkeys(record for line in due for record in line.done)))
    done = within("done_on", period)
    return PlanFigures(
        lines=lines,
        works=Counted("养护记录", rows.count(conn, WORKS, done, today=today), done),
        kept=Share(Counted("已做", kept, records), Counted("到期应做", asked, plans)),
        late=sum(line.late for line in due),
        overdue=sum(len(line.missing) for line in due if line.is_over),
        behind=Counted("超期的计划", len(behind), Ids(behind)),
        problems=problems(conn, period, today),
        quantities=quantities(conn, names, period, today),
    )


def problems(conn: Reader, period: Period, today: date) -> Counted:
    """Works of a period that found something."""
    where = All((within("done_on", period), Not(Blank("problem"))))
    return Counted("发现问题", rows.count(conn, WORKS, where, today=today), where)


def quantities(
    conn: Reader, names: Names, period: Period, today: date
) -> tuple[tuple[str, str, Counted], ...]:
    """What was done of each item in a period: title, unit, hundredths, as 维修量 reckons units."""
    items = {item.id: item for item in names.items("work-item")}
    where = All((worked(period), Not(Blank("quantity"))))
    return tuple(
        (
            items[item].title,
            unit_told(items[item], [part]),
            Counted("工程量", part.hundredths, part.where),
        )
        for (item, _), part in parts(conn, WORKS, where, items, today)
    )


def plans_document(of: PlanFigures) -> dict[str, object]:
    """The figures ready for JSON."""
    return {
        "due": of.kept.whole.count,
        "done": of.kept.part.count,
        "rate": hundredths(of.kept.rate),
        "late": of.late,
        "overdue": of.overdue,
        "plans_behind": of.behind.count,
        "works": of.works.count,
        "problems": of.problems.count,
        "quantities": [
            {"item": title, "unit": unit, "quantity": scaled_text(line.count, 2)}
            for title, unit, line in of.quantities
        ],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A plan: what it is for, and what decides when it falls due."""

    record: int
    name: str
    team: str
    kind: int | None
    asset: int | None
    road: int | None
    plan: Plan


class Target(NamedTuple):
    """One thing that a plan asks for: a card, or a road or the plan as a `whole`.

    What was installed after a span's first day, `since`, is new: it isn't asked for in that span.
    """

    record: int
    road: int | None = None
    since: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Things:
    """What a plan asks for; several plans share those of one type."""

    targets: tuple[Target, ...] = ()
    records: tuple[int, ...] = ()
    newest: str = ""
    """The day on which the last of them was installed, "" where none is known."""

    @classmethod
    def of(cls, targets: Sequence[Target]) -> Things:
        """These."""
        return cls(
            tuple(targets),
            tuple([target.record for target in targets]),
            max((target.since for target in targets if target.since), default=""),
        )

    def asked(self, span: Span) -> tuple[int, ...]:
        """Those that were there when a span began."""
        first = span.first.isoformat()
        if self.newest <= first:
            return self.records
        return tuple([one.record for one in self.targets if not one.since or one.since <= first])


NOTHING: Final = Things()


@dataclass(slots=True)
class Works:
    """What was done for one plan: for cards, for whole roads, for all that it asks for."""

    cards: dict[int, list[Deed]] = field(default_factory=dict)
    roads: dict[int, list[Deed]] = field(default_factory=dict)
    everywhere: list[Deed] = field(default_factory=list)

    def take(self, deed: Deed, asset: int | None, words: object, road: int | None) -> None:
        """Puts one in its place; work at a place that has no card is none of a card's."""
        if asset is not None:
            self.cards.setdefault(asset, []).append(deed)
        elif words:
            return
        elif road is not None:
            self.roads.setdefault(road, []).append(deed)
        else:
            self.everywhere.append(deed)

    def among(self, targets: Sequence[Target]) -> Sequence[Target]:
        """Those for which something may have been done: of 20,000 lamps most have no work at all."""
        if self.roads or self.everywhere or (len(targets) == 1 and targets[0].whole):
            return targets
        return [target for target in targets if target.record in self.cards]

    def of(self, target: Target) -> list[Deed]:
        """What was done for this one; for a plan as a whole, anywhere."""
        if target.whole and target.road is None:
            parts = [*self.cards.values(), *self.roads.values()]
            return [*self.everywhere, *(deed for part in parts for deed in part)]
        found = [] if target.whole else self.cards.get(target.record, [])
        if target.road is not None:
            found = [*found, *self.roads.get(target.road, ())]
        return [*found, *self.everywhere]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One span of one plan: how many things it asks for and had, and what is behind each number."""

    record: int
    plan: str
    team: str
    about: str
    span: Span
    asked: int
    kept: int
    late: int
    done: tuple[int, ...]
    missing: tuple[int, ...]
    of: Ledger
    """The ledger of `missing`."""
    verdict: str
    is_over: bool

    @property
    def works(self) -> Filter:
        """The records of what was done."""
        return Ids(self.done)

    @property
    def missed(self) -> Filter:
        """What is missing."""
        return Ids(self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """Plans of a period: its lines, and the sums of those whose deadline lies in it."""

    lines: tuple[PlanLine, ...]
    works: Counted
    kept: Share
    late: int
    overdue: int
    behind: Counted
    problems: Counted
    quantities: tuple[tuple[str, str, Counted], ...]


__all__ = ["PlanFigures", "PlanLine", "plan_figures", "plan_lines", "plans_document"]
