"""What a setting is: how it is stored, what a clerk calls it, what stands while nothing is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bureau.settings.types import SettingType

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[T]):
    """One setting: `key` as it is stored, the clerk's `title`, and the text that stands while
    nothing is set. Settings of one `section` are shown together.
    """

    key: str
    title: str
    section: str
    type: SettingType[T]
    default: str = ""
    hint: str = ""


AnySetting = Setting[Any]
