"""send and receive: what one PC did goes to another on a stick, and comes back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.commands.desks import desk_of
from bureau.commands.output import print_json, print_lines, say
from bureau.commands.passphrase import passphrase
from bureau.commands.targets import result_target
from bureau.errors import UserError

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.merging.peers import Peer
    from bureau.storage.merging.reading_in import Outcome


def run_send(called: argparse.Namespace) -> int:
    """What another PC lacks as one file: everything, or what came since its own package."""
    from bureau.packages.trading import hand_over
    from bureau.storage.merging.package import SUFFIX

    target = result_target(called.file, SUFFIX)
    secret = passphrase(twice=True) if called.encrypt else ""
    with desk_of(called, writable=False) as desk:
        peer = peer_of(desk, called.answer) if called.answer is not None else None
        about = hand_over(desk, target, peer, passphrase=secret)
    say(f"已导出 {about.operations} 次操作、{about.photos} 张照片：{target}")
    if about.missing:
        say(f"有 {about.missing} 张照片的原件不见了，没有带上；请检查数据，从备份里找回。")
    return 0


def peer_of(desk: Desk, answer: Path) -> Peer:
    """The station that a package came from, and what it had then."""
    from bureau.packages.trading import incoming
    from bureau.storage.merging.peers import Peer
    from bureau.storage.sealed import PassphraseNeeded

    try:
        with incoming(desk, answer) as package:
            about = package.about
    except PassphraseNeeded:
        with incoming(desk, answer, passphrase()) as package:
            about = package.about
    return Peer(about.station, about.name, about.vector, about.made_at, "")


def run_receive(called: argparse.Namespace) -> int:
    """Takes a package in; --dry-run only says what it would do."""
    from bureau.packages.trading import foresee, incoming, take
    from bureau.storage.sealed import is_sealed

    secret = passphrase() if is_sealed(called.file) else ""
    if not called.file.is_file():
        raise UserError(f"读不出 {called.file}；请核对文件是否还在。")
    with (
        desk_of(called, writable=True, makes_folder=not called.dry_run) as desk,
        incoming(desk, called.file, secret) as package,
    ):
        if called.dry_run:
            outcome = foresee(desk, package)
        else:
            outcome = take(desk, package, reason=called.reason or "")
        if called.json:
            print_json(document(outcome))
        else:
            print_lines(lines_of(desk, outcome, dry=called.dry_run))
    return 0


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
    if not outcome.is_new:
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
    for one in outcome.questions:
        lines.append(
            f"两边都改过：{one.ledger}“{one.record}”的“{one.field}”，以“{one.stands.value}”"
            f"（{one.stands.actor}）为准，另一边是“{one.yields.value}”（{one.yields.actor}）"
        )
    lines += [f"将删除：{one.ledger}“{one.record}”" for one in outcome.losses if dry]
    if applied.locked:
        lines.append(f"更正：{len(applied.locked)} 条在已签发的月份里，签发过的材料不变。")
    if outcome.revived:
        lines.append(f"保留：{len(outcome.revived)} 条虽被删除，但还有记录引用。")
    return lines


def title_of(desk: Desk, name: str) -> str:
    """What a clerk calls a ledger, nothing for child rows and what is kept inside."""
    declared = desk.store.shapes[name].declaration
    return declared.title if declared is not None and not declared.internal else ""
