"""月度考核: one line a contract, how its score and fee came about, the steps to its issue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QWidget,
)

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.sanitation.absent import lacking
from bureau.sanitation.judging import judge_month
from bureau.sanitation.ledgers import CONTRACTS, DEDUCTIONS
from bureau.sanitation.months import MONTH_FLOW, is_open, month_to_judge, open_months
from bureau.workflow import Step
from ui import tokens
from ui.assessment.derivation import DerivationTree
from ui.assessment.judged_page import JudgedPage
from ui.assessment.months import NEXT
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.ledger.handling import RecordAct
from ui.ledger.steps import BACKWARD, step_act
from ui.sanitation.absence_dialog import AbsenceDialog
from ui.sanitation.month_grid import MonthGrid
from ui.sanitation.month_words import Line, derivation, found_in, month_grid
from ui.sanitation.months import UNIT, unscored_act
from ui.sanitation.papers import fill_papers, print_month
from ui.widgets.bars import Act

NOTHING = "没有在{}生效的环卫合同；先在“合同”里登记标段、公司和合同，再回来考核。"


@dataclass(frozen=True, slots=True)
class Read:
    """The months of all contracts, in one picture of the books."""

    period: Period
    lines: tuple[Line, ...]
    entered: bool
    """Whether there is anything to judge yet."""


def read(desk: Desk, chosen: Period | None) -> Read:
    """Every contract judged, with what it lacks; of the month being judged while none is chosen."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        period = chosen or month_to_judge(conn, today)
        judged = judge_month(conn, names, period, today)
        lines = tuple(
            Line(one, lacking(conn, names, one, tuple(j for j in judged if j is not one), today))
            for one in judged
        )
        entered = is_open(conn, period, today)
    return Read(period, lines, entered)


