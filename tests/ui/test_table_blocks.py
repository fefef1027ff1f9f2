"""Blocks of cells on the clipboard: what Excel and WPS write is read, and the other way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.ledger.blocks import block_html, block_text, filling, fills, read_block


def test_a_line_break_inside_a_cell_is_quoted() -> None:
    assert block_text([["甲\n乙", "丙"]]) == '"甲\n乙"\t丙\r\n'


def test_a_quote_inside_a_cell_is_doubled() -> None:
    assert block_text([['五"一"路']]) == '"五""一""路"\r\n'


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ("甲", [["甲"]]),
        ('"甲\r\n乙"\t丙\n', [["甲\n乙", "丙"]]),
        ("甲\t\n", [["甲", ""]]),
        ("甲\n乙\t丙\n", [["甲", ""], ["乙", "丙"]]),
        ('5"管\t好\n', [['5"管', "好"]]),
        ('"未完\t好\n', [['"未完', "好"]]),
        ('""\t甲\n', [["", "甲"]]),
        ("\n\n甲\n", [[""], [""], ["甲"]]),
        ("", []),
    ],
)
def test_what_a_spreadsheet_copies_is_read(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


cells = st.text(st.sampled_from('甲a\t\n" ,'), max_size=6)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_what_is_written_is_read_back(block: list[list[str]]) -> None:
    assert read_block(block_text(block)) == block


def test_html_keeps_long_numbers_as_text() -> None:
    html = block_html([["352229199001010011", "<甲>"]])
    assert 'mso-number-format:"\\@"\'>352229199001010011<' in html
    assert "&lt;甲&gt;" in html


def test_a_block_fills_areas_that_are_multiples_of_it() -> None:
    block = [["甲", "乙"]]
    assert fills(block, 3, 4)
    assert not fills(block, 3, 3)
    assert filling(block, 2, 4) == [["甲", "乙", "甲", "乙"]] * 2
