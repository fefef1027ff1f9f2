"""The rubrics, rules and awards that come with the program, and rubrics of the bureau's own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bureau.assessment.editions import edition_on
from bureau.assessment.exact import written
from bureau.assessment.plain import PlainFault, from_plain, to_plain
from bureau.assessment.rubric import (
    Block,
    Item,
    Rubric,
    check,
    copied,
    find_block,
    find_item,
    walk,
)
from bureau.assessment.shipped import (
    read_file,
    read_folder,
    shipped_awards,
    shipped_rubrics,
    shipped_rules,
)
from bureau.errors import BugError, EnvironmentFault, UserError
from tests.assessment.made import f, rubric, rule

POINTS = {
    "普扫未按时完成": "1",
    "漏扫、果皮纸屑烟蒂超标": "0.5",
    "卫生死角、积存垃圾": "2",
    "人行道/雨水箅/树穴/绿化带不洁": "0.5",
    "积水、积泥、油污": "0.5",
    "向雨水井扫倒垃圾": "2",
    "未按计划机扫/洒水/冲洗": "1",
    "洗城未完成或质量差": "1.5",
    "作业扰民、溅污行人": "0.5",
    "日产日清不到位、满溢": "1",
    "车辆滴漏、抛洒、未密闭": "1",
    "混装混运": "1",
    "脏臭、设施损坏未报修、缺保洁": "1",
    "果皮箱/垃圾桶破损脏污、摆放乱": "0.2",
    "未清扫、楼道外环境差": "1",
    "缺岗(按合同人数)、未着工装": "0.5",
    "安全事故": "5",
    "台账不全": "0.5",
    "整改超期": "1",
    "返工": "1",
}


def test_the_default_of_sanitation() -> None:
    blocks = {block.title: written(block.full) for block in rubric().blocks}
    assert blocks == {
        "道路清扫保洁": "40",
        "机械化作业与洗城": "15",
        "垃圾收运": "15",
        "公厕与转运站": "10",
        "环卫设施": "5",
        "无物业小区、背街小巷": "5",
        "人员车辆与安全": "5",
        "台账与整改": "5",
    }
    assert rubric().full == 100
    items = [item for block in rubric().blocks for item in block.items]
    assert {item.title: written(item.points) for item in items if item.points} == POINTS
    extras = {
        item.title: (extra.adds, item.points) for extra in rubric().extras for item in extra.items
    }
    assert extras == {
        "县级表扬": (True, 1),
        "市级以上表扬": (True, 2),
        "应急保障": (True, f("0.5")),
        "县级通报批评": (False, 2),
        "市级以上通报批评、媒体曝光": (False, 5),
        "有责投诉": (False, f("0.5")),
    }
    assert [extra.cap for extra in rubric().extras] == [3, None]


def test_the_default_of_towns() -> None:
    own = rubric("towns-default")
    assert own.full == 100
    assert {block.title: written(block.full) for block in walk(own.blocks)} == {
        "案件办理": "30",
        "按期结案率": "20",
        "返工与超期": "10",
        "现场检查": "40",
        "环境卫生": "12",
        "市容秩序": "12",
        "农贸市场": "4",
        "河道与背街小巷": "4",
        "扬尘渣土": "4",
        "户外广告": "4",
        "专项工作": "15",
        "群众满意度": "10",
        "日常履职与资料": "5",
    }


def test_the_rules_of_the_sample_contracts_are_there() -> None:
    assert {"三档", "六档", "按分"} <= {one.title for one in shipped_rules()}


def test_shipped_ones_come_back_from_their_plain_form() -> None:
    for own in shipped_rubrics():
        assert from_plain(Rubric, to_plain(own)) == own
    for rule_of_payment in shipped_rules():
        assert from_plain(type(rule_of_payment), to_plain(rule_of_payment)) == rule_of_payment
    for awards in shipped_awards():
        assert from_plain(type(awards), to_plain(awards)) == awards


def test_items_are_found_by_the_words_of_a_sheet() -> None:
    assert find_item(rubric(), "洗城未完成或质量差", "机械化作业与洗城") is not None
    found = find_item(rubric(), "人行道、雨水箅、树穴、绿化带不洁", "道路清扫保洁")
    assert found is not None
    assert found.key == "roads.edges"
    assert find_item(rubric(), "缺岗", "垃圾收运") is None
    assert find_item(rubric(), "没有的事") is None
    block = find_block(rubric(), " 垃圾收运 ")
    assert block is not None
    assert block.key == "waste"


def test_the_rubric_in_force_is_the_one_that_began_last() -> None:
    own = copied(rubric(), key="own", title="本局细则", valid_from=date(2026, 7, 1))
    both = (*shipped_rubrics(), own)
    assert edition_on(both, "sanitation", date(2026, 6, 30)).key == "sanitation-default"
    assert edition_on(both, "sanitation", date(2026, 7, 1)).key == "own"
    assert edition_on(both, "towns", date(2026, 7, 1)).key == "towns-default"
    ended = replace(own, valid_to=date(2026, 12, 31))
    assert edition_on((*shipped_rubrics(), ended), "sanitation", date(2027, 1, 1)).key == (
        "sanitation-default"
    )


def test_no_rubric_and_two_at_once_are_said() -> None:
    with pytest.raises(UserError, match="没有生效的考核细则"):
        edition_on(shipped_rubrics(), "sanitation", date(1999, 12, 31))
    own = copied(rubric(), key="own", title="本局细则", valid_from=rubric().valid_from)
    with pytest.raises(UserError, match="同一天生效"):
        edition_on((rubric(), own), "sanitation", date(2026, 1, 1))


def test_amounts_by_place_have_editions_too() -> None:
    day = date(2026, 10, 1)
    assert edition_on(shipped_awards(), "towns", day, called="奖罚办法").key == "towns-default"
    with pytest.raises(UserError, match="没有生效的奖罚办法"):
        edition_on(shipped_awards(), "sanitation", day, called="奖罚办法")


def edited(**changes: object) -> Block:
    plain = {"key": "a", "title": "甲", "full": "10"} | changes
    return from_plain(Block, plain)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (edited(full="0"), "要大于 0"),
        (edited(weight="-1"), "要大于 0"),
        (edited(floor="11"), "在 0 和满分之间"),
        (edited(by="parts"), "要有小项"),
        (edited(parts=[{"key": "b", "title": "乙", "full": "10"}]), "要有小项"),
        (
            edited(by="parts", parts=[{"key": "b", "title": "乙", "full": "9"}]),
            "合计 9 分，不等于满分 10 分",
        ),
        (edited(by="given", items=[{"key": "i", "title": "项"}]), "不能有扣分项"),
        (edited(by="ramp"), "数值相同"),
        (edited(items=[{"key": "a", "title": "项"}]), "重复了"),
        (edited(items=[{"key": "i", "title": "项", "points": "-1"}]), "分值要大于 0"),
        (edited(items=[{"key": "i", "title": "项", "points": "2", "most": "1"}]), "从小到大"),
        (edited(items=[{"key": "i", "title": "项", "cap": "0"}]), "上限要大于 0"),
    ],
)
def test_a_rubric_that_cannot_be_judged_by_is_refused(block: Block, said: str) -> None:
    with pytest.raises(UserError, match=said):
        check(replace(rubric(), blocks=(block,)))


def test_a_rubric_edited_well_is_taken() -> None:
    item = Item(key="roads.late", title="普扫未按时完成", points=f("1.5"), unit="路段")
    first = replace(rubric().blocks[0], items=(item,))
    check(replace(rubric(), blocks=(first, *rubric().blocks[1:]), valid_from=date(2026, 7, 1)))


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"key": "a", "title": "甲"}, "lacks"),
        ({"key": "a", "title": "甲", "full": "ten"}, "is no number"),
        ({"key": "a", "title": "甲", "full": 1.5}, "is no Fraction"),
        ({"key": "a", "title": "甲", "full": "1/0"}, "is no number"),
        ({"key": "a", "title": "甲", "full": 1, "by": "mood"}, "none of"),
        ({"key": "a", "title": "甲", "full": 1, "weigth": 2}, "unknown keys"),
        ({"key": "a", "title": "甲", "full": 1, "items": {}}, "must be a list"),
    ],
)
def test_plain_values_that_do_not_fit_are_named(plain: object, said: str) -> None:
    with pytest.raises(PlainFault, match=said):
        from_plain(Block, plain)


def test_shapes_are_told_apart() -> None:
    plain = to_plain(rule("ring-fenced"))
    assert isinstance(plain, dict)
    assert plain["charges"] == [
        {
            "shape": "ring-fenced",
            "percent": "10",
            "inner": {"shape": "percent-per-point", "target": "100", "percent": "1"},
        }
    ]
    plain["charges"] = [{"shape": "lottery"}]
    with pytest.raises(PlainFault, match="unknown shape 'lottery'"):
        from_plain(type(rule("ring-fenced")), plain)


def test_files_that_are_damaged_or_wrong(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="不见了"):
        read_folder(tmp_path, Rubric, check)
    path = tmp_path / "own.toml"
    path.write_text("key = ", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="重新安装"):
        read_file(path, Rubric)
    path.write_text("key = 'own'", encoding="utf-8")
    with pytest.raises(BugError, match=r"own\.toml: Rubric: lacks"):
        read_file(path, Rubric)
    path.write_text(
        "key = 'own'\ntitle = '甲'\nfamily = 'own'\nvalid_from = 2026-01-01\nblocks = []",
        encoding="utf-8",
    )
    with pytest.raises(BugError, match="还没有考核大项"):
        read_folder(tmp_path, Rubric, check)
