"""月结核对: what is still open, late, missing or unlike itself in a period, in all departments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.month.books import open_books
from bureau.month.issued_figures import corrections
from bureau.month.warnings_books import cases_lacking, names_to_check, rows_to_mend, unlogged_days
from bureau.month.warnings_judging import contracts, towns
from bureau.month.warnings_texts import approved_numbers, written_numbers
from bureau.month.warnings_work import branches, facilities, late_cases, works

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.month.books import Books
    from bureau.workflow.waiting import Waiting

    Check = Callable[[Books], Iterable[Waiting]]

CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("市容秩序", late_cases),
    ("市容秩序", cases_lacking),
    ("市容秩序", unlogged_days),
    ("环卫考核", contracts),
    ("环卫考核", works),
    ("镇街考核", towns),
    ("路灯市政", facilities),
    ("党建任务", branches),
    ("月报正文", written_numbers),
    ("审定数", approved_numbers),
    ("材料签发", corrections),
    ("基础资料", names_to_check),
    ("基础资料", rows_to_mend),
)
"""Where each warning comes from; one more is one line more."""
GRAVEST_FIRST: Final = ("danger", "warning", "neutral")


@dataclass(frozen=True, slots=True)
class Concern:
    """One warning: its department, and how many of what with the list or page that shows it."""

    department: str
    matter: Waiting

    @property
    def words(self) -> str:
        """案件超期未整改 5 件：……"""
        hint = self.matter.hint
        return f"{self.matter.words}：{hint}" if hint else self.matter.words


def warnings_of(books: Books) -> tuple[Concern, ...]:
    """Everything that there is, the gravest first, else department by department."""
    found = [
        Concern(department, matter)
        for department, check in CHECKS
        for matter in check(books)
        if matter.count
    ]
    return tuple(sorted(found, key=lambda one: GRAVEST_FIRST.index(one.matter.tone)))


def read_warnings(desk: Desk, period: Period) -> tuple[Concern, ...]:
    """The same from the books as they are now."""
    with open_books(desk, period) as books:
        return warnings_of(books)
