"""年度清查: how far the year's round has come by road and kind; what is not seen yet opens in the register."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Kind, Period
from bureau.desk import Desk
from bureau.facilities.register.figures_stocktake import PARTS, Line, StockTake, stock_take
from bureau.ledger.query import Titled
from bureau.reports.change import percent
from ui.context import Context
from ui.month.figures_page import FiguresPage
from ui.month.numbers import Cell, Grid
from ui.month.period_page import titled_card

TITLES: Final = {
    "to_see": "应清查",
    "seen": "见到",
    "damaged": "其中损坏",
    "missed": "查找未见",
    "unvisited": "尚未清查",
    "surplus": "多出",
}
NUMBERS: Final = (1, 2, 3, 4, 5, 6, 7)
WIDTHS: Final = (120, 76, 68, 84, 84, 84, 60, 84)
MOST_LINES: Final = 200
NOT_BEGUN: Final = (
    "{}年还没有清查记录：打印空白登记表带到路上，回来在“清查记录”里按编号登记；"
    "也可以在“设施档案”里选中设施，用“办理”里的“清查登记”。"
)
NOTHING: Final = "设施档案里还没有应清查的设施，请先建档或导入普查表。"
RULE: Final = (
    "应清查：年底前建成、没有丢失、废弃、移除的设施，不含回路。几次清查有一次见到的算见到；"
    "双击一个数看是哪些设施。"
)


def grid_of(found: StockTake, head: str, lines: tuple[Line, ...]) -> Grid:
    """Lines with their sum, each number with its records."""

    def row(line: Line) -> tuple[Cell, ...]:
        return (
            Cell(line.title),
            *(number(found, line, part) for part in PARTS),
            Cell(percent(line.rate)),
        )

    rows = [row(line) for line in (*lines, found.whole)]
    return Grid((head, *TITLES.values(), "见到率"), tuple(rows))


def number(found: StockTake, line: Line, part: str) -> Cell:
    """One number; nothing for 0."""
    count = line.counts[part]
    if not count:
        return Cell("")
    ledger, where = found.behind(line, part)
    title = f"{found.of.year}年清查：{line.title}{TITLES[part]}"
    return Cell(f"{count:,}", (ledger.name, Titled(title, where)))


class StockTakePage(FiguresPage):
    """Roads to the left, kinds to the right; a double click opens the records."""

    narrow = 1500
    shown: StockTake | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "年度清查", MONTH_END, (Kind.YEAR,), parent)
        self.roads = self.line_grid("stock-take-roads", "各道路清查", MOST_LINES)
        self.kinds = self.line_grid("stock-take-kinds", "各类设施清查", MOST_LINES)
        self.rule = self.faint(RULE)
        self.blank_button = self.button("stock-take-blank", "空白登记表…", self.print_blank)
        self.blank_button.setToolTip("还没有见到的设施按道路印成表，见到的打勾")
        self.print_button = self.button("stock-take-print", "年度清查表…", self.print_page)
        for button in (self.blank_button, self.print_button):
            self.top.addWidget(button)
        body = self.scrolled()
        roads = titled_card("按道路", self.roads, self.rule, parent=self)
        kinds = titled_card("按设施类型", self.kinds, parent=self)
        body.addLayout(self.beside((roads, 1), (kinds, 1)))
        body.addStretch(1)
        self.setFocusProxy(self.roads)

    @property
    def year(self) -> int:
        """The round shown."""
        return self.period.last.year

    def read(self, desk: Desk, period: Period) -> StockTake:
        """The round in one picture of the books."""
        with desk.store.snapshot() as conn:
            return stock_take(conn, desk.store.names(conn), period.last.year, desk.today())

    def take(self, found: object) -> None:
        """Both tables."""
        assert isinstance(found, StockTake)
        counts = found.whole.counts
        if not counts["to_see"]:
            self.notice.show_notice(NOTHING, "active")
        elif not found.sightings:
            self.notice.show_notice(NOT_BEGUN.format(found.of.year), "active")
        self.roads.show_lines(grid_of(found, "道路", found.roads), NUMBERS, WIDTHS, 0)
        self.kinds.show_lines(grid_of(found, "设施类型", found.kinds), NUMBERS, WIDTHS, 0)
        seen = f"见到 {counts['seen']:,} / {counts['to_see']:,} 件，{percent(found.whole.rate)}"
        self.note.setText(seen if counts["to_see"] else "")

    def print_page(self) -> None:
        """Ctrl+P: the sheet of the round."""
        self.show_kind("stock-take", "设施年度清查表")

    def print_blank(self) -> None:
        """What is not seen yet, to be ticked on the road."""
        self.show_kind("stock-take-blank", "设施清查登记表")
