"""Taking a step with one record or many: one operation that changes them and writes their trail."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.editing.faults import CellFault, EditFault, of_record
from bureau.editing.inputs import Draft, Input, Inputs, Stored, is_blank_input, reader_of
from bureau.editing.naming import label_name
from bureau.editing.writing import taken_photo
from bureau.errors import BugError, UserError
from bureau.ledger.declaration import IDENTITY, Field
from bureau.ledger.entry import EntryFault, Provisional, Spill, Value
from bureau.ledger.identity import identity_word
from bureau.ledger.types import Photos
from bureau.storage.bulk import AT_ONCE
from bureau.storage.late_index import index_later
from bureau.storage.new_names import insert_names, with_ids
from bureau.storage.photo_lists import NewPhoto, listed
from bureau.storage.recognition import free_identity
from bureau.workflow.declaration import Question, Row, Step, Workflow
from bureau.workflow.planning import Fitting, Left, Plan, listed_reasons, look, needs
from bureau.workflow.trail import trail_of

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.operation import Operation

MOMENT = "%Y-%m-%d %H:%M"
TODAY = "today"
ACTOR_LIMIT = 32
Pictures = Sequence[NewPhoto | Path | bytes | str]


class StepRefused(UserError):
    """None of the records can take the step; nothing was saved."""


class AnswerFault(UserError):
    """Answers that are missing or can't be read: a sentence for each, by key. Nothing was saved."""

    def __init__(self, step: Step, faults: Mapping[str, str]) -> None:
        super().__init__(f"没有{step.title}：{'；'.join(faults.values())}。")
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step did: the records that took it, those left out and why, what followed by itself."""

    ids: tuple[int, ...]
    left: tuple[Left, ...] = ()
    said: tuple[str, ...] = ()
    new_names: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many records took the step."""
        return len(self.ids)

    def sentence(self, step: Step) -> str:
        """已派遣 23 条；另外 2 条没有办：…"""
        done = f"已{step.title} {self.count} 条"
        if self.left:
            done += f"；另外 {len(self.left)} 条没有办：{listed_reasons(self.left)}"
        return "。".join((done, *self.said)) + "。"


def take_step(
    desk: Desk,
    workflow: Workflow,
    step: Step,
    ids: Collection[int],
    answers: Inputs | None = None,
    *,
    photos: Pictures = (),
    at: datetime | None = None,
    label: str = "",
) -> Taken:
    """Takes a step with these records, in one operation; `answers` by key of the question.

    A blank answer leaves what a record has. Records that don't fit, because they were changed
    since they were chosen, are left out and told. `at` is when the step was taken in fact, now if
    None; it can't lie in the future or before the record's last step.

    Raises AnswerFault, StepRefused when no record fits, EditFault when what would be written
    breaks a rule of the ledger, UserError for a photo that can't be read; then nothing is saved.
    """
    with desk.store.operation(desk, label) as op:
        taking = Taking(desk, workflow, step, op, answers or {}, photos, at)
        return taking.take(ids, label)


@dataclass(slots=True)
class Written:
    """One record on its way: how it fits, and what is to be written of it."""

    fitting: Fitting
    draft: Draft
    said: list[str] = field(default_factory=list)

    @property
    def record(self) -> int:
        """Its id."""
        return int(str(self.fitting.row["id"]))


