"""Sealed files: they come back as they were with the passphrase, and not at all otherwise."""

from __future__ import annotations

import random  # noqa: TID251 - seeded
from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.office import LEDGERS
from bureau.storage import sealed
from bureau.storage.paths import DataFolder
from bureau.storage.restoring import look_into, restore_folder
from bureau.storage.sealed import (
    PIECE,
    TAG,
    PassphraseNeeded,
    is_sealed,
    seal_file,
    unseal_file,
)
from tests.storage.offices import FIRST_MOMENT, furnish, opened

PASSPHRASE = "长治久安2026"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "MEMORY", 64)
    monkeypatch.setattr(sealed, "PASSES", 1)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "执法大队.cgb"
    path.write_bytes(random.Random(1).randbytes(3 * PIECE + 5))
    return path


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_what_was_sealed_comes_back(tmp_path: Path, size: int) -> None:
    source, target, back = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    source.write_bytes(random.Random(size).randbytes(size))
    seal_file(source, target, PASSPHRASE)
    assert is_sealed(target)
    assert not is_sealed(source)
    unseal_file(target, back, PASSPHRASE)
    assert back.read_bytes() == source.read_bytes()


def test_another_passphrase_gives_nothing(tmp_path: Path, plain: Path) -> None:
    target, back = tmp_path / "b", tmp_path / "c"
    seal_file(plain, target, PASSPHRASE)
    with pytest.raises(UserError, match="口令不对"):
        unseal_file(target, back, PASSPHRASE.replace("2", "3"))
    assert not back.exists()
    assert list(tmp_path.glob(".*")) == []


def test_an_encrypted_backup_is_looked_into_and_restored(tmp_path: Path) -> None:
    with opened(furnish(tmp_path / "data")) as desk:
        with desk.store.operation(desk, "登记") as op:
            op.insert("roads", {"name": "人民路"})
        target = tmp_path / "备份.sqlite.sealed"
        desk.store.copy_sealed(target, PASSPHRASE)
        assert list(desk.store.folder.staging.iterdir()) == []
        with pytest.raises(PassphraseNeeded):
            look_into(target, desk.store.folder, LEDGERS, "name")
        wrong = look_into(target, desk.store.folder, LEDGERS, "name", "不是这个口令啊")
        assert "口令不对" in wrong.fault
        seen = look_into(target, desk.store.folder, LEDGERS, "name", PASSPHRASE)
        assert (seen.fault, seen.operations, seen.records["道路名册"]) == ("", 1, 1)
    folder = DataFolder(tmp_path / "new")
    with pytest.raises(UserError, match="口令不对"):
        restore_folder(target, folder, "王芳", FIRST_MOMENT, "不是这个口令啊")
    assert not folder.root.exists()
    restore_folder(target, folder, "王芳", FIRST_MOMENT, PASSPHRASE)
    with opened(folder.root, seed=3) as restored:
        assert [
            row["name"] for row in restored.store.reader().execute("SELECT name FROM roads")
        ] == ["人民路"]
        assert list(folder.staging.iterdir()) == []


def test_a_short_passphrase_is_refused(tmp_path: Path, plain: Path) -> None:
    with pytest.raises(UserError, match="至少要 8 个字符"):
        seal_file(plain, tmp_path / "b", "1234567")
    assert not (tmp_path / "b").exists()


def test_the_same_file_never_looks_the_same_twice(tmp_path: Path, plain: Path) -> None:
    seal_file(plain, tmp_path / "b", PASSPHRASE)
    seal_file(plain, tmp_path / "c", PASSPHRASE)
    assert (tmp_path / "b").read_bytes() != (tmp_path / "c").read_bytes()


def test_a_changed_cut_or_rearranged_file_is_refused(tmp_path: Path, plain: Path) -> None:
    target, back = tmp_path / "b", tmp_path / "c"
    seal_file(plain, target, PASSPHRASE)
    whole = target.read_bytes()
    head = len(whole) - (3 * (PIECE + TAG) + 5 + TAG)
    first, second = head, head + PIECE + TAG
    swapped = (
        whole[:first] + whole[second : second + PIECE + TAG] + whole[first:second]
        + whole[second + PIECE + TAG :]
    )  # fmt: skip
    damaged = [
        whole[:second],  # a piece cut off at its end
        whole[: second + 100],
        whole[: head - 1],
        b"",
        swapped,
        whole + b"\0",
        whole + whole[first:second],
    ]
    chance = random.Random(2)
    for _ in range(12):
        place = chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        damaged.append(bytes(flipped))
    for one in damaged:
        target.write_bytes(one)
        with pytest.raises(UserError, match="口令不对"):
            unseal_file(target, back, PASSPHRASE)
        assert not back.exists()
