"""数据与备份: where the data lie, backups, the check of everything and the rebuilt search."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QShowEvent

from bureau.storage.elsewhere import SecondPlace, second_place
from bureau.storage.folder_state import FolderState, folder_state
from bureau.storage.rebuild import rebuild
from ui.context import Context
from ui.settings.backups_card import BackupsCard
from ui.settings.folder_card import FolderCard
from ui.settings.frame import Card, Frame, OneAtATime, PlainList, button, note, row_of


class KeepingPage(Frame):
    """The data folder, its copies and its soundness."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "keeping",
            "数据与备份",
            "全部数据都在这个文件夹里，不联网。备份放到 U 盘或另一台电脑才保险。",
            help_anchor="backup",
        )
        self.folder = FolderCard(context, self)
        self.backups = BackupsCard(context, self)
        self.findings = PlainList("findings", "检查结果", ("检查结果",), stretch=0, wraps=True)
        self.findings.hide()
        self.checking = OneAtATime(context.papers)
        self.rebuilding = OneAtATime(context.writing)
        self.result = note("", "soft")
        self.result.setObjectName("check-result")
        self.column.addWidget(self.folder)
        self.column.addWidget(self.backups)
        self.column.addWidget(self._check_card())
        self.column.addStretch(1)
        context.news.changed.connect(self._on_news)
        context.news.backed_up.connect(self._on_news)
        self.folder.stale.connect(self.refresh)
        self.backups.stale.connect(self.refresh)
        self.refresh()

    def _check_card(self) -> Card:
        card = Card("检查")
        card.column.addWidget(
            note(
                "逐条核对台账、历史记录、照片、套表、签发归档和搜索索引；数据多时要几分钟，可以接着做别的。"
            )
        )
        card.column.addWidget(self.findings)
        self.check_button = button("检查数据", self.check, "check-data")
        self.rebuild_button = button("重建搜索", self.rebuild, "rebuild-search")
        self.rebuild_button.setEnabled(self.context.holds_folder)
        card.column.addLayout(row_of(self.check_button, self.rebuild_button, self.result))
        return card

    # -- facts ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the folder again."""
        store = self.context.desk.store

        def read() -> tuple[FolderState, SecondPlace]:
            with store.snapshot() as conn:
                second = second_place(conn)
            return folder_state(store), second

        self.context.reading.run(lambda _ticket: read(), self._show, self.fail)

    def _show(self, read: object) -> None:
        state, second = cast("tuple[FolderState, SecondPlace]", read)
        self.backups.show_second(second)
        self.folder.show_state(state)
        self.backups.show_state(state)

    def _on_news(self, _news: object) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What changed while another room was in sight is read now."""
        super().showEvent(event)
        self.refresh()

    # -- soundness -----------------------------------------------------------------------------

    def check(self) -> None:
        """Everything against everything, in the background."""
        desk = self.context.desk

        def look() -> list[str]:
            # What knows the rooms of all departments is loaded where nobody waits for it.
            from bureau.month.soundness import findings

            return findings(desk.store, desk.today())

        self.result.setText("正在检查…")
        self.checking.start(
            lambda _ticket: look(), self._checked, self._not_checked, title="检查数据"
        )

    def _checked(self, found: object) -> None:
        findings = cast(list[str], found)
        now = self.context.desk.now()
        self.result.setText(
            f"{now:%H:%M} 检查过，有 {len(findings)} 个问题，请逐条处理。"
            if findings
            else f"✓ {now:%H:%M} 检查过，数据完好。"
        )
        self.findings.show_rows([(finding,) for finding in findings])
        self.findings.setVisible(bool(findings))
        self.findings.fit_height()

    def _not_checked(self, error: BaseException) -> None:
        self.result.setText("")
        self.fail(error)

    def rebuild(self) -> None:
        """Search and order made anew from the records."""
        store = self.context.desk.store
        self.rebuilding.start(
            lambda _ticket: rebuild(store), self._rebuilt, self.fail, title="重建搜索"
        )

    def _rebuilt(self, count: object) -> None:
        self.say(f"搜索已重建，共 {count} 条。")
