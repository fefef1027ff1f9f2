"""The figures of sanitation by name: sections and their fees, works, waste, the landfill, money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import All, Between, Filter, Ids, Is
from bureau.reports.naming import Figure, Naming, known
from bureau.sanitation.figures import MoneyFigures, SanitationFigures, WorksFigures
from bureau.sanitation.ledgers import BUILDING_LOGS, DEDUCTIONS, ESTATES, PAYMENTS, WASTE
from bureau.sanitation.ledgers.landfill import LANDFILL_DAYS, LEACHATE, WEIGHINGS
from bureau.sanitation.money import Deposit, Dues
from bureau.sanitation.paper_source import kept_of
from bureau.sanitation.papers_bulletin import mean
from bureau.sanitation.works import BURNED, LANDFILLED, RoadLine, weighed, within

if TYPE_CHECKING:
    from bureau.assessment.fees import Fee
    from bureau.calendar.periods import Period
    from bureau.reports.change import Quantity
    from bureau.reports.named import Behind, Named
    from bureau.sanitation.judging import Judgement

    Judged = tuple[Judgement, ...]

DEPARTMENT: Final = "环卫考核"


def named_figures(
    cleaning: SanitationFigures,
    works: WorksFigures,
    money: MoneyFigures,
    cleaning_of: Mapping[str, SanitationFigures],
    works_of: Mapping[str, WorksFigures],
) -> Iterator[Named]:
    """All of a period; `cleaning_of` and `works_of` are the same of the periods beside it."""
    period = cleaning.period
    judged = {name: base.judged for name, base in cleaning_of.items() if base.judged}
    yield from assessed(Naming("sanitation", DEPARTMENT, period, cleaning.judged, judged))
    there = {name: base for name, base in works_of.items() if not base.nothing_done}
    yield from worked(Naming("sanitation", DEPARTMENT, period, works, there))
    yield from paid(Naming("sanitation", DEPARTMENT, period, money, {}))


# -- assessment ------------------------------------------------------------------------------------


def assessed(name: Naming[Judged]) -> Iterator[Named]:
    """All sections together, then each.

    Several months: the mean of their scores, the sum of their money.
    """
    if not name.of:
        return
    every: tuple[Figure[Judged], ...] = (
        Figure("sections", "考核标段", lambda of: len(sections(of)), "个"),
        Figure("mean", "各标段平均得分", mean, "分", "score"),
        Figure("points_lost", "核定扣分", points_lost, "分", "score"),
        *FEES,
    )
    yield from name.each(every, "考核总体")
    for section in sections(name.of):
        own = months_of(section)
        mine = own(name.of)
        assert mine is not None, section
        where = deducted(section, name.period)
        figures: tuple[Figure[Judged], ...] = (
            Figure("score", "得分", mean, "分", "score", behind=records(where)),
            Figure("points_lost", "核定扣分", points_lost, "分", "score", behind=records(where)),
            *FEES,
            Figure("failures", "连续不合格", failures, "次", "rank"),
            Figure("grade", "考核档次", grade, measure="words"),
        )
        title = mine[0].section
        yield from name.within(mine, own).each(figures, title, f"section.{section}.", title)


def sections(of: Judged) -> list[int]:
    """The sections, in their order."""
    return list(dict.fromkeys(one.contract.section for one in of))


def months_of(section: int) -> Callable[[Judged], Judged | None]:
    """The months of one section, None where it has none."""
    return lambda of: tuple(one for one in of if one.contract.section == section) or None


def deducted(section: int, period: Period) -> Filter:
    """The deductions of a section in a period."""
    days = Between("found_on", period.first.isoformat(), period.last.isoformat())
    return All((Is("section", section), days))


def records(where: Filter) -> Callable[[Judged], Behind]:
    """Deductions as the records behind a figure."""
    return lambda _: (DEDUCTIONS.name, where)


def points_lost(of: Judged) -> Fraction:
    """核定扣分: what stayed of the deductions after appeals."""
    return sum((kept.kept for one in of for kept in kept_of(one)), Fraction(0))


def summed(value: Callable[[Fee], int]) -> Callable[[Judged], Quantity | None]:
    """The sum of an amount over the months that have a fee."""
    return lambda of: known(value(one.fee) for one in of if one.fee is not None)


def failures(of: Judged) -> int | None:
    """Months in a row below the passing mark, at the end."""
    return next((one.fee.failures for one in reversed(of) if one.fee is not None), None)


def grade(of: Judged) -> str | None:
    """The tier of a single month's score."""
    return (of[0].grade or None) if len(of) == 1 else None


