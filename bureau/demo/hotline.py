"""Hotline orders (热线工单) of the sample county: those that became cases, and those that didn't."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.county import County
from bureau.demo.entered import MOMENT, Course, Entered, Row, day_of
from bureau.demo.findings import days_of
from bureau.demo.outcome import (
    CITY_HOTLINE,
    CLOSED,
    HOTLINE,
    NOT_FILED,
    PLATFORM,
    TRANSFERRED,
    VOID,
)
from bureau.demo.people import Chance, Naming, phone
from bureau.demo.scenery import read
from bureau.ledger.entry import Names
from bureau.market.hotline import answer_text

PLATFORMS = {HOTLINE: 3401, CITY_HOTLINE: 3402, PLATFORM: 3403}
"""Platform by the source of the case."""
PREFIXES = {3401: "GD", 3402: "CG", 3403: "SZ"}
FROM_PLATFORM = 8
"""Percent of the platform's cases that came as orders; the others it sent straight to the ledger."""
WAITING, WORKED, RETURNED, ANSWERED, FINISHED, AGAIN = 3501, 3502, 3503, 3504, 3505, 3506
COMPLAINED, ASKED_FOR = 3601, 3602
SATISFIED, DISSATISFIED, UNREACHED = 2501, 2503, 2504
DAYS = 5
"""Working days in which an order is answered."""
WITHOUT_CASE = 11
"""Orders a month that became no case."""
WRONG_LIMIT = "需协调多部门现场会商"
NOT_OURS = "不属本单位职责，已移送主管部门"
UNTRUE = "经现场核查，您反映的情况目前不存在；如再次发现请随时来电。"


