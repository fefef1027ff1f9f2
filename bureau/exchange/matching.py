"""Which column of a file is which field of a ledger: by title, synonym, unit and, with care, likeness."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from unicodedata import normalize

from bureau.errors import UserError
from bureau.exchange.layout import ORDINAL_WORDS, Header, Heading, is_caption
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Item, Names
from bureau.ledger.lenient.texts import fold
from bureau.ledger.types import Computed, Lines, Photos
from bureau.ledger.units import compatible

IGNORED = ""
"""What a correction says of a column that shall not be read."""

LONGEST_WORD = 24
LONGEST_UNIT = 3
_BRACKETED = re.compile(r"[（(\[【〔](?P<inner>[^（）()\[\]【】〔〕]*)[)）\]】〕]")
_WITH_UNIT = re.compile(
    r"(?P<name>.+?)[/／]?(?:[（(\[【]|单位[:：]?)(?P<unit>[^（）()\[\]【】]{1,6})[)）\]】]?"
)
_SLASHED_UNIT = re.compile(r"(?P<name>[^/／]{2,})[/／](?P<unit>[^/／]{1,3})")
_FULL_MARKS = re.compile(
    r"(?:满分|分值|标准分|基准分|权重|占|计|共)?[:：]?(?P<number>\d+(?:\.\d+)?) ?(?P<unit>分|[%％])?"
)
_TRAILING_MARKS = re.compile(
    r"(?P<name>.*[^\d.\-/第扣加减每计满值准共占:： ]) ?(?P<marks>(?:满分|计|共)?[:：]?\d+(?:\.\d+)?分)"
)
_GENERAL = ("情况", "信息", "内容", "环节", "部分", "结果")


class Level(IntEnum):
    """How well a heading names a field; higher wins."""

    REVERSED = 1
    LIKE = 2
    PATTERN = 3
    UNIT_STRIPPED_SYNONYM = 4
    SYNONYM = 5
    TITLE = 6
    WITH_PARENT = 7
    TOLD = 9


@dataclass(frozen=True, slots=True)
class Target:
    """A field, or one kind of a lines field; a kind that is new in the file has its item."""

    field: str
    item: Item | None = None

    @property
    def key(self) -> str:
        """`found_on`, or `counts.3201`."""
        return self.field if self.item is None else f"{self.field}.{self.item.id}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file with what it is read as."""

    heading: Heading
    target: Target
    level: Level
    unit: str = ""


@dataclass(slots=True)
class Matching:
    """A header read as one ledger. `clashes` are pairs of columns that name the same field."""

    ledger: Ledger
    header: Header
    columns: list[Column] = field(default_factory=list)
    unused: list[Heading] = field(default_factory=list)
    clashes: list[tuple[Column, Column]] = field(default_factory=list)

    @property
    def fields(self) -> set[str]:
        """Keys of the fields that have a column."""
        return {column.target.field for column in self.columns}

    @property
    def missing(self) -> list[Field]:
        """Required fields without a column that nothing else can tell."""
        have = self.fields
        have |= {
            rest.field
            for rest in self.ledger.rests
            if rest.whole in have and any(called(self.header.headings, rest.words))
        }
        return [field for field in column_fields(self.ledger) if field.key not in have]

    @property
    def telling(self) -> list[Heading]:
        """Columns that are no field and yet tell one (see Rest, Sign)."""
        words = [word for rest in self.ledger.rests for word in rest.words]
        words += [word for sign in self.ledger.signs for word in sign.words]
        return called(self.unused, words)

    @property
    def fit(self) -> float:
        """How much of the header is understood."""
        made = {one.heading.at for one in self.header.made}
        return sum(
            (1.0 if column.level > Level.LIKE else 0.4) + (0.5 if column.heading.at in made else 0)
            for column in self.columns
        )

    @property
    def fits(self) -> bool:
        """Whether the header could be this ledger's."""
        named = sum(1 for heading in self.header.headings if not is_ordinal(heading))
        if self.missing or self.fit < min(2, named):
            return False
        # Where every column may be lacking, most of the header must be the ledger's.
        required = {field.key for field in self.ledger.fields if field.required}
        return not required or bool(required & self.fields) or 2 * self.fit >= named


def column_fields(ledger: Ledger) -> list[Field]:
    """Fields that a file must have a column for."""
    return [f for f in ledger.fields if f.required and f.type.stored and not f.told]


