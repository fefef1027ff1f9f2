"""The tables of the market-order report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bureau.calendar.words import names_of
from bureau.market.figures import MarketFigures, Part, Totals
from bureau.market.figures_classes import UNFILLED
from bureau.market.wording import HANDLING_WORDS, MOST_NAMED, tied
from bureau.reports.change import NONE, Change, fixed, percent, ratio
from bureau.reports.paper import Column, Table

Number = int | Decimal
MOST_SQUADS_ACROSS = 7
MOST_KINDS_ACROSS = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which periods stand beside the current one, and the heads of their columns."""

    heads: tuple[str, ...]
    bases: tuple[tuple[Totals, str], ...]
    """Each base, and the variant of a figure (mom, yoy) that is printed after it."""
    note: str

    def cells(self, key: str, number: Callable[[Totals], Number], now: Totals) -> list[str]:
        """The current number of a figure, each base's, and the changes."""
        this = number(now)
        cells = [tied(key, plain(this))]
        for base, variant in self.bases:
            that = number(base)
            cells.append(plain(that))
            if variant:
                said = Change(this, that).in_table()
                # A period without any case is no base of a figure, but has its logs.
                cells.append(tied(f"{key}@{variant}", said) if base["cases"] else said)
        return cells


def comparison(figures: MarketFigures) -> Comparison:
    """本月|上月|环比|去年同月|同比|本年累计, as far as the period has them."""
    this, that, year = names_of(figures.period)
    heads, bases = [this], []
    before, ago = figures.previous, figures.a_year_before
    if before is not None and before.period != ago.period:
        heads += [that, "环比"]
        bases.append((before, "mom"))
    heads += [year, "同比"]
    bases.append((ago, "yoy"))
    if figures.to_date is not figures.now:
        heads.append("本年累计")
        bases.append((figures.to_date, ""))
    missing = [
        name
        for name, base in ((that, before), (year, ago))
        if base is not None and not base["cases"] and not base.logs
    ]
    notes = [f"{'、'.join(dict.fromkeys(missing))}没有登记记录，不作比较。"] if missing else []
    if as_of := figures.period.as_of(figures.today):
        notes.insert(0, f"{this}数据{as_of}，与之比较的时段为整期数据。")
    return Comparison(tuple(heads), tuple(bases), "".join(notes))


def plain(number: Number) -> str:
    """A number as it is: whole, or with its two decimals."""
    return fixed(number, 0 if number == int(number) else 2)


def numeric(*titles: str) -> tuple[Column, ...]:
    """Columns of numbers."""
    return tuple(Column(title, numeric=True) for title in titles)


def by_category(figures: MarketFigures) -> Table | None:
    """Cases by class and period; None where no period has any."""
    beside = comparison(figures)
    everyone = [figures.now, *(base for base, _ in beside.bases)]
    labels = [
        label
        for label in figures.labels["by_category"]
        if any(one.of("by_category", label) for one in everyone)
    ]
    if not labels:
        return None

    def cells(label: str) -> list[str]:
        key = f"by_category.{label}"
        return beside.cells(key, lambda of: of.of("by_category", label), figures.now)

    return Table(
        (Column("问题类别"), *numeric(*beside.heads)),
        tuple((label, *cells(label)) for label in labels),
        totals=(("合计", *beside.cells("cases", lambda of: of["cases"], figures.now)),),
        caption="案件分类统计表",
        unit="件",
        note=beside.note + void_note(figures),
    )


def void_note(figures: MarketFigures) -> str:
    """Says what the ledger has and the figures don't, so that the two can be reconciled."""
    voided = figures.now["voided"]
    this = names_of(figures.period)[0]
    return f"{this}另有作废案件{tied('voided', voided)}件，未计入。" if voided else ""


