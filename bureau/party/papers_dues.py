"""党费收缴表: members of each branch and their months, sums below, to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.ledger.lenient.phones import mask_name
from bureau.party.dues import BranchDues, Owed, dues_of, months_of, yuan
from bureau.party.paper_source import Source
from bureau.reports.paper import Block, Column, Heading, PageBreak, Paper, Paragraph, Table

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

FEW_MONTHS = 12
UNKNOWN = "未定"


def dues_paper(source: Source, conn: Reader) -> Paper:
    """Every branch on a page of its own. Raises UserError where there are no members."""
    found = dues_of(conn, source.names, source.period, source.today)
    if not found:
        raise UserError(f"{source.period.title}没有要缴党费的党员，请先登记党员名册。")
    months = months_of(source.period, source.today)
    if len(months) > FEW_MONTHS:
        raise UserError("党费收缴表一次最多印 12 个月，请换一个时段。")
    blocks: list[Block] = []
    for one in found:
        if blocks:
            blocks.append(PageBreak())
        blocks += branch_blocks(source, one, months)
    blocks.append(source.head.signatures)
    name = f"{source.period.title}党费收缴表"
    return Paper(
        title=name,
        blocks=tuple(blocks),
        form="ledger",
        orientation="portrait" if len(months) == 1 else "landscape",
        organisation=source.head.bureau,
        period=source.period.title,
        author=source.head.bureau,
        subject=name,
        keywords=source.keywords,
        made_at=source.head.made_at,
    )


def branch_blocks(source: Source, of: BranchDues, months: Sequence[date]) -> list[Block]:
    """One branch: what each member paid in each month, what is owed and paid in all."""
    columns = (
        Column("序号", numeric=True, weight=7),
        Column("姓名", weight=14),
        *(Column(f"{month.month}月", numeric=True, weight=10) for month in months),
        Column("应缴(元)", numeric=True, weight=13),
        Column("实缴(元)", numeric=True, weight=13),
        Column("备注", weight=14),
    )
    lines: list[tuple[str, ...]] = []
    by_member = sorted(of.owed, key=lambda one: one.member)
    for member, group in groupby(by_member, key=lambda one: one.member):
        owed = {one.month: one for one in group}
        if all(one.due == 0 for one in owed.values()):
            continue
        lines.append(
            (
                str(len(lines) + 1),
                name_of(source, member),
                *(paid_words(owed.get(month)) for month in months),
                yuan(sum(one.due or 0 for one in owed.values()))
                if all(one.due is not None for one in owed.values())
                else UNKNOWN,
                yuan(sum(one.paid for one in owed.values())),
                "未缴齐" if any(one.is_missing for one in owed.values()) else "",
            )
        )
    totals = (
        "",
        "合计",
        *(month_sum(of, month) for month in months),
        yuan(of.due),
        yuan(of.paid),
        "",
    )
    late = len(of.missing)
    said = f"应缴 {len(of.members)} 人，{f'未缴齐 {late} 人' if late else '已全部缴齐'}。"
    if of.unknown:
        said += f"{len(of.unknown)} 人没有党费基数，应缴数未定。"
    return [
        Heading(of.title, 2),
        Table(columns, lines, (totals,), size="compact"),
        Paragraph(said, "note"),
    ]


def name_of(source: Source, member: int) -> str:
    """Who it is; that somebody is a party member and pays so much is told to nobody by the way."""
    name = source.names.label("party-members", member)
    return mask_name(name) if source.masked else name


def paid_words(one: Owed | None) -> str:
    """What was paid for a month; blank where nothing was owed."""
    if one is None or (one.due == 0 and not one.paid):
        return ""
    return yuan(one.paid) if one.paid else "未缴"


def month_sum(of: BranchDues, month: date) -> str:
    """All that was paid for a month."""
    return yuan(sum(one.paid for one in of.owed if one.month == month))
