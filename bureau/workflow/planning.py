"""Before a step is taken: how many of the chosen records fit, which don't and why, what is to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bureau.editing.naming import record_name
from bureau.ledger.entry import Names
from bureau.ledger.query import Ids
from bureau.storage.rows import page, value_counts
from bureau.workflow.declaration import BACK, STAYS, Question, Row, Step, Workflow
from bureau.workflow.trail import Trail, trail_of

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

PAGE = 500
"""Records looked at once."""
GONE = "已经被删除"
NAMED = 3
"""So many kinds of reasons are told in a sentence."""


@dataclass(frozen=True, slots=True)
class Left:
    """A record that can't take the step: its name for a person ("" when it is gone), and why."""

    record: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a step would do with the chosen records.

    `blank`: by key of a question that is `required` or `when_blank`, how many of the fitting
    records need its answer. `targets`: how many records go to which state.
    """

    step: Step
    fits: tuple[int, ...]
    left: tuple[Left, ...]
    blank: Mapping[str, int]
    targets: Mapping[int, int]

    @property
    def chosen(self) -> int:
        """How many records were looked at."""
        return len(self.fits) + len(self.left)

    @property
    def sentence(self) -> str:
        """选中 25 条，可以派遣 23 条；另外 2 条不行：1 条现在是“结案”、1 条已经被删除。"""
        return fitting_sentence(self.step.title, len(self.fits), self.left)

    def asks(self, question: Question) -> bool:
        """Whether this question must be answered for these records."""
        return bool(self.blank.get(question.key))


@dataclass(frozen=True, slots=True)
class Fitting:
    """One record that can take the step, and the state it would come to."""

    row: Row
    target: int
    trail: Trail | None = None


def plan(desk: Desk, workflow: Workflow, step: Step, ids: Collection[int]) -> Plan:
    """What a step would do with these records as they are now; nothing is saved."""
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        looked = list(look(conn, desk, workflow, step, ids, names))
    fits = [one for one in looked if isinstance(one, Fitting)]
    return Plan(
        step,
        tuple(int(str(one.row["id"])) for one in fits),
        tuple(one for one in looked if isinstance(one, Left)),
        {
            question.key: sum(needs(question, one.row) for one in fits)
            for question in step.asks
            if question.required or question.when_blank
        },
        Counter(one.target for one in fits),
    )


def offers(desk: Desk, workflow: Workflow, ids: Collection[int]) -> dict[str, int]:
    """How many of these records each step is open to, by key, as far as their states tell (for menus)."""
    chosen = Ids(tuple(ids))
    with desk.store.snapshot() as conn:
        states = value_counts(conn, workflow.ledger, workflow.state, chosen, today=desk.today())
    counts: Counter[str] = Counter()
    for state, count in states:
        for step in workflow.possible_steps(state if isinstance(state, int) else None):
            counts[step.key] += count
    return {step.key: counts[step.key] for step in workflow.steps if counts[step.key]}


def needs(question: Question, row: Row) -> bool:
    """Whether a record needs an answer to the question."""
    return question.required or (question.when_blank and row.get(question.key) is None)


def look(
    conn: Reader,
    desk: Desk,
    workflow: Workflow,
    step: Step,
    ids: Collection[int],
    names: Names,
) -> Iterator[Fitting | Left]:
    """Each record in the order given: as it fits, or why it doesn't."""
    left = iter(dict.fromkeys(ids))
    while chunk := list(islice(left, PAGE)):
        found = {
            int(str(row["id"])): row
            for row in page(conn, workflow.ledger, chunk, today=desk.today())
        }
        trails: dict[int, Trail] = {}
        if step.to is BACK:
            trails = trail_of(conn, workflow, list(found), desk.today())
        for record in chunk:
            row = found.get(record)
            if row is None:
                yield Left(record, "", GONE)
                continue
            fitting = fit(workflow, step, row, trails.get(record), names)
            if isinstance(fitting, str):
                yield Left(record, record_name(workflow.ledger, row, names), fitting)
            else:
                yield fitting


def fit(
    workflow: Workflow, step: Step, row: Row, trail: Trail | None, names: Names
) -> Fitting | str:
    """A record as it fits the step, or the reason why it doesn't."""
    state = workflow.state_of(row)
    if state not in step.from_states:
        item = names.item_by_id(state)
        return f"现在是“{item.title if item is not None else '?'}”"
    if step.fits is not None and (reason := step.fits(row)):
        return reason
    if step.to is STAYS:
        return Fitting(row, state)
    if step.to is not BACK:
        assert isinstance(step.to, int)
        return Fitting(row, step.to)
    before = trail.state_before(workflow, state) if trail is not None else None
    target = step.fallback if before is None else before
    if target is None:
        return "没有上一个环节的记录（状态是导入或直接填写的）"
    return Fitting(row, target, trail)


def fitting_sentence(title: str, fits: int, left: Collection[Left]) -> str:
    """How many of the chosen records an act is for, and why not the others."""
    total = fits + len(left)
    if not left:
        return f"选中 {total} 条，都可以{title}。"
    why = listed_reasons(left)
    if not fits:
        return f"选中 {total} 条，都不能{title}：{why}。"
    return f"选中 {total} 条，可以{title} {fits} 条；另外 {len(left)} 条不行：{why}。"


def listed_reasons(left: Collection[Left]) -> str:
    """2 条现在是“结案”、1 条已经被删除."""
    counts = Counter(one.reason for one in left).most_common()
    words = [f"{count} 条{reason}" for reason, count in counts[:NAMED]]
    others = sum(count for _reason, count in counts[NAMED:])
    return "、".join(words) + (f"，还有 {others} 条因其他原因" if others else "")
