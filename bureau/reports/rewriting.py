"""A paper with every text in it changed in one way; all else stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bureau.reports.paper import Paper

T = TypeVar("T")
Change = Callable[[str], str]


def with_texts(paper: Paper, change: Change) -> Paper:
    """The paper with `change` made to titles, paragraphs, cells, captions."""
    return changed(paper, change)


def changed(value: T, change: Change) -> T:
    """The same of any part of a paper; what holds no other text is given back itself."""
    return _changed(value, change)  # type: ignore[no-any-return]


def _changed(value: Any, change: Change) -> Any:  # noqa: ANN401 - any part of a paper
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple | list):
        made = [_changed(part, change) for part in value]
        same = all(new is old for new, old in zip(made, value, strict=True))
        return value if same else type(value)(made)
    if is_dataclass(value) and not isinstance(value, type):
        made_of = {
            one.name: new
            for one in fields(value)
            if (new := _changed(old := getattr(value, one.name), change)) is not old
        }
        return replace(value, **made_of) if made_of else value
    return value
