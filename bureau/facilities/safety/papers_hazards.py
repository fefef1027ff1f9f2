"""隐患排查治理清单 of a period, open ones first; 隐患整改通知单 of chosen hazards; 易涝点清单."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.facilities.counted import Counted
from bureau.facilities.ledgers import HAZARDS, WATERLOGGING
from bureau.facilities.ledgers.hazards import CLOSED, FELL_BACK, OVERDUE, RIGHTED, RIGHTING
from bureau.facilities.paper_source import Forms, Source
from bureau.facilities.safety.figures_hazards import (
    HazardFigures,
    HazardsOf,
    SpotLine,
    WaterFigures,
    hazard_figures,
    water_figures,
)
from bureau.facilities.safety.hazards import GRAVE
from bureau.facilities.stored import Row
from bureau.facilities.values import day, referred
from bureau.ledger.query import Blank, Filter, Sort
from bureau.ledger.words import scaled_text
from bureau.reports.amounts import day_dotted, day_text
from bureau.reports.change import percent
from bureau.reports.form_rows import DAY_TO_WRITE, QUARTERS, quarter, wide
from bureau.reports.paper import (
    Block,
    Column,
    FormTable,
    Masthead,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

LIST_TITLE: Final = "安全隐患排查治理清单"
NOTICE_TITLE: Final = "安全隐患整改通知单"
WATER_TITLE: Final = "易涝点清单"
LIST: Final = (
    Column("序号", align="center", weight=6),
    Column("隐患编号", weight=15),
    Column("排查日期", align="center", weight=14),
    Column("类别、等级", weight=13),
    Column("位置", weight=20),
    Column("隐患描述", weight=26),
    Column("整改措施", weight=22),
    Column("责任人", align="center", weight=10),
    Column("整改期限", align="center", weight=14),
    Column("整改完成", align="center", weight=14),
    Column("状态", align="center", weight=12),
)
WATER: Final = (
    Column("序号", align="center", weight=7),
    Column("积水点", weight=17),
    Column("位置", weight=22),
    Column("本期次数", numeric=True, weight=10),
    Column("最深\n(cm)", numeric=True, weight=9),
    Column("最长\n(分钟)", numeric=True, weight=10),
    Column("原因", weight=20),
    Column("处置措施", weight=24),
    Column("责任人", align="center", weight=11),
)
ORDER: Final = (Sort("grade", descending=True), Sort("due_on"), Sort("found_on"))
SIGNERS: Final = ("填表人", "分管领导", "主要负责人")
PLAIN_WORDS: Final = {
    RIGHTING: "待整改",
    OVERDUE: "超期",
    RIGHTED: "待销号",
    CLOSED: "已销号",
    FELL_BACK: "回头看不合格",
}


def hazard_list(source: Source, conn: Reader) -> Paper:
    """Those open at the end of the period, then those righted in it. Raises UserError for none."""
    of = HazardsOf(source.period, source.today)
    found = hazard_figures(conn, source.names, source.period, source.today)
    is_open = listed(source, conn, of.open)
    righted = listed(source, conn, of.righted)
    if not is_open and not righted and not found.found.count:
        raise UserError(
            f"{source.period.title}没有安全隐患：没有新排查的，没有结转的，也没有整改的。"
        )
    blocks: list[Block] = [
        Masthead(LIST_TITLE, source.head.bureau, source.period.title),
        Paragraph(said_of(found), "note"),
        hazards_table("一、未整改", is_open),
        hazards_table("二、本期完成整改", righted),
        Signatures(SIGNERS, per_line=len(SIGNERS)),
    ]
    return source.paper(LIST_TITLE, source.period.title, [blocks], orientation="landscape")


def listed(source: Source, conn: Reader, where: Filter) -> list[tuple[str, ...]]:
    """The lines of the hazards that a filter lets through, the gravest first."""
    found = rows.ids(conn, HAZARDS, where, ORDER, today=source.today)
    return [
        line_of(source, number, row)
        for number, row in enumerate(rows.page(conn, HAZARDS, found, today=source.today), 1)
    ]


def line_of(source: Forms, number: int, row: Row) -> tuple[str, ...]:
    """One hazard."""
    watched = "（挂牌）" if row["watched_on"] is not None else ""
    kinds = (source.shown(HAZARDS, row, "kind"), source.shown(HAZARDS, row, "grade"))
    return (
        str(number),
        str(row["number"] or ""),
        day_dotted(day(row["found_on"])),
        "\n".join(filter(None, kinds)) + watched,
        place_of(source, row),
        str(row["description"]),
        str(row["measures"] or ""),
        str(row["person"] or row["unit"] or ""),
        due_words(row),
        day_dotted(day(row["righted_on"])),
        PLAIN_WORDS.get(row["state"], ""),  # type: ignore[call-overload]
    )


def due_words(row: Row) -> str:
    """2026.10.13 02:30, 未定 without one."""
    if row["due_on"] is None:
        return "未定"
    return f"{day_dotted(day(row['due_on']))} {row['due_time'] or ''}".strip()


def place_of(source: Forms, row: Row) -> str:
    """人民路 邮政局门口 JG-3."""
    road, place = source.shown(HAZARDS, row, "road"), str(row["place"] or "")
    words = ("" if place.startswith(road) else road, place, row["facility"])
    return " ".join(str(word) for word in words if word)


def said_of(of: HazardFigures) -> str:
    """The figures in one sentence, and how they are meant."""
    grades = "、".join(f"{line.title} {line.count} 处" for line in of.by_grade)
    return (
        f"上期结转 {of.carried.count} 处，本期排查 {of.found.count} 处，完成整改 {of.righted.count} 处，"
        f"销号 {of.closed.count} 处；期末未整改 {of.open.count} 处"
        f"{f'（{grades}）' if grades else ''}，其中超期 {of.overdue.count} 处、"
        f"挂牌督办 {of.watched.count} 处。\n"
        f"整改率 {percent(of.rate.rate)}（本期排查中期末前已整改的）；"
        f"按期整改率 {percent(of.in_time.rate)}（期限在本期的）。"
    )


def hazards_table(caption: str, lines: list[tuple[str, ...]]) -> Table:
    """Hazards under their heads."""
    none = [("", *("",) * 4, "无", *("",) * 5)]
    return Table(LIST, lines or none, caption=f"{caption}（{len(lines)} 处）", size="compact")


# -- told to who has to right it -------------------------------------------------------------------


def hazard_notices(desk: Desk, records: Collection[int]) -> Paper:
    """A notice of each hazard: what, where, until when, by whom; the answer and 复验 below."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        found = rows.page(conn, HAZARDS, dict.fromkeys(records), today=today)
        if not found:
            raise UserError("没有可以打印的隐患，请先选中要打印的隐患。")
        forms = Forms.plain(desk, conn)
        pages = [notice(forms, row, today) for row in found]
    return forms.paper(NOTICE_TITLE, "", pages)


