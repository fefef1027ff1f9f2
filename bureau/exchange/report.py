"""What an import says of itself: the JSON document, and sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bureau.exchange.asking import Question
from bureau.exchange.parsing import Parsed, SheetReport
from bureau.exchange.staging import Rejection
from bureau.ledger.declaration import Ledger
from bureau.ledger.types import CATALOGUE

SHOWN = 20
"""So many refused rows are told one by one."""
NAMES_SHOWN = 12


@dataclass(slots=True)
class Report:
    """One import: `written` rows and the `batch` are known once it is confirmed."""

    parsed: Parsed
    ledgers: Mapping[str, Ledger]
    written: int = 0
    batch: int | None = None
    waiting: int = 0

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """The refused rows."""
        return self.parsed.rejected

    def document(self) -> dict[str, object]:
        """What `import --json` prints."""
        parsed = self.parsed
        return {
            "ledger": parsed.order.ledger,
            "rows": parsed.rows,
            "accepted": parsed.accepted,
            "unchanged": parsed.unchanged,
            "changed": parsed.changed,
            "rejected": [rejected_plain(rejection) for rejection in parsed.rejected],
            "written": self.written,
            "batch": self.batch,
            "new_names": [{"ledger": n.ledger, "name": n.text} for n in parsed.new_names],
            "inferred": list(parsed.inferred),
            "unused": list(parsed.unused),
            "questions": [question_plain(question) for question in parsed.questions],
            "sheets": [sheet_plain(sheet) for sheet in parsed.sheets],
        }

    def sentences(self, *, dry_run: bool = False) -> list[str]:
        """What was understood, taken and refused, in Chinese."""
        parsed = self.parsed
        counts = (
            f"共 {parsed.rows} 行数据：新增 {parsed.accepted}，未变 {parsed.unchanged}，"
            f"有改动 {parsed.changed}，退回 {len(parsed.rejected)}。"
        )
        said = [counts]
        said += [
            f"工作表“{s.name}”没有读：{s.passed_over}。" for s in parsed.sheets if s.passed_over
        ]
        if parsed.unused:
            said.append(f"没有用到的列：{'、'.join(parsed.unused)}。")
        said += [f"{sentence}。" for sentence in parsed.inferred]
        said += [question_words(question) for question in parsed.questions]
        said += self.name_sentences()
        for rejection in parsed.rejected[:SHOWN]:
            said.append(rejection_sentence(rejection, len(parsed.read_sheets) > 1))
        if len(parsed.rejected) > SHOWN:
            said.append(f"还有 {len(parsed.rejected) - SHOWN} 行退回，没有一一列出。")
        said.append(self.outcome(dry_run))
        return said

    def name_sentences(self) -> list[str]:
        """New names, by the register they went to."""
        by_ledger: dict[str, list[str]] = {}
        for name in self.parsed.new_names:
            by_ledger.setdefault(name.ledger, []).append(name.text)
        said = []
        for ledger, names in by_ledger.items():
            declared = self.ledgers.get(ledger)
            title = declared.title if declared else "分类目录"
            if not ledger.startswith(CATALOGUE) and declared is None:
                title = ledger
            shown = "、".join(names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")
            said.append(f"“{title}”里还没有的 {len(names)} 个名称先记为“待核”：{shown}。")
        return said

    def outcome(self, dry_run: bool) -> str:
        """The last sentence: what was written."""
        if dry_run:
            return "这是试读，没有写入任何内容。"
        if self.written:
            waiting = f"，{self.waiting} 行记入待补" if self.waiting else ""
            return f"已写入 {self.written} 条{waiting}。"
        if self.waiting:
            return f"没有新的内容写入，{self.waiting} 行记入待补。"
        if self.rejected and self.batch is None and self.parsed.accepted:
            return "有退回的行，没有写入任何内容；请改正后重新导入，或用 --skip-rejected 只收正确的行。"
        if self.parsed.changed:
            return "没有新增的行；要按表格更新有改动的记录，请加 --update。"
        return "没有需要写入的内容。"


def question_plain(question: Question) -> dict[str, object]:
    """A question with its answers and the one that holds; `chosen` is null while rows wait for it."""
    return {
        "key": question.key,
        "sentence": question.sentence,
        "options": dict(question.options),
        "chosen": question.chosen or None,
        "told": question.told,
        "rows": list(question.rows),
        "count": question.count,
    }


def question_words(question: Question) -> str:
    """A question in one sentence, with how a command answers it."""
    words = dict(question.options)
    now = f"现在按“{words[question.chosen]}”" if question.chosen else "还没有定，这些行先退回"
    options = "、".join(f"{value}（{text}）" for value, text in question.options)
    return f"{question.sentence}{now}；可以加 --answer “{question.key}=…”：{options}。"


def rejected_plain(rejection: Rejection) -> dict[str, object]:
    """One refused row: its main fault, the others under `more`."""
    faults = [
        {
            "column": fault.column,
            "value": fault.value,
            "reason": fault.reason,
            "suggestion": fault.suggestion,
        }
        for fault in rejection.faults
    ]
    return {"row": rejection.row, **faults[0], "sheet": rejection.sheet, "more": faults[1:]}


def sheet_plain(sheet: SheetReport) -> dict[str, object]:
    """One sheet of the file."""
    return {
        "sheet": sheet.name,
        "header_row": sheet.header_row or None,
        "rows": sheet.rows,
        "passed_rows": dict(sheet.passed_rows),
        "passed_over": sheet.passed_over or None,
        "columns": dict(sheet.columns),
        "around": [
            {"field": value.key, "value": value.text, "source": value.source}
            for value in sheet.around
        ],
    }


def rejection_sentence(rejection: Rejection, several_sheets: bool) -> str:
    """One refused row in one sentence."""
    where = f"“{rejection.sheet}”" if several_sheets else ""
    faults = "；".join(
        f"{f'“{fault.column}”：' if fault.column else ''}{fault.reason}"
        + (f"（{fault.suggestion}）" if fault.suggestion else "")
        for fault in rejection.faults
    )
    return f"{where}第 {rejection.row} 行退回：{faults}。"
