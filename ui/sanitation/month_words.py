"""A month of sanitation in the words of its page: the line of each contract, the tree of its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bureau.assessment.deductions import CHOICE_WORDS, unsettled
from bureau.assessment.exact import score_text
from bureau.assessment.explaining import explained
from bureau.assessment.fees import Fee, FeeLine
from bureau.assessment.month_flow import FIRST
from bureau.assessment.uninspected import Lacking
from bureau.ledger.entry import Names
from bureau.ledger.query import All, Between, Filter, Is, Titled
from bureau.sanitation.judging import Judgement
from bureau.sanitation.ledgers import CONTRACTS, DEDUCTIONS, MONTHS, PAYMENTS, STEPS
from bureau.sanitation.months import MONTH_FLOW
from ui.assessment.amounts import money
from ui.assessment.derivation import Branch, branch_of, records_behind
from ui.ledger.tones import marked, tone_name
from ui.month.numbers import Behind, Cell, Grid

HEADS = (
    *("标段", "公司", "状态", "得分", "档次"),
    *("计费基数(元)", "扣减(元)", "应付(元)", "要办的事"),
)
NUMBERS = (3, 5, 6, 7)
"""Columns of figures, set to the right."""


# -- the lines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A contract's month on the page, with its blocks that weren't inspected."""

    judged: Judgement
    lacking: tuple[Lacking, ...]

    @property
    def record(self) -> int | None:
        """The record of the month, None while it wasn't begun."""
        return None if self.judged.month is None else int(str(self.judged.month["id"]))

    @property
    def state(self) -> int:
        """How far it has come."""
        return FIRST if self.judged.month is None else MONTH_FLOW.state_of(self.judged.month)

    @property
    def undecided(self) -> tuple[Lacking, ...]:
        """Blocks without inspection that nothing was chosen for."""
        return tuple(one for one in self.lacking if one.chosen is None)

    @property
    def asks_absences(self) -> bool:
        """Whether there is, or was, anything to choose for what wasn't inspected."""
        made = self.judged.made
        chosen = made is not None and made.inputs is not None and bool(made.inputs.absences)
        return not self.judged.is_issued and (chosen or bool(self.lacking))

    @property
    def title(self) -> str:
        """一标段 2026年10月."""
        return f"{self.judged.section} {self.judged.period.title}"


def month_grid(lines: Iterable[Line], names: Names, today: date) -> Grid:
    """A line for each contract."""
    rows = tuple(line_cells(line, names, today) for line in lines)
    return Grid(HEADS, rows, summed=False, named=3)


def line_cells(line: Line, names: Names, today: date) -> tuple[Cell, ...]:
    """One contract's month; a figure leads to its records."""
    judged, fee = line.judged, line.judged.fee
    score = "不参评" if judged.unscored else ""
    if judged.score is not None:
        score = score_text(judged.score.total)
    todo = what_to_do(line, today)
    found = (DEDUCTIONS.name, found_in(line))
    contract = (CONTRACTS.name, Titled(f"{judged.section}合同", Is("id", judged.contract.record)))
    return (
        Cell(judged.section),
        Cell(judged.company, hint=judged.company),
        Cell(state_words(line, names), steps_of(line)),
        Cell(score, found, f"{judged.unscored}" if judged.unscored else "双击看扣分明细"),
        Cell(judged.grade),
        Cell(money(fee.base_fen) if fee else "", contract, "双击看合同"),
        Cell(money(fee.deducted_fen) if fee else "", found, "双击看扣分明细"),
        Cell(money(fee.payable_fen) if fee else "", paid_for(line), "双击看付款"),
        Cell(todo, hint=todo),
    )


def state_words(line: Line, names: Names) -> str:
    """✓ 已签发."""
    if line.judged.month is None:
        return marked("未开始", "neutral")
    item = names.item_by_id(line.state)
    title = item.title if item is not None else ""
    return marked(title, tone_name(MONTHS.by_key["state"], line.state) or "neutral")


def what_to_do(line: Line, today: date) -> str:
    """What keeps the month from being judged, else what is still open in it."""
    judged = line.judged
    if judged.fault:
        return judged.fault
    if judged.unscored:
        return f"不参评：{judged.unscored}"
    words = []
    if not judged.is_issued and judged.made is not None and judged.made.inputs is not None:
        waiting = len(unsettled(judged.made.inputs.deductions, today))
        if waiting:
            words.append(f"{waiting} 条扣分未送达或申诉未了")
    words += [
        f"{one.block.title}未检查，{CHOICE_WORDS[one.chosen.choice]}"
        for one in line.lacking
        if one.chosen is not None
    ]
    if judged.fee is not None:
        words += [f"{one.clause.title}（{one.words}）" for one in judged.fee.applied]
    return "；".join(words)


def found_in(line: Line) -> Filter:
    """The deductions of the section within the month."""
    first, last = line.judged.contract.span(line.judged.period)
    where = All(
        (
            Is("section", line.judged.contract.section),
            Between("found_on", first.isoformat(), last.isoformat()),
        )
    )
    return Titled(f"{line.title}扣分", where)


def steps_of(line: Line) -> Behind | None:
    """The steps that were taken with the month."""
    if line.record is None:
        return None
    return STEPS.name, Titled(f"{line.title}过程", Is("month", line.record))


def paid_for(line: Line) -> Behind:
    """What was paid under the contract for the month."""
    contract = line.judged.contract.record
    return PAYMENTS.name, Titled(f"{line.judged.section}付款", Is("contract", contract))


# -- the tree --------------------------------------------------------------------------------------


def derivation(line: Line) -> tuple[Branch, ...]:
    """Where a month's score and fee come from."""
    judged, found = line.judged, []
    if judged.score is not None:
        top = branch_of(explained(judged.score), judged.section)
        found.append(Branch("考核得分", top.value, top.words, top.behind, top.below, opened=True))
    if judged.fee is not None:
        found.append(fee_branch(judged.fee, line))
    return tuple(found)


def fee_branch(fee: Fee, line: Line) -> Branch:
    """The lines of the fee sheet."""
    below = tuple(line_branch(one, line) for one in fee.lines)
    below += tuple(Branch(one.clause.title, "", f"合同约定：{one.words}") for one in fee.applied)
    if fee.failures:
        below += (Branch("连续不合格", f"{fee.failures} 个月", "低于合同约定的合格分"),)
    words = f"基数 {money(fee.base_fen)} － 扣减 {money(fee.deducted_fen)}"
    return Branch("应付金额", money(fee.payable_fen), words, None, below, opened=True)


def line_branch(one: FeeLine, line: Line) -> Branch:
    """One line of the fee sheet with its formula."""
    behind = records_behind(one.refs, f"{line.judged.section}{one.title}")
    if one.kind == "base":
        contract = Is("id", line.judged.contract.record)
        behind = CONTRACTS.name, Titled(f"{line.judged.section}合同", contract)
    return Branch(one.title, money(one.fen), one.words, behind)
