"""The tab of party-building: its pages in their order."""

from ui.pages import Tab, of_ledger

TAB = Tab(
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
