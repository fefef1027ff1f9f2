"""The pane beside the table: one record's facts, photos and timeline, or the form to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from bureau.drafts import Drafts
from bureau.errors import BureauError
from bureau.exchange.reveal import record_reveal
from bureau.ledger.declaration import Ledger
from bureau.ledger.types import Photos
from bureau.storage.changes import ChangeSet
from bureau.storage.history import Event
from bureau.storage.photo_lists import Photo, picture
from bureau.storage.undo import UndoConflict, undo
from ui import tokens
from ui.context import Context
from ui.ledger.facts import FactsView
from ui.ledger.photos.strip import PhotoStrip
from ui.ledger.photos.viewer import PhotoViewer, Side
from ui.ledger.seen import Seen, see
from ui.ledger.timeline import TimelineView
from ui.widgets.bars import EmptyPage, NoticeBar

if TYPE_CHECKING:
    from ui.ledger.form import RecordForm
    from ui.ledger.form_advice import Advise
    from ui.ledger.handling import RecordPanel

EDGE = tokens.GRID * 2


class RecordView(QWidget):
    """One record, to be looked at."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        parent: QWidget | None = None,
        panel: RecordPanel | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = QLabel(self)
        self.title.setObjectName("record-title")
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = QLabel(self)
        self.state.setObjectName("record-state")
        self.notice = NoticeBar(self)
        self.facts = FactsView(self)
        self.timeline = TimelineView(self)
        self.strips = {
            field.key: PhotoStrip(field.title, context, self)
            for field in ledger.fields
            if isinstance(field.type, Photos)
        }
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, EDGE, EDGE, 0)
        head.setSpacing(tokens.GRID)
        head.addWidget(self.title, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget(self)
        body.setObjectName("card")
        column = QVBoxLayout(body)
        column.setContentsMargins(EDGE, tokens.GRID, EDGE, EDGE)
        column.setSpacing(tokens.GRID + 4)
        if panel is not None:
            column.addWidget(panel.head)
        if self.strips:
            column.addLayout(self._pairs())
        column.addWidget(self.facts)
        if panel is not None:
            column.addWidget(panel.tail)
        heading = QLabel("修改经过" if panel is not None else "经过", body)
        heading.setProperty("role", "soft")
        column.addWidget(heading)
        column.addWidget(self.timeline)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidget(body)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit_button = self.button("编辑", "record-edit", "main")
        self.print_button = self.button("打印", "record-print", "")
        self.copy_button = self.button("复制", "record-copy", "quiet")
        self.copy_button.setToolTip("以这一条的内容新增一条；编号、个人信息和照片不复制")
        self.remove_button = self.button("删除", "record-remove", "quiet")
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, tokens.GRID, EDGE, EDGE)
        bar.setSpacing(tokens.GRID)
        self.edit_button.setMinimumWidth(80)
        bar.addWidget(self.edit_button)
        bar.addWidget(self.print_button)
        bar.addStretch(1)
        bar.addWidget(self.copy_button)
        bar.addWidget(self.remove_button)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addLayout(head)
        around.addWidget(self.notice)
        around.addWidget(self.area, 1)
        around.addLayout(bar)

    def _pairs(self) -> QVBoxLayout:
        """The photos of each field, two fields beside each other."""
        rows = QVBoxLayout()
        rows.setSpacing(tokens.GRID)
        strips = [*self.strips.values()]
        for at in range(0, len(strips), 2):
            pair = QHBoxLayout()
            pair.setSpacing(tokens.GRID)
            for strip in strips[at : at + 2]:
                pair.addWidget(strip, 1)
            rows.addLayout(pair)
        return rows

    def button(self, text: str, name: str, role: str) -> QPushButton:
        """A button of the bar."""
        made = QPushButton(text, self)
        made.setObjectName(name)
        if role:
            made.setProperty("role", role)
        return made

    def show_state(self, text: str, tone_name: str) -> None:
        """The state as a pill with its mark, hidden where there is none."""
        self.state.setVisible(bool(text))
        tone = tokens.TONES[tone_name or "neutral"]
        self.state.setText(f"{tone.mark} {text}")
        self.state.setStyleSheet(
            f"background: {tone.ground}; color: {tone.ink}; border-radius: 10px; padding: 1px 10px;"
        )


