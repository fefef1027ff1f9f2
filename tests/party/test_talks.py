"""谈心谈话: whom nobody has talked with in a year, talks made up later and members who came later."""

from __future__ import annotations

import json
from datetime import date

from bureau.party.reminders import terms_ending
from bureau.party.talks import without_talk
from tests.party.party_books import Party

YEAR_END, NEXT_YEAR = date(2026, 12, 31), date(2027, 1, 20)


def alone(party: Party, year: int, as_of: date, today: date) -> list[int]:
    """Members without a talk."""
    with party.desk.store.snapshot() as conn:
        return sorted(without_talk(conn, year, as_of, today))


def test_a_talk_made_up_in_january_is_of_the_year_before(party: Party) -> None:
    """乙 was talked with in January 2027 for 2026: 2026 lacks only 丙; 2027 has no talk yet."""
    branch = party.branch("机关党支部")
    first, second, third = (
        party.insert("party-members", {"name": name, "branch": branch}) for name in "甲乙丙"
    )
    party.meeting(branch, "谈心谈话", "2026-03-05", members=json.dumps([first]))
    made_up = {"members": json.dumps([second]), "for_year": 2026}
    party.meeting(branch, "谈心谈话", "2027-01-15", **made_up)
    assert alone(party, 2026, YEAR_END, NEXT_YEAR) == [third]
    assert alone(party, 2026, YEAR_END, YEAR_END) == sorted([second, third]), "not yet held then"
    assert alone(party, 2027, NEXT_YEAR, NEXT_YEAR) == []


def test_who_joined_after_the_day_is_not_missed(party: Party) -> None:
    branch = party.branch("机关党支部")
    first = party.insert("party-members", {"name": "甲", "branch": branch})
    on_the_day = {"name": "乙", "branch": branch, "joined_on": "2026-12-31"}
    late = {"name": "丙", "branch": branch, "joined_on": "2027-01-01"}
    missed = party.insert("party-members", on_the_day)
    party.insert("party-members", late)
    party.meeting(branch, "谈心谈话", "2026-03-05", members=json.dumps([first]))
    assert alone(party, 2026, YEAR_END, NEXT_YEAR) == [missed]


def test_a_term_is_told_from_the_first_of_the_days_on(party: Party) -> None:
    """20 December 2026 less 30 days is 20 November."""
    party.branch("机关党支部", term_ends_on="2026-12-20")
    with party.desk.store.snapshot() as conn:
        before, on_the_day = (len(terms_ending(conn, date(2026, 11, day), 30)) for day in (19, 20))
    assert (before, on_the_day) == (0, 1)
