"""One act with many records: how many fit and which don't said first, then what it asks, then one operation."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.editing import EditFault, Input
from bureau.errors import BureauError
from bureau.ledger.checks import Fault
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Names
from bureau.ledger.types import DateTime
from bureau.storage.photo_lists import NewPhoto, picture
from bureau.workflow import AnswerFault
from ui import tokens
from ui.context import Context
from ui.ledger.form_row import FieldRow
from ui.ledger.handling import Answers, Done, Planned, RecordAct
from ui.ledger.inputs.line import ENTER
from ui.ledger.photos.field import PhotosInput
from ui.tasks import Ticket
from ui.widgets.enter_button import EnterButton

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

WIDTH = 560
TITLE_WIDTH = 112
"""Pixels: 不予立案的理由 and its star in one line."""
MOST_LEFT = 200
"""So many records that don't fit are listed one by one."""
AT = Field(key="at", title="办理时间", type=DateTime(), hint="空着就是现在；补录时填实际办理的时间")


class ActDialog(QDialog):
    """The main button names the act and the count; it is off while nothing fits."""

    done_with = Signal(object)
    """What came of it, a Done."""

    def __init__(
        self,
        context: Context,
        act: RecordAct,
        selected: Sequence[int],
        listed: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("act-dialog")
        self.setWindowTitle(act.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(WIDTH)
        self.context, self.act = context, act
        self.selected = array("q", selected)
        self.listed = array("q", listed)
        self.planned: Planned | None = None
        self.rows: dict[str, FieldRow] = {}
        self._ticket: Ticket | None = None
        self._taking = False
        self._counting = False
        self._pressed = False
        """Whether the main button was pressed while the answers were counted anew."""
        self._lay_out()
        self._plan()

    # -- parts ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(10)
        self.only_selected = QRadioButton(f"选中的 {len(self.selected):,} 条", self)
        self.all_listed = QRadioButton(f"当前筛选的全部 {len(self.listed):,} 条", self)
        self.scope = QButtonGroup(self)
        both = len(self.listed) > len(self.selected)
        for button in (self.only_selected, self.all_listed):
            self.scope.addButton(button)
            button.setVisible(both)
            if both:
                whole.addWidget(button)
        self.only_selected.setChecked(True)
        self.scope.buttonToggled.connect(lambda _button, on: self._plan() if on else None)
        self.sentence = self._label("act-sentence", "heading")
        whole.addWidget(self.sentence)
        self.left_button = QPushButton("看看是哪些")
        self.left_button.setObjectName("act-left")
        self.left_button.setProperty("role", "link")
        self.left_button.setAutoDefault(False)
        self.left_button.clicked.connect(self._toggle_left)
        whole.addWidget(self.left_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.left_list = QPlainTextEdit()
        self.left_list.setObjectName("act-left-list")
        self.left_list.setAccessibleName("不能办理的记录和原因")
        self.left_list.setReadOnly(True)
        self.left_list.setTabChangesFocus(True)
        self.left_list.setMaximumHeight(132)
        self.left_list.hide()
        whole.addWidget(self.left_list)
        self.hint = self._label("act-hint", "faint")
        self.hint.setText(self.act.hint)
        self.hint.setVisible(bool(self.act.hint))
        whole.addWidget(self.hint)
        self.area = QScrollArea()
        self.area.setObjectName("act-fields")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget()
        self.body.setObjectName("ground")
        self.fields = QVBoxLayout(self.body)
        self.fields.setContentsMargins(0, 0, tokens.GRID, 0)
        self.fields.setSpacing(tokens.GRID)
        self.area.setWidget(self.body)
        self.area.hide()
        whole.addWidget(self.area, 1)
        self.fault = self._label("act-fault", "danger")
        self.fault.hide()
        whole.addWidget(self.fault)
        row = QHBoxLayout()
        row.setSpacing(tokens.GRID)
        note = self._label("act-note", "faint")
        note.setText("一次办完，可以一次撤销。Ctrl+回车确定")
        note.setWordWrap(False)
        row.addWidget(note)
        row.addStretch(1)
        self.take_button = EnterButton(self.act.title)
        self.take_button.setObjectName("act-take")
        self.take_button.setProperty("role", "main")
        self.take_button.clicked.connect(self.take)
        self.cancel_button = EnterButton("取消")
        self.cancel_button.clicked.connect(self.reject)
        row.addWidget(self.take_button)
        row.addWidget(self.cancel_button)
        whole.addLayout(row)

    def _label(self, name: str, role: str) -> QLabel:
        made = QLabel(self)
        made.setObjectName(name)
        made.setProperty("role", role)
        made.setWordWrap(True)
        made.setTextFormat(Qt.TextFormat.PlainText)
        return made

    @property
    def records(self) -> array[int]:
        """The records to be looked at."""
        return self.selected if self.only_selected.isChecked() else self.listed

    # -- how many ------------------------------------------------------------------------------

    def _plan(self) -> None:
        """How many fit of other records: nothing is taken before that is seen."""
        self.planned = None
        self.take_button.setEnabled(False)
        self._count()

    def _count(self) -> None:
        """How many fit with these answers. The button stays: it is what a field is often left for."""
        if self._ticket is not None:
            self._ticket.cancel()
        self._counting, self._pressed = True, False
        self.sentence.setText("正在核对能办的有多少…")
        desk, act, records, inputs = self.context.desk, self.act, self.records, self.inputs()
        self._ticket = self.context.reading.run(
            lambda _ticket: act.plan(desk, records, inputs), self._on_planned, self._complain
        )

    def _on_planned(self, planned: object) -> None:
        assert isinstance(planned, Planned)
        self._ticket = None
        pressed = self._pressed and self.planned is not None and planned.fits == self.planned.fits
        self._counting = self._pressed = False
        self.planned = planned
        self.sentence.setText(planned.sentence)
        count = len(planned.fits)
        plain = count == 1 or planned.ready is not None
        self.take_button.setText(
            self.act.title if plain else f"{self.act.title} {count:,} {self.act.unit}"
        )
        self.take_button.setEnabled(planned.possible and self.context.writable)
        named = [f"{one.name or '（已删除）'}：{one.reason}" for one in planned.left[:MOST_LEFT]]
        if len(planned.left) > MOST_LEFT:
            named.append(f"……共 {len(planned.left):,} 条")
        self.left_list.setPlainText("\n".join(named))
        self.left_button.setVisible(bool(planned.left))
        if not planned.left:
            self.left_list.hide()
        self._ask(planned)
        if pressed:
            self.take()

    def _toggle_left(self) -> None:
        shown = self.left_list.isHidden()
        self.left_list.setVisible(shown)
        self.left_button.setText("收起" if shown else "看看是哪些")
        self._fit()

    # -- questions -----------------------------------------------------------------------------

    def _ask(self, planned: Planned) -> None:
        """The questions, once; which must be answered depends on the records."""
        asked = [replace(one, required=one.key in planned.required) for one in self.act.asks]
        if not planned.fits and not self.act.replans:
            asked = []
        if self.act.dated and planned.possible:
            asked.append(AT)
        if [row.field for row in self.rows.values()] == asked:
            return
        typed = {key: row for key, row in self.rows.items() if row.input.changed}
        names = self.context.desk.store.names()
        for row in self.rows.values():
            if row.field.key not in typed:
                self.fields.removeWidget(row)
                row.hide()
                row.deleteLater()
        self.rows = {}
        while self.fields.count():
            self.fields.takeAt(0)
        for one in asked:
            known = typed.get(one.key)
            row = known if known is not None else self._new_row(one, planned, names)
            self.rows[one.key] = row
            self.fields.addWidget(row)
        self.fields.addStretch(1)
        self.area.setVisible(bool(asked))
        self._fit()
        # Where nothing fits yet, some answer is what it lacks.
        wanted = (row for row in self.rows.values() if row.field.required or not planned.possible)
        first = next(wanted, None)
        (first.input if first is not None else self.take_button).setFocus()

    def _new_row(self, one: Field, planned: Planned, names: Names) -> FieldRow:
        row = FieldRow(one, self.context, self.body)
        row.title.setFixedWidth(TITLE_WIDTH)
        row.input.set_value(None, names)
        if one.key in planned.proposed:
            row.input.take_stored(planned.proposed[one.key], names)
        row.input.entered.connect(lambda: self._on_entered(one.key))
        if self.act.replans:
            row.input.committed.connect(self._count)
        row.input.cancelled.connect(self.reject)
        row.input.edited.connect(lambda: row.show_fault(None))
        if isinstance(row.input, PhotosInput):
            row.input.committed.connect(self._fit)
        if one.hint:
            row.input.noted.emit(one.hint)
            # It stands below: in the empty box it would be said a second time.
            boxes: list[QLineEdit | QPlainTextEdit] = [
                *row.input.findChildren(QLineEdit),
                *row.input.findChildren(QPlainTextEdit),
            ]
            for box in boxes:
                box.setPlaceholderText("")
        return row

    def _fit(self) -> None:
        """As high as what is asked, as far as the screen goes."""
        self.body.adjustSize()
        wanted = self.body.sizeHint().height() + 4
        self.area.setMinimumHeight(min(wanted, 380))
        room = self.screen().availableGeometry()
        self.resize(self.width(), min(self.sizeHint().height(), room.height() - 80))
        # It was centred while it was low: grown, it must not reach below the screen.
        lowest = room.bottom() - self.frameGeometry().height()
        if self.isVisible() and self.y() > lowest:
            self.move(self.x(), max(room.top(), lowest))

    def _on_entered(self, key: str) -> None:
        """Enter goes on to the next question, after the last to the main button."""
        keys = [*self.rows]
        after = keys.index(key) + 1
        if after < len(keys):
            self.area.ensureWidgetVisible(self.rows[keys[after]])
            self.rows[keys[after]].input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.take_button.setFocus(Qt.FocusReason.TabFocusReason)

    # -- doing it ------------------------------------------------------------------------------

    def answers(self) -> Answers | None:
        """What was answered; None where the moment can't be read."""
        photos: list[NewPhoto | str] = []
        at: datetime | None = None
        for key, row in self.rows.items():
            if isinstance(row.input, PhotosInput):
                photos += [picture(photo) for photo in row.input.photos]
            elif key == AT.key:
                value = row.input.current()
                if isinstance(value, str):
                    at = datetime.fromisoformat(value)
                elif str(row.input.raw() or "").strip():
                    row.show_fault(Fault(key, "看不懂这个时间", "请写成 2026-10-8 9:30 这样"))
                    return None
        return Answers(inputs=self.inputs(), photos=photos, at=at)

    def inputs(self) -> dict[str, Input]:
        """What was typed or picked, by key of the question."""
        return {
            key: row.input.raw()
            for key, row in self.rows.items()
            if key != AT.key and not isinstance(row.input, PhotosInput)
        }

    def take(self) -> None:
        """Does it with the records that fit."""
        planned = self.planned
        if planned is None or not planned.possible or self._taking:
            return
        if self._counting:
            self._pressed = True
            return
        answers = self.answers()
        if answers is None:
            return
        self._say("")
        self._set_taking(True)
        desk, act = self.context.desk, self.act
        self.context.writing.run(
            lambda _ticket: act.take(desk, planned.fits, answers),
            self._on_done,
            self._complain,
            title=act.title,
        )

    def _on_done(self, done: object) -> None:
        assert isinstance(done, Done)
        self.context.news.said.emit(done.sentence)
        self.accept()
        self.done_with.emit(done)

    def _complain(self, error: BaseException) -> None:
        self._counting = self._pressed = False
        self._set_taking(False)
        if not isinstance(error, BureauError):
            raise error
        faults: list[Fault] = []
        if isinstance(error, AnswerFault):
            faults = [Fault(key, said) for key, said in error.faults.items()]
        elif isinstance(error, EditFault):
            faults = [Fault(one.field, one.reason, one.suggestion) for one in error.faults]
        placed = [fault for fault in faults if fault.field in self.rows]
        for fault in reversed(placed):
            self.rows[fault.field].show_fault(fault)
        if placed:
            row = self.rows[placed[0].field]
            self.area.ensureWidgetVisible(row)
            row.input.setFocus(Qt.FocusReason.OtherFocusReason)
        if len(placed) < len(faults) or not faults:
            self._say(error.sentence)

    def _set_taking(self, taking: bool) -> None:
        self._taking = taking
        able = self.planned is not None and self.planned.possible
        self.take_button.setEnabled(able and not taking)
        self.cancel_button.setEnabled(not taking)
        self.body.setEnabled(not taking)

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self._fit()

    def reject(self) -> None:
        """Closes it, but not while the act is under way: what came of it is to be said."""
        if not self._taking:
            super().reject()

    def done(self, result: int) -> None:
        """Nobody waits any more for how many it would be."""
        if self._ticket is not None:
            self._ticket.cancel()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter takes it; a plain Enter belongs to the fields."""
        if event.key() in ENTER:
            event.accept()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.take()
        else:
            super().keyPressEvent(event)


def open_act(page: LedgerPage, act: RecordAct, records: Sequence[int]) -> ActDialog:
    """The dialog of an act over a page, for the chosen records or all that are filtered."""
    filtered = page.filtering.selection.filtered and not act.single
    dialog = ActDialog(page.context, act, records, page.model.ids if filtered else (), parent=page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.finished.connect(lambda _code: page.table.setFocus())
    if act.then is not None:
        then = act.then
        dialog.done_with.connect(lambda done: then(page, done))
    dialog.open()
    return dialog
