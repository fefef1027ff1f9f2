"""未检查项的处理 of a contract's month."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from bureau.assessment.deductions import Absence
from bureau.desk import Desk
from bureau.errors import UserError
from bureau.sanitation.judging import month_record
from bureau.sanitation.months import open_months, set_absences
from ui.assessment.absence_dialog import AbsenceDialog as Dialog
from ui.context import Context
from ui.sanitation.month_words import Line


class AbsenceDialog(Dialog):
    """What counts for the blocks of a contract that nobody inspected."""

    def __init__(self, context: Context, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(
            context, line.title, line.lacking, partial(keep, context.desk, line), parent
        )


def keep(desk: Desk, line: Line, absences: tuple[Absence, ...]) -> None:
    """Saves the choices; the month is begun where it wasn't yet."""
    record = line.record
    if record is None:
        open_months(desk, line.judged.period)
        record = begun(desk, line)
    set_absences(desk, record, absences)


def begun(desk: Desk, line: Line) -> int:
    """The record of a month that was just begun. Raises UserError when its contract is gone."""
    with desk.store.snapshot() as conn:
        first = line.judged.period.first
        found = month_record(conn, line.judged.contract, first, desk.today())
    if found is None:
        raise UserError(f"“{line.title}”的合同已经不在了，请刷新后再试。")
    return int(str(found["id"]))
