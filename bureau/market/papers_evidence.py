"""照片证据卡: six photos a page, before and after side by side, each with its time, place and who took it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from math import ceil
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.ledger.query import OneOf, Sort
from bureau.market.ledgers import CASES, STEPS
from bureau.market.notice_drafts import found_at, moment_words
from bureau.market.paper_source import Source, text
from bureau.reports.paper import (
    Block,
    FormCell,
    FormTable,
    Masthead,
    PageBreak,
    Paper,
    Photo,
    Photos,
    Signatures,
)
from bureau.storage.photo_lists import KeptPhoto, PhotoFacts, kept_photos, photo_facts
from bureau.storage.rows import Row, ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

PER_ROW, ROWS_A_PAGE = 2, 3
PHOTO_MM, LEAST_MM = 46, 28
"""Six photos with two lines under each fill a page; longer words take from their height."""
CELL_CHARS, CAPTION_CHARS = 12, 20
"""Characters that surely fit on one line of the table's cells and under a photo."""
NO_TIME: Final = "照片未记录拍摄时间"
TO_SIGN: Final = "________"
NO_AFTER, NO_BEFORE = "（没有对应的整改后照片）", "（没有对应的整改前照片）"
SIGNED: Final = ("执法人员", "当事人（见证人）", "日期")


def evidence_paper(desk: Desk, cases: Collection[int]) -> Paper:
    """The photo cards of these cases. Raises UserError when none has a photo."""
    with desk.store.snapshot() as conn:
        source = Source.of(desk, conn, cases)
        album = Album.of(desk, conn, list(source.cases.values()))
        pages = [card for row in source.cases.values() if (card := album.card(source, row))]
    if not pages:
        raise UserError("选中的案件都没有照片，请先在案件里添加整改前、整改后照片。")
    return source.paper("照片证据卡", pages, numbered=False)


class Album:
    """The photos of some cases: where they lie, when they were taken and by whom."""

    def __init__(self, facts: Mapping[str, PhotoFacts], takers: Mapping[str, str]) -> None:
        self.facts = facts
        self.takers = takers

    @classmethod
    def of(cls, desk: Desk, conn: Reader, cases: Sequence[Row]) -> Album:
        """Of these cases; whoever added a photo in a step took it."""
        where = OneOf("case", tuple(int(str(row["id"])) for row in cases))
        order = (Sort("at"), Sort("id"))
        steps = ids(conn, STEPS, where, order, today=desk.today())
        takers: dict[str, str] = {}
        for step in page(conn, STEPS, steps, today=desk.today()):
            for photo in kept_photos(step["photos"]):
                takers.setdefault(photo.hash, text(step, "by"))
        wanted = {
            photo.hash
            for row in cases
            for key in ("photos_before", "photos_after")
            for photo in kept_photos(row[key])
        }
        return cls(photo_facts(conn, desk.store.folder, wanted), takers)

    def card(self, source: Source, row: Row) -> list[Block]:
        """The card of one case on as many pages as it needs, nothing where it has no photo."""
        rows = list(self.pairs(row))
        height = photo_height(source, row)
        blocks: list[Block] = []
        for first in range(0, len(rows), ROWS_A_PAGE):
            if blocks:
                blocks.append(PageBreak())
            more = "（续）" if first else ""
            shown = [photo for pair in rows[first : first + ROWS_A_PAGE] for photo in pair]
            blocks += [
                Masthead(f"照片证据卡{more}", source.head.bureau, case_number(row)),
                facts_table(source, row),
                Photos(tuple(shown), per_row=PER_ROW, height_mm=height),
                Signatures(SIGNED, per_line=len(SIGNED)),
            ]
        return blocks

    def pairs(self, row: Row) -> Iterator[tuple[Photo, ...]]:
        """Before and after in pairs; where there is only one kind, two of it in a row."""
        before = self.photos(row, "photos_before", "整改前")
        after = self.photos(row, "photos_after", "整改后")
        if before and after:
            empty = (Photo(None, NO_BEFORE), Photo(None, NO_AFTER))
            for left, right in zip_longest(before, after):
                yield left or empty[0], right or empty[1]
            return
        one_kind = before or after
        for first in range(0, len(one_kind), PER_ROW):
            yield tuple(one_kind[first : first + PER_ROW])

    def photos(self, row: Row, key: str, word: str) -> list[Photo]:
        """The photos of one field with what stands under each."""
        kept = [photo for photo in kept_photos(row[key]) if photo.hash in self.facts]
        return [
            Photo(
                self.facts[photo.hash].path,
                self.caption(row, photo, f"{word}{number if len(kept) > 1 else ''}"),
                photo.turn,
            )
            for number, photo in enumerate(kept, 1)
        ]

    def caption(self, row: Row, photo: KeptPhoto, word: str) -> str:
        """Which, when; where, by whom."""
        taken = self.facts[photo.hash].taken_at
        when = moment_words(taken) if taken else NO_TIME
        taker = self.takers.get(photo.hash) or TO_SIGN
        return f"{word}　{when}\n{text(row, 'address')}　拍摄人：{taker}"


def photo_height(source: Source, row: Row) -> int:
    """How high photos are, in millimetres, so that six of them and all words fit on a page."""
    place = len(text(row, "address"))
    named = max(len(class_words(source, row)), len(text(row, "party_name")))
    in_table = ceil(place / CELL_CHARS) + ceil(named / CELL_CHARS) - 2
    below = ceil((place + CELL_CHARS) / CAPTION_CHARS) - 1
    # A line of the table is 6.4 mm high and shared by three rows of photos, one below them 5 mm.
    return max(PHOTO_MM - ceil(max(in_table, 0) * 6.4 / ROWS_A_PAGE) - 5 * below, LEAST_MM)


def facts_table(source: Source, row: Row) -> FormTable:
    """What the photos show: class, party, place, when it was found."""
    party = text(row, "party_name") or "—"
    return FormTable(
        (14, 36, 14, 36),
        (
            (
                FormCell("案由", label=True),
                FormCell(class_words(source, row)),
                FormCell("当事人", label=True),
                FormCell(party),
            ),
            (
                FormCell("地点", label=True),
                FormCell(text(row, "address")),
                FormCell("发现时间", label=True),
                FormCell(moment_words(found_at(row))),
            ),
        ),
    )


def case_number(row: Row) -> str:
    """What stands under the title of a paper about a case."""
    number = text(row, "number")
    return f"案件编号：{number}" if number else ""


def class_words(source: Source, row: Row) -> str:
    """占道经营 / 流动摊贩."""
    return " / ".join(
        filter(None, (source.shown(CASES, row, key) for key in ("category", "subcategory")))
    )