def rates(figures: MarketFigures) -> Table | None:
    """办理情况 of each period: found, put right, due, closed, with the rates."""
    this, that, year = names_of(figures.period)
    named = [(this, figures.now)]
    if figures.previous is not None:
        named.append((that, figures.previous))
    if figures.previous is None or figures.previous.period != figures.a_year_before.period:
        named.append((year, figures.a_year_before))
    if figures.to_date is not figures.now:
        named.append(("本年累计", figures.to_date))
    rows = [
        rates_row(name, of, is_now=of is figures.now)
        for name, of in named
        if of["cases"] or of["due"] or of is figures.now
    ]
    if len(rows) == 1 and not (figures.now["cases"] or figures.now["due"]):
        return None
    return Table(
        (
            Column("时段"),
            *(Column(title, "发现与整改", numeric=True) for title in ("发现", "已整改", "整改率")),
            *(Column(title, "期限届满", numeric=True) for title in ("到期", "按期整改", "按期率")),
            *(Column(title, "结案", numeric=True) for title in ("应结案", "已结案", "结案率")),
        ),
        rows,
        caption="案件办理情况表",
        unit="件",
        note=(
            "整改率＝已整改÷发现；按期率＝按期整改÷到期；结案率＝已结案÷应结案，"
            "应结案为到期案件加上期初已超期未结的案件。"
        ),
    )


def rates_row(name: str, of: Totals, *, is_now: bool) -> tuple[str, ...]:
    """One period of it; the numbers of the report's own are its figures."""
    cells = {
        "cases": str(of["cases"]),
        "closed": str(of["closed"]),
        "rectified_rate": percent(of.rectified_rate),
        "due_in_period": str(of["due_in_period"]),
        "on_time": str(of["on_time"]),
        "on_time_rate": percent(of.on_time_rate),
        "due": str(of["due"]),
        "due_closed": str(of["due_closed"]),
        "closing_rate": percent(of.closing_rate),
    }
    return (name, *(tied(key, said) if is_now else said for key, said in cells.items()))


def by_handling(figures: MarketFigures) -> Table:
    """服务, 管理, 执法: cases, share, the aim, the gap."""
    now, previous = figures.now, figures.previous
    before = previous if previous is not None and previous.handled else None
    this, that, _ = names_of(figures.period)
    rows = []
    for name, wanted in figures.expected_shares.items():
        cases = now.of("by_handling", name)
        share = ratio(cases, now.handled)
        gap = Change(share, Fraction(wanted, 100), "rate").in_table(2)
        number = tied(f"by_handling.{name}", cases)
        row = [HANDLING_WORDS.get(name, name), number, percent(share), f"{wanted}%", gap]
        if before is not None:
            row.append(percent(ratio(before.of("by_handling", name), before.handled)))
        rows.append(tuple(row))
    columns = [Column("处置方式"), *numeric(f"{this}案件", "占比", "目标占比", "与目标相差")]
    total = ["合计", str(now.handled), "100.00%", "100%", NONE]
    if before is not None:
        columns += numeric(f"{that}占比")
        total.append("100.00%")
    unfilled = now["cases"] - now.handled
    return Table(
        tuple(columns),
        tuple(rows),
        totals=(tuple(total),),
        caption="处置方式统计表",
        unit="件",
        note=f"未填写处置方式的{unfilled}件不计入占比。" if unfilled else "",
    )


def by_town(figures: MarketFigures) -> Table | None:
    """Cases by town; None where no case names one."""
    return by_place(figures, "by_town", "镇街", "镇街案件统计表")


def by_unit(figures: MarketFigures) -> Table | None:
    """Cases by responsible unit; None where no case names one."""
    return by_place(figures, "by_unit", "责任单位", "责任单位办理统计表")


def by_place(figures: MarketFigures, breakdown: str, head: str, caption: str) -> Table | None:
    """Found, share, put right, rate, and the period before, for each line that has cases."""
    now, previous = figures.now, figures.previous
    before = previous if previous is not None and previous["cases"] else None
    if all(part.label == UNFILLED for part in now.parts[breakdown]):
        return None
    labels = [
        label
        for label in figures.labels[breakdown]
        if now.of(breakdown, label) or (before is not None and before.of(breakdown, label))
    ]
    parts = {part.label: part for part in now.parts[breakdown]}
    titles = ["发现", "占比", "已整改", "整改率"]
    if before is not None:
        titles += [names_of(figures.period)[1], "环比"]

    def cells(key: str, cases: int, closed: str, rate: str, base: int | None) -> list[str]:
        row = [tied(key, cases), percent(ratio(cases, now["cases"])), closed, rate]
        if base is None:
            return row
        return [*row, str(base), tied(f"{key}@mom", Change(cases, base).in_table())]

    def line(label: str) -> tuple[str, ...]:
        part = parts.get(label)
        base = before.of(breakdown, label) if before is not None else None
        cases, closed = (part.cases, part.closed) if isinstance(part, Part) else (0, 0)
        rate = percent(ratio(closed, cases))
        return (label, *cells(f"{breakdown}.{label}", cases, str(closed), rate, base))

    closed, rate = tied("closed", now["closed"]), percent(now.rectified_rate)
    base = before["cases"] if before is not None else None
    return Table(
        (Column(head), *numeric(*titles)),
        tuple(line(label) for label in labels),
        totals=(
            ("合计", *cells("cases", now["cases"], closed, tied("rectified_rate", rate), base)),
        ),
        caption=caption,
        unit="件",
    )


