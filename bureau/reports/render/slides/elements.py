"""What slides are made of: areas in points, faces for Chinese, colours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.text.text import Font
from pptx.util import Length, Pt

FACE: Final = "微软雅黑"
"""Every Windows and WPS has it; what hasn't takes its own."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """The same as PowerPoint counts."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    def upper(self, height: float) -> Area:
        """Its upper part."""
        return replace(self, height=min(height, self.height))

    def below(self, height: float) -> Area:
        """What is left under that."""
        return replace(self, top=self.top + height, height=max(self.height - height, 0))

    def columns(self, count: int, between: float) -> list[Area]:
        """So many areas of equal width beside each other."""
        width = (self.width - between * (count - 1)) / count
        return [
            replace(self, left=self.left + at * (width + between), width=width)
            for at in range(count)
        ]


def colour(code: str) -> RGBColor:
    """#1f4e8c as PowerPoint takes it."""
    return RGBColor.from_string(code.lstrip("#").upper())


def face(font: Font) -> None:
    """Chinese and Latin in the same face."""
    font.name = FACE
    properties = font._element
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    chinese = OxmlElement("a:ea")
    chinese.set("typeface", FACE)
    properties.find(qn("a:latin")).addnext(chinese)
