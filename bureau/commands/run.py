"""Runs one command: finds its work, says errors in Chinese, gives the exit status."""

from __future__ import annotations

import argparse
import io
import platform
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bureau.commands.output import let_go_of_output, print_json, say
from bureau.commands.usage import Run, build
from bureau.errors import BureauError, stack_of, with_stop

DONE, REFUSED, USAGE = 0, 1, 2


def run(arguments: list[str], screen: Mapping[str, Run] | None = None) -> int:
    """The exit status: 0 done, 1 refused and nothing written, 2 wrong usage.

    `screen` is what the program with a window brings along: its own `home` (no command) and
    `screenshots`.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            called = build({**works(), **(screen or {})}).parse_args(arguments)
        except SystemExit as ended:
            sys.stdout.flush()
            return ended.code if isinstance(ended.code, int) else USAGE
        return status_of(called, (screen or {}).get("home", home))
    except BrokenPipeError:
        # Whoever read the result has seen enough of it.
        let_go_of_output()
        return DONE


def status_of(called: argparse.Namespace, at_home: Run) -> int:
    """Does the work, `at_home` where no command was given, and says what went wrong."""
    work: Run = getattr(called, "run", at_home)
    try:
        return work(called)
    except BureauError as error:
        return refuse(called, error.sentence)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        return refuse(called, "已取消；没有做完的一步没有写入。")
    except Exception as error:  # noqa: BLE001 - the last net: a clerk sees a sentence, the log the report
        return refuse(called, crash_sentence(called, error))


def refuse(called: argparse.Namespace, sentence: str) -> int:
    """Says why, as JSON too where that was asked for."""
    whole = with_stop(sentence)
    say(whole)
    if getattr(called, "json", False):
        print_json({"error": whole})
    return REFUSED


def crash_sentence(called: argparse.Namespace, error: Exception) -> str:
    """Keeps the report in the data folder's logs, or where there is none yet in the PC's own place."""
    from bureau.desk import system_clock
    from bureau.storage.paths import DataFolder, default_root

    root = DataFolder(getattr(called, "data", None) or default_root())
    folder = root.logs if root.root.is_dir() else Path(tempfile.gettempdir())
    try:
        folder.mkdir(exist_ok=True)
        report = folder / f"crash-{system_clock():%Y%m%d-%H%M%S}-{called.command or 'start'}.txt"
        report.write_text(crash_report(error), "utf-8")
    except OSError:
        return f"程序出错了，没有做完的一步没有写入；出错报告也写不进 {folder}，请检查磁盘。"
    return f"程序出错了，没有做完的一步没有写入；请把 {report} 发给维护人员。"


def crash_report(error: BaseException) -> str:
    """What the author needs to find a bug; it quotes nothing that a clerk typed."""
    system = f"Python {platform.python_version()}, {platform.platform()}"
    return "\n".join([system, *stack_of(error)]) + "\n"


def works() -> dict[str, Run]:
    """What each command does, imported when it is called."""
    return {name: later(f"bureau.commands.{module}", name) for name, module in MODULES.items()}


MODULES = {
    "demo": "demonstration",
    "ledgers": "listing",
    "import": "importing",
    "list": "listing",
    "figures": "reporting",
    "report": "reporting",
    "fill": "returning",
    "check": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "undo": "keeping",
    "redo": "keeping",
    "send": "exchanging",
    "receive": "exchanging",
    "rehearse": "keeping",
    "search": "listing",
    "screenshots": "demonstration",
}


def later(module: str, name: str) -> Run:
    """The function `run_NAME` of a module, loaded at the call."""

    def work(called: argparse.Namespace) -> int:
        from importlib import import_module

        found: Run = getattr(import_module(module), f"run_{name}")
        return found(called)

    return work


def home(called: argparse.Namespace) -> int:
    """No command and no window: the sample county's papers in out/."""
    from bureau.commands.demonstration import run_headless

    return run_headless(called)
