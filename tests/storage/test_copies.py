"""Copies that the program makes by itself: before what, how many stay, and that none is lost for a bad one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import EnvironmentFault
from bureau.storage import backup, kinds
from bureau.storage.copies import BY_HAND, copy_now
from bureau.storage.restoring import restore_folder
from bureau.storage.thinning import Copy, copies_in, kept, thin_out
from tests.storage.offices import FIRST_MOMENT, Clock, furnish, hurry, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "data")) as one:
        yield one


def copy(why: str, at: str) -> Copy:
    return Copy(Path(f"{why}-{at}.sqlite"), why, datetime.strptime(at, "%Y%m%d-%H%M%S"))


def work(desk: Desk, name: str, kind: str = kinds.EDIT) -> None:
    with desk.store.operation(desk, name, kind) as op:
        op.insert("roads", {"name": name})


def names(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.store.folder.backups.iterdir())


# -- which stay ---------------------------------------------------------------------------------------


def test_two_days_whole_then_days_weeks_months() -> None:
    # Three a day at 8, 12 and 16 o'clock over 400 days, the last of them Thursday 8 October 2026.
    last = datetime(2026, 10, 8)
    days = [last - timedelta(days=back) for back in range(400)]
    copies = [
        Copy(Path(f"{day:%j}-{hour}"), "自动", day.replace(hour=hour))
        for day in days
        for hour in (8, 12, 16)
    ]
    stay = sorted((one.at for one in kept(copies)), reverse=True)
    # 8 and 7 October whole, the last one of each of the ten days before.
    assert stay[:6] == [
        datetime(2026, 10, day, hour) for day in (8, 7) for hour in (16, 12, 8)
    ]  # fmt: skip
    assert stay[6:16] == [
        *(datetime(2026, 10, day, 16) for day in (6, 5, 4, 3, 2, 1)),
        *(datetime(2026, 9, day, 16) for day in (30, 29, 28, 27)),
    ]
    # Ten weeks: that of 8 October and nine before, of which the last two Sundays are days already.
    assert stay[16:23] == [
        datetime(2026, 9, 20, 16), datetime(2026, 9, 13, 16), datetime(2026, 9, 6, 16),
        datetime(2026, 8, 31, 16),  # the newest of August
        datetime(2026, 8, 30, 16), datetime(2026, 8, 23, 16), datetime(2026, 8, 16, 16),
    ]  # fmt: skip
    # Nine months: October to February.
    assert stay[23:] == [
        datetime(2026, 8, 9, 16),
        datetime(2026, 7, 31, 16), datetime(2026, 6, 30, 16), datetime(2026, 5, 31, 16),
        datetime(2026, 4, 30, 16), datetime(2026, 3, 31, 16), datetime(2026, 2, 28, 16),
    ]  # fmt: skip


def test_one_of_every_month_in_which_something_was_locked_stays() -> None:
    locked = [copy("锁定前", f"2024{month:02}05-090000") for month in range(1, 13)]
    locked.append(copy("签发前", "20240106-090000"))
    later = [copy("自动", f"202610{day:02}-090000") for day in range(1, 29)]
    stay = kept([*locked, *later])
    assert {one.path.name for one in stay if one.at.year == 2024} == {
        "签发前-20240106-090000.sqlite",
        *(f"锁定前-2024{month:02}05-090000.sqlite" for month in range(2, 13)),
    }


def test_what_a_person_made_is_never_thinned(tmp_path: Path) -> None:
    for name in ("手动", "恢复前", "升级前", "自动"):
        for month in range(24):
            at = f"{2024 + month // 12}{month % 12 + 1:02}01-090000"
            (tmp_path / f"{name}-{at}.sqlite").touch()
    (tmp_path / "张三的备份.sqlite").touch()
    gone = thin_out(tmp_path)
    assert {path.name[:2] for path in gone} == {"自动"}
    # Of what the program made itself those of the twelve newest days that have one.
    assert len(gone) == 12
    assert len(list(tmp_path.iterdir())) == 1 + 3 * 24 + 12


# -- when they are made -------------------------------------------------------------------------------


def test_a_copy_is_made_before_an_import_a_merge_and_an_issue(desk: Desk) -> None:
    work(desk, "人民路", kinds.IMPORT)
    assert names(desk) == []  # there was nothing to be lost
    work(desk, "解放路")
    assert names(desk) == []
    clock = desk.clock
    assert isinstance(clock, Clock)
    for kind in (kinds.IMPORT, kinds.RECEIVE, kinds.LOCK, kinds.ISSUE):
        clock.pass_minutes(11)
        work(desk, f"{kind}路", kind)
    assert names(desk) == [
        "导入前-20261008-091100.sqlite",
        "签发前-20261008-094400.sqlite",
        "读入数据包前-20261008-092200.sqlite",
        "锁定前-20261008-093300.sqlite",
    ]


def test_the_copy_holds_what_was_there_before(desk: Desk, tmp_path: Path) -> None:
    work(desk, "人民路")
    work(desk, "解放路", kinds.RECEIVE)
    (made,) = copies_in(desk.store.folder.backups)
    root = tmp_path / "restored"
    restore_folder(made.path, type(desk.store.folder)(root), "王芳", FIRST_MOMENT)
    with opened(root, seed=3) as restored:
        rows = restored.store.reader().execute("SELECT name FROM roads").fetchall()
        assert [row["name"] for row in rows] == ["人民路"]


def test_many_imports_in_a_row_make_one_copy(desk: Desk) -> None:
    work(desk, "人民路")
    for number in range(3):
        work(desk, f"第{number}路", kinds.IMPORT)
    assert len(names(desk)) == 1


def test_without_its_copy_nothing_is_read_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    work(desk, "人民路")

    def fail(_copy: object) -> None:
        raise EnvironmentFault("磁盘已满。")

    monkeypatch.setattr(backup, "verify", fail)
    with pytest.raises(EnvironmentFault):
        work(desk, "解放路", kinds.RECEIVE)
    assert desk.store.newest_number() == 1
    assert names(desk) == []


def test_older_copies_stay_when_the_new_one_is_bad(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(desk, "人民路")
    for month in range(1, 13):
        (desk.store.folder.backups / f"自动-2025{month:02}01-090000.sqlite").touch()
    with monkeypatch.context() as patched:
        patched.setattr(backup, "verify", lambda _copy: (_ for _ in ()).throw(EnvironmentFault("")))
        with pytest.raises(EnvironmentFault):
            copy_now(desk)
    assert len(names(desk)) == 12
    copy_now(desk)
    copy_now(desk, BY_HAND)
    # The newest is one of twelve days, that of January 2025 had to go.
    assert len(names(desk)) == 13
    assert "自动-20250101-090000.sqlite" not in names(desk)
