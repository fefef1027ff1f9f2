"""A rule of payment as a clerk edits it: its charges by shape, events and clauses, all texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args

from bureau.assessment.exact import HUNDRED
from bureau.assessment.misfits import Misfit
from bureau.assessment.rules import (
    Charge,
    Clause,
    EventKind,
    Inner,
    PercentPerPoint,
    Points,
    Price,
    RingFenced,
    Rule,
    Tier,
    Tiers,
    Weight,
    Within,
    YuanPerPoint,
    YuanPerProblem,
    check_rule,
)
from bureau.assessment.sheet_texts import (
    Line,
    fen_of,
    free_key,
    needed,
    number_of,
    shown,
    shown_yuan,
    text_of,
    whole_number_of,
)

TIERS, PERCENT, YUAN, PROBLEM = (
    Tiers.shape,
    PercentPerPoint.shape,
    YuanPerPoint.shape,
    YuanPerProblem.shape,
)
SHAPES: Mapping[str, str] = {
    TIERS: "分档支付",
    PERCENT: "每低 1 分扣百分之几",
    YUAN: "每低 1 分扣多少元",
    PROBLEM: "每处问题扣多少元",
}
POINTS: Mapping[str, str] = {
    "exact": "按实际分数",
    "up": "不足 1 分按 1 分计",
    "down": "不足 1 分不计",
}
WITHIN: Mapping[str, str] = {"row": "连续", "year": "当年累计"}
WEIGHTS: Mapping[str, str] = {
    "warning": "警告",
    "money": "扣款",
    "termination": "可解除合同",
}


def sheet_of(rule: Rule) -> RuleSheet:
    """A rule laid out for editing."""
    return RuleSheet(
        fields={
            "title": rule.title,
            "cap": shown(rule.cap),
            "passing": shown(rule.passing),
            "note": rule.note,
        },
        charges=[charge_sheet(charge) for charge in rule.charges],
        events=[event_line(one) for one in rule.events],
        clauses=[clause_line(one) for one in rule.clauses],
    )


def charge_sheet(charge: Charge) -> ChargeSheet:
    """One charge laid out; one that judges a part of the fee keeps the part beside its inner shape."""
    fields = {"part": "", "block": "", "part_title": ""}
    inner: Inner
    if isinstance(charge, RingFenced):
        fields = {
            "part": shown(charge.percent),
            "block": charge.block,
            "part_title": charge.title,
        }
        inner = charge.inner
    else:
        inner = charge
    sheet = ChargeSheet(fields={**fields, "shape": inner.shape})
    match inner:
        case Tiers(tiers=tiers):
            sheet.tiers = [
                {
                    "key": f"tier-{at}",
                    "at_least": shown(tier.at_least),
                    "pay": shown(tier.pay),
                    "title": tier.title,
                }
                for at, tier in enumerate(tiers)
            ]
        case PercentPerPoint():
            sheet.fields |= {"target": shown(inner.target), "percent": shown(inner.percent)}
            sheet.fields["points"] = inner.points
        case YuanPerPoint():
            sheet.fields |= {"target": shown(inner.target), "fen": shown_yuan(inner.fen)}
            sheet.fields["points"] = inner.points
        case YuanPerProblem():
            sheet.fields["fen"] = shown_yuan(inner.fen)
            sheet.prices = [
                {"key": f"price-{at}", "item": price.item, "fen": shown_yuan(price.fen)}
                for at, price in enumerate(inner.prices)
            ]
    return sheet


def event_line(event: EventKind) -> Line:
    """An event's row."""
    return {
        "key": event.key,
        "title": event.title,
        "percent": shown(event.percent) if event.percent else "",
        "fen": shown_yuan(event.fen),
    }


def clause_line(clause: Clause) -> Line:
    """A clause's row."""
    return {
        "key": clause.key,
        "title": clause.title,
        "at_least": shown(clause.at_least),
        "below": shown(clause.below),
        "times": str(clause.times),
        "within": clause.within,
        "weight": clause.weight,
        "fen": shown_yuan(clause.fen),
    }


def read_sheet(sheet: RuleSheet, *, key: str) -> Rule:
    """The rule that a sheet says, checked. Raises Misfit."""
    fields = sheet.fields
    cap = number_of(fields, "cap", "封顶比例")
    rule = Rule(
        key=key,
        title=text_of(fields, "title", "名称"),
        charges=tuple(charge_of(one, at) for at, one in enumerate(sheet.charges)),
        events=tuple(event_of(line) for line in sheet.events),
        clauses=tuple(clause_of(line) for line in sheet.clauses),
        cap=HUNDRED if cap is None else cap,
        passing=number_of(fields, "passing", "合格分数"),
        note=fields.get("note", "").strip(),
    )
    check_rule(rule)
    return rule


