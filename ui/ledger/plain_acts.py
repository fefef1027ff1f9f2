"""Plain acts of a ledger: fields asked, a function of the bureau that does it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from bureau.desk import Desk
from bureau.editing import Edited, Inputs
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Value
from bureau.workflow.choosing import Unfit, chosen
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import Answers, Done, Offer, Planned, RecordAct, nothing_left
from ui.ledger.page import LedgerPage


class Says(Protocol):
    """What bureau functions give that leave some records out: it says itself what was done."""

    @property
    def sentence(self) -> str:
        """What was done, and what was left and why."""


Propose = Callable[[Desk, Sequence[int]], Mapping[str, Value]]


def plain_act(
    ledger: Ledger,
    key: str,
    title: str,
    take: Callable[[Desk, Sequence[int], Answers], Edited | Says],
    asks: Sequence[str | Field] = (),
    *,
    required: Collection[str] = (),
    propose: Propose | None = None,
    unfit: Unfit | None = None,
    hint: str = "",
    unit: str = "条",
    dated: bool = False,
    single: bool = False,
) -> RecordAct:
    """An act that fits the records that `unfit` says nothing of, every one until the bureau says otherwise.

    `asks` names fields of the ledger.
    """

    def plan(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        if unfit is not None:
            found = chosen(desk, ledger, records, unfit)
            ids, left, sentence = found.ids, found.left, found.sentence(title)
        else:
            ids, left, sentence = tuple(records), (), nothing_left(len(records), title)
        return Planned(
            sentence=sentence,
            fits=ids,
            left=left,
            required=frozenset(required),
            proposed=propose(desk, ids) if propose is not None and ids else {},
        )

    def carry_out(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        done = take(desk, records, answers)
        if isinstance(done, Edited):
            return Done(f"已{title} {done.count:,} 条。")
        return Done(done.sentence)

    fields = (one if isinstance(one, Field) else ledger.by_key[one] for one in asks)
    return RecordAct(
        key=key,
        title=title,
        plan=plan,
        take=carry_out,
        asks=tuple(replace(one, required=False) for one in fields),
        hint=hint,
        unit=unit,
        dated=dated,
        single=single,
    )


def open_plain(act: RecordAct, page: LedgerPage, records: Sequence[int]) -> None:
    """The dialog of an act."""
    open_act(page, act, records)


def offer(
    act: RecordAct, *, main: bool = False, group: str = "", count: int | None = None
) -> Offer:
    """An act as a line of the menu; `count` says for how many of the chosen records it is."""
    return Offer(
        key=act.key,
        title=f"{act.title}…",
        open=partial(open_plain, act),
        count=count,
        main=main,
        group=group,
    )
