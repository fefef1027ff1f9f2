"""Papers of a period that was issued are those that were issued; of one that isn't yet, drafts."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Final

from bureau.bulletin.editions import edition_in_force, frozen_paper, is_issued
from bureau.bulletin.frozen import thaw

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.month.finishing import Make
    from bureau.month.papers import Asked
    from bureau.reports.paper import Paper

DRAFT: Final = "草稿"
LATER: Final = "未签发的更正稿"
REPORTS: Final = frozenset(
    {"monthly", "market", "analysis", "rebounds", "facilities", "facilities-analysis", "lighting"}
)
"""What is issued with the month and has no flow of its own, as the months of towns and contracts do."""


def as_issued(kind: str, make: Make) -> Make:
    """The same kind of paper, of an issued period as it was issued unless `live` asks otherwise."""

    @wraps(make)
    def paper(desk: Desk, asked: Asked) -> Paper:
        kept = None if asked.live or asked.contracts else issued_paper(desk, kind, asked.period)
        return kept or as_draft(desk, kind, asked.period, make(desk, asked))

    return paper


def issued_paper(desk: Desk, kind: str, period: Period | None) -> Paper | None:
    """The paper of the edition in force, None where there is none of this kind."""
    if period is None or period.begins is None:
        return None
    with desk.store.snapshot() as conn:
        edition = edition_in_force(conn, period)
        packed = frozen_paper(conn, edition, kind) if edition is not None else ""
    return thaw(packed, desk.store.folder.root) if packed else None


def as_draft(desk: Desk, kind: str, period: Period | None, paper: Paper) -> Paper:
    """The paper under 草稿 while its period, one that can be issued at all, isn't.

    So is what is printed of an issued period as its books are now.
    """
    if kind not in REPORTS or paper.watermark or period is None or period.begins is None:
        return paper
    with desk.store.snapshot() as conn:
        word = LATER if is_issued(conn, period) else DRAFT
    return replace(paper, watermark=word)
