"""Which face prints which part of a paper on this PC, and which characters no face has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.reports.bundled import FANG, FOLDER, KAI, SANS, SANS_BOLD, SERIF_BOLD
from bureau.reports.render.faces import OFFICIAL, Faces, Role

ROLE_TITLES: dict[Role, str] = {
    "title": "大标题",
    "heading": "一级标题",
    "kai": "二级标题",
    "body": "正文",
    "song": "页码",
    "sans": "表格和图",
    "sans-bold": "表头",
}
BUNDLED_TITLES = {
    SANS: "思源黑体",
    SANS_BOLD: "思源黑体 粗",
    SERIF_BOLD: "思源宋体 粗",
    FANG: "Fandol 仿宋",
    KAI: "Fandol 楷体",
}


@dataclass(frozen=True, slots=True)
class FaceUse:
    """One part of a paper: the face official papers call for, and the one that is used.

    `official` says that they are the same, or that none is called for.
    """

    part: str
    wanted: str
    used: str
    file: str
    official: bool

    @property
    def sentence(self) -> str:
        """What the clerk reads beside it."""
        if not self.wanted:
            return "程序自带"
        if self.official:
            return "本机已装公文字体"
        return f"本机没有{self.wanted}，用程序自带的代替"


def faces_in_use(faces: Faces) -> list[FaceUse]:
    """Every part of a paper with its face."""
    found = []
    for role, part in ROLE_TITLES.items():
        face = faces.family(role).main
        bundled = face.path.parent == FOLDER
        wanted = OFFICIAL.get(role, ("",))[0]
        chinese = sorted(name for name in face.names if not name.isascii())
        used = BUNDLED_TITLES.get(face.path.name) or (chinese[0] if chinese else face.name)
        found.append(FaceUse(part, wanted, used, face.path.name, not bundled or not wanted))
    return found


def missing_characters(faces: Faces, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Characters that no face has, each with the first text it stands in."""
    seen: set[str] = set()
    found: dict[str, str] = {}
    for text in texts:
        if seen.issuperset(text):
            continue
        seen.update(text)
        missing: set[str] = set()
        faces.readable(text, missing)
        for character in missing:
            found.setdefault(character, text)
    return sorted(found.items())
