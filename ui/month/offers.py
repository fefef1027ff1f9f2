"""The papers that can be made of a period, each with preview, file and printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.calendar.periods import Period
from bureau.calendar.words import report_name
from bureau.month.papers import KINDS

ACTS: Final = (("preview", "预览"), ("save", "保存 PDF"), ("print", "打印"))


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of paper in the words of the office."""

    kind: str
    name: str
    holds: str

    def title(self, period: Period) -> str:
        """城市管理工作月报, 城市管理工作季报 …"""
        return f"{self.name}{report_name(period)}"

    def file_name(self, period: Period) -> str:
        """2026年10月-城市管理工作月报."""
        return f"{period.title}-{self.title(period)}"


TITLES: Final = (
    Offer("monthly", "城市管理工作", "各部门汇总：关键数据、图表、存在问题"),
    Offer("market", "市容秩序整治工作", "分类、处置、镇街、日常执法、趋势"),
    Offer("sanitation", "环卫考核", "得分、服务费、扣分较多的大项和路段"),
    Offer("facilities", "路灯和市政设施维护", "亮灯率、工作量、及时率、费用、重复故障"),
)
OFFERS: Final = tuple(offer for offer in TITLES if offer.kind in KINDS)


class OfferList(QFrame):
    """`asked` carries the offer and what to do with it: preview, save or print."""

    asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        heading = QLabel("本期材料", self)
        heading.setProperty("role", "title")
        column.addWidget(heading)
        self._titles: dict[str, QLabel] = {}
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        for offer in OFFERS:
            column.addSpacing(8)
            title = self._titles[offer.kind] = QLabel(self)
            holds = QLabel(offer.holds, self)
            holds.setProperty("role", "faint")
            column.addWidget(title)
            column.addWidget(holds)
            column.addLayout(self._acts(offer))

    def _acts(self, offer: Offer) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        for act, text in ACTS:
            button = QPushButton(text, self)
            button.setObjectName(f"paper-{offer.kind}-{act}")
            button.setAccessibleName(f"{text}{offer.name}报告")
            button.clicked.connect(lambda _checked=False, act=act: self.asked.emit(offer, act))
            self.buttons[offer.kind, act] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_period(self, period: Period) -> None:
        """Titles name the kind of report that the period makes."""
        for offer in OFFERS:
            self._titles[offer.kind].setText(offer.title(period))
