"""Score sheets not seen before, through the commands: totals, ranks inside each group, money."""

from __future__ import annotations

import random  # noqa: TID251 - seeded orders
from pathlib import Path

import pytest

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.commands.other_towns import ITEMS, Town, town_sheet
from tests.exchange.ledger_sheets import write_book

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
    assert ranks(main, empty) == sheet.expected


def ranks(main: Main, folder: Path) -> list[tuple[object, ...]]:
    """Town, group, total, rank and money of each, by name."""
    document = main("figures", "--month", "2026-10", "--json", data=folder).document
    assert isinstance(document, dict)
    return sorted((tuple(line[key] for key in KEYS) for line in document["towns"]), key=str)


def plain_sheet(path: Path, towns: list[Town]) -> Path:
    """Towns in their order under the usual headings."""
    header = ["组别", "单位", *(names[0] for _, names in ITEMS.values()), "加减分"]
    lines: list[list[object]] = [["2026年10月考核成绩"], list(header)]
    for one in towns:
        marks = [one.marks[key] / 100 for key in ITEMS]
        lines.append([one.group, one.name, *marks, one.adjust])
    return write_book(path, {"成绩": lines})


@pytest.mark.parametrize("seed", range(0, 30, 6))
def test_no_order_of_entry_changes_a_rank(
    main: Main, empty: Path, tmp_path: Path, seed: int
) -> None:
    sheet = town_sheet(seed, tmp_path)
    random.Random(seed).shuffle(sheet.towns)
    # Some towns come first, in a file of their own; the others follow.
    for name, part in (("甲", sheet.towns[:3]), ("乙", sheet.towns[3:])):
        file = plain_sheet(tmp_path / f"{name}.xlsx", part)
        assert main("import", "town-scores", file, data=empty).status == 0
    assert ranks(main, empty) == sheet.expected
