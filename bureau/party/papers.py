"""What party-building prints for a period, by the name that `report` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bureau.ledger.declaration import Ledger
from bureau.party.ledgers import DUES
from bureau.party.paper_source import Source
from bureau.party.papers_branches import branch_years
from bureau.party.papers_dues import dues_paper
from bureau.party.papers_matrix import matrix_paper
from bureau.party.papers_task_duty import duty_paper
from bureau.party.papers_tasks import annual_paper, chain_paper, half_year_paper, tasks_paper
from bureau.reports.paper import Paper

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Make = Callable[[Source, "Reader"], Paper]
PAPERS: Final[Mapping[str, Make]] = {
    "party-branch-year": branch_years,
    "party-dues": dues_paper,
    "party-matrix": matrix_paper,
    "party-tasks": tasks_paper,
    "party-half-year": half_year_paper,
    "party-annual": annual_paper,
    "party-duty": duty_paper,
    "party-chain": chain_paper,
}
PERSONAL: Final[Mapping[str, Ledger]] = {"party-dues": DUES}
"""Papers in which names are masked unless a reason is given, by the ledger that it is noted for."""
