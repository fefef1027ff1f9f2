"""The named layout of a data folder, and where it lies when nobody says."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APPLICATION = "chengguan-taizhang"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The parts of one data folder; `root` need not exist yet."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "bureau.sqlite"

    @property
    def head(self) -> Path:
        """The journal's head, kept apart from the database."""
        return self.root / "journal.head"

    @property
    def lock(self) -> Path:
        """The file whose lock the one writer holds."""
        return self.root / "lock"

    @property
    def photos(self) -> Path:
        """Originals by content hash: photos/ab/abcdef….jpg."""
        return self.root / "photos"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.root / "backups"

    @property
    def archive(self) -> Path:
        """Issued papers by year and month."""
        return self.root / "archive"

    @property
    def staging(self) -> Path:
        """Imports between parsing and confirming."""
        return self.root / "staging"

    @property
    def logs(self) -> Path:
        """Rotating logs without field values."""
        return self.root / "logs"


def default_root() -> Path:
    """`data/` beside the program where it stands (a stick), else the user's own data folder."""
    beside = Path(sys.argv[0]).resolve().parent / "data"
    if (beside / "bureau.sqlite").exists():
        return beside
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False, roaming=False))