def charge_of(sheet: ChargeSheet, at: int) -> Charge:
    """The charge that one sheet says. Raises Misfit."""
    line = {**sheet.fields, "key": f"charge-{at}"}
    inner = inner_of(sheet, line)
    part = number_of(line, "part", "用于考核的部分")
    if part is None:
        if line.get("block"):
            raise Misfit(
                "按某一大项得分扣减时，要填写它对应月服务费的百分之几。", line["key"], "part"
            )
        return inner
    title = line.get("part_title", "").strip() or "考核部分"
    return RingFenced(percent=part, inner=inner, block=line.get("block", ""), title=title)


def inner_of(sheet: ChargeSheet, line: Line) -> Inner:
    """A charge without the part of the fee that it judges. Raises Misfit."""
    match line.get("shape"):
        case "percent-per-point":
            return PercentPerPoint(
                target=needed(line, "target", "目标分数"),
                percent=needed(line, "percent", "每低 1 分扣的比例"),
                points=points_of(line),
            )
        case "yuan-per-point":
            return YuanPerPoint(
                target=needed(line, "target", "目标分数"),
                fen=fen_of(line, "fen", "每低 1 分扣的金额"),
                points=points_of(line),
            )
        case "yuan-per-problem":
            prices = tuple(price_of(one) for one in sheet.prices)
            return YuanPerProblem(fen=fen_of(line, "fen", "每处扣的金额"), prices=prices)
        case _:
            return Tiers(tiers=tuple(tier_of(one) for one in sheet.tiers))


def points_of(line: Line) -> Points:
    """How points are counted."""
    return next((one for one in get_args(Points) if one == line.get("points")), "exact")


def tier_of(line: Line) -> Tier:
    """The tier of a row. Raises Misfit."""
    return Tier(
        at_least=needed(line, "at_least", "分数下限"),
        pay=needed(line, "pay", "支付比例"),
        title=line.get("title", "").strip(),
    )


def price_of(line: Line) -> Price:
    """The price of a row. Raises Misfit."""
    if not line.get("item"):
        raise Misfit("请选择这一行是哪一类问题。", line["key"], "item")
    return Price(item=line["item"], fen=fen_of(line, "fen", "每处扣的金额"))


def event_of(line: Line) -> EventKind:
    """The event of a row. Raises Misfit."""
    title = text_of(line, "title", "事件")
    return EventKind(
        key=line["key"],
        title=title,
        percent=number_of(line, "percent", f"{title}：扣的比例") or Fraction(0),
        fen=fen_of(line, "fen", f"{title}：扣的金额"),
    )


def clause_of(line: Line) -> Clause:
    """The clause of a row. Raises Misfit."""
    title = text_of(line, "title", "条款")
    return Clause(
        key=line["key"],
        title=title,
        at_least=number_of(line, "at_least", f"{title}：分数下限"),
        below=needed(line, "below", f"{title}：低于多少分"),
        times=whole_number_of(line, "times", f"{title}：次数"),
        within=next((one for one in get_args(Within) if one == line.get("within")), "row"),
        weight=next((one for one in get_args(Weight) if one == line.get("weight")), "warning"),
        fen=fen_of(line, "fen", f"{title}：扣的金额"),
    )


def add_charge(sheet: RuleSheet, shape: str = TIERS) -> None:
    """One more charge, blank."""
    sheet.charges.append(ChargeSheet(fields={"shape": shape, "part": "", "block": ""}))


def add_line(lines: list[Line], stem: str, taken: tuple[str, ...] = (), **texts: str) -> str:
    """A new row at the end of a table; gives its key."""
    key = free_key((*(line["key"] for line in lines), *taken), stem)
    lines.append({"key": key, **texts})
    return key


@dataclass
class ChargeSheet:
    """The texts of one charge: its fields, rows of tiers, rows of prices."""

    fields: dict[str, str] = field(default_factory=dict)
    tiers: list[Line] = field(default_factory=list)
    prices: list[Line] = field(default_factory=list)


@dataclass
class RuleSheet:
    """The texts of a rule of payment."""

    fields: dict[str, str] = field(default_factory=dict)
    charges: list[ChargeSheet] = field(default_factory=list)
    events: list[Line] = field(default_factory=list)
    clauses: list[Line] = field(default_factory=list)
