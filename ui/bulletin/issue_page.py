"""材料和签发: the papers of a period, whether it is issued, its editions, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bureau.bulletin.archive import archive_findings
from bureau.bulletin.comparing import Difference
from bureau.bulletin.editions import Edition, EditionPaper, papers_of, withdraw
from bureau.bulletin.frozen import thaw
from bureau.calendar.periods import Kind, Period
from bureau.desk import Desk
from bureau.errors import BureauError, UserError
from bureau.layouts import Layouts
from bureau.month.issuing import Standing, archive_root, papers_for, refuse_period, standing
from bureau.month.papers import KINDS, Asked
from bureau.month.warnings import read_warnings
from bureau.reports.amounts import day_text
from ui.bulletin.issue_dialog import IssueDialog
from ui.context import Context
from ui.month.period_bar import EVERY_KIND
from ui.month.period_page import PeriodPage, titled_card
from ui.paper.dialog import PaperDialog
from ui.paper.making import MakePaper
from ui.widgets.enter_button import EnterButton

WHOLE: Final = tuple(one for one in EVERY_KIND if one not in (Kind.SPAN, Kind.WEEK, Kind.DAY))
"""What can be issued: whole statistical months."""
LOWEST: Final = 48
ISSUE_KEY: Final = "Ctrl+Return"
HELD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Read:
    """A period's standing with the files of each edition, and what is still open."""

    standing: Standing
    files: tuple[tuple[EditionPaper, ...], ...]
    matters: tuple[str, ...]


