"""Orders, complaints, special actions and penalties of a month for the JSON document."""

from __future__ import annotations

from collections.abc import Iterable

from bureau.market.figures_beside import Beside
from bureau.market.figures_campaigns import Progress
from bureau.reports.change import fixed
from bureau.storage.counting import Figures, Rate

Document = dict[str, object]


def beside(of: Beside) -> Document:
    """The figures of the other ledgers by name; money in 分."""
    facts = of.penalties
    return {
        "hotline": {**counted(of.hotline.figures), "rates": rates(of.hotline.rates)},
        "complaints": {**counted(of.complaints.figures), "rates": rates(of.complaints.rates)},
        "campaigns": [campaign(one) for one in of.campaigns],
        "penalties": {
            **counted(facts.figures),
            "fined_fen": facts.amounts.fined,
            "confiscated_fen": facts.amounts.confiscated,
            "paid_fen": facts.amounts.paid,
        },
        "seizures": counted(facts.seizures),
        "rebound_places": [
            {
                "address": place.address,
                "town": place.town,
                "category": place.category,
                "unit": place.unit,
                "times": place.times,
                "so_far": place.so_far,
                "days": place.days,
            }
            for place in of.places
        ],
    }


def counted(figures: Figures) -> dict[str, int]:
    """Every figure by its key."""
    return {key: one.count for key, one in figures.by_key.items()}


def rates(told: Iterable[Rate]) -> dict[str, str | None]:
    """Rates in percent with two decimals, None without a base."""
    return {one.title: None if one.share is None else fixed(one.share * 100, 2) for one in told}


def campaign(one: Progress) -> Document:
    """One action as far as the period goes."""
    return {
        "name": one.name,
        "reports": one.reports,
        **counted(one.cases),
        "counts": {
            f"{count.title}({count.unit})" if count.unit else count.title: {
                "done": count.done,
                "target": count.target,
            }
            for count in one.counts
        },
    }
