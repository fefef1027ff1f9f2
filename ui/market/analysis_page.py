"""综合分析: the cases of a period taken apart, what changed, charts, photo pairs; numbers open their records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.errors import BureauError
from bureau.files import write_whole
from bureau.market.analysis import (
    Finding,
    dimension_chart,
    most_changed,
    note,
    place_chart,
    time_chart,
)
from bureau.market.figures_analysis import (
    Analysis,
    Dimension,
    Line,
    PhotoPair,
    read_analysis,
    read_pairs,
)
from bureau.market.ledgers import CASES
from bureau.market.wording import names_of
from bureau.reports.change import Change, percent, ratio
from bureau.reports.paper import Chart
from bureau.settings.reading import month_end_day
from ui.context import Context
from ui.ledger.photos.pictures import Tile, tiles_of
from ui.ledger.photos.strip import PhotoStrip
from ui.market.numbers import number_button
from ui.month.grid import GridView
from ui.month.numbers import Cell, Grid, cell
from ui.month.period_bar import PeriodBar
from ui.paper.charts import ChartView
from ui.tasks import Ticket
from ui.widgets.bars import NoticeBar

PAIRS = 6
MOST_LINES = 30
FORMATS = "图片 (*.png);;矢量图 (*.svg);;PDF (*.pdf)"


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows of a period."""

    analysis: Analysis
    pairs: tuple[PhotoPair, ...]
    end_day: int


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return Read(
            read_analysis(conn, period, today=today),
            read_pairs(conn, period, today, PAIRS),
            month_end_day(conn, today),
        )


def dimension_grid(analysis: Analysis, dimension: Dimension) -> Grid:
    """One dimension as a table: this period, the one before, the change, the share."""
    this, that, _ = names_of(analysis.period)
    compared = bool(analysis.before)
    heads = (dimension.title, this, *((that, "增减") if compared else ()), "占比")
    rows = [grid_row(analysis, line, compared=compared) for line in dimension.lines[:MOST_LINES]]
    left = len(dimension.lines) - MOST_LINES
    words = f"只列前 {MOST_LINES} 项，另有 {left} 项" if left > 0 else ""
    return Grid(heads, tuple(rows), words, summed=False)


def grid_row(analysis: Analysis, line: Line, *, compared: bool) -> tuple[Cell, ...]:
    """One line with its records behind it."""
    cells = [Cell(line.label), cell(line.cases, CASES.name, line.where)]
    if compared:
        cells.append(cell(line.before, CASES.name, line.where_before))
        cells.append(Cell(Change(line.cases, line.before).in_table()))
    cells.append(Cell(percent(ratio(line.cases, analysis.cases))))
    return tuple(cells)


