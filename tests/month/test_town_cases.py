"""What market order tells of a town's cases, and what its score makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.assessment.exact import score_text
from bureau.calendar.periods import Period
from bureau.month.towns import judged_month, judged_months, take, town_cases
from bureau.office import BY_NAME
from bureau.settings.saving import save
from bureau.storage import rows
from bureau.towns.inputs import TownCases
from bureau.towns.months import open_month
from tests.market.market_books import OCTOBER, VOID, Books, open_books
from tests.storage.offices import item

REWORK = 3310


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with open_books(tmp_path) as opened:
        yield opened


def rework(books: Books, case: int, at: str) -> None:
    """A review sent the case back."""
    with books.desk.store.operation(books.desk, "返工") as op:
        op.insert("case-steps", {"case": case, "step": REWORK, "at": at, "identity": f"{case}{at}"})


def counted(books: Books, month: Period = OCTOBER) -> dict[str, tuple[int, int, int, int]]:
    """Due, on time, returned and overdue by town."""
    with books.desk.store.snapshot() as conn:
        found = town_cases(conn, month, books.desk.today())
        names = books.desk.store.names(conn)
        return {
            names.label("towns", town): (one.due, one.on_time, one.returned, one.overdue)
            for town, one in found.items()
        }


def three_in_the_east(books: Books) -> None:
    """East: one in time, one a day late and sent back twice, one still open; and a void one."""
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-05", town="城东街道")
    late = books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-06", town="城东街道")
    books.case("2026-10-02", due_on="2026-10-20", town="城东街道")
    books.case("2026-10-02", due_on="2026-10-20", town="城东街道", state=VOID)
    rework(books, late, "2026-10-03 10:00")
    rework(books, late, "2026-10-04 10:00")


def test_the_cases_of_each_town(books: Books) -> None:
    three_in_the_east(books)
    books.case("2026-10-01", due_on="2026-10-09", closed_on="2026-10-08", town="河口镇")
    books.case("2026-10-01", due_on="2026-10-09", closed_on="2026-10-08")
    before = books.case("2026-09-01", due_on="2026-09-09", closed_on="2026-09-08", town="石桥镇")
    rework(books, before, "2026-09-05 10:00")
    assert counted(books) == {"城东街道": (3, 1, 1, 1), "河口镇": (1, 1, 0, 0)}


def test_the_records_behind_each_count(books: Books) -> None:
    three_in_the_east(books)
    cases = BY_NAME["market-cases"]
    today = books.desk.today()
    with books.desk.store.snapshot() as conn:
        (found,) = town_cases(conn, OCTOBER, today).values()
        counts = {
            key: (ledger, rows.count(conn, cases, where, today=today))
            for key, (ledger, where) in found.behind.items()
        }
    assert counts == {
        "due": (cases.name, 3),
        "on_time": (cases.name, 1),
        "returned": (cases.name, 1),
        "overdue": (cases.name, 1),
    }
    assert isinstance(found, TownCases)


def test_the_month_ends_when_the_statistical_month_does(books: Books) -> None:
    save(books.desk, {"month-end-day": "25"})
    books.case("2026-09-27", due_on="2026-09-28", closed_on="2026-09-28", town="河口镇")
    books.case("2026-10-20", due_on="2026-10-27", closed_on="2026-10-27", town="河口镇")
    assert counted(books) == {"河口镇": (1, 1, 0, 0)}


def test_a_score_takes_the_cases_from_market_order(books: Books) -> None:
    three_in_the_east(books)
    marks = {"现场检查": 3900, "专项工作": 1400, "群众满意度": 900, "履职与资料": 500}
    with books.desk.store.operation(books.desk, "成绩") as op:
        row = {
            "month": "2026-10-01",
            "town": books.name("towns", "城东街道"),
            "marks": {
                item(books.desk, "town-score-item", name): points for name, points in marks.items()
            },
        }
        op.insert("town-scores", row)
    with books.desk.store.snapshot() as conn:
        names = books.desk.store.names(conn)
        month = judged_month(conn, names, OCTOBER, books.desk.today())
        figures = judged_months(conn, names, OCTOBER, books.desk.today())
    (judged,) = month.judged
    # 20 × 1/3 + (10 − 1 − 1) + 39 + 14 + 9 + 5 = 81 2/3.
    assert judged.score is not None
    assert score_text(judged.score.total) == "81.67"
    town = books.name("towns", "城东街道")
    assert figures.records("overdue", figures.months[0], town)[0] == "market-cases"


def test_an_issued_month_keeps_the_cases_it_was_issued_with(books: Books) -> None:
    test_a_score_takes_the_cases_from_market_order(books)
    record = open_month(books.desk, OCTOBER)
    take(books.desk, "decide", [record], {"approver": "李局长"})
    take(books.desk, "issue", [record], {"issuer": "城管委", "signed_by": "张主任"})
    books.case("2026-10-01", due_on="2026-10-02", town="城东街道")
    with books.desk.store.snapshot() as conn:
        names = books.desk.store.names(conn)
        month = judged_month(conn, names, OCTOBER, books.desk.today())
    assert month.is_issued
    assert [score_text(place.score) for place in month.places if place.score] == ["81.67"]
