"""The style sheet of the window, made from the tokens."""

from __future__ import annotations

from pathlib import Path
from string import Template

from ui import tokens

ICONS = Path(__file__).parents[1] / "resources" / "icons"

SHEET = Template("""
* { font-size: ${FONT_PIXELS}px; color: ${INK}; }
QMainWindow, QDialog, QWidget#page, QWidget#ground { background: ${GROUND}; }
QWidget#bar, QWidget#card, QFrame#card { background: ${PAPER}; }
QFrame#card { border: 1px solid ${LINE}; border-radius: ${RADIUS}px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${FONT_TITLE}px; font-weight: 600; }
QLabel[role="faint"] { color: ${INK_FAINT}; font-size: ${FONT_SMALL}px; }
QLabel[role="soft"] { color: ${INK_SOFT}; }
QLabel[role="danger"] { color: ${DANGER}; }
QLabel[role="warning"] { color: ${WARNING}; }

QPushButton { background: ${PAPER}; border: 1px solid ${LINE_STRONG}; border-radius: ${RADIUS}px;
  padding: 0 14px; min-height: 30px; }
QPushButton:hover { background: ${ACCENT_SOFT}; border-color: ${ACCENT}; }
QPushButton:pressed { background: ${NEUTRAL_SOFT}; }
QPushButton:focus { border: 2px solid ${FOCUS}; padding: 0 13px; min-height: 28px; }
QPushButton:disabled { color: ${INK_FAINT}; background: ${GROUND}; border-color: ${LINE}; }
QPushButton[role="main"] { background: ${ACCENT}; border-color: ${ACCENT}; color: ${PAPER};
  font-weight: 600; }
QPushButton[role="main"]:hover { background: ${ACCENT_HOVER}; }
QPushButton[role="main"]:pressed { background: ${ACCENT_PRESSED}; }
QPushButton[role="main"]:focus { border: 2px solid ${INK}; }
QPushButton[role="main"]:disabled { background: ${LINE_STRONG}; border-color: ${LINE_STRONG}; }
QPushButton[role="danger"] { color: ${DANGER}; border-color: ${DANGER}; }
QPushButton[role="quiet"] { border-color: transparent; background: transparent;
  color: ${INK_SOFT}; }
QPushButton[role="quiet"]:hover { background: ${NEUTRAL_SOFT}; color: ${INK}; }
QPushButton[role="quiet"]:focus { border: 2px solid ${FOCUS}; }
QPushButton[role="page"] { border-color: transparent; background: transparent;
  color: ${INK_SOFT}; padding: 0 12px; }
QPushButton[role="page"]:checked { background: ${ACCENT_SOFT}; color: ${ACCENT};
  font-weight: 600; }
QPushButton[role="subpage"] { border: none; border-bottom: 2px solid transparent;
  border-radius: 0; background: transparent; color: ${INK_SOFT}; padding: 0 12px; }
QPushButton[role="subpage"]:hover { color: ${INK}; }
QPushButton[role="subpage"]:checked { color: ${ACCENT}; font-weight: 600;
  border-bottom-color: ${ACCENT}; }
QPushButton[role="subpage"]:focus { border: 2px solid ${FOCUS};
  border-radius: ${RADIUS}px; padding: 0 10px; min-height: 28px; }
QToolButton { background: transparent; border: 1px solid transparent;
  border-radius: ${RADIUS}px; padding: 4px 8px; }
QToolButton:hover { background: ${NEUTRAL_SOFT}; }
QToolButton:focus { border: 2px solid ${FOCUS}; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: ${PAPER};
  border: 1px solid ${LINE_STRONG}; border-radius: ${RADIUS}px; padding: 0 8px;
  min-height: 30px; selection-background-color: ${ACCENT}; selection-color: ${PAPER}; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid ${FOCUS}; padding: 0 7px; min-height: 28px; }
QLineEdit:disabled, QLineEdit:read-only, QComboBox:disabled { background: ${GROUND}; color: ${INK_SOFT}; }
QLineEdit[role="search"] { background: ${GROUND}; border-color: ${LINE}; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] { border: 2px solid ${DANGER}; }
QLineEdit[role="cell"] { border: 2px solid ${FOCUS}; border-radius: 0; padding: 0 4px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { border: 1px solid ${LINE_STRONG}; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; }
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {
  background: ${ACCENT_SOFT}; color: ${INK}; }
QAbstractItemView { background: ${PAPER}; border: 1px solid ${LINE}; outline: none;
  selection-background-color: ${ACCENT_SOFT}; selection-color: ${INK}; }

QTabBar { background: ${PAPER}; }
QTabBar::tab { background: transparent; padding: 10px 14px; color: ${INK_SOFT};
  border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: ${ACCENT}; font-weight: 600; border-bottom-color: ${ACCENT}; }
QTabBar::tab:hover { color: ${INK}; }

QTableView { gridline-color: ${LINE}; border: none; }
QTableView::item:selected { background: ${ACCENT_SOFT}; color: ${INK}; }
QHeaderView { background: ${PAPER}; border: none; }
QAbstractScrollArea::corner { background: ${GROUND}; border: none; }
QHeaderView::section { background: ${GROUND}; color: ${INK_SOFT}; padding: 6px 8px;
  border: none; border-right: 1px solid ${LINE}; border-bottom: 1px solid ${LINE_STRONG}; }
QTableCornerButton::section { background: ${GROUND}; border: none; }

QScrollBar:vertical { background: ${GROUND}; width: 12px; margin: 0; }
QScrollBar:horizontal { background: ${GROUND}; height: 12px; margin: 0; }
QScrollBar::handle { background: ${LINE_STRONG}; border-radius: 5px; min-height: 32px;
  min-width: 32px; margin: 1px; }
QScrollBar::handle:hover { background: ${INK_FAINT}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: ${PAPER}; border: 1px solid ${LINE_STRONG}; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: ${ACCENT_SOFT}; color: ${INK}; }
QMenu::item:disabled { color: ${INK_FAINT}; }
QMenu::separator { height: 1px; background: ${LINE}; margin: 4px 8px; }
QToolTip { background: ${INK}; color: ${PAPER}; border: none; padding: 6px 8px; }
QProgressBar { background: ${NEUTRAL_SOFT}; border: none; border-radius: 3px; height: 6px;
  text-align: center; }
QProgressBar::chunk { background: ${ACCENT}; border-radius: 3px; }
QSplitter::handle { background: ${GROUND}; }
QCheckBox { spacing: 8px; background: transparent; }
QScrollArea { border: none; background: transparent; }
QStatusBar { background: ${PAPER}; border-top: 1px solid ${LINE}; color: ${INK_SOFT}; }
QListView::item { padding: 6px 8px; }
QListView::item:selected, QTreeView::item:selected { background: ${ACCENT_SOFT}; color: ${INK}; }
QLineEdit[role="search"]:focus { background: ${PAPER}; border: 2px solid ${FOCUS}; }
QLabel[role="display"] { font-size: ${FONT_DISPLAY}px; font-weight: 600; }
QLabel[role="mark"] { background: ${WARNING_SOFT}; color: ${WARNING}; border-radius: 4px;
  padding: 2px 8px; font-weight: 600; }
QPushButton[role="quiet"][tone="warning"] { color: ${WARNING}; }
QPushButton[role="quiet"]:disabled { color: ${INK_FAINT}; background: transparent; }
QPushButton[role="link"] { border: none; background: transparent; color: ${ACCENT};
  padding: 0 4px; min-height: 24px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid ${FOCUS}; padding: 0 2px; min-height: 20px; }
QPushButton[role="link"]:disabled { color: ${INK_FAINT}; }
QPushButton::menu-indicator { width: 0; image: none; }
QPushButton#history { padding: 0 4px; }
QWidget#bar { border-bottom: 1px solid ${LINE}; }
QWidget#tab-row { background: ${PAPER}; border-bottom: 1px solid ${LINE}; }
QFrame#work-bar { background: ${PAPER}; border: none; border-top: 1px solid ${LINE}; }
QFrame#results { background: ${PAPER}; border: 1px solid ${LINE_STRONG};
  border-radius: ${RADIUS}px; }
QFrame#results QListWidget, QListWidget#party-reminders { border: none; }
QFrame#results QListWidget::item { padding: 0; }
QFrame#notice { border: none; border-bottom: 1px solid ${LINE}; background: ${NEUTRAL_SOFT}; }
QFrame#notice QLabel { color: ${INK_SOFT}; }
QFrame#notice[tone="warning"] { background: ${WARNING_SOFT}; }
QFrame#notice[tone="warning"] QLabel { color: ${WARNING}; }
QFrame#notice[tone="danger"] { background: ${DANGER_SOFT}; }
QFrame#notice[tone="danger"] QLabel { color: ${DANGER}; }
QFrame#notice[tone="good"] { background: ${GOOD_SOFT}; }
QFrame#notice[tone="good"] QLabel { color: ${GOOD}; }
QFrame#notice[tone="active"] { background: ${ACCENT_SOFT}; }
QFrame#notice[tone="active"] QLabel { color: ${ACCENT}; }

QTextBrowser#help-text { border: 1px solid ${LINE}; padding: 7px 9px; }
QTextBrowser#help-text:focus { border: 1px solid ${FOCUS}; padding: 7px 9px; }
QListWidget#rooms, QListWidget#catalogue-names, QListWidget#help-contents { background: ${GROUND}; border: none; }
QListWidget#rooms::item, QListWidget#catalogue-names::item { border-radius: ${RADIUS}px;
  padding: 0 10px; min-height: 26px; }
QListWidget#help-contents::item { border-radius: ${RADIUS}px; padding: 6px 10px; }
QListWidget#rooms::item:selected, QListWidget#catalogue-names::item:selected,
QListWidget#help-contents::item:selected {
  background: ${ACCENT_SOFT}; color: ${ACCENT}; }
QListWidget#rooms::item:hover:!selected, QListWidget#catalogue-names::item:hover:!selected {
  background: ${NEUTRAL_SOFT}; }
QTableView[role="plain"], QTreeWidget { border: none; }
QTableView[role="plain"]::item { padding: 0 7px; border-bottom: 1px solid ${LINE}; }
QTreeWidget::item { min-height: 28px; padding: 0 4px; }
QPushButton[role="link"] { border: none; background: transparent; padding: 0 2px;
  color: ${ACCENT}; min-height: 26px; text-align: left; }
QPushButton[role="link"]:hover { background: ${ACCENT_SOFT}; }
QPushButton[role="link"]:focus { border: 2px solid ${FOCUS}; padding: 0; min-height: 22px; }
QLabel[role="heading"] { font-weight: 600; }
QFrame#floating { background: ${PAPER}; border: 1px solid ${LINE_STRONG}; }
QLineEdit[role="cell"], QLineEdit[role="cell"]:focus { border: 2px solid ${FOCUS};
  border-radius: 0; padding: 0 4px; min-height: 0; }
QLineEdit[role="cell"][fault="true"] { border: 2px solid ${DANGER}; }
QTableView#frozen-columns { border-right: 2px solid ${LINE_STRONG}; }
QComboBox::down-arrow { image: url("${ICONS}/down.svg"); width: 12px; height: 12px; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px;
  background: ${PAPER}; border: 1px solid ${INK_FAINT}; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: ${ACCENT}; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: ${FOCUS}; }
QCheckBox::indicator:checked { background: ${ACCENT}; border-color: ${ACCENT};
  image: url("${ICONS}/check.svg"); }
QCheckBox::indicator:indeterminate { background: ${ACCENT_SOFT}; border-color: ${ACCENT}; }
QRadioButton::indicator:checked { background: ${PAPER}; border: 5px solid ${ACCENT};
  width: 8px; height: 8px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: ${GROUND};
  border-color: ${LINE_STRONG}; }
QCheckBox::indicator:checked:disabled { background: ${LINE_STRONG}; }
QCheckBox:focus, QRadioButton:focus { text-decoration: underline; }
""")


def style_sheet() -> str:
    """The whole style sheet."""
    named = {name: str(getattr(tokens, name)) for name in dir(tokens) if name.isupper()}
    return SHEET.substitute(named, ICONS=ICONS.as_posix())
