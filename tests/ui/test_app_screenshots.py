"""main.py where there is no screen: pictures of every page, and the papers' folder."""

from __future__ import annotations

import argparse
import json
import os
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from bureau.commands.run import MODULES
from bureau.commands.usage import build
from bureau.errors import EnvironmentFault
from ui import app, screenshots, tokens
from ui.pictures.stage import Look, turn_off_screen
from ui.pictures.window_scenes import ask


def test_every_page_is_drawn_and_the_data_are_left_as_they_are(
    office: Path, tmp_path: Path
) -> None:
    before = (office / "bureau.sqlite").read_bytes()
    drawn = screenshots.draw_tabs(office, tmp_path / "图", writable=False)
    names = [path.name for path in drawn]
    assert names[:4] == [
        "窗口-工作台.png",
        "窗口-市容秩序-案件台账.png",
        "窗口-市容秩序-办理过程.png",
        "窗口-市容秩序-执法日志.png",
    ]
    assert "窗口-市容秩序-超期督办.png" in names
    assert "窗口-统计月报.png" in names
    assert "窗口-系统-单位设置.png" in names
    assert "窗口-系统-道路.png" in names
    for path in drawn:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == screenshots.SIZE
    assert (office / "bureau.sqlite").read_bytes() == before
    assert not (office / "backups").exists()


def test_a_copy_is_drawn_so_that_the_data_stay_as_they_are(office: Path, tmp_path: Path) -> None:
    before = (office / "bureau.sqlite").read_bytes()
    screenshots.copy_of(office, tmp_path / "副本")
    with screenshots.shown(tmp_path / "副本", tmp_path / "图", writable=True) as stage:
        assert stage.window.context is not None
        assert stage.window.context.writable
        stage.window.show_page("market-cases")
        new = stage.window.findChild(QPushButton, "new-button")
        assert new is not None
        assert new.isEnabled()
    assert (office / "bureau.sqlite").read_bytes() == before


def test_what_is_open_over_the_window_is_in_the_picture(office: Path, tmp_path: Path) -> None:
    with screenshots.shown(office, tmp_path, writable=True) as stage:
        alone = QImage(str(stage.take("空的")))
        asked = [("问", partial(ask, answers=["好"], text="可以吗？"))]
        assert list(stage.play(asked)) == ["问"]
        ask(stage, ["好"], "可以吗？")
        (dialog,) = stage.opened()
        corner = dialog.mapToGlobal(QPoint(4, -4)) - stage.window.mapToGlobal(QPoint(0, 0))
        over = QImage(str(stage.take("问")))
        assert over.pixelColor(corner).name() == tokens.INK_SOFT
        assert alone.pixelColor(corner).name() != tokens.INK_SOFT
        stage.clear()
        assert stage.opened() == []


def test_the_screen_is_as_large_as_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    turn_off_screen(Look(1920, 1080, 1.5), tmp_path)
    (screen,) = json.loads((tmp_path / "screen.json").read_text("utf-8"))["screens"]
    assert (screen["width"], screen["height"]) == (1920, 1080)
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    assert os.environ["QT_QPA_PLATFORM"] == f"offscreen:configfile={tmp_path / 'screen.json'}"


def test_size_and_scale_of_the_command() -> None:
    parser = build(dict.fromkeys(MODULES, lambda _called: 0))
    called = parser.parse_args(["screenshots", "图", "--size", "1920x1080", "--scale", "150%"])
    assert (called.size, called.scale) == ((1920, 1080), 1.5)
    plain = parser.parse_args(["screenshots", "图"])
    assert (plain.size, plain.scale) == (screenshots.SIZE, 1.0)


def test_a_folder_for_pictures_that_can_not_be_made(office: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("不是文件夹", "utf-8")
    with pytest.raises(EnvironmentFault):
        screenshots.draw_tabs(office, tmp_path / "文件", writable=False)


def test_without_a_screen_home_fills_out(
    monkeypatch: pytest.MonkeyPatch, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn: list[tuple[Path, Path, bool]] = []

    def draw(root: Path, folder: Path, *, writable: bool) -> list[Path]:
        drawn.append((root, folder, writable))
        return [folder / "窗口-系统.png"]

    monkeypatch.setattr(app, "has_display", lambda: False)
    monkeypatch.setattr("bureau.commands.demonstration.papers_into", lambda out, root: root or out)
    monkeypatch.setattr(screenshots, "draw_tabs", draw)
    assert app.run_home(argparse.Namespace(data=office)) == 0
    assert drawn == [(office, Path("out"), False)]
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("这里没有屏幕，打不开窗口")
    assert said[1] == f"· {Path('out') / '窗口-系统.png'}"