def daily(figures: MarketFigures) -> Table:
    """Totals of the daily logs, period by period."""
    beside = comparison(figures)

    def cells(name: str) -> list[str]:
        key = f"daily.{kinds[name]}"
        return beside.cells(key, lambda of: of.total_of(name), figures.now)

    kinds = {one.name: one.kind for one in figures.now.daily}
    units = {one.name: (one.title, one.unit) for one in figures.now.daily}
    return Table(
        (Column("工作内容"), Column("单位", align="center"), *numeric(*beside.heads)),
        tuple((*units[name], *cells(name)) for name in units),
        caption="执法日志统计表",
        note=f"据{tied('logs', figures.now.logs)}份执法日志汇总。{beside.note}",
    )


def daily_by_unit(figures: MarketFigures) -> Table | None:
    """Totals of the daily logs by squad; None with fewer than two squads."""
    counts = figures.now.daily
    working = {squad for one in counts for squad in one.by_unit}
    squads = [label for label in figures.labels["by_unit"] if label in working]
    if len(squads) < 2:
        return None

    def cell(one: int, squad: str) -> str:
        return plain(counts[one].by_unit[squad]) if squad in counts[one].by_unit else NONE

    if len(squads) <= MOST_SQUADS_ACROSS:
        return Table(
            (Column("工作内容"), Column("单位", align="center"), *numeric(*squads, "合计")),
            tuple(
                (
                    one.title,
                    one.unit,
                    *(cell(position, squad) for squad in squads),
                    plain(one.total),
                )
                for position, one in enumerate(counts)
            ),
            caption="各中队工作量",
        )
    shown = range(min(MOST_KINDS_ACROSS, len(counts)))
    return Table(
        (Column("中队"), *numeric(*(counts[position].name for position in shown))),
        tuple((squad, *(cell(position, squad) for position in shown)) for squad in squads),
        totals=(("合计", *(plain(counts[position].total) for position in shown)),),
        caption="各中队主要工作量",
    )


def overdue(figures: MarketFigures) -> Table | None:
    """超期未整改案件, the longest first; without personal data."""
    if not figures.overdue:
        return None
    rest = figures.now["overdue"] - len(figures.overdue)
    return Table(
        (
            Column("序号", numeric=True, align="center"),
            Column("镇街"),
            Column("地点"),
            Column("问题类别"),
            Column("责任单位"),
            Column("发现日期", numeric=True, align="center"),
            Column("整改期限", numeric=True, align="center"),
            Column("超期天数", numeric=True),
        ),
        tuple(
            (
                str(number),
                case.town,
                case.address,
                case.category,
                case.unit,
                case.found_on,
                case.due_on,
                str(case.days),
            )
            for number, case in enumerate(figures.overdue, 1)
        ),
        caption="超期未整改案件",
        note=f"另有{rest}件超期未整改，见案件台账。" if rest else "",
    )


def repeated(figures: MarketFigures) -> Table | None:
    """多次发现的点位, rebounds apart; None where the text has named them all."""
    if len(figures.repeated) <= MOST_NAMED:
        return None
    return Table(
        (
            Column("序号", numeric=True, align="center"),
            Column("镇街"),
            Column("地点"),
            Column("问题类别"),
            Column("次数", numeric=True),
        ),
        tuple(
            (str(number), place.town, place.address, place.category, str(place.times))
            for number, place in enumerate(figures.repeated, 1)
        ),
        caption="多次发现同类问题的点位（不含反弹）",
        note="整改前又被发现的，或超过反弹期再出现的；前者请核对是不是重复登记。",
    )
