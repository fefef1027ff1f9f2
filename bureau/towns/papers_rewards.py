"""奖罚明细表: what each town gets or pays for a month, why, the sums in capitals, who signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import Row, day_of, whole_of
from bureau.reports.amounts import amount_text, day_short, in_capitals
from bureau.reports.change import NONE
from bureau.reports.form_rows import QUARTERS, quarter, signing, wide
from bureau.reports.paper import Block, Column, FormTable, Gap, Masthead, Paper, Paragraph, Table
from bureau.towns.ledgers import REWARDS
from bureau.towns.months import UNSETTLED
from bureau.towns.paper_source import Source, draft_of, paper_number
from bureau.towns.papers_scores import (
    TIES,
    TOWN,
    paying,
    penalised_fen,
    rank_text,
    rewarded_fen,
    total_text,
)
from bureau.towns.records import found, of_month

if TYPE_CHECKING:
    from bureau.assessment.ranking import Place
    from bureau.storage.connection import Reader
    from bureau.towns.judging import TownMonth

SIGNERS: Final = ("制表", "城管委办\n审核", "分管领导", "主要领导", "财政部门", "兑现经办")
COLUMNS: Final = (
    Column("序号", align="center", weight=9),
    Column("组别", align="center", weight=17),
    Column("名次", align="center", weight=9),
    TOWN,
    Column("得分", numeric=True, weight=12),
    Column("奖励（元）", numeric=True, weight=19),
    Column("扣罚（元）", numeric=True, weight=19),
    Column("说明", weight=34),
)


def reward_sheets(source: Source, conn: Reader) -> Paper:
    """A sheet for each month of the period that has a ranking. Raises UserError without any."""
    pages = [reward_sheet(source, conn, month) for month in source.needed()]
    return source.paper(
        "镇街考核奖罚明细表", source.period.title, pages, watermark=source.watermark
    )


def reward_sheet(source: Source, conn: Reader, month: TownMonth) -> list[Block]:
    """One of them."""
    draft = draft_of(month)
    blocks: list[Block] = [
        Masthead(
            "镇街城市管理综合考核奖罚明细表",
            source.issuer(month),
            paper_number(month),
            f"{draft}，未签发，金额仅供核对" if draft else "",
        ),
        facts(month),
    ]
    places = paying(month)
    if not places:
        return [*blocks, Gap(3), Paragraph("本月没有奖励和扣罚。"), signing(SIGNERS)]
    gets, pays = rewarded_fen(month), penalised_fen(month)
    settled = settlements(source, conn, month)
    rows = [line(number, one, settled) for number, one in enumerate(places, 1)]
    sums = ("", "合计", "", "", "", amount_text(gets), amount_text(pays), "")
    return [
        *blocks,
        Table(COLUMNS, rows, (sums,), size="compact"),
        FormTable(
            QUARTERS,
            (
                wide("奖励合计\n（大写）", capitals(gets)),
                wide("扣罚合计\n（大写）", capitals(abs(pays))),
                wide("奖罚相抵", difference(gets + pays)),
            ),
        ),
        signing(SIGNERS),
    ]


def facts(month: TownMonth) -> FormTable:
    """The month and by which rules."""
    awards = month.awards
    return FormTable(
        QUARTERS,
        (
            quarter(
                ("考核月份", month.period.title),
                ("依据文号", paper_number(month) or NONE),
            ),
            wide("奖罚办法", awards.title if awards is not None else NONE),
            wide("并列名次", f"{TIES[awards.ties]}。" if awards is not None else NONE),
        ),
    )


def line(number: int, place: Place, settled: Mapping[str, str]) -> tuple[str, ...]:
    """One town."""
    why = place.reason or reason_words(place)
    said = "；".join(filter(None, (why, settled.get(place.key, ""))))
    return (
        str(number),
        place.group or NONE,
        rank_text(place),
        place.title,
        total_text(place),
        amount_text(place.fen) if place.fen > 0 else NONE,
        amount_text(place.fen) if place.fen < 0 else NONE,
        said,
    )


def reason_words(place: Place) -> str:
    """第1名, or 倒数第1名 for those that pay."""
    if place.rank is None or place.fen >= 0:
        return rank_text(place) if place.rank is None else f"第{place.rank}名"
    return f"倒数第{place.units - place.rank + 1}名"


def settlements(source: Source, conn: Reader, month: TownMonth) -> dict[str, str]:
    """What became of each line by town: 已兑现（11月9日）, and what its note says."""
    if not month.is_issued:
        return {}
    rows = found(conn, REWARDS, of_month(month.period.first), source.today)
    return {str(whole_of(row, "town") or 0): settled_words(source, row) for row in rows}


def settled_words(source: Source, row: Row) -> str:
    """One line's."""
    said = []
    if row["state"] is not None and row["state"] != UNSETTLED:
        day = day_short(day_of(row, "settled_on"))
        said.append(f"{source.shown(REWARDS, row, 'state')}{f'（{day}）' if day else ''}")
    if row["note"]:
        said.append(str(row["note"]))
    return "；".join(said)


def capitals(fen: int) -> str:
    """人民币壹拾万元整, 无 for nothing."""
    return f"{in_capitals(fen)}（{amount_text(fen)} 元）" if fen else "无"


def difference(fen: int) -> str:
    """Rewards less penalties in words."""
    if not fen:
        return "奖罚相等"
    return f"{'净支出' if fen > 0 else '净收入'} {amount_text(abs(fen))} 元"
