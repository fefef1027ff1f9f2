"""月度排名: every town of a month with marks, rank and money, how they came about, the steps to the issue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from bureau.assessment.exact import score_text
from bureau.assessment.month_flow import CONSULTED, DECIDED, FIRST, ISSUED, REVIEWED
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.ledger.query import Titled
from bureau.month.towns import TOWN_FLOW
from bureau.towns.figures import TownFigures
from bureau.towns.judging import TownMonth
from bureau.towns.months import open_month
from bureau.towns.scores import Judgement
from bureau.towns.year import TownYear
from bureau.workflow import Step
from ui import tokens
from ui.assessment.absence_dialog import AbsenceDialog
from ui.assessment.derivation import DerivationTree
from ui.assessment.judged_page import JudgedPage
from ui.assessment.line_grid import LineGrid
from ui.assessment.months import NEXT
from ui.assessment.papers import fill_papers, open_paper, shipped
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.ledger.handling import RecordAct
from ui.ledger.steps import BACKWARD, step_act
from ui.tasks import Ticket
from ui.towns.bulletin_panel import BulletinPanel
from ui.towns.month_reading import Asked, keep_absences, read, read_lacking, read_year
from ui.towns.month_words import derivation, heads_of, in_order, month_grid, state_of
from ui.towns.months import UNIT, WORDS, adjusting_act
from ui.towns.papers import TITLES
from ui.towns.rank_panel import RankPanel
from ui.widgets.bars import Act
from ui.widgets.way_line import Way, WayLine

FEWEST_LINES, MOST_LINES = 4, 20
PANEL_LEAST = 24
BELOW_LEAST = 236
"""Pixels that what stands below the ranking needs, with the space between."""
WAY_WIDTH, WAY_HEIGHT = 330, 56
STATIONS = (
    (FIRST, "初评"),
    (CONSULTED, "征求意见"),
    (REVIEWED, "复核"),
    (DECIDED, "审定"),
    (ISSUED, "签发"),
)
NOTHING = "{}还没有任何镇街的成绩；请先录入或导入成绩，或登记现场检查。"
BELOW = (("derivation", "怎么算的"), ("ranks", "名次走势"), ("bulletin", "通报内容"))


class TownMonthPage(JudgedPage):
    """The ranking above; below it the chosen town, the ranks of the year, the words of the 通报."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "月度排名", parent)
        self.shown: TownMonth | None = None
        self.order: tuple[Judgement, ...] = ()
        self._year: Ticket | None = None
        """What is read for the ranks of the year."""
        self.way = WayLine([title for _, title in STATIONS], self)
        self.way.setObjectName("month-way")
        self.way.setMaximumWidth(WAY_WIDTH)
        self.grid = LineGrid(FEWEST_LINES, self, least=1)
        self.grid.setObjectName("town-ranking")
        self.grid.setAccessibleName("各镇街本月排名")
        self.tree = DerivationTree("得分和名次怎么算出来的", self)
        self.ranks = RankPanel(context, self)
        self.bulletin = BulletinPanel(self)
        self.make_buttons()
        self.adjust_button = self.button("month-adjust", "审定调整…", self.adjust)
        self.paper_menu.aboutToShow.connect(
            lambda: fill_papers(self.paper_menu, self.context, self, self.bar.period, TITLES)
        )
        self._arrange()
        self.follow()
        self.bulletin.filling.connect(lambda: self._open(WORDS))

    # -- parts ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 4)
        top.setSpacing(tokens.GRID)
        top.addWidget(self.bar)
        top.addStretch(1)
        top.addWidget(self.way, 8)
        top.addStretch(1)
        for button in (
            self.paper_button,
            self.handle_button,
            self.adjust_button,
            self.next_button,
        ):
            top.addWidget(button)
        below = self.card(self._choices(), self._panels())
        self.lay_out(top, self.card(self.grid, self.fault), below)

    def _choices(self) -> QWidget:
        row = QWidget(self)
        inside = QHBoxLayout(row)
        inside.setContentsMargins(8, 4, 8, 4)
        inside.setSpacing(2)
        self.below = QButtonGroup(self)
        for place, (key, title) in enumerate(BELOW):
            button = QPushButton(title, row)
            button.setObjectName(f"below-{key}")
            button.setProperty("role", "page")
            button.setCheckable(True)
            button.setChecked(not place)
            self.below.addButton(button, place)
            inside.addWidget(button)
        inside.addStretch(1)
        self.below.idClicked.connect(self._show_below)
        return row

    def _panels(self) -> QWidget:
        self.panels = QStackedWidget(self)
        self.panels.setMinimumHeight(PANEL_LEAST)
        for panel in (self.tree, self.ranks, self.bulletin):
            self.panels.addWidget(panel)
        return self.panels

    # -- reading and showing -------------------------------------------------------------------

    def read(self, desk: Desk, chosen: Period | None) -> TownMonth:
        """The towns judged."""
        return read(desk, chosen)

    def refresh(self) -> None:
        """Judges anew; the ranks of the year may have changed too."""
        if self.isVisible():
            self.ranks.forget()
            if self._year is not None:
                self._year.cancel()
        super().refresh()

    def take(self, found: object) -> None:
        """Shows the month; the line that was chosen stays."""
        assert isinstance(found, TownMonth)
        self.show_period(found.period, entered=bool(found.judged))
        kept = self.line.town if self.line is not None else None
        self.shown, self.order = found, in_order(found)
        if not found.judged:
            self.notice.show_notice(NOTHING.format(found.period.title), "active")
        elif found.fault:
            self.notice.show_notice(found.fault, "warning")
        _heads, numbers, widths = heads_of(found)
        self.grid.show_lines(month_grid(found), numbers, widths)
        towns = [one.town for one in self.order]
        row = towns.index(kept) if kept in towns else 0
        if towns:
            column = max(2, self.grid.currentIndex().column())
            self.grid.setCurrentIndex(self.grid.model_of_grid.index(row, column))
        places = [state for state, _ in STATIONS]
        state = state_of(found)
        self.way.show_way(Way(places.index(state) if state in places else 0))
        self.bulletin.show_month(found, self.context.desk.store.names(), self.context.writable)
        self._show_line()

    @property
    def line(self) -> Judgement | None:
        """The town that is chosen."""
        at = self.grid.currentIndex().row()
        return self.order[at] if 0 <= at < len(self.order) else None

    @property
    def record(self) -> int | None:
        """The record of the month, None while it wasn't begun."""
        month = self.shown.month if self.shown is not None else None
        return None if month is None else int(str(month["id"]))

    def _show_line(self) -> None:
        line, month = self.line, self.shown
        self.fault.hide()
        if month is None:
            return
        self.tree.show_branches(derivation(month, line) if line is not None else ())
        if line is not None and line.fault:
            self.fault.show_notice(
                f"{line.title}：{line.fault}", "warning", self._ways_out(month, line)
            )
        if self.panels.currentWidget() is self.ranks:
            self._show_ranks()
        self._show_buttons()
        self._fit()

    def _ways_out(self, month: TownMonth, line: Judgement) -> list[Act]:
        """What a fault is mended with."""
        ways: list[Act] = []
        if line.lacking:
            ways.append(("选择未检查的处理…", self.choose_absences))
        figures = TownFigures(month.period, (month,))
        for figure, title in (("score", "看成绩"), ("checks", "看现场检查")):
            ledger, where = figures.records(figure, month, line.town)
            named = Titled(f"{line.title}{month.period.title}{title[1:]}", where)
            ways.append((title, partial(self.context.news.wanted_list.emit, ledger, named)))
        return ways

    def _show_buttons(self) -> None:
        month, writable = self.shown, self.context.writable
        title = ""
        if month is not None and month.judged:
            key = NEXT.get(state_of(month))
            title = f"{TOWN_FLOW.step(key).title}…" if key else ""
            if self.record is None:
                title = "开始本月考核"
        self.next_button.setText(title)
        self.next_button.setVisible(bool(title))
        self.next_button.setEnabled(writable)
        self.handle_button.setEnabled(writable and month is not None and bool(month.judged))
        self.adjust_button.setEnabled(writable and self._may_decide() and self._scored())
        self.adjust_button.setVisible(self._may_decide())
        self.paper_button.setEnabled(month is not None)

    def _may_decide(self) -> bool:
        """Whether the results may still be changed."""
        month = self.shown
        begun = month is not None and self.record is not None
        return begun and month is not None and state_of(month) not in (DECIDED, ISSUED)

    def _scored(self) -> bool:
        return self.line is not None and self.line.score is not None

    # -- below ---------------------------------------------------------------------------------

    def _show_below(self, place: int) -> None:
        self.panels.setCurrentIndex(place)
        if self.panels.currentWidget() is self.ranks:
            self._show_ranks()

    def _show_ranks(self) -> None:
        line, year = self.line, self.bar.period.first.year
        if self.ranks.year is not None and self.ranks.year.year == year:
            self.ranks.show_town(line.town if line is not None else None)
            return
        desk = self.context.desk

        def take(found: object) -> None:
            assert isinstance(found, TownYear)
            self.ranks.take_year(found)
            self.ranks.show_town(self.line.town if self.line is not None else None)

        self._year = self.context.reading.run(
            lambda _ticket: read_year(desk, year), take, self.complain
        )

    # -- what is done --------------------------------------------------------------------------

    def take_next(self) -> None:
        """Begins the month, or opens the step that usually comes next."""
        month = self.shown
        if month is None:
            return
        if self.record is None:
            self.begin()
        elif key := NEXT.get(state_of(month)):
            self.open_step(TOWN_FLOW.step(key))

    def begin(self, then: Callable[[], object] | None = None) -> None:
        """The record of the month."""
        desk, period = self.context.desk, self.bar.period

        def said(_done: object) -> None:
            self.context.news.said.emit(f"已开始{period.title}镇街考核。")
            if then is not None:
                then()

        self.context.writing.run(
            lambda _ticket: open_month(desk, period), said, self.complain, title="开始考核"
        )

    def open_step(self, step: Step) -> None:
        """The dialog of a step."""
        self._open(step_act(TOWN_FLOW, step, unit=UNIT))

    def _open(self, act: RecordAct) -> None:
        if self.record is None:
            return
        self.show_dialog(ActDialog(self.context, act, [self.record], parent=self))

    def adjust(self) -> None:
        """审定调整 of the chosen town."""
        line = self.line
        if line is not None and line.score is not None and self._may_decide():
            self._open(adjusting_act(line, score_text(line.score.before_adjustment)))

    def choose_absences(self) -> None:
        """What counts for the blocks of the chosen town that nobody looked at."""
        month, line, desk = self.shown, self.line, self.context.desk
        if month is None or line is None or month.is_issued:
            return
        self.context.reading.run(
            lambda _ticket: read_lacking(desk, month, line), self._ask_absences, self.complain
        )

    def _ask_absences(self, found: object) -> None:
        assert isinstance(found, Asked)
        title = f"{found.judged.title}{found.period.title}"
        keep = partial(keep_absences, self.context.desk, found.period, found.judged.town)
        self.show_dialog(AbsenceDialog(self.context, title, found.lacking, keep, self))

    def _fill_handle(self) -> None:
        menu, month, line = self.handle_menu, self.shown, self.line
        menu.clear()
        if month is None:
            return
        if self.record is None:
            menu.addAction("开始本月考核", self.begin)
        else:
            for step in TOWN_FLOW.possible_steps(state_of(month)):
                if step.key in BACKWARD:
                    menu.addSeparator()
                menu.addAction(f"{step.title}…", partial(self.open_step, step))
        menu.addSeparator()
        named = f"{line.title}：" if line is not None else ""
        absent = menu.addAction(f"{named}未检查项的处理…", self.choose_absences)
        absent.setEnabled(line is not None and bool(line.lacking) and not month.is_issued)
        adjusting = menu.addAction(f"{named}审定调整…", self.adjust)
        adjusting.setEnabled(self._may_decide() and self._scored())
        words = menu.addAction(f"{WORDS.title}…", lambda: self._open(WORDS))
        words.setEnabled(self.record is not None and not month.is_issued)

    def print_page(self) -> None:
        """Ctrl+P: the 通报 in the preview."""
        for kind, title in shipped(TITLES)[:1]:
            open_paper(self.context, self, kind, title, self.bar.period)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The ranking gets what room what stands below can spare."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bars = sum(bar.height() for bar in (self.notice, self.fault) if not bar.isHidden())
        room = self.height() - WAY_HEIGHT - bars - BELOW_LEAST - tokens.CONTROL_HEIGHT
        self.grid.show_most(max(FEWEST_LINES, min(MOST_LINES, room // tokens.ROW_HEIGHT)))
        if self.grid.currentIndex().isValid():
            self.grid.scrollTo(self.grid.currentIndex())
