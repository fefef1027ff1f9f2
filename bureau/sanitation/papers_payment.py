"""付款审批表: what is due to a contractor for a month or a quarter, what was paid of it, what is to be paid now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import Row, day_of, month_text, whole_of
from bureau.reports.amounts import amount_text, day_text, in_capitals
from bureau.reports.change import NONE
from bureau.reports.form_rows import QUARTERS, Cells, quarter, signing, wide
from bureau.reports.paper import Block, Column, FormTable, Gap, Masthead, Paper, Paragraph, Table
from bureau.sanitation.ledgers import CONTRACTS, PAYMENTS
from bureau.sanitation.money import Deposit, Due, Dues, deposits, due_of, shares
from bureau.sanitation.paper_source import Source, score_cell, term_words
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.sanitation.judging import Judgement
    from bureau.storage.connection import Reader

MONTHS: Final = (
    Column("费用月份", align="center", weight=17),
    Column("得分", align="center", weight=13),
    Column("计费基数", numeric=True, weight=20),
    Column("扣减", numeric=True, weight=18),
    Column("更正", numeric=True, weight=16),
    Column("应付", numeric=True, weight=20),
    Column("已付", numeric=True, weight=20),
    Column("状态", align="center", weight=12),
)
SIGNERS: Final = ("经办人", "环卫所", "考核办", "财务审核", "分管领导", "局长")


def payment_approvals(source: Source, conn: Reader) -> Paper:
    """A sheet for each contract, over all months of the period."""
    together: dict[int, list[Judgement]] = {}
    for one in source.judged:
        together.setdefault(one.contract.record, []).append(one)
    return source.sheets(
        "环卫服务费付款审批表",
        (
            approval(source, Account.of(conn, source, contract, months))
            for contract, months in together.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Account:
    """A contract's months as they were judged and in money, the payments behind it, and the deposit."""

    months: tuple[Judgement, ...]
    dues: Dues
    payments: tuple[Row, ...]
    deposit: Deposit | None

    @classmethod
    def of(
        cls, conn: Reader, source: Source, contract: int, months: Sequence[Judgement]
    ) -> Account:
        """As the ledger of payments has it."""
        today = source.today
        given = shares(conn, source.names, contract, today)
        found = Dues(tuple(due_of(one, given) for one in months))
        refs = dict.fromkeys(ref for due in found.months for ref in due.refs)
        deposit = next(
            (one for one in deposits(conn, source.names, today) if one.contract == contract), None
        )
        paid = rows.page(conn, PAYMENTS, refs, today=today)
        return cls(tuple(months), found, tuple(paid), deposit)


def approval(source: Source, account: Account) -> list[Block]:
    """One sheet."""
    unissued = any(not one.is_issued for one in account.months)
    blocks: list[Block] = [
        Masthead(
            "环卫服务费付款审批表",
            source.head.bureau,
            copy="有未签发的月份，未计入应付" if unissued else "",
        ),
        facts(source, account),
        due_table(account),
    ]
    if account.payments:
        listed = "；".join(payment_words(source, row) for row in account.payments)
        blocks.append(Paragraph(f"付款记录：{listed}。", "note"))
    return [*blocks, Gap(2), FormTable(QUARTERS, now_rows(account)), signing(SIGNERS)]


def payment_words(source: Source, row: Row) -> str:
    """2026年11月9日付 79,000.00 元（月度服务费 2026-10，凭证 123）."""
    paid = day_of(row, "paid_on")
    when = f"{day_text(paid)}付" if paid else "待付"
    said = f"{source.shown(PAYMENTS, row, 'kind')} {span_words(row)}"
    voucher = f"，凭证 {row['voucher']}" if row["voucher"] else ""
    return f"{when} {amount_text(whole_of(row, 'amount_fen') or 0)} 元（{said}{voucher}）"


def facts(source: Source, account: Account) -> FormTable:
    """Contract, contractor and what they agreed on about paying."""
    last = account.months[-1]
    contract = last.contract.row
    one = account.deposit
    deposit = NONE
    if one is not None:
        deposit = f"应收 {amount_text(one.asked_fen)} 元，在押 {amount_text(one.held_fen)} 元"
    return FormTable(
        QUARTERS,
        (
            quarter(("标段", last.section), ("收款单位", last.company)),
            quarter(("合同编号", str(contract["number"])), ("费用期间", source.period.title)),
            quarter(
                ("合同期限", term_words(last)),
                ("付款周期", source.shown(CONTRACTS, contract, "payment_term") or NONE),
            ),
            wide("履约保证金", deposit),
        ),
    )


def due_table(account: Account) -> Table:
    """Every month; the sums are of the issued ones."""
    issued = [one.fee for one in account.months if one.is_issued and one.fee]
    sums = (
        "合计",
        "",
        amount_text(sum(one.base_fen for one in issued)),
        amount_text(sum(one.deducted_fen for one in issued)),
        amount_text(sum(one.payable_fen - one.settled_fen for one in issued)),
        amount_text(account.dues.due_fen),
        amount_text(account.dues.received_fen),
        "",
    )
    return Table(
        MONTHS,
        [
            month_line(one, due)
            for one, due in zip(account.months, account.dues.months, strict=True)
        ],
        (sums,),
        caption="应付服务费（合计只计已签发的月份）",
        unit="元",
        size="compact",
    )


def month_line(judged: Judgement, due: Due) -> tuple[str, ...]:
    """One month."""
    fee = judged.fee
    money = (
        (NONE,) * 4
        if fee is None
        else (
            amount_text(fee.base_fen),
            amount_text(fee.deducted_fen),
            amount_text(fee.payable_fen - fee.settled_fen),
            amount_text(fee.payable_fen),
        )
    )
    return (
        month_text(judged.period.first),
        score_cell(judged),
        *money,
        amount_text(due.received_fen),
        "已签发" if judged.is_issued else "未签发",
    )


def span_words(row: Row) -> str:
    """2026-10, or 2026-10 至 2026-12."""
    first, last = day_of(row, "first_month"), day_of(row, "last_month")
    if first is None:
        return NONE
    begins = month_text(first)
    return begins if last is None or last == first else f"{begins}至{month_text(last)}"


def now_rows(account: Account) -> tuple[Cells, ...]:
    """What is to be paid now."""
    dues = account.dues
    open_fen = dues.open_fen
    ahead = f"，其中 {amount_text(dues.ahead_fen)} 元属未签发的月份" if dues.ahead_fen else ""
    if open_fen < 0:
        said = f"已付超过应付 {amount_text(-open_fen)} 元，本次不付，请核对"
    else:
        said = f"{amount_text(open_fen)} 元（{in_capitals(open_fen)}）"
    return (
        quarter(
            ("应付合计", f"{amount_text(dues.due_fen)} 元"),
            ("已付合计", f"{amount_text(dues.received_fen)} 元{ahead}"),
        ),
        wide("本次应付", said),
    )
