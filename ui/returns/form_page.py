"""套表: the forms of other offices at the left, one of them as it looks at the right, filled with one click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bureau.errors import BureauError
from bureau.month.returning import Standing, Trial, standings, try_form
from bureau.returns.filings import mark_sent
from bureau.returns.forms import Form, add_form, change_form, read_form, remove_form, unmark
from bureau.returns.package import open_form
from bureau.returns.replacing import replace_file
from bureau.settings.reading import month_end_day
from ui.month.choice_row import ChoiceRow
from ui.month.period_bar import PeriodBar
from ui.returns.filler import Filler
from ui.returns.form_grid import FormGrid, story
from ui.returns.form_settings import FormSettings
from ui.returns.mark_dialog import MarkDialog
from ui.returns.marking import asked_at, keep_mark, take_away
from ui.seen_page import SeenPage
from ui.tokens import GRID
from ui.widgets.bars import EmptyPage
from ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from bureau.layouts import Layouts
    from bureau.returns.picture import Spot
    from ui.context import Context

PATTERNS: Final = "Excel 或 Word 表样 (*.xlsx *.xlsm *.docx);;所有文件 (*)"
LIST_WIDTH = 264
LOWEST_GRID = 110
"""Some rows of a form, before the notes below take any room of theirs."""
NOTES_LINE, NOTES_AROUND, MOST_NOTES = 22, 28, 5
STEPS: Final = (
    "① 添加表样：把市局、文明办等单位发来的空表（.xlsx 或 .docx）拖到这里。\n"
    "② 指定取数：双击表里的格子，选它填哪个统计数、期间或哪个台账。\n"
    "③ 填报本期：以后每期点一下就填好，格式和原表一样。"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look found: all forms, and the chosen one tried; `fault` says why it couldn't be."""

    listed: tuple[Standing, ...]
    trial: Trial | None = None
    fault: str = ""


