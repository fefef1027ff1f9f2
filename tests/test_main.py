"""main.py as another program calls it: streams, pipes, locales, exit statuses."""

from __future__ import annotations

import json
import os
import random  # noqa: TID251 - the station number of a test's folder
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from bureau.opening import open_desk
from tests.systems import needs_full_device

ROOT: Final = Path(__file__).resolve().parent.parent
MANY: Final = 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with more cases than a pipe holds."""
    root = tmp_path_factory.mktemp("台账")
    noon = datetime(2026, 11, 2, 12, 0)
    with open_desk(root, writable=True, clock=lambda: noon, chance=random.Random(1)) as desk:
        with desk.store.operation(desk, "登记案件") as op:
            for number in range(MANY):
                op.insert(
                    "market-cases",
                    {"number": f"ZZ-2026-{number:04}", "found_on": "2026-10-08",
                     "address": f"人民路{number}号", "category": 1050},
                )  # fmt: skip
    return root


def call(
    *arguments: object, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One run of main.py in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **(env or {})},
    )


def test_json_on_standard_output_and_messages_beside_it(folder: Path, tmp_path: Path) -> None:
    done = call("--data", folder, "list", "market-cases", "--limit", "3", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [record["address"] for record in json.loads(done.stdout)] == [
        "人民路0号", "人民路1号", "人民路2号",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "status"), [(("ledgers",), 0), (("list", "没有"), 1), (("没有",), 2)]
)
def test_exit_status(arguments: tuple[str, ...], status: int) -> None:
    done = call(*arguments)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    assert (done.stdout == b"") == (status != 0)


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_any_locale_gives_the_same_bytes(folder: Path, locale: dict[str, str]) -> None:
    arguments = ("--data", folder, "list", "market-cases", "--where", "地点=人民路7号")
    done = call(*arguments, env=locale)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == call(*arguments).stdout
    assert "人民路7号" in done.stdout.decode()
    assert done.stderr.decode() == "共 1 条。\n"
    assert "“火星”" in call("list", "火星", env=locale).stderr.decode()


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_reader_that_goes_away(folder: Path, form: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "list", "market-cases", *form,
         "--data", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(100)
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 0
    assert said in ("", f"共 {MANY} 条。\n")


@needs_full_device
@pytest.mark.parametrize("form", [(), ("--json",), ("--limit", "1")])
def test_output_that_can_not_be_written(folder: Path, form: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "list", "market-cases", *form,
             "--data", str(folder)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )  # fmt: skip
    assert done.returncode == 1
    said = done.stderr.decode().splitlines()[-1]
    assert said.startswith("结果写不出去")
    assert "Traceback" not in done.stderr.decode()
    assert "Exception ignored" not in done.stderr.decode()
