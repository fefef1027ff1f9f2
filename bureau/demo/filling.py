"""Filling an empty data folder with the sample county: one operation, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bureau.calendar.periods import Month, Period
from bureau.demo.campaigns import enter_campaigns
from bureau.demo.cases import Writing
from bureau.demo.county import settle
from bureau.demo.documents import Documents
from bureau.demo.entered import Entered, identified
from bureau.demo.facilities import Facilities
from bureau.demo.findings import Finding, found_in, months_until
from bureau.demo.logs import CasesOfDay, daily_logs
from bureau.demo.market import Market
from bureau.demo.month_text import write_month
from bureau.demo.numbers import NoticeNumbers
from bureau.demo.outcome import Outcome, outcome_of, settle_handling
from bureau.demo.party import Party
from bureau.demo.people import Chance, Naming
from bureau.demo.pictures import picture
from bureau.demo.places import Places
from bureau.demo.returns import enter_forms
from bureau.demo.sanitation import Sanitation
from bureau.demo.scenery import read
from bureau.demo.towns import Towns
from bureau.desk import Desk
from bureau.errors import UserError
from bureau.market.ledgers import CASES, DAILY
from bureau.register.ledgers import CATALOGUE_ITEMS
from bureau.settings.reading import Settings
from bureau.storage.many import insert_many, staging_in_memory
from bureau.storage.operation import Operation
from bureau.storage.photos import add_photo
from bureau.storage.rows import count

MONTHS = 12
PAIRS = 8
"""Cases of the last month that have photos, one before and one after."""
Progress = Callable[[str, int], None]
"""Told what is being done and how many percent are."""
Case = tuple[Finding, Outcome]


@dataclass(frozen=True, slots=True)
class Rebound:
    """A planted rebound (反弹): one kind of problem at one place, its cases in order of time."""

    place: str
    kind: int
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was entered: records by ledger title, photos, and the rebounds that were planted."""

    counts: dict[str, int]
    photos: int
    rebounds: tuple[Rebound, ...]

    def sentence(self) -> str:
        """For the clerk: 镇街名册 8、…、案件台账 6000、照片 16."""
        parts = [f"{title} {number}" for title, number in self.counts.items()]
        return "、".join([*parts, f"照片 {self.photos}"])


def fill(
    desk: Desk, *, until: Month, months: int = MONTHS, progress: Progress | None = None
) -> Filled:
    """Enters the sample county with `months` months of ledgers up to the end of `until`.

    All chance comes from the desk: the same seed, month and number of months give the same
    records with the same ids. Raises UserError when the folder holds anything already.
    """
    if months < 1:
        raise UserError("示例县至少要一个月的台账，请把月数改为 1 或以上。")
    refuse_unless_empty(desk)
    say = progress or silent
    chance = Chance(desk.random.getrandbits(64))
    periods = months_until(until, months)
    first, last = periods[0].first, periods[-1].last
    with (
        staging_in_memory(desk.store),
        desk.store.operation(desk, f"生成示例县（{months} 个月）", kind="demo") as op,
    ):
        say("登记名册", 0)
        settings = mark(op)
        calendar = settings.office_calendar.estimate
        names = desk.store.names(op.conn)
        county = settle(op, names, chance, first, last)
        campaigns = enter_campaigns(op, county, periods)
        say("生成案件", 10)
        findings = found_in(periods, Places(county, names, chance), calendar, chance)
        crews = settings.crew_calendar
        outcomes = [outcome_of(finding, crews, last, chance) for finding in findings]
        cases = list(zip(findings, outcomes, strict=True))
        share_out(cases, periods, chance)
        numbers = NoticeNumbers(op, settings)
        writing = Writing(county, Naming(chance), chance, last, numbers, campaigns)
        rows = [writing.row(finding, outcome) for finding, outcome in cases]
        say("画照片", 30)
        photos = add_photos(desk, op, cases, rows, periods[-1], chance)
        say("保存案件", 35)
        ids = insert_many(op, CASES, identified(CASES, rows, desk.store.names(op.conn)))
        say("保存执法日志", 45)
        logs = list(daily_logs(periods, county, by_day(findings, rows), calendar, chance))
        insert_many(op, DAILY, logs)
        market = Market(desk, op, county, periods, calendar, chance)
        known = entered(desk, op, cases, rows, ids)
        complaints = market.enter(known, logs, campaigns, numbers, say)
        sanitation = Sanitation(desk, op, county, periods, calendar, chance)
        photos += sanitation.enter(known, complaints, say)
        say("签发镇街考核", 97)
        photos += Towns(desk, op, county, periods, calendar, chance).enter()
        # Chance of their own: what these enter changes nothing of what others do.
        ground = (desk, op, county, periods, calendar)
        Facilities(*ground, Chance(chance.getrandbits(64))).enter(crews, say)
        Party(*ground, Chance(chance.getrandbits(64))).enter(known, campaigns, say)
        enter_forms(op)
        Documents(*ground, Chance(chance.getrandbits(64))).enter()
        write_month(desk, op, periods[-1])
    say("完成", 100)
    return Filled(counts_of(desk), photos, rebounds(findings, ids))


