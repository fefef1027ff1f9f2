"""Photos: dropped, pasted, ordered, turned, looked at; the originals stay as they are."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bureau.market.ledgers import CASES
from bureau.storage.photo_lists import KeptPhoto, NewPhoto, kept_photos
from bureau.storage.rows import Row, page
from bureau.storage.undo import next_undo, undo
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.ledger.details import DetailsPane
from ui.ledger.form import RecordForm
from ui.ledger.inputs.text import TextInput
from ui.ledger.photos.field import PhotosInput
from ui.ledger.photos.pictures import photos_in, read_picture, turned
from ui.ledger.photos.strip import PhotoStrip
from ui.ledger.photos.viewer import PhotoViewer

EXIF_TIME = 36867


def jpeg(path: Path, colour: str, size: tuple[int, int] = (60, 40), taken: str = "") -> Path:
    """A photo on the disk."""
    exif = Image.Exif()
    if taken:
        exif.get_ifd(34665)[EXIF_TIME] = taken
    Image.new("RGB", size, colour).save(path, exif=exif)
    return path


@pytest.fixture
def record(context: Context) -> int:
    sql = "SELECT id FROM market_cases WHERE number = 'ZZ-2026-0001'"
    return int(context.desk.store.reader().execute(sql).fetchone()["id"])


@pytest.fixture
def pane(qtbot: QtBot, context: Context, record: int) -> DetailsPane:
    shown = DetailsPane(context, CASES)
    qtbot.addWidget(shown)
    shown.resize(360, 700)
    with qtbot.waitActive(shown):
        shown.show()
    shown.show_record(record)
    return shown


def row_of(context: Context, record: int) -> Row:
    """The stored record."""
    desk = context.desk
    return page(desk.store.reader(), CASES, [record], today=desk.today())[0]


def hashes(context: Context, record: int, key: str = "photos_before") -> list[str]:
    """The photos that are stored, in order."""
    return [photo.hash for photo in kept_photos(row_of(context, record)[key])]


def drop(strip: PhotoStrip, *paths: Path) -> None:
    """Drops files on a strip."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    strip.dropEvent(event)


def before(pane: DetailsPane) -> PhotoStrip:
    """The photos before the repair."""
    return pane.view.strips["photos_before"]


# -- adding ----------------------------------------------------------------------------------------


def test_dropped_files_are_one_operation_and_one_undo(
    pane: DetailsPane, context: Context, record: int, tmp_path: Path
) -> None:
    red, blue = jpeg(tmp_path / "微信图片_1.jpg", "red"), jpeg(tmp_path / "b.jpg", "blue")
    drop(before(pane), red, blue)
    assert len(hashes(context, record)) == 2
    assert len(before(pane).tiles) == 2
    desk = context.desk
    newest = next_undo(desk, desk.store.reader())
    assert newest is not None
    assert newest.label == "添加 2 张照片：ZZ-2026-0001 · 占道经营的整改前照片"
    undo(desk, newest.ref)
    assert hashes(context, record) == []
    assert before(pane).tiles == []


def test_a_folder_is_all_its_photos_by_name(
    pane: DetailsPane, context: Context, record: int, tmp_path: Path
) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    jpeg(folder / "2.jpg", "red")
    jpeg(folder / "1.jpg", "blue")
    (folder / "说明.txt").write_text("不是照片", encoding="utf-8")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(folder))])
    assert [photo.name for photo in photos_in(held)] == ["1.jpg", "2.jpg"]
    drop(before(pane), folder)
    assert len(hashes(context, record)) == 2


def test_a_folder_is_chosen_from_the_menu(
    pane: DetailsPane, context: Context, asker: ScriptedAsker, record: int, tmp_path: Path
) -> None:
    empty, full = tmp_path / "空的", tmp_path / "满的"
    for folder in (empty, full):
        folder.mkdir()
    jpeg(full / "1.jpg", "blue")
    said: list[str] = []
    context.news.said.connect(said.append)
    act = next(one for one in before(pane).make_menu().actions() if "文件夹" in one.text())
    asker.files = [empty, None, full]
    for _ in range(3):
        act.trigger()
    assert said[0] == "文件夹“空的”里没有照片。"
    assert len(hashes(context, record)) == 1


