"""Penalty cases and goods taken (处罚案件、暂扣物品) of the sample county, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from bureau.calendar.working import WorkCalendar
from bureau.demo.cases import FIRM, NOBODY, PERSON
from bureau.demo.county import County
from bureau.demo.entered import Entered, Row, day_of
from bureau.demo.outcome import CLOSED, ENFORCEMENT, PENALISED
from bureau.demo.people import Chance
from bureau.demo.trail import PENALISE
from bureau.ledger.entry import Names
from bureau.market.penalties import penalty_from_case
from bureau.market.seizures import KEPT, RETURNED, TAKEN, proposed_due

SIMPLE, ORDINARY, QUICK = 3701, 3702, 3703
LIGHT, FIRST_TIME = 3801, 3802
CONFISCATED, DESTROYED = 4002, 4003
DECISION = "示城管罚决字〔{year}〕第{serial:03}号"
AT_ONCE = 9
"""Percent of the enforcement cases put right that are fined on the spot."""
GOODS = {
    1051: "{goods}1车，三轮车1辆，电子秤1台", 1052: "遮阳棚1顶，折叠桌{n}张，{goods}若干",
    1053: "手推车1辆，磅秤1台", 1054: "烧烤架1个，煤气罐1个，塑料凳{m}把",
    1055: "三轮车1辆，{goods}{n}筐", 1103: "{goods}{n}块", 1154: "烤炉1个，木炭{n}袋",
    1206: "宣传单{m}00张", 1251: "{goods}{n}箱", 1252: "{goods}{m}箱", 1354: "车辆行驶证1本",
    1453: "{goods}{n}顶",
}  # fmt: skip
"""What is taken, by sub-class."""
TAKEN_WITH = 55
"""Percent of the enforcement cases of such classes in which something is taken."""
STILL_HELD, PROLONGED = 75, 14
"""Percent of what may still be held that is, and of the seizures that are prolonged."""
LATELY = 25
"""Days before the end in which something always is, so that some goods are still held."""
STORES = ("局机关后院暂扣物品仓库", "直属中队暂扣物品间", "城东停车场暂存点")
BURNT = frozenset({1251, 1252})


class Penalties:
    """Writes penalty cases and goods taken."""

    def __init__(
        self, county: County, names: Names, calendar: WorkCalendar, last: date, chance: Chance
    ) -> None:
        self.county = county
        self.names = names
        self.calendar = calendar
        self.last = last
        self.chance = chance
        self.unit_names = {unit: name for name, unit in county.units.items()}

    def officers(self, case: Entered) -> str | None:
        """Two officers with certificates, of the unit or of the one that enforces for it."""
        return self.county.pair(self.unit_names[case.unit], self.chance)

    # -- penalties -------------------------------------------------------------------------------

    def penalties(self, cases: Iterable[Entered], steps: Iterable[Row]) -> list[Row]:
        """Those that cases were handed over to, and the fines on the spot, by the day of filing."""
        filed = {step["case"]: day_of(step["at"]) for step in steps if step["step"] == PENALISE}
        rows: list[Row] = []
        for case in cases:
            outcome = case.outcome
            if outcome.state == PENALISED:
                rows.append(self.pursued(case, filed[case.id]))
            elif (
                outcome.state == CLOSED
                and outcome.handling == ENFORCEMENT
                and case.row["party_kind"] != NOBODY
                and case.row["party_name"]
                and self.chance.randrange(100) < AT_ONCE
            ):
                rows.append(self.on_the_spot(case))
        return with_decisions(sorted(rows, key=lambda row: str(row["filed_on"])))

    def opened(self, case: Entered, filed: date) -> Row:
        """What every penalty case has."""
        made = penalty_from_case({**NOTHING, **case.row}, filed, self.names)
        return {**made, "officers": self.officers(case)}

    def on_the_spot(self, case: Entered) -> Row:
        """简易程序: decided and mostly paid on the day."""
        closed = case.outcome.closed
        assert closed is not None
        person = case.row["party_kind"] == PERSON
        fine = self.chance.choice((20, 50, 50, 100, 200) if person else (200, 500, 800, 1000)) * 100
        warned = self.chance.randrange(100) < 15
        paid = closed + timedelta(days=self.chance.choice((0, 0, 0, 1, 3)))
        made = self.opened(case, closed) | {
            "procedure": SIMPLE,
            "decided_on": closed.isoformat(),
            "warned": int(warned),
            "fine_fen": None if warned else fine,
        }
        return made | self.ended(closed, None if warned else paid, fine)

    def pursued(self, case: Entered, filed: date) -> Row:
        """普通程序, now and then 快速办理: decided some weeks later, or let off with reasons."""
        chance = self.chance
        quick = chance.randrange(100) < 25
        made = self.opened(case, filed) | {"procedure": QUICK if quick else ORDINARY}
        decided = filed + timedelta(days=chance.randint(5, 14) if quick else chance.randint(18, 68))
        if decided > self.last:
            return made
        if chance.randrange(100) < 12:
            return made | {
                "exemption": chance.choice((LIGHT, FIRST_TIME)),
                "closed_on": decided.isoformat(),
            }
        firm = case.row["party_kind"] == FIRM
        fine = chance.choice((1000, 2000, 3000, 5000, 10_000) if firm else (200, 300, 500, 1000))
        made |= {"decided_on": decided.isoformat(), "warned": 0, "fine_fen": fine * 100}
        if case.finding.problem.kind in BURNT:
            made["confiscated"] = f"{chance.choice(case.finding.problem.goods)}若干"
        late = chance.randrange(100) < 8
        paid = decided + timedelta(days=chance.randint(16, 40) if late else chance.randint(1, 15))
        return made | self.ended(decided, paid, fine * 100)

    def ended(self, decided: date, paid: date | None, fine: int) -> Row:
        """Payment, publication and end, as far as they have come."""
        found: Row = {}
        published = decided + timedelta(days=self.chance.randint(3, 7))
        if published <= self.last:
            found["published_on"] = published.isoformat()
        if paid is None:
            return found | {"closed_on": decided.isoformat()}
        if paid <= self.last:
            found |= {"paid_on": paid.isoformat(), "paid_fen": fine, "closed_on": paid.isoformat()}
        return found

    # -- goods taken -----------------------------------------------------------------------------

    def seizures(self, cases: Iterable[Entered], penalties: Mapping[object, int]) -> Iterator[Row]:
        """What was taken in enforcement cases; `penalties` are the penalty cases by case."""
        for case in cases:
            kind = case.finding.problem.kind
            taken = case.outcome.handling == ENFORCEMENT and kind in GOODS
            lately = (self.last - case.finding.day).days < LATELY
            if taken and (lately or self.chance.randrange(100) < TAKEN_WITH):
                yield self.seizure(case, GOODS[kind], penalties.get(case.id))

    def seizure(self, case: Entered, goods: str, penalty: int | None) -> Row:
        """One list of goods, with its clock and its end."""
        chance, problem, day = self.chance, case.finding.problem, case.finding.day
        measure = KEPT if chance.randrange(100) < 38 else TAKEN
        due = proposed_due(measure, day, self.calendar)
        assert isinstance(due, date)
        made: Row = {
            "measure": measure,
            "taken_on": day.isoformat(),
            "taken_time": case.finding.time,
            "case": case.id,
            "penalty": penalty,
            "party_name": case.row["party_name"],
            "address": case.row["address"],
            "items": goods.format(
                goods=chance.choice(problem.goods), n=chance.randint(2, 6), m=chance.randint(3, 9)
            ),
            "storage_place": chance.choice(STORES),
            "officers": self.officers(case),
            "unit": case.row["unit"],
            "due_on": due.isoformat(),
        }
        room = (due - day).days
        if measure == TAKEN and chance.randrange(100) < PROLONGED and due <= self.last:
            extended = due - timedelta(days=chance.randint(1, 4))
            due += timedelta(days=30)
            room += 30
            made |= {
                "extended_on": extended.isoformat(),
                "approver": self.county.people["局领导"][1].name,
                "due_on": due.isoformat(),
                "note": "延长理由：案情复杂，尚需核实物品来源",
            }
        if due > self.last and chance.randrange(100) < STILL_HELD:
            return made
        late = chance.randrange(100) < 3
        disposed = day + timedelta(days=room + 2 if late else chance.randint(1, room))
        if disposed > self.last:
            return made
        made["disposed_on"] = disposed.isoformat()
        if problem.kind in BURNT:
            made["disposal"] = chance.choice((CONFISCATED, DESTROYED))
        else:
            receiver = case.row["party_name"] or "本人"
            made |= {
                "disposal": RETURNED,
                "receiver": receiver if len(str(receiver)) < 5 else "店主",
            }
        return made


NOTHING: Row = dict.fromkeys(("party_licence",))


def with_decisions(rows: list[Row]) -> list[Row]:
    """The same with numbers of decisions, in the order of their days."""
    serials: dict[int, int] = {}
    for row in sorted(
        (row for row in rows if "decided_on" in row), key=lambda row: str(row["decided_on"])
    ):
        year = day_of(row["decided_on"]).year
        serials[year] = serials.get(year, 0) + 1
        row["decision_number"] = DECISION.format(year=year, serial=serials[year])
    return rows
