"""What commands print: one JSON document on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from decimal import Decimal


def print_json(document: object) -> None:
    """One document, exact decimals as numbers; built first, so that no half of one is printed."""
    text = json.dumps(document, ensure_ascii=False, indent=1, default=number)
    sys.stdout.write(text + "\n")


def number(value: object) -> object:
    """A decimal as the number it prints as."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(str(value))
    raise TypeError(type(value))


def say(sentence: str) -> None:
    """A message to the person, apart from the result."""
    print(sentence, file=sys.stderr)
