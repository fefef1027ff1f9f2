"""A form's file as its zip parts: what isn't changed goes out as it came in, byte for byte."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, Literal

from bureau.errors import UserError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Kind = Literal["xlsx", "docx"]
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
UNPACKED_LIMIT: Final = 400 * 2**20
DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError),
)
TYPES: Final = "[Content_Types].xml"
WORD_TYPE: Final = b"wordprocessingml.document.main+xml"
STRICT: Final = b"http://purl.oclc.org/ooxml/"
OLD: Final = {".xls": "xlsx", ".et": "xlsx", ".doc": "docx", ".wps": "docx"}
"""Endings of old Office and of WPS, and what to save them as instead."""


class Package:
    """The parts of one .xlsx or .docx. A part that was put is written anew, the rest stays."""

    def __init__(self, content: bytes, name: str = "表样") -> None:
        self.name = name
        self._content = content
        self._put: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = archive.infolist()
                self.locked = any(member.flag_bits & 1 for member in members)
                if sum(member.file_size for member in members) > UNPACKED_LIMIT:
                    raise UserError(f"“{name}”解压后太大，内容不正常；请删除多余内容后另存再添加。")
                self._parts = {member.filename: archive.read(member) for member in members}
        except DAMAGE:
            raise damaged(name) from None

    def __contains__(self, part: str) -> bool:
        return part in self._parts and part not in self._dropped

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its parts."""
        return tuple(part for part in self._parts if part not in self._dropped)

    def read(self, part: str) -> bytes:
        """A part as it stands now. Raises UserError for a file that lacks it."""
        if part not in self:
            raise damaged(self.name)
        return self._put.get(part, self._parts[part])

    def xml(self, part: str) -> Element:
        """A part as a tree. Raises UserError."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, huge_tree=True, no_network=True)
        try:
            return etree.fromstring(self.read(part), parser)
        except etree.XMLSyntaxError:
            raise damaged(self.name) from None

    def put(self, part: str, content: bytes) -> None:
        """Other content for a part that is there."""
        if self.read(part) != content:
            self._put[part] = content

    def put_xml(self, part: str, root: Element) -> None:
        """The same from a tree."""
        from lxml import etree

        self.put(
            part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        )

    def drop(self, part: str) -> None:
        """Leaves a part out."""
        self._dropped.add(part)

    def content(self) -> bytes:
        """The whole file; each part keeps its place, its time and its way of packing."""
        if not self._put and not self._dropped:
            return self._content
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._content)) as archive,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
        ):
            for member in archive.infolist():
                if member.filename not in self._dropped:
                    entry = zipfile.ZipInfo(member.filename, member.date_time)
                    entry.compress_type = member.compress_type
                    entry.external_attr = member.external_attr
                    written.writestr(entry, self.read(member.filename))
        return out.getvalue()


def open_form(content: bytes, name: str) -> tuple[Kind, Package]:
    """The kind of a form and its parts. Raises UserError that says what to do with anything else."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if not content:
        raise UserError(f"“{name}”是空文件；请向报送单位重新要一份表样。")
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise protected(name)
        wanted = OLD.get(ending) or ("docx" if b"W\0o\0r\0d\0D\0o\0c\0" in content else "xlsx")
        raise save_as(name, wanted)
    if not content.startswith(b"PK"):
        if ending in OLD:
            raise save_as(name, OLD[ending])
        if ending in (".xlsx", ".docx"):
            raise damaged(name)
        raise UserError(f"“{name}”不是 Excel 或 Word 文件；请选择 .xlsx 或 .docx 格式的表样。")
    package = Package(content, name)
    if package.locked:
        raise protected(name)
    types = package.read(TYPES) if TYPES in package else b""
    if "xl/workbook.xml" in package:
        if b"template" in types.lower():
            raise as_usual(name, "Excel 模板", "xlsx")
        return "xlsx", package
    if "word/document.xml" in package:
        if WORD_TYPE not in types:
            raise as_usual(name, "Word 模板或带宏的文档", "docx")
        if STRICT in package.read("word/document.xml")[:4000]:
            raise as_usual(name, "“Strict Open XML”格式", "docx")
        return "docx", package
    if "xl/workbook.bin" in package:
        raise save_as(name, "xlsx")
    raise UserError(f"“{name}”不是 Excel 或 Word 文件；请选择 .xlsx 或 .docx 格式的表样。")


def save_as(name: str, ending: str) -> UserError:
    """Old formats and those of WPS."""
    return UserError(f"“{name}”是旧格式；请用 WPS 或 Excel 打开，另存为 .{ending} 后再添加。")


def as_usual(name: str, what: str, ending: str) -> UserError:
    """What Word and Excel know beside the usual document."""
    return UserError(f"“{name}”是{what}；请打开后另存为普通的 .{ending} 再添加。")


def protected(name: str) -> UserError:
    """Encrypted with a password."""
    return UserError(f"“{name}”设有打开密码；请打开后取消密码，另存后再添加。")


def damaged(name: str) -> UserError:
    """Cut off or altered."""
    return UserError(f"“{name}”已损坏或没有下载完整；请重新拷贝一份再添加。")
