"""A year of the sample county's party-building: branches, dues, meetings, tasks, study, links to the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from bureau.demo.branches import Branch, Branches
from bureau.demo.campaigns import Campaign
from bureau.demo.entered import Entered, Row
from bureau.demo.entering import Entering
from bureau.demo.party_meetings import Meetings
from bureau.demo.party_tasks import Task, Tasks
from bureau.demo.scenery import read, table
from bureau.ledger.words import id_list
from bureau.party.classes import EVERY_QUARTER, PARTY_DAY, PARTY_GROUP
from bureau.party.ledgers import (
    BRANCHES,
    DUES,
    HONOURS,
    INSPECTIONS,
    LINKS,
    MEETINGS,
    MEMBERS,
    RISKS,
    RULES,
    STUDIES,
    TASK_PERIODS,
    TASK_STEPS,
    TASKS,
)
from bureau.settings.declared import PARTY_HEAD

CENTRE_GROUP = 8910
TOGETHER, ALONE = 9651, 9652
ADOPTED = 2
"""Cases that one activity of a branch takes on."""
OF_CAMPAIGN = "学校周边环境秩序整治"
"""The task that takes on a special action."""


class Party(Entering):
    """Enters all of it."""

    def enter(
        self,
        cases: Sequence[Entered],
        campaigns: Sequence[Campaign],
        say: Callable[[str, int], None],
    ) -> None:
        """Everything, in the order in which one refers to the other."""
        say("保存党建", 99)
        head = self.county.people["局领导"][0].name
        self.op.insert("settings", {"name": PARTY_HEAD.key, "value": head})
        making = Branches(self.county, self.periods, self.chance)
        branches = making.made()
        ids = self.save(BRANCHES, self.listed(making, branches))
        for branch, record in zip(branches, ids, strict=True):
            branch.id = record
        self.members(branches)
        self.save(DUES, making.dues(branches))
        meetings = Meetings(self.county, branches, self.periods, self.calendar, self.chance).rows()
        held = list(zip(self.save(MEETINGS, meetings), meetings, strict=True))
        rule = {"kind": CENTRE_GROUP, "period": EVERY_QUARTER, "count": 1, "scope": PARTY_GROUP}
        self.save(RULES, [{**rule, "basis": read("party")["words"]["rule"]}])
        tasks = self.tasks()
        self.save(STUDIES, sorted(self.studies(branches), key=lambda row: str(row["held_on"])))
        self.save(HONOURS, sorted(self.honours(branches), key=lambda row: str(row["awarded_on"])))
        self.save(RISKS, self.risks())
        self.save(LINKS, self.links(held, tasks, cases, campaigns))

    def listed(self, making: Branches, branches: Sequence[Branch]) -> Iterator[Row]:
        """The branches in their order."""
        for position, branch in enumerate(branches, start=1):
            yield making.row(branch) | {"position": position}

    def members(self, branches: Sequence[Branch]) -> None:
        """The list of members."""
        listed = [(branch, member) for branch in branches for member in branch.members]
        rows = [
            {**member.values, "branch": branch.id, "group": member.group or None}
            for branch, member in listed
        ]
        for (_, member), record in zip(listed, self.save(MEMBERS, rows), strict=True):
            member.id = record

    def tasks(self) -> list[Task]:
        """The tasks of the last year shown, with their steps, periods and inspections."""
        making = Tasks(self.county, self.fresh_names(), self.last, self.chance)
        tasks = making.made()
        ids = self.save(TASKS, [task.values for task in tasks])
        for task, record in zip(tasks, ids, strict=True):
            task.id = record
        steps = [{"task": task.id, **step} for task in tasks for step in task.steps]
        self.save(TASK_STEPS, sorted(steps, key=lambda step: str(step["at"])))
        self.save(TASK_PERIODS, making.periods(tasks))
        self.save(INSPECTIONS, making.inspections(tasks))
        return tasks

    # -- study, honours, risks -------------------------------------------------------------------

    def studies(self, branches: Sequence[Branch]) -> Iterator[Row]:
        """Once a month together, now and then somebody alone."""
        themes = read("party")["studies"]["themes"]
        for place, period in enumerate(self.periods):
            theme = themes[place % len(themes)]
            for branch in branches:
                if branch.founded > period.first:
                    continue
                day = period.first + timedelta(days=self.chance.randint(13, 24))
                came = [x.id for x in branch.members if self.chance.randrange(10) < 9]
                yield self.study(branch, day, theme, came, TOGETHER)
                if self.chance.randrange(2):
                    one = self.chance.choice(branch.members)
                    day += timedelta(days=self.chance.randint(1, 3))
                    yield self.study(branch, day, theme, [one.id], ALONE)

    def study(self, branch: Branch, day: date, theme: str, came: Sequence[int], form: int) -> Row:
        """One record of study."""
        return {
            "held_on": day.isoformat(),
            "theme": theme,
            "branch": branch.id,
            "members": id_list(came),
            "form": form,
            "hours": self.chance.choice((10, 15, 20)),
            "notes_in": int(self.chance.randrange(10) < 8),
            "lecturer": branch.officers[0].name if form == TOGETHER else None,
            "place": branch.place if form == TOGETHER else None,
        }

    def honours(self, branches: Sequence[Branch]) -> Iterator[Row]:
        """Those given within the time shown."""
        for entry in table(read("party"), "honours"):
            for year in range(self.first.year, self.last.year + 1):
                day = date(year, entry["month"], entry["day"])
                if self.first <= day <= self.last:
                    who = entry["who"] or self.chance.choice(branches[1].members).name
                    branch = next((x for x in branches if x.name == entry["who"]), branches[1])
                    yield {
                        "awarded_on": day.isoformat(),
                        "branch": branch.id if branch.name == who or not entry["who"] else None,
                        "who": who,
                        **{
                            key: entry[key] for key in ("title", "kind", "level", "issuer", "deeds")
                        },
                    }

    def risks(self) -> Iterator[Row]:
        """What posts are tempted by."""
        for entry in table(read("party"), "risks"):
            yield {
                **{key: entry[key] for key in ("post", "risk", "grade", "measures")},
                "unit": self.county.units[entry["unit"]],
                "person": self.county.people[entry["unit"]][0].name,
                "reviewed_on": self.periods[len(self.periods) // 2].first.isoformat(),
            }

    # -- the link to the work --------------------------------------------------------------------

    def links(
        self,
        held: Sequence[tuple[int, Row]],
        tasks: Sequence[Task],
        cases: Sequence[Entered],
        campaigns: Sequence[Campaign],
    ) -> Iterator[Row]:
        """Activities take on cases of the week before or a road; a task takes on a special action."""
        activities = [(record, row) for record, row in held if row["kind"] == PARTY_DAY]
        for turn, (record, row) in enumerate(activities):
            common: Row = {"linked_on": row["held_on"], "meeting": record}
            if turn % 3 == 0:
                road = self.chance.choice(self.county.roads)
                yield {**common, "road": road.id, "words": "党员责任路段"}
            if turn % 3 == 1:
                held_on = date.fromisoformat(str(row["held_on"]))
                lately = [
                    case
                    for case in cases
                    if timedelta(0) < held_on - case.finding.day <= timedelta(days=7)
                ]
                for case in self.chance.sample(lately, min(ADOPTED, len(lately))):
                    yield {**common, "case": case.id, "words": "党员认领整治"}
        adopting = next(task for task in tasks if task.title == OF_CAMPAIGN)
        for campaign in campaigns:
            if campaign.begins.year == self.last.year:
                yield {
                    "linked_on": campaign.begins.isoformat(),
                    "task": adopting.id,
                    "campaign": campaign.id,
                    "words": "党员先锋岗参加",
                }
                return
