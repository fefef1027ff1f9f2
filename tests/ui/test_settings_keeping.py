"""数据与备份 as a person uses it: backups made, looked into and restored, the folder moved or changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.settings.saving import save
from bureau.storage import sealed
from bureau.storage.folder_state import folder_state
from bureau.storage.paths import DataFolder
from tests.storage.offices import Clock, furnish, open_at
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import cell, click, on_screen
from ui.context import Context
from ui.errand import Errand
from ui.keeping import Keeping
from ui.settings.keeping_page import KeepingPage
from ui.tasks import InlineRunner, Ticket


@pytest.fixture
def errands(context: Context) -> list[Errand]:
    """What pages asked to be done while the folder is closed."""
    asked: list[Errand] = []
    context.news.wanted_errand.connect(asked.append)
    return asked


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> KeepingPage:
    shown = KeepingPage(context)
    on_screen(qtbot, shown)
    return shown


def towns(desk: Desk) -> int:
    return folder_state(desk.store).records["镇街名册"]


def add_town(desk: Desk, name: str) -> None:
    with desk.store.operation(desk, f"登记{name}") as op:
        op.insert("towns", {"name": name})


def enabled(page: KeepingPage, name: str) -> bool:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found.isEnabled()


def done(errand: Errand, desk: Desk) -> str:
    """What the errand says, done when nobody has the folder open."""
    desk.store.close()
    return errand.act(Ticket())


# -- making and checking -------------------------------------------------------------------------


def test_the_folder_is_backed_up_and_checked(context: Context, page: KeepingPage) -> None:
    save(context.desk, {"month-end-day": "25"})
    click(page, "back-up")
    assert cell(page.backups.list, 0, 0) == "手动-20261008-090000.sqlite"
    assert "案件台账 36" in page.folder.facts.values["台账"].text()
    click(page, "check-data")
    assert page.result.text() == "✓ 09:00 检查过，数据完好。"
    click(page, "rebuild-search")
    assert "搜索已重建" in page.notice.sentence.text()


def test_a_backup_goes_where_the_person_says(
    page: KeepingPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    asker.files = [tmp_path / "U盘备份"]
    click(page, "back-up-to")
    assert (tmp_path / "U盘备份.sqlite").stat().st_size > 0


def test_damage_is_listed(context: Context, qtbot: QtBot) -> None:
    with context.desk.store.upkeep() as conn:
        conn.execute("UPDATE towns SET name = '改过' WHERE id = (SELECT min(id) FROM towns)")
    page = KeepingPage(context)
    qtbot.addWidget(page)
    click(page, "check-data")
    assert page.findings.rowCount() >= 1
    assert not page.findings.isHidden()
    assert "个问题" in page.result.text()


def test_the_bar_and_the_page_hear_of_each_others_backups(
    context: Context, page: KeepingPage
) -> None:
    keeping = Keeping(context, InlineRunner(), page)
    heard: list[object] = []
    keeping.backed_up.connect(heard.append)
    add_town(context.desk, "新镇")
    waiting = [keeping.changed_since]
    click(page, "back-up")
    waiting.append(keeping.changed_since)
    assert waiting == [True, False]
    assert heard == [keeping.last]
    assert keeping.last is not None
    keeping.back_up()
    assert page.backups.list.rowCount() == 2


def test_tab_follows_the_page_from_top_to_bottom(page: KeepingPage) -> None:
    def buttons() -> Iterator[QWidget]:
        at: QWidget | None = page.nextInFocusChain()
        while at is not None and at is not page:
            if isinstance(at, QPushButton) and page.isAncestorOf(at) and at.isVisible():
                yield at
            at = at.nextInFocusChain()

    assert [button.objectName() for button in buttons()] == [
        *("open-folder", "move-folder", "other-folder"),
        *("back-up", "back-up-to", "restore", "choose-backup"),
        *("choose-place", "rehearse"),
        *("check-data", "rebuild-search"),
    ]


# -- looking into and restoring ------------------------------------------------------------------


def test_a_chosen_backup_says_what_is_in_it(context: Context, page: KeepingPage) -> None:
    assert not page.backups.facts.isVisible()
    assert not enabled(page, "restore")
    save(context.desk, {"bureau-name": "云岭县城市管理局"})
    click(page, "back-up")
    page.backups.list.selectRow(0)
    said = {title: value.text() for title, value in page.backups.facts.values.items()}
    assert said["单位全称"] == "云岭县城市管理局"
    assert said["最后一步"].startswith("2026-10-08 09:00")
    assert "案件台账 36" in said["台账"]
    assert said["核对"] == "✓ 完好，可以恢复"
    assert enabled(page, "restore")


def test_restoring_brings_back_what_was_and_keeps_what_is(
    context: Context, page: KeepingPage, asker: ScriptedAsker, errands: list[Errand], office: Path
) -> None:
    desk = context.desk
    before = towns(desk)
    click(page, "back-up")
    add_town(desk, "新镇")
    page.backups.list.selectRow(0)
    asker.confirmed = [False]
    click(page, "restore")
    assert errands == []
    assert "先另存为一份备份" in asker.asked[-1]
    asker.confirmed = [True]
    click(page, "restore")
    said = done(errands[0], desk)
    assert "恢复前的数据另存为 恢复前-20261008-090000.sqlite" in said
    again = open_at(office)
    assert towns(again) == before
    again.store.close()
    kept = office.parent / "恢复前"
    kept.mkdir()
    (kept / "bureau.sqlite").write_bytes(
        (office / "backups" / "恢复前-20261008-090000.sqlite").read_bytes()
    )
    aside = open_at(kept)
    assert towns(aside) == before + 1
    aside.store.close()


def test_a_backup_from_elsewhere_is_listed_and_looked_into(
    page: KeepingPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    target = tmp_path / "U盘.sqlite"
    asker.files = [target]
    click(page, "back-up-to")
    asker.files = [target]
    click(page, "choose-backup")
    assert cell(page.backups.list, 0, 0) == str(target)
    assert page.backups.facts.values["核对"].text() == "✓ 完好，可以恢复"
    assert enabled(page, "restore")


def test_a_damaged_backup_says_so_and_cannot_be_restored(
    page: KeepingPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    damaged = tmp_path / "坏了.sqlite"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xa5" * 9000)
    asker.files = [damaged]
    click(page, "choose-backup")
    assert "读不出来或已损坏" in page.backups.facts.values["核对"].text()
    assert page.backups.facts.values["核对"].property("role") == "danger"
    assert not page.backups.facts.values["台账"].isVisible()
    assert not enabled(page, "restore")


# -- moving and changing over --------------------------------------------------------------------


def test_the_folder_moves_and_the_old_one_is_cleared_later(
    context: Context,
    page: KeepingPage,
    asker: ScriptedAsker,
    errands: list[Errand],
    office: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    target = tmp_path / "新盘"
    target.mkdir()
    before = towns(context.desk)
    asker.files, asker.confirmed = [target], [True]
    click(page, "move-folder")
    assert str(target) in asker.asked[-1]
    (errand,) = errands
    assert (errand.root, errand.back) == (target, office)
    assert str(target) in done(errand, context.desk)
    moved = open_at(target)
    assert towns(moved) == before
    asker.confirmed = [True]
    there = KeepingPage(Context(moved, asker))
    on_screen(qtbot, there)
    assert str(office) in there.folder.former.text()
    click(there, "clear-former")
    assert not office.exists()
    assert not there.folder.former.isVisible()
    moved.store.close()


def test_a_place_that_will_not_do_is_said_and_nothing_is_asked(
    page: KeepingPage, asker: ScriptedAsker, errands: list[Errand], office: Path
) -> None:
    (office / "里面").mkdir()
    asker.files = [office / "里面"]
    click(page, "move-folder")
    assert "不能搬到现在的数据文件夹里面" in page.notice.sentence.text()
    assert errands == []


def test_another_folder_is_opened_when_it_holds_data(
    page: KeepingPage, asker: ScriptedAsker, errands: list[Errand], office: Path, tmp_path: Path
) -> None:
    (tmp_path / "空").mkdir()
    for folder, sentence in ((tmp_path / "空", "里没有台账数据"), (office, "就是这个文件夹")):
        asker.files = [folder]
        click(page, "other-folder")
        assert sentence in page.notice.sentence.text()
    other = furnish(tmp_path / "另一个")
    asker.files, asker.confirmed = [other], [True]
    click(page, "other-folder")
    assert [errand.root for errand in errands] == [other]
    assert DataFolder(errands[0].back).database.exists()


def test_a_folder_open_for_reading_is_neither_moved_nor_restored(
    desk: Desk, asker: ScriptedAsker, office: Path, qtbot: QtBot
) -> None:
    desk.store.copy_to(office / "backups", "手动-1")
    reading = open_at(office, writable=False)
    page = KeepingPage(Context(reading, asker))
    on_screen(qtbot, page)
    page.backups.list.selectRow(0)
    assert not enabled(page, "restore")
    assert not enabled(page, "move-folder")
    assert enabled(page, "other-folder")
    reading.store.close()


def test_the_second_place_is_chosen_filled_and_forgotten(
    context: Context, page: KeepingPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    assert "只有本机一份" in page.backups.place.text()
    stick = tmp_path / "U盘"
    stick.mkdir()
    asker.files = [stick]
    click(page, "choose-place")
    assert "已备份并校验" in page.notice.sentence.text()
    assert list((stick / "城管台账备份").glob("自动-*.sqlite"))
    assert page.backups.place.text() == f"第二份：今天，{stick}"
    # Every copy of the program's own takes the stick along, when it is there.
    keeping = Keeping(context, InlineRunner(), page)
    clock = context.desk.clock
    assert isinstance(clock, Clock)
    clock.pass_minutes(60 * 24 * 9)
    stick.rename(tmp_path / "拔了")
    keeping.back_up()
    page.refresh()
    assert page.backups.place.text().startswith("! 第二份：9 天前")
    (tmp_path / "拔了").rename(stick)
    keeping.back_up()
    assert len(list((stick / "城管台账备份").glob("自动-*.sqlite"))) == 2
    page.refresh()
    assert page.backups.place.text() == f"第二份：今天，{stick}"
    click(page, "forget-place")
    assert "只有本机一份" in page.backups.place.text()


def test_every_hour_what_was_changed_is_copied(context: Context, page: KeepingPage) -> None:
    keeping = Keeping(context, InlineRunner(), page)
    made = []
    for is_changed in (False, True, False):
        if is_changed:
            add_town(context.desk, "新镇")
        keeping.look()
        made.append(keeping.last)
    assert made == [None, made[1], made[1]]
    assert made[1] is not None


def test_a_rehearsal_says_that_the_backup_comes_back(context: Context, page: KeepingPage) -> None:
    click(page, "rehearse")
    assert "还没有备份" in page.notice.sentence.text()
    click(page, "back-up")
    add_town(context.desk, "新镇")
    click(page, "rehearse")
    assert page.backups.rehearsal.text().startswith("✓ 手动-20261008-090000.sqlite")
    assert "镇街名册" in page.backups.rehearsal.text()


def test_an_encrypted_backup_is_made_looked_into_and_restored(
    context: Context, page: KeepingPage, asker: ScriptedAsker, errands: list[Errand],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(sealed, "MEMORY", 64)
    page.backups.encrypted.setChecked(True)
    asker.texts, asker.files = ["长治久安2026", "长治久安2026"], [tmp_path / "带走"]
    click(page, "back-up-to")
    target = tmp_path / "带走.sqlite.sealed"
    assert sealed.is_sealed(target)
    add_town(context.desk, "新镇")
    before = towns(context.desk)
    asker.files, asker.texts = [target], ["口令写错了啊", "长治久安2026"]
    click(page, "choose-backup")
    assert "口令不对" in page.notice.sentence.text()
    page.backups.list.clearSelection()
    page.backups.list.selectRow(0)
    asker.confirmed = [True]
    click(page, "restore")
    (errand,) = errands
    assert "已恢复成" in done(errand, context.desk)
    with_new = open_at(context.desk.store.folder.root, seed=9)
    assert towns(with_new) == before - 1
    with_new.store.close()
