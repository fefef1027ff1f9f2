"""Hotline orders: signed, extended, handed back, made into cases, answered from them."""

from __future__ import annotations

from datetime import datetime

import pytest

from bureau.errors import UserError
from bureau.market import actions, hotline
from bureau.market.figures_hotline import due_soon, overdue_now
from bureau.market.ledgers import ORDERS
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from tests.market.incoming import found, put, row_of, take_back
from tests.market.street import STREET, Street

ANSWERED, RETURNED, WORKED = 3504, 3503, 3502


def order(street: Street, number: str = "GD-1", **more: object) -> int:
    """One order of 12345 about street trade, received this morning."""
    values: dict[str, object] = {
        "number": number,
        "platform": 3401,
        "received_at": "2026-10-08 08:15",
        "content": "每天早上有摊贩占道",
        "caller": "陈先生",
        "phone": "13900001111",
        "address": "人民路58号门口",
        "category": STREET,
        "unit": street.squad,
        "due_at": "2026-10-10 17:30",
        **more,
    }
    return put(street, "hotline", **values)


def test_an_order_becomes_a_registered_case_linked_both_ways(street: Street) -> None:
    one = order(street)
    before = logical_dump(street.desk.store)
    made = hotline.make_case(street.desk, [one])
    case = made.cases[one]
    row = street.row(case)
    assert row_of(street, "hotline", one)["case"] == case
    assert (row["found_on"], row["found_time"], row["source"]) == ("2026-10-08", "08:15", 2002)
    assert (row["address"], row["category"], row["unit"]) == (
        "人民路58号门口",
        STREET,
        street.squad,
    )
    assert (row["due_on"], row["due_time"], row["state"]) == ("2026-10-10", "17:30", 2201)
    assert (row["description"], row["number"]) == ("每天早上有摊贩占道", "ZZ-2026-0001")
    assert (row["party_name"], row["phone"]) == (None, None)
    (step,) = street.steps(case)
    assert (step["step"], step["remark"], step["by"]) == (3301, "由热线工单 GD-1 转来", "王芳")
    assert check(street.desk.store) == []
    assert take_back(street) == "热线工单转为案件 ZZ-2026-0001"
    assert logical_dump(street.desk.store) == before


def test_many_orders_become_cases_in_one_operation_and_others_are_left_and_told(
    street: Street,
) -> None:
    first, second = order(street), order(street, "GD-2", platform=3403)
    done, returned = order(street, "GD-3"), order(street, "GD-4", state=RETURNED)
    nowhere = order(street, "GD-5", address=None)
    hotline.make_case(street.desk, [done])
    made = hotline.make_case(street.desk, [first, done, second, returned, nowhere])
    assert set(made.cases) == {first, second}
    assert street.row(made.cases[second])["source"] == 2004
    assert {one.record: one.reason for one in made.left} == {
        done: "已经转为案件 ZZ-2026-0001",
        returned: "已经退单",
        nowhere: "“地点”没有填",
    }
    assert made.sentence.startswith(
        "已转为案件 2 条；另外 3 条没有转：1 条已经转为案件 ZZ-2026-0001"
    )
    assert take_back(street) == "热线工单转为案件(2 条)"


def test_an_order_that_has_a_case_is_refused(street: Street) -> None:
    one = order(street)
    hotline.make_case(street.desk, [one])
    with pytest.raises(UserError, match="已经转为案件 ZZ-2026-0001"):
        hotline.make_case(street.desk, [one])


def test_answers_go_before_what_the_order_brings(street: Street) -> None:
    one = order(street, address=None, category=None)
    with pytest.raises(UserError, match="“地点”没有填、“问题类别”没有填"):
        hotline.make_case(street.desk, [one])
    made = hotline.make_case(
        street.desk, [one], {"address": "文化街3号", "category": "油烟", "unit": "三中队"}
    )
    row = street.row(made.cases[one])
    assert (row["address"], row["category"]) == ("文化街3号", 1150)
    assert row["unit"] not in (None, street.squad)


