"""What counts for blocks that nobody inspected: asked for each, never taken as full marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bureau.assessment.deductions import CHOICE_WORDS, Absence, Choice
from bureau.assessment.exact import score_text, short
from bureau.assessment.uninspected import Lacking
from bureau.errors import BureauError, UserError
from bureau.ledger.declaration import Field
from bureau.ledger.types import Scaled
from ui import tokens
from ui.context import Context
from ui.ledger.inputs import editor_for
from ui.ledger.inputs.line import ENTER
from ui.widgets.enter_button import EnterButton
from ui.widgets.held import Held
from ui.widgets.initials_box import InitialsBox

WIDTH = 640
VALUED = ("carry", "average")
"""Choices that need a score."""


class BlockRow:
    """One block: the choice, its score, the reason."""

    def __init__(self, lacking: Lacking, context: Context, parent: QWidget) -> None:
        self.lacking = lacking
        block = lacking.block
        self.title = QLabel(f"{block.title}（满分 {short(block.full)}）", parent)
        self.title.setWordWrap(True)
        self.choice = InitialsBox(parent)
        self.choice.setObjectName(f"choice-{block.key}")
        self.choice.setAccessibleName(f"{block.title}未检查的处理")
        self.choice.addItem("请选择", None)
        for key, words in CHOICE_WORDS.items():
            self.choice.addItem(words, key)
        field = Field(key="value", title=f"{block.title}得分", type=Scaled(scale=2))
        self.value = editor_for(field, context, parent)
        self.value.setFixedWidth(88)
        self.reason = QLineEdit(parent)
        self.reason.setObjectName(f"reason-{block.key}")
        self.reason.setAccessibleName(f"{block.title}的理由")
        self.reason.setPlaceholderText("理由")
        self.reason.setMaxLength(128)
        chosen = lacking.chosen
        if chosen is not None:
            self.choice.setCurrentIndex(self.choice.findData(chosen.choice))
            self.reason.setText(chosen.reason)
        self._fill(chosen.value if chosen is not None else None)
        self.choice.currentIndexChanged.connect(lambda _place: self._fill(self._proposed()))

    @property
    def chosen(self) -> Choice | None:
        """What was chosen, None while nothing was."""
        found: Choice | None = self.choice.currentData()
        return found

    def _proposed(self) -> Fraction | None:
        return {"carry": self.lacking.carried, "average": self.lacking.average}.get(
            self.chosen or ""
        )

    def _fill(self, value: Fraction | None) -> None:
        self.exact = value
        self.value.setEnabled(self.chosen in VALUED)
        self.value.set_raw("" if value is None else score_text(value))

    def absence(self) -> Absence:
        """What was chosen. Raises UserError while something lacks."""
        title, choice = self.lacking.block.title, self.chosen
        if choice is None:
            raise UserError(f"请选择“{title}”未检查的处理办法。")
        value = self._scored() if choice in VALUED else None
        if choice in VALUED and value is None:
            raise UserError(f"请填写“{title}”的得分，0 到 {short(self.lacking.block.full)} 之间。")
        reason = self.reason.text().strip()
        if choice == "full" and not reason:
            raise UserError(f"“{title}”没有检查而按满分，请写明理由。")
        return Absence(
            block=self.lacking.block.key,
            choice=choice,
            value=value,
            reason=reason,
        )

    def _scored(self) -> Fraction | None:
        """The score: the exact one where nobody changed what was proposed."""
        if self.exact is not None and self.value.raw() == score_text(self.exact):
            return self.exact
        number = self.value.current()
        if not isinstance(number, int) or not 0 <= number <= self.lacking.block.full * 100:
            return None
        return Fraction(number, 100)


class AbsenceDialog(QDialog):
    """A row for each block; `keep` saves the choices."""

    def __init__(
        self,
        context: Context,
        title: str,
        lacking: Sequence[Lacking],
        keep: Callable[[tuple[Absence, ...]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("absence-dialog")
        self.setWindowTitle("未检查项的处理")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(WIDTH)
        self.context, self.keep = context, keep
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(10)
        heading = QLabel(f"{title}没有检查的项目", self)
        heading.setProperty("role", "heading")
        hint = QLabel("没有检查不等于满分：每一项都要选一种处理，报表上会写明。", self)
        hint.setProperty("role", "faint")
        for label in (heading, hint):
            label.setWordWrap(True)
            whole.addWidget(label)
        self.area = QFrame(self)
        grid = QGridLayout(self.area)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.GRID)
        grid.setVerticalSpacing(tokens.GRID)
        self.rows = [BlockRow(one, context, self.area) for one in lacking]
        for place, row in enumerate(self.rows):
            for column, part in enumerate((row.title, row.choice, row.value, row.reason)):
                grid.addWidget(part, place, column)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(3, 2)
        whole.addWidget(self.area)
        if not self.rows:
            hint.setText("各项都有检查成绩了；保存后取消原来选的处理办法。")
        self.fault = QLabel("", self)
        self.fault.setObjectName("absence-fault")
        self.fault.setProperty("role", "danger")
        self.fault.setWordWrap(True)
        self.fault.hide()
        whole.addWidget(self.fault)
        whole.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GRID)
        buttons.addStretch(1)
        self.save_button = EnterButton("保存")
        self.save_button.setObjectName("absence-save")
        self.save_button.setProperty("role", "main")
        self.save_button.setEnabled(context.writable)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = EnterButton("取消")
        self.cancel_button.clicked.connect(self.reject)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        whole.addLayout(buttons)
        self.held = Held(self.area, self.save_button, self.cancel_button)

    def save(self) -> None:
        """Keeps what was chosen, once; says what lacks."""
        if self.held.holds or not self.context.writable:
            return
        try:
            absences = tuple(row.absence() for row in self.rows)
        except UserError as error:
            self._say(error.sentence)
            return
        keep = self.keep
        self.held.hold()
        self.context.writing.run(
            lambda _ticket: keep(absences),
            lambda _done: self.accept(),
            self._complain,
            title="未检查项的处理",
        )

    def reject(self) -> None:
        """Closes it, but not while it is being saved: what came of that is to be said."""
        if not self.held.holds:
            super().reject()

    def _complain(self, error: BaseException) -> None:
        self.held.release()
        if not isinstance(error, BureauError):
            raise error
        self._say(error.sentence)

    def _say(self, sentence: str) -> None:
        self.fault.setText(f"{tokens.TONES['danger'].mark} {sentence}")
        self.fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves."""
        if event.key() in ENTER:
            event.accept()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
        else:
            super().keyPressEvent(event)
