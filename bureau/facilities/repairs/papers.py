"""维修派工单, the order that a team takes along, two on a page; and 维修验收单 of what it did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, MATERIALS, REPAIRS, STOCK_MOVES
from bureau.facilities.paper_source import Forms
from bureau.facilities.stock.drawing import number
from bureau.facilities.stock.figures_stock import IN
from bureau.facilities.stored import Row, record_of
from bureau.ledger.query import OneOf, Sort
from bureau.reports.amounts import known_amount
from bureau.reports.form_rows import DAY_TO_SIGN, QUARTERS, SIXTHS, Cells, quarter, wide
from bureau.reports.paper import (
    Block,
    Column,
    FormCell,
    FormTable,
    Gap,
    Masthead,
    PageBreak,
    Paper,
    Photo,
    Photos,
    Table,
)
from bureau.storage import rows
from bureau.storage.photo_lists import kept_photos, photo_facts

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

SHORT: Final = 60
"""So many characters of a description leave room for a second order on the page."""
BETWEEN: Final = 8
"""Millimetres between two orders, to be cut there."""
MATERIAL_COLUMNS: Final = (
    Column("材料", weight=34),
    Column("数量", numeric=True, weight=14),
    Column("单位", align="center", weight=10),
    Column("单价(元)", numeric=True, weight=16),
    Column("金额(元)", numeric=True, weight=18),
)
MOST_PHOTOS: Final = 4
"""Photos of each side that are printed."""


def repair_orders(desk: Desk, records: Collection[int]) -> Paper:
    """维修派工单 of these repairs, in their order. Raises UserError when there are none."""
    with desk.store.snapshot() as conn:
        forms = Forms.plain(desk, conn)
        found = chosen(conn, desk, records)
        kinds = facility_kinds(conn, desk, forms, found)
        pages: list[list[Block]] = []
        room = False
        for row in found:
            order = order_form(forms, row, kinds.get(row["asset"], ""))
            short = len(str(row["description"] or "")) <= SHORT
            if room and short:
                pages[-1] += [Gap(BETWEEN), *order]
                room = False
            else:
                pages.append(order)
                room = short
    return forms.paper("维修派工单", "", pages)


def acceptance_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """维修验收单 of these repairs, each on a page of its own. Raises UserError when there are none."""
    with desk.store.snapshot() as conn:
        forms = Forms.plain(desk, conn)
        found = chosen(conn, desk, records)
        kinds = facility_kinds(conn, desk, forms, found)
        drawn = drawn_for(conn, desk, found)
        pages = [
            acceptance_form(
                forms, row, kinds.get(row["asset"], ""), drawn.get(record_of(row), ()), conn
            )
            for row in found
        ]
    return forms.paper("维修验收单", "", pages)


def chosen(conn: Reader, desk: Desk, records: Collection[int]) -> list[Row]:
    """The repairs as stored. Raises UserError."""
    found = rows.page(conn, REPAIRS, dict.fromkeys(records), today=desk.today())
    if not found:
        raise UserError("没有可以打印的维修单，请先选中要打印的。")
    return list(found)


def facility_kinds(
    conn: Reader, desk: Desk, forms: Forms, found: Sequence[Row]
) -> dict[object, str]:
    """The type of each facility that has a card."""
    cards = {asset for row in found if isinstance(asset := row["asset"], int)}
    return {
        card["id"]: forms.shown(FACILITIES, card, "kind")
        for card in rows.page(conn, FACILITIES, sorted(cards), today=desk.today())
    }


# -- the order -------------------------------------------------------------------------------------


def order_form(forms: Forms, row: Row, kind: str) -> list[Block]:
    """One order: what is known, then what the team fills in and who signs."""
    blank: tuple[Cells, ...] = (
        wide("维修内容", "", lines=2),
        quarter(("更换材料", str(row["materials"] or "")), ("工程量", "")),
    )
    signed = (("派工班组", str(row["team"] or "")), ("维修人", ""), ("修复时间", ""))
    return [
        Masthead("维修派工单", forms.head.bureau, number=str(row["number"])),
        FormTable(QUARTERS, (*report_rows(forms, row, kind), *blank), whole=True),
        FormTable(
            SIXTHS,
            (
                tuple(
                    chain(
                        *((FormCell(label, label=True), FormCell(name)) for label, name in signed)
                    )
                ),
            ),
            joined=True,
            whole=True,
        ),
    ]


def report_rows(forms: Forms, row: Row, kind: str) -> tuple[Cells, ...]:
    """Where, what, since when and until when."""
    place = joined(forms.shown(REPAIRS, row, "road"), row["place"])
    fault = joined(forms.shown(REPAIRS, row, "fault"), bracketed(forms, row, "severity"))
    source = joined(forms.shown(REPAIRS, row, "source"), row["reporter"])
    lines = [
        quarter(("设施", joined(row["facility"], kind)), ("路段地点", place)),
        quarter(("故障", fault), ("来源", source)),
        quarter(("报修时间", timed(row, "reported")), ("修复时限", timed(row, "due"))),
    ]
    if row["description"]:
        lines.append(wide("故障描述", str(row["description"])))
    return tuple(lines)


def joined(*words: object) -> str:
    """Words that are known, beside each other."""
    return " ".join(str(word) for word in words if word)


def bracketed(forms: Forms, row: Row, key: str) -> str:
    """（严重）."""
    word = forms.shown(REPAIRS, row, key)
    return f"（{word}）" if word else ""


def timed(row: Row, key: str) -> str:
    """A day with its time where that is known."""
    return f"{row[f'{key}_on'] or ''} {row[f'{key}_time'] or ''}".strip()


# -- what was done ---------------------------------------------------------------------------------


def acceptance_form(
    forms: Forms, row: Row, kind: str, drawn: Sequence[Row], conn: Reader
) -> list[Block]:
    """One sheet: the report, the work, materials, what it cost, the verdict, photos on the next page."""
    done: list[Cells] = [
        quarter(
            ("派工班组", str(row["team"] or "")),
            ("到场时间", forms.shown(REPAIRS, row, "arrived_at")),
        ),
        quarter(
            ("修复时间", joined(timed(row, "repaired"), bracketed(forms, row, "in_time"))),
            ("维修人", str(row["repairer"] or "")),
        ),
        wide("维修内容", str(row["work"] or ""), lines=2),
        wide("更换材料", str(row["materials"] or "")),
        wide("工程量", quantity_words(forms, row)),
        quarter(("材料费", yuan(material_cost(row))), ("人工机械", yuan(work_cost(row)))),
        quarter(("费用合计", yuan(row["cost_fen"])), ("返修", rework_words(forms, row))),
    ]
    verdict = forms.shown(REPAIRS, row, "acceptance")
    opinion = verdict or "□ 合格　　□ 不合格（说明）："
    signing: tuple[Cells, ...] = (
        wide("验收意见", opinion, lines=2),
        (
            FormCell("维修班组", label=True),
            FormCell(foot=DAY_TO_SIGN, lines=2),
            FormCell("验收人", label=True),
            FormCell(
                str(row["accepted_by"] or ""), foot=str(row["accepted_on"] or DAY_TO_SIGN), lines=2
            ),
        ),
    )
    blocks: list[Block] = [
        Masthead("维修验收单", forms.head.bureau, number=str(row["number"])),
        FormTable(QUARTERS, (*report_rows(forms, row, kind), *done)),
    ]
    if drawn:
        blocks += [Gap(2), drawn_table(forms, drawn), Gap(2)]
    blocks.append(FormTable(QUARTERS, signing, joined=not drawn, whole=True))
    pictures = photos_of(forms, row, conn)
    if pictures is not None:
        blocks += [PageBreak(), pictures]
    return blocks


def drawn_for(conn: Reader, desk: Desk, found: Sequence[Row]) -> dict[int, list[Row]]:
    """What was drawn from the stock for each repair, in order."""
    where = OneOf("repair", tuple(record_of(row) for row in found))
    order = (Sort("moved_on"), Sort("id"))
    moves = rows.ids(conn, STOCK_MOVES, where, order, today=desk.today())
    drawn: dict[int, list[Row]] = {}
    for move in rows.page(conn, STOCK_MOVES, moves, today=desk.today()):
        drawn.setdefault(int(str(move["repair"])), []).append(
            {**move, "unit": unit_of(conn, desk, move)}
        )
    return drawn


def unit_of(conn: Reader, desk: Desk, move: Row) -> str:
    """The unit of a move's material."""
    found = rows.page(conn, MATERIALS, [int(str(move["material"]))], today=desk.today())
    return str(found[0]["unit"] or "") if found else ""


