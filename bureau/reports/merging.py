"""Several finished PDFs as one, each under a bookmark of its own."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def merged(papers: Sequence[tuple[str, bytes]], *, on_new_sheets: bool = False) -> bytes:
    """The papers (title, PDF) one after the other with their bookmarks.

    `on_new_sheets` adds an empty page to each paper of an odd number of pages, so that on both
    sides of the paper the next one doesn't begin on the back of the one before.
    """
    writer = PdfWriter()
    for title, content in papers:
        reader = PdfReader(BytesIO(content))
        writer.append(reader, outline_item=title)
        if on_new_sheets and len(reader.pages) % 2:
            writer.add_blank_page()
    writer.add_metadata({"/Title": papers[0][0] if len(papers) == 1 else "材料合订"})
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()