def test_the_class_of_the_platform_is_used_where_the_bureau_knows_the_word(street: Street) -> None:
    known = order(street, category=None, platform_class="暴露垃圾")
    unknown = order(street, "GD-2", category=None, platform_class="无证掘路占道")
    assert hotline.classify(street.desk).count == 1
    row = row_of(street, "hotline", known)
    assert (row["category"], row["subcategory"]) == (1550, 1551)
    assert row_of(street, "hotline", unknown)["category"] is None


def test_a_closed_case_proposes_the_answer_of_its_order(street: Street) -> None:
    one, other = order(street), order(street, "GD-2")
    case = hotline.make_case(street.desk, [one]).cases[one]
    assert found(street, ORDERS, hotline.ANSWERABLE) == []
    with pytest.raises(UserError, match="1 件工单没有已结案的关联案件"):
        hotline.answer(street.desk, [one])
    street.pass_minutes(30)
    actions.close_directly(street.desk, [case], {"handling": "服务", "result": "摊贩已劝离。"})
    assert found(street, ORDERS, hotline.ANSWERABLE) == [one]
    assert [said.text for said in hotline.proposed_answers(street.desk, [one, other])] == [
        "您反映的人民路58号门口占道经营问题，二中队已于2026年10月8日处置完毕。处置情况：摊贩已劝离。"
    ]
    hotline.answer(street.desk, [one])
    row = row_of(street, "hotline", one)
    assert (row["state"], row["answered_at"]) == (ANSWERED, "2026-10-08 09:30")
    assert "摊贩已劝离" in str(row["answer"])
    assert found(street, ORDERS, hotline.ANSWERABLE) == []
    hotline.answer(street.desk, [other], {"answer": "已转供电部门办理"})
    assert row_of(street, "hotline", other)["answer"] == "已转供电部门办理"


def test_signing_handing_back_and_calling_back(street: Street) -> None:
    one, two = order(street), order(street, "GD-2")
    hotline.sign(street.desk, [one, two])
    assert row_of(street, "hotline", one)["signed_at"] == "2026-10-08 09:00"
    assert row_of(street, "hotline", one)["state"] == WORKED
    with pytest.raises(UserError, match="请填写退单原因"):
        hotline.hand_back(street.desk, [two], " ")
    hotline.hand_back(street.desk, [two], "属交警职责")
    row = row_of(street, "hotline", two)
    assert (row["state"], row["return_reason"]) == (RETURNED, "属交警职责")
    hotline.call_back(street.desk, [one], "不满意", "未解决")
    row = row_of(street, "hotline", one)
    assert (row["satisfaction"], row["resolved"], row["called_back_at"]) == (
        2503,
        0,
        "2026-10-08 09:00",
    )
    assert take_back(street) == "回访热线工单 GD-1"


def test_an_extension_is_later_than_the_limit_now(street: Street) -> None:
    one = order(street)
    for early in ("10月10日 17:30", "10.9"):
        with pytest.raises(UserError, match="时限已经是 2026-10-10 17:30"):
            hotline.extend(street.desk, [one], early, "材料不全")
    # A day without a time lasts to its end.
    hotline.extend(street.desk, [one], "10.10", "材料不全")
    assert row_of(street, "hotline", one)["limit_at"] == "2026-10-10 23:59"
    with pytest.raises(UserError, match="时限已经是 2026-10-10，"):
        hotline.extend(street.desk, [one], "10.10 18:00", "再延")


def test_overdue_and_due_soon_to_the_minute(street: Street) -> None:
    past = order(street, due_at="2026-10-08 08:59")
    now = order(street, "GD-2", due_at="2026-10-08 09:00")
    tomorrow = order(street, "GD-3", due_at="2026-10-09 09:00")
    day = order(street, "GD-4", due_at="2026-10-08")
    order(street, "GD-5", due_at="2026-10-09 09:01")
    order(street, "GD-6", due_at="2026-10-01", state=RETURNED)
    order(street, "GD-7", due_at="2026-10-01", state=3505)
    again = order(street, "GD-8", due_at="2026-10-01", state=3506, answered_at="2026-09-30 10:00")
    moment = datetime(2026, 10, 8, 9, 0)
    assert found(street, ORDERS, overdue_now(moment)) == [past, again]
    assert found(street, ORDERS, due_soon(moment)) == [now, tomorrow, day]
