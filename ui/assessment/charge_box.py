"""One way of deducting as a form: its shape, the numbers that the shape has, tiers or prices by kind."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bureau.assessment.misfits import Misfit
from bureau.assessment.rule_sheet import (
    PERCENT,
    POINTS,
    PROBLEM,
    SHAPES,
    TIERS,
    YUAN,
    ChargeSheet,
    add_line,
)
from ui.assessment.awards_form import put, take_away
from ui.assessment.fields import Box, Fields
from ui.assessment.grid import Column, Grid
from ui.settings.frame import button, row_of
from ui.tokens import GRID

BOXES = (
    Box(key="shape", title="办法", choices=SHAPES),
    Box(key="target", title="目标分数", hint="90"),
    Box(key="percent", title="每低 1 分扣 %", hint="月服务费的百分之几"),
    Box(key="fen", title="金额（元）", hint="每分或每处多少元"),
    Box(key="points", title="不足 1 分", choices=POINTS),
    Box(key="part", title="考核部分 %", hint="只拿月服务费的一部分来考核时填"),
    Box(key="block", title="按哪项得分", choices={"": "总分"}),
    Box(key="part_title", title="部分的名称", hint="考核部分"),
)
OF_SHAPE: Mapping[str, tuple[str, ...]] = {
    TIERS: (),
    PERCENT: ("target", "percent", "points"),
    YUAN: ("target", "fen", "points"),
    PROBLEM: ("fen",),
}
TIER_COLUMNS = (
    Column(key="at_least", title="得分不低于", width=6),
    Column(key="pay", title="支付 %", width=5),
    Column(key="title", title="档次名称", width=8, hint="可以空着", stretches=True),
)


def price_columns(kinds: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of the prices by kind of problem."""
    return (
        Column(key="item", title="问题", width=16, choices=kinds, stretches=True),
        Column(key="fen", title="每处（元）", width=8),
    )


class ChargeBox(QWidget):
    """Only what the chosen shape has is in sight."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet = ChargeSheet()
        self.editable = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.fields = Fields("charge", BOXES)
        self.tiers = Grid("charge-tiers", "档次", TIER_COLUMNS)
        self.prices = Grid("charge-prices", "按类的单价", price_columns({}))
        self.add = button("＋ 一行", self._add, "add-charge-row", "link")
        self.remove = button("删除一行", self._remove, "remove-charge-row", "link")
        column.addWidget(self.fields)
        column.addWidget(self.tiers)
        column.addWidget(self.prices)
        column.addLayout(row_of(self.add, self.remove))
        self.fields.typed.connect(self._typed_field)
        self.tiers.typed.connect(self._typed_tier)
        self.prices.typed.connect(self._typed_price)

    @property
    def shape(self) -> str:
        """The shape that is chosen."""
        return self.sheet.fields.get("shape", TIERS)

    def offer(self, kinds: Mapping[str, str], blocks: Mapping[str, str]) -> None:
        """Problems that can have a price of their own, and blocks to be judged by, by key."""
        self.prices.columns = price_columns(kinds)
        self.fields.choose_from("block", {"": "总分", **blocks})

    def show_charge(self, sheet: ChargeSheet, *, editable: bool) -> None:
        """Lays one charge out."""
        self.sheet, self.editable = sheet, editable
        part = ("part", "block", "part_title") if sheet.fields.get("part") else ("part", "block")
        self.fields.place(["shape", *OF_SHAPE[self.shape], *part])
        self.fields.show_texts(sheet.fields, editable=editable)
        self.tiers.setVisible(self.shape == TIERS)
        self.prices.setVisible(self.shape == PROBLEM)
        self.tiers.show_lines(sheet.tiers, editable=editable)
        self.prices.show_lines(sheet.prices, editable=editable)
        has_rows = self.shape in (TIERS, PROBLEM)
        for act in (self.add, self.remove):
            act.setVisible(has_rows)
            act.setEnabled(editable)
        self.add.setText("＋ 一档" if self.shape == TIERS else "＋ 一类问题")

    def mark(self, misfit: Misfit | None, row: str) -> None:
        """Marks what doesn't fit, where it is in this charge; `row` is what the charge is called."""
        mine = misfit is not None and misfit.row == row
        self.fields.mark(misfit.field if misfit is not None and mine else "")
        for grid, name in ((self.tiers, "tiers"), (self.prices, "prices")):
            sentence = misfit.sentence if misfit is not None else ""
            if misfit is not None and mine and misfit.field == name and grid.lines:
                grid.mark(grid.lines[-1]["key"], grid.columns[0].key, sentence)
            elif misfit is not None and any(misfit.row == line["key"] for line in grid.lines):
                grid.mark(misfit.row, misfit.field, sentence)
            else:
                grid.mark()

    def _typed_field(self, key: str, text: str) -> None:
        self.sheet.fields[key] = text
        if key == "shape":
            self.sheet.fields.setdefault("target", "90")
            self.sheet.fields.setdefault("points", "exact")
        if key == "shape" or (key == "part" and bool(text) != self._names_part()):
            self.show_charge(self.sheet, editable=self.editable)
        self.edited.emit()

    def _names_part(self) -> bool:
        return not self.fields.inputs["part_title"].isHidden()

    def _typed_tier(self, key: str, column: str, text: str) -> None:
        put(self.sheet.tiers, key, column, text)
        self.edited.emit()

    def _typed_price(self, key: str, column: str, text: str) -> None:
        put(self.sheet.prices, key, column, text)
        self.edited.emit()

    def _add(self) -> None:
        if self.shape == TIERS:
            key = add_line(self.sheet.tiers, "tier", at_least="", pay="")
            self.tiers.show_lines(self.sheet.tiers, editable=True)
            self.tiers.edit_row(key)
        else:
            key = add_line(self.sheet.prices, "price", item="", fen="")
            self.prices.show_lines(self.sheet.prices, editable=True)
            self.prices.edit_row(key)
        self.edited.emit()

    def _remove(self) -> None:
        if self.shape == TIERS:
            take_away(self.sheet.tiers, self.tiers.current_key)
        else:
            take_away(self.sheet.prices, self.prices.current_key)
        self.show_charge(self.sheet, editable=self.editable)
        self.edited.emit()
