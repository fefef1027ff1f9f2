"""One flipped bit in a file of the data: it is named, or it changes nothing that a bureau recorded.

*Named* is a sentence of the program when the file is opened, restored or read in, or of `check`;
*changes nothing* is an equal logical dump. An exception of any other kind fails the test.
"""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded by the test
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from bureau.errors import BureauError
from bureau.packages.trading import hand_over, incoming, take
from bureau.storage import sealed
from bureau.storage.check import check
from bureau.storage.copies import BY_HAND, copy_now
from bureau.storage.dump import logical_dump
from bureau.storage.paths import DataFolder
from bureau.storage.restoring import restore_folder
from bureau.storage.sealed import seal_file
from tests.faults.worker import save
from tests.storage.offices import FIRST_MOMENT, furnish, hurry, opened

FLIPS = int(os.environ.get("FLIPS", "500"))
"""Of all kinds together; FLIPS=10000 for a long run."""
PASSPHRASE = "长治久安2026"
CHEAP = 64
"""KiB for a key: what is tried is the file, not the passphrase."""
STEPS = 8
NAMED, HARMLESS = "named", "harmless"


@dataclass(frozen=True, slots=True)
class Office:
    """A folder at rest, the same one as a kill leaves it, a backup and packages of it."""

    root: Path
    unclean: Path
    backup: Path
    package: Path
    sealed: Path
    dump: list[str]


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(sealed, "MEMORY", CHEAP)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    place = tmp_path_factory.mktemp("flips")
    root, unclean = furnish(place / "data"), place / "unclean"
    with opened(root) as desk:
        for number in range(1, STEPS + 1):
            save(desk, number)
        while desk.store.index_waiting():
            pass
        backup = copy_now(desk, BY_HAND)
        hand_over(desk, place / "all.cgb")
        dump = logical_dump(desk.store)
        # As a kill leaves it: what was committed last is in the write-ahead log only.
        shutil.copytree(root, unclean)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealed, "MEMORY", CHEAP)
        seal_file(place / "all.cgb", place / "sealed.cgb", PASSPHRASE)
    return Office(root, unclean, backup, place / "all.cgb", place / "sealed.cgb", dump)


def flipped(path: Path, chance: random.Random) -> None:
    """Flips one bit of a file."""
    place = chance.randrange(path.stat().st_size * 8)
    with path.open("r+b") as file:
        file.seek(place // 8)
        byte = file.read(1)[0] ^ 1 << place % 8
        file.seek(place // 8)
        file.write(bytes([byte]))


def outcome(root: Path, wanted: list[str]) -> str:
    """Whether a folder is named damaged, or holds all that was recorded."""
    try:
        with opened(root, seed=77) as desk:
            if desk.store.warning is not None or check(desk.store):
                return NAMED
            assert logical_dump(desk.store) == wanted
            return HARMLESS
    except BureauError:
        return NAMED


def copy_of(folder: Path, target: Path) -> Path:
    """A folder to spoil."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("backups"))
    return target


def in_database(office: Office, place: Path, chance: random.Random) -> Iterator[str]:
    """The database of a folder at rest."""
    while True:
        root = copy_of(office.root, place / "data")
        flipped(root / "bureau.sqlite", chance)
        yield outcome(root, office.dump)


def in_log(office: Office, place: Path, chance: random.Random) -> Iterator[str]:
    """The write-ahead log that a kill left behind."""
    while True:
        root = copy_of(office.unclean, place / "data")
        flipped(root / "bureau.sqlite-wal", chance)
        yield outcome(root, office.dump)


def in_backup(office: Office, place: Path, chance: random.Random) -> Iterator[str]:
    """A backup that is put in the place of other data."""
    while True:
        backup = place / "backup.sqlite"
        shutil.copy(office.backup, backup)
        flipped(backup, chance)
        root = furnish(copy_of(office.root, place / "data"))
        try:
            restore_folder(backup, DataFolder(root), "王芳", FIRST_MOMENT)
        except BureauError:
            yield NAMED
        else:
            yield outcome(root, office.dump)


def in_package(office: Office, place: Path, chance: random.Random) -> Iterator[str]:
    """A package that another station reads in."""
    yield from packages(office.package, "", office, place, chance)


def in_sealed_package(office: Office, place: Path, chance: random.Random) -> Iterator[str]:
    """The same under a passphrase."""
    yield from packages(office.sealed, PASSPHRASE, office, place, chance)


def packages(
    source: Path, passphrase: str, office: Office, place: Path, chance: random.Random
) -> Iterator[str]:
    """A damaged package is refused whole, or brings all of it."""
    while True:
        target = place / "one.cgb"
        shutil.copy(source, target)
        flipped(target, chance)
        with opened(furnish(place / f"reader-{chance.getrandbits(48):x}"), seed=5) as desk:
            before = logical_dump(desk.store)
            try:
                with incoming(desk, target, passphrase) as package:
                    take(desk, package)
            except BureauError:
                assert logical_dump(desk.store) == before
                yield NAMED
            else:
                assert logical_dump(desk.store) == office.dump
                assert check(desk.store) == []
                yield HARMLESS
        shutil.rmtree(desk.store.folder.root)


Spoil = Callable[[Office, Path, random.Random], Iterator[str]]
KINDS: tuple[Spoil, ...] = (in_database, in_log, in_backup, in_package, in_sealed_package)


@pytest.mark.parametrize("spoil", KINDS, ids=lambda spoil: spoil.__name__)
def test_a_flipped_bit_is_named_or_harmless(office: Office, tmp_path: Path, spoil: Spoil) -> None:
    tried = spoil(office, tmp_path, random.Random(11))
    found = Counter(islice(tried, max(FLIPS // len(KINDS), 1)))
    print(f"{spoil.__name__}: {dict(found)}")
    assert found[NAMED]
    assert set(found) <= {NAMED, HARMLESS}
