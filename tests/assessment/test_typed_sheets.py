"""考核办法 as texts: what is typed comes back exactly, and what doesn't fit is said at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bureau.assessment import awards_sheet, rubric_sheet, rule_sheet
from bureau.assessment.misfits import Misfit
from bureau.assessment.rubric import Rubric
from bureau.assessment.rubric_sheet import RubricSheet
from bureau.assessment.rule_sheet import RuleSheet
from bureau.assessment.rules import PercentPerPoint, RingFenced, Rule, Tiers, YuanPerProblem
from bureau.assessment.shipped import shipped_awards, shipped_rubrics, shipped_rules
from tests.assessment.made import f, rubric, rule

KEYS = [one.key for one in shipped_rubrics()]


def read(sheet: RubricSheet) -> Rubric:
    """The rubric that a sheet says."""
    return rubric_sheet.read_sheet(sheet, key="sanitation-default", family="sanitation")


def read_rule(sheet: RuleSheet) -> Rule:
    """The rule that a sheet says."""
    return rule_sheet.read_sheet(sheet, key="own")


def default_sheet() -> RubricSheet:
    """The default of sanitation laid out."""
    return rubric_sheet.sheet_of(rubric())


@pytest.mark.parametrize("key", KEYS)
def test_a_rubric_laid_out_and_read_again_is_the_same(key: str) -> None:
    own = rubric(key)
    again = rubric_sheet.read_sheet(rubric_sheet.sheet_of(own), key=own.key, family=own.family)
    assert again == own


@pytest.mark.parametrize("key", [one.key for one in shipped_rules()])
def test_a_rule_laid_out_and_read_again_is_the_same(key: str) -> None:
    own = rule(key)
    assert rule_sheet.read_sheet(rule_sheet.sheet_of(own), key=own.key) == own


def test_awards_laid_out_and_read_again_are_the_same() -> None:
    for own in shipped_awards():
        sheet = awards_sheet.sheet_of(own)
        assert awards_sheet.read_sheet(sheet, key=own.key, family=own.family) == own


def test_numbers_and_days_are_read_as_a_clerk_types_them() -> None:
    sheet = default_sheet()
    sheet.fields["valid_from"] = "2027年1月1日"
    sheet.line("roads")["full"] = "４０分"
    sheet.items["roads"][1]["points"] = "1/3"
    own = read(sheet)
    assert own.valid_from.isoformat() == "2027-01-01"
    assert own.blocks[0].full == 40
    assert own.blocks[0].items[1].points == f("1/3")


def change(home: str, row: int, column: str, text: str) -> Callable[[RubricSheet], None]:
    """Another text in an item's cell."""

    def do(sheet: RubricSheet) -> None:
        sheet.items[home][row][column] = text

    return do


def change_block(key: str, column: str, text: str) -> Callable[[RubricSheet], None]:
    """Another text in a block's cell."""

    def do(sheet: RubricSheet) -> None:
        sheet.line(key)[column] = text

    return do


def change_field(key: str, text: str) -> Callable[[RubricSheet], None]:
    """Another text in a box."""

    def do(sheet: RubricSheet) -> None:
        sheet.fields[key] = text

    return do


