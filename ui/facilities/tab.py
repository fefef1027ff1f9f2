"""The tab of street lights and facilities: its pages in their order."""

from ui.pages import PageOf, Tab, of_ledger, own_page

TAB = Tab(
    key="facilities",
    department="facilities",
    title="路灯市政",
    pages=(
        of_ledger("facilities", "设施档案", "设施", "facilities#设施档案"),
        of_ledger("facility-states", "状态变更", "设施", "facilities#状态变更"),
        of_ledger("lamp-stops", "停用审批", "设施", "facilities#停用审批"),
        PageOf(
            key="stock-take",
            title="年度清查",
            make=own_page("ui.facilities.stocktake_page", "StockTakePage"),
            group="设施",
            help_anchor="facilities#年度清查",
        ),
        of_ledger("facility-checks", "清查记录", "设施", "facilities#年度清查"),
        PageOf(
            key="lighting",
            title="亮灯率",
            make=own_page("ui.facilities.lighting_page", "LightingPage"),
            group="巡查",
            help_anchor="facilities#亮灯率",
        ),
        of_ledger("light-patrols", "夜间巡查", "巡查", "facilities#夜间巡查"),
        of_ledger("day-patrols", "日间巡查", "巡查", "facilities#夜间巡查"),
        of_ledger("lighting-targets", "亮灯率指标", "巡查", "facilities#亮灯率"),
        of_ledger("lighting-caps", "小路段控制数", "巡查", "facilities#亮灯率"),
        of_ledger("repairs", "维修台账", "", "facilities#维修台账"),
        PageOf(
            key="facility-analysis",
            title="设施分析",
            make=own_page("ui.facilities.analysis_page", "FacilityAnalysisPage"),
            help_anchor="facilities#设施分析",
        ),
        of_ledger("materials", "材料", "材料", "facilities#材料"),
        of_ledger("stock-moves", "出入库", "材料", "facilities#材料"),
        PageOf(
            key="maintenance",
            title="养护到期",
            make=own_page("ui.facilities.plans_page", "PlansPage"),
            group="养护",
            help_anchor="facilities#养护计划",
        ),
        of_ledger("maintenance-plans", "养护计划", "养护", "facilities#养护计划"),
        of_ledger("maintenance-works", "养护记录", "养护", "facilities#养护计划"),
        PageOf(
            key="hazard-figures",
            title="隐患治理",
            make=own_page("ui.facilities.hazards_page", "HazardsPage"),
            group="安全",
            help_anchor="facilities#安全隐患",
        ),
        of_ledger("hazards", "安全隐患", "安全", "facilities#安全隐患"),
        of_ledger("work-permits", "作业票", "安全", "facilities#作业票"),
        of_ledger("waterlogging", "易涝点", "积水", "facilities#积水"),
        of_ledger("waterlogging-events", "积水记录", "积水", "facilities#积水"),
    ),
)
