"""fill: a form through the command, the list of forms, refusals in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from bureau.commands.run import run
from bureau.returns.forms import FIGURE, Place, add_form, form_named, mark
from tests.market.market_books import open_books
from tests.returns.sample_forms import city_form
from tests.storage.offices import hurry


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One form with one place, two cases in October."""
    hurry(monkeypatch)
    root = tmp_path / "台账"
    with open_books(root) as books:
        books.case("2026-10-01")
        books.case("2026-10-02")
        add_form(books.desk, city_form(), "月报.xlsx", {"office": "市局"})
        with books.desk.store.snapshot() as conn:
            form = form_named(books.desk, conn, "月报")
        place = Place(sheet="表1", cell="C5", source=FIGURE, what="market.cases", title="发现案件")
        mark(books.desk, form, [place])
    return root


def test_a_form_is_filled_and_listed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, data = tmp_path / "填好.xlsx", ["--data", str(folder)]
    called = ["fill", "月报", "--month", "2026-10", "-o", str(target), "--json", *data]
    assert run(called) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["values"] == {"表1 C5 发现案件": "2"}
    assert openpyxl.load_workbook(target)["表1"]["C5"].value == 2
    assert run(["fill", "--json", *data]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "月报", "office": "市局", "kind": "xlsx", "places": 1, "state": ""}
    ]


@pytest.mark.parametrize(
    ("called", "sentence"),
    [
        (["气象", "--month", "2026-10", "-o", "a.xlsx"], "没有“气象”这份套表"),
        (["月报", "--month", "2026-10"], "请说明存到哪里：--output 文件.xlsx"),
        (["月报", "--month", "2026-10", "-o", "a.docx"], "要以 .xlsx 结尾"),
        (["月报", "-o", "a.xlsx"], "请说明哪个月"),
    ],
)
def test_refusals_are_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], called: list[str], sentence: str
) -> None:
    assert run(["fill", *called, "--data", str(folder)]) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert sentence in said[0]
