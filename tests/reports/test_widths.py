"""Column widths: short columns stay whole, long ones share what is left, small type is last."""

from __future__ import annotations

import pytest

from bureau.reports.paper import Column
from bureau.reports.render.widths import PADDING_EM, Contents, fitted, share_width, spread


def test_what_is_left_over_goes_to_all_columns() -> None:
    # 100 left: 25 each by count, and 50 by width in the ratio 100 : 300.
    assert spread([100, 300], 500) == [137.5, 362.5]


def test_columns_that_fit_are_whole_and_a_long_one_takes_the_rest() -> None:
    assert share_width([50, 60, 900], [50, 60, 100], 400) == pytest.approx([50, 60, 290])


def test_a_much_longer_column_gets_more_but_not_everything() -> None:
    # Each has 100; the spare 300 is shared as √100 : √400.
    assert share_width([200, 500], [100, 100], 500) == pytest.approx([200, 300])


def test_what_cannot_fit_is_scaled_into_the_page() -> None:
    assert share_width([600, 900], [300, 500], 400) == pytest.approx([150, 250])


def contents_of(*cells: int, numeric: bool = False) -> Contents:
    columns = tuple(Column("头", numeric=numeric) for _ in cells)
    return Contents(columns, [[1000] * len(cells)], list(cells), [list(cells)])


def test_a_table_that_fits_keeps_its_size() -> None:
    size, widths = fitted(contents_of(4000, 6000), 300, 10, 7)
    assert size == 10
    assert sum(widths) == pytest.approx(300)


def test_numbers_stay_whole_by_smaller_type() -> None:
    size, widths = fitted(contents_of(*[6000] * 8, numeric=True), 500, 10, 7)
    assert size == 9  # 8 × (6 + 0.9) em = 552 pt at 10 pt, 496.8 at 9 pt
    assert min(widths) >= (6 + 2 * PADDING_EM) * size
