"""Papers about chosen records rather than a period: `report notices --where …` and what the window prints."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.access.rights import VIEW
from bureau.documents.ledgers import INSTRUCTIONS, RECEIVED, SENT
from bureau.documents.papers_official import official_papers
from bureau.documents.papers_sheets import draft_sheets, instruction_sheets, receipt_sheets
from bureau.errors import UserError
from bureau.exchange.export import record_personal
from bureau.facilities.ledgers import FACILITIES, HAZARDS, PERMITS, REPAIRS
from bureau.facilities.register.papers_register import facility_cards
from bureau.facilities.register.papers_stocktake import blank_of_cards
from bureau.facilities.repairs.papers import acceptance_sheets, repair_orders
from bureau.facilities.safety.papers_hazards import hazard_notices
from bureau.facilities.safety.papers_permits import work_permits
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Everything, Filter, Is, Sort
from bureau.market.ledgers import CASES, NOTICES
from bureau.market.notice_kinds import SUPERVISION
from bureau.market.papers_case import case_file_paper
from bureau.market.papers_evidence import evidence_paper
from bureau.market.papers_notices import notices_paper, receipts_paper
from bureau.month.towns import town_cases
from bureau.party.ledgers import MEETINGS as PARTY_MEETINGS
from bureau.party.ledgers import TASKS as PARTY_TASKS
from bureau.party.papers_meetings import meeting_sheets
from bureau.party.papers_task_duty import duty_sheets
from bureau.reports.paper import Paper
from bureau.sanitation.ledgers import ROUNDS
from bureau.sanitation.papers_rounds import round_sheets
from bureau.storage.rows import ids
from bureau.towns.ledgers import CHECKS, MEETINGS
from bureau.towns.papers_checks import chosen_sheets
from bureau.towns.papers_meetings import chosen_records

if TYPE_CHECKING:
    from bureau.desk import Desk

MOST: Final = 300
"""Records that are printed at once: of more, a wrong condition is likelier than a wish."""
ALL_OF_THEM: Final = Everything()


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of such papers: of which ledger, and how a paper is made of records in their order."""

    title: str
    ledger: Ledger
    make: Callable[[Desk, Collection[int]], Paper]
    only: Filter = ALL_OF_THEM
    personal: bool = True
    """Whether personal data stand in it unmasked."""

    def note(self, desk: Desk, count: int, reason: str = "") -> None:
        """Notes that these papers leave the program where personal data stand in them unmasked."""
        if self.personal:
            record_personal(desk, self.ledger, reason or f"打印{self.title} {count} 份")


def meeting_records(desk: Desk, records: Collection[int]) -> Paper:
    """点评会记录 with the ranking of the month that was reviewed."""
    return chosen_records(desk, town_cases, records)


RECORD_KINDS: Final[Mapping[str, RecordKind]] = {
    "notices": RecordKind("文书", NOTICES, notices_paper),
    "receipts": RecordKind("送达回证", NOTICES, receipts_paper),
    "supervision": RecordKind("督办单", NOTICES, notices_paper, Is("kind", SUPERVISION)),
    "evidence": RecordKind("照片证据卡", CASES, evidence_paper),
    "case-file": RecordKind("案件卷宗", CASES, case_file_paper),
    "round-sheet": RecordKind("现场检查表", ROUNDS, round_sheets),
    "check-sheet": RecordKind("镇街现场检查表", CHECKS, chosen_sheets),
    "party-meeting-sheet": RecordKind("会议记录", PARTY_MEETINGS, meeting_sheets),
    "party-duty-sheet": RecordKind("个人任务清单", PARTY_TASKS, duty_sheets, personal=False),
    "meeting-record": RecordKind("点评会记录", MEETINGS, meeting_records),
    "repair-order": RecordKind("维修派工单", REPAIRS, repair_orders),
    "repair-acceptance": RecordKind("维修验收单", REPAIRS, acceptance_sheets),
    "facility-card": RecordKind("设施卡片", FACILITIES, facility_cards, personal=False),
    "stock-take-road": RecordKind("清查登记表", FACILITIES, blank_of_cards, personal=False),
    "hazard-notice": RecordKind("隐患整改通知单", HAZARDS, hazard_notices),
    "work-permit": RecordKind("作业票", PERMITS, work_permits),
    "official-paper": RecordKind("公文", SENT, official_papers, personal=False),
    "draft-sheet": RecordKind("发文稿纸", SENT, draft_sheets, personal=False),
    "receipt-sheet": RecordKind("收文处理单", RECEIVED, receipt_sheets, personal=False),
    "instruction-sheet": RecordKind(
        "批示件办理单", INSTRUCTIONS, instruction_sheets, personal=False
    ),
}


def record_paper(desk: Desk, kind: str, where: Filter, reason: str = "") -> Paper:
    """The paper of all records that `where` lets through, and a note that it left the program.

    The desk must be able to write. Raises UserError.
    """
    wanted_kind = RECORD_KINDS[kind]
    ledger = wanted_kind.ledger
    desk.require(VIEW, ledger.department, ledger.title)
    sorts = [Sort(key) for key in ledger.order]
    with desk.store.snapshot() as conn:
        chosen = ids(conn, ledger, All((wanted_kind.only, where)), sorts, today=desk.today())
    if not chosen:
        raise UserError(f"没有符合条件的{ledger.title}，请核对 --where 的条件。")
    if len(chosen) > MOST:
        raise UserError(
            f"符合条件的有 {len(chosen)} 条，一次最多印 {MOST} 条；请用 --where 或 --month 缩小范围。"
        )
    paper = wanted_kind.make(desk, chosen)
    wanted_kind.note(desk, len(chosen), reason)
    return paper
