"""Declarations: what is derived from one, and that all declared ledgers are sound."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.ledger.declaration import (
    IDENTITY,
    Field,
    Ledger,
    line_ledger,
    line_table,
    parse_field,
)
from bureau.ledger.entry import Entry, EntryFault
from bureau.ledger.types import (
    Choice,
    Choices,
    Computed,
    Date,
    DateTime,
    Lines,
    Month,
    Reference,
    Text,
    Whole,
    YesNo,
)
from bureau.office import LEDGERS
from tests.ledger.test_types import NAMES

ENTRY = Entry(date(2026, 10, 8), NAMES, 2026)
DAILY = Ledger(
    name="market-daily",
    title="日志",
    department="market",
    label="date",
    identity=("date",),
    fields=(
        Field(key="date", title="日期", type=Date(), required=True),
        Field(key="note", title="备注", type=Text()),
        Field(key="active", title="在用", type=YesNo(), none_words=False),
        Field(key="counts", title="工作量", type=Lines(catalogue="count")),
        Field(key="age", title="天数", type=Computed(expression="1")),
        Field(key="total", title="合计", type=Whole(unit="起")),
    ),
)


def test_what_is_derived_from_a_declaration() -> None:
    assert DAILY.table == "market_daily"
    assert [field.key for field in DAILY.stored] == ["date", "note", "active", "total"]
    assert DAILY.columns == ("date", "note", "active", "total", IDENTITY)
    assert [field.key for field in DAILY.lines] == ["counts"]
    assert [field.key for field in DAILY.computed] == ["age"]
    counts = DAILY.by_key["counts"]
    assert line_ledger(DAILY, counts) == "market-daily.counts"
    assert line_table(DAILY, counts) == "market_daily__counts"
    assert DAILY.by_key["total"].unit == "起"
    assert counts.unit == ""


@pytest.mark.parametrize("raw", [None, "", "  ", "　", "无", "—", "/", "暂无"])
def test_blanks_and_words_for_nothing_are_empty(raw: str | None) -> None:
    assert DAILY.by_key["note"].parse(raw, ENTRY) is None


def test_where_none_means_something_it_is_read() -> None:
    assert DAILY.by_key["active"].parse("无", ENTRY) == 0
    assert DAILY.by_key["active"].parse(" ", ENTRY) is None
    with pytest.raises(EntryFault):
        DAILY.by_key["date"].parse("无", ENTRY)  # required: the word is refused, not passed over


def test_zero_is_no_blank() -> None:
    assert DAILY.by_key["total"].parse(0, ENTRY) == 0
    assert DAILY.by_key["total"].parse("0", ENTRY) == 0


def test_a_refused_value_names_its_field() -> None:
    with pytest.raises(EntryFault, match=r"^日期："):
        parse_field(DAILY, "date", "下雨", ENTRY)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_declared_ledgers_are_sound(ledger: Ledger) -> None:
    keys = [field.key for field in ledger.fields]
    assert len(keys) == len(set(keys))
    assert not {"id", "record", IDENTITY} & set(keys)
    assert not any(key.startswith("_") for key in keys)
    stored = {field.key for field in ledger.stored}
    named = {*ledger.key, *ledger.identity, *ledger.order, ledger.label}
    named |= {name for name in (ledger.date, ledger.aliases) if name}
    named |= {name for check in ledger.checks for name in check.reads}
    named |= {field.anchor for field in ledger.fields if field.anchor}
    if ledger.numbering:
        named.add(ledger.numbering.field)
    assert named <= stored
    assert isinstance(ledger.by_key[ledger.label].type, Text | Date | DateTime)
    names = {other.name for other in LEDGERS}
    for field in ledger.fields:
        assert field.title
        if isinstance(field.type, Reference):
            assert field.type.ledger in names
            target = next(other for other in LEDGERS if other.name == field.type.ledger)
            assert target.label == field.type.label
        if isinstance(field.type, Choice) and field.type.child:
            assert field.type.child in stored
        if field.sorts:
            assert isinstance(field.type, Text)
        # What no column says is a month, a name that can be looked up, or text of the headings.
        kinds: dict[str, tuple[type, ...]] = {
            "month": (Month,),
            "sheet": (Choice, Reference),
            "caption": (Choice, Reference),
            "full-marks": (Text,),
        }
        assert not field.told or isinstance(field.type, kinds[field.told])
        if field.told == "sheet":
            assert field.key in (*ledger.key, *ledger.identity)


def test_ledgers_are_named_once_and_no_table_is_shared() -> None:
    tables = [ledger.table for ledger in LEDGERS]
    tables += [line_table(ledger, field) for ledger in LEDGERS for field in ledger.lines]
    assert len(tables) == len(set(tables))


def test_every_catalogue_that_is_asked_for_is_shipped() -> None:
    from bureau.catalogue import catalogues

    shipped = {catalogue.name for catalogue in catalogues()}
    asked = {
        field.type.catalogue
        for ledger in LEDGERS
        for field in ledger.fields
        if isinstance(field.type, Choice | Choices | Lines)
    }
    assert asked <= shipped
