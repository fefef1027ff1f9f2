"""What the first page says of the day and of its numbers, without a widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bureau.month.today import Day

WEEKDAYS: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Big:
    """One of the big numbers: its key in what is read, and what it is called."""

    key: str
    title: str


BIG: Final = (
    Big("cases.due", "今日到期"),
    Big("cases.overdue", "超期"),
    Big("cases.awaiting", "待复查"),
    Big("cases.rebounds", "新反弹"),
    Big("tasks.pending", "待办任务"),
    Big("months.unsettled", "未结月份"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A form that is opened from here: its button, the ledger, its key."""

    name: str
    title: str
    ledger: str
    hint: str


ENTRIES: Final = (
    Entry("case", "新建案件", "market-cases", "打开案件台账的登记表单（F2）"),
    Entry("daily", "写执法日志", "market-daily", "打开执法日志的登记表单"),
    Entry("deduction", "登记扣分", "sanitation-deductions", "打开环卫扣分的登记表单"),
    Entry("repair", "报修", "repairs", "打开维修台账的登记表单"),
)


def greeting(day: Day) -> str:
    """10月28日 星期三."""
    now = day.now
    return f"{now.month}月{now.day}日 星期{WEEKDAYS[now.weekday()]}"


def about_day(day: Day) -> str:
    """工作日 · 距 10月月结还有 3 天（10月31日）."""
    said = [] if day.works is None else ["工作日" if day.works else "休息日"]
    last = day.month.last
    month = f"{last.month}月"
    end = f"{last.month}月{last.day}日"
    if day.left:
        said.append(f"距{month}月结还有 {day.left} 天（{end}）")
    else:
        said.append(f"今天是{month}统计的最后一天")
    return " · ".join(said)
