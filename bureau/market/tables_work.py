"""The tables of rates, of 服务/管理/执法 from both sources, and of the daily logs month by month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bureau.calendar.words import names_of
from bureau.market.figures import MarketFigures, Totals
from bureau.market.figures_rates import RATES
from bureau.market.figures_rebounds import WorstPlace
from bureau.market.figures_work import Work
from bureau.market.tables import numeric, plain
from bureau.market.wording import HANDLING_WORDS, tied
from bureau.reports.change import NONE, Change, fixed, percent
from bureau.reports.paper import Column, Table

MOST_MONTHS_ACROSS = 12
COMPACT_FROM = 7
"""Months from which on the table is set smaller."""


def rates_table(figures: MarketFigures | Work) -> Table | None:
    """Every rate that has a base in some period, with its parts and its change in 百分点."""
    now, before = figures.now, figures.previous
    ago = figures.a_year_before if isinstance(figures, MarketFigures) else None
    this, that, year = names_of(figures.period)
    bases = [(that, before)]
    if ago is not None:
        # A year's period before is the year before.
        same = before is not None and before.period == ago.period
        bases = [(year, ago)] if same else [*bases, (year, ago)]
    beside = [(name, of) for name, of in bases if of is not None and any(of.counted.values())]
    everyone = [now.counted, *(of.counted for _, of in beside)]
    rows, missing = [], []
    for rate in RATES:
        shares = [rate.of(counted) for counted in everyone]
        if shares[0] is None:
            missing.append(f"{rate.title}：{this}{rate.without}")
        if all(share is None for share in shares):
            continue
        row = [rate.title, f"{rate.numerator(now.counted)}/{now.counted[rate.base]}"]
        row.append(tied(rate.key, percent(shares[0])))
        for share in shares[1:]:
            row += [percent(share), Change(shares[0], share, "rate").in_table(2)]
        rows.append(tuple(row))
    if not rows:
        return None
    heads = [head for name, _ in beside for head in (name, "变化")]
    note = f"{'；'.join(missing)}。" if missing else ""
    return Table(
        (Column("指标"), *numeric("件数", this, *heads)),
        tuple(rows),
        caption="案件办理指标表",
        note=f"{meanings(rows)}{note}",
    )


def meanings(rows: list[tuple[str, ...]]) -> str:
    """How the rates shown are made."""
    shown = {row[0] for row in rows}
    told = [f"{rate.title}＝{rate.meaning}" for rate in RATES if rate.title in shown]
    return f"{'。'.join(told)}。"


def means_table(figures: MarketFigures | Work) -> Table | None:
    """服务/管理/执法 of logs and cases; None where the logs count nothing of it."""
    now = figures.now.means
    if not now.logged:
        return None
    before = figures.previous.means if figures.previous else None
    this, that, _ = names_of(figures.period)
    rows = []
    for name, wanted in figures.expected_shares.items():
        mean, share = now.of(name), now.share(name)
        row = [
            HANDLING_WORDS.get(name, name),
            plain(mean.logged),
            str(mean.cases),
            str(mean.unlogged),
            plain(mean.total),
            percent(share),
            f"{wanted}%",
            points(share, Fraction(wanted, 100)),
        ]
        if before is not None and before.total:
            row.append(points(share, before.share(name)))
        rows.append(tuple(row))
    changes = (f"比{that}",) if before is not None and before.total else ()
    total = ["合计", plain(now.logged), *counts(figures.now), plain(now.total), "100.00%"]
    total += ["100%", NONE, *(NONE for _ in changes)]
    return Table(
        (
            Column("处置方式"),
            Column("执法日志", numeric=True),
            Column("案件", numeric=True),
            Column("日志外案件", numeric=True),
            *numeric("合计", f"{this}占比", "目标", "与目标相差", *changes),
        ),
        tuple(rows),
        totals=(tuple(total),),
        caption="服务、管理、执法综合统计表",
        note=(
            "执法日志按各项工作量的处置方式计数。合计＝执法日志＋日志外案件："
            "发现当天本中队（或全局）的日志已记有服务、管理、执法工作量的案件，"
            "视为已在日志里，不重复计算。相差和变化的单位为百分点。"
        ),
    )


def counts(of: Totals) -> tuple[str, str]:
    """Cases of all ways of handling, and those outside the logs."""
    parts = of.means.parts
    return str(sum(part.cases for part in parts)), str(sum(part.unlogged for part in parts))


def points(share: Fraction | None, base: Fraction | None) -> str:
    """The difference in 百分点, without the unit; a dash where it can't be said."""
    amount = Change(share, base, "rate").amount
    return NONE if amount is None else fixed(amount, 2).replace("-", "−")


def daily_by_month(figures: MarketFigures) -> Table | None:
    """Totals of the daily logs month by month; None for a single month, or more than a year."""
    months = figures.daily_months
    if not 2 <= len(months) <= MOST_MONTHS_ACROSS or not figures.now.daily:
        return None
    heads = [
        f"{one.month.begins.number}月" if one.month.begins else one.month.title for one in months
    ]

    def cell(total: int | Decimal | None) -> str:
        return NONE if total is None else plain(total)

    return Table(
        (Column("工作内容"), Column("单位", align="center"), *numeric(*heads, "合计")),
        tuple(
            (
                count.title,
                count.unit,
                *(cell(one.totals.get(count.kind)) for one in months),
                plain(count.total),
            )
            for count in figures.now.daily
        ),
        caption="执法日志分月统计表",
        size="compact" if len(months) >= COMPACT_FROM else "normal",
    )


def rebound_places(figures: MarketFigures) -> Table | None:
    """反弹点位: where the same trouble comes back most; None without any."""
    places = figures.beside.places
    return places_table(places, names_of(figures.period)[0]) if places else None


def places_table(places: Sequence[WorstPlace], this: str) -> Table:
    """Places with their returns in the period, called `this`."""
    return Table(
        (
            Column("序号", numeric=True, align="center"),
            *(Column(title) for title in ("镇街", "地点", "问题类别", "责任单位")),
            *numeric(f"{this}反弹(次)", "累计反弹(次)", "最短间隔(天)"),
        ),
        tuple(
            (
                str(number),
                *(place.town, place.address, place.category, place.unit),
                *(str(place.times), str(place.so_far), str(place.days)),
            )
            for number, place in enumerate(places, 1)
        ),
        caption="反弹最多的点位",
        note=(
            "结案后在反弹期内，同一地点再次出现同类问题的为反弹。累计反弹为这个地点到期末为止"
            "连续反弹的次数；间隔从上次结案算起。"
        ),
    )
