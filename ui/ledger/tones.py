"""Which tone a value has on the screen: states as pills, figures of the clock as warnings."""

from __future__ import annotations

from typing import Final

from bureau.ledger.declaration import Field
from bureau.ledger.entry import Value
from bureau.ledger.types import Choice, Computed
from ui.tokens import TONES, Tone

# Presentation only: what a state means is the department's affair. A state that a bureau added
# itself is neutral.
STATES: Final[dict[str, dict[int, str]]] = {
    "case-state": {
        2201: "neutral",
        2202: "neutral",
        2203: "active",
        2204: "active",
        2205: "warning",
        2206: "good",
        2207: "neutral",
        2208: "warning",
        2209: "neutral",
        2210: "neutral",
        2211: "neutral",
    },
    "month-state": {
        5201: "neutral",
        5202: "active",
        5203: "active",
        5204: "warning",
        5205: "good",
    },
    "facility-state": {
        7201: "good",
        7202: "warning",
        7203: "neutral",
        7204: "danger",
        7205: "neutral",
        7206: "neutral",
    },
    "sighting": {8151: "good", 8152: "warning", 8153: "danger", 8154: "active"},
    "party-task-state": {
        8701: "neutral",
        8702: "active",
        8703: "good",
        8704: "good",
        8705: "neutral",
    },
    "document-state": {
        9960: "neutral",
        9961: "active",
        9962: "active",
        9963: "warning",
        9964: "good",
        9965: "good",
        9966: "neutral",
    },
    "receipt-state": {
        9980: "warning",
        9981: "active",
        9982: "warning",
        9983: "active",
        9984: "active",
        9985: "good",
        9986: "good",
    },
}

# Words that carry a mark of their own, readable in black and white, are coloured by it.
MARKED: Final[dict[str, str]] = {"○": "neutral", "△": "warning", "▲": "danger"}


def is_state(field: Field) -> bool:
    """Whether the field is shown as a pill."""
    return isinstance(field.type, Choice) and field.type.catalogue in STATES


def is_clock(field: Field) -> bool:
    """Whether the field is a figure that grows with time alone (超期天数)."""
    return isinstance(field.type, Computed) and field.type.clock


def tone_name(field: Field, value: Value) -> str:
    """The name of the value's tone, '' for plain text."""
    declared = field.type
    if not isinstance(value, int):
        return ""
    if isinstance(declared, Choice):
        states = STATES.get(declared.catalogue)
        return "" if states is None else states.get(value, "neutral")
    if isinstance(declared, Computed) and declared.words:
        return MARKED.get(dict(declared.words).get(value, "")[:1], "")
    if isinstance(declared, Computed) and declared.clock and value > 0:
        return "danger"
    return ""


def tone_of(field: Field, value: Value) -> Tone | None:
    """The value's tone, None for plain text."""
    name = tone_name(field, value)
    return TONES[name] if name else None


def marked(text: str, tone: str) -> str:
    """A pill's words with the mark of its tone, unless they bring one."""
    return text if text[:1] in MARKED else f"{TONES[tone].mark} {text}"
