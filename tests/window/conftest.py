"""A screen of its own (Xvfb), a window manager (openbox) and hands (xdotool) for the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.ui.small_bureau import small_bureau

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAMS: Final = ("Xvfb", "openbox", "xdotool")
SIZE: Final = "1366x768x24"
PATIENCE: Final = 30.0
"""Seconds until something that was to be seen is given up; a slow machine isn't a fault."""


def until(happened: Callable[[], bool], what: str) -> None:
    """Looks again and again, as a person would."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


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


@dataclass
class Program:
    """The program as a clerk has it before them."""

    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    root: Path

    def hands(self, *arguments: str) -> str:
        """What xdotool says."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, check=False
        )
        return done.stdout.decode("utf-8").strip()

    @property
    def title(self) -> str:
        """The title of the window that has the keyboard."""
        return self.hands("getactivewindow", "getwindowname")

    def see(self, title: str) -> None:
        """Waits for a window with this title to have the keyboard."""
        until(lambda: self.title == title, f"{title}, not {self.title}")

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        self.hands("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Types text."""
        self.hands("type", "--delay", "25", text)

    def ended(self) -> int:
        """The exit status, once the window is gone."""
        return self.process.wait(PATIENCE)


@pytest.fixture
def office_root(tmp_path: Path) -> Path:
    """A data folder with a few dozen records."""
    root = tmp_path / "台账"
    root.mkdir()
    (root / "bureau.sqlite").write_bytes(small_bureau())
    return root


@pytest.fixture
def program(screen: dict[str, str], office_root: Path) -> Iterator[Program]:
    """The program, open on that folder, its first page in sight."""
    # The home that the tests' conftest made for this test alone.
    own = {name: value for name, value in os.environ.items() if name.startswith(("HOME", "XDG_"))}
    environment = {**screen, **own}
    process = subprocess.Popen(
        [sys.executable, "-W", "error", str(ROOT / "main.py"), "--data", str(office_root)],
        env=environment,
        stderr=subprocess.PIPE,
    )
    opened = Program(process, environment, office_root)
    try:
        opened.see("案件台账 - 城管台账")
        yield opened
    finally:
        if process.poll() is None:
            process.kill()
        _, said = process.communicate()
        assert not said, said.decode("utf-8", "replace")
