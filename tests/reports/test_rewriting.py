"""Every text of a paper changed in one way."""

from __future__ import annotations

from bureau.reports.paper import Column, Heading, KeyFigure, KeyFigures, Paper, Paragraph, Table
from bureau.reports.rewriting import with_texts

PAPER = Paper(
    title="甲月报",
    blocks=(
        Heading("甲"),
        KeyFigures((KeyFigure("甲", "1"), KeyFigure("乙", "2"))),
        Table((Column("甲", weight=3),), [["甲"], ["乙"]]),
        Paragraph("乙"),
    ),
)


def test_texts_change_wherever_they_stand() -> None:
    made = with_texts(PAPER, lambda text: text.replace("甲", "丙"))
    assert made.title == "丙月报"
    assert made.blocks[0] == Heading("丙")
    assert made.blocks[1] == KeyFigures((KeyFigure("丙", "1"), KeyFigure("乙", "2")))
    assert made.blocks[2] == Table((Column("丙", weight=3),), [["丙"], ["乙"]])
    # What holds no such text isn't made anew.
    assert made.blocks[3] is PAPER.blocks[3]


def test_a_paper_without_such_texts_is_itself() -> None:
    assert with_texts(PAPER, str) is PAPER
