"""The preview as a person uses it: pages, zoom, thumbnails, bookmarks, search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.papers_made import content
from ui.context import Context
from ui.paper.sheets import Fit
from ui.paper.view import PaperView
from ui.tasks import LaneRunner


@pytest.fixture
def view(qtbot: QtBot, context: Context) -> PaperView:
    """Eight pages at 900 × 700."""
    made = PaperView(context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_pdf(content(8))
    made.show()
    qtbot.waitExposed(made)
    made.sheets.setFocus()
    return made


def commit(box: QWidget, text: str) -> None:
    """Chinese as an input method gives it."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(box, event)


def shown(view: PaperView) -> list[int]:
    """The pages of which anything is seen."""
    return [place.page for place in view.sheets._shown()]


def test_it_opens_on_the_first_page_as_wide_as_the_view(view: PaperView) -> None:
    assert (view.count, view.current) == (8, 0)
    assert view.number.text() == "1"
    assert view.of.text() == "/ 8"
    assert view.zoom.currentText() == "适合宽度"
    page = view.sheets._place_of(0)
    assert page.width == pytest.approx(view.sheets.viewport().width() - 32, abs=1)


def test_what_is_seen_is_the_pdfs_own_page(view: PaperView) -> None:
    page = view.sheets._place_of(0)
    image = view.pictures.picture((0, page.pixels))
    assert image is not None
    assert image.width() == page.pixels
    ink = [
        image.pixelColor(x, y).lightness()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    ]
    assert min(ink) < 60
    assert max(ink) == 255


def test_page_keys_and_number_box_go_through_the_pages(view: PaperView) -> None:
    view.sheets.set_fit(Fit.PAGE)
    for _ in range(2):
        QTest.keyClick(view.sheets, Qt.Key.Key_PageDown)
    assert view.current == 2
    QTest.keyClick(view.sheets, Qt.Key.Key_PageUp)
    assert view.current == 1
    QTest.keyClick(view.sheets, Qt.Key.Key_End)
    assert view.current == 7
    view.number.selectAll()
    QTest.keyClicks(view.number, "4")
    QTest.keyClick(view.number, Qt.Key.Key_Return)
    assert view.current == 3
    assert 3 in shown(view)
    assert view.sheets.accessibleName() == "第 4 页，共 8 页"


def test_a_page_that_is_not_there_is_not_gone_to(view: PaperView) -> None:
    view.number.clear()
    QTest.keyClicks(view.number, "0")
    view.number.editingFinished.emit()
    assert view.number.text() == "1"


