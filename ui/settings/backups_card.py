"""The backups of a data folder: made, looked into, and put back in the place of the data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from bureau.access.rights import RESTORE
from bureau.opening import restore_backup
from bureau.settings.declared import BUREAU_NAME
from bureau.storage.copies import BY_HAND, copy_elsewhere, copy_now, last_copy
from bureau.storage.elsewhere import (
    CopiedOut,
    SecondPlace,
    choose_place,
    copy_out,
    second_place,
)
from bureau.storage.folder_state import FolderState, size_text
from bureau.storage.rehearsing import Rehearsal, rehearsal_words, rehearse
from bureau.storage.restoring import BackupContents, look_into
from bureau.storage.sealed import SEALED_SUFFIX, PassphraseNeeded
from ui.context import Context
from ui.errand import Errand
from ui.keeping import second_is_late, second_words
from ui.passphrase import new_passphrase
from ui.settings.frame import (
    Card,
    FactGrid,
    Frame,
    OneAtATime,
    PlainList,
    button,
    heading,
    note,
    row_of,
    set_role,
)
from ui.tasks import Ticket
from ui.tokens import GRID

PATTERNS = f"备份文件 (*.sqlite *{SEALED_SUFFIX})"
FACTS = ("单位全称", "最后一步", "台账", "核对")
LOOKING = "正在核对…"
MOST_NAMED = 8


def contents_words(seen: BackupContents) -> dict[str, str]:
    """What is in a backup, by fact."""
    if seen.fault:
        return {"核对": f"‼ {seen.fault}"}
    records = "，".join(f"{title} {count:,}" for title, count in seen.records.items() if count)
    return {
        "单位全称": seen.bureau or "没有填写",
        "最后一步": f"{seen.last_at} {seen.last_label}（共 {seen.operations:,} 次操作）",
        "台账": records or "还没有记录",
        "核对": "✓ 完好，可以恢复",
    }


def changes_words(seen: BackupContents, records: Mapping[str, int]) -> str:
    """What would be otherwise: 案件台账 36 → 35 条, of the ledgers that differ."""
    told = [
        f"{title} {records.get(title, 0):,} → {seen.records.get(title, 0):,} 条"
        for title in records
        if records.get(title, 0) != seen.records.get(title, 0)
    ]
    more = f"等 {len(told)} 种台账" if len(told) > MOST_NAMED else ""
    return f"会变的：{'、'.join(told[:MOST_NAMED])}{more}。" if told else "各台账的条数都一样。"


def question(seen: BackupContents, operations: int, records: Mapping[str, int]) -> str:
    """What a person agrees to before a backup takes the place of the data."""
    return (
        f"要把全部数据恢复成这份备份的样子吗？\n\n"
        f"备份：{seen.path.name}，到 {seen.last_at or '开始录入以前'} 为止，"
        f"共 {seen.operations:,} 次操作；现在的数据共 {operations:,} 次。\n"
        f"{changes_words(seen, records)}\n"
        f"备份以后录入、修改的内容都不在里面。\n\n"
        f"现在的数据会先另存为一份备份（名称以“恢复前”开头），不会丢；照片不受影响，"
        f"备份旁边有而这里没有的照片会补回来。"
        f"窗口会关上，恢复好了再自己打开。"
    )


def restore_errand(context: Context, seen: BackupContents, passphrase: str = "") -> Errand:
    """Restores a backup once the window is closed."""
    desk, folder = context.desk, context.desk.store.folder

    def act(_ticket: Ticket) -> str:
        kept = restore_backup(
            seen.path,
            folder,
            actor=desk.actor,
            rights=desk.rights,
            clock=desk.clock,
            passphrase=passphrase,
        )
        aside = f"恢复前的数据另存为 {kept.name}。" if kept is not None else ""
        return f"已恢复成“{seen.path.name}”的样子（到 {seen.last_at} 为止）。{aside}"

    return Errand(
        title="正在恢复备份…",
        text=f"{seen.path.name}\n先另存现在的数据，再核对、放回备份；请不要断电。",
        act=act,
        root=folder.root,
        back=folder.root,
        room="keeping",
        keeps_data=True,
    )


class BackupsCard(Card):
    """The list of backups and what is in the chosen one."""

    stale = Signal()
    """The folder is to be read again."""

    def __init__(self, context: Context, page: Frame) -> None:
        super().__init__("备份")
        self.context = context
        self.page = page
        self.operations = 0
        self.records: Mapping[str, int] = {}
        self.files: list[Path] = []
        self.elsewhere: list[Path] = []
        self.wanted: Path | None = None
        self.seen: dict[Path, BackupContents] = {}
        self.passphrases: dict[Path, str] = {}
        self.column.addWidget(
            note(
                "有改动时，打开、退出和每小时自动备份；导入、读入数据包、签发以前也备份一份。"
                "留 12 天、10 周、9 个月，每个签发过的月份都留一份。"
            )
        )
        self.list = PlainList("backups", "备份", ("备份", "时间", "大小"), stretch=0)
        self.list.set_widths((0, 10, 5))
        self.list.itemSelectionChanged.connect(self._look)
        self.column.addWidget(self.list)
        self.facts = FactGrid("backup", FACTS, wide=FACTS)
        self.column.addWidget(self.facts)
        self.back = button("恢复成这份…", self.restore, "restore", "danger")
        make = button("立即备份", self.back_up, "back-up", "main")
        self.encrypted = QCheckBox("加密")
        self.encrypted.setObjectName("encrypt-backup")
        self.encrypted.setToolTip("“备份到…”的文件用口令加密，丢了别人也打不开")
        self.column.addLayout(
            row_of(
                make,
                button("备份到…", self.back_up_to, "back-up-to"),
                self.encrypted,
                self.back,
                button("从别处选备份…", self.choose_elsewhere, "choose-backup"),
            )
        )
        self.column.addWidget(self._second())
        self._show_contents()

    def _second(self) -> QWidget:
        """The second place: where it is, how old it is, and the way to it."""
        self.place = note("", "soft")
        self.place.setObjectName("second-place")
        self.forget = button("不再用", lambda: self.choose(None), "forget-place")
        self.reach = button("现在备份到那里", self.copy_out, "reach-place")
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(heading("第二份（U 盘或另一个磁盘）"))
        column.addWidget(
            note("连同照片和签发归档，只复制新增的；插着 U 盘时，每次自动备份都会带上。")
        )
        column.addWidget(self.place)
        choose = button("选择位置…", self.choose_place, "choose-place")
        choose.setEnabled(self.context.holds_folder)
        column.addLayout(row_of(choose, self.reach, self.forget))
        column.addWidget(heading("恢复演练"))
        column.addWidget(
            note(
                "把最新一份备份恢复到旁边、逐条核对、与现在对数，再删掉；现在的数据不动，随时可以取消。"
            )
        )
        self.rehearsal = note("", "soft")
        self.rehearsal.setObjectName("rehearsal")
        self.rehearsal.hide()
        self.rehearsing = OneAtATime(self.context.papers)
        column.addWidget(self.rehearsal)
        column.addLayout(row_of(button("现在演练", self.rehearse, "rehearse")))
        return box

    def rehearse(self) -> None:
        """Restores the newest backup beside and says how it went."""
        desk = self.context.desk
        self.rehearsing.start(
            lambda ticket: rehearse(desk, ticket.step),
            self._rehearsed,
            self.page.fail,
            "恢复演练",
        )

    def _rehearsed(self, result: object) -> None:
        found = cast(Rehearsal, result)
        self.rehearsal.setText("\n".join(rehearsal_words(found)))
        set_role(self.rehearsal, "soft" if found.went_well else "danger")
        self.rehearsal.show()

    def show_second(self, known: SecondPlace) -> None:
        """The second place as it is now."""
        now = self.context.desk.now()
        late = second_is_late(known, now)
        self.place.setText(("! " if late else "") + second_words(known, now))
        set_role(self.place, "warning" if late else "soft")
        for one in (self.reach, self.forget):
            one.setVisible(bool(known.path))
            one.setEnabled(self.context.holds_folder)

    def choose_place(self) -> None:
        """A folder on a stick, to which a copy goes at once."""
        place = self.context.asker.open_folder(self, "第二份备份放在哪里")
        if place is not None:
            self.choose(place)

    def choose(self, place: Path | None) -> None:
        """Notes the place, and fills it."""
        desk = self.context.desk

        def chosen(_result: object) -> None:
            self.stale.emit()
            if place is not None:
                self.copy_out()

        self.context.writing.run(
            lambda _ticket: choose_place(desk, place), chosen, self.page.fail, title="第二份备份"
        )

    def copy_out(self) -> None:
        """What is new goes there now."""
        desk = self.context.desk

        def copy(ticket: Ticket) -> CopiedOut:
            with desk.store.snapshot() as conn:
                place = second_place(conn).path
            return copy_out(desk, Path(place), ticket.step)

        self.context.papers.run(copy, self._copied_out, self.page.fail, title="备份到第二处")

    def _copied_out(self, made: object) -> None:
        copied = cast(CopiedOut, made)
        damaged = f"；{len(copied.damaged)} 张照片的原件已损坏，没有备份" if copied.damaged else ""
        self.page.say(
            f"已备份并校验：{copied.copy}，照片和归档新增 {copied.files:,} 个文件{damaged}。",
            "warning" if damaged else "good",
        )
        self.context.news.backed_up.emit(last_copy(self.context.desk.store.folder))

    def show_state(self, state: FolderState) -> None:
        """The backups as they are now, and those chosen from elsewhere."""
        self.operations = state.operations
        self.records = state.records
        rows = [
            (one.path.name, f"{one.at:%Y-%m-%d %H:%M}", size_text(one.size))
            for one in state.backups
        ]
        self.files = [*self.elsewhere, *(one.path for one in state.backups)]
        self.list.show_rows(
            [*((str(path), "从别处选的", "") for path in self.elsewhere), *rows],
            [str(path) for path in self.files],
        )
        self.list.setVisible(bool(self.files))
        self.list.fit_height(5)
        if self.wanted in self.files:
            self.list.selectRow(self.files.index(self.wanted))
            self.wanted = None
        self._show_contents()

    # -- making --------------------------------------------------------------------------------

    def back_up(self) -> None:
        """A verified copy beside the others."""
        desk = self.context.desk
        self.context.papers.run(
            lambda _ticket: copy_now(desk, BY_HAND), self._copied, self.page.fail, title="备份"
        )

    def _copied(self, path: object) -> None:
        self.page.say(f"已备份并校验：{path}")
        self.context.news.backed_up.emit(last_copy(self.context.desk.store.folder))

    def back_up_to(self) -> None:
        """A verified copy where the person says."""
        desk, passphrase = self.context.desk, ""
        if self.encrypted.isChecked():
            passphrase = new_passphrase(
                self.context.asker, self, lambda text: self.page.say(text, "danger")
            )
            if not passphrase:
                return
        ending = f".sqlite{SEALED_SUFFIX}" if passphrase else ".sqlite"
        target = self.context.asker.save_file(
            self, "备份到", f"城管台账备份-{desk.now():%Y%m%d-%H%M}{ending}", PATTERNS
        )
        if target is None:
            return
        path = target if target.suffix else target.with_name(target.name + ending)

        def copy() -> Path:
            copy_elsewhere(desk, path, passphrase)
            return path

        self.context.papers.run(
            lambda _ticket: copy(),
            lambda made: self.page.say(f"已备份并校验：{made}"),
            self.page.fail,
            title="备份",
        )

    # -- looking into --------------------------------------------------------------------------

    def choose_elsewhere(self) -> None:
        """A backup from a stick or another PC is listed first and looked into."""
        path = self.context.asker.open_file(self, "选择备份文件", PATTERNS)
        if path is None:
            return
        if path not in self.files:
            self.elsewhere.insert(0, path)
        self.seen.pop(path, None)
        self.wanted = path
        self.stale.emit()

    def chosen(self) -> Path | None:
        """The chosen file."""
        named = self.list.chosen()
        return Path(named) if isinstance(named, str) else None

    def _look(self) -> None:
        path, store = self.chosen(), self.context.desk.store
        self._show_contents()
        known = self.seen.get(path) if path is not None else None
        if path is None or (known is not None and not known.fault):
            return  # of one that couldn't be read another look may know more, as the passphrase
        ledgers = tuple(store.ledgers.values())
        passphrase = self.passphrases.get(path, "")

        def failed(error: BaseException) -> None:
            if isinstance(error, PassphraseNeeded):
                typed = self.context.asker.ask_secret(self, error.sentence)
                if typed:
                    self.passphrases[path] = typed
                    self._look()
                return
            self.passphrases.pop(path, None)
            self.page.fail(error)

        self.context.papers.run(
            lambda _ticket: look_into(path, store.folder, ledgers, BUREAU_NAME.key, passphrase),
            self._looked,
            failed,
        )

    def _looked(self, read: object) -> None:
        seen = cast(BackupContents, read)
        self.seen[seen.path] = seen
        if seen.fault and self.passphrases.pop(seen.path, ""):
            self.page.say(seen.fault, "danger")
        self._show_contents()

    def _show_contents(self) -> None:
        path = self.chosen()
        seen = self.seen.get(path) if path is not None else None
        self.facts.setVisible(path is not None)
        self.facts.show_facts(contents_words(seen) if seen else {"核对": LOOKING})
        set_role(self.facts.values["核对"], "danger" if seen and seen.fault else "")
        sound = seen is not None and not seen.fault
        self.back.setEnabled(sound and self.context.holds_folder and self.context.desk.may(RESTORE))
        self.back.setToolTip("" if path else "先在上面选一份备份")

    # -- putting back --------------------------------------------------------------------------

    def restore(self) -> None:
        """Asks, then lets the window close for it."""
        path = self.chosen()
        seen = self.seen.get(path) if path is not None else None
        if seen is not None and self.context.asker.confirm(
            self, question(seen, self.operations, self.records), "恢复", dangerous=True
        ):
            errand = restore_errand(self.context, seen, self.passphrases.get(seen.path, ""))
            self.context.news.wanted_errand.emit(errand)
