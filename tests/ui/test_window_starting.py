"""Starting: the first time, the next time, a folder in use, a folder that is gone, a sample."""

from __future__ import annotations

import random  # noqa: TID251 - the station number of a test's folder
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bureau.calendar.periods import Month
from bureau.commands.demonstration import Progress
from bureau.demo import Filled
from bureau.demo import filling as demo_filling
from bureau.desk import Desk
from bureau.layouts import Layouts
from bureau.opening import open_desk
from bureau.pc_settings import ACTOR, DATA_FOLDER, SECTION, PcSettings
from bureau.storage.paths import default_root
from tests.storage.offices import furnish, hurry
from tests.ui.conftest import ScriptedAsker
from tests.ui.window_pages import PLAIN_TABS, PlainPage
from ui.crash import CrashGuard
from ui.lanes import Lanes
from ui.starting import OTHER, READ_ONLY, RETRY, Starting
from ui.window import MainWindow

Start = Callable[..., Starting]


@pytest.fixture
def settings(tmp_path: Path) -> PcSettings:
    """Settings of a PC that never ran the program."""
    return PcSettings(tmp_path / "设置")


@pytest.fixture
def start(
    asker: ScriptedAsker, settings: PcSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """Starts the program as `main.py` does, without threads."""
    hurry(monkeypatch)
    begun: list[Starting] = []

    def started(root: Path | None = None, guard: CrashGuard | None = None) -> Starting:
        window = MainWindow(Lanes(), asker, PLAIN_TABS)
        window.show()
        starting = Starting(window, asker, settings, root=root, guard=guard)
        starting.begin()
        begun.append(starting)
        return starting

    yield started
    for starting in begun:
        starting.window_.close()
        starting.close()


def desk_of(starting: Starting) -> Desk:
    assert starting.opened is not None
    return starting.opened.desk


def choose(starting: Starting, answer: str) -> None:
    QTest.mouseClick(starting.window_.welcome.buttons[answer], Qt.MouseButton.LeftButton)


# -- the first time --------------------------------------------------------------------------------


def test_the_first_start_asks_and_writes_nothing(start: Start) -> None:
    window = start().window_
    assert window.stack.currentWidget() is window.welcome
    assert not window.tabs.isVisible()
    assert str(default_root()) in window.welcome.where.text()
    assert not default_root().exists()


def test_an_empty_office_is_made_where_it_was_said(start: Start) -> None:
    starting = start()
    choose(starting, "empty")
    assert desk_of(starting).store.folder.root == default_root()
    assert starting.window_.current_key == "market-cases"
    assert starting.window_.tabs.isVisible()
    assert not starting.window_.top.mark.isVisible()


def test_the_next_start_opens_the_same_folder_on_the_first_page(
    start: Start, tmp_path: Path, settings: PcSettings
) -> None:
    first = start(furnish(tmp_path / "城管"))
    first.window_.show_page("month")
    first.window_.close()
    assert settings.get(DATA_FOLDER) == str(tmp_path / "城管")
    second = start()
    assert desk_of(second).store.folder.root == tmp_path / "城管"
    assert second.window_.current_key == "market-cases"


def test_who_works_here_is_said_once_and_signs_what_follows(
    start: Start, tmp_path: Path, settings: PcSettings
) -> None:
    first = start(furnish(tmp_path / "城管"))
    assert desk_of(first).actor == "本机用户"
    Layouts("本机用户").choose("today-whose", "all")
    first.window_.news.wanted_person.emit("王芳", "市容股")
    assert first.next_errand is not None
    assert first.next_errand.root == tmp_path / "城管"
    assert (settings.get(ACTOR), settings.get(SECTION)) == ("王芳", "市容股")
    second = start()
    desk = desk_of(second)
    assert (desk.actor, desk.section) == ("王芳", "市容股")
    assert second.window_.top.person.text() == "本机 · 王芳"
    # Arranged as it was found.
    assert Layouts("王芳").choice("today-whose") == "all"


def small_fill(desk: Desk, *, until: Month, progress: Progress) -> Filled:
    """Stands in for the whole sample county."""
    assert until.number in range(1, 13)
    progress("登记名册", 50)
    with desk.store.operation(desk, "生成示例县", kind="demo") as op:
        demo_filling.mark(op)
    return Filled({}, 0, ())


def test_the_sample_county_lies_beside_and_is_marked(
    start: Start, settings: PcSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.demo.fill", small_fill)
    starting = start()
    choose(starting, "sample")
    assert desk_of(starting).store.folder.root == default_root().with_name(
        default_root().name + "-示例县"
    )
    assert starting.window_.top.mark.text() == "示例县"
    assert starting.window_.top.mark.isVisible()
    # Real data begin in their own folder: the next start asks again.
    assert settings.get(DATA_FOLDER) == ""
    assert not default_root().exists()


def test_a_folder_without_data_is_not_filled_by_accident(
    start: Start, asker: ScriptedAsker, tmp_path: Path
) -> None:
    chosen = tmp_path / "下载"
    chosen.mkdir()
    starting = start()
    asker.files.append(chosen)
    asker.confirmed.append(False)
    choose(starting, "folder")
    assert "还没有数据" in asker.asked[-1]
    assert list(chosen.iterdir()) == []
    assert starting.opened is None


# -- folders that don't open -----------------------------------------------------------------------


def test_a_folder_on_a_stick_that_is_gone_is_named_and_not_made_anew(
    start: Start, settings: PcSettings, tmp_path: Path
) -> None:
    settings.put(DATA_FOLDER, str(tmp_path / "U盘" / "城管"))
    window = start().window_
    assert f"找不到了：{tmp_path / 'U盘' / '城管'}" in window.welcome.where.text()
    assert not (tmp_path / "U盘").exists()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A folder in which somebody else works."""
    root = furnish(tmp_path / "共用")
    with open_desk(root, writable=True, actor="李建国", chance=random.Random(3)):
        yield root


def test_a_folder_in_use_names_who_and_can_be_read(
    start: Start, asker: ScriptedAsker, held: Path
) -> None:
    asker.chosen.append(READ_ONLY)
    starting = start(held)
    assert asker.asked[0].startswith("数据文件夹正由“李建国”在")
    window = starting.window_
    assert (window.top.mark.text(), window.top.mark.isVisible()) == ("只读", True)
    # Whatever a page tries to write is refused in words.
    context = window.context
    assert context is not None
    said: list[BaseException] = []
    context.writing.run(lambda _ticket: None, lambda _done: None, said.append)
    assert "只读" in str(said[0])
    assert not list((held / "backups").glob("*"))


def test_a_folder_in_use_can_be_tried_again_or_left(
    start: Start, asker: ScriptedAsker, held: Path
) -> None:
    asker.chosen += [RETRY, None]
    starting = start(held)
    assert len(asker.asked) == 2
    assert starting.opened is None
    assert not starting.window_.isVisible()


def test_a_folder_of_a_newer_program_is_left_or_changed_for_another(
    start: Start, asker: ScriptedAsker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = furnish(tmp_path / "新版")
    with monkeypatch.context() as older:
        older.setattr("bureau.storage.schema.migration_names", lambda: ["0001_begin"])
        asker.chosen.append(OTHER)
        asker.files.append(None)
        starting = start(root)
    assert "更新版本" in asker.asked[0]
    assert asker.offered == [OTHER]
    assert starting.opened is None


def test_another_folder_instead_of_one_in_use(
    start: Start, asker: ScriptedAsker, held: Path, tmp_path: Path
) -> None:
    asker.chosen.append(OTHER)
    asker.files.append(furnish(tmp_path / "另一个"))
    assert desk_of(start(held)).store.folder.root == tmp_path / "另一个"


def test_the_lock_is_free_after_the_window_closed(start: Start, tmp_path: Path) -> None:
    root = furnish(tmp_path / "城管")
    start(root).window_.close()
    with open_desk(root, writable=True) as desk:
        assert desk.today() >= date(2026, 1, 1)


def test_a_page_that_holds_the_window_open_keeps_the_folder(start: Start, tmp_path: Path) -> None:
    starting = start(furnish(tmp_path / "城管"))
    page = starting.window_.current
    assert isinstance(page, PlainPage)
    page.may_leave = False
    starting.window_.close()
    assert desk_of(starting).store.reader() is not None
    page.may_leave = True
