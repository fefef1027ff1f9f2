"""A town's score: marks of the sheet, field checks, cases, what nobody looked at, what doesn't fit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from bureau.assessment.books import save_rubric
from bureau.assessment.deductions import Absence
from bureau.assessment.exact import score_text
from bureau.assessment.rubric import Block, Rubric
from bureau.calendar.periods import Period
from bureau.storage.connection import Reader
from bureau.towns.absent import lacking
from bureau.towns.inputs import CaseSource, TownCases, no_cases
from bureau.towns.months import open_month, set_absences
from tests.towns.town_books import OCTOBER, STREETS, Towns

REST = {"专项工作": "15", "群众满意度": "10", "履职与资料": "5"}
"""Marks of all that neither checks nor cases judge: 30 together."""
PARTS = ("环境卫生", "市容秩序", "农贸市场", "河道与背街小巷", "扬尘渣土", "户外广告")


def total(towns: Towns, name: str = "甲镇", cases: CaseSource = no_cases) -> str:
    """What a town scores, or why it doesn't."""
    judged = towns.judged(cases=cases).town(towns.ids[name])
    return judged.fault if judged.score is None else score_text(judged.score.total)


def look_at_all(towns: Towns, name: str = "甲镇", *, without: tuple[str, ...] = ()) -> None:
    """A clean check of each part of 现场检查."""
    for part in PARTS:
        if part not in without:
            towns.check(name, part, place="一号点")


def counted(
    towns: Towns, due: int = 0, on_time: int = 0, returned: int = 0, overdue: int = 0
) -> CaseSource:
    """A source that counts these cases for every town."""

    def source(_conn: Reader, _period: Period, _today: date) -> Mapping[int, TownCases]:
        return dict.fromkeys(towns.ids.values(), TownCases(due, on_time, returned, overdue))

    return source


# -- the sheet -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adjust", "expected"),
    [(0, "90.00"), (150, "91.50"), (-200, "88.00"), (300, "93.00"), (-750, "82.50")],
)
def test_points_given_and_taken(towns: Towns, adjust: int, expected: str) -> None:
    towns.score("甲镇", "90", adjust=adjust)
    assert total(towns) == expected


def test_more_bonus_than_the_rubric_allows_is_cut(towns: Towns) -> None:
    towns.score("甲镇", "90", adjust=500)
    judged = towns.judged().town(towns.ids["甲镇"])
    assert judged.score is not None
    assert score_text(judged.score.total) == "93.00"
    assert [extra.spared for extra in judged.score.extras if extra.extra.adds] == [Fraction(2)]


def test_a_mark_above_full_marks_is_one_clear_fault(towns: Towns) -> None:
    towns.score("甲镇", marks={"案件办理": "31", "现场检查": "40", **REST})
    assert total(towns) == (
        "“案件办理”得分 31 不在 0 到满分 30 之间，请核对成绩，或在“考核办法”里改满分。"
    )
    assert len(towns.judged().faults) == 1


def test_an_item_of_the_bureaus_own_that_the_rubric_lacks(towns: Towns) -> None:
    towns.insert(
        "catalogue-items",
        {
            "catalogue": "town-score-item",
            "title": "创城迎检",
            "unit": "分",
            "scale": 2,
            "position": 9,
        },
    )
    towns.score("甲镇", marks={"案件办理": "30", "现场检查": "40", "创城迎检": "3", **REST})
    assert "没有直接打分的“创城迎检”" in total(towns)


def test_an_own_rubric_judges_from_its_first_month(towns: Towns) -> None:
    own = Rubric(
        key="towns-own",
        title="新办法",
        family="towns",
        valid_from=date(2026, 10, 1),
        blocks=(
            Block(key="cases", title="案件办理", full=Fraction(50), by="given"),
            Block(key="field", title="现场检查", full=Fraction(50), by="given"),
        ),
    )
    save_rubric(towns.desk, own)
    towns.score("甲镇", marks={"案件办理": "45", "现场检查": "46.5"})
    assert total(towns) == "91.50"
    towns.score("甲镇", "90", month=Period.month(2026, 9))
    assert towns.judged(Period.month(2026, 9)).faults == ()
    towns.score("乙镇", marks={"案件办理": "45", "现场检查": "40"}, adjust=100)
    assert "没有可以加分 1 分的事项" in total(towns, "乙镇")


