"""What the program stands on: pinned versions that agree, tests that stay in their own house."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.layer_rules import read_tree

ROOT: Final = Path(__file__).resolve().parent.parent
# Where the name to import differs from the name to install.
IMPORTED_AS: Final = {
    "PIL": "pillow",
    "PySide6": "pyside6-essentials",
    "chinese_calendar": "chinese-calendar",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "fontTools": "fonttools",
    "odf": "odfpy",
    "python_calamine": "python-calamine",
    "sqlite_utils": "sqlite-utils",
    "xdist": "pytest-xdist",
}


def pins_of(name: str) -> dict[str, Requirement]:
    """Requirements of a constraints file, by canonical name; its `-r` lines are not followed."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    required = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return {canonicalize_name(requirement.name): requirement for requirement in required}


def pinned_version(requirement: Requirement) -> str:
    """The one version that a pin allows."""
    (specifier,) = requirement.specifier
    assert specifier.operator == "==", f"{requirement} is not exact"
    assert "*" not in specifier.version, f"{requirement} is not exact"
    return specifier.version


def applies(requirement: Requirement) -> bool:
    """Whether its marker holds on this computer, without extras."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def needed_by(names: Iterable[str]) -> set[str]:
    """All that installed distributions need, and what that needs, by canonical name."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for line in importlib.metadata.requires(name) or []:
            requirement = Requirement(line)
            if applies(requirement):
                waiting.append(canonicalize_name(requirement.name))
    return found


@pytest.fixture(scope="module")
def declared() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for: `run` and `dev`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "run": [Requirement(line) for line in project["dependencies"]],
        "dev": [Requirement(line) for line in project["optional-dependencies"]["dev"]],
    }


@pytest.mark.parametrize(
    ("group", "file"), [("run", "constraints.txt"), ("dev", "constraints-dev.txt")]
)
def test_every_declared_package_is_pinned_within_its_range(
    group: str, file: str, declared: dict[str, list[Requirement]]
) -> None:
    pins = pins_of(file)
    for requirement in declared[group]:
        pin = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pinned_version(pin)), f"{pin} outside {requirement}"


def test_what_is_installed_is_what_is_pinned() -> None:
    for name, pin in (pins_of("constraints.txt") | pins_of("constraints-dev.txt")).items():
        if applies(pin):
            assert importlib.metadata.version(name) == pinned_version(pin), name


def test_pins_leave_nothing_to_the_resolver() -> None:
    run, dev = pins_of("constraints.txt"), pins_of("constraints-dev.txt")
    assert not run.keys() & dev.keys(), "pinned twice"
    # pip comes with .venv.
    assert needed_by(name for name, pin in run.items() if applies(pin)) - {"pip"} <= run.keys()
    both = run | dev
    assert needed_by(name for name, pin in both.items() if applies(pin)) - {"pip"} <= both.keys()


def test_nothing_is_pinned_that_nobody_needs(declared: dict[str, list[Requirement]]) -> None:
    pins = pins_of("constraints.txt") | pins_of("constraints-dev.txt")
    wanted = needed_by(
        canonicalize_name(requirement.name)
        for requirements in declared.values()
        for requirement in requirements
    )
    assert {name for name, pin in pins.items() if applies(pin)} <= wanted


def test_the_program_imports_only_what_is_declared(
    declared: dict[str, list[Requirement]],
) -> None:
    run = {canonicalize_name(requirement.name) for requirement in declared["run"]}
    own = {"bureau", "ui", "main", *sys.stdlib_module_names}
    strangers = {
        f"{module.at(link.line)}: {link.target}"
        for module in read_tree(ROOT, ("bureau", "ui", "main")).values()
        for link in module.links
        if (top := link.target.partition(".")[0]) not in own
        and canonicalize_name(IMPORTED_AS.get(top, top)) not in run
    }
    assert not strangers


def test_there_is_one_sqlite() -> None:
    installed = {
        canonicalize_name(found.metadata["Name"]) for found in importlib.metadata.distributions()
    }
    assert not {"pysqlite3", "pysqlite3-binary", "sqlean-py", "apsw"} & installed


def test_the_python_is_one_that_the_program_is_made_for() -> None:
    assert sys.version_info >= (3, 11)


def test_set_up_names_no_package_index() -> None:
    texts = [
        ROOT / "Makefile",
        ROOT / ".ci/run",
        *ROOT.glob("constraints*.txt"),
        *(ROOT / "tools").glob("*.sh"),
    ]
    for text in texts:
        assert not re.search(r"https?://|--(extra-)?index-url|-i http", text.read_text("utf-8"))


def test_scripts_are_sound_and_executable() -> None:
    for script in (ROOT / ".ci/run", ROOT / "tools/setup.sh"):
        assert os.access(script, os.X_OK), script
        subprocess.run(["bash", "-n", str(script)], check=True, stdin=subprocess.DEVNULL)


# What conftest.py promises.


def test_home_and_settings_lie_in_the_tests_own_folder(tmp_path: Path) -> None:
    base = tmp_path.parent
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "MPLCONFIGDIR"):
        assert Path(os.environ[name]).is_relative_to(base)
    assert Path.home().is_relative_to(base)
    assert not list(Path.home().iterdir())


def test_the_clock_shows_beijing_time() -> None:
    assert time.localtime(0).tm_hour == 8
    assert datetime.fromtimestamp(0).astimezone().utcoffset() == timedelta(hours=8)


NAUGHTY: Final = """
import logging
import socket
import threading
import warnings

import pytest


def test_reaches_out():
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except AssertionError:
        pass


def test_looks_up():
    with pytest.raises(AssertionError, match="network is off"):
        socket.getaddrinfo("example.org", 80)


def test_leaves_a_thread():
    threading.Thread(target=threading.Event().wait, args=(30,), daemon=True, name="lazy").start()


def test_logs_an_error():
    logging.getLogger("bureau.somewhere").error("no")


@pytest.mark.logs_errors
def test_logs_an_error_on_purpose():
    logging.getLogger("bureau.somewhere").error("yes")


def test_warns():
    warnings.warn("old", DeprecationWarning)


def test_talks_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
"""


def test_a_test_that_breaks_the_house_rules_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_naughty.py").write_text(NAUGHTY, "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-rA", "--tb=line", "-W", "error"),
            *("-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    # A test that passes and then fails in its clearing up is listed twice; the last line counts.
    seen = {test: word for word, test in re.findall(r"(\w+) test_naughty.py::(\w+)", done.stdout)}
    assert seen == {
        "test_reaches_out": "ERROR",
        "test_looks_up": "ERROR",
        "test_leaves_a_thread": "ERROR",
        "test_logs_an_error": "ERROR",
        "test_logs_an_error_on_purpose": "PASSED",
        "test_warns": "FAILED",
        "test_talks_to_itself": "PASSED",
    }, done.stdout
