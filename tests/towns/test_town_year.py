"""A year of the towns: the curve month by month, what was given and paid, what is still open."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from bureau.assessment.exact import score_text
from bureau.calendar.periods import Period
from bureau.storage import rows
from bureau.towns.acts import settle
from bureau.towns.figures import TownFigures, document, town_figures
from bureau.towns.ledgers import REWARDS
from bureau.towns.months import open_month
from bureau.towns.year import TownYear, town_year
from tests.towns.town_books import NOVEMBER, OCTOBER, Towns

SEPTEMBER = Period.month(2026, 9)


def year(towns: Towns) -> TownYear:
    with towns.desk.store.snapshot() as conn:
        return town_year(conn, towns.desk.store.names(conn), 2026, towns.desk.today())


def two_months(towns: Towns) -> None:
    """September and October issued: 甲 30,000 and −10,000, 乙 0 and 30,000, 丙 −10,000 and 0."""
    for month, totals in ((SEPTEMBER, ("92", "90", "80")), (OCTOBER, ("80", "92", "90"))):
        for name, total in zip(("甲镇", "乙镇", "丙镇"), totals, strict=True):
            towns.score(name, total, month=month)
        towns.issue(open_month(towns.desk, month))


def test_the_curve_and_the_sums_of_a_year(towns: Towns) -> None:
    two_months(towns)
    towns.score("甲镇", "91", month=NOVEMBER)
    settle(towns.desk, [int(str(towns.rewards(SEPTEMBER)["甲镇"]["id"]))], {"handled_by": "王芳"})
    found = year(towns)
    line = {one.title: one for one in found.lines}["甲镇"]
    assert [
        (point.month, score_text(point.score or Fraction(0)), point.rank, point.is_issued)
        for point in line.points
    ] == [
        (date(2026, 9, 1), "92.00", 1, True),
        (date(2026, 10, 1), "80.00", 3, True),
        (date(2026, 11, 1), "91.00", 1, False),
    ]
    assert line.mean == Fraction(92 + 80 + 91, 3)
    # November isn't issued, so nothing of it is in the money.
    assert (line.rewarded_fen, line.penalised_fen) == (3_000_000, -1_000_000)
    assert (line.settled_fen, line.open_fen) == (3_000_000, -1_000_000)
    assert (found.rewarded_fen, found.penalised_fen, found.settled_fen) == (
        6_000_000, -2_000_000, 3_000_000,
    )  # fmt: skip


def test_the_lines_behind_a_sum(towns: Towns) -> None:
    two_months(towns)
    line = {one.title: one for one in year(towns).lines}["甲镇"]
    ledger, where = line.behind(2026)
    assert ledger == REWARDS.name
    with towns.desk.store.snapshot() as conn:
        found = rows.page(
            conn, REWARDS, rows.ids(conn, REWARDS, where, today=towns.desk.today()),
            today=towns.desk.today(),
        )  # fmt: skip
    assert sum(int(str(row["fen"])) for row in found) == 2_000_000


def test_figures_of_several_months_carry_their_month(towns: Towns) -> None:
    two_months(towns)
    span = Period.run((2026, 9), (2026, 10))
    with towns.desk.store.snapshot() as conn:
        found: TownFigures = town_figures(
            conn, towns.desk.store.names(conn), span, towns.desk.today()
        )
    assert [(line["month"], line["town"], line["rank"]) for line in document(found)] == [
        ("2026-09", "甲镇", 1),
        ("2026-09", "乙镇", 2),
        ("2026-09", "丙镇", 3),
        ("2026-10", "甲镇", 3),
        ("2026-10", "乙镇", 1),
        ("2026-10", "丙镇", 2),
    ]


def test_the_records_behind_each_figure(towns: Towns) -> None:
    towns.check("甲镇", "环境卫生", "1")
    two_months(towns)
    with towns.desk.store.snapshot() as conn:
        found = town_figures(conn, towns.desk.store.names(conn), OCTOBER, towns.desk.today())
        (month,) = found.months
        for figure in ("score", "checks", "reward"):
            ledger, where = found.records(figure, month, towns.ids["甲镇"])
            declared = towns.desk.store.shapes[ledger].declaration
            assert declared is not None
            assert rows.count(conn, declared, where, today=towns.desk.today()) == 1, figure
