"""The case ledger's own acts: steps, papers, the photo cards and files, and advice while a case is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from bureau.desk import Desk
from bureau.editing import Inputs
from bureau.market.ledgers import CASES
from bureau.storage.rows import page
from ui.ledger.handling import Advice, Handling, Instead, Offer, Proposal, RecordPanel, Remark
from ui.ledger.menus import fill_offers

if TYPE_CHECKING:
    from bureau.market.deadlines import Deadline
    from bureau.market.rebounds import Foreseen
    from ui.ledger.page import LedgerPage

# The case ledger is what the program opens with: what only an act needs is loaded with the act.

PAPERS = "papers"


class CaseHandling(Handling):
    """Everything that is done with cases."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The steps that are open to these cases, then the papers."""
        from ui.market.papers import case_paper_offers
        from ui.market.steps import step_offers
        from ui.sanitation.from_case import deduction_offers

        if not records:
            return []
        steps = step_offers(desk, records, next_step(desk, records))
        return [*steps, *deduction_offers(records), *case_paper_offers()]

    def panel(self, page: LedgerPage) -> RecordPanel | None:
        """Way, limit, rebound and steps."""
        from ui.market.case_panel import CasePanel

        return CasePanel(page)

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """The limit of the class, and whether the place is known already."""
        from bureau.editing.acts import filled
        from bureau.editing.checking import read
        from bureau.market.actions import propose_limit
        from bureau.market.rebounds import possible_duplicates
        from bureau.market.workflow import REGISTERED

        foreseen = possible_duplicates(desk, read(desk, CASES, inputs, record).values, record)
        limit = limit_advice(propose_limit(desk, inputs, record), new=record is None)
        # A case begins as 登记, seen in the list and found by its filter; one that is entered as
        # done says itself how it stands.
        begins = {} if filled(inputs).get("closed_on") else {"state": Proposal(REGISTERED, "")}
        return replace(limit, remarks=remarks_of(foreseen), proposals={**begins, **limit.proposals})

    def instead_of_removing(self, desk: Desk, records: Sequence[int]) -> Instead | None:
        """作废 for a case that has been worked on; 重新打开 for one that is closed."""
        from bureau.market.removing import instead_of_removing
        from bureau.market.workflow import CASE_FLOW

        found = instead_of_removing(desk, records)
        if found is None:
            return None
        key, sentence = found
        return Instead(sentence, f"{CASE_FLOW.step(key).title}…", next_of(key))


def limit_advice(found: Deadline | str, *, new: bool) -> Advice:
    """The limit of the class: filled into a new case, else only said."""
    if isinstance(found, str):
        return Advice(whys={"due_on": found})
    if not new:
        return Advice(whys={"due_on": f"按类别应为 {found.on} {found.time}：{found.said}"})
    proposals = {"due_on": Proposal(found.on, found.said)}
    if found.time:
        proposals["due_time"] = Proposal(found.time, "")
    return Advice(proposals)


def remarks_of(foreseen: Foreseen) -> tuple[Remark, ...]:
    """Cases at the same place: still open ones warn, a return is told."""
    said = [*foreseen.said]
    found = []
    if foreseen.open_cases:
        found.append(Remark(said.pop(0), "warning", int(str(foreseen.open_cases[0]["id"]))))
    if said and foreseen.previous is not None:
        found.append(Remark(said.pop(0), "active", int(str(foreseen.previous["id"]))))
    return tuple(found)


def next_step(desk: Desk, records: Sequence[int]) -> str:
    """The step that usually comes next for the first of these cases, "" for none."""
    from bureau.market.workflow import CASE_FLOW, NEXT_STEPS

    with desk.store.snapshot() as conn:
        found = page(conn, CASES, records[:1], today=desk.now())
    return NEXT_STEPS.get(CASE_FLOW.state_of(found[0]), "") if found else ""


def next_of(key: str) -> Callable[[LedgerPage, Sequence[int]], None]:
    """What opens the dialog of a step."""
    from ui.market.steps import open_step

    return partial(open_step, key)


def part_menu(page: LedgerPage, menu: QMenu, records: Sequence[int], part: str) -> None:
    """Fills a menu with the steps or with the papers of one case."""
    assert page.handling is not None
    offers = page.handling.offers(page.context.desk, records)
    fill_offers(
        page, menu, [one for one in offers if (one.group == PAPERS) == (part == PAPERS)], records
    )


def chain_of(page: LedgerPage, record: int) -> None:
    """The cases at the same place before and after this one."""
    from ui.market.chain import ChainDialog

    dialog = ChainDialog(page.context, record, page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