class SanitationMonthPage(JudgedPage):
    """Contracts above, the derivation of the chosen one below."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "月度考核", parent)
        self.shown: Read | None = None
        self.sum = QLabel(self)
        self.sum.setProperty("role", "soft")
        self.grid: MonthGrid = MonthGrid(self)
        self.tree = DerivationTree("得分和费用怎么算出来的", self)
        self.make_buttons()
        self.paper_menu.aboutToShow.connect(
            lambda: fill_papers(self.paper_menu, self.context, self, self.bar.period)
        )
        self._arrange()
        self.follow()

    # -- parts ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 4)
        top.setSpacing(tokens.GRID)
        top.addWidget(self.bar)
        top.addWidget(self.sum, 1)
        for button in (self.paper_button, self.handle_button, self.next_button):
            top.addWidget(button)
        self.lay_out(top, self.card(self.grid, self.fault), self.card(self.tree))

    # -- reading and showing -------------------------------------------------------------------

    def read(self, desk: Desk, chosen: Period | None) -> Read:
        """Every contract judged."""
        return read(desk, chosen)

    def take(self, found: object) -> None:
        """Shows the month; the line that was chosen stays."""
        assert isinstance(found, Read)
        self.show_period(found.period, entered=found.entered)
        kept = self.line.judged.contract.record if self.line is not None else None
        self.shown = found
        if not found.lines:
            self.notice.show_notice(NOTHING.format(found.period.title), "active")
        # Names read in another thread stay there.
        names = self.context.desk.store.names()
        self.grid.show_months(month_grid(found.lines, names, self.context.desk.today()))
        self.sum.setText(f"{len(found.lines)} 份合同" if found.lines else "")
        at = [line.judged.contract.record for line in found.lines]
        row = at.index(kept) if kept in at else 0
        if found.lines:
            column = max(0, self.grid.currentIndex().column())
            self.grid.setCurrentIndex(self.grid.model_of_grid.index(row, column))
        self._show_line()

    @property
    def line(self) -> Line | None:
        """The contract that is chosen."""
        at = self.grid.currentIndex().row()
        lines = self.shown.lines if self.shown is not None else ()
        return lines[at] if 0 <= at < len(lines) else None

    def _show_line(self) -> None:
        line = self.line
        self.tree.show_branches(derivation(line) if line is not None else ())
        self.fault.hide()
        if line is not None and line.judged.fault:
            self.fault.show_notice(
                f"{line.judged.section}：{line.judged.fault}", "warning", self._ways_out(line)
            )
        self._show_buttons()

    def _ways_out(self, line: Line) -> list[Act]:
        """What a fault is mended with."""
        ways: list[Act] = []
        if line.undecided:
            ways.append(("选择未检查的处理…", self.choose_absences))
        listed = partial(self.context.news.wanted_list.emit, DEDUCTIONS.name, found_in(line))
        contract = line.judged.contract.record
        shown = partial(self.context.news.wanted.emit, CONTRACTS.name, contract)
        return [*ways, ("看扣分明细", listed), ("看合同", shown)]

    def _show_buttons(self) -> None:
        line, writable = self.line, self.context.writable
        title = ""
        if line is not None and line.record is None:
            title = "开始本月考核"
        elif line is not None and (key := NEXT.get(line.state)):
            title = f"{MONTH_FLOW.step(key).title}…"
        self.next_button.setText(title)
        self.next_button.setVisible(bool(title))
        self.next_button.setEnabled(writable)
        self.handle_button.setEnabled(writable and line is not None)
        self.paper_button.setEnabled(line is not None)

    # -- what is done --------------------------------------------------------------------------

    def take_next(self) -> None:
        """Begins the month, or opens the step that usually comes next."""
        line = self.line
        if line is None:
            return
        if line.record is None:
            self.begin()
        elif key := NEXT.get(line.state):
            self.open_step(MONTH_FLOW.step(key))

    def begin(self) -> None:
        """The records of the month for all contracts."""
        desk, period = self.context.desk, self.bar.period

        def said(done: object) -> None:
            assert isinstance(done, tuple)
            self.context.news.said.emit(f"已开始{period.title}考核：{len(done)} 份合同。")

        self.context.writing.run(
            lambda _ticket: open_months(desk, period), said, self.complain, title="开始考核"
        )

    def open_step(self, step: Step) -> None:
        """The dialog of a step, for the chosen contract or all of the month."""
        self._open(step_act(MONTH_FLOW, step, unit=UNIT))

    def _open(self, act: RecordAct) -> None:
        line = self.line
        if line is None or line.record is None or self.shown is None:
            return
        everyone = [one.record for one in self.shown.lines if one.record is not None]
        listed = () if act.single else everyone
        dialog = ActDialog(self.context, act, [line.record], listed, parent=self)
        dialog.all_listed.setText(f"本月全部 {len(everyone)} 个标段")
        dialog.only_selected.setText(f"只办{line.judged.section}")
        self.show_dialog(dialog)

    def set_unscored(self) -> None:
        """不参评 of the chosen contract."""
        if self.line is not None:
            self._open(unscored_act(self.line.judged.unscored))

    def choose_absences(self) -> None:
        """What counts for the blocks that weren't inspected."""
        if self.line is None or not self.line.asks_absences:
            return
        self.show_dialog(AbsenceDialog(self.context, self.line, self))

    def _fill_handle(self) -> None:
        menu, line = self.handle_menu, self.line
        menu.clear()
        if line is None:
            return
        if line.record is None:
            menu.addAction("开始本月考核", self.begin)
        else:
            possible = MONTH_FLOW.possible_steps(line.state)
            for step in possible:
                if step.key in BACKWARD:
                    menu.addSeparator()
                menu.addAction(f"{step.title}…", partial(self.open_step, step))
        menu.addSeparator()
        absent = menu.addAction("未检查项的处理…", self.choose_absences)
        absent.setEnabled(line.asks_absences)
        unscored = menu.addAction("不参评…", self.set_unscored)
        unscored.setEnabled(line.record is not None and not line.judged.is_issued)

    def print_page(self) -> None:
        """Ctrl+P: the fee sheets of the month."""
        if self.line is not None:
            print_month(self.context, self, self.bar.period)
