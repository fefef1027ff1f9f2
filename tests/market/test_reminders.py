"""What waits beside the cases: every list finds its own, by the days that the bureau has set."""

from __future__ import annotations

from datetime import datetime

from bureau.market.actions import hold, resume
from bureau.market.reminders import reminders, waiting
from bureau.settings.declared import (
    CLEANING_DAYS,
    COMPLAINT_SILENT,
    DECISION_DAYS,
    DECISION_WARNING,
    HOLD_WARNING,
    PERMIT_WARNING,
)
from bureau.settings.saving import save
from tests.market.incoming import put
from tests.market.street import Street

MORNING = datetime(2026, 10, 8, 9, 0)


def lists(street: Street) -> dict[str, int]:
    """The lists that aren't empty."""
    with street.desk.store.snapshot() as conn:
        return {one.key: number for one, number in waiting(conn, MORNING)}


def test_an_empty_office_waits_for_nothing(street: Street) -> None:
    assert lists(street) == {}


def test_every_list_has_a_key_and_title_of_its_own(street: Street) -> None:
    with street.desk.store.snapshot() as conn:
        listed = reminders(conn, MORNING)
    assert len({one.key for one in listed}) == len({one.title for one in listed}) == len(listed)


def test_what_waits_is_found_in_its_list_and_no_other(street: Street) -> None:
    closed = street.case(2206, closed_on="2026-10-07")
    put(street, "hotline", number="1", received_at="2026-10-01", due_at="2026-10-07 17:30")
    put(street, "hotline", number="2", received_at="2026-10-01", due_at="2026-10-08 17:30")
    put(street, "hotline", number="3", received_at="2026-10-01", case=closed)
    complaint = {"kind": 4501, "received_on": "2026-10-01", "subject": "一", "follow_up": "已联系"}
    put(street, "complaints", **complaint, due_on="2026-10-07")
    put(street, "complaints", **complaint | {"follow_up": None}, due_on="2026-10-11")
    goods = {"measure": 3901, "taken_on": "2026-09-01", "items": "车"}
    put(street, "seizures", number="1", **goods, due_on="2026-10-01")
    put(street, "seizures", number="2", **goods, due_on="2026-10-11")
    put(street, "seizures", number="3", **goods)
    put(street, "penalties", number="1", cause="占道", filed_on="2026-07-10")
    put(street, "penalties", number="2", cause="占道", filed_on="2026-07-11")
    decided = {"filed_on": "2026-09-01", "decided_on": "2026-09-22", "fine_fen": 100}
    put(street, "penalties", number="3", cause="占道", **decided)
    place = put(street, "sites", name="一号工地", address="人民路", every_days=7)
    failed = {"checked_on": "2026-10-01", "place": place, "result": 4402, "due_on": "2026-10-05"}
    put(street, "site-checks", **failed, case=closed)
    put(street, "signs", name="甲", permit_until="2026-11-07")
    put(street, "signs", name="乙", permit_until="2026-10-07")
    put(street, "restaurants", name="丙", purifier=1, cleaned_on="2026-08-08")
    put(street, "frontages", name="丁", every_days=30)
    assert lists(street) == {
        "orders-late": 1,
        "orders-soon": 1,
        "orders-answerable": 1,
        "complaints-late": 1,
        "complaints-soon": 1,
        "complaints-silent": 1,
        "seizures-late": 1,
        "seizures-soon": 1,
        "seizures-unlimited": 1,
        "penalties-late": 1,
        "penalties-soon": 1,
        "penalties-unpaid": 1,
        "frontages-to-check": 1,
        "site-checks-late": 1,
        "site-checks-righted": 1,
        "permits-out": 1,
        "permits-soon": 1,
        "cleaning-late": 1,
    }


def test_a_case_put_off_is_reminded_of_when_its_day_has_passed(street: Street) -> None:
    def held(until: str) -> int:
        case = street.case(2204)
        answers = {"remark": "等管网改造", "approver": "赵局", "until": until}
        hold(street.desk, [case], answers)
        return case

    # Until today it waits, and the light says nothing; three days before is soon, four isn't.
    late, today = held("2026-10-07"), held("2026-10-08")
    held("2026-10-11")
    held("2026-10-12")
    # Imported as held without a step: nobody knows until when.
    street.case(2208)
    assert lists(street) == {"holds-late": 1, "holds-soon": 2}
    assert [street.row(case)["light"] for case in (late, today)] == [4, None]
    # Taken up again and put off once more: the later day counts.
    street.pass_minutes(5)
    resume(street.desk, [late], {})
    assert lists(street) == {"holds-soon": 2}
    hold(street.desk, [late], {"remark": "雨季", "approver": "赵局", "until": "2026-11-30"})
    assert lists(street) == {"holds-soon": 2}
    save(street.desk, {HOLD_WARNING.key: "0"})
    assert lists(street) == {"holds-soon": 1}


def test_complaints_and_penalties_wait_as_long_as_the_bureau_says(street: Street) -> None:
    complaint = {"kind": 4501, "received_on": "2026-10-02", "subject": "一", "due_on": "2026-12-01"}
    put(street, "complaints", **complaint)
    put(street, "penalties", number="1", cause="占道", filed_on="2026-08-09")
    # Six days without a word; sixty days since the filing. The defaults are seven and ninety.
    assert lists(street) == {}
    save(street.desk, {COMPLAINT_SILENT.key: "6", DECISION_DAYS.key: "60"})
    assert lists(street) == {"complaints-silent": 1, "penalties-late": 1}
    # Due in ten days: sixty-nine days' limit is nine days away, seventy-one eleven.
    save(street.desk, {DECISION_DAYS.key: "69"})
    assert lists(street) == {"complaints-silent": 1, "penalties-soon": 1}
    save(street.desk, {DECISION_WARNING.key: "8"})
    assert lists(street) == {"complaints-silent": 1}
    with street.desk.store.snapshot() as conn:
        titles = [one.title for one in reminders(conn, MORNING)]
    assert "投诉信访 6 天没有跟进" in titles
    assert "立案将满 69 日（8 天内）" in titles


def test_the_days_are_those_that_the_bureau_has_set(street: Street) -> None:
    put(street, "signs", name="甲", permit_until="2026-11-07")
    put(street, "restaurants", name="丙", purifier=1, cleaned_on="2026-08-08")
    save(street.desk, {PERMIT_WARNING.key: "29", CLEANING_DAYS.key: "61"})
    assert lists(street) == {}
