"""Contracts and deductions of offices not seen before, through the commands: scores and fees to the 分."""

from __future__ import annotations

import random  # noqa: TID251 - seeded orders
from pathlib import Path

import pytest

from bureau.calendar.periods import Period
from bureau.editing import add
from bureau.exchange import importing
from bureau.office import BY_NAME
from bureau.sanitation.judging import judge_month
from tests.commands.conftest import Main, work_at
from tests.commands.other_contracts import Office, office
from tests.exchange.ledger_sheets import write_book
from tests.storage.offices import furnish

SEEDS = range(40)
FEW = range(0, 40, 7)
COLUMNS = {
    "检查日期": "found_on",
    "检查路段": "road",
    "考核项目": "block",
    "问题描述": "problem",
    "数量": "count",
    "单项扣分": "each",
    "扣分": "points",
}
KEYS = ("section", "company", "score", "rule", "base_fen", "deducted_fen", "payable_fen")


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


def imported(main: Main, folder: Path, ledger: str, file: Path) -> dict[str, object]:
    """The report of an import."""
    ran = main("import", ledger, file, "--skip-rejected", "--json", data=folder)
    assert ran.status == 0, ran.err
    assert isinstance(ran.document, dict)
    return ran.document


def figures(main: Main, folder: Path) -> list[dict[str, object]]:
    """What the month came to, section by section."""
    document = main("figures", "--month", "2026-10", "--json", data=folder).document
    assert isinstance(document, dict)
    return [{key: line.get(key) for key in KEYS} for line in document["sanitation"]]


def taken(main: Main, folder: Path, of: Office) -> None:
    """Both files of an office, contracts first."""
    contracts = imported(main, folder, "contracts", of.contracts)
    assert (contracts["accepted"], contracts["rejected"]) == (len(of.sections), [])
    found = imported(main, folder, "sanitation-deductions", of.deductions)
    rejected = found["rejected"]
    assert isinstance(rejected, list)
    told = [(row["sheet"], row["row"], row["column"], row["reason"]) for row in rejected]
    wanted = [(sheet, row, of.day_heading, "该日无合同") for sheet, row in of.refused]
    assert sorted(told) == sorted(wanted)
    assert found["accepted"] == of.accepted


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_and_fees_of_another_office(
    main: Main, empty: Path, tmp_path: Path, seed: int
) -> None:
    of = office(seed, tmp_path)
    taken(main, empty, of)
    found = sorted(figures(main, empty), key=lambda line: str(line["section"]))
    assert found == sorted(of.expected, key=lambda line: str(line["section"]))
    again = imported(main, empty, "sanitation-deductions", of.deductions)
    assert (again["accepted"], again["changed"]) == (0, 0)


def records(main: Main, folder: Path, ledger: str) -> list[dict[str, object]]:
    """All records as the command lists them."""
    return main("list", ledger, "--json", data=folder).records


@pytest.mark.parametrize("seed", FEW)
def test_the_lines_of_every_fee_sheet_sum_to_what_is_payable(
    main: Main, empty: Path, tmp_path: Path, seed: int
) -> None:
    of = office(seed, tmp_path)
    taken(main, empty, of)
    with work_at(empty) as desk, desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        found = judge_month(conn, names, Period.month(2026, 10), desk.today())
    assert len(found) == len(of.sections)
    for one in found:
        assert one.fee is not None
        assert sum(line.fen or 0 for line in one.fee.lines if line.adds) == one.fee.payable_fen
        (due,) = (line.fen for line in one.fee.lines if line.kind == "due")
        assert due == one.fee.payable_fen == one.fee.base_fen - one.fee.deducted_fen


@pytest.mark.parametrize("seed", FEW)
def test_rows_and_sheets_in_another_order_come_to_the_same(
    main: Main, empty: Path, tmp_path: Path, seed: int
) -> None:
    of, chance = office(seed, tmp_path), random.Random(seed)
    taken(main, empty, of)
    kept = records(main, empty, "sanitation-deductions")
    chance.shuffle(kept)
    sheets: dict[str, list[list[object]]] = {}
    for row in kept:
        lines = sheets.setdefault(str(row["section"]), [list(COLUMNS)])
        lines.append([row[key] for key in COLUMNS.values()])
    file = write_book(
        tmp_path / "另一种次序.xlsx", dict(chance.sample([*sheets.items()], len(sheets)))
    )
    other = furnish(tmp_path / "另一个文件夹")
    imported(main, other, "contracts", of.contracts)
    assert imported(main, other, "sanitation-deductions", file)["rejected"] == []
    assert figures(main, other) == figures(main, empty)


@pytest.mark.parametrize("seed", FEW)
def test_one_by_one_by_hand_comes_to_the_same(
    main: Main, empty: Path, tmp_path: Path, seed: int
) -> None:
    of, chance = office(seed, tmp_path), random.Random(seed)
    taken(main, empty, of)
    other = furnish(tmp_path / "另一个文件夹")
    with work_at(other) as desk:
        for ledger, keys in (
            ("contracts", ("section", "company", "number", "begins_on", "ends_on", "rule")),
            ("sanitation-deductions", ("section", *COLUMNS.values())),
        ):
            kept = records(main, empty, ledger)
            chance.shuffle(kept)
            for row in kept:
                inputs = {key: str(row[key]) for key in keys if row[key] is not None}
                if ledger == "contracts":
                    fen = int(str(row["fee_fen"]))
                    inputs["fee_fen"] = f"{fen // 100}.{fen % 100:02}"
                add(desk, BY_NAME[ledger], inputs)
    found = sorted(figures(main, other), key=lambda line: str(line["section"]))
    assert found == sorted(of.expected, key=lambda line: str(line["section"]))