def test_a_picture_is_pasted_with_ctrl_v(pane: DetailsPane, context: Context, record: int) -> None:
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("green"))
    QGuiApplication.clipboard().setImage(picture)
    strip = before(pane)
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(hashes(context, record)) == 1
    QGuiApplication.clipboard().clear()
    said: list[str] = []
    context.news.said.connect(said.append)
    QTest.keyClick(strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "剪贴板里没有图片" in said[-1]


def test_an_empty_strip_asks_for_files_when_it_is_clicked(
    pane: DetailsPane, context: Context, asker: ScriptedAsker, record: int, tmp_path: Path
) -> None:
    asker.files = [jpeg(tmp_path / "a.jpg", "red")]
    QTest.mouseClick(before(pane), Qt.MouseButton.LeftButton)
    assert len(hashes(context, record)) == 1


def test_what_is_no_photo_is_refused_whole(
    pane: DetailsPane, context: Context, record: int, tmp_path: Path
) -> None:
    good, bad = jpeg(tmp_path / "a.jpg", "red"), tmp_path / "坏的.jpg"
    bad.write_bytes(b"no picture")
    drop(before(pane), good, bad)
    assert hashes(context, record) == []
    assert "坏的.jpg" in pane.view.notice.sentence.text()
    assert before(pane).tiles == []


def test_the_time_of_the_camera_stands_below_the_photo(pane: DetailsPane, tmp_path: Path) -> None:
    drop(before(pane), jpeg(tmp_path / "a.jpg", "red", taken="2026:10:07 16:02:00"))
    (tile,) = before(pane).tiles
    assert tile.taken_at == "2026-10-07 16:02"
    assert tile.caption == "10-07 16:02"


def test_a_name_from_wechat_hints_at_the_time(pane: DetailsPane, tmp_path: Path) -> None:
    drop(before(pane), jpeg(tmp_path / "mmexport1791423000000.jpg", "red"))
    (tile,) = before(pane).tiles
    assert tile.taken_at == ""
    assert tile.caption == "约 10-08 09:30"
    assert tile.sentence == "没有拍摄时间，文件名里是 2026-10-08 09:30"


# -- order, turning, taking away -------------------------------------------------------------------


@pytest.fixture
def three(pane: DetailsPane, context: Context, record: int, tmp_path: Path) -> list[str]:
    """Three photos before the repair."""
    drop(before(pane), *(jpeg(tmp_path / f"{c}.jpg", c) for c in ("red", "green", "blue")))
    return hashes(context, record)


def test_keys_change_the_order(
    pane: DetailsPane, context: Context, record: int, three: list[str]
) -> None:
    strip = before(pane)
    strip.setFocus()
    strip.look_at(0)
    QTest.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert hashes(context, record) == [three[1], three[0], three[2]]
    assert strip.current == 1


def test_dragging_changes_the_order(
    pane: DetailsPane, context: Context, record: int, three: list[str]
) -> None:
    strip = before(pane)
    QApplication.processEvents()
    start, end = (strip.mini_rect(place).center() for place in (2, 0))
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(strip, end)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert hashes(context, record) == [three[2], three[0], three[1]]


def test_turning_leaves_the_original_alone(
    pane: DetailsPane, context: Context, record: int, three: list[str]
) -> None:
    strip = before(pane)
    strip.setFocus()
    strip.look_at(0)
    path = strip.tiles[0].path
    assert path is not None
    content = path.read_bytes()
    QTest.keyClick(strip, Qt.Key.Key_R)
    QTest.keyClick(strip, Qt.Key.Key_R)
    QTest.keyClick(strip, Qt.Key.Key_R)
    assert kept_photos(row_of(context, record)["photos_before"])[0] == KeptPhoto(three[0], 270)
    assert strip.tiles[0].picture.size().toTuple() == (40, 60)
    assert path.read_bytes() == content
    QTest.keyClick(strip, Qt.Key.Key_R)
    assert hashes(context, record) == three


def test_a_photo_is_taken_away_after_asking(
    pane: DetailsPane, context: Context, asker: ScriptedAsker, record: int, three: list[str]
) -> None:
    strip = before(pane)
    strip.setFocus()
    strip.look_at(1)
    asker.confirmed = [False, True]
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert hashes(context, record) == three
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert hashes(context, record) == [three[0], three[2]]


@pytest.mark.usefixtures("three")
def test_a_photo_that_is_gone_from_the_disk_still_has_its_thumbnail(
    pane: DetailsPane, record: int
) -> None:
    tile = before(pane).tiles[0]
    assert tile.path is not None
    tile.path.unlink()
    pane.show_record(record)
    assert not before(pane).tiles[0].picture.isNull()
    pane.open_photos("photos_before", 0)


# -- the full view ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
def test_before_and_after_stand_side_by_side(pane: DetailsPane, tmp_path: Path) -> None:
    drop(pane.view.strips["photos_after"], jpeg(tmp_path / "after.jpg", "white"))
    strip = before(pane)
    strip.setFocus()
    strip.look_at(0)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    viewer = pane._viewer
    assert viewer is not None
    assert viewer.comparing
    assert [view.isVisible() for view in viewer.views] == [True, True]
    QTest.keyClick(viewer, Qt.Key.Key_C)
    assert [view.isVisible() for view in viewer.views] == [True, False]
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.status.toolTip() == "整改前照片 2/3"
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.status.toolTip() == "整改后照片 1/1"
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


@pytest.mark.usefixtures("three")
def test_zooming_by_keys_stays_between_whole_and_sixteenfold(pane: DetailsPane) -> None:
    pane.open_photos("photos_before", 0)
    viewer = pane._viewer
    assert viewer is not None
    view = viewer.views[0]
    QTest.keyClick(viewer, Qt.Key.Key_Minus)
    assert view.zoom == 1
    QTest.keyClick(viewer, Qt.Key.Key_Plus)
    assert view.zoom == 1.25
    for _ in range(30):
        QTest.keyClick(viewer, Qt.Key.Key_Plus)
    assert view.zoom == 16
    QTest.keyClick(viewer, Qt.Key.Key_0)
    assert view.zoom == 1


def test_turning_in_the_full_view_is_kept(
    pane: DetailsPane, context: Context, record: int, three: list[str]
) -> None:
    pane.open_photos("photos_before", 2)
    viewer = pane._viewer
    assert viewer is not None
    QTest.keyClick(viewer, Qt.Key.Key_R)
    assert kept_photos(row_of(context, record)["photos_before"])[2] == KeptPhoto(three[2], 90)
    assert viewer.views[0].picture.size().toTuple() == (40, 60)


# -- pictures --------------------------------------------------------------------------------------


def test_large_pictures_are_read_small(tmp_path: Path) -> None:
    from PySide6.QtCore import QSize

    path = jpeg(tmp_path / "gross.jpg", "red", (800, 400))
    assert read_picture(path, QSize(200, 200)).size().toTuple() == (200, 100)
    content = io.BytesIO(path.read_bytes()).getvalue()
    assert read_picture(content, QSize(1000, 1000)).size().toTuple() == (800, 400)


def test_a_quarter_turn_is_to_the_right() -> None:
    picture = QImage(2, 1, QImage.Format.Format_RGB32)
    picture.setPixelColor(0, 0, QColor("red"))
    picture.setPixelColor(1, 0, QColor("blue"))
    upright = turned(picture, 90)
    assert upright.size().toTuple() == (1, 2)
    assert upright.pixelColor(QPoint(0, 0)) == QColor("red")


def test_photos_of_a_new_record_are_saved_with_it(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    pane = DetailsPane(context, CASES)
    qtbot.addWidget(pane)
    pane.show()
    saved: list[object] = []
    pane.record_saved.connect(saved.append)
    pane.new_record({"found_on": "2026-10-08", "address": "人民路5号", "category": 1050})
    field = pane.form.rows["photos_before"].input
    strip = field.findChild(PhotoStrip)
    assert isinstance(strip, PhotoStrip)
    strip.add([NewPhoto(jpeg(tmp_path / "a.jpg", "red"), "a.jpg")])
    pane.form.save()
    (record,) = saved
    assert isinstance(record, int)
    assert len(hashes(context, record)) == 1


def test_photos_of_a_new_record_are_turned_and_looked_at_before_it_is_saved(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    pane = DetailsPane(context, CASES)
    qtbot.addWidget(pane)
    with qtbot.waitActive(pane):
        pane.show()
    saved: list[object] = []
    pane.record_saved.connect(saved.append)
    pane.new_record({"found_on": "2026-10-08", "address": "人民路5号", "category": 1050})
    field = pane.form.rows["photos_before"].input
    strip = field.findChild(PhotoStrip)
    assert isinstance(strip, PhotoStrip)
    red = jpeg(tmp_path / "a.jpg", "red", taken="2026:10:07 16:02:00")
    drop(strip, red)
    assert strip.tiles[0].caption == "10-07 16:02"
    QTest.keyClick(strip, Qt.Key.Key_R)
    assert strip.tiles[0].picture.size().toTuple() == (40, 60)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    viewer = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PhotoViewer))
    assert viewer.isVisible()
    assert viewer.views[0].picture.size().toTuple() == (40, 60)
    QTest.keyClick(viewer, Qt.Key.Key_R)
    assert viewer.views[0].picture.size().toTuple() == (60, 40)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    pane.form.save()
    (record,) = saved
    assert isinstance(record, int)
    (kept,) = kept_photos(row_of(context, record)["photos_before"])
    assert kept.turn == 180


def test_a_screenshot_pasted_into_a_box_of_the_form_is_a_photo(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    pane = DetailsPane(context, CASES)
    qtbot.addWidget(pane)
    with qtbot.waitActive(pane):
        pane.show()
    said: list[str] = []
    context.news.said.connect(said.append)
    pane.new_record({"found_on": "2026-10-08", "category": 1050})
    address = pane.form.rows["address"].input
    assert isinstance(address, TextInput)
    address.line.setFocus()
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(address.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (box, _after) = pane.form.photo_boxes()
    assert len(box.photos) == 1
    assert address.line.text() == ""
    assert said == ["1 张照片放进了“整改前照片”"]
    QGuiApplication.clipboard().setText("人民路5号")
    QTest.keyClick(address.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert address.line.text() == "人民路5号"
    assert len(box.photos) == 1
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(jpeg(tmp_path / "a.jpg", "blue")))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.form.dropEvent(event)
    assert len(box.photos) == 2
    pane.form.save()
    assert pane.record is not None
    assert len(hashes(context, pane.record)) == 2


def test_photos_of_a_form_come_back_with_its_draft(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    first, again = RecordForm(context, CASES), RecordForm(context, CASES)
    for form in (first, again):
        qtbot.addWidget(form)
    first.start_new()
    with qtbot.waitActive(first):
        first.show()
    photos = [jpeg(tmp_path / f"{name}.jpg", name) for name in ("red", "blue")]
    (box, _after) = first.photo_boxes()
    box.strip.add([NewPhoto(photo, photo.name) for photo in photos])
    box.strip.look_at(0)
    box.strip.turn()
    first.keep_draft()  # and then the program is gone
    photos[1].unlink()
    again.start_new()
    found = again.rows["photos_before"].input
    assert isinstance(found, PhotosInput)
    assert found.photos == [NewPhoto(photos[0], "red.jpg", 90)]
    assert "已经找回" in again.notice.sentence.text()
