"""The form of one record: live messages beside the fields, drafts that survive a crash, 连续录入."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from bureau import editing
from bureau.drafts import Drafts
from bureau.editing import Draft, Edited, EditFault, Input
from bureau.editing.naming import record_name
from bureau.errors import BureauError
from bureau.exchange.reveal import record_reveal
from bureau.ledger.checks import Fault
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names, Value
from bureau.storage.changes import ChangeSet
from bureau.storage.photo_lists import NewPhoto, picture
from bureau.storage.rows import Row, page
from ui.context import Context
from ui.ledger.form_advice import Advise, Proposals, ask, show_remarks
from ui.ledger.form_drafts import put_back, typed_texts
from ui.ledger.form_frame import FormFrame
from ui.ledger.form_links import drop_sub_class, follow
from ui.ledger.form_plan import kept_keys
from ui.ledger.handling import Remark
from ui.ledger.inputs.base import FieldInput
from ui.ledger.inputs.line import ENTER
from ui.ledger.inputs.lines import LinesInput
from ui.ledger.inputs.text import LineInput, TextInput
from ui.ledger.photos.field import PhotosInput

LOCK_AFTER = 150
DRAFT_AFTER = 800
"""Milliseconds without typing after which the draft is kept."""


class RecordForm(FormFrame):
    """A new record or a present one. Nothing is stored before 保存."""

    saved = Signal(object)
    """The id of the record that was saved."""
    closed = Signal()
    """The form isn't wanted any more."""
    duplicate_wanted = Signal(object)
    """The id of a record that the new one may repeat, to be looked at."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        parent: QWidget | None = None,
        *,
        drafts: Drafts | None = None,
        advise: Advise | None = None,
    ) -> None:
        super().__init__(context, ledger, parent)
        self._advise = advise
        self._proposals = Proposals(self.rows)
        self.drafts = drafts or Drafts(context.desk)
        self.record: int | None = None
        self.present: Row = {}
        self.names: Names = context.desk.store.names()
        self._visited: set[str] = set()
        self._saving = False
        self._revealed = False
        self._touched = False
        self._told = False
        """Whether the notice speaks of what was typed last."""
        self._locker = QTimer(self)
        self._locker.setSingleShot(True)
        self._locker.setInterval(LOCK_AFTER)
        self._locker.timeout.connect(lambda: self.body.setEnabled(False))
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_AFTER)
        self._keeper.timeout.connect(self.keep_draft)
        self.save_button.clicked.connect(lambda: self.save())
        self.next_button.clicked.connect(lambda: self.save(again=True))
        self.cancel_button.clicked.connect(self.give_up)
        for key, row in self.rows.items():
            self._wire(key, row.input)
        context.news.changed.connect(self._on_news)

    def _wire(self, key: str, field_input: FieldInput) -> None:
        field_input.committed.connect(lambda: self._on_committed(key))
        field_input.entered.connect(lambda: self._on_entered(key))
        field_input.cancelled.connect(lambda: self._on_cancelled(key))
        field_input.edited.connect(self._on_edited)
        if isinstance(field_input, TextInput):
            field_input.reveal = self._reveal
        numbering = self.ledger.numbering
        if numbering is not None and numbering.field == key and isinstance(field_input, LineInput):
            field_input.line.setPlaceholderText("保存时自动编号")

    # -- what is shown -------------------------------------------------------------------------

    def start_new(self, template: Mapping[str, object] | None = None) -> None:
        """A blank form, or one with stored values to begin from (复制一条, 连续录入)."""
        self._start(None, {})
        self.title.setText(f"新增{self.ledger.title}")
        self.next_button.setVisible(True)
        filled = dict(template or {})
        if not filled and self.ledger.date:
            filled[self.ledger.date] = self.context.desk.today().isoformat()
        for key, value in filled.items():
            if key in self.rows and isinstance(value, str | int):
                self.rows[key].input.take_stored(value, self.names)
        if not template:
            self._offer_draft()
        self._read(None)
        self.focus_first()

    def start_edit(self, record: int) -> bool:
        """The form of a record that is there; False when it is gone."""
        desk = self.context.desk
        found = page(desk.store.reader(), self.ledger, [record], today=desk.now())
        if not found:
            return False
        self._start(record, found[0])
        label = self.present.get(self.ledger.label)
        self.title.setText(f"修改 {label}" if label else f"修改{self.ledger.title}")
        self.next_button.setVisible(False)
        self._offer_draft()
        self._read(None)
        self.focus_first()
        return True

    def _start(self, record: int | None, present: Row) -> None:
        self._keeper.stop()
        self.record, self.present = record, present
        self.names = self.context.desk.store.names()
        self._visited.clear()
        self._revealed = self._touched = self._told = False
        self._proposals.forget()
        self.notice.hide()
        self.area.verticalScrollBar().setValue(0)
        for key, row in self.rows.items():
            row.input.set_value(present.get(key), self.names)
            row.show_fault(None)
            row.show_why("")
            if isinstance(row.input, PhotosInput):
                # Photos of a record that is there are changed in its pane, at once.
                row.setVisible(record is None)

    def template_of(self, record: int) -> dict[str, object] | None:
        """What a copy of a record begins with: all but its name, its personal data and its photos."""
        desk = self.context.desk
        found = page(desk.store.reader(), self.ledger, [record], today=desk.now())
        if not found:
            return None
        numbered = self.ledger.numbering.field if self.ledger.numbering else self.ledger.label
        return {
            key: found[0][key]
            for key, row in self.rows.items()
            if key != numbered and not row.field.personal and not isinstance(row.input, PhotosInput)
        }

    def focus_first(self) -> None:
        """Goes to the first field that is to be filled in."""
        wanted = [row for row in self.rows.values() if row.field.required] or [*self.rows.values()]
        blank = [
            row for row in wanted if not row.input.changed and not self.present.get(row.field.key)
        ]
        first = (blank or wanted)[0].input
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, LineInput):
            # What a template or a record has there is replaced by typing.
            first.line.selectAll()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that isn't saved."""
        return any(row.input.changed for row in self.rows.values())

    @property
    def unsaved(self) -> bool:
        """Whether a person typed something, now or in a draft that was found again."""
        return self._touched and self.dirty

    # -- reading and checking ------------------------------------------------------------------

    def inputs(self) -> dict[str, Input]:
        """What was typed or picked, by field key."""
        return {
            key: row.input.raw()
            for key, row in self.rows.items()
            if row.input.changed and not isinstance(row.input, PhotosInput)
        }

    def photos(self) -> dict[str, Sequence[NewPhoto | str]]:
        """New photos by field key."""
        return {
            key: [picture(photo) for photo in row.input.photos]
            for key, row in self.rows.items()
            if isinstance(row.input, PhotosInput) and row.input.changed
        }

    def _on_edited(self) -> None:
        self._touched = True
        self._keeper.start()

    def _on_committed(self, key: str) -> None:
        if self._saving:
            return
        if self._touched or QApplication.focusWidget() is not None:  # Ctrl+S leaves to nowhere
            self._visited.add(key)
        self._read(key)

    def _read(self, committed: str | None) -> Draft | None:
        """Lets the bureau read the inputs, and shows what follows and what is wrong."""
        drop_sub_class(self.ledger, self.rows, self.names, committed)
        inputs = self.inputs()
        try:
            draft = editing.read(self.context.desk, self.ledger, inputs, self.record)
        except BureauError as error:
            self.notice.show_notice(error.sentence, "danger")
            return None
        self._put_in_order(draft, inputs)
        self._show_faults(draft.faults, self._visited)
        follow(self.ledger, self.rows)
        if committed is not None:
            self._tell(draft, inputs)
        return draft

    def _put_in_order(self, draft: Draft, inputs: Mapping[str, Input]) -> None:
        """Shows values the way they are always written, and those that followed by themselves."""
        wrong = {fault.field.partition(".")[0] for fault in draft.faults}
        for key, row in self.rows.items():
            if key in wrong or isinstance(row.input, LinesInput | PhotosInput):
                continue
            if key in draft.values:
                value = draft.values[key]
            elif key in inputs and self.record is not None:
                value = self.present.get(key)
            else:
                continue
            if key not in inputs and value == self.present.get(key):
                continue
            # A negative id is a name that is new: it can't be shown as stored.
            if value is None or isinstance(value, str) or (isinstance(value, int) and value >= 0):
                row.input.take_stored(value, self.names)

    def _show_faults(self, faults: Sequence[Fault], keys: set[str]) -> None:
        """Messages beside the fields that were visited."""
        by_field: dict[str, Fault] = {}
        for fault in faults:
            by_field.setdefault(fault.field.partition(".")[0], fault)
        for key, row in self.rows.items():
            row.show_fault(by_field.get(key) if key in keys else None)

    def _tell(self, draft: Draft, inputs: Mapping[str, Input]) -> None:
        """What followed by itself, and records that this one may repeat."""
        new = self.record is None and not draft.faults
        remarks = self._take_advice(inputs)
        found = editing.duplicates(self.context.desk, self.ledger, inputs) if new else []
        if self._told:
            self.notice.hide()  # it was said of what stood there before
        self._told = bool(found or draft.said or remarks)
        if remarks:
            show_remarks(self.notice, remarks, self.duplicate_wanted.emit)
        elif found:
            first = found[0]
            self.notice.show_notice(
                first.sentence,
                "warning",
                [("查看那一条", lambda: self.duplicate_wanted.emit(first.record))],
            )
        elif draft.said:
            self.notice.show_notice("；".join(draft.said) + "。", "active")

    def _take_advice(self, inputs: Mapping[str, Input]) -> tuple[Remark, ...]:
        """Fills in what the department proposes for a new record; gives what it reminds of."""
        own = self._proposals.own(inputs)
        advice = ask(self._advise, self.context.desk, own, self.record)
        self._proposals.show(advice, self.names, fill=self.record is None)
        return advice.remarks

    # -- saving --------------------------------------------------------------------------------

    def save(self, *, again: bool = False) -> None:
        """Stores the record; `again` goes on with the next one."""
        if self._saving:
            return
        self._settle_focused()
        self._visited |= set(self.rows)
        inputs, photos = self.inputs(), self.photos()
        if self.record is not None and not inputs and not photos:
            self._finish(self.record, None, again=False)
            return
        self._set_saving(True)
        desk, ledger, record = self.context.desk, self.ledger, self.record
        work: Callable[[], object]
        if record is None:
            work = lambda: editing.add(desk, ledger, inputs, photos=photos)  # noqa: E731 - one of two
        else:
            work = lambda: editing.change(desk, ledger, [record], inputs)  # noqa: E731 - one of two
        self.context.writing.run(
            lambda _ticket: work(),
            lambda result: self._finish(record, result, again=again),
            self._refuse,
            title="保存",
        )

    def _settle_focused(self) -> None:
        """Ctrl+Enter saves what stands in the box that has the focus, too."""
        for key, row in self.rows.items():
            if isinstance(row.input, LineInput) and holds_focus(row.input):
                row.input.settle()
                self._on_committed(key)

    def _finish(self, record: int | None, result: object, *, again: bool) -> None:
        self._set_saving(False)
        self._keeper.stop()
        self.drafts.drop(self.ledger, self.record)
        kept = {key: self.kept_value(key) for key in kept_keys(self.ledger)}
        saved = result if record is None else record
        if isinstance(result, Edited) and result.said:
            self.context.news.said.emit("；".join(result.said))
        for row in self.rows.values():
            row.input.set_value(None, self.names)
        self.saved.emit(saved)
        if again:
            self.start_new({key: value for key, value in kept.items() if value is not None})
        else:
            self.closed.emit()

    def kept_value(self, key: str) -> Value:
        """The value of a field that the next record begins with."""
        row = self.rows.get(key)
        value = row.input.current() if row is not None else None
        return value if isinstance(value, str | int) else None

    def _refuse(self, error: BaseException) -> None:
        self._set_saving(False)
        if isinstance(error, EditFault):
            faults = [Fault(one.field, one.reason, one.suggestion) for one in error.faults]
            self._show_faults(faults, set(self.rows))
            wrong = [row for row in self.rows.values() if row.fault is not None]
            if not wrong:
                self.notice.show_notice(error.sentence, "danger")
            else:
                self.notice.hide()
                self.area.ensureWidgetVisible(wrong[0])
                wrong[0].input.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if isinstance(error, BureauError):
            self.notice.show_notice(error.sentence, "danger")
            return
        raise error

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        if saving:
            # Most are saved before anybody could type on; only a save that waits locks the fields.
            self._locker.start()
        else:
            self._locker.stop()
            self.body.setEnabled(True)
        for button in (self.save_button, self.next_button, self.cancel_button):
            button.setEnabled(not saving)

    def give_up(self) -> bool:
        """Closes the form; asks where something was typed. True when it is closed."""
        if self._saving:
            return False
        if self.unsaved and not self.context.asker.confirm(
            self, "填写的内容还没有保存，要放弃吗？", "放弃填写", dangerous=True
        ):
            return False
        self._keeper.stop()
        self.drafts.drop(self.ledger, self.record)
        for row in self.rows.values():
            row.input.set_value(None, self.names)
        self.closed.emit()
        return True

    # -- drafts --------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keeps what is typed, so that it survives a crash or the end of the program."""
        if self._touched:
            self.drafts.put(self.ledger, self.record, typed_texts(self.rows))

    def _offer_draft(self) -> None:
        kept = self.drafts.get(self.ledger, self.record)
        if kept is None:
            return
        restored = put_back(self.rows, kept.typed)
        self._visited |= restored
        self._touched = self._touched or bool(restored)
        self.notice.show_notice(
            f"已经找回 {kept.at[5:]} 没有保存的内容，核对后请保存。",
            "active",
            [("不要了", self._drop_draft)],
        )

    def _drop_draft(self) -> None:
        self.drafts.drop(self.ledger, self.record)
        if self.record is None:
            self.start_new()
        else:
            self.start_edit(self.record)

    # -- keys and news -------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Ctrl+S in the form saves the record, before the window's own Ctrl+S is asked."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Save)
        ):
            event.accept()
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Another page is shown, or the window goes: what was typed a moment ago is kept too."""
        super().hideEvent(event)
        if self._keeper.isActive():
            self._keeper.stop()
            self.keep_draft()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Save):
            event.accept()
            self.save()
        elif event.matches(QKeySequence.StandardKey.Paste):
            event.accept()
            self.take_photos(QGuiApplication.clipboard().mimeData())
        elif event.key() in ENTER and control:
            self.save(
                again=self.record is None
                and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _on_entered(self, key: str) -> None:
        """Enter goes to the next field, after the last one to 保存."""
        keys = [one for one, row in self.rows.items() if row.isVisibleTo(self)]
        after = keys.index(key) + 1
        if after >= len(keys):
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        following = self.rows[keys[after]].input
        self.area.ensureWidgetVisible(self.rows[keys[after]])
        following.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(following, LineInput):
            following.line.selectAll()

    def _on_cancelled(self, key: str) -> None:
        """Esc takes back this field; in one that wasn't touched it closes the form."""
        field_input = self.rows[key].input
        if field_input.changed and field_input.raw() != (initial := self.present.get(key)):
            field_input.set_value(initial, self.names)
            self.rows[key].show_fault(None)
        else:
            self.give_up()

    def _reveal(self, then: Callable[[], None]) -> None:
        """Records that the person looks at the record's masked personal data; once a record."""
        record, desk, ledger = self.record, self.context.desk, self.ledger
        if record is None or self._revealed:
            then()
            return
        name = record_name(ledger, self.present, self.names)

        def recorded(_result: object) -> None:
            if self.record == record:
                self._revealed = True
                then()

        self.context.writing.run(
            lambda _ticket: record_reveal(desk, ledger, record, name),
            recorded,
            self._refuse,
            title="记录查看",
        )

    def _on_news(self, changes: ChangeSet) -> None:
        if changes:
            self.names = self.context.desk.store.names()
            for row in self.rows.values():
                row.input.renew(self.names)


def holds_focus(widget: QWidget) -> bool:
    """Whether the keyboard is at the widget or in it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
