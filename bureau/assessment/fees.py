"""A month's fee: base, cuts by the rule, events, clauses, cap and corrections, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from bureau.assessment.charges import Cut, Judged, cuts_of
from bureau.assessment.clauses import Applied, PastMonth, applied_clauses, failures_in_a_row
from bureau.assessment.exact import HUNDRED, ZERO, short, total, whole, yuan
from bureau.assessment.rules import Rule
from bureau.errors import UserError

Kind = Literal["base", "score", "charge", "event", "clause", "cap", "correction", "carried", "due"]


def fee(inputs: FeeInputs, judged: Judged) -> Fee:
    """The fee of a month. Raises UserError where the contract isn't in force or inputs don't fit.

    Everything is exact until the running sum of the lines is rounded half up to 分, so that the
    lines always sum to what is payable.
    """
    rule = inputs.terms.rule
    parts = base_parts(inputs.terms, inputs.first, inputs.last)
    base = total(part.amount for part in parts)
    charges = [cut for charge in rule.charges for cut in cuts_of(charge, base, judged)]
    events = event_cuts(rule, base, inputs.events)
    applied = applied_clauses(rule, inputs.month, judged.score, inputs.history)
    clauses = [clause_cut(one) for one in applied if one.clause.fen]
    uncapped = total(cut.amount for cut in (*charges, *events, *clauses))
    most = base * rule.cap / HUNDRED
    cut = min(uncapped, most)

    book = Book()
    for part in parts:
        book.add("base", part.title, part.words, part.amount)
    book.note("score", "考核得分", judged.words)
    groups: tuple[tuple[Kind, list[Cut]], ...] = (
        ("charge", charges),
        ("event", events),
        ("clause", clauses),
    )
    for kind, group in groups:
        for one in group:
            book.add(kind, one.title, one.words, -one.amount, one.refs)
    if uncapped > cut:
        words = f"扣减 {yuan(uncapped)} 元超过基数的 {short(rule.cap)}%，以 {yuan(cut)} 元为限"
        book.add("cap", "扣减封顶", words, uncapped - cut)
    settled_fen = whole(base - cut)
    correct(book, inputs.corrections)
    payable_fen = max(book.running_fen, 0)
    carried_fen = book.running_fen - payable_fen
    if carried_fen:
        book.add("carried", "结转下月", "不足扣减的部分结转下月", Fraction(-carried_fen))
    book.note("due", "应付金额", f"各项合计 ＝ {yuan(payable_fen)} 元", payable_fen)
    return Fee(
        base=base,
        cut=cut,
        base_fen=whole(base),
        deducted_fen=whole(base) - settled_fen,
        settled_fen=settled_fen,
        payable_fen=payable_fen,
        carried_fen=carried_fen,
        lines=tuple(book.lines),
        applied=applied,
        failures=failures_in_a_row(rule.passing, [*past_scores(inputs), judged.score]),
    )


def in_force(terms: Terms, day: date) -> bool:
    """Whether the contract holds on a day; what is dated outside it counts for no month."""
    return terms.begins <= day and (terms.ends is None or day <= terms.ends)


def past_scores(inputs: FeeInputs) -> list[Fraction | None]:
    """Scores of the months before, oldest first."""
    before = [one for one in inputs.history if one.month < inputs.month]
    return [one.score for one in sorted(before, key=lambda one: one.month)]


def base_parts(terms: Terms, first: date, last: date) -> list[BasePart]:
    """The base of a month: each stage's fee × days served ÷ days of the month.

    Raises UserError where the contract isn't in force on any day of it.
    """
    if first > last:
        raise UserError("考核月份的起止日期颠倒了，请核对。")
    days = (last - first).days + 1
    begin = max(first, terms.begins)
    end = last if terms.ends is None else min(last, terms.ends)
    if begin > end:
        raise UserError(
            f"{first.isoformat()} 至 {last.isoformat()} 没有生效的合同，请核对合同起止日期。"
        )
    stages = sorted(terms.stages, key=lambda stage: stage.begins)
    if not stages or stages[0].begins > begin:
        raise UserError(f"合同在 {begin.isoformat()} 没有服务费标准，请补充合同或补充协议。")
    if len({stage.begins for stage in stages}) < len(stages):
        raise UserError("两份补充协议同一天生效，请核对生效日期。")
    parts = []
    for stage, following in zip(stages, [*stages[1:], None], strict=True):
        until = end if following is None else min(end, following.begins - timedelta(days=1))
        since = max(begin, stage.begins)
        if since <= until:
            parts.append(base_part(stage, since, until, days))
    return parts


def base_part(stage: Stage, since: date, until: date, days: int) -> BasePart:
    """The part of the base that one stage of the contract makes."""
    served = (until - since).days + 1
    fee_words, monthly = f"{yuan(stage.monthly)} 元", stage.monthly
    if stage.fee_fen is None and stage.area is not None and stage.price_fen is not None:
        fee_words = f"{short(stage.area)} ㎡ × {yuan(stage.price_fen)} 元"
    amount = monthly * served / days
    words = f"{fee_words} × {served} ÷ {days} 天 ＝ {yuan(amount)} 元"
    if served == days:
        words = (
            f"{fee_words}，全月"
            if stage.fee_fen is not None
            else f"{fee_words} ＝ {yuan(amount)} 元"
        )
    title = "计费基数" if not stage.reason else f"计费基数（{stage.reason}）"
    return BasePart(title=title, words=words, amount=amount)


def event_cuts(rule: Rule, base: Fraction, events: Iterable[Event]) -> list[Cut]:
    """What events cost, each on its own line in the order of days."""
    kinds = {kind.key: kind for kind in rule.events}
    cuts = []
    for event in sorted(events, key=lambda one: (one.on, one.ref)):
        kind = kinds.get(event.kind)
        if kind is None:
            raise UserError(
                f"扣费规则“{rule.title}”没有“{event.kind}”这类事件，请核对事件或补充规则。"
            )
        if event.count < 1:
            raise UserError(f"“{kind.title}”的次数要在 1 以上，请核对。")
        amount = event.count * (base * kind.percent / HUNDRED + kind.fen)
        said = [f"{yuan(base)} 元 × {short(kind.percent)}%"] if kind.percent else []
        said += [f"{yuan(kind.fen)} 元"] if kind.fen or not said else []
        each = " ＋ ".join(said)
        each = f"（{each}）" if len(said) > 1 and event.count > 1 else each
        times = f"{event.count} 次 × " if event.count > 1 else ""
        words = f"{event.on.month}月{event.on.day}日，{times}{each} ＝ {yuan(amount)} 元"
        cuts.append(Cut(kind.title, words, amount, (event.ref,)))
    return cuts


def clause_cut(applied: Applied) -> Cut:
    """What a clause costs in money."""
    words = f"{applied.words}，扣 {yuan(applied.clause.fen)} 元"
    return Cut(applied.clause.title, words, Fraction(applied.clause.fen))


def correct(book: Book, corrections: Iterable[Correction]) -> None:
    """更正 of months already issued, as lines of this month."""
    for one in sorted(corrections, key=lambda one: (one.month, one.ref)):
        book.add("correction", f"更正（{one.month}）", one.reason, Fraction(one.fen), (one.ref,))


class Book:
    """The lines of a fee sheet while it is made: 分 are differences of the rounded running sum."""

    def __init__(self) -> None:
        self.lines: list[FeeLine] = []
        self.running = ZERO
        self.running_fen = 0

    def add(
        self, kind: Kind, title: str, words: str, amount: Fraction, refs: tuple[str, ...] = ()
    ) -> None:
        """A line with money, signed."""
        self.running += amount
        after = whole(self.running)
        self.lines.append(
            FeeLine(kind, title, words, amount, after - self.running_fen, refs, adds=True)
        )
        self.running_fen = after

    def note(self, kind: Kind, title: str, words: str, fen: int | None = None) -> None:
        """A line that says something and adds nothing."""
        self.lines.append(FeeLine(kind, title, words, None, fen, (), adds=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a contract pays a month from a day on: a fee in 分, or area (㎡) × price (分 per ㎡).

    The first is the contract itself, the others are its supplements, named by `reason`.
    """

    begins: date
    fee_fen: int | None = None
    area: Fraction | None = None
    price_fen: Fraction | None = None
    reason: str = ""

    @property
    def monthly(self) -> Fraction:
        """The fee of a full month in 分. Raises UserError where neither fee nor price is known."""
        if self.fee_fen is not None:
            fee_of_month = Fraction(self.fee_fen)
        elif self.area is not None and self.price_fen is not None:
            fee_of_month = self.area * self.price_fen
        else:
            raise UserError("合同没有月服务费，也没有面积和单价，请补充。")
        if fee_of_month < 0:
            raise UserError("合同的月服务费不能是负数，请核对。")
        return fee_of_month


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a contract says about money, from `begins` to `ends`, both included."""

    begins: date
    stages: tuple[Stage, ...]
    rule: Rule
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: `kind` is the key of one of the rule's kinds of event."""

    ref: str
    kind: str
    on: date
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """更正 of an issued month (YYYY-MM), paid (+) or taken back (−) with this one, in 分."""

    ref: str
    month: str
    fen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeInputs:
    """All that a month's fee is made from, but its score; `month` is YYYY-MM."""

    month: str
    first: date
    last: date
    terms: Terms
    events: tuple[Event, ...] = ()
    history: tuple[PastMonth, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BasePart:
    """A part of the base with its formula, exact, in 分."""

    title: str
    words: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A line of the fee sheet. `amount` is exact and signed, `fen` what is printed, both in 分.

    Lines that `adds` sum to the fee's payable 分.
    """

    kind: Kind
    title: str
    words: str
    amount: Fraction | None
    fen: int | None
    refs: tuple[str, ...]
    adds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A month's fee. `settled_fen` is base less cut; `payable_fen` has corrections in it.

    `deducted_fen` is the printed difference of the printed base. What corrections take beyond the
    fee is carried to the next month (`carried_fen`, negative). `failures` counts months in a row
    below the passing mark.
    """

    base: Fraction
    cut: Fraction
    base_fen: int
    deducted_fen: int
    settled_fen: int
    payable_fen: int
    carried_fen: int
    lines: tuple[FeeLine, ...]
    applied: tuple[Applied, ...]
    failures: int
