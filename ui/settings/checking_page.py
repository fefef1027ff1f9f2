"""检查: the file, the history and the books, one line for each thing wrong, which opens its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bureau.month.contradictions import Contradiction, contradictions
from bureau.month.soundness import findings
from ui.calling_back import while_alive
from ui.settings.frame import Card, Frame, OneAtATime, PlainList, button, note, row_of

if TYPE_CHECKING:
    from ui.context import Context
    from ui.tasks import Ticket

MOST_ROWS = 14


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in files and history, and in the books."""

    damage: list[str]
    books: list[Contradiction]


class CheckingPage(Frame):
    """Nothing is looked for before somebody asks: it takes seconds, or minutes for many years."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "checking",
            "检查",
            "文件、历史和台账各查一遍；台账里的每一行点开（回车）就是那几条记录。",
            help_anchor="backup#检查数据",
        )
        self.found = Checked([], [])
        self.checking = OneAtATime(context.papers)
        self.result = note("还没有检查过。", "soft")
        self.result.setObjectName("checking-result")
        self.damage = PlainList("damage", "文件与历史", ("文件与历史",), stretch=0, wraps=True)
        self.books = PlainList(
            "contradictions", "台账", ("部门", "台账", "问题", "条数"), stretch=2
        )
        self.books.set_widths((5, 8, 0, 4))
        self.books.cellActivated.connect(lambda _row, _column: self.open_chosen())
        # What is wrong with a file is mended by a backup, or by having the search made anew.
        self.damage.cellActivated.connect(lambda _row, _column: self.go_to_backups())
        self.mend = button("去恢复备份、重建搜索…", self.go_to_backups, "go-to-backups")
        self.open = button("打开这些记录", self.open_chosen, "open-contradiction")
        card = Card()
        card.column.addLayout(
            row_of(button("全面检查", self.check, "check-everything", "main"), self.result)
        )
        for part, act in ((self.damage, self.mend), (self.books, self.open)):
            card.column.addWidget(part)
            card.column.addLayout(row_of(act))
            part.hide()
            act.hide()
        self.column.addWidget(card)
        self.column.addStretch(1)

    def check(self) -> None:
        """Everything, in the background, with progress and 取消."""
        desk = self.context.desk

        def look(ticket: Ticket) -> Checked:
            books = contradictions(desk, ticket.step)
            return Checked(findings(desk.store, desk.today()), books)

        self.result.setText("正在检查…")
        self.checking.start(
            look, while_alive(self, self._show), while_alive(self, self.fail), "检查数据"
        )

    def _show(self, result: object) -> None:
        self.found = found = cast(Checked, result)
        count = len(found.damage) + len(found.books)
        now = self.context.desk.now()
        self.result.setText(
            f"‼ {now:%H:%M} 检查过，有 {count} 个问题。"
            if count
            else f"✓ {now:%H:%M} 检查过，文件、历史和台账都没有问题。"
        )
        self.damage.show_rows([(sentence,) for sentence in found.damage])
        for damaged in (self.damage, self.mend):
            damaged.setVisible(bool(found.damage))
        self.damage.fit_height(5)
        self.books.show_rows(
            [
                (one.department, one.ledger.title, one.title, f"{one.count:,}")
                for one in found.books
            ],
            list(range(len(found.books))),
        )
        self.books.fit_height(MOST_ROWS)
        for part in (self.books, self.open):
            part.setVisible(bool(found.books))
        if found.books:
            self.books.selectRow(0)
            self.books.setFocus()

    def go_to_backups(self) -> None:
        """Where a backup is put back, and the search made anew."""
        self.context.news.wanted_page.emit("keeping")

    def open_chosen(self) -> None:
        """The records of the chosen line, in their own ledger."""
        place = self.books.chosen()
        if isinstance(place, int):
            one = self.found.books[place]
            self.context.news.wanted_list.emit(one.ledger.name, one.where)
