"""名次走势: the ranks of a group by month, the scores of the chosen town beside its group."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bureau.towns.rank_charts import rank_chart, score_chart
from bureau.towns.year import TownYear
from ui.context import Context
from ui.paper.chart_card import ChartCard

NONE = "本年还没有两个月以上的成绩，画不出走势。"


class RankPanel(QScrollArea):
    """Two charts beside each other, read when they are first looked at."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rank-panel")
        self.setAccessibleName("名次走势")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.year: TownYear | None = None
        self.ranks = ChartCard(context, "ranks", self)
        self.scores = ChartCard(context, "scores", self)
        self.none = QLabel(NONE)
        self.none.setProperty("role", "soft")
        inner = QWidget()
        inner.setObjectName("card")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(12, 0, 12, 8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.ranks, 1)
        row.addWidget(self.scores, 1)
        whole.addLayout(row)
        whole.addWidget(self.none)
        whole.addStretch(1)
        self.setWidget(inner)

    def forget(self) -> None:
        """The books have changed: read anew when it is looked at."""
        self.year = None

    def take_year(self, year: TownYear) -> None:
        """Another year, or the same as it is now."""
        self.year = year

    def show_town(self, town: int | None) -> None:
        """The group of a town, and the town in it."""
        year = self.year
        line = next((one for one in year.lines if one.town == town), None) if year else None
        ranks = rank_chart(year, line.group) if year is not None and line is not None else None
        scores = score_chart(year, line.town) if year is not None and line is not None else None
        self.ranks.show_chart(ranks)
        self.scores.show_chart(scores)
        self.none.setVisible(ranks is None and scores is None)