def drawn_table(forms: Forms, drawn: Sequence[Row]) -> Table:
    """Each move; what was brought back is negative."""
    lines = []
    for move in drawn:
        sign, worth = -1 if move["way"] == IN else 1, move["amount_fen"]
        lines.append(
            (
                forms.shown(STOCK_MOVES, move, "material"),
                number(sign * int(str(move["quantity"]))),
                str(move["unit"]),
                known_amount(move["price_fen"]),
                known_amount(sign * worth if isinstance(worth, int) else None),
            )
        )
    return Table(MATERIAL_COLUMNS, lines, caption="领用材料")


def material_cost(row: Row) -> object:
    """What the materials cost: typed, else drawn."""
    return row["materials_fen"] if row["materials_fen"] is not None else row["drawn_fen"]


def work_cost(row: Row) -> object:
    """Labour and vehicles together."""
    known = [int(str(row[key])) for key in ("labour_fen", "vehicle_fen") if row[key] is not None]
    return sum(known) if known else None


def quantity_words(forms: Forms, row: Row) -> str:
    """更换光源 2 盏."""
    known = row["quantity"]
    amount = number(known) if isinstance(known, int) else ""
    return joined(forms.shown(REPAIRS, row, "item"), amount, row["quantity_unit"])


def rework_words(forms: Forms, row: Row) -> str:
    """返修，原单 WX-2026-0001."""
    if not row["rework"]:
        return ""
    first = forms.shown(REPAIRS, row, "rework_of")
    return f"返修，原单 {first}" if first else "返修"


def yuan(fen: object) -> str:
    """303.65 元, nothing where none is known."""
    known = known_amount(fen)
    return f"{known} 元" if known else ""


def photos_of(forms: Forms, row: Row, conn: Reader) -> Photos | None:
    """Photos of before and after, beside each other."""
    before, after = (kept_photos(row[key])[:MOST_PHOTOS] for key in ("photos", "photos_after"))
    if not before and not after:
        return None
    facts = photo_facts(conn, forms.folder, {one.hash for one in (*before, *after)})
    pictures: list[Photo] = []
    for place in range(max(len(before), len(after))):
        for kept, words in ((before, "维修前"), (after, "维修后")):
            one = kept[place] if place < len(kept) else None
            fact = facts.get(one.hash) if one is not None else None
            taken = f"　{fact.taken_at}" if fact is not None and fact.taken_at else ""
            pictures.append(
                Photo(fact.path if fact else None, f"{words}{taken}", one.turn if one else 0)
            )
    return Photos(tuple(pictures))
