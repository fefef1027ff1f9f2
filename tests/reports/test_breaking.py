"""Chinese line breaking: property over many widths, and the lines one would set by hand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bureau.reports.render.breaking import (
    HALF_WHITE,
    NEVER_FIRST,
    NEVER_LAST,
    break_lines,
    measure,
    squeezable,
)

WIDE, NARROW = 1000, 500


class Widths(dict[str, int]):
    """Chinese characters one em wide, ASCII half."""

    def __missing__(self, character: str) -> int:
        return NARROW if character.isascii() else WIDE


PIECES = st.sampled_from(
    [
        "占道经营", "店外", "市", "2026年10月31日", "12.5%", "1,204", "08:30", "−3.5℃", "LED", "A-12",
        "，", "。", "、", "；", "：", "？", "！", "）", "（", "《", "》", "“", "”", "……", "——", "〔2026〕",
        "0731-88886666", " ", "㎡", "+12.5%",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)


@given(TEXTS, st.integers(16, 45), st.booleans())
def test_no_line_begins_or_ends_with_forbidden_marks(text: str, ems: int, squeezes: bool) -> None:
    # Words are at most 13 narrow characters; runs of marks alone can outgrow any line.
    if re.search(f"[{re.escape(NEVER_FIRST + NEVER_LAST)}]{{6}}", text):
        return
    lines = break_lines(text, Widths(), ems * 1000, 2000, squeezes=squeezes)
    for line in lines[1:]:
        assert not line.text or line.text[0] not in NEVER_FIRST
    for line in lines[:-1]:
        assert line.text[-1] not in NEVER_LAST


WORDS = ["2026", "12.5%", "1,204", "08:30", "−3.5℃", "LED", "0731-88886666", "+12.5%", "2026-10-31"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.integers(8, 45))
def test_numbers_dates_and_words_stay_whole(words: list[str], ems: int) -> None:
    lines = break_lines("的".join(words), Widths(), ems * 1000)
    assert re.split("[的\n]+", "\n".join(line.text for line in lines).strip("\n")) == words


@given(TEXTS, st.integers(6, 45), st.booleans())
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, ems: int, squeezes: bool) -> None:
    room, widths = ems * 1000, Widths()
    lines = break_lines(text, widths, room, squeezes=squeezes)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line.width == measure(line.text, widths)
        give = widths[line.text[-1]] // 2 if line.text and line.text[-1] in HALF_WHITE else 0
        if squeezes:
            give += squeezable(line.text, widths)
        assert line.width <= room + give


def test_lines_as_set_by_hand() -> None:
    text = "本月共受理案件1,204件，环比上升12.5%，其中占道经营382件。"
    lines = [line.text for line in break_lines(text, Widths(), 10_000)]
    # 8 characters, then the number does not fit whole; ， hangs half outside at the end.
    assert lines == ["本月共受理案件1,204", "件，环比上升12.5%，", "其中占道经营382件。"]


def test_a_percent_sign_stays_with_its_number() -> None:
    lines = [line.text for line in break_lines("占全部案件的百分比为12.5%", Widths(), 12_000)]
    assert lines == ["占全部案件的百分比为", "12.5%"]


def test_what_is_wider_than_a_line_is_torn() -> None:
    lines = break_lines("A" * 50, Widths(), 10_000)
    assert [len(line.text) for line in lines] == [20, 20, 10]


def test_a_line_narrower_than_a_character_takes_one() -> None:
    assert [line.text for line in break_lines("序号12", Widths(), 400)] == ["序", "号", "1", "2"]


def test_first_indent_and_line_feeds() -> None:
    lines = break_lines("一二三四五六\n七八", Widths(), 5_000, 2_000)
    assert [line.text for line in lines] == ["一二三", "四五六", "七八"]
    assert [line.ends_paragraph for line in lines] == [False, True, True]
