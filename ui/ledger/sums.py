"""What the status line says of a selection: rows, filled cells, sum and mean, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from bureau.storage.rows import Row
from ui.ledger.columns import Column

MOST_CELLS = 400_000
"""Beyond so many cells the selection is counted but not added up."""


@dataclass
class Sums:
    """Adds up cells as they are met; numbers of different units aren't added together."""

    cells: int = 0
    filled: int = 0
    numbers: int = 0
    total: Decimal = Decimal(0)
    units: set[str] = field(default_factory=set)
    decimals: int = 0

    def add(self, row: Row, columns: Iterable[Column]) -> None:
        """One row's cells."""
        for column in columns:
            self.cells += 1
            value = column.stored(row)
            if value is None:
                continue
            self.filled += 1
            if column.numeric and isinstance(value, int):
                self.numbers += 1
                self.units.add(column.unit)
                self.decimals = max(self.decimals, column.shown.scale or column.scale)
                self.total += Decimal(value).scaleb(-column.scale)

    def sentence(self) -> str:
        """求和 12.50　平均 4.17　计数 3."""
        if not self.numbers or len(self.units) > 1:
            return f"计数 {self.filled:,}"
        mean = self.total / self.numbers
        places = Decimal(1).scaleb(-max(self.decimals, 2))
        unit = next(iter(self.units))
        return (
            f"求和 {shortened(self.total)}{unit} · "
            f"平均 {shortened(mean.quantize(places, ROUND_HALF_UP))}{unit} · 计数 {self.filled:,}"
        )


def shortened(number: Decimal) -> str:
    """A number with thousands separated and no zeros behind the point that say nothing."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def add_up(
    rows: Iterable[tuple[Row, Sequence[Column]]], look: Callable[[], None] = lambda: None
) -> Sums:
    """The sums of many rows; `look` is called now and then and may stop the work."""
    sums = Sums()
    for count, (row, columns) in enumerate(rows):
        if not count % 512:
            look()
        sums.add(row, columns)
    return sums
