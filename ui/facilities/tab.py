"""The tab of street lights and facilities: its pages in their order."""

from ui.pages import Tab, of_ledger

TAB = Tab(
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