# -- field checks ----------------------------------------------------------------------------------


def test_checks_score_where_the_sheet_has_no_total(towns: Towns) -> None:
    towns.score("甲镇", marks={"案件办理": "30", **REST})
    look_at_all(towns)
    towns.check("甲镇", "环境卫生", "1.5", place="人民路")
    towns.check("甲镇", "环境卫生", "0.5", place="人民路", repeated=1)
    towns.check("甲镇", "市容秩序", "2", place="人民路")
    # 环境卫生: (12 + 12 − 1.5 − 2 × 0.5) ÷ 2 = 10.75; 市容秩序: (12 + 10) ÷ 2 = 11; 16 for the rest.
    assert total(towns) == "97.75"  # 30 + 10.75 + 11 + 16 + 30


def test_a_total_of_the_sheet_goes_before_the_checks(towns: Towns) -> None:
    towns.score("甲镇", marks={"案件办理": "30", "现场检查": "38.5", **REST})
    towns.check("甲镇", "环境卫生", "5")
    assert total(towns) == "98.50"


def test_a_sample_never_falls_below_nothing(towns: Towns) -> None:
    towns.score("甲镇", marks={"案件办理": "30", **REST})
    look_at_all(towns, without=("农贸市场",))
    towns.check("甲镇", "农贸市场", "3", place="集市")
    towns.check("甲镇", "农贸市场", "3", place="集市")
    assert total(towns) == "96.00"


def test_a_part_that_nobody_looked_at_is_not_full_marks(towns: Towns) -> None:
    towns.score("甲镇", marks={"案件办理": "30", **REST})
    look_at_all(towns, without=("扬尘渣土",))
    assert total(towns) == "“扬尘渣土”还没有成绩，请填写，或选择未检查的处理办法。"
    record = open_month(towns.desk, OCTOBER)
    left_out = Absence(block="field.dust", choice="leave-out", reason="本月停工")
    set_absences(towns.desk, record, towns.ids["甲镇"], [left_out])
    towns.check("甲镇", "环境卫生", "6", place="人民路")
    # (9 + 12 + 4 + 4 + 4) of 36 stand for 40: 33 ÷ 36 × 40 = 36.67.
    assert total(towns) == "96.67"


def test_checks_of_another_month_and_town_do_not_count(towns: Towns) -> None:
    towns.score("甲镇", marks={"案件办理": "30", **REST})
    look_at_all(towns)
    towns.check("甲镇", "环境卫生", "6", day="2026-11-01", place="人民路")
    towns.check("甲镇", "环境卫生", "6", day="2026-09-30", place="人民路")
    towns.check("乙镇", "环境卫生", "6", place="人民路")
    assert total(towns) == "100.00"


def test_a_check_item_without_a_place_in_the_rubric(towns: Towns) -> None:
    towns.insert(
        "catalogue-items", {"catalogue": "town-check-item", "title": "夜景亮化", "position": 9}
    )
    towns.score("甲镇", marks={"案件办理": "30", **REST})
    look_at_all(towns)
    towns.check("甲镇", "夜景亮化", "1")
    assert total(towns).startswith("现场检查的检查项“夜景亮化”在")


def test_the_order_of_entry_changes_nothing(towns: Towns) -> None:
    lines = [("环境卫生", "1.5", "东"), ("环境卫生", "2", "西"), ("环境卫生", "0.5", "东")]
    for name, order in (("甲镇", lines), ("乙镇", lines[::-1])):
        towns.score(name, marks={"案件办理": "30", **REST})
        look_at_all(towns, name, without=("环境卫生",))
        for what, points, place in order:
            towns.check(name, what, points, place=place)
    assert total(towns) == total(towns, "乙镇") == "98.00"