def silent(_doing: str, _percent: int) -> None:
    """Progress that nobody watches."""


def refuse_unless_empty(desk: Desk) -> None:
    """Raises UserError when there is anything in the folder but the shipped catalogues."""
    store, today = desk.store, desk.today()
    held = any(
        count(store.reader(), ledger, today=today)
        for ledger in store.ledgers.values()
        if ledger is not CATALOGUE_ITEMS
    )
    if held or store.newest_head() is not None:
        raise UserError(
            f"示例县只能生成在空文件夹里，{store.folder.root} 已经有记录了；请换一个新的文件夹。"
        )


def mark(op: Operation) -> Settings:
    """Marks the folder as a sample, so that nothing of it is ever taken for real; gives its settings."""
    places = read("places")
    values = {"demo": places["county"], **places["settings"]}
    for name, value in values.items():
        op.insert("settings", {"name": name, "value": value})
    return Settings(values)


def entered(
    desk: Desk,
    op: Operation,
    cases: Sequence[Case],
    rows: Sequence[dict[str, object]],
    ids: Sequence[int],
) -> list[Entered]:
    """The cases as they stand in the ledger."""
    names = desk.store.names(op.conn)
    return [
        Entered(
            record,
            finding,
            outcome,
            {**row, "id": record, "number": names.label(CASES.name, record)},
        )
        for record, (finding, outcome), row in zip(ids, cases, rows, strict=True)
    ]


def share_out(cases: Sequence[Case], periods: Sequence[Period], chance: Chance) -> None:
    """Settles the handling of every case, month by month."""
    by_month = groupby(cases, key=lambda case: (case[0].day.year, case[0].day.month))
    for step, (_, month) in enumerate(by_month):
        settle_handling(list(month), step, len(periods), chance)


def by_day(findings: Sequence[Finding], rows: Sequence[dict[str, object]]) -> CasesOfDay:
    """Cases by unit, day and sub-class."""
    met: CasesOfDay = Counter()
    for finding, row in zip(findings, rows, strict=True):
        unit = row["unit"]
        if isinstance(unit, int):
            met[unit, finding.day, finding.problem.kind] += 1
    return met


def add_photos(
    desk: Desk,
    op: Operation,
    cases: Sequence[Case],
    rows: Sequence[dict[str, object]],
    month: Period,
    chance: Chance,
) -> int:
    """Draws a pair for some closed cases of the last month; gives the number of photos."""
    chosen = photographed(cases, month, chance)
    for street, place in enumerate(chosen):
        finding, outcome = cases[place]
        time = finding.time or "09:30"
        closed = "17:20" if outcome.closed != finding.day else max(time[:2] + ":58", "11:40")
        moments = {
            "photos_before": f"{finding.day} {time}",
            "photos_after": f"{outcome.closed} {closed}",
        }
        for key, taken in moments.items():
            content = picture(
                finding.problem.drawn,
                after=key == "photos_after",
                street=street,
                caption=finding.address,
                taken=taken,
            )
            digest = add_photo(op, desk.store.folder, content, f"{taken.replace(':', '')}.jpg")
            rows[place][key] = f'["{digest}"]'
    return 2 * len(chosen)


def photographed(cases: Sequence[Case], month: Period, chance: Chance) -> list[int]:
    """Places in the list of the cases that get photos: of every kind that can be drawn, then any."""
    by_kind: dict[str, list[int]] = {}
    for place, (finding, outcome) in enumerate(cases):
        if finding.problem.drawn and outcome.closed and finding.day >= month.first:
            by_kind.setdefault(finding.problem.drawn, []).append(place)
    chosen = [chance.choice(by_kind[kind]) for kind in sorted(by_kind)][:PAIRS]
    rest = [place for places in by_kind.values() for place in places if place not in chosen]
    chosen += chance.sample(rest, min(PAIRS - len(chosen), len(rest)))
    return sorted(chosen)


def rebounds(findings: Sequence[Finding], ids: range) -> tuple[Rebound, ...]:
    """The planted rebounds that did come back within the time shown."""
    chains: dict[int, list[int]] = {}
    for place, finding in enumerate(findings):
        if finding.chain:
            chains.setdefault(finding.chain, []).append(place)
    return tuple(
        Rebound(
            findings[places[0]].place.name,
            findings[places[0]].problem.kind,
            tuple(ids[place] for place in places),
        )
        for _, places in sorted(chains.items())
        if len(places) > 1
    )


def counts_of(desk: Desk) -> dict[str, int]:
    """Records entered, by ledger title."""
    store, today = desk.store, desk.today()
    found: Counter[str] = Counter()
    for ledger in store.ledgers.values():
        if ledger is not CATALOGUE_ITEMS and not ledger.internal:
            # Two departments may call a ledger the same.
            found[ledger.title] += count(store.reader(), ledger, today=today)
    return {title: number for title, number in found.items() if number}
