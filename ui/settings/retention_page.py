"""个人信息到期: what was kept for its years, ledger by ledger, and the way to erase it."""

from __future__ import annotations

from typing import Final

from bureau.ledger.query import Titled
from bureau.privacy.retention import Due, anonymise, due, due_of
from bureau.storage.changes import ChangeSet
from ui.calling_back import while_alive
from ui.context import Context
from ui.settings.frame import Card, Frame, PlainList, button, note, row_of

COLUMNS: Final = ("台账", "匿名化的内容", "保存", "到期", "最早的一条")
WIDTHS: Final = (8, 0, 5, 6, 8)
EXPLANATION: Final = (
    "个人信息保存到够用为止。满了年限的列在这里；匿名化以后姓名、电话、证照号等清空，"
    "案件的件数、日期、地点、分类和处理都还在，各月的数字不变。"
)
ASKED: Final = (
    "{what}\n\n这些内容从记录和历史里一起抹掉，不能撤销，也不能从历史里找回。店名、单位名不是个人信息，"
    "予以保留；照片和文字描述里的不会动。以前的备份里还有，恢复旧备份后要再做一次。"
)
NONE: Final = "没有到期的个人信息。"


class RetentionPage(Frame):
    """The list by ledger, and one act."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "retention",
            "个人信息到期",
            EXPLANATION,
            help_anchor="privacy#保存年限和匿名化",
        )
        self.listed: list[Due] = []
        self.list = PlainList("retention", "到期的个人信息", COLUMNS, stretch=1)
        self.list.set_widths(WIDTHS)
        self.list.itemSelectionChanged.connect(self._name_buttons)
        self.list.doubleClicked.connect(lambda _at: self.show_records())
        self.said = note("", "soft")
        self.see = button("看这些记录", self.show_records, "see-due")
        self.one = button("匿名化这个台账…", self.anonymise_chosen, "anonymise-one")
        self.every = button("全部匿名化…", self.anonymise_all, "anonymise-all", "danger")
        self.years = button(
            "改保存年限…", lambda: context.news.wanted_page.emit("bureau"), "change-years", "quiet"
        )
        card = Card()
        card.column.addWidget(self.list)
        card.column.addWidget(self.said)
        card.column.addLayout(row_of(self.see, self.one, self.every, self.years))
        self.column.addWidget(card)
        self.column.addStretch(1)
        context.news.changed.connect(self._hear)
        self.refresh()

    def _hear(self, changes: ChangeSet) -> None:
        if "settings" in changes.records:
            self.refresh()

    def refresh(self) -> None:
        """Counts anew."""
        desk = self.context.desk
        self.context.reading.run(
            lambda _ticket: due(desk), while_alive(self, self._show), while_alive(self, self.fail)
        )

    def _show(self, found: object) -> None:
        assert isinstance(found, list)
        self.listed = found
        self.list.show_rows(
            [
                (
                    one.rule.ledger.title,
                    one.rule.title,
                    f"{one.rule.years} 年" if one.rule.years else "不限",
                    f"{one.count:,} 条" if one.count else "—",
                    one.oldest or "—",
                )
                for one in found
            ],
            [one.rule.ledger.name for one in found],
            frozenset(at for at, one in enumerate(found) if not one.count),
        )
        self.list.fit_height()
        total = sum(one.count for one in found)
        gone = sum(len(one.removed) for one in found)
        removed = f"，其中 {gone:,} 条在回收站里" if gone else ""
        self.said.setText(f"到期 {total:,} 条{removed}。" if total else NONE)
        self._name_buttons()

    @property
    def chosen(self) -> Due | None:
        """The ledger of the selected row."""
        name = self.list.chosen()
        return next((one for one in self.listed if one.rule.ledger.name == name), None)

    def _name_buttons(self) -> None:
        one, can = self.chosen, self.context.writable
        self.see.setEnabled(one is not None and bool(one.records))
        self.one.setEnabled(can and one is not None and bool(one.count))
        self.every.setEnabled(can and any(each.count for each in self.listed))

    def show_records(self) -> None:
        """Those of the chosen ledger, in its own page."""
        one = self.chosen
        if one is not None and one.records:
            title = f"个人信息到期（{one.until:%Y-%m-%d} 以前）"
            where = Titled(title, due_of(one.rule, one.until))
            self.context.news.wanted_list.emit(one.rule.ledger.name, where)

    def anonymise_chosen(self) -> None:
        """What is due of the chosen ledger."""
        if self.chosen is not None:
            self._anonymise([self.chosen])

    def anonymise_all(self) -> None:
        """All that is due."""
        self._anonymise([one for one in self.listed if one.count])

    def _anonymise(self, wanted: list[Due]) -> None:
        desk = self.context.desk
        what = "将匿名化：" + "、".join(
            f"{one.rule.ledger.title} {one.count:,} 条" for one in wanted
        )
        asked = ASKED.format(what=what)
        if self.context.asker.confirm(self, asked, "匿名化", dangerous=True):
            self.write(lambda: anonymise(desk, wanted), self._done)

    def _done(self, count: object) -> None:
        assert isinstance(count, int)
        self.say(f"已匿名化 {count:,} 条；各月的数字不变。请另做一次备份，旧的备份按需要销毁。")
        self.refresh()
