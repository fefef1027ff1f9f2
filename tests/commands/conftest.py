"""A data folder with a few cases, and main.py's commands called in this process."""

from __future__ import annotations

import json
import random  # noqa: TID251 - the station number of a test's folder
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from bureau.commands.run import run
from bureau.desk import Desk
from bureau.opening import open_desk
from tests.storage.offices import furnish, hurry

NOON = datetime(2026, 11, 2, 12, 0)
SERVICE, MANAGEMENT, ENFORCEMENT = 2101, 2102, 2103
STALLS, HAWKERS, SHOPFRONTS = 1050, 1051, 1100
FILED, CLOSED = 2202, 2206

CASES: tuple[dict[str, object], ...] = (
    {
        "number": "ZZ-2026-0001",
        "found_on": "2026-09-30",
        "address": "人民路12号",
        "category": STALLS,
        "subcategory": HAWKERS,
        "party_name": "张三丰",
        "phone": "13800001234",
        "handling": SERVICE,
        "state": CLOSED,
        "due_on": "2026-10-02",
        "closed_on": "2026-10-01",
    },
    {
        "number": "ZZ-2026-0002",
        "found_on": "2026-10-01",
        "address": "解放路3号",
        "category": STALLS,
        "party_name": "李四面馆",
        "handling": MANAGEMENT,
        "state": CLOSED,
        "due_on": "2026-10-03",
        "closed_on": "2026-10-08",
    },
    {
        "number": "ZZ-2026-0003",
        "found_on": "2026-10-31",
        "address": "人民路1、2号",
        "category": SHOPFRONTS,
        "handling": ENFORCEMENT,
        "state": FILED,
        "note": "=1+1\n第二行",
    },
    {
        "number": "ZZ-2026-0004",
        "found_on": "2026-11-01",
        "address": "学府路",
        "category": SHOPFRONTS,
    },
)
"""Four cases: one before October, two in it, one after; by hand: 0001 in time, 0002 five days late."""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> object:
        """Standard output as the one JSON document that it must be."""
        found: object = json.loads(self.out)
        return found

    @property
    def records(self) -> list[dict[str, object]]:
        """The document as a list of records."""
        found = self.document
        assert isinstance(found, list)
        return found

    @property
    def numbers(self) -> list[str]:
        """The last digit of each case listed, in the order printed."""
        return [str(record["number"])[-1] for record in self.records]


Main = Callable[..., Ran]
Snapshot = dict[str, bytes | None]


def work_at(
    root: Path, clock: Callable[[], datetime] | None = None
) -> AbstractContextManager[Desk]:
    """A writable desk whose clock stands still."""
    return open_desk(
        root, writable=True, clock=clock or (lambda: NOON), chance=random.Random(str(root))
    )


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A data folder without records."""
    return furnish(tmp_path / "台账")


@pytest.fixture
def folder(empty: Path) -> Path:
    """A data folder with the four cases, each its own operation of 本机用户."""
    with work_at(empty) as desk:
        for values in CASES:
            with desk.store.operation(desk, f"登记案件 {values['number']}") as op:
                op.insert("market-cases", values)
    return empty


@pytest.fixture
def main(capsys: pytest.CaptureFixture[str]) -> Main:
    """Calls main.py's commands: main("list", "towns", data=folder)."""

    def call(*arguments: object, data: Path | None = None) -> Ran:
        capsys.readouterr()
        given = [str(argument) for argument in arguments]
        if data is not None:
            given = [*given, "--data", str(data)]
        status = run(given)
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return call


def contents(root: Path) -> Snapshot:
    """Every file and folder below with its bytes, but SQLite's own shared memory and log."""
    found: Snapshot = {}
    for path in sorted(root.rglob("*")):
        if path.name.endswith(("-wal", "-shm")):
            continue
        found[str(path.relative_to(root))] = path.read_bytes() if path.is_file() else None
    return found


def text_of(path: Path) -> str:
    """All text of a PDF, without its line ends and spaces."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [
            document[number].get_textpage().get_text_range() for number in range(len(document))
        ]
    finally:
        document.close()
    return "".join("".join(pages).split())


def is_one_sentence(text: str) -> bool:
    """One line of Chinese that ends like a sentence, no traceback, nothing of Python's own words."""
    line = text.removesuffix("\n")
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in line)
    foreign = ("Traceback", "Error", "Exception", "Errno", "None", "<class")
    return (
        chinese
        and "\n" not in line
        and line.endswith(("。", "？", "！"))
        and not any(word in line for word in foreign)
    )


def assert_refused(ran: Ran) -> None:
    """Status 1 and one clear sentence, nothing on standard output."""
    assert ran.status == 1, ran
    assert is_one_sentence(ran.err), ran.err
    assert ran.out == ""


@pytest.fixture
def shelf(folder: Path) -> Iterator[Path]:
    """The data folder where anyone may look and nobody may write (pytest's own may not be seen)."""
    place = Path(tempfile.mkdtemp())
    root = Path(shutil.copytree(folder, place / "台账"))
    for path in (place, *root.rglob("*"), root):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield root
    finally:
        for path in (place, *place.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(place)
