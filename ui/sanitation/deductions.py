"""Acts of deductions: served, accepted, contested, ruled on, re-checked, one or many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bureau.assessment.stored import Row, day_of
from bureau.desk import Desk
from bureau.editing import Edited, Inputs, read
from bureau.editing.acts import present
from bureau.editing.naming import record_name
from bureau.ledger.query import Filter
from bureau.sanitation import acts
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage.rows import count
from bureau.storage.rows import page as rows_of
from bureau.workflow import Left
from ui.ledger.handling import Answers, Done, Handling, Offer, Planned, RecordAct, RecordPanel
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer

Unfit = Callable[[Row], str]
"""Why an act isn't for a deduction, "" where it is."""


def sifted(desk: Desk, records: Collection[int], unfit: Unfit) -> tuple[list[int], list[Left]]:
    """The deductions that an act is for, and the others with the reason."""
    fits: list[int] = []
    left: list[Left] = []
    names = desk.store.names()
    for row in present(desk, DEDUCTIONS, records):
        reason = unfit(row)
        if reason:
            left.append(Left(int(str(row["id"])), record_name(DEDUCTIONS, row, names), reason))
        else:
            fits.append(int(str(row["id"])))
    return fits, left


def told(title: str, fits: Sequence[int], left: Sequence[Left]) -> str:
    """选中 5 条，可以送达 3 条；另外 2 条不行：已经送达."""
    chosen = len(fits) + len(left)
    if not left:
        return f"选中 {chosen:,} 条，都可以{title}。"
    reasons = "、".join(dict.fromkeys(one.reason for one in left))
    if not fits:
        return f"选中 {chosen:,} 条，都不能{title}：{reasons}。"
    return (
        f"选中 {chosen:,} 条，可以{title} {len(fits):,} 条；另外 {len(left):,} 条不行：{reasons}。"
    )


