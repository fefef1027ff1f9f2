"""A sheet of town scores through the commands: imported as offices write it, totals and ranks in figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.exchange import importing
from tests.commands.conftest import Main, work_at
from tests.exchange.ledger_sheets import write_book
from tests.storage.offices import item

TITLE = "10月份城市管理综合考核成绩"
HEADINGS = (
    "案件办理(30分)",
    "现场检查(40分)",
    "专项工作(15分)",
    "群众满意度(10分)",
    "履职与资料(5分)",
)
STREETS: tuple[tuple[str, tuple[float, ...], float], ...] = (
    ("城东街道", (24.93, 37.17, 13.36, 9.32, 4.51), 0),
    ("城西街道", (26.03, 37.43, 14.8, 9.53, 4.42), -2),
    ("南关街道", (27.43, 37.16, 12.72, 9.56, 4.81), 1),
    ("北苑街道", (28.92, 34.61, 14.05, 9.62, 4.55), -2),
)
COUNTRY: tuple[tuple[str, tuple[float, ...], float], ...] = (
    ("河口镇", (28.12, 38.46, 12.39, 8.6, 4.58), 0),
    ("石桥镇", (28.12, 38.46, 12.39, 8.6, 4.58), 0),
    ("柳塘镇", (26.63, 36.18, 12.52, 8.75, 4.21), 0),
    ("青山乡", (25.08, 36.3, 12.93, 9.15, 4.53), 0),
)
EXPECTED = [
    ("城东街道", "城区街道", "89.29", 4, -1_000_000),
    ("城西街道", "城区街道", "90.21", 2, 2_000_000),
    ("南关街道", "城区街道", "92.68", 1, 3_000_000),
    ("北苑街道", "城区街道", "89.75", 3, 0),
    ("河口镇", "乡镇", "92.15", 1, 2_500_000),
    ("石桥镇", "乡镇", "92.15", 1, 2_500_000),
    ("柳塘镇", "乡镇", "88.29", 3, 0),
    ("青山乡", "乡镇", "87.99", 4, -1_000_000),
]


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


def sheet(
    path: Path,
    *,
    title: str = TITLE,
    headings: tuple[str, ...] = HEADINGS,
    groups: tuple[str, ...] = ("城区街道", "乡镇"),
    names: dict[str, str] | None = None,
) -> Path:
    """The eight towns; without `groups` there is no such column, `names` writes some otherwise."""
    lines: list[list[object]] = [
        [title],
        [*(["组别"] if groups else []), "单位", *headings, "加减分"],
    ]
    for at, towns in enumerate((STREETS, COUNTRY)):
        for name, marks, adjust in towns:
            written = (names or {}).get(name, name)
            lines.append([*([groups[at]] if groups else []), written, *marks, adjust])
    return write_book(path, {"Sheet": lines})


def towns_of(main: Main, folder: Path, month: str = "2026-10") -> list[dict[str, object]]:
    """The lines of the towns in figures."""
    document = main("figures", "--month", month, "--json", data=folder).document
    assert isinstance(document, dict)
    found: list[dict[str, object]] = document["towns"]
    return found


def told(lines: list[dict[str, object]]) -> list[tuple[object, ...]]:
    """Town, group, total, rank and money of each line."""
    keys = ("town", "group", "total", "rank", "reward_fen")
    return [tuple(line[key] for key in keys) for line in lines]


def taken(main: Main, folder: Path, file: Path) -> list[dict[str, object]]:
    """The figures of October once the file is imported."""
    ran = main("import", "town-scores", file, "--skip-rejected", data=folder)
    assert ran.status == 0, ran.err
    return towns_of(main, folder)


def test_a_month_as_the_office_keeps_it(main: Main, empty: Path, tmp_path: Path) -> None:
    lines = taken(main, empty, sheet(tmp_path / "镇街考核成绩-2026年10月.xlsx"))
    assert told(lines) == EXPECTED
    assert {line["month"] for line in lines} == {"2026-10"}
    assert not any(line["fault"] or line["issued"] for line in lines)
    assert towns_of(main, empty, "2026-09") == []
    assert "towns.1.total = 89.29\n" in main("figures", "--month", "2026-10", data=empty).out


@pytest.mark.parametrize(
    "headings",
    [
        (
            "案件办理（30）",
            "现场检查（40）",
            "专项工作（15）",
            "群众满意度（10）",
            "履职与资料（5）",
        ),
        ("案件办理\n30分", "现场检查\n40分", "专项\n15分", "满意度\n10分", "日常履职\n5分"),
        ("数字城管", "现场考核", "专项整治", "群众满意", "履职情况"),
    ],
)
def test_other_headings_and_names_of_groups(
    main: Main, empty: Path, tmp_path: Path, headings: tuple[str, ...]
) -> None:
    file = sheet(
        tmp_path / "考核成绩202610.xlsx",
        title="城市管理综合考核成绩",
        headings=headings,
        groups=("街道组", "乡镇组"),
    )
    assert told(taken(main, empty, file)) == EXPECTED


def test_groups_and_aliases_of_the_register(main: Main, empty: Path, tmp_path: Path) -> None:
    with work_at(empty) as desk:
        groups = [item(desk, "town-group", title) for title in ("城区街道", "乡镇")]
        with desk.store.operation(desk, "登记镇街") as op:
            for at, towns in enumerate((STREETS, COUNTRY)):
                for name, _, _ in towns:
                    aliases = "城东办事处、城东" if name == "城东街道" else None
                    op.insert("towns", {"name": name, "group": groups[at], "aliases": aliases})
    file = sheet(tmp_path / "2026年10月成绩.xlsx", groups=(), names={"城东街道": "城东办事处"})
    assert told(taken(main, empty, file)) == EXPECTED


def test_the_same_sheet_twice_ranks_nobody_twice(main: Main, empty: Path, tmp_path: Path) -> None:
    file = sheet(tmp_path / "镇街考核成绩-2026年10月.xlsx")
    taken(main, empty, file)
    assert told(taken(main, empty, file)) == EXPECTED


def odd_sheet(path: Path, *headings: str) -> Path:
    """Two towns, of which the first has 38 for its cases."""
    lines: list[list[object]] = [
        [TITLE],
        ["单位", *headings, *HEADINGS[2:]],
        ["甲镇", 38, 29, 14, 9, 4],
        ["乙镇", 29, 29, 14, 9, 4],
    ]
    return write_book(path, {"Sheet": lines})


def test_a_mark_above_the_full_marks_of_the_rubric(main: Main, empty: Path, tmp_path: Path) -> None:
    file = odd_sheet(tmp_path / "镇街考核成绩-2026年10月.xlsx", "案件办理", "现场检查")
    found = taken(main, empty, file)
    assert told(found) == [("甲镇", "", None, None, None), ("乙镇", "", "85.00", 1, 0)]
    assert "“案件办理”得分 38 不在 0 到满分 30 之间" in str(found[0]["fault"])


def test_headings_with_other_full_marks_than_the_rubric(
    main: Main, empty: Path, tmp_path: Path
) -> None:
    file = odd_sheet(tmp_path / "镇街考核成绩-2026年10月.xlsx", "案件办理(40分)", "现场检查（30）")
    found = taken(main, empty, file)
    assert told(found) == [("甲镇", "", None, None, None), ("乙镇", "", None, None, None)]
    assert {line["fault"] for line in found} == {
        "“案件办理”在成绩表的表头里满分 40 分，考核细则是 30 分，请核对成绩表，或在“考核办法”里改满分。"
    }
    (record, _) = main("list", "town-scores", "--json", data=empty).records
    assert record["stated"] == (
        "案件办理 40、现场检查 30、专项工作 15、群众满意度 10、履职与资料 5"
    )
