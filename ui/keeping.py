"""Backups and the search index, kept in the background: never in the way of a keystroke."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from bureau.errors import BureauError
from bureau.storage.copies import BY_HAND, OF_ITSELF, changed_at, copy_now, last_copy
from bureau.storage.elsewhere import CopiedOut, SecondPlace, copy_out, second_place
from ui.context import Context
from ui.tasks import Runner, Ticket

EVERY = 60 * 60 * 1000
"""Milliseconds between looks whether something was changed since the last copy."""
LATE_DAYS = 3
"""After so many days without a backup the bar says so in the warning's colour."""


SECOND_LATE_DAYS = 7
BARELY = timedelta(seconds=2)
"""A copy's name has whole seconds; what was saved in the same one is in it."""


def backup_words(at: datetime | None, now: datetime) -> str:
    """今天 08:12 已备份, 3 天前备份, 还没有备份."""
    if at is None:
        return "还没有备份"
    days = (now.date() - at.date()).days
    if days <= 0:
        return f"今天 {at:%H:%M} 已备份"
    return f"昨天 {at:%H:%M} 备份" if days == 1 else f"{days} 天前备份"


def second_words(place: SecondPlace, now: datetime) -> str:
    """第二份：3 天前, and what to do where there is none."""
    if not place.path:
        return "只有本机一份，请选 U 盘放第二份"
    if place.at is None:
        return f"第二份还没有做过：{place.path}"
    days = (now.date() - place.at.date()).days
    return (
        f"第二份：{'今天' if days <= 0 else '昨天' if days == 1 else f'{days} 天前'}，{place.path}"
    )


def second_is_late(place: SecondPlace, now: datetime) -> bool:
    """Whether the second place wasn't reached for a week, or there is none."""
    return place.at is None or (now.date() - place.at.date()).days > SECOND_LATE_DAYS


def is_late(at: datetime | None, now: datetime) -> bool:
    """Whether the last backup lies too far back."""
    return at is None or (now.date() - at.date()).days >= LATE_DAYS


class Keeping(QObject):
    """Makes backups and brings the search index up to date in a lane of its own."""

    backed_up = Signal(object)
    """When, or None."""
    unsound = Signal(str)
    """What is wrong with the data, in a sentence."""

    def __init__(self, context: Context, lane: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.lane = lane
        self.last = last_copy(context.desk.store.folder)
        self.changed_since = False
        self._indexing = False
        self._hourly = QTimer(self)
        self._hourly.setInterval(EVERY)
        self._hourly.timeout.connect(self.look)
        context.news.changed.connect(self._changed)
        context.news.backed_up.connect(self._copied)

    def start(self) -> None:
        """The day's first backup, and what an import of the last time left waiting."""
        self.backed_up.emit(self.last)
        self._look_for_damage()
        self._index()
        if self.context.holds_folder:
            self._hourly.start()
            if self._changed_before():
                self.back_up(title="")

    def _look_for_damage(self) -> None:
        """A quick look at every start; everything where the program ended without closing."""
        desk = self.context.desk
        was_killed = desk.store.was_killed

        def look() -> list[str]:
            from bureau.storage.surroundings import surroundings

            around = surroundings(desk.store, desk.now())
            if not was_killed:
                from bureau.storage.check import quick

                return [*quick(desk.store), *around]
            from bureau.month.soundness import findings

            return [*findings(desk.store, desk.today()), *around]

        def looked(found: object) -> None:
            assert isinstance(found, list)
            if found:
                more = f"（共 {len(found)} 个问题）" if len(found) > 1 else ""
                self.unsound.emit(f"{found[0]}{more}")
            elif was_killed:
                self.context.news.said.emit("上次没有正常退出，已全面核对：数据完好。")

        title = "核对数据（上次没有正常退出）" if was_killed else ""
        self.lane.run(lambda _ticket: look(), looked, lambda _error: None, title=title)

    def look(self) -> None:
        """Every hour: a copy of what was changed since the last one."""
        if self.changed_since:
            self.back_up(title="")

    def _changed_before(self) -> bool:
        """Whether something was changed since the last backup, by another start of the program."""
        return self.last is None or changed_at(self.context.desk.store.folder) > self.last + BARELY

    def _changed(self, _changes: object) -> None:
        self.changed_since = True
        self._index()

    def _copied(self, at: datetime | None) -> None:
        """A copy was made, here or on another page."""
        self.last = at
        self.changed_since = False
        self.backed_up.emit(at)

    def _index(self) -> None:
        if self._indexing or not self.context.holds_folder:
            return
        self._indexing = True
        store = self.context.desk.store

        def index(ticket: Ticket) -> None:
            while store.index_waiting():
                ticket.step(0)

        self.lane.run(index, self._indexed, self._indexed)

    def _indexed(self, _result: object) -> None:
        self._indexing = False

    def back_up(
        self, done: Callable[[], None] | None = None, *, by_hand: bool = False, title: str = "备份"
    ) -> None:
        """Makes a copy, quietly without a title; `done` is called whether it went well or not."""
        desk = self.context.desk
        why = BY_HAND if by_hand else OF_ITSELF

        def made(path: object) -> None:
            self.context.news.backed_up.emit(last_copy(desk.store.folder))
            if title and isinstance(path, Path):
                self.context.news.said.emit(f"已备份并校验：{path.name}")
            self.copy_out(done)

        def failed(error: BaseException) -> None:
            sentence = error.sentence if isinstance(error, BureauError) else "备份没有做成。"
            self.context.asker.tell(None, f"没有备份成：{sentence}")
            if done is not None:
                done()

        self.lane.run(lambda _ticket: copy_now(desk, why), made, failed, title=title)

    def copy_out(self, done: Callable[[], None] | None = None) -> None:
        """What is new goes to the second place, when it is there; its age says when it isn't."""
        desk = self.context.desk

        def copy(ticket: Ticket) -> object:
            with desk.store.snapshot() as conn:
                place = second_place(conn).path
            there = bool(place) and Path(place).is_dir()
            return copy_out(desk, Path(place), ticket.step) if there else None

        def copied(made: object) -> None:
            if isinstance(made, CopiedOut):
                self.context.news.backed_up.emit(self.last)
                if made.damaged:
                    tell(f"有 {len(made.damaged)} 张照片的原件已损坏，没有备份；请“检查数据”。")
            if done is not None:
                done()

        def failed(error: BaseException) -> None:
            tell(error.sentence if isinstance(error, BureauError) else "第二份备份没有做成。")
            if done is not None:
                done()

        tell = self.context.news.said.emit
        self.lane.run(copy, copied, failed)
