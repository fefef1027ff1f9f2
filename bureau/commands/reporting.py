"""figures and report: the numbers of a period, and the papers made of them."""

from __future__ import annotations

import argparse
from collections.abc import Collection

from bureau.access.rights import VIEW
from bureau.commands.desks import desk_of
from bureau.commands.output import print_json, print_lines, say
from bureau.commands.spans import filter_of, listable, period_needed, period_of
from bureau.commands.targets import result_target
from bureau.errors import UserError


def run_figures(called: argparse.Namespace) -> int:
    """Every number that the papers of the period print."""
    from bureau.month.figures import figures

    with desk_of(called, writable=False) as desk:
        desk.require(VIEW, "bulletin", "全局数字")
        found = figures(desk, period_needed(called, desk))
    if called.json:
        print_json(found)
    else:
        print_lines(lines_of({**found, "named": named_lines(found["named"])}))
    return 0


def named_lines(named: object) -> dict[str, str]:
    """Figures by name as one text each: 183, 183（审定 185）."""
    assert isinstance(named, dict)
    return {
        key: f"{one['text']}（审定 {one['approved']['text']}）"
        if "approved" in one
        else one["text"]
        for key, one in named.items()
    }


def lines_of(value: object, path: str = "") -> list[str]:
    """Nested figures as one line each: market.cases = 76, towns.1.total = 89.29."""
    if isinstance(value, dict):
        return [
            line
            for key, part in value.items()
            for line in lines_of(part, f"{path}.{key}" if path else str(key))
        ]
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        return [
            line
            for number, part in enumerate(value, start=1)
            for line in lines_of(part, f"{path}.{number}")
        ]
    return [f"{path} = {value}"]


def refuse_what_would_be_ignored(called: argparse.Namespace, of_records: Collection[str]) -> None:
    """Raises UserError for options that the kind of paper doesn't take."""
    if called.kind in of_records:
        if called.ledger:
            raise UserError(f"--ledger 只用于印台账（report ledger），“{called.kind}”用不上。")
        return
    if called.kind == "ledger":
        if not called.ledger:
            raise UserError("请说明印哪个台账：--ledger market-cases。")
        return
    from bureau.party.papers import PERSONAL

    given = {"--ledger": called.ledger, "--where": called.where}
    if called.kind not in PERSONAL:
        given["--personal"] = called.personal
    for option, value in given.items():
        if value:
            raise UserError(f"“{called.kind}”用不上 {option}；印台账（report ledger）才用它。")


def run_report(called: argparse.Namespace) -> int:
    """One paper as a file."""
    from bureau.month.offered import ALIASES
    from bureau.month.papers import KINDS, WITHOUT_PERIOD, Asked
    from bureau.month.record_papers import RECORD_KINDS, record_paper
    from bureau.reports.render.faces import faces_of_this_pc
    from bureau.reports.render.pdf import render_pdf

    called.kind = ALIASES.get(called.kind, called.kind)
    of_records = called.kind in RECORD_KINDS
    if called.kind not in KINDS and not of_records:
        known = "、".join((*KINDS, *RECORD_KINDS))
        raise UserError(f"没有“{called.kind}”这种材料；可用的有：{known}。")
    refuse_what_would_be_ignored(called, RECORD_KINDS)
    ending = called.output.suffix.lower()
    if ending not in (".pdf", ".docx", ".xlsx", ".pptx"):
        raise UserError(
            "只能输出 .pdf、.docx（Word）、.xlsx（Excel）或 .pptx（幻灯片）；"
            "请把输出文件的名字改成这样结尾。"
        )
    result_target(called.output, ending)
    ledger = listable(called.ledger) if called.ledger else None
    with desk_of(called, writable=bool(called.personal) or of_records) as desk:
        if of_records:
            where = filter_of(called, desk, RECORD_KINDS[called.kind].ledger)
            paper = record_paper(desk, called.kind, where, called.personal or "")
        else:
            free = called.kind in WITHOUT_PERIOD
            asked = Asked(
                period=(period_of if free else period_needed)(called, desk),
                ledger=ledger,
                where=filter_of(called, desk, ledger) if ledger else None,
                filter_text="，".join(called.where),
                personal_reason=called.personal or "",
                live=called.draft,
            )
            paper = KINDS[called.kind](desk, asked)
    if ending == ".docx":
        from bureau.reports.render.word.document import render_word

        render_word(paper, called.output)
        say(f"已生成 Word 文档：{called.output}")
        return 0
    if ending == ".xlsx":
        from bureau.reports.render.sheets.workbook import render_sheets

        render_sheets(paper, called.output)
        say(f"已生成 Excel 表格：{called.output}")
        return 0
    if ending == ".pptx":
        from bureau.reports.render.slides.deck import render_deck

        if paper.form != "slides":
            raise UserError(
                f"“{called.kind}”不是幻灯片，请输出 .pdf 或 .docx；幻灯片用 town-slides。"
            )
        render_deck(paper, called.output)
        say(f"已生成幻灯片：{called.output}")
        return 0
    notes = render_pdf(paper, called.output, faces=faces_of_this_pc())
    for missing in notes.missing_characters:
        say(f"没有字体能显示 {missing}，纸上印了它的编码；请换一个字或安装含有它的字体。")
    say(f"已生成 {notes.pages} 页：{called.output}")
    return 0
