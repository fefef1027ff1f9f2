"""Papers as plain frozen data: what is printed, without a word about how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import ClassVar, Literal

from bureau.errors import BugError

Align = Literal["left", "center", "right"]
Orientation = Literal["portrait", "landscape"]
Form = Literal["report", "official", "ledger", "form", "slides"]
PageNumbers = Literal["of-total", "dash", "none"]
ParagraphStyle = Literal["body", "lead", "note", "address", "enclosure"]
Tone = Literal["plain", "better", "worse"]
TableSize = Literal["normal", "compact"]
ChartKind = Literal["bar", "hbar", "stacked", "share", "line", "pie", "heat"]
Quantity = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading (level 1 一、 level 2 （一） level 3 1.) that is also a bookmark."""

    shape: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line feed starts a new paragraph.

    `body` has a first-line indent of two characters, `lead` opens a report and stands out,
    `note` is a small remark, `address` (主送机关) is flush left.
    `enclosure` (附件说明) has its further lines under the name, and stays with the text before it.
    """

    shape: ClassVar[str] = "paragraph"
    text: str
    style: ParagraphStyle = "body"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Neighbours with the same non-empty `group` share an upper head. `numeric` columns are
    right-aligned and never wrapped. `weight` > 0 fixes the share of the page width relative to
    other weighted columns; otherwise the contents decide.
    """

    title: str
    group: str = ""
    numeric: bool = False
    align: Align | None = None
    weight: int = 0

    @property
    def alignment(self) -> Align:
        """Where the cells stand: as told, else numbers right and text left."""
        if self.align is not None:
            return self.align
        return "right" if self.numeric else "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under one- or two-level heads; `totals` stand at the end in bold."""

    shape: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]] = ()
    caption: str = ""
    unit: str = ""
    note: str = ""
    zebra: bool = False
    repeat_head: bool = True
    size: TableSize = "normal"

    def __post_init__(self) -> None:
        width = len(self.columns)
        for row in (*self.rows, *self.totals):
            if len(row) != width:
                raise BugError(f"table row has {len(row)} cells under {width} columns: {row!r}")


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values of a chart; None is a gap."""

    name: str
    values: tuple[Quantity | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as data: every series has one value for each category.

    Kinds: bar (several series stand side by side), hbar, stacked, share (lying, to 100 %),
    line, pie (first series only), heat (a row of cells for each series, darker for more).
    `decimals` is for printed values.
    """

    shape: ClassVar[str] = "chart"
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = ""
    decimals: int = 0
    height_mm: int = 62
    values_shown: bool = True

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise BugError(f"series {one.name} has {len(one.values)} values")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no value, or none other than zero."""
        return not any(value for one in self.series for value in one.values)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Charts side by side, of equal width."""

    shape: ClassVar[str] = "chart-row"
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture file with the lines under it; without a file an empty frame that says `caption`.

    `turn` is 0, 90, 180 or 270 degrees to the right, beside what the file itself says.
    """

    path: Path | None
    caption: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Photos:
    """Pictures in rows, by default two side by side (整改前, 整改后)."""

    shape: ClassVar[str] = "photos"
    photos: tuple[Photo, ...]
    per_row: int = 2
    height_mm: int = 55


@dataclass(frozen=True, slots=True)
class Signatures:
    """Labels to be signed beside; a value that is known stands after its label.

    Stays on the page of what it signs.
    """

    shape: ClassVar[str] = "signatures"
    labels: tuple[str, ...]
    values: tuple[str, ...] = ()
    per_line: int = 3

    def value_of(self, position: int) -> str:
        """What is known for the label at `position`, or nothing."""
        return self.values[position] if position < len(self.values) else ""


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of one form among several in a paper: who issues it, its name, its number below.

    `copy` (第一联 存根) stands small in the upper corner.
    """

    shape: ClassVar[str] = "masthead"
    title: str
    organisation: str = ""
    number: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form: a centred label, or what is filled in.

    It is `span` columns wide and has room for at least `lines` lines. `foot` stands at its lower
    right, as who signs and when.
    """

    text: str = ""
    label: bool = False
    span: int = 1
    lines: int = 1
    align: Align | None = None
    foot: str = ""

    @property
    def alignment(self) -> Align:
        """Where the text stands: as told, else labels in the middle and the rest left."""
        if self.align is not None:
            return self.align
        return "center" if self.label else "left"


@dataclass(frozen=True, slots=True)
class FormTable:
    """A form to be filled in and signed: rows of cells over columns of these relative widths.

    A `joined` one goes on directly under the form before it. A `whole` one isn't cut, and a joined
    whole one takes the last row above along.
    """

    shape: ClassVar[str] = "form-table"
    weights: tuple[int, ...]
    rows: tuple[tuple[FormCell, ...], ...]
    joined: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(cell.span for cell in row) != len(self.weights):
                raise BugError(f"form row doesn't fill {len(self.weights)} columns: {row!r}")


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Who issues and when, with room for the seal over it; stays with the text before it."""

    shape: ClassVar[str] = "seal-place"
    name: str
    day: str
    hint: str = "（印章）"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mark, invisible, whose page a table of contents tells."""

    shape: ClassVar[str] = "anchor"
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of a table of contents; `anchor` names the mark where it begins."""

    title: str
    anchor: str
    number: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents (卷内目录) with the page of each line."""

    shape: ClassVar[str] = "contents"
    lines: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One big number, its unit, what it counts and how it changed."""

    label: str
    value: str
    unit: str = ""
    change: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of big numbers."""

    shape: ClassVar[str] = "key-figures"
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty height in millimetres; vanishes at the top of a page."""

    shape: ClassVar[str] = "gap"
    height_mm: int = 4


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""

    shape: ClassVar[str] = "page-break"


# Each says its `shape`, by which a kept paper knows which of them a block was.
Block = (
    Heading
    | Paragraph
    | Table
    | Chart
    | ChartRow
    | Photos
    | Signatures
    | KeyFigures
    | Masthead
    | FormTable
    | SealPlace
    | Anchor
    | Contents
    | Gap
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Colophon:
    """What ends an official paper (版记): who else gets it, who prints and sends it out, and when."""

    issuer: str
    day: str
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed paper.

    `form` chooses margins and sizes: `official` follows GB/T 9704-2012, `report` is a monthly
    report, `ledger` a dense list; `form` holds enforcement papers, each under its own masthead, so
    that the title above is not printed; `slides` are shown on a wall: a cover, then a slide after
    each page break. `issuer` stands in red above an official paper (发文机关标志),
    `number` (发文字号) below it, `colophon` at the foot of its last page; `marks` (密级, 紧急程度) stand
    above, `signer` (签发人) beside the number of what goes upwards; a `letter` has the head of 信函格式
    instead. `organisation` and `period`
    stand under the title and in the running head; `filter_note` says which rows a list holds.
    `made_at` is the only date in the file's metadata, so that the same paper always gives the same
    bytes.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    issuer: str = ""
    number: str = ""
    marks: tuple[str, ...] = ()
    signer: str = ""
    letter: bool = False
    colophon: Colophon | None = None
    organisation: str = ""
    period: str = ""
    form: Form = "report"
    orientation: Orientation = "portrait"
    page_numbers: PageNumbers = "of-total"
    filter_note: str = ""
    watermark: str = ""
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    made_at: datetime | None = None
