"""The steps (办理过程) of the sample county's cases, from 登记 to where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bureau.demo.cases import FAILED
from bureau.demo.county import County, Person
from bureau.demo.entered import Course, Entered, Row, day_of
from bureau.demo.outcome import (
    CLOSED,
    FILED,
    HANDED_OUT,
    ILLEGAL_SALE,
    IN_HAND,
    NOT_FILED,
    PENALISED,
    REGISTERED,
    SHELVED,
    TO_REVIEW,
    TRANSFERRED,
    VOID,
)
from bureau.demo.people import Chance

REGISTER, VERIFY, FILE, REFUSE, DISPATCH, RETURN = 3301, 3302, 3303, 3304, 3305, 3306
ACCEPT, FEED_BACK, CLOSE, REWORK, EXTEND, HOLD = 3307, 3308, 3309, 3310, 3311, 3312
PASS_ON, PENALISE, ANNUL, SUPERVISE, CALL_BACK = 3314, 3315, 3316, 3319, 3320
ONE_DAY = timedelta(days=1)
VERIFIED = ("现场核实，情况属实", "已到现场，问题存在", "经核查，情况与反映一致")
UNTRUE = ("现场核实，未发现所反映问题", "经核查，与反映不符")
SENT_BACK = (
    "该路段不属本中队辖区，请重新派遣",
    "属环卫作业范围，请改派环卫所",
    "当日人员抽调保障，请改派",
)
NOT_GOOD = ("仍有物品未清走，退回继续处置", "整改不彻底，现场仍有残留", "照片与现场不符，重新处置")
ASKED = ("按时限办结，办结后上传照片", "请现场处置并反馈", "属群众反映事项，办结后回复", None)
HURRY = (
    "已超过整改期限，请于三日内办结并反馈",
    "超期未结，请中队负责人包案办理",
    "请说明超期原因并限期办结",
)
DELAYED = (
    "当事人已订购设备，等待到货安装",
    "涉及高空拆除，需安排吊车",
    "当事人外出，已书面承诺整改日期",
)
RECEIVERS = {
    ILLEGAL_SALE: "县应急管理局",
    1404: "县交警大队",
    1555: "县园林绿化中心",
    1603: "县农业农村局",
}
ANOTHER = "县住房和城乡建设局"
"""Who takes over what isn't the bureau's, by sub-class, and who takes the rest."""


class Trails:
    """Writes the steps of cases."""

    def __init__(self, county: County, chance: Chance, last: date) -> None:
        self.county = county
        self.chance = chance
        self.last = last
        self.people = {person.id: person for unit in county.people.values() for person in unit}
        self.clerks = county.people["市容管理股"]
        self.deputies = county.people["局领导"][1:]
        self.units = {
            unit: county.units[unit] for unit in county.people if unit.endswith(("中队", "所"))
        }

    def of(self, case: Entered) -> list[Row]:
        """All steps of one case, oldest first."""
        return list(Trail(self, case).steps())


class Trail:
    """One case on its way."""

    def __init__(self, trails: Trails, case: Entered) -> None:
        self.trails = trails
        self.chance = trails.chance
        self.case = case
        self.row = case.row
        begin = datetime.fromisoformat(str(self.row["registered_at"]))
        self.course = Course(begin, trails.chance)
        self.state: int | None = None
        self.officer: Person = trails.people[int(str(self.row["person"]))]
        self.clerk: Person = trails.chance.choice(trails.clerks)
        self.deputy: Person = trails.chance.choice(trails.deputies)
        self.day = case.finding.day

    def steps(self) -> Iterator[Row]:
        """From the first to the last."""
        yield self.step(
            REGISTER, None, self.row["registered_by"], REGISTERED, at=self.row["registered_at"]
        )
        match self.case.outcome.state:
            case state if state == CLOSED:
                yield from self.closed()
            case state if state in (NOT_FILED, VOID, TRANSFERRED):
                yield from self.dropped(state)
            case state if state == REGISTERED:
                if self.chance.randrange(100) < 30:
                    yield self.step(
                        VERIFY, self.day, self.officer.name, None, remark=self.say(VERIFIED)
                    )
            case state:
                yield from self.under_way(state)

    def say(self, words: tuple[str | None, ...]) -> str | None:
        """One of these sentences."""
        return self.chance.choice(words)

    def step(
        self, item: int, day: date | None, by: object, after: int | None, **more: object
    ) -> Row:
        """One step; `after` None leaves the state as it is."""
        made: Row = {
            "case": self.case.id,
            "step": item,
            "at": self.course.on(day) if day else None,
            "by": by,
            "unit": self.row["unit"],
            "person": self.row["person"],
            "state_before": self.state,
            "state_after": after if after is not None else self.state,
            **more,
        }
        self.state = after if after is not None else self.state
        return made

    # -- to where it stands ----------------------------------------------------------------------

    def dropped(self, state: int) -> Iterator[Row]:
        """不予立案, 作废, 移送."""
        next_day = min(self.day + ONE_DAY * self.chance.randrange(2), self.trails.last)
        if state == VOID:
            yield self.step(ANNUL, next_day, self.clerk.name, VOID, remark=self.row["result"])
            return
        told = UNTRUE if state == NOT_FILED else VERIFIED
        yield self.step(VERIFY, self.day, self.officer.name, None, remark=self.say(told))
        item = REFUSE if state == NOT_FILED else PASS_ON
        more: Row = {"remark": self.row["result"], "approver": self.deputy.name}
        if state == TRANSFERRED:
            more["receiver"] = RECEIVERS.get(self.case.finding.problem.kind, ANOTHER)
        yield self.step(item, next_day, self.clerk.name, state, **more)

    def under_way(self, state: int) -> Iterator[Row]:
        """立案 up to 待复查, 挂账, 转行政处罚."""
        last = self.trails.last
        if state == FILED:
            yield self.step(FILE, self.day, self.clerk.name, FILED)
            return
        yield from self.handed_out(last)
        if state == HANDED_OUT:
            return
        yield self.step(ACCEPT, self.course.at.date(), self.officer.name, IN_HAND)
        if state == SHELVED:
            until = f"{last + ONE_DAY * self.chance.randint(20, 120)}"
            reason, day = self.row["result"], min(self.day + ONE_DAY * 2, last)
            yield self.step(
                HOLD, day, self.officer.name, SHELVED,
                remark=reason, approver=self.deputy.name, until=until,
            )  # fmt: skip
            return
        if state == PENALISED:
            day = min(self.day + ONE_DAY * self.chance.randint(1, 4), last)
            yield self.step(PENALISE, day, self.officer.name, PENALISED, approver=self.deputy.name)
            return
        yield from self.supervised(last, 65, 1)
        if self.row.get("review") == FAILED:
            yield from self.sent_back(day_of(self.row["reviewed_on"]))
        if state == TO_REVIEW:
            yield self.fed_back(max(self.course.at.date(), last - ONE_DAY))

    def closed(self) -> Iterator[Row]:
        """结案 on the spot or step by step, and what the person who reported says."""
        outcome, row = self.case.outcome, self.row
        done = outcome.closed
        assert done is not None
        if outcome.direct:
            yield self.step(CLOSE, done, self.officer.name, CLOSED, remark=row["result"])
        else:
            yield from self.handed_out(done)
            if self.chance.randrange(100) < 80 or not row.get("review"):
                yield self.step(ACCEPT, self.course.at.date(), self.officer.name, IN_HAND)
            if outcome.first_due is not None:
                yield self.step(
                    EXTEND, outcome.first_due, self.clerk.name, None,
                    remark=self.say(DELAYED), approver=self.deputy.name, until=row["due_on"],
                )  # fmt: skip
            yield from self.supervised(done, 45, 3)
            if row.get("review") and done > self.day and self.chance.randrange(100) < 8:
                middle = self.day + ONE_DAY * self.chance.randrange((done - self.day).days)
                yield from self.sent_back(middle)
            if row.get("review"):
                yield self.fed_back(done)
                yield self.step(CLOSE, day_of(row["reviewed_on"]), self.reviewer, CLOSED)
            else:
                yield self.step(CLOSE, done, self.officer.name, CLOSED, remark=row["result"])
        if (called := row.get("called_back_on")) is not None:
            note = row.get("call_note")
            yield self.step(CALL_BACK, day_of(called), self.clerk.name, None, remark=note)

    # -- on the way ------------------------------------------------------------------------------

    @property
    def reviewer(self) -> str:
        """Who looks at it again."""
        return self.trails.people[int(str(self.row["reviewed_by"]))].name

    def handed_out(self, until: date) -> Iterator[Row]:
        """立案 and 派遣, now and then to the wrong unit first."""
        if self.chance.randrange(100) < 40:
            yield self.step(FILE, self.day, self.clerk.name, FILED)
        late = self.day < until and self.chance.randrange(100) < 15
        day = self.day + ONE_DAY if late else self.day
        if self.chance.randrange(100) < 3:
            units = self.trails.units
            other = self.chance.choice([unit for unit in units if units[unit] != self.row["unit"]])
            wrong: Row = {"unit": units[other], "person": None}
            yield self.step(DISPATCH, day, self.clerk.name, HANDED_OUT, **wrong)
            wrong = {"unit": None, "person": None, "remark": self.say(SENT_BACK)}
            leader = self.trails.county.people[other][0].name
            yield self.step(RETURN, day, leader, FILED, **wrong)
        yield self.step(DISPATCH, day, self.clerk.name, HANDED_OUT, remark=self.say(ASKED))

    def supervised(self, until: date, percent: int, days: int) -> Iterator[Row]:
        """督办 of what is so many days late."""
        first = self.case.outcome.due + ONE_DAY * days
        if first < until and self.chance.randrange(100) < percent:
            day = first + ONE_DAY * self.chance.randrange(min(3, (until - first).days))
            yield self.step(
                SUPERVISE, day, self.clerk.name, None,
                remark=self.say(HURRY), approver=self.deputy.name, until=f"{day + 3 * ONE_DAY}",
            )  # fmt: skip

    def fed_back(self, day: date) -> Row:
        """处置反馈."""
        remark = self.row["result"] or "已按要求处置"
        return self.step(FEED_BACK, day, self.officer.name, TO_REVIEW, remark=remark)

    def sent_back(self, day: date) -> Iterator[Row]:
        """处置反馈, and a review that isn't content (返工)."""
        yield self.step(FEED_BACK, day, self.officer.name, TO_REVIEW, remark="已清理，请复查")
        yield self.step(REWORK, day, self.clerk.name, IN_HAND, remark=self.say(NOT_GOOD))
