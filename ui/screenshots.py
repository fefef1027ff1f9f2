"""Pictures of the window, drawn off-screen: every tab and page, and what a clerk opens over them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.pictures.stage import Look, Stage
    from ui.window import MainWindow

SIZE = (1366, 768)


def draw_all(root: Path | None, folder: Path, look: Look | None = None) -> list[Path]:
    """Every page, menu, dialog and state of `root`, or of a fresh sample county.

    What is drawn is a copy that is thrown away afterwards: a bureau's own data are only read.
    """
    from bureau.commands.demonstration import COUNTY, SEED, last_month, make_county
    from bureau.desk import system_clock
    from ui.pictures.stage import PAUSE, Look, turn_off_screen

    with tempfile.TemporaryDirectory() as place:
        turn_off_screen(look or Look(*SIZE), Path(place))
        county = Path(place) / COUNTY
        if root is None:
            make_county(county, SEED, last_month(system_clock()))
        else:
            copy_of(root, county)
        with shown(county, folder, writable=True, pause=PAUSE) as stage:
            stage.fill_screen()
            drawn = [*draw_pages(stage), *draw_scenes(stage)]
        with shown(Path(place) / "空白", folder, writable=True, pause=PAUSE) as stage:
            stage.fill_screen()
            return [*drawn, *draw_pages(stage, "空白-")]


def copy_of(root: Path, place: Path) -> None:
    """The database alone: small pictures of the photos lie in it. Raises UserError, EnvironmentFault."""
    from bureau.opening import open_desk
    from bureau.storage.paths import DataFolder

    database = DataFolder(place).database
    with open_desk(root, writable=False) as desk:
        desk.store.copy_to(place, database.stem)


def draw_tabs(root: Path, folder: Path, *, writable: bool) -> list[Path]:
    """A picture of each page; a bureau's own data are only read. Raises UserError, EnvironmentFault."""
    # Qt chooses its screen once, when the application is made.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with shown(root, folder, writable=writable) as stage:
        return draw_pages(stage)


@contextmanager
def shown(root: Path, folder: Path, *, writable: bool, pause: int = 0) -> Iterator[Stage]:
    """The window over a data folder. Raises UserError, EnvironmentFault."""
    from bureau.layouts import Layouts
    from bureau.storage.faults import told_in_chinese
    from ui.app import prepare_application
    from ui.lanes import Lanes
    from ui.pictures.stage import Agreeing, Stage
    from ui.starting import mark_folder, open_folder_at
    from ui.window import MainWindow

    with told_in_chinese(folder / "窗口.png"):
        folder.mkdir(parents=True, exist_ok=True)
    application = prepare_application()
    opened = open_folder_at(root, writable=writable)
    window = MainWindow(Lanes(), Agreeing())
    stage = Stage(window, application, folder, pause)
    with tempfile.TemporaryDirectory() as own:
        try:
            window.resize(*SIZE)
            window.show()
            # Not as this person has arranged it, but as it is at first.
            layouts = Layouts(opened.desk.actor, Path(own))
            window.work_on(opened.desk, layouts, bureau=opened.bureau)
            mark_folder(window, opened)
            yield stage
        finally:
            stage.clear()
            # Nothing was changed: no backup on leaving.
            window.keeping = None
            window.close()
            window.deleteLater()
            stage.settle()
            opened.closing.close()


def draw_pages(stage: Stage, before: str = "") -> list[Path]:
    """A picture of each page."""
    return [stage.take(before + name) for name in leaf_through(stage.window)]


def draw_scenes(stage: Stage) -> list[Path]:
    """A picture of each thing that opens over a page."""
    from ui.pictures.facility_scenes import facility_scenes
    from ui.pictures.month_scenes import month_scenes
    from ui.pictures.party_scenes import party_scenes
    from ui.pictures.sanitation_scenes import sanitation_scenes
    from ui.pictures.table_scenes import table_scenes
    from ui.pictures.town_scenes import town_scenes
    from ui.pictures.window_scenes import window_scenes

    scenes = [
        *(*table_scenes(), *sanitation_scenes(), *town_scenes()),
        *(*facility_scenes(), *party_scenes(), *month_scenes(), *window_scenes()),
    ]
    return [stage.take(name) for name in stage.play(scenes)]


def leaf_through(window: MainWindow) -> Iterator[str]:
    """Brings up page after page, and room after room of those that have rooms; gives their names."""
    from ui.pages import HasRooms

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
