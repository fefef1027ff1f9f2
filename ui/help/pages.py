"""The manual's pages as they lie in resources/help, and the search over them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bureau.errors import EnvironmentFault
from ui.ledger.acts import ACTS, key_words
from ui.window_keys import AREA_WORDS, TAB_KEYS, WINDOW_KEYS

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "help"
AROUND = 12
GENERAL_KEYS = "{{通用按键}}"
"""Stands in the table of keys for those that hold everywhere."""
TABLE_KEYS = "{{台账按键}}"
"""Stands in the table of keys for those of the ledger, which are declared beside what they do."""
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`|]|^#+\s*|^\s*[-\d]+\.?\s+|^>\s*", re.MULTILINE)
_RULES = re.compile(r"^[\s|:-]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its name in links, its title, its Markdown."""

    name: str
    title: str
    text: str

    @property
    def headings(self) -> list[str]:
        """The headings below the title, in order."""
        return re.findall(r"^##+\s+(.+?)\s*$", self.text, re.MULTILINE)

    @property
    def links(self) -> list[str]:
        """The anchors that the page points to."""
        return re.findall(r"\[[^\]]*\]\(([^)]*)\)", self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A place that answers a search: where, under which title, and the words around it."""

    anchor: str
    title: str
    excerpt: str


@cache
def help_pages(folder: Path = FOLDER) -> tuple[HelpPage, ...]:
    """All pages in the order of their file names. Raises EnvironmentFault when they are gone."""
    try:
        pages = tuple(read_page(path) for path in sorted(folder.glob("*.md")))
    except (OSError, UnicodeDecodeError):
        pages = ()
    if not pages:
        raise EnvironmentFault("程序自带的说明书读不出来，请重新安装程序；数据不受影响。")
    return pages


def read_page(path: Path) -> HelpPage:
    """One file: `03-import.md` is the page import; its first line is its title."""
    text = path.read_text("utf-8").replace(TABLE_KEYS, table_keys())
    text = text.replace(GENERAL_KEYS, general_keys())
    title = text.partition("\n")[0].lstrip("# ").strip()
    return HelpPage(path.stem.partition("-")[2], title, text)


def general_keys() -> str:
    """The keys of the window, one line each."""
    lines = []
    for line in WINDOW_KEYS:
        keys = "、".join(key_words(key).replace("Pg", "Page") for key in line.keys)
        lines.append(f"| {keys} | {line.words} |")
    tabs = "、".join(f"{held}+1、{held}+2 …" for held in TAB_KEYS)
    return "\n".join([*lines, f"| {tabs} | 第几个标签 |", f"| F6 | {AREA_WORDS} |"])


def table_keys() -> str:
    """The keys of a ledger's table, one line an act."""
    lines = []
    for act in ACTS:
        keys = "、".join(key_words(key) for key in act.keys)
        lines.append(f"| {keys} | {act.title.removesuffix('…')} |")
    return "\n".join(lines)


def split_anchor(anchor: str) -> tuple[str, str]:
    """Page and heading of `import#待补`; the first page where none is named or known."""
    name, _, heading = anchor.partition("#")
    pages = help_pages()
    if name not in {page.name for page in pages}:
        return pages[0].name, ""
    return name, heading


def search(words: str) -> list[Found]:
    """Places where all words occur within a section; titles and headings first."""
    wanted = [plain(word) for word in words.split()]
    if not wanted:
        return []
    named: list[Found] = []
    said: list[Found] = []
    for page in help_pages():
        for heading, text in sections(page):
            title = plain(f"{page.title} {heading}")
            body = plain(f"{page.title} {heading} {text}")
            if not all(word in body for word in wanted):
                continue
            anchor = f"{page.name}#{heading}" if heading else page.name
            shown = f"{page.title} › {heading}" if heading else page.title
            found = Found(anchor, shown, excerpt(text, wanted))
            (named if all(word in title for word in wanted) else said).append(found)
    return named + said


def sections(page: HelpPage) -> list[tuple[str, str]]:
    """Heading and plain text of each section; the first has no heading."""
    parts = re.split(r"^##+\s+(.+?)\s*$", page.text.partition("\n")[2], flags=re.MULTILINE)
    texts = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return [(heading, readable(text)) for heading, text in texts]


def readable(text: str) -> str:
    """Markdown without its marks, in one line."""
    unmarked = _MARKUP.sub(lambda found: found[1] or " ", _RULES.sub(" ", text))
    return " ".join(unmarked.split())


def excerpt(text: str, wanted: Sequence[str]) -> str:
    """The words around the first hit."""
    folded = plain(text)
    at = min((place for word in wanted if (place := folded.find(word)) >= 0), default=0)
    # Folding keeps lengths for all that the manual is written in; a miss only shifts the excerpt.
    begin, end = max(at - AROUND, 0), at + AROUND * 2
    return ("…" if begin else "") + text[begin:end].strip() + ("…" if end < len(text) else "")


def plain(text: str) -> str:
    """Text as it is compared: half width, small letters."""
    return unicodedata.normalize("NFKC", text).casefold()
