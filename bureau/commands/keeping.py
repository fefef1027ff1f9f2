"""check, backup, restore, undo, redo: keeping a data folder sound."""

from __future__ import annotations

import argparse

from bureau.commands.output import print_json, say
from bureau.desk import system_clock
from bureau.errors import UserError
from bureau.opening import open_desk
from bureau.storage.paths import DataFolder, default_root


def run_check(called: argparse.Namespace) -> int:
    """Everything that is wrong with the data folder, one sentence each; status 1 when anything is."""
    from bureau.storage.check import check
    from bureau.storage.photos import photo_findings
    from bureau.storage.rebuild import rebuild

    if called.rebuild:
        with open_desk(called.data, writable=True) as desk:
            say(f"重建了 {rebuild(desk.store)} 条搜索条目。")
    with open_desk(called.data, writable=False) as desk:
        findings = check(desk.store)
        if not findings:
            with desk.store.snapshot() as conn:
                findings += photo_findings(desk.store, conn)
    if called.json:
        print_json({"sound": not findings, "findings": findings})
    else:
        print("\n".join(findings) or "数据完好。")
    return 1 if findings else 0


def run_backup(called: argparse.Namespace) -> int:
    """A verified copy in one file."""
    from bureau.storage.faults import told_in_chinese

    with open_desk(called.data, writable=False) as desk:
        target = called.file.with_suffix(".sqlite") if not called.file.suffix else called.file
        if target.is_dir():
            raise UserError(f"{target} 是文件夹；请写出备份文件的名字。")
        if target.resolve() == desk.store.folder.database.resolve():
            raise UserError("不能备份到正在使用的数据库文件上；请换一个文件名。")
        with told_in_chinese(target):
            desk.store.copy_to(target.parent, target.stem, target.suffix)
    say(f"已备份并校验：{target}")
    return 0


def run_restore(called: argparse.Namespace) -> int:
    """Puts a backup in place; the present state is kept beside the other backups first."""
    from bureau.storage.backup import restore
    from bureau.storage.faults import told_in_chinese
    from bureau.storage.lock import WriterLock

    folder = DataFolder(called.data or default_root())
    with told_in_chinese(folder.database):
        folder.root.mkdir(parents=True, exist_ok=True)
        now = system_clock()
        lock = WriterLock(folder.lock, "恢复", now.replace(microsecond=0))
        try:
            kept = restore(called.file, folder, f"恢复前-{now:%Y%m%d-%H%M%S}")
        finally:
            lock.release()
    if kept is not None:
        say(f"恢复前的数据另存为 {kept}")
    say("已恢复。")
    return 0


def run_undo(called: argparse.Namespace) -> int:
    """Takes back this person's newest step."""
    return step(called, redo=False)


def run_redo(called: argparse.Namespace) -> int:
    """Does again what was just taken back."""
    return step(called, redo=True)


def step(called: argparse.Namespace, *, redo: bool) -> int:
    """One step of undo or redo."""
    from bureau.storage.undo import next_redo, next_undo, undo

    with open_desk(called.data, writable=True) as desk:
        found = (next_redo if redo else next_undo)(desk, desk.store.reader())
        if found is None:
            raise UserError("没有可以重做的步骤。" if redo else "没有可以撤销的步骤。")
        done = undo(desk, found.ref)
    kept = f"，{len(done.kept)} 条之后又改动或被引用，保留未动" if done.kept else ""
    say(f"已{'重做' if redo else '撤销'}：{done.label}（{done.applied} 条{kept}）")
    return 0
