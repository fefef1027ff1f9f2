"""Dialogs as a person sees them: one sentence, buttons named after what they do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.tokens import GRID

CANCEL = "取消"
WIDTH = 440


class WindowAsker:
    """Asks the person at the PC."""

    def __init__(self) -> None:
        self._folder = Path.home()

    def confirm(
        self, parent: QWidget | None, text: str, yes: str, *, dangerous: bool = False
    ) -> bool:
        """Whether the person agrees; Enter takes the safe side of a dangerous question."""
        dialog = Question(parent, "请确认", text, [yes], dangerous=dangerous)
        return dialog.ask() == yes

    def choose(
        self, parent: QWidget | None, text: str, answers: list[str], *, cancel: str = CANCEL
    ) -> str | None:
        """One of several answers, None for `cancel`."""
        return Question(parent, "请选择", text, answers, cancel=cancel).ask()

    def tell(self, parent: QWidget | None, text: str) -> None:
        """A sentence that must be read."""
        Question(parent, "提示", text, ["知道了"], cancel="").ask()

    def ask_text(self, parent: QWidget | None, text: str, value: str = "") -> str | None:
        """A line of text."""
        line = QLineEdit(value)
        line.setAccessibleName(text)
        line.selectAll()
        dialog = Question(parent, "请填写", text, ["确定"], inner=line)
        return line.text() if dialog.ask() is not None else None

    def ask_secret(self, parent: QWidget | None, text: str) -> str | None:
        """A passphrase, which nobody sees."""
        line = QLineEdit()
        line.setAccessibleName(text)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        dialog = Question(parent, "请输入口令", text, ["确定"], inner=line)
        return line.text() if dialog.ask() is not None else None

    def open_file(self, parent: QWidget | None, title: str, patterns: str) -> Path | None:
        """A file to read."""
        name, _ = QFileDialog.getOpenFileName(parent, title, str(self._folder), patterns)
        return self._remember(name)

    def open_files(self, parent: QWidget | None, title: str, patterns: str) -> list[Path]:
        """Files to read."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(self._folder), patterns)
        return [path for name in names if (path := self._remember(name)) is not None]

    def save_file(
        self, parent: QWidget | None, title: str, name: str, patterns: str
    ) -> Path | None:
        """A file to write."""
        at = str(self._folder / name)
        chosen, _ = QFileDialog.getSaveFileName(parent, title, at, patterns)
        return self._remember(chosen)

    def open_folder(self, parent: QWidget | None, title: str) -> Path | None:
        """A folder that exists."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(self._folder))
        if not chosen:
            return None
        self._folder = Path(chosen)
        return self._folder

    def _remember(self, name: str) -> Path | None:
        if not name:
            return None
        self._folder = Path(name).parent
        return Path(name)


class Question(QDialog):
    """A sentence and its answers, the first one the main button; Esc is 取消.

    Enter takes the answer that has the focus.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        answers: list[str],
        *,
        cancel: str = CANCEL,
        dangerous: bool = False,
        inner: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.setWindowTitle(f"{title} - 城管台账")
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.answer: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        said = QLabel(text)
        said.setObjectName("sentence")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setMinimumWidth(WIDTH)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(said)
        if inner is not None:
            column.addWidget(inner)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        column.addSpacing(GRID)
        column.addLayout(row)
        safe: QPushButton | None = None
        for place, answer in enumerate(answers):
            button = QPushButton(answer)
            button.setObjectName(f"answer-{place}")
            button.setProperty("role", ("danger" if dangerous else "main") if not place else "")
            button.clicked.connect(lambda _checked=False, chosen=answer: self._take(chosen))
            row.addWidget(button)
            safe = safe or button
        if cancel:
            button = QPushButton(cancel)
            button.setObjectName("cancel")
            button.clicked.connect(self.reject)
            row.addWidget(button)
            safe = button if dangerous else safe
        if safe is not None:
            safe.setDefault(True)
            if inner is None:
                safe.setFocus()
        if inner is not None:
            inner.setFocus()

    def _take(self, answer: str) -> None:
        self.answer = answer
        self.accept()

    def ask(self) -> str | None:
        """Waits for the person; None for 取消."""
        self.exec()
        self.deleteLater()
        return self.answer
