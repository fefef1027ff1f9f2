"""Papers for cases: what they say by themselves, what keeps them from being issued, their numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.market.ledgers import NOTICES
from bureau.market.notice_drafts import draft_notice
from bureau.market.notice_kinds import MEND, RECTIFY, SUPERVISION
from bureau.market.notices import NoticeRefused, issue, plan_notices, void
from bureau.market.serving import DIRECT, LEFT_BEHIND, serve
from bureau.market.wordings import load_wordings, shipped_wordings
from bureau.settings.saving import save
from bureau.storage.rows import Row, ids, page
from bureau.storage.undo import next_undo, undo
from tests.market.street import Street, open_street

PILED = 1501
RULE = "《城市市容和环境卫生管理条例》第十四条"
ANSWERS = {"officers": "李强、王芳"}


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """A squad with two certified officers and one whose certificate has run out."""
    with open_street(tmp_path) as made:
        with made.desk.store.operation(made.desk, "登记人员") as op:
            for name, number, until in (
                ("李强", "YL001", "2027-12-31"),
                ("王芳", "YL002", "2026-10-08"),
                ("赵刚", "YL003", "2026-10-07"),
                ("孙新", None, None),
            ):
                values = {"name": name, "certificate": number, "certificate_until": until}
                op.insert("people", {**values, "unit": made.squad, "active": 1})
        load_wordings(made.desk)
        save(made.desk, {"notice-agency-word": "云城管"})
        yield made


def piled(street: Street, **more: object) -> int:
    """A case of goods piled up in the street."""
    values = {
        "category": 1500,
        "subcategory": PILED,
        "party_name": "老王建材店",
        "party_kind": 2402,
        "due_on": "2026-10-12",
        "unit": street.squad,
        "found_time": "08:20",
    }
    return street.case(2204, **(values | more))


def notice(street: Street, record: int) -> Row:
    """A paper as it is now."""
    today = street.desk.today()
    return page(street.desk.store.reader(), NOTICES, [record], today=today)[0]


def all_numbers(street: Street) -> list[object]:
    """The numbers in the ledger."""
    conn, today = street.desk.store.reader(), street.desk.today()
    return [
        row["number"] for row in page(conn, NOTICES, ids(conn, NOTICES, today=today), today=today)
    ]


def press_undo(street: Street) -> None:
    """Ctrl+Z."""
    ref = next_undo(street.desk, street.desk.store.reader())
    assert ref is not None
    undo(street.desk, ref.ref)


def test_a_draft_says_what_case_and_wording_say(street: Street) -> None:
    draft = draft_notice(street.desk, piled(street), RECTIFY)
    assert draft["violation"] == (
        "于2026年10月8日8时20分在人民路1号的街道两侧（公共场地）未经批准堆放物料"
    )
    assert draft["broken_rule"] == RULE
    assert draft["special_rule"] == "《城市市容和环境卫生管理条例》第三十六条第（二）项"
    assert (draft["party_name"], draft["due_on"]) == ("老王建材店", "2026-10-12")
    assert "at_once" not in draft


def test_a_wording_of_the_class_serves_its_sub_classes(street: Street) -> None:
    draft = draft_notice(street.desk, piled(street, category=1300, subcategory=1302), RECTIFY)
    assert draft["at_once"] == 1
    assert "due_on" not in draft


def test_shop_gives_its_owner_and_address(street: Street) -> None:
    with street.desk.store.operation(street.desk, "登记商户") as op:
        shop = op.insert("shops", {"name": "老王建材", "owner": "王建国", "address": "人民路1号"})
    draft = draft_notice(street.desk, piled(street, shop=shop), RECTIFY)
    assert (draft["party_head"], draft["party_address"]) == ("王建国", "人民路1号")


def test_a_batch_is_one_operation_with_numbers_in_a_row(street: Street) -> None:
    cases = [piled(street) for _ in range(3)]
    issued = issue(street.desk, cases, RECTIFY, ANSWERS)
    assert issued.numbers == tuple(f"云城管责改字〔2026〕第00{n}号" for n in (1, 2, 3))
    assert street.row(cases[1])["notice_number"] == "云城管责改字〔2026〕第002号"
    ref = next_undo(street.desk, street.desk.store.reader())
    assert ref is not None
    assert ref.label == "为 3 件案件制发责令改正通知书"


def test_undo_takes_papers_back_but_never_their_numbers(street: Street) -> None:
    cases = [piled(street), piled(street)]
    issue(street.desk, cases, RECTIFY, ANSWERS)
    press_undo(street)
    assert all_numbers(street) == []
    assert street.row(cases[0])["notice_number"] is None
    assert issue(street.desk, cases[:1], RECTIFY, ANSWERS).numbers == (
        "云城管责改字〔2026〕第003号",
    )


def test_counters_are_of_the_kind_and_outlive_a_new_pattern(street: Street) -> None:
    first, second = piled(street), piled(street)
    issue(street.desk, [first], RECTIFY, ANSWERS)
    save(street.desk, {"notice-number-rectify": "{机关代字}责改通[{年}]{序}号"})
    assert issue(street.desk, [first], MEND).numbers == ("云城管整改字〔2026〕第001号",)
    assert issue(street.desk, [second], RECTIFY, ANSWERS).numbers == ("云城管责改通〔2026〕2号",)


def test_a_number_typed_by_hand_is_not_given_again(street: Street) -> None:
    with street.desk.store.operation(street.desk, "补录") as op:
        number = "云城管责改字〔2026〕第001号"
        op.insert("notices", {"number": number, "kind": RECTIFY, "issued_on": "2026-01-05"})
    assert issue(street.desk, [piled(street)], RECTIFY, ANSWERS).numbers[0].endswith("第002号")


@pytest.mark.parametrize(
    ("case", "answers", "reason"),
    [
        ({}, {}, "执法人员不足两人"),
        ({}, {"officers": "李强"}, "执法人员不足两人"),
        ({}, {"officers": "李强、李强"}, "执法人员不足两人"),
        ({}, {"officers": "李强、赵刚"}, "赵刚的执法证 2026-10-07 已经到期"),
        ({}, {"officers": "李强、孙新"}, "孙新没有登记执法证号"),
        ({"party_name": None}, ANSWERS, "“当事人”没有填"),
        ({"party_kind": 2404}, ANSWERS, "当事人是“无主”"),
        ({"due_on": None}, ANSWERS, "改正期限没有填"),
        ({"category": 1050, "subcategory": None}, ANSWERS, "“违反的规定”没有填"),
        ({}, {**ANSWERS, "special_rule": "《行政处罚法》第二十三条"}, "第二十三条"),
        ({}, {**ANSWERS, "due_on": "2026-10-01"}, "改正期限早于制发日期"),
        ({}, {**ANSWERS, "at_once": "是", "due_on": "10.12"}, "就不写改正期限"),
        ({"state": 2211}, ANSWERS, "现在是“作废”"),
        ({"state": 2206, "closed_on": "2026-10-08"}, ANSWERS, "现在是“结案”"),
    ],
)  # fmt: skip
def test_what_keeps_an_order_from_being_issued(
    street: Street, case: dict[str, object], answers: dict[str, str], reason: str
) -> None:
    state = case.pop("state", 2204)
    record = piled(street, **case)
    with street.desk.store.operation(street.desk, "状态") as op:
        op.update("market-cases", record, {"state": state})
    with pytest.raises(NoticeRefused, match=reason):
        issue(street.desk, [record], RECTIFY, answers)
    assert all_numbers(street) == []


def test_a_typed_day_goes_before_the_wordings_at_once(street: Street) -> None:
    case = piled(street, category=1300, subcategory=None)
    answers = {**ANSWERS, "broken_rule": RULE, "due_on": "2026-10-10"}
    made = notice(street, issue(street.desk, [case], RECTIFY, answers).ids[0])
    assert (made["at_once"], made["due_on"]) == (None, "2026-10-10")


def test_cases_that_lack_something_are_left_out_and_told(street: Street) -> None:
    good, bad = piled(street), piled(street, party_name=None)
    plan = plan_notices(street.desk, [good, bad], RECTIFY, ANSWERS)
    assert list(plan.values) == [good]
    assert plan.sentence.startswith(
        "选中 2 件，可以制发责令改正通知书 1 份；另外 1 件不行：1 条“当事人”"
    )
    issued = issue(street.desk, [good, bad], RECTIFY, ANSWERS)
    assert [one.record for one in issued.left] == [bad]


def test_each_case_may_have_answers_of_its_own(street: Street) -> None:
    first, second = piled(street), piled(street, party_name=None)
    issued = issue(
        street.desk, [first, second], RECTIFY, ANSWERS, each={second: {"party_name": "张三"}}
    )
    assert notice(street, issued.ids[1])["party_name"] == "张三"


def test_a_second_order_only_when_asked_for(street: Street) -> None:
    case = piled(street)
    issue(street.desk, [case], RECTIFY, ANSWERS)
    with pytest.raises(NoticeRefused, match="已经制发过责令改正通知书"):
        issue(street.desk, [case], RECTIFY, ANSWERS)
    second = issue(street.desk, [case], RECTIFY, ANSWERS, again=True)
    assert street.row(case)["notice_number"] == second.numbers[0]


def test_an_ownerless_problem_goes_to_the_responsible_unit(street: Street) -> None:
    case = piled(street, party_name=None, party_kind=2404, description="绿化带内有垃圾")
    made = notice(street, issue(street.desk, [case], MEND, {"demand": "清理"}).ids[0])
    assert (made["party_name"], made["violation"]) == ("二中队", "绿化带内有垃圾")


def test_supervision_says_what_the_last_step_demands(street: Street) -> None:
    from bureau.market.actions import supervise

    case = piled(street, description="占道堆物")
    supervise(
        street.desk, [case], {"remark": "三日内清理", "approver": "陈局", "until": "2026-10-11"}
    )
    made = notice(street, issue(street.desk, [case], SUPERVISION).ids[0])
    assert (made["demand"], made["signer"], made["due_on"]) == ("三日内清理", "陈局", "2026-10-11")
    assert made["party_name"] == "二中队"
    assert street.row(case)["notice_number"] is None


def test_void_keeps_the_number_used_and_the_case_falls_back(street: Street) -> None:
    case = piled(street)
    first = issue(street.desk, [case], RECTIFY, ANSWERS)
    serve(
        street.desk,
        first.ids,
        {"delivery": "直接送达", "receiver": "老王建材店", "server": "李强"},
    )
    second = issue(street.desk, [case], RECTIFY, ANSWERS, again=True)
    assert street.row(case)["delivered_on"] is None
    assert void(street.desk, second.ids, "写错了期限") == 1
    row = street.row(case)
    assert (row["notice_number"], row["delivered_on"]) == (first.numbers[0], "2026-10-08")
    assert notice(street, second.ids[0])["void_reason"] == "写错了期限"
    third = issue(street.desk, [case], RECTIFY, ANSWERS, again=True)
    assert third.numbers[0].endswith("第003号")


def test_void_needs_a_reason(street: Street) -> None:
    made = issue(street.desk, [piled(street)], RECTIFY, ANSWERS)
    with pytest.raises(UserError, match="请填写作废原因"):
        void(street.desk, made.ids, "  ")


def test_undo_of_void_brings_the_paper_back_into_force(street: Street) -> None:
    case = piled(street)
    made = issue(street.desk, [case], RECTIFY, ANSWERS)
    void(street.desk, made.ids, "重复")
    assert street.row(case)["notice_number"] is None
    press_undo(street)
    assert street.row(case)["notice_number"] == made.numbers[0]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, "“送达方式”没有填"),
        ({"delivery": "直接送达", "server": "李强"}, "“收件人”没有填"),
        ({"delivery": "直接送达", "receiver": "王小二", "server": "李强"}, "与受送达人的关系"),
        ({"delivery": "留置送达", "server": "李强"}, "没有见证人"),
        ({"delivery": "邮寄送达"}, "“送达人”没有填"),
        ({"delivery": "公告送达", "server": "李强", "delivered_at": "2026-10-09 09:00"}, "在以后"),
        ({"delivery": "公告送达", "server": "李强", "delivered_at": "2026-10-01"}, "早于制发日期"),
    ],
)
def test_what_a_receipt_cannot_do_without(
    street: Street, answers: dict[str, str], reason: str
) -> None:
    made = issue(street.desk, [piled(street)], RECTIFY, ANSWERS)
    with pytest.raises(NoticeRefused, match=reason):
        serve(street.desk, made.ids, answers)
    assert notice(street, made.ids[0])["delivered_at"] is None


def test_one_delivery_of_several_papers(street: Street) -> None:
    cases = [piled(street), piled(street)]
    made = issue(street.desk, cases, RECTIFY, ANSWERS)
    answers = {"delivery": "直接送达", "receiver": "王小二", "relation": "店员", "server": "李强"}
    served = serve(street.desk, made.ids, answers)
    assert served.sentence == "已登记送达 2 份。"
    row = notice(street, made.ids[0])
    assert (row["delivery"], row["delivered_at"]) == (DIRECT, "2026-10-08 09:00")
    assert street.row(cases[1])["delivered_on"] == "2026-10-08"
    with pytest.raises(NoticeRefused, match="已经登记过送达"):
        serve(street.desk, made.ids, answers)
    press_undo(street)
    assert street.row(cases[1])["delivered_on"] is None


def test_left_behind_with_a_witness(street: Street) -> None:
    made = issue(street.desk, [piled(street)], RECTIFY, ANSWERS)
    answers = {"delivery": "留置送达", "witness": "社区网格员周敏", "server": "李强、王芳"}
    serve(street.desk, made.ids, answers)
    assert notice(street, made.ids[0])["delivery"] == LEFT_BEHIND


def test_default_wordings_are_loaded_once_and_never_over_the_bureaus_own(street: Street) -> None:
    assert load_wordings(street.desk) == 0
    assert len({str(one["title"]) for one in shipped_wordings()}) == len(shipped_wordings())
    for one in shipped_wordings():
        assert "第二十三条" not in json.dumps(one, ensure_ascii=False)
        assert one.get("broken_rule") or one.get("note"), one["title"]


def test_too_many_at_once_are_a_slip(street: Street) -> None:
    with pytest.raises(UserError, match="选中了 501 件，一次最多制发 500 份"):
        issue(street.desk, range(1, 502), RECTIFY, ANSWERS)
