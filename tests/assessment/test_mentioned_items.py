"""What a clerk's sentence is about: the item whose words stand in it, else the block."""

from __future__ import annotations

import pytest

from bureau.assessment.rubric import find_block, mentioned_item
from bureau.sanitation.inputs import item_key
from tests.assessment.made import rubric


@pytest.mark.parametrize(
    ("block", "problem", "key"),
    [
        ("", "卫生死角、积存垃圾", "roads.dead-corner"),
        ("", "人民路口卫生死角一处", "roads.dead-corner"),
        ("道路清扫保洁", "人民路口卫生死角一处", "roads.dead-corner"),
        ("一、道路清扫保洁（40分）", "发现漏扫", "roads.litter"),
        ("卫生死角", "人民路口有一处", "roads.dead-corner"),
        ("道路保洁", "慢车道积泥", "roads.mud"),
        ("道路清扫保洁", "路面不净", "roads"),
        ("垃圾收运", "车辆滴漏，另有卫生死角", "waste.spill"),
        ("", "垃圾收运", "waste"),
        # 积水 and 积泥 are one item; 漏扫 beside it is another of the same length.
        ("", "积水积泥", "roads.mud"),
        ("", "漏扫，有积水", ""),
        ("道路清扫保洁", "漏扫，有积水", "roads"),
        # The longer words win.
        ("", "漏扫造成卫生死角", "roads.dead-corner"),
        ("", "路面不净", ""),
    ],
)
def test_what_a_deduction_is_for(block: str, problem: str, key: str) -> None:
    assert item_key(rubric(), {"block": block or None, "problem": problem}) == key


def test_nothing_is_mentioned_by_a_single_letter_or_nothing() -> None:
    assert mentioned_item(rubric(), "") is None
    assert mentioned_item(rubric(), "卫生死角", "垃圾收运") is None
    assert find_block(rubric(), "") is None
    assert find_block(rubric(), "40分") is None
