"""Complaints, petitions and media (投诉信访) of the sample county."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bureau.calendar.periods import Period
from bureau.demo.county import County
from bureau.demo.entered import Entered, Row, day_of
from bureau.demo.findings import days_of
from bureau.demo.outcome import CLOSED, COMPLAINT, MEDIA, NOT_FILED, PETITION, VOID
from bureau.demo.people import Chance, Naming, phone
from bureau.demo.scenery import read
from bureau.editing.acts import item_title, spoken_day
from bureau.ledger.entry import Names

PENDING, WORKED, REPLIED, DONE = 4601, 4602, 4603, 4604
VISIT, ONLINE, CALL, PRESS, NET = 4501, 4502, 4503, 4504, 4505
CALLED = 6
"""Percent of the complaints by telephone that are followed up in a list of their own."""
SHARES = {PETITION: 100, MEDIA: 100, COMPLAINT: CALLED}
KINDS = {PETITION: (VISIT, ONLINE, ONLINE), MEDIA: (PRESS, NET, NET), COMPLAINT: (CALL,)}
LIMITS = {VISIT: 60, ONLINE: 30, CALL: 15, PRESS: 3, NET: 3}
LETTERS = 45
"""Percent of the months in which an instruction or a proposal comes in."""


class Voices:
    """Writes complaints."""

    def __init__(self, county: County, names: Names, last: date, chance: Chance) -> None:
        self.county = county
        self.names = names
        self.last = last
        self.chance = chance
        self.naming = Naming(chance)
        self.media = read("voices")["media"]

    def of_cases(self, cases: Iterable[Entered]) -> Iterator[Row]:
        """Those that became cases."""
        for case in cases:
            source = case.outcome.source
            if case.outcome.state != VOID and self.chance.randrange(100) < SHARES.get(source, 0):
                yield self.of_case(case, self.chance.choice(KINDS[source]))

    def of_case(self, case: Entered, kind: int) -> Row:
        """The one that became a case."""
        row, chance = case.row, self.chance
        received = case.finding.day
        title = item_title(row["subcategory"] or row["category"], self.names)
        by_name = kind in (VISIT, ONLINE, CALL)
        outlet = {PRESS: self.media["outlets"], NET: self.media["accounts"]}.get(kind)
        made: Row = {
            "received_on": received.isoformat(),
            "subject": f"反映{row['address']}{title}问题",
            "kind": kind,
            "outlet": chance.choice(outlet) if outlet else None,
            "content": row["description"],
            "person_name": self.naming.any_person() if by_name else None,
            "phone": phone(chance) if by_name else None,
            **{
                key: row[key]
                for key in ("town", "address", "category", "subcategory", "unit", "person")
            },
            "due_on": f"{received + timedelta(days=LIMITS[kind])}",
            "case": case.id,
        }
        closed = case.outcome.closed
        ended = day_of(row.get("reviewed_on") or closed) if closed else None
        unit = self.unit_name(case)
        made["follow_up"] = f"{received} {row['registered_by']}：已转{unit}办理"
        if case.outcome.state == NOT_FILED:
            ended = received
        if ended is None:
            fresh = received >= self.last - timedelta(days=1)
            return made | {"state": PENDING if fresh else WORKED}
        replied = ended + timedelta(days=chance.randint(0, 2))
        if replied > self.last:
            return made | {"state": WORKED}
        if case.outcome.state == CLOSED:
            made["follow_up"] = f"{made['follow_up']}\n{closed} {unit}：{row['result']}"
            reply = f"您反映的问题已于{spoken_day(closed)}处置完毕：{row['result']}。感谢监督。"
        else:
            reply = "经现场核查，未发现所反映的情况，已向您说明。"
        old = (self.last - replied).days > 20
        return made | {
            "state": DONE if old else REPLIED,
            "replied_on": replied.isoformat(),
            "reply": reply,
            "satisfaction": row.get("satisfaction") if by_name else None,
        }

    def unit_name(self, case: Entered) -> str:
        """The responsible unit in words."""
        return next(name for name, unit in self.county.units.items() if unit == case.unit)

    def letters(self, periods: Sequence[Period]) -> Iterator[Row]:
        """Instructions from above, and proposals of deputies."""
        entries = read("voices")["letters"]
        section = "市容管理股"
        for place, period in enumerate(periods):
            if self.chance.randrange(100) >= LETTERS:
                continue
            entry = entries[place % len(entries)]
            received = self.chance.choice(days_of(period))
            replied = received + timedelta(days=self.chance.randint(4, int(entry["days"])))
            done = replied <= self.last
            clerk = self.county.people[section][0]
            yield {
                "received_on": received.isoformat(),
                "subject": entry["subject"],
                "kind": entry["kind"],
                "outlet": entry["outlet"],
                "content": entry["content"],
                "unit": self.county.units[section],
                "person": clerk.id,
                "due_on": f"{received + timedelta(days=int(entry['days']))}",
                "state": DONE if done else WORKED,
                "follow_up": f"{received} {clerk.name}：已拟办，分送各中队",
                "replied_on": replied.isoformat() if done else None,
                "reply": entry["reply"] if done else None,
            }
