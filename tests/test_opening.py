"""Opening a data folder: made when it is new, refused where there is nothing to work with, let go of."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random  # noqa: TID251 - seeded chance is handed to the desk

import pytest

from bureau.errors import EnvironmentFault, UserError
from bureau.opening import open_desk

NOON = datetime(2026, 11, 2, 12, 0, 30, 999)


def test_a_writable_desk_makes_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "新" / "台账"
    with open_desk(root, writable=True, actor="王芳", clock=lambda: NOON, chance=Random(1)) as desk:
        assert (desk.actor, desk.now(), desk.today()) == (
            "王芳", datetime(2026, 11, 2, 12, 0, 30), NOON.date(),
        )  # fmt: skip
        assert (root / "bureau.sqlite").exists()
    assert not (root / "lock.holder").exists()


def test_the_same_chance_gives_the_same_station(tmp_path: Path) -> None:
    stations = set()
    for name in ("甲", "乙"):
        with open_desk(tmp_path / name, writable=True, chance=Random(5)) as desk:
            row = desk.store.reader().execute("SELECT value FROM meta WHERE name = 'station'")
            stations.add(row.fetchone()[0])
    assert len(stations) == 1


@pytest.mark.parametrize("writable", [True, False])
def test_work_on_what_is_there_makes_nothing(tmp_path: Path, writable: bool) -> None:
    with pytest.raises(UserError, match="还没有数据"):
        with open_desk(tmp_path / "没有", writable=writable, makes_folder=False):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_desk_can_not_write(tmp_path: Path) -> None:
    with open_desk(tmp_path, writable=True):
        pass
    with open_desk(tmp_path, writable=False) as desk:
        with pytest.raises(UserError, match="只读"), desk.store.operation(desk, "改"):
            pass


def test_one_writer_at_a_time_and_the_next_after_it(tmp_path: Path) -> None:
    with open_desk(tmp_path, writable=True, actor="王芳", clock=lambda: NOON):
        with pytest.raises(EnvironmentFault, match="王芳"):
            with open_desk(tmp_path, writable=True, actor="李强"):
                pass
        with open_desk(tmp_path, writable=False):
            pass
    with open_desk(tmp_path, writable=True, actor="李强"):
        pass


def test_a_failing_step_lets_the_folder_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        with open_desk(tmp_path, writable=True):
            raise ZeroDivisionError
    with open_desk(tmp_path, writable=True):
        pass


def test_the_default_folder_is_the_users_own() -> None:
    with pytest.raises(UserError, match="chengguan-taizhang"):
        with open_desk(None, writable=False):
            pass
