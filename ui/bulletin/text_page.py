"""月报正文: the chapters of a period, written in; their numbers beside the figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bureau.bulletin.linked import NEEDS_LOOK, TYPED, Finding, State, state_of, title_of
from bureau.bulletin.text_drafts import TextDrafts
from bureau.bulletin.texts import drop_texts, keep_texts
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.errors import BureauError
from bureau.month.telling import MARKS, MONTHLY, MonthText, Told, read_text, take_over
from bureau.reports.citing import Cited
from bureau.reports.named import AT, Numbers
from ui.assessment.papers import open_paper
from ui.bulletin.figure_picker import FigurePicker
from ui.bulletin.text_editor import BODY, HEADING, SUBHEADING, TextEditor
from ui.bulletin.text_findings import FindingsPanel, Look
from ui.context import Context
from ui.month.period_page import PeriodPage
from ui.tokens import GRID

LIST_WIDTH = 164
DRAFT_PAUSE = 1500
"""Milliseconds after the last letter until what was typed is safe from a crash."""
CHAPTER = Qt.ItemDataRole.UserRole
SIGNS = {"drafted": "", "written": "✓ ", "changed": "! ", "loose": "! "}
NOTHING_BEHIND = "这个数字没有可以打开的记录。"


class TextPage(PeriodPage):
    """A list of chapters, the box to write in, what needs a look; nothing is counted on this thread."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "月报正文", parent=parent)
        self.text: MonthText | None = None
        self.picker: FigurePicker | None = None
        self._shown = ""
        """The markup that the box began with."""
        self._chapter = ""
        self.drafts = TextDrafts(context.desk)
        self.chapters = QListWidget(self)
        self.chapters.setObjectName("text-chapters")
        self.chapters.setAccessibleName("章节")
        self.chapters.setFrameShape(QFrame.Shape.NoFrame)
        self.chapters.setFixedWidth(LIST_WIDTH)
        self.chapters.currentRowChanged.connect(self._choose_row)
        self.editor = TextEditor(self)
        self.editor.objects.judge = self._judge
        self.editor.objects.is_there = self._is_there
        self.editor.tip = self._tip
        self.editor.wanted.connect(self.open_records)
        self.editor.looked.connect(self._look)
        self.findings = FindingsPanel(self)
        self.findings.gone_to.connect(lambda look: self.editor.go_to(look.spot))
        self.findings.accepted.connect(self._accept)
        self.findings.kept.connect(self._keep)
        self.findings.all_wanted.connect(self.update_all)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DRAFT_PAUSE)
        self._later.timeout.connect(self.keep_draft)
        self.editor.textChanged.connect(self._later.start)
        self._arrange()
        self.setFocusProxy(self.editor)

    # -- how it is built -----------------------------------------------------------------------

    def _arrange(self) -> None:
        self.take_button = self._menu_button("text-take-over", "沿用以前的正文", self._fill_taking)
        self.restore_button = self._button("text-restore", "恢复起草稿", self.restore)
        self.preview_button = self._button("text-preview", "预览月报", self.print_page)
        self.save_button = self._button("text-save", "保存", lambda: self.save_form())
        self.save_button.setProperty("role", "main")
        self.save_button.setToolTip("Ctrl+S")
        for button in (
            self.take_button,
            self.restore_button,
            self.preview_button,
            self.save_button,
        ):
            self.top.addWidget(button)
        self.top.setSpacing(GRID)
        tools = QHBoxLayout()
        tools.setSpacing(GRID // 2)
        self.number_button = self._button("text-number", "插入数字…", self.pick_number)
        self.number_button.setToolTip("Ctrl+Shift+I：插入一个跟着统计走的数字")
        self.table_button = self._menu_button("text-table", "插入表格或图", self._fill_tables)
        self.forms = [
            self._button("text-heading", "标题", partial(self.editor.make, HEADING)),
            self._button("text-subheading", "小标题", partial(self.editor.make, SUBHEADING)),
            self._button("text-body", "正文", partial(self.editor.make, BODY)),
        ]
        self.forms[0].setToolTip("打印时自动编号：（一）（二）…")
        for form in self.forms:
            form.setProperty("role", "quiet")
            form.clicked.connect(lambda: self.editor.setFocus())
        for button in (*self.forms, self.number_button, self.table_button):
            tools.addWidget(button)
        tools.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(GRID)
        middle.addLayout(tools)
        middle.addWidget(self.editor, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 16)
        row.setSpacing(12)
        row.addWidget(self.chapters)
        row.addLayout(middle, 1)
        row.addWidget(self.findings)
        self.whole.addLayout(row, 1)
        insert = QShortcut(QKeySequence("Ctrl+Shift+I"), self)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self.pick_number)

    def _button(self, name: str, words: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.clicked.connect(lambda: act())
        return made

    def _menu_button(self, name: str, words: str, fill: Callable[[QMenu], None]) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: fill(menu))
        made.setMenu(menu)
        return made

    # -- reading -------------------------------------------------------------------------------

    def wish(self) -> Callable[[], object]:
        """Before another period is read, what was written about this one is saved."""
        if self.text is not None and self.text.period != self.period:
            self.finish_editing()
        return super().wish()

    def read(self, desk: Desk, period: Period) -> MonthText:
        """The chapters with their figures."""
        return read_text(desk, period)

    def is_empty(self, found: object) -> bool:
        """A month that has just begun isn't what one writes about."""
        assert isinstance(found, MonthText)
        cases = found.numbers.get("market.cases")
        return not (cases and cases.value) and not any(one.kept for one in found.chapters)

    def take(self, found: object) -> None:
        """Shows the chapters; a text that is being written isn't touched, its numbers are."""
        assert isinstance(found, MonthText)
        before, self.text = self.text, found
        moved = before is None or before.period != found.period
        self._list()
        if moved or not self._chapter:
            self._show_chapter(self._chapter or found.chapters[0].key)
        elif not self.editor.is_edited and self.told.text != self._shown:
            self._show_chapter(self._chapter)
        else:
            self._set_state()
            self._look()
        if found.closed:
            self.notice.show_notice(found.closed, "neutral")

    def _list(self) -> None:
        if self.text is None:
            return
        with QSignalBlocker(self.chapters):
            while self.chapters.count() < len(self.text.chapters):
                self.chapters.addItem(QListWidgetItem())
            for row, one in enumerate(self.text.chapters):
                item = self.chapters.item(row)
                item.setText(f"{one.title}\n{SIGNS[one.mark]}{MARKS[one.mark]}")
                item.setData(CHAPTER, one.key)
                if one.key == self._chapter:
                    self.chapters.setCurrentRow(row)

    @property
    def told(self) -> Told:
        """The chapter that is shown."""
        assert self.text is not None
        return self.text.chapter(self._chapter)

    @property
    def numbers(self) -> Numbers:
        """The figures of the period, none until they are read."""
        return self.text.numbers if self.text is not None else Numbers()

    def _choose_row(self, row: int) -> None:
        item = self.chapters.item(row)
        key = item.data(CHAPTER) if row >= 0 else None
        if isinstance(key, str) and key != self._chapter and self.text is not None:
            self.finish_editing()
            self._show_chapter(key)

    def choose_chapter(self, key: str) -> None:
        """Turns to another chapter."""
        for row in range(self.chapters.count()):
            if self.chapters.item(row).data(CHAPTER) == key:
                self.chapters.setCurrentRow(row)

    def _show_chapter(self, key: str) -> None:
        assert self.text is not None
        self._chapter = key
        self._shown = self.told.text
        draft = self.drafts.get(self.text.paper, self.text.period, key)
        unsaved = draft is not None and draft.body != self._shown and not self.text.closed
        with QSignalBlocker(self.editor):
            if unsaved and draft is not None:
                self.editor.show_markup(draft.body, edited=True)
            else:
                self.editor.show_markup(self._shown)
        if unsaved and draft is not None:
            self.notice.show_notice(
                f"找回了 {draft.at[5:]} 没有保存的修改，保存后生效。",
                "active",
                [("不要了", self._give_up)],
            )
        self._list()
        self._set_state()
        self._look()

    def _give_up(self) -> None:
        """What was found again isn't wanted."""
        if self.text is not None:
            self.drafts.drop(self.text.paper, self.text.period, self._chapter)
            self._show_chapter(self._chapter)

    def _set_state(self) -> None:
        """What can be done now."""
        assert self.text is not None
        writable = self.context.writable and not self.text.closed
        self.editor.setReadOnly(not writable)
        for button in (self.number_button, self.table_button, *self.forms, self.save_button):
            button.setEnabled(writable)
        self.restore_button.setEnabled(
            writable and (self.told.kept is not None or self.editor.is_edited)
        )
        self.take_button.setEnabled(writable and any(one.pattern for one in self.text.chapters))
        self.take_button.setToolTip(
            "" if self.take_button.isEnabled() else "以前还没有编辑过的正文可以沿用"
        )
        told = self.told
        if told.kept is not None:
            by = f"{told.kept.edited_at[5:]} {told.kept.edited_by} 修改"
            source = ""
            if told.kept.taken is not None:
                first, last = told.kept.taken
                source = f"，沿用自{Period.span(first, last, self.period.month_end_day).title}"
            self.note.setText(f"{by}{source}")
        else:
            self.note.setText("")

    # -- numbers -------------------------------------------------------------------------------

    def _judge(self, key: str, words: str) -> State:
        return state_of(Cited(key, words), self.numbers)[0]

    def _is_there(self, name: str) -> bool:
        return self.text is None or name in self.told.names

    def _tip(self, key: str, words: str) -> str:
        if key == TYPED:
            return "手工填写的数字，不随统计变化"
        state, now = state_of(Cited(key, words), self.numbers)
        told = title_of(key, self.numbers)
        if state == "same":
            return f"{told}（{self.period.title}）\n双击查看记录"
        return f"{told}（{self.period.title}）\n文中 {words}，现在统计 {now or '—'}"

    def looks(self) -> list[Look]:
        """The numbers of the box that need a look, from above."""
        told, found = self.told, []
        if told.kept is None and not self.editor.is_edited:
            return []
        for spot in self.editor.numbers():
            state, now = state_of(Cited(spot.key, spot.words), self.numbers)
            if state in NEEDS_LOOK:
                title = title_of(spot.key, self.numbers)
                found.append(Look(spot, Finding(state, spot.key, title, spot.words, now)))
        if told.taken:
            found += [
                Look(spot, Finding("unlinked", "", "", spot.words))
                for spot in self.editor.plain_numbers()
            ]
        return sorted(found, key=lambda look: look.spot.position)

    def _look(self) -> None:
        if self.text is None or not self._chapter:
            return
        looks = self.looks()
        self.editor.mark_plain([one.spot for one in looks if one.finding.state == "unlinked"])
        drafted = self.told.kept is None and not self.editor.is_edited
        self.findings.show_looks(looks, drafted=drafted, writable=not self.editor.isReadOnly())
        self.editor.viewport().update()
        self.restore_button.setEnabled(not self.editor.isReadOnly() and not drafted)

    def _accept(self, look: Look) -> None:
        self.editor.replace([(look.spot, look.finding.key, look.finding.now)])
        self._look()

    def _keep(self, look: Look) -> None:
        self.editor.replace([(look.spot, TYPED, look.spot.words)])
        self._look()

    def update_all(self) -> None:
        """更新全部数字: every linked number says what its figure reads now."""
        changed = [one for one in self.looks() if one.finding.state == "changed"]
        self.editor.replace([(one.spot, one.finding.key, one.finding.now) for one in changed])
        self._look()

    def open_records(self, key: str) -> None:
        """The records behind a number."""
        found = self.numbers.get(key.partition(AT)[0])
        if found is None or found.behind is None:
            self.context.news.said.emit(NOTHING_BEHIND)
        else:
            self.wanted.emit(*found.behind)

    def pick_number(self) -> None:
        """Ctrl+Shift+I: a number from the list of all figures."""
        if self.text is None or self.editor.isReadOnly():
            return
        picker = self.picker = FigurePicker(self.numbers, self, take="插入")
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.chosen.connect(self._insert)
        picker.open()

    def _insert(self, reference: str) -> None:
        words = self.numbers.text(reference)
        if words:
            self.editor.insert_number(reference, words)
        self.editor.setFocus()

    def _fill_tables(self, menu: QMenu) -> None:
        menu.clear()
        if self.text is None:
            return
        there = self.editor.table_names()
        for name in self.told.names:
            action = menu.addAction(name, partial(self.editor.insert_table, name))
            action.setEnabled(name not in there)
        if menu.isEmpty():
            menu.addAction("这一章没有表格和图").setEnabled(False)

    # -- saving --------------------------------------------------------------------------------

    def save_form(self) -> bool:
        """Ctrl+S: the chapter is kept with its period."""
        if self.text is None or self.editor.isReadOnly():
            return False
        if self._save():
            self.context.news.said.emit(f"已保存：{self.text.period.title}“{self.told.title}”。")
        return True

    def finish_editing(self) -> bool:
        """What was written is kept before somebody goes elsewhere."""
        return self._save()

    def _save(self) -> bool:
        text = self.text
        if text is None or not self.editor.is_edited:
            return True
        body = self.editor.markup()
        self._later.stop()
        self.editor.settle()
        if body == self._shown:
            self.drafts.drop(text.paper, text.period, self._chapter)
            return True
        before, self._shown = self._shown, body
        try:
            keep_texts(
                self.context.desk, text.paper, text.period, {self._chapter: body}, text.titles
            )
        except BureauError as error:
            self._shown = before
            self.editor.document().setModified(True)
            self.keep_draft()
            self.notice.show_notice(error.sentence, "danger")
            return False
        self.drafts.drop(text.paper, text.period, self._chapter)
        return True

    def keep_draft(self) -> None:
        """What is typed is safe from a crash."""
        if self.text is not None and self.editor.is_edited:
            body = self.editor.markup()
            self.drafts.put(self.text.paper, self.text.period, self._chapter, body)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is lost by looking elsewhere."""
        self.keep_draft()
        super().hideEvent(event)

    def restore(self) -> None:
        """恢复起草稿, which can be undone."""
        text = self.text
        if text is None or self.editor.isReadOnly():
            return
        self.editor.settle()
        self.drafts.drop(text.paper, text.period, self._chapter)
        if self.told.kept is None:
            self._show_chapter(self._chapter)
            return
        self._try(
            lambda: drop_texts(
                self.context.desk, text.paper, text.period, [self._chapter], text.titles
            )
        )

    def _fill_taking(self, menu: QMenu) -> None:
        menu.clear()
        text = self.text
        if text is None:
            return
        if (pattern := self.told.pattern) is not None:
            source = Period.span(pattern.first, pattern.last, self.period.month_end_day).title
            menu.addAction(f"本章沿用{source}的正文", partial(self.take_over, [self._chapter]))
        every = [one.key for one in text.chapters if one.pattern is not None]
        menu.addAction(f"全部沿用（{len(every)} 章有以前的正文）", partial(self.take_over, every))

    def take_over(self, keys: list[str]) -> None:
        """Chapters begin as they were written last; asked first where they are written already."""
        text = self.text
        if text is None:
            return
        written = [one.title for one in text.chapters if one.key in keys and one.kept is not None]
        if self._chapter in keys and self.editor.is_edited and self.told.title not in written:
            written.append(self.told.title)
        question = f"“{'”“'.join(written)}”已经改过，沿用以前的正文会替换掉现在的文字（可以撤销）。"
        if written and not self.context.asker.confirm(self, question, "替换"):
            return
        if self._chapter in keys:
            self.editor.settle()
            self.drafts.drop(text.paper, text.period, self._chapter)
        self._try(lambda: take_over(self.context.desk, text, keys))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BureauError as error:
            self.notice.show_notice(error.sentence, "danger")

    def print_page(self) -> None:
        """The report with the text as it is now; what has changed since is said first."""
        if not self.finish_editing():
            return
        if self.text is not None and self.text.warnings:
            self.notice.show_notice(" ".join(self.text.warnings), "warning")
        open_paper(self.context, self, MONTHLY, "城市管理工作月报", self.period)
