"""恢复演练: the newest backup is proved to come back; the data stay as they are, nothing is left over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.storage.connection import connect_writer
from bureau.storage.copies import copy_now
from bureau.storage.dump import logical_dump
from bureau.storage.rehearsing import rehearsal_words, rehearse, rehearsed_at
from tests.storage.offices import FIRST_MOMENT, furnish, hurry, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "data")) as one:
        yield one


def add(desk: Desk, name: str) -> None:
    with desk.store.operation(desk, name) as op:
        op.insert("roads", {"name": name})


def no_step(_done: int, _of: int) -> None:
    """Nobody looks on."""


def test_a_sound_backup_is_counted_against_the_present(desk: Desk) -> None:
    add(desk, "人民路")
    copy_now(desk)
    add(desk, "解放路")
    before = logical_dump(desk.store)
    found = rehearse(desk, no_step)
    assert found.went_well
    assert found.operations == (1, 2)
    assert found.differing == {"道路名册": (1, 2)}
    assert "备份以后又有 1 次操作：道路名册 1 → 2 条。" in rehearsal_words(found)
    assert rehearsed_at(desk) == FIRST_MOMENT
    assert logical_dump(desk.store) == before
    assert list(desk.store.folder.staging.iterdir()) == []


def test_a_backup_whose_records_were_changed_is_named(desk: Desk) -> None:
    add(desk, "人民路")
    copy = connect_writer(copy_now(desk))
    copy.execute("UPDATE roads SET name = '改过'")
    copy.execute("PRAGMA journal_mode = DELETE")
    copy.close()
    found = rehearse(desk, no_step)
    assert not found.went_well
    assert rehearsal_words(found)[0].startswith("‼ ")
    assert rehearsed_at(desk) is None


def test_without_a_backup_it_says_what_to_do(desk: Desk) -> None:
    with pytest.raises(UserError, match="还没有备份"):
        rehearse(desk, no_step)


def test_a_cancelled_rehearsal_leaves_nothing(desk: Desk) -> None:
    add(desk, "人民路")
    copy_now(desk)

    def cancel(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rehearse(desk, cancel)
    assert list(desk.store.folder.staging.iterdir()) == []
