"""import: a spreadsheet into a ledger, previewed or taken whole."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.commands.desks import desk_of
from bureau.commands.output import print_json, say
from bureau.commands.targets import result_target
from bureau.errors import EnvironmentFault, UserError
from bureau.office import LEDGERS, ledger_named

if TYPE_CHECKING:
    from bureau.exchange.asking import Question


def run_import(called: argparse.Namespace) -> int:
    """Status 1 and nothing written when a row is refused and --skip-rejected isn't given."""
    from bureau.exchange.importing import confirm, stage
    from bureau.exchange.workbook.content import recognise

    ledger = ledger_named(called.ledger)
    if ledger.internal:
        raise UserError(f"“{ledger.title}”不能从表格导入。")
    # Before a data folder is made or locked for nothing.
    recognise(called.file)
    if called.rejects is not None:
        result_target(called.rejects, ".xlsx")
    with desk_of(called, writable=True, makes_folder=True) as desk:
        staged = stage(
            desk,
            ledger,
            called.file,
            ledgers=LEDGERS,
            sheet=called.sheet,
            month=called.month,
            answers=answers_of(called.answer),
            inline=False,
        )
        with staged:
            refuse_strange(called.answer, staged.parsed.questions)
            refused = bool(staged.report.rejected) and not called.skip_rejected
            if called.rejects is not None and staged.report.rejected:
                staged.write_rejects(called.rejects)
            if not called.dry_run and not refused:
                confirm(desk, staged, update=called.update, skip_rejected=called.skip_rejected)
            document = staged.report.document()
        if not called.dry_run:
            # The rows are taken; what isn't indexed yet is still found, and is indexed another time.
            with suppress(EnvironmentFault):
                while desk.store.index_waiting(20_000):
                    pass
    if called.json:
        print_json(document)
    tell(called.file, staged.report.sentences(dry_run=called.dry_run))
    return 1 if refused and not called.dry_run else 0


def answers_of(given: list[str]) -> dict[str, str]:
    """Answers by question. Raises UserError for what is no `question=answer`."""
    found = {}
    for text in given:
        key, _, value = text.rpartition("=")
        if not key or not value:
            raise UserError(f"--answer 要写成“问题=回答”，“{text}”不是。")
        found[key] = value
    return found


def refuse_strange(given: list[str], questions: Sequence[Question]) -> None:
    """Raises UserError for an answer to no question, or to one that can't be answered so."""
    known = {question.key: dict(question.options) for question in questions}
    for key, value in answers_of(given).items():
        if key not in known:
            asked = "、".join(known) or "没有"
            raise UserError(f"这个文件没有“{key}”这个问题；有的是：{asked}。")
        if value not in known[key]:
            raise UserError(f"“{key}”不能回答“{value}”；可以回答：{'、'.join(known[key])}。")


def tell(file: Path, sentences: list[str]) -> None:
    """What was understood, taken and refused, on standard error."""
    say(f"{file.name}：")
    for sentence in sentences:
        say(f"  {sentence}")
