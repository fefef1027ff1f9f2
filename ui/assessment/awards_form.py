"""Reward and penalty by place as a form, with what each place of a group would get."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from bureau.assessment import awards_sheet
from bureau.assessment.awards_sheet import TIES, AwardsSheet, read_sheet, sheet_of
from bureau.assessment.misfits import Misfit
from bureau.assessment.ranking import Awards
from bureau.assessment.sheet_texts import Line
from ui.assessment.fields import Box, Fields
from ui.assessment.form import BookForm, heading
from ui.assessment.grid import Column, Grid
from ui.settings.frame import note, row_of

BOXES = (
    Box(key="title", title="名称", span=2),
    Box(key="rewarded_share", title="奖励面 %", hint="组内最多百分之几的单位得奖"),
    Box(key="valid_from", title="生效日期", hint="2027-01-01；月内生效的从下月起用"),
    Box(key="valid_to", title="失效日期", hint="空着就一直有效"),
    Box(key="reward_from", title="奖励最低分", hint="低于它不奖；空着不限"),
    Box(key="no_penalty_from", title="免罚得分", hint="达到它不罚；空着不限"),
    Box(key="ties", title="同分", choices=TIES, span=2),
    Box(key="note", title="说明", span=3),
)
REWARDS = (
    Column(key="place", title="名次", width=6),
    Column(key="fen", title="奖励（元）", width=8, stretches=True),
)
PENALTIES = (
    Column(key="from_last", title="倒数第几名", width=6),
    Column(key="units_from", title="组内至少几个单位", width=8),
    Column(key="fen", title="扣罚（元）", width=8, stretches=True),
)
GROUPS = (3, 5, 8)
"""Sizes of groups that are tried."""


class AwardsForm(BookForm[Awards]):
    """Two tables of amounts, and a line for groups of three, five and eight units."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = AwardsSheet()
        self.fields = Fields("awards", BOXES)
        self.rewards = Grid("awards-rewards", "奖励", REWARDS)
        self.penalties = Grid("awards-penalties", "扣罚", PENALTIES)
        self.column.addWidget(self.fields)
        add, remove = (
            self.act("＋ 名次", "add-reward", self._add_reward),
            self.act("删除", "remove-reward", self._remove_reward),
        )
        self.add_part("奖励", self.rewards, (add, remove))
        add, remove = (
            self.act("＋ 名次", "add-penalty-place", self._add_penalty),
            self.act("删除", "remove-penalty-place", self._remove_penalty),
        )
        self.add_part("扣罚", self.penalties, (add, remove))
        self.column.addLayout(row_of(heading("试算")))
        self.tried: dict[int, QLabel] = {}
        for units in GROUPS:
            self.tried[units] = note("", "soft")
            self.tried[units].setObjectName(f"awards-tried-{units}")
            self.column.addWidget(self.tried[units])
        self.column.addStretch(1)
        self.fields.typed.connect(self._typed_field)
        self.rewards.typed.connect(self._typed_reward)
        self.penalties.typed.connect(self._typed_penalty)

    def lay_out(self, value: Awards) -> None:
        self.sheet = sheet_of(value)
        self.fields.show_texts(self.sheet.fields, editable=self.editable)
        self._show()

    def value(self, key: str, family: str) -> Awards:
        return read_sheet(self.sheet, key=key, family=family)

    def mark(self, misfit: Misfit | None) -> None:
        """The amounts are tried whenever they can be read."""
        super().mark(misfit)
        try:
            awards = read_sheet(self.sheet, key="try", family="towns")
        except Misfit:
            for label in self.tried.values():
                label.setText("")
            return
        for units, label in self.tried.items():
            label.setText(f"{units} 个单位的组：{awards_sheet.tried(awards, units)}")

    def _show(self) -> None:
        for at, line in enumerate(self.sheet.rewards):
            line |= {"key": f"reward-{at}", "place": f"第 {at + 1} 名"}
        for at, line in enumerate(self.sheet.penalties):
            line["key"] = f"penalty-{at}"
        self.rewards.show_lines(self.sheet.rewards, editable=self.editable, closed=is_place)
        self.penalties.show_lines(self.sheet.penalties, editable=self.editable)

    def _typed_field(self, key: str, text: str) -> None:
        self.sheet.fields[key] = text
        self.note_change()

    def _typed_reward(self, key: str, column: str, text: str) -> None:
        put(self.sheet.rewards, key, column, text)
        self.note_change()

    def _typed_penalty(self, key: str, column: str, text: str) -> None:
        put(self.sheet.penalties, key, column, text)
        self.note_change()

    def _add_reward(self) -> None:
        self.sheet.rewards.append({"key": "", "fen": ""})
        self._show()
        self.rewards.select(self.sheet.rewards[-1]["key"], 1)

    def _remove_reward(self) -> None:
        take_away(self.sheet.rewards, self.rewards.current_key)
        self._show()

    def _add_penalty(self) -> None:
        place = str(len(self.sheet.penalties) + 1)
        self.sheet.penalties.append({"key": "", "from_last": place, "units_from": "", "fen": ""})
        self._show()
        self.penalties.select(self.sheet.penalties[-1]["key"])

    def _remove_penalty(self) -> None:
        take_away(self.sheet.penalties, self.penalties.current_key)
        self._show()


def is_place(_line: Line, column: str) -> bool:
    """Places follow from the order of the rows."""
    return column == "place"


def put(lines: list[Line], key: str, column: str, text: str) -> None:
    """Another text in a cell."""
    for line in lines:
        if line["key"] == key:
            line[column] = text


def take_away(lines: list[Line], key: str) -> None:
    """A row gone."""
    lines[:] = [line for line in lines if line["key"] != key]
