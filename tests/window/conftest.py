"""A screen of its own (Xvfb), a window manager (openbox) and hands (xdotool) for the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.ui.small_bureau import small_bureau
from tests.window.program import Neighbour, Program

PROGRAMS: Final = ("Xvfb", "openbox", "xdotool")
SIZE: Final = "1366x768x24"


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """The environment of a screen that nobody sees."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing and "CI" not in os.environ:
        pytest.skip(f"without {', '.join(missing)} there is no screen to press keys on")
    assert not missing, f"tools/system-packages.txt lists what brings {missing}"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb gave no screen"
    environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@pytest.fixture
def environment(screen: dict[str, str]) -> dict[str, str]:
    """That screen, with the home that the tests' conftest made for this test alone."""
    own = {name: value for name, value in os.environ.items() if name.startswith(("HOME", "XDG_"))}
    return {**screen, **own}


@pytest.fixture
def neighbour(environment: dict[str, str]) -> Iterator[Neighbour]:
    """A program beside, for the clipboard and for looking at the screen."""
    beside = Neighbour.start(environment)
    yield beside
    beside.stop()


@pytest.fixture
def office_root(tmp_path: Path) -> Path:
    """A data folder with a few dozen records."""
    root = tmp_path / "台账"
    root.mkdir()
    (root / "bureau.sqlite").write_bytes(small_bureau())
    return root


@pytest.fixture
def empty_program(
    environment: dict[str, str], tmp_path: Path, neighbour: Neighbour
) -> Iterator[Program]:
    """The program, not started yet, for a folder that doesn't exist yet."""
    made = Program(environment, tmp_path / "台账", neighbour)
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def program(
    environment: dict[str, str], office_root: Path, neighbour: Neighbour
) -> Iterator[Program]:
    """The program, open on the folder with records, its first page in sight and read."""
    opened = Program(environment, office_root, neighbour)
    try:
        opened.start()
        opened.see_rows()
        yield opened
    finally:
        opened.stop()
