"""Retention: what is due by hand-counted days, what stays, and that no figure changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bureau.access.rights import ROLES, Rights
from bureau.calendar.periods import month_holding
from bureau.desk import Desk
from bureau.drafts import Drafts
from bureau.errors import RightsError, UserError
from bureau.market.ledgers import CASES
from bureau.month.figures import figures
from bureau.office import BY_NAME
from bureau.privacy.retention import Due, anonymise, count_due, due, fields_of, last_day
from bureau.settings.retention import DEFAULTS, RETENTION
from bureau.storage import kinds
from bureau.storage.check import check
from tests.storage.offices import furnish, hurry, item, opened

PHONE = "13987654321"


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """王芳 on 8 October 2026."""
    with opened(furnish(tmp_path / "data")) as desk:
        yield desk


def add(desk: Desk, ledger: str, **values: object) -> int:
    with desk.store.operation(desk, "登记") as op:
        return op.insert(ledger, values)


def case(desk: Desk, day: str, **values: object) -> int:
    return add(desk, "market-cases", found_on=day, address="人民路12号", category=1050, **values)


def row(desk: Desk, record: int) -> dict[str, object]:
    found = desk.store.reader().execute("SELECT * FROM market_cases WHERE id = ?", (record,))
    return dict(found.fetchone())


def of(desk: Desk, ledger: str) -> Due:
    return next(one for one in due(desk) if one.rule.ledger.name == ledger)


def test_the_rules_name_ledgers_with_a_day_and_personal_fields() -> None:
    for ledger, _title, years in DEFAULTS:
        declared = BY_NAME[ledger]
        assert declared.date
        assert fields_of(declared)
        assert not any(declared.by_key[key].required for key in fields_of(declared))
        assert RETENTION[ledger].type.value(RETENTION[ledger].default) == years


@pytest.mark.parametrize(
    ("today", "years", "last"),
    [
        (date(2026, 10, 8), 3, date(2023, 10, 8)),
        (date(2028, 2, 29), 3, date(2025, 2, 28)),
        (date(2028, 2, 29), 4, date(2024, 2, 29)),
    ],
)
def test_the_last_day(today: date, years: int, last: date) -> None:
    assert last_day(today, years) == last


def test_what_is_due(desk: Desk) -> None:
    old = case(desk, "2023-10-08", phone=PHONE)
    case(desk, "2023-10-09", phone=PHONE)
    case(desk, "2020-01-01")
    found = of(desk, "market-cases")
    assert (found.records, found.removed, found.oldest) == ((old,), (), "2023-10-08")
    with desk.store.snapshot() as conn:
        assert count_due(conn, desk) == 1


def test_removed_records_are_due_by_their_day(desk: Desk) -> None:
    gone = case(desk, "2020-01-01", phone=PHONE)
    late = case(desk, "2026-01-01", phone=PHONE)
    with desk.store.operation(desk, "删除") as op:
        op.remove("market-cases", gone)
        op.remove("market-cases", late)
    assert of(desk, "market-cases").removed == (gone,)
    anonymise(desk, due(desk))
    assert of(desk, "market-cases").count == 0


def test_shops_keep_their_names_and_persons_do_not(desk: Desk) -> None:
    person = item(desk, "party-kind", "个人")
    shop = shop_kinds()[0]
    of_shop = case(desk, "2020-01-01", party_kind=shop, party_name="老李面馆", phone=PHONE)
    of_person = case(desk, "2020-01-02", party_kind=person, party_name="李四", phone=PHONE)
    nobody_said = case(desk, "2020-01-03", party_name="张三烧烤")
    assert of(desk, "market-cases").records == (of_shop, of_person)
    assert anonymise(desk, due(desk)) == 2
    assert (row(desk, of_shop)["party_name"], row(desk, of_shop)["phone"]) == ("老李面馆", None)
    assert (row(desk, of_person)["party_name"], row(desk, of_person)["phone"]) == (None, None)
    assert row(desk, nobody_said)["party_name"] == "张三烧烤"
    assert of(desk, "market-cases").count == 0


def shop_kinds() -> tuple[int, ...]:
    rule = CASES.recurs
    assert rule is not None
    return rule.shop_kinds


def test_figures_stay_and_check_is_clean(desk: Desk) -> None:
    for day in ("2020-01-03", "2020-01-05", "2020-01-09", "2020-01-20"):
        case(desk, day, phone=PHONE, party_name="老李面馆", closed_on=day, state=2206)
    add(desk, "hotline", number="R1", received_at="2020-01-04 09:00", caller="钱多多", phone=PHONE)
    add(desk, "repairs", number="W1", reported_on="2020-01-04 09:00", reporter="钱多多")
    period = month_holding(date(2020, 1, 5), 31)
    before = repr(figures(desk, period))
    assert anonymise(desk, due(desk)) == 6
    assert repr(figures(desk, period)) == before
    while desk.store.index_waiting():
        pass
    assert check(desk.store) == []
    repairs = desk.store.reader().execute("SELECT reporter FROM repairs").fetchone()
    assert repairs["reporter"] is None


def test_drafts_of_what_is_erased_go_too(desk: Desk) -> None:
    old = case(desk, "2020-01-01", phone=PHONE)
    new = case(desk, "2026-01-01", phone=PHONE)
    drafts = Drafts(desk)
    drafts.put(CASES, old, {"phone": PHONE})
    drafts.put(CASES, new, {"phone": PHONE})
    anonymise(desk, due(desk))
    assert [draft.record for draft in Drafts(desk).all()] == [new]


def test_nothing_due_is_said(desk: Desk) -> None:
    with pytest.raises(UserError, match="没有到期"):
        anonymise(desk, due(desk))


def test_it_is_noted_and_needs_the_right(desk: Desk) -> None:
    case(desk, "2020-01-01", phone=PHONE)
    listed = due(desk)
    desk.rights = Rights(ROLES["section"], frozenset({"market"}))
    with pytest.raises(RightsError):
        due(desk)
    with pytest.raises(RightsError, match="匿名化"):
        anonymise(desk, listed)
    desk.rights = Rights(ROLES["office"], frozenset({"party"}))
    assert due(desk) == []
    with pytest.raises(RightsError, match="案件台账"):
        anonymise(desk, listed)
    desk.rights = Rights(ROLES["office"])
    anonymise(desk, listed)
    noted = desk.store.reader().execute("SELECT kind, label FROM op ORDER BY rowid DESC").fetchone()
    assert tuple(noted) == (kinds.ANONYMISE, "匿名化到期的个人信息：案件台账 1 条")
