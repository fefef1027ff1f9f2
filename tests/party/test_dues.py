"""Party dues: tiers at their edges, who owes what, and noting many payments as one step."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.party.dues import BranchDues, collect, dues_of, sentence, to_collect
from bureau.party.dues_rates import BY_PENSION, BY_WAGE, SHIPPED, Tier, due_of, rate_of, with_own
from bureau.storage.undo import next_undo, undo
from tests.party.party_books import TODAY, Party
from tests.storage.offices import item

OCTOBER = date(2026, 10, 1)
SEPTEMBER = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("kind", "yuan", "expected"),
    [
        (BY_WAGE, "2999.99", "15.00"),
        (BY_WAGE, "3000", "15.00"),
        (BY_WAGE, "3000.01", "30.00"),
        (BY_WAGE, "5000", "50.00"),
        (BY_WAGE, "5001", "75.02"),  # 75.015
        (BY_WAGE, "10000", "150.00"),
        (BY_WAGE, "12345", "246.90"),
        (BY_PENSION, "5000", "25.00"),
        (BY_PENSION, "5000.01", "50.00"),
    ],
)
def test_the_rate_of_a_base_is_that_of_all_of_it(kind: int, yuan: str, expected: str) -> None:
    base = round(float(yuan) * 100)
    member = {"dues_kind": kind, "dues_base": base, "dues_fixed": None}
    found = due_of(member, SHIPPED, OCTOBER)
    assert found is not None
    assert f"{found // 100}.{found % 100:02}" == expected


def test_a_fixed_amount_goes_before_a_base_and_the_exempt_owe_nothing() -> None:
    assert (
        due_of({"dues_kind": None, "dues_base": 300000, "dues_fixed": 20}, SHIPPED, OCTOBER) == 20
    )
    assert (
        due_of({"dues_kind": 9604, "dues_base": 300000, "dues_fixed": None}, SHIPPED, OCTOBER) == 0
    )
    assert (
        due_of({"dues_kind": 9603, "dues_base": 300000, "dues_fixed": None}, SHIPPED, OCTOBER)
        is None
    )
    assert (
        due_of({"dues_kind": None, "dues_base": None, "dues_fixed": None}, SHIPPED, OCTOBER) is None
    )


def test_own_tiers_hold_from_their_day_and_those_without_one_always() -> None:
    later = with_own([Tier(BY_WAGE, 0, 30, OCTOBER)])
    assert rate_of(later, BY_WAGE, 400000, SEPTEMBER) == 100
    assert rate_of(later, BY_WAGE, 400000, OCTOBER) == 30
    always = with_own([Tier(BY_WAGE, 0, 30), Tier(BY_WAGE, 500000, 60)])
    assert [rate_of(always, BY_WAGE, base, OCTOBER) for base in (500000, 500001)] == [30, 60]
    assert rate_of(always, BY_PENSION, 400000, OCTOBER) == 50


def branch_dues(party: Party, period: Period) -> dict[str, BranchDues]:
    """By name of the branch."""
    with party.desk.store.snapshot() as conn:
        found = dues_of(conn, party.desk.store.names(conn), period, TODAY)
    return {one.title: one for one in found}


def test_who_owes_what_and_who_has_not_paid(party: Party) -> None:
    office, crew = party.branch("机关党支部"), party.branch("环卫所党支部")
    rich = party.insert("party-members", {"name": "甲", "branch": office, "dues_base": 600000})
    poor = party.insert("party-members", {"name": "乙", "branch": office, "dues_base": 200000})
    new = {"name": "丙", "branch": crew, "dues_fixed": 500, "joined_on": "2026-10-20"}
    party.insert("party-members", new)
    gone = {"name": "丁", "branch": crew, "dues_fixed": 500, "left_on": "2026-09-30"}
    party.insert("party-members", gone)
    wants = {
        "name": "戊",
        "branch": crew,
        "kind": item(party.desk, "party-member-kind", "入党积极分子"),
    }
    party.insert("party-members", wants)
    unknown = party.insert("party-members", {"name": "己", "branch": crew})
    party.insert("party-dues", {"member": rich, "month": "2026-10-01", "due": 9000, "paid": 9000})
    party.insert("party-dues", {"member": poor, "month": "2026-10-01", "due": 1000, "paid": 400})
    october = branch_dues(party, Period.month(2026, 10))
    of = october["机关党支部"]
    assert (of.due, of.paid, of.missing, len(of.members)) == (10000, 9400, (poor,), 2)
    crews = october["环卫所党支部"]
    assert (crews.due, crews.paid, len(crews.members), crews.unknown) == (500, 0, 2, (unknown,))
    # 丙 joined in October and 丁 left in September: each owes one of the two months.
    both = branch_dues(party, Period.span(SEPTEMBER, date(2026, 10, 31)))["环卫所党支部"]
    assert (both.due, len(both.members)) == (1000, 3)


def test_months_to_come_are_not_owed_yet(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.insert("party-members", {"name": "甲", "branch": branch, "dues_fixed": 100})
    assert branch_dues(party, Period.year(2026))["机关党支部"].due == 1100


def test_a_month_that_ends_on_the_25th_owes_one_month(party: Party) -> None:
    branch = party.branch("机关党支部")
    party.insert("party-members", {"name": "甲", "branch": branch, "dues_fixed": 100})
    of = branch_dues(party, Period.month(2026, 10, 25))["机关党支部"]
    assert [one.month for one in of.owed] == [OCTOBER]


def test_payments_are_noted_for_many_as_one_step(party: Party) -> None:
    branch = party.branch("机关党支部")
    one = party.insert("party-members", {"name": "甲", "branch": branch, "dues_base": 400000})
    two = party.insert("party-members", {"name": "乙", "branch": branch, "dues_fixed": 250})
    none = party.insert("party-members", {"name": "丙", "branch": branch})
    party.insert("party-dues", {"member": one, "month": "2026-09-01", "due": 4000, "paid": 4000})
    party.insert("party-dues", {"member": two, "month": "2026-09-01", "due": 300})
    months = [SEPTEMBER, OCTOBER]
    found = collect(party.desk, [one, two, none], months, {"paid_on": "2026-10-15"}, None)
    assert sentence(found) == (
        "登记 3 笔，共 45.50 元；1 笔原来已缴，不再登记；"
        "1 人没有党费基数，请先在党员名册里填写，或在“每月金额”里写明。"
    )
    rows = party.desk.store.reader().execute(
        "SELECT member, month, due, paid, paid_on FROM party_dues ORDER BY member, month"
    )
    assert [tuple(row) for row in rows] == [
        (one, "2026-09-01", 4000, 4000, None),
        (one, "2026-10-01", 4000, 4000, "2026-10-15"),
        (two, "2026-09-01", 300, 300, "2026-10-15"),
        (two, "2026-10-01", 250, 250, "2026-10-15"),
    ]
    assert to_collect(party.desk, [one, two], months).count == 0
    with pytest.raises(UserError, match="没有要登记的党费"):
        collect(party.desk, [one, two], months, {}, None)
    last = next_undo(party.desk, party.desk.store.reader())
    assert last is not None
    assert last.label == "登记党费收缴(3 笔)"
    undo(party.desk, last.ref)
    assert party.desk.store.reader().execute("SELECT count(*) FROM party_dues").fetchone()[0] == 2


def test_an_amount_said_stands_for_what_cannot_be_reckoned(party: Party) -> None:
    member = party.insert("party-members", {"name": "甲", "branch": party.branch("机关党支部")})
    assert collect(party.desk, [member], [OCTOBER], {}, 300).fen == 300


def test_nobody_pays_for_months_before_joining_or_after_leaving(party: Party) -> None:
    branch = party.branch("机关党支部")
    new = {"name": "甲", "branch": branch, "dues_fixed": 500, "joined_on": "2026-05-20"}
    gone = {"name": "乙", "branch": branch, "dues_fixed": 300, "left_on": "2026-03-10"}
    wants = {
        "name": "丙",
        "branch": branch,
        "dues_fixed": 300,
        "kind": item(party.desk, "party-member-kind", "入党积极分子"),
    }
    members = [party.insert("party-members", values) for values in (new, gone, wants)]
    months = [date(2026, month, 1) for month in range(1, 7)]
    found = to_collect(party.desk, members, months)
    assert [(one[0]["name"], one[1].month) for one in found.new] == [
        *(("甲", 5), ("甲", 6), ("乙", 1), ("乙", 2), ("乙", 3))
    ]
    assert sentence(found) == "登记 5 笔，共 19.00 元；13 笔在入党以前或转出以后，不登记。"


def test_who_paid_a_part_pays_the_rest(party: Party) -> None:
    branch = party.branch("机关党支部")
    member = party.insert("party-members", {"name": "甲", "branch": branch, "dues_fixed": 1000})
    party.insert("party-dues", {"member": member, "month": "2026-10-01", "paid": 400})
    # A payment that was said by hand is left alone where an amount is said again.
    assert to_collect(party.desk, [member], [OCTOBER], 1000).count == 0
    found = collect(
        party.desk, [member], [OCTOBER], {"paid_on": "2026-10-15", "receiver": "王芳"}, None
    )
    assert sentence(found) == "登记 1 笔，共 6.00 元。"
    row = party.desk.store.reader().execute("SELECT * FROM party_dues").fetchone()
    assert (row["due"], row["paid"], row["receiver"]) == (1000, 1000, "王芳")
    assert branch_dues(party, Period.month(2026, 10))["机关党支部"].missing == ()


def test_money_of_who_is_no_member_in_that_month_is_in_the_sums(party: Party) -> None:
    branch = party.branch("机关党支部")
    gone = {"name": "乙", "branch": branch, "dues_fixed": 300, "left_on": "2026-09-10"}
    member = party.insert("party-members", gone)
    party.insert("party-dues", {"member": member, "month": "2026-10-01", "due": 300, "paid": 300})
    of = branch_dues(party, Period.month(2026, 10))["机关党支部"]
    assert (of.due, of.paid, of.missing) == (300, 300, ())
    late = {"member": member, "month": "2026-11-01", "due": 300}
    party.insert("party-dues", late)
    assert branch_dues(party, Period.month(2026, 11)) == {}