@pytest.mark.parametrize(
    ("typed", "row", "column", "words"),
    [
        (change_field("title", " "), "", "title", "请填写“名称”"),
        (change_field("valid_from", "明天"), "", "valid_from", "生效日期"),
        (change_field("valid_to", "1999-12-31"), "", "valid_to", "失效日期早于生效日期"),
        (change_field("ceiling", "99"), "", "ceiling", "总分上限低于满分"),
        (change_block("waste", "full", "十五六"), "waste", "full", "垃圾收运：满分"),
        (change_block("waste", "full", ""), "waste", "full", "请填写“垃圾收运：满分”"),
        (change_block("waste", "full", "0"), "waste", "full", "满分和权重要大于 0"),
        (change_block("waste", "weight", "-1"), "waste", "weight", "满分和权重要大于 0"),
        (change_block("waste", "floor", "16"), "waste", "floor", "最低分要在 0 和满分之间"),
        (change_block("waste", "by", "given"), "waste", "by", "不能有扣分项"),
        (change_block("bonus", "cap", "0"), "bonus", "cap", "上限要大于 0"),
        (change("roads", 2, "title", ""), "roads.dead-corner", "title", "请填写“问题名称”"),
        (change("roads", 2, "points", "-2"), "roads.dead-corner", "points", "分值要大于 0"),
        (change("toilets", 0, "most", "0.8"), "toilets.state", "points", "从小到大"),
        (change("roads", 2, "cap", "0"), "roads.dead-corner", "cap", "扣分上限要大于 0"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(
    typed: Callable[[RubricSheet], None], row: str, column: str, words: str
) -> None:
    sheet = default_sheet()
    typed(sheet)
    with pytest.raises(Misfit, match=words) as caught:
        read(sheet)
    assert (caught.value.row, caught.value.field) == (row, column)
    assert caught.value.sentence.endswith("。")


def test_the_sum_of_the_blocks_is_shown_against_100() -> None:
    sheet = default_sheet()
    assert rubric_sheet.sum_words(sheet) == ("各大项合计 100 分", True)
    sheet.line("roads")["full"] = "35.5"
    assert rubric_sheet.sum_words(sheet) == ("各大项合计 95.5 分，比 100 分少 4.5 分", False)
    sheet.line("roads")["full"] = "1/3"
    assert rubric_sheet.sum_words(sheet)[0].startswith("各大项合计 60.3333… 分，比 100 分少")
    sheet.line("roads")["full"] = "四十来分"
    assert rubric_sheet.sum_words(sheet)[1] is False


def test_weights_are_summed_where_there_are_some() -> None:
    composed = rubric_sheet.sheet_of(rubric("sanitation-composed"))
    assert rubric_sheet.sum_words(composed) == ("各大项合计 100 分", True)
    composed.line("check")["weight"] = "30"
    assert rubric_sheet.sum_words(composed) == ("各大项合计 110 分，比 100 分多 10 分", False)


def test_a_first_part_takes_over_what_is_found_in_the_block() -> None:
    sheet = default_sheet()
    key = rubric_sheet.add_block(sheet, rubric_sheet.BLOCK, "waste")
    sheet.line(key).update(title="收运", full="15")
    own = read(sheet)
    waste = own.blocks[2]
    assert (waste.by, waste.items, [part.title for part in waste.parts]) == ("parts", (), ["收运"])
    assert [item.key for item in waste.parts[0].items] == [
        "waste.overflow",
        "waste.spill",
        "waste.mixing",
    ]
    rubric_sheet.remove_block(sheet, key)
    assert read(sheet).blocks[2].by == "deductions"


def test_rows_are_added_moved_and_removed() -> None:
    sheet = default_sheet()
    bonus = rubric_sheet.add_block(sheet, rubric_sheet.BONUS)
    block = rubric_sheet.add_block(sheet)
    assert [line["kind"] for line in sheet.blocks][8:] == ["block", "bonus", "bonus", "penalty"]
    sheet.line(bonus)["title"] = "另加"
    sheet.line(block).update(title="新项", full="5")
    item = rubric_sheet.add_item(sheet, block)
    sheet.items[block][0].update(title="新问题", points="1")
    assert rubric_sheet.move_block(sheet, block, -1)
    assert not rubric_sheet.move_block(sheet, "roads", -1)
    rubric_sheet.remove_block(sheet, "bins")
    own = read(sheet)
    assert [one.title for one in own.blocks][-2:] == ["新项", "台账与整改"]
    assert own.blocks[-2].items[0].key == item
    assert own.full == 100
    assert rubric_sheet.home_of(sheet, item) == block
    assert len({*sheet.keys}) == len(sheet.keys)


def test_a_block_moves_with_its_parts() -> None:
    sheet = rubric_sheet.sheet_of(rubric("sanitation-composed"))
    assert rubric_sheet.move_block(sheet, "daily", 1)
    own = rubric_sheet.read_sheet(sheet, key="x", family="sanitation")
    assert [one.key for one in own.blocks] == ["check", "daily", "evaluation"]
    assert [part.key for part in own.blocks[1].parts][:2] == ["roads", "machines"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("漏扫、果皮", ("漏扫", "果皮")),
        ("人行道、树穴；漏扫", ("人行道、树穴", "漏扫")),
        ("人行道、树穴；", ("人行道、树穴",)),
        ("", ()),
    ],
)
def test_synonyms_may_have_a_comma_of_their_own(text: str, words: tuple[str, ...]) -> None:
    assert rubric_sheet.synonyms_of(text) == words
    assert rubric_sheet.synonym_text(words) == text


# -- rules -----------------------------------------------------------------------------------------


def test_every_shape_of_a_charge_is_read_from_its_form() -> None:
    sheet = rule_sheet.sheet_of(rule("tiers-three"))
    sheet.charges.clear()
    for shape in rule_sheet.SHAPES:
        rule_sheet.add_charge(sheet, shape)
    tiers, percent, yuan, problem = sheet.charges
    tiers.tiers = [
        {"key": "tier-0", "at_least": "90", "pay": "100%", "title": "优"},
        {"key": "tier-1", "at_least": "0", "pay": "80", "title": ""},
    ]
    percent.fields |= {"target": "90", "percent": "0.5", "points": "down"}
    yuan.fields |= {"target": "85", "fen": "1,000.50", "points": "up"}
    problem.fields |= {"fen": "100", "part": "10", "part_title": "质量部分"}
    problem.prices = [{"key": "price-0", "item": "roads", "fen": "0.5万"}]
    one, two, three, four = read_rule(sheet).charges
    assert isinstance(one, Tiers)
    assert [(tier.at_least, tier.pay, tier.title) for tier in one.tiers] == [
        (f(90), f(100), "优"),
        (f(0), f(80), ""),
    ]
    assert two == PercentPerPoint(target=f(90), percent=f("0.5"), points="down")
    assert (three.shape, getattr(three, "fen", 0)) == ("yuan-per-point", 100050)
    assert isinstance(four, RingFenced)
    assert (four.percent, four.title) == (f(10), "质量部分")
    assert isinstance(four.inner, YuanPerProblem)
    assert (four.inner.fen, four.inner.prices[0].fen) == (10000, 500000)


def test_what_does_not_fit_in_a_rule_is_said_at_its_place() -> None:
    sheet = rule_sheet.sheet_of(rule("tiers-warning"))
    sheet.charges[0].tiers[1]["pay"] = "八成多"
    place = misfit(sheet)
    assert (place.row, place.field) == ("tier-1", "pay")
    sheet.charges[0].tiers[1]["pay"] = "60"
    assert (misfit(sheet).row, misfit(sheet).field) == ("charge-0", "tiers")
    sheet.charges[0].tiers[1]["pay"] = "90"
    sheet.fields["cap"] = "120"
    assert (misfit(sheet).row, misfit(sheet).field) == ("", "cap")
    sheet.fields["cap"] = ""
    sheet.clauses[0]["times"] = "1.5"
    assert (misfit(sheet).row, misfit(sheet).field) == ("warned", "times")
    sheet.clauses[0] |= {"times": "1", "at_least": "95"}
    assert (misfit(sheet).row, misfit(sheet).field) == ("warned", "at_least")
    sheet.clauses[0]["at_least"] = "80"
    sheet.charges[0].fields["block"] = "roads"
    assert (misfit(sheet).row, misfit(sheet).field) == ("charge-0", "part")
    sheet.charges[0].fields["part"] = "101"
    assert (misfit(sheet).row, misfit(sheet).field) == ("charge-0", "part")


def misfit(sheet: RuleSheet) -> Misfit:
    """What is wrong with a rule."""
    with pytest.raises(Misfit) as caught:
        read_rule(sheet)
    return caught.value


# -- awards ----------------------------------------------------------------------------------------


def test_what_each_place_gets_is_tried() -> None:
    own = shipped_awards()[0]
    # At most half of five is rewarded: two. The last but one pays only in groups of six.
    assert awards_sheet.tried(own, 5) == (
        "第 1 名 ＋30000.00 元，第 2 名 ＋20000.00 元，第 3 名 0，第 4 名 0，第 5 名 －10000.00 元"
    )


def test_what_does_not_fit_in_awards_is_said_at_its_place() -> None:
    sheet = awards_sheet.sheet_of(replace(shipped_awards()[0], title="奖罚"))
    sheet.rewards[2]["fen"] = "2.5万"
    place = awards_misfit(sheet)
    assert (place.row, place.field) == ("reward-2", "fen")
    sheet.rewards[2]["fen"] = "1万"
    sheet.penalties[1]["units_from"] = "1"
    place = awards_misfit(sheet)
    assert (place.row, place.field) == ("penalty-1", "units_from")
    sheet.penalties[1]["units_from"] = "6"
    sheet.fields["rewarded_share"] = "150"
    assert awards_misfit(sheet).field == "rewarded_share"
    sheet.fields["rewarded_share"] = "50"
    sheet.fields["valid_to"] = "1999-01-01"
    assert awards_misfit(sheet).field == "valid_to"


def awards_misfit(sheet: awards_sheet.AwardsSheet) -> Misfit:
    """What is wrong with awards."""
    with pytest.raises(Misfit) as caught:
        awards_sheet.read_sheet(sheet, key="own", family="towns")
    return caught.value