def called(headings: Iterable[Heading], words: Iterable[str]) -> list[Heading]:
    """The headings that are called so, a unit behind the name aside."""
    known = {fold(word) for word in words}
    return [h for h in headings if {fold(h.leaf), fold(unit_in(h.leaf)[0])} & known]


def fingerprint(header: Header) -> str:
    """What a header is remembered by: its words in their order."""
    made = {one.heading for one in header.made}
    words = "\x1f".join(
        fold("/".join((*h.parents, h.leaf)))
        for h in header.headings
        if h.around is None and h not in made
    )
    return hashlib.sha256(words.encode()).hexdigest()[:20]


def is_ordinal(heading: Heading) -> bool:
    """Whether a column only counts the rows."""
    return fold(heading.leaf) in ORDINAL_WORDS


def unit_only(heading: str) -> str:
    """A heading without the brackets around all of it."""
    return heading.strip("（）()[]【】")


def unit_in(heading: str) -> tuple[str, str]:
    """A heading's name and the unit behind it: 面积（㎡） → (面积, ㎡), 长度/米 → (长度, 米).

    What a column counts for at most is no unit: 案件办理(30分) → (案件办理, 分), (30) → (…, "").
    """
    text = heading.strip()
    marked = _TRAILING_MARKS.fullmatch(text)
    if marked is not None:
        return marked["name"], "分"
    match = _WITH_UNIT.fullmatch(text) or _SLASHED_UNIT.fullmatch(text)
    if match is None:
        return heading, ""
    full = _FULL_MARKS.fullmatch(match["unit"])
    if full is None:
        return match["name"], match["unit"]
    return match["name"], "分" if full["unit"] == "分" else ""


def full_marks_in(heading: str) -> Decimal | None:
    """The full marks that a heading states: 案件办理(30分), 案件办理（30）, 案件办理30分; None for none."""
    text = heading.strip()
    marked = _TRAILING_MARKS.fullmatch(text)
    stated = [marked["marks"]] if marked else [m["inner"] for m in _BRACKETED.finditer(text)]
    for inner in stated:
        full = _FULL_MARKS.fullmatch(normalize("NFKC", inner).strip())
        if full is not None and full["unit"] in (None, "分"):
            return Decimal(full["number"])
    return None


Note = Callable[[Level, Target], None]
"""What a search tells its finds to."""


