"""Every setting of the bureau, declared once: forms, checks and saving follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bureau.catalogue import HANDLINGS
from bureau.settings.types import (
    Days,
    Hours,
    Line,
    SettingType,
    Shares,
    Switch,
    Weekdays,
    WholeNumber,
    Years,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[T]):
    """One setting: `key` as it is stored, the clerk's `title`, and the text that stands while
    nothing is set. Settings of one `section` are shown together.
    """

    key: str
    title: str
    section: str
    type: SettingType[T]
    default: str = ""
    hint: str = ""


BUREAU_NAME = Setting(
    key="bureau-name",
    title="单位全称",
    section="单位",
    type=Line(limit=40),
    default="县城市管理局",
    hint="印在报表标题和落款上，如 云岭县城市管理局",
)
BUREAU_PHONE = Setting(
    key="bureau-phone", title="联系电话", section="单位", type=Line(limit=40), hint="印在报表末尾"
)
LETTERHEAD = Setting(
    key="letterhead",
    title="公文文头",
    section="单位",
    type=Line(limit=40),
    hint="红头文件的文头；空着就用单位全称加“文件”",
)
MAKER = Setting(
    key="paper-maker",
    title="填表人",
    section="报表落款",
    type=Line(limit=20),
    hint="空着就留给手签，下同",
)
CHECKER = Setting(key="paper-checker", title="审核人", section="报表落款", type=Line(limit=20))
HEAD = Setting(key="paper-head", title="单位负责人", section="报表落款", type=Line(limit=20))
MONTH_END_DAY = Setting(
    key="month-end-day",
    title="统计月截止日",
    section="统计口径",
    type=WholeNumber(minimum=1, maximum=31, unit="日"),
    default="31",
    hint="31 就是自然月；填 25 就从上月 26 日算到本月 25 日",
)
HANDLING_SHARES = Setting(
    key="handling-shares",
    title="服务管理执法比例",
    section="统计口径",
    type=Shares(parts=HANDLINGS),
    default="70/20/10",
    hint="“721”工作法的目标，三项合计 100",
)
OFFICE_HOURS = Setting(
    key="hours-office",
    title="机关上下班时间",
    section="机关作息",
    type=Hours(),
    default="08:30-12:00 14:30-17:30",
    hint="工作时限按它计算，如 08:30-12:00 14:30-17:30",
)
OFFICE_WEEKDAYS = Setting(
    key="weekdays-office",
    title="机关工作日",
    section="机关作息",
    type=Weekdays(),
    default="1-5",
    hint="周末上班的调休日以国家安排为准",
)
CREW_HOURS = Setting(
    key="hours-crews",
    title="作业队上下班时间",
    section="作业队作息",
    type=Hours(),
    default="07:00-11:30 14:00-18:30",
    hint="环卫、路灯、市政作业队",
)
CREW_WEEKDAYS = Setting(
    key="weekdays-crews",
    title="作业队工作日",
    section="作业队作息",
    type=Weekdays(),
    default="1-7",
)
CREWS_WORK_HOLIDAYS = Setting(
    key="crews-work-holidays",
    title="作业队节假日照常上班",
    section="作业队作息",
    type=Switch(),
    default="是",
)
DAYS_WORKED = Setting(
    key="days-worked", title="另定的上班日", section="放假调休", type=Days(), hint="本局自己定的"
)
DAYS_FREE = Setting(
    key="days-free", title="另定的放假日", section="放假调休", type=Days(), hint="本局自己定的"
)
ENTERED_YEARS = Setting(
    key="years-entered",
    title="已录完放假安排的年份",
    section="放假调休",
    type=Years(),
    hint="这些年份不再查国家安排，只看上面录入的日子",
)

AnySetting = Setting[Any]
BUREAU: tuple[AnySetting, ...] = (
    BUREAU_NAME,
    BUREAU_PHONE,
    LETTERHEAD,
    MAKER,
    CHECKER,
    HEAD,
    MONTH_END_DAY,
    HANDLING_SHARES,
)
HOURS: tuple[AnySetting, ...] = (
    OFFICE_HOURS,
    OFFICE_WEEKDAYS,
    CREW_HOURS,
    CREW_WEEKDAYS,
    CREWS_WORK_HOLIDAYS,
)
HOLIDAYS: tuple[AnySetting, ...] = (DAYS_WORKED, DAYS_FREE, ENTERED_YEARS)
ALL = (*BUREAU, *HOURS, *HOLIDAYS)
BY_KEY = {setting.key: setting for setting in ALL}
