"""What is known of a form beside its file: name, office, rhythm, the day it is due, a contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bureau.returns.forms import MONTHLY
from ui.tokens import GRID
from ui.widgets.enter_button import EnterButton
from ui.widgets.initials_box import InitialsBox

if TYPE_CHECKING:
    from bureau.returns.forms import Form

WIDTH: Final = 480
PERIODS: Final = (
    *((9941, "每周"), (9942, "每月"), (9943, "每季度")),
    *((9944, "每半年"), (9945, "每年"), (9946, "临时")),
)
OFFICES: Final = ("市局", "文明办", "大气办", "安委办", "县政府办", "住建局")


class FormSettings(QDialog):
    """Opened with open(); says what was `settled` as values by field."""

    settled = Signal(object)

    def __init__(
        self,
        name: str,
        form: Form | None = None,
        offices: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("form-settings")
        self.setWindowTitle("套表设置" if form is not None else "添加套表")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        whole.setSpacing(GRID * 2)
        rows = QFormLayout()
        rows.setSpacing(GRID)
        self.name = self._line("form-name", "表名", form.name if form else name)
        self.office = self._line("form-office", "报送单位", form.office if form else "")
        self.office.setPlaceholderText("表要报给谁，如 市局、文明办")
        self.office.setCompleter(QCompleter(list(dict.fromkeys((*offices, *OFFICES))), self))
        self.period = InitialsBox()
        self.period.setObjectName("form-period")
        self.period.setAccessibleName("报送周期")
        for key, title in PERIODS:
            self.period.addItem(title, key)
        kept = form.period if form is not None else MONTHLY
        self.period.setCurrentIndex(max(self.period.findData(kept), 0))
        self.due = QSpinBox()
        self.due.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.due.setObjectName("form-due")
        self.due.setAccessibleName("报送日")
        self.due.setRange(0, 31)
        self.due.setSpecialValueText("不定")
        self.due.setValue((form.due_day or 0) if form is not None else 0)
        self.contact = self._line("form-contact", "联系人", form.contact if form else "")
        self.note = self._line("form-note", "备注", form.note if form else "")
        rows.addRow("表名", self.name)
        rows.addRow("报送单位", self.office)
        rows.addRow("报送周期", self.period)
        rows.addRow("报送日", self.due)
        hint = QLabel("期满后下一个月的几号前报；周报填星期几（1—7）。")
        hint.setProperty("role", "faint")
        hint.setWordWrap(True)
        rows.addRow("", hint)
        rows.addRow("联系人", self.contact)
        rows.addRow("备注", self.note)
        whole.addLayout(rows)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        self.take = EnterButton("确定" if form is not None else "添加")
        self.take.setObjectName("form-take")
        self.take.setProperty("role", "main")
        self.take.setDefault(True)
        leave: QPushButton = EnterButton("取消")
        self.take.clicked.connect(self._settle)
        leave.clicked.connect(self.reject)
        foot.addWidget(self.take)
        foot.addWidget(leave)
        whole.addLayout(foot)
        self.name.textChanged.connect(lambda text: self.take.setEnabled(bool(text.strip())))
        self.name.selectAll()
        self.name.setFocus()

    def _line(self, key: str, title: str, words: str) -> QLineEdit:
        made = QLineEdit(words)
        made.setObjectName(key)
        made.setAccessibleName(title)
        return made

    def values(self) -> Mapping[str, object]:
        """What was typed, by field."""
        return {
            "name": self.name.text().strip(),
            "office": self.office.text().strip() or None,
            "period": self.period.currentData(),
            "due_day": self.due.value() or None,
            "contact": self.contact.text().strip() or None,
            "note": self.note.text().strip() or None,
        }

    def _settle(self) -> None:
        if self.name.text().strip():
            self.settled.emit(self.values())
            self.accept()
