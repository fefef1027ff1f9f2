"""Pictures of a sheet as photos of its rows: read in the import's own process, kept beside its rows."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Self

from bureau.errors import UserError
from bureau.exchange.matching import Matching
from bureau.exchange.noting import Notes
from bureau.exchange.staging import StagingFile
from bureau.exchange.workbook.marks import Picture
from bureau.files import whole_file
from bureau.ledger.types import Photos
from bureau.storage.photo_lists import listed
from bureau.storage.photos import LARGEST, look_at

AFTER: Final = re.compile("后|完成|结果")


class RowPictures:
    """The pictures of one table by row and field; their files lie beside the staging file."""

    def __init__(
        self,
        pictures: Iterable[Picture],
        matching: Matching,
        staging: StagingFile,
        notes: Notes,
    ) -> None:
        self.staging = staging
        self.notes = notes
        self.title = {field.key: field.title for field in matching.ledger.fields}
        self._archives: dict[Path, zipfile.ZipFile] = {}
        self._open = ExitStack()
        self._kept: dict[tuple[Path, str], str] = {}
        self._left: dict[int, dict[str, list[Picture]]] = {}
        fields = photo_fields(matching)
        for picture in pictures if fields else ():
            if picture.row > matching.header.last:
                key = field_under(picture.column, matching, fields)
                self._left.setdefault(picture.row, {}).setdefault(key, []).append(picture)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._open.close()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._left)

    def of(self, row: int) -> Mapping[str, str]:
        """The stored lists of a row's photos by field; each picture is read once."""
        found: dict[str, str] = {}
        for key, pictures in self._left.pop(row, {}).items():
            hashes = [digest for one in pictures if (digest := self.taken(one))]
            if stored := listed(hashes):
                found[key] = stored
                self.notes.count(f"表格里的图片作为“{self.title[key]}”读入", f"第 {row} 行")
        return found

    def tell_left(self) -> None:
        """Says how many pictures lie on no row of data."""
        count = sum(len(p) for fields in self._left.values() for p in fields.values())
        if count:
            rows = "、".join(map(str, sorted(self._left)[:5]))
            self.notes.say(f"有 {count} 张图片不在数据行上（第 {rows} 行），没有读入")

    def taken(self, picture: Picture) -> str:
        """The content hash of a picture that lies in the staging folder now; "" for what is none."""
        known = (picture.path, picture.member)
        if known not in self._kept:
            self._kept[known] = self.take(picture)
        return self._kept[known]

    def take(self, picture: Picture) -> str:
        """Reads and keeps one picture."""
        archive = self._archives.get(picture.path)
        if archive is None:
            archive = self._open.enter_context(zipfile.ZipFile(picture.path))
            self._archives[picture.path] = archive
        if archive.getinfo(picture.member).file_size > LARGEST:
            self.notes.count("超过 80 MB 的图片没有读入", picture.name)
            return ""
        content = archive.read(picture.member)
        try:
            facts = look_at(content, picture.name)
        except UserError:
            self.notes.count("有的图片打不开（可能是 EMF、WMF 等格式），没有读入", picture.name)
            return ""
        digest = hashlib.sha256(content).hexdigest()
        target = self.staging.photos / f"{digest}{facts['suffix']}"
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(target) as file:
                file.write(content)
        self.staging.add_photo(
            {"hash": digest, "bytes": len(content), "name": picture.name, **facts}
        )
        return digest


def photo_fields(matching: Matching) -> list[str]:
    """The fields of a ledger that hold photos, in its order."""
    return [field.key for field in matching.ledger.fields if isinstance(field.type, Photos)]


def field_under(column: int, matching: Matching, fields: list[str]) -> str:
    """The field whose photo a picture in that column (from 1) is.

    By the column's own meaning, by 后 in its heading, by the nearest column of photos, else the first.
    """
    targets = {one.heading.at + 1: one.target.field for one in matching.columns}
    if targets.get(column) in fields:
        return targets[column]
    heading = next((h for h in matching.header.headings if h.at + 1 == column), None)
    words = "".join((*heading.parents, heading.leaf)) if heading is not None else ""
    if AFTER.search(words) and any(AFTER.search(title_of(matching, key)) for key in fields):
        return next(key for key in fields if AFTER.search(title_of(matching, key)))
    near = [at for at in targets if targets[at] in fields and abs(at - column) == 1]
    if near and heading is None:
        return targets[near[0]]
    taken = Counter(targets.values())
    return next((key for key in fields if not taken[key]), fields[0])


def title_of(matching: Matching, key: str) -> str:
    """What a field is called."""
    return matching.ledger.by_key[key].title
