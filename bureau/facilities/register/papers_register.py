"""设施卡片: what a facility is, what it hangs on and carries, its repairs with their cost, all else noted of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, REPAIRS
from bureau.facilities.paper_source import Forms
from bureau.facilities.register.card import Card, Moment, read_card
from bureau.reports.amounts import amount_text
from bureau.reports.form_rows import QUARTERS, Cells, quarter, wide
from bureau.reports.paper import (
    Block,
    Column,
    FormTable,
    Masthead,
    Paper,
    Paragraph,
    Photo,
    Photos,
    Table,
)
from bureau.storage.photo_lists import PhotoFacts, kept_photos, photo_facts

if TYPE_CHECKING:
    from bureau.desk import Desk

TITLE: Final = "设施卡片"
LEFT_OUT: Final = frozenset(
    ("code", "kind", "name", "private_note", "provisional", "note", "aliases", "parent", "cabinet")
)
"""Fields of the register's sections that stand elsewhere on the card, or aren't for outsiders."""
REPAIR_COLUMNS: Final = (
    Column("报修日期", align="center", weight=19),
    Column("维修单号", weight=24),
    Column("故障", weight=16),
    Column("维修内容", weight=27),
    Column("更换材料", weight=22),
    Column("修复日期", align="center", weight=19),
    Column("费用(元)", numeric=True, weight=14),
)
OTHER_COLUMNS: Final = (
    Column("日期", align="center", weight=16),
    Column("事项", align="center", weight=16),
    Column("内容", weight=68),
)
PHOTOS_A_CARD: Final = 4


def facility_cards(desk: Desk, records: Collection[int]) -> Paper:
    """The cards of these facilities, each beginning on a page of its own. Raises UserError without any.

    The private note isn't printed.
    """
    with desk.store.snapshot() as conn:
        forms = Forms.plain(desk, conn)
        read = (read_card(conn, forms.names, one, desk.today()) for one in dict.fromkeys(records))
        cards = [card for card in read if card is not None]
        if not cards:
            raise UserError("没有可以打印的设施，请先选中要印卡片的设施。")
        wanted = {photo.hash for card in cards for photo in kept_photos(card.row["photos"])}
        facts = photo_facts(conn, forms.folder, wanted)
    named = f"{cards[0].row['code']}" if len(cards) == 1 else f"（{len(cards)} 件）"
    return forms.paper(f"{TITLE}{named}", "", [card_page(forms, card, facts) for card in cards])


def card_page(forms: Forms, card: Card, facts: Mapping[str, PhotoFacts]) -> list[Block]:
    """One card."""
    return [
        Masthead(TITLE, forms.head.bureau, str(card.row["code"])),
        FormTable(QUARTERS, tuple(fact_rows(forms, card))),
        *repair_blocks(forms, card),
        *other_blocks(card),
        *pictures(card, facts),
    ]


def fact_rows(forms: Forms, card: Card) -> Iterator[Cells]:
    """What is known of it, two facts a row; what isn't filled in takes no room."""
    row = card.row

    def shown(key: str) -> str:
        return forms.shown(FACILITIES, row, key)

    yield quarter(("设施编号", str(row["code"])), ("设施类型", shown("kind")))
    facts = [("名称", shown("name"))] if row["name"] else []
    facts += [
        (FACILITIES.by_key[key].title, words_of(forms, row, key))
        for section in FACILITIES.sections
        for key in section.fields
        if key not in LEFT_OUT and row.get(key) is not None
    ]
    short = [one for one in facts if len(one[1]) <= 16]
    for left, right in zip_longest(short[::2], short[1::2], fillvalue=("", "")):
        yield quarter(left, right)
    for title, words in (one for one in facts if len(one[1]) > 16):
        yield wide(title, words)
    cabinet = str(row["cabinet"]) if row["cabinet"] and not card.above else ""
    if card.above or cabinet:
        yield wide("上级设施", card.above_words or f"{cabinet}（未建档）")
    if card.below:
        yield wide("下级设施", card.below_words)
    if row["aliases"]:
        yield wide("曾用编号", str(row["aliases"]))
    if row["note"]:
        yield wide("备注", str(row["note"]))


def words_of(forms: Forms, row: Mapping[str, object], key: str) -> str:
    """A fact with its unit."""
    unit = getattr(FACILITIES.by_key[key].type, "unit", "")
    return f"{forms.shown(FACILITIES, row, key)} {unit}".strip()


def repair_blocks(forms: Forms, card: Card) -> Iterator[Block]:
    """Its own repairs with their cost, then what its cabinet's faults did to it."""
    mine = card.own_repairs
    if not mine:
        yield Paragraph("没有维修记录。", "note")
        return
    body = [
        (
            moment.day,
            *(shown(forms, moment, key) for key in ("number", "fault", "work", "materials")),
            shown(forms, moment, "repaired_on") or "未修复",
            "" if moment.cost_fen is None else amount_text(moment.cost_fen),
        )
        for moment in mine
    ]
    total = ("合计", f"{len(mine)} 次", "", "", "", "", amount_text(card.cost_fen))
    yield Table(REPAIR_COLUMNS, body, totals=[total], caption="维修记录", size="compact")


def shown(forms: Forms, moment: Moment, key: str) -> str:
    """A field of a repair in one line."""
    return " ".join(forms.shown(REPAIRS, moment.row, key).split())


def other_blocks(card: Card) -> Iterator[Block]:
    """Everything else, the latest first."""
    body = [other_line(one) for one in card.moments if not one.is_own_repair]
    if body:
        yield Table(OTHER_COLUMNS, body, caption="其他记录", size="compact")


def other_line(moment: Moment) -> Sequence[str]:
    """One record: of the facility, or of what it hangs on."""
    via = f"随 {moment.via}：" if moment.via else ""
    return moment.day, moment.title, f"{via}{moment.words}"


def pictures(card: Card, facts: Mapping[str, PhotoFacts]) -> Iterator[Block]:
    """The first photos of the card."""
    kept = [one for one in kept_photos(card.row["photos"]) if one.hash in facts]
    if kept:
        shown_here = (
            Photo(facts[one.hash].path, facts[one.hash].taken_at[:10], one.turn)
            for one in kept[:PHOTOS_A_CARD]
        )
        yield Photos(tuple(shown_here))
