"""Figures as they were issued beside those of now: what has changed since is a 更正."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.plain import Plain, to_plain
from bureau.bulletin.frozen import pack, read_back, unpack
from bureau.reports.change import NONE, Quantity
from bureau.reports.named import Measure, Named, Numbers

if TYPE_CHECKING:
    from bureau.reports.named import Behind

GONE = "已没有这一项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a variant of a figure read."""

    variant: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A named figure as it was issued: exactly, and in the words of the papers."""

    key: str
    title: str
    measure: Measure
    words: str
    unit: str = ""
    group: tuple[str, ...] = ()
    places: int | None = None
    value: Fraction | None = None
    others: tuple[Said, ...] = ()

    @property
    def named(self) -> Named:
        """The figure again, without the periods that it was compared with."""
        value: Quantity | str | None = self.words if self.measure == "words" else self.value
        if self.measure in ("count", "money", "rank") and isinstance(value, Fraction):
            value = int(value) if value.denominator == 1 else value
        return Named(
            key=self.key,
            title=self.title,
            value=value,
            measure=self.measure,
            unit=self.unit,
            group=self.group,
            places=self.places,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that reads otherwise now; `behind` are the records that it counts now."""

    key: str
    title: str
    unit: str
    group: tuple[str, ...]
    issued: str
    now: str
    behind: Behind | None = None


def keep_numbers(numbers: Mapping[str, Named]) -> str:
    """All named figures, packed."""
    kept: list[Plain] = [to_plain(kept_of(one)) for one in numbers.values()]
    return pack(kept)


def kept_of(one: Named) -> Kept:
    """One figure as it is kept."""
    return Kept(
        key=one.key,
        title=one.title,
        measure=one.measure,
        words=one.text,
        unit=one.unit,
        group=one.group,
        places=one.places,
        value=None if one.value is None or isinstance(one.value, str) else Fraction(one.value),
        others=tuple(
            Said(variant=variant, words=words)
            for variant in ("before", "mom", "ago", "yoy", "to_date")
            if (words := one.variant(variant)) not in ("", NONE)
        ),
    )


def kept_numbers(packed: str) -> dict[str, Kept]:
    """The figures of an edition by key. Raises EnvironmentFault for a damaged one."""
    plain = unpack(packed)
    listed = plain if isinstance(plain, list) else []
    return {kept.key: kept for kept in (read_back(Kept, one) for one in listed)}


def issued_numbers(packed: str) -> Numbers:
    """The same as figures that texts and papers can read."""
    return Numbers(kept.named for kept in kept_numbers(packed).values())


def differences(packed: str, now: Mapping[str, Named]) -> tuple[Difference, ...]:
    """What papers would print otherwise today, in the order of the figures."""
    return tuple(differing(kept_numbers(packed), now))


def differing(issued: Mapping[str, Kept], now: Mapping[str, Named]) -> Iterator[Difference]:
    """Figures that read otherwise, those that are gone, and new lines of what was broken down."""
    for key, kept in issued.items():
        one = now.get(key)
        if one is None:
            if kept.words not in ("0", NONE):
                yield difference(kept.named, kept.words, GONE)
        elif one.text != kept.words:
            yield difference(one, kept.words, one.text)
    parts = {key.rpartition(".")[0] for key in issued if key.count(".") > 1}
    for key, one in now.items():
        # A figure of a kind that nobody named when this was issued is no correction.
        if key not in issued and key.rpartition(".")[0] in parts and one.value:
            yield difference(one, NONE, one.text)


def difference(one: Named, issued: str, now: str) -> Difference:
    """A figure with its two readings."""
    return Difference(
        key=one.key,
        title=one.title,
        unit="" if one.measure == "rate" else one.unit,
        group=one.group,
        issued=issued,
        now=now,
        behind=one.behind,
    )
