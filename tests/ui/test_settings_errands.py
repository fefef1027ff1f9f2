"""What is done while no window has the folder open: the window closes, does it, and another opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bureau.errors import EnvironmentFault
from bureau.pc_settings import DATA_FOLDER, PcSettings
from bureau.storage.paths import DataFolder
from bureau.storage.restoring import restore_folder
from tests.storage.offices import FIRST_MOMENT, furnish, hurry
from tests.ui.conftest import ScriptedAsker
from tests.ui.window_pages import PLAIN_TABS, PlainPage
from ui.errand import Errand, nothing_to_do
from ui.lanes import Lanes
from ui.starting import Starting
from ui.tasks import Ticket
from ui.window import MainWindow

Start = Callable[..., Starting]


@pytest.fixture
def start(asker: ScriptedAsker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Opens windows one after another, as the program does, without threads."""
    hurry(monkeypatch)
    begun: list[Starting] = []

    def started(root: Path | None = None, errand: Errand | None = None) -> Starting:
        window = MainWindow(Lanes(), asker, PLAIN_TABS)
        window.show()
        settings = PcSettings(tmp_path / "设置")
        starting = Starting(window, asker, settings, root=root, errand=errand)
        starting.begin()
        begun.append(starting)
        return starting

    yield started
    for starting in begun:
        starting.window_.close()
        starting.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return furnish(tmp_path / "城管")


def errand(act: Callable[[Ticket], str], root: Path, back: Path, *, keeps: bool = False) -> Errand:
    return Errand(title="正在做…", text="", act=act, root=root, back=back, keeps_data=keeps)


def copies(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "backups").iterdir()}


def back_up(starting: Starting, name: str) -> None:
    assert starting.opened is not None
    store = starting.opened.desk.store
    store.copy_to(store.folder.backups, name)


def add_town(starting: Starting) -> None:
    assert starting.opened is not None
    desk = starting.opened.desk
    with desk.store.operation(desk, "登记镇街") as op:
        op.insert("towns", {"name": "新镇"})


def town_count(starting: Starting) -> int:
    assert starting.opened is not None
    reader = starting.opened.desk.store.reader()
    return int(reader.execute("SELECT count(*) FROM towns").fetchone()[0])


def test_a_backup_is_restored_between_two_windows(start: Start, root: Path) -> None:
    first = start(root)
    back_up(first, "自动-1")
    add_town(first)
    before = copies(root)

    def act(_ticket: Ticket) -> str:
        restore_folder(root / "backups" / "自动-1.sqlite", DataFolder(root), "王芳", FIRST_MOMENT)
        return "已恢复。"

    first.window_.news.wanted_errand.emit(errand(act, root, root, keeps=True))
    assert not first.window_.isVisible()
    second = start(errand=first.next_errand)
    assert town_count(second) == 0
    assert "已恢复。" in second.window_.notice.sentence.text()
    # Nothing was backed up on closing: that could have pushed the chosen one out.
    after = copies(root)
    assert {name: content for name, content in after.items() if "恢复前" not in name} == before
    assert len(after) == len(before) + 1


def test_what_fails_is_said_and_the_folder_opens_as_it_was(
    start: Start, root: Path, asker: ScriptedAsker
) -> None:
    first = start(root)
    add_town(first)

    def act(_ticket: Ticket) -> str:
        raise EnvironmentFault("磁盘空间不够。")

    first.window_.news.wanted_errand.emit(errand(act, root / "没有", root))
    second = start(errand=first.next_errand)
    assert asker.told == ["磁盘空间不够。"]
    assert town_count(second) == 1


def test_another_folder_is_opened_and_remembered(start: Start, root: Path, tmp_path: Path) -> None:
    other = furnish(tmp_path / "另一个")
    first = start(root)
    first.window_.news.wanted_errand.emit(errand(nothing_to_do, other, root))
    second = start(errand=first.next_errand)
    assert second.opened is not None
    assert second.opened.desk.store.folder.root == other
    assert second.settings.get(DATA_FOLDER) == str(other)
    assert not second.window_.notice.isVisible()


def test_a_window_that_stays_open_does_nothing(start: Start, root: Path) -> None:
    first = start(root)
    add_town(first)
    page = first.window_.current
    assert isinstance(page, PlainPage)
    page.may_leave = False
    first.window_.news.wanted_errand.emit(errand(nothing_to_do, root, root, keeps=True))
    assert first.window_.isVisible()
    assert first.next_errand is None
    keeping = first.window_.keeping
    assert keeping is not None
    assert keeping.changed_since
    page.may_leave = True
