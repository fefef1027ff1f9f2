"""The tabs and their pages, declared: the window, the search and the pictures read them from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from bureau.layouts import Layouts
    from bureau.ledger.query import Filter
    from ui.context import Context

# What a page may offer; the window asks with isinstance and greys out what a page doesn't have.


@runtime_checkable
class Prints(Protocol):
    """A page that Ctrl+P prints."""

    def print_page(self) -> None:
        """Opens the preview of what the page shows."""


@runtime_checkable
class Refreshes(Protocol):
    """A page that F5 reads anew."""

    def refresh(self) -> None:
        """Reads again what is shown."""


@runtime_checkable
class ShowsRecord(Protocol):
    """A page that can be asked for one record."""

    def show_record(self, record: int) -> None:
        """Makes the record the current one, taking filters away that hide it."""


@runtime_checkable
class ShowsList(Protocol):
    """A page that can be asked for the records behind a number."""

    def show_list(self, where: Filter) -> None:
        """Filters the table; the filter is seen and can be taken away."""


@runtime_checkable
class FinishesEditing(Protocol):
    """A page with an editor that may hold something not saved yet."""

    def finish_editing(self) -> bool:
        """Commits it or keeps it as a draft; False when a person has to decide first."""


@runtime_checkable
class SavesForm(Protocol):
    """A page with a form, which nothing but its own 保存 or Ctrl+S writes."""

    def save_form(self) -> bool:
        """Saves what was typed into an open form; False when there is nothing of the kind."""


class Titled(Protocol):
    """Something with a name that a person reads."""

    @property
    def title(self) -> str:
        """The name."""


@runtime_checkable
class HasRooms(Protocol):
    """A page with pages of its own (系统): finds the one that shows a ledger."""

    def show_ledger(self, ledger: str) -> QWidget | None:
        """Brings up the page of that ledger and gives it, None when there is none."""

    @property
    def rooms(self) -> Mapping[str, Titled]:
        """The rooms by key, in their order."""

    def show_room(self, key: str) -> QWidget:
        """Brings up a room by its key (history, keeping)."""


@runtime_checkable
class HasTools(Protocol):
    """A page whose buttons stand in the row of the page names."""

    def tools(self) -> QWidget:
        """The buttons, made by the page; the window only places them."""


@runtime_checkable
class HasStatus(Protocol):
    """A page with a line of counts (共 N 条) that the window shows at its bottom."""

    status: QWidget


Make = Callable[["Context", "Layouts"], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOf:
    """One page: made when it is first looked at. `ledger` is the one it shows, "" for none;
    `has_rooms` says that it has pages of its own (HasRooms). Pages of one `group` stand beside each
    other in a tab and share one name in its row; "" stands alone.
    """

    key: str
    title: str
    make: Make
    group: str = ""
    ledger: str = ""
    has_rooms: bool = False
    help_anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab with its pages; a single page has no row of names."""

    key: str
    title: str
    pages: tuple[PageOf, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[PageOf, ...]], ...]:
        """The names in its row, each with the pages it stands for."""
        found: dict[str, list[PageOf]] = {}
        for page in self.pages:
            found.setdefault(page.group or page.title, []).append(page)
        return tuple((title, tuple(pages)) for title, pages in found.items())


def ledger_page(name: str) -> Make:
    """The table of one ledger, with the acts that its department adds."""

    def make(context: Context, layouts: Layouts) -> QWidget:
        from bureau.office import ledger_named
        from ui.handlings import handling_of
        from ui.ledger.page import LedgerPage

        ledger = ledger_named(name)
        page = LedgerPage(context, ledger, layouts, handling=handling_of(ledger))
        # Who turns to the page types into its table at once.
        page.setFocusProxy(page.table)
        return page

    return make


def own_page(module: str, name: str) -> Make:
    """A page of its own, its module loaded when it is first looked at."""

    def make(context: Context, layouts: Layouts) -> QWidget:
        page: QWidget = getattr(import_module(module), name)(context, layouts)
        return page

    return make


def exists(module: str) -> bool:
    """Whether a page was shipped with this build."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def month_page(context: Context, layouts: Layouts) -> QWidget:
    """The month; the records behind its numbers are shown in their own page."""
    from ui.month.page import MonthPage

    page = MonthPage(context, layouts)
    page.wanted.connect(context.news.wanted_list)
    return page


def settings_page(context: Context, layouts: Layouts) -> QWidget:
    """The rooms of 系统."""
    from ui.settings.page import SettingsPage

    return SettingsPage(context, layouts)


def of_ledger(name: str, title: str, group: str = "", help_anchor: str = "ledger") -> PageOf:
    """The page of one ledger, called by the ledger's name."""
    return PageOf(
        key=name,
        title=title,
        make=ledger_page(name),
        group=group,
        ledger=name,
        help_anchor=help_anchor,
    )


