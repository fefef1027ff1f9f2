"""What is wrong with a rubric, rule or award, and where: the row by its key and the field."""

from __future__ import annotations

from bureau.errors import UserError


class Misfit(UserError):
    """A sentence for the clerk with its place: `row` is a key, "" for the whole."""

    def __init__(self, sentence: str, row: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.row = row
        self.field = field
