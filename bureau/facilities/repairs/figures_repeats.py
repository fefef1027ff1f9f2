"""What breaks again and again: facilities with several faults, and the worst cabinets and circuits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted
from bureau.facilities.definitions import COUNTS, RepairsOf
from bureau.facilities.ledgers import FACILITIES, REPAIRS
from bureau.facilities.lighting.figures_lamps import Lamps, read, read_faults, read_lamps
from bureau.facilities.lighting.nights import upward
from bureau.facilities.repairs.figures_conditions import REPEAT_DAYS, FellBack
from bureau.ledger.query import All, Between, Blank, Filter, Ids, Is, Not, OneOf
from bureau.reports.change import ratio
from bureau.storage.counting import count_all
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

TWICE = 2
MOST = 20
"""Facilities and circuits that are listed."""
CABINETS = (6702, 6703)
"""控制箱 and 箱变."""
Circuit = tuple[str, str]
"""Cabinet and circuit as the cards name them; a circuit that isn't named is ""."""


def broken_again(conn: Reader, period: Period, today: date) -> Again:
    """重复故障 and 复发 among those reported in the period."""
    of = RepairsOf(period, today)
    wanted = {"repeated": ("重复故障数", of.repeated), "relapsed": ("复发数", of.relapsed)}
    found = count_all(conn, REPAIRS, wanted, today, of.reported)
    repeats, relapses = found["repeated"], found["relapsed"]
    return Again(
        Counted(repeats.title, repeats.count, repeats.where),
        Counted(relapses.title, relapses.count, relapses.where),
    )


def repeated(conn: Reader, names: Names, period: Period, today: date) -> tuple[Repeated, ...]:
    """重复故障的设施: two faults or more, one of them in the period, in it or in the last 90 days of it.

    Faults of places without a card can't be told apart and aren't here.
    """
    of = RepairsOf(period, today)
    last = date.fromisoformat(of.until)
    first = min(period.first, last - timedelta(REPEAT_DAYS - 1))
    span = Between("reported_on", first.isoformat(), last.isoformat())
    window = All((COUNTS, Not(Blank("asset")), span))
    condition, parameters = bound(REPAIRS, window, today)
    relapse = FellBack().sql(REPAIRS)[0]
    begins = f"'{period.first.isoformat()}'"
    rows = conn.execute(
        f"SELECT t.asset, count(*), sum({relapse}), max(t.reported_on) FROM {REPAIRS.table} t"
        f" WHERE {condition} GROUP BY 1"
        f" HAVING count(*) >= {TWICE} AND max(t.reported_on) >= {begins}"
        f" ORDER BY 2 DESC, 3 DESC, 4 DESC, 1 LIMIT {MOST}",
        parameters,
    )
    rows.row_factory = None
    found = rows.fetchall()
    cards = {
        record: (code, kind, road)
        for record, code, kind, road in read(
            conn, FACILITIES, ("id", "code", "kind", "road"), Ids(tuple(row[0] for row in found)),
            today,
        )
    }  # fmt: skip
    lines = []
    for asset, count, relapses, latest in found:
        code, kind, road = cards[asset]
        item = names.item_by_id(kind) if isinstance(kind, int) else None
        lines.append(
            Repeated(
                code=str(code),
                kind=item.title if item is not None else "",
                road=names.label("roads", road) if isinstance(road, int) else "",
                faults=count,
                relapses=relapses,
                latest=date.fromisoformat(latest[:10]),
                where=All((window, Is("asset", asset))),
            )
        )
    return tuple(lines)


