"""审定数: entering what was approved of a figure otherwise than it is counted, and what it does to figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.bulletin.ledgers.approved import APPROVED
from bureau.editing.acts import filled, present, require, take_each, today_text
from bureau.editing.inputs import Input, Inputs, Stored, is_blank_input, text_of
from bureau.editing.writing import Edited, add
from bureau.errors import UserError
from bureau.ledger.entry import EntryFault
from bureau.ledger.lenient.numbers import parse_decimal, parse_money_fen
from bureau.ledger.query import All, Blank, Is, Sort
from bureau.reports.change import MINUS, Quantity
from bureau.reports.named import AT, Named, Numbers
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.ledger.query import Filter
    from bureau.storage.connection import Reader

MARK: Final = "※"
"""What stands behind an approved number in papers."""
PLACES: Final = 2
"""Decimals of rates, scores and amounts of which nothing else is said."""
EXAMPLES: Final = {
    "count": "只能填数，例如 185",
    "rate": "按百分数填，例如 85.4 或 85.4%",
    "score": "按分数填，例如 91.5",
    "money": "按元填，例如 12345.60",
    "rank": "只能填名次，例如 2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One figure of one period as it was approved; `computed` is what it was counted as then."""

    record: int
    key: str
    title: str
    computed: str
    words: str
    unit: str
    reason: str
    approver: str
    approved_on: str
    period: str

    def told(self, computed: str) -> str:
        """发案统计为183件，审定为185件（局长办公会审定，理由：…）."""
        decided = self.approver if self.approver.endswith("审定") else f"{self.approver}审定"
        return (
            f"{self.title}统计为{computed}{self.unit}，审定为{self.words}{self.unit}"
            f"（{decided}，理由：{self.reason.rstrip('。')}）"
        )


# -- what is approved ------------------------------------------------------------------------------


def of_period(period: Period) -> Filter:
    """Approvals that are in force for exactly these days."""
    return All(
        (
            Is("first_on", period.first.isoformat()),
            Is("last_on", period.last.isoformat()),
            Blank("withdrawn_on"),
        )
    )


def approved_of(conn: Reader, period: Period, today: date) -> tuple[Approval, ...]:
    """What of a period's figures was approved otherwise, as entered."""
    found = rows.ids(conn, APPROVED, of_period(period), [Sort("title")], today=today)
    return tuple(map(approval, rows.page(conn, APPROVED, found, today=today)))


def approval(row: Mapping[str, object]) -> Approval:
    """A stored one."""
    said = {
        key: str(row[key] or "")
        for key in ("title", "computed", "unit", "reason", "approver", "approved_on", "period")
    }
    return Approval(
        record=int(str(row["id"])), key=str(row["figure"]), words=str(row["approved"]), **said
    )


def with_approved(numbers: Numbers, approvals: Iterable[Approval]) -> Numbers:
    """The figures as approved: changes against other periods are reckoned from the approved value.

    What can't be read as its figure any more leaves the figure as it is counted.
    """
    given = {one.key: one for one in approvals}

    def approved(one: Named) -> Named:
        try:
            return replace(one, value=value_of(one, given[one.key].words))
        except UserError:
            return one

    return Numbers(approved(one) if one.key in given else one for one in numbers.values())


def changed_since(approvals: Iterable[Approval], numbers: Numbers) -> tuple[str, ...]:
    """A sentence for each figure that is counted otherwise than when it was approved, or is gone."""
    said = []
    for one in approvals:
        now = numbers.get(one.key)
        if now is None:
            said.append(f"{one.period}“{one.title}”有审定数，现在统计不出这个指标了，请核对。")
        elif now.text != one.computed:
            said.append(
                f"{one.period}“{one.title}”统计数已变：审定时{one.computed}{one.unit}，"
                f"现在{now.text}{one.unit}，审定为{one.words}{one.unit}，请核对是否还用审定数。"
            )
    return tuple(said)


