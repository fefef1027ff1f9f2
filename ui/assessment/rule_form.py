"""A rule of payment as a form: its ways of deducting, events, clauses, cap, and a live trial."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.assessment.misfits import Misfit
from bureau.assessment.rule_sheet import (
    WEIGHTS,
    WITHIN,
    RuleSheet,
    add_charge,
    add_line,
    read_sheet,
    sheet_of,
)
from bureau.assessment.rules import Rule
from bureau.assessment.sheet_texts import Line
from ui.assessment.awards_form import put, take_away
from ui.assessment.charge_box import ChargeBox
from ui.assessment.fields import Box, Fields
from ui.assessment.form import BookForm, heading
from ui.assessment.grid import Column, Grid
from ui.assessment.trial import Trial
from ui.settings.frame import row_of
from ui.widgets.name_row import NameRow

OWN_EVENT = "event-"
"""Begin of the keys of events that the catalogue alone names."""
BOXES = (
    Box(key="title", title="名称", span=2),
    Box(key="cap", title="最多扣 %", hint="100"),
    Box(key="passing", title="合格分数", hint="低于它为不合格；空着不分"),
    Box(key="note", title="说明", span=2),
)
CLAUSES = (
    Column(key="title", title="条款", width=10, stretches=True),
    Column(key="at_least", title="不低于", width=4, hint="分数下限，空着不限"),
    Column(key="below", title="低于", width=4, hint="分数上限，不含"),
    Column(key="within", title="计法", width=5, choices=WITHIN),
    Column(key="times", title="几个月", width=4),
    Column(key="weight", title="后果", width=6, choices=WEIGHTS),
    Column(key="fen", title="扣款（元）", width=6),
)


class RuleForm(BookForm[Rule]):
    """Several ways of deducting add up; one of them is in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = RuleSheet()
        self.at = 0
        self.events_by_key: Mapping[str, str] = {}
        self.fields = Fields("rule", BOXES)
        self.charges = NameRow("subpage")
        self.charge = ChargeBox()
        self.events = Grid("rule-events", "事件扣款", event_columns({}))
        self.clauses = Grid("rule-clauses", "条款", CLAUSES)
        self.trial = Trial()
        self.column.addWidget(self.fields)
        self.column.addWidget(self.trial)
        self.remove_one = self.act("删除这种办法", "remove-charge", self._remove_charge)
        add = self.act("＋ 再加一种办法", "add-charge", self._add_charge)
        self.column.addLayout(row_of(heading("扣费办法"), self.charges, add, self.remove_one))
        self.column.addWidget(self.charge)
        add, remove = (
            self.act("＋ 事件", "add-event", self._add_event),
            self.act("删除", "remove-event", self._remove_event),
        )
        self.add_part("按次另扣的事件", self.events, (add, remove))
        add, remove = (
            self.act("＋ 条款", "add-clause", self._add_clause),
            self.act("删除", "remove-clause", self._remove_clause),
        )
        self.add_part("连续或多次不达标的条款", self.clauses, (add, remove))
        self.column.addStretch(1)
        self.fields.typed.connect(self._typed_field)
        self.charge.edited.connect(self._charge_edited)
        self.charges.wanted.connect(self._choose_charge)
        self.events.typed.connect(self._typed_event)
        self.clauses.typed.connect(self._typed_clause)

    # -- showing -------------------------------------------------------------------------------

    def offer(
        self, kinds: Mapping[str, str], blocks: Mapping[str, str], events: Mapping[str, str]
    ) -> None:
        """Problems that can have a price, what a charge can be judged by, kinds of event, by key."""
        self.events_by_key = events
        self.charge.offer(kinds, blocks)
        self.events.columns = event_columns(events)

    def lay_out(self, value: Rule) -> None:
        self.sheet = sheet_of(value)
        self.at = 0
        for line in self.sheet.events:
            line["kind"] = line["key"]
        self.fields.show_texts(self.sheet.fields, editable=self.editable)
        self._show_charges()
        self._show_tables()

    def value(self, key: str, family: str) -> Rule:
        return read_sheet(self.sheet, key=key)

    def _show_charges(self) -> None:
        names = [(str(at), f"办法 {at + 1}") for at in range(len(self.sheet.charges))]
        self.charges.show_names(names, str(self.at))
        self.charges.setVisible(len(names) > 1)
        self.remove_one.setVisible(len(names) > 1)
        if self.sheet.charges:
            self.charge.show_charge(self.sheet.charges[self.at], editable=self.editable)

    def _show_tables(self) -> None:
        self.events.show_lines(self.sheet.events, editable=self.editable, closed=is_named)
        self.clauses.show_lines(self.sheet.clauses, editable=self.editable)

    def mark(self, misfit: Misfit | None) -> None:
        """The rule is tried whenever it can be read."""
        if misfit is not None and misfit.row.startswith("charge-"):
            at = int(misfit.row.removeprefix("charge-"))
            if at != self.at and at < len(self.sheet.charges):
                self._choose_charge(str(at))
        super().mark(misfit)
        self.charge.mark(misfit, f"charge-{self.at}")
        try:
            self.trial.show_rule(read_sheet(self.sheet, key="try"))
        except Misfit:
            self.trial.show_rule(None)

    # -- typing --------------------------------------------------------------------------------

    def _typed_field(self, key: str, text: str) -> None:
        self.sheet.fields[key] = text
        self.note_change()

    def _charge_edited(self) -> None:
        self.note_change()

    def _choose_charge(self, name: str) -> None:
        self.at = int(name)
        self._show_charges()

    def _add_charge(self) -> None:
        add_charge(self.sheet, "percent-per-point")
        self.sheet.charges[-1].fields |= {"target": "90", "points": "exact"}
        self.at = len(self.sheet.charges) - 1
        self._show_charges()

    def _remove_charge(self) -> None:
        if len(self.sheet.charges) > 1:
            del self.sheet.charges[self.at]
            self.at = max(0, self.at - 1)
            self._show_charges()

    def _typed_event(self, key: str, column: str, text: str) -> None:
        if column == "kind":
            # An event costs what one row says.
            if text not in {line["key"] for line in self.sheet.events}:
                put(self.sheet.events, key, "title", self.events_by_key.get(text, text))
                put(self.sheet.events, key, "kind", text)
                put(self.sheet.events, key, "key", text)
            self._show_tables()
        else:
            put(self.sheet.events, key, column, text)
        self.note_change()

    def _add_event(self) -> None:
        taken = {line["key"] for line in self.sheet.events}
        free = [key for key in self.events_by_key if key not in taken]
        if free:
            title = self.events_by_key[free[0]]
            self.sheet.events.append(
                {"key": free[0], "kind": free[0], "title": title, "percent": "", "fen": ""}
            )
            self._show_tables()
            self.bring(self.events)
            self.events.select(free[0], 2)

    def _remove_event(self) -> None:
        take_away(self.sheet.events, self.events.current_key)
        self._show_tables()

    def _typed_clause(self, key: str, column: str, text: str) -> None:
        put(self.sheet.clauses, key, column, text)
        self.note_change()

    def _add_clause(self) -> None:
        taken = tuple(line["key"] for line in self.sheet.events)
        key = add_line(
            self.sheet.clauses,
            "clause",
            taken,
            title="",
            below="80",
            times="2",
            within="row",
            weight="warning",
        )
        self._show_tables()
        self.bring(self.clauses)
        self.clauses.edit_row(key)

    def _remove_clause(self) -> None:
        take_away(self.sheet.clauses, self.clauses.current_key)
        self._show_tables()


def is_named(line: Line, column: str) -> bool:
    """A kind of the bureau's own is found by its name alone."""
    return column == "title" and line["key"].startswith(OWN_EVENT)


def event_columns(events: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of the table of events."""
    return (
        Column(key="kind", title="奖惩事项", width=9, choices=events),
        Column(key="title", title="单据上的名称", width=9, stretches=True),
        Column(key="percent", title="每次扣 %", width=5, hint="当月计费基数的百分之几"),
        Column(key="fen", title="每次扣（元）", width=6),
    )
