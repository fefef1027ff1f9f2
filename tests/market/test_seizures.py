"""Goods taken: clocks over weekends, make-up days and National Day; extended once, disposed of, converted."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.calendar.working import WorkCalendar
from bureau.errors import UserError
from bureau.market import seizures
from bureau.market.ledgers import SEIZURES
from bureau.market.seizures import CONVERTED, KEPT, RETURNED, SEALED, TAKEN, Clocks, proposed_due
from bureau.settings.declared import SEIZURE_DAYS
from bureau.settings.saving import save
from bureau.storage.check import check
from tests.market.incoming import found, put, row_of, take_back
from tests.market.street import Street

TODAY = date(2026, 10, 8)


def goods(street: Street, number: str = "ZK-1", **more: object) -> int:
    """A stall seized on 28 September, due on 28 October."""
    values: dict[str, object] = {
        "number": number,
        "measure": TAKEN,
        "taken_on": "2026-09-28",
        "items": "三轮车 1 辆",
        "party_name": "陈某",
        "due_on": "2026-10-28",
        **more,
    }
    return put(street, "seizures", **values)


@pytest.mark.parametrize(
    ("measure", "day", "last"),
    [
        # 29, 30 September; 8, 9 October; Saturday the 10th is worked; 12, 13.
        (KEPT, date(2026, 9, 28), date(2026, 10, 13)),
        # 18; Sunday the 20th is worked; 21 to 24; the Mid-Autumn days are free; 28.
        (KEPT, date(2026, 9, 17), date(2026, 9, 28)),
        # On a holiday: the count begins with the 8th.
        (KEPT, date(2026, 10, 1), date(2026, 10, 15)),
        # An ordinary week: 5, 6; 9 to 13 November.
        (KEPT, date(2026, 11, 4), date(2026, 11, 13)),
        # Thirty days run through National Day, and a free last day isn't put off.
        (TAKEN, date(2026, 9, 28), date(2026, 10, 28)),
        (TAKEN, date(2026, 9, 1), date(2026, 10, 1)),
        (SEALED, date(2027, 1, 31), date(2027, 3, 2)),
    ],
)
def test_the_last_day_on_which_goods_may_be_held(measure: int, day: date, last: date) -> None:
    assert proposed_due(measure, day, WorkCalendar()) == last


def test_a_year_without_known_holidays_gives_a_sentence_and_no_guess() -> None:
    said = proposed_due(KEPT, date(2026, 12, 28), WorkCalendar())
    assert isinstance(said, str)
    assert "2027年" in said
    assert proposed_due(None, TODAY, WorkCalendar()) == "先选措施，才能算到期日"


def test_the_bureau_can_set_its_own_limits(street: Street) -> None:
    assert proposed_due(TAKEN, TODAY, WorkCalendar(), Clocks(seizure=15)) == date(2026, 10, 23)
    save(street.desk, {SEIZURE_DAYS.key: "20"})
    values = {"taken_on": "2026-10-08", "measure": TAKEN}
    conn = street.desk.store.reader()
    assert seizures.propose(conn, values, TODAY) == date(2026, 10, 28)
    assert seizures.propose(conn, {"measure": TAKEN}, TODAY) == "先填实施日期，才能算到期日"


def test_the_lists_of_what_is_due_and_what_is_overdue(street: Street) -> None:
    past = goods(street, due_on="2026-10-07")
    today = goods(street, "ZK-2", due_on="2026-10-08")
    soon = goods(street, "ZK-3", due_on="2026-10-11")
    goods(street, "ZK-4", due_on="2026-10-12")
    goods(street, "ZK-5", due_on="2026-10-01", disposal=RETURNED, disposed_on="2026-10-01")
    blank = goods(street, "ZK-6", due_on=None)
    assert found(street, SEIZURES, seizures.overdue(TODAY)) == [past]
    assert found(street, SEIZURES, seizures.due_within(TODAY, 3)) == [today, soon]
    assert found(street, SEIZURES, seizures.UNLIMITED) == [blank]
    assert [row_of(street, "seizures", one)["light"] for one in (past, today, soon, blank)] == [
        *(3, 2, 2),
        None,
    ]
    assert row_of(street, "seizures", soon)["clock"] == 3


def test_blank_limits_are_filled_in_one_step(street: Street) -> None:
    taken = goods(street, due_on=None)
    kept = goods(street, "ZK-2", due_on=None, measure=KEPT)
    done = goods(street, "ZK-3", due_on=None, disposal=RETURNED)
    assert seizures.set_limits(street.desk).count == 2
    assert row_of(street, "seizures", taken)["due_on"] == "2026-10-28"
    assert row_of(street, "seizures", kept)["due_on"] == "2026-10-13"
    assert row_of(street, "seizures", done)["due_on"] is None
    assert take_back(street) == "补算到期日：暂扣物品(2 条)"


def test_a_seizure_is_extended_once_with_an_approver_and_by_thirty_days_at_most(
    street: Street,
) -> None:
    one = goods(street)
    with pytest.raises(UserError, match="请填写批准人"):
        seizures.extend(street.desk, [one], "2026-11-20", "")
    with pytest.raises(UserError, match=r"最多延长 30 天（到 2026-11-27）"):
        seizures.extend(street.desk, [one], "2026-11-28", "李局")
    with pytest.raises(UserError, match="到期日是 2026-10-28"):
        seizures.extend(street.desk, [one], "2026-10-28", "李局")
    seizures.extend(street.desk, [one], "2026-11-27", "李局", "案情复杂")
    row = row_of(street, "seizures", one)
    assert (row["due_on"], row["extended_on"], row["approver"], row["note"]) == (
        "2026-11-27",
        "2026-10-08",
        "李局",
        "延长理由：案情复杂",
    )
    with pytest.raises(UserError, match="已经延长过一次"):
        seizures.extend(street.desk, [one], "2026-12-01", "李局")
    assert take_back(street) == "延长暂扣物品 ZK-1"


def test_what_can_not_be_extended(street: Street) -> None:
    kept = goods(street, measure=KEPT, due_on="2026-10-13")
    late = goods(street, "ZK-2", due_on="2026-10-07")
    done = goods(street, "ZK-3", disposal=RETURNED, disposed_on="2026-10-01")
    for record, why in ((kept, "先行登记保存"), (late, "已于 2026-10-07 到期"), (done, "已经处理")):
        with pytest.raises(UserError, match=why):
            seizures.extend(street.desk, [record], "2026-10-20", "李局")


def test_goods_given_back_name_who_took_them(street: Street) -> None:
    one = goods(street)
    with pytest.raises(UserError, match="请填写领取人"):
        seizures.dispose(street.desk, [one], {"disposal": "返还"})
    seizures.dispose(street.desk, [one], {"disposal": "返还", "receiver": "陈某"})
    row = row_of(street, "seizures", one)
    assert (row["disposal"], row["disposed_on"], row["light"]) == (RETURNED, "2026-10-08", None)
    with pytest.raises(UserError, match="ZK-1 已经处理过"):
        seizures.dispose(street.desk, [one], {"disposal": "销毁"})
    with pytest.raises(UserError, match="请用“转为扣押”办理"):
        seizures.dispose(street.desk, [goods(street, "ZK-2")], {"disposal": "转为扣押"})


def test_kept_goods_become_a_seizure_with_a_number_and_clock_of_its_own(street: Street) -> None:
    kept = goods(street, measure=KEPT, due_on="2026-10-13", officers=None)
    seizures.convert(street.desk, [kept])
    old = row_of(street, "seizures", kept)
    assert (old["disposal"], old["disposed_on"]) == (CONVERTED, "2026-10-08")
    (made,) = found(street, SEIZURES, seizures.HELD)
    new = row_of(street, "seizures", made)
    assert (new["measure"], new["taken_on"], new["due_on"], new["items"]) == (
        TAKEN,
        "2026-10-08",
        "2026-11-07",
        "三轮车 1 辆",
    )
    assert (new["number"], new["note"]) == ("ZK-2026-0001", "由先行登记保存 ZK-1 转来")
    assert check(street.desk.store) == []
    take_back(street)
    assert found(street, SEIZURES, seizures.HELD) == [kept]
    with pytest.raises(UserError, match="不是先行登记保存"):
        seizures.convert(street.desk, [goods(street, "ZK-9")])
