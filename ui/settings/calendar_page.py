"""工作日历: holidays and make-up days of a year with the bureau's own changes, and working hours."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLabel

from bureau.calendar.years import YearPlan, year_plan
from bureau.settings.declared import HOURS
from bureau.settings.reading import read_settings
from bureau.settings.saving import set_day, set_year_entered
from bureau.storage.changes import ChangeSet
from ui.context import Context
from ui.settings.form import SettingsForm
from ui.settings.frame import Card, Frame, button, heading, note, row_of, set_role
from ui.settings.year_view import YearView, legend

FIRST_YEAR, LAST_YEAR = 2004, 2099


class CalendarPage(Frame):
    """A year, what is chosen in it, and the hours of office and crews."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "work-calendar",
            "工作日历",
            "放假、调休和上下班时间；按“工作日”“工作时”算期限时用它。",
            help_anchor="settings#工作日历",
        )
        self.year = context.desk.today().year
        self.plan: YearPlan | None = None
        self.view = YearView()
        self.view.chosen.connect(lambda _day: self._show_day())
        self.title = heading("")
        self.sentence = note("", "soft")
        self.legend = note("")
        self.day_said = QLabel()
        self.day_said.setObjectName("chosen-day")
        self.work = button("改为上班", lambda: self._set(True), "day-worked")
        self.free = button("改为放假", lambda: self._set(False), "day-free")
        self.plain = button("按国家安排", lambda: self._set(None), "day-plain")
        self.entered = QCheckBox()
        self.entered.setObjectName("year-entered")
        self.entered.clicked.connect(self._set_entered)
        card = Card()
        before = button("‹ 上一年", lambda: self.show_year(self.year - 1), "year-before")
        after = button("下一年 ›", lambda: self.show_year(self.year + 1), "year-after")
        top = row_of(before, self.title, after, stretch_last=False)
        top.addWidget(self.sentence, 1)
        card.column.addLayout(top)
        card.column.addWidget(self.view)
        card.column.addWidget(self.legend)
        card.column.addLayout(row_of(self.work, self.free, self.plain, self.day_said))
        card.column.addWidget(self.entered)
        self.column.addWidget(card)
        self.form = SettingsForm(context, HOURS)
        self.form.saved.connect(lambda titles: self.say(f"已保存：{'、'.join(titles)}。"))
        self.form.failed.connect(lambda sentence: self.say(sentence, "danger"))
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        context.news.changed.connect(self._on_news)
        self.show_year(self.year)

    def show_year(self, year: int) -> None:
        """Shows a year as the office's calendar has it."""
        self.year = min(max(year, FIRST_YEAR), LAST_YEAR)
        desk = self.context.desk
        with desk.store.snapshot() as conn:
            calendar = read_settings(conn, desk.today()).office_calendar
        plan = self.plan = year_plan(calendar, self.year)
        self.title.setText(f"{self.year}年")
        self.sentence.setText(plan.sentence)
        set_role(self.sentence, "soft" if plan.known or plan.entered else "warning")
        self.legend.setText(legend(plan.days))
        self.view.show_year(plan)
        self.entered.setText(f"{self.year}年的放假和调休已全部录入，不再查国家安排")
        self.entered.setChecked(plan.entered)
        self.entered.setVisible(plan.entered or not plan.known)
        self.entered.setEnabled(self.context.writable)
        self._show_day()

    def _show_day(self) -> None:
        plan = self.view.days.get(self.view.day) if self.view.day is not None else None
        self.day_said.setText(plan.title if plan else "在上面选一天，可以另定上班或放假")
        can = plan is not None and self.context.writable
        self.work.setEnabled(can and plan is not None and not plan.worked)
        self.free.setEnabled(can and plan is not None and plan.worked)
        self.plain.setEnabled(can and plan is not None and plan.own)

    def _set(self, worked: bool | None) -> None:
        day: date | None = self.view.day
        if day is not None:
            desk = self.context.desk
            self.write(lambda: set_day(desk, day, worked))

    def _set_entered(self, entered: bool) -> None:
        desk, year = self.context.desk, self.year
        self.write(lambda: set_year_entered(desk, year, entered))

    def _on_news(self, changes: ChangeSet) -> None:
        if "settings" in changes.records:
            self.show_year(self.year)
