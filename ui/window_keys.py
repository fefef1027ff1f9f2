"""The keys that hold everywhere in the window, with what they do in words: window and manual read this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class WindowKey:
    """Keys that do the same, what they do in the manual's words, and the window's method for it."""

    keys: tuple[str, ...]
    words: str
    act: str


WINDOW_KEYS: Final[tuple[WindowKey, ...]] = (
    WindowKey(("F1",), "这一页的说明", "help_here"),
    WindowKey(("Ctrl+K",), "在所有台账里找", "search"),
    WindowKey(("Ctrl+Z",), "撤销", "undo"),
    WindowKey(("Ctrl+Y", "Ctrl+Shift+Z"), "重做", "redo"),
    WindowKey(("Ctrl+S",), "保存表单；看一眼保存好了没有", "save"),
    WindowKey(("Ctrl+P",), "打印这一页", "print_page"),
    WindowKey(("F5",), "刷新", "refresh"),
    WindowKey(("Ctrl+PgDown",), "下一页", "next_page"),
    WindowKey(("Ctrl+PgUp",), "上一页", "page_before"),
)
TAB_KEYS: Final = ("Ctrl", "Alt")
"""With a digit: the first tab, the second…"""
AREA_WORDS: Final = "到下一个区域（标签、页面、查找框）"
"""What F6 does where a page has no areas of its own; not a shortcut, so that the page is asked first."""
