"""党费收缴: by branch what is owed and paid in a period, and who hasn't paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from bureau.ledger.query import Ids, Titled
from bureau.month.papers import KINDS, Asked
from bureau.party.dues import BranchDues, dues_of, yuan
from bureau.party.ledgers import DUES, MEMBERS
from bureau.reports.paper import Paper
from ui.context import Context
from ui.month.figures_page import FiguresPage
from ui.month.numbers import Behind, Cell, Grid
from ui.month.period_bar import WHOLE_MONTHS
from ui.month.period_page import titled_card
from ui.paper.showing import show_paper

HEADS = ("党支部", "应缴(人)", "应缴(元)", "实缴(元)", "未缴齐(人)", "欠缴(元)", "没有基数(人)")
NUMBERS = tuple(range(1, len(HEADS)))
WIDTHS = (180, 100, 120, 120, 110, 120, 120)
MOST_LINES = 30
NOTHING = "{}没有要缴党费的党员。请先在“党员名册”里登记党员和党费基数（或每月定额）。"
ADVICE = "双击人数打开名单；在名单里选中党员，点“办理”里的“登记党费收缴”，一次登记几个人、几个月。"
PAPERS = (("party-dues", "党费收缴表"),)
WITH_NAMES = "党费收缴表（姓名不遮盖）"
WHY = "为什么要印党员的姓名？（谁、什么时候、为什么会记入操作历史）"


@dataclass(frozen=True, slots=True)
class Read:
    """The dues of a period."""

    period: Period
    branches: tuple[BranchDues, ...]


def read(desk: Desk, period: Period) -> Read:
    """In one picture of the books."""
    with desk.store.snapshot() as conn:
        return Read(period, dues_of(conn, desk.store.names(conn), period, desk.today()))


def grid_of(branches: Sequence[BranchDues]) -> Grid:
    """A line for each branch, the sum below; members and payments open."""
    rows = [line(one.title, one) for one in branches]
    if len(branches) > 1:
        owed = tuple(each for one in branches for each in one.owed)
        rows.append(line("合计", BranchDues(None, "全部支部", owed)))
    return Grid(HEADS, tuple(rows), summed=len(branches) > 1)


def line(title: str, of: BranchDues) -> tuple[Cell, ...]:
    """One branch."""
    owing = sum((one.due or 0) - one.paid for one in of.owed if one.is_missing and one.due)
    return (
        Cell(title),
        people(of.members, f"{of.title}要缴党费的党员"),
        Cell(yuan(of.due)),
        Cell(yuan(of.paid), (DUES.name, of.paid_where) if of.paid else None),
        people(of.missing, f"{of.title}未缴齐党费的党员"),
        Cell(yuan(owing) if owing else ""),
        people(of.unknown, f"{of.title}没有党费基数的党员"),
    )


def people(members: tuple[int, ...], title: str) -> Cell:
    """A number of members, who open; nothing for none."""
    behind: Behind = (MEMBERS.name, Titled(title, Ids(members)))
    return Cell(str(len(members)), behind) if members else Cell("")


class PartyDuesPage(FiguresPage):
    """The period on top, the branches below."""

    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "党费收缴", MONTH_END, WHOLE_MONTHS, parent)
        self.papers = self.papers_menu("dues-print", PAPERS)
        self.papers.aboutToShow.connect(self._offer_names)
        self.grid = self.line_grid("party-dues-grid", "各支部党费收缴", MOST_LINES)
        body = self.scrolled()
        self.card = titled_card("各支部收缴情况", self.grid, self.faint(ADVICE), parent=self)
        body.addWidget(self.card)
        body.addStretch(1)
        self.setFocusProxy(self.grid)

    def read(self, desk: Desk, period: Period) -> Read:
        """In one picture of the books."""
        return read(desk, period)

    def take(self, found: object) -> None:
        """The branches."""
        assert isinstance(found, Read)
        if not found.branches:
            self.notice.show_notice(NOTHING.format(found.period.title), "active")
        self.card.setVisible(bool(found.branches))
        self.grid.show_lines(grid_of(found.branches), NUMBERS, WIDTHS, 0)
        missing = sum(len(one.missing) for one in found.branches)
        self.note.setText(f"{missing} 人未缴齐" if missing else "")

    def print_page(self) -> None:
        """Ctrl+P: the sheet."""
        self.show_kind(*PAPERS[0])

    def _offer_names(self) -> None:
        """Below the sheet the one to be signed, whose names are told for a reason."""
        self.papers.addAction(f"{WITH_NAMES}…", self.print_with_names)

    def print_with_names(self) -> None:
        """The sheet with the names, once the reason for it is recorded."""
        reason = self.context.asker.ask_text(self, WHY)
        if reason is None or not reason.strip():
            return
        desk, asked = self.context.desk, Asked(period=self.period, personal_reason=reason.strip())
        name = f"{self.period.title}{WITH_NAMES}"

        def show(paper: object) -> None:
            assert isinstance(paper, Paper)
            show_paper(self.context, self, name, lambda: paper)

        self.context.writing.run(
            lambda _ticket: KINDS[PAPERS[0][0]](desk, asked),
            show,
            self.complain,
            title=PAPERS[0][1],
        )