class DetailsPane(QFrame):
    """Follows the table's current record, refreshes itself on news, and holds the form."""

    record_saved = Signal(object)
    """The id of a record that was added or changed in the form."""
    record_removed = Signal(object)
    print_wanted = Signal(object)
    """The id of the record to print."""
    look_wanted = Signal(object)
    """The id of another record that the person wants to look at."""
    form_opened = Signal()
    form_closed = Signal()

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        parent: QWidget | None = None,
        *,
        drafts: Drafts | None = None,
        panel: RecordPanel | None = None,
        advise: Advise | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("详情")
        self.panel = panel
        self._advise = advise
        self.instead: Callable[[Sequence[int]], bool] | None = None
        self.context = context
        self.ledger = ledger
        self.record: int | None = None
        self.seen: Seen | None = None
        self._drafts = drafts
        self._unmasked = False
        self._form: RecordForm | None = None
        self._viewer: PhotoViewer | None = None
        self.stack = QStackedWidget(self)
        self.empty = EmptyPage(
            "还没有选中记录", "在左边点一条，这里显示它的内容、照片和经过。", parent=self
        )
        self.empty.setObjectName("card")
        self.view = RecordView(context, ledger, self, panel)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.view)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.stack)
        self._wire()
        context.news.changed.connect(self._on_news)

    def _wire(self) -> None:
        view = self.view
        view.edit_button.clicked.connect(self.edit)
        view.remove_button.clicked.connect(self.remove)
        view.copy_button.clicked.connect(self.copy)
        view.print_button.clicked.connect(lambda: self.print_wanted.emit(self.record))
        view.facts.reveal_wanted.connect(self.reveal)
        view.timeline.undo_wanted.connect(self.undo_step)
        for key, strip in view.strips.items():
            strip.wanted.connect(lambda photos, done, key=key: self.save_photos(key, photos, done))
            strip.opened.connect(lambda place, key=key: self.open_photos(key, place))
            strip.read_only = not self.context.writable
        for button in (view.edit_button, view.remove_button, view.copy_button):
            button.setEnabled(self.context.writable)
            if not self.context.writable:
                button.setToolTip(self.context.refusal)

    # -- looking -------------------------------------------------------------------------------

    def show_record(self, record: int | None) -> None:
        """Shows a record, None for nothing. An open form stays until it is saved or given up."""
        if record != self.record:
            self._unmasked = False
            self.view.notice.hide()
        self.record = record
        if record is None:
            self.seen = None
            if not self.form_is_open:
                self.stack.setCurrentWidget(self.empty)
            return
        self._read()

    def _read(self) -> None:
        """Reads the record in the lane of reading; what comes too late is dropped."""
        wanted, unmasked, panel = self.record, self._unmasked, self.panel
        if wanted is None:
            return
        desk = self.context.desk

        def read() -> tuple[Seen | None, object]:
            seen = see(desk, self.ledger, wanted, unmasked=unmasked)
            return seen, panel.read(desk, wanted) if panel is not None and seen else None

        self.context.reading.run(
            lambda _ticket: read(),
            lambda found: self._show(wanted, found),
            self._complain,
        )

    def _show(self, wanted: int, found: object) -> None:
        # A page may be gone while its record was still being read.
        if wanted != self.record or not isValid(self):
            return
        assert isinstance(found, tuple)
        seen, beside = found
        if not isinstance(seen, Seen):
            self.show_record(None)
            return
        moved = self.seen is None or self.seen.record != seen.record
        self.seen = seen
        view = self.view
        view.title.setText(seen.title)
        state = seen.state
        view.show_state(state.text if state else "", state.tone if state else "")
        view.facts.show_facts(seen.facts)
        if self.panel is not None:
            self.panel.show(beside)
        for key, strip in view.strips.items():
            if moved:
                strip.current = 0
            strip.show_photos(seen.photos.get(key, []))
        view.timeline.show_events(seen.events, writable=self.context.writable)
        if moved:
            view.area.verticalScrollBar().setValue(0)
        if self._viewer is not None and self._viewer.isVisible():
            self._viewer.renew(self.sides())
        if not self.form_is_open:
            self.stack.setCurrentWidget(view)

    def reveal(self) -> None:
        """Shows what is masked; that somebody looked is recorded."""
        if self.record is None or self.seen is None:
            return
        record, title = self.record, self.seen.title

        def shown(_result: object) -> None:
            if self.record == record:
                self._unmasked = True
                self._read()

        self.context.writing.run(
            lambda _ticket: record_reveal(self.context.desk, self.ledger, record, title),
            shown,
            self._complain,
            title="记录查看",
        )

    # -- the form ------------------------------------------------------------------------------

    @property
    def form(self) -> RecordForm:
        """The form, made when it is first wanted."""
        if self._form is None:
            from ui.ledger.form import RecordForm

            made = RecordForm(
                self.context, self.ledger, self.stack, drafts=self._drafts, advise=self._advise
            )
            made.saved.connect(self._on_saved)
            made.closed.connect(self._on_closed)
            made.duplicate_wanted.connect(self.look_wanted)
            self.stack.addWidget(made)
            self._form = made
        return self._form

    @property
    def form_is_open(self) -> bool:
        """Whether the form stands in the pane."""
        return self._form is not None and self.stack.currentWidget() is self._form

    def may_write(self) -> bool:
        """Whether anything can be changed here; says why where not."""
        if not self.context.writable:
            self.view.notice.show_notice(self.context.refusal, "warning")
            self.context.news.said.emit(self.context.refusal)
        return self.context.writable

    def new_record(self, template: Mapping[str, object] | None = None) -> None:
        """Opens the form for a new record, with stored values to begin from."""
        if not self.may_write():
            return
        if self.form_is_open and not self.form.give_up():
            return
        self.stack.setCurrentWidget(self.form)
        self.form.start_new(template)
        self.form_opened.emit()

    def edit(self, key: str | bool = "") -> None:
        """Opens the form of the record that is shown, at a field when one is named."""
        if self.record is None or not self.may_write():
            return
        if self.form_is_open and not self.form.give_up():
            return
        if self.form.start_edit(self.record):
            self.stack.setCurrentWidget(self.form)
            row = self.form.rows.get(key) if isinstance(key, str) else None
            if row is not None:
                self.form.area.ensureWidgetVisible(row)
                row.input.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.form.focus_first()
            self.form_opened.emit()

    def copy(self) -> None:
        """A new record with the values of this one, but for what names it and its photos."""
        if self.record is None:
            return
        template = self.form.template_of(self.record)
        if template is not None:
            self.new_record(template)

    def _on_saved(self, record: object) -> None:
        self.context.news.said.emit(f"已保存 {self.context.desk.now():%H:%M}")
        if isinstance(record, int):
            self.record = record
            self.record_saved.emit(record)

    def _on_closed(self) -> None:
        # Told first: who takes the keyboard now keeps the stack from handing it to some button here.
        self.form_closed.emit()
        self.stack.setCurrentWidget(self.view if self.seen is not None else self.empty)
        self._read()

    # -- changing ------------------------------------------------------------------------------

    def save_photos(self, key: str, photos: Sequence[Photo], done: str) -> None:
        """Makes a photos field hold these photos: one operation, one undo."""
        if self.record is None or self.seen is None:
            return
        from bureau import editing

        record, desk, ledger = self.record, self.context.desk, self.ledger
        pictures = {key: [picture(photo) for photo in photos]}
        label = f"{done}：{self.seen.title}的{ledger.by_key[key].title}"
        self.context.writing.run(
            lambda _ticket: editing.change(
                desk, ledger, [record], {}, photos=pictures, label=label
            ),
            lambda _result: None,
            self._complain,
            title=done,
        )

    def remove(self) -> None:
        """Deletes the record, after asking."""
        if self.record is None or self.seen is None or not self.may_write():
            return
        record, desk, ledger = self.record, self.context.desk, self.ledger
        if self.instead is not None and self.instead([record]):
            return
        text = f"删除 {self.seen.title}？可以用撤销或在回收站里找回。"
        if not self.context.asker.confirm(self, text, "删除这一条", dangerous=True):
            return
        from bureau import editing

        def removed(_result: object) -> None:
            self.show_record(None)
            self.record_removed.emit(record)

        self.context.writing.run(
            lambda _ticket: editing.remove(desk, ledger, [record]),
            removed,
            self._complain,
            title="删除",
        )

    def undo_step(self, event: Event) -> None:
        """Takes one operation back, after asking: other records may be part of it."""
        text = f"撤销“{event.label}”？这一步里的其他记录会一起撤销。"
        if not self.context.asker.confirm(self, text, "撤销这一步"):
            return
        self._undo(event, partial=False)

    def _undo(self, event: Event, *, partial: bool) -> None:
        desk = self.context.desk

        def failed(error: BaseException) -> None:
            if isinstance(error, UndoConflict) and self.context.asker.confirm(
                self, error.sentence, "只撤销其余部分"
            ):
                self._undo(event, partial=True)
            elif not isinstance(error, UndoConflict):
                self._complain(error)

        self.context.writing.run(
            lambda _ticket: undo(desk, event.ref, partial=partial),
            lambda _result: self.context.news.said.emit(f"已撤销“{event.label}”"),
            failed,
            title="撤销",
        )

    def _complain(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.view.notice.show_notice(error.sentence, "danger")

    # -- photos --------------------------------------------------------------------------------

    def sides(self) -> list[Side]:
        """The photos of the record, field by field."""
        return [
            Side(key, strip.title, tuple(strip.tiles)) for key, strip in self.view.strips.items()
        ]

    def open_photos(self, key: str, place: int) -> None:
        """The full view."""
        if self._viewer is None:
            self._viewer = PhotoViewer(self.context, self.window())
            self._viewer.turn_wanted.connect(self._on_turn)
        self._viewer.open_at(self.sides(), key, place)

    def _on_turn(self, key: str, place: int) -> None:
        strip = self.view.strips[key]
        strip.look_at(place)
        strip.turn()

    # -- keys and news -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_F2 and not self.form_is_open:
            self.edit()
        else:
            super().keyPressEvent(event)

    def _on_news(self, changes: ChangeSet) -> None:
        """Any change may have touched a name that is shown."""
        if changes and self.record is not None:
            self._read()
