"""A year of the sample county's towns: scores, checks, issued bulletins, rewards, review meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from bureau.assessment.month_flow import CONSULTED, ISSUED
from bureau.assessment.ranking import Place
from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.entered import Row
from bureau.demo.entering import Entering
from bureau.demo.inspections import Course, working_day
from bureau.demo.pictures import picture
from bureau.demo.scenery import Toml, read
from bureau.demo.settled import ISSUED_AT, Signers, steps_of
from bureau.demo.town_marks import TownMarks
from bureau.editing.inputs import Stored
from bureau.ledger.words import id_list
from bureau.month.towns import judged_month
from bureau.storage.photos import add_photo
from bureau.towns.judging import TownMonth
from bureau.towns.ledgers import CHECKS, CORRECTIONS, MEETINGS, MONTHS, REWARDS, SCORES, STEPS
from bureau.towns.months import DEFERRED, SETTLED, UNSETTLED, keep, proposed

ISSUER = 6502
SETTLED_AFTER = 20
"""Days from the issue to the payment."""
DEFERRED_BACK, UNSETTLED_BACK = 3, 2
"""How many months before the end lie the month with a line put off, and that without any settled."""
CORRECTED, CORRECTED_BACK = "柳溪镇", 4
CORRECTED_BY = 50
SAID = ("overview", "problems", "demands")


def course_of(period: Period, calendar: WorkCalendar, *, is_issued: bool) -> Course:
    """The days of a month's assessment; the sheet is ready on the first days of the next month."""
    ready = working_day(calendar, period.last, 2)
    if not is_issued:
        last = period.last
        ready = last if calendar.is_working_day(last) else working_day(calendar, last, -1)
    reviewed, decided, issued = (working_day(calendar, ready, later) for later in (2, 3, 4))
    return Course(ready, reviewed, reviewed, decided, issued, is_issued)


DRAWN = {
    "房前屋后垃圾未及时清理": "litter",
    "垃圾桶满溢、周边脏乱": "litter",
    "路边暴露垃圾": "litter",
    "店铺出店经营": "shop",
    "人行道乱停非机动车": "car",
    "放学时段流动摊贩聚集": "stall",
    "市场外溢摆摊": "stall",
}
"""What is drawn of a problem found on the spot."""
PHOTO_MONTHS, PHOTO_PAIRS, PHOTOGRAPHED = 2, 3, "09:20"
"""In how many months so many problems have photos, and when they were taken."""


