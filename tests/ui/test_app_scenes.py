"""Every page, menu, dialog and state at both sizes: nothing cut, nothing nameless, nothing too large."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.looking import behind_cancel, cut_texts, nameless
from ui import screenshots
from ui.pictures.month_scenes import month_scenes
from ui.pictures.sanitation_scenes import sanitation_scenes
from ui.pictures.stage import Stage
from ui.pictures.table_scenes import table_scenes
from ui.pictures.window_scenes import window_scenes

# 1920×1080 at 150 %, less the desktop's own bar.
ENLARGED = (1280, 680)
SMALL_SCREEN = (911, 480)
"""1366×768 at 150 %, less the desktop's own bar: whatever opens must be able to become so small."""


def faults_seen(office: Path, folder: Path, size: tuple[int, int]) -> list[str]:
    """What is wrong on pages and scenes at a size."""
    found: list[str] = []
    with screenshots.shown(office, folder, writable=True) as stage:
        stage.window.resize(*size)
        for name in screenshots.leaf_through(stage.window):
            stage.settle()
            found += faults_of(stage, name)
        scenes = [*table_scenes(), *sanitation_scenes(), *month_scenes(), *window_scenes()]
        for name in stage.play(scenes):
            found += faults_of(stage, name)
    return list(dict.fromkeys(found))


def faults_of(stage: Stage, name: str) -> list[str]:
    """What is wrong at the moment."""
    tops = [stage.window, *stage.opened()]
    return [
        *(f"{name}: cut: {text}" for top in tops for text in cut_texts(top)),
        *(f"{name}: nameless: {part}" for top in tops for part in nameless(top)),
        *(f"{name}: right of 取消: {part}" for top in tops for part in behind_cancel(top)),
        *(
            f"{name}: too large: {top.objectName()} {top.minimumSizeHint().toTuple()}"
            for top in tops
            if top.minimumSizeHint().width() > SMALL_SCREEN[0]
            or top.minimumSizeHint().height() > SMALL_SCREEN[1]
        ),
    ]


@pytest.mark.parametrize("size", [screenshots.SIZE, ENLARGED])
def test_nothing_is_cut_nameless_or_too_large(
    office: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    faults = faults_seen(office, tmp_path, size)
    assert not faults, "\n".join(faults)
