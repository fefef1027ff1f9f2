"""demo, screenshots, and what `make run` does where there is no window: the sample county's papers."""

from __future__ import annotations

import argparse
import json
import random  # noqa: TID251 - the sample county's chance, handed to its desk
import shutil
from datetime import datetime
from pathlib import Path

from bureau.calendar.periods import Month, Period, month_named
from bureau.commands.output import number, say
from bureau.desk import system_clock
from bureau.errors import UserError
from bureau.opening import open_desk

OUT = Path("out")
COUNTY = "示例县"
SEED = 2026


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
    """The same county for the same seed and month."""
    from bureau.demo import fill

    clock_at = datetime(until.plus(1).year, until.plus(1).number, 1, 8, 30)
    with open_desk(
        root, writable=True, actor="示例", clock=lambda: clock_at, chance=random.Random(seed)
    ) as desk:
        filled = fill(desk, until=until)
        while desk.store.index_waiting(20_000):
            pass
    say(f"示例县已生成：{filled.sentence()}（{root}）")


def last_month(now: datetime) -> Month:
    """The month before this one."""
    return Month(now.year, now.month).plus(-1)


def run_screenshots(called: argparse.Namespace) -> int:
    """Pictures of the tabs, which don't exist yet."""
    raise UserError(f"窗口还没有做好，暂时画不出标签页（{called.folder}）。")


def run_headless(called: argparse.Namespace) -> int:
    """The main job without a screen: the sample county's October-like month, printed into out/."""
    from bureau.month.figures import figures
    from bureau.month.papers import KINDS, Asked
    from bureau.reports.render.faces import faces_of_this_pc
    from bureau.reports.render.pdf import render_pdf

    say("窗口还没有做好：用示例县的数据把月报生成到 out/ 文件夹。")
    until = last_month(system_clock())
    root = called.data or OUT / COUNTY
    if called.data is None and root.exists():
        shutil.rmtree(root)
    if called.data is None:
        fill_county(root, SEED, until)

    OUT.mkdir(exist_ok=True)
    period = Period.month(until.year, until.number)
    with open_desk(root, writable=False) as desk:
        found = figures(desk, period)
        figures_file = OUT / f"{period.title}-数据.json"
        figures_file.write_text(
            json.dumps(found, ensure_ascii=False, indent=1, default=number), "utf-8"
        )
        for kind in ("monthly", "market"):
            paper = KINDS[kind](desk, Asked(period=period))
            target = OUT / (paper.title.replace("\n", "") + ".pdf")
            notes = render_pdf(paper, target, faces=faces_of_this_pc())
            say(f"· {target}（{notes.pages} 页）")
    say(f"· {figures_file}")
    return 0
