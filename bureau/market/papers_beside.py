"""Sections of the monthly report beside the cases: orders and complaints, actions, penalties, photos."""

from __future__ import annotations

from fractions import Fraction

from bureau.calendar.words import names_of
from bureau.market.figures import MarketFigures
from bureau.market.figures_campaigns import Count, Progress
from bureau.market.tables import numeric, plain
from bureau.reports.change import NONE, fixed, percent, ratio
from bureau.reports.paper import (
    Block,
    Column,
    Paragraph,
    Table,
)
from bureau.reports.sentences import sentence
from bureau.storage.counting import Figures

MOST_COUNTS = 4
"""Kinds of work of one action that its line names."""


def appeal_section(figures: MarketFigures) -> list[Block]:
    """热线与投诉: what people called and wrote about, and how it was answered."""
    said = [satisfaction(figures), hotline(figures), complaints(figures)]
    found: list[Block] = [Paragraph(text) for text in said if text]
    table = platforms(figures)
    return [*found, table] if table else found


def satisfaction(figures: MarketFigures) -> str:
    """回访 of cases put right."""
    counted = figures.now.work
    if not counted["judged"]:
        return ""
    return sentence(
        [
            f"{names_of(figures.period)[0]}整改的案件中有效回访{counted['judged']}件",
            f"满意和基本满意{counted['content']}件",
            f"满意率{percent(figures.now.rate('satisfaction_rate'))}",
        ]
    )


def hotline(figures: MarketFigures) -> str:
    """热线工单 in a sentence; blank without any."""
    orders = figures.beside.hotline
    counted = orders.figures
    if not (counted.count("received") or counted.count("due")):
        return ""
    rates = {rate.title: rate.share for rate in orders.rates}
    due, judged = counted.count("due"), counted.count("called_back")
    return sentence(
        [
            f"{names_of(figures.period)[0]}受理热线和平台工单{counted.count('received')}件",
            f"应办结{due}件" if due else "",
            f"办结{counted.count('answered')}件" if due else "",
            f"按时结案率{percent(rates['按时结案率'])}" if due else "",
            f"有效回访{judged}件" if judged else "",
            f"满意率{percent(rates['满意率'])}" if judged else "",
            some(counted, "returned", "退单{}件"),
            some(counted, "overdue", "超期未结{}件"),
            some(counted, "with_case", "转为案件{}件"),
        ]
    )


def complaints(figures: MarketFigures) -> str:
    """投诉信访 in a sentence; blank without any."""
    counted = figures.beside.complaints.figures
    if not (counted.count("received") or counted.count("due")):
        return ""
    due = counted.count("due")
    return sentence(
        [
            f"收到投诉、信访和媒体反映{counted.count('received')}件",
            f"到期{due}件，按期答复{counted.count('on_time')}件" if due else "",
            some(counted, "open", "未办结{}件"),
            some(counted, "overdue", "其中超期{}件"),
        ]
    )


def some(counted: Figures, key: str, words: str) -> str:
    """The words with the number, nothing for 0."""
    number = counted.count(key)
    return words.format(number) if number else ""


def platforms(figures: MarketFigures) -> Table | None:
    """热线工单 by platform; None with fewer than two."""
    lines = figures.beside.hotline.parts["platform"]
    lines = tuple(
        line for line in lines if line.figures.count("received") or line.figures.count("due")
    )
    if len(lines) < 2:
        return None
    keys = ("received", "due", "answered", "on_time")

    def cells(counted: Figures) -> list[str]:
        numbers = [counted.count(key) for key in keys]
        share = ratio(counted.count("satisfied"), counted.count("called_back"))
        return [*map(str, numbers), percent(ratio(numbers[3], numbers[1])), percent(share)]

    return Table(
        (Column("平台"), *numeric("受理", "应办结", "办结", "按时办结", "按时结案率", "满意率")),
        tuple((line.label, *cells(line.figures)) for line in lines),
        totals=(("合计", *cells(figures.beside.hotline.figures)),),
        caption="热线工单办理情况表",
        unit="件",
    )


def campaign_section(figures: MarketFigures) -> list[Block]:
    """专项行动: each with its work and its cases; nothing for actions without either."""
    working = [one for one in figures.beside.campaigns if one.reports or one.cases.count("cases")]
    if not working:
        return []
    return [
        Table(
            (
                Column("专项行动"),
                Column("主要工作量"),
                *numeric("日报(份)", "发现案件", "已整改"),
            ),
            tuple(campaign_line(one) for one in working),
            caption="专项行动进展表",
            note=f"工作量和案件为{names_of(figures.period)[0]}数；“/”后为全期目标。",
        )
    ]


def campaign_line(one: Progress) -> tuple[str, ...]:
    """One action as a row."""
    counts = [count for count in one.counts if count.done][:MOST_COUNTS]
    return (
        one.name,
        "、".join(map(campaign_count, counts)) or NONE,
        str(one.reports),
        str(one.cases.count("cases")),
        str(one.cases.count("closed")),
    )


def campaign_count(count: Count) -> str:
    """检查油烟商户42/120家."""
    target = f"/{plain(count.target)}" if count.target else ""
    return f"{count.title}{plain(count.done)}{target}{count.unit}"


def penalty_section(figures: MarketFigures) -> list[Block]:
    """行政处罚与暂扣: as facts; amounts are told and enter no score."""
    facts = figures.beside.penalties
    cases, goods = facts.figures, facts.seizures
    if not any(one.count for figure in (cases, goods) for one in figure.by_key.values()):
        return []
    told = [
        f"{names_of(figures.period)[0]}行政处罚立案{cases.count('filed')}件",
        some(cases, "simple", "其中简易程序{}件"),
        some(cases, "ordinary", "普通程序（含快速办理）{}件"),
        some(cases, "decided", "作出处罚决定{}件"),
        some(cases, "warned", "警告{}件"),
        f"罚款{yuan(facts.amounts.fined)}元" if facts.amounts.fined else "",
        f"没收{yuan(facts.amounts.confiscated)}元" if facts.amounts.confiscated else "",
        f"缴款{yuan(facts.amounts.paid)}元" if facts.amounts.paid else "",
        some(cases, "exempted", "不予处罚{}件"),
        some(cases, "closed", "结案{}件"),
        some(cases, "published", "已公示{}件"),
    ]
    taken = [
        some(goods, "seized", "扣押、查封{}起"),
        some(goods, "kept", "先行登记保存{}起"),
        some(goods, "disposed", "处理{}起"),
        some(goods, "late", "其中超期处理{}起"),
    ]
    return [Paragraph(text) for text in (sentence(told), sentence(taken)) if text]


def yuan(amount_fen: int) -> str:
    """分 as 元, without decimals where there are none."""
    return fixed(Fraction(amount_fen, 100), 2 if amount_fen % 100 else 0)
