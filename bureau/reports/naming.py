"""How a department names its figures: declared once, read from the period and from those beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bureau.ledger.query import Titled
from bureau.reports.change import Quantity
from bureau.reports.named import Behind, Measure, Named

if TYPE_CHECKING:
    from bureau.calendar.periods import Period

T = TypeVar("T")
P = TypeVar("P")


def base_periods(period: Period) -> tuple[tuple[str, Period], ...]:
    """The periods that a figure stands beside, by the variants that they answer."""
    before, ago = period.previous, period.a_year_before
    to_date = ("to_date", period.to_date)
    if before is None or before == ago:
        return (("ago", ago), to_date)
    return (("before", before), ("ago", ago), to_date)


def known(values: Iterable[Quantity | None]) -> Quantity | None:
    """The sum of what is there; None of nothing."""
    found = [value for value in values if value is not None]
    return sum(found[1:], found[0]) if found else None


@dataclass(frozen=True, slots=True)
class Figure(Generic[T]):
    """One figure of whatever it is read from; `behind` finds its records."""

    key: str
    title: str
    value: Callable[[T], Quantity | str | None]
    unit: str = ""
    measure: Measure = "count"
    places: int | None = None
    behind: Callable[[T], Behind] | None = None


@dataclass(frozen=True)
class Naming(Generic[T]):
    """Names of the figures that are read from one thing, `of`, and from the same of other periods."""

    prefix: str
    department: str
    period: Period
    of: T
    others: Mapping[str, T]

    def within(self, of: P, part: Callable[[T], P | None]) -> Naming[P]:
        """The same names over a part; a period without it is no base."""
        found = {name: part(base) for name, base in self.others.items()}
        there = {name: base for name, base in found.items() if base is not None}
        return Naming(self.prefix, self.department, self.period, of, there)

    def each(
        self, figures: Iterable[Figure[T]], group: str, key: str = "", title: str = ""
    ) -> Iterator[Named]:
        """Figures of one group of the list to pick from; `key` and `title` go before their own."""
        for one in figures:
            yield self.one(one, group, key, title)

    def one(self, figure: Figure[T], group: str, key: str = "", title: str = "") -> Named:
        """A single one of them."""
        found = {name: figure.value(base) for name, base in self.others.items()}
        name = f"{title}{figure.title}"
        behind = None if figure.behind is None else figure.behind(self.of)
        return Named(
            key=f"{self.prefix}.{key}{figure.key}",
            title=name,
            value=figure.value(self.of),
            measure=figure.measure,
            unit=figure.unit,
            group=(self.department, group),
            places=figure.places,
            behind=behind and (behind[0], Titled(f"{name}：{self.period.title}", behind[1])),
            others={key: base for key, base in found.items() if not isinstance(base, str)},
        )
