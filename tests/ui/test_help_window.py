"""The manual: every link leads somewhere, search finds, back and forward keep their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.errors import EnvironmentFault
from bureau.layouts import Layouts
from tests.ui.conftest import ScriptedAsker
from ui.help.pages import help_pages, search, sections, split_anchor
from ui.help.rendering import place_of
from ui.help.viewer import HelpWindow, show_manual
from ui.lanes import Lanes
from ui.settings.page import GROUPS, SettingsPage
from ui.tabs import TABS
from ui.window import MainWindow

PAGES = {page.name: page for page in help_pages()}
SAID_IN_CODE = "help_anchor="


def anchors_in_code() -> list[str]:
    """Anchors that pages of the window name."""
    root = Path(__file__).resolve().parents[2] / "ui"
    found = []
    for path in root.rglob("*.py"):
        parts = path.read_text("utf-8").split(SAID_IN_CODE + '"')[1:]
        found += [part.partition('"')[0] for part in parts]
    return found


def test_the_manual_has_its_pages_in_order() -> None:
    assert [page.title for page in help_pages()][:3] == ["快速上手", "工作台", "导入台账"]
    assert len(PAGES) == len(help_pages())
    assert [page.title for page in help_pages() if "{" in page.title] == []


def leads_somewhere(anchor: str, here: str) -> bool:
    """Whether an anchor names a page, and a heading that stands on it."""
    name, _, heading = anchor.partition("#")
    page = PAGES.get(name or here)
    return page is not None and (not heading or heading in page.headings)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_link_leads_somewhere(name: str) -> None:
    assert [link for link in PAGES[name].links if not leads_somewhere(link, name)] == []


def test_every_page_of_the_window_is_spoken_of() -> None:
    wanted = [page.help_anchor for tab in TABS for page in tab.pages] + anchors_in_code()
    assert len(wanted) > 8
    assert [anchor for anchor in wanted if anchor and not leads_somewhere(anchor, "")] == []


def test_every_room_of_the_system_tab_is_named_in_the_manual() -> None:
    text = "".join(page.text for page in help_pages())
    titles = [room.title for _group, rooms in GROUPS for room in rooms if not room.ledger]
    assert [title for title in titles if title not in text] == []


def test_an_unknown_anchor_gives_the_first_page() -> None:
    assert split_anchor("nothing#here") == ("start", "")
    assert split_anchor("") == ("start", "")
    assert split_anchor("undo#回收站") == ("undo", "回收站")


def test_search_puts_headings_first_and_shows_words_around() -> None:
    found = search("回收站")
    assert found[0].anchor == "undo#回收站"
    assert "回收站" in next(hit.excerpt for hit in found if hit.anchor == "ledger#在表格里改")
    assert search("ＣＴＲＬ＋k") != []
    assert search("完全没有的词") == []
    assert search("  ") == []


def test_text_of_a_section_is_without_marks() -> None:
    texts = " ".join(text for page in help_pages() for _heading, text in sections(page))
    assert "](" not in texts
    assert "**" not in texts
    assert "|---" not in texts


def test_a_manual_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="说明书读不出来"):
        help_pages(tmp_path)


def on_screen(qtbot: QtBot) -> HelpWindow:
    """The manual, with the keyboard."""
    window = HelpWindow()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window


# -- the window ------------------------------------------------------------------------------------


def test_links_go_and_back_comes_back(qtbot: QtBot) -> None:
    window = on_screen(qtbot)
    assert window.here == "start"
    assert not window.back.isEnabled()
    window.text.anchorClicked.emit(QUrl("settings#单位设置"))
    assert window.here == "settings#单位设置"
    assert window.contents.currentItem().text() == "系统设置"
    QTest.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert window.here == "start"
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.here == "settings#单位设置"


def test_a_heading_is_scrolled_to_the_top(qtbot: QtBot) -> None:
    window = on_screen(qtbot)
    window.show_anchor("keys#表单")
    top = window.text.cursorRect().top()
    assert 0 <= top < window.text.viewport().height() // 2
    assert place_of(window.text.document(), "表单") > 0
    assert place_of(window.text.document(), "没有") == 0


def test_typing_searches_and_enter_opens_the_first(qtbot: QtBot) -> None:
    window = on_screen(qtbot)
    words = window.findChild(QLineEdit, "help-search")
    assert words is not None
    # Nothing is searched while a syllable is composed.
    QApplication.sendEvent(words, QInputMethodEvent("hui shou", []))
    assert window.contents.count() == len(PAGES)
    committed = QInputMethodEvent("", [])
    committed.setCommitString("回收站")
    QApplication.sendEvent(words, committed)
    assert window.counted.text().startswith("找到 ")
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert window.here == "undo#回收站"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert words.text() == ""
    assert window.contents.count() == len(PAGES)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_f1_opens_where_the_focus_is(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    page = QWidget()
    page.setProperty("help", "undo#回收站")
    box = QLineEdit()
    QVBoxLayout(page).addWidget(box)
    QVBoxLayout(parent).addWidget(page)
    with qtbot.waitActive(parent):
        parent.show()
    box.setFocus()
    window = show_manual(parent, "ledger")
    assert window.here == "undo#回收站"
    assert show_manual(parent, "month") is window
    assert window.here in {"month", "undo#回收站"}


def test_f1_in_a_room_of_the_system_tab_speaks_of_that_room(
    qtbot: QtBot, desk: Desk, asker: ScriptedAsker
) -> None:
    window = MainWindow(Lanes(), asker)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.work_on(desk, Layouts(desk.actor), page="settings")
    page = window.current
    assert isinstance(page, SettingsPage)
    page.show_room("bin")
    window.help_here()
    manual = window.findChild(HelpWindow)
    assert manual is not None
    assert manual.here == "undo#回收站"
    manual.close()
    window.close()
