"""The fonts that come with the program: where they lie and what the files are called."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "resources" / "fonts"
SANS, SANS_BOLD = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"
SERIF_BOLD = "NotoSerifSC-Bold.ttf"
FANG, KAI = "FandolFang-Regular.ttf", "FandolKai-Regular.ttf"
SONG_SUPPLEMENT = "SongSupplement-Light.ttf"
SANS_FAMILY = "Noto Sans SC"
