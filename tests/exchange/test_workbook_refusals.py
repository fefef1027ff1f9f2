"""Every file that can't be read is refused in one Chinese sentence that says what to do."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import xlwt

from bureau.errors import BureauError, EnvironmentFault, UserError
from bureau.exchange.workbook import content, open_workbook
from tests.exchange.office_files import locked_xls, ole_file, zip_file


def read_all(path: Path) -> None:
    """Read every row of every sheet."""
    for sheet in open_workbook(path).sheets:
        list(sheet.rows())


def refusal(path: Path) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(BureauError) as refused:
        read_all(path)
    sentence = refused.value.sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


def small_xlsx(path: Path) -> Path:
    """A good workbook."""
    workbook = openpyxl.Workbook()
    for row in range(200):
        workbook.active.append([row, f"人民路{row}号"])
    workbook.save(path)
    return path


def test_missing_file(tmp_path: Path) -> None:
    assert "找不到文件" in refusal(tmp_path / "没有.xlsx")


def test_folder(tmp_path: Path) -> None:
    assert "是一个文件夹" in refusal(tmp_path)


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    assert "空文件" in refusal(tmp_path / "a.xlsx")


@pytest.mark.parametrize("name", ["~$台账.xlsx", ".~台账.xlsx"])
def test_what_an_open_spreadsheet_leaves_beside_itself(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x05wang".ljust(165))
    assert "表格打开时的临时文件" in refusal(tmp_path / name)


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_xlsx(tmp_path / "a.xlsx")

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(EnvironmentFault, match="没有权限读取"):
        open_workbook(path)


@pytest.mark.parametrize(
    ("start", "named"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "图片"),
        (b"BM\x36\0\0\0\0\0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"MZ\x90\0\x03", "程序"),
        (b"\0\x01\x02\x03\x04", "内容无法识别"),
        (b"<?xml version='1.0'?><note/>", "XML"),
    ],
)
def test_something_else_named_xlsx(tmp_path: Path, start: bytes, named: str) -> None:
    (tmp_path / "照片.xlsx").write_bytes(start + b"x" * 100)
    sentence = refusal(tmp_path / "照片.xlsx")
    assert named in sentence
    assert "不是表格文件" in sentence


def test_text_that_begins_like_a_bitmap_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("BM编号,数量\n1,2\n", encoding="utf-8")
    assert len(list(open_workbook(tmp_path / "a.csv").sheets[0].rows())) == 2


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"word__document_dot_xml": "<a/>"}, "没有表格"),
        ({"ppt__presentation_dot_xml": "<a/>"}, "演示文稿"),
        ({"照片_dot_jpg": "x"}, "压缩包，请先解压"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "文字文档"),
        ({"OFD_dot_xml": "<a/>"}, "OFD"),
    ],
)
def test_zip_of_something_else(tmp_path: Path, members: dict[str, str], named: str) -> None:
    assert named in refusal(zip_file(tmp_path / "a.xlsx", **members))


def test_web_page_without_a_table(tmp_path: Path) -> None:
    page = "\r\n<html xmlns:x='urn:x'><body><p>登录超时，请重新登录</p></body></html>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8-sig")
    assert "里面没有表格" in refusal(tmp_path / "a.xls")


def test_xml_spreadsheet_without_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        encoding="utf-8",
    )
    assert "没有任何内容" in refusal(tmp_path / "a.xls")


def test_encrypted_xlsx(tmp_path: Path) -> None:
    path = ole_file(tmp_path / "a.xlsx", "EncryptionInfo", "EncryptedPackage")
    assert "取消密码" in refusal(path)


def test_xls_with_password(tmp_path: Path) -> None:
    assert "取消密码" in refusal(locked_xls(tmp_path / "a.xls"))


@pytest.mark.parametrize(("top", "bottom"), [(0, 1 << 31), (1 << 30, 1)])
def test_xls_that_states_an_impossible_extent(tmp_path: Path, top: int, bottom: int) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.add_sheet("台账").write(0, 0, "序号")
    workbook.save(str(tmp_path / "a.xls"))
    stated = struct.pack("<HHLLHHH", 0x200, 14, 0, 1, 0, 1, 0)
    whole = (tmp_path / "a.xls").read_bytes()
    assert whole.count(stated) == 1
    broken = struct.pack("<HHLLHHH", 0x200, 14, top, bottom, 0, 1, 0)
    (tmp_path / "a.xls").write_bytes(whole.replace(stated, broken))
    assert "已损坏" in refusal(tmp_path / "a.xls")


def test_encrypted_ods(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
        archive.writestr("content.xml", b"\x01\x02")
    assert "取消密码" in refusal(path)


def test_old_word_document(tmp_path: Path) -> None:
    assert "Word 文档" in refusal(ole_file(tmp_path / "a.xls", "1Table", "WordDocument"))


def test_name_inside_a_stream_is_no_stream(tmp_path: Path) -> None:
    path = ole_file(tmp_path / "a.xls", "WordDocument")
    name = "Workbook\0".encode("utf-16-le")
    lookalike = b"\0" * 70 + name.ljust(64, b"\0") + len(name).to_bytes(2, "little")
    path.write_bytes(path.read_bytes() + lookalike)
    assert "Word 文档" in refusal(path)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_half_downloaded_xlsx(tmp_path: Path, kept: float) -> None:
    path = small_xlsx(tmp_path / "a.xlsx")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert "已损坏或没有下载完整" in refusal(path)


def test_every_flipped_byte_is_read_or_refused(tmp_path: Path) -> None:
    path = small_xlsx(tmp_path / "a.xlsx")
    whole = path.read_bytes()
    for position in range(0, len(whole), 37):
        altered = bytearray(whole)
        altered[position] ^= 0x41
        path.write_bytes(altered)
        # Anything but a sentence for the clerk would fail this test.
        with suppress(UserError, EnvironmentFault):
            read_all(path)


def test_workbook_without_content(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("二")
    workbook.save(tmp_path / "a.xlsx")
    assert "没有任何内容" in refusal(tmp_path / "a.xlsx")


def test_blank_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n,,\n\n", encoding="utf-8")
    assert "没有任何内容" in refusal(tmp_path / "a.csv")


def test_archive_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "UNPACKED_LIMIT", 10_000)
    sentence = refusal(zip_file(tmp_path / "a.xlsx", xl__workbook_dot_xml="0" * 10_001))
    assert "解压后超过 2 GB" in sentence


def test_text_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "TEXT_LIMIT", 10)
    (tmp_path / "a.csv").write_text("序号,路段\n1,人民路\n", encoding="utf-8")
    assert "拆成几个文件" in refusal(tmp_path / "a.csv")