def test_zoom_by_keys_box_and_wheel(view: PaperView) -> None:
    QTest.keyClick(view.sheets, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.zoom == 1.0
    assert view.zoom.currentText() == "100%"
    QTest.keyClick(view.sheets, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.zoom == 1.1
    QTest.keyClick(view.sheets, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.sheets, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.zoom == 0.9
    QTest.keyClick(view.sheets, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom.currentText() == "整页"
    whole = view.sheets.zoom
    turn(view, 120)
    assert view.sheets.zoom > whole
    assert view.zoom.currentText() != "整页"


def turn(view: PaperView, angle: int) -> None:
    """The wheel with Ctrl held, in the middle of the pages."""
    where = QPointF(view.sheets.viewport().rect().center())
    event = QWheelEvent(
        where,
        view.sheets.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.sheets.viewport(), event)


def test_zooming_keeps_the_place(view: PaperView) -> None:
    view.sheets.go_to(4, 300)
    view.sheets.set_zoom(2.0, at=0.0)
    bar, place = view.sheets.verticalScrollBar(), view.sheets._place_of(4)
    seen_from = (bar.value() - place.top) / view.sheets._strip.scale
    assert seen_from == pytest.approx(300, abs=15)
    assert view.current == 4


def test_the_zoom_has_limits(view: PaperView) -> None:
    view.sheets.set_zoom(99)
    assert view.sheets.zoom == 4.0
    view.sheets.set_zoom(0.01)
    assert view.sheets.zoom == 0.25


def test_a_thumbnail_and_a_bookmark_lead_to_their_page(view: PaperView) -> None:
    thumbs = view.side.thumbnails
    second = thumbs._on_view(thumbs._place_of(1)).center().toPoint()
    QTest.mouseClick(thumbs.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert view.current == 1
    QTest.keyClick(thumbs, Qt.Key.Key_Down)
    assert view.current == 2
    marks = view.side.bookmarks
    root = marks.topLevelItem(0)
    assert root is not None
    assert [root.child(row).text(0) for row in range(2)] == ["第1节", "第2节"]
    marks.setCurrentItem(root.child(6))
    assert view.current == 6
    assert thumbs.current == 6, "the thumbnails follow"


def test_search_marks_every_place_and_steps_through(view: PaperView) -> None:
    QTest.keyClick(view.sheets, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.finder.isVisible()
    commit(view.finder.box, "占道经营")
    assert view.finder.told.text() == "第 1 处，共 8 处"
    QTest.keyClick(view.finder.box, Qt.Key.Key_Return)
    assert view.finder.told.text() == "第 2 处，共 8 处"
    assert view.current == 1
    QTest.keyClick(view.sheets, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view.sheets, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert view.finder.told.text() == "第 8 处，共 8 处", "from the first back to the last"
    assert view.current == 7
    view.finder.box.clear()
    assert view.finder.told.text() == ""
    commit(view.finder.box, "没有")
    assert view.finder.told.text() == "没有找到"
    QTest.keyClick(view.finder.box, Qt.Key.Key_Escape)
    assert not view.finder.isVisible()
    assert view.sheets._marked == {}


def test_a_word_being_composed_is_not_sought_and_its_keys_do_nothing(view: PaperView) -> None:
    view.begin_search()
    sought: list[str] = []
    view.finder.sought.connect(sought.append)
    box = view.finder.box
    QApplication.sendEvent(box, QInputMethodEvent("zhan", []))
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert view.finder.isVisible()
    assert sought == []
    commit(box, "占道")
    assert sought == ["占道"]
    assert view.finder.told.text() == "第 1 处，共 8 处"


def test_a_character_that_no_font_has_is_named(view: PaperView) -> None:
    view.show_pdf(content(1), ("U+20BB7 𠮷",))
    assert "U+20BB7 𠮷" in view.notice.sentence.text()
    assert view.notice.isVisible()
    view.show_pdf(content(1))
    assert not view.notice.isVisible()


def test_pictures_come_from_the_lane_and_nothing_is_left_when_it_closes(
    qtbot: QtBot, context: Context
) -> None:
    lane = LaneRunner("材料")
    context.papers = lane
    view = PaperView(context)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    with qtbot.waitSignal(view.opened):
        view.show_pdf(content(8))
    qtbot.waitUntil(lambda: view.pictures.picture((0, view.sheets._place_of(0).pixels)) is not None)
    for page in range(8):
        view.sheets.go_to(page)
    held = view.pictures._held
    assert len(held) == 1
    view.close_paper()
    assert view.pictures._asked == {}
    qtbot.waitUntil(lambda: held == [])
    lane.close()


def test_pictures_that_nobody_looks_at_make_room(
    view: PaperView, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = view.pictures.picture((0, view.sheets._place_of(0).pixels))
    assert one is not None
    monkeypatch.setattr("ui.paper.pictures.ROOM", one.sizeInBytes() * 3)
    for page in range(8):
        view.sheets.go_to(page)
    whole = [wish for wish in view.pictures._kept if wish[1] == view.sheets._place_of(0).pixels]
    assert len(whole) <= 4, "as many as are wanted, no more"
    assert view.pictures.picture((7, view.sheets._place_of(7).pixels)) is not None
