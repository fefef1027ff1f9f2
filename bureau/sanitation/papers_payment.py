"""付款审批表: what is due to a contractor for a month or a quarter, what was paid of it, what is to be paid now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import Row, day_of, month_text, whole_of
from bureau.ledger.query import Is, Sort
from bureau.reports.amounts import amount_text, day_text, in_capitals
from bureau.reports.change import NONE
from bureau.reports.form_rows import QUARTERS, Cells, quarter, signing, wide
from bureau.reports.paper import Block, Column, FormTable, Gap, Masthead, Paper, Paragraph, Table
from bureau.sanitation.ledgers import CONTRACTS, PAYMENTS
from bureau.sanitation.paper_source import Source, scored_words, term_words
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.sanitation.judging import Judgement
    from bureau.storage.connection import Reader

FEES: Final = (6101, 6102)
"""Kinds of payment that are fees: 月度服务费, 季度服务费."""
DEPOSIT_IN, DEPOSIT_OUT = 6103, 6104
MONTHS: Final = (
    Column("费用月份", align="center", weight=17),
    Column("考核得分", align="center", weight=15),
    Column("计费基数", numeric=True, weight=22),
    Column("考核扣减", numeric=True, weight=20),
    Column("更正、结转", numeric=True, weight=19),
    Column("应付金额", numeric=True, weight=22),
    Column("状态", align="center", weight=15),
)
PAID: Final = (
    Column("支付日期", align="center", weight=24),
    Column("付款类别", weight=24),
    Column("费用月份", align="center", weight=30),
    Column("凭证号", weight=24),
    Column("金额", numeric=True, weight=26),
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
            approval(source, Account.of(conn, contract, months, source.today))
            for contract, months in together.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Account:
    """A contract's months and what was paid: for them, and beyond them together with other months."""

    months: tuple[Judgement, ...]
    paid: tuple[Row, ...]
    beyond: tuple[Row, ...]
    deposit_fen: int

    @classmethod
    def of(cls, conn: Reader, contract: int, months: Sequence[Judgement], today: date) -> Account:
        """As the ledger of payments has it."""
        wanted = Is("contract", contract)
        found = rows.ids(conn, PAYMENTS, wanted, [Sort("paid_on"), Sort("id")], today=today)
        first, last = months[0].period.first, months[-1].period.last
        paid, beyond, deposit_fen = [], [], 0
        for row in rows.page(conn, PAYMENTS, found, today=today):
            fen = whole_of(row, "amount_fen") or 0
            if row["kind"] in (DEPOSIT_IN, DEPOSIT_OUT):
                deposit_fen += fen if row["kind"] == DEPOSIT_IN else -fen
            begins = day_of(row, "first_month")
            if row["kind"] not in FEES or begins is None or row["paid_on"] is None:
                continue
            ends = day_of(row, "last_month") or begins
            if first <= begins and ends <= last:
                paid.append(row)
            elif begins <= last and first <= ends:
                beyond.append(row)
        return cls(tuple(months), tuple(paid), tuple(beyond), deposit_fen)

    @property
    def due_fen(self) -> int:
        """Payable for the months that are issued."""
        return sum(one.fee.payable_fen for one in self.months if one.is_issued and one.fee)

    @property
    def paid_fen(self) -> int:
        """Paid for these months."""
        return sum(whole_of(row, "amount_fen") or 0 for row in self.paid)

    @property
    def open_fen(self) -> int:
        """To be paid now; negative where more was paid than is due."""
        return self.due_fen - self.paid_fen


def approval(source: Source, account: Account) -> list[Block]:
    """One sheet."""
    unissued = [one for one in account.months if not one.is_issued]
    note = "有未签发的月份，未计入应付" if unissued else ""
    blocks: list[Block] = [
        Masthead("环卫服务费付款审批表", source.head.bureau, copy=note),
        facts(source, account),
        due_table(account),
    ]
    if account.paid:
        blocks.append(paid_table(source, account.paid))
    if account.beyond:
        listed = "、".join(
            f"{span_words(row)} {amount_text(whole_of(row, 'amount_fen') or 0)} 元"
            for row in account.beyond
        )
        blocks.append(
            Paragraph(f"另有与其他月份合并支付的：{listed}，没有计入已付，请核对。", "note")
        )
    return [
        *blocks,
        Gap(2),
        FormTable(QUARTERS, now_rows(account)),
        signing(SIGNERS),
    ]


def facts(source: Source, account: Account) -> FormTable:
    """Contract, contractor and what they agreed on about paying."""
    last = account.months[-1]
    contract = last.contract.row
    agreed = whole_of(contract, "deposit_fen")
    deposit = f"应收 {amount_text(agreed)} 元，" if agreed is not None else ""
    return FormTable(
        QUARTERS,
        (
            quarter(("标段", last.section), ("收款单位", last.company)),
            quarter(("合同编号", str(contract["number"])), ("费用期间", source.period.title)),
            quarter(
                ("合同期限", term_words(last)),
                ("付款周期", source.shown(CONTRACTS, contract, "payment_term") or NONE),
            ),
            wide("履约保证金", f"{deposit}在押 {amount_text(account.deposit_fen)} 元"),
        ),
    )


def due_table(account: Account) -> Table:
    """Every month; the sums are of the issued ones."""
    issued = [one.fee for one in account.months if one.is_issued and one.fee]
    sums = (
        "已签发合计",
        "",
        amount_text(sum(one.base_fen for one in issued)),
        amount_text(sum(one.deducted_fen for one in issued)),
        amount_text(sum(one.payable_fen - one.settled_fen for one in issued)),
        amount_text(account.due_fen),
        "",
    )
    return Table(
        MONTHS,
        [month_line(one) for one in account.months],
        (sums,),
        caption="应付服务费",
        unit="元",
        size="compact",
    )


def month_line(judged: Judgement) -> tuple[str, ...]:
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
    state = "已签发" if judged.is_issued else "未签发"
    return (judged.period.title, scored_words(judged), *money, state)


def paid_table(source: Source, paid: Sequence[Row]) -> Table:
    """What was paid for these months."""
    sums = ("合计", "", "", "", amount_text(sum(whole_of(row, "amount_fen") or 0 for row in paid)))
    return Table(
        PAID,
        [
            (
                day_text(day_of(row, "paid_on")),
                source.shown(PAYMENTS, row, "kind"),
                span_words(row),
                str(row["voucher"] or NONE),
                amount_text(whole_of(row, "amount_fen") or 0),
            )
            for row in paid
        ],
        (sums,),
        caption="已付服务费",
        unit="元",
        size="compact",
    )


def span_words(row: Row) -> str:
    """2026-10, or 2026-10 至 2026-12."""
    first, last = day_of(row, "first_month"), day_of(row, "last_month")
    if first is None:
        return NONE
    begins = month_text(first)
    return begins if last is None or last == first else f"{begins} 至 {month_text(last)}"


def now_rows(account: Account) -> tuple[Cells, ...]:
    """What is to be paid now."""
    open_fen = account.open_fen
    if open_fen < 0:
        said = f"已付超过应付 {amount_text(-open_fen)} 元，本次不付，请核对"
    else:
        said = f"{amount_text(open_fen)} 元（{in_capitals(open_fen)}）"
    return (
        quarter(
            ("应付合计", f"{amount_text(account.due_fen)} 元"),
            ("已付合计", f"{amount_text(account.paid_fen)} 元"),
        ),
        wide("本次应付", said),
    )
