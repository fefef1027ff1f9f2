"""A month of three contractors and eight towns, worked out independently: scores, fees, ranks, money."""

from datetime import date
from fractions import Fraction

import pytest

from bureau.assessment.charges import judged_by
from bureau.assessment.deductions import Deduction, Inputs, Mark
from bureau.assessment.exact import score_text
from bureau.assessment.fees import Terms
from bureau.assessment.ranking import Contender, rank
from bureau.assessment.rubric import find_item
from bureau.assessment.scoring import score
from bureau.assessment.shipped import shipped_awards
from tests.assessment.made import f, month_fee, rubric, terms

SPILL = ("垃圾收运", "车辆滴漏、抛洒、未密闭")
OVERFLOW = ("垃圾收运", "日产日清不到位、满溢")
TOILET = ("公厕与转运站", "脏臭、设施损坏未报修、缺保洁")
CORNER = ("道路清扫保洁", "卫生死角、积存垃圾")
LITTER = ("道路清扫保洁", "漏扫、果皮纸屑烟蒂超标")
MUD = ("道路清扫保洁", "积水、积泥、油污")
WASHING = ("机械化作业与洗城", "洗城未完成或质量差")
LANE = ("无物业小区、背街小巷", "未清扫、楼道外环境差")

FIRST = [
    (OVERFLOW, 2), (SPILL, 1), (TOILET, 1), (CORNER, 1), (LITTER, 3), (WASHING, 2),
    (SPILL, 3), (CORNER, 2), (WASHING, 2), (OVERFLOW, 3), (TOILET, 1),
]  # fmt: skip
SECOND = [
    (LITTER, 2), (LITTER, 2), (TOILET, 3), (OVERFLOW, 3), (LITTER, 1), (MUD, 1), (CORNER, 1),
    (LITTER, 3), (WASHING, 1), (LITTER, 2),
]  # fmt: skip
THIRD = [
    (CORNER, 1), (SPILL, 1), (LANE, 1), (TOILET, 2), (WASHING, 1), (LANE, 1), (LITTER, 2),
    (SPILL, 1), (CORNER, 3),
]  # fmt: skip


def sheet(rows: list[tuple[tuple[str, str], int]]) -> Inputs:
    """The rows of a sheet as deductions, items found by their words."""
    deductions = []
    for number, ((block, words), count) in enumerate(rows, start=1):
        item = find_item(rubric(), words, block)
        assert item is not None
        deductions.append(Deduction(ref=str(number), item=item.key, count=Fraction(count)))
    return Inputs(inspections=len(rows), deductions=tuple(deductions))


@pytest.mark.parametrize(
    ("rows", "contract", "printed", "base", "deducted", "payable"),
    [
        (
            FIRST,
            terms("tiers-three", fen=42_421_467),
            "75.50",
            42_421_467,
            8_484_293,
            33_937_174,
        ),
        (
            SECOND,
            terms("percent-per-point", fen=43_176_100, begins=date(2026, 10, 16)),
            "85.00",
            22_284_439,
            1_114_222,
            21_170_217,
        ),
        (
            THIRD,
            terms("tiers-six", fen=63_296_900),
            "83.50",
            63_296_900,
            3_164_845,
            60_132_055,
        ),
    ],
)
def test_three_contractors(
    rows: list[tuple[tuple[str, str], int]],
    contract: Terms,
    printed: str,
    base: int,
    deducted: int,
    payable: int,
) -> None:
    judged = score(rubric(), sheet(rows))
    assert score_text(judged.total) == printed
    made = month_fee(contract, judged_by(judged))
    assert (made.base_fen, made.deducted_fen, made.payable_fen) == (base, deducted, payable)


TOWNS = [
    # town, group, five scores, adjustment, total, rank, 分
    ("城东街道", "城区街道", "24.93 37.17 13.36 9.32 4.51", 0, "89.29", 4, -1_000_000),
    ("城西街道", "城区街道", "26.03 37.43 14.8 9.53 4.42", -2, "90.21", 2, 2_000_000),
    ("南关街道", "城区街道", "27.43 37.16 12.72 9.56 4.81", 1, "92.68", 1, 3_000_000),
    ("北苑街道", "城区街道", "28.92 34.61 14.05 9.62 4.55", -2, "89.75", 3, 0),
    ("河口镇", "乡镇", "28.12 38.46 12.39 8.6 4.58", 0, "92.15", 1, 2_500_000),
    ("石桥镇", "乡镇", "28.12 38.46 12.39 8.6 4.58", 0, "92.15", 1, 2_500_000),
    ("柳塘镇", "乡镇", "26.63 36.18 12.52 8.75 4.21", 0, "88.29", 3, 0),
    ("青山乡", "乡镇", "25.08 36.3 12.93 9.15 4.53", 0, "87.99", 4, -1_000_000),
]


def matrix_row(scores: str, adjustment: int) -> Inputs:
    """A row of the matrix: a mark for each block, the last column as bonus or penalty."""
    blocks = [block.key for block in rubric("towns-default").blocks]
    item = "bonus.merit" if adjustment > 0 else "penalty.other"
    deductions = (Deduction(ref="加减分", item=item, points=Fraction(abs(adjustment))),)
    return Inputs(
        inspections=1,
        deductions=deductions if adjustment else (),
        marks=tuple(
            Mark(block=key, value=f(text)) for key, text in zip(blocks, scores.split(), strict=True)
        ),
    )


def test_eight_towns() -> None:
    contenders = [
        Contender(
            key=town,
            title=town,
            group=group,
            score=score(rubric("towns-default"), matrix_row(scores, adjustment)).total,
        )
        for town, group, scores, adjustment, *_ in TOWNS
    ]
    places = {place.key: place for place in rank(contenders, shipped_awards()[0])}
    assert {
        (key, place.group, score_text(place.score or Fraction(0)), place.rank, place.fen)
        for key, place in places.items()
    } == {(town, group, total, rank, fen) for town, group, _, _, total, rank, fen in TOWNS}
