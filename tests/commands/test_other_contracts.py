"""Contracts and deductions of offices not seen before, through the commands: scores and fees to the 分."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.commands.other_contracts import Office, office

SEEDS = range(40)
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
