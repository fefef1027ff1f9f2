"""Special actions (专项行动) of the sample county: their cases, and reports that agree with the daily logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bureau.calendar.periods import Period
from bureau.demo.county import County
from bureau.demo.entered import Row
from bureau.demo.findings import Finding
from bureau.demo.people import Chance
from bureau.demo.scenery import read
from bureau.ledger.words import id_list
from bureau.market.campaigns import CATEGORIES, state_on
from bureau.market.ledgers import CAMPAIGNS
from bureau.storage.operation import Operation

HUNDREDTHS = 100
REPORTED = 85
"""Percent of the days on which a unit reports."""
NOTES = (
    "夜间加强值守",
    "配合镇街联合行动",
    "入户宣传",
    "重点路段定点值守",
    "联合市场监管、公安开展检查",
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One action; `share` is the percent of its kind of cases that belong to it."""

    id: int
    kind: int
    begins: date
    ends: date
    units: tuple[int, ...]
    counts: tuple[int, ...]
    share: int

    def fits(self, finding: Finding, unit: int) -> bool:
        """Whether a case could belong to it."""
        classes = CATEGORIES.get(self.kind)
        return (
            self.begins <= finding.day <= self.ends
            and unit in self.units
            and (classes is None or finding.problem.category in classes)
        )


def campaign_of(
    campaigns: Sequence[Campaign], finding: Finding, unit: int, chance: Chance
) -> int | None:
    """The action that a case belongs to, if any."""
    for campaign in campaigns:
        if campaign.fits(finding, unit) and chance.randrange(100) < campaign.share:
            return campaign.id
    return None


def enter_campaigns(op: Operation, county: County, periods: Sequence[Period]) -> list[Campaign]:
    """The actions that begin within the months shown."""
    first, last = periods[0].first, periods[-1].last
    found: list[Campaign] = []
    for year in range(first.year, last.year + 1):
        for entry in read("campaigns")["campaigns"]:
            begins = date(year, *entry["begins"])
            ends = date(year + (entry["ends"] < entry["begins"]), *entry["ends"])
            if not first <= begins <= last:
                continue
            units = tuple(county.units[unit] for unit in entry["units"])
            targets = {int(kind): amount for kind, amount in entry["targets"].items()}
            values: Row = {
                "name": entry["name"].format(year=year),
                "kind": entry["kind"],
                "begins_on": begins.isoformat(),
                "ends_on": ends.isoformat(),
                "leader": county.people["局领导"][1 + len(found) % 2].id,
                "units": id_list(units),
                "basis": entry["basis"].format(year=year),
                "goal": entry["goal"],
                "targets": {kind: amount * HUNDREDTHS for kind, amount in targets.items()},
            }
            values["state"] = state_on(values, last)
            record = op.insert(CAMPAIGNS.name, values)
            kind, share = entry["kind"], entry["share"]
            found.append(Campaign(record, kind, begins, ends, units, tuple(targets), share))
    return sorted(found, key=lambda campaign: -campaign.share)


def reports(
    campaigns: Sequence[Campaign],
    logs: Mapping[tuple[int, str], Mapping[int, int]],
    last: date,
    chance: Chance,
) -> Iterator[Row]:
    """What each unit did for each action, of what its daily log (`logs` by unit and day) says."""
    rows: list[Row] = []
    for campaign in campaigns:
        for (unit, day), counts in logs.items():
            within = campaign.begins.isoformat() <= day <= min(campaign.ends, last).isoformat()
            if not within or unit not in campaign.units:
                continue
            done = {kind: counts[kind] for kind in campaign.counts if counts.get(kind)}
            if done and chance.randrange(100) < REPORTED:
                note = chance.choice(NOTES) if chance.randrange(100) < 6 else None
                rows.append(
                    {
                        "date": day,
                        "campaign": campaign.id,
                        "unit": unit,
                        "counts": done,
                        "note": note,
                    }
                )
    yield from sorted(rows, key=lambda row: (str(row["date"]), str(row["campaign"])))
