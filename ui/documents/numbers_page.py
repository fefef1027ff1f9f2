"""文号核对: the numbers of a year by letterhead, what is lacking of them, what was given twice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Kind, Period
from bureau.desk import Desk
from bureau.documents.heads import heads
from bureau.documents.ledgers import SENT
from bureau.documents.numbers import Series, series, spans
from bureau.ledger.query import Filter
from ui.context import Context
from ui.month.figures_page import FiguresPage
from ui.month.numbers import Cell, Grid
from ui.month.period_page import titled_card

HEADS = ("代字", "件数", "最后一号", "作废", "重号", "断号")
NUMBERS = (1, 2, 3, 4)
WIDTHS = (160, 90, 200, 90, 160, 420)
MOST_LINES = 60
PAPERS = (
    ("document-register", "发文登记簿"),
    ("receipt-register", "收文登记簿"),
    ("instruction-list", "领导批示办理情况"),
)
NOTHING = "{}年还没有编号的发文。在“发文登记簿”里拟稿、签发取号，或导入原来的登记簿。"
NO_HEADS = "还没有文头。请到“文头”页点“办理 → 补齐常用文头”，核对代字后再取号。"
NOTE = (
    "断号：登记簿里没有的号，可能是漏登或记录被删除，请补登或在台账上说明；"
    "重号：几件文用了同一个号。双击数字看是哪些文。作废的文保留文号，不算断号。"
)


@dataclass(frozen=True, slots=True)
class YearNumbers:
    """A year's numbers, and whether there is any letterhead yet."""

    year: int
    of: tuple[Series, ...]
    any_head: bool


def counted(number: int, where: Filter) -> Cell:
    """A number of papers that opens them; zeros are left out."""
    if not number:
        return Cell("")
    return Cell(str(number), (SENT.name, where))


def numbers_grid(found: YearNumbers) -> Grid:
    """A line for each code."""
    rows = []
    for one in found.of:
        missing = spans(one.missing)
        words = f"缺 {missing} 号" if missing else "无"
        repeated = Cell("")
        if one.repeated:
            behind = (SENT.name, one.repeats)
            repeated = Cell(f"{spans(one.repeated)} 号", behind, tone="danger")
        rows.append(
            (
                Cell(one.code or "（没有代字）"),
                counted(one.count, one.where),
                Cell(f"{one.code}〔{one.year}〕{one.last}号"),
                counted(one.void, one.voided),
                repeated,
                Cell(words, tone="warning" if missing else ""),
            )
        )
    return Grid(HEADS, tuple(rows), summed=False)


class NumbersPage(FiguresPage):
    """One table; gaps and repeats in words."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "文号核对", MONTH_END, (Kind.YEAR,), parent)
        self.papers_menu("documents-print", PAPERS)
        self.grid = self.line_grid("paper-numbers", "文号", MOST_LINES)
        body = self.scrolled()
        self.card = titled_card("文号", self.grid, self.faint(NOTE), parent=self)
        body.addWidget(self.card)
        body.addStretch(1)
        self.setFocusProxy(self.grid)

    def read(self, desk: Desk, period: Period) -> YearNumbers:
        """The year in one picture of the books."""
        year = period.last.year
        with desk.store.snapshot() as conn:
            found = series(conn, desk.today(), year)
            return YearNumbers(year, found, bool(heads(conn, desk.today())))

    def take(self, found: object) -> None:
        """The lines, and how many numbers are lacking."""
        assert isinstance(found, YearNumbers)
        if not found.of:
            said = NOTHING.format(found.year) if found.any_head else NO_HEADS
            self.notice.show_notice(said, "active")
        self.card.setVisible(bool(found.of))
        self.grid.show_lines(numbers_grid(found), NUMBERS, WIDTHS, 0)
        missing = sum(len(one.missing) for one in found.of)
        repeated = sum(len(one.repeated) for one in found.of)
        count = sum(one.count for one in found.of)
        words = f"编号发文 {count} 件，断号 {missing} 个，重号 {repeated} 个"
        self.note.setText(words if found.of else "")

    def print_page(self) -> None:
        """Ctrl+P: the register of the year."""
        self.show_kind(*PAPERS[0])
