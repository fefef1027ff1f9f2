"""The market-order figures as one JSON document: exact numbers, rates as texts of two decimals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from bureau.market.figures import MarketFigures, Part, Totals
from bureau.market.figures_classes import UNFILLED
from bureau.market.figures_json_beside import beside
from bureau.market.figures_rates import RATES
from bureau.reports.change import Change, fixed, ratio

Document = dict[str, object]


def document(figures: MarketFigures) -> Document:
    """Every number that the market-order reports print, by name."""
    now = figures.now
    handlings = [part for part in now.parts["by_handling"] if part.label != UNFILLED]
    return {
        **totals(now),
        "by_subcategory": cases_of(filled(now.parts["by_subcategory"])),
        "by_group": cases_of(now.parts["by_group"]),
        "by_unit": cases_of(now.parts["by_unit"]),
        "by_source": cases_of(now.parts["by_source"]),
        "closed_by_category": {part.label: part.closed for part in now.parts["by_category"]},
        "closed_by_town": {part.label: part.closed for part in now.parts["by_town"]},
        "handling_unfilled": now["cases"] - now.handled,
        "handling_shares": {
            part.label: {
                "share": rate(ratio(part.cases, now.handled)),
                "expected": figures.expected_shares.get(part.label),
            }
            for part in handlings
        },
        "daily_by_unit": daily_by_unit(now),
        "daily_by_month": daily_by_month(figures),
        **beside(figures.beside),
        "overdue_cases": [
            {
                "number": case.number,
                "found_on": case.found_on,
                "town": case.town,
                "address": case.address,
                "category": case.category,
                "unit": case.unit,
                "due_on": case.due_on,
                "days": case.days,
            }
            for case in figures.overdue
        ],
        "repeated_places": [
            {
                "address": place.address,
                "category": place.category,
                "town": place.town,
                "times": place.times,
            }
            for place in figures.repeated
        ],
        "trend": [
            {
                "month": f"{point.month.year}-{point.month.number:02}",
                "cases": point.cases,
                "closed_in_month": point.closed,
                "rebounds": point.rebounds,
            }
            for point in figures.trend
        ],
        "comparison": comparison(figures),
    }


def totals(of: Totals) -> Document:
    """What can be said of one period by itself."""
    return {
        "cases": of["cases"],
        "closed": of["closed"],
        "closed_in_month": of["closed_in_period"],
        "closed_late": of["closed_late"],
        "open_at_end": of["open_at_end"],
        "overdue": of["overdue"],
        "due_in_period": of["due_in_period"],
        "on_time": of["on_time"],
        "due": of["due"],
        "due_closed": of["due_closed"],
        "voided": of["voided"],
        "rectified_rate": rate(of.rectified_rate),
        "on_time_rate": rate(of.on_time_rate),
        "closing_rate": rate(of.closing_rate),
        "on_time_closing_rate": rate(of.rate("on_time_closing_rate")),
        "by_category": cases_of(of.parts["by_category"]),
        "by_handling": cases_of(filled(of.parts["by_handling"])),
        "by_town": cases_of(of.parts["by_town"]),
        "logs": of.logs,
        "daily": daily(of),
        "rates": {one.key: rate(of.rate(one.key)) for one in RATES},
        "work": dict(of.work),
        "means": means(of),
    }


def means(of: Totals) -> Document:
    """服务/管理/执法 of daily logs and cases; `unlogged` are the cases that no log holds."""
    return {
        part.name: {
            "logged": whole(part.logged),
            "cases": part.cases,
            "unlogged": part.unlogged,
            "total": whole(part.total),
            "share": rate(of.means.share(part.name)),
        }
        for part in of.means.parts
    }


def comparison(figures: MarketFigures) -> Document:
    """The periods compared with, and the changes in percent (rates: 百分点)."""
    now, bases = figures.now, (figures.previous, figures.a_year_before)

    def changes(*pairs: Change) -> Document:
        return {
            way: pair.in_figures()
            for way, pair in zip(("on_previous", "on_year_before"), pairs, strict=True)
        }

    def counts(name: str) -> Document:
        return changes(*(Change(now[name], base[name] if base else None) for base in bases))

    labels = dict.fromkeys(
        part.label for base in (now, *bases) if base for part in base.parts["by_category"]
    )
    return {
        "previous": told(figures.previous),
        "a_year_before": told(figures.a_year_before),
        "year_to_date": told(figures.to_date),
        "changes": {
            "cases": counts("cases"),
            "closed": counts("closed"),
            "closed_in_month": counts("closed_in_period"),
            "rectified_rate": changes(
                *(
                    Change(now.rectified_rate, base.rectified_rate if base else None, "rate")
                    for base in bases
                )
            ),
            "on_time_rate": changes(
                *(
                    Change(now.on_time_rate, base.on_time_rate if base else None, "rate")
                    for base in bases
                )
            ),
            "by_category": {
                label: changes(
                    *(
                        Change(
                            now.of("by_category", label),
                            base.of("by_category", label) if base else None,
                        )
                        for base in bases
                    )
                )
                for label in labels
            },
        },
    }


def told(of: Totals | None) -> Document | None:
    """One compared period with its own numbers."""
    if of is None:
        return None
    first, last = of.period.first.isoformat(), of.period.last.isoformat()
    return {"period": of.period.title, "from": first, "to": last, **totals(of)}


def by_name(totals: Iterable[tuple[str, int | Decimal]]) -> dict[str, int | Decimal]:
    """Totals by name; those of the same name are one."""
    sums: dict[str, int | Decimal] = {}
    for name, total in totals:
        sums[name] = whole(sums.get(name, 0) + total)
    return sums


def daily(of: Totals) -> dict[str, int | Decimal]:
    """Totals of the daily logs by name."""
    return by_name((one.name, one.total) for one in of.daily)


def daily_by_unit(of: Totals) -> dict[str, dict[str, int | Decimal]]:
    """Totals of the daily logs by squad, then by name."""
    squads = dict.fromkeys(squad for one in of.daily for squad in one.by_unit)
    return {
        squad: by_name((one.name, one.by_unit[squad]) for one in of.daily if squad in one.by_unit)
        for squad in squads
    }


def daily_by_month(figures: MarketFigures) -> dict[str, dict[str, int | Decimal]]:
    """Totals of the daily logs by month, then by name; empty for a single month."""
    names = {one.kind: one.name for one in figures.now.daily}
    return {
        one.month.title: by_name(
            (names[kind], total) for kind, total in one.totals.items() if kind in names
        )
        for one in figures.daily_months
    }


def whole(number: int | Decimal) -> int | Decimal:
    """An int where the number is whole."""
    return int(number) if number == int(number) else number


def cases_of(parts: Sequence[Part]) -> dict[str, int]:
    """A breakdown as label to cases; lines of 0 are not there."""
    return {part.label: part.cases for part in parts}


def filled(parts: Sequence[Part]) -> list[Part]:
    """The lines without 未填."""
    return [part for part in parts if part.label != UNFILLED]


def rate(share: Fraction | None) -> str | None:
    """A rate in percent with two decimals, None without a base."""
    return None if share is None else fixed(share * 100, 2)
