"""检查数据: the books, the photos, the forms of other offices, the archive of issued periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bureau.bulletin.archive import archive_findings
from bureau.returns.soundness import files_named
from bureau.storage.check import check
from bureau.storage.kept_files import file_findings
from bureau.storage.photos import photo_findings

if TYPE_CHECKING:
    from bureau.storage.store import Store


def findings(store: Store, today: date) -> list[str]:
    """Everything that is wrong with a data folder; files only where the books themselves are sound."""
    found = check(store)
    if not found:
        with store.snapshot() as conn:
            found += photo_findings(store, conn)
            found += file_findings(conn, files_named(conn, today))
            found += archive_findings(conn, store.folder.archive, today)
    return found
