"""The case ledger of the sample county: every finding with its outcome, written as clerks write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bureau.demo.campaigns import Campaign, campaign_of
from bureau.demo.county import County, Person
from bureau.demo.findings import Finding
from bureau.demo.numbers import NoticeNumbers
from bureau.demo.outcome import (
    CLOSED,
    ENFORCEMENT,
    FROM_PUBLIC,
    IN_HAND,
    MANAGEMENT,
    NOT_FILED,
    PENALISED,
    SERVICE,
    SHELVED,
    TRANSFERRED,
    VOID,
    Outcome,
    in_working_days,
)
from bureau.demo.people import Chance, Naming, phone
from bureau.demo.scenery import contractors
from bureau.market.notice_kinds import MEND, RECTIFY

PERSON, SHOP, FIRM, NOBODY = 2401, 2402, 2403, 2404
PASSED, FAILED = 2601, 2602
SATISFIED, FAIRLY, DISSATISFIED, UNREACHED = 2501, 2502, 2503, 2504
ON_THE_SPOT = 10
"""Percent of what was put right on the spot that is reviewed too."""
SOMETIMES = 30
"""Percent of cases in hand that a re-check has sent back (返工)."""
HYGIENE, FACILITIES = 1550, 1604
ON_WHEELS = frozenset({1352, 1353, 1354, 1355})
HOW = {
    SERVICE: ("经现场劝导，", "经宣传教育，", "上门服务指导后，", ""),
    MANAGEMENT: ("责令当场改正，", "下达责令改正通知后，", "经督促，", "现场规范，"),
    ENFORCEMENT: ("依法立案查处，", "先行登记保存后，", "多次劝导无效，依法处理后，"),
}
HOW_WITHOUT_PARTY = ("通知责任单位，", "派单后，", "联系社区，", "")
SPECIAL = {
    NOT_FILED: ("现场核查未发现所反映问题", "情况不属实，已向来电人说明"),
    SHELVED: ("涉及历史遗留问题，暂缓整改，列入挂账清单", "需上级资金支持，挂账跟踪"),
    TRANSFERRED: ("不属本局职责，已移送主管部门",),
    PENALISED: ("已转入行政处罚程序",),
    VOID: ("与前一件重复登记",),
}
TOLD_WORDS = ("群众", "居民反映", "居民投诉", "居民多次投诉", "住户投诉", "举报")
SEEN_WORDS = ("巡查", "夜查", "检查")
HELPERS = ("县交警大队", "县市场监管局", "县住建局", "属地社区", "县生态环境局")
CALL_NOTES = {
    SATISFIED: ("对处理结果满意", "已恢复整洁，表示感谢", "处理及时，满意", None),
    FAIRLY: ("基本解决，希望加强日常巡查", "当天清理了，担心过几天又有", None),
    DISSATISFIED: ("认为只管了一阵，过后又有", "嫌处理太慢", "问题没有根本解决，要求继续跟进"),
}
"""What those who reported say when they are called back."""


def fitting(says: Sequence[str], told: bool) -> Sequence[str]:
    """The sentences that suit a case which someone told of, or one which a patrol saw."""
    foreign = SEEN_WORDS if told else TOLD_WORDS
    return [words for words in says if not any(word in words for word in foreign)] or says


@dataclass(slots=True)
class Writing:
    """Writes cases one after the other, oldest first."""

    county: County
    naming: Naming
    chance: Chance
    last: date
    numbers: NoticeNumbers
    campaigns: Sequence[Campaign]
    seen: dict[int, int] = field(default_factory=dict)

    def row(self, finding: Finding, outcome: Outcome) -> dict[str, object]:
        """The stored values of one case."""
        problem, place, chance = finding.problem, finding.place, self.chance
        unit = self.unit(finding)
        officers = self.county.people[unit]
        officer = chance.choice(officers[1:] or officers)
        row: dict[str, object] = {
            "found_on": finding.day.isoformat(),
            "found_time": finding.time,
            "source": outcome.source,
            "town": place.community.town.id,
            "community": place.community.id if chance.randrange(100) < 85 else None,
            "road": place.road.id if place.road else None,
            "address": finding.address,
            "place_kind": place.kind,
            "category": problem.category,
            "subcategory": outcome.subcategory,
            "handling": outcome.handling,
            "unit": self.county.units[unit],
            "person": officer.id,
            "helping_unit": chance.choice(HELPERS) if chance.randrange(100) < 4 else None,
            "due_on": outcome.due.isoformat(),
            "due_time": outcome.due_time,
            "state": outcome.state,
            "closed_on": outcome.closed.isoformat() if outcome.closed else None,
        }
        party = self.party(finding, named=outcome.state == PENALISED)
        row |= party
        row["description"] = self.description(finding, outcome.source in FROM_PUBLIC)
        row["result"] = self.result(finding, outcome)
        row |= self.order(finding, outcome, named=bool(party["party_name"]))
        row |= self.review(finding, outcome, officers)
        row |= self.registration(finding, outcome, officers)
        row["note"] = self.note(finding)
        row["campaign"] = campaign_of(self.campaigns, finding, self.county.units[unit], chance)
        return row

    def unit(self, finding: Finding) -> str:
        """Who has to see to it."""
        problem = finding.problem
        draw = self.chance.randrange(100)
        if problem.kind == FACILITIES:
            return "市政管理所"
        if problem.category == HYGIENE and draw < 55:
            return "环卫所"
        if problem.kind in ON_WHEELS and draw < 60:
            return "直属中队"
        if problem.hours[1] >= 22 and draw < 30:
            return "直属中队"
        return finding.place.community.town.squad

    def party(self, finding: Finding, *, named: bool) -> dict[str, object]:
        """Kind, name and telephone of the party; nobody is penalised without a name."""
        chance, shop = self.chance, finding.place.shop
        draw = chance.randrange(100)
        match finding.problem.party:
            case "shop" if shop is not None:
                number = shop.phone if draw < 88 else None
                found = {"party_kind": SHOP, "party_name": shop.name, "phone": number}
                return found | {"shop": shop.id}
            case "firm":
                number = phone(chance) if draw < 60 else None
                name = chance.choice(finding.problem.firms or self.naming.firms)
                name = contractors().get(finding.place.spot, name)
                return {"party_kind": FIRM, "party_name": name, "phone": number}
            case "nobody":
                return {"party_kind": NOBODY, "party_name": None, "phone": None}
            case _:
                passer = self.naming.any_person() if draw < 82 or named else None
                number = phone(chance) if draw < 46 else None
                return {"party_kind": PERSON, "party_name": passer, "phone": number}

    def description(self, finding: Finding, told: bool) -> str:
        """What the clerk wrote, of what someone `told` or of what a patrol saw."""
        chance, problem, place = self.chance, finding.problem, finding.place
        return chance.choice(fitting(problem.says, told)).format(
            place=place.brief,
            shop=place.brief,
            goods=chance.choice(problem.goods),
            n=chance.randint(2, 6),
            m=chance.randint(2, 9),
        )

    def result(self, finding: Finding, outcome: Outcome) -> str | None:
        """What was done."""
        chance = self.chance
        if outcome.state in SPECIAL:
            return chance.choice(SPECIAL[outcome.state])
        if outcome.state == IN_HAND and chance.randrange(100) < 60:
            return chance.choice(("正在督促整改", "已约谈当事人，限期整改", "已通知责任人，跟进中"))
        if outcome.state != CLOSED or outcome.handling is None:
            return None
        how = HOW_WITHOUT_PARTY if finding.problem.party == "nobody" else HOW[outcome.handling]
        done = chance.choice(finding.problem.fixed).format(n=chance.randint(2, 5))
        return chance.choice(how) + done

    def order(self, finding: Finding, outcome: Outcome, *, named: bool) -> dict[str, object]:
        """Number and delivery of a written order, where there was one."""
        nobody = finding.problem.party == "nobody"
        if (
            outcome.handling not in (MANAGEMENT, ENFORCEMENT)
            or not (named or nobody)
            or not in_working_days(finding)
            or self.chance.randrange(100) >= (30 if nobody else 65)
        ):
            return {}
        delivered = finding.day + timedelta(days=self.chance.randrange(2))
        return {
            "notice_number": self.numbers.next(MEND if nobody else RECTIFY, finding.day.year),
            "delivered_on": min(delivered, outcome.closed or self.last, self.last).isoformat(),
        }

    def review(
        self, finding: Finding, outcome: Outcome, officers: tuple[Person, ...]
    ) -> dict[str, object]:
        """Re-check, and what the person who reported says of a case put right."""
        chance, found = self.chance, dict[str, object]()
        likely = {CLOSED: ON_THE_SPOT if outcome.direct else 82, IN_HAND: SOMETIMES}.get(
            outcome.state, 0
        )
        reviewed = (outcome.closed or finding.day) + timedelta(days=chance.randrange(3))
        if outcome.direct:
            reviewed = finding.day
        if reviewed <= self.last and chance.randrange(100) < likely:
            found["reviewed_by"] = officers[0].id
            found["reviewed_on"] = reviewed.isoformat()
            found["review"] = PASSED if outcome.closed else FAILED
        if outcome.closed and outcome.source in FROM_PUBLIC:
            found |= self.call_back(max(reviewed, outcome.closed))
        return found

    def call_back(self, ended: date) -> dict[str, object]:
        """What the person who reported says some days after it ended, if they were called already."""
        called = ended + timedelta(days=self.chance.randint(1, 4))
        said = self.chance.choices((SATISFIED, FAIRLY, DISSATISFIED, UNREACHED), (72, 15, 4, 9))[0]
        if called > self.last:
            return {}
        if said == UNREACHED:
            return {"satisfaction": said}
        words = self.chance.choice(CALL_NOTES[said])
        return {"satisfaction": said, "called_back_on": called.isoformat(), "call_note": words}

    def registration(
        self, finding: Finding, outcome: Outcome, officers: tuple[Person, ...]
    ) -> dict[str, object]:
        """Who entered the case and when."""
        chance = self.chance
        clerks = self.county.people["市容管理股"] if outcome.source in FROM_PUBLIC else officers
        minute = max(16, finding.problem.hours[0]) * 60 + chance.randint(0, 120)
        if finding.time:
            hours, minutes = map(int, finding.time.split(":"))
            minute = min(hours * 60 + minutes + chance.randint(5, 120), 24 * 60 - 1)
        at = f"{finding.day} {minute // 60:02}:{minute % 60:02}"
        return {"registered_by": chance.choice(clerks).name, "registered_at": at}

    def note(self, finding: Finding) -> str | None:
        """A remark now and then, most often about what keeps coming back."""
        if finding.chain:
            self.seen[finding.chain] = self.seen.get(finding.chain, 0) + 1
            if (times := self.seen[finding.chain]) > 2:
                return f"同一地点第{times}次发现，重点盯防"
        return None
