"""Several forms as one paper: each begins on a page of its own, under its own masthead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Block, Orientation, PageBreak, Paper


def form_paper(
    head: Letterhead,
    title: str,
    period: str,
    pages: Iterable[Sequence[Block]],
    *,
    keywords: Sequence[str] = (),
    watermark: str = "",
    orientation: Orientation = "portrait",
) -> Paper:
    """The forms one after the other."""
    blocks: list[Block] = []
    for page in pages:
        if blocks:
            blocks.append(PageBreak())
        blocks += page
    return Paper(
        title=f"{period}{title}",
        blocks=tuple(blocks),
        form="form",
        orientation=orientation,
        organisation=head.bureau,
        period=period,
        watermark=watermark,
        author=head.bureau,
        subject=f"{period}{title}",
        keywords=tuple(filter(None, (*keywords, period))),
        made_at=head.made_at,
    )
