"""The manual's page of keys: each key named there is bound, each that is bound is named there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from ui import screenshots
from ui.help.pages import help_pages
from ui.help.viewer import show_manual
from ui.ledger.acts import ACTS, key_words
from ui.ledger.value_list import ValueList
from ui.pictures import table_scenes, window_scenes
from ui.pictures.stage import Stage
from ui.window_keys import TAB_KEYS, WINDOW_KEYS

# Taken from key events, where they must not act at once or are Qt's own; their tests press them.
BY_EVENTS = {
    "到处能用": {"F6", "Tab", "Shift+Tab", "回车", "空格", "Esc", "Ctrl+1", "Ctrl+2"}
    | {"Alt+1", "Alt+2"},
    "值列表（Alt+↓ 打开）": {"直接打字", "↓", "↑", "空格", "回车", "Esc"},
    "预览": {"Ctrl+滚轮", "PageUp", "PageDown"},
    "统计月报": set(),
    "分类目录": {"F2"},
    "说明书": set(),
}
# Named once for all of them, or a second way to the same.
NOT_NAMED = {
    "预览": {"Ctrl++", "Ctrl+=", "Ctrl+-"},
    "说明书": {"Alt+Home"},
    "到处能用": {f"{held}+{digit}" for held in TAB_KEYS for digit in range(1, 10)},
}


@pytest.fixture
def stage(office: Path, tmp_path: Path) -> Iterable[Stage]:
    """The window over the small bureau."""
    with screenshots.shown(office, tmp_path, writable=True) as made:
        yield made


def named() -> dict[str, set[str]]:
    """The keys of the manual's page, by section."""
    text = next(page.text for page in help_pages() if page.name == "keys")
    found: dict[str, set[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").strip()
        elif line.startswith("|") and not line.startswith(("|---", "| 按键")):
            keys = line.split("|")[1]
            split = {key.strip(" …") for key in re.split("、", keys)}
            found.setdefault(section, set()).update(split)
    return found


def bound(*tops: QWidget) -> set[str]:
    """The keys of shortcuts on widgets, as the manual writes them."""
    keys = (key for top in tops for key in top.findChildren(QShortcut))
    return {written(key.key().toString()) for key in keys}


def written(key: str) -> str:
    """A key of Qt's as it is printed on keyboards."""
    arrows = {"Left": "←", "Right": "→", "PgDown": "PageDown", "PgUp": "PageUp"}
    *held, last = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    return key_words("+".join([*held, arrows.get(last, last)]))


def own_shortcuts(top: QWidget) -> set[str]:
    """Those of a window itself, without those of its pages."""
    return {written(key.key().toString()) for key in top.children() if isinstance(key, QShortcut)}


def agree(section: str, there: set[str]) -> None:
    """Named and bound are the same, but for what is said above."""
    in_manual = named()[section] - BY_EVENTS[section]
    assert in_manual - there == set(), "named in the manual, bound nowhere"
    unnamed = {written(key) for key in NOT_NAMED.get(section, set())}
    assert there - in_manual - unnamed == set(), "bound, not in the manual"


def test_keys_that_hold_everywhere(stage: Stage) -> None:
    agree("到处能用", own_shortcuts(stage.window))


def test_keys_of_the_preview(stage: Stage) -> None:
    agree("预览", bound(window_scenes.paper(stage)))


def test_keys_of_the_manual(stage: Stage) -> None:
    agree("说明书", bound(show_manual(stage.window)))


def test_keys_of_the_month(stage: Stage) -> None:
    agree("统计月报", bound(window_scenes.month(stage)))


def test_keys_of_a_value_list(stage: Stage) -> None:
    table_scenes.value_list(stage, "category")
    (shown,) = [top for top in stage.opened() if isinstance(top, ValueList)]
    agree("值列表（Alt+↓ 打开）", bound(shown))


def test_keys_of_the_catalogues(stage: Stage) -> None:
    stage.window.show_room("catalogues")
    room = stage.window.current
    assert isinstance(room, QWidget)
    agree("分类目录", bound(room))


def test_every_act_of_the_window_is_there(stage: Stage) -> None:
    assert all(callable(getattr(stage.window, line.act)) for line in WINDOW_KEYS)


def test_all_keys_of_the_table_are_named() -> None:
    assert {key_words(key) for act in ACTS for key in act.keys} <= named()["台账表格"]
