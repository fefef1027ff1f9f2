"""check, backup, restore, undo, redo: keeping a data folder sound."""

from __future__ import annotations

import argparse
from contextlib import suppress

from bureau.access.rights import EVERYTHING, Rights
from bureau.commands.desks import desk_of, sign_in_here
from bureau.commands.output import print_json, print_lines, say
from bureau.commands.passphrase import passphrase
from bureau.commands.targets import backup_target, sealed_target
from bureau.errors import EnvironmentFault, UserError
from bureau.opening import open_desk, restore_backup
from bureau.storage.copies import copy_elsewhere
from bureau.storage.paths import DataFolder, default_root


def run_check(called: argparse.Namespace) -> int:
    """Everything that is wrong with the data folder, one sentence each; status 1 when anything is."""
    if called.rebuild:
        from bureau.storage.rebuild import rebuild

        with desk_of(called, writable=True) as desk:
            say(f"重建了 {rebuild(desk.store)} 条搜索条目。")
    findings = findings_of(called)
    if called.json:
        print_json({"sound": not findings, "findings": findings})
    else:
        print_lines(findings or ["数据完好。"])
    return 1 if findings else 0


def findings_of(called: argparse.Namespace) -> list[str]:
    """What is wrong; a database that can't even be opened is the one finding."""
    from bureau.month.soundness import findings

    try:
        with open_desk(called.data, writable=False) as desk:
            sign_in_here(desk)
            return findings(desk.store, desk.today())
    except EnvironmentFault as fault:
        if not DataFolder(called.data or default_root()).database.exists():
            raise
        return [fault.sentence]


def run_backup(called: argparse.Namespace) -> int:
    """A verified copy in one file; in a folder with photos and issued papers, only what is new."""
    if called.file.is_dir():
        from bureau.storage.elsewhere import copy_out

        with desk_of(called, writable=False) as desk:
            copied = copy_out(desk, called.file)
        say(f"已备份并校验：{copied.copy}（照片和归档新增 {copied.files} 个文件）")
        for name in copied.damaged:
            say(f"照片 {name[:12]}… 已损坏，没有备份；请从以前的备份里找回。")
        return 0
    with desk_of(called, writable=False) as desk:
        if called.encrypt:
            target = sealed_target(called.file)
            copy_elsewhere(desk, target, passphrase(twice=True))
        else:
            target = backup_target(called.file, desk.store.folder)
            copy_elsewhere(desk, target)
    say(f"已备份并校验：{target}")
    return 0


def run_restore(called: argparse.Namespace) -> int:
    """Puts a backup in place; the present state is kept beside the other backups first."""
    from bureau.storage.sealed import is_sealed

    folder = DataFolder(called.data or default_root())
    rights = rights_over(called, folder)
    secret = passphrase() if called.file.is_file() and is_sealed(called.file) else ""
    kept = restore_backup(called.file, folder, actor="恢复", rights=rights, passphrase=secret)
    if kept is not None:
        say(f"恢复前的数据另存为 {kept}")
    say("已恢复。")
    return 0


def rights_over(called: argparse.Namespace, folder: DataFolder) -> Rights:
    """What whoever calls may do with the data as they are now. Raises UserError.

    Data that can't be opened any more say nothing about accounts: restoring is what mends them.
    """
    if folder.database.exists():
        with suppress(EnvironmentFault), open_desk(called.data, writable=False) as desk:
            sign_in_here(desk)
            return desk.rights
    return EVERYTHING


def run_rehearse(called: argparse.Namespace) -> int:
    """Restores the newest backup beside, checks it and throws it away; status 1 when it isn't sound."""
    from bureau.storage.rehearsing import rehearsal_words, rehearse

    with desk_of(called, writable=False) as desk:
        found = rehearse(desk, lambda _done, _of: None)
    print_lines(rehearsal_words(found))
    return 0 if found.went_well else 1


def run_undo(called: argparse.Namespace) -> int:
    """Takes back this person's newest step."""
    return step(called, redo=False)


def run_redo(called: argparse.Namespace) -> int:
    """Does again what was just taken back."""
    return step(called, redo=True)


def step(called: argparse.Namespace, *, redo: bool) -> int:
    """One step of undo or redo."""
    from bureau.storage.undo import UndoConflict, next_redo, next_undo, undo

    word = "重做" if redo else "撤销"
    with desk_of(called, writable=True) as desk:
        found = (next_redo if redo else next_undo)(desk, desk.store.reader())
        if found is None:
            raise UserError(f"没有可以{word}的步骤。")
        try:
            done = undo(desk, found.ref, partial=called.rest)
        except UndoConflict as conflict:
            raise UserError(
                f"“{found.label}”里有 {len(conflict.undone.kept)} 条之后又被改动或引用，没有{word}；"
                f"要{word}其余部分，请加上 --rest。"
            ) from None
    kept = f"，{len(done.kept)} 条之后又改动或被引用，保留未动" if done.kept else ""
    say(f"已{word}：{done.label}（{done.applied} 条{kept}）")
    return 0
