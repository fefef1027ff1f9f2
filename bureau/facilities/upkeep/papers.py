"""养护计划表 of a year by month, and the 到期养护清单 of a period with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, PLANS
from bureau.facilities.paper_source import Source
from bureau.facilities.upkeep.figures_plans import (
    PlanCard,
    PlanLine,
    about,
    plan_figures,
    read_plans,
)
from bureau.facilities.upkeep.planning import spans
from bureau.ledger.query import Ids, Sort
from bureau.register.ledgers import ROADS
from bureau.reports.amounts import day_short
from bureau.reports.change import percent
from bureau.reports.paper import (
    Block,
    Column,
    Heading,
    Masthead,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

PLAN_TITLE: Final = "设施养护计划表"
DUE_TITLE: Final = "到期养护清单"
MONTH_COLUMNS: Final = tuple(
    Column(f"{month}月", align="center", weight=6) for month in range(1, 13)
)
PLAN: Final = (
    Column("序号", align="center", weight=6),
    Column("计划", weight=19),
    Column("对象", weight=14),
    Column("周期", align="center", weight=9),
    *MONTH_COLUMNS,
    Column("班组", weight=11),
)
DUE: Final = (
    Column("序号", align="center", weight=8),
    Column("编号或路名", weight=20),
    Column("路段", weight=18),
    Column("位置", weight=26),
    Column("完成", align="center", weight=8),
    Column("日期", align="center", weight=12),
    Column("养护人", align="center", weight=12),
    Column("发现问题", weight=24),
)
BOX: Final = "□"
MOST_LISTED: Final = 400
"""Facilities that one list names; more are printed from the page of the register."""
SIGNERS: Final = ("编制", "审核", "批准")


def plan_year(source: Source, conn: Reader) -> Paper:
    """The plans of the period's year, in each month how often they fall due."""
    year = source.period.last.year
    plans = read_plans(conn, source.today)
    if not plans:
        raise UserError("还没有养护计划；请先在“养护计划”里新增，或用示例计划开始。")
    fields = {
        int(str(row["id"])): row
        for row in rows.page(conn, PLANS, [one.record for one in plans], today=source.today)
    }
    lines = []
    for number, plan in enumerate(plans, 1):
        row = fields[plan.record]
        lines.append(
            (
                str(number),
                plan.name,
                about(source.names, plan),
                source.shown(PLANS, row, "period"),
                *(due_in(plan, year, month) for month in range(1, 13)),
                plan.team,
            )
        )
    details = [
        (str(number), plan.name, str(fields[plan.record]["content"] or ""),
         amount_of(source, fields[plan.record]), str(fields[plan.record]["basis"] or ""))
        for number, plan in enumerate(plans, 1)
    ]  # fmt: skip
    blocks: list[Block] = [
        Masthead(PLAN_TITLE, source.head.bureau, f"{year} 年"),
        Paragraph("●：这个月到期；数字是这个月到期的次数。", "note"),
        Table(PLAN, lines, size="compact"),
        Table(
            (
                Column("序号", align="center", weight=6),
                Column("计划", weight=20),
                Column("作业内容", weight=46),
                Column("每期工程量", align="center", weight=14),
                Column("依据", weight=34),
            ),
            details,
            caption="作业内容和依据",
            size="compact",
        ),
        Signatures(SIGNERS, per_line=len(SIGNERS)),
    ]
    return source.paper(PLAN_TITLE, f"{year} 年", [blocks], orientation="landscape")


def due_in(plan: PlanCard, year: int, month: int) -> str:
    """How often a plan falls due in a month: ● for once."""
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    due = sum(first <= span.last <= last for span in spans(plan.plan, first, last))
    if not due:
        return ""
    return "●" if due == 1 else str(due)


def amount_of(source: Source, row: rows.Row) -> str:
    """清掏水箅子 20 个."""
    item = source.shown(PLANS, row, "item")
    quantity = source.shown(PLANS, row, "quantity")
    return f"{item} {quantity} {row['quantity_unit'] or ''}".strip() if quantity else item


def due_list(source: Source, conn: Reader) -> Paper:
    """What each plan of the period still asks for, facility by facility, with boxes."""
    of = plan_figures(conn, source.names, source.period, source.today)
    left = [line for line in of.lines if line.missing]
    if not of.lines:
        raise UserError(f"{source.period.title}没有到期的养护计划；请先在“养护计划”里新增。")
    share = of.kept
    blocks: list[Block] = [
        Masthead(DUE_TITLE, source.head.bureau, source.period.title),
        Paragraph(said_of(source.period, of.lines, percent(share.rate)), "note"),
    ]
    if not left:
        blocks.append(Paragraph("各项计划本期都已完成。"))
    for line in left:
        blocks += due_block(source, conn, line)
    blocks.append(Signatures(("班组负责人", "复核人"), per_line=2))
    return source.paper(DUE_TITLE, source.period.title, [blocks])


def said_of(period: Period, lines: Sequence[PlanLine], rate: str) -> str:
    """How many plans run, how many are behind."""
    behind = sum(bool(line.missing) and line.is_over for line in lines)
    return (
        f"本期进行中的计划 {len(lines)} 项，超期 {behind} 项；期限在{period.title}的完成率 {rate}。"
        "只列还没有做的；完成后打勾、写日期，发现问题的写明，回来登记。"
    )


def due_block(source: Source, conn: Reader, line: PlanLine) -> list[Block]:
    """The list of one plan and span."""
    keys = line.missing[:MOST_LISTED]
    order = (Sort("road"), Sort("code")) if line.of is FACILITIES else ()
    chosen = rows.ids(conn, line.of, Ids(keys), order, today=source.today)
    lines = []
    for number, row in enumerate(rows.page(conn, line.of, chosen, today=source.today), 1):
        if line.of is FACILITIES:
            where = (
                str(row["code"]),
                source.shown(FACILITIES, row, "road"),
                str(row["address"] or ""),
            )
        elif line.of is ROADS:
            where = (str(row["name"]), "", "")
        else:
            where = (line.plan, "", "")
        lines.append((str(number), *where, BOX, "", "", ""))
    state = "超期" if line.is_over else f"{day_short(line.span.last)}前"
    heading = f"{line.plan}（{line.span.title}，{state}，{line.kept}/{line.asked} 已做）"
    blocks: list[Block] = [Heading(heading, 3), Table(DUE, lines, size="compact")]
    if len(line.missing) > len(keys):
        blocks.append(Paragraph(f"另有 {len(line.missing) - len(keys)} 件没有列出。", "note"))
    return blocks
