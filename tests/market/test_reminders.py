"""What waits beside the cases: every list finds its own, by the days that the bureau has set."""

from __future__ import annotations

from datetime import datetime

from bureau.market.reminders import reminders, waiting
from bureau.settings.declared import CLEANING_DAYS, PERMIT_WARNING
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


def test_the_days_are_those_that_the_bureau_has_set(street: Street) -> None:
    put(street, "signs", name="甲", permit_until="2026-11-07")
    put(street, "restaurants", name="丙", purifier=1, cleaned_on="2026-08-08")
    save(street.desk, {PERMIT_WARNING.key: "29", CLEANING_DAYS.key: "61"})
    assert lists(street) == {}
