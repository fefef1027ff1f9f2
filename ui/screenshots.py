"""Pictures of the window, drawn off-screen: every tab and page at the smallest usual size."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.errors import EnvironmentFault

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.window import MainWindow

SIZE = (1366, 768)


def draw_all(root: Path | None, folder: Path) -> list[Path]:
    """Every page of `root`, or of a fresh sample county that is thrown away afterwards."""
    if root is not None:
        return draw_tabs(root, folder, writable=False)
    from bureau.commands.demonstration import COUNTY, SEED, last_month, make_county
    from bureau.desk import system_clock

    with tempfile.TemporaryDirectory() as place:
        county = Path(place) / COUNTY
        make_county(county, SEED, last_month(system_clock()))
        return draw_tabs(county, folder, writable=True)


def draw_tabs(root: Path, folder: Path, *, writable: bool) -> list[Path]:
    """A picture of each page; a bureau's own data are only read. Raises UserError, EnvironmentFault."""
    # Qt chooses its screen once, when the application is made.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from bureau.layouts import Layouts
    from bureau.storage.faults import told_in_chinese
    from ui.app import prepare_application
    from ui.asker import WindowAsker
    from ui.lanes import Lanes
    from ui.starting import mark_folder, open_folder_at
    from ui.window import MainWindow

    with told_in_chinese(folder / "窗口.png"):
        folder.mkdir(parents=True, exist_ok=True)
    application = prepare_application()
    opened = open_folder_at(root, writable=writable)
    window = MainWindow(Lanes(), WindowAsker())
    try:
        window.resize(*SIZE)
        window.show()
        window.work_on(opened.desk, Layouts(opened.desk.actor), bureau=opened.bureau)
        mark_folder(window, opened)
        return [
            picture_of(window, folder / f"窗口-{name}.png", application)
            for name in leaf_through(window)
        ]
    finally:
        # Nothing was changed: no backup on leaving.
        window.keeping = None
        window.close()
        window.deleteLater()
        settle(application)
        opened.closing.close()


def leaf_through(window: MainWindow) -> Iterator[str]:
    """Brings up page after page, and room after room of those that have rooms; gives their names."""
    from ui.tabs import HasRooms

    for tab in window.tabs.tabs:
        for spec in tab.pages:
            name = tab.title if tab.title == spec.title else f"{tab.title}-{spec.title}"
            page = window.show_page(spec.key)
            if isinstance(page, HasRooms):
                for key, room in page.rooms.items():
                    page.show_room(key)
                    yield f"{name}-{room.title}"
            else:
                yield name


def picture_of(window: MainWindow, target: Path, application: QApplication) -> Path:
    """Draws the window as it stands. Raises EnvironmentFault."""
    settle(application)
    if not window.grab().save(str(target)):
        raise EnvironmentFault(f"图片写不进去（{target}）；请检查磁盘和权限。")
    return target


def settle(application: QApplication) -> None:
    """Lets what was queued be laid out and painted, and what was closed be deleted."""
    from PySide6.QtCore import QEvent

    for _ in range(5):
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
