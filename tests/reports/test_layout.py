"""Boxes on pages: tied groups, repeated heads, signatures that never stand alone."""

from __future__ import annotations

from bureau.reports.render.layout import Box, Placed, paginate, tie_to_previous


def heights(pages: list[list[Placed]]) -> list[list[float]]:
    return [[one.box.height for one in page] for page in pages]


def test_boxes_fill_a_page_before_the_next_begins() -> None:
    pages = paginate([Box(40), Box(60), Box(1)], 100)
    assert heights(pages) == [[40, 60], [1]]


def test_space_before_vanishes_at_the_top_of_a_page() -> None:
    pages = paginate([Box(90), Box(50, before=20), Box(10, before=5)], 100)
    assert [(one.box.height, one.down) for one in pages[1]] == [(50, 0), (10, 55)]


def test_a_heading_moves_on_with_what_follows() -> None:
    pages = paginate([Box(80), Box(15, keeps_next=True), Box(20)], 100)
    assert heights(pages) == [[80], [15, 20]]


def test_a_group_larger_than_a_page_is_cut() -> None:
    tied = [Box(60, keeps_next=True), Box(60, keeps_next=True), Box(60)]
    assert heights(paginate(tied, 100)) == [[60], [60], [60]]


def test_the_head_is_repeated_on_each_new_page() -> None:
    head = Box(10, keeps_next=True)
    rows = [Box(30, head=head) for _ in range(7)]
    # 10 + 3 × 30 fills a page of 100.
    assert heights(paginate([head, *rows], 100)) == [[10, 30, 30, 30], [10, 30, 30, 30], [10, 30]]


def test_signatures_take_two_rows_along() -> None:
    rows = [Box(30), Box(30), Box(30)]
    tie_to_previous(rows)
    assert heights(paginate([*rows, Box(20)], 100)) == [[30], [30, 30, 20]]


def test_a_gap_is_tied_but_not_counted_and_not_printed_on_top() -> None:
    boxes = [Box(50), Box(40), Box(5, is_gap=True)]
    tie_to_previous(boxes, 1)
    assert heights(paginate([*boxes, Box(20)], 100)) == [[50], [40, 5, 20]]
    assert heights(paginate([Box(100), Box(5, is_gap=True), Box(10)], 100)) == [[100], [10]]


def test_a_page_break_begins_a_page_once() -> None:
    boxes = [Box(10), Box(0, begins_page=True, keeps_next=True), Box(10)]
    assert heights(paginate(boxes, 100)) == [[10], [0, 10]]
    boxes[0].keeps_next = True  # a heading right before the break
    assert heights(paginate(boxes, 100)) == [[10], [0, 10]]
