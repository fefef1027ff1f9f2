"""Complaints, petitions and media: followed up, replied to, made into cases, counted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.market import complaints
from bureau.market.figures_complaints import complaint_figures
from bureau.market.ledgers import COMPLAINTS
from bureau.storage.check import check
from tests.market.incoming import found, put, row_of, take_back
from tests.market.street import STREET, Street

PENDING, WORKED, REPLIED, DONE, AGAIN = 4601, 4602, 4603, 4604, 4605
PETITION, MEDIA = 4501, 4504
TODAY = date(2026, 10, 8)


def complaint(street: Street, subject: str = "夜市扰民", **more: object) -> int:
    """One petition received on 5 October, due on the 20th."""
    values: dict[str, object] = {
        "received_on": "2026-10-05",
        "subject": subject,
        "kind": PETITION,
        "person_name": "陈先生",
        "address": "滨河路夜市",
        "category": STREET,
        "due_on": "2026-10-20",
        "state": PENDING,
        **more,
    }
    return put(street, "complaints", **values)


def test_follow_up_is_added_line_by_line_with_day_and_name(street: Street) -> None:
    one = complaint(street)
    complaints.follow(street.desk, [one], "已电话联系，\n约定现场查看")
    street.at("2026-10-10 09:00")
    complaints.follow(street.desk, [one], "现场已规范")
    row = row_of(street, "complaints", one)
    assert row["follow_up"] == (
        "2026-10-08 王芳：已电话联系， 约定现场查看\n2026-10-10 王芳：现场已规范"
    )
    assert row["state"] == WORKED
    assert take_back(street) == "跟进投诉信访 夜市扰民"
    assert row_of(street, "complaints", one)["follow_up"] == (
        "2026-10-08 王芳：已电话联系， 约定现场查看"
    )
    with pytest.raises(UserError, match="请填写跟进情况"):
        complaints.follow(street.desk, [one], "  ")


def test_the_lists_of_what_is_open_due_soon_overdue_and_silent(street: Street) -> None:
    later = complaint(street)
    soon = complaint(street, "油烟", due_on="2026-10-11", follow_up="2026-10-06 王芳：已联系")
    today = complaint(street, "占道", due_on="2026-10-08")
    late = complaint(street, "噪音", due_on="2026-10-07", received_on="2026-09-20")
    again = complaint(street, "复访", state=AGAIN, replied_on="2026-10-06", due_on="2026-10-12")
    complaint(street, "办完", state=DONE, due_on="2026-10-01", received_on="2026-09-20")
    complaint(street, "答复", state=REPLIED, replied_on="2026-10-06", due_on="2026-10-07")
    assert found(street, COMPLAINTS, complaints.OPEN) == [later, soon, today, late, again]
    assert found(street, COMPLAINTS, complaints.due_soon(TODAY, 3)) == [soon, today]
    assert found(street, COMPLAINTS, complaints.overdue(TODAY)) == [late]
    assert found(street, COMPLAINTS, complaints.silent(TODAY, 7)) == [late]
    assert complaints.warning_days(street.desk.store.reader(), TODAY) == 3


def test_a_complaint_becomes_a_case_of_its_source_without_the_person(street: Street) -> None:
    one, aired = complaint(street), complaint(street, "电视曝光", kind=MEDIA, content="占道成市")
    made = complaints.make_case(street.desk, [one, aired])
    first, second = (street.row(made.cases[record]) for record in (one, aired))
    assert (first["source"], second["source"]) == (2008, 2009)
    assert (first["description"], second["description"]) == ("夜市扰民", "占道成市")
    assert (first["party_name"], first["due_on"]) == (None, "2026-10-20")
    assert street.steps(made.cases[one])[0]["remark"] == "由2026-10-05的投诉信访转来"
    assert row_of(street, "complaints", one)["case"] == made.cases[one]
    assert check(street.desk.store) == []


def test_a_reply_needs_words_and_ends_the_complaint(street: Street) -> None:
    one = complaint(street)
    with pytest.raises(UserError, match="请填写答复内容"):
        complaints.reply(street.desk, [one], {"reply": ""})
    complaints.reply(street.desk, [one], {"reply": "已规范夜市", "satisfaction": "满意"})
    row = row_of(street, "complaints", one)
    assert (row["state"], row["replied_on"], row["satisfaction"]) == (REPLIED, "2026-10-08", 2501)


def test_the_figures_of_a_month(street: Street) -> None:
    street.at("2026-11-05 09:00")
    records = {
        # In time on the last day; late by a day; open; received earlier and due in October.
        "甲": complaint(street, "甲", state=DONE, replied_on="2026-10-20", satisfaction=2501),
        "乙": complaint(street, "乙", state=DONE, replied_on="2026-10-21", satisfaction=2503),
        "丙": complaint(street, "丙", kind=MEDIA),
        "丁": complaint(
            street, "丁", received_on="2026-09-28", state=DONE, replied_on="2026-11-02"
        ),
        "戊": complaint(street, "戊", state=AGAIN, replied_on="2026-10-09"),
    }
    with street.desk.store.snapshot() as conn:
        followed = complaint_figures(conn, Period.month(2026, 10), date(2026, 11, 5))
    named = {record: name for name, record in records.items()}
    listed = {
        key: "".join(named[record] for record in found(street, COMPLAINTS, figure.where))
        for key, figure in followed.figures.by_key.items()
    }
    assert listed == {
        "received": "甲乙丙戊",
        "again": "戊",
        "due": "甲乙丙丁戊",
        "on_time": "甲",
        "open": "丙丁戊",
        "overdue": "丙丁戊",
        "with_case": "",
        "called_back": "甲乙",
        "satisfied": "甲",
    }
    assert [rate.share for rate in followed.rates] == [Fraction(1, 5), Fraction(1, 2)]
    assert [(line.label, line.figures.count("received")) for line in followed.parts["kind"]] == [
        ("来信来访", 3),
        ("媒体曝光", 1),
    ]