FEES: Final[tuple[Figure[Judged], ...]] = (
    Figure("base", "服务费基数", summed(lambda fee: fee.base_fen), "元", "money"),
    Figure("deducted", "扣减服务费", summed(lambda fee: fee.deducted_fen), "元", "money"),
    Figure("payable", "应付服务费", summed(lambda fee: fee.payable_fen), "元", "money"),
)


# -- works -----------------------------------------------------------------------------------------


def worked(name: Naming[WorksFigures]) -> Iterator[Named]:
    """Roads, waste, landfill, estates and buildings."""
    period = name.period
    roads: tuple[Figure[WorksFigures], ...] = (
        Figure("share", "道路作业完成率", lambda of: of.roads.share, measure="rate"),
        Figure("planned", "道路计划作业", lambda of: planned(of.roads.lines), "次", places=1),
        Figure("done", "道路完成作业", lambda of: done(of.roads.lines), "次"),
        Figure("beside_plan", "计划外作业", lambda of: of.roads.beside, "次"),
    )
    yield from name.each(roads, "道路作业")
    weights: list[Figure[WorksFigures]] = [
        Figure("waste", "收运垃圾", lambda of: tonnes(of.waste.collected_kg), "吨", places=2),
        Figure("waste_trips", "收运车次", lambda of: of.waste.trips, "车次"),
    ]
    for line in name.of.waste.lines:
        weights.append(
            Figure(
                f"waste.{line.item or line.kind}",
                f"收运{line.kind}",
                collected(line.item, line.kind),
                "吨",
                places=2,
                behind=behind(WASTE.name, line.where),
            )
        )
    yield from name.each(weights, "垃圾收运")
    buried, burned = weighed(LANDFILLED, period), weighed(BURNED, period)
    drained = behind(LEACHATE.name, within("date", period))
    landfill: tuple[Figure[WorksFigures], ...] = (
        Figure(
            "landfilled",
            "进场填埋",
            lambda of: tonnes(of.waste.landfilled_kg),
            "吨",
            places=2,
            behind=behind(WEIGHINGS.name, buried),
        ),
        Figure(
            "burned",
            "外运焚烧",
            lambda of: tonnes(of.waste.burned_kg),
            "吨",
            places=2,
            behind=behind(WEIGHINGS.name, burned),
        ),
        Figure(
            "landfill_days",
            "填埋作业天数",
            lambda of: of.landfill.days,
            "天",
            behind=behind(LANDFILL_DAYS.name, within("date", period)),
        ),
        Figure(
            "uncovered_days",
            "未覆盖天数",
            lambda of: of.landfill.uncovered,
            "天",
            behind=lambda of: (LANDFILL_DAYS.name, of.landfill.uncovered_where),
        ),
        Figure(
            "days_without_diary",
            "缺作业日志天数",
            lambda of: of.landfill.unwritten,
            "天",
            behind=lambda of: (WEIGHINGS.name, of.landfill.unwritten_where),
        ),
        Figure(
            "leachate_made",
            "渗滤液产生量",
            lambda of: Fraction(of.landfill.made, 100),
            "立方米",
            places=2,
            behind=drained,
        ),
        Figure(
            "leachate_treated",
            "渗滤液处理量",
            lambda of: Fraction(of.landfill.treated, 100),
            "立方米",
            places=2,
            behind=drained,
        ),
    )
    yield from name.each(landfill, "填埋场")
    rounds = behind(ESTATES.name, within("cleaned_on", period))
    sites: tuple[Figure[WorksFigures], ...] = (
        Figure("estates", "清运小区", lambda of: of.cleaned.estates, "个", behind=rounds),
        Figure("estate_rounds", "小区清运", lambda of: of.cleaned.rounds, "次", behind=rounds),
        Figure("site_checks", "公厕和站点检查", lambda of: of.cleaned.checks, "次"),
        Figure(
            "site_checks_failed",
            "公厕和站点检查不合格",
            lambda of: of.cleaned.failed,
            "次",
            behind=lambda of: (BUILDING_LOGS.name, of.cleaned.failed_where),
        ),
        Figure(
            "site_checks_unrighted",
            "公厕和站点检查不合格未整改",
            lambda of: of.cleaned.unrighted,
            "次",
            behind=lambda of: (BUILDING_LOGS.name, of.cleaned.unrighted_where),
        ),
    )
    yield from name.each(sites, "小区、公厕和站点")


