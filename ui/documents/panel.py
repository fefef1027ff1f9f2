"""What the details of a paper or an instruction show besides its fields: light, next step, steps taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.desk import Desk
from bureau.editing.acts import item_title
from bureau.storage.rows import page as rows_of
from bureau.workflow import Workflow, trail_of
from ui import tokens
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import RecordPanel
from ui.ledger.inputs.base import mark
from ui.ledger.page import LedgerPage
from ui.ledger.steps import step_act
from ui.ledger.timeline import MomentView
from ui.ledger.tones import tone_name

FIRST = 8
"""So many steps are shown, the newest."""


@dataclass(frozen=True, slots=True)
class WaySeen:
    """A record as the panel shows it."""

    record: int
    light: str
    tone: str
    next: str
    steps: tuple[tuple[str, str], ...]


def see_way(
    desk: Desk, flow: Workflow, next_steps: Mapping[int, str], record: int
) -> WaySeen | None:
    """A record as it is now, None when it is gone."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        found = rows_of(conn, flow.ledger, [record], today=today)
        if not found:
            return None
        names, row = desk.store.names(conn), found[0]
        steps = trail_of(conn, flow, [record], today)[record].steps
    light, tone = "", ""
    if "light" in flow.ledger.by_key:
        field = flow.ledger.by_key["light"]
        known = row["light"] if isinstance(row["light"], int) else None
        shown = field.type.show(known, names)
        light = f"{shown}：{row['due_on']} 到期" if shown else ""
        tone = tone_name(field, known)
    said = []
    for step in reversed(steps):
        who = step["person"] or step["by"] or ""
        until = f" 期限 {step['until']}" if step["until"] else ""
        words = f"{step['at']} {item_title(step['step'], names)} {who}{until}"
        said.append((words, str(step["remark"] or "")))
    return WaySeen(record, light, tone, next_steps.get(flow.state_of(row), ""), tuple(said))


class WayPanel(RecordPanel):
    """Light and the next step above the facts; steps below them."""

    def __init__(
        self, page: LedgerPage, flow: Workflow, next_steps: Mapping[int, str], unit: str
    ) -> None:
        self.page, self.flow, self.next_steps, self.unit = page, flow, next_steps, unit
        self.seen: WaySeen | None = None
        self.head, self.tail = QWidget(), QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID)
        self.light = QLabel(self.head)
        self.light.setObjectName("way-light")
        self.light.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.light)
        self.next_button = QPushButton(self.head)
        self.next_button.setObjectName("way-next")
        self.next_button.setProperty("role", "main")
        self.next_button.clicked.connect(self._take_next)
        column.addWidget(self.next_button)
        self.steps = QVBoxLayout(self.tail)
        self.steps.setContentsMargins(0, 0, 0, 0)
        self.steps.setSpacing(0)

    def read(self, desk: Desk, record: int) -> object:
        """The record in one picture."""
        return see_way(desk, self.flow, self.next_steps, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for one that is gone."""
        self.seen = found if isinstance(found, WaySeen) else None
        seen = self.seen
        if seen is None:
            return
        self.light.setText(seen.light)
        self.light.setVisible(bool(seen.light))
        mark(self.light, "role", seen.tone if seen.tone in ("danger", "warning") else "soft")
        self.next_button.setVisible(bool(seen.next))
        if seen.next:
            self.next_button.setText(f"{self.flow.step(seen.next).title}…")
        self.next_button.setEnabled(self.page.context.writable)
        self.head.setVisible(bool(seen.next or seen.light))
        self._show_steps(seen)

    def _show_steps(self, seen: WaySeen) -> None:
        while self.steps.count():
            old = self.steps.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        if seen.steps:
            head = QLabel("办理过程", self.tail)
            head.setProperty("role", "heading")
            self.steps.addWidget(head)
        shown = seen.steps[:FIRST]
        for place, (said, remark) in enumerate(shown):
            view = MomentView(last=place == len(shown) - 1, parent=self.tail)
            view.column.addWidget(view.line(said, "faint"))
            if remark:
                view.column.addWidget(view.line(remark, ""))
            self.steps.addWidget(view)
        self.tail.setVisible(bool(seen.steps))

    def _take_next(self) -> None:
        if self.seen is not None and self.seen.next:
            act = step_act(self.flow, self.flow.step(self.seen.next), unit=self.unit)
            open_act(self.page, act, [self.seen.record])
