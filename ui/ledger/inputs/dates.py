"""Date boxes: 3.4, 0304, 今天, +3 are read on leaving, 星期 stands beside, a calendar opens below."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel

from bureau.calendar.working import WorkCalendar
from bureau.calendar.years import day_plan, is_arranged
from bureau.editing.limits import counted, is_limit, office_calendar
from bureau.ledger.entry import EntryFault, Names, Provisional, Value
from bureau.ledger.types import DateTime
from ui.ledger.inputs.calendar import CalendarWindow, weekday_word
from ui.ledger.inputs.line import ENTER
from ui.ledger.inputs.text import END_BUTTON, LineInput

MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class DateInput(LineInput):
    """A day, or a day and a time. A limit may be written in days that count from `anchor`."""

    def make(self) -> None:
        super().make()
        self.calendar: CalendarWindow | None = None
        self.anchor: str | None = None
        self._office: WorkCalendar | None = None
        self.line.take_key = self._key
        self.line.settled.connect(self.refresh)
        self.weekday = QLabel(self.line)
        self.weekday.setProperty("role", "faint")
        self.weekday.setVisible(not self.compact)
        self.button = self.add_end_button("calendar", "calendar", f"{self.field.title}：打开日历")
        also = "、3日内、3个工作日、+3工（从今天起）" if is_limit(self.field) else ""
        self.button.setToolTip(f"打开日历（Alt+↓）；也可以直接填 3.4、0304、今天、+3{also}")
        self.button.clicked.connect(self._on_button)

    def office(self) -> WorkCalendar:
        """When the bureau works, by its own settings."""
        if self._office is None:
            desk = self.context.desk
            self._office = office_calendar(desk.store.reader(), desk.today())()
        return self._office

    def renew(self, names: Names) -> None:
        super().renew(names)
        self._office = None

    def current(self) -> Value | Provisional:
        if is_limit(self.field) and self._picked is None:
            today = self.context.desk.today()
            try:
                found = counted(self.line.text(), self.anchor, today, self.office)
            except EntryFault:
                return None
            if found is not None:
                return found.day
        return super().current()

    def day(self) -> date | None:
        """The day that the text means."""
        value = self.current()
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None

    def count_from(self, anchor: object) -> None:
        """The day that the limit counts from has changed."""
        self.anchor = anchor if isinstance(anchor, str) else None
        self.refresh()

    def refresh(self) -> None:
        day = self.day()
        self.weekday.setText(self.beside(day) if day else "")
        self.weekday.adjustSize()
        if not self.compact:
            room = self.weekday.width() + 6 if day else 0
            self.line.setTextMargins(0, 0, END_BUTTON + room, 0)
        self.place_parts()
        super().refresh()

    def beside(self, day: date) -> str:
        """The weekday; before it the day itself where it isn't written in full."""
        if self.line.text().startswith(day.isoformat()):
            return weekday_word(day)
        year = "" if day.year == self.context.desk.today().year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日 {weekday_word(day)}"

    def remark(self) -> str:
        """A limit that ends while nobody works, or in a year that nobody knows the holidays of."""
        day = self.day() if is_limit(self.field) and self._changed else None
        if day is None:
            return ""
        if not is_arranged(self.office(), day.year):
            return f"{day.year}年的放假安排还没有公布，暂按周一至周五"
        plan = day_plan(self.office(), day)
        return "" if plan.worked else plan.title

    def place_parts(self) -> None:
        super().place_parts()
        left = self.line.width() - END_BUTTON - 10 - self.weekday.width()
        self.weekday.move(left, (self.line.height() - self.weekday.height()) // 2)

    def has_open_list(self) -> bool:
        return self.calendar is not None and self.calendar.isVisible()

    def open_calendar(self) -> None:
        """Shows the calendar under the box."""
        if self.calendar is None:
            today = self.context.desk.today()
            self.calendar = CalendarWindow(self.line, today, limits=is_limit(self.field))
            self.calendar.picked.connect(self.pick)
            self.calendar.limit_wanted.connect(self.pick_limit)
        anchor = date.fromisoformat(self.anchor[:10]) if self.anchor else None
        self.calendar.open_at(self.day(), self.office(), anchor)

    def pick_limit(self, limit: str) -> None:
        """Takes a limit as if it had been typed: the bureau counts it."""
        self.write(limit)
        self.committed.emit()

    def write(self, text: str) -> None:
        """Puts a text in as a person's own, and closes the calendar."""
        self.line.setText(text)
        self._picked = None
        self._changed = True
        self.edited.emit()
        self.settle()

    def pick(self, day: date) -> None:
        """Takes a day; a time that stands behind it stays."""
        value = self.current()
        time = (
            value[10:] if isinstance(value, str) and isinstance(self.field.type, DateTime) else ""
        )
        self.write(f"{day.isoformat()}{time}")
        self.committed.emit()

    def settle(self) -> None:
        if self.calendar is not None:
            self.calendar.hide_away()
        super().settle()

    def _on_button(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.has_open_list() and self.calendar is not None:
            self.calendar.hide_away()
        else:
            self.open_calendar()

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if self.calendar is not None and self.calendar.isVisible():
            return self._calendar_key(self.calendar, key)
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        if key == Qt.Key.Key_Semicolon and control:
            self.pick(self.context.desk.today())
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.compact:
            return self._step(1 if key == Qt.Key.Key_Up else -1)
        return False

    def _calendar_key(self, calendar: CalendarWindow, key: Qt.Key) -> bool:
        if key in MOVES:
            calendar.move_by(MOVES[key])
        elif key in TURNS:
            calendar.turn(TURNS[key])
        elif key in ENTER:
            self.pick(calendar.grid.day)
        elif key == Qt.Key.Key_Escape:
            calendar.hide_away()
        else:
            calendar.hide_away()  # typing goes on in the box
            return False
        return True

    def _step(self, days: int) -> bool:
        """↑ and ↓ take the day after and the day before."""
        day = self.day()
        if day is None:
            return False
        value = self.current()
        time = value[10:] if isinstance(value, str) else ""
        self.write(f"{(day + timedelta(days=days)).isoformat()}{time}")
        return True
