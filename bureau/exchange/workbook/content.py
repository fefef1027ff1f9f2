"""What a file is, by its content and never by its extension; what can't be read is named."""

from __future__ import annotations

import errno
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Final

from bureau.errors import BureauError, EnvironmentFault, UserError

LOCK_MARKS = ("~$", ".~")
"""What Excel and WPS begin the name of a file with that they keep beside an open one."""
HEAD_BYTES: Final = 8192
# Unpacked size of everything in the file: a sheet of a million rows and twenty columns needs one.
UNPACKED_LIMIT: Final = 2 * 1024**3
TEXT_LIMIT: Final = 512 * 1024**2

OLE_MAGIC: Final = bytes.fromhex("d0cf11e0a1b11ae1")
BOF: Final = b"\x09\x08\x10\x00"
FILE_PASS: Final = 0x2F
DIMENSIONS: Final = 0x200
LEADING_RECORDS: Final = 60
LONGEST_RECORD: Final = 8224
FOREIGN_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"RIFF", "图片或视频"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3\0", "数据库"),
    (b"{\\rtf", "Word 文档"),
)
# The old formats before 1995 are no OLE containers; their first record says so.
ANCIENT_MAGIC: Final = (
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
# What the zip module raises on archives that were cut off or altered.
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
WEB_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style)\b", re.I)
SAVE_AS_XLSX: Final = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"


class Content(Enum):
    """The families of spreadsheets this program reads."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"
    WORD = "word"
    WEB = "web"
    XML = "xml"


def recognise(path: Path) -> Content:
    """The family of the file at `path`; UserError for whatever is no spreadsheet."""
    head = read_head(path)
    if not head:
        raise UserError(f"“{path.name}”是空文件（0 字节），请重新导出或另选一个文件。")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return recognise_zip(path)
    if head.startswith(OLE_MAGIC):
        return recognise_ole(path)
    for magic, kind in FOREIGN_MAGIC:
        if head.startswith(magic) and not (magic == b"BM" and is_text(head)):
            raise not_a_spreadsheet(path, f"是{kind}")
    if head.startswith(ANCIENT_MAGIC):
        raise UserError(f"“{path.name}”是很旧的 Excel 格式，{SAVE_AS_XLSX}。")
    markup = markup_of(path, head)
    if markup is not None:
        return markup
    if not is_text(head):
        raise not_a_spreadsheet(path, "的内容无法识别")
    if path.stat().st_size > TEXT_LIMIT:
        raise UserError(f"“{path.name}”超过 512 MB，请拆成几个文件分别导入。")
    return Content.TEXT


def read_head(path: Path) -> bytes:
    """The first bytes; a missing, forbidden or unreadable file is told in one sentence."""
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}”是一个文件夹，请选择其中的表格文件。")
        if path.name.startswith(LOCK_MARKS):
            raise UserError(
                f"“{path.name}”是表格打开时的临时文件，不是表格本身；请选择同名但开头没有“{path.name[:2]}”的文件。"
            )
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise UserError(f"找不到文件“{path}”，请检查文件名，或确认 U 盘是否已插好。") from None
    except PermissionError:
        raise EnvironmentFault(
            f"没有权限读取“{path.name}”，或者它正被其他程序占用；请关闭占用它的程序，"
            "或把文件复制到桌面后再试。"
        ) from None
    except OSError as fault:
        raise unreadable(path, fault) from fault


def unreadable(path: Path, fault: OSError) -> BureauError:
    """The disk or the network failed while reading; a place that can't exist means damage."""
    if fault.errno == errno.EINVAL:
        return damaged(path)
    return EnvironmentFault(
        f"读取“{path.name}”时出错（{fault.strerror or fault}），请检查磁盘、U 盘或网络后再试。"
    )


def damaged(path: Path) -> UserError:
    """The family is right, the rest isn't."""
    return UserError(
        f"“{path.name}”已损坏或没有下载完整，请重新拷贝一份；若能用 Excel 或 WPS 打开，"
        "另存为 .xlsx 后再导入。"
    )


def protected(path: Path) -> UserError:
    """Encrypted with a password."""
    return UserError(f"“{path.name}”设有打开密码，请用 Excel 或 WPS 打开，取消密码并另存后再导入。")


def not_a_spreadsheet(path: Path, what: str) -> UserError:
    """Something else, whatever its name says."""
    return UserError(
        f"“{path.name}”{what}，不是表格文件；请选择 .xlsx、.xls、.ods、.csv 或 .docx 格式的台账。"
    )


