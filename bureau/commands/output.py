"""What commands print: one JSON document on standard output, messages on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal

from bureau.errors import EnvironmentFault


def print_json(document: object) -> None:
    """One document, exact decimals as numbers; built first, so that no half of one is printed."""
    put(json.dumps(document, ensure_ascii=False, indent=1, default=number) + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """The result as text."""
    put("".join(f"{line}\n" for line in lines))


def put(text: str) -> None:
    """Prints to the last character. Raises EnvironmentFault where it can't be taken."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        let_go_of_output()
        raise EnvironmentFault(
            f"结果写不出去（{fault.strerror}）；请检查磁盘，或换一个输出位置。"
        ) from fault


def let_go_of_output() -> None:
    """Standard output leads nowhere from here on, so that Python's own end doesn't fill it again."""
    with suppress(OSError):
        place = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, place)
        os.close(nowhere)


def number(value: object) -> object:
    """A decimal as the number it prints as."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(str(value))
    raise TypeError(type(value))


def say(sentence: str) -> None:
    """A message to the person, apart from the result."""
    print(sentence, file=sys.stderr)