MARKET = Tab(
    key="market",
    title="市容秩序",
    pages=(
        of_ledger("market-cases", "案件台账", "案件台账", "cases"),
        of_ledger("case-steps", "办理过程", "案件台账", "cases"),
        of_ledger("market-daily", "执法日志"),
        of_ledger("hotline", "热线工单", "", "matters#热线工单"),
        of_ledger("complaints", "投诉信访", "", "matters#投诉信访"),
        of_ledger("campaigns", "专项行动", "专项行动", "matters#专项行动"),
        of_ledger("campaign-days", "专项日报", "专项行动", "matters#专项行动"),
        PageOf(
            key="campaign-progress",
            title="行动进度",
            make=own_page("ui.market.campaign_progress", "CampaignProgressPage"),
            group="专项行动",
            help_anchor="matters#专项行动",
        ),
        of_ledger("restaurants", "餐饮油烟", "监管对象", "matters#监管对象"),
        of_ledger("signs", "户外广告", "监管对象", "matters#监管对象"),
        of_ledger("sites", "工地", "监管对象", "matters#监管对象"),
        of_ledger("frontages", "门前三包", "监管对象", "matters#监管对象"),
        of_ledger("restaurant-checks", "油烟检查", "监管对象", "matters#监管对象"),
        of_ledger("sign-checks", "广告检查", "监管对象", "matters#监管对象"),
        of_ledger("site-checks", "工地检查", "监管对象", "matters#监管对象"),
        of_ledger("frontage-checks", "三包检查", "监管对象", "matters#监管对象"),
        of_ledger("penalties", "处罚案件", "处罚暂扣", "matters#处罚和暂扣"),
        of_ledger("seizures", "暂扣物品", "处罚暂扣", "matters#处罚和暂扣"),
        of_ledger("notices", "文书", "文书", "cases#文书"),
        of_ledger("notice-wordings", "文书用语", "文书", "cases#文书"),
        PageOf(
            key="overdue",
            title="超期督办",
            make=own_page("ui.market.overdue_page", "OverduePage"),
            help_anchor="cases#超期督办",
        ),
        PageOf(
            key="rebounds",
            title="反弹分析",
            make=own_page("ui.market.rebounds_page", "ReboundsPage"),
            help_anchor="cases#反弹",
        ),
        PageOf(
            key="analysis",
            title="综合分析",
            make=own_page("ui.market.analysis_page", "AnalysisPage"),
            help_anchor="cases#综合分析",
        ),
    ),
)
SANITATION = Tab(
    key="sanitation",
    title="环卫考核",
    pages=(
        PageOf(
            key="sanitation-month",
            title="月度考核",
            make=own_page("ui.sanitation.month_page", "SanitationMonthPage"),
            group="月度考核",
            help_anchor="sanitation#月度考核",
        ),
        of_ledger("sanitation-months", "考核台账", "月度考核", "sanitation#月度考核"),
        of_ledger("sanitation-month-steps", "考核过程", "月度考核", "sanitation#月度考核"),
        PageOf(
            key="sanitation-analysis",
            title="考核分析",
            make=own_page("ui.sanitation.analysis_page", "SanitationAnalysisPage"),
            group="月度考核",
            help_anchor="sanitation#考核分析",
        ),
        of_ledger("sanitation-deductions", "扣分明细", "", "sanitation#扣分和申诉"),
        PageOf(
            key="sanitation-entry",
            title="录入检查",
            make=own_page("ui.sanitation.entry_page", "EntryPage"),
            group="检查",
            help_anchor="sanitation#录入检查",
        ),
        of_ledger("sanitation-rounds", "检查记录", "检查", "sanitation#录入检查"),
        of_ledger("sanitation-events", "奖惩事项", "", "sanitation#扣分和申诉"),
        of_ledger("contracts", "合同", "合同", "sanitation#合同和付款"),
        of_ledger("contract-supplements", "补充协议", "合同", "sanitation#合同和付款"),
        of_ledger("pay-rule-lines", "扣费规则明细", "合同", "sanitation#合同和付款"),
        of_ledger("sanitation-payments", "付款", "合同", "sanitation#费用台账"),
        PageOf(
            key="sanitation-money",
            title="费用台账",
            make=own_page("ui.sanitation.money_page", "SanitationMoneyPage"),
            group="合同",
            help_anchor="sanitation#费用台账",
        ),
        of_ledger("contractors", "环卫公司", "合同", "sanitation#合同和付款"),
        of_ledger("sections", "标段", "合同", "sanitation#合同和付款"),
        of_ledger("road-work", "洗城作业", "作业日志", "sanitation#作业日志"),
        of_ledger("road-work-plans", "作业计划", "作业日志", "sanitation#作业日志"),
        of_ledger("waste-days", "垃圾收运", "作业日志", "sanitation#作业日志"),
        of_ledger("estate-rounds", "无物业小区", "作业日志", "sanitation#作业日志"),
        of_ledger("cleaning-sites", "公厕转运站", "作业日志", "sanitation#作业日志"),
        of_ledger("cleaning-site-logs", "公厕转运站日志", "作业日志", "sanitation#作业日志"),
        PageOf(
            key="sanitation-works",
            title="作业完成",
            make=own_page("ui.sanitation.works_page", "SanitationWorksPage"),
            group="作业日志",
            help_anchor="sanitation#作业完成",
        ),
        of_ledger("weighings", "过磅登记", "填埋场", "sanitation#填埋场"),
        of_ledger("landfill-days", "填埋日记", "填埋场", "sanitation#填埋场"),
        of_ledger("leachate-days", "渗滤液", "填埋场", "sanitation#填埋场"),
        of_ledger("disinfections", "消杀", "填埋场", "sanitation#填埋场"),
        of_ledger("monitorings", "监测", "填埋场", "sanitation#填埋场"),
        of_ledger("landfill-rounds", "填埋场巡查", "填埋场", "sanitation#填埋场"),
        of_ledger("sanitation-corrections", "更正", "", "sanitation#更正"),
        PageOf(
            key="assessment-books",
            title="考核办法",
            make=own_page("ui.assessment.books_page", "SanitationBooksPage"),
            help_anchor="assessment",
        ),
    ),
)
TOWNS = Tab(
    key="towns",
    title="镇街考核",
    pages=(
        PageOf(
            key="towns-month",
            title="月度排名",
            make=own_page("ui.towns.month_page", "TownMonthPage"),
            group="月度排名",
            help_anchor="towns#月度排名",
        ),
        of_ledger("town-months", "通报台账", "月度排名", "towns#签发和解锁"),
        of_ledger("town-month-steps", "通报过程", "月度排名", "towns#签发和解锁"),
        PageOf(
            key="town-entry",
            title="成绩录入",
            make=own_page("ui.towns.entry_page", "TownEntryPage"),
            group="成绩",
            help_anchor="towns#成绩录入",
        ),
        of_ledger("town-scores", "镇街成绩", "成绩", "towns#成绩录入"),
        of_ledger("town-checks", "现场检查", "", "towns#现场检查"),
        of_ledger("town-rewards", "奖罚兑现", "奖罚兑现", "towns#奖罚兑现"),
        PageOf(
            key="town-year",
            title="全年奖罚",
            make=own_page("ui.towns.year_page", "TownYearPage"),
            group="奖罚兑现",
            help_anchor="towns#奖罚兑现",
        ),
        of_ledger("review-meetings", "点评会", "", "towns#点评会和更正"),
        of_ledger("town-corrections", "更正", "", "towns#点评会和更正"),
        PageOf(
            key="town-books",
            title="考核办法",
            make=own_page("ui.assessment.books_page", "TownBooksPage"),
            help_anchor="assessment",
        ),
    ),
)
FACILITIES = Tab(
    key="facilities",
    title="路灯市政",
    pages=(
        of_ledger("facilities", "设施档案", "设施", "facilities#设施档案"),
        of_ledger("lamp-stops", "停用审批", "设施", "facilities#停用审批"),
        of_ledger("light-patrols", "夜间巡查", "巡查", "facilities#夜间巡查"),
        of_ledger("day-patrols", "日间巡查", "巡查", "facilities#夜间巡查"),
        of_ledger("repairs", "维修台账", "", "facilities#维修台账"),
        of_ledger("materials", "材料", "材料", "facilities#材料"),
        of_ledger("stock-moves", "出入库", "材料", "facilities#材料"),
        of_ledger("hazards", "安全隐患", "", "facilities#安全隐患"),
        of_ledger("work-permits", "作业票", "", "facilities#安全隐患"),
        of_ledger("waterlogging", "易涝点", "积水", "facilities#积水"),
        of_ledger("waterlogging-events", "积水记录", "积水", "facilities#积水"),
    ),
)
PARTY = Tab(
    key="party",
    title="党建任务",
    pages=(
        of_ledger("party-tasks", "任务清单", "", "party#任务清单"),
        of_ledger("party-meetings", "组织生活", "组织生活", "party#组织生活"),
        of_ledger("party-rules", "频次规定", "组织生活", "party#开会的频次"),
        of_ledger("branches", "党支部", "支部党员", "party#支部和党员"),
        of_ledger("party-members", "党员名册", "支部党员", "party#支部和党员"),
    ),
)
TABS: tuple[Tab, ...] = (
    MARKET,
    SANITATION,
    TOWNS,
    FACILITIES,
    PARTY,
    Tab(
        key="month",
        title="统计月报",
        pages=(
            PageOf(
                key="month",
                title="统计月报",
                make=month_page,
                help_anchor="month",
            ),
        ),
    ),
    Tab(
        key="settings",
        title="系统",
        pages=(
            PageOf(
                key="settings",
                title="系统",
                make=settings_page,
                has_rooms=True,
                help_anchor="settings",
            ),
        ),
    ),
)


def page_of_ledger(ledger: str) -> tuple[Tab, PageOf] | None:
    """The tab and page that show a ledger, None when none does directly."""
    for tab in TABS:
        for page in tab.pages:
            if page.ledger == ledger:
                return tab, page
    return None