# -- cases -----------------------------------------------------------------------------------------


def test_cases_score_where_the_sheet_has_no_mark(towns: Towns) -> None:
    towns.score("甲镇", marks={"现场检查": "40", **REST})
    cases = counted(towns, due=12, on_time=9, returned=2, overdue=1)
    # 20 × 9/12 + 10 − 2 − 1 = 22.
    assert total(towns, cases=cases) == "92.00"


def test_a_mark_of_the_sheet_goes_before_the_cases(towns: Towns) -> None:
    towns.score("甲镇", "100")
    assert total(towns, cases=counted(towns, due=1, returned=9)) == "100.00"


def test_no_case_due_is_no_rate(towns: Towns) -> None:
    towns.score("甲镇", marks={"现场检查": "40", **REST})
    assert total(towns, cases=counted(towns)) == (
        "“按期结案率”还没有成绩，请填写，或选择未检查的处理办法。"
    )
    record = open_month(towns.desk, OCTOBER)
    chosen = Absence(block="cases.on-time", choice="leave-out")
    set_absences(towns.desk, record, towns.ids["甲镇"], [chosen])
    assert total(towns, cases=counted(towns)) == "100.00"
    assert total(towns, cases=counted(towns, overdue=3)) == "91.00"  # 7 of 10 stand for 30


def test_without_anybody_who_counts_cases_there_is_no_score(towns: Towns) -> None:
    towns.score("甲镇", marks={"现场检查": "40", **REST})
    assert total(towns).startswith("“返工与超期”本月没有检查记录，不能当作满分")


def test_a_whole_block_may_be_left_out(towns: Towns) -> None:
    towns.score("甲镇", marks={"现场检查": "35", **REST})
    record = open_month(towns.desk, OCTOBER)
    chosen = Absence(block="cases", choice="leave-out", reason="平台停运")
    set_absences(towns.desk, record, towns.ids["甲镇"], [chosen])
    assert total(towns) == "92.86"  # 65 of 70


def test_what_is_lacking_comes_with_what_carrying_and_averaging_mean(towns: Towns) -> None:
    september = Period.month(2026, 9)
    towns.score("甲镇", month=september, marks={"案件办理": "21", "现场检查": "40", **REST})
    towns.score("甲镇", marks={"现场检查": "40", **REST})
    for name, mark in (("乙镇", "24"), ("丙镇", "27")):
        towns.score(name, marks={"案件办理": mark, "现场检查": "40", **REST})
    towns.town("城东街道", STREETS)
    towns.score("城东街道", marks={"案件办理": "3", "现场检查": "40", **REST})
    record = open_month(towns.desk, OCTOBER)
    whole = Absence(block="cases", choice="carry", value=Fraction(21))
    set_absences(towns.desk, record, towns.ids["甲镇"], [whole])
    month = towns.judged()
    with towns.desk.store.snapshot() as conn:
        names = towns.desk.store.names(conn)
        (found,) = lacking(conn, names, month, towns.ids["甲镇"], towns.desk.today())
        assert lacking(conn, names, month, towns.ids["乙镇"], towns.desk.today()) == ()
    # 城东街道 is in another group.
    assert (found.block.key, found.carried, found.average) == (
        "cases",
        Fraction(21),
        Fraction(51, 2),
    )
    assert found.chosen == whole
    assert total(towns) == "91.00"


# -- who takes part --------------------------------------------------------------------------------


def test_a_town_of_the_register_is_never_left_out_silently(towns: Towns) -> None:
    towns.town("漏报镇")
    towns.town("待核镇", provisional=1)
    towns.town("城管局", "")
    assert towns.judged().judged == ()
    towns.score("甲镇", "90")
    month = towns.judged()
    assert [one.title for one in month.judged] == ["甲镇", "漏报镇"]
    assert month.faults == ("“漏报镇”本月没有成绩，请填写成绩，或写明不参评的原因。",)
    assert {place.title: place.rank for place in month.places} == {"甲镇": 1, "漏报镇": None}
