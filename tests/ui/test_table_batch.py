"""Batch edit: the count said first, the same checks, one undo; and the model's own promises."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.office import ledger_named
from bureau.storage.undo import next_undo
from ui.context import Context
from ui.ledger.batch import BatchDialog
from ui.ledger.model import KEPT, PAGE, LedgerModel
from ui.ledger.page import LedgerPage
from ui.tasks import LaneRunner

CASES = ledger_named("market-cases")


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger."""
    made = LedgerPage(context, CASES)
    qtbot.addWidget(made)
    return made


def dialog_for(page: LedgerPage, selected: int, qtbot: QtBot, key: str = "unit") -> BatchDialog:
    """The dialog with the first records selected."""
    ids = page.model.ids
    made = BatchDialog(
        page.context,
        page.model,
        page.arranging.columns,
        ids[:selected],
        ids,
        filtered=False,
        key=key,
    )
    qtbot.addWidget(made)
    made.show()
    return made


def words(page: LedgerPage, key: str) -> list[str]:
    """A whole column."""
    page.model.forget()
    at = page.model.column_at(key)
    assert at is not None
    return [page.model.text(row, at) for row in range(len(page.model.ids))]


def test_the_count_is_said_before_anything_happens(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 3, qtbot)
    assert dialog.only_selected.text() == "选中的 3 条"
    assert dialog.all_listed.text() == "本台账全部 36 条"
    assert dialog.take.text() == "修改 3 条的“责任单位”"
    dialog.all_listed.setChecked(True)
    assert dialog.take.text() == "修改 36 条的“责任单位”"


def test_a_batch_is_one_operation(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 3, qtbot)
    assert dialog.editor is not None
    dialog.editor.set_raw("执法二中队")
    dialog.take.click()
    assert words(page, "unit")[:3] == ["执法二中队"] * 3
    desk = page.context.desk
    newest = next_undo(desk, desk.store.reader())
    assert newest is not None
    assert newest.label == "批量改责任单位(3 条)"


def test_a_second_ctrl_enter_does_nothing_more(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 3, qtbot)
    assert dialog.editor is not None
    dialog.editor.set_raw("执法二中队")
    lane = LaneRunner("写")
    page.context.writing = lane
    try:
        for _ in range(2):
            QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert [ticket.title for ticket in lane.busy] == ["批量修改"]
        qtbot.waitUntil(lambda: lane.idle)
    finally:
        lane.close()
    assert dialog.isHidden()


def test_nothing_typed_changes_nothing_and_says_so(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 3, qtbot)
    before = words(page, "unit")
    dialog.take.click()
    assert "请先填写" in dialog.fault.text()
    assert words(page, "unit") == before
    dialog.empty.setChecked(True)
    dialog.take.click()
    assert words(page, "unit")[:4] == ["", "", "", before[3]]


def test_a_record_that_must_not_have_it_keeps_all_out(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 3, qtbot, key="due_on")
    before = words(page, "due_on")
    assert dialog.editor is not None
    dialog.editor.set_raw("2026-10-01")
    dialog.take.click()
    assert dialog.isVisible()
    assert dialog.fault.text().startswith("没有修改：\n3 条：整改期限早于发现日期")
    assert words(page, "due_on") == before


def test_columns_that_are_computed_are_not_offered(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 1, qtbot)
    offered = {column.key for column in dialog.columns}
    assert not offered & {"overdue_days", "photos_before"}


# -- the model -----------------------------------------------------------------------------------


def long_model(context: Context, monkeypatch: pytest.MonkeyPatch) -> tuple[LedgerModel, list[int]]:
    """A model of a million rows, and the pages that were read."""
    read: list[int] = []
    model = LedgerModel(context, CASES)
    plain = model._read

    def note(number: int) -> object:
        read.append(number)
        return plain(number)

    monkeypatch.setattr(model, "_read", note)
    model.set_columns(LedgerPage(context, CASES).arranging.columns)
    model.set_ids(array("q", range(1, 1_000_001)))
    return model, read


def test_flags_load_nothing(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    model, read = long_model(context, monkeypatch)
    assert model.rowCount() == 1_000_000
    assert model.flags(model.index(999_999, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not read


def test_only_pages_in_sight_are_read_and_few_are_kept(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, read = long_model(context, monkeypatch)
    model.text(999_999, 0)
    model.text(999_990, 1)
    assert read == [999_999 // PAGE]
    for number in range(KEPT + 5):
        model.text(number * PAGE, 0)
    assert len(model._pages) == KEPT


def test_a_row_that_has_gone_is_blank(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    model, _read = long_model(context, monkeypatch)
    assert model.text(500_000, 0) == ""
    assert model.row(500_000) is None


def test_the_column_is_found_by_its_initials(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 1, qtbot, key="")
    QTest.keyClicks(dialog.field, "zrdw")
    assert dialog.column.title == "责任单位"
    assert dialog.take.text() == "修改 1 条的“责任单位”"
    # A letter that goes on to nothing begins a new word.
    QTest.keyClicks(dialog.field, "zgqx")
    assert dialog.column.title == "整改期限"


def test_the_list_of_columns_is_no_higher_than_it_must_be(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = dialog_for(page, 1, qtbot)
    dialog.field.showPopup()
    high = dialog.field.view().window().height()
    assert high < len(dialog.columns) * 30
    assert high < dialog.screen().availableSize().height() * 3 // 4
    dialog.field.hidePopup()
