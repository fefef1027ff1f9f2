"""The contractors' months of the sample county: their steps, what was issued, corrected and paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from functools import cached_property

from bureau.assessment.deductions import Absence
from bureau.assessment.exact import half_up
from bureau.assessment.issued import keep_issued
from bureau.assessment.month_flow import CONSULTED, DECIDED, FIRST, ISSUED, REVIEWED
from bureau.assessment.plain import as_json, to_plain
from bureau.demo.contracts import Section
from bureau.demo.county import County
from bureau.demo.entered import MOMENT, Row
from bureau.demo.entering import Entering
from bureau.demo.inspections import Course, working_day
from bureau.demo.people import Chance
from bureau.demo.scenery import Toml, read
from bureau.sanitation.judging import Judgement, judge_month, subject_of
from bureau.sanitation.ledgers import CORRECTIONS, MONTHS
from bureau.sanitation.months import figures_of
from bureau.sanitation.terms import FAMILY

CONSULT, REVIEW, DECIDE, ISSUE = 5302, 5303, 5304, 5305
ISSUED_AT = time(15, 30)
OWN_NAME = 6504
MONTHLY, QUARTERLY, DEPOSIT = 6101, 6102, 6103
BY_QUARTER = "按季"
UNPAID_SECTION, UNPAID_BACK = 1, 3
"""The section, and how many months before the end, for which nothing was paid."""
CORRECTED_BACK = 4
"""How many months before the end lies the month that is corrected."""
ADJUSTED_SECTION, ADJUSTED_BACK = 1, 6
"""The section and month that was given half a point at 审定."""
REFUNDED = Fraction(7, 10)
"""What a deduction that was entered twice cost the third section: 1 of the 70 % that are daily."""
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Signers:
    """Who assesses, who approves, who signs."""

    clerk: str
    reviewer: str
    deputy: str
    chief: str

    @classmethod
    def of(cls, county: County) -> Signers:
        """The sanitation station and the bureau's leaders."""
        station, leaders = county.people["环卫所"], county.people["局领导"]
        return cls(station[-1].name, station[0].name, leaders[-1].name, leaders[0].name)


def moments(course: Course, chance: Chance) -> tuple[str, ...]:
    """When the steps of a month are taken, the issue last."""
    days = (course.served, course.reviewed, course.decided)
    hours = zip(days, (16, 9, 10), strict=True)
    early = [datetime.combine(day, time(hour, chance.randrange(60))) for day, hour in hours]
    return tuple(f"{at:{MOMENT}}" for at in (*early, datetime.combine(course.issued, ISSUED_AT)))


def steps_of(
    record: int,
    course: Course,
    signers: Signers,
    words: Mapping[str, Sequence[str]],
    chance: Chance,
) -> Iterator[Row]:
    """The steps of a month up to where it stands."""
    listed = (
        (CONSULT, FIRST, CONSULTED, signers.clerk, "consulted"),
        (REVIEW, CONSULTED, REVIEWED, signers.reviewer, "reviewed"),
        (DECIDE, REVIEWED, DECIDED, signers.clerk, ""),
        (ISSUE, DECIDED, ISSUED, signers.clerk, ""),
    )
    taken = list(zip(listed, moments(course, chance), strict=True))
    for (step, before, after, by, said), at in taken if course.is_issued else taken[:1]:
        yield {
            "month": record,
            "step": step,
            "at": at,
            "by": by,
            "approver": signers.deputy if step == DECIDE else None,
            "state_before": before,
            "state_after": after,
            "remark": chance.choice(words[said]) if said else None,
        }


