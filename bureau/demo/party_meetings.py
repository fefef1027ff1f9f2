"""A year of the sample county's party meetings, held as the rules ask but for two planted gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.branches import Branch, Member
from bureau.demo.county import County
from bureau.demo.entered import Row
from bureau.demo.people import Chance
from bureau.demo.scenery import read, table
from bureau.ledger.words import id_list
from bureau.party.classes import COMMITTEE, GENERAL, GROUP, LECTURE, LIFE, TALK

NO_LECTURE = "机关党支部"
"""The branch that held no lecture in the last quarter that is over."""
NO_GROUP, NO_GROUP_BACK = ("执法大队党支部", "第二党小组"), 2
"""The group that didn't meet, and how many months before the end."""
MADE_UP = "执法大队党支部"
"""The branch that held the meeting of one year in February of the next."""
DECEMBER, FEBRUARY = 12, 2
VOTES = "发展党员|接收预备党员|转正"
MONTHS = 12
PARTY_GROUP = 5
"""Members of the bureau's 党组."""


@dataclass(slots=True)
class Slot:
    """One meeting that is due: who holds it and when."""

    kind: int
    day: date
    time: str
    topic: str
    branch: Branch | None
    group: str = ""
    for_year: int | None = None
    other: Member | None = None


class Meetings:
    """Writes them month by month."""

    def __init__(
        self,
        county: County,
        branches: Sequence[Branch],
        periods: Sequence[Period],
        calendar: WorkCalendar,
        chance: Chance,
    ) -> None:
        self.county = county
        self.branches = branches
        self.periods = periods
        self.calendar = calendar
        self.chance = chance
        self.words = read("party")
        self.skipped_quarter = max(
            (period.first for period in periods if self.ends_quarter(period)), default=None
        )

    def ends_quarter(self, period: Period) -> bool:
        """Whether a quarter ends with this month and all of it is shown."""
        place = self.periods.index(period)
        return period.first.month % 3 == 0 and place >= 2

    def rows(self) -> list[Row]:
        """All meetings by day."""
        slots = [slot for period in self.periods for slot in self.slots(period)]
        slots.sort(key=lambda slot: (slot.day, slot.time))
        return [self.row(slot) for slot in slots if slot.day <= self.periods[-1].last]

    def slots(self, period: Period) -> Iterator[Slot]:
        """The meetings of one month."""
        month = period.first
        for entry in table(self.words, "meetings"):
            for branch in self.branches:
                if branch.founded >= month or not self.is_held(entry, branch, month):
                    continue
                if entry["kind"] == TALK:
                    yield from self.talks(entry, branch, month)
                    continue
                for group in branch.groups if entry["kind"] == GROUP else ("",):
                    back = len(self.periods) - self.periods.index(period)
                    if (branch.name, group) == NO_GROUP and back == NO_GROUP_BACK:
                        continue
                    yield self.slot(entry, month, branch, group)
            if entry["kind"] == LIFE and month.month == FEBRUARY:
                late = next(one for one in self.branches if one.name == MADE_UP)
                made_up = self.slot(entry, month, late)
                made_up.for_year = month.year - 1
                yield made_up
        for entry in table(self.words, "group_meetings"):
            if not entry["months"] or str(month.month) in entry["months"].split("、"):
                yield self.slot(entry, month, None)

    def talks(self, entry: dict[str, Any], branch: Branch, month: date) -> Iterator[Slot]:
        """The secretary talks with a twelfth of the members each month, so with everybody in a year."""
        count = len(branch.members)
        turn = range((month.month - 1) * count // MONTHS, month.month * count // MONTHS)
        for place in turn:
            slot = self.slot(entry, month, branch)
            slot.other = branch.members[place]
            yield slot

    def is_held(self, entry: dict[str, Any], branch: Branch, month: date) -> bool:
        """Whether a branch holds this kind of meeting in a month."""
        kind = entry["kind"]
        if kind == COMMITTEE and not branch.has_committee:
            return False
        if kind == LIFE and branch.name == MADE_UP:
            return False
        if kind == LECTURE and branch.name == NO_LECTURE and self.skipped_quarter is not None:
            until = self.skipped_quarter
            if until.month - 2 <= month.month <= until.month and month.year == until.year:
                return False
        return not entry["months"] or str(month.month) in entry["months"].split("、")

    def slot(
        self, entry: dict[str, Any], month: date, branch: Branch | None, group: str = ""
    ) -> Slot:
        """One meeting on a working day of its month."""
        day = month + timedelta(days=entry["day"] - 1)
        if branch is not None:
            day += timedelta(days=self.branches.index(branch) % 2)
        while not self.calendar.is_working_day(day) and day.day < 28:
            day += timedelta(days=1)
        topic = self.chance.choice(entry["topics"].split("|"))
        return Slot(entry["kind"], day, entry["time"], topic, branch, group)

    # -- as it is written ----------------------------------------------------------------------

    def row(self, slot: Slot) -> Row:
        """The stored values of one meeting."""
        row: Row = {
            "held_on": slot.day.isoformat(),
            "held_time": slot.time,
            "kind": slot.kind,
            "topic": slot.topic,
            "materials": self.words["words"]["materials"],
        }
        if slot.branch is None:
            return row | self.of_party_group()
        branch = slot.branch
        row |= {"branch": branch.id, "group": slot.group or None, "for_year": slot.for_year}
        row["place"] = branch.place
        if slot.for_year is not None:
            row["note"] = self.words["words"]["made_up"]
        if slot.other is not None:
            host = next(one for one in branch.officers if one is not slot.other)
            return row | {
                "host": host.name,
                "attendees": slot.other.name,
                "due": 2,
                "present": 2,
                "members": id_list([host.id, slot.other.id]),
                "decisions": "思想稳定，已回应关心的问题",
            }
        invited = branch.officers if slot.kind == COMMITTEE else branch.of(slot.group)
        return row | self.attended(slot, branch, invited)

    def attended(self, slot: Slot, branch: Branch, invited: Sequence[Member]) -> Row:
        """Who came, who didn't and why, and how the vote went."""
        chance, words = self.chance, self.words["words"]
        # Never so many that less than three quarters came.
        missing = chance.sample(invited[2:], min(chance.randrange(4), len(invited) // 4))
        present = [member for member in invited if member not in missing]
        row: Row = {
            "host": (branch.officers[0] if not slot.group else invited[0]).name,
            "recorder": invited[-1 if invited[-1] in present else 1].name,
            "due": len(invited),
            "present": len(present),
            "absent": "、".join(f"{x.name}（{chance.choice(words['reasons'])}）" for x in missing)
            or None,
            "members": id_list([member.id for member in present]),
            "agenda": words["agenda"],
            "decisions": chance.choice(words["decisions"]),
        }
        if slot.kind == GENERAL and any(word in slot.topic for word in VOTES.split("|")):
            voters = [member for member in invited if member.votes]
            came = sum(member in present for member in voters)
            row |= {
                "voters_due": len(voters),
                "voters_present": came,
                "ayes": came,
                "nays": 0,
                "abstained": 0,
            }
        return row

    def of_party_group(self) -> Row:
        """What the bureau's 党组 holds: the chief presides."""
        leaders = self.county.people["局领导"]
        present = PARTY_GROUP - self.chance.randrange(2)
        return {
            "host": leaders[0].name,
            "recorder": self.county.people["办公室"][0].name,
            "place": self.words["branches"][0]["place"],
            "due": PARTY_GROUP,
            "present": present,
            "decisions": self.chance.choice(self.words["words"]["decisions"]),
        }