class Orders:
    """Writes orders."""

    def __init__(
        self, county: County, names: Names, calendar: WorkCalendar, last: date, chance: Chance
    ) -> None:
        self.county = county
        self.names = names
        self.calendar = calendar
        self.last = last
        self.chance = chance
        self.naming = Naming(chance)
        self.now = f"{last} 23:59"

    def of_cases(self, cases: Iterable[Entered]) -> Iterator[Row]:
        """The orders that became these cases."""
        for case in cases:
            platform = PLATFORMS.get(case.outcome.source)
            if platform is None or case.outcome.state == VOID:
                continue
            if platform != PLATFORMS[PLATFORM] or self.chance.randrange(100) < FROM_PLATFORM:
                yield self.of_case(case, platform)

    def of_case(self, case: Entered, platform: int) -> Row:
        """The order that became a case."""
        chance, row = self.chance, case.row
        registered = datetime.fromisoformat(str(row["registered_at"]))
        told = case.finding.time
        received = registered - timedelta(minutes=chance.randint(5, 15))
        if told:
            received = datetime.fromisoformat(f"{case.finding.day} {told}")
        order = self.received(received, platform)
        order |= {
            "kind": COMPLAINED if chance.randrange(100) < 80 else ASKED_FOR,
            "content": f"{row['description']}，请相关部门处理。",
            **{key: row[key] for key in ("town", "address", "category", "subcategory", "unit")},
            "assigned_at": f"{received + (registered - received) / 2:{MOMENT}}",
            "signed_at": row["registered_at"],
            "repeats": chance.randint(2, 4) if chance.randrange(100) < 6 else None,
            "case": case.id,
        }
        return order | self.course_of(case, order)

    def received(self, moment: datetime, platform: int) -> Row:
        """What every order has; its number is given when all are in order."""
        anonymous = platform == PLATFORMS[PLATFORM] or self.chance.randrange(100) < 12
        due = self.calendar.add_working_days(moment, DAYS)
        return {
            "platform": platform,
            "received_at": f"{moment:{MOMENT}}",
            "caller": None if anonymous else self.naming.any_person(),
            "phone": None if anonymous else phone(self.chance),
            "due_at": f"{due:{MOMENT}}",
        }

    def course_of(self, case: Entered, order: Row) -> Row:
        """State, answer and call-back, as the case has come."""
        state, chance = case.outcome.state, self.chance
        course = Course(datetime.fromisoformat(str(order["signed_at"])), chance)
        if state == TRANSFERRED:
            at = course.on(case.finding.day)
            return {"state": RETURNED, "returned_at": at, "return_reason": NOT_OURS}
        if state == NOT_FILED:
            answered = course.on(min(case.finding.day + timedelta(days=1), self.last))
            return self.answered(order, answered, UNTRUE, None)
        closed = case.outcome.closed
        if state != CLOSED or closed is None:
            waits = case.finding.day >= self.last and chance.randrange(100) < 40
            if waits:
                return {"state": WAITING, "signed_at": None}
            return {"state": WORKED}
        ended = day_of(case.row.get("reviewed_on") or closed)
        day = min(ended + timedelta(days=chance.choices((0, 1, 2), (62, 30, 8))[0]), self.last)
        answer = answer_text(order, case.row, self.names)
        found = self.answered(order, course.on(day), answer, case.row)
        if f"{found['answered_at']}" > f"{order['due_at']}" and chance.randrange(100) < 55:
            late = self.calendar.add_working_days(
                datetime.fromisoformat(str(found["answered_at"])), 1
            )
            found |= {"extended_to": f"{late:{MOMENT}}", "extension_reason": WRONG_LIMIT}
        return found

    def answered(self, order: Row, at: str, answer: str, case: Row | None) -> Row:
        """The answer, and what the caller says of it."""
        chance = self.chance
        found: Row = {"answered_at": at, "answer": answer, "state": ANSWERED}
        said = case.get("satisfaction") if case is not None else None
        called = datetime.fromisoformat(at) + timedelta(hours=chance.randint(20, 70))
        if case is not None and (on := case.get("called_back_on")) is not None:
            called = max(datetime.fromisoformat(f"{on} {chance.randint(9, 16):02}:30"), called)
        if said is None:
            said = chance.choices((SATISFIED, 2502, DISSATISFIED, UNREACHED), (70, 17, 5, 8))[0]
        if f"{called:{MOMENT}}" > self.now:
            return found
        found |= {
            "state": FINISHED,
            "satisfaction": said,
            "called_back_at": f"{called:{MOMENT}}",
            "resolved": {DISSATISFIED: int(chance.randrange(100) < 35), UNREACHED: None}.get(
                int(str(said)), 1
            ),
        }
        recent = (self.last - called.date()).days < 20
        if said == DISSATISFIED and found["resolved"] == 0 and recent:
            found["state"] = AGAIN
        return found

    def others(self, periods: Sequence[Period]) -> Iterator[Row]:
        """Questions, proposals, thanks, and what isn't the bureau's."""
        kinds = read("voices")["orders"]
        for period in periods:
            days = days_of(period)
            for _ in range(WITHOUT_CASE):
                entry, day = self.chance.choice(kinds), self.chance.choice(days)
                yield self.other(entry, day)

    def other(self, entry: Row, day: date) -> Row:
        """One order that became no case."""
        chance = self.chance
        road = chance.choice(self.county.roads)
        town = road.community.town
        received = datetime.combine(day, datetime.min.time())
        received += timedelta(minutes=chance.randint(8 * 60, 20 * 60))
        course = Course(received, chance)
        order = self.received(received, PLATFORMS[HOTLINE])
        order |= {
            "kind": entry["kind"],
            "content": str(entry["content"]).format(place=road.name),
            "town": town.id,
            "address": road.name if "{place}" in str(entry["content"]) else None,
            "unit": self.county.units[town.squad],
            "assigned_at": course.on(day),
            "signed_at": course.on(day),
        }
        if entry.get("back"):
            at = course.on(min(day + timedelta(days=chance.randrange(2)), self.last))
            return order | {"state": RETURNED, "returned_at": at, "return_reason": entry["back"]}
        answered = day + timedelta(days=chance.randint(0, 3))
        if answered > self.last:
            return order | {"state": WORKED}
        return order | self.answered(order, course.on(answered), str(entry["answer"]), None)


def numbered(orders: Iterable[Row]) -> Iterator[Row]:
    """The orders by moment, each with the number that its platform gave it."""
    known: dict[str, int] = {}
    for order in sorted(
        orders, key=lambda order: (str(order["received_at"]), str(order["content"]))
    ):
        platform = order["platform"]
        assert isinstance(platform, int)
        day = str(order["received_at"])[:10].replace("-", "")
        place = f"{PREFIXES[platform]}{day}"
        known[place] = known.get(place, 0) + 1
        yield {"number": f"{place}{known[place] * 7 % 900 + 100:04}", **order}
