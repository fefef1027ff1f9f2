"""Score sheets not seen before, through the commands: totals, ranks inside each group, money."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.commands.other_towns import town_sheet

KEYS = ("town", "group", "total", "rank", "reward_fen")


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


@pytest.mark.parametrize("seed", range(30))
def test_ranks_and_money_of_another_office(
    main: Main, empty: Path, tmp_path: Path, seed: int
) -> None:
    sheet = town_sheet(seed, tmp_path)
    ran = main("import", "town-scores", sheet.path, "--skip-rejected", "--json", data=empty)
    assert isinstance(ran.document, dict)
    assert (ran.document["accepted"], ran.document["rejected"]) == (len(sheet.towns), []), ran.err
    differs = [one for one in ran.document["inferred"] if "与各项之和不一致" in one]
    assert len(differs) == min(1, len(sheet.misstated))
    assert all(f"第 {sheet.misstated[0]} 行" in one for one in differs)
    document = main("figures", "--month", "2026-10", "--json", data=empty).document
    assert isinstance(document, dict)
    found = [tuple(line[key] for key in KEYS) for line in document["towns"]]
    assert sorted(found, key=str) == sheet.expected
