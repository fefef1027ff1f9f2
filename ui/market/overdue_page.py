"""超期督办: what is overdue by how far it has gone, supervised in one act, with its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bureau.desk import Desk
from bureau.layouts import Layouts
from bureau.ledger.query import Filter, Sort
from bureau.market import deadlines
from bureau.market.ledgers import CASES
from bureau.market.notice_kinds import SUPERVISION
from bureau.storage.changes import ChangeSet
from bureau.storage.rows import count
from ui import tokens
from ui.context import Context
from ui.ledger.filters import GIVEN, Condition
from ui.market.over_ledger import OverLedger
from ui.market.papers import open_issue
from ui.market.steps import open_step
from ui.widgets.name_row import NameRow

LONGEST_FIRST = (Sort("due_on"), Sort("found_on"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One list: its name, what it means in a sentence, its filter, how many there are."""

    title: str
    meaning: str
    where: Filter
    number: int


def lists(desk: Desk) -> Mapping[str, Waiting]:
    """All lists with their numbers, as of now."""
    now = desk.now()
    with desk.store.snapshot() as conn:
        limits = deadlines.thresholds(conn, now.date())
        named = wanted(now, limits)
        return {
            key: Waiting(title, meaning, where, count(conn, CASES, where, today=now))
            for key, (title, meaning, where) in named.items()
        }


def wanted(now: datetime, limits: deadlines.Thresholds) -> Mapping[str, tuple[str, str, Filter]]:
    """Each list by its key: title, meaning, filter."""
    today = now.date()
    found: dict[str, tuple[str, str, Filter]] = {
        "overdue": ("▲ 超期", "在办、期限已过", deadlines.overdue(now)),
        "unsupervised": (
            "超期未督办",
            f"超期 {limits.supervise} 天以上、还没有督办过",
            deadlines.unsupervised(limits.supervise, today),
        ),
    }
    for level, title in deadlines.LEVELS.items():
        if level == 1:
            continue
        meaning = f"超期 {limits.days(level)} 天以上，或督办 {level} 次仍未办结"
        found[f"level-{level}"] = title, meaning, deadlines.escalated(level, today, limits)
    found["supervised"] = "督办未结", "督办过、还没有办结", deadlines.SUPERVISED
    found["soon"] = "△ 临期", "今明两天到期", deadlines.due_soon(now)
    found["held"] = (
        "挂账到期",
        "挂账的日子已过，请恢复办理或结案",
        deadlines.hold_run_out(today),
    )
    return found


class OverduePage(OverLedger):
    """A row of lists above the case table, and what is done with what stands there."""

    def __init__(self, context: Context, layouts: Layouts, parent: QWidget | None = None) -> None:
        super().__init__(context, CASES, layouts.of_page("overdue"), parent)
        self.setAccessibleName("超期督办")
        self.current = "overdue"
        self._found: Mapping[str, Waiting] = {}
        self._listed: Filter | None = None
        """The filter of the list in the table: counted anew later, its own may name another minute."""
        self._stale = True
        self.column.insertWidget(0, self._bar())
        self.table_page.filtering.changed.connect(self._on_filtered)
        context.news.changed.connect(self._on_news)

    def _on_filtered(self) -> None:
        """Another filter than the list's: no list is marked any more."""
        chosen = self.table_page.filtering.selection.conditions.get(GIVEN)
        shown = chosen is not None and chosen.where == self._listed
        self.lists.mark(self.current if shown else "")

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(tokens.GRID * 2, tokens.GRID // 2, tokens.GRID * 2, 0)
        row.setSpacing(tokens.GRID // 2)
        self.lists = NameRow()
        named = wanted(self.context.desk.now(), deadlines.Thresholds())
        self.lists.show_names([(key, one[0]) for key, one in named.items()], self.current)
        self.lists.wanted.connect(self.choose)
        row.addWidget(self.lists, 1)
        self.supervise = QPushButton("督办…")
        self.supervise.setObjectName("supervise")
        self.supervise.setProperty("role", "main")
        self.supervise.setToolTip("记一次督办：要求、签发人、限办结日期")
        self.supervise.clicked.connect(
            lambda: open_step("supervise", self.table_page, self.table_page.selected_records())
        )
        self.paper = QPushButton("制发督办单…")
        self.paper.setObjectName("supervision-paper")
        self.paper.clicked.connect(
            lambda: open_issue(SUPERVISION, self.table_page, self.table_page.selected_records())
        )
        for act in (self.supervise, self.paper):
            act.setEnabled(self.context.writable)
            row.addWidget(act)
        return bar

    # -- lists ---------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Shows one list in the table, the longest overdue first."""
        self.current = key
        self.lists.mark(key)
        found = self._found.get(key)
        if found is not None:
            self._listed = found.where
            self.list_records(found.title, found.where, LONGEST_FIRST)
            self.table_page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_anew(self) -> None:
        """The list in the table as of now; other filters and the order stay."""
        if self.lists.current:
            found = self._found[self.lists.current]
            self._listed = found.where
            condition = Condition(GIVEN, found.title, "", found.where)
            self.table_page.filtering.put(GIVEN, condition)

    def count(self, *, lists_anew: bool = False) -> None:
        """Counts anew, in the lane of reading."""
        if not self.isVisible():
            self._stale = True
            return
        desk, first = self.context.desk, not self._found
        self._stale = False

        def take(found: object) -> None:
            assert isinstance(found, dict)
            self._found = found
            self.lists.show_names(
                [(key, f"{one.title} {one.number:,}") for key, one in self._found.items()],
                self.lists.current,
            )
            for key, button in self.lists.buttons.items():
                button.setToolTip(self._found[key].meaning)
            if first:
                self.choose(self.current)
            elif lists_anew:
                self._list_anew()

        self.context.reading.run(lambda _ticket: dict(lists(desk)), take, self._complain)

    def _complain(self, error: BaseException) -> None:
        self.table_page.complain_of(error)

    def refresh(self) -> None:
        """F5: counts and lists anew: what was due a minute ago may be overdue now."""
        self.count(lists_anew=True)
        super().refresh()

    def _on_news(self, changes: object) -> None:
        if isinstance(changes, ChangeSet) and CASES.name in changes.records:
            self.count()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Counted when it is looked at."""
        super().showEvent(event)
        if self._stale:
            self.count()