# -- values ----------------------------------------------------------------------------------------


def value_of(one: Named, typed: str) -> Quantity | str:
    """What somebody typed, read as this figure is measured. Raises UserError that says how to type it."""
    text = typed.strip().replace(MINUS, "-").removesuffix(MARK).strip()
    if one.measure == "words":
        if not text:
            raise UserError("请填写审定数。")
        return text
    fault = f"“{one.title}”的审定数看不懂：{EXAMPLES[one.measure]}。"
    try:
        if one.measure == "money":
            return parse_money_fen(text)
        number = parse_decimal(text, unit=one.unit, percent=one.measure == "rate")
    except EntryFault:
        raise UserError(fault) from None
    if one.measure != "score" and number < 0:
        raise UserError(f"“{one.title}”不会小于 0，请核对。")
    places = places_of(one)
    if number != round(number, places):
        kept = f"最多 {places} 位小数" if places else "只能是整数"
        raise UserError(f"“{one.title}”{kept}，请核对审定数。")
    if one.measure == "rate":
        if number > 100:
            raise UserError(f"“{one.title}”不会超过 100%，请核对。")
        return Fraction(number) / 100
    if number == number.to_integral_value() and one.measure in ("count", "rank"):
        return int(number)
    return Fraction(number)


def places_of(one: Named) -> int:
    """Decimals that a value of this figure may have."""
    if one.places is not None:
        return one.places
    if one.measure in ("rate", "score"):
        return PLACES
    if one.measure == "rank" or one.value is None or isinstance(one.value, str):
        return 0
    return 0 if Fraction(one.value).denominator == 1 and not isinstance(one.value, Decimal) else 2


# -- acts ------------------------------------------------------------------------------------------


def approve(desk: Desk, period: Period, one: Named, inputs: Inputs) -> int:
    """登记审定数: `inputs` are approved, reason, approver, approved_on (today where blank), note.

    Raises UserError where the value can't be read, something is missing, the figure is approved
    already or what is approved is what was counted; EditFault.
    """
    given = filled(inputs)
    require(APPROVED, given, "approved", "reason", "approver")
    value = one.said(value_of(one, text_of(given["approved"])))
    if value == one.text:
        raise UserError(f"“{one.title}”统计出来就是 {value}，不用登记审定数。")
    with desk.store.snapshot() as conn:
        there = [other for other in approved_of(conn, period, desk.today()) if other.key == one.key]
    if there:
        raise UserError(
            f"{period.title}“{one.title}”已经审定为 {there[0].words}{there[0].unit}，"
            "要改请先撤销那一条审定数。"
        )
    wanted: dict[str, Input] = {
        **given,
        "period": Stored(period.title),
        "first_on": Stored(period.first.isoformat()),
        "last_on": Stored(period.last.isoformat()),
        "figure": Stored(one.key),
        "title": Stored(one.title),
        "computed": Stored(one.text),
        "approved": Stored(value),
        "unit": Stored(one.unit or None),
    }
    if is_blank_input(wanted.get("approved_on")):
        wanted["approved_on"] = today_text(desk)
    return add(desk, APPROVED, wanted, label=f"登记审定数{one.title}（{period.title}）")


def withdraw(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """撤销审定: they stay in the ledger with the reason, and papers print what is counted again.

    Raises UserError without a reason, or for one that is withdrawn already; EditFault.
    """
    given = filled(inputs)
    require(APPROVED, given, "withdrawn_reason")
    for row in present(desk, APPROVED, records):
        if row["withdrawn_on"]:
            raise UserError(f"“{row['title']}”的审定数已经撤销过了，请刷新列表。")
    given.setdefault("withdrawn_on", today_text(desk))
    return take_each(desk, APPROVED, "撤销", dict.fromkeys(records, given))


def keys_of(references: Iterable[str]) -> frozenset[str]:
    """The figures that references are about, whatever of them."""
    return frozenset(reference.partition(AT)[0] for reference in references)
