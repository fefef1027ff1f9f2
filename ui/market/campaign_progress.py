"""行动进度: every special action that runs today on a card, the one that ends first in front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.desk import Desk
from bureau.market.figures_campaigns import Progress, running_now
from bureau.market.ledgers import CAMPAIGNS
from ui import tokens
from ui.context import Context
from ui.market.campaigns import progress_lines
from ui.market.numbers import number_button
from ui.seen_page import SeenPage

CARD_WIDTH = 400
"""Pixels that a card needs at least."""
NOTHING = "今天没有在进行的专项行动；在“专项行动”里登记开始和结束日期后，这里就会列出来。"


def read(desk: Desk) -> tuple[Progress, ...]:
    """The running actions in one picture of the books."""
    with desk.store.snapshot() as conn:
        return running_now(conn, desk.today())


def days_words(found: Progress) -> str:
    """10月1日至10月31日，还剩 23 天."""
    begins = f"{found.begins.month}月{found.begins.day}日" if found.begins else ""
    if found.ends is None or found.days_left is None:
        return f"{begins}起，没有结束日期"
    left = f"还剩 {found.days_left} 天" if found.days_left else "今天结束"
    return f"{begins}至{found.ends.month}月{found.ends.day}日，{left}"


class ActionCard(QFrame):
    """One action: its name leads to its record, its numbers to what they count."""

    def __init__(self, context: Context, found: Progress, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(found.name)
        self.name = number_button(found.name, self)
        self.name.setToolTip("打开这次行动")
        self.name.clicked.connect(partial(context.news.wanted.emit, CAMPAIGNS.name, found.campaign))
        days = QLabel(days_words(found), self)
        days.setProperty("role", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(tokens.GRID // 2)
        column.addWidget(self.name, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(days)
        for line in progress_lines(context, found, self):
            column.addWidget(line)
        column.addStretch(1)


class CampaignProgressPage(SeenPage):
    """As many cards beside each other as there is room for."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "行动进度", parent)
        self.cards: list[ActionCard] = []
        self.sum = QLabel(self)
        self.sum.setProperty("role", "soft")
        inner = QWidget(self)
        inner.setObjectName("ground")
        self.places = QGridLayout()
        self.places.setSpacing(12)
        body = QVBoxLayout(inner)
        body.setContentsMargins(16, 4, 16, 16)
        body.addLayout(self.places)
        body.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName("行动进度")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 4)
        top.addWidget(self.sum)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)

    def wish(self) -> Callable[[], object]:
        """The actions that are going on."""
        desk = self.context.desk
        return lambda: read(desk)

    def take(self, found: object) -> None:
        """A card for each."""
        assert isinstance(found, tuple)
        for old in self.cards:
            self.places.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [ActionCard(self.context, one, self) for one in found]
        self.notice.hide()
        if not self.cards:
            self.notice.show_notice(NOTHING, "active")
        self.sum.setText(f"正在进行的专项行动 {len(self.cards)} 个" if self.cards else "")
        self._place()

    def _place(self) -> None:
        across = max(1, self.width() // CARD_WIDTH)
        for card in self.cards:
            self.places.removeWidget(card)
        for place in range(max(across, self.places.columnCount())):
            self.places.setColumnStretch(place, 1 if place < across else 0)
        for place, card in enumerate(self.cards):
            self.places.addWidget(card, place // across, place % across)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cards are placed for the width."""
        super().resizeEvent(event)
        if event.size().width() // CARD_WIDTH != event.oldSize().width() // CARD_WIDTH:
            self._place()
