"""审定数 of a period over all departments: figures as counted and as approved, and what papers print."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import written
from bureau.bulletin.approved import (
    MARK,
    Approval,
    approve,
    approved_of,
    changed_since,
    keys_of,
    with_approved,
)
from bureau.errors import UserError
from bureau.month.books import open_books
from bureau.month.numbers import numbers_of, read_numbers
from bureau.reports.change import NONE
from bureau.reports.citing import Cited, cited, plain, rewritten
from bureau.reports.named import AT, Named, Numbers
from bureau.reports.paper import Paragraph, SealPlace, Signatures
from bureau.reports.rewriting import with_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.editing.inputs import Inputs
    from bureau.reports.change import Quantity
    from bureau.reports.paper import Block, Paper

PERCENT: Final = "%"


def read_official(desk: Desk, period: Period) -> tuple[Numbers, tuple[Approval, ...]]:
    """The figures as papers print them, and what of them was approved otherwise."""
    with open_books(desk, period) as books:
        approvals = approved_of(books.conn, period, books.today)
        return with_approved(numbers_of(books), approvals), approvals


def findings(desk: Desk, period: Period) -> tuple[str, ...]:
    """统计数已变: a sentence for each approved figure of a period that is counted otherwise now."""
    with open_books(desk, period) as books:
        approvals = approved_of(books.conn, period, books.today)
        return changed_since(approvals, numbers_of(books)) if approvals else ()


def named_figure(desk: Desk, period: Period, key: str) -> Named:
    """A figure as it is counted. Raises UserError where the period has none of that name."""
    found = read_numbers(desk, period).get(key)
    if found is None:
        raise UserError(f"{period.title}没有统计这个指标（{key}），请换一个。")
    return found


def approve_figure(desk: Desk, period: Period, key: str, inputs: Inputs) -> int:
    """登记审定数 of a figure by its key. Raises what `approve` raises."""
    return approve(desk, period, named_figure(desk, period, key), inputs)


# -- as documents ----------------------------------------------------------------------------------


def named_document(numbers: Numbers, approvals: Iterable[Approval]) -> dict[str, object]:
    """The figures by key ready for JSON, counted, and beside it what was approved."""
    given = {one.key: one for one in approvals}
    official = with_approved(numbers, given.values())
    return {
        key: figure_document(one, given.get(key), official[key]) for key, one in numbers.items()
    }


def figure_document(one: Named, approval: Approval | None, official: Named) -> dict[str, object]:
    """One of them: the value exact, the others as they read."""
    found: dict[str, object] = {
        "title": one.title,
        "group": [part for part in one.group if part],
        "value": exact(one.value),
        "text": one.text,
        "unit": one.unit,
        **{name: one.variant(name) for name in ("before", "ago", "to_date") if name in one.others},
    }
    if approval is not None:
        found["approved"] = {"value": exact(official.value), "text": approval.words}
    return found


def exact(value: Quantity | str | None) -> int | str | None:
    """A whole number as one, any other as an exact text: 0.905, 49/3."""
    if value is None or isinstance(value, str):
        return value
    number = Fraction(value)
    return int(number) if number.denominator == 1 else written(number)


def approved_document(approvals: Iterable[Approval]) -> list[dict[str, object]]:
    """What was approved ready for JSON."""
    return [
        {
            "figure": one.key,
            "title": one.title,
            "computed_then": one.computed,
            "approved": one.words,
            "unit": one.unit,
            "reason": one.reason,
            "approver": one.approver,
            "approved_on": one.approved_on,
        }
        for one in approvals
    ]


# -- in papers -------------------------------------------------------------------------------------


def as_approved(
    desk: Desk, period: Period | None, paper: Paper, departments: Collection[str] = ()
) -> Paper:
    """The paper as it is printed: citations as words, those that were approved otherwise with their mark.

    What was counted and why it is otherwise stands before the signatures; so does what was approved
    of the `departments` that the paper reports on whole, where no number of it is tied to that.
    """
    if period is None:
        return with_texts(paper, plain)
    with desk.store.snapshot() as conn:
        approvals = {one.key: one for one in approved_of(conn, period, desk.today())}
    if not approvals:
        return with_texts(paper, plain)
    counted = citations_of(paper)
    beside = [
        key for key in approvals if key not in counted and key.partition(".")[0] in departments
    ]
    if not beside and not keys_of(counted) & approvals.keys():
        return with_texts(paper, plain)
    words = words_of(desk, period, counted, approvals)
    printed = with_texts(paper, lambda text: plain(rewritten(text, words)))
    told = [one.told(counted[key]) for key, one in approvals.items() if key in counted]
    if beside:
        now = read_numbers(desk, period)
        told += [
            f"{approvals[key].told(now[key].text if key in now else NONE)}，表中为统计数"
            for key in beside
        ]
    return with_note(printed, told)


def citations_of(paper: Paper) -> dict[str, str]:
    """What a paper cites, with the fullest words that stand for it (82.89% rather than 82.89)."""
    found: dict[str, str] = {}

    def note(text: str) -> str:
        for one in cited(text):
            if len(one.words) > len(found.get(one.key, "")):
                found[one.key] = one.words
        return text

    with_texts(paper, note)
    return found


def words_of(
    desk: Desk, period: Period, counted: dict[str, str], approvals: dict[str, Approval]
) -> Callable[[Cited], str]:
    """What stands in place of a citation."""
    changes = [one for one in counted if AT in one and one.partition(AT)[0] in approvals]
    # All figures are read only where a paper tells how an approved one changed.
    official = read_official(desk, period)[0] if changes else Numbers()

    def words(one: Cited) -> str:
        approval = approvals.get(one.key)
        if approval is not None:
            bare = approval.words.endswith(PERCENT) and not one.words.endswith(PERCENT)
            return f"{approval.words.removesuffix(PERCENT) if bare else approval.words}{MARK}"
        # What wasn't approved stays as it was counted, in whatever shape it is told.
        return (
            (official.again(one.key, one.words) or one.words) if one.key in changes else one.words
        )

    return words


def with_note(paper: Paper, told: list[str]) -> Paper:
    """The paper with what was approved said before who signs it, else at its end."""
    if not told:
        return paper
    note: Block = Paragraph(f"{MARK} 审定数：{'；'.join(told)}。", "note")
    blocks = list(paper.blocks)
    at = next(
        (place for place, one in enumerate(blocks) if isinstance(one, Signatures | SealPlace)),
        len(blocks),
    )
    return replace(paper, blocks=(*blocks[:at], note, *blocks[at:]))
