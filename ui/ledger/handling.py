"""What a department adds to the page of one of its ledgers: acts, a panel in the details, advice in the form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bureau.desk import Desk
from bureau.editing.inputs import Inputs
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Value
from bureau.storage.photo_lists import NewPhoto
from bureau.workflow import Left

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.ledger.page import LedgerPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What an act would do with the chosen records, before anything happens.

    `required` are the keys of questions that these records need answered, `proposed` stored values
    that the dialog begins with. `ready` is for acts that are about no chosen records, such as
    making many: whether the answers are enough to do it.
    """

    sentence: str
    fits: tuple[int, ...]
    ready: bool | None = None
    left: tuple[Left, ...] = ()
    required: frozenset[str] = frozenset()
    proposed: Mapping[str, Value] = field(default_factory=dict)

    @property
    def possible(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.fits) if self.ready is None else self.ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered: inputs by key of the question, photos, when it was done (None: now)."""

    inputs: Inputs
    photos: Sequence[NewPhoto | str] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: the sentence that says it, the records that it made or changed."""

    sentence: str
    records: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAct:
    """One thing that is done with one record or many, as one operation and one undo.

    `take` raises what the bureau raises, and nothing is saved then; `then` is what the page does
    afterwards (showing a paper that was made). `dated`: it may be entered later than it was done.
    `single`: what the dialog begins with is that of one record, so that it isn't for all.
    `replans`: which records fit depends on the answers, so that every one of them is planned anew.
    """

    key: str
    title: str
    plan: Callable[[Desk, Collection[int], Inputs], Planned]
    take: Callable[[Desk, Sequence[int], Answers], Done]
    asks: tuple[Field, ...] = ()
    hint: str = ""
    dated: bool = False
    replans: bool = False
    single: bool = False
    unit: str = "条"
    then: Callable[[LedgerPage, Done], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A line of the menu: `open` does it or opens its dialog. `count`: how many of the chosen records
    it is for, None for all. `main` is the obvious next one; a new `group` begins below a line.
    """

    key: str
    title: str
    open: Callable[[LedgerPage, Sequence[int]], None]
    count: int | None = None
    main: bool = False
    group: str = ""
    writes: bool = True
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stored value that a form may fill in, and why it is that one."""

    value: Value
    why: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for a person who is typing, and the record that it speaks of."""

    sentence: str
    tone: str = "warning"
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What the bureau says to what is being typed. `whys` stand below fields, proposed or not."""

    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    whys: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Instead:
    """What is offered to who would delete records that have to stay: a sentence and one act."""

    sentence: str
    title: str
    open: Callable[[LedgerPage, Sequence[int]], None]


class RecordPanel:
    """Stands in the details: `head` above the photos, `tail` below the facts; follows the record."""

    head: QWidget
    tail: QWidget

    def read(self, desk: Desk, record: int) -> object:
        """What it shows of a record, read off the window's thread."""
        raise NotImplementedError

    def show(self, found: object) -> None:
        """Shows what was read."""
        raise NotImplementedError


class Handling:
    """One ledger's own acts. `title` is the word on the button that opens their menu."""

    title = "办理"

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """What can be done with these records as they are now."""
        raise NotImplementedError

    def panel(self, page: LedgerPage) -> RecordPanel | None:
        """What its details show besides facts and photos."""
        return None

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """What is said to a form with these inputs; nothing is saved."""
        return Advice()

    def instead_of_removing(self, desk: Desk, records: Sequence[int]) -> Instead | None:
        """What is done with records that can't be deleted; None lets deleting have its way."""
        return None


def nothing_left(count: int, title: str) -> str:
    """The plain sentence of an act that fits every record."""
    return f"选中 {count:,} 条，都可以{title}。"