class Taking:
    """One step being taken. What hooks of a step may use: `desk`, `op`, `at`, `answers`, `own`.

    `own` are the read answers that don't go into the record, by key.
    """

    def __init__(
        self,
        desk: Desk,
        workflow: Workflow,
        step: Step,
        op: Operation,
        answers: Inputs,
        photos: Pictures,
        at: datetime | None,
    ) -> None:
        self.desk = desk
        self.workflow = workflow
        self.step = step
        self.op = op
        self.late = at is not None
        self.at = at or desk.now()
        self.answers = {key: raw for key, raw in answers.items() if not is_blank_input(raw)}
        self.reader = reader_of(desk, op.conn, workflow.ledger)
        self.reader.unlocking = op.guard.unlocking
        self.noting = reader_of(desk, op.conn, workflow.trail)
        self.photos = photos
        self.pictures: list[str] = []
        self.own: dict[str, object] = {}

    # -- answers -------------------------------------------------------------------------------

    def read_answers(self) -> dict[str, str]:
        """Reads what is answered for all records alike; by key of a question what is wrong with it."""
        unknown = set(self.answers) - {question.key for question in self.step.asks}
        if unknown:
            raise BugError(f"{self.step.key} asks nothing called {sorted(unknown)}")
        faults: dict[str, str] = {}
        if self.at > self.desk.now():
            faults["at"] = "办理时间在以后，请核对"
        for question in self.step.asks:
            raw = self.answer(question)
            declared = self.workflow.field_of(question)
            title = declared.title
            if isinstance(declared.type, Photos):
                if question.required and not self.photos:
                    faults[question.key] = f"请添加{title}"
            elif raw is None:
                if question.required:
                    faults[question.key] = f"请填写{title}"
            elif not self.workflow.is_of_record(question):
                try:
                    self.own[question.key] = self.read_own(question, raw)
                except EntryFault as fault:
                    advice = f"，{fault.suggestion}" if fault.suggestion else ""
                    faults[question.key] = f"{title}：{fault.reason}{advice}"
        return faults

    def answer(self, question: Question) -> Input:
        """What is answered, the default where nothing is; None for neither."""
        given = self.answers.get(question.key)
        if given is None and question.default == TODAY:
            return Stored(self.at.date().isoformat())
        return given

    def read_own(self, question: Question, raw: Input) -> object:
        """The value of an answer that isn't a field of the record. Raises EntryFault."""
        declared = self.workflow.field_of(question)
        if isinstance(raw, Stored):
            return raw.value
        if isinstance(raw, Mapping):
            raise BugError(f"{question.key} isn't a lines field")
        found = declared.parse(raw, self.noting.entry)
        if isinstance(found, Spill):
            found = found.value
        return self.noting.new_names.number(found) if isinstance(found, Provisional) else found

    def chosen(self, key: str) -> Value:
        """The stored value that an answer for the record means, None where it can't be told yet."""
        draft = self.reader.read({key: self.answers[key]}, {})
        value: Value = draft.values.get(key)  # type: ignore[assignment]
        return value

    # -- the records ---------------------------------------------------------------------------

    def take(self, ids: Collection[int], label: str) -> Taken:
        """Takes the step with all records that fit. Raises AnswerFault, StepRefused, EditFault."""
        faults = self.read_answers()
        looked = self.look(ids)
        left = tuple(one for one in looked if isinstance(one, Left))
        fits = [one for one in looked if isinstance(one, Fitting)]
        # All at once: nobody mends one answer only to hear of the next.
        faults = {**self.left_blank(fits), **faults}
        if faults:
            asked = ["at", *(question.key for question in self.step.asks)]
            raise AnswerFault(self.step, {key: faults[key] for key in asked if key in faults})
        if not fits:
            raise StepRefused(
                Plan(self.step, (), left, {}, {}).sentence if left else "没有选中记录。"
            )
        self.pictures = [taken_photo(self.op, self.desk, picture) for picture in self.photos]
        drafts = self.read_all(fits)
        if len(drafts) > AT_ONCE:
            index_later(self.op)
        # Named before anything is written: what follows may be asked for its name.
        first = drafts[0].fitting.row
        many = f"批量{self.step.title}({len(drafts)} 条)"
        single = f"{self.step.title}{label_name(self.workflow.ledger, first, self.reader.names)}"
        self.op.label = label or (many if len(drafts) > 1 else single)
        self.write(drafts)
        return Taken(
            tuple(one.record for one in drafts),
            left,
            tuple(dict.fromkeys(said for one in drafts for said in (*one.draft.said, *one.said))),
            tuple(name.text for name in self.reader.new_names.names.values()),
        )

    def look(self, ids: Collection[int]) -> list[Fitting | Left]:
        """The records as they are now, with the trail of each where the moment must be compared."""
        names = self.reader.names
        looked = list(look(self.op.conn, self.desk, self.workflow, self.step, ids, names))
        if not self.late:
            return looked
        there = [int(str(one.row["id"])) for one in looked if isinstance(one, Fitting)]
        trails = trail_of(self.op.conn, self.workflow, there, self.desk.today())
        moment = f"{self.at:{MOMENT}}"
        for place, one in enumerate(looked):
            if isinstance(one, Fitting):
                record = int(str(one.row["id"]))
                if moment < (last := trails[record].last_at):
                    name = label_name(self.workflow.ledger, one.row, names).strip()
                    looked[place] = Left(record, name, f"上一环节在 {last}，办理时间不能更早")
        return looked

    def left_blank(self, fits: Sequence[Fitting]) -> dict[str, str]:
        """What records lack and nobody answered, by key of the question."""
        faults: dict[str, str] = {}
        for question in self.step.asks:
            if self.answer(question) is None and question.when_blank and not question.required:
                blank = sum(needs(question, one.row) for one in fits)
                of_all = f"（{blank} 条还没有填）" if len(fits) > 1 else ""
                if blank:
                    title = self.workflow.field_of(question).title
                    faults[question.key] = f"请填写{title}{of_all}"
        return faults

    def read_all(self, fits: Sequence[Fitting]) -> list[Written]:
        """What is to be written of each record. Raises EditFault."""
        drafts: list[Written] = []
        faults: list[CellFault] = []
        for fitting in fits:
            one = self.read(fitting)
            if not one.draft.faults and self.step.check is not None:
                found = self.step.check(self, fitting.row, self.values_of(one))
                if found is not None:
                    faults.append(CellFault(one.record, *found))
            faults += of_record(one.record, one.draft.faults)
            drafts.append(one)
        if faults:
            raise EditFault(self.workflow.ledger, faults)
        return drafts

    def read(self, fitting: Fitting) -> Written:
        """What is to be written of one record: what is answered goes before what follows."""
        row, workflow = fitting.row, self.workflow
        inputs: dict[str, Input] = {}
        if fitting.target != workflow.state_of(row):
            inputs |= dict.fromkeys(workflow.leaving.get(workflow.state_of(row), ()), Stored(None))
            inputs[workflow.state] = Stored(fitting.target)
        inputs |= {key: Stored(value) for key, value in self.step.sets.items()}
        for question in self.step.asks:
            answered = self.answer(question)
            if answered is not None and workflow.is_of_record(question):
                inputs[question.key] = answered
        said: list[str] = []
        if self.step.follows is not None:
            follow = self.step.follows(self, row)
            inputs = {**follow.inputs, **inputs}
            said += follow.said
        for question in self.step.asks:
            if question.adds and self.pictures:
                inputs[question.adds] = Stored(added(row.get(question.adds), self.pictures))
        draft = self.reader.read(inputs, row, int(str(row["id"])))
        return Written(fitting, draft, said)

    def values_of(self, one: Written) -> Row:
        """A record as it is going to be."""
        return {**one.fitting.row, **one.draft.values}

    # -- writing -------------------------------------------------------------------------------

    def write(self, drafts: Sequence[Written]) -> None:
        """The changes, the trail, and what the department adds."""
        workflow, op = self.workflow, self.op
        ids = insert_names(op, self.reader.new_names.names.values())
        own_ids = insert_names(op, self.noting.new_names.names.values())
        self.own = with_ids(workflow.trail, self.own, own_ids)
        for one in drafts:
            changed = with_ids(workflow.ledger, one.draft.values, ids)
            op.update(workflow.ledger.name, one.record, changed)
            values = {**one.fitting.row, **changed}
            op.insert(workflow.trail.name, self.trail_row(one.fitting, values))
            # Figures of a record count its steps, also where the step changes nothing in it.
            op.changes.add(workflow.ledger.name, one.record)
            if self.step.after is not None:
                self.step.after(self, one.fitting.row, values)

    def trail_row(self, fitting: Fitting, values: Row) -> dict[str, object]:
        """The row of the trail for one record."""
        workflow, before = self.workflow, fitting.row
        row: dict[str, object] = {
            workflow.owner: before["id"],
            "step": self.step.item,
            "at": f"{self.at:{MOMENT}}",
            "by": self.desk.actor[:ACTOR_LIMIT],
            "state_before": workflow.state_of(before),
            "state_after": fitting.target,
            "photos": listed(self.pictures),
        }
        # Who gives a record back is remembered, though it has no unit any more.
        row |= {
            key: before[key] if values.get(key) is None else values[key] for key in workflow.carried
        }
        for question in self.step.asks:
            if workflow.is_of_record(question):
                if question.noted and values.get(question.key) is not None:
                    row[question.noted] = values[question.key]
            elif question.field is None and question.key in self.own:
                row[question.key] = self.own[question.key]
            elif question.noted and question.key in self.own:
                row[question.noted] = self.own[question.key]
        trail = workflow.trail
        if trail.identity:
            texts = [self.identity_text(trail.by_key[key], before, row) for key in trail.identity]
            row[IDENTITY] = free_identity(self.op.conn, trail, texts)
        return row

    def identity_text(self, declared: Field, before: Row, row: Row) -> str:
        """One field of what the trail's row is recognised by, as an import would read it."""
        if declared.key == self.workflow.owner:
            return str(before.get(self.workflow.ledger.label) or "")
        value: Value = row.get(declared.key)  # type: ignore[assignment]
        return identity_word(declared, value, self.noting.names, {})


def added(present: object, pictures: Sequence[str]) -> str | None:
    """A stored list of photos with more at its end."""
    known = json.loads(present) if isinstance(present, str) else []
    return listed([*known, *pictures])
