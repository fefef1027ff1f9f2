"""A chart on a card of its own, saved as a picture where it is wanted elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bureau.errors import BureauError
from bureau.files import write_whole
from bureau.reports.paper import Chart
from ui.context import Context
from ui.paper.charts import ChartView
from ui.tasks import Ticket

FORMATS = "图片 (*.png);;矢量图 (*.svg);;PDF (*.pdf)"


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
