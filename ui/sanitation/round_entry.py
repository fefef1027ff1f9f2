"""A day's round from the keyboard: once on top what holds for all, then line by line, saved as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.assessment.exact import short
from bureau.editing import EditFault
from bureau.editing.inputs import Input, Inputs
from bureau.errors import BureauError, UserError
from bureau.ledger.checks import Fault
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Value
from bureau.ledger.types import Photos as PhotosType
from bureau.sanitation.entering import Entered, Problem, enter_round, problems_on
from bureau.sanitation.ledgers import ROUNDS
from bureau.storage.photo_lists import Photo, picture
from ui import tokens
from ui.context import Context
from ui.ledger.form_row import FieldRow
from ui.ledger.inputs.line import ENTER
from ui.ledger.photos.field import PhotosInput
from ui.ledger.photos.pictures import photos_in
from ui.sanitation.entry_line import (
    COLUMNS,
    DROP_WIDTH,
    PHOTOS_WIDTH,
    POINTS_WIDTH,
    EntryLine,
    fit,
)
from ui.widgets.bars import NoticeBar
from ui.widgets.enter_button import EnterButton
from ui.widgets.held import Held

HEAD = (
    ("inspected_on", 0, 0),
    ("section", 0, 1),
    ("kind", 0, 2),
    ("inspector", 1, 0),
    ("roads", 1, 1),
)
"""What holds for the whole round: field, row, column; the roads are as wide as two."""
REQUIRED = ("inspected_on", "section")
LEAST_HEIGHT = 130
"""Pixels for the lines, also in the smallest window."""
PHOTOS = Field(key="photos", title="照片", type=PhotosType())
OF_HEAD = {"found_on": "inspected_on", "section": "section", "inspector": "inspector"}
"""Fields of a deduction that are asked on top."""


class RoundEntry(QWidget):
    """`saved` carries what was saved (Entered)."""

    saved = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("round-entry")
        self.context = context
        self.head: dict[str, FieldRow] = {}
        self.lines: list[EntryLine] = []
        self.current: EntryLine | None = None
        self.problems: tuple[Problem, ...] = ()
        self._judged_by: tuple[object, object] | None = None
        self.setAcceptDrops(True)
        self._lay_out()
        self._set_day()
        self.add_line()
        self.look_up()

    # -- parts ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(tokens.GRID)
        self.notice = NoticeBar(self)
        whole.addWidget(self.notice)
        cards = self._head_card(), self._lines_card()
        for card, share in zip(cards, (0, 1), strict=True):
            whole.addWidget(card, share)
        whole.addLayout(self._foot())
        self.held = Held(*cards, self.photos, self.clear_button, self.save_button)

    def _head_card(self) -> QWidget:
        card = QFrame(self)
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(2 * tokens.GRID)
        grid.setVerticalSpacing(tokens.GRID)
        names = self.context.desk.store.names()
        keys = [key for key, _row, _column in HEAD]
        for key, at, column in HEAD:
            row = FieldRow(ROUNDS.by_key[key], self.context, card)
            row.input.set_value(None, names)
            row.input.entered.connect(partial(self._on_head_entered, keys.index(key)))
            row.input.edited.connect(partial(row.show_fault, None))
            if key in REQUIRED:
                row.input.committed.connect(self.look_up)
            self.head[key] = row
            grid.addWidget(row, at, column, 1, 2 if key == "roads" else 1)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return card

    def _lines_card(self) -> QWidget:
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        self.area = QScrollArea(card)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName("发现的问题")
        self.area.setMinimumHeight(LEAST_HEIGHT)
        inner = QWidget()
        inner.setObjectName("card")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(12, 8, 12, 8)
        self.column.setSpacing(tokens.GRID // 2 + 2)
        self.column.addLayout(self._headings())
        self.column.addStretch(1)
        self.area.setWidget(inner)
        column.addWidget(self.area)
        return card

    def _headings(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.GRID // 2)
        for key, title, width, share in COLUMNS:
            self._heading(row, title, width, share)
            if key == "each":
                self._heading(row, "扣分", POINTS_WIDTH)
        self._heading(row, "", PHOTOS_WIDTH)
        self._heading(row, "", DROP_WIDTH)
        return row

    @staticmethod
    def _heading(row: QHBoxLayout, title: str, width: int, share: int = 0) -> None:
        label = QLabel(title)
        label.setProperty("role", "soft")
        fit(label, width, share)
        row.addWidget(label, share)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.GRID)
        self.photos = PhotosInput(PHOTOS, self.context, self)
        self.photos.setFixedSize(220, 96)
        self.photos.committed.connect(self._on_photos)
        row.addWidget(self.photos)
        told = QVBoxLayout()
        self.photo_words = QLabel(self)
        self.photo_words.setProperty("role", "soft")
        hint = QLabel(
            "回车到下一格、下一条；问题可打拼音首字母；Ctrl+V 贴照片，Ctrl+回车保存", self
        )
        hint.setProperty("role", "faint")
        hint.setWordWrap(True)
        told.addWidget(self.photo_words)
        told.addWidget(hint)
        told.addStretch(1)
        row.addLayout(told, 1)
        self.sum = QLabel(self)
        self.sum.setObjectName("entry-sum")
        self.sum.setProperty("role", "heading")
        self.sum.setFixedHeight(tokens.CONTROL_HEIGHT)
        row.addWidget(self.sum, 0, Qt.AlignmentFlag.AlignBottom)
        self.clear_button = QPushButton("清空", self)
        self.clear_button.setObjectName("entry-clear")
        self.clear_button.clicked.connect(self.clear)
        self.save_button = EnterButton("保存")
        self.save_button.setObjectName("entry-save")
        self.save_button.setProperty("role", "main")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _set_day(self) -> None:
        names, desk = self.context.desk.store.names(), self.context.desk
        self.head["inspected_on"].input.take_stored(desk.today().isoformat(), names)
        self.head["inspector"].input.take_stored(desk.actor, names)
        daily = names.item("round-kind", "日常检查")
        self.head["kind"].input.take_stored(daily.id if daily is not None else None, names)

    # -- the rubric ----------------------------------------------------------------------------

    def look_up(self) -> None:
        """The problems of the section's rubric on that day, offered in every line."""
        day, section = (self.head[key].input.current() for key in REQUIRED)
        if (day, section) == self._judged_by:
            return
        self._judged_by = day, section
        on = date.fromisoformat(day) if isinstance(day, str) else self.context.desk.today()
        row = self.head["section"]
        try:
            self.problems = problems_on(
                self.context.desk, section if isinstance(section, int) else None, on
            )
            row.show_fault(None)
        except UserError as error:
            row.show_fault(Fault("section", error.sentence))
        for line in self.lines:
            line.offer(self.problems)

    # -- lines ---------------------------------------------------------------------------------

    def add_line(self) -> EntryLine:
        """A new line at the end; the road of the one before goes on."""
        line = EntryLine(self.context, self)
        before = self.lines[-1] if self.lines else None
        line.offer(self.problems)
        self.lines.append(line)
        self.column.insertWidget(self.column.count() - 1, line)
        if before is not None and before.text("road"):
            line.inputs["road"].set_raw(before.text("road"))
        line.done.connect(partial(self._on_line_done, line))
        line.touched.connect(partial(self._on_touched, line))
        line.edited.connect(self._show_sum)
        line.photos_wanted.connect(partial(self._add_files, line))
        line.dropped.connect(partial(self.drop_line, line))
        for key in ("count", "each", "problem"):
            line.inputs[key].committed.connect(self._show_sum)
        if self.current is None:
            self._on_touched(line)
        self._show_sum()
        return line

    def drop_line(self, line: EntryLine) -> None:
        """Takes a line away; one is always there."""
        at = self.lines.index(line)
        self.lines.remove(line)
        self.column.removeWidget(line)
        line.hide()
        line.deleteLater()
        if self.current is line:
            self.current = None
        if not self.lines:
            self.add_line()
        self._on_touched(self.lines[min(at, len(self.lines) - 1)])
        self._show_sum()

    def _on_line_done(self, line: EntryLine) -> None:
        at = self.lines.index(line)
        if at + 1 == len(self.lines):
            if line.is_blank:
                self.save_button.setFocus(Qt.FocusReason.TabFocusReason)
                return
            self.add_line()
        following = self.lines[at + 1]
        following.begin()
        # Its place is only known once it was laid out.
        self.column.activate()
        self.area.ensureWidgetVisible(following)

    def _on_head_entered(self, at: int) -> None:
        keys = [key for key, _row, _column in HEAD]
        if at + 1 < len(keys):
            self.head[keys[at + 1]].input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.lines[0].begin()

    def _show_sum(self) -> None:
        found = self.filled()
        lost = sum((line.lost() or Fraction(0) for line in found), Fraction(0))
        self.sum.setText(f"{len(found)} 条，共扣 {short(lost)} 分" if found else "没有发现问题")
        self.save_button.setText(f"保存 {len(found)} 条" if found else "保存检查记录")
        self.save_button.setEnabled(self.context.writable and not self.saving)

    def filled(self) -> list[EntryLine]:
        """The lines that say something."""
        return [line for line in self.lines if not line.is_blank]

    # -- photos --------------------------------------------------------------------------------

    def _on_touched(self, line: EntryLine) -> None:
        if line is self.current or line not in self.lines:
            return
        self.current = line
        self.photos.strip.show_photos(line.photos)
        self.photo_words.setText(f"第 {self.lines.index(line) + 1} 条的照片")

    def _on_photos(self) -> None:
        if self.current is not None:
            self.current.show_photos(self.photos.photos)
            self._show_sum()

    def _add_files(self, line: EntryLine) -> None:
        self._on_touched(line)
        self.photos.strip.add_files()

    def take_photos(self, held: QMimeData | None) -> None:
        """Pasted or dropped photos go to the line that is typed into."""
        photos = photos_in(held)
        if photos:
            self.photos.strip.add(photos)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Photos may be let go anywhere."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """They go to the current line."""
        self.take_photos(event.mimeData())
        event.acceptProposedAction()

    # -- saving --------------------------------------------------------------------------------

    def save(self) -> None:
        """Everything in one operation; says what is wrong, and saves nothing then."""
        if self.saving or not self.context.writable or not self._is_complete():
            return
        found = self.filled()
        head: Inputs = {key: row.input.raw() for key, row in self.head.items()}
        lines = [line.values() for line in found]
        photos = {
            place: {"photos": [picture(one) for one in line.photos]}
            for place, line in enumerate(found)
            if line.photos
        }
        desk = self.context.desk
        self.held.hold()
        self._show_sum()
        self.context.writing.run(
            lambda _ticket: enter_round(desk, head, lines, photos),
            self._on_saved,
            self._complain,
            title="录入检查",
        )

    @property
    def saving(self) -> bool:
        """Whether what was typed is on its way: nothing is typed into it then."""
        return self.held.holds

    def _is_complete(self) -> bool:
        """Whether nothing lacks that the window itself can tell."""
        for key in REQUIRED:
            row = self.head[key]
            if row.input.current() is None:
                row.show_fault(Fault(key, f"请填写{row.field.title}"))
                row.input.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        wrong = [(line, faults) for line in self.filled() if (faults := line.faults())]
        for line, faults in wrong:
            line.show_faults(faults)
        if wrong:
            line, faults = wrong[0]
            line.inputs[faults[0].field].setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(line)
        return not wrong

    def _on_saved(self, done: object) -> None:
        assert isinstance(done, Entered)
        self.held.release()
        self._show_sum()
        self.notice.hide()
        self.context.news.said.emit(done.sentence)
        self.clear()
        self.head["section"].input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.saved.emit(done)

    def clear(self) -> None:
        """Empty lines again; what is on top stays."""
        for line in [*self.lines]:
            self.lines.remove(line)
            self.column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.current = None
        self.head["roads"].input.set_raw("")
        self.add_line()

    def _complain(self, error: BaseException) -> None:
        self.held.release()
        self._show_sum()
        if not isinstance(error, BureauError):
            raise error
        if isinstance(error, EditFault):
            self._place(error)
        self.notice.show_notice(error.sentence, "danger")

    def _place(self, error: EditFault) -> None:
        found = self.filled()
        by_line: dict[int, list[Fault]] = {}
        for one in error.faults:
            fault = Fault(one.field, one.reason, one.suggestion)
            top = OF_HEAD.get(one.field, one.field if one.record is None else "")
            if top in self.head:
                self.head[top].show_fault(Fault(top, one.reason, one.suggestion))
            elif one.record is not None and one.record < len(found):
                by_line.setdefault(one.record, []).append(fault)
        for place, faults in by_line.items():
            found[place].show_faults(faults)

    # -- keys ----------------------------------------------------------------------------------

    def begin(
        self,
        head: Mapping[str, Value],
        given: Mapping[str, Input],
        photos: Sequence[Photo] = (),
    ) -> None:
        """What another record brings: for the top, and for the first line."""
        names = self.context.desk.store.names()
        for key, value in head.items():
            if value is not None:
                self.head[key].input.take_stored(value, names)
        self.look_up()
        if given:
            line = self.lines[-1]
            line.fill(given, names)
            line.show_photos(photos)
            self.photos.strip.show_photos(line.photos)
            self._show_sum()
        if self.head["section"].input.current() is None:
            self.head["section"].input.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.lines[-1].inputs["problem"].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves; a picture that is pasted goes to the line."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            self.save()
        elif event.matches(QKeySequence.StandardKey.Paste):
            event.accept()
            self.take_photos(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)
