"""The second place: database, photos and papers, only what is new; a stick that goes leaves nothing half."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import EnvironmentFault, UserError
from bureau.storage import elsewhere
from bureau.storage.elsewhere import FOLDER, choose_place, copy_out, second_place
from bureau.storage.paths import DataFolder
from bureau.storage.photos import add_photo, photo_findings, photo_path
from bureau.storage.restoring import restore_folder
from tests.storage.merging.test_package import picture
from tests.storage.offices import FIRST_MOMENT, Clock, furnish, hurry, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "data")) as one:
        yield one


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "U盘"
    place.mkdir()
    return place


def photograph(desk: Desk, colour: str) -> str:
    with desk.store.operation(desk, "登记") as op:
        digest = add_photo(op, desk.store.folder, picture(colour), "现场.jpg")
        op.insert("market-cases", {"address": "解放路1号", "photos_before": f'["{digest}"]'})
    return digest


def files(place: Path) -> set[str]:
    return {path.name for path in place.rglob("*") if path.is_file()}


def lost(desk: Desk) -> list[str]:
    with desk.store.snapshot() as conn:
        return list(photo_findings(desk.store, conn))


def test_photos_and_papers_go_along_and_come_back(desk: Desk, stick: Path, tmp_path: Path) -> None:
    digest = photograph(desk, "red")
    paper = desk.store.folder.archive / "2026" / "10" / "月报.pdf"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"%PDF")
    copied = copy_out(desk, stick)
    assert (copied.files, copied.damaged) == (2, ())
    assert files(stick / FOLDER) == {copied.copy.name, f"{digest}.jpg", "月报.pdf"}
    other = DataFolder(tmp_path / "新电脑")
    restore_folder(copied.copy, other, "王芳", FIRST_MOMENT)
    assert photo_path(other, digest, ".jpg").read_bytes() == picture("red")
    assert (other.archive / "2026" / "10" / "月报.pdf").read_bytes() == b"%PDF"
    with opened(other.root, seed=4) as restored:
        assert lost(restored) == []


def test_only_what_is_new_is_copied(desk: Desk, stick: Path) -> None:
    photograph(desk, "red")
    assert copy_out(desk, stick).files == 1
    photograph(desk, "blue")
    clock = desk.clock
    assert isinstance(clock, Clock)
    clock.pass_minutes(60)
    assert copy_out(desk, stick).files == 1
    assert len([name for name in files(stick) if name.endswith(".sqlite")]) == 2


def test_a_damaged_photo_is_told_and_mended_from_the_stick(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    digest = photograph(desk, "red")
    copied = copy_out(desk, stick)
    original = photo_path(desk.store.folder, digest, ".jpg")
    original.write_bytes(bytes(len(picture("red")) + 1))
    assert copy_out(desk, stick).damaged == (original.name,)
    assert (stick / FOLDER / "photos" / digest[:2] / original.name).read_bytes() == picture("red")
    original.write_bytes(bytes(len(picture("red"))))
    desk.store.close()
    restore_folder(copied.copy, desk.store.folder, "王芳", FIRST_MOMENT)
    with opened(tmp_path / "data", seed=6) as restored:
        assert lost(restored) == []


def test_a_stick_that_goes_leaves_nothing_half(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph(desk, "red")
    copy_out(desk, stick)
    before = files(stick)
    photograph(desk, "blue")
    with monkeypatch.context() as patched:

        def gone(_path: Path) -> None:
            raise OSError(errno.EIO, "gone")

        patched.setattr(elsewhere, "whole_file", gone)
        with pytest.raises(EnvironmentFault, match="拔掉"):
            copy_out(desk, stick)
    assert files(stick) == before
    stick.rename(stick.with_name("拔了"))
    with pytest.raises(UserError, match="插好 U 盘"):
        copy_out(desk, stick)


def test_the_chosen_place_is_remembered_with_its_age(desk: Desk, stick: Path) -> None:
    choose_place(desk, stick)
    with desk.store.snapshot() as conn:
        assert second_place(conn).at is None
    copy_out(desk, stick)
    with desk.store.snapshot() as conn:
        known = second_place(conn)
    assert (known.path, known.at) == (str(stick), FIRST_MOMENT)
    choose_place(desk, None)
    with desk.store.snapshot() as conn:
        assert second_place(conn).path == ""


def test_the_data_folder_is_no_second_place(desk: Desk) -> None:
    with pytest.raises(UserError, match="数据文件夹里面"):
        choose_place(desk, desk.store.folder.backups)
