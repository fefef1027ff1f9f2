"""What a ledger page opens: details, import, export, paper, batch edit; loaded when first wanted."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from ui.ledger.details import DetailsPane
    from ui.ledger.page import LedgerPage
    from ui.undoing import Undoing

DETAILS_LEAST = 310
"""Pixels: the four buttons of a record side by side."""


def make_details(page: LedgerPage) -> DetailsPane:
    """The details pane, its signals tied to the page."""
    from ui.ledger.details import DetailsPane

    handling = page.handling
    pane = DetailsPane(
        page.context,
        page.ledger,
        page,
        panel=handling.panel(page) if handling is not None else None,
        advise=handling.advise if handling is not None else None,
    )
    pane.instead = partial(took_instead, page)
    pane.setMinimumWidth(DETAILS_LEAST)
    pane.record_saved.connect(page._on_saved)
    pane.look_wanted.connect(lambda record: page.show_record(record))
    pane.print_wanted.connect(lambda record: page.print_records([record]))
    pane.form_closed.connect(page.table.setFocus)
    return pane


def open_draft(page: LedgerPage, record: int | None) -> bool:
    """The form with what was typed and not saved, of a record or of a new one (None).

    False when the record is gone.
    """
    if record is None:
        page.new()
        return True
    page.show_record(record)
    page.show_details(True)
    if page.details is None:
        return False
    page.details.show_record(record)
    page.details.edit()
    return page.details.form_is_open


def save_form(page: LedgerPage) -> bool:
    """Saves the form when it was typed into; False when there is nothing of the kind."""
    details = page.details
    if details is None or not details.form_is_open or not details.form.unsaved:
        return False
    if page.finish_editing():
        details.form.save()
    return True


def show(dialog: QDialog) -> None:
    """Opens a dialog that deletes itself."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def open_import(page: LedgerPage, block: object = None) -> None:
    """The import dialog, empty or with a pasted block."""
    from ui.exchange.import_dialog import ImportDialog

    pasted = cast("Sequence[Sequence[str]] | None", block)
    dialog = ImportDialog(page.context, page.ledger, block=pasted, parent=page)
    dialog.finished.connect(lambda _code: page.table.setFocus())
    show(dialog)


def open_export(page: LedgerPage) -> None:
    """The export dialog: what is listed as it is on the screen, the selection, or all."""
    from ui.exchange.export_dialog import ExportDialog

    selection = page.filtering.selection
    keys = [column.key for column in page.model.columns]
    show(
        ExportDialog(
            page.context,
            page.ledger,
            selection.where(),
            page.filtering.sorts,
            keys,
            selection.sentence(),
            selected=page.selected_records(),
            parent=page,
        )
    )


def open_batch(page: LedgerPage) -> None:
    """The batch dialog, at the current column."""
    from ui.ledger.batch import BatchDialog

    column = page.table.column
    dialog = BatchDialog(
        page.context,
        page.model,
        page.arranging.columns,
        page.selected_records(),
        page.model.ids,
        filtered=page.filtering.selection.filtered,
        key=column.key if column else "",
        parent=page,
    )
    page.hands.changing.emit(True)
    dialog.finished.connect(lambda _code: page.hands.changing.emit(False))
    show(dialog)


def remove_rows(page: LedgerPage, records: array[int]) -> None:
    """Deletes records after asking; one operation, undoable."""
    if not records or took_instead(page, [*records]):
        return
    context, ledger = page.context, page.ledger
    asked = f"删除选中的 {len(records):,} 条记录？删除后可以撤销，也能在回收站里找回。"
    if not context.asker.confirm(page, asked, f"删除 {len(records):,} 条", dangerous=True):
        return
    from bureau.editing import remove

    desk = context.desk
    context.writing.run(
        lambda _ticket: remove(desk, ledger, records),
        lambda _result: context.news.said.emit(f"已删除 {len(records):,} 条，可以撤销"),
        page.complain_of,
        title="删除",
    )


def took_instead(page: LedgerPage, records: Sequence[int]) -> bool:
    """Whether these records have to stay; what can be done with them is offered."""
    if page.handling is None:
        return False
    found = page.handling.instead_of_removing(page.context.desk, records)
    if found is not None and page.context.asker.confirm(page, found.sentence, found.title):
        found.open(page, records)
    return found is not None


def reveal(page: LedgerPage) -> None:
    """Shows personal values for a reason that is recorded, or hides them again."""
    from bureau.exchange.export import record_personal

    if not page.arranging.masked:
        page.arranging.set_masked(True)
        return
    context, ledger = page.context, page.ledger
    reason = context.asker.ask_text(
        page, "为什么要显示个人信息？（谁、什么时候、为什么会记入操作历史）"
    )
    if reason is None or not reason.strip():
        return
    desk, words = context.desk, reason.strip()
    context.writing.run(
        lambda _ticket: record_personal(desk, ledger, words),
        lambda _result: page.arranging.set_masked(False),
        page.complain_of,
        title="记录查看",
    )


def undoing(page: LedgerPage) -> Undoing:
    """Undo and redo where the page stands without the window."""
    from ui.undoing import Undoing

    found = page.findChild(Undoing)
    if found is None:
        found = Undoing(page.context, page)
        found.refresh()
    return found
