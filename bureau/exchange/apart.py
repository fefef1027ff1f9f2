"""Cells that hold more than their column is for: 一中队/王伟, 占道经营、乱堆乱放, 已整改10.17."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bureau.exchange.matching import Matching
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Provisional, Value
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.types import Choice, Reference
from bureau.storage.names import StoredNames

NOTE: Final = "note"
"""The field that most ledgers have for whatever has no field."""
PERSON: Final = "姓名"
"""What the label of a register of people is called."""
_PARTS: Final = re.compile(r"\s*[/／、，,;；\n+＋]\s*|\s+和\s*|(?<=\S)\s{1,}(?=\S)")
_BEHIND: Final = re.compile(r"(?P<one>[^（(]{2,})[（(](?P<other>[^（()）]{2,8})[)）]")
_ORGAN: Final = re.compile(
    r"(?:队|股|所|科|室|办|局|公司|中心|镇|乡|村|社区|街道|组|站|班|处|委|院|校|项目部|标段)$"
)
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?")
_DAY: Final = r"(?:\d{4}[-年./])?\d{1,2}[-月./]\d{1,2}[日号]?"
_WORD_DAY: Final = re.compile(
    rf"(?P<word>[^\d（()）]{{2,8}}?)[,，:：]?[（(]?(?P<after>{_DAY})[)）]?|(?P<before>{_DAY})[,，]?(?P<rest>[^\d]{{2,8}})"
)


@dataclass(frozen=True, slots=True)
class Apart:
    """A cell that was taken apart: its own value, those of other fields, what goes to the remarks.

    Its own value may be a `text` that is to be read instead; `days` are texts of days that other
    fields take. `refused` says why it can't be taken; `asks` is the question that it depends on.
    """

    value: Value | Provisional
    also: tuple[tuple[str, Value | Provisional], ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    said: str = ""
    text: str = ""
    asks: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """The fields of a ledger that a file has no column for, and the remarks."""

    ledger: Ledger
    free: frozenset[str] = frozenset()
    people: frozenset[str] = field(default_factory=frozenset)
    """Ledgers whose records are people."""

    @property
    def note(self) -> Field | None:
        """The field of remarks."""
        return self.ledger.by_key.get(NOTE)

    def persons(self) -> Iterable[Field]:
        """Free fields that name a person."""
        for declared in self.ledger.fields:
            kind = declared.type
            named = kind.ledger if isinstance(kind, Reference) else ""
            if declared.key in self.free and named in self.people:
                yield declared


def fields_beside(matching: Matching, names: Names) -> Beside:
    """What a file that is read so has no column for."""
    ledger = matching.ledger
    free = {field.key for field in ledger.stored} - matching.fields
    declared = names.declared() if isinstance(names, StoredNames) else ()
    people = {
        one.name
        for one in declared
        if one.label in one.by_key and one.by_key[one.label].title == PERSON
    }
    return Beside(ledger, frozenset(free), frozenset(people))


def is_person(text: str) -> bool:
    """Whether a text looks like a person's name."""
    return _NAME.fullmatch(text) is not None and _ORGAN.search(text) is None


def names_apart(declared: Field, text: str, beside: Beside, names: Names) -> Apart | None:
    """A cell that names a record and something besides; None where it is one name."""
    kind = declared.type
    if not isinstance(kind, Reference):
        return None
    word = tidy(text)
    behind = _BEHIND.fullmatch(word)
    if behind is not None:
        person = next(iter(beside.persons()), None)
        if person is None or not is_person(behind["other"]) or kind.ledger in beside.people:
            return None
        parts = [behind["one"].strip(), behind["other"]]
    else:
        parts = [part for part in _PARTS.split(word) if part]
    if len(parts) < 2 or len(set(parts)) < 2:
        return None
    known = names.record(kind.ledger, parts[0])
    alike = bool(_ORGAN.search(parts[0])) or (kind.ledger in beside.people and is_person(parts[0]))
    if known is None and not alike:
        return None
    value = known if known is not None else Provisional(kind.ledger, parts[0])
    return others_placed(declared, value, parts, beside, names)


def others_placed(
    declared: Field, value: Value | Provisional, parts: Sequence[str], beside: Beside, names: Names
) -> Apart:
    """Where the other names of a cell go: a person's own field, the field for more of the kind, remarks."""
    also: dict[str, Value | Provisional] = {}
    left: list[str] = []
    titles: dict[str, None] = {}
    for part in parts[1:]:
        field = next((one for one in beside.persons() if one.key not in also), None)
        kind = field.type if field is not None else None
        if field is not None and isinstance(kind, Reference) and is_person(part):
            record = names.record(kind.ledger, part)
            also[field.key] = record if record is not None else Provisional(kind.ledger, part)
            titles[field.title] = None
        else:
            left.append(part)
    remark = ""
    if left and declared.more and declared.more in beside.free:
        also[declared.more] = "、".join(left)
        titles[beside.ledger.by_key[declared.more].title] = None
    elif left:
        remark = f"{declared.title}：{'、'.join(parts)}"
        if beside.note is not None:
            titles[beside.note.title] = None
    said = f"“{declared.title}”一格里写了几个名称的，取第一个，其余记入“{'、'.join(titles)}”"
    return Apart(value, tuple(also.items()), remark=remark, said=said)


def items_of(declared: Field, text: str, names: Names) -> list[int]:
    """The items of its catalogue that a cell names one after the other; [] where it isn't so."""
    kind = declared.type
    if not isinstance(kind, Choice):
        return []
    found = []
    for part in re.split(r"[\s/／、，,;；+＋\n]+|(?<=\S)[及和与](?=\S)", tidy(text)):
        word = re.sub(r"^(?:[（(]?\d{1,2}[)）]?[、.．)）])", "", part)
        item = names.item(kind.catalogue, word) if word else None
        if item is None:
            return []
        found.append(item.id)
    return found if len(set(found)) > 1 else []


def word_and_day(declared: Field, text: str, names: Names) -> Apart | None:
    """已整改10.17: an item with the day that its field takes besides."""
    kind = declared.type
    if not isinstance(kind, Choice) or not kind.day:
        return None
    match = _WORD_DAY.fullmatch(re.sub(r"\s+", "", tidy(text)))
    if match is None:
        return None
    word, day = (
        (match["word"], match["after"]) if match["word"] else (match["rest"], match["before"])
    )
    item = names.item(kind.catalogue, word)
    if item is None:
        return None
    return Apart(item.id, days=((kind.day, day),))
