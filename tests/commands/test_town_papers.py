"""Papers of towns through the commands: a sheet of scores imported, then printed as the office needs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.commands.test_town_scores import sheet


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


def text_of(file: Path) -> str:
    """All that stands on its pages, without blanks."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(file).pages)


def test_a_month_as_bulletin_rewards_sheets_and_meeting(
    main: Main, empty: Path, tmp_path: Path
) -> None:
    file = sheet(tmp_path / "镇街考核成绩-2026年10月.xlsx")
    assert main("import", "town-scores", file, "--skip-rejected", data=empty).status == 0
    wanted = {
        "town-bulletin": (
            "城市管理委员会文件",
            "初评稿",
            "南关街道（92.68分）",
            "89.29",
            "25,000.00",
        ),
        "town-rewards": ("人民币壹拾万元整", "人民币贰万元整", "平分30000.00元、20000.00元"),
        "town-check-blank": ("镇街现场检查表", "城东街道", "现场检查标准"),
        "review-meeting": ("河口镇、石桥镇（92.15分）", "表态单位城东街道、青山乡"),
    }
    for kind, words in wanted.items():
        output = tmp_path / f"{kind}.pdf"
        ran = main("report", kind, "--month", "2026-10", "--output", output, data=empty)
        assert ran.status == 0, ran.err
        text = text_of(output)
        assert [word for word in words if word not in text] == [], kind


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("town-bulletin", "2026年9月还没有任何镇街的成绩"),
        ("town-check-sheet", "2026年9月没有镇街现场检查记录"),
    ],
)
def test_a_month_without_anything_is_refused(
    main: Main, empty: Path, tmp_path: Path, kind: str, reason: str
) -> None:
    output = tmp_path / "镇街.pdf"
    ran = main("report", kind, "--month", "2026-09", "--output", output, data=empty)
    assert ran.status == 1
    assert reason in ran.err
    assert not output.exists()


def test_records_that_are_not_there_are_refused(main: Main, empty: Path, tmp_path: Path) -> None:
    for kind, title in (("check-sheet", "现场检查"), ("meeting-record", "点评会")):
        ran = main("report", kind, "--output", tmp_path / "x.pdf", data=empty)
        assert ran.status == 1
        assert f"没有符合条件的{title}" in ran.err
