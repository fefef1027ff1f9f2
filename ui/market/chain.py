"""The chain of a case: what was found at its place before and after, with unlinking for a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.desk import Desk
from bureau.errors import BureauError
from bureau.ledger.entry import Names, Value
from bureau.market import rebounds
from bureau.market.ledgers import CASES
from ui.calling_back import while_alive
from ui.context import Context
from ui.ledger.timeline import MomentView
from ui.tasks import Ticket
from ui.widgets.bars import NoticeBar
from ui.widgets.enter_button import EnterButton

TOLD = ("address", "category", "unit", "party_kind", "description")
AT_ONCE = 8
"""So many cases of a chain are shown, the latest ones; as many earlier ones with each press."""
WHY = "为什么不算同一处的反弹？（如“换了经营者”“不是同一家”，会记在案件里）"


@dataclass(frozen=True, slots=True)
class Link:
    """One case of a chain in words."""

    record: int
    number: str
    days: str
    told: tuple[str, ...]
    rebound: str
    unlinked: str


def read_chain(desk: Desk, record: int) -> tuple[Link, ...]:
    """The cases of a chain, the first one first."""
    rows = rebounds.chain(desk, record)
    names = desk.store.names()
    return tuple(link_of(row, names) for row in rows)


def link_of(row: Mapping[str, object], names: Names) -> Link:
    """One case in words."""
    nth, ago = row.get("rebound_nth"), row.get("rebound_days")
    closed = row.get("closed_on")
    return Link(
        int(str(row["id"])),
        str(row["number"] or "未编号"),
        f"{row['found_on']} 发现" + (f" · {closed} 完成" if closed else " · 还没有办完"),
        tuple(text for key in TOLD if (text := shown(row, key, names))),
        f"第 {nth} 次反弹，距上次结案 {ago} 天" if isinstance(nth, int) and nth else "",
        str(row.get("unlinked") or ""),
    )


def shown(row: Mapping[str, object], key: str, names: Names) -> str:
    """A field in words."""
    value: Value = row.get(key)  # type: ignore[assignment]
    return CASES.by_key[key].type.show(value, names)


class ChainView(QFrame):
    """The cases of one chain beside a line of time; each can be opened."""

    opened = Signal(object)
    """The id of a case that somebody wants to see."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("反弹经过")
        self.context = context
        self.record: int | None = None
        self.links: tuple[Link, ...] = ()
        self._boxes: list[QWidget] = []
        self._hidden = 0
        self._ticket: Ticket | None = None
        self.title = QLabel("反弹经过", self)
        self.title.setProperty("role", "heading")
        self.title.setContentsMargins(16, 10, 16, 4)
        self.notice = NoticeBar(self)
        body = QWidget()
        body.setObjectName("card")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(16, 4, 16, 12)
        self.column.setSpacing(0)
        self.earlier = self._button("", "chain-earlier", body)
        self.earlier.clicked.connect(self.show_earlier)
        self.earlier.hide()
        self.column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.title)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)
        # A method, not a lambda: the view of a dialog is gone before the news are.
        context.news.changed.connect(self._on_news)

    def show_case(self, record: int | None) -> None:
        """The chain that a case belongs to; None for nothing."""
        if self._ticket is not None:
            self._ticket.cancel()
        self.record = record
        if record is None:
            self._show(())
            return
        desk = self.context.desk
        self._ticket = self.context.reading.run(
            lambda _ticket: (record, read_chain(desk, record)),
            while_alive(self, self._take),
            while_alive(self, self._complain),
        )

    def _on_news(self, _changes: object) -> None:
        self.show_case(self.record)

    def _take(self, found: object) -> None:
        assert isinstance(found, tuple)
        record, links = found
        if record == self.record:
            self._show(links)

    def _show(self, links: Sequence[Link]) -> None:
        self.links = tuple(links)
        for old in self._boxes:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._boxes = []
        self._hidden = len(links)
        self.show_earlier()
        self.title.setText(f"反弹经过（{len(links)} 件）" if links else "反弹经过")

    def show_earlier(self) -> None:
        """The next part of a long chain, above what is shown."""
        first = max(0, self._hidden - AT_ONCE)
        part, self._hidden = self.links[first : self._hidden], first
        if part:
            # Shown as one: each that is shown by itself lays out all the others anew.
            box = QWidget(self)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for link in part:
                column.addWidget(self._view(link, box, last=link is self.links[-1]))
            self.column.insertWidget(1, box)
            box.show()
            self._boxes.append(box)
        self.earlier.setText(f"前面还有 {first:,} 件，再看 {min(first, AT_ONCE)} 件")
        self.earlier.setVisible(first > 0)

    def _view(self, link: Link, parent: QWidget, *, last: bool) -> MomentView:
        view = MomentView(last=last, parent=parent)
        view.column.addWidget(view.line(link.days, "faint"))
        if link.rebound:
            view.column.addWidget(view.line(link.rebound, "warning"))
        if link.unlinked:
            view.column.addWidget(view.line(f"不算反弹：{link.unlinked}", "soft"))
        view.column.addWidget(view.line(" · ".join(link.told[:3]), ""))
        if link.told[3:]:
            view.column.addWidget(view.line(link.told[-1], "soft"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        open_case = self._button(link.number, "chain-case", view)
        open_case.setToolTip("看这件案件")
        open_case.clicked.connect(lambda: self.opened.emit(link.record))
        row.addWidget(open_case)
        if link.rebound and self.context.writable:
            unlink = self._button("不算反弹…", "unlink", view)
            unlink.setAccessibleDescription(link.number)
            unlink.clicked.connect(lambda: self.unlink(link.record))
            row.addWidget(unlink)
        if link.unlinked and self.context.writable:
            relink = self._button("恢复关联", "relink", view)
            relink.setAccessibleDescription(link.number)
            relink.clicked.connect(lambda: self.relink(link.record))
            row.addWidget(relink)
        row.addStretch(1)
        view.column.addLayout(row)
        return view

    def _button(self, words: str, name: str, parent: QWidget) -> QPushButton:
        button = EnterButton(words, parent)
        button.setObjectName(name)
        button.setProperty("role", "link")
        return button

    # -- acts ----------------------------------------------------------------------------------

    def unlink(self, record: int) -> None:
        """Says that a case is no return, for a reason."""
        reason = self.context.asker.ask_text(self, WHY)
        if reason is None:
            return
        desk = self.context.desk
        self.context.writing.run(
            lambda _ticket: rebounds.unlink(desk, record, reason),
            lambda _none: self.context.news.said.emit("已取消关联，可以撤销"),
            while_alive(self, self._complain),
            title="取消反弹关联",
        )

    def relink(self, record: int) -> None:
        """Lets place and days decide again."""
        desk = self.context.desk
        self.context.writing.run(
            lambda _ticket: rebounds.relink(desk, record),
            lambda _none: self.context.news.said.emit("已恢复关联，可以撤销"),
            while_alive(self, self._complain),
            title="恢复反弹关联",
        )

    def _complain(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.notice.show_notice(error.sentence, "danger")


class ChainDialog(QDialog):
    """The chain of one case over the case ledger."""

    def __init__(self, context: Context, record: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chain-dialog")
        self.setWindowTitle("反弹经过")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(560, 520)
        self.view = ChainView(context, self)
        self.view.opened.connect(lambda case: self._open(context, case))
        close = EnterButton("关闭", self)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        self.view.show_case(record)

    def _open(self, context: Context, record: object) -> None:
        self.accept()
        context.news.wanted.emit(CASES.name, record)
