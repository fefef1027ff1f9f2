"""Where the data lie: what is in the folder, moving it, opening another, clearing the former place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices

from bureau.errors import UserError
from bureau.storage.folder_state import FolderState, size_text
from bureau.storage.moving import (
    clear_former,
    former_place,
    is_network,
    move_folder,
    place_for,
    refuse_shared_place,
    refuse_target,
    size_of,
)
from bureau.storage.paths import DataFolder
from ui.context import Context
from ui.errand import Errand, nothing_to_do
from ui.settings.frame import Card, FactGrid, Frame, button, note, row_of, set_role
from ui.tasks import Ticket

FOLDER, RECORDS = "数据文件夹", "台账"
MOST_NAMED = 6
"""So many ledgers are named with their counts, the largest first."""
FACTS = (FOLDER, "数据库", "照片", "操作", "工位", RECORDS)


def state_words(state: FolderState) -> dict[str, str]:
    """What a clerk is told of a folder, by fact."""
    filled = sorted(state.records.items(), key=lambda one: -one[1])
    filled = [(title, count) for title, count in filled if count]
    records = "，".join(f"{title} {count:,}" for title, count in filled[:MOST_NAMED])
    if len(filled) > MOST_NAMED:
        total = sum(count for _, count in filled)
        records += f"……共 {len(filled)} 种台账、{total:,} 条"
    return {
        FOLDER: str(state.root),
        "数据库": size_text(state.database_size),
        "照片": f"{state.photos:,} 张，{size_text(state.photos_size)}",
        "操作": f"{state.operations:,} 次，都记在历史里",
        "工位": f"{state.segment or '本单位第一台'}（{state.station}）",
        RECORDS: records or "还没有记录",
    }


def move_errand(context: Context, target: Path) -> Errand:
    """Moves the data once the window is closed."""
    desk, folder = context.desk, context.desk.store.folder

    def act(ticket: Ticket) -> str:
        move_folder(folder, target, desk.actor, desk.now(), ticket.step)
        return f"数据已搬到 {target}，逐个文件核对过。旧文件夹还留着，用几天没有问题再删除。"

    return Errand(
        title="正在搬数据文件夹…",
        text=f"从 {folder.root} 到 {target}\n关上窗口就放弃，旧文件夹不变。",
        act=act,
        root=target,
        back=folder.root,
        room="keeping",
    )


def change_errand(context: Context, folder: Path) -> Errand:
    """Changes over to another data folder."""
    return Errand(
        title="正在打开数据…",
        text=str(folder),
        act=nothing_to_do,
        root=folder,
        back=context.desk.store.folder.root,
    )


def checked_other(folder: Path, present: DataFolder) -> Path:
    """A data folder that can be opened instead of the present one. Raises UserError."""
    other = DataFolder(folder)
    if not other.database.is_file():
        raise UserError(f"{folder} 里没有台账数据；请选里面有 {other.database.name} 的文件夹。")
    if other.database.samefile(present.database):
        raise UserError("现在打开的就是这个文件夹；请选另一个。")
    refuse_shared_place(folder)
    return folder


class FolderCard(Card):
    """Facts about the data folder and what can be done with it as a whole."""

    stale = Signal()
    """The folder is to be read again."""

    def __init__(self, context: Context, page: Frame) -> None:
        super().__init__("数据文件夹")
        self.context = context
        self.page = page
        self.facts = FactGrid("fact", FACTS, wide=(FOLDER, RECORDS))
        self.column.addWidget(self.facts)
        self.move_button = button("搬到别处…", self.move_away, "move-folder")
        self.move_button.setEnabled(context.writable)
        self.column.addLayout(
            row_of(
                button("打开文件夹", self.show_folder, "open-folder"),
                self.move_button,
                button("打开另一个数据文件夹…", self.open_other, "other-folder"),
            )
        )
        self.former = note("", "warning")
        self.former.setObjectName("former-folder")
        self.clear_button = button("删除旧文件夹…", self.clear_former, "clear-former")
        row = row_of(self.former, self.clear_button, stretch_last=False)
        row.setStretch(0, 1)
        self.column.addLayout(row)

    def show_state(self, state: FolderState) -> None:
        """The folder as it is now."""
        self.facts.show_facts(state_words(state))
        if is_network(state.root):
            said = self.facts.values[FOLDER]
            set_role(said, "danger")
            said.setText(f"{state.root}\n‼ 在网络共享上，容易损坏，请搬到本机的硬盘。")
        former = former_place(self.context.desk.store.folder)
        self.former.setText(f"! 搬走以前的文件夹还在：{former}" if former else "")
        self.former.setVisible(former is not None)
        self.clear_button.setVisible(former is not None)

    def show_folder(self) -> None:
        """In the system's own file window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.desk.store.folder.root)))

    # -- moving --------------------------------------------------------------------------------

    def move_away(self) -> None:
        """Asks where to, looks whether that can be, asks again with the facts."""
        chosen = self.context.asker.open_folder(self, "把数据文件夹搬到（最好选一个空文件夹）")
        if chosen is None:
            return
        folder = self.context.desk.store.folder

        def look(_ticket: Ticket) -> tuple[Path, int]:
            target = place_for(chosen)
            refuse_target(target, folder)
            return target, size_of(folder)

        self.context.papers.run(look, self._ask_to_move, self.page.fail)

    def _ask_to_move(self, looked: object) -> None:
        assert isinstance(looked, tuple)
        target, size = looked
        asked = (
            f"把数据文件夹搬到这里吗？\n{target}\n\n"
            f"要复制 {size_text(size)}，每个文件复制后都核对，再从新位置打开。"
            f"窗口会关上，搬好了再自己打开。\n"
            f"旧文件夹先留着：{self.context.desk.store.folder.root}"
        )
        if self.context.asker.confirm(self, asked, "搬过去"):
            self.context.news.wanted_errand.emit(move_errand(self.context, target))

    def clear_former(self) -> None:
        """Deletes the place the data came from."""
        folder, desk = self.context.desk.store.folder, self.context.desk
        former = former_place(folder)
        if former is None:
            return
        asked = (
            f"要删除旧文件夹里的数据吗？\n{former}\n\n"
            f"现在用的数据在 {folder.root}，不受影响；旧的删除后不能恢复。"
        )
        if self.context.asker.confirm(self, asked, "删除旧文件夹", dangerous=True):
            self.context.papers.run(
                lambda _ticket: clear_former(folder, desk.actor, desk.now()),
                self._cleared,
                self.page.fail,
                title="删除旧文件夹",
            )

    def _cleared(self, place: object) -> None:
        self.page.say(f"旧文件夹里的数据已删除：{place}")
        self.stale.emit()

    # -- another one ---------------------------------------------------------------------------

    def open_other(self) -> None:
        """Closes these data and opens those of another folder."""
        chosen = self.context.asker.open_folder(self, "打开另一个数据文件夹")
        if chosen is None:
            return
        try:
            folder = checked_other(chosen, self.context.desk.store.folder)
        except UserError as fault:
            self.page.fail(fault)
            return
        if self.context.asker.confirm(
            self, f"关上现在的数据，打开这个文件夹吗？\n{folder}", "打开"
        ):
            self.context.news.wanted_errand.emit(change_errand(self.context, folder))
