"""The sample county: the same for the same seed, sound, plausible, and only in an empty folder."""

from __future__ import annotations

import json
import random  # noqa: TID251 - each county of these tests has a seed of its own
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bureau.demo import fill
from bureau.desk import Desk
from bureau.errors import UserError
from bureau.ledger.lenient.phones import parse_phone
from bureau.market.ledgers import CASES
from bureau.opening import open_desk
from bureau.settings.declared import BY_KEY
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.photos import photo_findings
from tests.demo.samples import UNTIL, Sample, filled_folder

FIRST, LAST = date(2025, 10, 1), date(2026, 3, 31)
CLOSED = 2206
OPEN = (2201, 2202, 2203, 2204, 2205)
SERVICE, MANAGEMENT, ENFORCEMENT = 2101, 2102, 2103
BURNING, FIREWORKS = 1300, 1250


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over an empty folder."""
    with open_desk(tmp_path / "folder", writable=True, chance=random.Random(1)) as opened:
        yield opened


def test_the_same_seed_gives_the_same_records_with_the_same_ids(tmp_path: Path) -> None:
    one = filled_folder(tmp_path / "one", seed=11)
    other = filled_folder(tmp_path / "other", seed=11)
    dumps = []
    for sample in (one, other):
        with open_desk(sample.root, writable=False) as desk:
            dumps.append(logical_dump(desk.store))
    assert dumps[0] == dumps[1]
    assert one.held == other.held
    assert one.filled == other.filled


def test_another_seed_gives_another_county(tmp_path: Path) -> None:
    one = filled_folder(tmp_path / "one", seed=11)
    other = filled_folder(tmp_path / "other", seed=12)

    def addresses(sample: Sample) -> list[object]:
        return [row["address"] for row in sample.rows("market-cases")]

    assert addresses(one) != addresses(other)
    assert one.rows("towns")[0]["id"] != other.rows("towns")[0]["id"]


def test_a_filled_folder_passes_every_check(half_year: Sample) -> None:
    with open_desk(half_year.root, writable=False) as desk:
        assert check(desk.store) == []
        assert list(photo_findings(desk.store, desk.store.reader())) == []


def test_counts_are_those_of_the_folder(half_year: Sample) -> None:
    with open_desk(half_year.root, writable=False) as desk:
        titles = [(ledger.title, name) for name, ledger in desk.store.ledgers.items()]
    for title, number in half_year.filled.counts.items():
        held = sum(len(half_year.rows(name)) for called, name in titles if called == title)
        assert held == number, title
    assert half_year.filled.counts["镇街名册"] == 8
    assert half_year.filled.counts["道路名册"] == 30
    assert half_year.filled.counts["人员名册"] == 40
    assert half_year.filled.counts["沿街商户"] == 400
    assert 2_700 < half_year.filled.counts["案件台账"] < 3_300
    # Five squads, a log each on every one of 31+30+31+31+28+31 days.
    assert half_year.filled.counts["执法日志"] == 5 * 182
    # 16 of cases, 4 of sanitation, and of two months of the towns three pairs each.
    assert half_year.filled.photos == 32


def test_the_folder_is_marked_as_a_sample(half_year: Sample) -> None:
    marks = {row["name"]: row["value"] for row in half_year.rows("settings")}
    assert (marks["demo"], marks["bureau-name"]) == ("示例县", "示例县城市管理局")
    assert set(marks) - {"demo"} <= set(BY_KEY)


def test_a_folder_that_holds_anything_is_refused(desk: Desk) -> None:
    with desk.store.operation(desk, "登记镇街") as op:
        op.insert("towns", {"name": "真实街道"})
    with pytest.raises(UserError, match="示例县只能生成在空文件夹里"):
        fill(desk, until=UNTIL, months=1)
    assert desk.store.reader().execute("SELECT count(*) FROM market_cases").fetchone()[0] == 0


def test_a_folder_whose_only_change_was_taken_back_is_refused_too(desk: Desk) -> None:
    with desk.store.operation(desk, "登记镇街") as op:
        town = op.insert("towns", {"name": "真实街道"})
    with desk.store.operation(desk, "删除镇街") as op:
        op.remove("towns", town)
    with pytest.raises(UserError, match="示例县只能生成在空文件夹里"):
        fill(desk, until=UNTIL, months=1)


def test_no_months_are_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="至少要一个月"):
        fill(desk, until=UNTIL, months=0)


def test_filling_is_one_operation_that_nobody_can_undo(half_year: Sample) -> None:
    with open_desk(half_year.root, writable=False) as desk:
        kinds = [row["kind"] for row in desk.store.reader().execute("SELECT kind FROM op")]
    assert kinds == ["demo"]


def test_progress_is_told_in_rising_percents(desk: Desk) -> None:
    told: list[tuple[str, int]] = []
    fill(desk, until=UNTIL, months=1, progress=lambda doing, done: told.append((doing, done)))
    percents = [done for _, done in told]
    assert percents == sorted(percents)
    assert percents[-1] == 100


def test_every_case_names_a_town_a_unit_and_a_class_and_roads_lie_in_their_town(
    half_year: Sample,
) -> None:
    towns = {row["id"] for row in half_year.rows("towns")}
    units = {row["id"] for row in half_year.rows("units")}
    unit_of = {row["id"]: row["unit"] for row in half_year.rows("people")}
    town_of = {row["id"]: row["town"] for row in half_year.rows("roads")}
    with_road = 0
    for case in half_year.rows("market-cases"):
        assert case["town"] in towns
        assert case["unit"] in units
        assert unit_of[case["person"]] == case["unit"]
        assert case["category"] is not None
        if case["road"] is not None:
            with_road += 1
            assert town_of[case["road"]] == case["town"]
    assert with_road > 2_000


def test_rows_pass_the_checks_that_an_entry_passes(half_year: Sample) -> None:
    for case in half_year.rows("market-cases"):
        assert CASES.faults(case) == []  # type: ignore[arg-type]  # stored values


def test_dates_stay_inside_the_months_shown(half_year: Sample) -> None:
    for case in half_year.rows("market-cases"):
        assert FIRST.isoformat() <= str(case["found_on"]) <= LAST.isoformat()
        assert str(case["due_on"]) >= str(case["found_on"])
        for key in ("closed_on", "reviewed_on", "delivered_on"):
            if case[key] is not None:
                assert str(case["found_on"]) <= str(case[key]) <= LAST.isoformat(), key
        assert str(case["registered_at"])[:10] == case["found_on"]
        if case["found_time"] is not None:
            assert str(case["registered_at"])[11:] >= str(case["found_time"])


def test_numbers_follow_time_and_start_anew_with_the_year(half_year: Sample) -> None:
    cases = half_year.rows("market-cases")
    moments = [(str(case["found_on"]), str(case["found_time"] or "24:00")) for case in cases]
    assert moments == sorted(moments)
    for year in ("2025", "2026"):
        of_year = [case["number"] for case in cases if str(case["found_on"]).startswith(year)]
        assert of_year == [f"ZZ-{year}-{serial:04}" for serial in range(1, len(of_year) + 1)]


def test_handling_drifts_towards_service(half_year: Sample) -> None:
    def shares(month: str) -> dict[object, float]:
        handled = Counter(
            case["handling"]
            for case in half_year.rows("market-cases")
            if str(case["found_on"]).startswith(month) and case["handling"] is not None
        )
        return {kind: count / handled.total() for kind, count in handled.items()}

    first, last = shares("2025-10"), shares("2026-03")
    assert first[SERVICE] == pytest.approx(0.62, abs=0.02)
    assert first[MANAGEMENT] == pytest.approx(0.25, abs=0.02)
    assert first[ENFORCEMENT] == pytest.approx(0.13, abs=0.02)
    assert last[SERVICE] == pytest.approx(0.70, abs=0.02)
    assert last[MANAGEMENT] == pytest.approx(0.20, abs=0.02)
    assert last[ENFORCEMENT] == pytest.approx(0.10, abs=0.02)


def test_limits_are_mostly_kept_and_what_is_open_is_mostly_new(half_year: Sample) -> None:
    cases = half_year.rows("market-cases")
    closed = [case for case in cases if case["state"] == CLOSED]
    on_time = sum(str(case["closed_on"]) <= str(case["due_on"]) for case in closed)
    assert 0.86 < on_time / len(closed) < 0.92
    left = [case for case in cases if case["state"] in OPEN]
    assert all(case["closed_on"] is None for case in left)
    new = sum(str(case["found_on"]) >= "2026-03-01" for case in left)
    assert new > len(left) / 2 > 10
    assert {2208, 2209, 2210} <= {case["state"] for case in cases}


def test_each_season_has_its_troubles(half_year: Sample) -> None:
    months = Counter(
        (case["category"], str(case["found_on"])[:7]) for case in half_year.rows("market-cases")
    )
    assert months[BURNING, "2025-10"] > 2 * months[BURNING, "2026-03"]
    assert months[FIREWORKS, "2026-02"] > 5 * months[FIREWORKS, "2025-12"]
    # New Year's Eve was the 16th of February 2026.
    festive = sum(
        "2026-02-16" <= str(case["found_on"]) <= "2026-02-23"
        for case in half_year.rows("market-cases")
        if case["category"] == FIREWORKS
    )
    assert festive > months[FIREWORKS, "2026-02"] / 2


def test_more_is_found_on_working_days(half_year: Sample) -> None:
    weekdays = Counter(
        date.fromisoformat(str(case["found_on"])).weekday()
        for case in half_year.rows("market-cases")
    )
    assert (weekdays[5] + weekdays[6]) / 2 < 0.85 * sum(weekdays[day] for day in range(5)) / 5


def test_planted_rebounds_come_back_after_they_were_put_right(half_year: Sample) -> None:
    cases = {case["id"]: case for case in half_year.rows("market-cases")}
    assert len(half_year.filled.rebounds) >= 15
    spellings = 0
    for rebound in half_year.filled.rebounds:
        chain = [cases[record] for record in rebound.cases]
        assert 2 <= len(chain) <= 5
        assert len({case["category"] for case in chain}) == 1
        assert len({(case["town"], case["road"]) for case in chain}) == 1
        spellings += len({case["address"] for case in chain}) > 1
        for earlier, later in pairwise(chain):
            assert earlier["closed_on"] is not None
            assert str(earlier["closed_on"]) < str(later["found_on"])
            gap = date.fromisoformat(str(later["found_on"])) - date.fromisoformat(
                str(earlier["found_on"])
            )
            assert timedelta(4) <= gap <= timedelta(24)
    assert spellings == len(half_year.filled.rebounds)


def test_telephones_can_be_read_and_are_nobodys(half_year: Sample) -> None:
    for ledger in ("market-cases", "people", "shops", "towns"):
        numbers = [str(row["phone"]) for row in half_year.rows(ledger) if row["phone"]]
        assert numbers
        for number in numbers:
            assert parse_phone(number) == number
            assert number[3:7] == "0000"


def test_logs_agree_with_the_cases_of_their_squad(half_year: Sample) -> None:
    log_of = {(row["date"], row["unit"]): row["id"] for row in half_year.rows("market-daily")}
    counted = {
        (row["record"], row["kind"]): row["value"] for row in half_year.rows("market-daily.counts")
    }
    burnt = Counter(
        (case["found_on"], case["unit"])
        for case in half_year.rows("market-cases")
        if case["category"] == BURNING and (case["found_on"], case["unit"]) in log_of
    )
    assert burnt
    for place, number in burnt.items():
        stopped = counted[log_of[place], 3218]
        assert isinstance(stopped, int)
        assert stopped >= number * 100
    people = [value for (_, kind), value in counted.items() if kind == 3201]
    assert len(people) == len(log_of)
    assert all(isinstance(value, int) and value % 100 == 0 for value in people)


def test_photos_come_in_pairs_for_closed_cases_of_the_last_month(half_year: Sample) -> None:
    shown = [case for case in half_year.rows("market-cases") if case["photos_before"]]
    assert len(shown) == 8
    for case in shown:
        assert case["state"] == CLOSED
        assert str(case["found_on"]).startswith("2026-03")
        before, after = (json.loads(str(case[key])) for key in ("photos_before", "photos_after"))
        assert len(before) == len(after) == 1
        assert before != after


def test_nobody_complains_in_a_case_that_a_patrol_found(half_year: Sample) -> None:
    patrol, hotline = 2001, 2002
    sentences = {patrol: "", hotline: ""}
    for case in half_year.rows("market-cases"):
        if case["source"] in (patrol, hotline):
            sentences[case["source"]] += f"{case['description']}\n"
    assert "举报" not in sentences[patrol]
    assert "群众反映" not in sentences[patrol]
    assert "群众反映" in sentences[hotline]
    assert "巡查发现" not in sentences[hotline]