def circuits(
    conn: Reader, period: Period, today: date, lamps: Lamps | None = None
) -> tuple[Worst, ...]:
    """Faults per 100 lamps and dark lamp-nights of each circuit, the worst first.

    A lamp belongs to the cabinet that it hangs on, else to the one its card names. A fault of the
    cabinet, or of anything between, is one of each circuit below it. A circuit without a fault or
    a dark night isn't listed. Its heads are those that stood there in the period's last night.
    """
    of = RepairsOf(period, today)
    lamps = lamps or read_lamps(conn, period.first, period.last, today)
    passed, last = lamps.nights.between(None, today), lamps.night(lamps.nights.last)
    dark = read_faults(conn, lamps, passed, today).dark
    named = circuit_of_each(conn, lamps.parents, today)
    sums: dict[Circuit, list[int]] = {}
    below: dict[Circuit, set[int]] = {}
    for lamp, due, there, unlit in zip(lamps.lamps, lamps.due, lamps.there, dark, strict=True):
        circuit = named.get(lamp.record)
        if circuit is None:
            continue
        line = sums.setdefault(circuit, [0, 0, 0])
        line[0] += lamp.heads if there & last else 0
        line[1] += lamp.heads * (due & passed).bit_count()
        line[2] += lamp.heads * (due & passed & unlit).bit_count()
        below.setdefault(circuit, set()).update(upward(lamp.record, lamps.parents))
    reported = All((of.reported, Not(Blank("asset"))))
    faults = Counter(asset for (asset,) in read(conn, REPAIRS, ("asset",), reported, today))
    found = []
    for circuit, (heads, due_nights, dark_nights) in sums.items():
        broken = tuple(asset for asset in sorted(below[circuit]) if faults[asset])
        count = sum(faults[asset] for asset in broken)
        if count or dark_nights:
            where = All((of.reported, OneOf("asset", broken)))
            found.append(Worst(*circuit, heads, count, due_nights, dark_nights, where))
    found.sort(key=lambda one: (-(one.per_hundred or 0), -one.dark, one.cabinet, one.circuit))
    return tuple(found)


def circuit_of_each(
    conn: Reader, parents: Mapping[int, int | None], today: date
) -> dict[int, Circuit]:
    """The circuit of each card that hangs on a cabinet or names one."""
    cards = {
        record: (code, kind, cabinet, circuit)
        for record, code, kind, cabinet, circuit in read(
            conn, FACILITIES, ("id", "code", "kind", "cabinet", "circuit"), All(()), today
        )
    }
    found: dict[int, Circuit] = {}
    for record, (_, _, cabinet, circuit) in cards.items():
        name, line = str(cabinet or ""), str(circuit or "")
        if isinstance(record, int):
            for above in upward(record, parents)[1:]:
                code, kind, _, own = cards.get(above, ("", None, None, None))
                line = line or str(own or "")
                if kind in CABINETS or parents.get(above) is None:
                    name = str(code)
                    break
            if name:
                found[record] = (name, line)
    return found


@dataclass(frozen=True, slots=True)
class Again:
    """Repairs of what had broken within 90 days before, and within 30 days after it was mended."""

    repeated: Counted
    relapsed: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """One facility: its faults in the window, how many of them soon after it was mended, the latest."""

    code: str
    kind: str
    road: str
    faults: int
    relapses: int
    latest: date
    where: Filter


@dataclass(frozen=True, slots=True)
class Worst:
    """One circuit of a cabinet: its lamp heads, faults, head-nights due and dark."""

    cabinet: str
    circuit: str
    heads: int
    faults: int
    due: int
    dark: int
    where: Filter

    @property
    def name(self) -> str:
        """XB-01 2回路."""
        if not self.circuit:
            return self.cabinet
        return f"{self.cabinet} {self.circuit}{'回路' if self.circuit.isdecimal() else ''}"

    @property
    def per_hundred(self) -> Fraction | None:
        """百盏故障率: faults for every 100 heads, exactly; None without a head."""
        return ratio(self.faults * 100, self.heads)

    @property
    def rate(self) -> Fraction | None:
        """台账亮灯率 of the circuit."""
        share = ratio(self.dark, self.due)
        return None if share is None else 1 - share
