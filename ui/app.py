"""The program with a screen: its look is prepared, then the window opens on a data folder."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from bureau.errors import EnvironmentFault
from bureau.reports.bundled import FOLDER, SANS, SANS_BOLD, SANS_FAMILY
from ui import tokens
from ui.style import style_sheet
from ui.widgets.composing import ComposingGuard

SWITCH_SECONDS = 0.0002
"""How long a busy Python thread may hold the interpreter: at the usual 0.005 a table stutters
beside an import."""


def has_display() -> bool:
    """Whether there is a screen to open a window on."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare_application(application: QApplication | None = None) -> QApplication:
    """The one application, with the program's language, fonts and look. Safe to call twice."""
    made = application or QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(made, QApplication):
        raise EnvironmentFault("同一个进程里已有不带窗口的 Qt 程序，打不开窗口。")
    if made.property("prepared"):
        return made
    made.setProperty("prepared", True)
    sys.setswitchinterval(SWITCH_SECONDS)
    made.setApplicationName("chengguan-taizhang")
    made.setApplicationDisplayName("城管台账")
    made.setDesktopFileName("chengguan-taizhang")
    speak_chinese(made)
    take_fonts(made)
    dress(made)
    ComposingGuard(made)
    return made


def speak_chinese(application: QApplication) -> None:
    """Chinese dates and numbers, and Qt's own words (复制, 粘贴) in Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load(
        "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        application.installTranslator(translator)


def take_fonts(application: QApplication) -> None:
    """The fonts that come with the program, so that every PC shows the same."""
    for name in (SANS, SANS_BOLD):
        # Raises nothing where a file is gone: the system's own font then serves.
        QFontDatabase.addApplicationFont(str(FOLDER / name))
    font = QFont(SANS_FAMILY)
    font.setPixelSize(tokens.FONT_PIXELS)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    application.setFont(font)


def dress(application: QApplication) -> None:
    """One look on every system, light even where the system is dark."""
    application.styleHints().setColorScheme(Qt.ColorScheme.Light)
    application.setStyle(QStyleFactory.create("Fusion"))
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.GROUND),
        (QPalette.ColorRole.Base, tokens.PAPER),
        (QPalette.ColorRole.AlternateBase, tokens.GROUND),
        (QPalette.ColorRole.Button, tokens.PAPER),
        (QPalette.ColorRole.WindowText, tokens.INK),
        (QPalette.ColorRole.Text, tokens.INK),
        (QPalette.ColorRole.ButtonText, tokens.INK),
        (QPalette.ColorRole.PlaceholderText, tokens.INK_FAINT),
        (QPalette.ColorRole.Highlight, tokens.ACCENT),
        (QPalette.ColorRole.HighlightedText, tokens.PAPER),
        (QPalette.ColorRole.Link, tokens.ACCENT),
        (QPalette.ColorRole.ToolTipBase, tokens.INK),
        (QPalette.ColorRole.ToolTipText, tokens.PAPER),
    ):
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    application.setStyleSheet(style_sheet())


def run_home(called: argparse.Namespace) -> int:
    """No command: the window, and where there is no screen, the sample county's papers in out/."""
    if not has_display():
        return run_without_screen(called)
    from ui.starting import open_window

    return open_window(called.data)


def run_without_screen(called: argparse.Namespace) -> int:
    """The papers and a picture of every tab, drawn off-screen."""
    from bureau.commands.demonstration import OUT, papers_into
    from bureau.commands.output import say
    from ui.logs import log_what_qt_says
    from ui.screenshots import draw_tabs

    log_what_qt_says()

    say("这里没有屏幕，打不开窗口：用示例县的数据把月报和窗口的图片生成到 out/ 文件夹。")
    root = papers_into(OUT, called.data)
    for picture in draw_tabs(root, OUT, writable=called.data is None):
        say(f"· {picture}")
    return 0


def run_screenshots(called: argparse.Namespace) -> int:
    """Pictures of all that a clerk can open, from the data folder or from a fresh sample county."""
    from bureau.commands.output import say
    from ui.logs import log_what_qt_says
    from ui.pictures.stage import Look
    from ui.screenshots import draw_all

    log_what_qt_says()

    width, height = called.size
    look = Look(width, height, called.scale)
    for picture in draw_all(called.data, Path(called.folder), look):
        say(f"· {picture}")
    return 0
