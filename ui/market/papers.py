"""Papers of market order on the screen: previews of what was made for cases, and issuing them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bureau.desk import Desk
from bureau.editing import Inputs
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Value
from bureau.market import notices
from bureau.market.ledgers import NOTICES
from bureau.market.notice_drafts import draft_notice
from bureau.market.notice_kinds import KINDS, MEND, RECTIFY, SUPERVISION, NoticeKind
from bureau.market.papers_case import case_file_paper
from bureau.market.papers_evidence import evidence_paper
from bureau.market.papers_notices import notices_paper, receipts_paper
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import Answers, Done, Offer, Planned, RecordAct
from ui.ledger.page import LedgerPage
from ui.paper.showing import show_paper

SHARED = ("issued_on", "officers", "at_once", "due_on", "special_rule", "demand", "signer")
"""What can be said for many papers at once; blank takes what each case and the wording bring."""
SINGLE = (
    *("party_name", "party_kind", "party_head", "party_licence", "party_address", "phone"),
    *("address", "violation", "broken_rule"),
)
"""What is besides shown of one paper before it is issued."""
RECTIFY_ONLY = {"special_rule", "broken_rule", "officers", "party_head", "party_licence"}
OPTIONAL = ("due_on", "at_once")


# -- issuing ---------------------------------------------------------------------------------------


def issue_act(kind: NoticeKind, records: Sequence[int]) -> RecordAct:
    """Issuing a paper for each of these cases; for a single one everything in it can be changed."""
    single = len(records) == 1
    keys = (*SINGLE, *SHARED) if single else SHARED
    asks = tuple(
        asked(kind, key) for key in keys if kind.item == RECTIFY or key not in RECTIFY_ONLY
    )

    def plan(desk: Desk, cases: Collection[int], inputs: Inputs) -> Planned:
        found = notices.plan_notices(desk, cases, kind.item, inputs)
        proposed: Mapping[str, Value] = {}
        if single and len(cases) == 1:
            values = draft_notice(desk, records[0], kind.item)
            proposed = {
                one.key: value
                for one in asks
                if isinstance(value := values.get(one.key), str | int)
            }
        fits = tuple(found.values)
        return Planned(sentence=found.sentence, fits=fits, left=found.left, proposed=proposed)

    def take(desk: Desk, cases: Sequence[int], answers: Answers) -> Done:
        issued = notices.issue(desk, cases, kind.item, answers.inputs)
        return Done(issued.sentence, issued.ids)

    return RecordAct(
        key=f"issue-{kind.item}",
        title=f"制发{kind.title}",
        plan=plan,
        take=take,
        asks=asks,
        hint="" if single else "空着的按每件案件、文书用语和单位设置自动填写",
        replans=True,
        single=single,
        unit="份",
        then=show_issued,
    )


def asked(kind: NoticeKind, key: str) -> Field:
    """One field as the dialog asks it."""
    declared = NOTICES.by_key[key]
    titles = {"party_name": "被督办单位" if kind.item == SUPERVISION else "被通知单位"}
    title = declared.title if kind.item == RECTIFY else titles.get(key, declared.title)
    return replace(declared, title=title, required=False)


def show_issued(page: LedgerPage, done: Done) -> None:
    """The papers that were just issued, ready to be printed."""
    show_notices(page, done.records)


def show_notices(page: LedgerPage, records: Sequence[int]) -> None:
    """These papers as they are printed."""
    desk, ids = page.context.desk, tuple(records)
    show_paper(page.context, page, "文书", lambda: notices_paper(desk, ids))


def show_receipts(page: LedgerPage, records: Sequence[int]) -> None:
    """Receipts for these papers."""
    desk, ids = page.context.desk, tuple(records)
    show_paper(page.context, page, "送达回证", lambda: receipts_paper(desk, ids))


def show_evidence(page: LedgerPage, records: Sequence[int]) -> None:
    """照片证据卡 of these cases."""
    desk, ids = page.context.desk, tuple(records)
    show_paper(page.context, page, "照片证据卡", lambda: evidence_paper(desk, ids))


def show_files(page: LedgerPage, records: Sequence[int]) -> None:
    """案件卷宗 of these cases."""
    desk, ids = page.context.desk, tuple(records)
    show_paper(page.context, page, "案件卷宗", lambda: case_file_paper(desk, ids))


def open_issue(item: int, page: LedgerPage, records: Sequence[int]) -> None:
    """The dialog that issues one kind of paper."""
    open_act(page, issue_act(KINDS[item], records), records)


def case_paper_offers() -> list[Offer]:
    """What can be made of cases on paper."""
    issuing = [
        Offer(
            key=f"issue-{item}",
            title=f"制发{KINDS[item].title}…",
            open=partial(open_issue, item),
            group="papers",
        )
        for item in (RECTIFY, MEND, SUPERVISION)
    ]
    return [
        *issuing,
        Offer(
            key="evidence", title="照片证据卡…", open=show_evidence, group="papers", writes=False
        ),
        Offer(key="files", title="案件卷宗…", open=show_files, group="papers", writes=False),
    ]
