"""Scores composed of others: weighted blocks, samples, rates, and the published months they must give."""

from datetime import date

import pytest

from bureau.assessment.deductions import Absence, Inputs, Mark
from bureau.assessment.exact import score_text
from bureau.assessment.explaining import explained
from bureau.assessment.rubric import Block, Rubric, check
from bureau.assessment.scoring import score
from bureau.errors import UserError
from tests.assessment.made import f, found, inspected, rubric


def composed(*parts: tuple[str, int], by: str = "given") -> Rubric:
    """Blocks each out of 100, counting so many marks."""
    blocks = tuple(
        Block(
            key=title,
            title=title,
            full=f(100),
            weight=f(weight),
            by="mean" if by == "mean" else "given",
        )
        for title, weight in parts
    )
    own = Rubric(
        key="composed", title="合成", family="own", valid_from=date(2020, 1, 1), blocks=blocks
    )
    check(own)
    return own


def marks(**values: str) -> Inputs:
    return Inputs(
        inspections=0, marks=tuple(Mark(block=key, value=f(v)) for key, v in values.items())
    )


def test_nantong_publishes_94_91() -> None:
    # 95.65 × 40 % + 93.73 × 40 % + 95.80 × 20 % = 38.26 + 37.492 + 19.16 = 94.912
    own = composed(("系统考核", 40), ("现场考核", 40), ("履职考核", 20))
    judged = score(own, marks(系统考核="95.65", 现场考核="93.73", 履职考核="95.80"))
    assert judged.total == f("94.912")
    assert score_text(judged.total) == "94.91"


def test_a_month_of_daily_checks_monthly_check_and_evaluation() -> None:
    # daily mean of 91, 92.5, 90 = 91.1666…; × 70 % + 88 × 20 % + 95 × 10 %
    own = composed(("日常", 70), ("月检", 20), ("评价", 10), by="mean")
    daily = [Mark(block="日常", value=f(v), ref=v) for v in ("91", "92.5", "90")]
    others = [Mark(block="月检", value=f(88)), Mark(block="评价", value=f(95))]
    judged = score(own, Inputs(inspections=0, marks=(*daily, *others)))
    assert judged.total == f("547/6") * f("0.7") + f("17.6") + f("9.5")
    assert score_text(judged.total) == "90.92"


def test_daily_scores_become_marks_of_the_month() -> None:
    # Two days: 2 points lost, and a bonus day that counts as full marks: (98 + 100) / 2
    own = composed(("日常", 100), by="mean")
    days = [
        score(rubric(), inspected(found("roads.dead-corner"))),
        score(rubric(), inspected(found("bonus.county"))),
    ]
    daily = tuple(one.mark("日常", ref=f"10-0{n}") for n, one in enumerate(days, start=1))
    judged = score(own, Inputs(inspections=0, marks=daily))
    assert judged.total == 99
    assert explained(judged).children[0].words == "2 次平均 ＝ 99.00"


def test_wuhan_weighs_five_blocks_each_out_of_a_hundred() -> None:
    # 90 × 45 + 80 × 25 + 70 × 15 + 100 × 5 + 85 × 10 = 4050 + 2000 + 1050 + 500 + 850 = 84.5 %
    own = composed(
        ("道路环卫", 45), ("设施设备", 25), ("公厕", 15), ("基础管理", 5), ("综合评价", 10)
    )
    judged = score(
        own, marks(道路环卫="90", 设施设备="80", 公厕="70", 基础管理="100", 综合评价="85")
    )
    assert judged.total == f("84.5")
    tree = explained(judged)
    assert tree.words == "各大项合计 84.5 ＝ 84.50"
    assert [node.words for node in tree.children[:2]] == [
        "成绩 ＝ 90.00；折 45 分计 40.5",
        "成绩 ＝ 80.00；折 25 分计 20",
    ]


def test_shenzhen_weighs_the_street_eight_to_two() -> None:
    own = composed(("现场", 80), ("满意度", 20))
    assert score(own, marks(现场="92.15", 满意度="88.6")).total == f("91.44")


def test_a_thousand_point_scheme_has_a_thousand_full_marks() -> None:
    blocks = tuple(
        Block(key=title, title=title, full=f(full), by="given")
        for title, full in (
            ("接诉即办", 400),
            ("监测视频", 300),
            ("督导检查", 200),
            ("监督执法", 100),
        )
    )
    own = Rubric(key="k", title="千分制", family="own", valid_from=date(2020, 1, 1), blocks=blocks)
    judged = score(own, marks(接诉即办="381.5", 监测视频="290", 督导检查="188.25", 监督执法="97"))
    assert own.full == 1000
    assert judged.total == f("956.75")


