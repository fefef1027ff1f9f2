"""Photos from before and after beside each other, as the appendix of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bureau.reports.paper import Block, Heading, PageBreak, Photo, Photos
from bureau.storage.photo_lists import KeptPhoto, PhotoFacts

PAIRS_A_PAGE = 2
PAIR_HEIGHT_MM = 70


@dataclass(frozen=True, slots=True)
class PhotoPair:
    """A case or repair with its photos from before and from after; without personal data."""

    record: int
    number: str
    place: str
    category: str
    found_on: str
    closed_on: str
    before: KeptPhoto
    after: KeptPhoto


@dataclass(frozen=True, slots=True)
class PairWords:
    """What the two photos of a pair are called, and what happened on their days."""

    before: str = "整改前"
    after: str = "整改后"
    found: str = "发现"
    closed: str = "完成"


def hashes_of(pairs: Sequence[PhotoPair]) -> set[str]:
    """The photos that the pairs show."""
    return {photo.hash for pair in pairs for photo in (pair.before, pair.after)}


def photo_pages(
    pairs: Sequence[PhotoPair], facts: Mapping[str, PhotoFacts], words: PairWords | None = None
) -> list[Block]:
    """整改前后对比, two cases a page; nothing where no photo is left."""
    said = words or PairWords()
    shown = [pair for pair in pairs if {pair.before.hash, pair.after.hash} <= facts.keys()]
    blocks: list[Block] = []
    for position, pair in enumerate(shown):
        if position % PAIRS_A_PAGE == 0:
            blocks.append(PageBreak())
        if position == 0:
            blocks.append(Heading(f"附：{said.before}后对比"))
        about = "　".join(part for part in (pair.number, pair.place, pair.category) if part)
        blocks.append(Heading(f"{position + 1}. {about}", 3))
        blocks.append(
            Photos(
                (
                    picture(pair.before, facts, f"{said.before}（{pair.found_on} {said.found}）"),
                    picture(pair.after, facts, f"{said.after}（{pair.closed_on} {said.closed}）"),
                ),
                height_mm=PAIR_HEIGHT_MM,
            )
        )
    return blocks


def picture(photo: KeptPhoto, facts: Mapping[str, PhotoFacts], caption: str) -> Photo:
    """One photo as it is printed."""
    return Photo(facts[photo.hash].path, caption, photo.turn)
