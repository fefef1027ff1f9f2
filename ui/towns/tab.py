"""The tab of the assessment of towns: its pages in their order."""

from ui.pages import PageOf, Tab, of_ledger, own_page

TAB = Tab(
    key="towns",
    department="towns",
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