def recognise_zip(path: Path) -> Content:
    """Tell a spreadsheet from the other things that are zip archives."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            unpacked = sum(member.file_size for member in archive.infolist())
            mimetype = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
            manifest = b""
            if mimetype and "META-INF/manifest.xml" in archive.namelist():
                manifest = archive.read("META-INF/manifest.xml")
            locked = any(member.flag_bits & 1 for member in archive.infolist())
    except DAMAGE:
        raise damaged(path) from None
    except OSError as fault:
        raise unreadable(path, fault) from fault
    if unpacked > UNPACKED_LIMIT:
        raise UserError(
            f"“{path.name}”解压后超过 2 GB，内容不正常，没有读取；"
            "请删除多余的空行、空列和图片，另存后再导入。"
        )
    content = spreadsheet_in_zip(path, names, mimetype)
    if locked or b"encryption-data" in manifest:
        raise protected(path)
    return content


def spreadsheet_in_zip(path: Path, names: set[str], mimetype: bytes) -> Content:
    """The family by the members of the archive."""
    if b"opendocument.spreadsheet" in mimetype:
        return Content.ODS
    if "xl/workbook.bin" in names:
        return Content.XLSB
    if any(name.startswith("xl/") for name in names):
        return Content.XLSX
    if "word/document.xml" in names:
        return Content.WORD
    if b"opendocument.text" in mimetype:
        raise not_a_spreadsheet(path, "是文字文档")
    if any(name.startswith("ppt/") for name in names) or b"presentation" in mimetype:
        raise not_a_spreadsheet(path, "是演示文稿")
    if "ofd.xml" in names:
        raise not_a_spreadsheet(path, "是 OFD 文件")
    raise not_a_spreadsheet(path, "是压缩包，请先解压")


def recognise_ole(path: Path) -> Content:
    """Tell .xls and .et from .doc, .ppt and encrypted .xlsx by the names in the OLE directory."""
    try:
        container = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from fault
    if holds_stream(container, "EncryptedPackage"):
        raise protected(path)
    if holds_stream(container, "Workbook") or holds_stream(container, "Book"):
        check_records(path, container)
        return Content.XLS
    if holds_stream(container, "WordDocument"):
        raise UserError(
            f"“{path.name}”是旧的 Word 文档；请用 Word 或 WPS 打开，另存为 .docx 后再导入其中的表格。"
        )
    if holds_stream(container, "PowerPoint Document"):
        raise not_a_spreadsheet(path, "是演示文稿")
    directory_sector = int.from_bytes(container[48:52], "little")
    if (directory_sector + 1) * 512 >= len(container):
        raise damaged(path)
    raise not_a_spreadsheet(path, "的内容无法识别")


def holds_stream(container: bytes, name: str) -> bool:
    """Whether the OLE directory lists a stream of that name; entries lie at multiples of 128."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    found = container.find(wanted)
    while found >= 0:
        length_at = found + 64
        stated = int.from_bytes(container[length_at : length_at + 2], "little")
        if found % 128 == 0 and stated == len(wanted):
            return True
        found = container.find(wanted, found + 2)
    return False


def check_records(path: Path, container: bytes) -> None:
    """Look at the first records of every substream of an .xls: password, stated extent.

    A password shows in a FilePass record at the beginning. An extent beyond what the format can
    hold means damage, and the reader would ask for memory for all of it.
    """
    start = container.find(BOF)
    while start >= 0:
        for kind, body in leading_records(container, start):
            if kind == FILE_PASS:
                raise protected(path)
            if kind == DIMENSIONS and len(body) == 14:
                top, bottom, left, right = struct.unpack("<LLHH", body[:12])
                if not (top <= bottom <= 65_536 and left <= right <= 256):
                    raise damaged(path)
                break
        start = container.find(BOF, start + 1)


def leading_records(container: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The first records of a substream, as far as they lie together."""
    for _ in range(LEADING_RECORDS):
        kind, length = struct.unpack("<HH", container[start : start + 4].ljust(4, b"\0"))
        if not kind or length > LONGEST_RECORD:
            return
        yield kind, container[start + 4 : start + 4 + length]
        start += 4 + length


def markup_of(path: Path, head: bytes) -> Content | None:
    """Web pages and XML that call themselves .xls, as Excel opens them; None for plain text."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"mime-version:"):
        return Content.WEB
    if not start.startswith(b"<"):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return Content.XML
    if WEB_PAGE.search(start):
        return Content.WEB
    if start.startswith(b"<?xml"):
        raise not_a_spreadsheet(path, "是 XML 文件")
    return None


def is_text(head: bytes) -> bool:
    """No control characters but tab, line ends and the end-of-file mark; or UTF-16 by its BOM."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f]", head)
