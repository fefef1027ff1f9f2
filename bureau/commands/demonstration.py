"""demo, and what `make run` does where there is no window: the sample county's papers."""

from __future__ import annotations

import argparse
import json
import random  # noqa: TID251 - the sample county's chance, handed to its desk
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.calendar.periods import Month, Period, month_named
from bureau.commands.output import number, say
from bureau.desk import system_clock
from bureau.errors import UserError
from bureau.opening import open_desk

if TYPE_CHECKING:
    from bureau.demo import Filled

OUT = Path("out")
COUNTY = "示例县"
SEED = 2026
Progress = Callable[[str, int], None]


def run_demo(called: argparse.Namespace) -> int:
    """Fills an empty data folder."""
    if called.data is None:
        raise UserError(
            "请说明把示例县放在哪个文件夹：demo --data 文件夹（不要用正式数据的文件夹）。"
        )
    until = month_named(called.until) if called.until else last_month(system_clock())
    fill_county(called.data, called.seed, until)
    return 0


def fill_county(root: Path, seed: int, until: Month) -> None:
    """The same county for the same seed and month, and a sentence about it."""
    filled = make_county(root, seed, until)
    say(f"示例县已生成：{filled.sentence()}（{root}）")


def make_county(root: Path, seed: int, until: Month, progress: Progress | None = None) -> Filled:
    """Fills an empty folder; `progress` is told what is being done and how many percent are."""
    from bureau.demo import fill

    clock_at = datetime(until.plus(1).year, until.plus(1).number, 1, 8, 30)
    with open_desk(
        root, writable=True, actor="示例", clock=lambda: clock_at, chance=random.Random(seed)
    ) as desk:
        filled = fill(desk, until=until, progress=progress)
        while desk.store.index_waiting(20_000):
            pass
    return filled


def last_month(now: datetime) -> Month:
    """The month before this one."""
    return Month(now.year, now.month).plus(-1)


def run_screenshots(called: argparse.Namespace) -> int:
    """Pictures of the tabs need a window, which main.py brings along."""
    raise UserError(f"这里没有窗口部分，画不出标签页（{called.folder}）；请用 main.py 运行。")


def run_headless(called: argparse.Namespace) -> int:
    """The main job without a screen: the sample county's October-like month, printed into out/."""
    say("这里没有屏幕：用示例县的数据把月报生成到 out/ 文件夹。")
    papers_into(OUT, called.data)
    return 0


def papers_into(out: Path, root: Path | None) -> Path:
    """Prints a month's papers from `root`, or from a fresh sample county; gives the data folder."""
    from bureau.month.figures import figures
    from bureau.month.papers import KINDS, Asked
    from bureau.reports.render.faces import faces_of_this_pc
    from bureau.reports.render.pdf import render_pdf

    until = last_month(system_clock())
    county = root or out / COUNTY
    if root is None and county.exists():
        shutil.rmtree(county)
    if root is None:
        fill_county(county, SEED, until)

    out.mkdir(parents=True, exist_ok=True)
    period = Period.month(until.year, until.number)
    with open_desk(county, writable=False) as desk:
        found = figures(desk, period)
        figures_file = out / f"{period.title}-数据.json"
        figures_file.write_text(
            json.dumps(found, ensure_ascii=False, indent=1, default=number), "utf-8"
        )
        for kind in ("monthly", "market"):
            paper = KINDS[kind](desk, Asked(period=period))
            target = out / (paper.title.replace("\n", "") + ".pdf")
            notes = render_pdf(paper, target, faces=faces_of_this_pc())
            say(f"· {target}（{notes.pages} 页）")
    say(f"· {figures_file}")
    return county
