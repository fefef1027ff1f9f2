"""任务看板: the year's tasks as cards in three stages, moved on by a key with what that stage asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bureau.party.classes import DEPLOYED, HALF_YEAR, YEAR_END
from bureau.party.figures_task_facts import TaskFact, Tasks
from bureau.party.ledgers import TASKS
from bureau.party.task_flow import NEXT_STAGE, TASK_FLOW
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.ledger.steps import step_act
from ui.party.board_cards import Card, CardColumn
from ui.party.tasks import UNIT
from ui.party.tasks_year import TaskYearPage, YearTasks

STAGES = (
    (DEPLOYED, "board-deployed", "年初部署"),
    (HALF_YEAR, "board-half-year", "半年督查"),
    (YEAR_END, "board-year-end", "年终考核"),
)
EVERYTHING = {"theme": "全部五型", "unit": "全部股室", "leader": "全部领导"}
EMPTY = {
    DEPLOYED: "没有停在这个阶段的任务",
    HALF_YEAR: "选中左边的任务按 M，转到半年督查",
    YEAR_END: "选中左边的任务按 M，转到年终考核",
}
KEYS = "方向键选任务，回车打开，M 转到下一阶段"


class PartyBoardPage(TaskYearPage):
    """Three columns; filters by theme, section and leader on top."""

    shown: YearTasks | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "任务看板", parent)
        self.dialog: ActDialog | None = None
        self.filters = {key: self._filter(key, title) for key, title in EVERYTHING.items()}
        self.move_button = QPushButton("下一阶段…", self)
        self.move_button.setObjectName("board-move")
        self.move_button.setToolTip("把选中的任务转到下一阶段（M）")
        self.move_button.clicked.connect(self._move_chosen)
        self.top.insertWidget(self.top.count() - 1, self.move_button)
        self.heads: dict[int, QLabel] = {}
        self.empty: dict[int, QLabel] = {}
        self.columns: dict[int, CardColumn] = {}
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(12)
        for stage, name, title in STAGES:
            row.addWidget(self._column(stage, name, title), 1)
        self.whole.addLayout(row, 1)
        keys = QLabel(KEYS, self)
        keys.setProperty("role", "faint")
        keys.setContentsMargins(16, 0, 16, 8)
        self.whole.addWidget(keys)
        self.active = DEPLOYED
        self.setFocusProxy(self.columns[DEPLOYED])

    def _filter(self, key: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"board-{key}")
        box.setAccessibleName(title.removeprefix("全部"))
        box.setMinimumWidth(88)
        box.setMaximumWidth(136)
        box.addItem(title, None)
        box.activated.connect(lambda _index: self._show_cards())
        self.top.insertWidget(self.top.count() - 2, box)
        return box

    def _column(self, stage: int, name: str, title: str) -> QFrame:
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(8, 10, 8, 4)
        column.setSpacing(6)
        head = QLabel(title, card)
        head.setProperty("role", "heading")
        empty = QLabel(EMPTY[stage], card)
        empty.setProperty("role", "faint")
        empty.setWordWrap(True)
        cards = CardColumn(name, title, card)
        cards.opened.connect(lambda task: self.context.news.wanted.emit(TASKS.name, task))
        cards.moved.connect(self.move_on)
        cards.aside.connect(lambda by: self._aside(stage, by))
        cards.selectionModel().currentChanged.connect(lambda *_: self._activated(stage))
        cards.clicked.connect(lambda _index: self._activated(stage))
        for part in (head, empty):
            column.addWidget(part)
        column.addWidget(cards, 1)
        column.addStretch(0)
        self.heads[stage], self.empty[stage], self.columns[stage] = head, empty, cards
        return card

    # -- showing -------------------------------------------------------------------------------

    def take(self, found: object) -> None:
        """The cards, and what can be filtered by."""
        assert isinstance(found, YearTasks)
        self.say_nothing(found)
        tasks = found.of.stand.of
        self._fill("theme", found.themes, (one.theme for one in tasks))
        self._fill("unit", found.units, (one.unit for one in tasks))
        leaders = {leader: leader for one in tasks for leader in one.leaders}
        self._fill("leader", leaders, leaders)
        self._show_cards()

    def _fill(
        self, key: str, titles: Mapping[int, str] | Mapping[str, str], present: Iterable[object]
    ) -> None:
        """The words of a filter; the one that is chosen stays."""
        box = self.filters[key]
        before = box.currentData()
        known = set(present)
        with QSignalBlocker(box):
            box.clear()
            box.addItem(EVERYTHING[key], None)
            for value, title in titles.items():
                if value in known:
                    box.addItem(title, value)
            box.setCurrentIndex(max(box.findData(before), 0) if before is not None else 0)

    def _show_cards(self) -> None:
        found = self.shown
        if not isinstance(found, YearTasks):
            return
        chosen = [one for one in found.of.stand.of if self._fits(one)]
        active = self.active
        for stage, _name, title in STAGES:
            column = self.columns[stage]
            before, row = column.card, column.currentIndex().row()
            tasks = Tasks(tuple(one for one in chosen if one.stage == stage))
            cards = [
                Card(one, found.themes.get(one.theme or 0, ""), found.units.get(one.unit or 0, ""))
                for one in tasks.of
            ]
            column.cards.show_cards(sorted(cards, key=lambda card: card.urgency))
            column.setVisible(bool(cards))
            late = f"，逾期 {len(tasks.late)}" if tasks.late.of else ""
            self.heads[stage].setText(f"{title}　{len(tasks)} 项{late}")
            self.empty[stage].setVisible(not tasks.of)
            if before is None or not column.choose_task(before.task.id):
                column.choose(max(row, 0))
        everything = len(found.of.stand)
        words = (
            f"{len(chosen)} / {everything} 项" if len(chosen) < everything else f"{everything} 项"
        )
        self.note.setText(words if everything else "")
        present = [stage for stage, _name, _title in STAGES if self.columns[stage].card]
        self._activated(active if active in present or not present else present[0])
        self.setFocusProxy(self.columns[self.active])

    def _fits(self, task: TaskFact) -> bool:
        wanted = {key: box.currentData() for key, box in self.filters.items()}
        return (
            wanted["theme"] in (None, task.theme)
            and wanted["unit"] in (None, task.unit)
            and (wanted["leader"] is None or wanted["leader"] in task.leaders)
        )

    # -- moving --------------------------------------------------------------------------------

    def _activated(self, stage: int) -> None:
        self.active = stage
        for other, column in self.columns.items():
            column.show_active(other == stage)
        card = self.columns[stage].card
        able = card is not None and stage in NEXT_STAGE and self.context.writable
        self.move_button.setEnabled(able)

    def _aside(self, stage: int, by: int) -> None:
        """The nearest column in that direction that has cards."""
        order = [one[0] for one in STAGES]
        here = self.columns[stage]
        row = max(here.currentIndex().row(), 0)
        ahead = order[order.index(stage) + 1 :] if by > 0 else order[: order.index(stage)][::-1]
        for other in ahead:
            column = self.columns[other]
            if column.cards.cards:
                column.choose(row)
                column.setFocus(Qt.FocusReason.OtherFocusReason)
                self._activated(other)
                return

    def _move_chosen(self) -> None:
        card = self.columns[self.active].card
        if card is not None:
            self.move_on(card.task.id)

    def move_on(self, task: int) -> None:
        """The dialog of the next stage for a task; the last stage has none."""
        stage = next(
            (
                one.task.stage
                for column in self.columns.values()
                for one in column.cards.cards
                if one.task.id == task
            ),
            YEAR_END,
        )
        key = NEXT_STAGE.get(stage)
        if key is None or not self.context.writable:
            return
        act = replace(step_act(TASK_FLOW, TASK_FLOW.step(key), unit=UNIT), single=True)
        dialog = ActDialog(self.context, act, [task], parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self.columns[self.active]
        dialog.finished.connect(lambda _code: column.setFocus())
        self.dialog = dialog
        dialog.open()
