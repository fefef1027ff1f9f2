"""What a month leaves to the next: corrections and what they take beyond a fee, worked out by hand."""

from __future__ import annotations

import pytest

from bureau.calendar.periods import Period
from bureau.editing.faults import EditFault
from bureau.sanitation.acts import accept
from bureau.sanitation.judging import Judgement
from bureau.sanitation.months import open_months, take
from tests.sanitation.sanitation_books import OCTOBER, Sanitation

SEPTEMBER, NOVEMBER = Period.month(2026, 9), Period.month(2026, 11)


def correct(sanitation: Sanitation, month: str, found_on: str, fen: str, **typed: str) -> None:
    """One 更正 of the first section."""
    fixed = {"section": "一标段", "month": month, "found_on": found_on, "reason": "多付"}
    sanitation.add("sanitation-corrections", fen=fen, **fixed, **typed)


def issue(sanitation: Sanitation, month: Period) -> None:
    """Issues a month that lost a point on its tenth."""
    day = month.first.replace(day=10).isoformat()
    accept(sanitation.desk, [sanitation.deduct("1", day)])
    records = open_months(sanitation.desk, month)
    take(sanitation.desk, "decide", records, {"approver": "李局长"})
    take(sanitation.desk, "issue", records, {"signed_by": "李局长"})


def payable(month: Judgement) -> tuple[int, int]:
    """Payable and carried on, in 分."""
    assert month.fee is not None, month.fault
    return month.fee.payable_fen, month.fee.carried_fen


@pytest.mark.parametrize("issued", [True, False])
def test_what_a_month_cannot_bear_is_taken_from_those_after(
    sanitation: Sanitation, *, issued: bool
) -> None:
    """1,000 元 a month, 2,300 元 too much for August: nothing in September and October, 700 in November."""
    sanitation.contract(fee_fen="1000", begins_on="2026-09-01")
    correct(sanitation, "2026-08", "2026-09-20", "-2300")
    for month in (SEPTEMBER, OCTOBER):
        if issued:
            issue(sanitation, month)
        else:
            sanitation.deduct("1", month.first.isoformat())
    sanitation.deduct("1", "2026-11-02")
    found = [payable(sanitation.only(month)) for month in (SEPTEMBER, OCTOBER, NOVEMBER)]
    assert found == [(0, -130_000), (0, -30_000), (70_000, 0)]
    fee = sanitation.only(NOVEMBER).fee
    assert fee is not None
    (line,) = [line for line in fee.lines if line.kind == "correction"]
    assert (line.title, line.words) == ("更正（2026-10）", "不足扣减、结转到本月的部分")


def test_a_new_company_pays_nothing_back_for_the_one_before(sanitation: Sanitation) -> None:
    """The section changed hands in October: September was the old company's, October's end the new one's."""
    sanitation.contract(number="旧", ends_on="2026-10-15", company="旧公司")
    sanitation.contract(number="新", begins_on="2026-10-16", company="新公司")
    sanitation.deduct("1", "2026-10-01")
    sanitation.deduct("1", "2026-10-20")
    sanitation.deduct("1", "2026-11-02")
    correct(sanitation, "2026-09", "2026-10-20", "-1000")
    correct(sanitation, "2026-09", "2026-11-02", "-500")
    correct(sanitation, "2026-10", "2026-11-03", "-20")
    months = sanitation.judged()
    assert payable(months["旧"]) == (15_000_000 - 100_000, 0)
    assert payable(months["新"]) == (16_000_000, 0)
    assert payable(sanitation.only(NOVEMBER)) == (31_000_000 - 2_000, 0)


def test_a_company_that_goes_on_under_another_contract_settles_with_it(
    sanitation: Sanitation,
) -> None:
    sanitation.contract(number="旧", ends_on="2026-09-30", fee_fen="1000")
    sanitation.contract(number="新", begins_on="2026-10-01", fee_fen="1000")
    sanitation.deduct("1", "2026-09-10")
    sanitation.deduct("1")
    correct(sanitation, "2026-08", "2026-09-20", "-1100")
    correct(sanitation, "2026-09", "2026-10-20", "-50")
    assert payable(sanitation.only(SEPTEMBER)) == (0, -10_000)
    assert payable(sanitation.only()) == (100_000 - 10_000 - 5_000, 0)


def test_a_correction_is_settled_with_no_month_before_its_own(sanitation: Sanitation) -> None:
    """Money that is written down is never just left out of every month."""
    sanitation.contract()
    sanitation.deduct("1")
    with pytest.raises(EditFault, match="结算月份早于更正月份"):
        correct(sanitation, "2026-10", "2026-11-02", "-10", with_month="2026-09")
    with pytest.raises(EditFault, match="登记日期早于更正月份"):
        correct(sanitation, "2026-11", "2026-10-20", "-10")
    correct(sanitation, "2026-10", "2026-10-20", "-10")
    assert payable(sanitation.only()) == (31_000_000 - 1_000, 0)
