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
    hint: str = "",
    unit: str = "条",
) -> RecordAct:
    """An act that fits every record until the bureau says otherwise; `asks` names fields of the ledger."""

    def plan(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        ids = tuple(records)
        return Planned(
            sentence=nothing_left(len(ids), title),
            fits=ids,
            required=frozenset(required),
            proposed=propose(desk, ids) if propose is not None else {},
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
    )


def open_plain(act: RecordAct, page: LedgerPage, records: Sequence[int]) -> None:
    """The dialog of an act."""
    open_act(page, act, records)


def offer(act: RecordAct, *, main: bool = False, group: str = "") -> Offer:
    """An act as a line of the menu."""
    return Offer(
        key=act.key,
        title=f"{act.title}…",
        open=partial(open_plain, act),
        main=main,
        group=group,
    )
