"""通报内容: 表彰 and 表态 lists, what a person wrote, corrections of earlier months told with this one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.assessment.exact import score_text
from bureau.assessment.snapshot import Restated
from bureau.ledger.entry import Names, Value
from bureau.towns.judging import TownMonth
from bureau.towns.ledgers import MONTHS

SHOWN = (
    *("praised", "pledging", "overview", "problems", "demands"),
    *("issuer", "paper_number", "issued_on", "signed_by", "note"),
)
"""Fields of the month in the order of the 通报."""
UNSAID = {
    "praised": "签发时列出受奖的镇街",
    "pledging": "签发时列出受罚的镇街",
}
TITLE_WIDTH = 76


class BulletinPanel(QScrollArea):
    """A line for each; `filling` when somebody wants to write."""

    filling = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulletin-panel")
        self.setAccessibleName("通报内容")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("card")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(16, 0, 16, 8)
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(16)
        self.lines.setVerticalSpacing(6)
        self.lines.setColumnStretch(1, 1)
        self.lines.setColumnStretch(3, 1)
        whole.addLayout(self.lines)
        self.fill_button = QPushButton("填写通报内容…", inner)
        self.fill_button.setObjectName("bulletin-fill")
        self.fill_button.clicked.connect(self.filling)
        whole.addStretch(1)
        self.setWidget(inner)
        self.texts: dict[str, QLabel] = {}
        places = [*SHOWN, "restated"]
        for place, key in enumerate(places):
            title = MONTHS.by_key[key].title if key in MONTHS.by_key else "往月更正"
            self._line(key, title, place % 5, place // 5 * 2)
        self.lines.addWidget(self.fill_button, 5, 3, Qt.AlignmentFlag.AlignRight)

    def _line(self, key: str, title: str, row: int, column: int) -> None:
        # The corrections stand below everything, as wide as all.
        if key == "restated":
            row, column = 5, 0
        heading, text = QLabel(title), QLabel()
        heading.setProperty("role", "soft")
        heading.setFixedWidth(TITLE_WIDTH)
        text.setObjectName(f"bulletin-{key}")
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.addWidget(heading, row, column, Qt.AlignmentFlag.AlignTop)
        self.lines.addWidget(text, row, column + 1, 1, 2 if key == "restated" else 1)
        self.texts[key] = text

    def show_month(self, month: TownMonth, names: Names, writable: bool) -> None:
        """What the record of a month says."""
        row = month.month
        for key in SHOWN:
            value = row[key] if row is not None else None
            shown = MONTHS.by_key[key].type.show(as_value(value), names)
            self.texts[key].setText(shown or self._unsaid(month, key))
        self.texts["restated"].setText("\n".join(restated_lines(month.restated)) or "—")
        self.fill_button.setEnabled(writable and row is not None and not month.is_issued)

    @staticmethod
    def _unsaid(month: TownMonth, key: str) -> str:
        if key not in UNSAID or month.is_issued:
            return "—"
        sign = 1 if key == "praised" else -1
        towns = [one.title for one in month.places if one.fen * sign > 0]
        return f"{'、'.join(towns)}（{UNSAID[key]}）" if towns else "—"


def as_value(value: object) -> Value:
    """A stored value as fields show it."""
    return value if isinstance(value, str | int) else None


def restated_lines(restated: tuple[Restated, ...]) -> Iterator[str]:
    """2026-09 河口镇：得分更正为 88.00，事由."""
    for one in restated:
        words = [f"得分更正为 {score_text(one.points)}"] if one.points is not None else []
        words += [f"名次更正为 {one.rank}"] if one.rank else []
        yield f"{one.month} {one.title}：{'，'.join([*words, one.reason])}"
