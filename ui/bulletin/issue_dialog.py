"""签发…: who signs, when, why again; what is still open is said first; the work with progress and cancel."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from bureau.bulletin.editions import Edition, edition_words
from bureau.calendar.periods import Period, day_named
from bureau.errors import BureauError, UserError
from bureau.month.issuing import Answers, Prepared, commit, prepare
from ui.context import Context
from ui.tasks import Ticket
from ui.widgets.bars import NoticeBar
from ui.widgets.enter_button import EnterButton

WIDTH: Final = 560
AROUND: Final = 40
SHOWN: Final = 6
FAILED: Final = "程序出了意外，没有签发；台账没有改动，请再试一次。"


class IssueDialog(QDialog):
    """`issued` carries the edition and the papers that had nothing to say."""

    issued = Signal(object, object)

    def __init__(
        self,
        context: Context,
        period: Period,
        kinds: Collection[str],
        before: Edition | None,
        open_matters: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._period, self._kinds = context, period, tuple(kinds)
        self._ticket: Ticket | None = None
        self._keeping = False
        number = before.number + 1 if before is not None else 1
        self.setWindowTitle(f"签发{period.title}材料{edition_words(number)}")
        self.setMinimumWidth(WIDTH)
        self.notice = NoticeBar(self)
        self.notice.hide()
        self.matters = QLabel(matters_text(open_matters), self)
        self.matters.setObjectName("issue-matters")
        self.matters.setWordWrap(True)
        self.matters.setProperty("role", "soft")
        self.matters.setVisible(bool(open_matters))
        # Wrapped lines count: a layout takes the height of the widest it could be.
        if open_matters:
            self.matters.setMinimumHeight(self.matters.heightForWidth(WIDTH - AROUND))
        self.signed_by = QLineEdit(self)
        self.signed_by.setObjectName("issue-signed-by")
        self.signed_by.setAccessibleName("签发人")
        self.signed_by.setMaxLength(64)
        self.day = QLineEdit(context.desk.today().isoformat(), self)
        self.day.setObjectName("issue-day")
        self.day.setAccessibleName("签发日期")
        self.reason = QPlainTextEdit(self)
        self.reason.setObjectName("issue-reason")
        self.reason.setAccessibleName("重新签发理由")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(64)
        form = QFormLayout()
        form.addRow("签发人 *", self.signed_by)
        form.addRow("签发日期 *", self.day)
        if before is not None:
            form.addRow("重新签发理由 *", self.reason)
        self.reason.setVisible(before is not None)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.said = QLabel(f"共 {len(self._kinds)} 份材料，签发后存档，不能撤销，只能收回。", self)
        self.said.setProperty("role", "faint")
        self.said.setWordWrap(True)
        self.bar.hide()
        self.go = EnterButton("签发", self)
        self.go.setObjectName("issue-go")
        self.go.setProperty("role", "main")
        self.go.setShortcut("Ctrl+Return")
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.begin)
        self.stop = EnterButton("取消", self)
        self.stop.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.stop)
        whole = QVBoxLayout(self)
        whole.setSpacing(10)
        for part in (self.notice, self.matters):
            whole.addWidget(part)
        whole.addLayout(form)
        whole.addWidget(self.said)
        whole.addWidget(self.bar)
        whole.addLayout(buttons)
        self.signed_by.setFocus()

    def begin(self) -> None:
        """Makes the papers in their lane, then keeps them in the lane of writing."""
        try:
            answers = self.answers()
        except UserError as error:
            self.notice.show_notice(error.sentence, "danger")
            return
        self.notice.hide()
        self._working(True)
        desk, period, kinds = self._context.desk, self._period, self._kinds

        def make(ticket: Ticket) -> object:
            return prepare(desk, period, kinds, answers, ticket.step)

        title = f"签发 {period.title}"
        self._ticket = self._context.papers.run(make, self._keep, self._fail, title=title)
        self._ticket.report = self._progress

    def answers(self) -> Answers:
        """What was filled in. Raises UserError."""
        day = day_named(self.day.text())
        if day is None:
            raise UserError("签发日期请写成 2026-11-05 这样。")
        return Answers(
            signed_by=self.signed_by.text(),
            issued_on=day,
            reason=self.reason.toPlainText(),
        )

    def reject(self) -> None:
        """Ends the work as well; what was made so far is thrown away. Nothing ends what is being kept."""
        if self._keeping:
            return
        if self._ticket is not None:
            self._ticket.cancel()
        super().reject()

    def _keep(self, made: object) -> None:
        assert isinstance(made, Prepared)
        # From here on it is short, and either whole or nothing: too late to cancel.
        self._keeping = True
        self.stop.setEnabled(False)
        desk = self._context.desk

        def take(edition: object) -> None:
            self._ticket = None
            self.issued.emit(edition, made.left_out)
            self.accept()

        self._context.writing.run(lambda _ticket: commit(desk, made), take, self._fail)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.said.setText(f"正在生成第 {min(done + 1, of - 1)} 份，共 {of - 1} 份…")

    def _fail(self, error: object) -> None:
        self._ticket, self._keeping = None, False
        self._working(False)
        sentence = error.sentence if isinstance(error, BureauError) else FAILED
        self.notice.show_notice(sentence, "danger")

    def _working(self, working: bool) -> None:
        self.bar.setVisible(working)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        for part in (self.go, self.signed_by, self.day, self.reason):
            part.setEnabled(not working)


def matters_text(matters: Sequence[str]) -> str:
    """What is still open, some of it."""
    if not matters:
        return ""
    lines = [f"· {one}" for one in matters[:SHOWN]]
    if len(matters) > SHOWN:
        lines.append(f"· 另有 {len(matters) - SHOWN} 项，见“月结核对单”")
    return "\n".join((f"还有 {len(matters)} 项没有办完，可以签发，但请先核对：", *lines))