class Settling(Entering):
    """Issues the months in their order, so that each sees those before it as they were issued."""

    vouchers = 0

    @cached_property
    def signers(self) -> Signers:
        """Who signs."""
        return Signers.of(self.county)

    @cached_property
    def words(self) -> Toml:
        """What the steps say."""
        words: Toml = read("sanitation")["words"]
        return words

    def record(self, number: int, section: Section, place: int, carried: int | None) -> Row:
        """A month before its steps; `carried`: the appraisal that counts where there was none."""
        period = self.periods[place]
        row: Row = {
            "label": f"{section.name} {period.first:%Y-%m}",
            "contract": section.contract,
            "section": section.id,
            "month": period.first.isoformat(),
        }
        if carried is not None:
            absence = Absence(
                block="appraisal",
                choice="carry",
                value=Fraction(carried, PERCENT),
                reason=self.words["absent"],
            )
            row["absences"] = as_json([to_plain(absence)])
        if number == ADJUSTED_SECTION and len(self.periods) - place == ADJUSTED_BACK:
            row |= {"adjust": 50, "adjust_reason": "汛期应急出勤突出，局务会研究加 0.5 分"}
        return row

    def issue(
        self,
        sections: Sequence[Section],
        records: Mapping[tuple[int, int], int],
        courses: Sequence[Course],
    ) -> Iterator[Row]:
        """Issues all months but the last; gives the payments."""
        yield from self.deposits(sections)
        owed: dict[int, list[tuple[date, int]]] = {}
        names = self.fresh_names()
        for place, period in enumerate(self.periods[:-1]):
            course = courses[place]
            for one in judge_month(self.op.conn, names, period, self.desk.today()):
                contract = one.contract.record
                self.keep(one, records[contract, place], course)
                fen = one.fee.payable_fen if one.fee is not None else 0
                owed.setdefault(contract, []).append((period.first, fen))
                if contract == sections[-1].contract and self.back(place) == CORRECTED_BACK:
                    self.correct(one)
            for number, section in enumerate(sections):
                yield from self.paid(number, section, place, course, owed)

    def keep(self, one: Judgement, record: int, course: Course) -> None:
        """签发: what the act does, on its own day."""
        assert one.made is not None, one.fault
        first = one.period.first
        at = datetime.combine(course.issued, ISSUED_AT)
        keep_issued(self.op, FAMILY, subject_of(one.contract), first, one.made, at)
        values: Row = {
            "state": ISSUED,
            "issuer": OWN_NAME,
            "paper_number": f"示城管环考〔{first.year}〕{first.month}号",
            "issued_on": course.issued.isoformat(),
            "signed_by": self.signers.chief,
            **figures_of(one),
        }
        self.op.update(MONTHS.name, record, values)

    def correct(self, one: Judgement) -> None:
        """A deduction that had been entered twice, settled two months later."""
        assert one.score is not None
        assert one.fee is not None
        settled = self.periods[-2]
        found = working_day(self.calendar, settled.first, 9)
        short = max(Fraction(0), 90 - one.score.total)
        fen = int(half_up(one.fee.base * min(REFUNDED, short) / PERCENT, 0))
        row: Row = {
            "found_on": found.isoformat(),
            "section": one.contract.section,
            "month": one.period.first.isoformat(),
            "points": int(half_up(one.score.total + REFUNDED) * PERCENT),
            "fen": fen,
            "reason": f"{one.period.first.month}月有一处垃圾满溢重复登记扣分，公司提出后核实，补付相应服务费",
            "approver": self.signers.deputy,
        }
        self.save(CORRECTIONS, [row])

    # -- payments ------------------------------------------------------------------------------

    def deposits(self, sections: Sequence[Section]) -> Iterator[Row]:
        """What contractors left as security."""
        for number, section in enumerate(sections, start=1):
            yield {
                "contract": section.contract,
                "kind": DEPOSIT,
                "paid_on": section.begins.isoformat(),
                "amount_fen": section.deposit_fen,
                "voucher": f"收 {section.begins.year}-{number:04}",
                "handled_by": self.signers.clerk,
            }

    def paid(
        self,
        number: int,
        section: Section,
        place: int,
        course: Course,
        owed: Mapping[int, list[tuple[date, int]]],
    ) -> Iterator[Row]:
        """What is paid once a month, or the last of a quarter, is issued."""
        months = owed.get(section.contract, [])
        first = self.periods[place].first
        quarterly = section.term == BY_QUARTER
        if quarterly:
            within = [one for one in months if (one[0].month - 1) // 3 == (first.month - 1) // 3]
            months = within[-3:] if first.month % 3 == 0 else []
        else:
            months = months[-1:]
        approved = working_day(self.calendar, course.issued, 3)
        paid = working_day(self.calendar, approved, 2)
        unpaid = number == UNPAID_SECTION and self.back(place) == UNPAID_BACK
        if not months or unpaid or paid > self.periods[-1].last:
            return
        self.vouchers += 1
        yield {
            "contract": section.contract,
            "kind": QUARTERLY if quarterly else MONTHLY,
            "first_month": months[0][0].isoformat(),
            "last_month": months[-1][0].isoformat() if quarterly else None,
            "approved_on": approved.isoformat(),
            "approval": f"付审〔{approved.year}〕{self.vouchers}",
            "paid_on": paid.isoformat(),
            "amount_fen": sum(fen for _, fen in months),
            "voucher": f"付 {paid.year}-{self.vouchers:04}",
            "handled_by": self.signers.clerk,
        }
