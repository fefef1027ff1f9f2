"""The tab of market order: its pages in their order."""

from ui.pages import PageOf, Tab, of_ledger, own_page

TAB = Tab(
    key="market",
    department="market",
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
