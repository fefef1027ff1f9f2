"""The figures of hazards, permits and waterlogging for a period, each with the filter behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted, Share, hundredths
from bureau.facilities.definitions import day_before, within
from bureau.facilities.ledgers import HAZARDS, PERMITS, WATER_EVENTS, WATERLOGGING
from bureau.facilities.ledgers.hazards import FAILED, UNFINISHED, WANTED
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not
from bureau.settings.declared import WATER_RESPONSE
from bureau.settings.reading import read_settings
from bureau.storage.rows import bound, count, value_counts

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class HazardsOf:
    """The figures of hazards for one period, seen on `today`: each property is one definition."""

    period: Period
    today: date

    @property
    def until(self) -> str:
        """The last day that has been seen of the period."""
        return min(self.period.last, self.today).isoformat()

    @property
    def passed(self) -> str:
        """The last day of the period that is over."""
        if self.period.last < self.today:
            return self.period.last.isoformat()
        return day_before(self.today)

    @property
    def found(self) -> Filter:
        """排查隐患数: found in the period."""
        return within("found_on", self.period)

    @property
    def righted(self) -> Filter:
        """完成整改数: righted in the period, whenever found."""
        return within("righted_on", self.period)

    @property
    def found_righted(self) -> Filter:
        """Of those found in the period, righted by its end: what 整改率 is of."""
        return All((self.found, Between("righted_on", None, self.until)))

    @property
    def closed(self) -> Filter:
        """销号数: closed in the period."""
        return within("closed_on", self.period)

    @property
    def carried(self) -> Filter:
        """上期结转: found before the period and not righted before it."""
        return self.open_before(self.period.first.isoformat())

    def open_before(self, day: str) -> Filter:
        """Found before a day, and not righted before it."""
        before = day_before(date.fromisoformat(day))
        righted = Between("righted_on", None, before)
        return All((Between("found_on", None, before), Not(righted)))

    @property
    def open(self) -> Filter:
        """未整改数: found by the period's end, and not righted by it."""
        return All((Between("found_on", None, self.until), self.unrighted))

    @property
    def unrighted(self) -> Filter:
        """Not righted by the period's end."""
        return Any((Blank("righted_on"), Not(Between("righted_on", None, self.until))))

    @property
    def overdue(self) -> Filter:
        """超期未整改: open, and the last day of its limit is over."""
        return All((self.open, Between("due_on", None, self.passed)))

    @property
    def unlimited(self) -> Filter:
        """未定期限: open without a limit."""
        return All((self.open, Blank("due_on")))

    @property
    def due(self) -> Filter:
        """应整改数: the limit ended in the period, and it is over or the hazard is righted."""
        over = Between("due_on", None, self.passed)
        return All((within("due_on", self.period), Any((over, Not(Blank("righted_on"))))))

    @property
    def in_time(self) -> Filter:
        """按期整改数: of those due, righted within the limit."""
        return All((self.due, Is("in_time", 1)))

    @property
    def unclosed(self) -> Filter:
        """待销号: righted by the period's end, and not closed by it."""
        closed = Between("closed_on", None, self.until)
        return All((Between("righted_on", None, self.until), Not(closed)))

    @property
    def looked_back(self) -> Filter:
        """回头看: looked at again in the period."""
        return within("rechecked_on", self.period)

    @property
    def fell_back(self) -> Filter:
        """回头看不合格: failed there."""
        return All((self.looked_back, Is("recheck", FAILED)))

    @property
    def watched(self) -> Filter:
        """挂牌督办: open, and watched from above."""
        return All((self.open, Not(Blank("watched_on"))))


def hazard_figures(conn: Reader, names: Names, period: Period, today: date) -> HazardFigures:
    """安全隐患 of a period."""
    of = HazardsOf(period, today)

    def one(title: str, where: Filter) -> Counted:
        return Counted(title, count(conn, HAZARDS, where, today=today), where)

    return HazardFigures(
        carried=one("上期结转", of.carried),
        found=one("排查隐患", of.found),
        righted=one("完成整改", of.righted),
        closed=one("销号", of.closed),
        open=one("未整改", of.open),
        overdue=one("超期未整改", of.overdue),
        unlimited=one("未定期限", of.unlimited),
        unclosed=one("待销号", of.unclosed),
        looked_back=one("回头看", of.looked_back),
        fell_back=one("回头看不合格", of.fell_back),
        watched=one("挂牌督办", of.watched),
        rate=Share(one("已整改", of.found_righted), one("排查隐患", of.found)),
        in_time=Share(one("按期整改", of.in_time), one("应整改", of.due)),
        by_grade=by_item(conn, names, HAZARDS, "grade", of.open, today),
        by_kind=by_item(conn, names, HAZARDS, "kind", of.open, today),
        found_by_kind=by_item(conn, names, HAZARDS, "kind", of.found, today),
    )


def by_item(
    conn: Reader, names: Names, ledger: Ledger, key: str, where: Filter, today: date
) -> tuple[Counted, ...]:
    """How many of each class, in the order of the catalogue; 未填 last."""
    lines = []
    for value, number in value_counts(conn, ledger, key, where, today=today):
        item = names.item_by_id(value) if isinstance(value, int) else None
        own = Blank(key) if value is None else Is(key, value)
        lines.append(Counted(item.title if item else "未填", number, All((own, where))))
    return tuple(lines)


