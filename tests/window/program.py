"""The real program as a clerk has it before them: keys go in, the screen and the folder are read."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from ui.tabs import TABS

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 30.0
"""Seconds until something that was to be seen is given up; a slow machine isn't a fault."""
HOME: Final = "工作台 - 城管台账"
"""With which the program begins."""
FIRST: Final = "案件台账 - 城管台账"
NOTHING: Final = "nothing copied yet"
CASES: Final = """
SELECT number, found_on, town.name, address, category.title, unit.name
FROM market_cases
LEFT JOIN towns town ON town.id = market_cases.town
LEFT JOIN catalogue_items category ON category.id = market_cases.category
LEFT JOIN units unit ON unit.id = market_cases.unit
ORDER BY market_cases.id
"""


SPOT: Final = 20
"""So many of the pixels looked at make a colour seen."""


class Case(NamedTuple):
    """A case as the database has it, its references in words."""

    number: str
    found_on: str
    town: str
    address: str
    category: str
    unit: str


def tab_key(tab: str) -> str:
    """The key that turns to a tab."""
    return f"alt+{[one.key for one in TABS].index(tab) + 1}"


def until(happened: Callable[[], bool], what: str, pause: float = 0.05) -> None:
    """Looks again and again, as a person would."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(pause)


@dataclass
class Neighbour:
    """The program beside ours, with which it shares screen and clipboard."""

    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, environment: dict[str, str]) -> Neighbour:
        """Starts it; it is ready when it has said so."""
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("neighbour.py"))],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        made = cls(process)
        assert made.answer() == "ready"
        return made

    def answer(self) -> object:
        """What it says next."""
        assert self.process.stdout is not None
        said: object = json.loads(self.process.stdout.readline())
        return said

    def ask(self, **request: object) -> object:
        """One request and its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        return self.answer()

    def stop(self) -> None:
        """Ends it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@dataclass
class Program:
    """One run of the program after the other on one folder, under one pair of hands."""

    environment: dict[str, str]
    root: Path
    beside: Neighbour
    runs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    # -- runs ----------------------------------------------------------------------------------

    def start(self, title: str = FIRST) -> None:
        """Starts the program and waits for its window; with FIRST, turns to the cases."""
        self.runs.append(
            subprocess.Popen(
                [sys.executable, "-W", "error", str(ROOT / "main.py"), "--data", str(self.root)],
                env=self.environment,
                stderr=subprocess.PIPE,
            )
        )
        if title == FIRST:
            self.open_cases()
        else:
            self.see(title)

    def open_cases(self) -> None:
        """From the page with which the program begins to the cases."""
        self.see(HOME)
        self.press_until(tab_key("market"), lambda: self.title == FIRST, FIRST)

    def ended(self) -> int:
        """The exit status, once the window is gone."""
        return self.runs[-1].wait(PATIENCE)

    def kill(self) -> None:
        """As by a power cut."""
        self.runs[-1].kill()
        self.runs[-1].wait(PATIENCE)

    def stop(self) -> None:
        """Ends what still runs; no run may have said anything on standard error."""
        for run in self.runs:
            if run.poll() is None:
                run.kill()
        said = [run.communicate()[1].decode("utf-8", "replace") for run in self.runs]
        assert not any(said), "\n".join(said)
        ended = {run.returncode for run in self.runs}
        assert ended <= {0, -signal.SIGKILL}, f"a run ended by itself with {ended}"

    # -- hands ---------------------------------------------------------------------------------

    def hands(self, *arguments: str) -> str:
        """What xdotool says."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, check=False
        )
        return done.stdout.decode("utf-8").strip()

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        self.hands("key", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        """Types text of plain letters; Chinese comes from input methods or the clipboard."""
        self.hands("type", "--delay", "12", text)

    def enter(self, text: str) -> None:
        """Pastes text in place of what stands there, and takes it."""
        self.press("ctrl+a")
        self.paste(text)
        self.press("Return")

    def paste(self, text: str) -> None:
        """Pastes text where the keyboard is; what is copied next must not come instead."""
        self.beside.ask(copy=text)
        self.press("ctrl+v")
        until(lambda: bool(self.beside.ask(taken=True)), f"{text} taken")

    def turn_to(self, tab: str) -> None:
        """A tab by its key, as it was left or with its first page."""
        self.press(tab_key(tab))

    def go_to(self, key: str) -> None:
        """A page by the keys that lead to its tab and from page to page."""
        tab = next(one for one in TABS if key in [page.key for page in one.pages])
        keys = [page.key for page in tab.pages]
        titles = [f"{page.title} - 城管台账" for page in tab.pages]
        # Pressed again where the window wasn't ready for it: a tab that is shown stays as it is.
        self.press_until(tab_key(tab.key), lambda: self.title in titles, f"a page of {tab.title}")
        at, wanted = titles.index(self.title), keys.index(key)
        for title in titles[at + 1 : wanted + 1]:
            self.press("ctrl+Next")
            self.see(title)
        for title in reversed(titles[wanted:at]):
            self.press("ctrl+Prior")
            self.see(title)

    def press_until(self, key: str, happened: Callable[[], bool], what: str) -> None:
        """Presses a key that does nothing as long as the program isn't ready for it."""

        def tried() -> bool:
            if not happened():
                self.press(key)
            return happened()

        until(tried, what, pause=0.3)

    def copy(self, rows: list[list[str]]) -> None:
        """Copies a block in the spreadsheet beside."""
        self.beside.ask(copy="".join("\t".join(row) + "\r\n" for row in rows))

    # -- the screen ----------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The title of the window that has the keyboard."""
        return self.hands("getactivewindow", "getwindowname")

    @property
    def window(self) -> str:
        """The window that has the keyboard."""
        return self.hands("getactivewindow")

    def shape(self) -> dict[str, int]:
        """Where the window with the keyboard is, and how large."""
        told = self.hands("getactivewindow", "getwindowgeometry", "--shell").split()
        return {name: int(value) for name, value in (line.split("=") for line in told)}

    def see(self, title: str) -> None:
        """Waits for a window with this title to have the keyboard."""
        until(lambda: self.title == title, f"{title}, not {self.title}")

    def see_begin(self, words: str) -> None:
        """Waits for a window whose title begins so."""
        until(lambda: self.title.startswith(words), f"{words}…, not {self.title}")

    def see_another(self, before: str) -> None:
        """Waits for the keyboard to be in another window than `before`."""
        until(lambda: self.window not in ("", before), f"another window than {self.title}")

    def see_colour(self, colour: str, without: str = "") -> None:
        """Waits for a colour, and another one not, to be seen in the window with the keyboard."""

        def seen() -> bool:
            shown = self.count(colour) >= SPOT
            return shown and not (without and self.count(without))

        until(seen, f"{colour} in {self.title}", pause=0.2)

    def count(self, colour: str) -> int:
        """How much of a colour is seen in the window that has the keyboard."""
        shape = self.shape()
        area = [shape.get(side, 0) for side in ("X", "Y", "WIDTH", "HEIGHT")]
        found = self.beside.ask(count=colour, area=area)
        assert isinstance(found, int)
        return found

    def copied(self, *keys: str) -> list[list[str]]:
        """What the program copies by these keys, as rows and cells."""
        self.beside.ask(copy=NOTHING)

        def tried() -> bool:
            # Pressed again where the keyboard wasn't with the table yet.
            self.press(*keys)
            return self.beside.ask(paste=True) not in (NOTHING, "")

        until(tried, f"copied by {keys}", pause=0.3)
        text = str(self.beside.ask(paste=True))
        return [line.split("\t") for line in text.splitlines()]

    def listed(self) -> list[dict[str, str]]:
        """The table as it is listed, by the titles of its columns; the table has the keyboard."""
        titles, *rows = self.copied("ctrl+a", "ctrl+shift+c")
        return [dict(zip(titles, row, strict=True)) for row in rows]

    def cell(self) -> str:
        """The current cell."""
        return "\n".join("\t".join(row) for row in self.copied("ctrl+c"))

    def see_rows(self) -> None:
        """Waits for the list to be read: before that there is no cell to go to or to copy."""
        assert self.cell()

    # -- the folder ----------------------------------------------------------------------------

    def read(self, sql: str) -> list[tuple[str | int | None, ...]]:
        """What a second reader finds in the database beside the open window."""
        place = f"{(self.root / 'bureau.sqlite').as_uri()}?mode=ro"
        with closing(sqlite3.connect(place, uri=True)) as conn:
            return conn.execute(sql).fetchall()

    def cases(self) -> list[Case]:
        """The cases in the database, in the order in which they came."""
        return [Case(*(str(part or "") for part in row)) for row in self.read(CASES)]

    @property
    def last_act(self) -> str:
        """What the newest operation is called."""
        return str(self.read("SELECT label FROM op ORDER BY rowid DESC LIMIT 1")[0][0])
