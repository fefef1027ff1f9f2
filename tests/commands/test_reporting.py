"""figures, report, demo and the bare call: numbers, papers, and what is refused before any work."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import docx
import pytest

from bureau import demo
from bureau.commands.kinds import PAPERS, SHEETS
from bureau.month import papers
from bureau.month.offered import OFFERED
from bureau.month.record_papers import RECORD_KINDS
from bureau.opening import open_desk
from bureau.settings.saving import save
from tests.commands.conftest import Main, assert_refused, contents, text_of, work_at
from tests.systems import as_nobody, needs_rights

OCTOBER = ("--month", "2026-10")
KINDS = ("market", "monthly", "analysis", "rebounds", "ledger")


def asked_for(kind: str, target: Path) -> tuple[object, ...]:
    """The report command of one kind for October."""
    ledger = ("--ledger", "market-cases") if kind == "ledger" else ()
    return ("report", kind, *ledger, *OCTOBER, "--output", target)


# -- figures -------------------------------------------------------------------------------------


def test_figures_are_one_document(main: Main, folder: Path) -> None:
    before = contents(folder)
    ran = main("figures", *OCTOBER, "--json", data=folder)
    assert (ran.status, ran.err) == (0, "")
    document = ran.document
    assert isinstance(document, dict)
    market = document["market"]
    # By hand: 0002 and 0003 were found in October; 0002 was put right in it, as was 0001.
    assert (market["cases"], market["closed"], market["closed_in_month"]) == (2, 1, 2)
    assert market["by_category"] == {"占道经营": 1, "店外经营": 1}
    assert contents(folder) == before


def test_figures_of_several_months_and_as_text(main: Main, folder: Path) -> None:
    span = ("--from", "2026-09", "--to", "2026-11")
    document = main("figures", *span, "--json", data=folder).document
    assert isinstance(document, dict)
    assert document["market"]["cases"] == 4
    assert "market.cases = 4\n" in main("figures", *span, data=folder).out


@pytest.mark.parametrize(
    "span",
    [(), ("--month", "2026-13"), ("--from", "2026-10"), ("--from", "2026-10", "--to", "2026-9")],
)
def test_figures_of_no_period(main: Main, folder: Path, span: tuple[str, ...]) -> None:
    assert_refused(main("figures", *span, data=folder))
    ran = main("figures", *span, "--json", data=folder)
    assert ran.status == 1
    assert ran.document == {"error": ran.err.strip()}


# -- report --------------------------------------------------------------------------------------


def test_help_lists_every_kind_by_its_own_name(main: Main) -> None:
    assert PAPERS.keys() == papers.KINDS.keys()
    assert {kind: one.title for kind, one in RECORD_KINDS.items()} == SHEETS
    for offer in OFFERED:
        assert PAPERS[offer.kind].startswith((offer.name, offer.name.removeprefix("城市管理")))
    printed = main("report", "--help").out
    for kind, name in (PAPERS | SHEETS).items():
        assert f"  {kind} " in printed
        assert name in printed


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_a_pdf_and_reads_only(
    main: Main, folder: Path, tmp_path: Path, kind: str
) -> None:
    before = contents(folder)
    target = tmp_path / "十月.PDF"
    ran = main(*asked_for(kind, target), data=folder)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.endswith(f"页：{target}\n")
    assert "2026年10月" in text_of(target)
    assert contents(folder) == before


def test_a_listed_ledger_is_filtered_and_masked(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "占道.pdf"
    where = ("--where", "类别=占道经营")
    assert main("report", "ledger", "--ledger", "market-cases", *where, "-o", target,
                data=folder).status == 0  # fmt: skip
    printed = text_of(target)
    assert "人民路12号" in printed
    assert "学府路" not in printed
    assert "张三丰" not in printed
    assert "13800001234" not in printed


def test_a_list_with_personal_values_is_recorded(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "名单.pdf"
    command = ("report", "ledger", "--ledger", "market-cases", "--personal", "法院调卷")
    assert main(*command, "-o", target, data=folder).status == 0
    assert "张三丰" in text_of(target)
    with open_desk(folder, writable=False) as desk:
        labels = [row["label"] for row in desk.store.reader().execute("SELECT label FROM op")]
    assert labels[-1].endswith("：法院调卷")
    before = contents(folder)
    assert_refused(main(*command, "-o", tmp_path / "没有" / "名单.pdf", data=folder))
    assert contents(folder) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "target", ["没有/月报.pdf", "夹.pdf", "月报.doc", "月报", "台账/bureau.sqlite", "只读.pdf"]
)
def test_a_report_that_has_no_place(
    main: Main, folder: Path, tmp_path: Path, kind: str, target: str
) -> None:
    (tmp_path / "夹.pdf").mkdir()
    (tmp_path / "只读.pdf").touch(0o444)
    before = contents(tmp_path)
    assert_refused(main(*asked_for(kind, tmp_path / target), data=folder))
    assert contents(tmp_path) == before


@needs_rights
def test_a_report_into_a_folder_that_may_only_be_read(
    main: Main, shelf: Path, tmp_path: Path
) -> None:
    main(*asked_for("market", tmp_path / "先.pdf"), data=shelf)
    before = contents(shelf.parent)
    with as_nobody():
        ran = main(*asked_for("market", shelf.parent / "月报.pdf"), data=shelf)
    assert_refused(ran)
    assert "写入" in ran.err
    assert contents(shelf.parent) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "nonsense", *OCTOBER),
        ("report", "market"),
        ("report", "ledger"),
        ("report", "ledger", "--ledger", "cases"),
        ("report", "ledger", "--ledger", "import-waiting"),
        ("report", "ledger", "--ledger", "towns", *OCTOBER),
        ("report", "ledger", "--ledger", "market-cases", "--where", "颜色=红"),
        ("report", "market", *OCTOBER, "--where", "类别=占道经营"),
        ("report", "market", *OCTOBER, "--ledger", "towns"),
        ("report", "market", *OCTOBER, "--personal", "好奇"),
    ],
)
def test_a_report_that_there_is_not(
    main: Main, folder: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert_refused(main(*arguments, "-o", tmp_path / "a.pdf", data=folder))
    assert not (tmp_path / "a.pdf").exists()


def test_a_report_without_data_makes_none(main: Main, tmp_path: Path) -> None:
    assert_refused(main(*asked_for("market", tmp_path / "a.pdf"), data=tmp_path / "没有"))
    assert_refused(main("figures", *OCTOBER, data=tmp_path / "没有"))
    assert list(tmp_path.iterdir()) == []


def test_a_report_beside_an_open_writer(main: Main, folder: Path, tmp_path: Path) -> None:
    with work_at(folder):
        assert main(*asked_for("market", tmp_path / "a.pdf"), data=folder).status == 0


# -- the sample county ----------------------------------------------------------------------------


@pytest.fixture
def _one_month(monkeypatch: pytest.MonkeyPatch) -> None:
    """A county of one month instead of twelve."""
    monkeypatch.setattr(demo, "fill", partial(demo.fill, months=1))


@pytest.mark.usefixtures("_one_month")
def test_demo_fills_an_empty_folder_once(main: Main, tmp_path: Path) -> None:
    root = tmp_path / "示例"
    ran = main("demo", "--until", "2026-10", data=root)
    assert (ran.status, ran.out) == (0, "")
    assert "案件台账" in ran.err
    assert main("check", data=root).out == "数据完好。\n"
    cases = main("list", "market-cases", "--month", "2026-10", "--json", data=root).records
    assert len(cases) > 100
    before = contents(root)
    again = main("demo", "--until", "2026-10", data=root)
    assert_refused(again)
    after = contents(root)
    assert after["bureau.sqlite"] == before["bureau.sqlite"]
    assert after["journal.head"] == before["journal.head"]
    undone = main("undo", data=root)
    assert_refused(undone)


def test_demo_wants_a_folder_of_its_own(main: Main, folder: Path) -> None:
    assert_refused(main("demo"))
    assert_refused(main("demo", data=folder))
    assert_refused(main("demo", "--until", "2026-13", data=folder))


@pytest.mark.usefixtures("_one_month")
def test_the_bare_call_prints_the_month_of_a_sample_county(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        ran = main()
        assert ran.status == 0, ran.err
        assert "这里没有屏幕" in ran.err
    assert [path.suffix for path in sorted((tmp_path / "out").glob("*.*"))].count(".pdf") == 2
    for path in (tmp_path / "out").glob("*.pdf"):
        assert "示例县" in text_of(path)


def test_the_pictures_need_the_window_that_main_brings(main: Main, tmp_path: Path) -> None:
    assert_refused(main("screenshots", tmp_path / "图"))


def test_a_month_is_the_bureaus_own_statistical_month(main: Main, tmp_path: Path) -> None:
    root = tmp_path / "统计月"
    with open_desk(root, writable=True, clock=lambda: datetime(2026, 11, 2, 9, 0)) as desk:
        save(desk, {"month-end-day": "25"})
        with desk.store.operation(desk, "登记") as op:
            for day in ("2026-09-25", "2026-09-26", "2026-10-25", "2026-10-26"):
                op.insert("market-cases", {"found_on": day, "address": "人民路", "category": 1050})
    counted = main("figures", "--month", "2026-10", "--json", data=root).document
    assert counted["market"]["cases"] == 2  # type: ignore[index]
    assert counted["period"]["from"] == "2026-09-26"  # type: ignore[index]
    assert len(main("list", "market-cases", "--month", "2026-10", "--json", data=root).records) == 2


def test_a_report_as_a_word_document(main: Main, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "月报.docx"
    ran = main(*asked_for("monthly", target), data=folder)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"已生成 Word 文档：{target}\n"
    said = [line.text for line in docx.Document(str(target)).paragraphs]
    assert "一、市容秩序整治" in said
