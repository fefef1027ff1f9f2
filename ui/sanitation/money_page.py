"""费用台账: what is due, paid and unpaid by contract and month, a payment entered, the deposits below."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from bureau.calendar.periods import MONTH_END, Kind, Period
from bureau.desk import Desk
from bureau.editing import Inputs
from bureau.month.papers import KINDS, Asked
from bureau.sanitation.figures import MoneyFigures, money_figures
from bureau.sanitation.ledgers import PAYMENTS
from bureau.sanitation.money import Dues
from bureau.sanitation.paying import open_words, pay, proposed
from ui.assessment.amounts import money
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.ledger.handling import Answers, Done, Planned, RecordAct
from ui.month.period_bar import WHOLE_MONTHS, of_kind
from ui.month.period_page import PeriodPage, titled_card
from ui.paper.showing import show_paper
from ui.sanitation.money_words import (
    DEPOSIT_NUMBERS,
    NUMBERS,
    Line,
    deposit_grid,
    lines_of,
    money_grid,
    waiting_words,
)

MOST_LINES = 60
WIDTHS = (64, 232, 164, 76, 114, 114, 114, 150)
DEPOSIT_WIDTHS = (164, 76, 114, 114, 114, 114, 114)
COMPANY, CONTRACT = 1, 2
"""Columns: the first goes where the window is narrow, the second takes what is left."""
NARROW = 1080
PAPER, PAPER_TITLE = "payment-approval", "付款审批表"
NOTHING = "没有在{}生效的环卫合同；先在“合同”里登记合同，考核签发以后这里就有应付的费用。"
EXPLAINED = "未签发的月份金额是暂算的，不计入合计和未付。双击数字看记录。"
ASKED = (
    *("kind", "first_month", "last_month", "amount_fen", "paid_on"),
    *("approved_on", "approval", "voucher", "handled_by", "note"),
)


def read(desk: Desk, period: Period) -> MoneyFigures:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return money_figures(conn, desk.store.names(conn), period, today)


def pay_act(of: Dues) -> RecordAct:
    """登记付款 of what is chosen, all that is open proposed."""
    due = of.months[0]

    def plan(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        said = open_words(of)
        left = f"{said} 未付 {money(of.open_fen)} 元" if said else "已签发的月份都付清了"
        return Planned(
            sentence=f"{due.section} {due.number}：{left}。",
            fits=tuple(records),
            required=frozenset({"kind", "amount_fen"}),
            proposed=proposed(of, desk.today()),
        )

    def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        made = tuple(pay(desk, record, answers.inputs) for record in records)
        return Done(f"已登记{due.section}的付款。", made)

    return RecordAct(
        key="pay",
        title="登记付款",
        plan=plan,
        take=take,
        asks=tuple(replace(PAYMENTS.by_key[key], required=False) for key in ASKED),
        hint="一次付几个月的，写起月和止月：先付清已签发的月份，余下的算在最后一个月",
        single=True,
    )


class SanitationMoneyPage(PeriodPage):
    """A line for each contract and month, the sums in bold; a double click opens what is behind."""

    together = False

    shown: MoneyFigures | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "费用台账", MONTH_END, WHOLE_MONTHS, parent)
        self.lines: tuple[Line, ...] = ()
        self.bar.choose(of_kind(Kind.YEAR, self.bar.period))
        self.grid = LineGrid(MOST_LINES, self)
        self.grid.setObjectName("sanitation-money")
        self.grid.setAccessibleName("各合同各月费用")
        self.deposits = LineGrid(MOST_LINES, self)
        self.deposits.setObjectName("sanitation-deposits")
        self.deposits.setAccessibleName("履约保证金")
        self.note.setWordWrap(True)
        self.below = QLabel(EXPLAINED, self)
        self.below.setProperty("role", "faint")
        self.below.setContentsMargins(12, 0, 12, 0)
        self.paper_button = QPushButton("打印 ▾", self)
        self.paper_button.setObjectName("money-papers")
        self.paper_menu = QMenu(self.paper_button)
        self.paper_button.clicked.connect(self._open_papers)
        self.pay_button = QPushButton("登记付款…", self)
        self.pay_button.setObjectName("money-pay")
        self.pay_button.setProperty("role", "main")
        self.pay_button.clicked.connect(self.enter_payment)
        for button in (self.paper_button, self.pay_button):
            self.top.addWidget(button)
        body = self.scrolled()
        self.table_card = titled_card("服务费", self.grid, self.below, parent=self)
        self.deposit_card = titled_card("履约保证金", self.deposits, parent=self)
        body.addWidget(self.table_card)
        body.addWidget(self.deposit_card)
        body.addStretch(1)
        for grid in (self.grid, self.deposits):
            grid.wanted.connect(self.wanted)
        self.grid.selectionModel().currentRowChanged.connect(lambda _now, _was: self._on_line())
        self.setFocusProxy(self.grid)

    # -- reading and showing -------------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> MoneyFigures:
        """Everything in one picture of the books."""
        return read(desk, period)

    def take(self, found: object) -> None:
        """The lines, their sums, the deposits."""
        assert isinstance(found, MoneyFigures)
        self.lines = lines_of(found.contracts)
        if not self.lines:
            self.notice.show_notice(NOTHING.format(self.period.title), "active")
        self.table_card.setVisible(bool(self.lines))
        self.deposit_card.setVisible(bool(found.deposits))
        if self.lines:
            self.grid.show_lines(money_grid(self.lines, found.contracts), NUMBERS, WIDTHS, CONTRACT)
        self.deposits.show_lines(
            deposit_grid(found.deposits), DEPOSIT_NUMBERS, DEPOSIT_WIDTHS, COMPANY
        )
        self._fit()
        waiting = waiting_words(sum(of.waiting_fen for of in found.contracts))
        self.below.setText(f"△ {waiting}。{EXPLAINED}" if waiting else EXPLAINED)
        if self.lines and self.line is None:
            self.grid.setCurrentIndex(self.grid.model_of_grid.index(self._first_open(), 0))
        self._on_line()

    def _first_open(self) -> int:
        """The first line that something is to be paid of, else the first."""
        waiting = (place for place, line in enumerate(self.lines) if line.chosen.open_fen > 0)
        return next(waiting, 0)

    @property
    def line(self) -> Line | None:
        """The line that is chosen, None for the sum of all."""
        at = self.grid.currentIndex().row()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def _on_line(self) -> None:
        self.pay_button.setEnabled(self.line is not None and self.context.writable)

    # -- what is done --------------------------------------------------------------------------

    def enter_payment(self) -> None:
        """One payment: of the chosen month, or of all open months where a sum is chosen."""
        line = self.line
        if line is None:
            return
        of = line.chosen
        dialog = ActDialog(self.context, pay_act(of), [of.months[0].contract], parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _code: self.grid.setFocus())
        dialog.open()

    def _open_papers(self) -> None:
        menu, line, button = self.paper_menu, self.line, self.paper_button
        menu.clear()
        if line is not None:
            due = line.of.months[0]
            menu.addAction(
                f"{PAPER_TITLE}（{due.section}）…", partial(self._print, (due.contract,))
            )
        menu.addAction(f"{PAPER_TITLE}（全部合同）…", self._print)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _print(self, contracts: tuple[int, ...] = ()) -> None:
        desk, asked = self.context.desk, Asked(period=self.period, contracts=contracts)
        name = f"{self.period.title}{PAPER_TITLE}"
        show_paper(self.context, self, name, lambda: KINDS[PAPER](desk, asked))

    def _fit(self) -> None:
        """Where there is no room for the company, the section tells whose contract it is."""
        narrow = self.width() < NARROW
        self.grid.setColumnHidden(COMPANY, narrow)
        whole = Dues(tuple(line.due for line in self.lines if line.due is not None))
        words = (
            f"应付 {money(whole.due_fen)} 元",
            f"已付 {money(whole.received_fen)} 元",
            f"未付 {money(whole.open_fen)} 元",
        )
        if self.shown is not None:
            said = words[-1] if narrow else " · ".join(words)
            self.note.setText(said if self.lines else "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room for the columns and the sums."""
        super().resizeEvent(event)
        self._fit()

    def print_page(self) -> None:
        """Ctrl+P: the approval sheets of the period, in the preview."""
        self._print()
