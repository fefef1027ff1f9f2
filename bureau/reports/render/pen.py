"""Draw on one page: areas and lines first, one path for each pen, then all text in one object."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from bureau.reports.render.embedding import Embedding
from bureau.reports.render.faces import Family

Colour = str  # "#rrggbb"

_operands: dict[Colour, str] = {}


def rgb(colour: Colour) -> str:
    """The colour as PDF operands."""
    if colour not in _operands:
        parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        _operands[colour] = " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)
    return _operands[colour]


class Pen:
    """Collects the marks of one page; y grows upwards, in points."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._backdrop: list[str] = []
        self._under: list[str] = []
        self._areas: dict[Colour, list[str]] = {}
        self._rules: dict[tuple[Colour, float], list[str]] = {}
        self._text: list[str] = []
        self._font: tuple[str, float] = ("", 0)
        self._colour = ""
        self._spacing = 0.0

    def text(
        self, x: float, y: float, text: str, family: Family, size: float, colour: Colour = "#000000"
    ) -> None:
        """Write `text` with its baseline from (x, y)."""
        if not text:
            return
        self._place(x, y, colour)
        for face, run in family.runs(text):
            embedded = self._embedding.of(face)
            self._set_font(embedded.internal_name, size)
            self._text.append(f"<{embedded.encoded(run)}> Tj")

    def spaced_text(
        self,
        x: float,
        y: float,
        runs: list[tuple[str, float]],
        family: Family,
        size: float,
        colour: Colour,
    ) -> None:
        """Write runs one after the other, each with its own extra space after every character."""
        self._place(x, y, colour)
        for text, spacing in runs:
            for face, run in family.runs(text):
                embedded = self._embedding.of(face)
                self._set_font(embedded.internal_name, size)
                if abs(spacing - self._spacing) > 0.0005:
                    self._spacing = spacing
                    self._text.append(f"{spacing:.3f} Tc")
                self._text.append(f"<{embedded.encoded(run)}> Tj")
        if self._spacing:
            self._spacing = 0.0
            self._text.append("0 Tc")

    def _place(self, x: float, y: float, colour: Colour) -> None:
        if colour != self._colour:
            self._colour = colour
            self._text.append(f"{rgb(colour)} rg")
        self._text.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def _set_font(self, name: str, size: float) -> None:
        if (name, size) != self._font:
            self._font = (name, size)
            self._text.append(f"/{name} {size:g} Tf")

    def area(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle whose lower left corner is (x, y)."""
        self._areas.setdefault(colour, []).append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re")

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, width: float, colour: Colour = "#000000"
    ) -> None:
        """A straight line."""
        lines = self._rules.setdefault((colour, width), [])
        lines.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l")

    def backdrop(self, code: str) -> None:
        """Marks under everything else."""
        self._backdrop.append(code)

    def operators(self, code: str) -> None:
        """Marks that another drawer has made, under this page's own lines and text."""
        self._under.append(code)

    def blank(self) -> Pen:
        """Another pen with the same faces, for marks that are moved as a whole."""
        return Pen(self._embedding)

    def onto(self, canvas: Canvas) -> None:
        """Put everything on the canvas's current page."""
        canvas._code.extend(self.code())

    def code(self) -> list[str]:
        """Everything that was drawn, as PDF operators."""
        code = ["q"]
        code.extend(self._backdrop)
        code.extend(f"{rgb(colour)} rg {' '.join(all_)} f" for colour, all_ in self._areas.items())
        code.append("Q")
        code.extend(self._under)
        if self._rules:
            code.append("q")
            for (colour, width), lines in self._rules.items():
                code.append(f"{rgb(colour)} RG {width:g} w {' '.join(lines)} S")
            code.append("Q")
        if self._text:
            code.append("BT")
            code.extend(self._text)
            code.append("ET")
        return code