class Vocabulary:
    """The words of one ledger; `candidates` says what a heading may be."""

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self.ledger = ledger
        self.names = names
        self.fields = [
            field for field in ledger.fields if not isinstance(field.type, Computed | Lines)
        ]
        self.titles: dict[str, list[str]] = {}
        self.synonyms: dict[str, list[str]] = {}
        for declared in self.fields:
            self.titles.setdefault(fold(declared.title), []).append(declared.key)
            for word in (*declared.synonyms, *photo_words(declared)):
                self.synonyms.setdefault(fold(word), []).append(declared.key)
        self.words = {
            word: keys
            for words in (self.synonyms, self.titles)
            for word, keys in words.items()
            if len(word) >= 2
        }
        self.patterned = [declared for declared in self.fields if declared.pattern]
        self._found: dict[tuple[str, tuple[str, ...]], dict[str, tuple[Level, Target, str]]] = {}

    def candidates(self, heading: Heading) -> dict[str, tuple[Level, Target, str]]:
        """Targets by key with how well they are named and the unit that the heading gives."""
        known = (heading.leaf, heading.parents)
        if known not in self._found:
            self._found[known] = self._search(heading)
        return self._found[known]

    def _search(self, heading: Heading) -> dict[str, tuple[Level, Target, str]]:
        leaf = heading.leaf
        if len(leaf) > 2 * LONGEST_WORD or is_caption(leaf):
            return {}
        found: dict[str, tuple[Level, Target, str]] = {}
        name, unit = unit_in(leaf)
        bare = _BRACKETED.sub("", leaf)

        def note(level: Level, target: Target) -> None:
            old = found.get(target.key)
            if old is None or old[0] < level:
                found[target.key] = (level, target, unit)

        for parent in reversed(heading.parents):
            for word in joined(parent, name):
                for key in (*self.titles.get(word, ()), *self.synonyms.get(word, ())):
                    note(Level.WITH_PARENT, Target(key))
        for key in self.titles.get(fold(leaf), ()):
            note(Level.TITLE, Target(key))
        for key in self.synonyms.get(fold(leaf), ()):
            note(Level.SYNONYM, Target(key))
        for word in {fold(name), fold(bare)} - {fold(leaf), ""}:
            for key in self.titles.get(word, ()):
                note(Level.SYNONYM, Target(key))
            for key in self.synonyms.get(word, ()):
                note(Level.UNIT_STRIPPED_SYNONYM, Target(key))
        for declared in self.ledger.lines:
            self._search_lines(declared, heading, name, unit, note)
        for declared in self.patterned:
            if re.search(declared.pattern, fold(bare or leaf)):
                note(Level.PATTERN, Target(declared.key))
        if not found and heading.parents and len(unit_only(leaf)) <= LONGEST_UNIT:
            # 出动人员 over 人次, 面积 over (㎡): the lower heading is the unit of the upper one.
            upper = f"{heading.parents[-1]}({unit_only(leaf)})"
            return self._search(Heading(heading.at, upper, heading.parents[:-1], heading.shown))
        if not found and not is_ordinal(heading):
            for key, level in self._alike(fold(bare or leaf)):
                note(level, Target(key))
        return found

    def _search_lines(
        self, declared: Field, heading: Heading, name: str, unit: str, note: Note
    ) -> None:
        """Kinds of a lines field that a heading names: 劝导占道经营(起), 出动/人员(人次)."""
        if not isinstance(declared.type, Lines):
            return
        catalogue = declared.type.catalogue
        words = [(Level.TITLE, heading.leaf), (Level.TITLE, name)]
        words += [(Level.SYNONYM, _BRACKETED.sub("", heading.leaf))]
        for parent in reversed(heading.parents):
            plain = unit_in(parent)[0]
            words += [(Level.WITH_PARENT, plain + name), (Level.WITH_PARENT, name + plain)]
        for level, word in words:
            item = self.names.item(catalogue, word) if word else None
            if item is not None and compatible(unit, item.unit):
                exact = level if fold(word) == fold(item.title) else min(level, Level.SYNONYM)
                note(level if level is Level.WITH_PARENT else exact, Target(declared.key, item))

    def _alike(self, word: str) -> list[tuple[str, Level]]:
        """Fields whose word makes up most of a heading, when there is one answer only."""
        if not 2 <= len(word) <= LONGEST_WORD:
            return []
        ends = [
            known for known in self.words if word.endswith(known) and 2 * len(known) >= len(word)
        ]
        if ends:
            longest = max(ends, key=len)
            rest = word[: -len(longest)]
            keys = set(self.words[longest])
            foreign = any(
                known in rest and not keys & set(owners) for known, owners in self.words.items()
            )
            return [(key, Level.LIKE) for key in keys] if len(keys) == 1 and not foreign else []
        starts = [
            known
            for known in self.words
            if word.startswith(known) and len(known) >= 3 and 10 * len(known) >= 7 * len(word)
        ]
        if starts:
            keys = set(self.words[max(starts, key=len)])
            return [(key, Level.LIKE) for key in keys] if len(keys) == 1 else []
        owners = {
            key for title, keys in self.titles.items() if title.endswith(word) for key in keys
        }
        return [(key, Level.REVERSED) for key in owners] if len(owners) == 1 else []


def photo_words(declared: Field) -> tuple[str, ...]:
    """What columns of photos are called besides: 整改前照片 is 整改前图片, 整改前影像, 整改前照."""
    if not isinstance(declared.type, Photos):
        return ()
    stem = declared.title.removesuffix("照片")
    return tuple(
        f"{stem}{word}" for word in ("图片", "影像", "照", "图", "相片", "影像资料", "图像")
    )


def joined(parent: str, name: str) -> Iterable[str]:
    """Upper and lower heading as one word: 整改情况/时间 → 整改情况时间, 整改时间."""
    yield fold(parent + name)
    plain = unit_in(parent)[0]
    for tail in _GENERAL:
        if plain.endswith(tail) and len(plain) > len(tail):
            yield fold(plain[: -len(tail)] + name)


