"""The recovery code, shown once: printed or written down, it is nowhere kept in the clear."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QVBoxLayout, QWidget

from ui.settings.frame import button, note, row_of
from ui.tokens import GRID

WIDTH: Final = 560
POINTS: Final = 14
SAID: Final = "管理员都忘了密码时，只有它能打开。请打印或抄下来，封好放进保险柜，不要存在电脑里。"


class CodeDialog(QDialog):
    """Closes only after the person says that it is put down."""

    def __init__(self, code: str, parent: QWidget, lead: str = "账户已启用。这是恢复码：") -> None:
        super().__init__(parent)
        self.setObjectName("code-dialog")
        self.setWindowTitle("恢复码 - 城管台账")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.code = code
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        column.addWidget(note(lead, "soft"))
        shown = QLabel(code)
        shown.setObjectName("shown-code")
        shown.setProperty("role", "display")
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(shown)
        column.addWidget(note(SAID, "soft"))
        self.done_box = QCheckBox("已经打印或抄好了")
        self.done_box.setObjectName("code-kept")
        column.addWidget(self.done_box)
        self.close_button = button("完成", self.accept, "close-code", "main")
        self.close_button.setEnabled(False)
        self.done_box.toggled.connect(self.close_button.setEnabled)
        column.addLayout(row_of(self.close_button, button("打印…", self.print_code, "print-code")))
        self.done_box.setFocus()

    def reject(self) -> None:
        """Esc doesn't throw the code away."""
        if self.done_box.isChecked():
            super().reject()

    def print_code(self) -> None:
        """On paper at once: a file of it would lie about."""
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            draw_code(self.code, printer)


def draw_code(code: str, printer: QPrinter) -> None:
    """The code and what it is for, large enough to be typed from."""
    painter = QPainter(printer)
    font = painter.font()
    font.setPointSize(POINTS)
    painter.setFont(font)
    text = f"城管台账 恢复码\n\n{code}\n\n{SAID}"
    area = painter.viewport()
    margin = area.width() // 10
    flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    painter.drawText(area.adjusted(margin, margin, -margin, -margin), flags, text)
    painter.end()
