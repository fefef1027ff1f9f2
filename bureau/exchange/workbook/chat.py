"""Reports pasted from a chat: what was sent in words, as the rows of a table.

Two kinds are understood. Where lines are `标签：内容`, every block of them is a row and the labels are
the columns. Else numbers with units are (出动人员12人次、清理小广告15处), a row for each line that
begins with who did it (一中队：…), else for each message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bureau.exchange.workbook.cells import Cell

DAY: Final = "日期"
WHO: Final = "中队"
REST: Final = "备注"
FEWEST: Final = 2
"""So many labels or counts make a report."""

_STAMP: Final = r"(?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?\s*(?:上午|下午|晚上|凌晨)?\s*\d{1,2}:\d{2}(?::\d{2})?"
_SENT: Final = (
    re.compile(rf"(?P<who>\S[^:：]{{0,24}}?)\s+{_STAMP}\s*"),
    re.compile(rf"{_STAMP}\s+(?P<who>\S.{{0,24}})"),
    re.compile(r"(?P<who>[\u4e00-\u9fff·\w（）()-]{2,16})[:：]\s*"),
)
"""The line over a message: who sent it, and when."""
_DAY: Final = re.compile(
    r"(?:(?:19|20)\d\d\s*[年./-]\s*)?(?:1[0-2]|0?[1-9])\s*[月./-]\s*(?:3[01]|[12]\d|0?[1-9])(?:\s*[日号])?(?!\d)"
)
_LABEL: Final = re.compile(
    r"(?:[（(]?\d{1,3}[)）]?[、.．]\s*)?(?P<label>[^\s：:，。；;]{2,10})[：:]\s*(?P<text>.*)"
)
_WHO: Final = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]\s*)?(?P<who>[\u4e00-\u9fff\w]{2,16}?)[：:]\s*(?P<text>.+)"
)
_UNITS: Final = (
    "人次|台次|辆次|车次|平方米|平方|立方米|立方|公里|小时|余起|人|台|辆|起|处|件|家|户|个|块|张|份|条|次|吨|车"
    "|方|米|㎡|m²|盏|宗|例|桶|袋|副|面|组|套|棵|株|元"
)
_COUNT: Final = re.compile(
    rf"(?P<before>[^\d：:]*?)\s*[：:]?\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>{_UNITS})\s*(?P<after>[^\d：:]*)"
)
_LEADING: Final = re.compile(
    r"^(?:今日|今天|当天|当日|本日|其中|累计|合计|共计|共|总计|总共|并|已|另|同时|全天|现场|分别|及时|集中)+"
)
_PARTS: Final = re.compile(r"[，,、；;。！!\n]|(?<=\S)\s{1,}(?=\S)")
_CLUTTER: Final = re.compile(r"^[\s\U0001F000-\U0001FAFF☀-➿\ufe0f@#*·•\-—=【】\[\]]+|[\s【】]+$")


@dataclass(slots=True)
class Message:
    """What was sent in one go: the day of the sending ("" for none), its lines."""

    day: str = ""
    who: str = ""
    lines: list[str] = field(default_factory=list)


def chat_records(text: str) -> list[list[Cell]] | None:
    """The table of a pasted report, its first row the headings; None when it is none."""
    messages = messages_of(text.splitlines())
    rows = labelled(messages)
    if rows is None:
        rows = counted(messages)
    return rows


def messages_of(lines: Iterable[str]) -> list[Message]:
    """The messages of a conversation; without any sender all is one message."""
    found = [Message()]
    for raw in lines:
        line = _CLUTTER.sub("", raw.strip()) if not raw.strip().startswith("【") else raw.strip()
        if not line:
            if found[-1].lines:
                found[-1].lines.append("")
            continue
        sent = next((match for one in _SENT if (match := one.fullmatch(line))), None)
        if sent is not None:
            day = sent.groupdict().get("day") or ""
            found.append(Message(day, sent["who"].strip()))
        else:
            found[-1].lines.append(line)
    return [message for message in found if any(message.lines)]


def day_in(lines: Sequence[str], otherwise: str) -> str:
    """The day that a message names in its first lines, else the day of its sending."""
    for line in [line for line in lines if line][:2]:
        match = _DAY.search(line)
        if match is not None:
            return re.sub(r"\s", "", match[0])
    return otherwise


# -- labels -------------------------------------------------------------------------------------------


def labelled(messages: Sequence[Message]) -> list[list[Cell]] | None:
    """Blocks of `标签：内容`; a label that comes again, or a blank line, begins the next block."""
    blocks: list[dict[str, str]] = []
    plain = total = 0
    for message in messages:
        block: dict[str, str] = {}
        last = ""
        for line in [*message.lines, ""]:
            if not line:
                if len(block) >= FEWEST:
                    blocks.append(block)
                    block, last = {}, ""
                continue
            total += 1
            for part in re.split(r"[；;](?=[^；;：:]{2,10}[：:])", line):
                match = _LABEL.fullmatch(part.strip())
                if match is None:
                    if last:
                        block[last] += "\n" + part
                    else:
                        plain += 1
                    continue
                last = match["label"]
                if last in block:
                    blocks.append(block)
                    block = {}
                block[last] = match["text"].strip()
    labels = [label for block in blocks for label in block]
    known = list(dict.fromkeys(labels))
    if not blocks or plain * 2 > total:
        return None
    # Labels of a form come again and again, or there is one form only and all of it is labels.
    again = sum(1 for label in known if labels.count(label) > 1)
    if len(blocks) == 1 and (len(known) < 3 or is_counting(blocks[0])):
        return None
    if len(blocks) > 1 and again * 2 < len(known):
        return None
    table: list[list[Cell]] = [list(known)]
    table += [[block.get(label) or None for label in known] for block in blocks]
    return table


def is_counting(block: dict[str, str]) -> bool:
    """Whether most labels are followed by counts: that is a work report of several teams."""
    counts = sum(1 for text in block.values() if len(counts_in(text)) >= FEWEST)
    return counts * 2 > len(block)


# -- counts -------------------------------------------------------------------------------------------


def counted(messages: Sequence[Message]) -> list[list[Cell]] | None:
    """Numbers with units, a row for each who, else for each message."""
    headings: dict[str, None] = {}
    rows: list[tuple[str, str, dict[str, str], str]] = []
    for message in messages:
        day = day_in(message.lines, message.day)
        common: dict[str, str] = {}
        left: list[str] = []
        own: list[tuple[str, str, dict[str, str], str]] = []
        for line in message.lines:
            match = _WHO.fullmatch(line)
            counts = counts_in(match["text"]) if match else {}
            if match is not None and len(counts) >= FEWEST:
                own.append((day, match["who"], counts, rest_of(match["text"])))
                continue
            counts = counts_in(line)
            common |= counts
            rest = rest_of(line)
            if rest and rest != line:
                left.append(rest)
        if not own and len(common) >= FEWEST:
            own.append((day, "", common, "；".join(left)))
        rows += own
    for _, _, counts, _ in rows:
        headings |= dict.fromkeys(counts)
    if not rows:
        return None
    anyone = any(who for _, who, _, _ in rows)
    remarks = any(rest for *_, rest in rows)
    first: list[Cell] = [DAY, *([WHO] if anyone else []), *headings, *([REST] if remarks else [])]
    table = [first]
    for day, who, counts, rest in rows:
        cells: list[Cell] = [day or None]
        if anyone:
            cells.append(who or None)
        cells += [counts.get(heading) for heading in headings]
        if remarks:
            cells.append(rest or None)
        table.append(cells)
    return table


def counts_in(text: str) -> dict[str, str]:
    """What was counted: 出动人员(人次) → 12. One name twice is added by nobody: the first stays."""
    found: dict[str, str] = {}
    for part in _PARTS.split(text):
        match = _COUNT.fullmatch(part.strip())
        if match is None:
            continue
        name = _LEADING.sub("", match["before"].strip()) + match["after"].strip()
        name = re.sub(r"[（()）约余近多]", "", name)
        if 2 <= len(name) <= 14:
            found.setdefault(f"{name}({match['unit']})", match["number"])
    return found


def rest_of(text: str) -> str:
    """What a line says beside its counts."""
    parts = [part.strip() for part in _PARTS.split(text)]
    return "，".join(part for part in parts if part and not _COUNT.fullmatch(part))
