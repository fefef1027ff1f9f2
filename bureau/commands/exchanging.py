"""send and receive: what one PC did goes to another on a stick, and comes back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bureau.commands.desks import desk_of
from bureau.commands.output import print_json, print_lines, say
from bureau.commands.targets import result_target
from bureau.errors import UserError

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.merging.reading_in import Outcome, Rivalry

BEFORE = "读入数据包前"


def run_send(called: argparse.Namespace) -> int:
    """What another PC lacks as one file: everything, or what came since its own package."""
    from bureau.settings.declared import BUREAU_NAME
    from bureau.settings.reading import SAMPLE_MARK, read_settings
    from bureau.storage.merging.package import SUFFIX, open_package, send

    target = result_target(called.file, SUFFIX)
    since: dict[int, int] = {}
    if called.answer is not None:
        with opened(called.answer) as file:
            since = open_package(file).about.vector
    with desk_of(called, writable=False) as desk:
        with desk.store.snapshot() as conn:
            texts = read_settings(conn, desk.today()).texts
        about = send(
            desk,
            target,
            since,
            bureau=texts.get(BUREAU_NAME.key, ""),
            sample=bool(texts.get(SAMPLE_MARK)),
        )
    say(f"已导出 {about.operations} 次操作、{about.photos} 张照片：{target}")
    return 0


def run_receive(called: argparse.Namespace) -> int:
    """Takes a package in; --dry-run only says what it would do."""
    from bureau.settings.reading import SAMPLE_MARK, read_settings
    from bureau.storage.copies import copy_now
    from bureau.storage.merging.knowledge import vector_of
    from bureau.storage.merging.package import SAMPLE, open_package
    from bureau.storage.merging.reading_in import read_in

    with (
        opened(called.file) as file,
        desk_of(called, writable=True, makes_folder=not called.dry_run) as desk,
    ):
        package = open_package(file)
        with desk.store.snapshot() as conn:
            sample = bool(read_settings(conn, desk.today()).texts.get(SAMPLE_MARK))
            empty = not vector_of(conn)
        if not empty and sample != package.about.sample:
            raise UserError(SAMPLE)
        if not called.dry_run and not empty:
            copy_now(desk, BEFORE)
        about = package.about
        outcome = read_in(
            desk,
            package.operations(),
            about.vector,
            label=f"读入数据包（{about.actor}，{about.made_at[:16]}）",
            reason=called.reason or "",
            trial=called.dry_run,
            keep=None if called.dry_run else package.keep(desk.store.folder),
        )
        if called.json:
            print_json(document(outcome))
        else:
            print_lines(lines_of(desk, outcome, dry=called.dry_run))
    return 0


def opened(path: Path) -> BinaryIO:
    """A file that a person named. Raises UserError."""
    try:
        return path.open("rb")
    except OSError:
        raise UserError(f"读不出 {path}；请核对文件是否还在。") from None


def document(outcome: Outcome) -> dict[str, object]:
    """What reading in did, ready for JSON."""
    applied = outcome.applied
    return {
        "operations": outcome.operations,
        "inserted": {name: len(ids) for name, ids in applied.inserted.items()},
        "updated": {name: len(ids) for name, ids in applied.updated.items()},
        "removed": {name: len(ids) for name, ids in applied.removed.items()},
        "locked": len(applied.locked),
        "rivalries": [
            {
                "ledger": one.ledger,
                "record": one.record,
                "field": one.field,
                "stands": one.stands,
                "yields": one.yields,
            }
            for one in outcome.rivalries
        ],
        "revived": len(outcome.revived),
    }


def lines_of(desk: Desk, outcome: Outcome, *, dry: bool) -> list[str]:
    """The same in words."""
    if not outcome.operations:
        return ["包里的内容这里都有了，没有变化。"]
    applied = outcome.applied
    lines = [f"{'将' if dry else '已'}读入 {outcome.operations} 次操作。"]
    for word, found in (
        ("新增", applied.inserted), ("修改", applied.updated), ("删除", applied.removed),
    ):  # fmt: skip
        told = [
            f"{title} {len(ids)} 条"
            for name, ids in found.items()
            if (title := title_of(desk, name))
        ]
        if told:
            lines.append(f"{word}：{'、'.join(told)}")
    for one in outcome.rivalries:
        lines.append(f"两边都改过：{rivalry_words(desk, one)}")
    if applied.locked:
        lines.append(f"更正：{len(applied.locked)} 条在已签发的月份里，签发过的材料不变。")
    if outcome.revived:
        lines.append(f"保留：{len(outcome.revived)} 条虽被删除，但还有记录引用。")
    return lines


def title_of(desk: Desk, name: str) -> str:
    """What a clerk calls a ledger, nothing for child rows and what is kept inside."""
    declared = desk.store.shapes[name].declaration
    return declared.title if declared is not None and not declared.internal else ""


def rivalry_words(desk: Desk, one: Rivalry) -> str:
    """案件台账“地点”：以“人民路5号”为准，另一边是“人民路3号”."""
    shape = desk.store.shapes[one.ledger]
    owner = desk.store.shapes[shape.parent] if shape.parent else shape
    declared = owner.declaration
    assert declared is not None
    field = declared.by_key.get(one.ledger.rpartition(".")[2] if shape.parent else one.field)
    title = field.title if field is not None else one.field
    return f"{declared.title}“{title}”：以“{one.stands}”为准，另一边是“{one.yields}”"