class ChartCard(QFrame):
    """A chart with the button that saves it as a file."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.context = context
        self.view = ChartView(context, self)
        self.export = QPushButton("保存这张图…", self)
        self.export.setObjectName(f"save-{name}")
        self.export.setProperty("role", "link")
        self.export.clicked.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 6)
        column.addWidget(self.view)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.export)
        column.addLayout(row)

    def show_chart(self, chart: Chart | None) -> None:
        """Another chart, or none: then the card goes."""
        self.view.show_chart(chart)
        self.setVisible(chart is not None)

    def save(self) -> None:
        """The chart as PNG, SVG or PDF, drawn in the lane of papers."""
        chart = self.view.chart
        if chart is None:
            return
        name = f"{chart.title or '图表'}.png"
        path = self.context.asker.save_file(self, "保存图表", name, FORMATS)
        if path is None:
            return

        def draw(_ticket: Ticket) -> object:
            # matplotlib is loaded when a file is wanted.
            from bureau.reports.charts.export import FORMATS as WRITTEN
            from bureau.reports.charts.export import chart_file

            wanted = path.suffix.lower().lstrip(".")
            form = next((one for one in WRITTEN if one == wanted), WRITTEN[0])
            target = path if wanted in WRITTEN else path.with_name(f"{path.name}.{form}")
            write_whole(target, chart_file(chart, form))
            return target

        self.context.papers.run(draw, self._saved, self._failed, title="保存图表")

    def _saved(self, path: object) -> None:
        assert isinstance(path, Path)
        self.context.news.said.emit(f"已保存 {path.name}")

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.context.asker.tell(self, error.sentence)


class PairCard(QFrame):
    """The first photo from before and the last from after, side by side, with the case below."""

    wanted = Signal(object)

    def __init__(
        self, context: Context, pair: PhotoPair, tiles: tuple[Tile, Tile], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        both = QHBoxLayout()
        for title, tile in zip(("整改前", "整改后"), tiles, strict=True):
            strip = PhotoStrip(title, context, self)
            strip.read_only = True
            strip.show_photos([tile.photo])
            strip.opened.connect(lambda _place: self.wanted.emit(pair.record))
            both.addWidget(strip, 1)
        column.addLayout(both)
        words = f"{pair.number} · {pair.category} · {pair.place}"
        button = number_button(words, self)
        button.setToolTip(f"发现 {pair.found_on}，完成 {pair.closed_on}；点击看这件案件")
        button.clicked.connect(lambda: self.wanted.emit(pair.record))
        column.addWidget(button)


class AnalysisPage(QWidget):
    """One period; the dimension that is chosen stands as a table and as a chart."""

    wanted = Signal(str, object)

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("综合分析")
        self.context = context
        self.shown: Read | None = None
        self.dimension = "category"
        self._ticket: Ticket | None = None
        self._stale = True
        self._begun = False
        today = context.desk.today()
        with context.desk.store.snapshot() as conn:
            end_day = month_end_day(conn, today)
        self.bar = PeriodBar(today, end_day, self)
        self.note = QLabel(self)
        self.note.setProperty("role", "soft")
        self.notice = NoticeBar(self)
        self.grid = GridView(self)
        self.grid_note = QLabel(self)
        self.grid_note.setProperty("role", "faint")
        self.charts = {name: ChartCard(context, name, self) for name in ("chosen", "time", "place")}
        self._choices = QButtonGroup(self)
        self._findings: list[QPushButton] = []
        self._pairs: list[PairCard] = []
        self._arrange()
        self.bar.changed.connect(lambda _period: self.refresh())
        self.grid.wanted.connect(self.wanted)
        self.wanted.connect(context.news.wanted_list)
        context.news.changed.connect(lambda _changes: self.refresh())

    # -- how it is built -----------------------------------------------------------------------

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 4)
        top.setSpacing(16)
        top.addWidget(self.bar)
        top.addWidget(self.note, 1)
        inner = QWidget(self)
        inner.setObjectName("ground")
        body = QVBoxLayout(inner)
        body.setContentsMargins(16, 4, 16, 16)
        body.setSpacing(12)
        self.findings = QGridLayout()
        self.findings_card = self._card("变化最大的", self.findings, body)
        table = QFrame(inner)
        table.setObjectName("card")
        column = QVBoxLayout(table)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(8)
        self.choice_row = QHBoxLayout()
        self.choice_row.setContentsMargins(8, 0, 8, 0)
        self.choice_row.setSpacing(2)
        self.choice_row.addStretch(1)
        column.addLayout(self.choice_row)
        column.addWidget(self.grid)
        self.grid_note.setContentsMargins(12, 0, 12, 0)
        column.addWidget(self.grid_note)
        column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(table, 3)
        both.addWidget(self.charts["chosen"], 2)
        body.addLayout(both)
        heats = QHBoxLayout()
        heats.setSpacing(12)
        for name in ("time", "place"):
            heats.addWidget(self.charts[name], 1)
        body.addLayout(heats)
        self.pair_heading = QLabel("整改前后对比（最近办结的）", inner)
        self.pair_heading.setProperty("role", "heading")
        body.addWidget(self.pair_heading)
        self.pair_row = QHBoxLayout()
        self.pair_row.setSpacing(12)
        body.addLayout(self.pair_row)
        body.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName("综合分析")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)

    def _card(self, title: str, inside: QGridLayout, body: QVBoxLayout) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        heading = QLabel(title, frame)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        inside.setSpacing(2)
        inside.setColumnStretch(0, 1)
        inside.setColumnStretch(1, 1)
        column.addLayout(inside)
        body.addWidget(frame)
        return frame

    # -- reading -------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The period shown."""
        return self.bar.period

    def refresh(self) -> None:
        """Reads anew, in the lane of reading; the newest wish wins."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._ticket is not None:
            self._ticket.cancel()
        desk, period = self.context.desk, self.period
        self._ticket = self.context.reading.run(
            lambda _ticket: read(desk, period), self._take, self._fail
        )

    def _take(self, found: object) -> None:
        assert isinstance(found, Read)
        self.shown = found
        analysis = found.analysis
        self.notice.hide()
        if not self._begun:
            self._begun = True
            # A new month in which nobody has entered anything yet is not what one comes for.
            previous = analysis.period.previous
            if not analysis.cases and analysis.before and previous is not None:
                self.bar.choose(previous)
                return
        if not analysis.cases and not analysis.before:
            this = names_of(analysis.period)[0]
            self.notice.show_notice(f"{this}没有登记案件，请换一个时段。", "active")
        self.note.setText(" · ".join(filter(None, (f"发现 {analysis.cases:,} 件", note(analysis)))))
        self._show_findings(most_changed(analysis) if analysis.cases else ())
        self._offer_dimensions(analysis)
        self._show_dimension()
        self.charts["time"].show_chart(time_chart(analysis))
        self.charts["place"].show_chart(place_chart(analysis))
        self._show_pairs(found.pairs)
        self.bar.set_month_end(found.end_day)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.notice.show_notice(error.sentence, "danger")

    # -- showing -------------------------------------------------------------------------------

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        for old in self._findings:
            self.findings.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._findings = []
        for place, finding in enumerate(findings):
            button = number_button(f"{place + 1}. {finding.text}", self)
            where = finding.where
            if where is not None:
                button.clicked.connect(partial(self.wanted.emit, CASES.name, where))
            self.findings.addWidget(button, place // 2, place % 2)
            self._findings.append(button)
        self.findings_card.setVisible(bool(findings))

    def _offer_dimensions(self, analysis: Analysis) -> None:
        offered = [one for one in analysis.dimensions.values() if one.lines]
        names = [f"by-{one.key}" for one in offered]
        if [button.objectName() for button in self._choices.buttons()] != names:
            for button in self._choices.buttons():
                self._choices.removeButton(button)
                button.hide()
                button.deleteLater()
            for place, one in enumerate(offered):
                button = QPushButton(one.title, self)
                button.setObjectName(names[place])
                button.setProperty("role", "page")
                button.setCheckable(True)
                button.clicked.connect(partial(self.choose, one.key))
                self._choices.addButton(button, place)
                self.choice_row.insertWidget(place, button)
        if offered and self.dimension not in analysis.dimensions:
            self.dimension = offered[0].key
        for button in self._choices.buttons():
            button.setChecked(button.objectName() == f"by-{self.dimension}")

    def choose(self, key: str, _checked: bool = False) -> None:
        """Takes the cases apart in another way."""
        self.dimension = key
        for button in self._choices.buttons():
            button.setChecked(button.objectName() == f"by-{key}")
        self._show_dimension()

    def _show_dimension(self) -> None:
        if self.shown is None:
            return
        analysis = self.shown.analysis
        grid = dimension_grid(analysis, analysis.dimensions[self.dimension])
        self.grid.show_grid(grid)
        self.grid_note.setText(grid.note)
        self.grid_note.setVisible(bool(grid.note))
        self.charts["chosen"].show_chart(dimension_chart(analysis, self.dimension))

    def _show_pairs(self, pairs: tuple[PhotoPair, ...]) -> None:
        for old in self._pairs:
            self.pair_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._pairs = []
        for pair in pairs[:3]:
            before, after = tiles_of(self.context.desk, (pair.before, pair.after))
            card = PairCard(self.context, pair, (before, after), self)
            card.wanted.connect(partial(self.context.news.wanted.emit, CASES.name))
            self.pair_row.addWidget(card, 1)
            self._pairs.append(card)
        self.pair_heading.setVisible(bool(pairs))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when it is looked at, not before."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for figures that aren't seen."""
        super().hideEvent(event)
        if self._ticket is not None and self.shown is None:
            self._ticket.cancel()
            self._stale = True
