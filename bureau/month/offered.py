"""The papers of a period in the words of the office, in groups: what the page of the month and a batch offer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bureau.calendar.periods import Kind, Period
from bureau.calendar.words import report_name

SHORT: Final = (Kind.WEEK, Kind.DAY)
"""Periods that nothing is judged or paid by."""
LONG: Final = tuple(kind for kind in Kind if kind not in SHORT)
EVERY: Final = tuple(Kind)
SUMMARY, BULLETIN, MONEY, LISTS, MEETING, WEEKLY = (
    *("综合", "通报", "费用和奖惩", "清单", "会议"),
    "周报和日报",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of paper: its name, what stands in it, the kinds of period that it is made for.

    `report`: 月报, 季报 … is added to the name.
    """

    kind: str
    group: str
    name: str
    holds: str
    periods: Collection[Kind] = LONG
    report: bool = False

    def title(self, period: Period) -> str:
        """城市管理工作月报, 城市管理工作季报 …"""
        return f"{self.name}{report_name(period)}" if self.report else self.name

    def file_name(self, period: Period) -> str:
        """2026年10月-城市管理工作月报."""
        return f"{period.title}-{self.title(period)}"


OFFERED: Final = (
    Offer("weekly", WEEKLY, "城市管理工作周报", "与上周对比、下周到期", (Kind.WEEK,)),
    Offer("daily-brief", WEEKLY, "专班日报", "当日人员、案件、专项进度和照片", (Kind.DAY,)),
    Offer("monthly", SUMMARY, "城市管理工作", "各部门汇总、存在问题、下一步打算", report=True),
    Offer(
        "market",
        SUMMARY,
        "市容秩序整治工作",
        "分类、处置、镇街、日常执法、趋势",
        EVERY,
        report=True,
    ),
    Offer("sanitation", SUMMARY, "环卫考核", "得分、服务费、扣分较多的大项", report=True),
    Offer("towns", SUMMARY, "镇街考核工作", "得分、名次、奖罚", report=True),
    Offer("facilities", SUMMARY, "路灯和市政设施维护", "亮灯率、工作量、费用", report=True),
    Offer("party", SUMMARY, "党建工作", "组织生活、任务进度、学习", report=True),
    Offer(
        "year-pack",
        SUMMARY,
        "年终汇总",
        "十二个月的名次、费用、设施、反弹、党建",
        (Kind.YEAR,),
    ),
    Offer("town-bulletin", BULLETIN, "镇街考核通报", "红头文件，附成绩表"),
    Offer("contractor-bulletin", BULLETIN, "环卫考核通报", "红头文件，附扣分和费用"),
    Offer("fee-sheets", MONEY, "环卫服务费核算表", "每个标段一张"),
    Offer("deductions", MONEY, "环卫扣分明细表", "每个标段一份"),
    Offer("town-rewards", MONEY, "镇街奖罚表", "奖励和扣罚"),
    Offer("payment-approval", MONEY, "服务费支付审批表", "每个标段一张"),
    Offer("month-warnings", LISTS, "月结核对单", "没评分、没签发、超期、缺记录", EVERY),
    Offer("overdue-list", LISTS, "超期清单", "各部门超期事项，按责任单位", EVERY),
    Offer("rebound-list", LISTS, "反弹清单", "反弹点位和历次案件", EVERY),
    Offer("town-slides", MEETING, "考核问题分析", "点评会幻灯片"),
)
ALIASES: Final = {
    "sanitation-bulletin": "contractor-bulletin",
    "rewards": "town-rewards",
    "slides": "town-slides",
}
"""Other words for kinds of paper on the command line."""


def offered(period: Period, known: Collection[str]) -> tuple[Offer, ...]:
    """Those that fit a period, of the kinds that this build knows."""
    return tuple(one for one in OFFERED if one.kind in known and period.kind in one.periods)
