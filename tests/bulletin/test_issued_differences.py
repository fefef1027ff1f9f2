"""What reads otherwise than it was issued: changed, gone and new figures, and what is no correction."""

from __future__ import annotations

from fractions import Fraction

from bureau.bulletin.comparing import GONE, differences, issued_numbers, keep_numbers
from bureau.reports.named import Named, Numbers


def told(issued: list[Named], now: list[Named]) -> list[tuple[str, str, str, str]]:
    """Key, unit, the issued reading and that of now."""
    found = differences(keep_numbers(Numbers(issued)), Numbers(now))
    return [(one.key, one.unit, one.issued, one.now) for one in found]


def cases(value: int | None) -> Named:
    return Named(key="market.cases", title="发现案件", value=value, unit="件")


def of_squad(squad: int, value: int) -> Named:
    return Named(key=f"market.squads.{squad}", title=f"{squad}中队案件", value=value, unit="件")


def test_a_figure_that_reads_otherwise_is_told_with_both() -> None:
    rate = Named(key="market.closed", title="结案率", value=Fraction(1, 2), measure="rate")
    higher = Named(key="market.closed", title="结案率", value=Fraction(3, 4), measure="rate")
    assert told([cases(183), rate], [cases(185), higher]) == [
        ("market.cases", "件", "183", "185"),
        ("market.closed", "", "50.00%", "75.00%"),
    ]


def test_what_the_paper_prints_alike_is_no_correction() -> None:
    before = Named(key="a.b", title="得分", value=Fraction(91_501, 1000), measure="score")
    after = Named(key="a.b", title="得分", value=Fraction(91_499, 1000), measure="score")
    assert told([before], [after]) == []


def test_a_figure_that_is_gone_is_told_unless_it_was_nothing() -> None:
    assert told([cases(3)], []) == [("market.cases", "件", "3", GONE)]
    assert told([cases(0)], []) == []
    assert told([cases(None)], []) == []


def test_a_new_line_of_a_breakdown_is_told_and_a_new_kind_of_figure_is_not() -> None:
    issued = [cases(5), of_squad(1, 5)]
    new_kind = Named(key="party.tasks", title="党建任务", value=4, unit="项")
    unknown = Named(key="market.roads.1", title="人民路案件", value=2, unit="件")
    now = [cases(5), of_squad(1, 5), of_squad(2, 1), of_squad(3, 0), new_kind, unknown]
    assert told(issued, now) == [("market.squads.2", "件", "—", "1")]


def test_figures_are_read_back_as_they_were_issued() -> None:
    paid = Named(key="fees.due", title="应付", value=1_234_560, measure="money", unit="元")
    best = Named(key="towns.first", title="第一名", value="城东街道", measure="words")
    score = Named(key="a.b", title="得分", value=Fraction(183, 2), measure="score", places=1)
    back = issued_numbers(keep_numbers(Numbers([cases(None), paid, best, score])))
    assert [one.text for one in back.values()] == ["—", "12,345.60", "城东街道", "91.5"]
    assert isinstance(back["fees.due"].value, int)
