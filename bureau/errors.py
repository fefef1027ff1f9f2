"""Errors split by who can mend them: the clerk, the surroundings, or the program's author."""

from __future__ import annotations

import traceback


def with_stop(sentence: str) -> str:
    """A sentence with its mark at the end, which an advice that asks has already."""
    return sentence if sentence.endswith(("。", "？", "！")) else f"{sentence}。"


def stack_of(error: BaseException) -> list[str]:
    """Where it happened and the kinds of error, without their messages: those quote field values."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        if name := getattr(seen, "sqlite_errorname", ""):
            lines.append(f"  {name}")
        lines += [line.rstrip("\n") for line in traceback.format_tb(seen.__traceback__)]
        if isinstance(seen, ChildFault):
            lines += ["In the child process:", *seen.stack]
        seen = seen.__cause__ or seen.__context__
    return lines


class BureauError(Exception):
    """What a clerk is told: one clear Chinese sentence that says what to do. Never a traceback."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UserError(BureauError):
    """The input can't be taken as it is; the sentence says how to mend it. Nothing was changed."""


class EnvironmentFault(BureauError):
    """Disk full, folder read-only, file locked or damaged; the sentence says what is safe."""


class RightsError(BureauError):
    """This person may not do this; the sentence says who may."""


class BugError(AssertionError):
    """A rule of the program was broken by the program itself (writing outside an operation …)."""


class ChildFault(RuntimeError):
    """A bug met in a child process, with the stack that it left there (see `stack_of`)."""

    def __init__(self, stack: list[str]) -> None:
        super().__init__(stack)
        self.stack = stack