def notice(forms: Forms, row: Row, today: date) -> list[Block]:
    """One of them."""
    to = str(row["unit"] or row["person"] or "　　　　　　　　")
    due = due_on_notice(row)
    return [
        Masthead(NOTICE_TITLE, forms.head.bureau, f"编号：{row['number'] or ''}"),
        Paragraph(f"{to}：", "address"),
        Paragraph(
            f"{day_text(day(row['found_on']))}排查发现下列安全隐患，请{due}整改完成，"
            "整改期间落实防范措施、专人看守；完成后填写整改情况报我局复验销号。"
        ),
        FormTable(
            QUARTERS,
            (
                quarter(
                    ("隐患类别", forms.shown(HAZARDS, row, "kind")),
                    ("隐患等级", forms.shown(HAZARDS, row, "grade")),
                ),
                quarter(
                    ("位置", place_of(forms, row)),
                    ("责任人", str(row["person"] or "")),
                ),
                wide("隐患描述", str(row["description"]), 3),
                wide("整改措施\n和要求", str(row["measures"] or ""), 3),
                wide("签收", "", 1, f"签收人：　　　　　　　{DAY_TO_WRITE}"),
                wide("整改情况", str(row["result"] or ""), 4, f"整改责任人：　　　　　{DAY_TO_WRITE}"),
                wide(
                    "复验意见",
                    "□ 合格，同意销号　　□ 不合格，继续整改",
                    3,
                    f"复验人：　　　　　　　{DAY_TO_WRITE}",
                ),
                *(
                    (wide("分管领导\n意见", "", 2, f"签字：　　　　　　　　{DAY_TO_WRITE}"),)
                    if row["grade"] == GRAVE
                    else ()
                ),
            ),
        ),
        Paragraph(f"{forms.head.bureau}　{day_text(today)}", "note"),
    ]  # fmt: skip


def due_on_notice(row: Row) -> str:
    """于2026年10月13日2时30分前, 立即 without a limit."""
    if row["due_on"] is None:
        return "立即"
    clock = str(row["due_time"] or "")
    hours = f"{int(clock[:2])}时{clock[3:]}分" if len(clock) == 5 else ""
    return f"于{day_text(day(row['due_on']))}{hours}前"


# -- where water stands ----------------------------------------------------------------------------


def water_list(source: Source, conn: Reader) -> Paper:
    """The spots that aren't removed, with what the period had there: the list before the rains."""
    found = water_figures(conn, source.names, source.period, source.today)
    spots = rows.page(
        conn,
        WATERLOGGING,
        rows.ids(conn, WATERLOGGING, Blank("righted_on"), [Sort("name")], today=source.today),
        today=source.today,
    )
    if not spots:
        raise UserError("没有未消除的易涝点；请先在“易涝点”里登记。")
    had = {line.spot: line for line in found.spots}
    order = {line.spot: at for at, line in enumerate(found.spots)}
    spots.sort(key=lambda row: order.get(str(row["name"]), len(order)))
    lines = [
        spot_line(source, number, row, had.get(str(row["name"])))
        for number, row in enumerate(spots, 1)
    ]
    blocks: list[Block] = [
        Masthead(WATER_TITLE, source.head.bureau, source.period.title),
        Paragraph(water_words(found), "note"),
        Table(WATER, lines, size="compact"),
        Signatures(SIGNERS, per_line=len(SIGNERS)),
    ]
    return source.paper(WATER_TITLE, source.period.title, [blocks], orientation="landscape")


def spot_line(source: Source, number: int, row: Row, had: SpotLine | None) -> tuple[str, ...]:
    """One spot with what the period had there."""
    depths = [one for one in (had.depth if had else None, referred(row["depth_cm"])) if one]
    place = (source.shown(WATERLOGGING, row, "road"), row["place"])
    return (
        str(number),
        str(row["name"]),
        " ".join(str(word) for word in place if word),
        str(had.events) if had else "",
        scaled_text(max(depths), 2) if depths else "",
        str(had.minutes) if had and had.minutes is not None else "",
        *(str(row[key] or "") for key in ("cause", "measures", "person")),
    )


def water_words(of: WaterFigures) -> str:
    """The figures in one sentence."""
    parts: list[Counted] = [of.events, of.undrained]
    told = "，".join(f"{one.title} {one.count} 次" for one in parts)
    return (
        f"未消除易涝点 {of.standing.count} 处；本期{told}；"
        f"{of.responded.part.title} {of.responded.part.count} 次，占有到场时间的 {percent(of.responded.rate)}。"
        "最深取登记的最大积水深度和本期记录里大的一个。"
    )
