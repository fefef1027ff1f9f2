"""费用台账 in the words of its page: the months of each contract with their sums, the deposits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bureau.assessment.stored import month_text
from bureau.ledger.query import Ids, Is, Titled
from bureau.sanitation.ledgers import CONTRACTS, MONTHS, PAYMENTS
from bureau.sanitation.money import Deposit, Due, Dues, of_deposits
from ui.assessment.amounts import money
from ui.ledger.tones import marked
from ui.month.numbers import Behind, Cell, Grid

HEADS = ("标段", "公司", "合同", "月份", "应付(元)", "已付(元)", "未付(元)", "签发")
NUMBERS = (4, 5, 6)
"""Columns of figures, set to the right."""
DEPOSIT_HEADS = ("合同", "公司", "应收(元)", "已收(元)", "已退(元)", "在押(元)", "欠收(元)")
DEPOSIT_NUMBERS = (2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a month of a contract, or the sum of a contract (without `due`)."""

    of: Dues
    due: Due | None = None

    @property
    def chosen(self) -> Dues:
        """What would be paid: the month, or all months of the contract."""
        return self.of if self.due is None else Dues((self.due,))


def lines_of(contracts: Iterable[Dues]) -> tuple[Line, ...]:
    """The months of each contract and below them their sum, where there are several."""
    found: list[Line] = []
    for of in contracts:
        found += [Line(of, due) for due in of.months]
        if len(of.months) > 1:
            found.append(Line(of))
    return tuple(found)


def money_grid(lines: Sequence[Line], contracts: Sequence[Dues]) -> Grid:
    """The lines, and the whole in the last one."""
    rows = [
        sum_cells("小计", line.of.months) if line.due is None else due_cells(line.due)
        for line in lines
    ]
    sums = tuple(place for place, line in enumerate(lines) if line.due is None)
    if len(contracts) > 1:
        rows.append(sum_cells("合计", [due for of in contracts for due in of.months]))
    return Grid(HEADS, tuple(rows), summed=len(contracts) > 1, named=4, sums=sums)


def due_cells(due: Due) -> tuple[Cell, ...]:
    """One month: what is due leads to the month, what was paid to the payments."""
    month = month_text(due.month.first)
    contract = CONTRACTS.name, Titled(f"{due.section}合同", Is("id", due.contract))
    return (
        Cell(due.section),
        Cell(due.company, hint=due.company),
        Cell(due.number, contract, due.number),
        Cell(month, month_of(due)),
        Cell(money(due.due_fen), month_of(due), "" if due.is_issued else "没有签发，不计入未付"),
        Cell(
            money(due.received_fen) if due.received_fen else "",
            payments_of([due], month),
            waiting_words(due.waiting_fen),
        ),
        open_cell(due.open_fen),
        Cell(state_words(due)),
    )


def sum_cells(title: str, months: Sequence[Due]) -> tuple[Cell, ...]:
    """A contract, or all of them."""
    of = Dues(tuple(months))
    named = months[0].section if title == "小计" else ""
    return (
        Cell(named),
        Cell(""),
        Cell(""),
        Cell(title),
        Cell(money(of.due_fen), hint="只计已签发的月份"),
        Cell(money(of.received_fen), payments_of(months, named or "全部标段")),
        open_cell(of.open_fen, zero="0.00"),
        Cell(""),
    )


def open_cell(fen: int, zero: str = "") -> Cell:
    """What is still to be paid; more paid than due is said."""
    return Cell(money(fen) if fen else zero, hint="已付超过应付，请核对" if fen < 0 else "")


def waiting_words(fen: int) -> str:
    """What of the payments has no day of payment; "" for nothing."""
    return f"已付里有 {money(fen)} 元没有填支付日期，付了再补上" if fen else ""


def state_words(due: Due) -> str:
    """Whether the month is issued; what isn't is no debt yet."""
    if due.is_issued:
        return marked("已签发", "good")
    return marked("未签发（暂算）" if due.due_fen is not None else "未签发，还算不出", "neutral")


def month_of(due: Due) -> Behind | None:
    """The record of the month, where it was begun."""
    if due.record is None:
        return None
    title = f"{due.section} {month_text(due.month.first)} 考核"
    return MONTHS.name, Titled(title, Is("id", due.record))


def payments_of(months: Iterable[Due], title: str) -> Behind | None:
    """The payments behind what months have got."""
    refs = tuple(dict.fromkeys(ref for due in months for ref in due.refs))
    return (PAYMENTS.name, Titled(f"{title}付款", Ids(refs))) if refs else None


def deposit_grid(found: Sequence[Deposit]) -> Grid:
    """The deposits; the figures lead to what came in and went back."""
    rows = tuple(
        (
            Cell(
                one.number, (CONTRACTS.name, Titled(f"合同 {one.number}", Is("id", one.contract)))
            ),
            Cell(one.company, hint=one.company),
            *deposit_cells(
                one,
                one.asked_fen,
                one.received_fen,
                one.returned_fen,
                one.held_fen,
                one.missing_fen,
            ),
        )
        for one in found
    )
    return Grid(DEPOSIT_HEADS, rows, summed=False, named=2)


def deposit_cells(one: Deposit, *amounts: int) -> tuple[Cell, ...]:
    """Asked, received, returned, held, missing."""
    behind = PAYMENTS.name, Titled(f"{one.number} 履约保证金", of_deposits(one.contract))
    paid = one.received_fen or one.returned_fen
    return tuple(
        Cell(money(fen) if fen else "", behind if paid and fen else None) for fen in amounts
    )
