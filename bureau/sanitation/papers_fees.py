"""费用核算表: a contract's month from score to amount, line by line, to be signed from hand to hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.assessment.explaining import total_words
from bureau.assessment.fees import FeeLine
from bureau.reports.amounts import amount_text, in_capitals
from bureau.reports.change import NONE
from bureau.reports.form_rows import QUARTERS, quarter, signing, wide
from bureau.reports.paper import (
    Block,
    Column,
    FormTable,
    Gap,
    Masthead,
    Paper,
    Paragraph,
    Table,
)
from bureau.sanitation.paper_source import (
    Source,
    absence_lines,
    adjustment_lines,
    clause_lines,
    days_words,
    paper_number,
    scored_words,
    term_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.sanitation.judging import Judgement

SIGNERS: Final = (
    *("检查员", "环卫所", "考核办", "分管领导", "局长"),
    *("承包公司\n项目经理", "财务"),
)
MANAGER: Final = SIGNERS.index("承包公司\n项目经理")
LINES: Final = (
    Column("序号", align="center", weight=8),
    Column("项目", weight=32),
    Column("计算过程", weight=58),
    Column("金额（元）", numeric=True, weight=19),
)


def fee_sheets(source: Source) -> Paper:
    """A sheet for each contract and month."""
    return source.sheets("环卫服务费用核算表", (fee_sheet(source, one) for one in source.judged))


def fee_sheet(source: Source, judged: Judgement) -> list[Block]:
    """One sheet; a month that can't be judged says why instead of numbers."""
    head = Masthead(
        "环卫服务费用核算表",
        source.head.bureau,
        paper_number(judged),
        source.standing(judged),
    )
    if judged.fee is None:
        return [head, facts(judged), Gap(3), Paragraph(f"还不能核算：{judged.fault}")]
    payable = judged.fee.payable_fen
    manager = ("",) * MANAGER + (source.manager(judged),)
    return [
        head,
        facts(judged),
        fee_table(judged.fee.lines),
        FormTable(QUARTERS, (wide("大写金额", in_capitals(payable)),)),
        signing(SIGNERS, manager),
    ]


def facts(judged: Judgement) -> FormTable:
    """Contract, month, score, and what of the score isn't plain."""
    rule = judged.rule
    said = [*absence_lines(judged), *adjustment_lines(judged)]
    rows = [
        quarter(("标段", judged.section), ("承包公司", judged.company)),
        quarter(
            ("合同编号", str(judged.contract.row["number"])), ("考核月份", judged.period.title)
        ),
        quarter(("合同期限", term_words(judged)), ("计费天数", days_words(judged))),
        quarter(("考核得分", scored_words(judged)), ("考核档次", judged.grade or NONE)),
        wide("扣费规则", rule_words(judged) if rule else NONE),
    ]
    if judged.score is not None:
        rows.append(wide("得分计算", total_words(judged.score)))
    if judged.unscored:
        rows.append(wide("不参评原因", judged.unscored))
    if said:
        rows.append(wide("未检查和\n审定调整", "\n".join(said)))
    if clauses := clause_lines(judged):
        rows.append(wide("合格情况", "\n".join(clauses)))
    return FormTable(QUARTERS, tuple(rows))


def rule_words(judged: Judgement) -> str:
    """The rule's title and what it says of itself."""
    rule = judged.rule
    if rule is None:
        return ""
    return f"{rule.title}：{rule.note}" if rule.note else rule.title


def fee_table(lines: Sequence[FeeLine]) -> Table:
    """Every line with its formula; the last is what is payable."""
    body, sums = [], []
    for number, one in enumerate(lines, 1):
        amount = NONE if one.fen is None else amount_text(one.fen)
        if one.kind == "due":
            sums.append(("", one.title, one.words, amount))
        else:
            body.append((str(number), one.title, one.words, amount))
    return Table(LINES, body, sums, size="compact")
