"""数据与备份: where the data lie, backups, the check of everything and the rebuilt search."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QLabel

from bureau.storage.changes import ChangeSet
from bureau.storage.check import check
from bureau.storage.copies import BY_HAND, copy_now
from bureau.storage.folder_state import FolderState, folder_state, size_text
from bureau.storage.photos import photo_findings
from bureau.storage.rebuild import rebuild
from ui.context import Context
from ui.settings.frame import Card, Frame, OneAtATime, PlainList, button, note, row_of
from ui.tokens import GRID

LABELS = ("数据文件夹", "数据库", "照片", "台账", "操作", "工位", "上次备份")


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
        self.facts: dict[str, QLabel] = {}
        self.backups = PlainList("backups", "备份", ("备份", "时间", "大小"), stretch=0)
        self.backups.set_widths((0, 10, 5))
        self.findings = PlainList("findings", "检查结果", ("检查结果",), stretch=0)
        self.findings.hide()
        self.checking = OneAtATime(context.papers)
        self.rebuilding = OneAtATime(context.writing)
        self.result = note("", "soft")
        self.result.setObjectName("check-result")
        self.column.addWidget(self._folder_card())
        self.column.addWidget(self._backup_card())
        self.column.addWidget(self._check_card())
        self.column.addStretch(1)
        context.news.changed.connect(self._on_news)
        self.refresh()

    def _folder_card(self) -> Card:
        card = Card("数据文件夹")
        form = QFormLayout()
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID)
        for title in LABELS:
            value = QLabel()
            value.setObjectName(f"fact-{title}")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label = QLabel(title)
            label.setProperty("role", "soft")
            form.addRow(label, value)
            self.facts[title] = value
        card.column.addLayout(form)
        card.column.addLayout(row_of(button("打开文件夹", self._open, "open-folder")))
        return card

    def _backup_card(self) -> Card:
        card = Card("备份")
        card.column.addWidget(
            note(
                "有改动时，退出程序会自动备份到 backups 文件夹（留最近 10 份）；“备份到…”可以存到 U 盘。"
            )
        )
        card.column.addWidget(self.backups)
        card.column.addLayout(
            row_of(
                button("立即备份", self.back_up, "back-up", "main"),
                button("备份到…", self.back_up_to, "back-up-to"),
            )
        )
        return card

    def _check_card(self) -> Card:
        card = Card("检查")
        card.column.addWidget(
            note("逐条核对台账、历史记录、照片和搜索索引；数据多时要几分钟，可以接着做别的。")
        )
        card.column.addWidget(self.findings)
        self.check_button = button("检查数据", self.check, "check-data")
        self.rebuild_button = button("重建搜索", self.rebuild, "rebuild-search")
        self.rebuild_button.setEnabled(self.context.writable)
        card.column.addLayout(row_of(self.check_button, self.rebuild_button, self.result))
        return card

    # -- facts ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the folder again."""
        store = self.context.desk.store
        self.context.reading.run(lambda _ticket: folder_state(store), self._show, self.fail)

    def _show(self, read: object) -> None:
        state = cast(FolderState, read)
        records = "，".join(f"{title} {count:,}" for title, count in state.records.items() if count)
        last = state.last_backup
        texts = (
            str(state.root),
            size_text(state.database_size),
            f"{state.photos:,} 张，{size_text(state.photos_size)}",
            records or "还没有记录",
            f"{state.operations:,} 次，都记在历史里",
            f"{state.segment or '本单位第一台'}（{state.station}）",
            f"{last.at:%Y-%m-%d %H:%M}" if last else "还没有备份，请现在备份一次",
        )
        for title, text in zip(LABELS, texts, strict=True):
            self.facts[title].setText(text)
        self.backups.show_rows(
            [
                (one.path.name, f"{one.at:%Y-%m-%d %H:%M}", size_text(one.size))
                for one in state.backups
            ]
        )
        self.backups.setVisible(bool(state.backups))
        self.backups.fit_height(5)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.desk.store.folder.root)))

    def _on_news(self, _changes: ChangeSet) -> None:
        if self.isVisible():
            self.refresh()

    # -- backups -------------------------------------------------------------------------------

    def back_up(self) -> None:
        """A verified copy beside the others."""
        desk = self.context.desk
        self.context.papers.run(
            lambda _ticket: copy_now(desk, BY_HAND), self._backed_up, self.fail, title="备份"
        )

    def back_up_to(self) -> None:
        """A verified copy where the person says."""
        desk = self.context.desk
        target = self.context.asker.save_file(
            self, "备份到", f"城管台账备份-{desk.now():%Y%m%d-%H%M}.sqlite", "备份文件 (*.sqlite)"
        )
        if target is None:
            return
        path = target if target.suffix else target.with_suffix(".sqlite")

        def copy() -> Path:
            desk.store.copy_to(path.parent, path.stem, path.suffix)
            return path

        self.context.papers.run(lambda _ticket: copy(), self._backed_up, self.fail, title="备份")

    def _backed_up(self, path: object) -> None:
        self.say(f"已备份并校验：{path}")
        self.refresh()

    # -- soundness -----------------------------------------------------------------------------

    def check(self) -> None:
        """Everything against everything, in the background."""
        store = self.context.desk.store

        def look() -> list[str]:
            found = check(store)
            if not found:
                with store.snapshot() as conn:
                    found += photo_findings(store, conn)
            return found

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
        self.findings.fit_height(8)

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
