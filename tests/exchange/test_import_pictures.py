"""Pictures of spreadsheets and Word tables arrive as the photos of their rows."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from bureau.desk import Desk
from bureau.exchange.waiting import waiting
from bureau.office import BY_NAME
from bureau.storage import rows
from tests.exchange.ledger_sheets import parsed, staged, taken

HEADER = ["日期", "镇街", "地点", "问题类别", "整改前", "整改后图片"]
CASES = BY_NAME["market-cases"]


def picture(colour: str) -> bytes:
    """A small photo of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(made, "PNG")
    return made.getvalue()


def floating(path: Path, *, bad_row: bool = False) -> Path:
    """Two cases; the first with a picture in each of its columns, the second with one of them."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["2026年10月市容整治台账"])
    sheet.append(HEADER)
    sheet.append(["10月8日", "城关镇", "人民路1号", "占道经营"])
    sheet.append(["2026.13.45" if bad_row else "10月9日", "城关镇", "人民路2号", "占道经营"])
    for place, colour in (("E3", "red"), ("F3", "green"), ("E4", "red")):
        sheet.add_image(SheetImage(io.BytesIO(picture(colour))), place)
    book.save(path)
    return path


def in_cells_of_wps(path: Path) -> Path:
    """A case whose picture is in its cell as WPS keeps it: a formula and xl/cellimages.xml."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["2026年10月市容整治台账"])
    sheet.append(HEADER)
    sheet.append(["10月8日", "城关镇", "人民路1号", "占道经营", "MARK"])
    plain = io.BytesIO()
    book.save(plain)
    wanted = "=DISPIMG(&quot;ID_0A1B&quot;,1)"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            if member == "xl/worksheets/sheet1.xml":
                formula = wanted[1:].encode()
                content = re.sub(
                    rb'<c r="E3" [^>]*>.*?</c>',
                    b'<c r="E3" t="str"><f>_xlfn.' + formula + b"</f><v>=" + formula + b"</v></c>",
                    content,
                )
            target.writestr(member, content)
        target.writestr(
            "xl/cellimages.xml",
            '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
            ' xmlns:xdr="urn:x" xmlns:a="urn:a" xmlns:r="urn:r"><etc:cellImage><xdr:pic>'
            '<xdr:nvPicPr><xdr:cNvPr id="2" name="ID_0A1B"/></xdr:nvPicPr>'
            '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage>'
            "</etc:cellImages>",
        )
        target.writestr(
            "xl/_rels/cellimages.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="x/image" Target="media/image1.png"/></Relationships>',
        )
        target.writestr("xl/media/image1.png", picture("blue"))
    return path


def photos(desk: Desk) -> dict[str, tuple[int, int]]:
    """How many photos each case has before and after."""
    with desk.store.snapshot() as conn:
        found = rows.page(
            conn, CASES, sorted(rows.ids(conn, CASES, today=desk.today())), today=desk.today()
        )
    return {
        str(row["address"]): (
            len(json.loads(str(row["photos_before"] or "[]"))),
            len(json.loads(str(row["photos_after"] or "[]"))),
        )
        for row in found
    }


def test_pictures_over_cells(desk: Desk, tmp_path: Path) -> None:
    file = floating(tmp_path / "台账.xlsx")
    taken(desk, "market-cases", file)
    assert photos(desk) == {"人民路1号": (1, 1), "人民路2号": (1, 0)}
    # The same picture twice is one original; all lie in the data folder, none in staging.
    originals = [path for path in desk.store.folder.photos.rglob("*") if path.is_file()]
    assert len(originals) == 2
    assert list(desk.store.folder.staging.iterdir()) == []
    again = parsed(desk, "market-cases", file)
    assert (again.accepted, again.unchanged, again.changed) == (0, 2, 0)


def test_pictures_in_cells_of_wps(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", in_cells_of_wps(tmp_path / "台账.xlsx"))
    assert photos(desk) == {"人民路1号": (1, 0)}


def test_pictures_in_a_word_table(desk: Desk, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("2026年10月市容整治台账")
    table = document.add_table(rows=2, cols=len(HEADER))
    for at, word in enumerate(HEADER):
        table.cell(0, at).text = word
    for at, text in enumerate(("10月8日", "城关镇", "人民路1号", "占道经营")):
        table.cell(1, at).text = text
    run = table.cell(1, 5).paragraphs[0].add_run()
    run.add_picture(io.BytesIO(picture("red")))
    path = tmp_path / "台账.docx"
    document.save(str(path))
    taken(desk, "market-cases", path)
    assert photos(desk) == {"人民路1号": (0, 1)}


def test_an_import_given_up_leaves_no_photo(desk: Desk, tmp_path: Path) -> None:
    with staged(desk, "market-cases", floating(tmp_path / "台账.xlsx")) as found:
        assert any(path.suffix == ".photos" for path in desk.store.folder.staging.iterdir())
        assert any("图片" in sentence for sentence in found.parsed.inferred)
    assert list(desk.store.folder.staging.iterdir()) == []
    assert not [path for path in desk.store.folder.photos.rglob("*") if path.is_file()]


def test_a_row_that_waits_keeps_its_pictures(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", floating(tmp_path / "台账.xlsx", bad_row=True), skip=True)
    (row,) = waiting(desk, "market-cases")
    assert len(json.loads(str(row.cells["整改前"]))) == 1


def test_photos_that_a_record_has_besides_stay(desk: Desk, tmp_path: Path) -> None:
    file = floating(tmp_path / "台账.xlsx")
    taken(desk, "market-cases", file)
    with desk.store.snapshot() as conn:
        ids = sorted(rows.ids(conn, CASES, today=desk.today()))
        first = rows.page(conn, CASES, ids[:1], today=desk.today())[0]
    more = json.dumps(["f" * 64, *json.loads(str(first["photos_before"]))])
    with desk.store.operation(desk, "加一张") as op:
        op.update("market-cases", ids[0], {"photos_before": more})
    assert parsed(desk, "market-cases", file).changed == 0


def test_a_picture_that_is_none_is_told(desk: Desk, tmp_path: Path) -> None:
    good, bad = floating(tmp_path / "a.xlsx"), tmp_path / "台账.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for member in source.namelist():
            content = b"no picture" if "/media/" in member else source.read(member)
            target.writestr(member, content)
    found = parsed(desk, "market-cases", bad)
    assert found.accepted == 2
    assert any("打不开" in sentence for sentence in found.inferred)


@pytest.mark.parametrize("place", ["E1", "H30"])
def test_a_picture_beside_the_rows_is_told_or_left(desk: Desk, tmp_path: Path, place: str) -> None:
    book = openpyxl.load_workbook(floating(tmp_path / "a.xlsx"))
    sheet = book.worksheets[0]
    sheet.add_image(SheetImage(io.BytesIO(picture("black"))), place)
    book.save(tmp_path / "台账.xlsx")
    found = parsed(desk, "market-cases", tmp_path / "台账.xlsx")
    told = any("不在数据行上" in sentence for sentence in found.inferred)
    assert told is (place == "H30")
