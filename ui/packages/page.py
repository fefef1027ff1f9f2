"""数据交换: what other PCs did is read in, what was done here is handed to them, on a stick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtWidgets import QCheckBox

from bureau.access.rights import EXCHANGE, ISSUE
from bureau.packages.trading import foresee, hand_over, incoming, take
from bureau.storage.merging.package import SUFFIX, lacking
from bureau.storage.merging.peers import Peer, peers
from bureau.storage.merging.withholding import Merge, ReasonNeeded, merges, reinstate, withhold
from bureau.storage.sealed import PassphraseNeeded
from ui.calling_back import while_alive
from ui.packages.preview import PackagePreview
from ui.passphrase import new_passphrase
from ui.settings.frame import Card, Frame, OneAtATime, PlainList, button, note, row_of

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from bureau.desk import Desk
    from bureau.storage.changes import ChangeSet
    from bureau.storage.merging.applying import Applied
    from bureau.storage.merging.deeds import Place
    from bureau.storage.merging.package import About
    from bureau.storage.merging.reading_in import Outcome
    from ui.context import Context
    from ui.tasks import Ticket

PATTERNS: Final = f"数据包 (*{SUFFIX})"
TAKE_BACK, PUT_BACK = "收回…", "恢复生效"
NEW: Final = "新的电脑（全部内容）"


@dataclass(frozen=True, slots=True)
class Looked:
    """A package that was looked into."""

    path: Path
    passphrase: str
    about: About
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """What the page lists."""

    peers: list[Peer]
    lacking: list[int]
    merges: list[Merge]


class PackagesPage(Frame):
    """Reading in with everything shown first, handing over, and what was read in."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "packages",
            "数据交换",
            "几台电脑各录各的，用 U 盘上的数据包合到一起；读入以前先看清楚会有什么变化。",
            help_anchor="backup#几台电脑之间传数据",
        )
        self.looked: Looked | None = None
        self.reading_in = OneAtATime(context.writing)
        self.known = Known([], [], [])
        self.preview = PackagePreview()
        self.preview.wanted.connect(self.read_in)
        self.preview.unwanted.connect(self.put_away)
        self.cards = (self._reading_card(), self._sending_card(), self._merges_card())
        self.column.addWidget(self.preview)
        for card in self.cards:
            self.column.addWidget(card)
        self.column.addStretch(1)
        context.news.changed.connect(self._hear)
        self.refresh()

    # -- the cards -----------------------------------------------------------------------------

    def _reading_card(self) -> Card:
        card = Card("读入")
        card.column.addWidget(
            note("读入前自动备份；同一个包读两次、先后颠倒，结果都一样。不满意可以整包收回。")
        )
        self.open = button("打开数据包…", self.open_package, "open-package", "main")
        self.open.setEnabled(self.context.writable and self.context.desk.may(EXCHANGE))
        card.column.addLayout(row_of(self.open))
        return card

    def _sending_card(self) -> Card:
        card = Card("导出")
        self.peers = PlainList(
            "peers", "其他电脑", ("给谁", "还缺", "上次收到它的包", "上次给它导出"), stretch=0
        )
        self.peers.set_widths((0, 8, 10, 10))
        self.peers.itemSelectionChanged.connect(self._say_target)
        self.peers.cellActivated.connect(lambda _row, _column: self.send())
        self.encrypted = QCheckBox("用口令加密（U 盘丢了别人也看不到）")
        self.encrypted.setObjectName("encrypt-package")
        self.send_button = button("导出…", self.send, "send-package")
        card.column.addWidget(
            note("只导出对方还没有的内容和照片；对方有什么，以它给过来的包为准。")
        )
        card.column.addWidget(self.peers)
        card.column.addLayout(row_of(self.send_button, self.encrypted))
        return card

    def _merges_card(self) -> Card:
        card = Card("读入记录")
        self.merges = PlainList(
            "merges", "读入记录", ("时间", "读入了什么", "操作", "状态"), stretch=1
        )
        self.merges.set_widths((10, 0, 6, 6))
        self.merges.itemSelectionChanged.connect(self._say_merge)
        self.turn = button(TAKE_BACK, self.turn_merge, "turn-merge", "danger")
        self.nothing = note("还没有读入过数据包。")
        card.column.addWidget(self.nothing)
        card.column.addWidget(self.merges)
        card.column.addLayout(row_of(self.turn))
        return card

    # -- what is known -------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the lists anew."""
        store = self.context.desk.store

        def read() -> Known:
            with store.snapshot() as conn:
                known = peers(conn)
                missing = [lacking(conn, one.vector) for one in known]
                return Known(known, [*missing, lacking(conn, {})], merges(conn))

        self.context.reading.run(
            lambda _ticket: read(),
            while_alive(self, self._show_known),
            while_alive(self, self.fail),
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What changed while another room was in sight is read now."""
        super().showEvent(event)
        self.refresh()

    def _hear(self, _changes: ChangeSet) -> None:
        if self.isVisible():
            self.refresh()

    def _show_known(self, read: object) -> None:
        self.known = cast(Known, read)
        rows = [
            (
                one.name,
                f"{count:,} 次操作" if count else "没有",
                one.heard_at[:16],
                one.sent_at[:16],
            )
            for one, count in zip(self.known.peers, self.known.lacking, strict=False)
        ]
        self.peers.show_rows(
            [*rows, (NEW, f"{self.known.lacking[-1]:,} 次操作", "", "")],
            [*(one.station for one in self.known.peers), 0],
        )
        self.peers.fit_height(6)
        if self.peers.chosen() is None:
            self.peers.selectRow(0)
        self._say_target()
        self.merges.show_rows(
            [
                (
                    one.at[:16],
                    one.label,
                    f"{one.operations:,} 次",
                    "已收回" if one.is_withheld else "",
                )
                for one in self.known.merges
            ],
            [one.place for one in self.known.merges],
            faint=frozenset(at for at, one in enumerate(self.known.merges) if one.is_withheld),
        )
        self.merges.fit_height(6)
        for widget in (self.merges, self.turn):
            widget.setVisible(bool(self.known.merges))
        self.nothing.setVisible(not self.known.merges)
        self._say_merge()

    # -- reading in ----------------------------------------------------------------------------

    def open_package(self) -> None:
        """Looks into a package that the person names."""
        path = self.context.asker.open_file(self, "打开数据包", PATTERNS)
        if path is not None:
            self.look_into(path)

    def look_into(self, path: Path, passphrase: str = "") -> None:
        """Reads what it would do; an encrypted one is asked for its passphrase."""
        desk = self.context.desk

        def look(ticket: Ticket) -> Looked:
            with incoming(desk, path, passphrase) as package:
                outcome = foresee(desk, package, ticket.step)
                return Looked(path, passphrase, package.about, outcome)

        def failed(error: BaseException) -> None:
            self.put_away()
            if isinstance(error, PassphraseNeeded):
                typed = self.context.asker.ask_secret(self, error.sentence)
                if typed:
                    self.look_into(path, typed)
                return
            self.fail(error)

        self.context.writing.run(
            look,
            while_alive(self, self._show_looked),
            while_alive(self, failed),
            title=f"核对 {path.name}",
        )

    def _show_looked(self, read: object) -> None:
        looked = cast(Looked, read)
        if looked.outcome.says_nothing:
            self.put_away()
            self._acknowledge(looked)
            return
        self.notice.hide()
        self.looked = looked
        for card in self.cards:
            card.hide()
        self.preview.show_package(
            looked.about,
            looked.outcome,
            self.context.desk.store.shapes,
            writable=self.context.writable,
        )
        self.preview.read.setFocus()

    def _acknowledge(self, looked: Looked) -> None:
        """A package that brings nothing still says what its sender has."""

        def done(_outcome: Outcome) -> None:
            self.say("包里的内容这里都有了，没有变化。")
            self.refresh()

        self._take(looked, done)

    def read_in(self) -> None:
        """Takes in what is shown, as it was decided."""
        looked = self.looked
        if looked is not None and self.preview.read.isEnabled():
            self._take(looked, self._read)

    def _take(self, looked: Looked, done: Callable[[Outcome], None]) -> None:
        desk = self.context.desk
        choices = tuple(sorted(self.preview.questions.other)) if looked is self.looked else ()
        reason = self.preview.reason.text().strip()

        def act(ticket: Ticket) -> Outcome:
            with incoming(desk, looked.path, looked.passphrase) as package:
                return take(desk, package, choices=choices, reason=reason, step=ticket.step)

        self.reading_in.start(
            act,
            while_alive(self, lambda outcome: done(cast("Outcome", outcome))),
            while_alive(self, self.fail),
            f"读入 {looked.path.name}",
        )

    def _read(self, outcome: Outcome) -> None:
        self.put_away()
        self.peers.clearSelection()  # whom to answer is now the first
        self.say(f"已读入 {outcome.operations:,} 次操作。不满意可以在“读入记录”里整包收回。")
        self.refresh()

    def put_away(self) -> None:
        """Forgets the package that is shown."""
        self.looked = None
        self.preview.hide()
        for card in self.cards:
            card.show()

    # -- handing over --------------------------------------------------------------------------

    def _target(self) -> tuple[Peer | None, int]:
        station = self.peers.chosen()
        for one, count in zip(self.known.peers, self.known.lacking, strict=False):
            if one.station == station:
                return one, count
        return None, self.known.lacking[-1] if self.known.lacking else 0

    def _say_target(self) -> None:
        _, count = self._target()
        self.send_button.setEnabled(count > 0)
        self.send_button.setToolTip("" if count else "它已经有了这里的全部内容")

    def send(self) -> None:
        """Writes a package for the chosen one where the person says."""
        peer, count = self._target()
        desk, asker = self.context.desk, self.context.asker
        if not count:
            return
        passphrase = ""
        if self.encrypted.isChecked():
            passphrase = new_passphrase(asker, self, lambda text: self.say(text, "danger"))
            if not passphrase:
                return
        here = desk.section or desk.actor
        name = f"{here}给{peer.name}" if peer else f"{here}全部数据"
        target = asker.save_file(
            self, "导出数据包", f"{name}-{desk.now():%Y%m%d-%H%M}{SUFFIX}", PATTERNS
        )
        if target is None:
            return
        path = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)

        def act(ticket: Ticket) -> About:
            return hand_over(desk, path, peer, passphrase=passphrase, step=ticket.step)

        self.context.papers.run(
            act,
            while_alive(self, lambda about: self._sent(path, cast("About", about))),
            while_alive(self, self.fail),
            title=f"导出 {path.name}",
        )

    def _sent(self, path: Path, about: About) -> None:
        lost = f"；有 {about.missing:,} 张照片的原件不见了，没有带上" if about.missing else ""
        self.say(
            f"已导出 {about.operations:,} 次操作、{about.photos:,} 张照片：{path}{lost}。",
            "warning" if lost else "good",
        )
        self.refresh()

    # -- what was read in ----------------------------------------------------------------------

    def _merge(self) -> Merge | None:
        place = self.merges.chosen()
        return next((one for one in self.known.merges if one.place == place), None)

    def _say_merge(self) -> None:
        merge = self._merge()
        self.turn.setText(PUT_BACK if merge is not None and merge.is_withheld else TAKE_BACK)
        may = self.context.writable and self.context.desk.may(ISSUE)
        self.turn.setEnabled(merge is not None and may)
        self.turn.setToolTip("" if merge else "先在上面选一次读入")

    def turn_merge(self) -> None:
        """Takes the chosen merge out of effect, or brings it back."""
        merge = self._merge()
        if merge is None:
            return
        asker = self.context.asker
        if merge.is_withheld:
            self._turn(reinstate, merge, "", "已恢复生效")
        elif asker.confirm(
            self,
            f"收回“{merge.label}”？\n它带来的 {merge.operations:,} 次操作在这台电脑上不再生效，"
            "对方那边不变；以后可以恢复生效。",
            "收回",
            dangerous=True,
        ):
            self._turn(withhold, merge, "", "已收回")

    def _turn(
        self, act: Callable[[Desk, Place, str], Applied], merge: Merge, reason: str, said: str
    ) -> None:
        desk = self.context.desk

        def done(_applied: object) -> None:
            self.say(f"{said}：{merge.label}。")
            self.refresh()

        def failed(error: BaseException) -> None:
            if isinstance(error, ReasonNeeded) and not reason:
                told = self.context.asker.ask_text(self, error.sentence)
                if told and told.strip():
                    self._turn(act, merge, told.strip(), said)
                return
            self.fail(error)

        self.context.writing.run(
            lambda _ticket: act(desk, merge.place, reason),
            while_alive(self, done),
            while_alive(self, failed),
            title=f"{said[1:]} {merge.label}",
        )
