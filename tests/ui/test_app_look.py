"""The application before any window: language, fonts, look, and what `main.py` does without a screen."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ui import tokens
from ui.app import SWITCH_SECONDS, has_display, prepare_application
from ui.style import style_sheet


def test_there_is_one_application_prepared_once(qapp: QApplication) -> None:
    assert prepare_application() is qapp
    assert prepare_application(qapp) is qapp


def test_dates_and_qts_own_words_are_chinese(qapp: QApplication) -> None:
    assert QLocale().name() == "zh_CN"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    line = QLineEdit()
    menu = line.createStandardContextMenu()
    assert [action.text()[:2] for action in menu.actions()[:2]] == ["撤消", "重做"]
    line.deleteLater()
    assert qapp.applicationDisplayName() == "城管台账"


def test_the_fonts_are_the_ones_that_come_along(qtbot: QtBot) -> None:
    label = QLabel("城管台账")
    qtbot.addWidget(label)
    label.show()
    found = QFontInfo(label.font())
    assert found.family() == "Noto Sans SC"
    assert found.pixelSize() == tokens.FONT_PIXELS


def test_a_busy_thread_gives_way_quickly() -> None:
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)


def test_buttons_differ_by_role_and_show_the_focus(qtbot: QtBot) -> None:
    button = QPushButton("登记")
    button.setProperty("role", "main")
    qtbot.addWidget(button)
    button.show()
    assert button.grab().toImage().pixelColor(4, button.height() // 2).name() == tokens.ACCENT


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (ink, ground)
        for ink in ("INK", "INK_SOFT", "INK_FAINT", "ACCENT", "DANGER", "WARNING", "GOOD")
        for ground in ("PAPER", "GROUND")
    ]
    + [
        ("PAPER", "ACCENT"),
        ("ACCENT", "ACCENT_SOFT"),
        ("DANGER", "DANGER_SOFT"),
        ("WARNING", "WARNING_SOFT"),
        ("GOOD", "GOOD_SOFT"),
        ("INK_SOFT", "NEUTRAL_SOFT"),
    ],
)
def test_texts_have_the_contrast_of_wcag_aa(ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


def contrast(first: str, second: str) -> float:
    """WCAG 2: the lighter luminance plus 0.05 over the darker plus 0.05."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_token_of_the_sheet_is_filled_in() -> None:
    assert "$" not in style_sheet()


def test_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setattr(sys, "platform", "win32")
    assert has_display()