class FormsPage(SeenPage):
    """Nothing is filled before 填报本期; marking is one operation each."""

    def __init__(
        self, context: Context, layouts: Layouts | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "套表", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(context.writable)
        self.layouts = layouts
        self.seen = Seen(())
        self.dialog: QDialog | None = None
        self.chosen = 0
        self._sheet = ""
        self._after: tuple[object, str] = (None, "")
        self.filler = Filler(context, self, self._filled, self.complain)
        today = context.desk.today()
        with context.desk.store.snapshot() as conn:
            self.bar = PeriodBar(today, month_end_day(conn, today), self)
        self.bar.go_along(context.news)
        self.add = self._button("form-add", "添加表样…", self.ask_for_form)
        self.fill_due = self._button("form-fill-due", "填报全部到期", self.fill_all_due)
        self.list = QListWidget(self)
        self.list.setObjectName("form-list")
        self.list.setAccessibleName("套表")
        self.list.setFixedWidth(LIST_WIDTH)
        self.settings = self._button("form-settings-open", "设置…", self.ask_settings)
        self.replace = self._button("form-replace", "更换表样…", self.ask_replacement)
        self.remove = self._button("form-remove", "删除", self.ask_removal)
        self.heading = ElidedLabel(self)
        self.heading.setObjectName("form-heading")
        self.heading.setProperty("role", "title")
        self.state = ElidedLabel(self)
        self.state.setObjectName("form-state")
        self.state.setProperty("role", "soft")
        self.fill = self._button("form-fill", "填报本期…", self.fill_this, "main")
        self.reopen = self._button("form-reopen", "打开已填的…", self.open_filed)
        self.sent = self._button("form-sent", "标为已报出", self.mark_sent)
        self.sheets = ChoiceRow("form-sheet", self)
        self.grid = FormGrid(self)
        self.grid.setMinimumHeight(LOWEST_GRID)
        self.hint = QLabel(
            "双击格子（或按回车）指定取数，Del 取消取数；绿底是已取数的，黄底要看一下。"
        )
        self.hint.setProperty("role", "faint")
        self.hint.setWordWrap(True)
        self.notes = QPlainTextEdit(self)
        self.notes.setObjectName("form-notes")
        self.notes.setAccessibleName("填报提示")
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(NOTES_LINE + NOTES_AROUND)
        self.pages = QStackedWidget(self)
        self.empty = EmptyPage("还没有套表", STEPS, (("添加表样…", self.ask_for_form),), self)
        self._arrange()
        self.bar.changed.connect(lambda _period: self.refresh())
        self.list.currentRowChanged.connect(self._choose_row)
        self.sheets.chosen.connect(self._turn_to)
        self.grid.pointed.connect(self.ask_mark)
        self.grid.unmarked.connect(self.unmark)

    # -- how it is built ------------------------------------------------------------------------

    def _button(self, key: str, title: str, act: Callable[[], None], role: str = "") -> QPushButton:
        made = QPushButton(title, self)
        made.setObjectName(key)
        if role:
            made.setProperty("role", role)
        made.clicked.connect(lambda _checked=False: act())
        return made

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.bar)
        top.addStretch(1)
        top.addWidget(self.add)
        top.addWidget(self.fill_due)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        for button in (self.settings, self.replace, self.remove):
            below.addWidget(button)
        left.addLayout(below)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.heading)
        head.addWidget(self.state, 1)
        for button in (self.reopen, self.sent, self.fill):
            head.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addLayout(head)
        right.addWidget(self.sheets)
        right.addWidget(self.grid, 1)
        right.addWidget(self.hint)
        right.addWidget(self.notes)
        both = QWidget(self)
        inside = QHBoxLayout(both)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID * 2)
        inside.addLayout(left)
        inside.addLayout(right, 1)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(both)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, 10, GRID * 2, GRID * 2)
        whole.setSpacing(GRID)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(self.pages, 1)

    # -- what it shows --------------------------------------------------------------------------

    def wish(self) -> Callable[[], object]:
        """All forms as they stand in the period, and the chosen one tried."""
        desk, period, chosen = self.context.desk, self.bar.period, self.chosen

        def read() -> Seen:
            listed = standings(desk, period)
            forms = {one.form.id: one.form for one in listed}
            form = forms.get(chosen) or (listed[0].form if listed else None)
            if form is None:
                return Seen(listed)
            try:
                return Seen(listed, try_form(desk, form, period))
            except BureauError as error:
                return Seen(listed, None, error.sentence)

        return read

    def take(self, found: object) -> None:
        """Shows what was read."""
        assert isinstance(found, Seen)
        self.seen = found
        trial = found.trial
        if trial is not None:
            self.chosen = trial.form.id
        elif found.listed and self.chosen not in {one.form.id for one in found.listed}:
            self.chosen = found.listed[0].form.id
        self.pages.setCurrentIndex(1 if found.listed else 0)
        self._show_list()
        standing = self.standing
        self.heading.setText(standing.form.name if standing else "")
        self.state.setText(standing.due.words if standing else "")
        filing = standing.filing if standing else None
        self.reopen.setEnabled(filing is not None)
        self.sent.setEnabled(filing is not None and self.context.writable)
        self.sent.setText("取消报出" if filing is not None and filing.sent else "标为已报出")
        self.fill.setEnabled(trial is not None)
        names = [picture.name for picture in trial.pictures] if trial is not None else []
        self.sheets.offer([(name, name) for name in names])
        self.sheets.setVisible(len(names) > 1)
        self._turn_to(self._sheet if self._sheet in names else names[0] if names else "")
        self._say_notes()
        self._offer_to_take_away()

    def _offer_to_take_away(self) -> None:
        """Places that a newer edition hasn't can't be pointed at."""
        trial = self.seen.trial
        lost = [one for one in trial.places if one.lost] if trial is not None else []
        if trial is None or not lost or not self.context.writable:
            return
        form = trial.form

        def act() -> None:
            self._write(lambda: unmark(self.context.desk, form, [one.place.spot for one in lost]))

        said = f"“{form.name}”有 {len(lost)} 处取数在表样里找不到位置了。"
        self.notice.show_notice(said, "warning", [("取消这些取数", act)])

    def _show_list(self) -> None:
        """Every form with its office and how it stands."""
        self.list.blockSignals(True)
        self.list.clear()
        for row, one in enumerate(self.seen.listed):
            office = f"{one.form.office}　" if one.form.office else ""
            item = QListWidgetItem(f"{one.form.name}\n{office}{one.due.words}")
            item.setToolTip(one.form.title)
            self.list.addItem(item)
            if one.form.id == self.chosen:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        due = sum(1 for one in self.seen.listed if one.due.state in ("due", "late"))
        self.fill_due.setText(f"填报全部到期（{due}）" if due else "填报全部到期")
        self.fill_due.setEnabled(bool(due) and self.context.writable)
        for button in (self.add, self.settings, self.replace, self.remove):
            button.setEnabled(self.context.writable)

    def _turn_to(self, name: str) -> None:
        """A sheet by its name."""
        self._sheet = name
        trial = self.seen.trial
        if trial is None:
            return
        found = {one.place.spot: one for one in trial.places}
        for picture in trial.pictures:
            if picture.name == name:
                self.grid.show_picture(picture, found)

    def _say_notes(self) -> None:
        """What is to be looked at before this form is filled in, or was when it was filled in."""
        now, words = self._after
        if now == (self.chosen, self.bar.period) and words:
            self._say(words)
            return
        trial, said = self.seen.trial, [self.seen.fault] if self.seen.fault else []
        if trial is not None:
            if not trial.places:
                said.append("还没有指定取数：双击表里要填的格子，选它填什么。")
            said += [story(one) for one in trial.places if one.warning]
            marked = {one.place.cell for one in trial.places}
            said += [
                f"占位“{name}”还没有指定取什么数；双击它所在的那一段来指定。"
                for name in trial.placeholders
                if name not in marked
            ]
            if trial.filing is not None:
                said.append(f"上次填报 {trial.filing.filled_at}（{trial.filing.filled_by}）。")
        # A figure that several cells take is complained of once.
        self._say("\n".join(dict.fromkeys(said)) or "都取到数了，可以填报。")

    def _say(self, words: str) -> None:
        """In as few lines as it needs: the form itself wants the room."""
        self.notes.setPlainText(words)
        lines = min(words.count("\n") + 1, MOST_NOTES)
        self.notes.setMaximumHeight(lines * NOTES_LINE + NOTES_AROUND)

    @property
    def standing(self) -> Standing | None:
        """The chosen form."""
        return next((one for one in self.seen.listed if one.form.id == self.chosen), None)

    @property
    def form(self) -> Form | None:
        """The same as a form."""
        return self.standing.form if self.standing is not None else None

    def _choose_row(self, row: int) -> None:
        if 0 <= row < len(self.seen.listed):
            self.chosen = self.seen.listed[row].form.id
            self.refresh()

    # -- forms ----------------------------------------------------------------------------------

    def ask_for_form(self) -> None:
        """A file, then what it is called."""
        path = self.context.asker.open_file(self, "添加表样", PATTERNS)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Takes a file in, after its name and office were said."""
        try:
            content = read_form(path)
            open_form(content, path.name)
        except BureauError as error:
            self.notice.show_notice(error.sentence, "danger")
            return
        offices = [one.form.office for one in self.seen.listed if one.form.office]
        dialog = FormSettings(path.stem, None, offices, self)

        def settle(values: Mapping[str, object]) -> None:
            self.context.writing.run(
                lambda _ticket: add_form(self.context.desk, content, path.name, values),
                self._added,
                self.complain,
            )

        dialog.settled.connect(settle)
        self._open(dialog)

    def _added(self, new: object) -> None:
        assert isinstance(new, int)
        self.chosen = new
        self.notice.show_notice("已添加；双击要填的格子，指定它取什么数。", "good")
        self.refresh()

    def ask_settings(self) -> None:
        """Name, office, rhythm of the chosen form."""
        form = self.form
        if form is None:
            return
        dialog = FormSettings(form.name, form, parent=self)
        dialog.settled.connect(
            lambda values: self._write(lambda: change_form(self.context.desk, form, values))
        )
        self._open(dialog)

    def ask_replacement(self) -> None:
        """A newer edition of the chosen form; the marked places stay."""
        form = self.form
        path = self.context.asker.open_file(self, "更换表样", PATTERNS) if form else None
        if form is not None and path is not None:
            self._after = (None, "")
            self.context.writing.run(
                lambda _ticket: replace_file(self.context.desk, form, read_form(path), path.name),
                self._replaced,
                self.complain,
            )

    def _replaced(self, told: object) -> None:
        """What stands beside the places otherwise than before."""
        assert isinstance(told, tuple)
        if told:
            self._after = (self.chosen, self.bar.period), "\n".join(f"{one}。" for one in told)
            said = f"表样已更换；{len(told)} 处旁边的文字变了，请照下面列出的核对取数位置。"
            self.notice.show_notice(said, "warning")
            self._say_notes()
        else:
            self.notice.show_notice("表样已更换，取数位置没有变；请核对一遍。", "good")
        self._offer_to_take_away()

    def ask_removal(self) -> None:
        """The chosen form with its places and what was filed."""
        form = self.form
        text = f"删除套表“{form.name}”和它的取数、报送记录？可以撤销。" if form else ""
        if form is not None and self.context.asker.confirm(self, text, "删除", dangerous=True):
            self._write(lambda: remove_form(self.context.desk, form))

    def _write(self, act: Callable[[], object], said: str = "") -> None:
        """One change in the lane of writing; the page reads anew by itself."""
        self._after = (None, "")

        def done(_result: object) -> None:
            if said:
                self.notice.show_notice(said, "good")

        self.context.writing.run(lambda _ticket: act(), done, self.complain)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    # -- marking --------------------------------------------------------------------------------

    def ask_mark(self, spot: Spot) -> None:
        """What a cell takes."""
        trial = self.seen.trial
        if trial is None or not self.context.writable:
            return
        patch = self.grid.form.patch(self.grid.currentIndex())
        if patch is not None and patch.formula:
            self.notice.show_notice("这个格是公式，填报后会自己算，不用取数。", "active")
            return
        names = patch.names if patch is not None else ()
        name: str | None = names[0] if names else ""
        if len(names) > 1:
            name = self.context.asker.choose(self, "这一段有几个占位，先指定哪一个？", list(names))
        if name is None:
            return
        desk, form = self.context.desk, trial.form
        ledgers = [one for one in desk.store.ledgers.values() if not one.internal and one.date]
        saved = {
            one.name: [(kept.name, kept.where) for kept in self.layouts.saved(one)]
            for one in ledgers
            if self.layouts is not None
        }
        asked = asked_at(trial, spot, patch, name)
        dialog = MarkDialog(asked, trial.numbers, trial.words, ledgers, saved, self)
        dialog.marked.connect(
            lambda place, part: self._write(
                lambda: keep_mark(desk, form, place, part, trial.placeholders)
            )
        )
        dialog.taken_away.connect(lambda: self.unmark(spot))
        self._open(dialog)

    def unmark(self, spot: Spot) -> None:
        """A cell that takes nothing any more."""
        trial = self.seen.trial
        found = self.grid.form.places(self.grid.currentIndex())
        if trial is not None and found and self.context.writable:
            self._write(lambda: take_away(self.context.desk, trial.form, found))

    # -- filling --------------------------------------------------------------------------------

    def fill_this(self) -> None:
        """The chosen form for the period shown."""
        if self.standing is not None:
            self.filler.fill(self.standing, self.bar.period)

    def fill_all_due(self) -> None:
        """Every form that the period still asks for, into one folder."""
        forms = [one.form for one in self.seen.listed if one.due.state in ("due", "late")]
        self.filler.fill_all(forms, self.bar.period)

    def open_filed(self) -> None:
        """The issue that counts, as it was filled in."""
        if self.standing is not None:
            self.filler.open_filed(self.standing)

    def _filled(self, path: Path, doubtful: int, said: str) -> None:
        """Where the file is, that it can be opened, and what is to be looked at."""
        self._after = (self.chosen, self.bar.period), said
        more = f"；有 {doubtful} 处要看一下" if doubtful else ""
        file, folder = QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(path.parent))
        acts = [("打开文件夹", lambda: QDesktopServices.openUrl(folder))]
        if path.is_file():
            acts.insert(0, ("打开", lambda: QDesktopServices.openUrl(file)))
        tone = "warning" if doubtful else "good"
        self.notice.show_notice(f"已填好 {path.name}（{path.parent}）{more}", tone, acts)
        self._say_notes()

    def mark_sent(self) -> None:
        """That the issue went out, or that it didn't."""
        standing = self.standing
        if standing is not None and standing.filing is not None:
            filing, form = standing.filing, standing.form
            self._write(lambda: mark_sent(self.context.desk, filing, form, sent=not filing.sent))

    # -- files dropped --------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """The first of them becomes a form."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add_file(paths[0])
