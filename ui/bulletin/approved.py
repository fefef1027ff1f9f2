"""审定数 in the window: entering one of a figure, withdrawing it, and the list of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bureau.bulletin.approved import approve, withdraw
from bureau.bulletin.ledgers.approved import APPROVED
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.editing import Edited
from bureau.editing.inputs import Inputs
from bureau.month.numbers import read_numbers
from bureau.reports.named import AT, Named, Numbers
from bureau.storage import rows
from ui.bulletin.figure_picker import FigurePicker
from ui.ledger.act_dialog import ActDialog
from ui.ledger.handling import Answers, Done, Handling, Offer, Planned, RecordAct
from ui.ledger.plain_acts import offer, plain_act

if TYPE_CHECKING:
    from ui.context import Context

ASKED = ("approved", "reason", "approver", "approved_on", "note")
REQUIRED = frozenset(("approved", "reason", "approver"))


def approving(period: Period, one: Named) -> RecordAct:
    """登记审定数 of a figure that was read."""
    counted = f"{one.text}{one.unit}"

    def plan(_desk: Desk, _records: Collection[int], _inputs: Inputs) -> Planned:
        return Planned(
            sentence=f"{period.title}“{one.title}”统计为 {counted}",
            fits=(),
            ready=True,
            required=REQUIRED,
        )

    def take(desk: Desk, _records: Sequence[int], answers: Answers) -> Done:
        record = approve(desk, period, one, answers.inputs)
        with desk.store.snapshot() as conn:
            (row,) = rows.page(conn, APPROVED, [record], today=desk.today())
        return Done(f"{one.title}：统计 {counted}，审定 {row['approved']}{one.unit}。", (record,))

    return RecordAct(
        key="approve-figure",
        title="登记审定数",
        plan=plan,
        take=take,
        asks=tuple(replace(APPROVED.by_key[key], required=False) for key in ASKED),
        hint="统计数留着不动；各项材料印审定数，加 ※ 并在文末写明统计数和理由",
        replans=True,
        single=True,
    )


def approve_dialog(
    context: Context, period: Period, key: str, parent: QWidget | None = None
) -> None:
    """Asks what a figure was approved as, once it is read; `key` may carry a variant, which counts for nothing."""
    name = key.partition(AT)[0]

    def ask(numbers: object) -> None:
        assert isinstance(numbers, Numbers)
        one = numbers.get(name)
        if one is None:
            context.asker.tell(parent, f"{period.title}没有统计这个指标，请换一个。")
            return
        dialog = ActDialog(context, approving(period, one), (), (), parent=parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    desk = context.desk
    context.reading.run(
        lambda _ticket: read_numbers(desk, period),
        ask,
        lambda error: context.asker.tell(parent, str(error)),
    )


def choose_and_approve(
    context: Context, period: Period, numbers: Numbers, parent: QWidget | None = None
) -> FigurePicker:
    """First the figure, then what it was approved as."""
    picker = FigurePicker(numbers, parent, variants=False, take="登记审定数")
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.chosen.connect(lambda key: approve_dialog(context, period, key, parent))
    picker.open()
    return picker


def withdrawn(desk: Desk, records: Sequence[int], answers: Answers) -> Edited:
    """撤销审定."""
    return withdraw(desk, records, answers.inputs)


def unfit(row: Mapping[str, object]) -> str:
    """Why one can't be withdrawn, "" where it can."""
    return "已经撤销" if row["withdrawn_on"] else ""


WITHDRAW = plain_act(
    APPROVED,
    "withdraw-approved",
    "撤销审定",
    withdrawn,
    ("withdrawn_reason", "withdrawn_on"),
    required=("withdrawn_reason",),
    unfit=unfit,
    hint="撤销以后材料按统计数印；这一条和理由留在台账里",
)


class ApprovedHandling(Handling):
    """What is done with approved figures."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """撤销审定, of those that are in force."""
        with desk.store.snapshot() as conn:
            found = rows.page(conn, APPROVED, records, today=desk.today())
        able = [row for row in found if not row["withdrawn_on"]]
        return [offer(WITHDRAW, main=True, count=len(able))] if able else []