def permit_figures(conn: Reader, names: Names, period: Period, today: date) -> PermitFigures:
    """作业票 whose work began in a period; those unfinished as they are today."""
    begun = within("begins_at", period)

    def one(title: str, where: Filter) -> Counted:
        return Counted(title, count(conn, PERMITS, where, today=today), where)

    return PermitFigures(
        begun=one("作业票", begun),
        finished=one("已完工", All((begun, Not(Blank("finished_at"))))),
        unapproved=one(
            "未批准先作业",
            All((begun, Is("state", WANTED), Between("begins_at", None, day_before(today)))),
        ),
        unfinished=one("超时未完工", Is("state", UNFINISHED)),
        by_kind=by_item(conn, names, PERMITS, "kind", begun, today),
    )


def water_figures(conn: Reader, names: Names, period: Period, today: date) -> WaterFigures:
    """积水 of a period: events, those reached within 2 hours, and what each spot had."""
    begun = within("began_at", period)

    def one(title: str, where: Filter) -> Counted:
        return Counted(title, count(conn, WATER_EVENTS, where, today=today), where)

    arrived = All((begun, Not(Blank("arrived_at"))))
    condition, parameters = bound(WATER_EVENTS, begun, today)
    found = conn.execute(
        "SELECT t.spot, count(*), max(t.depth_cm),"
        f" max({WATER_EVENTS.by_key['minutes'].type.sql_expression})"  # type: ignore[attr-defined]
        f" FROM {WATER_EVENTS.table} t WHERE {condition}"
        " GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1",
        parameters,
    )
    standing = Blank("righted_on")
    limit = read_settings(conn, today).value(WATER_RESPONSE)
    return WaterFigures(
        events=one("积水", begun),
        responded=Share(
            one(f"{span_words(limit)}内到场", All((begun, Is("responded", 1)))),
            one("有到场时间", arrived),
        ),
        undrained=one("未排干", All((begun, Blank("drained_at")))),
        spots=tuple(
            SpotLine(
                spot=names.label("waterlogging", spot),
                events=events,
                depth=depth,
                minutes=minutes,
                where=All((Is("spot", spot), begun)),
            )
            for spot, events, depth, minutes in found
        ),
        standing=Counted(
            "未消除易涝点", count(conn, WATERLOGGING, standing, today=today), standing
        ),
    )


def span_words(minutes: int) -> str:
    """2 小时, 90 分钟."""
    hours, rest = divmod(minutes, 60)
    return f"{minutes} 分钟" if rest or not hours else f"{hours} 小时"


def hazards_document(
    hazards: HazardFigures, permits: PermitFigures, water: WaterFigures
) -> dict[str, object]:
    """The three ready for JSON."""
    return {
        "hazards": {
            "carried": hazards.carried.count,
            "found": hazards.found.count,
            "righted": hazards.righted.count,
            "closed": hazards.closed.count,
            "open": hazards.open.count,
            "overdue": hazards.overdue.count,
            "unlimited": hazards.unlimited.count,
            "unclosed": hazards.unclosed.count,
            "righting_rate": hundredths(hazards.rate.rate),
            "due": hazards.in_time.whole.count,
            "in_time": hazards.in_time.part.count,
            "in_time_rate": hundredths(hazards.in_time.rate),
            "looked_back": hazards.looked_back.count,
            "fell_back": hazards.fell_back.count,
            "watched": hazards.watched.count,
            "open_by_grade": {line.title: line.count for line in hazards.by_grade},
            "open_by_kind": {line.title: line.count for line in hazards.by_kind},
        },
        "permits": {
            "begun": permits.begun.count,
            "finished": permits.finished.count,
            "unapproved": permits.unapproved.count,
            "unfinished": permits.unfinished.count,
            "by_kind": {line.title: line.count for line in permits.by_kind},
        },
        "waterlogging": {
            "events": water.events.count,
            "responded": water.responded.part.count,
            "with_arrival": water.responded.whole.count,
            "response_rate": hundredths(water.responded.rate),
            "undrained": water.undrained.count,
            "spots_standing": water.standing.count,
            "spots": [
                {
                    "spot": line.spot,
                    "events": line.events,
                    "depth_cm_hundredths": line.depth,
                    "minutes": line.minutes,
                }
                for line in water.spots
            ],
        },
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardFigures:
    """Hazards of a period: carried + found − righted = open."""

    carried: Counted
    found: Counted
    righted: Counted
    closed: Counted
    open: Counted
    overdue: Counted
    unlimited: Counted
    unclosed: Counted
    looked_back: Counted
    fell_back: Counted
    watched: Counted
    rate: Share
    in_time: Share
    by_grade: tuple[Counted, ...]
    by_kind: tuple[Counted, ...]
    found_by_kind: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitFigures:
    """Permits of a period; `unfinished` are all that are so today."""

    begun: Counted
    finished: Counted
    unapproved: Counted
    unfinished: Counted
    by_kind: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotLine:
    """What one spot had: how often, how deep at worst (0.01 cm), how long at worst in minutes."""

    spot: str
    events: int
    depth: int | None
    minutes: int | None
    where: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterFigures:
    """Waterlogging of a period; `standing` are the spots that aren't removed yet."""

    events: Counted
    responded: Share
    undrained: Counted
    spots: tuple[SpotLine, ...]
    standing: Counted