class Towns(Entering):
    """Enters all of it."""

    @cached_property
    def signers(self) -> Signers:
        """Who signs."""
        return Signers.of(self.county)

    @cached_property
    def words(self) -> Toml:
        """What the papers of the months say."""
        words: Toml = read("towns")["words"]
        return words

    def enter(self) -> int:
        """The months of all towns, the last of them not issued yet; gives the number of photos."""
        names = self.fresh_names()
        marks = TownMarks(self.county, names, self.periods, self.calendar, self.chance)
        sheets = [marks.scores(place) for place in range(len(self.periods))]
        checks = [list(marks.checks(place, sheet)) for place, sheet in enumerate(sheets)]
        photos = sum(map(self.photograph, checks[-PHOTO_MONTHS:]))
        self.save(SCORES, [row for sheet in sheets for row in sheet])
        self.save(CHECKS, [row for month in checks for row in month])
        courses = [
            course_of(period, self.calendar, is_issued=period is not self.periods[-1])
            for period in self.periods
        ]
        ids = self.save(MONTHS, map(self.record, self.periods))
        steps = [
            step
            for record, course in zip(ids, courses, strict=True)
            for step in steps_of(record, course, self.signers, WORDS, self.chance)
        ]
        self.save(STEPS, sorted(steps, key=lambda row: str(row["at"])))
        rewards: list[Row] = []
        meetings: list[Row] = []
        for place, (record, course) in enumerate(zip(ids[:-1], courses, strict=False)):
            month = self.issue(place, record, course)
            rewards += self.rewards(place, month, course)
            meetings.append(self.meeting(month, course))
            if self.back(place) == CORRECTED_BACK:
                self.correct(month)
        self.save(REWARDS, rewards)
        self.save(MEETINGS, meetings)
        return photos

    def photograph(self, checks: Sequence[Row]) -> int:
        """Draws the dearest problems of a month that were put right, before and after."""
        righted = [row for row in checks if row["problem"] in DRAWN and row["righted_on"]]
        shown = sorted(righted, key=lambda row: -int(str(row["points"])))[:PHOTO_PAIRS]
        towns = {town.id: town.short for town in self.county.towns}
        for street, row in enumerate(shown, start=40):
            place = str(row["place"])
            town = towns[int(str(row["town"]))]
            caption = place if place.startswith(town) else f"{town}{place}"
            for key, day in (("photos", "checked_on"), ("photos_after", "righted_on")):
                taken = f"{row[day]} {PHOTOGRAPHED}"
                content = picture(
                    DRAWN[str(row["problem"])],
                    after=key == "photos_after",
                    street=street,
                    caption=caption,
                    taken=taken,
                )
                name = f"{taken.replace(':', '')}.jpg"
                digest = add_photo(self.op, self.desk.store.folder, content, name)
                row[key] = f'["{digest}"]'
        return 2 * len(shown)

    def record(self, period: Period) -> Row:
        """A month before it is issued."""
        return {
            "label": period.title,
            "month": period.first.isoformat(),
            "state": CONSULTED if period is self.periods[-1] else None,
            **{key: self.chance.choice(self.words[key]) for key in SAID},
        }

    def issue(self, place: int, record: int, course: Course) -> TownMonth:
        """签发: what the act does, on its own day."""
        period = self.periods[place]
        names = self.fresh_names()
        month = judged_month(self.op.conn, names, period, self.desk.today())
        assert not month.faults, month.faults
        assert month.month is not None
        keep(self.op, month, datetime.combine(course.issued, ISSUED_AT))
        listed = proposed(month.places, month.month).inputs
        values: Row = {
            "state": ISSUED,
            "issuer": ISSUER,
            "paper_number": number_of(period),
            "issued_on": course.issued.isoformat(),
            "signed_by": self.signers.chief,
            **{key: one.value for key, one in listed.items() if isinstance(one, Stored)},
        }
        self.op.update(MONTHS.name, record, values)
        return month

    def rewards(self, place: int, month: TownMonth, course: Course) -> Iterator[Row]:
        """Who gets and who pays; of the last month issued nothing is settled yet."""
        names = self.fresh_names()
        settled_on = course.issued + timedelta(days=SETTLED_AFTER)
        for one in month.places:
            if not one.fen:
                continue
            group = names.item("town-group", one.group)
            state, note = SETTLED, None
            if self.back(place) <= UNSETTLED_BACK or settled_on > self.periods[-1].last:
                state = UNSETTLED
            elif self.back(place) == DEFERRED_BACK and one.fen < 0 and one.group == "乡镇":
                state, note = DEFERRED, self.words["deferred"]
            done = state == SETTLED
            yield {
                "month": month.period.first.isoformat(),
                "group": None if group is None else group.id,
                "town": int(one.key),
                "rank": one.rank,
                "fen": one.fen,
                "basis": number_of(month.period),
                "state": state,
                "settled_on": settled_on.isoformat() if done else None,
                "handled_by": self.signers.clerk if done else None,
                "note": note,
            }

    def correct(self, month: TownMonth) -> None:
        """A score that was half a point too low, told in the bulletin two months later."""
        town = next(town for town in self.county.towns if town.name == CORRECTED)
        place = month.place(town.id)
        if place is None or place.score is None:
            return
        found = working_day(self.calendar, self.periods[-2].first, 8)
        row: Row = {
            "found_on": found.isoformat(),
            "month": month.period.first.isoformat(),
            "town": town.id,
            "points": int(place.score * 100) + CORRECTED_BY,
            "rank": str(place.rank),
            "reason": self.words["correction"],
            "approver": self.signers.chief,
        }
        self.save(CORRECTIONS, [row])

    # -- meetings ------------------------------------------------------------------------------

    def meeting(self, month: TownMonth, course: Course) -> Row:
        """点评会 on the day after the issue."""
        praised = [one for one in month.places if one.fen > 0]
        pledging = [one for one in month.places if one.fen < 0]
        period = month.period
        return {
            "held_on": working_day(self.calendar, course.issued, 1).isoformat(),
            "title": f"{period.title}城市管理综合考核点评会",
            "month": period.first.isoformat(),
            "chair": self.signers.chief,
            "place": self.words["place"],
            "present": self.words["present"],
            "praised": id_list([int(one.key) for one in praised]),
            "pledging": id_list([int(one.key) for one in pledging]),
            "pledges": f"{self.named(pledging)}：{self.words['pledge']}" if pledging else None,
            "remarks": self.words["remarks"],
            "demands": month.month["demands"] if month.month is not None else None,
            "recorder": self.signers.clerk,
        }

    def named(self, places: Sequence[Place]) -> str:
        """Towns in words."""
        short = {str(town.id): town.short for town in self.county.towns}
        return "、".join(short[one.key] for one in places)


WORDS = {
    "consulted": ("本月成绩已发各镇街核对，请两个工作日内反馈",),
    "reviewed": ("各镇街反馈意见已核实，成绩复核无误",),
}


def number_of(period: Period) -> str:
    """The number of a month's bulletin."""
    return f"示城管委办〔{period.first.year}〕{period.first.month}号"