def test_samples_weigh_as_their_areas() -> None:
    own = composed(("道路", 100), by="mean")
    sampled = (
        Mark(block="道路", value=f(90), ref="1", weight=f(3000)),
        Mark(block="道路", value=f(80), ref="2", weight=f(1000)),
    )
    assert score(own, Inputs(inspections=0, marks=sampled)).total == f("87.5")


@pytest.mark.parametrize(
    ("grams", "expected"), [("0", "100"), ("10", "100"), ("40", "50"), ("70", "0"), ("95", "0")]
)
def test_dust_by_weight(grams: str, expected: str) -> None:
    # 以克论净: up to 10 g/㎡ 100, (70 − x) × 100 ÷ 60 between, from 70 on 0.
    dust = Block(key="dust", title="以克论净", full=f(100), by="ramp", best=f(10), worst=f(70))
    own = Rubric(key="k", title="克", family="own", valid_from=date(2020, 1, 1), blocks=(dust,))
    assert score(own, marks(dust=grams)).total == f(expected)


def test_a_town_by_its_parts() -> None:
    # cases 20 × 82.89 % + (10 − 2) ; field 11 + 10.5 + 4 + 3.5 + 3 + 4 ; 13.2 ; 9.1 ; 4.5 ; −1
    # = 16.578 + 8 + 36 + 13.2 + 9.1 + 4.5 − 1
    given = {
        "cases.on-time": "0.8289",
        "field.sanitation": "11",
        "field.appearance": "10.5",
        "field.markets": "4",
        "field.lanes": "3.5",
        "field.dust": "3",
        "field.signs": "4",
        "special": "13.2",
        "satisfaction": "9.1",
        "duties": "4.5",
    }
    judged = score(
        rubric("towns-default"),
        Inputs(
            inspections=3,
            deductions=(found("cases.returned", 2), found("penalty.criticism", points="1")),
            marks=tuple(Mark(block=key, value=f(v)) for key, v in given.items()),
        ),
    )
    assert judged.block("cases").score == f("24.578")
    assert judged.block("field").score == 36
    assert judged.total == f("86.378")


def test_a_part_left_out_is_stood_for_by_its_neighbours_only() -> None:
    # field without 农贸市场: 32.4 of 36 → 36 of 40; the other blocks are as given.
    given = {
        "cases": "30",
        "field.sanitation": "12",
        "field.appearance": "12",
        "field.lanes": "0.4",
        "field.dust": "4",
        "field.signs": "4",
        "special": "15",
        "satisfaction": "10",
        "duties": "5",
    }
    judged = score(
        rubric("towns-default"),
        Inputs(
            inspections=1,
            marks=tuple(Mark(block=key, value=f(v)) for key, v in given.items()),
            absences=(
                Absence(block="field.markets", choice="leave-out", reason="镇内没有农贸市场"),
            ),
        ),
    )
    assert judged.block("field").score == 36
    assert judged.total == 96


def test_a_whole_block_and_its_parts_together_are_refused() -> None:
    both = (Mark(block="field", value=f(36)), Mark(block="field.dust", value=f(3)))
    rest = tuple(
        Mark(block=key, value=f(5)) for key in ("cases", "special", "satisfaction", "duties")
    )
    with pytest.raises(UserError, match="只能留一样"):
        score(rubric("towns-default"), Inputs(inspections=1, marks=(*both, *rest)))


def test_a_missing_mark_is_asked_for() -> None:
    with pytest.raises(UserError, match="“满意度”还没有成绩"):
        score(composed(("现场", 80), ("满意度", 20)), marks(现场="92"))


@pytest.mark.parametrize("value", ["100.01", "-0.01"])
def test_a_mark_beyond_full_marks_is_refused(value: str) -> None:
    with pytest.raises(UserError, match="不在 0 到 100 之间"):
        score(composed(("现场", 100)), marks(现场=value))


def test_a_rate_written_in_percent_is_refused() -> None:
    rate = Mark(block="cases.on-time", value=f("82.89"))
    with pytest.raises(UserError, match="在 0 到 100% 之间"):
        score(rubric("towns-default"), Inputs(inspections=1, marks=(rate,)))


def test_two_given_marks_for_one_block_are_refused() -> None:
    twice = tuple(Mark(block="现场", value=f(v), ref=v) for v in ("90", "91"))
    with pytest.raises(UserError, match="有 2 个成绩"):
        score(composed(("现场", 100)), Inputs(inspections=0, marks=twice))