def behind(ledger: str, where: Filter) -> Callable[[WorksFigures], Behind]:
    """Records that are the same whatever was read."""
    return lambda _: (ledger, where)


def planned(lines: tuple[RoadLine, ...]) -> Fraction:
    """How often was planned."""
    return sum((one.planned for one in lines), Fraction(0))


def done(lines: tuple[RoadLine, ...]) -> int:
    """How often was worked on what was planned."""
    return sum(one.done for one in lines)


def collected(item: int | None, kind: str) -> Callable[[WorksFigures], Fraction]:
    """What was collected of one kind; nothing is none."""
    return lambda of: tonnes(
        sum(one.kg for one in of.waste.lines if (one.item, one.kind) == (item, kind))
    )


def tonnes(kilograms: int) -> Fraction:
    """Exact tonnes."""
    return Fraction(kilograms, 1000)


# -- money -----------------------------------------------------------------------------------------


def paid(name: Naming[MoneyFigures]) -> Iterator[Named]:
    """What is due and paid: all contracts, then each; deposits as they are now."""
    if not name.of.contracts:
        return
    every: tuple[Figure[MoneyFigures], ...] = (
        Figure("due", "应付服务费（已签发）", lambda of: sum_of(of, "due_fen"), "元", "money"),
        Figure("received", "已付服务费", lambda of: sum_of(of, "received_fen"), "元", "money"),
        Figure("open", "未付服务费", lambda of: sum_of(of, "open_fen"), "元", "money"),
        Figure("deposits", "在押保证金", held, "元", "money"),
    )
    yield from name.each(every, "付款")
    for one in name.of.contracts:
        first = one.months[0]
        key, title = f"contract.{first.contract}.", f"{first.section}（{first.number}）"
        yield from name.within(one, lambda _: None).each(DUES, "付款", key, title)
    for deposit in name.of.deposits:
        key, title = f"contract.{deposit.contract}.", f"{deposit.number}"
        yield from name.within(deposit, lambda _: None).each(DEPOSITS, "保证金", key, title)


def sum_of(of: MoneyFigures, amount: str) -> int:
    """The sum of an amount over the contracts."""
    return sum(getattr(one, amount) for one in of.contracts)


def held(of: MoneyFigures) -> int:
    """All deposits that are held."""
    return sum(one.held_fen for one in of.deposits)


def payments(of: Dues) -> Behind:
    """The payments that a contract's months came with."""
    return PAYMENTS.name, Ids(tuple(ref for month in of.months for ref in month.refs))


DUES: Final[tuple[Figure[Dues], ...]] = (
    Figure("due", "应付（已签发）", lambda of: of.due_fen, "元", "money"),
    Figure("received", "已付", lambda of: of.received_fen, "元", "money", behind=payments),
    Figure("open", "未付", lambda of: of.open_fen, "元", "money"),
)
DEPOSITS: Final[tuple[Figure[Deposit], ...]] = (
    Figure("deposit_asked", "应缴保证金", lambda of: of.asked_fen, "元", "money"),
    Figure("deposit_held", "在押保证金", lambda of: of.held_fen, "元", "money"),
    Figure("deposit_missing", "欠缴保证金", lambda of: of.missing_fen, "元", "money"),
)
