"""暗灯报修: the dark lamps of night patrols become faults in one step, one open fault a lamp."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.editing.acts import present
from bureau.editing.adding import add_each
from bureau.editing.inputs import Inputs, Stored
from bureau.errors import UserError
from bureau.facilities.definitions import COUNTS, DARKENING, NIGHT_PATROL, OPEN, UNLIT
from bureau.facilities.ledgers import LIGHT_PATROLS, REPAIRS
from bureau.facilities.lighting.nights import upward
from bureau.facilities.register.linking import parents
from bureau.facilities.repairs.deadlines import ORDINARY, due_inputs
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Any, Between
from bureau.ledger.words import split_words
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Dark:
    """One lamp that a patrol found dark; `covered` says why it is no new fault, "" for one."""

    patrol: int
    day: date
    road: int | None
    word: str
    asset: int | None
    covered: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """What the dark lamps of patrols come to."""

    new: tuple[Dark, ...]
    covered: tuple[Dark, ...]
    unnamed: int
    """Dark heads of patrols that name no lamp at all."""

    @property
    def sentence(self) -> str:
        """将报修 5 盏（其中 1 处未建档）；2 盏不再报：…"""
        strange = sum(dark.asset is None for dark in self.new)
        parts = [f"将报修 {len(self.new)} 盏" + (f"（其中 {strange} 处未建档）" if strange else "")]
        if self.covered:
            told = "、".join(f"{dark.word}（{dark.covered}）" for dark in self.covered[:5])
            more = "等" if len(self.covered) > 5 else ""
            parts.append(f"{len(self.covered)} 盏不再报：{told}{more}")
        if self.unnamed:
            parts.append(f"另有 {self.unnamed} 盏未亮没有写灯杆号，请补填后再办")
        return "；".join(parts) + "。"


def find_faults(desk: Desk, patrols: Collection[int]) -> Faults:
    """What one step would report, without reporting it."""
    found = present(desk, LIGHT_PATROLS, patrols)
    with desk.store.snapshot() as conn:
        return sorted_out(conn, desk.store.names(conn), found, desk.today())


def report_faults(desk: Desk, patrols: Collection[int]) -> tuple[Faults, tuple[int, ...]]:
    """The same, reported: a repair of each new fault, in one operation; gives their ids.

    Raises UserError when there is none to report, EditFault.
    """
    faults = find_faults(desk, patrols)
    if not faults.new:
        raise UserError(
            faults.sentence if faults.covered or faults.unnamed else "这些巡查没有未亮的灯。"
        )
    with desk.store.snapshot() as conn:
        wanted: list[Inputs] = [
            {
                "reported_on": Stored(dark.day.isoformat()),
                "facility": Stored(dark.word),
                "asset": Stored(dark.asset),
                "road": Stored(dark.road),
                "source": Stored(NIGHT_PATROL),
                "fault": Stored(UNLIT),
                "severity": Stored(ORDINARY),
                **due_inputs(conn, ORDINARY, dark.day, None, desk.today()),
            }
            for dark in faults.new
        ]
    made = add_each(desk, REPAIRS, wanted, label=f"暗灯报修({len(wanted)} 盏)")
    return faults, made


def sorted_out(conn: Reader, names: Names, patrols: Collection[Row], today: date) -> Faults:
    """The dark lamps of patrols, the earliest first: faults that are new, and those known already."""
    patrols = sorted(patrols, key=lambda row: (str(row["patrolled_on"]), int(str(row["id"]))))
    if not patrols:
        return Faults((), (), 0)
    known = Known.read(conn, str(patrols[0]["patrolled_on"]), today)
    new: list[Dark] = []
    covered: list[Dark] = []
    unnamed = 0
    for row in patrols:
        lamps = row["lamps"]
        words = list(dict.fromkeys(split_words(lamps))) if isinstance(lamps, str) else []
        if not words:
            unnamed += int(str(row["dark"] or 0))
        for word in words:
            dark = Dark(
                patrol=int(str(row["id"])),
                day=date.fromisoformat(str(row["patrolled_on"])),
                road=row["road"] if isinstance(row["road"], int) else None,
                word=word,
                asset=names.record("facilities", word),
            )
            why = known.covers(dark)
            if why:
                covered.append(Dark(*dark_parts(dark), why))
            else:
                new.append(dark)
                known.take(dark)
    return Faults(tuple(new), tuple(covered), unnamed)


def dark_parts(dark: Dark) -> tuple[int, date, int | None, str, int | None]:
    """All of a dark lamp but why it is no new fault."""
    return dark.patrol, dark.day, dark.road, dark.word, dark.asset


@dataclass(slots=True)
class Known:
    """The faults that are there: of each facility, and of places without a card by road and words."""

    parents: Mapping[int, int | None]
    by_asset: dict[int, list[Row]]
    by_words: dict[tuple[object, str], list[Row]]

    @classmethod
    def read(cls, conn: Reader, since: str, today: date) -> Known:
        """Those still open, and those reported since a day."""
        wanted = All((COUNTS, Any((OPEN, Between("reported_on", since)))))
        by_asset: dict[int, list[Row]] = {}
        by_words: dict[tuple[object, str], list[Row]] = {}
        ids = rows.ids(conn, REPAIRS, wanted, today=today)
        for row in rows.page(conn, REPAIRS, ids, today=today):
            if isinstance(row["asset"], int):
                by_asset.setdefault(row["asset"], []).append(row)
            elif isinstance(row["facility"], str):
                place = (row["road"], fold(row["facility"]))
                by_words.setdefault(place, []).append(row)
        return cls(parents(conn), by_asset, by_words)

    def covers(self, dark: Dark) -> str:
        """Why a dark lamp is no new fault, "" when it is one."""
        if dark.asset is None:
            mine = self.by_words.get((dark.road, fold(dark.word)), [])
            return "已报修" if any(is_of(row, dark) for row in mine) else ""
        own, *above = upward(dark.asset, self.parents)
        if any(is_of(row, dark) for row in self.by_asset.get(own, ())):
            return "已报修"
        for asset in above:
            for row in self.by_asset.get(asset, ()):
                if row["fault"] in (None, *DARKENING) and is_of(row, dark):
                    return f"随{row['facility']}一起报修"
        return ""

    def take(self, dark: Dark) -> None:
        """A fault that is going to be reported."""
        row: Row = {
            "reported_on": dark.day.isoformat(),
            "repaired_on": None,
            "facility": dark.word,
            "fault": UNLIT,
        }
        if dark.asset is None:
            self.by_words.setdefault((dark.road, fold(dark.word)), []).append(row)
        else:
            self.by_asset.setdefault(dark.asset, []).append(row)


def is_of(row: Row, dark: Dark) -> bool:
    """Whether a repair is of this darkness: open, or reported that night or later."""
    return row["repaired_on"] is None or str(row["reported_on"])[:10] >= dark.day.isoformat()
