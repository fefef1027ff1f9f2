"""The tab of party-building: its pages in their order."""

from ui.pages import PageOf, Tab, of_ledger, own_page

TAB = Tab(
    key="party",
    department="party",
    title="党建任务",
    pages=(
        of_ledger("party-tasks", "任务清单", "任务", "party#任务清单"),
        PageOf(
            key="party-board",
            title="任务看板",
            make=own_page("ui.party.board_page", "PartyBoardPage"),
            group="任务",
            help_anchor="party#任务看板",
        ),
        of_ledger("party-task-periods", "任务周期", "任务", "party#按周期的任务"),
        of_ledger("party-inspections", "督查问题", "任务", "party#督查和销号"),
        of_ledger("party-task-steps", "办理过程", "任务", "party#督查和销号"),
        PageOf(
            key="party-scores",
            title="全年考核",
            make=own_page("ui.party.tasks_scores_page", "PartyScoresPage"),
            group="考核责任",
            help_anchor="party#全年考核",
        ),
        PageOf(
            key="party-chain",
            title="责任链",
            make=own_page("ui.party.chain_page", "PartyChainPage"),
            group="考核责任",
            help_anchor="party#责任链",
        ),
        PageOf(
            key="party-matrix",
            title="三会一课",
            make=own_page("ui.party.matrix_page", "PartyMatrixPage"),
            group="组织生活",
            help_anchor="party#开会的频次",
        ),
        of_ledger("party-meetings", "组织生活", "组织生活", "party#组织生活"),
        of_ledger("party-rules", "频次规定", "组织生活", "party#开会的频次"),
        of_ledger("party-links", "认领业务", "组织生活", "party#认领业务"),
        of_ledger("branches", "党支部", "支部党员", "party#支部和党员"),
        of_ledger("party-members", "党员名册", "支部党员", "party#支部和党员"),
        PageOf(
            key="party-dues-month",
            title="党费收缴",
            make=own_page("ui.party.dues_page", "PartyDuesPage"),
            group="党费",
            help_anchor="party#党费",
        ),
        of_ledger("party-dues", "党费明细", "党费", "party#党费"),
        of_ledger("party-dues-rates", "党费比例", "党费", "party#党费"),
        of_ledger("party-studies", "学习记录", "学习荣誉", "party#学习荣誉和廉政"),
        of_ledger("honours", "荣誉典型", "学习荣誉", "party#学习荣誉和廉政"),
        of_ledger("risk-points", "廉政风险点", "学习荣誉", "party#学习荣誉和廉政"),
    ),
)
