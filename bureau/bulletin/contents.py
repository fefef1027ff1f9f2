"""The index page of an issued edition: what lies in its folder, as a paper and as a page for a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bureau.reports.amounts import day_text
from bureau.reports.paper import Column, Paper, Paragraph, Table

if TYPE_CHECKING:
    from bureau.bulletin.archive import ArchiveFile

COLUMNS: Final = ("序号", "材料", "文件", "页数", "字节", "SHA-256 校验值")
STYLE: Final = (
    "body{font-family:'Microsoft YaHei','Noto Sans SC',sans-serif;margin:2em;color:#222}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.4em .7em;text-align:left}"
    "td.n{text-align:right}code{font-size:.8em}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the index says above the list."""

    title: str
    bureau: str
    period: str
    issued_on: date
    signed_by: str
    reason: str
    journal: str
    made_at: datetime

    @property
    def lines(self) -> tuple[str, ...]:
        """One sentence a line."""
        said = [
            f"单位：{self.bureau}",
            f"统计期：{self.period}",
            f"签发：{day_text(self.issued_on)}，签发人：{self.signed_by}",
        ]
        if self.reason:
            said.append(f"重新签发理由：{self.reason}")
        if self.journal:
            said.append(f"签发时的操作日志：{self.journal}")
        said.append("核对方法：在本文件夹运行 sha256sum -c 校验.txt，或在程序里按“校验”。")
        return tuple(said)


def listed(files: Sequence[ArchiveFile]) -> list[tuple[str, ...]]:
    """The rows of the index."""
    return [
        (
            str(number),
            one.title,
            one.name,
            str(one.pages) if one.pages else "",
            f"{len(one.content):,}",
            one.sha256,
        )
        for number, one in enumerate(files, 1)
    ]


def index_paper(cover: Cover, files: Sequence[ArchiveFile]) -> Paper:
    """目录 as a paper."""
    weights = (5, 26, 40, 6, 10, 42)
    columns = tuple(
        Column(title, numeric=title in ("序号", "页数", "字节"), weight=weight)
        for title, weight in zip(COLUMNS, weights, strict=True)
    )
    return Paper(
        title=f"{cover.title}归档目录",
        blocks=(
            *(Paragraph(line, "note") for line in cover.lines),
            Table(columns, tuple(listed(files)), size="compact"),
        ),
        organisation=cover.bureau,
        period=cover.period,
        form="ledger",
        orientation="landscape",
        author=cover.bureau,
        subject=f"{cover.title}归档目录",
        made_at=cover.made_at,
    )


def index_page(cover: Cover, files: Sequence[ArchiveFile]) -> bytes:
    """The same for a browser, each file a link."""
    rows = []
    for number, title, name, pages, size, sha256 in listed(files):
        cells = (
            f'<td class="n">{number}</td><td>{escape(title)}</td>'
            f'<td><a href="{quote(name)}">{escape(name)}</a></td>'
            f'<td class="n">{pages}</td><td class="n">{size}</td><td><code>{sha256}</code></td>'
        )
        rows.append(f"<tr>{cells}</tr>")
    heads = "".join(f"<th>{escape(head)}</th>" for head in COLUMNS)
    said = "".join(f"<p>{escape(line)}</p>" for line in cover.lines)
    title = escape(f"{cover.title}归档目录")
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><h1>{title}</h1>{said}\n"
        f"<table><tr>{heads}</tr>\n{chr(10).join(rows)}\n</table></body></html>\n"
    ).encode()
