"""Runs one command: finds its work, says errors in Chinese, gives the exit status."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import traceback

from bureau.commands.usage import Run, build
from bureau.errors import BureauError

DONE, REFUSED, USAGE = 0, 1, 2


def run(arguments: list[str]) -> int:
    """The exit status: 0 done, 1 refused and nothing written, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        called = build(works()).parse_args(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else USAGE
    work: Run = getattr(called, "run", home)
    try:
        return work(called)
    except BureauError as error:
        return refuse(called, error.sentence)
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stdout.close()
        return DONE
    except KeyboardInterrupt:
        return refuse(called, "已取消，没有写入。")
    except Exception:  # noqa: BLE001 - the last net: a clerk sees a sentence, the log the report
        return refuse(called, crash_sentence(called))


def refuse(called: argparse.Namespace, sentence: str) -> int:
    """Says why, as JSON too where that was asked for."""
    from bureau.commands.output import print_json, say

    say(sentence)
    if getattr(called, "json", False):
        print_json({"error": sentence})
    return REFUSED


def crash_sentence(called: argparse.Namespace) -> str:
    """Keeps the report in the data folder's logs (or shows where it can't) and says so."""
    from bureau.desk import system_clock
    from bureau.storage.paths import DataFolder, default_root

    folder = DataFolder(getattr(called, "data", None) or default_root()).logs
    try:
        folder.mkdir(parents=True, exist_ok=True)
        report = folder / f"crash-{system_clock():%Y%m%d-%H%M%S}-{called.command or 'start'}.txt"
        report.write_text(traceback.format_exc(), "utf-8")
        return f"程序出错了，没有写入；请把 {report} 发给维护人员。"
    except OSError:
        return f"程序出错了，没有写入；出错报告也写不进 {folder}，请检查磁盘。"


def works() -> dict[str, Run]:
    """What each command does, imported when it is called."""
    return {name: later(module, name) for name, module in MODULES.items()}


MODULES = {
    "demo": "demonstration",
    "ledgers": "listing",
    "import": "importing",
    "list": "listing",
    "figures": "reporting",
    "report": "reporting",
    "check": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "undo": "keeping",
    "redo": "keeping",
    "search": "listing",
    "screenshots": "demonstration",
}


def later(module: str, name: str) -> Run:
    """The function `run_NAME` of a command module, loaded at the call."""

    def work(called: argparse.Namespace) -> int:
        from importlib import import_module

        found: Run = getattr(import_module(f"bureau.commands.{module}"), f"run_{name}")
        return found(called)

    return work


def home(called: argparse.Namespace) -> int:
    """No command: the window, and where there is none, the sample county's papers in out/."""
    from bureau.commands.demonstration import run_headless

    return run_headless(called)
