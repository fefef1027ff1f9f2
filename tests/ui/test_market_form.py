"""The form of a new case: the limit of its class proposed with its reason, places that are known already."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from bureau.market.ledgers import CASES
from bureau.storage import rows
from tests.storage.offices import item
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.details import DetailsPane
from ui.ledger.form import RecordForm

ON_ROAD = "占道经营"


@pytest.fixture
def form(qtbot: QtBot, context: Context) -> RecordForm:
    """A new case being typed on Thursday 8 October 2026 at 9:00, the first working day after the holiday."""
    handling = handling_of(CASES)
    assert handling is not None
    pane = DetailsPane(context, CASES, advise=handling.advise)
    qtbot.addWidget(pane)
    pane.resize(480, 900)
    pane.show()
    pane.new_record()
    return pane.form


def say(form: RecordForm, key: str, text: str) -> None:
    """Types into a field and leaves it."""
    form.rows[key].input.set_raw(text)
    form.rows[key].input.committed.emit()


def shown(form: RecordForm, key: str) -> object:
    """The value that a field has."""
    return form.rows[key].input.current()


def test_the_limit_of_the_class_is_filled_in_with_its_reason(form: RecordForm) -> None:
    say(form, "category", ON_ROAD)
    assert shown(form, "due_on") == "2026-10-08"
    assert shown(form, "due_time") == "11:00"
    why = form.rows["due_on"].message.text()
    assert "“占道经营”2 工作时（机关作息），从10月8日 09:00 起算" in why


def test_another_class_brings_another_limit(form: RecordForm) -> None:
    say(form, "category", ON_ROAD)
    say(form, "category", "户外广告")
    assert shown(form, "due_on") != "2026-10-08"
    assert "“户外广告”" in form.rows["due_on"].message.text()


def test_a_limit_that_somebody_typed_stays(form: RecordForm) -> None:
    say(form, "category", ON_ROAD)
    say(form, "due_on", "2026-10-20")
    say(form, "category", "户外广告")
    assert shown(form, "due_on") == "2026-10-20"


def test_the_proposed_limit_is_saved_with_the_case(form: RecordForm, context: Context) -> None:
    say(form, "category", ON_ROAD)
    say(form, "address", "解放路9号")
    saved: list[object] = []
    form.saved.connect(saved.append)
    form.save()
    (record,) = saved
    assert isinstance(record, int)
    today = context.desk.today()
    row = rows.page(context.desk.store.reader(), CASES, [record], today=today)[0]
    assert (row["due_on"], row["due_time"]) == ("2026-10-08", "11:00")


def closed_here(context: Context, address: str, *, state: int, closed: str | None) -> int:
    """A case at an address, found on 20 September."""
    with context.desk.store.operation(context.desk, "登记") as op:
        return op.insert(
            CASES.name,
            {
                "number": "ZZ-2026-0900",
                "found_on": "2026-09-20",
                "town": context.desk.store.names().record("towns", "城东街道"),
                "address": address,
                "category": item(context.desk, "market-category", ON_ROAD),
                "state": state,
                "closed_on": closed,
            },
        )


def test_an_open_case_at_the_place_is_warned_of_while_typing(
    form: RecordForm, context: Context
) -> None:
    record = closed_here(context, "解放路58号", state=2204, closed=None)
    wanted: list[object] = []
    form.duplicate_wanted.connect(wanted.append)
    say(form, "town", "城东街道")
    say(form, "category", ON_ROAD)
    say(form, "address", "解放路 58 号门口")
    said = form.notice.sentence.text()
    assert "同一地点的同类问题还没办完：ZZ-2026-0900（2026-09-20发现）" in said
    form.notice._buttons[0].click()
    assert wanted == [record]


def test_a_return_is_foretold_with_its_days(form: RecordForm, context: Context) -> None:
    closed_here(context, "解放路58号", state=2206, closed="2026-09-28")
    say(form, "town", "城东街道")
    say(form, "category", ON_ROAD)
    say(form, "address", "解放路五十八号")
    assert "这里 10 天前刚结案，将是第 1 次反弹" in form.notice.sentence.text()
    assert form.save_button.isEnabled()


def test_a_place_of_its_own_is_not_spoken_of(form: RecordForm, context: Context) -> None:
    closed_here(context, "解放路58号", state=2206, closed="2026-09-28")
    say(form, "town", "城东街道")
    say(form, "category", ON_ROAD)
    say(form, "address", "解放路60号")
    assert form.notice.isHidden()
