"""What the sanitation department prints for a month, by the name that `report` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bureau.reports.paper import Paper
from bureau.sanitation.paper_source import Source
from bureau.sanitation.papers_bulletin import contractor_bulletin
from bureau.sanitation.papers_deductions import deduction_sheets
from bureau.sanitation.papers_fees import fee_sheets
from bureau.sanitation.papers_month import sanitation_paper
from bureau.sanitation.papers_notice import contractor_notices
from bureau.sanitation.papers_payment import payment_approvals
from bureau.sanitation.papers_rounds import blank_sheets, inspection_sheets

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Make = Callable[[Source, "Reader"], Paper]
PAPERS: Final[Mapping[str, Make]] = {
    "sanitation": sanitation_paper,
    "fee-sheets": lambda source, _conn: fee_sheets(source),
    "deductions": lambda source, _conn: deduction_sheets(source),
    "contractor-bulletin": lambda source, _conn: contractor_bulletin(source),
    "contractor-notice": lambda source, _conn: contractor_notices(source),
    "inspection-sheet": inspection_sheets,
    "inspection-blank": blank_sheets,
    "payment-approval": payment_approvals,
}
