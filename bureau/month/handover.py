"""值班交接单: on one page what is due, late, come back and to be looked at again, and who hands it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.exchange.export import read_rows, shown_columns
from bureau.facilities.ledgers import REPAIRS
from bureau.ledger.query import Sort
from bureau.market.ledgers import CASES
from bureau.month.today import read_today
from bureau.reports.paper import (
    Column,
    FormCell,
    FormTable,
    Gap,
    Heading,
    KeyFigure,
    KeyFigures,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from bureau.settings.reading import letterhead
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.month.papers import Asked
    from bureau.month.today import Day
    from bureau.workflow.waiting import Waiting

WEEKDAYS: Final = "一二三四五六日"
MOST_ROWS: Final = 14
"""So many fit on the page, whatever they say."""
NOTE_LINES: Final = 4
OF_CASES: Final = ("number", "address", "category", "unit", "due_on")
OF_REPAIRS: Final = ("number", "place", "fault", "team", "due_on")
AT_REPAIRS: Final = ("place", "facility", "road")
COLUMNS: Final = (
    ("编号", 14, 14),
    ("地点", 27, 13),
    ("类别", 13, 7),
    ("责任单位", 17, 8),
    ("期限", 12, 10),
)
"""Each with its share of the width, and the characters that stand in one line of it."""
PLACE: Final = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One kind of matter on the sheet: the number of today that it tells, and its columns."""

    matter: str
    title: str
    ledger: Ledger
    keys: tuple[str, ...]
    places: tuple[str, ...] = ("address", "road")
    """Fields that say where, the first that is filled in counts."""


LISTS: Final = (
    Listed("cases.due", "今日到期", CASES, OF_CASES),
    Listed("cases.overdue", "超期", CASES, OF_CASES),
    Listed("cases.rebounds", "新反弹", CASES, OF_CASES),
    Listed("cases.awaiting", "待复查", CASES, OF_CASES),
    Listed("repairs.urgent", "危急维修", REPAIRS, OF_REPAIRS, AT_REPAIRS),
    Listed("repairs.overdue", "维修超时", REPAIRS, OF_REPAIRS, AT_REPAIRS),
)


def handover(desk: Desk, _asked: Asked | None = None) -> Paper:
    """The sheet of today for the whole bureau."""
    today = read_today(desk, mine=False)
    room = shares([today.matters[one.matter].count for one in LISTS])
    lines: list[tuple[str, ...]] = []
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        head = letterhead(conn, desk.now())
        for one, most in zip(LISTS, room, strict=True):
            where = today.matters[one.matter].where
            earliest = (Sort("due_on"), Sort(one.ledger.date))
            wanted = rows.ids(conn, one.ledger, where, earliest, today=desk.now(), limit=most)
            columns = shown_columns(one.ledger, names, keys=one.keys)
            places = shown_columns(one.ledger, names, keys=one.places)
            for row in read_rows(conn, one.ledger, wanted, today=desk.now()):
                texts = [column.text(row, names) for column in columns]
                found = (column.text(row, names) for column in places)
                texts[PLACE] = next(filter(None, found), "")
                cells = zip(texts, COLUMNS, strict=True)
                lines.append((one.title, *(shortened(text, most) for text, (*_, most) in cells)))
    return Paper(
        title="值班交接单",
        blocks=(
            KeyFigures(tuple(key_figure(today.matters, one) for one in LISTS)),
            Heading("要接着办的"),
            *listed(lines, left_out(today.matters, room)),
            Gap(4),
            FormTable((1, 6), ((FormCell("交接事项", label=True), FormCell(lines=NOTE_LINES)),)),
            Gap(2),
            Signatures(("交班人", "接班人", "交接时间")),
        ),
        organisation=head.bureau,
        period=day_words(today.day),
        author=head.bureau,
        subject=f"值班交接单 {today.day.now:%Y-%m-%d}",
        keywords=("值班", "交接"),
        made_at=head.made_at,
    )


def day_words(day: Day) -> str:
    """2026年10月28日 星期三 08:00."""
    now = day.now
    weekday = WEEKDAYS[now.weekday()]
    return f"{now.year}年{now.month}月{now.day}日 星期{weekday} {now:%H:%M}"


def key_figure(matters: Mapping[str, Waiting], one: Listed) -> KeyFigure:
    """How many there are."""
    matter = matters[one.matter]
    worse = matter.tone == "danger" and matter.count
    return KeyFigure(
        one.title, f"{matter.count:,}", matter.unit, tone="worse" if worse else "plain"
    )


def listed(lines: Sequence[tuple[str, ...]], note: str) -> tuple[Paragraph] | tuple[Table]:
    """All of them in one table, a word where there is none."""
    if not lines:
        return (Paragraph("没有到期、超期、反弹和待复查的案件，没有危急和超时的维修。"),)
    columns = (
        Column("事项", weight=9),
        *(Column(title, weight=weight) for title, weight, _ in COLUMNS),
    )
    return (Table(columns, lines, note=note, size="compact"),)


def shortened(text: str, most: int) -> str:
    """A text in one line."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def shares(counts: Sequence[int], most: int = MOST_ROWS) -> list[int]:
    """How many rows of each kind are printed: one of each in turn, until the page is full."""
    given = [0] * len(counts)
    while sum(given) < most and given != list(counts):
        for at, count in enumerate(counts):
            if given[at] < count and sum(given) < most:
                given[at] += 1
    return given


def left_out(matters: Mapping[str, Waiting], room: Sequence[int]) -> str:
    """What found no room, by kind."""
    more = [
        f"{one.title} {matter.count - shown} {matter.unit}"
        for one, shown in zip(LISTS, room, strict=True)
        if (matter := matters[one.matter]).count > shown
    ]
    return f"最早到期的在前；没有列出的还有：{'、'.join(more)}。" if more else ""
