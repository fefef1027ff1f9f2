"""Papers (文书) of the sample county's cases with their delivery, and the bureau's wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from bureau.demo.county import County
from bureau.demo.entered import MOMENT, Entered, Row, day_of
from bureau.demo.numbers import NoticeNumbers
from bureau.demo.people import Chance, Naming
from bureau.demo.scenery import read
from bureau.demo.trail import SUPERVISE
from bureau.ledger.entry import Names
from bureau.market.ledgers import CASES, WORDINGS
from bureau.market.notice_drafts import Drafting
from bureau.market.notice_kinds import KINDS, MEND, RECTIFY, SUPERVISION
from bureau.market.serving import DIRECT, LEFT_BEHIND
from bureau.market.wordings import shipped_wordings, stored
from bureau.storage.operation import Operation

LOCAL_RULE = "《示例省城市市容和环境卫生管理条例》第{article}条"
"""Rules of a province that doesn't exist, where the shipped wording leaves them to the bureau."""
ARTICLES = tuple(f"{ten}十{digit}" for ten in "二三四五" for digit in ("", *"一二三四五六七八九"))
ON_PAPER = 60
"""Percent of the supervisions (督办) for which a paper is issued."""
DEMAND = "立即组织整改，{until}前办结，并书面反馈整改情况。"
RELATIONS = ("店员", "配偶", "同事")


def enter_wordings(op: Operation) -> list[Row]:
    """The shipped wordings as this bureau has completed them, and its own."""
    own = (stored(entry) for entry in read("wordings")["wordings"])
    found: list[Row] = []
    for place, wording in enumerate((*shipped_wordings(), *own)):
        values: Row = dict(wording)
        if not values.get("broken_rule"):
            values["broken_rule"] = LOCAL_RULE.format(article=ARTICLES[place])
            values.pop("note", None)
        record = op.insert(WORDINGS.name, values)
        found.append({**dict.fromkeys(WORDINGS.columns), **values, "id": record})
    return found


class Papers:
    """Writes papers."""

    def __init__(
        self, county: County, names: Names, wordings: list[Row], last: date, chance: Chance
    ) -> None:
        self.county = county
        self.last = last
        self.chance = chance
        self.naming = Naming(chance)
        self.unit_names = {unit: name for name, unit in county.units.items()}
        shops = {
            shop.id: {
                "owner": shop.owner,
                "address": shop.address,
                "name": shop.name,
                "phone": shop.phone,
            }
            for shop in county.shops
        }
        self.drafting = Drafting(last, names, wordings, shops, {})  # type: ignore[arg-type]

    def of_cases(self, cases: Iterable[Entered]) -> Iterator[Row]:
        """The paper of every case that names one."""
        for case in cases:
            if case.row.get("notice_number"):
                yield self.order(case)

    def order(self, case: Entered) -> Row:
        """责令改正通知书, or 整改通知书 where there is nobody to order."""
        kind = MEND if KINDS[MEND].word in str(case.row["notice_number"]) else RECTIFY
        made = self.draft(case, kind, case.finding.day)
        made["number"] = case.row["notice_number"]
        unit = self.unit_names[case.unit]
        officers = self.county.people[unit]
        if kind == RECTIFY:
            made["officers"] = self.county.pair(unit, self.chance)
        else:
            made["signer"] = self.county.people["局领导"][1].name
        if not made.get("demand"):
            made["demand"] = "立即整改，恢复整洁，并书面回复。"
        made |= self.delivery(case, made, officers[0].name)
        if kind == MEND and case.outcome.closed is not None:
            made |= {"reply": case.row["result"], "replied_on": case.outcome.closed.isoformat()}
        return made

    def draft(self, case: Entered, kind: int, day: date) -> Row:
        """What the program itself would fill in on that day."""
        self.drafting.today = day
        limit = case.outcome.first_due or case.outcome.due
        row = {**dict.fromkeys(CASES.columns), **case.row, "due_on": limit.isoformat()}
        made: Row = dict(self.drafting.draft(row, kind))
        made.pop("officers", None)
        return made

    def delivery(self, case: Entered, made: Row, server: str) -> Row:
        """How, when and to whom it was handed over."""
        chance = self.chance
        day = day_of(case.row["delivered_on"])
        begin = datetime.fromisoformat(f"{day} 09:00") + timedelta(minutes=chance.randint(0, 480))
        if day == case.finding.day and case.finding.time:
            found = datetime.fromisoformat(f"{day} {case.finding.time}")
            begin = found + timedelta(minutes=chance.randint(10, 40))
        at = min(f"{begin:{MOMENT}}", f"{day} 23:59")
        where = made.get("party_address") or case.row["address"]
        handed: Row = {"delivered_at": at, "delivered_to": where, "server": server}
        if made["kind"] == MEND:
            return handed | {
                "delivery": DIRECT,
                "receiver": self.county.people[self.unit_names[case.unit]][-1].name,
                "relation": "单位工作人员",
            }
        draw = chance.randrange(100)
        if draw < 8:
            return handed | {"delivery": LEFT_BEHIND, "witness": self.naming.any_person()}
        own = made.get("party_head") or made["party_name"]
        if draw < 25 or len(str(own)) > 4:
            return handed | {
                "delivery": DIRECT,
                "receiver": self.naming.any_person(),
                "relation": chance.choice(RELATIONS),
            }
        return handed | {"delivery": DIRECT, "receiver": own}

    def supervisions(
        self, cases: Iterable[Entered], steps: Iterable[Row], numbers: NoticeNumbers
    ) -> Iterator[Row]:
        """督办单 for some of the steps of that name, on their day."""
        by_id = {case.id: case for case in cases}
        wanted = [step for step in steps if step["step"] == SUPERVISE]
        for step in sorted(wanted, key=lambda step: str(step["at"])):
            if self.chance.randrange(100) >= ON_PAPER:
                continue
            case, day = by_id[int(str(step["case"]))], day_of(step["at"])
            self.drafting.supervised = {case.id: step}
            made = self.draft(case, SUPERVISION, day)
            yield made | {
                "number": numbers.next(SUPERVISION, day.year),
                "due_on": step["until"],
                "delivery": DIRECT,
                "delivered_at": str(step["at"]),
                "receiver": self.county.people[self.unit_names[case.unit]][0].name,
                "relation": "单位工作人员",
                "server": step["by"],
            }
