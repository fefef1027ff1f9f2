"""What field checks of a month found, in words for the bulletin and as a list behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import ZERO, short
from bureau.assessment.stored import Row, day_of, exact_of, whole_of
from bureau.ledger.units import size
from bureau.reports.amounts import day_short
from bureau.reports.change import NONE
from bureau.reports.paper import Block, Column, PageBreak, Paragraph, Table
from bureau.towns.inputs import lost
from bureau.towns.ledgers import CHECKS
from bureau.towns.records import checks_of

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
    from bureau.towns.judging import TownMonth
    from bureau.towns.paper_source import Forms, Source

COLUMNS: Final = (
    Column("序号", align="center", weight=8),
    Column("日期", align="center", weight=15),
    Column("镇街", align="center", weight=16),
    Column("点位", weight=22),
    Column("检查项", weight=17),
    Column("问题", weight=32),
    Column("扣分", numeric=True, weight=9),
)


def problems_of(source: Source, conn: Reader, month: TownMonth) -> list[Row]:
    """The lines of field checks that cost something or name a problem."""
    rows = checks_of(conn, month.period, source.today)
    return [row for row in rows if lost(row) or row["problem"]]


def count_of(row: Row) -> Fraction:
    """How many problems a line stands for; 40 ㎡ of one are one."""
    if size(str(row["unit"] or "")) is not None:
        return Fraction(1)
    return exact_of(row, "count") or Fraction(1)


def found_words(source: Source, conn: Reader, month: TownMonth) -> str:
    """现场检查共发现问题12处：环境卫生5处、…；其中重复出现的2处。"""
    found = problems_of(source, conn, month)
    if not found:
        return ""
    whole = sum(map(count_of, found), ZERO)
    again = sum((count_of(row) for row in found if row["repeated"]), ZERO)
    by_item = tally((source.shown(CHECKS, row, "item"), row) for row in found)
    by_town = tally((town_title(source, month, row), row) for row in found)
    items = "、".join(f"{title}{short(count)}处" for title, count in by_item.items())
    towns = "、".join(f"{title}{short(count)}处" for title, count in by_town.items())
    said = f"现场检查共发现问题{short(whole)}处。按检查项分：{items}；按镇街分：{towns}"
    return f"{said}；其中重复出现的{short(again)}处。" if again else f"{said}。"


def tally(rows: Iterable[tuple[str, Row]]) -> dict[str, Fraction]:
    """Problems by a title, the most first."""
    counts: dict[str, Fraction] = {}
    for title, row in rows:
        counts[title] = counts.get(title, ZERO) + count_of(row)
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def town_title(forms: Forms, month: TownMonth, row: Row) -> str:
    """A check's town, called as in the ranking of the month."""
    town = whole_of(row, "town") or 0
    place = month.place(town)
    return place.title if place is not None else forms.names.label("towns", town)


def attachment(source: Source, conn: Reader, month: TownMonth) -> list[Block]:
    """现场检查问题清单 on a page of its own, nothing where nothing was found."""
    found = problems_of(source, conn, month)
    if not found:
        return []
    return [
        PageBreak(),
        Paragraph("附件", "address"),
        problem_table(source, month, found, caption="现场检查问题清单", unit="分"),
    ]


def place_words(forms: Forms, row: Row) -> str:
    """农贸市场：城南市场."""
    kind = forms.shown(CHECKS, row, "place_kind")
    return "：".join(filter(None, (kind, str(row["place"] or ""))))


def problem_words(row: Row) -> str:
    """垃圾满溢（3 处，重复问题扣分加倍）."""
    count = exact_of(row, "count")
    more = []
    if count is not None:
        more.append(f"{short(count)} {row['unit'] or '处'}")
    if row["repeated"]:
        more.append("重复问题，扣分加倍")
    tail = f"（{'，'.join(more)}）" if more else ""
    return f"{row['problem'] or ''}{tail}"


def problem_table(
    source: Source, month: TownMonth, rows: Sequence[Row], *, caption: str = "", unit: str = ""
) -> Table:
    """Problems in their order, a line each."""
    body = [
        (
            str(number),
            day_short(day_of(row, "checked_on")),
            town_title(source, month, row),
            place_words(source, row),
            source.shown(CHECKS, row, "item"),
            problem_words(row),
            short(lost(row)) if lost(row) else NONE,
        )
        for number, row in enumerate(rows, 1)
    ]
    return Table(COLUMNS, body, caption=caption, unit=unit, size="compact")
