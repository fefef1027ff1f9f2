"""A month of the towns on its way: 审定 adjustments, issue, rewards to settle, unlocking, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from bureau.assessment.books import save_awards, save_rubric
from bureau.assessment.exact import score_text
from bureau.assessment.issued import record_of
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric
from bureau.assessment.shipped import shipped_awards, shipped_rubrics
from bureau.assessment.snapshot import holds
from bureau.editing.faults import EditFault
from bureau.errors import UserError
from bureau.towns.acts import defer, settle, unsettle
from bureau.towns.figures import TownFigures, document
from bureau.towns.months import open_month, set_adjustment
from bureau.workflow import StepRefused
from bureau.workflow.taking import AnswerFault
from tests.storage.offices import value_of
from tests.towns.town_books import NOVEMBER, OCTOBER, STREETS, Towns, ranking


def four(towns: Towns) -> int:
    """Four towns, 92, 90, 88 and 86; gives the month."""
    for name, total in (("甲镇", "92"), ("乙镇", "90"), ("丙镇", "88"), ("丁镇", "86")):
        towns.score(name, total)
    return open_month(towns.desk, OCTOBER)


def towns_rubric() -> Rubric:
    return next(one for one in shipped_rubrics() if one.family == "towns")


def towns_awards() -> Awards:
    return next(one for one in shipped_awards() if one.family == "towns")


def fen_of(towns: Towns) -> dict[str, object]:
    """What is to be settled by town."""
    return {name: row["fen"] for name, row in towns.rewards().items()}


# -- 审定 ------------------------------------------------------------------------------------------


def test_an_adjustment_changes_a_rank_and_keeps_both_values(towns: Towns) -> None:
    record = four(towns)
    set_adjustment(towns.desk, record, towns.ids["丙镇"], Fraction("2.5"), "漏计迎检加分")
    month = towns.judged()
    assert ranking(month) == [
        ("甲镇", 1, 30_000), ("丙镇", 2, 20_000), ("乙镇", 3, 0), ("丁镇", 4, -10_000),
    ]  # fmt: skip
    judged = month.town(towns.ids["丙镇"])
    assert judged.score is not None
    assert score_text(judged.score.before_adjustment) == "88.00"
    assert score_text(judged.score.total) == "90.50"
    assert [one.reason for one in judged.score.adjustments] == ["漏计迎检加分"]
    set_adjustment(towns.desk, record, towns.ids["丙镇"], Fraction(0), "")
    assert ranking(towns.judged())[1] == ("乙镇", 2, 20_000)


def test_an_adjustment_says_why(towns: Towns) -> None:
    record = four(towns)
    with pytest.raises(UserError, match="请填写调整理由"):
        set_adjustment(towns.desk, record, towns.ids["丙镇"], Fraction(1), " ")


def test_a_month_is_opened_once(towns: Towns) -> None:
    assert open_month(towns.desk, OCTOBER) == open_month(towns.desk, OCTOBER)
    assert open_month(towns.desk, NOVEMBER) != open_month(towns.desk, OCTOBER)


# -- issue -----------------------------------------------------------------------------------------


def test_issue_freezes_the_month_and_writes_what_is_to_be_settled(towns: Towns) -> None:
    record = four(towns)
    towns.issue(record)
    month = towns.judged()
    assert month.is_issued
    assert {
        name: (row["rank"], row["fen"], row["basis"], row["state"])
        for name, row in towns.rewards().items()
    } == {
        "甲镇": (1, 3_000_000, "云城管委通〔2026〕10号", 6301),
        "乙镇": (2, 2_000_000, "云城管委通〔2026〕10号", 6301),
        "丁镇": (4, -1_000_000, "云城管委通〔2026〕10号", 6301),
    }
    shown = value_of(towns.desk, "town-months", record, "praised")
    assert shown == f"[{towns.ids['甲镇']},{towns.ids['乙镇']}]"
    assert value_of(towns.desk, "town-months", record, "pledging") == f"[{towns.ids['丁镇']}]"


def test_an_issued_month_says_the_same_for_ever(towns: Towns) -> None:
    record = four(towns)
    set_adjustment(towns.desk, record, towns.ids["丁镇"], Fraction(1), "补交资料")
    towns.issue(record)
    issued = document(TownFigures(OCTOBER, (towns.judged(),)))
    save_rubric(towns.desk, replace(towns_rubric(), blocks=towns_rubric().blocks[:1], extras=()))
    save_awards(towns.desk, replace(towns_awards(), rewards=(1,), penalties=()))
    with towns.desk.store.operation(towns.desk, "改名册") as op:
        changed = {"group": towns.item("town-group", STREETS), "name": "新甲镇"}
        op.update("towns", towns.ids["甲镇"], changed)
    towns.town("戊镇")
    assert document(TownFigures(OCTOBER, (towns.judged(),))) == issued
    with towns.desk.store.snapshot() as conn:
        for subject in ("ranking", *(str(towns.ids[name]) for name in ("甲镇", "丁镇"))):
            kept = record_of(conn, "towns", subject, OCTOBER.first, towns.desk.today())
            assert kept is not None
            assert holds(str(value_of(towns.desk, "issued-months", kept, "content")).encode())


def test_the_scores_of_an_issued_month_stand_still(towns: Towns) -> None:
    towns.issue(four(towns))
    with pytest.raises(UserError, match="2026年10月已经签发"):
        towns.score("戊镇", "99")
    towns.score("甲镇", "99", month=NOVEMBER)


def test_the_next_month_moves_against_what_was_issued(towns: Towns) -> None:
    towns.issue(four(towns))
    # As the books have it now, all would be equal.
    save_rubric(towns.desk, replace(towns_rubric(), blocks=towns_rubric().blocks[:1], extras=()))
    for name in ("甲镇", "乙镇", "丙镇", "丁镇"):
        towns.score(name, month=NOVEMBER, marks={"案件办理": "25" if name == "甲镇" else "26"})
    moved = {place.title: place.movement for place in towns.judged(NOVEMBER).places}
    assert moved == {"甲镇": -3, "乙镇": 1, "丙镇": 2, "丁镇": 3}


@pytest.mark.parametrize(
    ("issuer", "reason"), [("", "请填写发文机关"), ("城市管理局", "不以本局名义")]
)
def test_a_bureau_does_not_issue_in_its_own_name(towns: Towns, issuer: str, reason: str) -> None:
    record = four(towns)
    with pytest.raises(UserError, match=reason):
        towns.issue(record, issuer=issuer)
    assert not towns.judged().is_issued
    assert towns.rewards() == {}


def test_a_month_with_a_fault_is_not_decided_on(towns: Towns) -> None:
    record = four(towns)
    towns.town("漏报镇")
    with pytest.raises(EditFault, match="“漏报镇”本月没有成绩"):
        towns.take("decide", record, approver="李局长")


def test_a_month_without_scores_is_not_decided_on(towns: Towns) -> None:
    record = open_month(towns.desk, OCTOBER)
    with pytest.raises(EditFault, match="还没有任何镇街的成绩"):
        towns.take("decide", record, approver="李局长")


def test_issuing_asks_for_all_that_is_left_blank_in_its_order(towns: Towns) -> None:
    record = four(towns)
    towns.take("decide", record, approver="李局长")
    with pytest.raises(AnswerFault) as refused:
        towns.take("issue", record)
    assert list(refused.value.faults) == ["issuer", "signed_by"]


def test_an_issued_month_takes_no_adjustment(towns: Towns) -> None:
    record = four(towns)
    towns.issue(record)
    with pytest.raises(UserError, match="已经签发"):
        set_adjustment(towns.desk, record, towns.ids["甲镇"], Fraction(1), "迟到的加分")
    with pytest.raises(StepRefused):
        towns.take("decide", record, approver="李局长")


def test_lists_that_were_filled_in_stay(towns: Towns) -> None:
    record = four(towns)
    with towns.desk.store.operation(towns.desk, "表彰") as op:
        op.update("town-months", record, {"praised": f"[{towns.ids['丙镇']}]"})
    towns.issue(record)
    assert value_of(towns.desk, "town-months", record, "praised") == f"[{towns.ids['丙镇']}]"


# -- unlocking -------------------------------------------------------------------------------------


def unlock(towns: Towns, record: int) -> None:
    towns.take("unlock", record, remark="成绩录错", approver="张主任")


def test_unlocking_takes_back_what_was_not_settled(towns: Towns) -> None:
    record = four(towns)
    towns.issue(record)
    settle(towns.desk, [int(str(towns.rewards()["甲镇"]["id"]))], {"handled_by": "王芳"})
    unlock(towns, record)
    assert not towns.judged().is_issued
    assert towns.count("issued-months") == 0
    assert fen_of(towns) == {"甲镇": 3_000_000}


def test_issued_again_what_was_settled_says_what_is_still_due(towns: Towns) -> None:
    record = four(towns)
    towns.issue(record)
    settle(towns.desk, [int(str(towns.rewards()["甲镇"]["id"]))], {"handled_by": "王芳"})
    unlock(towns, record)
    towns.take("back", record, remark="核减")
    set_adjustment(towns.desk, record, towns.ids["甲镇"], Fraction("-2.5"), "核减")
    towns.issue(record)
    # 90 乙, 89.5 甲, 88, 86.
    assert fen_of(towns) == {"甲镇": 3_000_000, "乙镇": 3_000_000, "丁镇": -1_000_000}
    note = towns.rewards()["甲镇"]["note"]
    assert note == "重新签发后应为 20000.00 元，已兑现 30000.00 元，差额 -10000.00 元"


def test_issued_again_with_the_first_amounts_nothing_is_due_any_more(towns: Towns) -> None:
    record = four(towns)
    towns.issue(record)
    chosen = [int(str(towns.rewards()["甲镇"]["id"]))]
    settle(towns.desk, chosen, {"handled_by": "王芳", "note": "转账；凭证 12"})
    for points in ("-2.5", "-5", "0"):
        unlock(towns, record)
        towns.take("back", record, remark="核减")
        set_adjustment(towns.desk, record, towns.ids["甲镇"], Fraction(points), "核减")
        towns.issue(record)
        if points == "-5":
            # 90 乙, 88 丙, 87 甲, 86 丁: nothing for the third.
            assert towns.rewards()["甲镇"]["note"] == (
                "转账；凭证 12；重新签发后应为 0.00 元，已兑现 30000.00 元，差额 -30000.00 元"
            )
    assert towns.rewards()["甲镇"]["note"] == "转账；凭证 12"


def test_lists_that_followed_from_the_ranking_follow_the_next_one(towns: Towns) -> None:
    record = four(towns)
    towns.issue(record)
    unlock(towns, record)
    assert value_of(towns.desk, "town-months", record, "praised") is None
    towns.take("back", record, remark="核减")
    set_adjustment(towns.desk, record, towns.ids["甲镇"], Fraction(-5), "核减")
    towns.issue(record)
    shown = value_of(towns.desk, "town-months", record, "praised")
    assert shown == f"[{towns.ids['乙镇']},{towns.ids['丙镇']}]"


def test_lists_of_a_person_stay_when_it_is_unlocked(towns: Towns) -> None:
    record = four(towns)
    with towns.desk.store.operation(towns.desk, "表彰") as op:
        op.update("town-months", record, {"praised": f"[{towns.ids['丙镇']}]"})
    towns.issue(record)
    unlock(towns, record)
    assert value_of(towns.desk, "town-months", record, "praised") == f"[{towns.ids['丙镇']}]"
    assert value_of(towns.desk, "town-months", record, "pledging") is None


def test_going_back_from_an_unlocked_month_does_not_issue_it(towns: Towns) -> None:
    record = four(towns)
    towns.issue(record)
    unlock(towns, record)
    assert value_of(towns.desk, "town-months", record, "state") == 5204
    towns.take("back", record, remark="重新复核")
    assert value_of(towns.desk, "town-months", record, "state") == 5201


def test_what_was_decided_on_is_changed_after_going_back(towns: Towns) -> None:
    record = four(towns)
    towns.take("decide", record, approver="李局长")
    with pytest.raises(UserError, match="已经审定"):
        set_adjustment(towns.desk, record, towns.ids["甲镇"], Fraction(1), "迟到的加分")
    towns.take("back", record, remark="加分漏了")
    set_adjustment(towns.desk, record, towns.ids["甲镇"], Fraction(1), "迟到的加分")
    towns.take("decide", record, approver="李局长")
    assert score_text(towns.judged().places[0].score or Fraction(0)) == "93.00"


# -- settling --------------------------------------------------------------------------------------


def test_chosen_lines_are_settled(towns: Towns) -> None:
    towns.issue(four(towns))
    chosen = [int(str(towns.rewards()[name]["id"])) for name in ("甲镇", "乙镇")]
    settle(towns.desk, chosen, {"handled_by": "王芳", "settled_on": "2026-11-03"})
    rewards = towns.rewards()
    assert [rewards[name]["state"] for name in ("甲镇", "乙镇", "丁镇")] == [6302, 6302, 6301]
    assert rewards["甲镇"]["settled_on"] == "2026-11-03"
    with pytest.raises(UserError, match="已经兑现"):
        settle(towns.desk, chosen, {"handled_by": "王芳"})
    unsettle(towns.desk, chosen)
    rewards = towns.rewards()
    assert (rewards["甲镇"]["state"], rewards["甲镇"]["settled_on"]) == (6301, None)


def test_nothing_is_settled_without_a_paper(towns: Towns) -> None:
    towns.issue(four(towns), paper_number="")
    chosen = [int(str(towns.rewards()["甲镇"]["id"]))]
    with pytest.raises(UserError, match="依据文号"):
        settle(towns.desk, chosen, {"handled_by": "王芳"})
    settle(towns.desk, chosen, {"handled_by": "王芳", "basis": "会议纪要第8号"})
    assert towns.rewards()["甲镇"]["basis"] == "会议纪要第8号"


def test_a_line_is_deferred_with_its_reason(towns: Towns) -> None:
    towns.issue(four(towns))
    chosen = [int(str(towns.rewards()["丁镇"]["id"]))]
    with pytest.raises(UserError, match="请填写备注"):
        defer(towns.desk, chosen)
    defer(towns.desk, chosen, {"note": "等财政结算"})
    assert towns.rewards()["丁镇"]["state"] == 6303


# -- 更正 ------------------------------------------------------------------------------------------


def test_a_correction_is_told_with_the_next_issue_and_stays_there(towns: Towns) -> None:
    towns.issue(four(towns))
    towns.score("甲镇", "90", month=NOVEMBER)
    for name in ("乙镇", "丙镇", "丁镇"):
        towns.score(name, "80", month=NOVEMBER)
    correction = {
        "found_on": "2026-11-04",
        "month": "2026-10-01",
        "town": towns.ids["丙镇"],
        "points": 8850,
        "rank": "3",
        "reason": "满意度漏计 0.5 分",
        "identity": "1",
    }
    towns.insert("town-corrections", correction)
    assert towns.judged().restated == ()
    (told,) = towns.judged(NOVEMBER).restated
    assert (told.month, told.title, told.points, told.rank, told.reason) == (
        "2026-10", "丙镇", Fraction("88.5"), "3", "满意度漏计 0.5 分",
    )  # fmt: skip
    towns.clock.moment = datetime(2026, 12, 5, 9, 0)
    towns.issue(open_month(towns.desk, NOVEMBER), paper_number="云城管委通〔2026〕11号")
    towns.insert("town-corrections", {**correction, "reason": "又一处", "identity": "2"})
    assert towns.judged(NOVEMBER).restated == (told,)


def test_a_correction_may_name_the_month_it_is_told_with(towns: Towns) -> None:
    towns.issue(four(towns))
    towns.score("甲镇", "90", month=NOVEMBER)
    towns.insert(
        "town-corrections",
        {
            "found_on": "2026-12-02",
            "month": "2026-10-01",
            "with_month": "2026-11-01",
            "town": towns.ids["丙镇"],
            "reason": "漏计",
            "identity": "1",
        },
    )
    assert [one.reason for one in towns.judged(NOVEMBER).restated] == ["漏计"]
