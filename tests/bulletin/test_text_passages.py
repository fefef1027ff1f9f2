"""Chapters as text to write in, and the numbers in them beside their figures."""

from __future__ import annotations

import pytest

from bureau.bulletin.linked import carried, digits, findings, settled, updated
from bureau.bulletin.passages import (
    Passage,
    blocks_of,
    markup_of,
    passages,
    standing,
    typed,
    written,
)
from bureau.reports.citing import cite, plain
from bureau.reports.named import Named, Numbers
from bureau.reports.paper import Block, Chart, Column, Heading, Paragraph, Series, Table

CASES = Named(
    key="market.cases",
    title="发现案件",
    value=564,
    others={"before": 553},
    group=("市容秩序", "总体"),
)
LOGS = Named(key="market.logs", title="执法日志", value=155)
NUMBERS = Numbers((CASES, LOGS))


def table(caption: str, *titles: str) -> Table:
    heads = titles or ("类别", "本月")
    return Table(tuple(Column(one) for one in heads), [["x"] * len(heads)], caption=caption)


CHART = Chart("bar", ("一",), (Series("件", (1,)),), title="近11个月案件")
DRAFT: tuple[Block, ...] = (
    Heading("（一）分类情况", 2),
    Paragraph(f"发现案件{cite('market.cases', '564')}件。"),
    table("案件分类统计表"),
    CHART,
    Heading("（二）其他", 2),
    Heading("1．细目", 3),
    Paragraph("注：没有签发。", "note"),
    Paragraph("# 不是标题，> 也不是说明"),
    Paragraph("> 开头的句子"),
    table("", "名次", "标\n段", "得分"),
    table("", "名次", "标\n段", "得分"),
    table("2026年组织生活频次落实情况"),
)


def test_a_draft_comes_back_from_its_text_exactly() -> None:
    assert tuple(blocks_of(written(DRAFT), standing(DRAFT))) == DRAFT


def test_the_text_of_a_draft_is_plain_lines() -> None:
    assert written(DRAFT).split("\n") == [
        "## 分类情况",
        "发现案件⟦market.cases|564⟧件。",
        "⟦block:案件分类统计表⟧",
        "⟦block:图：近几个月案件⟧",
        "## 其他",
        "### 1．细目",
        "> 注：没有签发。",
        "\\# 不是标题，> 也不是说明",
        "\\> 开头的句子",
        "⟦block:名次、标段表⟧",
        "⟦block:名次、标段表（其2）⟧",
        "⟦block:组织生活频次落实情况⟧",
    ]


def test_headings_are_numbered_in_turn_when_one_is_moved_or_typed_with_a_number() -> None:
    made = blocks_of("## 其他\n## （一）分类情况\n一句话。", {})
    assert made == [Heading("（一）其他", 2), Heading("（二）分类情况", 2), Paragraph("一句话。")]


def test_a_table_that_is_not_drafted_this_period_is_left_out() -> None:
    assert blocks_of("甲。\n⟦block:专项行动进展表⟧\n乙。", {}) == [
        Paragraph("甲。"),
        Paragraph("乙。"),
    ]


def test_what_is_typed_can_be_no_number_and_no_table() -> None:
    line = markup_of([Passage(typed("⟦market.cases|9⟧和⟦block:案件分类统计表⟧"))])
    assert list(passages(line)) == [Passage("〔market.cases|9〕和〔block:案件分类统计表〕")]
    assert plain(line) == line


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1．整改12处，罚款1,000.50元，占3.2%", ["12", "1,000.50", "3.2%"]),
        ("（1）完成3项", ["3"]),
        ("一是办结，二是督办", []),
        ("10月8日", ["10", "8"]),
    ],
)
def test_plain_numbers_are_found_without_those_of_lists(text: str, found: list[str]) -> None:
    assert [words for _, words in digits(text)] == found


def test_changed_gone_and_silent_numbers_are_told_and_plain_ones_of_a_taken_text() -> None:
    text = (
        "⟦market.cases|553⟧件⟦market.logs|155⟧篇⟦market.x|7⟧，⟦market.cases@yoy|同比上升1%⟧，"
        "⟦=|30⟧天，14处。\n⟦block:表1⟧"
    )
    found = [(one.state, one.words, one.now) for one in findings(text, NUMBERS, taken=False)]
    assert found == [
        ("changed", "553", "564"),
        ("gone", "7", ""),
        ("silent", "同比上升1%", ""),
    ]
    assert [
        one.words for one in findings(text, NUMBERS, taken=True) if one.state == "unlinked"
    ] == ["14"]
    assert findings(text, NUMBERS, taken=False)[0].title == "市容秩序·发现案件"


def test_bringing_up_to_date_leaves_numbers_that_were_kept_as_typed() -> None:
    text = "⟦market.cases|553⟧件，⟦=|553⟧件，⟦market.x|7⟧。"
    assert updated(text, NUMBERS) == "⟦market.cases|564⟧件，⟦=|553⟧件，⟦market.x|7⟧。"


def test_a_pattern_has_this_periods_numbers_and_typed_ones_are_plain_again() -> None:
    text = "⟦market.cases|553⟧件，⟦=|30⟧天，⟦market.x|7⟧。"
    assert carried(text, NUMBERS) == "⟦market.cases|564⟧件，30天，⟦market.x|7⟧。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("发现⟦market.cases|553⟧件。", "发现564件。"),
        (
            "发现⟦market.cases|553⟧件，⟦market.logs@mom|环比上升1%⟧，整改3件。",
            "发现564件，整改3件。",
        ),
        ("发现⟦market.cases|553⟧件，⟦market.logs@mom|环比上升1%⟧。", "发现564件。"),
        ("⟦market.logs@mom|环比上升1%⟧，整改。", "整改。"),
        ("得分⟦market.x|7⟧分，⟦=|30⟧天", "得分—分，30天"),
    ],
)
def test_printed_numbers_are_those_of_now_and_never_of_another_time(text: str, said: str) -> None:
    assert NUMBERS.text("market.logs@mom") == ""
    assert plain(settled(text, NUMBERS)) == said
