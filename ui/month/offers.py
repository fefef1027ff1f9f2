"""The papers that can be made of a period in groups, each with preview, file and printer, or many at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.calendar.periods import Period
from bureau.month.offered import OFFERED, Offer
from bureau.month.papers import KINDS

ACTS: Final = (("preview", "预览"), ("save", "保存"), ("print", "打印"))
OFFERS: Final = tuple(offer for offer in OFFERED if offer.kind in KINDS)


class OfferList(QFrame):
    """`asked` carries the offer and what to do with it: preview, save or print; `batch` asks for all."""

    asked = Signal(object, str)
    batch = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(2)
        top = QHBoxLayout()
        heading = QLabel("本期材料", self)
        heading.setProperty("role", "title")
        self.several = QPushButton("批量打印、导出…", self)
        self.several.setObjectName("papers-batch")
        self.several.setToolTip("勾选几份材料，一次打印、合并或保存到文件夹")
        self.several.clicked.connect(lambda: self.batch.emit())
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.several)
        column.addLayout(top)
        self.groups: dict[str, QLabel] = {}
        self.rows: dict[str, QWidget] = {}
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        for offer in OFFERS:
            if offer.group not in self.groups:
                label = self.groups[offer.group] = QLabel(offer.group, self)
                label.setProperty("role", "faint")
                label.setContentsMargins(0, 8, 0, 0)
                column.addWidget(label)
            row = self.rows[offer.kind] = self._row(offer)
            column.addWidget(row)
        self.shown: tuple[Offer, ...] = ()

    def _row(self, offer: Offer) -> QWidget:
        """The name shows the paper; beside it what else is done with it."""
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for act, text in ACTS:
            button = QPushButton(offer.name if act == "preview" else text, row)
            button.setObjectName(f"paper-{offer.kind}-{act}")
            button.setAccessibleName(f"{text}{offer.name}")
            button.setToolTip(
                f"{text}：{offer.holds}" if act == "preview" else f"{text}{offer.name}"
            )
            button.setProperty("role", "link")
            button.clicked.connect(lambda _checked=False, act=act: self.asked.emit(offer, act))
            self.buttons[offer.kind, act] = button
            line.addWidget(button)
            if act == "preview":
                line.addStretch(1)
        return row

    def show_period(self, period: Period) -> None:
        """The papers of the period; titles name the kind of report that it makes."""
        self.shown = tuple(one for one in OFFERS if period.kind in one.periods)
        for offer in OFFERS:
            self.rows[offer.kind].setVisible(offer in self.shown)
            self.buttons[offer.kind, "preview"].setText(offer.title(period))
        for group, label in self.groups.items():
            label.setVisible(any(offer.group == group for offer in self.shown))