class IssuePage(PeriodPage):
    """Papers with ticks at the left, editions at the right, differences below them."""

    def __init__(self, context: Context, _layouts: Layouts | None = None) -> None:
        super().__init__(context, "材料和签发", kinds=WHOLE)
        self.dialog: IssueDialog | PaperDialog | None = None
        self._unticked: set[str] = set()
        self.open_folder = self._button("打开文件夹", "issue-folder", self.show_folder)
        self.verify = self._button("校验", "issue-verify", self.check_archive)
        self.take_back = self._button("收回…", "issue-withdraw", self.withdraw_edition)
        self.issue = self._button("签发…", "issue-issue", self.begin)
        self.issue.setProperty("role", "main")
        self.issue.setShortcut(ISSUE_KEY)
        self.issue.setToolTip("Ctrl+Enter")
        self.papers = tree("issue-papers", "要签发的材料", ("材料", "内容"), self)
        self.papers.itemActivated.connect(self._preview_live)
        self.papers.itemChanged.connect(self._ticked)
        self.editions = tree(
            "issue-editions", "各版和归档材料", ("版次和材料", "签发或页数", "说明"), self
        )
        self.editions.setRootIsDecorated(True)
        self.editions.itemActivated.connect(self._preview_issued)
        self.changes = tree(
            "issue-changes", "签发后变化的数字", ("部门", "数字", "签发时", "现在"), self
        )
        self.changes.itemActivated.connect(self._open_records)
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.addWidget(filled("各版和归档材料（双击预览）", self.editions, self))
        right.addWidget(filled("签发后变化的数字（双击看记录）", self.changes, self))
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(filled("本期材料（打勾的签发，双击预览）", self.papers, self))
        both.addWidget(right)
        both.setSizes([460, 640])
        both.setContentsMargins(16, 4, 16, 16)
        self.whole.addWidget(both, 1)

    def _button(self, text: str, name: str, act: object) -> EnterButton:
        made = EnterButton(text, self)
        made.setObjectName(name)
        made.clicked.connect(act)
        made.setEnabled(False)
        self.top.addWidget(made)
        return made

    # -- what it shows --------------------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> Read:
        """Editions, their files and the open matters of the period."""
        found = standing(desk, period)
        with desk.store.snapshot() as conn:
            files = tuple(papers_of(conn, one) for one in found.editions)
        matters = [one.words for one in read_warnings(desk, period)]
        return Read(found, files, tuple(matters))

    def is_empty(self, found: object) -> bool:
        """A month that still runs can't be issued: one comes for the one before."""
        del found
        return self.period.last >= self.context.desk.today()

    def take(self, found: object) -> None:
        """Shows what was read."""
        assert isinstance(found, Read)
        self._show_papers()
        self._show_editions(found)
        self._show_changes(found.standing.changed)
        self.note.setText(state_words(found.standing))
        writable, in_force = self.context.writable, found.standing.in_force
        self.issue.setText("重新签发…" if found.standing.editions else "签发…")
        self.issue.setShortcut(ISSUE_KEY)  # a new text takes it away
        self.issue.setEnabled(writable)
        self.take_back.setEnabled(writable and in_force is not None)
        for button in (self.open_folder, self.verify):
            button.setEnabled(bool(found.standing.editions))

    def _show_papers(self) -> None:
        self.papers.blockSignals(True)
        self.papers.clear()
        for one in papers_for(self.period):
            item = QTreeWidgetItem([one.title(self.period), one.holds])
            item.setData(0, HELD, one)
            ticked = one.kind not in self._unticked
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.papers.addTopLevelItem(item)
        fit(self.papers, 0)
        self.papers.blockSignals(False)

    def _show_editions(self, found: Read) -> None:
        self.editions.clear()
        for edition, files in zip(found.standing.editions, found.files, strict=True):
            top = QTreeWidgetItem([edition.words, edition_line(edition), edition_note(edition)])
            for one in files:
                pages = f"{one.pages} 页" if one.pages else f"{one.size // 1024 + 1} KB"
                line = QTreeWidgetItem([one.title, pages, one.file_name])
                line.setData(0, HELD, (edition, one))
                line.setToolTip(2, one.file_name)
                top.addChild(line)
            self.editions.addTopLevelItem(top)
            top.setExpanded(edition is found.standing.in_force)
        if not found.standing.editions:
            say_empty(self.editions, "还没有签发；核对好后点右上角“签发…”")
        fit(self.editions, 0, 1)

    def _show_changes(self, changed: Sequence[Difference]) -> None:
        self.changes.clear()
        for one in changed:
            place = one.group[0] if one.group else ""
            item = QTreeWidgetItem([place, one.title, one.issued, f"{one.now}{one.unit}"])
            item.setData(0, HELD, one)
            self.changes.addTopLevelItem(item)
        if not changed:
            say_empty(self.changes, "没有变化")
        fit(self.changes, 0, 1)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The kinds of paper that are to be issued."""
        items = [self.papers.topLevelItem(at) for at in range(self.papers.topLevelItemCount())]
        return tuple(
            item.data(0, HELD).kind
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        )

    def _ticked(self, item: QTreeWidgetItem) -> None:
        kind = item.data(0, HELD).kind
        if item.checkState(0) is Qt.CheckState.Checked:
            self._unticked.discard(kind)
        else:
            self._unticked.add(kind)

    # -- what it does ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Asks who signs; a period that still runs is refused with a sentence."""
        found = self.shown
        if not isinstance(found, Read):
            return
        try:
            refuse_period(self.period, self.context.desk.today())
            if not self.ticked:
                raise UserError("请至少选一份要签发的材料。")
        except UserError as error:
            self.notice.show_notice(error.sentence, "danger")
            return
        editions = found.standing.editions
        dialog = self.dialog = IssueDialog(
            self.context,
            self.period,
            self.ticked,
            editions[0] if editions else None,
            found.matters,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.issued.connect(self._issued)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _issued(self, edition: object, left_out: object) -> None:
        assert isinstance(edition, Edition)
        assert isinstance(left_out, tuple)
        rest = (
            f"；没有内容、没有出的：{'、'.join(title for title, _why in left_out)}"
            if left_out
            else ""
        )
        # What is shown is of before: nothing is issued from it once more.
        self.issue.setEnabled(False)
        self.refresh()
        self.notice.show_notice(
            f"已签发{edition.title}，存入 {edition.folder}{rest}。",
            "good",
            [("打开文件夹", self.show_folder)],
        )

    def _forget(self) -> None:
        self.dialog = None

    def show_folder(self) -> None:
        """The archive of the newest edition."""
        found = self.shown
        if isinstance(found, Read) and found.standing.editions:
            place = archive_root(self.context.desk) / found.standing.editions[0].folder
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def check_archive(self) -> None:
        """Every file of every edition against its checksum, in the lane of reading."""
        desk = self.context.desk

        def look() -> list[str]:
            with desk.store.snapshot() as conn:
                return list(archive_findings(conn, archive_root(desk), desk.today()))

        def tell(found: object) -> None:
            assert isinstance(found, list)
            more = f"（另有 {len(found) - 1} 处，运行“检查数据”看全部）" if len(found) > 1 else ""
            if found:
                self.notice.show_notice(f"{found[0]}{more}", "danger")
            else:
                self.notice.show_notice("归档文件与签发时一致。", "good")

        self.context.reading.run(lambda _ticket: look(), tell, self.complain)

    def withdraw_edition(self) -> None:
        """收回 with who agreed and why."""
        found = self.shown
        edition = found.standing.in_force if isinstance(found, Read) else None
        if edition is None:
            return
        asker, desk = self.context.asker, self.context.desk
        approver = asker.ask_text(self, f"收回{edition.title}：批准人")
        if approver is None:
            return
        reason = asker.ask_text(self, f"收回{edition.title}：理由（和这一版一起留档）")
        if reason is None:
            return
        self.context.writing.run(
            lambda _ticket: withdraw(desk, edition, approver, reason),
            lambda _done: self.refresh(),
            self._fail,
        )

    def _fail(self, error: object) -> None:
        assert isinstance(error, BaseException)
        if isinstance(error, BureauError):
            self.notice.show_notice(error.sentence, "danger")

    def _open_records(self, item: QTreeWidgetItem) -> None:
        one = item.data(0, HELD)
        if isinstance(one, Difference) and one.behind is not None:
            self.wanted.emit(*one.behind)

    def _preview_live(self, item: QTreeWidgetItem) -> None:
        offer, desk = item.data(0, HELD), self.context.desk
        asked = Asked(period=self.period, live=True)
        make, name = KINDS[offer.kind], offer.file_name(self.period)
        self._show_paper(offer.title(self.period), lambda: make(desk, asked), name, offer.kind)

    def _preview_issued(self, item: QTreeWidgetItem) -> None:
        held = item.data(0, HELD)
        if held is None:
            return
        edition, one = held
        root = self.context.desk.store.folder.root
        if not one.content:
            place = archive_root(self.context.desk) / edition.folder / one.file_name
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
            return
        name = one.file_name.rpartition(".")[0]
        title = f"{one.title}（{edition.words}）"
        self._show_paper(title, lambda: thaw(one.content, root), name, one.kind)

    def _show_paper(self, title: str, make: MakePaper, name: str, kind: str) -> None:
        dialog = self.dialog = PaperDialog(
            self.context,
            f"{self.period.title}{title}",
            make,
            name,
            kind=kind,
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.open()


def state_words(found: Standing) -> str:
    """未签发, 第1版 已签发 …, how many figures changed since."""
    if not found.editions:
        return "未签发：本期报告都印“草稿”"
    newest = found.editions[0]
    if not newest.in_force:
        return f"{newest.words}已收回，改好后请重新签发"
    said = f"{newest.words} 已签发  {newest.issued_on.isoformat()}  签发人 {newest.signed_by}"
    if not found.changed:
        return said
    return f"{said}；之后有 {len(found.changed)} 项数字变化，重新签发会印入“更正”"


def edition_line(edition: Edition) -> str:
    """When and by whom it was issued."""
    return f"{day_text(edition.issued_on)} {edition.signed_by}"


def edition_note(edition: Edition) -> str:
    """Why it was issued again, or taken back."""
    if edition.in_force:
        return edition.reason
    return f"{day_text(edition.withdrawn_on)}收回：{edition.withdrawn_reason}"


def tree(name: str, title: str, heads: Sequence[str], parent: QWidget) -> QTreeWidget:
    """A plain table that keys and readers of the screen can use."""
    made = QTreeWidget(parent)
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setHeaderLabels(list(heads))
    made.setRootIsDecorated(False)
    made.setAllColumnsShowFocus(True)
    made.setFrameShape(QTreeWidget.Shape.NoFrame)
    # Three of them stand above each other in a low window.
    made.setMinimumHeight(LOWEST)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return made


def filled(title: str, made: QTreeWidget, parent: QWidget) -> QFrame:
    """A table on a card that it fills."""
    card = titled_card(title, made, parent=parent)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    inside = card.layout()
    assert isinstance(inside, QVBoxLayout)
    inside.setStretchFactor(made, 100)
    return card


def fit(made: QTreeWidget, *columns: int) -> None:
    """Wide enough for what stands in these; the last takes the rest."""
    for column in columns:
        made.resizeColumnToContents(column)
        made.setColumnWidth(column, min(made.columnWidth(column) + 12, 320))


def say_empty(of: QTreeWidget, words: str) -> None:
    """A line that says what to do, and can't be chosen."""
    made = QTreeWidgetItem([words])
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    of.addTopLevelItem(made)
    made.setFirstColumnSpanned(True)