def deduction_act(
    key: str,
    title: str,
    unfit: Unfit,
    take: Callable[[Desk, Sequence[int], Answers], Edited],
    asks: Sequence[str],
    *,
    required: Collection[str] = (),
    hint: str = "",
) -> RecordAct:
    """One act; `asks` names fields of the ledger."""

    def plan(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
        fits, left = sifted(desk, records, unfit)
        sentence = told(title, fits, left)
        if key == "contest" and fits:
            sentence += late_words(desk, fits, inputs)
        return Planned(
            sentence=sentence, fits=tuple(fits), left=tuple(left), required=frozenset(required)
        )

    def carry_out(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        return Done(f"已{title} {take(desk, records, answers).count:,} 条。")

    return RecordAct(
        key=key,
        title=title,
        plan=plan,
        take=carry_out,
        asks=tuple(replace(DEDUCTIONS.by_key[one], required=False) for one in asks),
        hint=hint,
        # Whether an appeal comes too late depends on its day.
        replans=key == "contest",
    )


def late_words(desk: Desk, records: Sequence[int], inputs: Inputs) -> str:
    """What is said where the time to contest has passed."""
    typed = {key: raw for key, raw in inputs.items() if key == "appealed_on"}
    day = read(desk, DEDUCTIONS, typed).values.get("appealed_on") if typed else None
    on = date.fromisoformat(day) if isinstance(day, str) else None
    return acts.standing(desk, records, on).said


# -- whom each is for ------------------------------------------------------------------------------


def unfit_to_serve(row: Row) -> str:
    """Served already."""
    return "已经送达" if row["served_on"] is not None else ""


def unfit_to_accept(row: Row) -> str:
    """Accepted already, or contested and not ruled on."""
    if row["accepted_on"] is not None:
        return "已经认可"
    return "申诉还没有裁决" if acts.is_contested(row) else ""


def unfit_to_contest(row: Row) -> str:
    """Not served yet, accepted, or contested already."""
    if row["served_on"] is None:
        return "还没有送达"
    if row["accepted_on"] is not None:
        return "已经认可"
    return "已经申诉" if row["appealed_on"] is not None else ""


def unfit_to_rule(row: Row) -> str:
    """Not contested."""
    return "没有申诉" if row["appealed_on"] is None else ""


def fits_always(_row: Row) -> str:
    """For every deduction."""
    return ""


SERVE = deduction_act(
    "serve",
    "送达",
    unfit_to_serve,
    lambda desk, ids, said: acts.serve(desk, ids, said.inputs),
    ("served_on",),
    hint="送达日期空着就是今天；申诉期限从送达起算",
)
ACCEPT = deduction_act(
    "accept",
    "认可",
    unfit_to_accept,
    lambda desk, ids, said: acts.accept(desk, ids, said.inputs),
    ("accepted_on",),
    hint="公司签字认可、不再申诉；日期空着就是今天，没有送达的同日记为送达",
)
CONTEST = deduction_act(
    "contest",
    "申诉",
    unfit_to_contest,
    lambda desk, ids, said: acts.contest(desk, ids, said.inputs, evidence=said.photos),
    ("appealed_on", "appeal_reason", "evidence"),
    required=("appeal_reason",),
    hint="申诉日期空着就是今天",
)
RULE = deduction_act(
    "rule",
    "裁决",
    unfit_to_rule,
    lambda desk, ids, said: acts.rule(desk, ids, said.inputs),
    ("ruling", "reduced_to", "ruling_reason", "ruled_on"),
    required=("ruling",),
    hint="减轻的要填减轻后的扣分；原来的扣分留着，计分按裁决",
)
RECHECK = deduction_act(
    "recheck",
    "复查",
    fits_always,
    lambda desk, ids, said: acts.recheck(desk, ids, said.inputs, photos=said.photos),
    ("recheck", "rechecked_on", "photos_after"),
    required=("recheck",),
    hint="复查日期空着就是今天；照片放进“整改后照片”",
)
ACTS = (SERVE, ACCEPT, CONTEST, RULE, RECHECK)


# -- the ledger ------------------------------------------------------------------------------------


def next_act(row: Row, today: date) -> RecordAct | None:
    """What usually comes next for a deduction, None when nothing is left to do."""
    if row["served_on"] is None:
        return SERVE
    if acts.is_contested(row):
        return RULE
    due = day_of(row, "due_on")
    if row["rechecked_on"] is None and due is not None and due <= today:
        return RECHECK
    if row["accepted_on"] is None and row["ruling"] is None:
        return ACCEPT
    return None


def lists(today: date) -> tuple[tuple[str, str, Filter], ...]:
    """What waits: key, title, filter."""
    return (
        ("unserved", "看还没送达的", acts.UNSERVED),
        ("contested", "看申诉待裁决的", acts.CONTESTED),
        ("overdue", "看整改超期未复查的", acts.overdue(today)),
    )


def show_waiting(where: Filter, page: LedgerPage, _records: Sequence[int]) -> None:
    """One of the lists."""
    page.show_list(where)


class DeductionHandling(Handling):
    """From serving to the re-check, and the lists of what waits."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """All acts for the chosen ones, then what waits with its number."""
        with desk.store.snapshot() as conn:
            chosen = rows_of(conn, DEDUCTIONS, records[:1], today=desk.today())
            main = next_act(chosen[0], desk.today()) if chosen and len(records) == 1 else None
            found = [offer(act, main=act is main) for act in ACTS] if records else []
            for key, title, where in lists(desk.today()):
                number = count(conn, DEDUCTIONS, where, today=desk.now())
                shown = partial(show_waiting, where)
                words = f"{title}（{number:,} 条）"
                found.append(Offer(key=key, title=words, open=shown, group="list", writes=False))
        return found

    def panel(self, page: LedgerPage) -> RecordPanel | None:
        """How far its serving and appeal have come."""
        from ui.sanitation.deduction_panel import DeductionPanel

        return DeductionPanel(page)
