"""Settings of this PC and person, in JSON files that survive a crash; the bureau's own are journalled."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import platformdirs

from bureau.files import free_name, whole_file
from bureau.storage.paths import APPLICATION

FORMAT = 1
NAME = "settings.json"
Kind = TypeVar("Kind")


def settings_folder() -> Path:
    """Where this user's settings lie on this PC."""
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False, roaming=False))


class KeptFile:
    """A JSON object in a file of its own, written whole or not at all.

    A file that can't be read, or that a newer program wrote, is kept aside under another name and
    forgotten; `warning` then says so. A disk that can't be written loses a setting, never work:
    writing gives False.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warning = ""
        self._content: dict[str, object] | None = None

    def read(self) -> dict[str, object]:
        """The content, empty where there is none; read from the disk once."""
        if self._content is None:
            self._content = self._read()
        return self._content

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            found = None
        if isinstance(found, dict) and found.get("format") == FORMAT:
            return {key: value for key, value in found.items() if key != "format"}
        self._set_aside()
        return {}

    def _set_aside(self) -> None:
        """Keeps a file that can't be read where somebody can look at it."""
        aside = self.path.with_name(f"{self.path.stem}-damaged.json")
        with suppress(OSError):
            if aside.exists():
                aside = aside.with_name(free_name(aside))
            self.path.rename(aside)
        self.warning = f"“{self.path.name}”读不出来，已按默认设置打开；原文件留在“{aside.name}”。"

    def write(self, content: Mapping[str, object]) -> bool:
        """Puts the content into the file; gives whether it is on the disk."""
        self._content = dict(content)
        text = json.dumps({"format": FORMAT, **content}, ensure_ascii=False, indent=1)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self.path) as file:
                file.write(text.encode("utf-8"))
        except OSError:
            return False
        return True


# -- declared settings ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setting(Generic[Kind]):
    """One setting: its name, what it is where nothing is set, and the check of what was kept."""

    name: str
    default: Kind
    fits: Callable[[object], bool]


def is_text(value: object) -> bool:
    """Whether a kept value is text."""
    return isinstance(value, str)


def is_yes_or_no(value: object) -> bool:
    """Whether a kept value is true or false."""
    return isinstance(value, bool)


def is_number(value: object) -> bool:
    """Whether a kept value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_texts(value: object) -> bool:
    """Whether a kept value is a list of texts."""
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def is_texts_by_name(value: object) -> bool:
    """Whether a kept value is texts by name."""
    return isinstance(value, dict) and all(isinstance(part, str) for part in value.values())


DATA_FOLDER: Setting[str] = Setting("data-folder", "", is_text)
"""The data folder opened last; "" is the default one."""
ACTOR: Setting[str] = Setting("actor", "", is_text)
"""Who works at this PC, "" as long as nobody said so."""
SECTION: Setting[str] = Setting("section", "", is_text)
"""The name of that person's unit."""
WINDOW_GEOMETRY: Setting[str] = Setting("window-geometry", "", is_text)
"""Qt's own bytes as hexadecimal digits."""
DETAILS_WIDTH: Setting[int] = Setting("details-width", 0, is_number)
DETAILS_SHOWN: Setting[bool] = Setting("details-shown", True, is_yes_or_no)
PRINTERS: Setting[dict[str, str]] = Setting("printers", {}, is_texts_by_name)
"""The printer chosen last, by kind of paper."""
LAST_FOLDERS: Setting[dict[str, str]] = Setting("last-folders", {}, is_texts_by_name)
"""Where files were opened or saved last, by what for (import, export, photos, papers)."""
RECENT_DATA_FOLDERS: Setting[list[str]] = Setting("recent-data-folders", [], is_texts)

SETTINGS: tuple[Setting[object], ...] = (  # type: ignore[assignment]
    *(DATA_FOLDER, ACTOR, SECTION, WINDOW_GEOMETRY, DETAILS_WIDTH, DETAILS_SHOWN),
    *(PRINTERS, LAST_FOLDERS, RECENT_DATA_FOLDERS),
)


class PcSettings:
    """The settings of this PC; each is read as the type it is declared with."""

    def __init__(self, folder: Path | None = None) -> None:
        self.file = KeptFile((folder or settings_folder()) / NAME)

    @property
    def warning(self) -> str:
        """What is to be said of a file that couldn't be read, "" when all is well."""
        self.file.read()
        return self.file.warning

    def get(self, setting: Setting[Kind]) -> Kind:
        """The value kept, or the default where there is none or it has become something else."""
        value = self.file.read().get(setting.name)
        if value is None or not setting.fits(value):
            return setting.default
        return value  # type: ignore[return-value]

    def put(self, setting: Setting[Kind], value: Kind) -> None:
        """Keeps a value; nothing is written where it is kept already."""
        content = self.file.read()
        if content.get(setting.name) != value:
            self.file.write({**content, setting.name: value})

    def put_in(self, setting: Setting[dict[str, str]], name: str, value: str) -> None:
        """Keeps one of the texts of a setting that has several (the printer of one kind of paper)."""
        known = self.get(setting)
        self.put(setting, known | {name: value})
