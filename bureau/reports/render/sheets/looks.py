"""How cells of a workbook look: each look is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.reports.render.theme import GRID, HEAD_FILL, SOFT_INK, TOTAL_FILL

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FACE: Final = "宋体"
SIZE: Final = 11
RULED: Final[dict[str, object]] = {"border": 1, "border_color": GRID, "text_wrap": True}
MIDDLE: Final[dict[str, object]] = {"valign": "vcenter"}
LOOKS: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "text_wrap": True},
    "note": {"font_color": SOFT_INK, "text_wrap": True},
    "unit": {"font_color": SOFT_INK, "align": "right"},
    "head": {**RULED, "bold": True, "align": "center", "bg_color": HEAD_FILL},
    "empty": {**RULED, "align": "center", "font_color": SOFT_INK},
    "label": {**RULED, "align": "center"},
    "filled-left": {**RULED, "align": "left"},
    "filled-center": {**RULED, "align": "center"},
    "filled-right": {**RULED, "align": "right"},
}


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, name: str) -> Format:
        """A look by its name."""
        return self._format(LOOKS[name])

    def cell(self, align: str, *, total: bool = False, shown: str = "") -> Format:
        """A cell of a table; `shown` is a number's format, a text has none."""
        look: dict[str, object] = {**RULED, "align": align, "num_format": shown or "@"}
        if total:
            look |= {"bold": True, "bg_color": TOTAL_FILL}
        return self._format(look)

    def _format(self, look: dict[str, object]) -> Format:
        whole = {"font_name": FACE, "font_size": SIZE, **MIDDLE, **look}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]
