"""What a cell of a spreadsheet can hold, and the few tidyings every sheet needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

# Excel keeps fifteen digits of a number; what is longer was altered before it came here.
EXACT_LIMIT: Final = 10.0**15

ERROR_MEANINGS: Final = {
    "#REF!": "公式引用的单元格已被删除",
    "#N/A": "公式没有查到对应的值",
    "#DIV/0!": "公式的除数为零",
    "#VALUE!": "公式里的数据类型不对",
    "#NAME?": "公式里有不认识的名称",
    "#NUM!": "公式的计算结果超出范围",
    "#NULL!": "公式里的区域没有交集",
}


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error instead of a value: `#REF!`, or a formula never calculated."""

    code: str

    def __str__(self) -> str:
        return self.code

    @property
    def meaning(self) -> str:
        """A Chinese half-sentence that tells a clerk what is wrong in the sheet."""
        if self == NOT_CALCULATED:
            return "公式还没有算出结果，请用 Excel 或 WPS 打开该文件、保存后再导入"
        return ERROR_MEANINGS.get(self.code, "公式出错")


NOT_CALCULATED: Final = CellError("公式未计算")

Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | None


def tidy_row(raw: Sequence[str | int | float | date | time | timedelta]) -> list[Cell]:
    """The cells of one row: blank text as None, whole floats as int.

    A phone stored as a number arrives as 13800000001.0. From 10¹⁵ on a number stays a float, so
    that whoever expects a code can see that digits were lost before.
    """
    return [
        (cell or None)
        if cell.__class__ is str
        else (
            int(cell)
            if cell.__class__ is float and cell.is_integer() and -EXACT_LIMIT < cell < EXACT_LIMIT
            else cell
        )
        for cell in raw
    ]
