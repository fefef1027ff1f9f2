"""Every pair of colours that the style sheet puts on each other is readable (WCAG AA)."""

from __future__ import annotations

import re

import pytest

from tests.ui.test_app_look import contrast
from ui import tokens
from ui.exchange import look
from ui.style import SHEET

TEXT, SHAPE = 4.5, 3.0
RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\$\{\w+\})*)\}")
INK = re.compile(r"(?<![-\w])color:\s*\$\{(\w+)\}")
GROUND = re.compile(r"(?<![-\w])background(?:-color)?:\s*\$\{(\w+)\}")
SELECTED = re.compile(
    r"selection-background-color:\s*\$\{(\w+)\};\s*selection-color:\s*\$\{(\w+)\}"
)


def rules(sheet: str) -> list[tuple[str, str]]:
    """Selectors and what is said of them."""
    return [(" ".join(found[0].split()), found[1]) for found in RULE.findall(sheet)]


def pairs(sheet: str) -> set[tuple[str, str, str]]:
    """Ink, ground and where; what is switched off need not be read."""
    found = set()
    for where, said in rules(sheet):
        if ":disabled" in where:
            continue
        ink, ground = INK.search(said), GROUND.search(said)
        if ink:
            grounds = [ground[1]] if ground else ["PAPER", "GROUND"]
            found |= {(ink[1], one, where) for one in grounds}
        if chosen := SELECTED.search(said):
            found.add((chosen[2], chosen[1], where))
    return found


def test_texts_of_the_sheets_can_be_read() -> None:
    used = pairs(SHEET.template) | pairs(look.SHEET.template)
    assert len(used) > 30
    faint = [
        f"{where}: {ink} on {ground}"
        for ink, ground, where in used
        # White text lies on the accent of a button that says so in its first rule.
        if ink != "PAPER" and contrast(getattr(tokens, ink), getattr(tokens, ground)) < TEXT
    ]
    assert faint == []


@pytest.mark.parametrize("name", sorted(tokens.TONES))
def test_states_can_be_read_and_have_a_mark_of_their_own(name: str) -> None:
    tone = tokens.TONES[name]
    assert contrast(tone.ink, tone.ground) >= TEXT
    assert tone.mark
    assert [other.mark for other in tokens.TONES.values()].count(tone.mark) == 1


@pytest.mark.parametrize("ground", ["PAPER", "GROUND", "ACCENT_SOFT", "NEUTRAL_SOFT"])
def test_the_focus_is_seen_on_every_ground(ground: str) -> None:
    assert contrast(tokens.FOCUS, getattr(tokens, ground)) >= SHAPE


@pytest.mark.parametrize("ground", ["ACCENT", "ACCENT_HOVER", "ACCENT_PRESSED"])
def test_white_on_the_accent_can_be_read_and_its_focus_seen_around_it(ground: str) -> None:
    assert contrast(tokens.PAPER, getattr(tokens, ground)) >= TEXT
    assert contrast(tokens.INK, tokens.GROUND) >= SHAPE


def test_every_control_that_takes_the_focus_shows_it() -> None:
    shown = " ".join(where for where, _said in rules(SHEET.template) if ":focus" in where)
    for control in (
        *("QPushButton", "QToolButton", "QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox"),
        *("QSpinBox", "QCheckBox", "QRadioButton"),
    ):
        assert f"{control}:focus" in shown
    for role in ("main", "quiet", "link", "search"):
        assert f'[role="{role}"]:focus' in shown
