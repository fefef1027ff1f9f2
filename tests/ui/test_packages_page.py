"""数据交换 as a person uses it: a package looked into, decided, read in, taken back; one handed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.packages.trading import hand_over, incoming, take
from bureau.storage import sealed
from tests.storage.offices import furnish, open_at
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import cell, click, line, on_screen
from ui.context import Context
from ui.packages.page import PackagesPage
from ui.packages.preview import LATER, OTHER


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> PackagesPage:
    shown = PackagesPage(context)
    on_screen(qtbot, shown)
    return shown


@pytest.fixture
def squad(context: Context, tmp_path: Path) -> Desk:
    """Another PC, which has all that this one has."""
    desk = open_at(furnish(tmp_path / "大队"), seed=7)
    desk.actor, desk.section = "王五", "执法大队"
    first = tmp_path / "第一次.cgb"
    hand_over(context.desk, first)
    with incoming(desk, first) as package:
        take(desk, package)
    return desk


def town(desk: Desk, name: str) -> int:
    found = desk.store.reader().execute("SELECT id FROM towns WHERE name = ?", (name,)).fetchone()
    return int(found["id"])


def rename(desk: Desk, record: int, name: str) -> None:
    with desk.store.operation(desk, f"改名{name}") as op:
        op.update("towns", record, {"name": name})


def names(context: Context) -> set[str]:
    rows = context.desk.store.reader().execute("SELECT name FROM towns")
    return {row["name"] for row in rows}


def handed(desk: Desk, target: Path) -> Path:
    hand_over(desk, target)
    return target


def opened(page: PackagesPage, asker: ScriptedAsker, path: Path) -> None:
    asker.files = [path]
    click(page, "open-package")


def first_town(desk: Desk) -> int:
    return int(desk.store.reader().execute("SELECT min(id) AS id FROM towns").fetchone()["id"])


def test_a_package_is_seen_decided_and_read_in(
    page: PackagesPage, context: Context, squad: Desk, asker: ScriptedAsker, tmp_path: Path
) -> None:
    record = first_town(squad)
    rename(context.desk, record, "河东新街道")
    rename(squad, record, "城关新镇")
    with squad.store.operation(squad, "登记") as op:
        op.insert("towns", {"name": "新设镇"})
    opened(page, asker, handed(squad, tmp_path / "大队.cgb"))
    preview = page.preview
    assert preview.isVisible()
    assert preview.title.text().startswith("执法大队，")
    assert "新增：镇街名册 1 条" in preview.merged.text()
    assert preview.question_head.text() == "需要选择（1 项）"
    assert cell(preview.questions, 0, LATER).startswith("✓ 城关新镇（王五")
    assert cell(preview.questions, 0, OTHER).startswith("　 河东新街道（本机 ")
    assert not preview.lost.isVisible()
    assert "新设镇" not in names(context)
    preview.questions.setFocus()
    QTest.keyClick(preview.questions, Qt.Key.Key_Space)
    assert cell(preview.questions, 0, OTHER).startswith("✓ 河东新街道")
    click(page, "read-package")
    assert {"河东新街道", "新设镇"} <= names(context)
    assert not preview.isVisible()
    assert "整包收回" in page.notice.sentence.text()
    assert list((context.desk.store.folder.backups).glob("读入数据包前-*"))
    assert cell(page.peers, 0, 0) == "执法大队"
    # Once more it brings nothing.
    opened(page, asker, tmp_path / "大队.cgb")
    assert "没有变化" in page.notice.sentence.text()


def test_what_was_read_in_is_taken_back_and_put_back(
    page: PackagesPage, context: Context, squad: Desk, asker: ScriptedAsker, tmp_path: Path
) -> None:
    with squad.store.operation(squad, "登记") as op:
        op.insert("towns", {"name": "新设镇"})
    opened(page, asker, handed(squad, tmp_path / "大队.cgb"))
    click(page, "read-package")
    page.merges.selectRow(0)
    asker.confirmed = [False, True]
    click(page, "turn-merge")
    assert "新设镇" in names(context)
    click(page, "turn-merge")
    assert "新设镇" not in names(context)
    assert cell(page.merges, 0, 3) == "已收回"
    page.merges.selectRow(0)
    assert page.turn.text() == "恢复生效"
    click(page, "turn-merge")
    assert "新设镇" in names(context)


def test_removals_are_listed_before_they_happen(
    page: PackagesPage, context: Context, squad: Desk, asker: ScriptedAsker, tmp_path: Path
) -> None:
    with squad.store.operation(squad, "登记") as op:
        record = op.insert("towns", {"name": "将撤镇"})
    opened(page, asker, handed(squad, tmp_path / "一.cgb"))
    click(page, "read-package")
    with squad.store.operation(squad, "删除") as op:
        op.remove("towns", record)
    opened(page, asker, handed(squad, tmp_path / "二.cgb"))
    assert page.preview.lost_head.text() == "将删除（1 条，都进回收站）"
    assert cell(page.preview.lost, 0, 1) == "将撤镇"
    click(page, "leave-package")
    assert not page.preview.isVisible()
    assert "将撤镇" in names(context)


def test_the_answer_brings_only_what_the_other_lacks(
    page: PackagesPage, context: Context, squad: Desk, asker: ScriptedAsker, tmp_path: Path
) -> None:
    with squad.store.operation(squad, "登记") as op:
        op.insert("towns", {"name": "新设镇"})
    opened(page, asker, handed(squad, tmp_path / "大队.cgb"))
    click(page, "read-package")
    rename(context.desk, town(context.desk, "新设镇"), "新镇")
    page.refresh()
    page.peers.selectRow(0)
    assert cell(page.peers, 0, 1) == "2 次操作"
    asker.files = [tmp_path / "综合股给大队"]
    click(page, "send-package")
    assert "已导出 2 次操作" in page.notice.sentence.text()
    answer = tmp_path / "综合股给大队.cgb"
    with incoming(squad, answer) as package:
        assert take(squad, package).operations == 2
    assert town(squad, "新镇")
    # The squad's next package says that it has them, though it brings nothing else.
    opened(page, asker, handed(squad, tmp_path / "三.cgb"))
    assert cell(page.peers, 0, 1) == "没有"


def test_an_encrypted_package_goes_and_comes(
    page: PackagesPage, asker: ScriptedAsker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "MEMORY", 64)
    box = page.findChild(QCheckBox, "encrypt-package")
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    asker.texts = ["短", "长治久安2026", "长治久安2027"]
    click(page, "send-package")
    assert "至少要 8 个字符" in page.notice.sentence.text()
    click(page, "send-package")
    assert "不一样" in page.notice.sentence.text()
    target = tmp_path / "密.cgb"
    asker.texts, asker.files = ["长治久安2026", "长治久安2026"], [target]
    click(page, "send-package")
    assert "已导出" in page.notice.sentence.text()
    assert sealed.is_sealed(target)
    asker.texts = ["写错的口令啊啊啊"]
    opened(page, asker, target)
    assert "口令不对" in page.notice.sentence.text()
    asker.texts = ["长治久安2026"]
    opened(page, asker, target)
    assert "没有变化" in page.notice.sentence.text()


def test_a_package_that_touches_an_issued_month_wants_a_reason(page: PackagesPage) -> None:
    preview = page.preview
    preview.is_locked, preview.is_writable = True, True
    preview.show()
    preview.reason.show()
    preview._allow()
    assert not preview.read.isEnabled()
    line(page, "package-reason").setText("补录9月")
    assert preview.read.isEnabled()


def test_a_strange_file_is_refused_with_a_sentence(
    page: PackagesPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    wrong = tmp_path / "不是.cgb"
    wrong.write_bytes(b"nothing")
    opened(page, asker, wrong)
    assert "不是“城管台账”导出的数据包" in page.notice.sentence.text()
