"""The line at the bottom: what was said, work in the background, and that everything is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.tasks import LaneRunner, Ticket
from ui.tokens import GRID

HEIGHT = 32


class WorkBar(QFrame):
    """Left the page's own counts, then the last sentence, running work with 取消, right 已保存."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("work-bar")
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        row.setSpacing(GRID)
        self._status = QHBoxLayout()
        row.addLayout(self._status)
        self._shown_status: QWidget | None = None
        self.sentence = QLabel()
        self.sentence.setObjectName("said")
        self.sentence.setProperty("role", "soft")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.sentence, 1)
        self.work = QLabel()
        self.work.setObjectName("work")
        self.work.setProperty("role", "soft")
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setAccessibleName("后台工作进度")
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.stop = QPushButton("取消")
        self.stop.setObjectName("stop")
        self.stop.setProperty("role", "link")
        self.stop.clicked.connect(self._stop)
        for part in (self.work, self.progress, self.stop):
            row.addWidget(part)
        row.addSpacing(GRID)
        self.saved = QLabel("全部数据在本机")
        self.saved.setObjectName("saved")
        self.saved.setProperty("role", "soft")
        row.addWidget(self.saved)
        self._tickets: list[Ticket] = []
        self._show()

    def follow(self, lane: LaneRunner) -> None:
        """Shows the named work of a lane."""
        lane.began.connect(self._began)
        lane.advanced.connect(self._advanced)
        lane.ended.connect(self._ended)

    def show_status(self, status: QWidget | None) -> None:
        """Places the counts of the page in sight at the left end."""
        if self._shown_status is not None and self._shown_status is not status:
            self._status.removeWidget(self._shown_status)
            self._shown_status.hide()
        self._shown_status = status
        if status is not None:
            self._status.addWidget(status)
            status.show()

    def say(self, sentence: str) -> None:
        """A sentence for a while: until the next."""
        self.sentence.setText(sentence)
        self.sentence.setToolTip(sentence)

    def _began(self, ticket: Ticket) -> None:
        self._tickets.append(ticket)
        self._show()

    def _advanced(self, ticket: Ticket) -> None:
        if self._tickets and ticket is self._tickets[0]:
            self._show()

    def _ended(self, ticket: Ticket) -> None:
        if ticket in self._tickets:
            self._tickets.remove(ticket)
        self._show()

    def _show(self) -> None:
        running = bool(self._tickets)
        for part in (self.work, self.progress, self.stop):
            part.setVisible(running)
        if not running:
            return
        first = self._tickets[0]
        done, of = first.place
        more = f"（后面还有 {len(self._tickets) - 1} 项）" if len(self._tickets) > 1 else ""
        self.work.setText(f"{first.title}{more}")
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.stop.setEnabled(not first.cancelled)
        self.stop.setAccessibleName(f"取消 {first.title}")

    def _stop(self) -> None:
        if self._tickets:
            self._tickets[0].cancel()
            self.work.setText(f"正在取消 {self._tickets[0].title}")
            self.stop.setEnabled(False)