def match(
    vocabulary: Vocabulary, header: Header, told: Mapping[str, str] | None = None
) -> Matching:
    """The best reading of a header. `told` maps headings to field keys (IGNORED: not to be read)."""
    matching = Matching(vocabulary.ledger, header)
    fixed = read_told(vocabulary, header, told or {})
    pairs: list[tuple[Level, int, Column]] = []
    parts = {at for one in header.made for at in one.parts} - fixed.keys()
    for heading in header.headings:
        if heading.at in parts:
            continue
        if heading.at in fixed:
            if (target := fixed[heading.at]) is not None:
                pairs.append((Level.TOLD, heading.at, told_column(heading, target)))
            continue
        for level, target, unit in vocabulary.candidates(heading).values():
            pairs.append((level, heading.at, Column(heading, target, level, unit)))
    pairs.sort(key=lambda pair: (-pair[0], pair[1]))
    by_column: dict[int, Column] = {}
    by_target: dict[str, Column] = {}
    for _, at, column in pairs:
        if at not in by_column and column.target.key not in by_target:
            by_column[at] = by_target[column.target.key] = column
    serve_required(vocabulary.ledger, pairs, by_column, by_target)
    for level, at, column in pairs:
        if at in by_column or level <= Level.PATTERN:
            continue
        holder = by_target.setdefault(column.target.key, column)
        if holder is not column:
            matching.clashes.append((holder, column))
        by_column[at] = column
    lost = {loser.heading.at for _, loser in matching.clashes}
    matching.columns = [column for at, column in sorted(by_column.items()) if at not in lost]
    read = {column.heading.at for column in matching.columns} | lost
    matching.unused = [
        heading
        for heading in header.headings
        if heading.at not in read | parts and (heading.at in fixed or not is_ordinal(heading))
    ]
    return matching


def serve_required(
    ledger: Ledger,
    pairs: Sequence[tuple[Level, int, Column]],
    by_column: dict[int, Column],
    by_target: dict[str, Column],
) -> None:
    """Gives a required field without a column one that an optional field took: 登记时间."""
    for wanted in ledger.fields:
        if not wanted.required or wanted.key in by_target:
            continue
        for _, at, column in pairs:
            holder = by_column.get(at)
            if column.target.key != wanted.key or holder is None:
                continue
            held = ledger.by_key[holder.target.field]
            if not held.required and holder.level is not Level.TOLD:
                del by_target[holder.target.key]
                by_column[at] = by_target[wanted.key] = column
                break


def read_told(
    vocabulary: Vocabulary, header: Header, told: Mapping[str, str]
) -> dict[int, Target | None]:
    """Corrections by column. Raises UserError for a heading or field that isn't there."""
    fixed: dict[int, Target | None] = {}
    for word, key in told.items():
        found = [h for h in header.headings if fold(word) in (fold(h.shown), fold(h.leaf))]
        exact = [h for h in found if fold(h.shown) == fold(word)] or found
        for heading in exact[:1]:
            fixed[heading.at] = None if key == IGNORED else told_target(vocabulary, key)
    return fixed


def told_target(vocabulary: Vocabulary, key: str) -> Target:
    """The target of a correction: `found_on`, `counts.3201`."""
    name, _, kind = key.partition(".")
    declared = vocabulary.ledger.by_key.get(name)
    if declared is None:
        raise UserError(f"“{vocabulary.ledger.title}”没有“{name}”这个栏目，请核对列的对应。")
    if not isinstance(declared.type, Lines):
        return Target(name)
    item = vocabulary.names.item_by_id(int(kind)) if kind.isdecimal() else None
    if item is None:
        raise UserError(f"“{declared.title}”里没有编号为“{kind}”的项目，请核对列的对应。")
    return Target(name, item)


def told_column(heading: Heading, target: Target) -> Column:
    """A column as a person said it is."""
    return Column(heading, target, Level.TOLD, unit_in(heading.leaf)[1])


def clash_sentence(ledger: Ledger, one: Column, other: Column) -> str:
    """The one sentence about two columns that name the same field."""
    title = ledger.by_key[one.target.field].title
    if one.target.item is not None:
        title = one.target.item.title
    return (
        f"“{one.heading.shown}”和“{other.heading.shown}”两列都对应“{title}”，"
        "请删去其中一列，或把其中一列的表头改成别的名称后再导入。"
    )


def header_words(header: Header) -> str:
    """The first headings, for a sentence that says what was found."""
    words = [normalize("NFKC", heading.shown) for heading in header.headings[:6]]
    return "、".join(words) + ("…" if len(header.headings) > 6 else "")
