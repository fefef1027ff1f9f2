"""main.py where there is no screen: pictures of every page, and the papers' folder."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from bureau.errors import EnvironmentFault
from ui import app, screenshots


def test_every_page_is_drawn_and_the_data_are_left_as_they_are(
    office: Path, tmp_path: Path
) -> None:
    before = (office / "bureau.sqlite").read_bytes()
    drawn = screenshots.draw_tabs(office, tmp_path / "图", writable=False)
    names = [path.name for path in drawn]
    assert names[:3] == [
        "窗口-市容秩序-案件台账.png",
        "窗口-市容秩序-执法日志.png",
        "窗口-统计月报.png",
    ]
    assert "窗口-系统-单位设置.png" in names
    assert "窗口-系统-道路.png" in names
    for path in drawn:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == screenshots.SIZE
    assert (office / "bureau.sqlite").read_bytes() == before
    assert not (office / "backups").exists()


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
