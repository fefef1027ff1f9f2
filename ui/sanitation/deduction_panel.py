"""What the details of a deduction show besides its fields: the clock of its appeal, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.assessment.stored import Row, day_of
from bureau.desk import Desk
from bureau.sanitation import acts
from bureau.sanitation.inputs import Clock, clock_of
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage.rows import page as rows_of
from ui import tokens
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import RecordAct, RecordPanel
from ui.ledger.inputs.base import mark
from ui.ledger.page import LedgerPage
from ui.ledger.tones import tone_name
from ui.sanitation.deductions import next_act


@dataclass(frozen=True, slots=True)
class Seen:
    """A deduction as the panel shows it."""

    record: int
    light: str
    tone: str
    clock: str
    next: RecordAct | None
    case: int | None


def see(desk: Desk, record: int) -> Seen | None:
    """A deduction as it is now, None when it is gone."""
    with desk.store.snapshot() as conn:
        found = rows_of(conn, DEDUCTIONS, [record], today=desk.now())
        if not found:
            return None
        names, row = desk.store.names(conn), found[0]
        clock = clock_of(conn, desk.today())
    field = DEDUCTIONS.by_key["light"]
    light, case = row["light"], row["case"]
    known = light if isinstance(light, int) else None
    return Seen(
        record,
        field.type.show(known, names),
        tone_name(field, known),
        clock_words(desk, row, clock),
        next_act(row, desk.today()),
        case if isinstance(case, int) else None,
    )


def clock_words(desk: Desk, row: Row, clock: Clock) -> str:
    """10月8日送达，10月13日前可以申诉 …"""
    served = day_of(row, "served_on")
    if served is None:
        return ""
    words = f"{served.month}月{served.day}日送达"
    if row["accepted_on"] is not None:
        return f"{words}，公司已认可"
    if row["ruling"] is not None:
        return f"{words}，申诉已裁决"
    if acts.is_contested(row):
        return f"{words}，已申诉，等待裁决"
    last = clock.last_day(served)
    if last is None:
        return words
    day = f"{last.month}月{last.day}日"
    if last < desk.today():
        return f"{words}，申诉期到 {day} 已满"
    left = (last - desk.today()).days
    return f"{words}，申诉期到 {day}（{'今天截止' if not left else f'还有 {left} 天'}）"


class DeductionPanel(RecordPanel):
    """Light and clock, the next act, the case that it was taken from."""

    def __init__(self, page: LedgerPage) -> None:
        self.page = page
        self.seen: Seen | None = None
        self.head, self.tail = QWidget(), QWidget()
        self.tail.hide()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID)
        self.light, self.clock = QLabel(self.head), QLabel(self.head)
        for label, name in ((self.light, "deduction-light"), (self.clock, "deduction-clock")):
            label.setObjectName(name)
            label.setWordWrap(True)
            column.addWidget(label)
        self.clock.setProperty("role", "soft")
        self.case = QPushButton("看来源案件", self.head)
        self.case.setObjectName("deduction-case")
        self.case.setProperty("role", "link")
        self.case.clicked.connect(self._show_case)
        column.addWidget(self.case, 0, Qt.AlignmentFlag.AlignLeft)
        self.next_button = QPushButton(self.head)
        self.next_button.setObjectName("deduction-next")
        self.next_button.setProperty("role", "main")
        self.next_button.clicked.connect(self._take_next)
        column.addWidget(self.next_button)

    def read(self, desk: Desk, record: int) -> object:
        """The deduction in one picture."""
        return see(desk, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for one that is gone."""
        self.seen = found if isinstance(found, Seen) else None
        seen = self.seen
        if seen is None:
            return
        self.light.setText(seen.light)
        self.light.setVisible(bool(seen.light))
        mark(self.light, "role", seen.tone if seen.tone in ("danger", "warning") else "soft")
        self.clock.setText(seen.clock)
        self.clock.setVisible(bool(seen.clock))
        self.case.setVisible(seen.case is not None)
        self.next_button.setVisible(seen.next is not None)
        if seen.next is not None:
            self.next_button.setText(f"{seen.next.title}…")
        self.next_button.setEnabled(self.page.context.writable)

    def _take_next(self) -> None:
        if self.seen is not None and self.seen.next is not None:
            open_act(self.page, self.seen.next, [self.seen.record])

    def _show_case(self) -> None:
        if self.seen is not None and self.seen.case is not None:
            self.page.context.news.wanted.emit("market-cases", self.seen.case)
