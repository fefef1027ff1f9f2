"""Every test has a house of its own: no network, no real home, one time zone, nothing left over."""

from __future__ import annotations

import itertools
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

# Set before anything reads them: pytest imports this file before any test module.
os.environ["TZ"] = "Asia/Shanghai"
os.environ["LANG"] = "C.UTF-8"
os.environ.pop("LC_ALL", None)
if hasattr(time, "tzset"):
    time.tzset()

# The same examples on every run, so that a red test is red for everybody. HYPOTHESIS_PROFILE=wide
# looks for new ones.
_quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, suppress_health_check=_quiet
)
settings.register_profile("dev", settings.get_profile("ci"), max_examples=40)
settings.register_profile("wide", settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))

HOME_OF_A_PROGRAM: Final = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}
SECONDS_TO_END: Final = 1.0
Address = tuple[Any, ...] | str | bytes
_numbers = itertools.count(1)


class NetworkReachedError(AssertionError):
    """A test, or the program in it, tried to leave this computer."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks that these fixtures know."""
    config.addinivalue_line(
        "markers", "logs_errors: this test provokes ERROR log records on purpose"
    )


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of this worker's homes; matplotlib's font cache is shared by all its tests."""
    homes = tmp_path_factory.mktemp("homes")
    cache = homes / "matplotlib"
    cache.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLCONFIGDIR", str(cache))
        yield homes


@pytest.fixture(autouse=True)
def _own_home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and data folders of the user who runs the tests are out of reach."""
    home = _homes / str(next(_numbers))
    home.mkdir()
    for name, below in HOME_OF_A_PROGRAM.items():
        monkeypatch.setenv(name, str(home / below))


def _is_here(address: object) -> bool:
    """Whether a socket address lies on this computer (a file's name, a loopback host)."""
    if isinstance(address, str | bytes):
        return True
    host = address[0] if isinstance(address, tuple) and address else None
    return isinstance(host, str) and (host in ("", "localhost", "::1") or host.startswith("127."))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reaching for another computer raises, and fails the test even where that is swallowed."""
    reached: list[object] = []
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    look_up = socket.getaddrinfo

    def refuse_unless_here(address: object) -> None:
        if not _is_here(address):
            reached.append(address)
            raise NetworkReachedError(f"network is off in tests: {address!r}")

    def guarded_connect(self: socket.socket, address: Address) -> None:
        refuse_unless_here(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Address) -> int:
        refuse_unless_here(address)
        return connect_ex(self, address)

    def guarded_look_up(
        host: str | None, port: str | int | None, *rest: int, **named: int
    ) -> list[tuple[Any, ...]]:
        refuse_unless_here((host or "", port))
        return list(look_up(host, port, *rest, **named))

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
    assert not reached, f"the network was reached for: {reached}"


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Threads and child processes that a test began end with it."""
    before = set(threading.enumerate())
    yield
    begun = [thread for thread in threading.enumerate() if thread not in before]
    for thread in begun:
        thread.join(SECONDS_TO_END)
    left = [thread.name for thread in begun if thread.is_alive()]
    assert not left, f"threads left running: {left}"
    if "multiprocessing" in sys.modules:
        children = sys.modules["multiprocessing"].active_children()
        for child in children:
            child.join(SECONDS_TO_END)
        names = [child.name for child in children if child.is_alive()]
        assert not names, f"child processes left running: {names}"


class _ErrorRecords(logging.Handler):
    """Keeps what was logged at ERROR or above."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_errors_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """An ERROR in the log fails the test, unless it is marked `logs_errors`."""
    records = _ErrorRecords()
    root = logging.getLogger()
    root.addHandler(records)
    try:
        yield
    finally:
        root.removeHandler(records)
    if request.node.get_closest_marker("logs_errors") is None:
        assert not records.lines, f"logged as errors: {records.lines}"
